"""One purchase in pieces below a limit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

MAKER = "江城云帆文化传播有限公司"


@pytest.fixture
def limited(desk: Desk) -> Desk:
    return desk.with_award(settings={"single-source": "50,000.00元", "one-signature": "5000"})


def test_two_pieces_that_reach_the_limit_are_review(limited: Desk) -> None:
    """Trips it: 展厅布展材料 28,000 and 26,000 to one company in a week, limit 50,000."""
    one = limited.pay("展厅布展材料(一)", MAKER, "28000.00", paid="2025-06-02")
    two = limited.pay("展厅布展材料第二批", MAKER, "26000.00", paid="2025-06-09")
    found = limited.findings([two, one], "split")
    assert [(f.subject, f.outcome) for f in found] == [(one.id, "review"), (two.id, "review")]
    assert "合计 54,000.00" in found[0].evidence[0].text.zh
    assert two.id in found[0].evidence[0].text.zh


def test_parts_of_one_contract_are_no_split(limited: Desk) -> None:
    """Near miss: 年会场租预付30% and its 尾款."""
    one = limited.pay("2025学术年会场租预付30%", amount="18000.00", paid="2025-06-02")
    two = limited.pay("2025学术年会场租尾款", amount="42000.00", paid="2025-06-20")
    assert limited.findings([one, two], "split") == []


def test_other_issues_other_months_and_later_payments_are_no_split(limited: Desk) -> None:
    texts = ("会刊第1期印刷", "会刊第2期印刷", "3月会刊寄送", "4月会刊寄送")
    charges = [limited.pay(t, MAKER, "30000.00", paid=f"2025-06-0{n}") for n, t in enumerate(texts, 1)]
    late = [limited.pay("展厅布展材料", MAKER, "28000.00", paid=f"2025-0{n}-02") for n in (6, 8)]
    assert limited.findings([*charges, *late], "split") == []


def test_sister_companies_count_as_one_payee(limited: Desk) -> None:
    one = limited.pay("科普展厅布展", MAKER, "28000.00", paid="2025-06-02")
    two = limited.pay("科普展厅布展补充", "江城云帆广告经营部", "26000.00", paid="2025-06-09")
    other = limited.pay("科普展厅布展", "江城长河广告经营部", "26000.00", paid="2025-06-09")
    assert [f.subject for f in limited.findings([one, two, other], "split")] == [one.id, two.id]


def test_related_parties_count_as_one_payee(limited: Desk) -> None:
    parties = limited.award.parties
    assert parties
    more = replace(parties.parties[-2], code="R02", names=("江城学服中心",))
    desk = limited.with_award(parties=replace(parties, parties=(*parties.parties, more)))
    one = desk.pay("会员系统开发", "江城示科咨询有限公司", "28000.00", paid="2025-06-02")
    two = desk.pay("会员系统开发第二阶段", "江城学服中心", "26000.00", paid="2025-06-09")
    assert len(desk.findings([one, two], "split")) == 2


def test_bills_below_one_signature(limited: Desk) -> None:
    bills = [limited.pay("会议资料打印", "江城图文店", "2600.00", paid=f"2025-06-0{n}") for n in (2, 3)]
    fees = [limited.pay("评审专家咨询费", "专家E07", "2600.00", paid=f"2025-06-0{n}") for n in (2, 3)]
    assert [f.subject for f in limited.findings(bills + fees, "split")] == [c.id for c in bills]


def test_a_limit_that_nobody_knows_is_said_once(desk: Desk) -> None:
    texts = ("展厅布展材料", "会刊印刷")
    charges = [desk.pay(t, MAKER, "28000.00", paid=f"2025-06-0{n}") for t in texts for n in (2, 3)]
    found = desk.findings(charges, "split")
    assert [(f.subject, f.outcome) for f in found] == [
        ("limit:single-source", "unknown"),
        ("limit:one-signature", "unknown"),
    ]
    assert desk.findings(charges[:1], "split") == []


def test_words_are_no_limit_and_the_policy_may_set_one(desk: Desk) -> None:
    unsure = desk.with_award(settings={"single-source": "按制度执行"})
    charges = [desk.pay("展厅布展材料", MAKER, "28000.00", paid=f"2025-06-0{n}") for n in (2, 3)]
    found = unsure.findings(charges, "split")[0]
    assert found.subject == "limit:single-source"
    assert "“按制度执行”不是金额" in found.evidence[0].text.zh
    rules = [replace(r, settings={"single-source": "50000"}) for r in desk.policy.rules if r.id == "split"]
    set_so = replace(desk, policy=replace(desk.policy, rules=tuple(rules)))
    assert [f.outcome for f in set_so.findings(charges, "split")] == ["unknown", "review", "review"]


def test_the_findings_are_the_same_for_many_pieces(limited: Desk) -> None:
    charges = [
        limited.pay("展厅布展材料", MAKER, f"{11000 + n}.00", paid=f"2025-06-{n:02d}") for n in range(1, 21)
    ]
    assert [f.subject for f in limited.findings(charges, "split")] == [c.id for c in charges]
