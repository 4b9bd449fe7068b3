"""The programme-wide view as frozen values; every skin (terminal, JSON, paper, page) only shows them.

All amounts are CNY to the cent. ``as_of`` is the day on which overdue is told; the figures are those of the books. Law 3
holds per award, per route and in sum: nothing is netted across awards.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text
from earmark.ledger.recovery.ageing import AGES
from earmark.plugins.judging.finding import RuleRun
from earmark.plugins.standing.standing import Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What orders asked for, and what became of it: ordered = returned + … + absorbed + outstanding.

    ``ordered`` holds revocations, too; ``revoked`` is their part of it.
    """

    orders: int = 0
    ordered: Decimal = NIL
    revoked: Decimal = NIL
    returned: Decimal = NIL
    set_off: Decimal = NIL
    adjusted: Decimal = NIL
    written_off: Decimal = NIL
    absorbed: Decimal = NIL
    outstanding: Decimal = NIL

    def __add__(self, other: Recovery) -> Recovery:
        """Add figure by figure."""
        return Recovery(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(Recovery)})

    @property
    def otherwise(self) -> Decimal:
        """What was settled without money coming back."""
        return self.set_off + self.adjusted + self.written_off + self.absorbed

    @property
    def adds_up(self) -> bool:
        """Whether law 3 holds for these orders."""
        return self.ordered == self.returned + self.otherwise + self.outstanding


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardLine:
    """One award in its programme."""

    award: str
    recipient: str
    recipient_name: str
    parent: str | None
    granted: Decimal
    received: Decimal
    spent: Decimal
    balance: Decimal
    """In the award's account."""
    findings: int
    undecided: int
    """Violations and reviews that nobody has decided."""
    totals: Totals
    routes: Mapping[str, Recovery]
    """By route of the order: a key of :data:`earmark.ledger.recovery.claims.ROUTES`; only those in use."""
    ageing: Mapping[str, Decimal]
    """What is outstanding, by how long it is overdue: all keys of :data:`earmark.ledger.recovery.ageing.AGES`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeView:
    """A programme on a day: its awards, and their sums."""

    programme: str
    policy: str
    title: Text
    as_of: datetime.date
    rules: tuple[RuleRun, ...]
    """The rules of scope programme, with their findings over all awards."""
    awards: tuple[AwardLine, ...]

    @property
    def totals(self) -> Totals:
        """Law 3 over all awards."""
        return sum((line.totals for line in self.awards), Totals())

    @property
    def routes(self) -> dict[str, Recovery]:
        """Recovery by route, over all awards; routes in use only."""
        found: dict[str, Recovery] = {}
        for line in self.awards:
            for route, recovery in line.routes.items():
                found[route] = found.get(route, Recovery()) + recovery
        return found

    @property
    def recovery(self) -> Recovery:
        """All orders of the programme."""
        return sum(self.routes.values(), Recovery())

    @property
    def ageing(self) -> dict[str, Decimal]:
        """What is outstanding in the programme, by how long it is overdue."""
        return {age: sum((line.ageing[age] for line in self.awards), NIL) for age in AGES}

    def amount(self, figure: str) -> Decimal:
        """The sum of an amount of all lines: granted, received, spent, balance."""
        return sum((getattr(line, figure) for line in self.awards), NIL)
