"""The report's figures, against small.beancount: a bookkeeper can follow each of them in the ledger."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from earmark.plugins.judging.run import Audited
from earmark.plugins.standing.standing import acts_of, standing
from earmark.reports.accountability.page import page
from earmark.reports.accountability.summary import summary
from earmark.reports.accountability.value import AccountabilityReport
from earmark.reports.plan import PlanRow

Reported = Callable[..., AccountabilityReport]


def test_figures_are_those_of_the_ledger(report: AccountabilityReport) -> None:
    """received 500,000.00; spent 60,000 + 3,000 + 16,000 − 12,000 + 7,500 + 800 and the draft's 15,000."""
    position = report.position
    assert position.received == Decimal("500000.00")
    assert position.spent == Decimal("90300.00")
    assert position.interest == Decimal("312.50")
    assert position.advances == Decimal("5000.00")
    assert position.prepayments == 0
    assert position.due_to_award == Decimal("7000.00")
    assert position.owed == Decimal("440.00")
    assert position.bank == Decimal("398452.50")


def test_drafts_are_counted_apart(report: AccountabilityReport) -> None:
    assert (report.position.drafts, report.position.posted) == (1, 12)
    assert report.of_drafts.spent == Decimal("15000.00")
    assert report.of_drafts.bank == Decimal("-15000.00")
    assert report.of_drafts.received == 0


def test_plan_line_by_line(report: AccountabilityReport) -> None:
    rows = {row.id: row for row in report.plan.rows}
    assert rows["P1"].spent == Decimal("64000.00")
    assert rows["P1"].left == Decimal("-4000.00")
    assert rows["P1"].share == Decimal("106.7")
    assert rows["P3"].spent == Decimal("10500.00")
    assert rows["P4"].left == Decimal("45000.00")
    assert report.plan.outside == Decimal("800.00")
    assert report.plan.spent == report.position.spent


def test_nothing_planned_has_no_share() -> None:
    row = PlanRow(id="P9", name="未安排", planned=Decimal("0.00"), spent=Decimal("1.00"))
    assert row.share is None


def test_spending_on_a_line_that_is_not_in_the_plan_is_outside(
    with_words: Callable[[dict[str, str]], Audited], reported: Reported
) -> None:
    plan = reported(with_words({'plan: "P4"': 'plan: "P7"'})).plan
    assert plan.outside == Decimal("15800.00")


def test_findings_stand_in_their_groups(report: AccountabilityReport) -> None:
    groups = {name: [f.finding.subject for f in found] for name, found in report.groups.items()}
    assert groups == {
        "upheld": ["WH2025-007-V0007a"],
        "suspected": ["WH2025-007-V0004a"],
        "review": ["WH2025-007-V0011a"],
        "unknown": ["WH2025-007-V0010a"],
    }


def test_a_finding_comes_with_its_voucher_source_and_decision(report: AccountabilityReport) -> None:
    upheld = report.groups["upheld"][0]
    assert upheld.number == "2025-10-记-0001"
    assert [str(s) for s in upheld.finding.sources] == ["流水.xls:44"]
    assert upheld.decision == "D-0001"
    assert upheld.payee == "江城环宇电器商行"
    assert upheld.finding.clause.number == "五(三)"


def test_totals_of_law_3(report: AccountabilityReport) -> None:
    totals = report.totals
    assert totals.questioned == Decimal("19800.00")
    assert totals.upheld == Decimal("12000.00")
    assert totals.cleared == Decimal("4000.00")
    assert totals.open == Decimal("3800.00")
    assert totals.ordered == Decimal("12000.00")
    assert totals.returned == Decimal("5000.00")
    assert totals.outstanding == Decimal("7000.00")
    assert totals.unknown == Decimal("7500.00")
    assert report.broken_laws == ()
    assert report.sound


def test_an_order_is_overdue_while_money_is_outstanding(report: AccountabilityReport) -> None:
    """Due 2025-12-25, reported on 2026-01-31: 37 days."""
    assert report.orders[0].overdue == 37
    assert report.orders[0].outstanding == Decimal("7000.00")


def test_an_order_is_not_overdue_before_it_is_due(small: Audited, reported: Reported) -> None:
    assert reported(small, datetime.date(2025, 12, 25)).orders[0].overdue == 0
    assert reported(small, datetime.date(2025, 12, 26)).orders[0].overdue == 1


