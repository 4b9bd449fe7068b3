"""The web service: Fava on one award's books, read-only and behind a guard.

    browser → cheroot (127.0.0.1) → gateway: one request, one process → guard → Fava → our two pages

`serve` is the way in. `guard` decides what Fava may be asked at all (`endpoints`, `bql`, `documents`),
`headers` and `rendering` see to it that what comes back cannot run, `refusals` says no in words.
`extension` is the pages 疑点 and 资金, which any Fava shows that opens an award; `findings_table` is the
table `#findings` of the query page.

Nothing here writes to the books.
"""
