"""Who opens what: people, policies, answers, awards; and what the facts of a new award must fit."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from earmark.ledger.awards import adopting, amending, opening
from earmark.ledger.awards.opening import NewAward, WrongAward
from earmark.ledger.awards.programme import FunderAnswer
from earmark.ledger.awards.register import PlanLine
from earmark.ledger.awards.starting import Before, start_award
from earmark.ledger.persons.people import Person, WrongPerson
from earmark.ledger.persons.sides import NotYours
from earmark.ledger.proof.checking import check_award

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat


def someone(side: str, of: str) -> Person:
    return Person(date=day("2025-01-01"), id="sun", name="孙", side=side, of=of, role="x", recorded="", by="")


# ---------------------------------------------------------------- people


@pytest.mark.parametrize(
    ("side", "of"), [("auditor", "江城审计"), ("funder", "武汉市科学技术协会"), ("recipient", "JCKX")]
)
def test_a_recipient_registers_people_of_its_own_only(society: Keeping, side: str, of: str) -> None:
    with pytest.raises(NotYours, match="chen 只能登记本单位"):
        opening.add_person(society.books, someone(side, of), "chen")
    assert "sun" not in society.books.people()
    opening.add_person(society.books, someone("recipient", "JCSF"), "chen")
    assert "sun" in society.books.people()


def test_a_funder_registers_the_auditor(society: Keeping) -> None:
    opening.add_person(society.books, someone("auditor", "江城审计"), "zhou")
    assert society.books.person("sun").side == "auditor"


@pytest.mark.parametrize("id_", ['sun"', "sun wu", "", "sun\nformat = 2", "孙", "sun:x", "../sun"])
def test_a_persons_id_is_a_word(society: Keeping, tmp_path: Path, id_: str) -> None:
    """It stands in the settings, the log, a signature: refused here, whoever calls."""
    wrong = replace(someone("auditor", "江城审计"), id=id_)
    with pytest.raises(WrongPerson, match="只能有英文字母和数字"):
        opening.add_person(society.books, wrong, "zhou")
    with pytest.raises(WrongPerson, match="只能有英文字母和数字"):
        opening.init(tmp_path / "new", [wrong])
    assert not (tmp_path / "new").exists()


def test_a_person_is_on_one_of_three_sides(society: Keeping) -> None:
    with pytest.raises(WrongPerson, match="side 应为 recipient, funder, auditor"):
        opening.add_person(society.books, someone("referee", "江城审计"), "zhou")


# ---------------------------------------------------------------- rules


def adopt(award: Keeping, by: str, programme: str = "wuhan-2012") -> None:
    policy = opening.NewPolicy("mild", "办法", b'id = "mild"\n')
    adopting.adopt_policy(award.books, programme, policy, day("2025-05-01"), by)


def answer(award: Keeping, by: str) -> None:
    said = FunderAnswer(
        date=day("2025-05-01"), id="interest", answer="award", source="函", recorded="", by=""
    )
    adopting.answer_question(award.books, "wuhan-2012", said, by)


@pytest.mark.parametrize("rule", [adopt, answer])
@pytest.mark.parametrize(
    ("by", "said"), [("chen", "无权做这件事"), ("gao", "专项 wuhan-2012 属于 武汉市科学技术协会")]
)
def test_only_the_programmes_funder_or_the_auditor_rules(
    society: Keeping, rule: Callable[[Keeping, str], None], by: str, said: str
) -> None:
    with pytest.raises(NotYours, match=said):
        rule(society, by)
    for other in ("zhou", "wang"):
        rule(society, other)


def test_any_funder_begins_a_programme_without_awards(society: Keeping) -> None:
    adopt(society, "gao", "neu-2026")


# ---------------------------------------------------------------- awards


def begin(
    award: Keeping,
    by: str = "chen",
    account: str = "6223",
    received: str | None = None,
    **facts: Any,  # noqa: ANN401 (any fact of a grant)
) -> None:
    """A second award of the society, with a bank account of its own."""
    grant = replace(award.register.grant, **{"id": "WH2025-008", "bank": "CMB-1"} | facts)
    before = Before(Decimal(received)) if received else Before()
    start_award(award.books, NewAward(grant=grant), account=account, before=before, by=by, policy=None)


@pytest.mark.parametrize("by", ["chen", "zhou"])
def test_recipient_and_funder_register_an_award(society: Keeping, by: str) -> None:
    begin(society, by)
    assert "WH2025-008" in society.books.award_ids()


@pytest.mark.parametrize("by", ["liu", "gao", "wang"])
def test_nobody_else_registers_an_award(society: Keeping, by: str) -> None:
    with pytest.raises(NotYours, match="WH2025-008 由 JCSF 或 武汉市科学技术协会 登记"):
        begin(society, by)
    assert "WH2025-008" not in society.books.award_ids()


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("账号 6222 已登记为", {"account": "6222"}),
    ("CCB-3301 已登记的账号是 6222", {"bank": "CCB-3301", "mode": "pooled"}),
    ("WH2025-007 已用专用账户 ICBC-8801", {"bank": "ICBC-8801", "account": "6222", "mode": "pooled"}),
    ("应全部是数字", {"account": "6222-x"}),
    ("没有上级项目 WH1999-001", {"parent": "WH1999-001"}),
    ("没有上级项目 WH2025-008", {"parent": "WH2025-008"}),
    (
        "转拨合计 500,000.01 元，超过其金额 500,000.00 元",
        {"parent": "WH2025-007", "amount": Decimal("500000.01")},
    ),
    ("WH2025-007 的计划里没有 P9", {"parent": "WH2025-007", "parent_plan": "P9"}),
    (
        "超过其计划用途 P4 的 100,000.00 元",
        {"parent": "WH2025-007", "parent_plan": "P4", "amount": Decimal(100001)},
    ),
    ("没有写明", {"parent_plan": "P4"}),
    ("早于上级项目 WH2025-007 的开始", {"parent": "WH2025-007", "start": day("2025-02-28")}),
    ("不在项目期内", {"opening": day("2025-02-28"), "received": "1"}),
    ("在今天之后", {"opening": day("2999-01-01"), "end": day("2999-12-31"), "received": "1"}),
    ("超过奖补金额", {"opening": day("2025-06-01"), "received": "500000.01"}),
]


@pytest.mark.parametrize(("said", "facts"), WRONG)
def test_facts_that_do_not_fit_the_books_are_refused(
    society: Keeping, said: str, facts: dict[str, Any]
) -> None:
    with pytest.raises(WrongAward, match=said):
        begin(society, **facts)
    assert "WH2025-008" not in society.books.award_ids()


# ---------------------------------------------------------------- amendments


def test_an_amended_plan_holds_from_its_day_and_within_the_award(society: Keeping) -> None:
    def line(amount: str) -> PlanLine:
        facts = {"document": "函", "recorded": "", "by": ""}
        return PlanLine(date=day("2025-09-01"), id="P1", name="学术", amount=Decimal(amount), **facts)

    with pytest.raises(WrongAward, match="超过奖补金额"):
        amending.amend(society.books, society.award, [line("200000.01")], "chen")
    with pytest.raises(NotYours):
        amending.amend(society.books, society.award, [line("1")], "liu")
    amending.amend(society.books, society.award, [line("200000.00")], "zhou")
    plan = society.register
    assert plan.plan_on(day("2025-08-31"))["P1"].amount == Decimal(100000)
    assert plan.plan_on(day("2025-09-01"))["P1"].amount == Decimal(200000)
    assert check_award(society.books, society.award) == []


def test_a_folder_where_an_init_was_cut_off_can_be_used(tmp_path: Path) -> None:
    """Only the store's own folder is left of it."""
    (tmp_path / "books/.earmark").mkdir(parents=True)
    chen = Person(
        date=datetime.date(2025, 3, 1),
        id="chen",
        name="陈",
        side="recipient",
        of="JCSF",
        role="finance",
        recorded="",
        by="",
    )
    assert "chen" in opening.init(tmp_path / "books", [chen]).people()
