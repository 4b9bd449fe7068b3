"""The report as JSON: every field and property, amounts as strings, days as ISO dates, words in one language."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.amount import plain
from earmark.ledger.base.text import Lang, Text
from earmark.plugins.judging.finding import Finding

from .. import findings_json

if TYPE_CHECKING:
    from .value import AccountabilityReport

APART = frozenset({"groups", "kind"})
"""The groups repeat the findings; the kind of a record is its place here."""


def as_json(report: AccountabilityReport, lang: Lang) -> dict[str, Any]:
    """The whole report; ``earmark report --format json`` puts ``"schema": 1`` before it."""
    shown: dict[str, Any] = as_value(report, lang)
    return shown


@singledispatch
def as_value(value: object, lang: Lang) -> Any:  # noqa: ANN401 (JSON is many types)
    """Any value that a report is made of, as JSON has it."""
    if is_dataclass(value):
        return {name: as_value(getattr(value, name), lang) for name in _names(type(value))}
    return value


@as_value.register
def _(value: Text, lang: Lang) -> str:
    return value.show(lang)


@as_value.register
def _(value: Decimal, _lang: Lang) -> str:
    return plain(value)


@as_value.register
def _(value: datetime.date, _lang: Lang) -> str:
    return value.isoformat()


@as_value.register
def _(value: Finding, lang: Lang) -> dict[str, Any]:
    return findings_json.finding(value, lang)


@as_value.register
def _(value: Mapping, lang: Lang) -> dict[str, Any]:  # type: ignore[type-arg]
    return {str(key): as_value(item, lang) for key, item in value.items()}


@as_value.register
def _(value: tuple, lang: Lang) -> list[Any]:  # type: ignore[type-arg]
    return [as_value(item, lang) for item in value]


def _names(kind: type) -> list[str]:
    stored = [f.name for f in fields(kind)]
    derived = [name for name, member in vars(kind).items() if isinstance(member, property)]
    return [name for name in (*stored, *derived) if name not in APART]
