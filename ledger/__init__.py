"""The ledger room: what is true.

Books on disk, awards, vouchers, acts, claims, the log and its seals. This room knows none of the others.
"""
