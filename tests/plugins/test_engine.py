"""Every rule of the policy runs, or says that it did not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.plugins.judging import engine

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge
    from earmark.plugins.judging.finding import Finding
    from earmark.plugins.policy import Rule


def crash(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterable[Finding]:
    message = f"{len(charges)} {award.id} {rule.id}"
    raise ZeroDivisionError(message)


def test_a_rule_that_raises_is_failed_and_the_others_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.RULES["plan"], "judge", crash)
    audit = engine.judge(desk.award, [desk.pay("购物卡")], desk.policy)
    (failed,) = audit.failed
    assert failed.id == "plan"
    assert failed.message is not None
    assert "ZeroDivisionError: 1 WH2025-007 plan" in failed.message.zh
    assert [f.rule for f in audit.findings if f.voucher] == ["prohibited"]


def test_a_rule_that_nobody_knows_is_failed(desk: Desk) -> None:
    strange = replace(desk.policy.rules[0], id="astrology")
    audit = engine.judge(desk.award, [], replace(desk.policy, rules=(strange,)))
    assert [r.id for r in audit.failed] == ["astrology"]


def test_a_programme_rule_does_not_run_for_one_award(desk: Desk) -> None:
    wide = replace(desk.policy.rules[0], id="repeat", scope="programme")
    audit = engine.judge(desk.award, [], replace(desk.policy, rules=(wide,)))
    assert [(r.id, r.state) for r in audit.runs] == [("repeat", "not run")]
    assert not audit.failed


def test_a_rule_of_severity_review_never_says_violation(desk: Desk) -> None:
    mild = replace(desk.policy.rules[0], severity="review")
    audit = engine.judge(desk.award, [desk.pay("购物卡")], replace(desk.policy, rules=(mild,)))
    assert [f.outcome for f in audit.findings] == ["review"]


def test_an_audit_tells_policy_and_counts(desk: Desk) -> None:
    audit = engine.judge(desk.award, [desk.pay("购物卡"), desk.pay("场租")], desk.policy)
    assert (audit.policy_id, audit.policy_sha256) == ("wuhan-2012", desk.policy.sha256)
    assert (audit.vouchers, len(audit.charges)) == (2, 2)
    assert [r.id for r in audit.runs] == [r.id for r in desk.policy.rules]
    assert sum(r.findings for r in audit.runs) == len(audit.findings)
    assert engine.judge(desk.award, [], desk.policy, vouchers=7).vouchers == 7
    assert repr(audit) == f"<Audit of WH2025-007 by wuhan-2012: {len(audit.findings)} findings>"


LINES = [
    ("购物卡30张", "1"),
    ("场租", "2"),
    ("标准评审费", "3"),
    ("补付2024年11月场租", "4"),
    ("红字", "-5"),
    ("会议用品", "6"),
]


@given(st.permutations(LINES))
@settings(max_examples=20, deadline=None)
def test_an_audit_is_the_same_for_any_order_of_charges(desk: Desk, order: list[tuple[str, str]]) -> None:
    def audited(lines: list[tuple[str, str]]) -> tuple[Finding, ...]:
        return engine.judge(desk.award, [desk.pay(n, amount=a) for n, a in lines], desk.policy).findings

    assert audited(order) == audited(LINES)
