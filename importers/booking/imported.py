"""What an import leaves behind so that the next one recognises it, beside its :class:`ImportRecord`.

    2025-10-13 custom "earmark-statement" "I-3fa9c1d2-ICBC-8801"
      bank: "ICBC-8801"
      first: 2025-03-05
      last: 2025-10-09
    2025-03-27 custom "earmark-mirror" "I-77c0a1b2:8"
      gl: "记-2025-03-0004"
      content: "9b2e… (64 hex)"
      vouchers: "WH2025-007-V0004"

Both stand in the import's own file (awards/<id>/imports/<import>.beancount): undoing the import removes them.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar

from earmark.ledger.base.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRead(Record):
    """A statement of a bank account: first and last day with a row. Days between them are covered whole."""

    kind: ClassVar[str] = "statement"

    bank: str
    first: datetime.date
    last: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror(Record):
    """A voucher of the recipient's books and the vouchers here that mirror it."""

    kind: ClassVar[str] = "mirror"

    content: str
    vouchers: tuple[str, ...]
    gl: str | None = None
    of: str | None = None
    """The earlier mirror that this one replaces: the voucher was renumbered or changed."""