def test_what_came_later_is_not_in_an_earlier_report(small: Audited, reported: Reported) -> None:
    """On 2025-11-24 the decision stands; order, return, answer and the December charges are still to come."""
    earlier = reported(small, datetime.date(2025, 11, 24))
    assert [d.decision.id for d in earlier.decisions] == ["D-0001"]
    assert (earlier.orders, earlier.settlements) == ((), ())
    assert earlier.totals.to_order == Decimal("12000.00")
    assert set(earlier.groups) == {"upheld", "suspected"}
    assert earlier.position.spent == Decimal("79000.00")


def test_before_the_decision_it_is_only_suspected(small: Audited, reported: Reported) -> None:
    earlier = reported(small, datetime.date(2025, 11, 19))
    assert len(earlier.groups["suspected"]) == 2
    assert earlier.totals.upheld == 0


def test_those_who_decide_are_named_and_the_recipients_people_are_codes(report: AccountabilityReport) -> None:
    assert report.decisions[0].who == "周主任 (zhou) · 武汉市科学技术协会"
    staff = report.groups["suspected"][0]
    assert staff.payee == "A03"
    assert staff.narration == "付A03标准评审专家咨询费"
    assert staff.finding.evidence[0].text.zh == "收款人A03是本单位职工"
    assert report.decisions[0].decision.reason.startswith("A03办公室空调")
    assert report.groups["review"][0].answers == ("资料费属于学术交流，A03补交清单",)


def test_what_was_not_checked_is_named(report: AccountabilityReport) -> None:
    examined = report.examined
    assert [run.id for run in examined.not_run] == ["repeat"]
    assert examined.missing_lists == ("staff", "temporary", "related-person", "related-party")
    assert "滞纳金" in "".join(text.zh for text in examined.unanswered)
    assert examined.title.zh == "学会能力提升专项实施方案"


def test_an_answered_question_is_no_longer_open(small: Audited, reported: Reported) -> None:
    award = replace(small.award, settings={"滞纳金": "allowed"})
    answered = reported(replace(small, loaded=replace(small.loaded, award=award)))
    assert len(answered.examined.unanswered) == len(reported(small).examined.unanswered) - 1


def test_a_withdrawn_decision_stays_on_paper(
    with_words: Callable[[dict[str, str]], Audited], reported: Reported
) -> None:
    later = """2025-12-20 custom "earmark-decision" "D-0002"
  finding: "F-94e7132571"
  rule: "prohibited"
  subject: "WH2025-007-V0007a"
  outcome: "withdrawn"
  questioned: 16000.00 CNY
  upheld: 0.00 CNY
  reason: "补充材料"
  basis: "复核"
  withdraws: "D-0001"
  recorded: "2025-12-20T15:00:00+08:00"
  by: "zhou"

2025-12-20 custom "earmark-answer" "A-0001"
"""
    books = with_words({'2025-12-20 custom "earmark-answer" "A-0001"\n': later})
    decided = reported(books).decisions
    assert [(d.decision.id, d.withdrawn) for d in decided] == [("D-0001", True)]
    assert "upheld" not in reported(books).groups


def test_a_decided_finding_that_is_found_no_more_is_listed(small: Audited, reported: Reported) -> None:
    audit = replace(small.audit, findings=())
    lost = replace(small, audit=audit, standing=standing(audit, acts_of(small.loaded.entries, "WH2025-007")))
    assert [f.finding.subject for f in reported(lost).groups["not_found"]] == [
        "WH2025-007-V0007a",
        "WH2025-007-V0011a",
    ]


def test_the_latest_record_dates_the_report(report: AccountabilityReport) -> None:
    assert report.recorded == "2026-01-16T09:00:00+08:00"


def test_what_could_not_be_judged_and_is_questioned_otherwise_is_said(report: AccountabilityReport) -> None:
    """The 7,500.00 that nobody could judge stand apart, until another finding questions the same charge."""
    assert report.unknown_also == 0
    assert "另列、未计入疑点金额 7,500.00 元" in page(report, "zh")
    unknown = report.groups["unknown"][0]
    other = replace(unknown, finding=replace(unknown.finding, id="F-0000000001", outcome="review"))
    both = replace(report, findings=(*report.findings, other))
    assert both.unknown_also == 1
    assert "其中 1 笔另有疑点，已计入疑点金额" in page(both, "zh")
    assert "无法判断 1（其中 1 笔另有疑点，已计入）" in summary(both, "zh")
