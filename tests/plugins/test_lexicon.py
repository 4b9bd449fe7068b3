"""The word lists hold together: known categories, known questions, unique ids, one form."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from earmark.ledger.awards.award import PARTY_KINDS
from earmark.plugins.judging.finding import CATEGORIES
from earmark.plugins.language.lexicon import FOLDER, Kind, kinds, payee_classes, phrases
from earmark.plugins.language.words import normal
from earmark.plugins.policy import load_policy, shipped

LISTS = sorted(FOLDER.glob("*.toml"))


def test_every_use_has_a_file() -> None:
    assert {kind.category for kind in kinds()} == set(CATEGORIES)


@pytest.mark.parametrize("kind", kinds(), ids=lambda k: f"{k.category}-{k.id}")
def test_a_kind_is_complete(kind: Kind) -> None:
    assert kind.name.zh
    assert kind.name.en
    assert kind.clears.zh
    assert kind.clears.en
    assert kind.outcome in {"violation", "review"}
    assert kind.payee <= {*payee_classes(), *PARTY_KINDS}
    assert kind.spared <= set(payee_classes())
    assert kind.replaces <= set(CATEGORIES)


@pytest.mark.parametrize("kind", [k for k in kinds() if k.question], ids=lambda k: k.id)
def test_a_question_is_asked_by_every_shipped_policy_that_judges_the_kind(kind: Kind) -> None:
    for policy in map(load_policy, shipped().values()):
        rule = policy.rule("prohibited")
        assert rule is not None
        if rule.judges(kind.category) and rule.takes(kind.category, kind.id):
            assert kind.question in policy.questions


@pytest.mark.parametrize("path", LISTS, ids=lambda p: p.stem)
def test_words_are_written_in_the_form_they_are_compared_in(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = data.get("kinds") or data.get("trades") or [data]
    lists = [words for row in rows for words in row.values() if isinstance(words, list)]
    for word in (word for words in lists for word in words):
        strange = [c for c in word if not c.isascii() and normal(c) != c]
        assert not strange, word
        assert word == word.lower(), word


def test_ids_are_unique_within_a_use() -> None:
    ids = [(kind.category, kind.id) for kind in kinds()]
    assert len(ids) == len(set(ids))


def test_the_lists_of_a_narration_are_there() -> None:
    assert {"markers", "bare", "verbs", "closing", "lawful", "project", "reimbursed", "vague"} <= set(
        phrases()
    )
