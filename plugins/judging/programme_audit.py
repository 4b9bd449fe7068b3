"""The audit of all awards of a programme: each is loaded and judged once, then the rules of scope programme judge them together.

    audit_awards(books)                            all awards of the books, programme by programme
    audit_awards(books, programme="wuhan-2012")    those of one programme
    audit_awards(books, ["WH2025-007"])            these, each alone: rules of scope programme are "not run"
    audit_for(books, "WH2025-007", "F-1a2b3c4d5e") this one, within its programme where it takes that to find the finding

A finding that spans awards is held in each of them, with that award's own amount.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.books.load import grant_of

from ..audit import adopted_policy
from .engine import judge_together
from .run import Audited, join, judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.books.books import Books

_NO_AWARD = Text("专项 {programme} 没有奖补资金", "programme {programme} has no award")
_NOT_OF = Text("专项 {programme} 没有这项奖补资金：{ids}", "programme {programme} has no award {ids}")


class NoSuchProgramme(EarmarkError):
    """A programme that no award of the books is of."""


def audit_awards(books: Books, awards: Sequence[str] = (), *, programme: str | None = None) -> list[Audited]:
    """The audits asked for; of awards in a programme, those alone are given and all of it is judged.

    Raises :class:`NoSuchProgramme`, and as ``audit_award``.
    """
    if awards and not programme:
        return [join(books, *judged(books, award)) for award in awards]
    ids = awards_in(books, programme) if programme else books.award_ids()
    strange = ", ".join(award for award in awards if award not in ids)
    if strange:
        raise NoSuchProgramme(_NOT_OF.format(programme=programme, ids=strange))
    done = {id_: judged(books, id_) for id_ in ids}
    found = [(loaded.award, result) for loaded, result in done.values()]
    wide = judge_together(found, lambda award: adopted_policy(books, award))
    return [join(books, done[id_][0], wide[id_]) for id_ in awards or ids]


def audited_for(books: Books, award: str | None, finding: str | None, programme: str | None) -> list[Audited]:
    """The audits that show a finding of an award, all findings of it, of a programme, or of the books."""
    if award and finding and not programme:
        return [audit_for(books, award, finding)]
    return audit_awards(books, [award] if award else (), programme=programme)


def audit_for(books: Books, award: str, finding: str | None) -> Audited:
    """One award's audit; within its programme where it is asked for a finding that the award alone does not have."""
    alone = join(books, *judged(books, award))
    waiting = {run.id for run in alone.audit.runs if run.state == "not run"}
    shown = {f.id: f.rule for f in alone.standing.findings}
    if finding is None or not waiting or shown.get(finding) not in {None, *waiting}:
        return alone
    (found,) = audit_awards(books, [award], programme=alone.award.grant.programme)
    return found


def awards_in(books: Books, programme: str) -> list[str]:
    """The awards of a programme. Raises :class:`NoSuchProgramme` when there is none."""
    found = [id_ for id_ in books.award_ids() if grant_of(books, id_).programme == programme]
    if not found:
        known = sorted({grant_of(books, id_).programme for id_ in books.award_ids()})
        fix = Text("现有：{ids}", "known: {ids}").format(ids=", ".join(known) or "—")
        raise NoSuchProgramme(_NO_AWARD.format(programme=programme), fix=fix)
    return found
