"""The importers room: what comes in. May import `earmark.ledger` only.

Upwards, each folder built on those below it:

- ``receive`` (a file into the books), ``against`` (a file held against them), ``ingest`` (readers for other ledgers)
- ``papers``, ``tieout``: invoices at their vouchers; trial balances against the books
- ``booking``: each row exactly once
- ``matching``, ``proposing``: which row is which booking; what a row would become
- ``formats``: one file format a module; ``profiles/`` has the layouts as data
- ``tables``: from cells to facts
- ``cells``, and ``parsing`` in a process of its own: from bytes to cells
"""
