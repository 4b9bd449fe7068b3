"""Why a use of the money differs between budget system and books: one cause each, the first that fits (:mod:`.planned`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from ..tables.rows import ZERO
from .uses import PAID, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from earmark.ledger.awards.award import Award

    from .uses import Move, Use

CAUSES = {
    "only there": Text("预算系统有，资金使用计划没有", "in the budget system, not in the plan"),
    "only plan": Text("资金使用计划有，预算系统没有", "in the plan, not in the budget system"),
    "amended": Text("计划已于 {day} 调整，指标还是调整前的", "the plan was amended on {day}; the indicator was not"),
    "moved": Text("与 {other} 的差额相反：只有一边在用途之间调剂过", "the opposite of {other}: moved between uses on one side only"),
    "less": Text("指标少于计划：没有全部下达，或核减没有登记", "less than the plan: not all granted yet, or a cut not registered here"),
    "more": Text("指标多于计划：追加没有登记", "more than the plan: an addition not registered here"),
    "booked otherwise": Text("与 {other} 的差额相反：记在别的用途", "the opposite of {other}: booked under another use"),
    "advance": Text("借款、预付没有写明用途：{ids}", "lent or prepaid under no use: {ids}"),
    "owed": Text("代扣税款等还没有支付：{ids}", "tax withheld or another debt, not paid yet: {ids}"),
    "draft": Text("这里还是草稿：{ids}", "drafts here: {ids}"),
    "only here": Text("只有这里有：{ids}", "only here: {ids}"),
    "there": Text("预算系统已支付，这里没有", "paid in the budget system, not here"),
    "here": Text("这里已列支，预算系统没有", "paid here, not in the budget system"),
}  # fmt: skip


def why_granted(one: Use, all_: Sequence[Use], award: Award) -> Use:
    """What is granted for a use, with the cause of its difference."""
    if one.theirs is None or one.ours is None:
        return one._replace(cause=CAUSES["only plan" if one.theirs is None else "only there"])
    if not one.off:
        return one
    later = [line for line in award.plan if line.id == one.plan]
    if any(line.amount == one.theirs for line in later[:-1]):
        return one._replace(cause=CAUSES["amended"].format(day=later[-1].date))
    other = _opposite(one, all_)
    if other:
        return one._replace(cause=CAUSES["moved"].format(other=other))
    return one._replace(cause=CAUSES["less" if one.off < 0 else "more"])


def _opposite(one: Use, all_: Iterable[Use]) -> str:
    found = [x.plan or x.name or WHOLE.zh for x in all_ if x.off == -one.off and x.plan != one.plan]
    return found[0] if len(found) == 1 else ""


def why_paid(one: Use, all_: Sequence[Use], moves: Sequence[Move]) -> Use:
    """What was paid for a use, with the cause of its difference."""
    if not one.off:
        return one
    for name, ids in _by_vouchers(one, moves):
        cause = CAUSES[name].format(ids="、".join(ids))
        return one._replace(cause=cause, vouchers=tuple(ids))
    other = _opposite(one, all_)
    if other:
        return one._replace(cause=CAUSES["booked otherwise"].format(other=other))
    return one._replace(cause=CAUSES["there" if one.off > 0 else "here"])


def _by_vouchers(one: Use, moves: Sequence[Move]) -> Iterator[tuple[str, list[str]]]:
    """The vouchers that stand for a difference in what was paid, by cause."""
    own = [move for move in moves if move.plan == one.plan and move.figure in PAID]
    here = {move.voucher.id for move in own}
    loose = [move for move in moves if not move.plan and move.figure in {"advance", "prepayment"}]
    owed = [move for move in moves if move.figure == "owed" and move.voucher.id in here]
    drafts = [move for move in own if not move.voucher.posted]
    if one.plan:
        yield from _standing("advance", loose, one.off)
    yield from _standing("owed", owed, one.off)
    yield from _standing("draft", drafts, -one.off)
    for move in own:
        yield from _standing("only here", [move], -one.off)


def _standing(name: str, moves: Sequence[Move], amount: Decimal) -> Iterator[tuple[str, list[str]]]:
    if moves and sum((move.amount for move in moves), ZERO) == amount:
        yield name, list(dict.fromkeys(move.voucher.id for move in moves))
