"""The recipient's private list (parties/<recipient>.toml): staff, rehired, related, landlords, own accounts.

    complete = ["staff", "rehired"]

    [[party]]
    code = "A03"
    kind = "staff"
    names = ["职工A03"]
    start = 2020-01-01

    [[own-account]]
    tail = "1203"
    purpose = "基本户"

    [[other-project]]
    number = "B2024-017"
    name = "科普资源库建设"

Identity numbers stand only as keyed hashes. The file never goes into git, Fava, seals or exports (mode 0600).
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from ..awards.award import PARTY_KINDS, OtherProject, OwnAccount, Parties, Party
from ..base.amount import parse_amount
from ..base.errors import EarmarkError
from ..base.reasons import why
from ..base.text import Text
from ..files.reading import read_regular

if TYPE_CHECKING:
    from pathlib import Path

Row = Mapping[str, Any]


MOST_BYTES = 16 * 1024 * 1024
"""A list of 100,000 people is not larger."""


class DamagedParties(EarmarkError):
    """A parties file that cannot be read whole."""


def read_parties(recipient: str, path: Path) -> Parties | None:
    """The parties of a recipient; None when there is no file: then who is staff is unknown.

    Raises :class:`DamagedParties` naming the entry.
    """
    try:
        data = tomllib.loads(read_regular(path, most=MOST_BYTES).decode("utf-8-sig"))
        return Parties(
            recipient,
            parties=tuple(_entries(data, "party", _party)),
            own_accounts=tuple(_entries(data, "own-account", _own_account)),
            complete=frozenset(map(_kind, _texts(data, "complete"))),
            other_projects=tuple(_entries(data, "other-project", _other_project)),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        message = Text("读不懂：{error}", "cannot be read: {error}").format(error=why(error))
        raise _damaged(path, message) from None
    except EarmarkError as error:
        raise _damaged(path, error.message) from None


T = TypeVar("T")


def _entries(data: Row, table: str, read: Callable[[Row], T]) -> Iterator[T]:
    """What each entry of a table says; what is wrong with one names its number."""
    rows = data.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DamagedParties(Text("应写成 [[{t}]]", "write [[{t}]]").format(t=table))
    for number, row in enumerate(rows, start=1):
        try:
            yield read(row)
        except EarmarkError as error:
            message = Text("第 {number} 个 {t} 有误：{why}", "{t} number {number} is wrong: {why}")
            raise DamagedParties(message.format(number=number, t=table, why=error.message)) from None


def _party(row: Row) -> Party:
    _only(row, {"code", "kind", "names", "start", "end", "note", "amount"})
    start, end = _day(row, "start"), _day(row, "end")
    if start and end and end < start:
        raise DamagedParties(Text("“end”早于“start”", "“end” is before “start”"))
    amount = parse_amount(str(row["amount"])) if "amount" in row else None
    if amount is not None and amount <= 0:
        raise DamagedParties(Text("“amount”应大于零", "“amount” is above zero"))
    return Party(
        code=_text(row, "code"),
        kind=_kind(_text(row, "kind")),
        names=_texts(row, "names"),
        start=start,
        end=end,
        note=_text(row, "note", ""),
        amount=amount,
    )


def _own_account(row: Row) -> OwnAccount:
    _only(row, {"tail", "purpose"})
    return OwnAccount(_text(row, "tail"), _text(row, "purpose", ""))


def _other_project(row: Row) -> OtherProject:
    _only(row, {"number", "name"})
    return OtherProject(_text(row, "number"), _text(row, "name", ""))


def _only(row: Row, known: set[str]) -> None:
    """Refuse a key that nothing reads: who writes ``name`` for ``names`` lists nobody."""
    for key in row:
        if key not in known:
            raise DamagedParties(Text("不认识“{key}”", "“{key}” is not known here").format(key=key))


def _text(row: Row, key: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if not isinstance(value, str):
        raise DamagedParties(
            Text("缺少“{key}”，或不是文字", "“{key}” is missing or not text").format(key=key)
        )
    return value


def _texts(row: Row, key: str) -> tuple[str, ...]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise DamagedParties(
            Text('“{key}”应写成 ["…", "…"]', '“{key}” is a list: ["…", "…"]').format(key=key)
        )
    return tuple(values)


def _kind(kind: str) -> str:
    if kind not in PARTY_KINDS:
        message = Text("不认识“{kind}”，可用：{known}", "“{kind}” is not one of {known}")
        raise DamagedParties(message.format(kind=kind, known=", ".join(PARTY_KINDS)))
    return kind


def _day(row: Row, key: str) -> datetime.date | None:
    value = row.get(key)
    if value is not None and type(value) is not datetime.date:
        message = Text("“{key}”应为日期，如 2025-03-18", "“{key}” is a date: 2025-03-18")
        raise DamagedParties(message.format(key=key))
    return value


def _damaged(path: Path, message: Text) -> DamagedParties:
    return DamagedParties(message, file=path, fix=Text("请改正这个文件", "mend this file"))
