"""The truth behind the demo's files: one :class:`Case` a line of ``<award>.csv``.

    key,flow,date,paid,payee,tail,narration,account,budget,plan,amount,tax,invoice,ref,label,note
    W080,fee,2025-08-22,,职工A03,6035,标准审查会专家咨询费,510102,,P3,3000.00,440.00,,,personnel,本会职工领取专家费

Lines of one key are one voucher. ``flow`` says what is booked (see :mod:`.flows`):

    in       money into the account                 pay      money out; a negative amount is a refund
    fee      a fee less the tax withheld            settle   an advance or prepayment (``ref``) is settled
    own      own funds pay what the award owes      return   moves because of an order: a bank row alone

``label`` is what a careful auditor says of a charge, the likeliest first: ``allowed``, ``review`` or one of
the nine prohibited uses, with | between them; empty where nothing is a charge.
"""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources

FLOWS = ("in", "pay", "fee", "settle", "own", "return")
PROHIBITED = (
    "personnel", "office", "donation", "sponsorship", "fine", "loan_repayment", "investment", "construction",
    "unrelated",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One thing that happened. Amounts in CNY, gross; ``date`` is the books' day."""

    key: str
    flow: str
    date: datetime.date
    paid: datetime.date
    """The bank's day, one or two days off the books' on a few."""
    payee: str
    tail: str
    """Last four digits of the payee's account; empty where the bank names none."""
    narration: str
    account: str
    budget: str
    """In government books the economic class of the budget face, or its income account; empty without one."""
    plan: str
    amount: Decimal
    tax: Decimal
    invoice: str
    ref: str
    """Key of what this settles, takes back or completes."""
    label: str
    note: str

    @property
    def expected(self) -> tuple[str, ...]:
        """The labels that are right, the likeliest first; empty where nothing is a charge."""
        return tuple(filter(None, self.label.split("|")))


def read_rows(name: str) -> list[dict[str, str]]:
    """The lines of one of the demo's CSV files, by column name."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def read_cases(award: str) -> tuple[Case, ...]:
    """All cases of an award, in the order of the books."""
    return tuple(_case(row) for row in read_rows(f"{award.lower()}.csv"))


def _case(row: dict[str, str]) -> Case:
    date = datetime.date.fromisoformat(row["date"])
    return Case(
        key=row["key"],
        flow=row["flow"],
        date=date,
        paid=datetime.date.fromisoformat(row["paid"]) if row["paid"] else date,
        payee=row["payee"],
        tail=row["tail"],
        narration=row["narration"],
        account=row["account"],
        budget=row["budget"],
        plan=row["plan"],
        amount=Decimal(row["amount"]),
        tax=Decimal(row["tax"] or "0.00"),
        invoice=row["invoice"],
        ref=row["ref"],
        label=row["label"],
        note=row["note"],
    )
