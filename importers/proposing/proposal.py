"""A proposal: the draft that a row would become, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.voucher import Voucher

if TYPE_CHECKING:
    from earmark.ledger.vouchers.charge import Source


@dataclass(frozen=True, slots=True)
class Proposal:
    """A voucher without id, balanced in each set, and the reason of its accounts.

    What a person must still say stands on 99待归类; ``complete`` is then False.
    """

    voucher: Voucher
    reason: Text

    @property
    def complete(self) -> bool:
        """Whether the voucher could be posted as it is."""
        return not self.voucher.waiting

    @property
    def sources(self) -> tuple[Source, ...]:
        """The rows that it comes from."""
        return tuple(dict.fromkeys(source for line in self.voucher.lines for source in line.sources))
