"""A small award as a bookkeeper would write it, and the audited value that a report is built from."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from beancount.parser import parser

from earmark.ledger.awards.award import Award, Parties, Party
from earmark.ledger.awards.position import position
from earmark.ledger.awards.register import Grant, PlanLine
from earmark.ledger.base.record import records
from earmark.ledger.base.text import Text
from earmark.ledger.books.load import Loaded
from earmark.ledger.persons.people import Person
from earmark.ledger.vouchers.charge import Charge
from earmark.ledger.vouchers.charges import charges_of, vouchers_of
from earmark.plugins.judging.finding import Audit, Evidence, Finding, RuleRun, finding_id
from earmark.plugins.judging.run import Audited
from earmark.plugins.language.words import normal
from earmark.plugins.policy import shipped_policy
from earmark.plugins.standing.standing import acts_of, standing
from earmark.reports.accountability.build import build
from earmark.reports.accountability.value import AccountabilityReport

with warnings.catch_warnings():
    # zhconv leaves its dictionary open when it first reads it.
    warnings.simplefilter("ignore", ResourceWarning)
    normal("会")

DAY = datetime.date(2026, 1, 31)
POLICY = shipped_policy("wuhan-2012")

LEDGER = Path(__file__).parent / "accountability" / "small.beancount"
TREASURY = Path(__file__).parent / "accountability" / "treasury.beancount"

PEOPLE = {
    "chen": Person(
        date=DAY, id="chen", name="陈会计", side="recipient", of="JCSF", role="finance", recorded="", by=""
    ),
    "zhou": Person(
        date=DAY,
        id="zhou",
        name="周主任",
        side="funder",
        of="武汉市科学技术协会",
        role="officer",
        recorded="",
        by="",
    ),
}
PARTIES = Parties(
    "JCSF",
    (
        Party("A03", "staff", ("王小明",)),
        Party("A04", "staff", ("李雷",)),
        Party("X01", "broker", ("江城证券",)),
    ),
    complete=frozenset({"rehired", "landlord"}),
)
RUNS = (
    RuleRun("prohibited", "award", "ran", 4),
    RuleRun("repeat", "programme", "not run", message=Text("只审一项时不运行", "not run alone")),
)

# subject → rule, category, outcome, clause, evidence
SAID = {
    "WH2025-007-V0007a": ("prohibited", "office", "violation", "staff-office", "付款内容“空调”：办公设备"),
    "WH2025-007-V0004a": ("prohibited", "personnel", "violation", "staff-office", "收款人王小明是本单位职工"),
    "WH2025-007-V0010a": ("prohibited", "personnel", "unknown", "staff-office", "没有完整的职工名单"),
    "WH2025-007-V0011a": ("plan", "unrelated", "review", "unrelated", "没有对应的计划用途"),
}


def _finding(charge: Charge) -> Finding:
    rule, category, outcome, clause, words = SAID[charge.id]
    return Finding(
        id=finding_id("WH2025-007", rule, charge.id),
        rule=rule,
        category=category,
        outcome=outcome,
        subject=charge.id,
        amount=charge.amount,
        currency=charge.currency,
        date=charge.date,
        voucher=charge.voucher,
        sources=charge.sources,
        clause=POLICY.clauses[clause],
        evidence=(Evidence(Text(words, "evidence of a rule"), "object"),),
        clears=Text("合同、发票、清单", "contract, invoice, list"),
    )


def audited(path: Path, replaced: dict[str, str] | None = None) -> Audited:
    """The ledger in a file as the audit would hand it over; findings are those of ``SAID``."""
    text = path.read_text(encoding="utf-8")
    for old, new in (replaced or {}).items():
        assert old in text
        text = text.replace(old, new)
    entries, errors, _ = parser.parse_string(text)
    assert not errors
    award = Award(records(Grant, entries)[0], tuple(records(PlanLine, entries)), parties=PARTIES)
    charges = charges_of(entries, award)
    audit = Audit(
        award=award,
        policy_id=POLICY.id,
        policy_sha256=POLICY.sha256,
        vouchers=len(vouchers_of(entries, award.id)),
        charges=tuple(charges),
        runs=RUNS,
        findings=tuple(_finding(c) for c in charges if c.id in SAID),
    )
    stands = standing(audit, acts_of(entries, award.id))
    # As the plugin does: its copy of the award leaves the private list out.
    audit = replace(audit, award=replace(award, parties=None))
    return Audited(Loaded(award, entries, ()), audit, stands, vouchers_of(entries, award.id), ())


def report_on(books: Audited, day: datetime.date = DAY) -> AccountabilityReport:
    """The report of audited books on a day."""
    figures = position(books.award, books.vouchers, day)
    return build(books, figures, day, policy=POLICY, people=PEOPLE)


@pytest.fixture
def small() -> Audited:
    """The society's award."""
    return audited(LEDGER)


@pytest.fixture
def treasury() -> Audited:
    """A government unit's award, in two sets."""
    return audited(TREASURY)


@pytest.fixture
def with_words() -> Callable[[dict[str, str]], Audited]:
    """The society's award with other words in its ledger."""
    return lambda replaced: audited(LEDGER, replaced)


@pytest.fixture
def undecided() -> Audited:
    """The society's award before anybody decided anything."""
    books = audited(LEDGER)
    return replace(books, standing=standing(books.audit, acts_of((), "WH2025-007")))


@pytest.fixture
def reported() -> Callable[..., AccountabilityReport]:
    """Builds a report of audited books, on 2026-01-31 or another day."""
    return report_on


@pytest.fixture
def report(small: Audited) -> AccountabilityReport:
    """The society's report on 2026-01-31."""
    return report_on(small)
