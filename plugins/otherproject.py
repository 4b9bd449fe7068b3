"""Signs of another project's cost: a charge that says itself that it belongs to another project.

- the number of a project in the recipient's list (``other-project`` in parties/<recipient>.toml), anywhere in narration
  or payee → violation: a fact. Its name, in what is paid for → review: a topic may bear the name, too
- any other project number (项目 B2024-017, B2024-017课题) that is not this award's: a year before the award → violation,
  the object paid for is that project; a year of the award → review, it may be the funder's number for it
- another project in words (其他项目, 上年课题, 转列、代付 … 项目 … 费) → review
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from earmark.ledger.text import Text

from .lexicon import any_of
from .sign import Sign
from .words import normal

if TYPE_CHECKING:
    from earmark.ledger.award import Award, OtherProject, Parties
    from earmark.ledger.charge import Charge

    from .lexicon import Words

_NUMBER = re.compile(
    r"(?:项目|课题|专项)[^,;。a-z0-9]{0,2}([a-z]{1,6}((?:19|20)\d\d)-\d{2,5})(?![a-z0-9])"
    r"|(?<![a-z0-9])([a-z]{1,6}((?:19|20)\d\d)-\d{2,5})(?![a-z0-9])(?=[^,;。]{0,2}(?:项目|课题|专项))"
)
_WORDS = any_of(
    [
        "(?:兄弟|外单位|以前年度|往年|上年度?|去年|原)(?:的)?(?:项目|课题)(?:.{0,8})(?:费|款|支出|欠|尾款|成本)",
        "(?:转列|转入|调入|分摊|代付|代垫|代列|补列|承担)(?!.{0,2}本)[^,;。]{0,8}(?:项目|课题)(?:的)?[^,;。]{0,8}(?:费|款|支出|成本)",
        r"\b(?:another|other) project'?s?\b",
    ]
)
_TEXT = Text("写明是另一个项目 {other} 的支出", "names another project, {other}")
_LISTED = Text("写明是本单位另一个项目 {other} 的支出", "names another project of the recipient, {other}")
_NAMED = Text("摘要含另一个项目 {other} 的名称", "the narration bears the name of another project, {other}")
_SAID = Text("摘要说是别的项目的支出：“{word}”", "the narration says that it is another project's: “{word}”")
_CLEARS = Text(
    "证明该支出属于本项目的合同或任务书", "contract or task agreement that shows the cost to be this award's"
)


def signs(charge: Charge, award: Award) -> list[Sign]:
    """One sign when another project is named by its number, its name or in words."""
    text = f"{normal(charge.said)};{normal(charge.payee)}"
    found = _listed(text, award.parties) or _numbered(text, award)
    if found:
        return [found]
    if "项目" not in text and "课题" not in text and "project" not in text:
        return []
    word = _WORDS.search(text)
    return [_sign("review", "object", _SAID.format(word=word[0]))] if word else []


def _listed(text: str, parties: Parties | None) -> Sign | None:
    """A project of the recipient's own list."""
    if not parties or not parties.other_projects:
        return None
    words = [word for project in parties.other_projects for word in (project.number, project.name) if word]
    if not any(normal(word) in text for word in words):
        return None
    numbers, names = _patterns(parties.other_projects)
    if match := numbers.search(text):
        return _sign("violation", "fact", _LISTED.format(other=match[0].upper()))
    match = names.search(text)
    return _sign("review", "object", _NAMED.format(other=match[0])) if match else None


def _numbered(text: str, award: Award) -> Sign | None:
    """A number that looks like a project's."""
    if "-" not in text:
        return None
    own = {normal(number) for number in (award.id, *award.project_codes, award.grant.parent) if number}
    for first, year, second, later in _NUMBER.findall(text):
        other = first or second
        if other not in own:
            earlier = int(year or later) < award.grant.start.year
            outcome = "violation" if earlier else "review"
            return _sign(outcome, "object", _TEXT.format(other=other))
    return None


@lru_cache(maxsize=16)
def _patterns(projects: tuple[OtherProject, ...]) -> tuple[Words, Words]:
    numbers = [rf"(?<![a-z0-9]){re.escape(normal(p.number))}(?![a-z0-9])" for p in projects if p.number]
    return any_of(numbers), any_of([re.escape(normal(p.name)) for p in projects if len(p.name) > 3])  # noqa: PLR2004


def _sign(outcome: str, weight: str, text: Text) -> Sign:
    return Sign("unrelated", outcome, weight, text, _CLEARS)
