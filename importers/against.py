"""Files of the statutory books held against an award's: ``earmark check --against FILE``.

Nothing is written. A trial balance is tied out (:mod:`.tieout.tying`), 预算指标 are held against the plan (:mod:`.tieout.planned`); of a journal
it is told which vouchers an import would find new, changed, vanished or renumbered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from .booking.plan import FilePlan
from .booking.state import load_award_state
from .cells.cells import file_bytes
from .formats.detect import read_bytes
from .formats.indicators import Indicators
from .formats.trial_balance import TrialBalance
from .proposing.whose import award_among
from .receive import plan_import
from .tables.mapping import own_profiles
from .tieout.compared import Tied
from .tieout.planned import planned
from .tieout.tying import tie
from .tieout.uses import Planned

if TYPE_CHECKING:
    from pathlib import Path

    from earmark.ledger.books.books import Books


class NotToTie(EarmarkError):
    """A file that cannot be held against an award's books."""


class Against(NamedTuple):
    """What came of one file: a tied balance, a plan held against its indicators, or what an import of it would change."""

    file: str
    award: str
    tied: Tied | None = None
    plan: FilePlan | None = None
    planned: Planned | None = None

    @property
    def differs(self) -> bool:
        """Whether something does not agree."""
        compared = self.tied or self.planned
        if compared:
            return bool(compared.differences)
        changes = self.plan.changes if self.plan else None
        return bool(
            changes
            and any((changes.new, changes.changed, changes.vanished, changes.renumbered, changes.closed))
        )


def against(books: Books, path: Path, award: str | None = None) -> Against:
    """Hold one file against the books.

    Raises:
        EarmarkError: the file cannot be read, is a bank's, or its award cannot be told; it names the file.
    """
    read = read_bytes(file_bytes(path), path.name, own=own_profiles(books.config))
    if not isinstance(read, TrialBalance | Indicators):
        (plan,) = plan_import(books, [path], award=award).files
        _refuse(
            plan.problems[0].message if plan.problems else None,
            plan.problems[0].row if plan.problems else None,
            path,
        )
        if plan.changes is None:
            message = Text(
                "对账单请用 earmark import：它按余额核对", "a statement ties by its balance: earmark import"
            )
            raise NotToTie(message, file=path.name)
        return Against(path.name, plan.award or "", plan=plan)
    if read.problems:
        _refuse(read.problems[0].message, read.problems[0].row, path)
    states = {id_: load_award_state(books, books, id_) for id_ in books.award_ids()}
    awards = {id_: state.award for id_, state in states.items()}
    id_ = award_among(awards, [row.line for row in read.rows], award)
    if isinstance(read, Indicators):
        return Against(path.name, id_, planned=planned(read, states[id_]))
    return Against(path.name, id_, tied=tie(read, states[id_]))


def _refuse(message: Text | None, row: int | None, path: Path) -> None:
    if message:
        raise NotToTie(message, file=path.name, row=row)
