"""The configuration string of a plugin line: a Python literal, read without running anything."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection


class BadConfig(EarmarkError):
    """A plugin line whose configuration cannot be read."""


_LITERAL = Text("插件设置读不懂：{why}", "the plugin's configuration cannot be read: {why}")
_STRANGE = Text("插件设置里不认识“{key}”，可用：{known}", "the plugin knows no setting “{key}”, only {known}")
_MISSING = Text("插件设置缺少“{key}”", "the plugin's configuration lacks “{key}”")


def read_config(config: str | None, known: Collection[str], needed: Collection[str] = ()) -> dict[str, Any]:
    """The settings of a plugin line. Raises :class:`BadConfig`, naming what is wrong."""
    try:
        given = ast.literal_eval(config.strip()) if config else {}
    except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
        raise BadConfig(_LITERAL.format(why=error)) from None
    if not isinstance(given, dict):
        raise BadConfig(_LITERAL.format(why=config))
    for key in given:
        if key not in known:
            raise BadConfig(_STRANGE.format(key=key, known=", ".join(sorted(known))))
    for key in sorted(needed):
        if key not in given:
            raise BadConfig(_MISSING.format(key=key))
    return given
