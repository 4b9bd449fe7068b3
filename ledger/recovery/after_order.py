"""What follows an order beside money: that it was served, that somebody was reminded (催办), that a write-off is asked (核销).

    2026-01-05 custom "earmark-reminder" "RM-0001"
      order: "O-0001"
      how: "邮寄"
      due: 2026-01-20

The audit side's acts (``acts.beancount``). A write-off is asked here by one person and approved by another, who thereby
writes the settlement into the claims book.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from ..base.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Record):
    """送达: an order was served on ``date``; for one that was not served when it was issued."""

    kind: ClassVar[str] = "service"

    order: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(Record):
    """催办: the recipient was reminded of an order; ``due`` is the new day to answer. The order's own day stays."""

    kind: ClassVar[str] = "reminder"

    order: str
    how: str
    due: datetime.date
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOff(Record):
    """核销申请: that so much (CNY) of an order be written off. It counts once another person has approved it."""

    kind: ClassVar[str] = "write-off"

    order: str
    amount: Decimal
    reason: str
    document: str
