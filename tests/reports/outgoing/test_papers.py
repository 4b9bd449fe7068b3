"""What the papers may say, and what they refuse to."""

from __future__ import annotations

import datetime
import importlib
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earmark.ledger.awards.programme import Ban
from earmark.ledger.base.text import Text
from earmark.ledger.findings.acts import Approval
from earmark.ledger.findings.on_finding import Referral
from earmark.ledger.recovery.after_order import Reminder, Service
from earmark.plugins.judging.run import Audited
from earmark.reports.accountability.value import AccountabilityReport
from earmark.reports.outgoing import papers, settled, words
from earmark.reports.outgoing.as_text import as_text, shown
from earmark.reports.outgoing.case import Case, NoSuchFinding, NoSuchOrder
from earmark.reports.outgoing.notice import NothingToRecover
from earmark.reports.outgoing.papers import PAPERS, made
from earmark.reports.outgoing.payto import NoAccount
from earmark.reports.outgoing.reminder import NotOverdue
from earmark.reports.outgoing.value import total

DAY = datetime.date(2026, 1, 31)
ACT: dict[str, Any] = {"recorded": "", "by": "zhou"}
CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")


def said(paper: Any) -> str:  # noqa: ANN401 (a sheet or a letter)
    return as_text(paper, "zh")


def show(cell: Any) -> str:  # noqa: ANN401 (any cell)
    return shown(cell, "zh")


def texts() -> list[tuple[str, Text]]:
    """Every bilingual word of the papers, with where it stands."""
    modules = [
        importlib.import_module(f"{papers.__package__}.{name}")
        for name in (*PAPERS, "payto", "asked", "case")
    ]
    named = [(f"{m.__name__}.{k}", v) for m in (*modules, words, settled) for k, v in vars(m).items()]
    found = [(name, value) for name, value in named if isinstance(value, Text)]
    columns = [
        (name, c.name)
        for name, value in named
        if name.split(".")[-1].isupper() and isinstance(value, tuple)
        for c in value
        if hasattr(c, "width")
    ]
    return found + columns


@pytest.mark.parametrize(("name", "text"), texts())
def test_every_word_is_in_both_languages(name: str, text: Text) -> None:
    assert bool(text.zh.strip()) == bool(text.en.strip()), name
    places = re.compile(r"{(\w+)}")
    assert set(places.findall(text.en)) == set(places.findall(text.zh))
    if name.rsplit(".", maxsplit=1)[-1] != "COLLECT":
        assert not re.search("[\u4e00-\u9fff]", text.en)


# ---------------------------------------------------------------- 收回 and 追缴


@pytest.mark.parametrize(
    ("office", "word"),
    [
        ("武汉市科学技术协会", "收回"),
        ("江城中和会计师事务所", "收回"),
        ("中国科学技术协会", "收回"),
        ("江城市审计局", "追缴"),
        ("审计署驻武汉特派员办事处", "追缴"),
        ("湖北省财政厅", "追缴"),
    ],
)
def test_only_a_treasury_or_audit_office_collects(office: str, word: str) -> None:
    assert words.recovery(office).zh == word


def test_the_notice_of_an_audit_office_says_so(rerouted: Callable[..., Case]) -> None:
    case = rerouted()
    office = replace(case.people["zhou"], of="江城市审计局", side="auditor")
    paper = said(made("notice", replace(case, people={"zhou": office}), order="O-0001"))
    assert "学会能力提升专项整改（追缴）通知书" in paper
    assert "追缴 12,000.00 元" in paper


# ---------------------------------------------------------------- notices


def test_a_notice_without_an_order_has_no_number_no_day_and_no_account(undecided_case: Case) -> None:
    letter = made("notice", undecided_case, finding="F-94e7132571")
    paper = said(letter)
    assert "拟收回 16,000.00 元（人民币壹万陆仟元整）" in paper
    assert not re.search(r"O-\d", paper)
    assert "账号" not in paper
    assert "期限" not in paper


def test_what_is_decided_and_not_ordered_is_proposed_by_the_decisions_basis(case: Case) -> None:
    report = replace(case.report, orders=())
    paper = said(made("notice", replace(case, report=report), finding="F-94e7132571"))
    assert "（拟）" in paper
    assert "已经认定，尚未下达收回决定" in paper
    assert "依据武科协〔2012〕105号 五(二)，拟责令你单位整改，拟收回 12,000.00 元" in paper


