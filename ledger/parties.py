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

Identity numbers stand only as keyed hashes. The file never goes into git, Fava, seals or exports (mode 0600).
"""

from __future__ import annotations

import datetime
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .amount import NotAnAmount, parse_amount
from .award import PARTY_KINDS, OwnAccount, Parties, Party
from .errors import EarmarkError
from .text import Text

if TYPE_CHECKING:
    from pathlib import Path


class DamagedParties(EarmarkError):
    """A parties file that cannot be read whole."""


def read_parties(recipient: str, path: Path) -> Parties | None:
    """The parties of a recipient; None when there is no file: then who is staff is unknown.

    Raises :class:`DamagedParties` naming the entry.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _damaged(path, Text("读不懂：{error}", "cannot be read: {error}").format(error=error)) from None
    parties = tuple(_party(path, number, row) for number, row in enumerate(data.get("party", []), start=1))
    own = tuple(
        OwnAccount(str(row["tail"]), str(row.get("purpose", ""))) for row in data.get("own-account", [])
    )
    return Parties(recipient, parties, own, frozenset(data.get("complete", [])))


def _party(path: Path, number: int, row: dict[str, Any]) -> Party:
    try:
        return Party(
            code=row["code"],
            kind=PARTY_KINDS[PARTY_KINDS.index(row["kind"])],
            names=tuple(row.get("names", ())),
            start=_day(row.get("start")),
            end=_day(row.get("end")),
            note=row.get("note", ""),
            amount=_amount(row.get("amount")),
        )
    except (KeyError, TypeError, ValueError, NotAnAmount) as error:
        message = Text("第 {number} 个 party 有误：{error}", "party number {number} is wrong: {error}")
        raise _damaged(path, message.format(number=number, error=error)) from None


def _day(value: Any) -> datetime.date | None:  # noqa: ANN401 (TOML holds values of many types)
    if value is not None and not isinstance(value, datetime.date):
        raise TypeError(value)
    return value


def _amount(value: Any) -> Decimal | None:  # noqa: ANN401
    return None if value is None else parse_amount(str(value))


def _damaged(path: Path, message: Text) -> DamagedParties:
    return DamagedParties(message, file=path, fix=Text("请改正这个文件", "mend this file"))
