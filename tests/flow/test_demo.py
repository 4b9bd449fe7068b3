"""The demo's books against the cases that their files were made from: figures to the cent, a verdict on each charge."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any, NamedTuple

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from earmark.ledger.awards.position import position
from earmark.plugins.judging.run import Audited, audit_award
from earmark.reports.demo import context
from earmark.reports.demo.cases import PROHIBITED, Case, read_cases

Office = Any
"""The office of conftest, which tests cannot import."""
pytestmark = pytest.mark.xdist_group("demo")

AWARDS = ("WH2025-007", "CAST2025-017")
REVOKED = "WH2025-009"
EVERY = (*AWARDS, REVOKED)
GRANTED = {"WH2025-007": "440102", "CAST2025-017": "4601"}
COSTS = ("51", "5201", "5401")
ZERO = Decimal("0.00")
HEAD = ["奖补资金", "收到", "支出", "余额", "疑点", "认定", "责令收回", "撤销收回", "已收回", "未收回"]


class Judged(NamedTuple):
    """A charge of the demo: what a careful auditor says of it, and what the audit said."""

    case: Case
    got: str


@pytest.fixture(scope="module")
def audited(demo: Office) -> dict[str, Audited]:
    return {award: audit_award(demo.books, award) for award in AWARDS}


@pytest.fixture(scope="module")
def judged(audited: dict[str, Audited]) -> dict[str, list[Judged]]:
    return {award: [judgement(case, audited[award]) for case in labelled(award)] for award in AWARDS}


def labelled(award: str) -> list[Case]:
    return [case for case in read_cases(award) if case.label]


def judgement(case: Case, of: Audited) -> Judged:
    """What the audit says of a case's charge: the strongest of its findings, `allowed` when there is none."""
    charges = {
        c.id
        for c in of.audit.charges
        if (c.narration, c.payee) == (case.narration, case.payee) and case.date in {c.date, c.paid}
        # In the budget set a fee is charged net; its tax is a charge once it is paid.
        if c.amount in {case.amount, case.amount - case.tax}
    }
    assert charges, f"{case.key} {case.narration} is no charge"
    found = [f for f in of.audit.findings if f.subject in charges]
    named = sorted(f.category for f in found if f.outcome == "violation")
    if named:
        return Judged(case, next((name for name in named if name != "unrelated"), "unrelated"))
    return Judged(case, "review" if found else "allowed")


def told(wrong: list[Judged]) -> str:
    return "\n".join(f"{one.case.key} {one.case.label} → {one.got}: {one.case.narration}" for one in wrong)


# ---------------------------------------------------------------- verdicts


@pytest.mark.parametrize("award", AWARDS)
def test_no_violation_is_missed(judged: dict[str, list[Judged]], award: str) -> None:
    wrong = [
        one for one in judged[award] if set(one.case.expected) <= set(PROHIBITED) and one.got == "allowed"
    ]
    assert not wrong, told(wrong)


@pytest.mark.parametrize("award", AWARDS)
def test_nothing_lawful_is_called_a_violation(judged: dict[str, list[Judged]], award: str) -> None:
    wrong = [
        one for one in judged[award] if one.got in PROHIBITED and not set(one.case.expected) & set(PROHIBITED)
    ]
    assert not wrong, told(wrong)


@pytest.mark.parametrize("award", AWARDS)
def test_a_violation_is_called_by_its_name(judged: dict[str, list[Judged]], award: str) -> None:
    wrong = [
        one
        for one in judged[award]
        if one.got in PROHIBITED
        and set(one.case.expected) & set(PROHIBITED)
        and one.got not in one.case.expected
    ]
    assert not wrong, told(wrong)


@pytest.mark.parametrize("award", AWARDS)
def test_at_least_seven_of_the_nine_prohibited_uses_are_found(
    judged: dict[str, list[Judged]], award: str
) -> None:
    assert len({one.got for one in judged[award] if one.got in one.case.expected} & set(PROHIBITED)) >= 7


@pytest.mark.parametrize("award", AWARDS)
def test_few_lawful_charges_need_a_second_look(judged: dict[str, list[Judged]], award: str) -> None:
    lawful = [one for one in judged[award] if one.case.expected == ("allowed",)]
    doubted = [one for one in lawful if one.got == "review"]
    assert len(doubted) <= len(lawful) * 5 / 100, told(doubted)


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize("award", AWARDS)
def test_received_and_spent_are_those_of_the_cases(audited: dict[str, Audited], award: str) -> None:
    """Spent on a line of the plan: its cases' costs, less what orders took back; in a government unit's books only what
    came back in cash, and of a fee the net until its tax is paid."""
    cases = read_cases(award)
    now = position(audited[award].award, audited[award].vouchers)
    assert now.received == sum(c.amount for c in cases if c.flow == "in" and c.account == GRANTED[award])
    spent: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for case in cases:
        if award == "WH2025-007" and case.account.startswith(COSTS) and case.flow not in {"in", "return"}:
            spent[case.plan] += case.amount
        if award == "CAST2025-017" and case.budget.startswith("3"):
            spent[case.plan] += case.amount - case.tax
    of_key = {case.key: case for case in cases}
    for act in context.acts():
        if act.award == award and act.order:
            back = act.upheld if award == "WH2025-007" else act.order.amount or ZERO
            spent[of_key[act.case].plan] -= back
    assert now.by_plan == {line: amount for line, amount in spent.items() if amount}
    assert now.spent == sum(spent.values())


