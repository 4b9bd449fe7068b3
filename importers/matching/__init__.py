"""Which row of the bank is which booking: by evidence, each match with its reason."""
