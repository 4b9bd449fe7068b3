"""Closing a month (结账) and reopening it; what a closing holds that no log does."""
