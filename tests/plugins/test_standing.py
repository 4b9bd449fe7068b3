"""Where findings stand, and law 3: each cent once, whatever is decided, withdrawn, ordered, returned, found no more.

The machine acts through the product on real books, as careless as people are; what the product refuses changes nothing,
and what it takes must leave the law whole.
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from earmark.ledger.awards import adopting, opening
from earmark.ledger.awards.award import Award
from earmark.ledger.awards.register import Grant
from earmark.ledger.banks.bank import BankAccount
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.record import to_custom
from earmark.ledger.base.text import Text
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.findings import deciding
from earmark.ledger.findings.acts import Decision
from earmark.ledger.findings.on_finding import Answer
from earmark.ledger.persons.people import Person
from earmark.ledger.recovery import ordering, settling
from earmark.ledger.recovery.claims import CHANNELS, NO_MONEY, ROUTES, WAYS, Order, Settlement
from earmark.plugins.judging.finding import Audit, Clause, Finding, finding_id
from earmark.plugins.standing.standing import Acts, Standing, acts_of, broken_laws, standing

DAY = datetime.date(2025, 11, 20)
AWARD = "A1"
GRANT = Grant(
    date=DAY, id=AWARD, programme="p", recipient="R", recipient_name="江城示例学会", funder="武汉市科协",
    amount=Decimal("500000.00"), start=DAY, end=DAY, chart="npo-2004", mode="dedicated", bank="B-1",
    recorded="", by="",
)  # fmt: skip
ZERO = Decimal("0.00")


def found(subject: str, rule: str, amount: str | None, outcome: str = "violation") -> Finding:
    return Finding(
        id=finding_id(AWARD, rule, subject), rule=rule, category="", outcome=outcome, subject=subject,
        amount=None if amount is None else Decimal(amount), currency="CNY", date=DAY, voucher=subject[:-1],
        sources=(), clause=Clause("", "五(三)", ""), evidence=(), clears=Text("", ""),
    )  # fmt: skip


FINDINGS = (
    found("V1a", "prohibited", "16000.00"),
    found("V1a", "plan", "16000.00", "review"),
    found("V1a", "period", "16000.00", "unknown"),
    found("V2a", "prohibited", "3000.00", "review"),
    found("V2a", "plan", "1200.50", "review"),
    found("V3c", "prohibited", "0.01"),
    found("V4a", "prohibited", "700.00", "unknown"),
    found("plan:P1", "plan", None, "review"),
)


def audit(findings: tuple[Finding, ...]) -> Audit:
    return Audit(
        award=Award(GRANT),
        policy_id="p",
        policy_sha256="",
        vouchers=0,
        charges=(),
        runs=(),
        findings=findings,
    )


def decision(finding: Finding, upheld: str, number: int = 1, *, recovery: bool = True) -> Decision:
    questioned = finding.amount or ZERO
    amount = Decimal(upheld)
    outcome = "upheld" if amount == questioned else "part_upheld" if amount else "cleared"
    return Decision(
        date=DAY, id=f"D-{number:04d}", finding=finding.id, rule=finding.rule, subject=finding.subject,
        outcome=outcome, questioned=questioned, upheld=amount, reason="空调", basis="五(三)",
        recovery=recovery and bool(amount), recorded="", by="wang",
    )  # fmt: skip


def answer(finding: Finding, id_: str) -> Answer:
    return Answer(
        date=DAY, id=id_, finding=finding.id, rule=finding.rule, subject=finding.subject, text="会议用",
        recorded="x", by="chen",
    )  # fmt: skip


def order(amount: str, *decisions: Decision, revocation: bool = False) -> Order:
    parts = tuple((d.id, Decimal(amount)) for d in decisions) or (("", Decimal(amount)),)
    return Order(
        id="O-0001", award=AWARD, date=DAY, recipient="江城示例学会", route="restore", due=DAY, basis="五(二)",
        parts=parts, revocation=revocation,
    )  # fmt: skip


def came(amount: str, way: str = "returned") -> Settlement:
    return Settlement(
        id="R-0001", award=AWARD, order="O-0001", date=DAY, recipient="江城示例学会", way=way,
        amount=Decimal(amount), route="restore",
    )  # fmt: skip


def stands(findings: tuple[Finding, ...], **acts: tuple[object, ...]) -> Standing:
    joined = standing(audit(findings), Acts(**acts))  # type: ignore[arg-type]
    assert broken_laws(joined) == []
    return joined


def figures(joined: Standing) -> dict[str, str]:
    """The totals that are not nothing."""
    names = joined.totals.__dataclass_fields__
    return {n: str(getattr(joined.totals, n)) for n in names if getattr(joined.totals, n)}


# ---------------------------------------------------------------- cases

PROHIBITED, PLAN, PERIOD = FINDINGS[:3]


def test_several_rules_on_one_charge_question_its_amount_once() -> None:
    assert figures(stands(FINDINGS[:2])) == {"questioned": "16000.00", "open": "16000.00"}


def test_three_rules_on_one_charge_count_its_amount_once_whatever_is_decided() -> None:
    """Upheld by one for 12,000, by another for 5,000, cleared by the third; 12,000 ordered on the first alone."""
    three = (PROHIBITED, PLAN, found("V1a", "duplicate", "16000.00", "review"))
    assert figures(stands(three)) == {"questioned": "16000.00", "open": "16000.00"}
    upheld = decision(PROHIBITED, "12000.00"), decision(PLAN, "5000.00", 2), decision(three[2], "0.00", 3)
    assert figures(stands(three, decisions=upheld[:2])) == {
        "questioned": "16000.00", "upheld": "12000.00", "to_order": "12000.00", "open": "4000.00",
    }  # fmt: skip
    assert figures(stands(three, decisions=upheld, orders=(order("12000.00", upheld[0]),))) == {
        "questioned": "16000.00", "upheld": "12000.00", "ordered": "12000.00", "outstanding": "12000.00",
        "cleared": "4000.00",
    }  # fmt: skip


def test_unknown_is_listed_apart_and_is_no_pass() -> None:
    assert figures(stands((PERIOD,))) == {"unknown": "16000.00"}
    assert figures(stands((PROHIBITED, PERIOD))) == {"questioned": "16000.00", "open": "16000.00"}


def test_upheld_in_part_the_rest_is_cleared() -> None:
    joined = stands((PROHIBITED,), decisions=(decision(PROHIBITED, "12000.00"),))
    assert figures(joined) == {
        "questioned": "16000.00", "upheld": "12000.00", "cleared": "4000.00", "to_order": "12000.00",
    }  # fmt: skip
    assert [f.status for f in joined.findings] == ["part_upheld"]


def test_what_another_rule_still_asks_stays_open() -> None:
    joined = stands((PROHIBITED, PLAN), decisions=(decision(PROHIBITED, "12000.00"),))
    assert figures(joined) == {
        "questioned": "16000.00", "upheld": "12000.00", "open": "4000.00", "to_order": "12000.00",
    }  # fmt: skip


def test_upheld_without_recovery_is_not_to_be_ordered() -> None:
    joined = stands((PROHIBITED,), decisions=(decision(PROHIBITED, "16000.00", recovery=False),))
    assert figures(joined) == {"questioned": "16000.00", "upheld": "16000.00", "no_recovery": "16000.00"}


def test_a_withdrawn_decision_opens_the_finding_again() -> None:
    first = decision(PROHIBITED, "12000.00")
    second = replace(first, id="D-0002", outcome="withdrawn", withdraws="D-0001", upheld=ZERO, recovery=False)
    joined = stands((PROHIBITED,), decisions=(first, second))
    assert figures(joined) == {"questioned": "16000.00", "open": "16000.00"}
    assert (joined.findings[0].status, joined.decision(PROHIBITED.id)) == ("open", None)


def test_answered_counts_as_open_and_corrected_apart() -> None:
    said = answer(PROHIBITED, "AN-1")
    assert figures(stands((PROHIBITED,), answers=(said,))) == {"questioned": "16000.00", "open": "16000.00"}
    mended = replace(said, corrected=True)
    joined = stands((PROHIBITED,), answers=(mended,))
    assert figures(joined) == {"questioned": "16000.00", "corrected": "16000.00"}
    assert joined.open_violations == joined.findings
    assert figures(stands((PROHIBITED, PLAN), answers=(mended,))) == {
        "questioned": "16000.00", "open": "16000.00",
    }  # fmt: skip


def test_an_order_and_what_became_of_it() -> None:
    upheld = decision(PROHIBITED, "12000.00")
    steps = (came("5000.00"), came("3000.00", "set_off"), came("100.00", "written_off"))
    joined = stands(
        (PROHIBITED,), decisions=(upheld,), orders=(order("12000.00", upheld),), settlements=steps
    )
    assert figures(joined) == {
        "questioned": "16000.00", "cleared": "4000.00", "upheld": "12000.00", "ordered": "12000.00",
        "returned": "5000.00", "set_off": "3000.00", "written_off": "100.00", "outstanding": "3900.00",
    }  # fmt: skip


def test_a_revocation_is_an_order_apart_from_what_was_upheld() -> None:
    joined = stands(
        (PROHIBITED,), orders=(order("300000.00", revocation=True),), settlements=(came("83000.00"),)
    )
    assert figures(joined) == {
        "questioned": "16000.00", "open": "16000.00", "returned": "83000.00", "outstanding": "217000.00",
        "revoked": "300000.00",
    }  # fmt: skip


def test_a_decided_finding_that_is_found_no_more_keeps_what_it_was_decided_on() -> None:
    upheld = decision(PROHIBITED, "12000.00")
    joined = stands((), decisions=(upheld,), orders=(order("12000.00", upheld),))
    assert [(f.id, f.status, f.amount) for f in joined.findings] == [
        (PROHIBITED.id, "not_found", Decimal("16000.00"))
    ]
    assert figures(joined) == {
        "questioned": "16000.00", "cleared": "4000.00", "upheld": "12000.00", "ordered": "12000.00",
        "outstanding": "12000.00",
    }  # fmt: skip


def test_a_finding_whose_amount_fell_is_still_questioned_for_what_was_decided() -> None:
    upheld = decision(PROHIBITED, "12000.00")
    smaller = replace(PROHIBITED, amount=Decimal("500.00"))
    assert figures(stands((smaller,), decisions=(upheld,)))["questioned"] == "16000.00"


@pytest.mark.parametrize(
    ("acts", "fault"),
    [
        ({"orders": (order("12000.01", decision(PROHIBITED, "12000.00")),)}, "有金额小于零"),
        ({"orders": (order("100.00", decision(PLAN, "100.00", 9)),)}, "责令收回金额不平"),
        (
            {"orders": (order("50.00", decision(PROHIBITED, "50.00")),), "settlements": (came("50.01"),)},
            "收回超过责令",
        ),
        ({"settlements": (came("1.00"),)}, "收回超过责令"),
    ],
)
def test_books_that_break_the_law_are_named(acts: dict[str, tuple[object, ...]], fault: str) -> None:
    given = {"decisions": (decision(PROHIBITED, "12000.00"),), **acts}
    joined = standing(audit((PROHIBITED,)), Acts(**given))  # type: ignore[arg-type]
    assert fault in [message.zh for message in broken_laws(joined)]


# ---------------------------------------------------------------- law 3, whatever people do


def made_books(root: Path) -> Books:
    people = [
        Person(date=DAY, id=id_, name=id_, side=side, of="R", role="", recorded="", by="")
        for id_, side in (("chen", "recipient"), ("wang", "auditor"))
    ]
    books = opening.init(root, people)
    adopting.adopt_policy(books, "p", opening.NewPolicy("p", "办法", b""), DAY, "wang")
    bank = BankAccount(
        date=DAY, id="B-1", bank="B", account="1", holder="R", mode="dedicated", recorded="", by=""
    )
    opening.add_bank(books, bank, "chen")
    opening.new_award(books, opening.NewAward(grant=GRANT), "chen")
    return books


HALF, MOST, WHOLE = Decimal("8000.00"), Decimal("12000.00"), Decimal("16000.00")
amounts = st.sampled_from([HALF, MOST, WHOLE, Decimal("0.01"), ZERO, Decimal("-1.00"), Decimal("16000.01")])
ON_ONE_CHARGE = FINDINGS[:3]


class Recovery(RuleBasedStateMachine):
    """Decisions, withdrawals, orders, settlements and answers, in any order and of any amount."""

    decided = Bundle("decided")
    issued = Bundle("issued")

    @initialize()
    def open_books(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.books = made_books(self.folder / "books")
        self.sums = dict.fromkeys(("ordered", *WAYS), ZERO)

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @rule(
        target=decided,
        finding=st.sampled_from(ON_ONE_CHARGE) | st.sampled_from(FINDINGS),
        upheld=amounts,
        recovery=st.sampled_from((True, True, False)),
    )
    def decide(self, finding: Finding, upheld: Decimal, *, recovery: bool) -> object:
        wanted = decision(finding, str(upheld), recovery=recovery)
        try:
            with desk(self.books, "wang") as at:
                return deciding.decide(at, AWARD, wanted)
        except EarmarkError:
            return multiple()

    @rule(old=decided)
    def withdraw(self, old: Decision) -> None:
        wanted = replace(old, outcome="withdrawn", withdraws=old.id, upheld=ZERO, recovery=False)
        try:
            with desk(self.books, "wang") as at:
                deciding.decide(at, AWARD, wanted)
        except EarmarkError:
            return

    @rule(target=issued, of=decided, amount=amounts, route=st.sampled_from(list(ROUTES)))
    def order_an_amount(self, of: Decision, amount: Decimal, route: str) -> object:
        return self.order_back(((of.id, amount),), route)

    @rule(target=issued, of=st.lists(decided, min_size=2, max_size=3))
    def order_all_that_is_left_of_several(self, of: list[Decision]) -> object:
        try:
            with desk(self.books, "wang") as at:
                parts = tuple((d.id, ordering.to_order(at, AWARD, d.id)) for d in of)
        except EarmarkError:
            return multiple()
        return self.order_back(parts, "restore")

    def order_back(self, parts: tuple[tuple[str, Decimal], ...], route: str) -> object:
        try:
            with desk(self.books, "wang") as at:
                stored = ordering.order(at, replace(order("1.00"), route=route, parts=parts))
        except EarmarkError:
            return multiple()
        self.sums["ordered"] += stored.amount
        return stored

    @rule(of=issued, amount=amounts, way=st.sampled_from(WAYS))
    def settle(self, of: Order, amount: Decimal, way: str) -> None:
        route = of.route if of.route in CHANNELS else None
        step = replace(came("1.00", NO_MONEY.get(of.route, way)), order=of.id, amount=amount, route=route)
        try:
            with desk(self.books, "wang") as at:
                stored = settling.settle(at, step)
        except EarmarkError:
            return
        self.sums[stored.way] += stored.amount

    @rule(finding=st.sampled_from(FINDINGS), corrected=st.booleans(), number=st.integers(1, 10**6))
    def answer(self, finding: Finding, number: int, *, corrected: bool) -> None:
        said = replace(answer(finding, f"AN-{number}"), corrected=corrected)
        with desk(self.books, "chen") as at:
            at.append(f"awards/{AWARD}/answers.beancount", [to_custom(said)])

    @invariant()
    def each_cent_counts_once(self) -> None:
        paths = (
            f"awards/{AWARD}/acts.beancount",
            f"awards/{AWARD}/answers.beancount",
            f"claims/{AWARD}.beancount",
        )
        acts = acts_of([entry for path in paths for entry in self.books.entries(path)], AWARD)
        for findings in (FINDINGS, FINDINGS[::2], ()):
            joined = standing(audit(findings), acts)
            assert broken_laws(joined) == []
            totals = joined.totals
            assert {name: getattr(totals, name) for name in self.sums} == self.sums
            assert min(totals.cleared, totals.corrected, totals.no_recovery, totals.upheld) >= 0
        whole = standing(audit(FINDINGS), acts).totals
        assert whole.questioned + whole.unknown == Decimal("19700.01")


Recovery.TestCase.settings = settings(max_examples=30, stateful_step_count=12, deadline=None)
test_law_3_holds_whatever_people_do = Recovery.TestCase
