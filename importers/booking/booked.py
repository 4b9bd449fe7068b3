"""What became of one booking of an export."""

from __future__ import annotations

from dataclasses import dataclass

from earmark.ledger.base.text import Text

from ..proposing.proposal import Proposal

DIFFERS = Text(
    "{gl} 与已记账的 {ids} 科目或金额不同：请核对", "{gl} and the posted {ids} are not the same: look at both"
)


@dataclass(frozen=True, slots=True)
class Booked:
    """What became of one booking."""

    proposal: Proposal
    fate: str
    vouchers: tuple[str, ...]
    note: Text | None = None
