"""The demo's two awards: what really happened, and the files that banks and bookkeepers would have of it.

``wh2025-007.csv`` and ``cast2025-017.csv`` are the truth, one line a booking, each charge with the label that
a careful auditor would give it (see :mod:`.cases`). ``context.toml`` holds both registers, ``parties-*.toml``
the recipients' private lists, ``cast-other.csv`` the other business in the association's export. From them
:mod:`.files` writes bank statements, a journal and treasury exports, the same bytes every time. All names are
invented; persons are codes.
"""
