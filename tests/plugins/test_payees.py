"""One payee in several recipients' awards: patterns that no award shows alone; review at most."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.awards.award import Parties, Party
from earmark.plugins.judging.programme import named

from .conftest import day
from .together import amounts, award, findings

if TYPE_CHECKING:
    from earmark.ledger.vouchers.charge import Charge
    from earmark.plugins.judging.programme import Member

    from .conftest import Desk

EXPERT, COMPANY = "专家赵一", "江城甲辰文化有限公司"


def fee(desk: Desk, paid: str = "2025-06-18", words: str = "标准评审费", amount: str = "2000.00") -> Charge:
    return desk.pay(words, EXPERT, amount, paid=paid)


def other(desk: Desk, *charges: Charge, id_: str = "WH2025-012", recipient: str = "JCQT") -> Member:
    return award(desk, id_, *charges, recipient=recipient, recipient_name=f"江城{recipient}学会")


def test_one_person_on_one_day_for_two_recipients(desk: Desk) -> None:
    mine = award(desk, "WH2025-007", fee(desk))
    assert amounts(desk, "payees", mine, other(desk, fee(desk))) == {
        "WH2025-007": ["2000.00"],
        "WH2025-012": ["2000.00"],
    }
    assert findings(desk, "payees", mine, other(desk, fee(desk, "2025-06-19"))) == {}
    assert findings(desk, "payees", mine, other(desk, fee(desk, amount="999.99"))) == {}


def test_the_day_that_the_words_name_counts(desk: Desk) -> None:
    mine = award(desk, "WH2025-007", fee(desk, "2025-06-20", "标准评审费(2025年6月18日)"))
    assert (
        len(findings(desk, "payees", mine, other(desk, fee(desk, "2025-07-02", "论文评审费(2025-06-18)"))))
        == 2
    )
    assert (
        findings(desk, "payees", mine, other(desk, fee(desk, "2025-06-20", "论文评审费(2025-06-19)"))) == {}
    )


def test_two_awards_of_one_recipient_make_no_pattern(desk: Desk) -> None:
    assert findings(desk, "payees", award(desk, "A1", fee(desk)), award(desk, "A2", fee(desk))) == {}


def spending(desk: Desk, n: int, rest: str) -> Member:
    """3,000.00 to one company, the rest to somebody else each time."""
    elsewhere = desk.pay("场租", f"江城第{n}会议中心", rest)
    return other(
        desk, desk.pay("会务服务", COMPANY, "3000.00"), elsewhere, id_=f"WH2025-01{n}", recipient=f"R{n}"
    )


def test_a_large_share_of_three_awards(desk: Desk) -> None:
    one, two, three = (spending(desk, n, "7000.00") for n in range(3))
    assert amounts(desk, "payees", one, two, three) == {m.id: ["3000.00"] for m in (one, two, three)}
    assert findings(desk, "payees", one, two) == {}
    assert findings(desk, "payees", one, two, spending(desk, 9, "7000.01")) == {}


def test_a_payee_that_another_recipient_lists(desk: Desk) -> None:
    mine = award(desk, "WH2025-007", desk.pay("调研服务", COMPANY, "20000.00"))
    party = Party("R01", "related-party", (COMPANY,), start=day("2025-06-01"))
    theirs = other(desk)
    theirs = replace(theirs, award=replace(theirs.award, parties=Parties("JCQT", (party,))))
    (found,) = findings(desk, "payees", mine, theirs)["WH2025-007"]
    assert found.outcome == "review"
    assert "关联" not in str([e.text for e in found.evidence]), (
        "what the list says is not this recipient's to read"
    )
    assert "WH2025-012 获奖单位的名单" in named(found).evidence[0].text.zh
    earlier = award(desk, "WH2025-007", desk.pay("调研服务", COMPANY, "20000.00", paid="2025-05-31"))
    assert findings(desk, "payees", earlier, theirs) == {}
    assert (
        findings(desk, "payees", award(desk, "WH2025-007", desk.pay("调研服务", COMPANY, "999.00")), theirs)
        == {}
    )


def test_a_policy_sets_share_and_awards(desk: Desk) -> None:
    rules = tuple(
        replace(r, settings={"share": "60", "awards": "2"}) if r.id == "payees" else r
        for r in desk.policy.rules
    )
    strict = replace(desk, policy=replace(desk.policy, rules=rules))
    big, small = desk.pay("会务服务", COMPANY, "6000.00"), desk.pay("场租", amount="4000.00")
    pair = [other(desk, big, small, id_=f"WH2025-01{n}", recipient=f"R{n}") for n in range(2)]
    assert len(findings(strict, "payees", *pair)) == 2
    assert findings(desk, "payees", *pair) == {}
