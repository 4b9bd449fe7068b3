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

    [[rules]]
    id = "prohibited"          # a rule that Earmark knows: plugins/engine.py
    scope = "award"            # or programme
    severity = "violation"     # or review: the most that the rule may say
    clause = "listed"
    category = ""              # what its findings are called, where the rule names no category of its own
    [rules.categories]         # category = clause, where they differ; others are not judged
    donation = "listed"
    [rules.settings]           # words; each rule's page says which it reads

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

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from earmark.ledger.errors import EarmarkError
from earmark.ledger.reasons import why
from earmark.ledger.text import Text

from .finding import CATEGORIES, Clause
from .words import normal

if TYPE_CHECKING:
    from .about import About

FORMAT = 1
SCOPES = ("award", "programme")
SEVERITIES = ("violation", "review")
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
    settings: Mapping[str, str]
    questions: Mapping[str, Question]

    def setting(self, key: str, about: About) -> str:
        """What the policy sets, else the rule's default."""
        return self.settings.get(key, about.settings[key].default)

    def clause_of(self, category: str) -> Clause:
        """The clause behind a category."""
        return self.categories.get(category, self.clause)

    def judges(self, category: str) -> bool:
        """Whether the policy prohibits the category; with no list, all of them."""
        return not self.categories or category in self.categories or not category

    def answer(self, question: str, given: Mapping[str, str]) -> tuple[str, ...] | None:
        """The funder's answer: categories, ``("allowed",)``, or None while there is none."""
        asked = self.questions.get(question)
        names = {normal(question), normal(asked.name.zh) if asked else ""}
        words = [
            word for key, value in given.items() if normal(key) in names for word in normal(value).split()
        ]
        answer = tuple(word for word in words if word in {*CATEGORIES, "allowed"})
        return answer or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy, read whole. ``sha256`` is the hash of the file's bytes."""

    id: str
    title: Text
    document: str
    verified: bool
    clauses: Mapping[str, Clause]
    rules: tuple[Rule, ...]
    questions: Mapping[str, Question]
    sha256: str

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
        data = source.read_bytes() if isinstance(source, Path) else source
        return _policy(tomllib.loads(data.decode("utf-8")), sha256(data).hexdigest())
    except DamagedPolicy as error:
        error.file = file
        raise
    except (OSError, ValueError) as error:
        raise _damaged("读不懂：{why}", "cannot be read: {why}", file, why=why(error)) from None


def _policy(data: dict[str, Any], digest: str) -> Policy:
    if data.get("format") != FORMAT:
        raise _damaged(
            "格式是 {found}，应为 {known}",
            "format {found}, not {known}",
            found=data.get("format"),
            known=FORMAT,
        )
    document = _word(data, "document")
    clauses = {
        _word(c, "id"): Clause(document, _word(c, "number"), _word(c, "text"))
        for c in data.get("clauses", [])
    }
    questions = {_word(q, "id"): _question(q) for q in data.get("questions", [])}
    title = data.get("title", {})
    return Policy(
        id=_word(data, "id"),
        title=Text(_word(title, "zh"), _word(title, "en")),
        document=document,
        verified=data.get("verified") is True,
        clauses=clauses,
        rules=tuple(_rule(r, clauses, questions) for r in data.get("rules", [])),
        questions=questions,
        sha256=digest,
    )


def _rule(row: dict[str, Any], clauses: Mapping[str, Clause], questions: Mapping[str, Question]) -> Rule:
    categories = {
        _one_of(key, CATEGORIES): _clause(name, clauses) for key, name in row.get("categories", {}).items()
    }
    settings = row.get("settings", {})
    for key in settings:
        _word(settings, key)
    return Rule(
        id=_word(row, "id"),
        scope=_one_of(_word(row, "scope"), SCOPES),
        severity=_one_of(_word(row, "severity"), SEVERITIES),
        clause=_clause(_word(row, "clause"), clauses),
        category=_one_of(row.get("category", ""), ("", *CATEGORIES)),
        categories=categories,
        settings=dict(settings),
        questions=questions,
    )


def _question(row: dict[str, Any]) -> Question:
    name = Text(_word(row, "zh"), _word(row, "en"))
    return Question(_word(row, "id"), name, Text(_word(row, "asks_zh"), _word(row, "asks_en")))


def _word(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise _damaged("缺少“{key}”，或不是文字", "“{key}” is missing or not text", key=key)
    return value


def _clause(name: str, clauses: Mapping[str, Clause]) -> Clause:
    if name not in clauses:
        raise _damaged("没有条款“{name}”", "there is no clause “{name}”", name=name)
    return clauses[name]


def _one_of(word: str, words: tuple[str, ...]) -> str:
    if word not in words:
        known = ", ".join(filter(None, words))
        raise _damaged(
            "不认识“{word}”，可用：{known}", "“{word}” is not one of {known}", word=word, known=known
        )
    return word


def _damaged(zh: str, en: str, file: Path | None = None, **values: object) -> DamagedPolicy:
    message = Text("实施方案文件有误：" + zh, "damaged policy file: " + en).format(**values)
    return DamagedPolicy(message, file=file, fix=Text("请改正这个文件", "mend this file"))
