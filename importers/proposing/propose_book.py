"""From a booking in somebody's books to a draft of the award: the same lines on the award's accounts.

    2025-03-27  记-0004  会刊2025年第1期印装   510105 业务活动成本-印刷出版费  4,200.00   P5
                                              1002   银行存款                        4,200.00

The plan line is the one that the row names, else one whose name is part of the account's name. Names of
accounts and classes that say more than the account here are kept beside the line. A change of chart is tagged
``#chart``, a 结转 ``#close``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.awards.chart import Chart, load_chart, name_of, split_component
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charges import kind_in
from earmark.ledger.vouchers.voucher import CHART, CLOSE, Line, Voucher

from ..cells.compare import folded
from ..tables.bank_row import digits
from ..tables.rows import ZERO
from .accounts import PARTED, Mapped
from .proposal import Proposal

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from earmark.ledger.awards.award import Award

    from ..tables.rows import BookLine, BookVoucher
    from .accounts import Accounts

STATE = ("Assets:", "Liabilities:", "Equity:")
TAIL = 4
TWO = 2


def propose_book(voucher: BookVoucher, award: Award, accounts: Accounts) -> Proposal:
    """The draft of one booking (see :mod:`.parts`); accounts it needs are noted in ``accounts.new``."""
    mapped = _apart(voucher, [accounts.of(line, voucher.date) for line in voucher.lines], accounts)
    lines = _planned(voucher, [_line(*pair) for pair in zip(voucher.lines, mapped, strict=True)], award)
    reason = _reason(voucher, mapped, award)
    accounts_tail = digits(_first(line.payee_account for line in voucher.lines))[-TAIL:]
    draft = Voucher(
        id="",
        date=voucher.date,
        payee=_all(line.payee for line in voucher.lines),
        narration=_all(part for line in voucher.lines for part in (line.narration, _more(line))),
        lines=lines,
        cls=voucher.cls or "记",
        gl=voucher.gl,
        payee_account=accounts_tail or None,
        invoice=_first(line.invoice for line in voucher.lines) or None,
        note=reason.zh,
        tags=_tags(voucher, lines, award),
    )
    return Proposal(draft, reason)


def _apart(voucher: BookVoucher, mapped: list[Mapped], accounts: Accounts) -> list[Mapped]:
    """Money that would move from the award's account to that same account moved to another one (银行存款-内部往来)."""
    bank = accounts.role("bank", voucher.date)
    own = [n for n, one in enumerate(mapped) if one.account == bank]
    if len(own) < TWO or sum((voucher.lines[n].amount for n in own), ZERO):
        return mapped
    tail = accounts.award.grant.bank.rsplit("-", 1)[-1]
    others = [(n, voucher.lines[n]) for n in own if not voucher.lines[n].role]
    named = [n for n, x in others if PARTED.search(x.account_name) and tail not in x.account_name]
    for n in named or [n for n in own if voucher.lines[n].amount > 0]:
        mapped[n] = accounts.other_money(voucher.lines[n], voucher.date)
    return mapped


def _line(book: BookLine, mapped: Mapped) -> Line:
    return Line(
        letter="",
        account=mapped.account,
        amount=book.amount,
        currency=mapped.currency,
        sources=(book.place,),
        account_name=_account_name(book, mapped.account),
        class_name=_class_name(book, mapped.account),
    )


def _account_name(book: BookLine, account: str) -> str | None:
    """The account as the row named it, where that says more than the name here."""
    said = folded("".join(PARTED.split(book.account_name)))
    here = folded(name_of(account).replace("-", ""))
    return book.account_name if said and said not in here and not book.class_code else None


def _class_name(book: BookLine, account: str) -> str | None:
    """The economic class as the row named it, where that is not the class's name here."""
    here = split_component(account.rsplit(":", 1)[-1])[1]
    return book.class_name if book.class_name and folded(book.class_name) != folded(here) else None


def _planned(voucher: BookVoucher, lines: Sequence[Line], award: Award) -> tuple[Line, ...]:
    """The lines with plan line and party on those that use money; a plan line named once is meant for all."""
    chart = load_chart(award.chart_on(voucher.date))
    plans = [plan_of(book, award, voucher.date) for book in voucher.lines]
    named = set(filter(None, plans))
    only = named.pop() if len(named) == 1 else None
    whole = Voucher(id="", date=voucher.date, payee="", narration="", lines=tuple(lines))
    return tuple(
        replace(line, plan=plan or only, party=_party(book, award, voucher.date))
        if kind_in(whole, line, chart, award.id)
        else line
        for line, book, plan in zip(lines, voucher.lines, plans, strict=True)
    )


def plan_of(line: BookLine, award: Award, day: datetime.date) -> str | None:
    """The plan line that a row names by id or name, or that its account's name holds; None when there is none."""
    plan = {**award.plan_now, **award.plan_on(day)}
    said = folded(line.plan)
    for one in plan.values():
        if said in {folded(one.id), folded(one.name), folded(one.id + one.name)}:
            return one.id
    segments = {folded(name) for name in PARTED.split(line.account_name)}
    found = [one.id for one in plan.values() if folded(one.name) in segments]
    return found[0] if len(found) == 1 else None


def _party(line: BookLine, award: Award, day: datetime.date) -> str | None:
    """The code of the one party that bears the payee's name on that day."""
    known = award.parties.parties if award.parties else ()
    names = {folded(line.payee)} - {""}
    codes = {party.code for party in known if party.on(day) and names & set(map(folded, party.names))}
    return codes.pop() if len(codes) == 1 else None


def _tags(voucher: BookVoucher, lines: Sequence[Line], award: Award) -> frozenset[str]:
    if voucher.closing:
        return frozenset({CLOSE})
    chart = load_chart(award.chart_on(voucher.date))
    state = all(line.account.startswith(STATE) for line in lines)
    moved = any(line.account == chart.role("bank", award.id) for line in lines)
    old = any(_old_name(line.account, chart) for line in lines)
    return frozenset({CHART}) if state and old and not moved else frozenset()


def _old_name(account: str, chart: Chart) -> bool:
    """Whether an account bears a name that is not its code's in the chart of the day."""
    code, name = split_component(account.split(":")[2])
    return code in chart.codes and chart.codes[code].name != name


def _reason(voucher: BookVoucher, mapped: Sequence[Mapped], award: Award) -> Text:
    """What is doubtful about the booking, first, because a narrow screen cuts the end; then where it comes from."""
    place = str(voucher.lines[0].place)
    named = f"{voucher.gl}（{place}）" if voucher.gl else place
    said = [one.doubt for one in mapped if one.doubt]
    for line in voucher.lines:
        if line.plan and award.plan and plan_of(line, award, voucher.date) is None:
            no_plan = Text("计划里没有“{plan}”", "the plan has no “{plan}”")
            said.append(no_plan.format(plan=line.plan))
    said.append(Text("按 {named} 入账", "as booked in {named}").format(named=named))
    unique = list(dict.fromkeys(said))
    return Text("；".join(one.zh for one in unique), "; ".join(one.en for one in unique))


def _more(line: BookLine) -> str:
    """The second text of a row, unless it only gives the invoice's number."""
    return "" if line.invoice and line.invoice in line.more else line.more


def _first(said: Iterable[str]) -> str:
    return next(filter(None, said), "")


def _all(said: Iterable[str]) -> str:
    """Each text once."""
    return "；".join(dict.fromkeys(filter(None, said)))
