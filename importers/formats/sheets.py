"""A bank's statement on several sheets of one workbook, a month each, read as one.

The sheets must be of one account and one layout, and their days must not overlap: a sheet of the whole year
beside its months would bring every row twice. Each sheet is tested by itself.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Source

from ..tables.rows import Problem, Statement
from ..tables.spool import Spool
from .statement import read_statement

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from ..tables.header import Header

SAVE = Text("请一张表存一个文件", "save each as a file of its own")


class SeveralTables(EarmarkError):
    """A workbook with several sheets to read that are not one statement."""


def several_tables(headers: Sequence[Header]) -> SeveralTables:
    """The refusal that names the sheets."""
    names = "、".join(header.sheet.name for header in headers)
    message = Text("有几张工作表可读：{names}", "several sheets can be read: {names}").format(names=names)
    return SeveralTables(message, fix=SAVE)


def stacked(headers: Sequence[Header], file: str, today: datetime.date) -> Statement:
    """The statement on several sheets. Raises :class:`SeveralTables`."""
    each = [(header, read_statement(header, file, today)) for header in headers]
    each = [(header, one) for header, one in each if one.data_rows] or each[:1]
    accounts = sorted({one.account for _, one in each if one.account})
    if len(accounts) > 1:
        message = Text("有几个账户：{accounts}", "there are several accounts: {accounts}")
        raise SeveralTables(message.format(accounts="、".join(accounts)), fix=SAVE)
    _check_days(each)
    first = each[0][1]
    return replace(
        first,
        account=next(iter(accounts), None),
        holder=next(filter(None, (one.holder for _, one in each)), None),
        rows=Spool(
            file,
            (
                row._replace(place=Source(file, header.before + row.place.row))
                for header, one in each
                for row in one.rows
            ),
        ).rows(),
        data_rows=sum(one.data_rows for _, one in each),
        problems=tuple(named(header, problem) for header, one in each for problem in one.problems),
        preamble=tuple(line for _, one in each for line in one.preamble),
    )


def _check_days(each: Sequence[tuple[Header, Statement]]) -> None:
    """Let sheets pass of which none has a day that another has too."""
    spans = [(one.control.first, one.control.last, header.sheet.name) for header, one in each]
    known = sorted((first, last, name) for first, last, name in spans if first and last)
    for (_, last, one), (first, _, other) in itertools.pairwise(known):
        if first <= last:
            message = Text(
                "工作表“{one}”和“{other}”有同一天的行", "the sheets “{one}” and “{other}” share days"
            )
            raise SeveralTables(message.format(one=one, other=other), fix=SAVE)


def named(header: Header, problem: Problem) -> Problem:
    """A problem that names its sheet, its row numbered on through the file."""
    if problem.row is None:
        return problem
    place = Text("工作表“{sheet}”第 {row} 行：{what}", "sheet “{sheet}”, row {row}: {what}")
    message = place.format(sheet=header.sheet.name, row=problem.row, what=problem.message)
    return Problem(header.before + problem.row, message)
