"""Reading a policy file: every word checked, each fault named. The form is described in policy.py."""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.text import Text

from ..policy import Policy, Question, Revocation, Rule
from .engine import ABOUTS
from .finding import CATEGORIES, Clause
from .policyparts import check_number, damaged, limited, only, table, tables, word, words, yes

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
MOST = 1 << 20
"""Bytes of the largest file that is read: the books keep a copy."""
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
SCOPES = ("award", "programme")
SEVERITIES = ("violation", "review")
ALWAYS = ("segregation",)
"""Checks of the books themselves: faults, not findings, so no policy sets them."""
FILE = frozenset(
    {"format", "id", "document", "verified", "title", "clauses", "rules", "questions", "revocation"}
)
SCOPES_OF_REVOCATION = ("paid", "award")
CLAUSE = frozenset({"id", "number", "text", "sha256", "unchecked", "checked"})
RULE = frozenset({"id", "scope", "severity", "clause", "category", "categories", "clauses", "settings"})
QUESTION = frozenset({"id", "zh", "en", "asks_zh", "asks_en"})


def read_policy(source: bytes) -> Policy:
    """The policy in a file's bytes. Raises :class:`.policy.DamagedPolicy`, ``ValueError`` for what is no TOML."""
    data = _data(source)
    document = word(data, "document")
    rows = tables(data, "clauses", CLAUSE)
    clauses = {row["id"]: _stated(row, document) for row in rows}
    questions = {row["id"]: _question(row) for row in tables(data, "questions", QUESTION)}
    return Policy(
        id=_id(data),
        title=_text(table(data, "title")),
        document=document,
        verified=yes(data, "verified"),
        clauses=clauses,
        unchecked={row["id"]: _text(table(row, "unchecked")) for row in rows if "unchecked" in row},
        checked={row["id"]: _one_of(word(row, "checked"), ALWAYS) for row in rows if "checked" in row},
        rules=tuple(_rule(row, clauses, questions) for row in tables(data, "rules", RULE)),
        questions=questions,
        sha256=sha256(source).hexdigest(),
        revocation=_revocation(table(data, "revocation"), clauses),
    )


def _data(source: bytes) -> dict[str, Any]:
    if len(source) > MOST:
        raise damaged("文件超过 {most} 字节", "the file is larger than {most} bytes", most=MOST)
    # Notepad puts a mark before the text.
    data = limited(lambda: tomllib.loads(source.decode("utf-8-sig")))
    found = data.get("format")
    if type(found) is not int or found != FORMAT:
        raise damaged(
            "格式是 {found!r}，应为 {known}", "format {found!r}, not {known}", found=found, known=FORMAT
        )
    only(data, FILE)
    return data


def _id(data: Mapping[str, Any]) -> str:
    id_ = word(data, "id")
    if not ID.fullmatch(id_):
        raise damaged("编号“{id}”只能有字母、数字和 -", "an id has letters, digits and -, not “{id}”", id=id_)
    return id_


def _stated(row: Mapping[str, Any], document: str) -> Clause:
    """A clause, whose words hash to what the file says they do."""
    clause = Clause(document, word(row, "number"), word(row, "text"))
    said = row.get("sha256", words_sha256(clause))
    if said != words_sha256(clause):
        raise damaged(
            "条款“{id}”的原文与其 sha256 不符",
            "the words of clause “{id}” do not hash to its sha256",
            id=row["id"],
        )
    return clause


def words_sha256(clause: Clause) -> str:
    """The hash of a clause's words, in UTF-8."""
    return sha256(clause.text.encode()).hexdigest()


def _rule(row: Mapping[str, Any], clauses: Mapping[str, Clause], questions: Mapping[str, Question]) -> Rule:
    named = words(row, "categories").items()
    settings = words(row, "settings")
    _read_by_rule(row["id"], settings)
    _of_scope(row)
    return Rule(
        id=row["id"],
        scope=_one_of(word(row, "scope"), SCOPES),
        severity=_one_of(word(row, "severity"), SEVERITIES),
        clause=_clause(word(row, "clause"), clauses),
        category=_one_of(row.get("category", ""), ("", *CATEGORIES)),
        categories={_one_of(key, CATEGORIES): _clause(name, clauses) for key, name in named},
        clauses={key: _clause(name, clauses) for key, name in words(row, "clauses").items()},
        settings=settings,
        questions=questions,
    )


def _revocation(row: Mapping[str, Any], clauses: Mapping[str, Clause]) -> Revocation | None:
    if not row:
        return None
    only(row, frozenset({"clause", "scope", "ban_years"}))
    years = row.get("ban_years", "0")
    if not (isinstance(years, str) and re.fullmatch(r"[0-9]{1,2}", years)):
        raise damaged('“ban_years”应写成 "3"', '“ban_years” is written as "3"')
    scope = _one_of(word(row, "scope"), SCOPES_OF_REVOCATION)
    return Revocation(_clause(word(row, "clause"), clauses), scope, int(years))


def _read_by_rule(rule: str, settings: Mapping[str, str]) -> None:
    """Refuse a setting that the rule does not read, or not so: who writes ``day`` for ``days`` has set nothing."""
    if rule not in ABOUTS:
        return
    known = ABOUTS[rule].settings
    for key, value in settings.items():
        if key not in known:
            raise damaged(
                "规则“{rule}”没有设置“{key}”，可用：{known}",
                "rule “{rule}” has no setting “{key}”, only {known}",
                rule=rule,
                key=key,
                known=", ".join(known) or "—",
            )
        check_number(key, value, known[key])


def _of_scope(row: Mapping[str, Any]) -> None:
    """Refuse a scope that is not the rule's own: one that needs all awards cannot judge one alone."""
    about = ABOUTS.get(row["id"])
    if about and word(row, "scope") in SCOPES and row["scope"] != about.scope:
        raise damaged(
            "规则“{rule}”的 scope 应为 {scope}",
            "rule “{rule}” is of scope {scope}",
            rule=row["id"],
            scope=about.scope,
        )


def _question(row: Mapping[str, Any]) -> Question:
    name = Text(word(row, "zh"), word(row, "en"))
    return Question(row["id"], name, Text(word(row, "asks_zh"), word(row, "asks_en")))


def _text(row: Mapping[str, Any]) -> Text:
    return Text(word(row, "zh"), word(row, "en"))


def _clause(name: str, clauses: Mapping[str, Clause]) -> Clause:
    if name not in clauses:
        raise damaged("没有条款“{name}”", "there is no clause “{name}”", name=name)
    return clauses[name]


def _one_of(said: object, known: tuple[str, ...]) -> str:
    if not isinstance(said, str) or said not in known:
        named = ", ".join(filter(None, known))
        raise damaged(
            "不认识“{word}”，可用：{known}", "“{word}” is not one of {known}", word=said, known=named
        )
    return said
