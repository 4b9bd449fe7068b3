"""Two statements of the same days that say otherwise: the rows that only one of them has.

A row in days that an earlier statement had covered becomes a draft marked "statement corrected" and stops nothing. The
officer sees both figures, in the import's summary and among the problems of ``import --format json``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text

from ..tables.rows import Problem
from .recognise import Period, vanished

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tables.rows import Statement
    from .recognise import KnownRow, Recognised

OTHERWISE = Text(
    "对账单更正：{date} 这里是 {now}，此前的对账单是 {before}。请核对两份对账单：这份对，就撤销此前那份的导入（earmark undo），再导入这份；此前那份对，就撤销这份",
    "statement corrected: on {date} it is {now} here and was {before} in an earlier statement. "
    "Look at both: if this one is right, undo the import of the earlier one and import this one again; else undo this one",
)
INSERTED = Text(
    "对账单更正：此前的对账单已有 {date} 这一天，没有这一笔 {now}。请核对两份对账单：这份对，就补全这张草稿；此前那份对，就撤销这份的导入（earmark undo）",
    "statement corrected: an earlier statement had {date} and not these {now}. "
    "Look at both: if this one is right, complete the draft; else undo this import",
)
GONE = Text(
    "账上的 {id}（{date}，{amount}）不在这份对账单里",
    "{id} of the books ({date}, {amount}) is not in this statement",
)


def gone(found: Sequence[Recognised], known: Sequence[KnownRow], statement: Statement) -> list[KnownRow]:
    """The rows of the books that the statement should have, and has not."""
    first, last = statement.control.first, statement.control.last
    return vanished(found, known, Period(first, last)) if first and last else []


def missing(rows: Sequence[KnownRow]) -> list[Text]:
    """What a person should know of rows that are gone."""
    return [GONE.format(id=one.id, date=one.date, amount=money(one.amount)) for one in rows]


def corrections(found: Sequence[Recognised], without: Sequence[KnownRow]) -> list[Problem]:
    """Each row that an earlier statement of its day did not have, beside those that only that one has."""
    said = []
    for row in (one.row for one in found if one.corrected):
        before = "、".join(f"{money(x.amount)}（{x.id}）" for x in without if x.date == row.date)
        message = (OTHERWISE if before else INSERTED).format(
            date=row.date, now=money(row.amount), before=before
        )
        said.append(Problem(row.place.row, message))
    return said
