"""Policies (实施方案) as data: clauses with their words, rules with settings, questions that the words leave open.

A policy is one TOML file. A programme adopts it by id and SHA-256 of its bytes, and keeps its own copy: a newer
Earmark changes nothing in it.

    format = 1
    id = "wuhan-2012"
    document = "武科协〔2012〕105号《学会能力提升专项实施方案》"
    verified = true            # the words were compared with the document; else no rule may say more than "review"

    [title]
    zh = "学会能力提升专项实施方案"
    en = "Society capability improvement programme"

    [[clauses]]
    id = "listed"
    number = "五(三)"
    text = "不得用于捐款、赞助、支付罚款、还贷、对外投资、基建等支出"
    sha256 = "c0c1…"           # of the words; where it is given, it must be right
    checked = "segregation"    # a check of the books themselves that always runs
    [clauses.unchecked]        # why no rule checks it; a clause with neither is shown loudly
    zh = "..."
    en = "..."

    [[rules]]
    id = "prohibited"          # a rule that Earmark knows: plugins/judging/engine.py
    scope = "award"            # or programme
    severity = "violation"     # or review: the most that the rule may say
    clause = "listed"
    category = ""              # what its findings are called, where the rule names no category of its own
    [rules.categories]         # category = clause, where they differ; others are not judged
    donation = "listed"
    [rules.clauses]            # likewise, for what a rule tells apart beside categories: a paper, a stage
    [rules.settings]           # words; each rule's page says which it reads, and one that it does not is refused

    [revocation]               # what follows when a person revokes an award (earmark revoke)
    clause = "revocation"
    scope = "paid"             # paid: what was paid so far; award: all award money. Never more than was paid
    ban_years = "3"            # the recipient may not apply for so long; left out: no ban

    [[questions]]
    id = "late-fee"
    zh = "滞纳金"
    en = "late-payment surcharges"
    asks_zh = "滞纳金算不算罚款"
    asks_en = "Is a late-payment surcharge a fine?"

A question has no answer of its own: the funder's dated answer comes with the award (``Award.settings``), under the
question's id or its Chinese name. An answer is a category, ``allowed``, or nothing; unanswered, its uses are review.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.reasons import why
from earmark.ledger.base.text import Text

from .judging.finding import CATEGORIES, Clause
from .language.words import normal

if TYPE_CHECKING:
    from .judging.about import About

READ = Text("实施方案文件有误：读不懂：{why}", "damaged policy file: cannot be read: {why}")
MEND = Text("请改正这个文件", "mend this file")
FOLDER = Path(__file__).parent / "policies"


class DamagedPolicy(EarmarkError):
    """A policy file that does not hold what it must."""


class UnknownPolicy(EarmarkError):
    """A policy id that Earmark does not ship."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something the policy's words leave open, and what to ask the funder."""

    id: str
    name: Text
    asks: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as a policy sets it. ``categories`` maps the categories it may find to their clauses."""

    id: str
    scope: str
    severity: str
    clause: Clause
    category: str = ""
    categories: Mapping[str, Clause]
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    settings: Mapping[str, str]
    questions: Mapping[str, Question]

    def setting(self, key: str, about: About) -> str:
        """What the policy sets, else the rule's default."""
        return self.settings.get(key, about.settings[key].default)

    def clause_of(self, category: str) -> Clause:
        """The clause behind a category."""
        return self.categories.get(category, self.clause)

    def clause_for(self, item: str) -> Clause:
        """The clause behind a paper or a stage."""
        return self.clauses.get(item, self.clause)

    @property
    def cited(self) -> frozenset[Clause]:
        """All clauses that the rule checks something of."""
        return frozenset({self.clause, *self.categories.values(), *self.clauses.values()})

    def judges(self, category: str) -> bool:
        """Whether the policy prohibits the category; with no list, all of them."""
        return not self.categories or category in self.categories or not category

    def takes(self, category: str, kind: str = "") -> bool:
        """Whether a kind of use is meant: of a category that the setting ``kinds`` names, only the kinds named."""
        if "kinds" not in self.settings:
            return True
        named = [pair for pair in self.settings["kinds"].split() if pair.startswith(f"{category}:")]
        return not named or f"{category}:{kind}" in named

    def words_of(self, question: str, given: Mapping[str, str]) -> str:
        """The funder's answer in words, empty while there is none."""
        asked = self.questions.get(question)
        names = {normal(question), normal(asked.name.zh) if asked else ""}
        return " ".join(normal(value) for key, value in given.items() if normal(key) in names)

    def answer(self, question: str, given: Mapping[str, str]) -> tuple[str, ...] | None:
        """The funder's answer: categories, ``("allowed",)``, or None while there is none."""
        words = self.words_of(question, given).split()
        answer = tuple(word for word in words if word in {*CATEGORIES, "allowed"})
        return answer or None


@dataclass(frozen=True, slots=True)
class Revocation:
    """What follows when an award is revoked: by which clause, of what money, and for how many years nobody may apply."""

    clause: Clause
    scope: str
    ban_years: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy, read whole. ``sha256`` is the hash of the file's bytes."""

    id: str
    title: Text
    document: str
    verified: bool
    clauses: Mapping[str, Clause]
    unchecked: Mapping[str, Text]
    """Clause id → why no rule checks it."""
    checked: Mapping[str, str]
    """Clause id → the check of the books that always runs."""
    rules: tuple[Rule, ...]
    questions: Mapping[str, Question]
    sha256: str
    revocation: Revocation | None = None

    def rule(self, rule: str) -> Rule | None:
        """The policy's setting of a rule, or None when it does not ask for it."""
        return next((r for r in self.rules if r.id == rule), None)


def shipped() -> dict[str, Path]:
    """The policies that come with Earmark: id → file."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}


def shipped_policy(policy: str) -> Policy:
    """One of the shipped policies. Raises :class:`UnknownPolicy`, naming those there are."""
    paths = shipped()
    if policy not in paths:
        message = Text("没有实施方案 {policy}", "there is no policy {policy}").format(policy=policy)
        raise UnknownPolicy(message, fix=Text("可用：{ids}", "use one of {ids}").format(ids=", ".join(paths)))
    return load_policy(paths[policy])


def load_policy(source: Path | bytes) -> Policy:
    """The policy in a file or in its bytes.

    Raises :class:`DamagedPolicy`, naming the file and what is wrong with it.
    """
    file = source if isinstance(source, Path) else None
    try:
        return _read(source.read_bytes() if isinstance(source, Path) else source)
    except DamagedPolicy as error:
        error.file = file
        raise
    except (OSError, ValueError) as error:
        raise DamagedPolicy(READ.format(why=why(error)), file=file, fix=MEND) from None


@lru_cache(maxsize=8)
def _read(data: bytes) -> Policy:
    """The policy in a file's bytes; the awards of a programme share one."""
    from .judging.policyfile import read_policy

    return read_policy(data)
