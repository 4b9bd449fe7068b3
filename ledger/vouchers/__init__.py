"""Vouchers (凭证): drafts, posting, red letters, the charges in them and the papers behind them."""
