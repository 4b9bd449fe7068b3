from __future__ import annotations

import re
from pathlib import Path

import pytest

READMES = ["README.md", "README.zh-CN.md"]
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HIDDEN = re.compile(r"<!--.*?-->", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def test_both_languages_give_the_same_commands(root: Path) -> None:
    english, chinese = (CODE.findall((root / name).read_text("utf-8")) for name in READMES)
    assert english
    assert english == chinese


def test_both_languages_link_to_the_same_places(root: Path) -> None:
    english, chinese = (
        set(LINK.findall((root / name).read_text("utf-8"))) - set(READMES) for name in READMES
    )
    assert english == chinese


@pytest.mark.parametrize("page", [*READMES, "CHANGELOG.md", "docs/decisions.md", "docs/dependencies.md"])
def test_what_a_page_links_to_exists(root: Path, page: str) -> None:
    shown = HIDDEN.sub("", (root / page).read_text("utf-8"))
    missing = [link for link in LINK.findall(shown) if not (root / page).parent.joinpath(link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", READMES)
def test_a_picture_is_hidden_only_until_it_exists(root: Path, page: str) -> None:
    hidden = "".join(HIDDEN.findall((root / page).read_text("utf-8")))
    assert [link for link in LINK.findall(hidden) if (root / link).exists()] == []
