"""From the code and name of an account in somebody's books to the account of the award that it is.

    510105 业务活动成本-印刷出版费   → Expenses:WH2025-007:5101业务活动成本:05印刷出版费
    1002   银行存款                 → Assets:WH2025-007:1002银行存款
    7101010201 项目支出, 30215 会议费 → Expenses:CAST2025-017:7101行政支出:30215会议费

Code and name are read together, in the chart of the day: codes are reused between charts (5201 was 管理费用
and is 税金及附加), and an old name is still read on the day of the change. Below the first level the name
decides, since each unit numbers its sub-accounts itself; one that the award does not have yet is opened.
What does not go together stays on 待归类, with the reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.awards.chart import Chart, Code, code_of, headings, load_chart, split_component
from earmark.ledger.base.text import Text

from ..cells.compare import folded
from .whose import WrongAward

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from earmark.ledger.awards.award import Award

    from ..tables.rows import BookLine

PARTED = re.compile(r"[-/\\_:：>－—]+")
UNUSABLE = re.compile(r"[^\w-]|_")
BUDGET_MONEY = "8001"
EXPENDITURE = "7"
BARE = "00未分明细"
OTHER_ACCOUNT = "其他账户"
_BY_CODE = Text("文件只有编码 {code}，没有科目名称", "the file gives the code {code} without a name")
_OTHER_MONEY = Text("转到或转自哪个账户没有写明", "which account the money went to or came from is not said")
ONE_SET = Text(
    "文件里有预算会计的分录，而 {award} 用{chart}，没有预算会计",
    "the file has lines of the budget set, and {award}, by {chart}, keeps none",
)
STANDING = ("grant", "budget_grant", "advance", "prepayment", "interest", "budget_interest")
"""Roles that stand for their first-level code where a line names no sub-account."""


class Mapped(NamedTuple):
    """An award's account, its commodity, and why a person must look at it (None when nobody must)."""

    account: str
    currency: str
    doubt: Text | None = None


class Place(NamedTuple):
    """First-level account of a line in the award's books, its chart, and the names and digits below it."""

    chart: Chart
    code: Code
    below: tuple[str, ...]
    digits: str


