"""The parts of a policy file, each taken as what it must be: a word, a yes or no, a table, a list of tables.

What is there and is not asked for is refused, too: who writes ``[rules.setings]`` has set nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.text import Text

from ..policy import MEND, DamagedPolicy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .about import Setting

WHOLE = re.compile(r"[0-9]{1,6}")
NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")
COUNTED = frozenset({"days", "signature-days", "times", "grace", "years"})
"""Settings that count something: no part of a day, of a payment."""


def word(row: Mapping[str, Any], key: str) -> str:
    """Words that must be there."""
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise damaged("缺少“{key}”，或不是文字", "“{key}” is missing or not text", key=key)
    return value


def words(row: Mapping[str, Any], key: str) -> dict[str, str]:
    """A table of words; empty where it is not there."""
    found = table(row, key)
    return {name: word(found, name) for name in found}


def yes(row: Mapping[str, Any], key: str) -> bool:
    """Whether it is so; no where it is not there."""
    value = row.get(key, False)
    if not isinstance(value, bool):
        raise damaged("“{key}”应为 true 或 false", "“{key}” is true or false", key=key)
    return value


def table(row: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A table; empty where it is not there."""
    value = row.get(key, {})
    if not isinstance(value, dict):
        raise damaged("“{key}”应为 [{key}] 一节", "“{key}” is a table [{key}]", key=key)
    return value


def tables(data: Mapping[str, Any], key: str, known: frozenset[str]) -> Sequence[Mapping[str, Any]]:
    """A list of tables that hold nothing but what is known, each under an id of its own."""
    rows = data.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise damaged("“{key}”应写成 [[{key}]]", "“{key}” is written [[{key}]]", key=key)
    seen: set[str] = set()
    for row in rows:
        id_ = word(row, "id")
        if id_ in seen:
            raise damaged("“{key}”里“{id}”出现两次", "“{id}” stands twice in “{key}”", key=key, id=id_)
        seen.add(id_)
        only(row, known)
    return rows


def only(row: Mapping[str, Any], known: frozenset[str]) -> None:
    """Refuse what nobody reads."""
    for key in row:
        if key not in known:
            named = ", ".join(sorted(known))
            raise damaged(
                "不认识“{key}”，可用：{known}", "“{key}” is not one of {known}", key=key, known=named
            )


def check_number(key: str, value: str, setting: Setting) -> None:
    """Refuse a setting that is no number where its default is one."""
    if not NUMBER.fullmatch(setting.default):
        return
    if not (WHOLE if key in COUNTED else NUMBER).fullmatch(value):
        raise damaged(
            "设置“{key}”应为数，不是“{value}”",
            "the setting “{key}” is a number, not “{value}”",
            key=key,
            value=value,
        )


def limited(read: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What a reader gives, or why not: a file can nest deeper than any reader goes."""
    try:
        return read()
    except RecursionError:
        raise damaged("嵌套太深", "it is nested too deep") from None


def damaged(zh: str, en: str, **values: object) -> DamagedPolicy:
    """The error, with what is wrong."""
    message = Text("实施方案文件有误：" + zh, "damaged policy file: " + en).format(**values)
    return DamagedPolicy(message, fix=MEND)