def test_the_balance_is_the_last_one_on_the_statement(demo: Office, audited: dict[str, Audited]) -> None:
    """The last statement's last row, read from the file; and the books explain it to the cent."""
    path = demo.root / "files/icbc-8801-20260301-20260415.xlsx"
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    column = rows[1].index("余额")
    last = [row[column] for row in rows[2:] if row[column]][-1]
    of = audited["WH2025-007"]
    assert position(of.award, of.vouchers).bank == Decimal(str(last).replace(",", ""))


@pytest.mark.parametrize("award", AWARDS)
def test_the_reports_tie_out(demo: Office, award: str) -> None:
    report = demo.json(f"report {award}")
    assert report["tie_out"]["difference"] == "0.00"
    assert award == "WH2025-007" or report["budget_tie_out"]["difference"] == "0.00"
    for language in ("", "-en"):
        assert award in (demo.root / f"reports/{award}{language}.html").read_text("utf-8")


@pytest.mark.parametrize("award", AWARDS)
def test_each_cent_that_is_questioned_is_somewhere_once(demo: Office, award: str) -> None:
    """Law 3, by award and by what people did: 疑点 = 待认定 + 已排除 + 自行纠正 + 认定."""
    (one,) = demo.json(f"findings {award}")["awards"]
    sums = {name: Decimal(amount) for name, amount in one.items() if name not in {"award", "findings"}}
    acts = [act for act in context.acts() if act.award == award]
    assert sums["questioned"] == sums["open"] + sums["cleared"] + sums["corrected"] + sums["upheld"]
    assert sums["upheld"] == sum(act.upheld for act in acts)
    assert sums["upheld"] == sums["to_order"] + sums["ordered"] + sums["no_recovery"]
    assert sums["returned"] == sum(a.order.amount for a in acts if a.order and a.order.amount)
    assert sums["ordered"] == sums["returned"] + sums["outstanding"]
    # What cannot be told is listed apart until somebody decides on it.
    told = [f for f in one["findings"] if f["outcome"] != "unknown" or f["status"] != "open"]
    assert sums["questioned"] == sum({f["subject"]: Decimal(f["amount"]) for f in told}.values())


def test_the_table_says_what_the_books_say(shown: tuple[Office, str]) -> None:
    office, printed = shown
    lines = [line.split() for line in printed.splitlines() if line.startswith(("奖补资金", *EVERY))]
    assert lines[0] == HEAD
    for award, *amounts in lines[1:]:
        stands = defaultdict(lambda: "0.00", office.stands(award))
        stands["revoked"] = "300000.00" if award == REVOKED else "0.00"
        names = (
            "received",
            "spent",
            "bank",
            "questioned",
            "upheld",
            "ordered",
            "revoked",
            "returned",
            "outstanding",
        )
        assert [amount.replace(",", "") for amount in amounts] == [stands[name] for name in names]
    assert [line[0] for line in lines[1:]] == sorted(EVERY)


def test_the_demo_is_whole_and_all_posted(demo: Office) -> None:
    checked = demo("check").out.splitlines()
    assert [line for line in checked if not line.endswith("：完整，未见改动")] == []
    assert {*EVERY, "wuhan-2012", "cast-2013"} <= {line.partition("：")[0] for line in checked}
    for award in EVERY:
        assert demo.drafts(award) == []
    assert sorted(path.name for path in demo.root.glob("awards/*")) == sorted(EVERY)


def test_one_award_is_revoked_and_its_recipient_barred(demo: Office) -> None:
    """300,000.00 were paid; 83,000.00 came out of its account, 217,000.00 of own funds are overdue. O-0001's rest went in."""
    assert demo.stands(REVOKED) == {
        "received": "300000.00", "due_to_award": "217000.00", "owed": "217000.00", "returned_to_funder": "300000.00",
        "questioned": "12000.00", "upheld": "12000.00", "ordered": "12000.00", "returned": "88000.00",
        "absorbed": "7000.00", "outstanding": "217000.00",
    }  # fmt: skip
    life = demo.json(f"award show {REVOKED}")
    assert [(b["order"], b["from"], b["until"]) for b in life["bans"]] == [
        ("O-0002", "2026-05-12", "2029-05-11")
    ]
    assert ("revocation", "2026-05-12") in [(s["stage"], s["date"]) for s in life["stages"]]
    again = (
        "award new WH2027-001 --programme wuhan-2012 --recipient JCDE --recipient-name 江城第二学会 --funder"
        " 武汉市科学技术协会 --amount 1 --start 2027-03-01 --end 2028-02-28 --chart npo-2026 --mode dedicated"
        " --bank ICBC-1 --account 1 --plan P1=x=1 --by zhou"
    )
    assert "至 2029-05-11" in demo(again, 2).err


def test_every_finding_says_what_clears_it_and_who_has_that(demo: Office) -> None:
    """On screen, in the workbook and in the report."""
    found = demo.json("findings WH2025-007")["awards"][0]["findings"]
    assert all(f["clears"] for f in found)
    open_now = next(f for f in found if f["status"] == "open")
    assert "由谁提供：获奖（立项）单位" in demo(f"findings WH2025-007 {open_now['id']}").out
    demo("findings WH2025-007 --out 疑点.xlsx")
    sheet = openpyxl.load_workbook(demo.folder / "疑点.xlsx")["WH2025-007"]
    head, *rows = sheet.iter_rows(values_only=True)
    status, who = head.index("状态"), head.index("由谁提供")
    assert all(row[who] for row in rows if row[status] != "不再出现")
    demo("report WH2025-007 --out 报告.html")
    assert "由谁提供" in (demo.folder / "报告.html").read_text("utf-8")


def test_a_dedicated_accounts_own_bank_fees_are_no_findings(demo: Office) -> None:
    found = demo.json("audit WH2025-007 --fail-on never")["awards"][0]["findings"]
    assert not [f for f in found if any("手续费" in why for why in f["evidence"])]
