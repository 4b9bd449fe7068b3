"""Our pages in Fava: 疑点 (findings) and 资金 (the award), for a ledger whose top file says

    2000-01-01 custom "fava-extension" "earmark.reports.web.extension"

Fava takes every extension class it finds here; each has one page, `templates/<class>.html`. Both show the
audit that the ledger was loaded with, whatever filter is set. They only read, so any Fava may show them;
ours stands behind the guard. Importing this module also brings the table `#findings` to the query page.
"""  # noqa: D415 (the line to paste ends it)

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from fava.core.charts import DateAndBalance
from fava.core.inventory import SimpleCounterInventory
from fava.ext import FavaExtensionBase
from fava.internal_api import BalancesChart

from earmark.ledger.awards.register import STAGE_NAMES
from earmark.ledger.base.amount import money
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.books.books import Books
from earmark.plugins.audit import adopted_policy, root_of
from earmark.plugins.judging.finding import CATEGORY_NAMES, OUTCOME_NAMES, OUTCOMES
from earmark.plugins.standing.standing import STATUS_NAMES

from ..clearing import supplier, weighed
from ..timeline import timeline
from ..words import POSITION_NAMES, REVOKED, TOTAL_NAMES
from . import findings_table
from .figures import Figures, figures
from .page import Row, rows
from .seen import Seen, seen_in
from .words import PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fava.core import FavaLedger

    from earmark.ledger.base.text import Text

    from ..timeline import Step

__all__ = ["EarmarkAward", "EarmarkFindings", "findings_table"]


class Page:
    """What both pages need of the ledger, and the words for it."""

    ledger: FavaLedger

    @property
    def awards(self) -> list[Seen]:
        """The audited awards of the loaded ledger; none when the audit did not run."""
        return seen_in(self.ledger.all_entries)

    def say(self, text: Text) -> str:
        """The text in the ledger's language: Chinese unless it asks for English."""
        return text.show(self.ledger.fava_options.language or "zh")

    def word(self, key: str, **values: object) -> str:
        """One of the pages' own words, filled in."""
        return self.say(PAGE[key].format(**values))

    @staticmethod
    def money(amount: Decimal | None) -> str:
        """`1,234.50`, or a dash where there is no amount."""
        return "—" if amount is None else money(amount)


class EarmarkFindings(Page, FavaExtensionBase):
    """The page 疑点: every finding with its clause, evidence, voucher and originals."""

    report_title = "疑点"
    supplier, weighed = staticmethod(supplier), staticmethod(weighed)
    names = SimpleNamespace(outcomes=OUTCOME_NAMES, categories=CATEGORY_NAMES, statuses=STATUS_NAMES)

    def groups(self, seen: Seen) -> list[tuple[str, Sequence[Row]]]:
        """The findings by outcome, the gravest first; outcomes without any are left out."""
        found = rows(seen)
        groups = [(outcome, [row for row in found if row.finding.outcome == outcome]) for outcome in OUTCOMES]
        return [(outcome, group) for outcome, group in groups if group]

    @staticmethod
    def total(group: Sequence[Row]) -> Decimal:
        """What the findings of a group speak of, in all."""
        return sum((row.finding.amount or Decimal() for row in group), Decimal())


class EarmarkAward(Page, FavaExtensionBase):
    """The page 资金: plan against spending, line by line and over time, and the award's totals."""

    report_title = "资金"

    POSITION = ("received", "spent", "bank")
    TOTALS = ("questioned", "upheld", "ordered", "returned", "outstanding")

    def figures(self, seen: Seen) -> Figures:
        """The award's figures."""
        return figures(seen)

    def totals(self, seen: Seen, shown: Figures) -> list[tuple[str, str]]:
        """Name and amount of each total, as shown."""
        named = [
            (PAGE["granted"], seen.award.grant.amount),
            *((POSITION_NAMES[name], getattr(shown.position, name)) for name in self.POSITION),
            *((TOTAL_NAMES[name], getattr(shown.totals, name)) for name in self.TOTALS),
        ]
        if shown.totals.revoked:
            named.insert(-2, (REVOKED, shown.totals.revoked))
        return [(self.say(name), self.money(amount)) for name, amount in named]

    def life(self, seen: Seen) -> tuple[Step, ...]:
        """The award's stages, with those that its policy wants and the register lacks."""
        try:
            books = Books.open(root_of(Path(self.ledger.beancount_file_path)))
            return timeline(seen.award, adopted_policy(books, seen.award))
        except EarmarkError:
            return timeline(seen.award, None)

    def stage(self, step: Step) -> str:
        """A stage's name, and what is said of it."""
        amount = "" if step.amount is None else self.money(step.amount)
        result = self.word("unsettled") if step.open else step.result
        return " · ".join(filter(None, (self.say(STAGE_NAMES[step.stage]), result, amount, step.note)))

    def chart(self, shown: Figures) -> list[BalancesChart]:
        """Spending so far against the whole plan, month by month."""
        plan, spent = self.word("planned"), self.word("spent")
        points = [
            DateAndBalance(day, SimpleCounterInventory({plan: shown.plan.planned, spent: so_far}))
            for day, so_far in shown.course
        ]
        return [BalancesChart(self.word("course"), points)]
