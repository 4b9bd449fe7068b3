"""What a month's end still asks for, step by step, in the order of work."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.awards.position import position
from earmark.ledger.banks.account_legs import account_of
from earmark.ledger.banks.reconciling import month_end
from earmark.ledger.base.text import Text
from earmark.ledger.books.load import register_of
from earmark.ledger.closings.may_close import unnumbered
from earmark.ledger.closings.periods import closed_through
from earmark.ledger.vouchers.drafts import drafts, posted

from ..accountability.tieout import budget_tie_out, tie_out
from ..session import today
from .table import BALANCE_UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from earmark.ledger.banks.two_sides import Sides
    from earmark.ledger.base.text import Lang
    from earmark.ledger.books.books import Books
    from earmark.ledger.vouchers.voucher import Voucher

    from .value import Reconciled


class Step(NamedTuple):
    """One step: whether it is done, what it says, and the command that does it."""

    done: bool
    said: Text
    command: str = ""


HEAD = Text("{award} {period} 月末要做的事", "{award} {period}: what the month's end asks for")
STATEMENT = Text("银行流水已导入到 {day}", "rows of the bank are imported up to {day}")
NO_STATEMENT = Text("本月还没有银行流水", "no rows of the bank of this month yet")
BALANCE_KNOWN = Text(
    "账户余额已知，自有资金逐日可算", "the account's balance is known, own funds too, day by day"
)
WAITING = Text("待归类的草稿 {n} 张", "{n} drafts wait for a person")
UNPOSTED = Text("没有记账的草稿 {n} 张", "{n} drafts are not posted")
PROPOSALS = Text("可对上的建议 {n} 条", "{n} proposals to tie")
OPEN = Text("没有说明的对账差异 {n} 项", "{n} differences with the bank are unexplained")
OLD = Text("已说明而满 30 天未了结的差异 {n} 项", "{n} explained differences are open for 30 days and more")
NUMBERS = Text("没有法定账凭证号的凭证 {n} 张", "{n} vouchers have no number in the statutory books")
CLAIMS = Text("账簿与收回台账不一致 {n} 项", "{n} differences from the claims book")
TIED_OUT = Text("收支与账户余额相差 {off} 元", "the figures are {off} CNY off the account's balance")
BUDGET = Text("预算会计与资金结存相差 {off} 元", "the budget set is {off} CNY off")
AGAINST = Text(
    "与法定账的科目余额表核对（不留记录）", "held against the statutory trial balance (leaves no record)"
)
SUBMITTED = Text("余额调节表已提交", "the reconciliation is submitted")
APPROVED = Text("余额调节表已由他人批准", "the reconciliation is approved by somebody else")
CHANGED = Text("提交后的变动 {n} 项", "{n} changes since it was submitted")
CLOSED = Text("已结账", "the month is closed")
MARKS = {True: "✓", False: "□"}


def default_day(books: Books, award: str) -> datetime.date:
    """The end of the first open month with rows or vouchers; today, where it is not over yet."""
    found = account_of(books, award)
    through = closed_through(books.entries(f"awards/{award}/answers.beancount"))
    days = {row.date for row in found.rows.values()} | {v.date for v in _vouchers(books, award)}
    months = sorted(f"{day:%Y-%m}" for day in days if f"{day:%Y-%m}" > through)
    now = today()
    return min(month_end(months[0]) if months else now, now)


def _vouchers(books: Books, award: str) -> list[Voucher]:
    return [*posted(books, award), *drafts(books, award)]


def checklist(books: Books, made: Reconciled) -> list[Step]:
    """The steps of the month that the day is in."""
    found, award = made.sides, made.sides.award
    period = f"{found.through:%Y-%m}"
    through = f"--through {found.through}"
    left = [v for v in drafts(books, award) if v.period <= period]
    waiting = [v for v in left if v.waiting]
    of_month = found.stated is not None and f"{found.stated:%Y-%m}" == period
    state = made.state
    certain = " --all-certain" if any(one.match.certain for one in made.proposals) else ""
    return [
        Step(of_month, STATEMENT.format(day=found.stated) if of_month else NO_STATEMENT, "earmark import"),
        *_known(found),
        _none(WAITING, len(waiting), f"earmark draft list {award} --waiting"),
        _none(UNPOSTED, len(left), f"earmark post {award}"),
        _none(PROPOSALS, len(made.proposals), f"earmark reconcile {award} {through}{certain}"),
        _none(OPEN, len(found.unexplained), f"earmark reconcile {award} {through}"),
        _none(OLD, sum(x.explained and bool(made.age(x)) for x in found.items), f"earmark reconcile {award} {through}"),
        _none(CLAIMS, len(made.claims), _mend(made)),
        *_of_books(books, award, found.through),
        Step(state is not None, SUBMITTED, f"earmark reconcile {award} {through} --submit"),
        _none(CHANGED, len(state.changes) if state else 0, f"earmark reconcile {award} {through} --submit"),
        Step(bool(state and state.approval), APPROVED, f"earmark approve {award} reconciliation {found.through}"),
        Step(
            period <= closed_through(books.entries(f"awards/{award}/answers.beancount")), CLOSED,
            f"earmark close {award} {period}",
        ),
    ]  # fmt: skip


def _known(found: Sides) -> Iterator[Step]:
    """Of an ordinary account: that a row states its balance."""
    if found.mode != "dedicated" and found.stated is not None:
        said = BALANCE_UNKNOWN if found.balance_unknown else BALANCE_KNOWN
        yield Step(not found.balance_unknown, said, "earmark import")


def _mend(made: Reconciled) -> str:
    """What brings the first order's two sides together."""
    award, cause = made.sides.award, made.claims[0][1] if made.claims else ""
    todo = {"not_booked": f"draft mirror {award}", "draft": f"post {award}"}
    return f"earmark {todo.get(cause, f'return {award}')}"


def _none(said: Text, count: int, command: str) -> Step:
    """A step that is done when nothing is left of it."""
    return Step(not count, said.format(n=count), command)


def _of_books(books: Books, award: str, through: datetime.date) -> Iterator[Step]:
    """Whether the books tie: statutory numbers, figures and balances, both sets."""
    vouchers = posted(books, award)
    month = [v for v in vouchers if v.period == f"{through:%Y-%m}"]
    yield _none(NUMBERS, len(unnumbered(books, award, month)), f"earmark close {award} --gl")
    known = register_of(books, award)
    figures = position(known, vouchers, through)
    whole = tie_out(known, vouchers, figures, through)
    yield Step(not whole.difference, TIED_OUT.format(off=whole.difference), f"earmark report {award}")
    budget = budget_tie_out(known, vouchers, figures, through)
    if budget:
        yield Step(not budget.difference, BUDGET.format(off=budget.difference), f"earmark report {award}")


def told(steps: list[Step], made: Reconciled, lang: Lang) -> Iterator[str]:
    """The steps for a terminal; what is to be done has its command."""
    period = f"{made.sides.through:%Y-%m}"
    yield HEAD.format(award=made.sides.award, period=period).show(lang)
    for step in steps:
        command = "" if step.done else f"  →  {step.command}"
        yield f"{MARKS[step.done]} {step.said.show(lang)}{command}"
