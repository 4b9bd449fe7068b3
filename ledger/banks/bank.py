"""A bank account's book (banks/ICBC-8801.beancount): every imported row, its fate and its shares.

    2025-03-01 custom "earmark-bank" "ICBC-8801"
      bank: "ICBC"
      account: "1202021109900088801"
      holder: "江城示例学会"
      mode: "dedicated"

    2025-03-18 custom "earmark-bank-row" "ICBC-8801:7"
      amount: -18000.00 CNY
      balance: 482000.00 CNY
      fate: "new"
      ...
    2025-03-18 custom "earmark-share" "ICBC-8801:7#1"
      row: "ICBC-8801:7"
      award: "WH2025-007"
      amount: -18000.00 CNY
      voucher: "WH2025-007-V0003"

A row is shared between awards; what is in no share is the recipient's own (parts + rest = row). Of a row with fate
``other`` only date, amount and id are kept: the recipient's other business is none of Earmark's.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from ..base.record import Record

FATES = ("new", "known", "waiting", "other", "refused")
BOOKED = ("new", "waiting")
"""The fates of stored rows that some award's voucher books."""
UNBOOKED = ("other",)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount(Record):
    """One account of a recipient: dedicated (专用账户), pooled (普通账户) or treasury quota (额度)."""

    kind: ClassVar[str] = "bank"

    bank: str
    account: str
    holder: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRow(Record):
    """A row of a statement: signed amount (+ into the account) and balance after it, in CNY.

    ``fingerprint`` is the SHA-256 of all the row's cells (see importers.recognise); None on ``other`` rows, whose
    text is not kept.
    """

    kind: ClassVar[str] = "bank-row"

    amount: Decimal
    fate: str
    balance: Decimal | None = None
    serial: str | None = None
    fingerprint: str | None = None
    source: str | None = None
    """FILE:ROW where it was first read."""
    import_id: str | None = None
    corrected: bool = False
    """Came later, into days that an earlier statement had covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Record):
    """The part of a bank row that belongs to one award, and the voucher that books it. Amount in CNY, signed."""

    kind: ClassVar[str] = "share"

    row: str
    award: str
    amount: Decimal
    voucher: str
    line: str | None = None
    """The leg that it pays a part of, where several rows pay one leg of a posted voucher; else row or amount tell."""
