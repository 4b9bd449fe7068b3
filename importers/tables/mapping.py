"""Tables that a set of books knows for itself: ``[[profiles]]`` in earmark.toml, written by hand or by ``import --map``.

    [[profiles]]
    id = "hankou"
    kind = "bank"                # bank, journal or list
    bank = "汉口银行"

    [profiles.columns]           # field = names of its columns in the file
    date = ["日子"]
    out = ["付"]
    in = ["收"]
    balance = ["剩"]
    payee = ["跟谁"]
    purpose = ["干什么"]

Keys are those of a shipped profile (:mod:`.profile`). What is written there is remembered for every later file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from earmark.ledger.base.text import Text
from earmark.ledger.books.books import CONFIG
from earmark.ledger.books.desk import desk

from ..cells.cells import read_cells
from ..cells.compare import folded
from ..cells.mojibake import mended
from .header import FEWEST_LOWER, FEWEST_NAMES, FIRST_ROWS, is_name, joined
from .profile import BadProfile, Profile, general, profile_of, profiles
from .split_days import whole_days
from .values import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from earmark.ledger.books.books import Books

    from ..cells.cells import Sheet

KINDS = ("bank", "journal", "list")
NEEDED = {"bank": ("date",), "journal": ("date", "number"), "list": ("date", "amount")}
AMOUNTS = (("debit", "credit"), ("amount", "side"))
"""A journal has a column each, or one amount beside its side."""
FIELDS: dict[str, tuple[str, ...]] = {
    "bank": (
        "date", "time", "out", "in", "amount", "side", "balance", "payee", "payee_account", "summary", "purpose",
        "serial", "own_account", "currency",
    ),
    "journal": (
        "date", "cls", "number", "narration", "account_code", "account_name", "account_more", "debit", "credit", "amount", "side",
        "payee", "plan",
        "project_code", "project_name", "invoice",
    ),
    "list": (
        "date", "payee", "narration", "account_name", "account_code", "amount", "plan", "tax", "invoice", "number",
        "project_code", "project_name",
    ),
}  # fmt: skip


class Column(NamedTuple):
    """A column of a table that nobody knows: its name, what it says, and what the name suggests."""

    name: str
    said: tuple[str, ...]
    suggested: str | None


def own_profiles(config: Mapping[str, Any]) -> tuple[Profile, ...]:
    """The profiles of a set of books; ``config`` is earmark.toml.

    Raises:
        BadProfile: a profile without an id, of no known kind, or without the columns that its kind needs.
    """
    tables = config.get("profiles", [])
    if not isinstance(tables, list):
        raise _bad(Text("profiles 应写成 [[profiles]]", "profiles is to be written as [[profiles]]"))
    return tuple(_own(table) for table in tables)


def _own(table: Any) -> Profile:  # noqa: ANN401 (TOML)
    id_, kind = (table.get("id"), table.get("kind", "bank")) if isinstance(table, dict) else (None, None)
    if not id_ or not isinstance(id_, str) or kind not in KINDS:
        raise _bad(
            Text("缺 id，或 kind 不是 bank、journal、list", "no id, or the kind is not bank, journal or list")
        )
    columns = table.get("columns", {})
    known = {"other", *FIELDS[kind], *(field for field, _ in general().fields.values())}
    strange = sorted(set(columns) - known)
    missing = lacking(kind, columns)
    if strange or missing or not all(isinstance(names, list) and names for names in columns.values()):
        message = Text(
            "{id} 的列不对：缺 {missing}，不认识 {strange}",
            "columns of {id}: missing {missing}, unknown {strange}",
        )
        shown = {"missing": "、".join(missing) or "—", "strange": "、".join(strange) or "—"}
        raise _bad(message.format(id=id_, **shown))
    names = [folded(name) for all_ in columns.values() for name in all_]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise _bad(
            Text("{id} 的一列用了两次：{names}", "a column of {id} is used twice: {names}").format(
                id=id_, names="、".join(twice)
            )
        )
    required = table.get("required", list(columns))
    return profile_of(id_, {**table, "kind": kind, "required": [one for one in required if one != "other"]})


def lacking(kind: str, columns: Iterable[str]) -> list[str]:
    """The fields that a table of a kind needs and these are not."""
    there = set(columns)
    missing = sorted(set(NEEDED[kind]) - there)
    if kind == "journal" and not any(set(pair) <= there for pair in AMOUNTS):
        missing += AMOUNTS[0]
    return missing


def _bad(what: Text) -> BadProfile:
    return BadProfile(what, file=CONFIG)


def columns_of(path: Path) -> list[Column]:
    """The columns of a table: the row of most names among the first, or two rows of them, with samples from below.

    Raises:
        EarmarkError: the file is no table.
    """
    sheets = [sheet for sheet in whole_days(mended(read_cells(path))) if sheet.rows]
    if not sheets:
        return []
    sheet, head = max(((one, _head(one)) for one in sheets), key=lambda found: _names(found[1].names))
    below = sheet.rows[head.row : head.row + FIRST_ROWS]
    return [_column(name, [row[n] for row in below if n < len(row)]) for n, name in enumerate(head.names)]


class _Head(NamedTuple):
    """The names of a table's columns; ``row`` is the last row of them, from 1."""

    names: Sequence[str]
    row: int


