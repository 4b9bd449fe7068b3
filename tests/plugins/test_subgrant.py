"""以拨代支: what was passed on, against what the sub-grants spent of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from .together import amounts, award, findings

if TYPE_CHECKING:
    from earmark.ledger.vouchers.charge import Charge
    from earmark.plugins.judging.programme import Member

    from .conftest import Desk

SOCIETY = "江城某某学会"


def passed(desk: Desk, amount: str, words: str = "按任务书转拨学会提能经费", **facts: Any) -> Charge:  # noqa: ANN401
    return desk.pay(words, SOCIETY, amount, **facts)


def child(desk: Desk, *charges: Charge, **facts: str) -> Member:
    given = {"parent": "WH2025-007", "recipient": "JCMM", "recipient_name": SOCIETY, **facts}
    return award(desk, "WH2025-031", *charges, **given)


def test_without_a_sub_grant_all_of_it_is_review(desk: Desk) -> None:
    mine = award(desk, "WH2025-007", passed(desk, "50000.00"))
    (found,) = findings(desk, "subgrant", mine)["WH2025-007"]
    assert (found.outcome, str(found.amount)) == ("review", "50000.00")


@pytest.mark.parametrize(
    ("spent", "left"), [("30000.00", ["20000.00"]), ("49999.99", ["0.01"]), ("50000.00", [])]
)
def test_what_the_sub_grant_has_not_spent(desk: Desk, spent: str, left: list[str]) -> None:
    mine = award(desk, "WH2025-007", passed(desk, "50000.00"))
    told = amounts(desk, "subgrant", mine, child(desk, desk.pay("场租", amount=spent)))
    assert told.get("WH2025-007", []) == left


def test_the_rest_lies_on_the_last_transfers(desk: Desk) -> None:
    mine = award(desk, "WH2025-007", passed(desk, "30000.00"), passed(desk, "20000.00", paid="2025-07-01"))
    told = findings(desk, "subgrant", mine, child(desk, desk.pay("场租", amount="25000.00")))["WH2025-007"]
    assert [(str(f.date), str(f.amount)) for f in told] == [
        ("2025-07-01", "20000.00"),
        ("2025-06-18", "5000.00"),
    ]


def test_an_advance_of_the_sub_grant_is_not_spent(desk: Desk) -> None:
    mine = award(desk, "WH2025-007", passed(desk, "5000.00"))
    lent = child(desk, desk.pay("预借", amount="5000.00", kind="advance"))
    assert amounts(desk, "subgrant", mine, lent) == {"WH2025-007": ["5000.00"]}


def test_the_payee_tells_a_transfer_where_words_do_not(desk: Desk) -> None:
    plain = passed(desk, "5000.00", "学术年会协办")
    assert findings(desk, "subgrant", award(desk, "WH2025-007", plain)) == {}
    assert amounts(desk, "subgrant", award(desk, "WH2025-007", plain), child(desk)) == {
        "WH2025-007": ["5000.00"]
    }


def test_money_to_an_own_account_is_not_passed_on(desk: Desk) -> None:
    moved = desk.pay("转拨基本户", "江城示例学会", "5000.00")
    assert findings(desk, "subgrant", award(desk, "WH2025-007", moved)) == {}


def test_words_that_only_look_like_it(desk: Desk) -> None:
    freight, calls = desk.pay("江城分拨中心运费", amount="500.00"), desk.pay("外拨电话费", amount="60.00")
    assert findings(desk, "subgrant", award(desk, "WH2025-007", freight, calls)) == {}


def test_a_sub_grant_of_another_award_or_body_does_not_count(desk: Desk) -> None:
    mine, spent = award(desk, "WH2025-007", passed(desk, "5000.00")), desk.pay("场租", amount="5000.00")
    assert amounts(desk, "subgrant", mine, child(desk, spent, parent="WH2025-008"))["WH2025-007"] == [
        "5000.00"
    ]
    assert amounts(desk, "subgrant", mine, child(desk, spent, recipient_name="江城另一学会"))[
        "WH2025-007"
    ] == ["5000.00"]


def test_a_red_letter_takes_the_transfer_back(desk: Desk) -> None:
    gone = passed(desk, "5000.00")
    mine = award(desk, "WH2025-007", gone)
    back = replace(gone, id="R", voucher="R", amount=-gone.amount, reduces=mine.charges[0].id)
    assert findings(desk, "subgrant", replace(mine, charges=(*mine.charges, back))) == {}


def test_a_policy_that_forbids_it(desk: Desk) -> None:
    mine, all_of_it = award(desk, "WH2025-007", passed(desk, "5000.00")), desk.pay("场租", amount="5000.00")
    rules = tuple(
        replace(r, settings={"allowed": "no"}, severity="violation") if r.id == "subgrant" else r
        for r in desk.policy.rules
    )
    strict = replace(desk, policy=replace(desk.policy, rules=rules))
    (found,) = findings(strict, "subgrant", mine, child(desk, all_of_it))["WH2025-007"]
    assert (found.outcome, str(found.amount)) == ("violation", "5000.00")
    (unverified,) = findings(desk.under("social-organisations-2015"), "subgrant", mine)["WH2025-007"]
    assert unverified.outcome == "review"


def test_the_parent_sees_its_own_sub_grant_by_id(desk: Desk) -> None:
    mine = award(desk, "WH2025-007", passed(desk, "5000.00"))
    (found,) = findings(desk, "subgrant", mine, child(desk))["WH2025-007"]
    assert "WH2025-031" in found.evidence[0].text.zh
    assert found.evidence[0].named is None