def test_money_for_the_funder_goes_to_the_account_that_was_told(rerouted: Callable[..., Case]) -> None:
    paper = said(made("notice", rerouted(route="funder"), order="O-0001"))
    assert "户名：武汉市科学技术协会\n开户银行：工商银行江城支行\n账号：3202019200000017715" in paper
    assert "联系人：周主任 027-12345678" in paper


def test_an_account_that_nobody_told_is_asked_for(rerouted: Callable[..., Case]) -> None:
    with pytest.raises(NoAccount) as refused:
        made("notice", rerouted(route="treasury"), order="O-0001")
    assert "earmark policy account wuhan-2012 treasury" in refused.value.show("zh")
    with pytest.raises(NoAccount, match="资金账户 ICBC-8801"):
        made("notice", replace(rerouted(), own_account=None), order="O-0001")


@pytest.mark.parametrize("route", ["offset", "adjust"])
def test_where_no_money_moves_no_account_is_named(rerouted: Callable[..., Case], route: str) -> None:
    assert "账号" not in said(made("notice", rerouted(route=route), order="O-0001"))


def test_a_revocation_names_its_reason_what_it_absorbs_and_the_ban(rerouted: Callable[..., Case]) -> None:
    case = rerouted(
        route="funder",
        revocation=True,
        parts=(("", Decimal(480000)),),
        grounds="D-0001",
        reason="虚报活动场次",
    )
    ban = Ban(
        date=DAY, id="WH2025-007", recipient="JCSF", until=datetime.date(2029, 1, 30), order="O-0001", **ACT
    )
    (first,) = case.report.settlements
    step = replace(first.step, order="O-0000", way="absorbed", reference="O-0001", amount=Decimal(7000))
    report = replace(case.report, settlements=(replace(first, step=step),))
    paper = said(made("notice", replace(case, bans=(ban,), report=report), order="O-0001"))
    assert (
        "决定撤销你单位承担学会能力提升专项的资格，收回已拨付资金 480,000.00 元（人民币肆拾捌万元整）"
        in paper
    )
    assert "撤销的事实和理由：虚报活动场次。" in paper
    assert "O-0000 尚未收回的 7,000.00 元并入本决定" in paper
    assert "取消申报资格至 2029年1月30日" in paper
    assert "办公室空调 4 台" in paper


def test_a_notice_threatens_with_nothing_that_no_clause_says(case: Case) -> None:
    """The clauses say nothing of a day that is missed: outside the words of a clause nor does the notice."""
    paper = re.sub("“.*?”", "", said(made("notice", case, order="O-0001")))
    assert not re.search("逾期|撤销|取消|处罚|追究|追缴|违规", paper)


def test_a_service_recorded_later_stands_on_the_notice(rerouted: Callable[..., Case]) -> None:
    case = rerouted(served=None, served_how=None)
    assert "送达日期：＿＿＿＿＿＿" in said(made("notice", case, order="O-0001"))
    served = Service(date=datetime.date(2025, 11, 28), id="SV-0001", order="O-0001", how="邮寄", **ACT)
    paper = said(made("notice", replace(case, services=(served,)), order="O-0001"))
    assert "送达日期：2025年11月28日\n送达方式：邮寄" in paper


def test_what_is_not_there_is_named(case: Case) -> None:
    with pytest.raises(NoSuchOrder, match="没有收回决定 O-0009"):
        made("notice", case, order="O-0009")
    with pytest.raises(NoSuchFinding, match="没有疑点 F-0"):
        made("evidence", case, finding="F-0")


def test_a_cleared_finding_asks_for_no_money(case: Case) -> None:
    decided = tuple(replace(d, decision=replace(d.decision, recovery=False)) for d in case.report.decisions)
    with pytest.raises(NothingToRecover, match="没有要收回的金额"):
        made("notice", replace(case, report=replace(case.report, decisions=decided)), finding="F-94e7132571")


# ---------------------------------------------------------------- reminders


def test_a_reminder_takes_the_new_day_from_the_record(case: Case) -> None:
    told = Reminder(date=DAY, id="RM-0001", order="O-0001", how="邮寄", due=datetime.date(2026, 2, 20), **ACT)
    assert "请于2026年2月20日前办结" in said(
        made("reminder", replace(case, reminders=(told,)), order="O-0001")
    )
    assert "请立即办理" in said(made("reminder", case, order="O-0001"))


