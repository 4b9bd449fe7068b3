"""From cells to facts: headers, columns, days, amounts, balances, and what a table leaves open."""
