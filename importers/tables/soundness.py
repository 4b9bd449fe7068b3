"""What makes a statement unsound as a whole: its balance, what it should say of itself, rows above its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from .bank_row import day_of, signed
from .controls import NAMES, Stated
from .rows import Problem
from .table_rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ..cells.cells import Cell
    from .balance import Run
    from .header import Header

BALANCE = Text(
    "余额 {stated}，应为 {expected}。金额或余额不对，或前面缺行",
    "the balance is {stated}, should be {expected}. "
    "An amount or balance is wrong, or a row before it is missing",
)
UNPROVEN = Text("这一行没有余额，核对不了", "the row has no balance, so nothing proves it")
BELOW_NOTHING = Text(
    "这一行之前的余额推算为 {opening}，而账户没有透支过：金额或余额不对，或前面缺行",
    "the balance before this row would be {opening}, and the account is never overdrawn: "
    "an amount or balance is wrong, or a row before it is missing",
)
OUTSIDE = Text(
    "这一行像一笔收支，却在列名上面。请让列名在各行之上",
    "the row reads as a movement and stands above the names of the columns. Put the names above all rows",
)


def unbalanced(run: Run, claims: list[Stated], *, unread: Collection[int], solid: bool) -> list[Problem]:
    """Rows where the running balance breaks, that nothing proves, or before which there was less than nothing.

    ``unread`` rows are refused already; ``solid``: no balance is below nothing.
    """
    problems = [
        Problem(one.row, BALANCE.format(stated=money(one.stated), expected=money(one.expected)))
        for one in run.breaks
    ]
    problems += [Problem(row, UNPROVEN) for row in run.unproven if row not in unread]
    opened = any(one.key == "opening" for one in claims)
    if not problems and run.opening is not None and run.opening < 0 and solid and not opened:
        problems.append(Problem(run.first, BELOW_NOTHING.format(opening=money(run.opening))))
    return problems


def moved_above(header: Header, above: Iterable[tuple[int, list[Cell]]]) -> list[Problem]:
    """Rows above the names that read as movements: somebody sorted the table with its header in it."""
    rows = (Row(number, cells, header.columns) for number, cells in above)
    return [Problem(row.number, OUTSIDE) for row in rows if _moves(row, header)]


def _moves(row: Row, header: Header) -> bool:
    try:
        return bool(day_of(row["date"]) and signed(row, header.profile))
    except EarmarkError:
        return False


def unsaid(header: Header, claims: list[Stated]) -> list[Problem]:
    """What such a file always says of itself and this one does not: it was cut off, or damaged."""
    missing = header.profile.states - {one.key for one in claims}
    message = Text("缺 {what}，文件可能不完整", "the {what} is missing: the file may be cut off")
    return [Problem(None, message.format(what=NAMES[key])) for key in sorted(missing)]
