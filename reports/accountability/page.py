"""The page: one self-contained HTML file that prints on A4 and reads on a phone, in Chinese or English.

No script, no font, image or style from elsewhere: a report is opened years later, on a machine without a network.
Escaping is on in every template. What the books say stands in ``<span lang="zh-CN">`` on the English page.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.recovery.claims import ROUTES
from earmark.plugins.judging.finding import CATEGORY_NAMES
from earmark.plugins.standing.standing import STATUS_NAMES

from ..clearing import supplier, weighed
from ..tables import cut
from ..words import TOTAL_NAMES
from . import texts
from .capital import capital_amount

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from decimal import Decimal

    from jinja2 import Environment
    from markupsafe import Markup

    from earmark.ledger.base.text import Lang, Text
    from earmark.plugins.judging.finding import RuleRun

    from .bankbook import BankBalance
    from .value import AccountabilityReport

SUFFIXES = ("（试行）", "实施方案", " (trial)", ", implementation plan")
TOTALS = (*TOTAL_NAMES, "revoked")
CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")


def page(report: AccountabilityReport, lang: Lang) -> str:
    """The report as one HTML document."""
    speech = Speech(lang)
    scheme = scheme_of(report, lang)
    names = {"routes": ROUTES, "categories": CATEGORY_NAMES, "statuses": STATUS_NAMES, "totals": TOTALS}
    template = _templates().get_template("report.html")
    return template.render(r=report, s=speech, t=texts, scheme=scheme, capital=capital_amount, **names)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["cut"] = cut
    environment.tests["chinese"] = lambda text: bool(CHINESE.search(str(text)))
    return environment


def scheme_of(report: AccountabilityReport, lang: Lang) -> str:
    """The scheme's name: its policy's title without 实施方案（试行）, else the programme's id."""
    title = report.examined.title.show(lang)
    for suffix in SUFFIXES:
        title = title.removesuffix(suffix)
    return title or report.grant.programme


class Speech:
    """How the page says words, amounts and days in its language."""

    supplier, weighed = staticmethod(supplier), staticmethod(weighed)

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def word(self, key: str, **values: object) -> str:
        """One of the report's own words."""
        return self.say(texts.WORDS[key].format(**values) if values else texts.WORDS[key])

    def fill(self, key: str, **values: object) -> Markup:
        """One of the report's own words around values that may be markup; what is not is escaped."""
        from markupsafe import Markup

        return Markup(self.word(key)).format(**values)  # noqa: S704 (our own words, and format escapes the values)

    def say(self, text: Text) -> str:
        """A bilingual text."""
        return text.show(self.lang)

    def why(self, run: RuleRun) -> str:
        """Why a rule did not run."""
        return self.say(run.message or texts.WORDS["no_reason"])

    def lists(self, kinds: Iterable[str]) -> str:
        """The kinds of parties, named one after the other."""
        return self.word("comma").join(self.say(texts.LIST_NAMES[kind]) for kind in kinds)

    def charts(self, report: AccountabilityReport) -> str:
        """The chart of accounts, and each that came after it with its first day."""
        first, *later = (self._chart(c) for c in (report.grant.chart, *(c.id for c in report.charts)))
        changes = zip(report.charts, later, strict=True)
        return first + "".join(
            self.word("chart_from", day=self.day(c.date), chart=name) for c, name in changes
        )

    def _chart(self, chart: str) -> str:
        return self.say(texts.CHART_NAMES[chart]) if chart in texts.CHART_NAMES else chart

    def money(self, amount: Decimal | None) -> str:
        """``1,234.50``, a true minus sign, or a dash where there is no amount."""
        return "—" if amount is None else money(amount).replace("-", "−")

    def yuan(self, amount: Decimal | None) -> str:
        """An amount with its unit, for a line of text."""
        unit = "{amount} CNY" if self.lang == "en" else "{amount} 元"
        return "—" if amount is None else unit.format(amount=self.money(amount))

    def bank(self, found: BankBalance) -> str:
        """What the bank printed, and whether the books say the same."""
        said = f"{self.word('bank_says', day=self.day(found.day))} {self.yuan(found.bank)}"
        if not found.difference:
            return f"{said} · {self.word('bank_agrees')}"
        amounts = {"books": found.books, "amount": found.difference, "transit": found.in_transit}
        shown = {name: self.money(amount) for name, amount in amounts.items()}
        return f"{said} · {self.word('bank_differs', **shown)}"

    def day(self, day: datetime.date) -> str:
        """2025年3月5日, or 2025-03-05."""
        return day.isoformat() if self.lang == "en" else f"{day.year}年{day.month}月{day.day}日"

    def clock(self, recorded: str) -> str:
        """When something was written down, to the minute."""
        return recorded[:16].replace("T", " ")
