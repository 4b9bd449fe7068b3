"""What follows an order, and what the recipient's books say of it: served, reminded of, written off, compared, recognised.

16,000.00 were paid for 会务用品 on 20 October; 12,000.00 are ordered back on 25 November, due on 25 December.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from earmark.ledger.books.desk import Desk, desk
from earmark.ledger.findings.acts import Approval
from earmark.ledger.persons.sides import NotYours
from earmark.ledger.recovery import returning, serving, striking, writing_off
from earmark.ledger.recovery.after_order import Reminder, Service, WriteOff
from earmark.ledger.recovery.claimed import faults_of_claims
from earmark.ledger.recovery.claims import Order, orders, settlements
from earmark.ledger.recovery.mirrored import compare
from earmark.ledger.recovery.overdue import by_age, claimed
from earmark.ledger.recovery.serving import WrongNotice, served_on
from earmark.ledger.recovery.settling import WrongReturn
from earmark.ledger.recovery.striking import CannotStrike
from earmark.ledger.recovery.writing_off import WrongWriteOff

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat
ORDERED = day("2025-11-25")
PAID = """
2025-10-20 * "江城环宇电器商行" "会务用品"
  Expenses:A:5101业务活动成本:01会议费               16000.00 CNY
  Assets:A:1002银行存款                             -16000.00 CNY
