"""原则上可重复获支持1次: a third award is review, and a violation once the funder has said that it needs a waiver."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from earmark.ledger.findings.acts import Waiver

from .conftest import Desk, day
from .together import award, findings

if TYPE_CHECKING:
    from earmark.plugins.judging.programme import Member


def three(desk: Desk, **facts: str) -> list[Member]:
    years = [("CAST2025-017", 2025), ("CAST2026-003", 2026), ("CAST2027-004", 2027)]
    return [
        award(desk, id_, start=day(f"{year}-04-01"), end=day(f"{year + 1}-03-31"), **facts)
        for id_, year in years
    ]


def told(desk: Desk, *members: Member) -> dict[str, str]:
    found = findings(desk.under("cast-2013"), "repeat", *members)
    return {id_: ones[0].outcome for id_, ones in found.items()}


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("", "review"), ("waiver", "violation"), ("须豁免", "violation"), ("allowed", ""), ("允许", "")],
)
def test_a_third_award_by_what_the_funder_answered(desk: Desk, answer: str, outcome: str) -> None:
    at = desk.with_award(settings={"repeat-exception": answer} if answer else {})
    assert told(at, *three(at)) == ({"CAST2027-004": outcome} if outcome else {})


def test_the_order_in_which_awards_are_read_changes_nothing(desk: Desk) -> None:
    assert told(desk, *reversed(three(desk))) == {"CAST2027-004": "review"}


def test_another_code_of_the_same_society_does_not_hide_it(desk: Desk) -> None:
    one, two, last = three(desk)
    renamed = replace(last.award, grant=replace(last.award.grant, recipient="JCSF2"))
    assert told(desk, one, two, replace(last, award=renamed)) == {"CAST2027-004": "review"}
    other = replace(renamed, grant=replace(renamed.grant, recipient_name="江城另一学会"))
    assert told(desk, one, two, replace(last, award=other)) == {}


def test_two_awards_and_sub_grants_are_no_finding(desk: Desk) -> None:
    one, two, three_ = three(desk)
    assert told(desk, one, two) == {}
    child = replace(three_.award, grant=replace(three_.award.grant, parent="CAST2026-003"))
    assert told(desk, one, two, replace(three_, award=child)) == {}


@pytest.mark.parametrize(
    ("granted", "until", "let_through"),
    [
        ("2026-11-01", "2027-12-31", True),
        ("2027-04-01", "2027-04-01", True),
        ("2027-04-02", "2027-12-31", False),
        ("2026-01-01", "2026-12-31", False),
    ],
)
def test_a_waiver_counts_on_the_day_of_the_award(
    desk: Desk, granted: str, until: str, *, let_through: bool
) -> None:
    one, two, last = three(desk)
    waiver = Waiver(
        date=day(granted), id="X-0001", rule="repeat", subject="JCSF", reason="—", asked_by="zhou",
        until=day(until), recorded="", by="li",
    )  # fmt: skip
    last = replace(last, award=replace(last.award, milestones=(), waivers=(waiver,)))
    assert told(desk, one, two, last) == ({} if let_through else {"CAST2027-004": "review"})


def test_earlier_awards_of_the_same_recipient_are_named_to_everybody(desk: Desk) -> None:
    (found,) = findings(desk.under("cast-2013"), "repeat", *three(desk))["CAST2027-004"]
    assert "CAST2025-017、CAST2026-003" in found.evidence[0].text.zh
    assert found.evidence[0].named is None