def test_only_what_is_overdue_is_reminded_of(case: Case) -> None:
    (ordered,) = case.report.orders
    paid = replace(case.report, orders=(replace(ordered, settled=ordered.order.amount, overdue=0),))
    with pytest.raises(NotOverdue, match="已经了结"):
        made("reminder", replace(case, report=paid), order="O-0001")
    early = replace(case.report, orders=(replace(ordered, overdue=0),))
    with pytest.raises(NotOverdue, match="还没有逾期"):
        made("reminder", replace(case, report=early), order="O-0001")
    with pytest.raises(NotOverdue, match="应晚于 2026-01-31"):
        made("reminder", case, order="O-0001", until=DAY)


# ---------------------------------------------------------------- tables


def test_each_cent_of_the_register_stands_once(case: Case) -> None:
    """One decision with two orders, one order for two decisions: no amount twice, the sums are the totals of law 3."""
    (ordered,), (decided,) = case.report.orders, case.report.decisions
    two = replace(ordered.order, id="O-0002", parts=(("D-0001", Decimal(3000)), ("D-0002", Decimal(500))))
    first = replace(ordered.order, parts=(("D-0001", Decimal(9000)),))
    other = replace(
        decided.decision,
        id="D-0002",
        finding="F-65cad46eba",
        subject="WH2025-007-V0004a",
        upheld=Decimal(500),
    )
    report = replace(
        case.report,
        orders=(replace(ordered, order=first), replace(ordered, order=two, settled=Decimal(0))),
        decisions=(decided, replace(decided, decision=other)),
        totals=replace(case.report.totals, upheld=Decimal(12500)),
    )
    (table,) = made("register", [replace(case, report=report)]).tables  # type: ignore[union-attr]
    assert [(row[6], row[4], row[7], row[12]) for row in table.rows] == [
        ("O-0001", Decimal(12000), Decimal(9000), Decimal(4000)),
        ("O-0002", None, Decimal(3000), Decimal(3500)),
        ("O-0002", Decimal(500), Decimal(500), None),
    ]
    assert (table.sums[4], table.sums[7], table.sums[12]) == (Decimal(12500), Decimal(12500), Decimal(7500))
    assert table.note is None


def test_no_decision_is_lost_because_another_one_on_its_charge_was_ordered(case: Case) -> None:
    (decided,) = case.report.decisions
    second = replace(decided.decision, id="D-0002", finding="F-0000000002", rule="plan")
    report = replace(case.report, decisions=(decided, replace(decided, decision=second)))
    (table,) = made("register", [replace(case, report=report)]).tables  # type: ignore[union-attr]
    assert [(row[4], show(row[5]), row[7]) for row in table.rows] == [
        (Decimal(12000), "归还原资金渠道", Decimal(12000)),
        (Decimal(12000), "同一列支已按其他认定责令", None),
    ]
    assert table.sums[4] == Decimal(12000)
    assert "只算一次" in said(made("register", [replace(case, report=report)]))


PARTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 500), st.integers(0, 500)), min_size=1, max_size=5
)


