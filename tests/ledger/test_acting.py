"""What each side may do (law 6), and what an act may say: within the finding, the decision, the order."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from earmark.ledger.awards.chart import load_chart
from earmark.ledger.banks.undoing import undo
from earmark.ledger.books.books import NoSuchPerson
from earmark.ledger.books.desk import Desk, desk
from earmark.ledger.findings import deciding
from earmark.ledger.findings.acts import Decision
from earmark.ledger.findings.deciding import WrongDecision
from earmark.ledger.persons.sides import NotYours
from earmark.ledger.recovery import mirroring, ordering, settling, writing_off
from earmark.ledger.recovery.after_order import WriteOff
from earmark.ledger.recovery.claims import Order, Settlement, orders, settlements
from earmark.ledger.recovery.mirror import CannotMirror
from earmark.ledger.recovery.mirroring import AlreadyMirrored
from earmark.ledger.recovery.ordering import WrongOrder, to_order
from earmark.ledger.recovery.settling import WrongReturn
from earmark.ledger.vouchers.completing import Part, fill
from earmark.ledger.vouchers.drafts import NoSuchDraft
from earmark.ledger.vouchers.posting import post, reverse

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat
PAID = """
2025-10-20 * "江城环宇电器商行" "会务用品"
  Expenses:A:5101业务活动成本:01会议费               16000.00 CNY
  Assets:A:1002银行存款                             -16000.00 CNY
