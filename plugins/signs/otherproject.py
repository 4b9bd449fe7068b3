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

from earmark.ledger.base.text import Text

from ..language.lexicon import any_of
from ..language.words import normal
from .sign import Sign

if TYPE_CHECKING:
    from earmark.ledger.awards.award import Award, OtherProject
    from earmark.ledger.vouchers.charge import Charge

    from ..language.lexicon import Words

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


class Projects:
    """What names another project than an award's own: read once for all its charges."""

    def __init__(self, award: Award) -> None:
        """The other projects come from the recipient's list, where there is one."""
        self._numbers, self._names, self._hint = _patterns(
            award.parties.other_projects if award.parties else ()
        )
        own = (award.id, *award.project_codes, award.grant.parent)
        self._own = {normal(number) for number in own if number}
        self._first_year = award.grant.start.year

    def signs(self, charge: Charge) -> list[Sign]:
        """One sign when another project is named by its number, its name or in words."""
        text = f"{normal(charge.said)};{normal(charge.payee)}"
        if not self._hint.search(text):
            return []
        found = self._listed(text) or self._numbered(text)
        if found:
            return [found]
        word = _WORDS.search(text)
        return [_sign("review", "object", _SAID.format(word=word[0]))] if word else []

    def _listed(self, text: str) -> Sign | None:
        """A project of the recipient's own list."""
        if match := self._numbers.search(text):
            return _sign("violation", "fact", _LISTED.format(other=match[0].upper()))
        match = self._names.search(text)
        return _sign("review", "object", _NAMED.format(other=match[0])) if match else None

    def _numbered(self, text: str) -> Sign | None:
        """A number that looks like a project's."""
        for first, year, second, later in _NUMBER.findall(text):
            other = first or second
            if other not in self._own:
                outcome = "violation" if int(year or later) < self._first_year else "review"
                return _sign(outcome, "object", _TEXT.format(other=other))
        return None


@lru_cache(maxsize=16)
def _patterns(projects: tuple[OtherProject, ...]) -> tuple[Words, Words, Words]:
    """Patterns for the numbers of a list, for its names, and for what any sign of another project has."""
    numbers = [re.escape(normal(p.number)) for p in projects if p.number]
    names = [re.escape(normal(p.name)) for p in projects if len(p.name) > 3]  # noqa: PLR2004
    whole = [f"(?<![a-z0-9]){number}(?![a-z0-9])" for number in numbers]
    return any_of(whole), any_of(names), any_of(["-", "项目", "课题", "project", *numbers, *names])


def _sign(outcome: str, weight: str, text: Text) -> Sign:
    return Sign("unrelated", outcome, weight, text, _CLEARS)
