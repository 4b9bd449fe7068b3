"""What a person may say of a draft: accounts that can be booked to, listed parties; and saying it again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from earmark.ledger.awards.chart import UnknownCode, load_chart
from earmark.ledger.vouchers.completing import NoSuchParty, Part, account_for, fill
from earmark.ledger.vouchers.drafts import WrongChoice

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

    from earmark.ledger.vouchers.voucher import Voucher

WAITING = """
2025-04-01 * "某单位" "会务"
  Expenses:A:5101业务活动成本:99待归类      100.00 CNY
  Assets:A:1002银行存款                    -100.00 CNY
"""
COMPLETE = WAITING.replace("99待归类", "01会议费")
UNIT_COMPLETE = """
2025-04-01 * "某单位" "货款"
  Expenses:A:5001业务活动费用:01商品和服务费用  16000.00 CNY
  Assets:A:1002银行存款                        -16000.00 CNY
  Expenses:A:7101行政支出:30215会议费           16000.00 CNY.B
  Assets:A:8001资金结存:02货币资金             -16000.00 CNY.B
"""
PARTIES = '[[party]]\ncode = "A03"\nkind = "staff"\nnames = ["职工A03"]\n'


def say(award: Keeping, *parts: Part, draft: str = "V0001") -> Voucher:
    return fill(award.books, award.award, draft, parts, award.by)


def facts(voucher: Voucher) -> list[tuple[str, str, Decimal, str | None]]:
    return [(x.letter, x.account.split(":", 2)[2], x.amount, x.plan) for x in voucher.lines]


# ---------------------------------------------------------------- accounts that cannot be booked to


@pytest.mark.parametrize(
    ("code", "below"), [("5101", "5101-会议费"), ("4401", "4401-限定性收入"), ("5301", "5301-利息收入")]
)
def test_a_bare_code_with_accounts_below_it_is_refused_and_they_are_listed(
    society: Keeping, code: str, below: str
) -> None:
    society.draft(WAITING)
    with pytest.raises(UnknownCode) as refused:
        say(society, Part(code))
    assert refused.value.fix
    assert below in refused.value.fix.zh
    assert "待归类" not in refused.value.fix.zh
    assert society.errors() == []


def test_a_bare_code_without_accounts_below_it_is_opened(society: Keeping) -> None:
    society.draft(WAITING)
    assert facts(say(society, Part("1101")))[0] == ("a", "1101短期投资", Decimal("100.00"), None)
    assert society.errors() == []


@pytest.mark.parametrize("account", ["1002", "1002-银行存款", "2209-待归类", "5101-待归类"])
def test_the_bank_and_a_waiting_account_are_no_counter_accounts(society: Keeping, account: str) -> None:
    society.draft(WAITING)
    with pytest.raises((WrongChoice, UnknownCode)):
        say(society, Part(account))
    assert society.vouchers[0].waiting


def test_the_budget_sets_money_is_no_counter_account(unit: Keeping) -> None:
    unit.draft(UNIT_COMPLETE)
    with pytest.raises(WrongChoice, match="8001"):
        say(unit, Part(None, "8001-货币资金"))


# ---------------------------------------------------------------- parties


def test_a_party_is_on_the_list(society: Keeping) -> None:
    society.draft(WAITING)
    with pytest.raises(NoSuchParty, match="A03"):
        say(society, Part("5101-会议费", party="A03"))
    (society.books.root / "parties").mkdir(exist_ok=True)
    (society.books.root / "parties/JCSF.toml").write_text(PARTIES, encoding="utf-8")
    with pytest.raises(NoSuchParty) as refused:
        say(society, Part("5101-会议费", party="ZZ"))
    assert refused.value.fix
    assert "A03" in refused.value.fix.zh
    assert say(society, Part("5101-会议费", party="A03")).lines[0].party == "A03"


# ---------------------------------------------------------------- saying it again


def test_a_completed_draft_gets_another_account_and_keeps_what_is_not_said(society: Keeping) -> None:
    society.draft(WAITING)
    say(society, Part("5101-会议费", plan="P1"))
    assert facts(say(society, Part("5101-培训费"))) == [
        ("a", "5101业务活动成本:04培训费", Decimal("100.00"), "P1"),
        ("b", "1002银行存款", Decimal("-100.00"), None),
    ]


def test_a_draft_without_plan_gets_its_plan_line_alone(society: Keeping) -> None:
    society.draft(COMPLETE)
    assert facts(say(society, Part(None, plan="P1")))[0] == (
        "a", "5101业务活动成本:01会议费", Decimal("100.00"), "P1",
    )  # fmt: skip


def test_a_units_plan_line_stands_in_the_budget_set_when_said_again(unit: Keeping) -> None:
    unit.draft(UNIT_COMPLETE)
    done = say(unit, Part(None, "7101-30226劳务费", "P2"))
    assert [(account, plan) for _, account, _, plan in facts(done)] == [
        ("5001业务活动费用:01商品和服务费用", None), ("1002银行存款", None),
        ("7101行政支出:30226劳务费", "P2"), ("8001资金结存:02货币资金", None),
    ]  # fmt: skip


def test_what_waits_needs_an_account(society: Keeping) -> None:
    society.draft(WAITING)
    with pytest.raises(WrongChoice, match="--account"):
        say(society, Part(None, plan="P1"))


def test_a_draft_with_two_counter_lines_is_not_changed(society: Keeping) -> None:
    society.draft(WAITING)
    say(
        society,
        Part("5101-会议费", amount=Decimal("60.00")),
        Part("5101-培训费", amount=Decimal("40.00")),
    )
    with pytest.raises(WrongChoice, match="不止一行"):
        say(society, Part(None, plan="P1"))


def test_nothing_said_is_refused(society: Keeping) -> None:
    society.draft(COMPLETE)
    with pytest.raises(WrongChoice, match="--plan"):
        say(society, Part(None))


def test_what_has_no_line_to_go_to_is_refused(society: Keeping) -> None:
    society.draft(COMPLETE)
    with pytest.raises(WrongChoice, match="没有待归类"):
        say(society, Part("5101-培训费", amount=Decimal("100.00")))


@pytest.mark.parametrize(
    ("wanted", "account"),
    [
        ("会议费", "Expenses:WH2025-007:5101业务活动成本:01会议费"),  # the one account of that name
        ("业务活动成本-会议费", "Expenses:WH2025-007:5101业务活动成本:01会议费"),
        ("业务活动成本-场租", "Expenses:WH2025-007:5101业务活动成本:02场租"),
        ("管理费用", "Expenses:WH2025-007:5201管理费用"),
    ],
)
def test_an_account_may_be_called_by_its_name_alone(wanted: str, account: str) -> None:
    """The officer types what the voucher says; the code is asked for only where two accounts have the name."""
    existing = {"Expenses:WH2025-007:5101业务活动成本:01会议费"}
    assert account_for("WH2025-007", load_chart("npo-2004"), wanted, existing) == (account, "CNY")


@pytest.mark.parametrize("wanted", ["会议", "会议费"])
def test_a_name_that_none_or_two_accounts_have_is_asked_for(wanted: str) -> None:
    existing = {
        "Expenses:WH2025-007:5101业务活动成本:01会议费",
        "Expenses:WH2025-007:5201管理费用:03会议费",
    }
    with pytest.raises(UnknownCode, match=f"没有科目“{wanted}”"):
        account_for("WH2025-007", load_chart("npo-2004"), wanted, existing)
