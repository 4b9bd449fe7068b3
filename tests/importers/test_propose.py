from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from earmark.importers.proposing.accounts import Accounts
from earmark.importers.proposing.proposal import Proposal
from earmark.importers.proposing.propose_bank import propose_bank
from earmark.importers.proposing.propose_book import propose_book
from earmark.importers.tables.rows import BankRow, BookVoucher
from earmark.ledger.awards.award import Award
from earmark.ledger.awards.chart import accounts_of, load_chart
from earmark.ledger.vouchers.voucher import imbalance

Booking = Callable[..., BookVoucher]
Make = Callable[..., BankRow]
DUE = Decimal("500000.00")


def accounts(award: Award) -> Accounts:
    return Accounts(award, accounts_of(load_chart(award.grant.chart), award.id))


def shown(proposal: Proposal, award: Award) -> list[str]:
    """The lines as a bookkeeper writes them."""
    assert imbalance(proposal.voucher) == {}
    return [f"{x.account.replace(award.id, 'A')} {x.amount} {x.currency}" for x in proposal.voucher.lines]


def from_bank(row: BankRow, award: Award, due: Decimal = DUE) -> Proposal:
    return propose_bank(row, award, accounts(award), due)


# ---------------------------------------------------------------- from a bank row


def test_the_grant(society: Award, bank_row: Make) -> None:
    found = from_bank(
        bank_row("2025-03-05", "500000.00", payee="武汉市科学技术协会", words="奖补资金"), society
    )
    assert shown(found, society) == [
        "Assets:A:1002银行存款 500000.00 CNY",
        "Income:A:4401政府补助收入:02限定性收入 -500000.00 CNY",
    ]
    assert found.complete


def test_the_grant_of_a_government_unit_stands_in_both_sets(unit: Award, bank_row: Make) -> None:
    found = from_bank(bank_row("2025-04-02", "1000.00", payee="中国科学技术协会"), unit)
    assert shown(found, unit) == [
        "Assets:A:1002银行存款 1000.00 CNY",
        "Income:A:4601非同级财政拨款收入 -1000.00 CNY",
        "Assets:A:8001资金结存:02货币资金 1000.00 CNY.B",
        "Income:A:6601非同级财政拨款预算收入:01专项资金收入 -1000.00 CNY.B",
    ]


@pytest.mark.parametrize(
    ("payee", "complete"),
    [
        ("武汉市科学技术协会（机关）", True),
        ("武汉市科学技术协会机关服务中心", False),
        ("市科学技术协会", False),
        ("", False),
    ],
)
def test_only_the_funder_itself_gives_the_grant(
    society: Award, bank_row: Make, payee: str, *, complete: bool
) -> None:
    assert from_bank(bank_row("2025-03-05", "500000.00", payee=payee), society).complete == complete


def test_more_than_is_due_waits(society: Award, bank_row: Make) -> None:
    row = bank_row("2025-03-05", "500000.00", payee="武汉市科学技术协会")
    found = from_bank(row, society, Decimal("499999.99"))
    assert not found.complete
    assert "超过未到账额度" in found.reason.zh


def test_interest_is_the_awards_when_the_funder_said_so(society: Award, bank_row: Make) -> None:
    row = bank_row("2025-03-21", "44.44", words="一季度存款利息")
    assert shown(from_bank(row, society), society)[1] == "Expenses:A:5301筹资费用:01利息收入 -44.44 CNY"
    unanswered = from_bank(row, replace(society, settings={}))
    assert not unanswered.complete
    assert "归属尚无答复" in unanswered.reason.zh


def test_interest_after_the_change_of_chart_has_its_new_account(society: Award, bank_row: Make) -> None:
    row = bank_row("2026-03-21", "41.06", words="一季度存款利息")
    assert shown(from_bank(row, society), society)[1] == "Expenses:A:5401筹资费用:01利息收入 -41.06 CNY"


@pytest.mark.parametrize(
    ("amount", "payee", "words", "reason"),
    [
        ("-2.00", "", "手续费 网银转账手续费", "银行手续费"),
        ("-700.00", "国家税务总局江城市税务局", "缴税", "对应代扣的个税"),
        ("-9000.00", "江城云汀会议中心", "会场预付款", "请定科目和计划用途"),
        ("5000.00", "江城云汀会议中心", "退还押金", "对应原列支或整改决定"),
        ("5000.00", "某某公司", "往来款", "来源"),
        ("44.44", "某某公司", "借款利息", "来源"),
    ],
)
def test_all_else_waits_and_says_what_it_looks_like(
    society: Award, bank_row: Make, amount: str, payee: str, words: str, reason: str
) -> None:
    found = from_bank(bank_row("2025-04-16", amount, payee=payee, words=words), society)
    assert found.voucher.waiting
    assert reason in found.reason.zh
    assert found.voucher.note == found.reason.zh


def test_a_corrected_row_waits_whatever_it_is(society: Award, bank_row: Make) -> None:
    row = bank_row("2025-03-05", "500000.00", payee="武汉市科学技术协会")
    found = propose_bank(row, society, accounts(society), DUE, corrected=True)
    assert found.voucher.waiting
    assert "对账单更正" in found.reason.zh


# ---------------------------------------------------------------- from a booking