@given(
    upheld=st.lists(st.tuples(st.integers(1, 900), st.booleans()), min_size=4, max_size=4),
    parts=st.lists(PARTS, max_size=3),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_decision_stands_in_the_register_and_every_cent_once(
    case: Case, upheld: list[tuple[int, bool]], parts: list[list[tuple[int, int, int]]]
) -> None:
    """Whatever was decided and ordered, in whatever parts."""
    (decided,), (ordered,), (settled_,) = case.report.decisions, case.report.orders, case.report.settlements
    decisions = tuple(
        replace(
            decided,
            decision=replace(
                decided.decision,
                id=f"D-{n}",
                finding=f"F-{n}",
                subject=f"S{n}",
                upheld=Decimal(amount),
                recovery=back,
            ),
        )
        for n, (amount, back) in enumerate(upheld)
    )
    orders, steps = [], []
    for n, one in enumerate(parts):
        of = {f"D-{d}": Decimal(amount) for d, amount, _ in one}
        came = min(Decimal(one[0][2]), sum(of.values(), Decimal(0)))
        order = replace(ordered.order, id=f"O-{n}", parts=tuple(of.items()))
        orders.append(replace(ordered, order=order, settled=came))
        steps.append(replace(settled_, step=replace(settled_.step, order=f"O-{n}", amount=came)))
    report = replace(case.report, decisions=decisions, orders=tuple(orders), settlements=tuple(steps))
    (table,) = made("register", [replace(case, report=report)]).tables  # type: ignore[union-attr]
    text = said(made("register", [replace(case, report=report)]))
    assert all(f"D-{n} " in text for n in range(4))
    assert total(table.rows, 4) == sum(amount for amount, _ in upheld)
    assert total(table.rows, 7) == sum(o.order.amount for o in orders)
    assert total(table.rows, 10) + total(table.rows, 12) == sum(o.order.amount for o in orders)


def test_what_waits_for_an_order_and_what_needs_none_stand_in_the_register(case: Case) -> None:
    report = replace(case.report, orders=())
    assert "拟收回，待下达决定" in said(made("register", [replace(case, report=report)]))
    loose = tuple(replace(d, decision=replace(d.decision, recovery=False)) for d in report.decisions)
    assert "管理不规范，不收回" in said(
        made("register", [replace(case, report=replace(report, decisions=loose))])
    )


def test_a_referral_is_named_and_moves_no_figure(case: Case) -> None:
    handed = Referral(
        date=DAY, id="RF-0001", finding="F-94e7132571", rule="prohibited", subject="WH2025-007-V0007a",
        to="纪检监察机关", reason="涉嫌虚报", **ACT,
    )  # fmt: skip
    referred = replace(case, referrals=(handed,))
    papers_ = [("register", [referred]), ("problems", [referred])]
    for name, of in papers_:
        assert "移送 纪检监察机关（RF-0001，2026-01-31）" in said(made(name, of))
    assert "其他处理：移送 纪检监察机关" in said(made("evidence", referred, finding="F-94e7132571"))
    assert "移送" not in said(made("evidence", case, finding="F-94e7132571"))
    before, after = (made("register", [one]).tables[0].sums for one in (case, referred))  # type: ignore[union-attr]
    assert before == after


def test_what_was_struck_off_says_when(case: Case) -> None:
    struck = Approval(date=DAY, id="A-0003", what="closure", subject="O-0001", **ACT)
    assert "2026年1月31日 A-0003" in said(made("register", [replace(case, approvals=(struck,))]))


def test_ageing(case: Case) -> None:
    """37 days past the due day: all that is outstanding stands in 31–60."""
    awards, _ = made("progress", [case]).tables  # type: ignore[union-attr]
    nil = Decimal("0.00")
    assert awards.rows[0][6:] == (Decimal(7000), nil, nil, Decimal(7000), nil, nil)


def test_a_summary_adds_up_route_by_route(case: Case, rerouted: Callable[..., Case]) -> None:
    """ordered = returned + set off + adjusted + written off + absorbed + outstanding, in every line."""
    cases = [
        case,
        rerouted(route="funder"),
        rerouted(route="funder", revocation=True, parts=(("", Decimal(480000)),)),
    ]
    _, routes, awards = made("recovery", cases).tables  # type: ignore[union-attr]
    assert [show(row[0]) for row in routes.rows] == [
        "归还原资金渠道",
        "退回拨款单位",
        "撤销收回：退回拨款单位",
    ]
    assert [row[2] for row in (*routes.rows, routes.sums)] == [
        Decimal(12000),
        Decimal(12000),
        Decimal(480000),
        Decimal(504000),
    ]
    for row in (*routes.rows, routes.sums):
        assert row[2] == sum(row[3:9])
    for row in (*awards.rows, awards.sums):
        assert row[3] == sum(row[4:10])


def test_books_at_fault_are_named_on_each_table(case: Case) -> None:
    broken = replace(case, report=replace(case.report, faults=("坏了",)))
    for name in ("problems", "register", "progress", "recovery"):
        assert "本表暂不能作为依据：WH2025-007" in said(made(name, [broken]))


def test_staff_stand_by_their_codes(case: Case) -> None:
    papers_ = [made("problems", [case]), made("register", [case]), made("notice", case, order="O-0001")]
    assert all("王小明" not in said(paper) and "A03" in said(paper) for paper in papers_)


def test_an_early_day_leaves_out_what_came_later(
    small: Audited, reported: Callable[..., AccountabilityReport], case: Case
) -> None:
    early = replace(case, report=reported(small, datetime.date(2025, 11, 30)))
    assert "已收回    0.00" in said(made("register", [early]))