class Accounts:
    """The accounts of an award; ``new`` collects those that must be opened, each with its commodity."""

    def __init__(self, award: Award, opened: Iterable[str]) -> None:
        """``opened`` are the accounts that postings may use, headings not among them."""
        self.award = award
        self.opened = set(opened)
        self.new: dict[str, str] = {}

    def headings(self) -> list[str]:
        """Parents of new accounts, to be opened too, so that a branch can be asserted."""
        return headings(self.new)

    def role(self, name: str, day: datetime.date) -> str:
        """The account of a role on a day, opened when it is not yet.

        Raises:
            WrongAward: a line of the budget set, and the award's chart has none.
        """
        chart, budget = self._chart(day), name.startswith("budget")
        if budget and not chart.two_sets:
            raise WrongAward(ONE_SET.format(award=self.award.id, chart=chart.title))
        return self._use(chart.role(name, self.award.id), "CNY.B" if budget else "CNY")

    def of(self, line: BookLine, day: datetime.date) -> Mapped:
        """The account of a line."""
        if line.role:
            return self._of_role(line, day)
        place = self._place(line, day)
        if place is None:
            return self._pending(line, day)
        currency = place.code.currency
        if place.code.code == code_of(self.role("bank", day)):
            return Mapped(self._money(place, day), currency)
        if place.code.code == BUDGET_MONEY and place.below in {
            (),
            (self._budget_cash(day),),
            (place.code.name,),
        }:
            return Mapped(self.role("budget_bank", day), currency)
        if place.code.code[:1] == EXPENDITURE and line.class_code:
            return self._by_class(place, line)
        account = self._use(self._below(place, line), currency)
        doubt = None if line.account_name or not place.digits else _BY_CODE.format(code=line.account_code)
        return Mapped(account, currency, doubt)

    def _of_role(self, line: BookLine, day: datetime.date) -> Mapped:
        """A line that names a role for its account; a cost of the budget set is kept by its class, if it has one."""
        if not line.class_code:
            return Mapped(self.role(line.role, day), line.currency)
        chart = self._chart(day)
        code = chart.code(code_of(self.role(line.role, day)))
        return self._by_class(Place(chart, code, (), ""), line)

    # ---------------------------------------------------------------- the first level

    def _chart(self, day: datetime.date) -> Chart:
        return load_chart(self.award.chart_on(day))

    def _charts(self, day: datetime.date) -> list[Chart]:
        """The chart of the day, then those before it: balances are moved out of old names."""
        earlier = [change.id for change in self.award.charts if change.date <= day]
        names = (self.award.chart_on(day), *reversed(earlier), self.award.grant.chart)
        return [load_chart(name) for name in dict.fromkeys(names)]

    def _place(self, line: BookLine, day: datetime.date) -> Place | None:
        names = tuple(filter(None, (name.strip() for name in PARTED.split(line.account_name))))
        charts = self._charts(day)
        exact = (_placed(chart, line.account_code, names) for chart in charts)
        place = next(filter(None, exact), None)
        others = {(folded(code.name), code.currency) for chart in charts for code in chart.codes.values()}
        return place or _by_leaf(charts[0], line.account_code, names, others)

    def _pending(self, line: BookLine, day: datetime.date) -> Mapped:
        """待归类 for a line whose code and name do not go together."""
        budget = "budget_" if line.currency == "CNY.B" else ""
        role = f"{budget}pending_out" if budget or line.debit > 0 or line.credit < 0 else "pending_in"
        doubt = Text(
            "科目 {code} 与名称“{name}”对不上", "account {code} and its name “{name}” do not go together"
        )
        said = doubt.format(code=line.account_code or "—", name=line.account_name)
        return Mapped(self.role(role, day), line.currency, said)

    # ---------------------------------------------------------------- below it

    def _money(self, place: Place, day: datetime.date) -> str:
        """The award's own account, or 内部垫款 when another account of the recipient paid."""
        said = "".join(place.below)
        tail = self.award.grant.bank.rsplit("-", 1)[-1]
        owned = self.award.parties.own_accounts if self.award.parties else ()
        others = [
            own
            for own in owned
            if own.tail != tail and (own.tail in said or (own.purpose and own.purpose in said))
        ]
        return self.role("own_funds_lent" if others and tail not in said else "bank", day)

    def _budget_cash(self, day: datetime.date) -> str:
        """What the award's own money is called below 8001: 货币资金."""
        return split_component(self.role("budget_bank", day).rsplit(":", 1)[-1])[1]

    def other_money(self, line: BookLine, day: datetime.date) -> Mapped:
        """An account below the award's own, for money that went to another one that nobody names further."""
        place = self._place(line, day)
        base = self.role("bank", day)
        name = "".join(map(_usable, place.below)) if place else ""
        found = [a for a in sorted(self.opened) if a.startswith(base + ":") and a.endswith(name)]
        account = found[0] if name and found else f"{base}:{self._free(base)}{name or OTHER_ACCOUNT}"
        return Mapped(self._use(account, "CNY"), "CNY", _OTHER_MONEY)

    def _by_class(self, place: Place, line: BookLine) -> Mapped:
        """``7101行政支出:30215会议费``: one account a class, whatever name the row gives it."""
        base = _base(place, self.award.id)
        for account in sorted(self.opened):
            digits, name = split_component(account.rsplit(":", 1)[-1])
            if account.startswith(base + ":") and digits == line.class_code:
                return Mapped(account, place.code.currency, _class_doubt(line, name))
        account = f"{base}:{line.class_code}{_usable(line.class_name)}"
        return Mapped(self._use(account, place.code.currency), place.code.currency)

    def _below(self, place: Place, line: BookLine) -> str:
        base = _base(place, self.award.id)
        below = place.below
        if not below and place.digits:
            return self._numbered(base, place) or self._bare(base, place)
        if not below or (len(below) == 1 and folded(below[0]) == folded(line.payee)):
            return self._bare(base, place)
        return self._named(base, place) or base + ":" + _component(place, self._free(base))

    def _bare(self, base: str, place: Place) -> str:
        """A line on the first level: the role that stands for it, the account itself, or a leaf below it."""
        for role in STANDING:
            if place.chart.roles.get(role, "").startswith(base.replace(self.award.id, "{award}")):
                return self._use(place.chart.role(role, self.award.id), place.code.currency)
        return f"{base}:{BARE}" if any(name.startswith(base + ":") for name in self.opened) else base

    def _numbered(self, base: str, place: Place) -> str | None:
        """An account of the award with the same digits, for a file that gives codes without names."""
        for account in sorted(self.opened):
            below = account[len(base) + 1 :].split(":") if account.startswith(base + ":") else []
            if below and "".join(split_component(part)[0] for part in below) == place.digits:
                return account
        return None

    def _named(self, base: str, place: Place) -> str | None:
        """An account of the award with the same names below the first level, or with the same last name."""
        wanted = [_usable(name) for name in place.below]
        last_named = None
        for account in sorted(self.opened):
            if account.startswith(base + ":"):
                names = [split_component(part)[1] for part in account[len(base) + 1 :].split(":")]
                if names == wanted:
                    return account
                if names[-1] == wanted[-1] or (_worded(place) and names[-1].startswith(wanted[-1])):
                    last_named = account
        return last_named

    def _free(self, base: str) -> str:
        """The next free number below an account."""
        taken = {
            split_component(name[len(base) + 1 :])[0][:2]
            for name in self.opened
            if name.startswith(base + ":")
        }
        return next(f"{number:02d}" for number in range(1, 1000) if f"{number:02d}" not in taken)

    def _use(self, account: str, currency: str) -> str:
        if account not in self.opened:
            self.opened.add(account)
            self.new[account] = currency
        return account


