"""Acts of reconciliation (银行对账): what was tied by hand, why a difference stands, what was submitted.

    2025-04-02 custom "earmark-tied" "T-0001"
      rows: "ICBC-8801:7"
      legs: "WH2025-007-V0012b"
      reason: "金额相同，相差 5 天，对方名称近似"
    2025-04-02 custom "earmark-explained" "X-0001"
      item: "WH2025-007-V0015b"
      amount: -200.00 CNY
      reason: "支票未兑付"
    2025-04-03 custom "earmark-reconciliation" "2025-03-31"
      through: 2025-03-31
      bank: 488995.00 CNY
      books: 488795.00 CNY
      adjusted: 488795.00 CNY
      items: "1"
      contents-sha256: "5e…"

All are the recipient's and stand in answers.beancount, each with its line in the log. The approval of a reconciliation is an
``approval`` of another person (see :mod:`.reconciled`).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from ..base.record import Record, records

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied(Record):
    """Rows of the bank and legs of vouchers (id and letter) that are one movement of money; why."""

    kind: ClassVar[str] = "tied"

    rows: tuple[str, ...]
    legs: tuple[str, ...]
    reason: str
    drafts: tuple[str, ...] = ()
    """The drafts that waited at these rows and went; when the tie is undone the rows wait again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untied(Record):
    """The tie of this id holds no more."""

    kind: ClassVar[str] = "untied"

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained(Record):
    """Why a difference stands: of a row, a leg or a balance, for this very amount (CNY, signed)."""

    kind: ClassVar[str] = "explained"

    item: str
    amount: Decimal
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation(Record):
    """银行存款余额调节表, submitted: its figures in CNY, how many items, and the hash of all that it stands on."""

    kind: ClassVar[str] = "reconciliation"

    through: datetime.date
    bank: Decimal
    books: Decimal
    adjusted: Decimal
    items: str
    contents_sha256: str
    """Of reconciliations/<id>.json beside the award's seals."""


def ties_in_force(entries: Iterable[Any]) -> list[Tied]:
    """The ties that were not undone."""
    entries = list(entries)
    gone = {one.id for one in records(Untied, entries)}
    return [one for one in records(Tied, entries) if one.id not in gone]


def explained_in(entries: Iterable[Any]) -> dict[str, Explained]:
    """The latest explanation of each item."""
    return {one.item: one for one in records(Explained, entries)}
