"""The log of an award, a programme or a claims book: one line per act that counts.

    000012 voucher WH2025-007-V0012 6f1c…(64 hex) 2025-05-02T09:31:07+08:00 chen

Sequence, kind, id, leaf hash, when it was recorded, by whom. Lines are only added. The leaf is the SHA-256 of a 0 byte
and versioned, typed JSON of the directive as parsed (RFC 6962 leaf hash), so that formatting, comments and line
ends do not matter and anything else does.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from beancount.core.amount import Amount
from beancount.core.data import Custom, Transaction

from ..base.errors import EarmarkError
from ..base.text import Text

if TYPE_CHECKING:
    from pathlib import Path

LEAF_VERSION = 1


class DamagedLog(EarmarkError):
    """A log that is torn, out of order or unreadable."""


class NoLogId(EarmarkError):
    """An id that cannot stand in a line of the log."""


class LogLine(NamedTuple):
    """One line of a log."""

    sequence: int
    kind: str
    id: str
    leaf: str
    recorded: str
    by: str

    def __str__(self) -> str:
        """As written in the file, without its line end."""
        return f"{self.sequence:06d} {self.kind} {self.id} {self.leaf} {self.recorded} {self.by}"


def typed(value: Any) -> Any:  # noqa: ANN401 (directives hold values of many types)
    """A value as typed JSON: a string is not a date is not a number; numbers as written, zeros and all."""
    match value:
        case Amount():
            return {"amount": [str(value.number), value.currency]}
        case Decimal():
            return {"number": str(value)}
        case bool() | str() | None:
            return value
        case datetime.date():
            return {"date": value.isoformat()}
        case dict():
            return {
                k: typed(v)
                for k, v in sorted(value.items())
                if k not in {"filename", "lineno"} and k[:2] != "__"
            }
        case set() | frozenset():
            return sorted(value)
        case _:
            raise TypeError(value)


def leaf_json(entry: Transaction | Custom) -> str:
    """The versioned JSON of a directive, canonical."""
    body: dict[str, Any] = {
        "version": LEAF_VERSION,
        "date": entry.date.isoformat(),
        "meta": typed(entry.meta),
    }
    if isinstance(entry, Transaction):
        body |= {
            "type": "transaction",
            "flag": entry.flag,
            "payee": entry.payee,
            "narration": entry.narration,
        }
        body |= {"tags": sorted(entry.tags), "links": sorted(entry.links)}
        body["postings"] = [[p.account, typed(p.units), typed(p.meta or {})] for p in entry.postings]
    else:
        body |= {"type": "custom", "kind": entry.type, "values": [typed(v.value) for v in entry.values]}
    return canonical(body)


def canonical(body: dict[str, Any]) -> str:
    """JSON in its one form: sorted keys, no spaces, UTF-8."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def leaf_of(entry: Transaction | Custom) -> str:
    """The RFC 6962 leaf hash of a directive, as 64 hex digits."""
    return leaf_of_json(leaf_json(entry))


def leaf_of_json(text: str) -> str:
    """The RFC 6962 leaf hash of canonical JSON, as 64 hex digits."""
    return hashlib.sha256(b"\0" + text.encode()).hexdigest()


def read_log(data: bytes | None, file: Path | str = "log") -> list[LogLine]:
    """The lines of a log; none when there is no log yet.

    Raises :class:`DamagedLog` naming the line that is torn or out of order.
    """
    text = (data or b"").decode("utf-8", errors="replace")
    lines = []
    # Only a line feed ends a line here: splitlines would also split at U+2028 and the like.
    for row, line in enumerate(text.removesuffix("\n").split("\n") if text else [], start=1):
        parts = line.split(" ")
        if len(parts) != 6 or not parts[0].isdecimal() or int(parts[0]) != row or not text.endswith("\n"):  # noqa: PLR2004
            message = Text("日志第 {row} 行损坏或次序不对", "line {row} of the log is torn or out of order")
            fix = Text("请从备份恢复日志", "restore the log from a backup")
            raise DamagedLog(message.format(row=row), file=file, row=row, fix=fix)
        lines.append(LogLine(int(parts[0]), *parts[1:]))
    return lines


def appended(data: bytes | None, events: list[tuple[str, str, str]], recorded: str, by: str) -> bytes:
    """The log's bytes with lines added; each event is (kind, id, leaf).

    Raises :class:`NoLogId` for an id or a name that would tear its line.
    """
    for id_ in (by, *(id_ for _, id_, _ in events)):
        if not id_ or id_.split() != [id_]:
            message = Text("编号“{id}”不能是空的或有空格", "an id is not empty and has no spaces: “{id}”")
            raise NoLogId(message.format(id=id_))
    start = len(read_log(data)) + 1
    lines = [LogLine(start + n, kind, id_, leaf, recorded, by) for n, (kind, id_, leaf) in enumerate(events)]
    return (data or b"") + "".join(f"{line}\n" for line in lines).encode()
