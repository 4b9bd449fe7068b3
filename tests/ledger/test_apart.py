"""Entries of several awards, told apart: by the file they stand in, and vouchers by the accounts that they touch, too."""

from __future__ import annotations

import datetime

from beancount.core.data import Custom, Posting, Transaction, new_metadata

from earmark.ledger.books.apart import by_award

DAY = datetime.date(2025, 3, 1)


def act(file: str) -> Custom:
    return Custom(new_metadata(f"/books/{file}", 1), DAY, "earmark-decision", [])


def voucher(file: str, *accounts: str) -> Transaction:
    postings = [Posting(account, None, None, None, None, None) for account in accounts]
    return Transaction(
        new_metadata(f"/books/{file}", 1), DAY, "*", None, "", frozenset(), frozenset(), postings
    )


def test_each_award_has_its_files_and_what_touches_it() -> None:
    entries = [
        act("awards/WH1/acts.beancount"),
        voucher("awards/WH1/vouchers/2025-03.beancount", "Assets:WH1:1002", "Assets:WH2:1002"),
        voucher("claims/WH2.beancount", "Assets:Claims-WH2:C1"),
        act("main.beancount"),
        act("awards/WH2/acts.beancount"),
    ]
    found = by_award(entries)
    assert found["WH1"] == entries[:2]
    assert found["WH2"] == [entries[1], entries[2], entries[4]]
    assert act("main.beancount") not in [e for own in found.values() for e in own]
