"""Bank accounts: rows and their shares, what ties them to vouchers by hand, and reconciliation (银行对账)."""
