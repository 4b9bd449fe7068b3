"""Reading a policy file: every word checked, each fault named. The form is described in policy.py."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from earmark.ledger.text import Text

from .engine import RULES
from .finding import CATEGORIES, Clause
from .policy import MEND, DamagedPolicy, Policy, Question, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
SCOPES = ("award", "programme")
SEVERITIES = ("violation", "review")
ALWAYS = ("segregation",)
"""Checks of the books themselves: faults, not findings, so no policy sets them."""


def read_policy(source: bytes) -> Policy:
    """The policy in a file's bytes. Raises :class:`.policy.DamagedPolicy`, ``ValueError`` for what is no TOML."""
    data = tomllib.loads(source.decode("utf-8"))
    if data.get("format") != FORMAT:
        raise _damaged(
            "格式是 {found}，应为 {known}",
            "format {found}, not {known}",
            found=data.get("format"),
            known=FORMAT,
        )
    document = _word(data, "document")
    rows = data.get("clauses", [])
    clauses = {_word(c, "id"): _stated(c, document) for c in rows}
    questions = {_word(q, "id"): _question(q) for q in data.get("questions", [])}
    return Policy(
        id=_word(data, "id"),
        title=_text(data.get("title", {})),
        document=document,
        verified=data.get("verified") is True,
        clauses=clauses,
        unchecked={c["id"]: _text(c["unchecked"]) for c in rows if "unchecked" in c},
        checked={c["id"]: _one_of(c["checked"], ALWAYS) for c in rows if "checked" in c},
        rules=tuple(_rule(r, clauses, questions) for r in data.get("rules", [])),
        questions=questions,
        sha256=sha256(source).hexdigest(),
    )


def _stated(row: dict[str, Any], document: str) -> Clause:
    """A clause, whose words hash to what the file says they do."""
    clause = Clause(document, _word(row, "number"), _word(row, "text"))
    said = row.get("sha256", words_sha256(clause))
    if said != words_sha256(clause):
        raise _damaged(
            "条款“{id}”的原文与其 sha256 不符",
            "the words of clause “{id}” do not hash to its sha256",
            id=row["id"],
        )
    return clause


def words_sha256(clause: Clause) -> str:
    """The hash of a clause's words, in UTF-8."""
    return sha256(clause.text.encode()).hexdigest()


def _rule(row: dict[str, Any], clauses: Mapping[str, Clause], questions: Mapping[str, Question]) -> Rule:
    categories = {
        _one_of(key, CATEGORIES): _clause(name, clauses) for key, name in row.get("categories", {}).items()
    }
    settings = row.get("settings", {})
    for key in settings:
        _word(settings, key)
    _read_by_rule(_word(row, "id"), settings)
    return Rule(
        id=_word(row, "id"),
        scope=_one_of(_word(row, "scope"), SCOPES),
        severity=_one_of(_word(row, "severity"), SEVERITIES),
        clause=_clause(_word(row, "clause"), clauses),
        category=_one_of(row.get("category", ""), ("", *CATEGORIES)),
        categories=categories,
        clauses={key: _clause(name, clauses) for key, name in row.get("clauses", {}).items()},
        settings=dict(settings),
        questions=questions,
    )


def _read_by_rule(rule: str, settings: Mapping[str, str]) -> None:
    """Refuse a setting that the rule does not read: who writes ``day`` for ``days`` has set nothing."""
    known = RULES[rule].ABOUT.settings if rule in RULES else settings
    for key in settings:
        if key not in known:
            raise _damaged(
                "规则“{rule}”没有设置“{key}”，可用：{known}",
                "rule “{rule}” has no setting “{key}”, only {known}",
                rule=rule,
                key=key,
                known=", ".join(known) or "—",
            )


def _question(row: dict[str, Any]) -> Question:
    name = Text(_word(row, "zh"), _word(row, "en"))
    return Question(_word(row, "id"), name, Text(_word(row, "asks_zh"), _word(row, "asks_en")))


def _text(row: Mapping[str, Any]) -> Text:
    return Text(_word(row, "zh"), _word(row, "en"))


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


def _damaged(zh: str, en: str, **values: object) -> DamagedPolicy:
    message = Text("实施方案文件有误：" + zh, "damaged policy file: " + en).format(**values)
    return DamagedPolicy(message, fix=MEND)
