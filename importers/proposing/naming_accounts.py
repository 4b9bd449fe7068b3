"""Accounts and plan lines by their names: the words of a bank row, or the kind of its payee, name one, or none is named."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from earmark.ledger.awards.chart import code_of, load_chart, split_component
from earmark.ledger.base.record import BUDGET
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.completing import Part
from earmark.ledger.vouchers.voucher import PENDING

from ..cells.compare import folded

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from earmark.ledger.awards.award import Award

    from .past import Use

OPENING = "98期初"
SHORTEST = 2
OF_KIND = {"expert": ("专家",)}
"""Words in the names of accounts that go with the kind of a payee in the recipient's list."""
BY_WORDS = Text("摘要里有“{name}”", "the words hold “{name}”")
BY_KIND = Text("名单里的{code}：{name}", "{code} of the parties file: {name}")
PLAN_NAMED = Text("用途“{plan}”", "plan line “{plan}”")


class Names:
    """The names of an award's accounts and plan lines."""

    def __init__(self, award: Award, opened: frozenset[str], uses: Iterable[Use]) -> None:
        """``uses`` tell on which plan line, and beside which budget account, an account was always booked."""
        self.award = award
        self.opened = opened
        self._named: dict[str, Mapping[str, str]] = {}
        self.plans: dict[str, set[str]] = defaultdict(set)
        self.financial: dict[str, set[str]] = defaultdict(set)
        for part in (part for use in uses for part in use.parts):
            for account in filter(None, (part.account, part.budget_account)):
                self.plans[account] |= {part.plan} if part.plan else set()
            if part.account and part.budget_account:
                self.financial[part.budget_account].add(part.account)

    def in_chart(self, account: str, day: datetime.date) -> bool:
        """Whether an account is of the chart in force on a day: 5201 is another account after the change."""
        chart = load_chart(self.award.chart_on(day))
        code = chart.codes.get(code_of(account))
        return code is not None and split_component(account.split(":")[2])[1] == code.name

    def of(self, day: datetime.date, payee: str, words: str) -> tuple[Part, Text] | None:
        """The part that the words or the payee's kind name, and why."""
        named = self._costs(day)
        said = folded(words)
        found = _longest({name: a for name, a in named.items() if len(name) >= SHORTEST and name in said})
        reason = BY_WORDS.format(name=_leaf(found)) if found else None
        party = self._party(day, payee)
        if found is None and party:
            hints = OF_KIND.get(party[1], ())
            fitting = [account for name, account in named.items() if any(hint in name for hint in hints)]
            found = fitting[0] if len(fitting) == 1 else None
            reason = BY_KIND.format(code=party[0], name=_leaf(found)) if found else None
        if found is None or reason is None:
            return None
        return self._part(found, said, party[0] if party else None, reason)

    def _part(self, account: str, said: str, party: str | None, reason: Text) -> tuple[Part, Text] | None:
        plan = self._plan(account, said)
        if plan:
            told = PLAN_NAMED.format(plan=self.award.plan_now[plan].name)
            reason = Text(f"{reason.zh}，{told.zh}", f"{reason.en}, {told.en}")
        if not self._two_sets:
            return Part(account, None, plan, party), reason
        beside = self.financial.get(account, set()) or self._usual()
        return (Part(next(iter(beside)), account, plan, party), reason) if len(beside) == 1 else None

    @property
    def _two_sets(self) -> bool:
        return load_chart(self.award.grant.chart).two_sets

    def _usual(self) -> set[str]:
        """The financial account beside budget lines of any class, where there has been one only."""
        return {account for accounts in self.financial.values() for account in accounts}

    def _costs(self, day: datetime.date) -> Mapping[str, str]:
        """As :meth:`_costs_of`, worked out once for each chart."""
        chart = self.award.chart_on(day)
        if chart not in self._named:
            self._named[chart] = self._costs_of(day)
        return self._named[chart]

    def _costs_of(self, day: datetime.date) -> Mapping[str, str]:
        """Accounts of cost by their last name; where sets are two, those of the budget set. Double names are left out."""
        chart = load_chart(self.award.chart_on(day))
        wanted = BUDGET if self._two_sets else "CNY"
        named: dict[str, list[str]] = defaultdict(list)
        for account in sorted(self.opened):
            code = chart.codes.get(code_of(account))
            own = account.startswith("Expenses:") and not account.endswith((PENDING, OPENING))
            if (
                own
                and code
                and code.currency == wanted
                and code.charge == "cost"
                and self.in_chart(account, day)
            ):
                named[folded(_leaf(account))].append(account)
        return {name: accounts[0] for name, accounts in named.items() if len(accounts) == 1}

    def _party(self, day: datetime.date, payee: str) -> tuple[str, str] | None:
        """Code and kind of the one party of that name."""
        known = self.award.parties.parties if self.award.parties else ()
        wanted = folded(payee)
        found = {
            (p.code, p.kind) for p in known if p.on(day) and wanted and wanted in set(map(folded, p.names))
        }
        return found.pop() if len(found) == 1 else None

    def _plan(self, account: str, said: str) -> str | None:
        """The plan line that the words name, that bears the account's name, or that it was always booked on."""
        plan = self.award.plan_now
        named = _longest({folded(line.name): id_ for id_, line in plan.items() if folded(line.name) in said})
        alike = [id_ for id_, line in plan.items() if folded(line.name) == folded(_leaf(account))]
        always = sorted(self.plans.get(account, set()) & set(plan))
        for found in ([named] if named else [], alike, always, sorted(plan)):
            if len(found) == 1:
                return found[0]
        return None


def _longest(found: Mapping[str, str]) -> str | None:
    """What is named by the longest name, when the shorter ones are part of it; None when two are named."""
    names = sorted(found, key=len, reverse=True)
    return found[names[0]] if names and all(name in names[0] for name in names) else None


def _leaf(account: str | None) -> str:
    return split_component((account or "").rsplit(":", 1)[-1])[1]
