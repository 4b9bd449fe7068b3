"""The importers room: what comes in.

One file format a module; reading, recognising and matching rows. May import `earmark.ledger` only.
"""
