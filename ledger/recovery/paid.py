"""What a funder paid for an award, and what it has again: no revocation claims more than the one less the other.

What was paid: the register's stages ``payment`` where each bears its amount (the funder's own word), and the grant as the
recipient's books show it; they may differ, and then a person says. What came back: money returned to funder or treasury
by orders, and an unspent balance that the books paid back without one. What was set off counts as never paid. Money back in
the award's account is the recipient's still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..awards.chart import load_chart
from ..awards.position import position
from ..base.amount import NIL
from ..vouchers.drafts import posted_at
from .claims import settlements
from .mirror import AWAY

if TYPE_CHECKING:
    from decimal import Decimal

    from ..awards.award import Award
    from ..books.desk import Desk
    from ..vouchers.voucher import Voucher


def paid_by(at: Desk, known: Award) -> tuple[Decimal | None, Decimal]:
    """What was paid (CNY): by the register, None where a payment lacks its amount, and by the recipient's books."""
    payments = [m.amount for m in known.milestones if m.stage == "payment"]
    given = [amount for amount in payments if amount is not None]
    registered = sum(given, NIL) if given and len(given) == len(payments) else None
    return registered, position(known, posted_at(at, known.id)).received


def came_back(at: Desk, known: Award) -> Decimal:
    """What the funder or the treasury has again (CNY): by orders, and an unspent balance paid back without one."""
    steps = settlements(at.entries(f"claims/{known.id}.beancount"))
    ordered = sum((s.amount for s in steps if s.way == "returned" and s.route in AWAY), NIL)
    return ordered + sum((_given_back(known, v) for v in posted_at(at, known.id) if not v.order), NIL)


def _given_back(known: Award, voucher: Voucher) -> Decimal:
    """What a voucher pays to the funder: out of what was owed to it, or at once, as government units do."""
    chart = load_chart(known.chart_on(voucher.date))
    moved = {line.account: line.amount for line in voucher.lines}
    bank, owed, returned = (
        moved.get(chart.role(role, known.id), NIL) for role in ("bank", "due_to_funder", "returned_grant")
    )
    given = owed or returned
    # A red letter of such a payment has both signs the other way round.
    return given if bank * given < 0 and not voucher.tags else NIL
