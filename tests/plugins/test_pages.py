"""A page and a test file per rule: the examples say what the rule says, the generated part is what would be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from earmark.plugins.judging import engine

from .conftest import Desk
from .examples import FOLDER, Example, examples_of, found_by
from .pages import whole

PAGES = sorted(path.stem for path in FOLDER.glob("*.md"))
EXAMPLES = [example for rule in PAGES for example in examples_of(rule)]
HEADS = (
    "## 为什么",
    "## 怎样判断",
    "## 例子 · Examples",
    "## 怎样消除",
    "## Why",
    "## How it decides",
    "## What clears it",
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.rule}-{e.kind}")
def test_an_example_says_what_the_rule_says(example: Example, desk: Desk) -> None:
    assert found_by(example, desk.award) == example.expected
    assert bool(example.expected) == (example.kind == "trips")


@pytest.mark.parametrize("rule", PAGES)
def test_a_page_has_all_its_parts(rule: str) -> None:
    text = (FOLDER / f"{rule}.md").read_text(encoding="utf-8")
    assert [head for head in HEADS if f"\n{head}\n" not in text] == []
    assert {example.kind for example in examples_of(rule)} == {"trips", "near-miss"}


@pytest.mark.parametrize("rule", [rule for rule in PAGES if rule in engine.ABOUTS])
def test_the_generated_part_is_what_would_be_written(rule: str) -> None:
    """Run `make pages` when a policy or a rule's ABOUT has changed."""
    page = (FOLDER / f"{rule}.md").read_text(encoding="utf-8")
    assert page == whole(rule, page)


def test_every_rule_has_a_page() -> None:
    """How it is written: tests/plugins/examples.py; then `make pages`."""
    assert sorted(set(engine.ABOUTS) - set(PAGES)) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_belongs_to_a_rule_with_a_test_file(page: str) -> None:
    assert page in {*engine.ABOUTS, "segregation"}
    assert (Path(__file__).parent / f"test_{page}.py").exists()
