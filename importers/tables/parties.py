"""Lists that name who paid and who was paid, and neither side nor sign: receipts (回单), payments by order.

The one party that stands in every row, now as payer and now as payee, is the account's own. Where two parties do,
or none, nothing tells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from ..cells.compare import folded
from .rows import Refused
from .table_rows import Row
from .values import text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from ..cells.cells import Cell
    from .header import Header

PAIRS = (("payer_account", "receiver_account"), ("payer", "receiver"))
NOT_OURS = Text("付款方、收款方看不出哪一方是本单位", "which of payer and payee is our own cannot be told")


def with_own_party(header: Header, cells: Sequence[tuple[int, Sequence[Cell]]]) -> Header | None:
    """The header with the party that is the account's own; None when that cannot be told."""
    for pair in PAIRS:
        if set(pair) <= set(header.columns):
            rows = [Row(number, list(row), header.columns) for number, row in cells]
            said = [{folded(text(row[key])) for key in pair} - {""} for row in rows]
            common = set.intersection(*said) if said else set()
            if len(common) == 1:
                return header._replace(profile=replace(header.profile, own_party=(*pair, common.pop())))
    return None


def sided(row: Row, own_party: tuple[str, str, str], amount: Decimal) -> Decimal:
    """The amount, + where the own party was paid. Raises :class:`Refused`."""
    payer, receiver, own = own_party
    pays, is_paid = (folded(text(row[key])) == own for key in (payer, receiver))
    if pays == is_paid or amount < 0:
        raise Refused(NOT_OURS)
    return -amount if pays else amount
