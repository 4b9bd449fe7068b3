"""Charges (列支): what rules judge. Each posting that says what the award's money was used for.

A charge is a posting to cost, fixed asset, advance or prepayment, investment, transfer out, repayment or other use
of a liability. Not the award's own account, tax withheld and its payment, internal 垫款 and its 归垫, order bookings,
退还政府补助, bank interest, ``#close`` and ``#chart``. In government books it is the 7xxx posting (its 5xxx
posting is the other face); advances, prepayments and payables, which do not reach 7xxx, are charges themselves.
Its id is the voucher's id and the line's letter, given once with the first draft: ``WH2025-007-V0012a``.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Source(NamedTuple):
    """The row that a figure comes from: file name as it came, row as the file's own program numbers it (from 1)."""

    file: str
    row: int

    def __str__(self) -> str:
        """Both as people write them: ``file.xls:12``."""
        return f"{self.file}:{self.row}"


class Paper(NamedTuple):
    """One paper (单据) behind a charge or its whole voucher: kind, whether the audit side saw it, of an invoice its key and total."""

    id: str
    what: str
    subject: str
    """The voucher or the charge that it is attached to."""
    seen: bool = False
    invoice: str | None = None
    total: Decimal | None = None
    claimed: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One use of the award's money. ``amount`` is positive when money was used, negative when a charge is reduced."""

    id: str
    voucher: str
    date: datetime.date
    """Accounting date."""
    paid: datetime.date
    """The bank's date where it differs, else the accounting date; rules on dates use it."""
    amount: Decimal
    currency: str
    kind: str
    """cost, asset, advance, prepayment, investment, transfer, repayment or liability."""
    account: str
    code: str
    """Chart code of the account's first component: 5101, 7101, 1122."""
    account_name: str
    """Names of the account's components joined by -, or the name as the imported row wrote it."""
    economic_class: str | None = None
    """部门支出经济分类 (30226) in government books, else None: society books have none."""
    economic_class_name: str | None = None
    """The class's name as the source wrote it: code and name may disagree."""
    payee: str = ""
    narration: str = ""
    bank_words: str = ""
    """What the bank's row says, where that is not part of the narration."""
    plan: str | None = None
    party: str | None = None
    """Code of the payee in the recipient's parties file, where the voucher names one."""
    payee_account: str | None = None
    """Last four digits of the payee's account, where known."""
    posted: bool = True
    sources: tuple[Source, ...] = ()
    reduces: str | None = None
    """Id of the charge that a negative posting takes back."""
    settles: str | None = None
    """Id of the advance or prepayment that a cost settles."""
    left: Decimal | None = None
    """What of an advance, a prepayment or cash drawn nobody has settled or paid back; None where it is none of them."""
    documents: tuple[str, ...] = ()
    invoice: str | None = None
    """As the bookkeeper wrote it."""
    invoice_total: Decimal | None = None
    papers: tuple[Paper, ...] = ()

    @property
    def said(self) -> str:
        """All that was said of what it is for, by bookkeeper and bank: rules on words judge both."""
        words = self.bank_words
        return f"{self.narration}；{words}" if words and self.narration else words or self.narration


def voucher_of(charge: str) -> str:
    """The voucher of a charge's id: WH2025-007-V0012 of WH2025-007-V0012a; also its link."""
    return charge.rstrip("abcdefghijklmnopqrstuvwxyz")