"""


@pytest.fixture
def award(society: Keeping) -> Keeping:
    """An award with one charge of 16,000.00, posted."""
    society.enter(PAID)
    return society


def decision(award: Keeping, **facts: Any) -> Decision:  # noqa: ANN401 (any fact of a decision)
    charge = award.charge("会务用品")
    upheld = Decision(
        date=day("2025-11-20"), id="", finding="F-1", rule="prohibited", subject=charge.id, outcome="part_upheld",
        questioned=charge.amount, upheld=Decimal("12000.00"), reason="空调", basis="五(三)", recovery=True,
        recorded="", by="",
    )  # fmt: skip
    return replace(upheld, **facts)


def order_of(*parts: tuple[str, str], route: str = "restore") -> Order:
    return Order(
        id="", award="WH2025-007", date=day("2025-11-25"), recipient="江城示例学会", route=route,
        due=day("2025-12-25"), basis="五(二)", parts=tuple((d, Decimal(a)) for d, a in parts),
    )  # fmt: skip


def step_of(order: str, amount: str, way: str = "returned") -> Settlement:
    return Settlement(
        id="", award="WH2025-007", order=order, date=day("2025-12-10"), recipient="江城示例学会", way=way,
        amount=Decimal(amount), route="restore",
    )  # fmt: skip


def decide(award: Keeping, by: str = "wang", **facts: Any) -> Decision:  # noqa: ANN401
    with desk(award.books, by) as at:
        return deciding.decide(at, award.award, decision(award, **facts))


def order(award: Keeping, *parts: tuple[str, str], by: str = "zhou") -> Order:
    with desk(award.books, by) as at:
        return ordering.order(at, order_of(*parts))


def settle(award: Keeping, order: str, amount: str, way: str = "returned", by: str = "zhou") -> Settlement:
    with desk(award.books, by) as at:
        return settling.settle(at, step_of(order, amount, way))


def write_off(award: Keeping, order: str, amount: str) -> Settlement:
    """One person asks, another approves."""
    asked = WriteOff(
        date=day("2025-12-10"), id="", order=order, amount=Decimal(amount), reason="单位已注销", document="纪要",
        recorded="", by="",
    )  # fmt: skip
    with desk(award.books, "zhou") as at:
        asked = writing_off.ask_write_off(at, award.award, asked)
    with desk(award.books, "wang") as at:
        return writing_off.approve_write_off(at, award.award, asked.id, asked.date)[1]


def left(award: Keeping, decision: str) -> Decimal:
    with desk(award.books, "zhou") as at:
        return to_order(at, award.award, decision)


# ---------------------------------------------------------------- law 6: whose act it is

ACTS: dict[str, Callable[[Keeping, str], object]] = {
    "decide": decide,
    "order": lambda award, by: order(award, ("D-0001", "100.00"), by=by),
    "return": lambda award, by: settle(award, "O-0001", "100.00", by=by),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("by", ["chen", "liu"])
def test_a_recipient_decides_orders_and_recognises_nothing(award: Keeping, act: str, by: str) -> None:
    with pytest.raises(NotYours, match="属于获奖单位"):
        ACTS[act](award, by)


@pytest.mark.parametrize("act", ACTS)
def test_another_funder_decides_orders_and_recognises_nothing(award: Keeping, act: str) -> None:
    with pytest.raises(NotYours, match="WH2025-007 由 武汉市科学技术协会 拨款"):
        ACTS[act](award, "gao")


@pytest.mark.parametrize("by", ["zhou", "wang"])
def test_funder_and_auditor_decide_order_and_recognise(award: Keeping, by: str) -> None:
    for act in ACTS.values():
        act(award, by)
    assert [d.by for d in award.books.records(Decision, "awards/WH2025-007/acts.beancount")] == [by]
    entries = award.books.entries("claims/WH2025-007.beancount")
    assert [o.by for o in orders(entries)] + [s.by for s in settlements(entries)] == [by, by]


def at_desk(work: Callable[[Desk], object]) -> Callable[[Keeping, str], object]:
    def sitting(award: Keeping, by: str) -> object:
        with desk(award.books, by) as at:
            return work(at)

    return sitting


KEEPING: dict[str, Callable[[Keeping, str], object]] = {
    "post": at_desk(lambda at: post(at, "WH2025-007")),
    "reverse": at_desk(lambda at: reverse(at, "WH2025-007", "WH2025-007-V0001", day("2025-12-01"), "错")),
    "undo": at_desk(lambda at: undo(at, "WH2025-007", "I-1")),
    "complete": lambda award, by: fill(
        award.books, award.award, "WH2025-007-V0001", [Part("5101-会议费")], by
    ),
    "mirror": lambda award, by: mirroring.mirror_order(award.books, award.award, "O-0001", by),
    "pay back": lambda award, by: mirroring.mirror_return(
        award.books, award.award, "O-0001", Decimal(1), day("2025-12-01"), by
    ),
}


@pytest.mark.parametrize("verb", KEEPING)
@pytest.mark.parametrize("by", ["zhou", "wang", "liu"])
def test_nobody_but_the_recipient_writes_vouchers(award: Keeping, verb: str, by: str) -> None:
    with pytest.raises(NotYours, match="不由其记账" if by == "liu" else "无权做这件事"):
        KEEPING[verb](award, by)


@pytest.mark.parametrize("verb", [*ACTS, *KEEPING])
def test_a_stranger_does_nothing(award: Keeping, verb: str) -> None:
    with pytest.raises(NoSuchPerson, match="人员名单里没有 sun"):
        (ACTS | KEEPING)[verb](award, "sun")


# ---------------------------------------------------------------- a decision fits its finding

WRONG = [
    ({"upheld": Decimal("16000.01"), "outcome": "upheld"}, "超出疑点金额"),
    ({"upheld": Decimal("-1.00")}, "超出疑点金额"),
    ({"outcome": "guilty"}, "认定结果应为"),
    ({"outcome": "upheld"}, "不符"),
    ({"outcome": "cleared"}, "不符"),
    ({"upheld": Decimal(0)}, "不符"),
    ({"upheld": Decimal("16000.00")}, "不符"),
    ({"outcome": "cleared", "upheld": Decimal(0), "recovery": True}, "不符"),
    ({"outcome": "upheld", "questioned": Decimal(0), "upheld": Decimal(0)}, "没有金额可以收回"),
    ({"reason": " "}, "理由"),
    ({"outcome": "withdrawn", "withdraws": "D-0009"}, "没有可撤回的认定 D-0009"),
    ({"outcome": "withdrawn"}, "没有可撤回的认定"),
]


@pytest.mark.parametrize(("facts", "message"), WRONG)
def test_a_decision_that_does_not_fit_is_not_stored(
    award: Keeping, facts: dict[str, Any], message: str
) -> None:
    with pytest.raises(WrongDecision, match=message):
        decide(award, **facts)
    assert award.books.records(Decision, "awards/WH2025-007/acts.beancount") == []


def test_a_finding_is_decided_once_until_the_decision_is_withdrawn(award: Keeping) -> None:
    first = decide(award)
    with pytest.raises(WrongDecision, match="疑点 F-1 已有认定"):
        decide(award)
    decide(award, outcome="withdrawn", withdraws=first.id, upheld=Decimal(0), recovery=False)
    second = decide(award, upheld=Decimal("16000.00"), outcome="upheld")
    assert (first.id, second.id) == ("D-0001", "D-0003")
    assert left(award, second.id) == Decimal("16000.00")
    with pytest.raises(WrongOrder, match="没有要求收回的认定 D-0001"):
        left(award, first.id)


def test_only_a_withdrawal_withdraws_and_only_once(award: Keeping) -> None:
    first = decide(award)
    with pytest.raises(WrongDecision, match="没有可撤回的认定"):
        decide(award, finding="F-2", withdraws=first.id)
    decide(award, outcome="withdrawn", withdraws=first.id)
    with pytest.raises(WrongDecision, match="没有可撤回的认定"):
        decide(award, outcome="withdrawn", withdraws=first.id)
    with pytest.raises(WrongDecision, match="没有可撤回的认定"):
        decide(award, outcome="withdrawn", withdraws="D-0002")


def test_a_decision_with_an_order_on_it_is_not_withdrawn(award: Keeping) -> None:
    first = decide(award)
    order(award, (first.id, "5000.00"))
    with pytest.raises(WrongDecision, match="已下达收回决定"):
        decide(award, outcome="withdrawn", withdraws=first.id)


def test_a_decision_that_carries_an_order_on_another_is_not_withdrawn(award: Keeping) -> None:
    """Two rules each uphold half, a third the whole: 8,000 + 8,000 are ordered within the 16,000 of the third."""
    half, other, whole = (
        decide(award, finding="F-1", upheld=Decimal("8000.00")),
        decide(award, finding="F-2", upheld=Decimal("8000.00")),
        decide(award, finding="F-3", upheld=Decimal("16000.00"), outcome="upheld"),
    )
    order(award, (half.id, "8000.00"), (other.id, "8000.00"))
    with pytest.raises(WrongDecision, match="已下达收回决定"):
        decide(award, outcome="withdrawn", finding="F-3", withdraws=whole.id)


# ---------------------------------------------------------------- no act before what it rests on


def test_a_decision_before_the_charge_is_refused(award: Keeping) -> None:
    with pytest.raises(WrongDecision, match=r"2025-10-19 早于 WH2025-007-V0001（2025-10-20）"):
        decide(award, date=day("2025-10-19"))
    decide(award, date=day("2025-10-20"))


def test_an_order_before_its_decision_or_due_before_its_day_is_refused(award: Keeping) -> None:
    part = (decide(award, date=day("2025-11-26")).id, "12000.00")
    with pytest.raises(WrongOrder, match=r"2025-11-25 早于 D-0001（2025-11-26）"):
        order(award, part)
    for due, said in (("2025-11-25", "限期 2025-11-25 早于决定日 2025-11-26"), ("2025-11-26", "")):
        wanted = replace(order_of(part), date=day("2025-11-26"), due=day(due))
        with (
            desk(award.books, "zhou") as at,
            pytest.raises(WrongOrder, match=said) if said else nullcontext(),
        ):
            ordering.order(at, wanted)


@pytest.mark.parametrize("basis", ["", "  ", "\u202e\n"])
def test_an_order_without_a_basis_is_refused(award: Keeping, basis: str) -> None:
    """It would be left out, and the claims book could not be read any more."""
    decide(award)
    with desk(award.books, "zhou") as at, pytest.raises(WrongOrder, match="决定要写明依据"):
        ordering.order(at, replace(order_of(("D-0001", "100.00")), basis=basis))
    assert orders(award.books.entries("claims/WH2025-007.beancount")) == []


def test_money_that_came_before_its_order_is_refused(award: Keeping) -> None:
    issued = award.ordered("会务用品", "12000.00", day("2025-11-25"))
    early, said = day("2025-11-24"), r"2025-11-24 早于 O-0001（2025-11-25）"
    with pytest.raises(WrongReturn, match=said):
        award.mirror(issued, early)
    award.mirror(issued)
    with pytest.raises(WrongReturn, match=said):
        award.settle(issued, "12000.00", early)
    with pytest.raises(WrongReturn, match=said):
        award.pay_back(issued, "12000.00", early)


# ---------------------------------------------------------------- an order stays within its decisions


def test_an_order_above_what_was_upheld_is_refused(award: Keeping) -> None:
    upheld = decide(award)
    for amount in ("12000.01", "0.00", "-1.00"):
        with pytest.raises(WrongOrder, match=r"只剩 12000\.00 元"):
            order(award, (upheld.id, amount))
    order(award, (upheld.id, "7000.00"))
    with pytest.raises(WrongOrder, match=r"只剩 5000\.00 元"):
        order(award, (upheld.id, "5000.01"))
    order(award, (upheld.id, "5000.00"))
    assert left(award, upheld.id) == 0


def test_an_order_needs_a_decision_that_asks_for_recovery(award: Keeping) -> None:
    irregular = decide(award, recovery=False)
    cleared = decide(award, finding="F-2", outcome="cleared", upheld=Decimal(0), recovery=False)
    for id_ in (irregular.id, cleared.id, "D-0099"):
        with pytest.raises(WrongOrder, match=f"没有要求收回的认定 {id_}"):
            order(award, (id_, "1.00"))
    with pytest.raises(WrongOrder, match="没有写明认定"):
        order(award)


def test_two_rules_on_one_charge_are_ordered_once(award: Keeping) -> None:
    first, second = decide(award), decide(award, finding="F-2", rule="plan")
    with pytest.raises(WrongOrder, match=f"{second.id} 只剩 0.00 元"):
        order(award, (first.id, "12000.00"), (second.id, "12000.00"))
    with pytest.raises(WrongOrder, match="写了两次"):
        order(award, (first.id, "6000.00"), (first.id, "6000.00"))
    order(award, (first.id, "12000.00"))
    assert left(award, second.id) == 0
    with pytest.raises(WrongOrder, match=r"只剩 0\.00 元"):
        order(award, (second.id, "0.01"))


def test_a_smaller_decision_does_not_order_what_a_larger_one_upheld(award: Keeping) -> None:
    decide(award)
    small = decide(award, finding="F-2", upheld=Decimal("5000.00"))
    assert left(award, small.id) == Decimal("5000.00")
    with pytest.raises(WrongOrder, match=r"只剩 5000\.00 元"):
        order(award, (small.id, "12000.00"))


# ---------------------------------------------------------------- a return stays within its order


def test_a_return_above_what_is_outstanding_is_refused(award: Keeping) -> None:
    issued = order(award, (decide(award).id, "12000.00"))
    settle(award, issued.id, "5000.00")
    write_off(award, issued.id, "1000.00")
    for amount, said in (("6000.01", r"只剩 6000\.00 元"), ("0.00", "大于零"), ("-1.00", "大于零")):
        with pytest.raises(WrongReturn, match=said):
            settle(award, issued.id, amount)
    settle(award, issued.id, "6000.00")
    with pytest.raises(WrongReturn, match=r"只剩 0\.00 元"):
        settle(award, issued.id, "0.01")


def test_a_return_on_an_unknown_order_is_refused(award: Keeping) -> None:
    with pytest.raises(WrongReturn, match="没有收回决定 O-0009"):
        settle(award, "O-0009", "1.00")


@pytest.mark.parametrize(
    ("route", "way"), [("offset", "returned"), ("adjust", "returned"), ("restore", "forgiven")]
)
def test_what_does_not_settle_an_order_is_refused(award: Keeping, route: str, way: str) -> None:
    """Nothing is paid back on an order that is set off against later payments or put right by a book entry."""
    issued = award.ordered("会务用品", "12000.00", day("2025-11-25"), route)
    with pytest.raises(WrongReturn, match="不是"):
        award.settle(issued, "12000.00", day("2025-12-10"), way)


def test_the_claims_book_says_what_became_of_each_order(award: Keeping) -> None:
    issued = order(award, (decide(award).id, "12000.00"))
    for way, amount in (
        ("returned", "5000.00"),
        ("set_off", "3000.00"),
        ("adjusted", "2000.00"),
    ):
        settle(award, issued.id, amount, way)
    write_off(award, issued.id, "500.00")
    claims = """
    2026-01-01 balance Assets:Claims-WH2025-007:C1应收回未收回               1500.00 ~ 0 CNY
    2026-01-01 balance Equity:Claims-WH2025-007:C0已责令收回               -12000.00 ~ 0 CNY
    2026-01-01 balance Equity:Claims-WH2025-007:C2已收回:01归还原资金渠道    5000.00 ~ 0 CNY
    2026-01-01 balance Equity:Claims-WH2025-007:C3抵减后续拨款               3000.00 ~ 0 CNY
    2026-01-01 balance Equity:Claims-WH2025-007:C4调账等非资金整改           2000.00 ~ 0 CNY
    2026-01-01 balance Equity:Claims-WH2025-007:C5核销                        500.00 ~ 0 CNY
    """
    award.proves(claims)
    (kept,) = orders(award.books.entries("claims/WH2025-007.beancount"))
    assert replace(kept, recorded="", by="") == replace(issued, recorded="", by="")


# ---------------------------------------------------------------- the recipient's own books of an order


def mirrored(award: Keeping, route: str = "restore") -> Order:
    issued = award.ordered("会务用品", "12000.00", day("2025-11-25"), route)
    award.mirror(issued)
    return issued


def test_an_order_is_booked_once(award: Keeping) -> None:
    issued = mirrored(award)
    with pytest.raises(AlreadyMirrored, match="O-0001 已挂账"):
        award.mirror(issued)


def test_a_booking_taken_back_by_a_red_letter_can_be_made_anew(award: Keeping) -> None:
    issued = award.ordered("会务用品", "12000.00", day("2025-11-25"))
    (wrong,) = award.mirror(issued, owed_by="payee")
    award.reverse(wrong.id, day("2025-11-28"))
    with pytest.raises(WrongReturn, match="还没有挂账"):
        award.pay_back(issued, "12000.00", day("2025-12-10"))
    award.mirror(issued, day("2025-11-29"))
    award.pay_back(issued, "12000.00", day("2025-12-10"))
    assert award.position.due_to_award == 0


def test_money_is_not_booked_back_before_the_order_is(award: Keeping) -> None:
    issued = award.ordered("会务用品", "12000.00", day("2025-11-25"))
    with pytest.raises(WrongReturn, match="还没有挂账"):
        award.pay_back(issued, "12000.00", day("2025-12-10"))
    with pytest.raises(WrongReturn, match="没有收回决定"):
        mirroring.mirror_order(award.books, award.award, "O-0009", "chen")


def test_what_goes_back_to_the_award_is_not_paid_by_it(award: Keeping) -> None:
    issued = mirrored(award)
    with pytest.raises(WrongReturn, match="不能由本项目账户付出"):
        award.pay_back(issued, "12000.00", day("2025-12-10"), from_award=True)


@pytest.mark.parametrize(("route", "from_award"), [("restore", False), ("funder", False), ("funder", True)])
def test_no_more_is_booked_back_than_was_ordered(award: Keeping, route: str, *, from_award: bool) -> None:
    issued = mirrored(award, route)
    award.pay_back(issued, "5000.00", day("2025-12-10"), from_award=from_award)
    for amount in ("7000.01", "0.00", "-1.00"):
        with pytest.raises(WrongReturn, match=r"只剩 7000\.00 元"):
            award.pay_back(issued, amount, day("2025-12-11"), from_award=from_award)
    award.pay_back(issued, "7000.00", day("2025-12-11"), from_award=from_award)


INVESTED = """
2025-04-10 * "江城证券" "购买理财产品"
  Assets:A:1101短期投资                              60000.00 CNY
  Assets:A:1002银行存款                             -60000.00 CNY
