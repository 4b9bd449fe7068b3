"""Who opens what: people, policies, answers, awards; and what the facts of a new award must fit."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from earmark.ledger import opening
from earmark.ledger.acting import NotYours
from earmark.ledger.people import Person
from earmark.ledger.programme import FunderAnswer

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


# ---------------------------------------------------------------- rules


def adopt(award: Keeping, by: str, programme: str = "wuhan-2012") -> None:
    policy = opening.NewPolicy("mild", "办法", b'id = "mild"\n')
    opening.adopt_policy(award.books, programme, policy, day("2025-05-01"), by)


def answer(award: Keeping, by: str) -> None:
    said = FunderAnswer(
        date=day("2025-05-01"), id="interest", answer="award", source="函", recorded="", by=""
    )
    opening.answer_question(award.books, "wuhan-2012", said, by)


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