"""
SERVICE = Service(date=day("2025-11-28"), id="", order="O-0001", how="邮寄", recorded="", by="")
REMINDER = Reminder(
    date=day("2025-12-27"), id="", order="O-0001", how="电话", due=day("2026-01-10"), recorded="", by=""
)
WRITE_OFF = WriteOff(
    date=day("2025-12-28"),
    id="",
    order="O-0001",
    amount=Decimal("300.00"),
    reason="注销",
    document="请示",
    recorded="",
    by="",
)


@pytest.fixture
def award(society: Keeping) -> Keeping:
    society.enter(PAID)
    society.ordered("会务用品", "12000.00", ORDERED)
    return society


def order(award: Keeping) -> Order:
    return orders(award.books.entries("claims/WH2025-007.beancount"))[0]


def sit(award: Keeping, by: str, work: Callable[[Desk], object]) -> object:
    with desk(award.books, by) as at:
        return work(at)


def serve(award: Keeping, service: Service = SERVICE, by: str = "zhou") -> object:
    return sit(award, by, lambda at: serving.serve(at, award.award, service))


def remind(award: Keeping, reminder: Reminder = REMINDER, by: str = "zhou") -> object:
    return sit(award, by, lambda at: serving.remind(at, award.award, reminder))


def ask(award: Keeping, wanted: WriteOff = WRITE_OFF, by: str = "zhou") -> object:
    return sit(award, by, lambda at: writing_off.ask_write_off(at, award.award, wanted))


def approve(award: Keeping, by: str, on: str = "2025-12-29") -> object:
    return sit(award, by, lambda at: writing_off.approve_write_off(at, award.award, "W-0001", day(on)))


def strike(award: Keeping, by: str = "wang") -> object:
    return sit(award, by, lambda at: striking.strike(at, award.award, "O-0001", day("2026-01-10")))


# ---------------------------------------------------------------- served, reminded of


@pytest.mark.parametrize("act", [serve, remind, ask, strike])
@pytest.mark.parametrize(("by", "why"), [("chen", "属于获奖单位"), ("gao", "由 武汉市科学技术协会 拨款")])
def test_the_other_side_and_another_funder_do_nothing(
    award: Keeping, act: Callable[..., object], by: str, why: str
) -> None:
    with pytest.raises(NotYours, match=why):
        act(award, by=by)


def test_an_order_is_served_once_and_not_before_its_day(award: Keeping) -> None:
    with pytest.raises(WrongNotice, match="早于 O-0001"):
        serve(award, replace(SERVICE, date=day("2025-11-24")))
    with pytest.raises(WrongNotice, match="写明方式"):
        serve(award, replace(SERVICE, how=" "))
    with pytest.raises(WrongReturn, match="没有收回决定 O-0009"):
        serve(award, replace(SERVICE, order="O-0009"))
    serve(award)
    services = award.books.records(Service, "awards/WH2025-007/acts.beancount")
    assert served_on(order(award), services) == day("2025-11-28")
    with pytest.raises(WrongNotice, match="O-0001 已于 2025-11-28 送达"):
        serve(award)


def test_what_is_settled_is_not_reminded_of(award: Keeping) -> None:
    with pytest.raises(WrongNotice, match="新的期限早于催办日"):
        remind(award, replace(REMINDER, due=day("2025-12-26")))
    remind(award)
    remind(award, replace(REMINDER, date=day("2026-01-11"), due=day("2026-01-20")))
    award.settle(order(award), "12000.00", day("2026-01-12"))
    with pytest.raises(WrongNotice, match="O-0001 已全部了结"):
        remind(award, replace(REMINDER, date=day("2026-01-13"), due=day("2026-01-20")))


@pytest.mark.parametrize(
    ("on", "days", "age"),
    [
        ("2025-12-25", 0, "not_due"), ("2025-12-26", 1, "to_30"), ("2026-01-24", 30, "to_30"), ("2026-01-25", 31, "to_60"),
        ("2026-03-25", 90, "to_90"), ("2026-03-26", 91, "over_90"),
    ],
)  # fmt: skip
def test_days_count_from_the_order_s_own_day_whatever_a_reminder_says(
    award: Keeping, on: str, days: int, age: str
) -> None:
    remind(award)
    acts = "awards/WH2025-007/acts.beancount"
    entries = award.books.entries("claims/WH2025-007.beancount")
    given = award.books.records(Service, acts), award.books.records(Reminder, acts)
    (late,) = claimed(orders(entries), settlements(entries), *given, day(on))
    assert (late.days, late.age, late.outstanding, late.reminders) == (days, age, Decimal("12000.00"), 1)
    assert late.answer_by == day("2026-01-10")
    assert {name for name, amount in by_age([late]).items() if amount} == {age}


# ---------------------------------------------------------------- written off


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"amount": Decimal("12000.01")}, "只剩 12000.00 元"), ({"amount": Decimal(0)}, "只剩"), ({"reason": " "}, "理由和文件"),
        ({"document": ""}, "理由和文件"), ({"date": day("2025-11-24")}, "早于 O-0001"),
    ],
)  # fmt: skip
def test_a_write_off_that_does_not_fit_is_not_asked(
    award: Keeping, facts: dict[str, object], why: str
) -> None:
    with pytest.raises(WrongWriteOff, match=why):
        ask(award, replace(WRITE_OFF, **facts))  # type: ignore[arg-type]


def test_who_asked_does_not_approve_and_one_approval_settles_once(award: Keeping) -> None:
    with pytest.raises(WrongWriteOff, match="没有核销申请 W-0001"):
        approve(award, "wang")
    ask(award)
    with pytest.raises(NotYours, match="要由另一人批准"):
        approve(award, "zhou")
    with pytest.raises(WrongWriteOff, match="早于 W-0001"):
        approve(award, "wang", "2025-12-27")
    approve(award, "wang")
    with pytest.raises(WrongWriteOff, match="已批准"):
        approve(award, "wang")
    (step,) = settlements(award.books.entries("claims/WH2025-007.beancount"))
    (approval,) = award.books.records(Approval, "awards/WH2025-007/acts.beancount")
    assert (step.way, step.amount, step.approval) == ("written_off", Decimal("300.00"), approval.id)
    assert list(faults_of_claims(award.books, award.award)) == []


def test_nobody_writes_off_past_the_approval(award: Keeping) -> None:
    with pytest.raises(WrongReturn, match="核销没有经过批准"):
        award.settle(order(award), "300.00", day("2025-12-29"), "written_off")


# ---------------------------------------------------------------- the two sides


def causes(award: Keeping) -> dict[str, str]:
    (found,) = compare(award.books, award.register)
    return {cause: str(amount) for cause, amount in found.causes.items()}


def proposed(award: Keeping) -> list[tuple[str, str, str]]:
    found = returning.proposals(award.books, award.register)
    return [(p.id, p.state, str(p.amount)) for p in found]


def test_each_step_has_its_difference(award: Keeping) -> None:
    assert causes(award) == {"not_booked": "12000.00"}
    award.mirror(order(award))
    assert causes(award) == {}
    back = award.pay_back(order(award), "5000.00", day("2025-12-10"))
    assert causes(award) == {"not_recognised": "5000.00"}
    assert proposed(award) == [(back.id, "unshown", "5000.00")]
    award.settle(order(award), "5000.00", day("2025-12-10"))
    assert (causes(award), proposed(award)) == ({}, [])
    award.settle(order(award), "7000.00", day("2025-12-20"))
    assert causes(award) == {"not_in_books": "7000.00", "still_owed": "7000.00"}
    with pytest.raises(CannotStrike, match="收回台账已认可，获奖单位没有入账"):
        strike(award)
    award.pay_back(order(award), "7000.00", day("2025-12-20"))
    assert (causes(award), proposed(award)) == ({}, [])
    strike(award)
    with pytest.raises(CannotStrike, match="已销号"):
        strike(award)


def test_a_red_letter_takes_the_recipient_s_money_back_out(award: Keeping) -> None:
    """Booked as returned, recognised, and then reversed: the sides differ again, and the order is not struck off."""
    award.mirror(order(award))
    back = award.pay_back(order(award), "12000.00", day("2025-12-10"))
    award.settle(order(award), "12000.00", day("2025-12-10"))
    award.reverse(back.id, day("2025-12-15"))
    assert causes(award)["not_in_books"] == "12000.00"
    with pytest.raises(CannotStrike, match="两边账不一致"):
        strike(award)


def test_two_equal_payments_are_two_proposals(award: Keeping) -> None:
    """6,000 and 6,000 on one day: one is recognised, the other stays proposed."""
    award.mirror(order(award))
    first = award.pay_back(order(award), "6000.00", day("2025-12-10"))
    second = award.pay_back(order(award), "6000.00", day("2025-12-10"))
    assert {id_ for id_, _, _ in proposed(award)} == {first.id, second.id}
    award.settle(order(award), "6000.00", day("2025-12-10"))
    assert len(proposed(award)) == 1
    award.settle(order(award), "6000.00", day("2025-12-10"))
    assert proposed(award) == []


def test_a_route_without_money_has_nothing_to_mirror(society: Keeping) -> None:
    society.enter(PAID)
    issued = society.ordered("会务用品", "12000.00", ORDERED, "adjust")
    society.settle(issued, "12000.00", day("2025-12-10"), "adjusted")
    assert causes(society) == {}
    strike(society)
