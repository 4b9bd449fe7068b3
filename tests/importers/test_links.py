from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from earmark.importers.proposing.links import linked
from earmark.ledger.awards.award import Award
from earmark.ledger.vouchers.voucher import Line, Voucher, lettered

ADVANCE, BANK, TRAVEL = (
    "Assets:A:1122其他应收款:01备用金",
    "Assets:A:1002银行存款",
    "Expenses:A:5101业务活动成本:03差旅费",
)
MEETING = "Expenses:A:5101业务活动成本:01会议费"


def voucher(
    award: Award, id_: str, day: str, payee: str, *lines: tuple[str, str], import_id: str | None = "I-1"
) -> Voucher:
    """``lines``: account (A for the award's id), amount; budget accounts are those of class 6 to 8."""
    return lettered(
        Voucher(
            id=id_,
            date=datetime.date.fromisoformat(day),
            payee=payee,
            narration="",
            lines=tuple(
                Line(
                    letter="",
                    account=account.replace(":A:", f":{award.id}:"),
                    amount=Decimal(amount),
                    currency="CNY.B" if account.split(":")[2][:1] in "678" else "CNY",
                )
                for account, amount in lines
            ),
            import_id=import_id,
        )
    )


def test_a_cost_settles_the_advance_of_the_same_person(society: Award) -> None:
    """
    2025-09-01 职工A04  1122备用金 5000  1002 -5000                   V1
    2025-09-20 职工A04  5101差旅费 4380  1002 620  1122备用金 -5000   settles V1a
    """
    advance = voucher(society, "V1", "2025-09-01", "职工A04", (ADVANCE, "5000.00"), (BANK, "-5000.00"))
    other = voucher(society, "V2", "2025-09-02", "职工A05", (ADVANCE, "5000.00"), (BANK, "-5000.00"))
    settled = voucher(
        society, "V3", "2025-09-20", "职工A04", (TRAVEL, "4380.00"), (BANK, "620.00"), (ADVANCE, "-5000.00")
    )
    found = linked([settled, advance, other], society)
    assert [v.id for v in found] == ["V1", "V2", "V3"]
    assert [line.settles for line in found[2].lines] == ["V1a", None, None]


def test_where_two_advances_fit_nobody_guesses(society: Award) -> None:
    twice = [
        voucher(society, f"V{n}", "2025-09-01", "职工A04", (ADVANCE, "5000.00"), (BANK, "-5000.00"))
        for n in (1, 2)
    ]
    settled = voucher(society, "V3", "2025-09-20", "职工A04", (TRAVEL, "5000.00"), (ADVANCE, "-5000.00"))
    assert linked([*twice, settled], society)[2].lines[0].settles is None


def test_a_settled_advance_is_not_settled_again(society: Award) -> None:
    advance = voucher(society, "V1", "2025-09-01", "职工A04", (ADVANCE, "5000.00"), (BANK, "-5000.00"))
    part = [
        voucher(society, f"V{n}", f"2025-09-2{n}", "职工A04", (TRAVEL, amount), (ADVANCE, "-" + amount))
        for n, amount in ((2, "3000.00"), (3, "2000.00"), (4, "1000.00"))
    ]
    assert [v.lines[0].settles for v in linked([advance, *part], society)[1:]] == ["V1a", "V1a", None]


def test_a_refund_takes_the_deposit_back(society: Award) -> None:
    deposit = voucher(society, "V1", "2025-04-07", "江城云汀", (MEETING, "5000.00"), (BANK, "-5000.00"))
    rent = voucher(society, "V2", "2025-04-16", "江城云汀", (MEETING, "21000.00"), (BANK, "-21000.00"))
    refund = voucher(society, "V3", "2025-04-22", "江城云汀", (MEETING, "-5000.00"), (BANK, "5000.00"))
    assert linked([deposit, rent, refund], society)[2].lines[0].reduces == "V1a"


CASH, FEE = "Assets:A:8001资金结存:02货币资金", "Expenses:A:7101行政支出:30226劳务费"
COST, TAX = "Expenses:A:5001业务活动费用:02商品和服务费用", "Liabilities:A:2102其他应交税费:01代扣个人所得税"


def expert(award: Award, id_: str, day: str, net: str, tax: str) -> Voucher:
    gross = str(Decimal(net) + Decimal(tax))
    lines = ((COST, gross), (BANK, "-" + net), (TAX, "-" + tax), (FEE, net), (CASH, "-" + net))
    return voucher(award, id_, day, f"专家{id_}", *lines)


def tax_paid(award: Award, amount: str) -> Voucher:
    lines = ((TAX, amount), (BANK, "-" + amount), (FEE, amount), (CASH, "-" + amount))
    return voucher(award, "V9", "2025-07-10", "国家税务总局", *lines)


def test_tax_paid_next_month_completes_the_fees_that_it_was_withheld_from(unit: Award) -> None:
    """Net 1760 and 1360 in June, tax 240 and 140 in July: one budget line of 380 becomes two, each completing its fee."""
    fees = [
        expert(unit, "V1", "2025-06-20", "1760.00", "240.00"),
        expert(unit, "V2", "2025-06-20", "1360.00", "140.00"),
    ]
    found = linked([*fees, tax_paid(unit, "380.00")], unit)[2]
    assert [(x.amount, x.completes) for x in found.lines if x.account.endswith("30226劳务费")] == [
        (Decimal("240.00"), "V1d"),
        (Decimal("140.00"), "V2d"),
    ]
    assert len({line.letter for line in found.lines}) == 5


def test_tax_that_adds_up_to_no_month_stays_a_charge_of_its_own(unit: Award) -> None:
    fees = [expert(unit, "V1", "2025-06-20", "1760.00", "240.00")]
    found = linked([*fees, tax_paid(unit, "380.00")], unit)[1]
    assert [line.completes for line in found.lines] == [None] * 4


def test_linking_again_changes_nothing_and_a_later_file_may_bring_the_earlier_fee(unit: Award) -> None:
    fees = [
        expert(unit, "V1", "2025-06-20", "1760.00", "240.00"),
        expert(unit, "V2", "2025-06-20", "1360.00", "140.00"),
    ]
    paid = tax_paid(unit, "380.00")
    alone = linked([paid], unit)
    whole = linked([*alone, *fees], unit)
    assert linked(whole, unit) == whole
    assert [line.completes for line in whole[2].lines if line.completes] == ["V1d", "V2d"]


@pytest.mark.parametrize("posted", ["2025-09-记-0001", None])
def test_what_is_posted_or_was_not_imported_is_not_touched(society: Award, posted: str | None) -> None:
    advance = voucher(society, "V1", "2025-09-01", "职工A04", (ADVANCE, "5000.00"), (BANK, "-5000.00"))
    settled = voucher(
        society, "V3", "2025-09-20", "职工A04", (TRAVEL, "5000.00"), (ADVANCE, "-5000.00"), import_id=None
    )
    settled = replace(settled, number=posted)
    assert linked([advance, settled], society)[1] == settled
