"""What shows that money came back: a row of the bank for no more than it holds, a paper for one payment.

    misfits(at, step, order)  → why "ICBC-8801:152" does not show the step, if it does not

A reference names rows of the bank by id, with spaces between them; anything else is a paper (receipt, letter). A row that goes
the other way, or lies before the money was spent, shows nothing. A row may stand behind several orders, of several awards.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ..banks.bank import StoredRow
from ..base.amount import plain
from ..base.text import Text
from ..findings.dating import charged
from .claims import Settlement, in_force, settlements
from .mirror import AWAY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ..books.desk import Desk
    from .claims import Order

OTHER_WAY = Text(
    "银行流水 {row} 的收付方向不对：{amount} 元",
    "bank row {row} goes the other way: {amount} CNY",
)
BEFORE = Text(
    "银行流水 {row}（{day}）早于所涉列支（{first}）",
    "bank row {row} of {day} lies before what was spent on {first}",
)
USED = Text(
    "银行流水 {rows} 只剩 {left} 元可以认可（已认可：{steps}）",
    "{left} CNY of bank row {rows} are left to recognise (recognised: {steps})",
)
TWICE = Text(
    "{order} 的这一笔已登记为 {id}（{day}，{amount} 元，凭 {reference}）；另一笔款要有另一份凭据",
    "this payment of {order} is {id} already ({day}, {amount} CNY, by {reference}); another one has a paper of its own",
)


def misfits(at: Desk, step: Settlement, order: Order) -> Iterator[Text]:
    """Why the reference does not show the step; nothing where it does, or where none is given."""
    words = set((step.reference or "").split())
    rows = _rows(at, words) if step.way == "returned" else []
    if rows:
        yield from _of_rows(at, step, order, rows)
    else:
        yield from _of_paper(step, settlements(at.entries(f"claims/{step.award}.beancount")))


def _rows(at: Desk, words: Collection[str]) -> list[StoredRow]:
    books = {f"banks/{word.rpartition(':')[0]}.beancount" for word in words} & set(at.bank_files())
    return [row for path in sorted(books) for row in at.records(StoredRow, path) if row.id in words]


def _of_rows(at: Desk, step: Settlement, order: Order, rows: Collection[StoredRow]) -> Iterator[Text]:
    sign = -1 if step.route in AWAY else 1
    spent = [day for voucher in order.vouchers for day in charged(at, step.award, voucher).values()]
    for row in rows:
        if row.amount * sign <= 0:
            yield OTHER_WAY.format(row=row.id, amount=plain(row.amount))
        if spent and row.date < min(spent):
            yield BEFORE.format(row=row.id, day=row.date, first=min(spent))
    ids = {row.id for row in rows}
    earlier = list(_naming(at, ids))
    left = sum((abs(row.amount) for row in rows), -sum((s.amount for s in earlier), Decimal(0)))
    if step.amount > left:
        steps = "、".join(f"{s.award} {s.id}" for s in earlier) or "—"
        yield USED.format(rows=" ".join(sorted(ids)), left=plain(max(left, Decimal(0))), steps=steps)


def _naming(at: Desk, rows: set[str]) -> Iterator[Settlement]:
    """What was recognised by these rows, in every award: one transfer may pay back several."""
    for award in at.award_ids():
        path = f"claims/{award}.beancount"
        text = (at.read(path) or b"").decode()
        if any(row in text for row in rows):
            given = in_force(settlements(at.entries(path)))
            yield from (s for s in given if rows & set((s.reference or "").split()))


def _of_paper(step: Settlement, earlier: Iterable[Settlement]) -> Iterator[Text]:
    """The same payment by the same paper once more; a write-off has its approval."""
    facts = (step.order, step.way, step.date, step.amount, step.reference)
    for one in in_force(earlier):
        if step.reference and not step.approval and facts == (
            one.order, one.way, one.date, one.amount, one.reference
        ):  # fmt: skip
            yield TWICE.format(
                order=one.order, id=one.id, day=one.date, amount=plain(one.amount), reference=one.reference
            )
