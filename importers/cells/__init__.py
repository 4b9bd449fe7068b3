"""From bytes to cells: what a file really is, and its texts as they stand. No sense is made of them yet."""