def test_a_booking_on_the_awards_accounts(society: Award, booking: Booking) -> None:
    voucher = booking(
        """510105|业务活动成本-印刷出版费|4200.00||江城学刊印刷厂||P5
           1002|银行存款||4200.00|江城学刊印刷厂""",
        day="2025-03-27", number="4", words="会刊印装",
    )  # fmt: skip
    found = propose_book(voucher, society, accounts(society))
    assert shown(found, society) == [
        "Expenses:A:5101业务活动成本:05印刷出版费 4200.00 CNY",
        "Assets:A:1002银行存款 -4200.00 CNY",
    ]
    assert (found.voucher.gl, found.voucher.payee, found.voucher.narration) == (
        "记-2025-03-0004",
        "江城学刊印刷厂",
        "会刊印装",
    )
    cost, bank = found.voucher.lines
    assert (cost.plan, bank.plan, str(cost.sources[0])) == ("P5", None, "j.csv:2")


@pytest.mark.parametrize(
    ("said", "name", "plan"),
    [
        ("P3", "业务活动成本-咨询费", "P3"),
        ("科技评价与标准制定", "业务活动成本-咨询费", "P3"),
        ("P3 科技评价与标准制定", "业务活动成本-咨询费", "P3"),
        ("", "业务活动成本-学术交流-场租费", "P1"),
        ("P9", "业务活动成本-咨询费", None),
        ("", "业务活动成本-咨询费", None),
    ],
)
def test_the_plan_line_by_id_by_name_or_by_the_accounts_name(
    society: Award, booking: Booking, said: str, name: str, plan: str | None
) -> None:
    voucher = booking(f"510102|{name}|400.00||专家E27||{said}\n1002|银行存款||400.00|专家E27")
    found = propose_book(voucher, society, accounts(society))
    assert found.voucher.lines[0].plan == plan
    assert ("计划里没有“P9”" in found.reason.zh) == (said == "P9")


def test_in_government_books_the_budget_line_has_the_plan(unit: Award, booking: Booking) -> None:
    voucher = booking(
        """500102|商品和服务费用|400.00||专家E1||P3
           1002|银行存款||400.00|专家E1
           7101010201|项目支出|400.00||专家E1
           8001|资金结存||400.00|专家E1"""
    )
    found = propose_book(voucher, unit, accounts(unit))
    assert [line.plan for line in found.voucher.lines] == [None, None, "P3", None]


def test_the_party_of_an_advance(society: Award, booking: Booking) -> None:
    voucher = booking("112201|其他应收款-备用金|5000.00||职工A04\n1002|银行存款||5000.00|职工A04")
    advance, bank = propose_book(voucher, society, accounts(society)).voucher.lines
    assert (advance.party, bank.party) == ("A04", None)


def test_a_closing_is_tagged(society: Award, booking: Booking) -> None:
    voucher = booking("3101|非限定性净资产|90.00|\n510101|业务活动成本-会议费||90.00", cls="转")
    assert propose_book(replace(voucher, closing=True), society, accounts(society)).voucher.tags == {"close"}


def test_a_change_of_chart_is_tagged_and_a_payment_with_an_old_name_is_not(
    society: Award, booking: Booking
) -> None:
    moved = booking(
        "220601|应交税金-代扣个人所得税|480.00|\n220601|应交税费-代扣个人所得税||480.00", day="2026-01-01"
    )
    paid = booking("220601|应交税金-代扣个人所得税|480.00|\n1002|银行存款||480.00", day="2026-01-12")
    assert propose_book(moved, society, accounts(society)).voucher.tags == {"chart"}
    assert propose_book(paid, society, accounts(society)).voucher.tags == frozenset()


def test_what_the_row_says_more_is_kept_beside_the_line(unit: Award, booking: Booking) -> None:
    line = booking("7101010201|项目支出|400.00|\n8001|资金结存||400.00").lines
    voucher = replace(
        booking("7101010201|项目支出|400.00|"),
        lines=(replace(line[0], class_code="30226", class_name="咨询费", more="11月"), line[1]),
    )
    found = propose_book(voucher, unit, accounts(unit)).voucher
    assert found.lines[0].account.endswith(":7101行政支出:30226劳务费")
    assert found.lines[0].class_name == "咨询费"
    assert found.narration == "报销；11月"


def test_the_day_of_the_plan_line_does_not_matter_here(society: Award, booking: Booking) -> None:
    """Whether a plan line was in force on the day is the rule's question, not the import's."""
    voucher = booking("510102|咨询费|400.00||专家E27||P3\n1002|银行存款||400.00|专家E27", day="2024-12-31")
    assert propose_book(voucher, society, accounts(society)).voucher.lines[0].plan == "P3"
    assert datetime.date(2024, 12, 31) < society.plan[0].date


@pytest.mark.parametrize(
    ("lines", "account"),
    [
        ("1002|银行存款-内部往来|80.00|\n1002|银行存款||80.00", "01内部往来"),
        ("1002|银行存款-内部往来|80.00|\n100203|银行存款-工行8801||80.00", "01内部往来"),
        ("1002|银行存款|80.00|\n1002|银行存款||80.00", "01其他账户"),
    ],
)
def test_money_does_not_move_from_an_account_to_itself(
    society: Award, booking: Booking, lines: str, account: str
) -> None:
    """It went to another account, which is a use of the award's money: else nobody would ask where it is."""
    found = propose_book(booking(lines), society, accounts(society))
    assert shown(found, society) == [
        f"Assets:A:1002银行存款:{account} 80.00 CNY",
        "Assets:A:1002银行存款 -80.00 CNY",
    ]
    assert "哪个账户没有写明" in found.reason.zh