def _placed(chart: Chart, digits: str, names: tuple[str, ...]) -> Place | None:
    """Where a line stands whose first name is that of its code in this chart."""
    if not digits:
        return _by_name(chart, names)
    code = chart.codes.get(digits[:4])
    if code and (not names or folded(names[0]).startswith(folded(code.name))):
        return Place(chart, code, names[1:], digits[4:])
    return None


def _by_leaf(chart: Chart, digits: str, names: tuple[str, ...], others: set[tuple[str, str]]) -> Place | None:
    """Where a line stands that names its sub-account only, which must be no first-level name of its set."""
    code = chart.codes.get(digits[:4])
    if code and len(digits) > 4 and (folded(names[0]), code.currency) not in others:  # noqa: PLR2004
        return Place(chart, code, names, digits[4:])
    return None


def _by_name(chart: Chart, names: tuple[str, ...]) -> Place | None:
    """A line without a code: the first name is an account of the chart, or all of it stands below the usual cost."""
    by_name = {folded(code.name): code for code in chart.codes.values()}
    if names and folded(names[0]) in by_name:
        return Place(chart, by_name[folded(names[0])], names[1:][-1:], "")
    usual = chart.roles["pending_out"].split(":")[2]
    return Place(chart, chart.codes[split_component(usual)[0]], names[-1:], "") if names else None


def _base(place: Place, award: str) -> str:
    return f"{place.code.root}:{award}:{place.code.code}{place.code.name}"


def _worded(place: Place) -> bool:
    """Income and net assets: 限定性 is 限定性收入."""
    return place.code.root in {"Income", "Equity"}


def _component(place: Place, free: str) -> str:
    """The components of a new sub-account: one a name when the digits part evenly, else one for all."""
    names = [_usable(name) for name in place.below]
    width, odd = divmod(len(place.digits), len(names))
    if not place.digits or odd or width < 2:  # noqa: PLR2004 (levels have two digits or more)
        return (place.digits or free) + names[-1]
    return ":".join(place.digits[i * width : (i + 1) * width] + name for i, name in enumerate(names))


def _usable(name: str) -> str:
    """A name with the signs that an account may have."""
    return UNUSABLE.sub("", name)


def _class_doubt(line: BookLine, name: str) -> Text | None:
    if not line.class_name or folded(_usable(line.class_name)) == folded(name):
        return None
    doubt = Text(
        "经济分类 {code} 应为“{name}”，文件写“{said}”", "class {code} is “{name}”, the file says “{said}”"
    )
    return doubt.format(code=line.class_code, name=name, said=line.class_name)
