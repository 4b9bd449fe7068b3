"""The audit of all awards of a programme: each is loaded and judged once, then the rules of scope programme judge them together.

    audit_awards(books)                            all awards of the books, programme by programme
    audit_awards(books, programme="wuhan-2012")    those of one programme
    audit_awards(books, ["WH2025-007"])            these, each alone: rules of scope programme are "not run"

A finding that spans awards is held in each of them, with that award's own amount.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from earmark.ledger.errors import EarmarkError
from earmark.ledger.load import grant_of
from earmark.ledger.text import Text

from .audit import adopted_policy
from .engine import judge_programme
from .programme import Member, Programme, in_turn
from .run import Audited, join, judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.books import Books
    from earmark.ledger.load import Loaded

    from .finding import Audit

    Judged = tuple[Loaded, Audit]

_NO_AWARD = Text("专项 {programme} 没有奖补资金", "programme {programme} has no award")


class NoSuchProgramme(EarmarkError):
    """A programme that no award of the books is of."""


def audit_awards(books: Books, awards: Sequence[str] = (), *, programme: str | None = None) -> list[Audited]:
    """The audits asked for, in the order of the awards. Raises :class:`NoSuchProgramme`, and as ``audit_award``."""
    if awards:
        return [join(books, *judged(books, award)) for award in awards]
    ids = awards_in(books, programme) if programme else books.award_ids()
    done = {id_: judged(books, id_) for id_ in ids}
    wide = dict(_widened(books, done))
    return [join(books, done[id_][0], wide[id_]) for id_ in ids]


def awards_in(books: Books, programme: str) -> list[str]:
    """The awards of a programme. Raises :class:`NoSuchProgramme` when there is none."""
    found = [id_ for id_ in books.award_ids() if grant_of(books, id_).programme == programme]
    if not found:
        known = sorted({grant_of(books, id_).programme for id_ in books.award_ids()})
        fix = Text("现有：{ids}", "known: {ids}").format(ids=", ".join(known) or "—")
        raise NoSuchProgramme(_NO_AWARD.format(programme=programme), fix=fix)
    return found


def audit_in_programme(books: Books, award: str) -> Audited:
    """One award with what the rules of its programme say of it: all awards of the programme are loaded."""
    all_of_it = audit_awards(books, programme=grant_of(books, award).programme)
    return next(audited for audited in all_of_it if audited.award.id == award)


def _widened(books: Books, done: dict[str, Judged]) -> Iterator[tuple[str, Audit]]:
    by_programme: dict[str, dict[str, Judged]] = defaultdict(dict)
    for id_, (loaded, result) in done.items():
        by_programme[loaded.award.grant.programme][id_] = (loaded, result)
    for id_, found in by_programme.items():
        members = [Member(loaded.award, result.charges) for loaded, result in found.values()]
        policy = adopted_policy(books, members[0].award)
        audits = {award: result for award, (_, result) in found.items()}
        yield from judge_programme(Programme(id=id_, members=in_turn(members)), policy, audits).items()
