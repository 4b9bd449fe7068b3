"""After its settlement (结项) an award is frozen: no voucher of a later day, but what gives money back or puts right.

Let through: the unspent balance going back to the funder, orders and their money, red letters, period-end transfers and changes of chart.
Findings, decisions and orders go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.load import register_of
from ..vouchers.drafts import posted
from ..vouchers.voucher import CHART, CLOSE
from .chart import load_chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..books.books import Books
    from ..vouchers.voucher import Voucher
    from .award import Award
    from .register import Milestone


class Frozen(EarmarkError):
    """A voucher of a day after the award was settled."""


def settlement_of(award: Award) -> Milestone | None:
    """The stage by which an award was settled."""
    return next((m for m in award.milestones if m.stage == "settlement"), None)


def frozen(award: Award, vouchers: Iterable[Voucher]) -> Iterator[Voucher]:
    """The vouchers that the settlement does not let through."""
    settled = settlement_of(award)
    if settled:
        yield from (v for v in vouchers if v.date > settled.date and not _let_through(award, v))


def _let_through(award: Award, voucher: Voucher) -> bool:
    owed = load_chart(award.chart_on(voucher.date)).role("due_to_funder", award.id)
    gives_back = any(line.account == owed for line in voucher.lines)
    return bool(voucher.order or voucher.reverses or voucher.tags & {CLOSE, CHART} or gives_back)


def require_unfrozen(award: Award, vouchers: Sequence[Voucher]) -> None:
    """Refuse to post what the settlement does not let through. Raises :class:`Frozen`."""
    settled, first = settlement_of(award), next(frozen(award, vouchers), None)
    if settled and first:
        facts = {"award": award.id, "day": settled.date, "id": first.id, "date": first.date}
        raise Frozen(IS_FROZEN.format(**facts), fix=ONLY)


IS_FROZEN = Text(
    "{award} 已于 {day} 结项，{id}（{date}）不能再记账",
    "{award} was settled on {day}; {id} of {date} cannot be posted",
)
ONLY = Text(
    "结项后只记结余退回、整改款项、红字和期末结转",
    "after it only the balance given back, ordered money, red letters and period-end transfers are posted",
)


def faults_of_frozen(books: Books, award: str) -> Iterator[tuple[str, Text]]:
    """Vouchers that stand in the books although the settlement does not let them through."""
    known = register_of(books, award)
    settled = settlement_of(known)
    for voucher in frozen(known, posted(books, award)) if settled else ():
        yield voucher.id, AFTER.format(day=settled.date if settled else "")


AFTER = Text("在 {day} 结项之后记账", "posted after the settlement of {day}")
