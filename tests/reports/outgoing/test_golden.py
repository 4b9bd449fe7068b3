"""What stands on each paper of the small award, word by word: golden/<paper>.<lang>.txt, as the terminal shows it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from earmark.ledger.base.text import Lang
from earmark.reports.outgoing.as_text import as_text
from earmark.reports.outgoing.case import Case
from earmark.reports.outgoing.papers import AWARDS, PAPERS, made
from earmark.reports.outgoing.value import Letter, Sheet

GOLDEN = Path(__file__).parent / "golden"
OF: dict[str, dict[str, Any]] = {
    "evidence": {"finding": "F-94e7132571"},
    "notice": {"order": "O-0001"},
    "reminder": {"order": "O-0001", "until": datetime.date(2026, 2, 15)},
}


def paper_of(case: Case, name: str) -> Sheet | Letter:
    return made(name, [case] if PAPERS[name].of == AWARDS else case, **OF.get(name, {}))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_what_its_golden_text_says(case: Case, name: str, lang: Lang) -> None:
    golden = GOLDEN / f"{name}.{lang}.txt"
    assert as_text(paper_of(case, name), lang) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "given"),
    [("notice", {"finding": "F-94e7132571"}), ("evidence", {"finding": "F-94e7132571"}), ("problems", {})],
)
def test_before_a_decision_it_is_proposed(
    undecided_case: Case, name: str, given: dict[str, str], lang: Lang
) -> None:
    golden = GOLDEN / f"{name}-proposed.{lang}.txt"
    paper = made(name, [undecided_case] if not given else undecided_case, **given)
    assert as_text(paper, lang) == golden.read_text(encoding="utf-8")