"""
REDEEMED = """
2025-07-10 * "江城证券" "赎回理财产品"
  Assets:A:1002银行存款                              60000.00 CNY
  Assets:A:1101短期投资                             -60000.00 CNY
"""


@pytest.mark.parametrize("redeemed", [True, False])
def test_an_investment_that_came_back_is_not_owed_again(award: Keeping, *, redeemed: bool) -> None:
    award.enter(INVESTED + REDEEMED * redeemed)
    issued = award.ordered("购买理财产品", "60000.00", day("2025-11-25"))
    if redeemed:
        with pytest.raises(CannotMirror, match=r"1101短期投资 只剩 0\.00 元.*不能再挂账"):
            award.mirror(issued)
    else:
        award.mirror(issued)
        award.proves("2026-01-01 balance Assets:A:1101短期投资  0.00 CNY")


CAME = """
2025-12-10 * "江城示例学会" "归还"
  Assets:A:1002银行存款                              12000.00 CNY
    bank-row: "ICBC-8801:7"
  {pending}                                         -12000.00 CNY
"""


@pytest.mark.parametrize(("when", "joined"), [("2025-12-10", True), ("2025-12-11", False)])
def test_money_whose_bank_row_waits_is_booked_once(award: Keeping, when: str, *, joined: bool) -> None:
    issued = mirrored(award)
    pending = load_chart(award.register.grant.chart).role("pending_in", "A")
    (waits,) = award.draft(CAME.format(pending=pending))
    made = mirroring.mirror_return(award.books, award.award, issued.id, Decimal(12000), day(when), "chen")
    assert (made.id == waits.id) is joined
    assert made.order == issued.id
    if joined:
        assert [line.bank_row for line in made.lines] == ["ICBC-8801:7", None]
        award.post(made.id)
        assert award.position.due_to_award == 0
        award.proves("2026-01-01 balance Assets:A:1002银行存款  -4000.00 CNY")


def test_an_unknown_draft_and_an_unknown_import(award: Keeping) -> None:
    with pytest.raises(NoSuchDraft):
        KEEPING["undo"](award, "chen")
    with pytest.raises(NoSuchDraft):
        KEEPING["complete"](award, "chen")
