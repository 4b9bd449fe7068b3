"""When a month may be closed (结账): what :mod:`.closing` asks first.

Nothing dated in it or before it is still a draft, earlier months are closed, each voucher has its number in the statutory books
or a reason why not, and each difference with the bank is explained.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..banks.reconciling import month_end, unexplained_in
from ..banks.two_sides import CAUSES
from ..base.amount import money
from ..base.errors import EarmarkError
from ..base.text import Text
from ..vouchers.drafts import drafts_at
from .periods import StatutoryNumber, closed_through

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..books.books import Books
    from ..books.desk import Desk
    from ..vouchers.voucher import Voucher

PERIOD = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
MOST = 5
"""So many ids a message names; the rest it counts."""


class CannotClose(EarmarkError):
    """A month that is not ready to be closed."""


def ready(at: Desk, award: str, period: str, vouchers: Sequence[Voucher]) -> None:
    """Refuse a month that may not be closed yet. Raises :class:`CannotClose`."""
    if not PERIOD.fullmatch(period):
        raise CannotClose(Text("期间写成 2025-03，不是“{p}”", "a period is written 2025-03").format(p=period))
    if period >= f"{at.today:%Y-%m}":
        raise CannotClose(Text("{p} 还没有过完", "{p} is not over yet").format(p=period))
    through = closed_through(at.entries(f"awards/{award}/answers.beancount"))
    if period <= through:
        raise CannotClose(Text("{p} 已结账", "{p} is closed already").format(p=period))
    months = {v.period for v in vouchers if through < v.period < period}
    if months:
        message = Text("{p} 有凭证，还没有结账", "{p} has vouchers and is still open").format(p=min(months))
        raise CannotClose(message, fix=Text("按月依次结账", "close the months in their order"))
    drafts = [v.id for v in drafts_at(at, award) if v.period <= period]
    if drafts:
        message = Text("还有未记账的草稿：{ids}", "there are still drafts: {ids}").format(ids=_some(drafts))
        raise CannotClose(message, fix=Text("先 earmark post", "earmark post first"))
    missing = unnumbered(at, award, [v for v in vouchers if v.period == period])
    if missing:
        message = Text("没有法定账凭证号：{ids}", "no number in the statutory books: {ids}")
        fix = Text("用 --gl 凭证=号 补记，或 --explain 凭证=理由", "give --gl VOUCHER=NUMBER or --explain")
        raise CannotClose(message.format(ids=_some(missing)), fix=fix)
    _tied_to_the_bank(at, award, period)


def _tied_to_the_bank(at: Desk, award: str, period: str) -> None:
    open_ = unexplained_in(at, award, period)
    if open_:
        message = Text(
            "银行对账还有 {n} 项差异没有说明：{id} {amount}，{cause}",
            "{n} differences with the bank are unexplained: {id} {amount}, {cause}",
        )
        fix = Text(
            "earmark reconcile {award} --through {day} 列出；用 --accept 对上，或 --explain 说明",
            "earmark reconcile {award} --through {day} lists them; --accept ties, --explain explains",
        )
        one, day = open_[0], month_end(period)
        said = message.format(n=len(open_), id=one.id, amount=money(one.amount), cause=CAUSES[one.cause])
        raise CannotClose(said, fix=fix.format(award=award, day=day))


def unnumbered(at: Desk | Books, award: str, vouchers: Iterable[Voucher]) -> list[str]:
    """The vouchers that neither have a number in the statutory books nor a reason why not."""
    known = {s.id for s in at.records(StatutoryNumber, f"awards/{award}/answers.beancount")}
    return [v.id for v in vouchers if not v.gl and v.id not in known]


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MOST]) + (f" … ({len(ids)})" if len(ids) > MOST else "")
