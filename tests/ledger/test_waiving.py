"""Waivers and bans: who asks is not who grants, and a ban bars a recipient whatever it calls itself."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from earmark.ledger.awards.banning import Barred, bans_on, barred
from earmark.ledger.awards.programme import Ban
from earmark.ledger.awards.register import Milestone
from earmark.ledger.base.record import to_custom
from earmark.ledger.books.desk import desk
from earmark.ledger.findings.acts import Waiver, WaiverRequest
from earmark.ledger.findings.waived import waived
from earmark.ledger.findings.waiving import (
    WrongWaiver,
    ask_programme_waiver,
    ask_waiver,
    grant_programme_waiver,
    grant_waiver,
)
from earmark.ledger.persons.sides import NotYours
from earmark.ledger.proof.checking import check_award, check_programme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat
P = "wuhan-2012"


def asked(**facts: Any) -> WaiverRequest:  # noqa: ANN401 (facts of many types)
    known: dict[str, Any] = {
        "finding": "", "rule": "ban", "subject": "JCSF", "reason": "承担市级应急任务", "until": day("2026-12-31"),
        "date": day("2026-01-10"), "id": "", "recorded": "", "by": "",
    }  # fmt: skip
    return WaiverRequest(**known | facts)


def ban(award: Keeping, **facts: Any) -> Ban:  # noqa: ANN401
    """JCSF is barred for three years."""
    known: dict[str, Any] = {
        "date": day("2025-11-10"), "id": "WH2025-009", "recipient": "JCSF", "recipient_name": "江城示例学会",
        "until": day("2028-11-10"), "order": "O-0002", "funder": "武汉市科学技术协会", "clause": "五(二)",
        "by": "zhou",
    }  # fmt: skip
    with desk(award.books, "zhou") as at:
        made = Ban(recorded=at.recorded, **known | facts)
        at.append(f"programmes/{P}.beancount", [to_custom(made)])
        at.log(f"programmes/{P}.log", [("ban", made.id, to_custom(made))])
    return made


# ---------------------------------------------------------------- waivers of a finding


@pytest.mark.parametrize(("asker", "file"), [("chen", "answers"), ("zhou", "acts")])
def test_either_side_asks_in_its_own_file(society: Keeping, asker: str, file: str) -> None:
    with desk(society.books, asker) as at:
        ask_waiver(at, society.award, asked(rule="period", subject="WH2025-007-V0001a"))
    (kept,) = society.books.records(WaiverRequest, f"awards/{society.award}/{file}.beancount")
    assert (kept.id, kept.by) == ("X-0001", asker)
    assert check_award(society.books, society.award) == []


def test_another_person_grants_it_and_the_award_shows_it(society: Keeping) -> None:
    with desk(society.books, "chen") as at:
        ask_waiver(at, society.award, asked(rule="period", subject="WH2025-007-V0001a"))
    with desk(society.books, "wang") as at:
        grant_waiver(at, society.award, "X-0001", day("2026-01-12"))
    (kept,) = society.books.records(Waiver, f"awards/{society.award}/acts.beancount")
    assert (kept.asked_by, kept.by, kept.until) == ("chen", "wang", day("2026-12-31"))
    assert check_award(society.books, society.award) == []


def test_who_asks_does_not_grant(society: Keeping) -> None:
    with desk(society.books, "zhou") as at:
        ask_waiver(at, society.award, asked())
    with pytest.raises(WrongWaiver, match="由 zhou 申请"), desk(society.books, "zhou") as at:
        grant_waiver(at, society.award, "X-0001", day("2026-01-12"))


@pytest.mark.parametrize("by", ["chen", "liu", "gao"])
def test_only_the_awards_funder_or_an_auditor_grants(society: Keeping, by: str) -> None:
    with desk(society.books, "zhou") as at:
        ask_waiver(at, society.award, asked())
    with pytest.raises(NotYours), desk(society.books, by) as at:
        grant_waiver(at, society.award, "X-0001", day("2026-01-12"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": " "}, "要写明理由"),
        ({"until": day("2026-01-09")}, "截止日早于申请日"),
        ({}, "已经申请过"),
    ],
)
def test_what_is_not_asked_soundly_is_refused(society: Keeping, wrong: dict[str, Any], said: str) -> None:
    with desk(society.books, "zhou") as at:
        ask_waiver(at, society.award, asked())
    with pytest.raises(WrongWaiver, match=said), desk(society.books, "zhou") as at:
        ask_waiver(at, society.award, asked(**wrong))


@pytest.mark.parametrize(
    ("id_", "on", "said"),
    [("X-0009", "2026-01-12", "没有豁免申请"), ("X-0001", "2027-01-01", "不在申请的期间内")],
)
def test_what_was_not_asked_for_is_not_granted(society: Keeping, id_: str, on: str, said: str) -> None:
    with desk(society.books, "zhou") as at:
        ask_waiver(at, society.award, asked())
    with pytest.raises(WrongWaiver, match=said), desk(society.books, "wang") as at:
        grant_waiver(at, society.award, id_, day(on))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"by": "zhou"}, "由申请人自己批准"),
        ({"until": day("2030-01-01")}, "与申请不符"),
        ({"id": "X-0002"}, "与申请不符"),
    ],
)
def test_check_names_a_waiver_that_nobody_could_have_granted(
    society: Keeping, facts: dict[str, Any], said: str
) -> None:
    """Written by somebody who keeps the log in step."""
    with desk(society.books, "zhou") as at:
        ask_waiver(at, society.award, asked())
    with desk(society.books, "wang") as at:
        known: dict[str, Any] = {
            "date": day("2026-01-12"), "id": "X-0001", "rule": "ban", "subject": "JCSF", "reason": "", "asked_by": "zhou",
            "until": day("2026-12-31"), "recorded": at.recorded, "by": "wang",
        }  # fmt: skip
        at.by = facts.get("by", "wang")
        made = Waiver(**known | facts)
        at.append(f"awards/{society.award}/acts.beancount", [to_custom(made)])
        at.log(f"awards/{society.award}/log", [("waiver", made.id, to_custom(made))])
    assert [f.message.zh for f in check_award(society.books, society.award) if said in f.message.zh]


def test_a_waiver_holds_from_its_grant_to_its_last_day() -> None:
    one = Waiver(
        date=day("2026-01-12"), id="X-0001", rule="ban", subject="JCSF", reason="", asked_by="zhou",
        until=day("2026-12-31"), recorded="", by="wang",
    )  # fmt: skip
    assert waived([one], "ban", "JCSF", day("2026-01-12")) is one
    assert waived([one], "ban", "JCSF", day("2026-12-31")) is one
    for rule, subject, on in (
        ("ban", "JCSF", "2026-01-11"),
        ("ban", "JCSF", "2027-01-01"),
        ("repeat", "JCSF", "2026-06-01"),
        ("ban", "JCKX", "2026-06-01"),
    ):
        assert waived([one], rule, subject, day(on)) is None


# ---------------------------------------------------------------- bans


def test_a_banned_recipient_gets_no_award_and_is_told_why(
    society: Keeping, start: Callable[..., Keeping]
) -> None:
    ban(society)
    with pytest.raises(Barred) as refused:
        start("WH2026-001", start=day("2026-03-01"), end=day("2027-02-28"))
    said = refused.value.message.zh
    for words in ("江城示例学会", "2028-11-10", "WH2025-009", "O-0002", "五(二)"):
        assert words in said


@pytest.mark.parametrize(
    "facts",
    [
        {"recipient": "JCSF2", "recipient_name": "江城 示例学会"},
        {"recipient": "JCSF", "recipient_name": "江城新名学会"},
        {"programme": "cast-2013"},
    ],
    ids=["another code", "another name", "another programme of the funder"],
)
def test_neither_code_nor_name_nor_programme_gets_around_a_ban(
    society: Keeping, start: Callable[..., Keeping], facts: dict[str, str]
) -> None:
    ban(society)
    with pytest.raises(Barred):
        start("WH2026-001", start=day("2026-03-01"), end=day("2027-02-28"), **facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"start": day("2028-11-11"), "end": day("2029-11-10")},
        {"recipient": "JCXX", "recipient_name": "江城别的学会"},
        {"funder": "中国科学技术协会", "programme": "cast-2013"},
    ],
    ids=["the day after", "another society", "another funder"],
)
def test_what_a_ban_does_not_reach_is_registered(
    society: Keeping, start: Callable[..., Keeping], facts: dict[str, Any]
) -> None:
    ban(society)
    start("WH2026-001", **{"start": day("2026-03-01"), "end": day("2029-02-28")} | facts)


def test_applied_for_inside_the_ban_it_is_barred_though_it_begins_after(society: Keeping) -> None:
    grant = replace(society.register.grant, start=day("2029-01-01"))
    applied = Milestone(date=day("2028-10-01"), id="1", stage="application", recorded="", by="")
    (found,) = bans_on(grant, [(P, ban(society))])
    assert barred(grant, [applied], [found], []) == found
    assert barred(grant, [], [found], []) is None


def test_a_waiver_of_the_programme_lets_it_through(society: Keeping, start: Callable[..., Keeping]) -> None:
    ban(society)
    with desk(society.books, "zhou") as at:
        ask_programme_waiver(at, P, asked())
    with desk(society.books, "wang") as at:
        grant_programme_waiver(at, P, "X-0001", day("2026-01-12"))
    made = start("WH2026-001", start=day("2026-03-01"), end=day("2027-02-28"))
    assert [b.id for b in made.register.bans] == ["WH2025-009"]
    assert [w.id for w in made.register.waivers] == ["X-0001"]
    assert check_programme(society.books, P) == []


@pytest.mark.parametrize("by", ["chen", "gao"])
def test_a_programmes_waivers_are_its_funders(society: Keeping, by: str) -> None:
    with pytest.raises(NotYours), desk(society.books, by) as at:
        ask_programme_waiver(at, P, asked())