def _head(sheet: Sheet) -> _Head:
    first = [[*map(text, row)] for row in sheet.rows[: FIRST_ROWS + 1]]
    best = max(range(min(FIRST_ROWS, len(first))), key=lambda number: _names(first[number]))
    for upper in (best - 1, best):
        if 0 <= upper < len(first) - 1 and _is_pair(*first[upper : upper + 2]):
            return _Head(joined(*([*map(folded, row)] for row in first[upper : upper + 2])), upper + 2)
    return _Head(first[best], best + 1)


def _is_pair(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether two rows are the names of one table: below the names of the columns stands some number or day."""
    rows = [[cell for cell in row if cell] for row in (upper, lower)]
    named = all(map(is_name, (*rows[0], *rows[1])))
    return named and len(rows[0]) >= FEWEST_NAMES and len(rows[1]) >= FEWEST_LOWER


def _names(row: Sequence[str]) -> int:
    return sum(map(is_name, row))


def _column(name: str, cells: Sequence[Any]) -> Column:
    said = dict.fromkeys(filter(None, map(text, cells)))
    found = general().find(folded(name)) if name else None
    return Column(name, tuple(said), found[0] if found else None)


def profile_text(
    id_: str, kind: str, bank: str, columns: Mapping[str, str], sides: Mapping[str, Sequence[str]]
) -> str:
    """The ``[[profiles]]`` of a table, to stand in earmark.toml; ``sides`` are the words for money out and in."""
    facts = {"id": id_, "kind": kind, "bank": bank}
    head = ["[[profiles]]", *(f"{key} = {_quoted(said)}" for key, said in facts.items() if said)]
    named = [f"{field} = [{_quoted(name)}]" for field, name in columns.items()]
    words = [f"{side} = [{', '.join(map(_quoted, said))}]" for side, said in sides.items() if said]
    below = ["", "[profiles.sides]", *words] if words else []
    return "\n".join([*head, "", "[profiles.columns]", *named, *below]) + "\n"


def _quoted(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)


def remember(books: Books, by: str, table: str) -> None:
    """Put a profile into earmark.toml, as a person of the books.

    Raises:
        EarmarkError: nobody of that name; the books are busy.
    """
    with desk(books, by) as at:
        before = (at.read(CONFIG) or b"").decode()
        at.write(CONFIG, f"{before.rstrip()}\n\n{table}".encode())


def free_id(config: Mapping[str, Any]) -> str:
    """An id that no profile has: own_1, then own_2."""
    taken = {one.id for one in (*profiles(), *own_profiles(config))}
    return next(id_ for number in range(1, 1000) if (id_ := f"own_{number}") not in taken)
