"""The same payee, amount and thing again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

PRINTER = "江城甲辰印务有限公司"


def test_the_later_payment_is_review(desk: Desk) -> None:
    """Trips it: 论文集印刷 9,600.00 in April and again in September."""
    first = desk.pay("年会论文集印刷300册", PRINTER, "9600.00", paid="2025-04-22")
    again = desk.pay("论文集印刷", PRINTER, "9600.00", paid="2025-09-30")
    (found,) = desk.findings([again, first], "duplicate")
    assert (found.subject, found.outcome, found.evidence[0].weight) == (again.id, "review", "group")
    assert first.id in found.evidence[0].text.zh


def test_two_lectures_are_two_fees(desk: Desk) -> None:
    """Near miss: 讲课费 1,500.00 to one expert for two lectures."""
    one = desk.pay("防诈骗科普讲座讲课费", "专家E03", "1500.00", paid="2025-04-02")
    two = desk.pay("器官捐献科普讲座讲课费", "专家E03", "1500.00", paid="2025-04-09")
    assert desk.findings([one, two], "duplicate") == []


def test_other_numbers_are_other_things(desk: Desk) -> None:
    one = desk.pay("会刊第1期印刷", PRINTER, "4200.00", paid="2025-04-02")
    two = desk.pay("会刊第2期印刷", PRINTER, "4200.00", paid="2025-07-02")
    assert desk.findings([one, two], "duplicate") == []


def test_one_invoice_twice(desk: Desk) -> None:
    one = desk.pay("论文集", PRINTER, "4200.00", paid="2025-04-02", invoice="2542")
    two = desk.pay("会议材料一批", PRINTER, "4200.00", paid="2025-07-02", invoice="2542")
    three = desk.pay("论文集", PRINTER, "4200.00", paid="2025-08-02", invoice="2543")
    assert [f.subject for f in desk.findings([one, two, three], "duplicate")] == [two.id]


def test_small_fees_may_be_alike(desk: Desk) -> None:
    one = desk.pay("快递费", "江城顺达速运", "18.00", paid="2025-04-02")
    two = desk.pay("快递费", "江城顺达速运", "18.00", paid="2025-04-02", id="V2a", voucher="V2")
    assert desk.findings([one, two], "duplicate") == []


def test_nearly_the_same_amount_to_a_sister_company(desk: Desk) -> None:
    one = desk.pay("会员手册印刷", PRINTER, "9600.00", paid="2025-04-02")
    near = desk.pay("会员手册印刷", "江城甲辰印务公司", "9580.00", paid="2025-07-02")
    other = desk.pay("会员手册印刷", PRINTER, "9400.00", paid="2025-08-02")
    assert [f.subject for f in desk.findings([one, near, other], "duplicate")] == [near.id]


def test_one_invoice_of_two_payees_and_one_paid_in_parts(desk: Desk) -> None:
    one = desk.pay("会场布置", PRINTER, "4200.00", paid="2025-04-02", invoice="25420001")
    two = desk.pay("论坛物料", "江城长河广告公司", "6200.00", paid="2025-07-02", invoice="25420001")
    part = [
        desk.pay(t, PRINTER, a, paid="2025-05-02", invoice="25420002")
        for t, a in (("首款", "3000.00"), ("尾款", "7000.00"))
    ]
    assert [f.subject for f in desk.findings([one, two, *part], "duplicate")] == [two.id]


def test_the_same_words_and_amount_to_another_payee(desk: Desk) -> None:
    bodies = ("江城长河广告公司", "江城晨光展览公司")
    found = [
        desk.pay("科普宣传展板设计制作安装", p, "9600.00", paid=f"2025-0{n}-02")
        for n, p in enumerate(bodies, 4)
    ]
    experts = [desk.pay("团体标准立项评审专家咨询费", f"专家E0{n}", "1500.00") for n in (1, 2)]
    fees = [desk.pay("展位费", p, "3000.00") for p in bodies]
    assert [f.subject for f in desk.findings([*found, *experts, *fees], "duplicate")] == [found[1].id]


@given(st.permutations(range(4)))
@settings(max_examples=24, deadline=None)
def test_the_order_in_which_charges_come_does_not_matter(desk: Desk, order: list[int]) -> None:
    charges = [desk.pay("论文集印刷", PRINTER, "9600.00", paid=f"2025-0{n}-01") for n in range(4, 8)]
    found = desk.findings([charges[i] for i in order], "duplicate")
    assert [f.subject for f in found] == [c.id for c in charges[1:]]
