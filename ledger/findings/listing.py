"""What closings and handed-out reports listed of an award's findings: kept beside them, compared later, never read back.

The file has one finding a line, in the order of ids; its hash stands in the closing or the report. What was listed anywhere and
is found no more is named with what it was (law 4).
"""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from ..base.record import records
from ..closings.periods import Closing
from ..proof.sealing import findings_path
from .handed_out import Report, report_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..closings.unlogged import Shelf


class Listed(NamedTuple):
    """A finding as it was listed; the amount as written, the day of what it speaks of."""

    finding: str
    rule: str
    subject: str
    outcome: str
    amount: str | None
    policy_sha256: str
    date: datetime.date | None
    category: str = ""
    document: str = ""
    clause: str = ""
    """The clause's number in the document."""


class Placed(NamedTuple):
    """A finding in a list: of which closing, report or act, on which day, recorded when and by whom."""

    kind: str
    id: str
    date: datetime.date
    recorded: str
    by: str
    listed: Listed
    what: str = ""
    """Of a report: what it was (:class:`.handed_out.Report`)."""


def listing(findings: Iterable[Listed]) -> bytes:
    """The file of what was found: one finding a line, in the order of ids."""
    rows = [json.dumps(_row(f), ensure_ascii=False, sort_keys=True) for f in sorted(findings)]
    return ("[" + ",".join(f"\n{row}" for row in rows) + "\n]\n").encode()


def _row(finding: Listed) -> dict[str, str | None]:
    return finding._asdict() | {"date": finding.date.isoformat() if finding.date else None}


def listed_in(shelf: Shelf, award: str, entries: Iterable[Any]) -> list[Placed]:
    """What closings and handed-out reports listed, as they were recorded; ``entries``: those of the award's own books."""
    entries = list(entries)
    made: list[tuple[Closing | Report, str]] = [
        (c, findings_path(award, c.id)) for c in records(Closing, entries)
    ]
    made += [(r, report_path(award, r.id)) for r in records(Report, entries)]
    return [
        Placed(one.kind, one.id, one.date, one.recorded, one.by, listed, getattr(one, "what", ""))
        for one, path in sorted(made, key=lambda pair: moment(pair[0].recorded))
        for listed in _read(shelf.read(path))
    ]


def _read(data: bytes | None) -> list[Listed]:
    rows = json.loads(data or b"[]")
    days = [row["date"] and datetime.date.fromisoformat(row["date"]) for row in rows]
    return [Listed(**(row | {"date": day})) for row, day in zip(rows, days, strict=True)]


LONG_AGO = datetime.datetime.min.replace(tzinfo=datetime.UTC)


def moment(recorded: str) -> datetime.datetime:
    """When something was recorded; what does not say so comes first."""
    try:
        found = datetime.datetime.fromisoformat(recorded)
    except ValueError:
        return LONG_AGO
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)
