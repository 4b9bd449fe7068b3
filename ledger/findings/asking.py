"""What the audit side asks for: papers by a day, the recipient's answer to findings by a day; and that it looked at papers.

ask(at, "WH2025-007", [Request(subject="WH2025-007-V0012a", kinds=("contract",), due=..., text=..., ...)])
see(at, "WH2025-007", ["WH2025-007-E0007"], day)
withdraw_requests(at, "WH2025-007", ["Q-0003"], "要错了凭证", day)
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..base.clean import clean
from ..base.text import Text
from ..books.desk import free_ids
from ..books.recording import record
from ..persons.sides import require_audit_side
from ..vouchers.attaching import KINDS, WrongPaper, known_paper, subject_of
from ..vouchers.drafts import drafts_at, full_id, posted_at
from ..vouchers.evidence import PAPERS, Sighting
from .acts import Request, RequestWithdrawn, asked_in_force
from .dating import charged, not_before
from .on_finding import AnswerRequest

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from ..books.desk import Desk


def ask(at: Desk, award: str, wanted: Sequence[Request]) -> list[Request]:
    """Ask for papers behind vouchers or charges, by a day; ids are given here.

    Raises :class:`NoSuchSubject`, :class:`WrongPaper`, :class:`..persons.sides.NotYours`.
    """
    require_audit_side(at, award)
    ids = free_ids("Q-", asked_ids(at, award))
    vouchers = {v.id: v for v in (*posted_at(at, award), *drafts_at(at, award))}
    stored = []
    for one in wanted:
        subject = full_id(award, one.subject)
        subject_of(vouchers, subject)
        for what in one.kinds:
            if what not in PAPERS:
                raise WrongPaper(KINDS.format(what=what, known=", ".join(PAPERS)))
        if not one.kinds or one.due < one.date:
            raise WrongPaper(
                Text("要写明要什么单据，期限不早于要求之日", "say which papers, due no earlier than asked")
            )
        stored.append(replace(one, subject=subject, id=next(ids), recorded=at.recorded, by=at.by))
    record(at, award, stored, "acts")
    return stored


def see(at: Desk, award: str, evidence: Sequence[str], day: datetime.date, note: str = "") -> list[Sighting]:
    """Say that one looked at papers. Raises :class:`WrongPaper`, :class:`..persons.sides.NotYours`."""
    require_audit_side(at, award)
    path = f"awards/{award}/acts.beancount"
    ids = free_ids("S-", [s.id for s in at.records(Sighting, path)])
    stored = []
    for id_ in dict.fromkeys(evidence):
        known = known_paper(at, award, id_)
        not_before(day, charged(at, award, known.subject), WrongPaper)
        one = Sighting(
            date=day, id=next(ids), recorded=at.recorded, by=at.by, evidence=id_, note=note or None
        )
        stored.append(one)
    record(at, award, stored, "acts")
    return stored


def ask_answers(at: Desk, award: str, wanted: Sequence[AnswerRequest]) -> list[AnswerRequest]:
    """Ask the recipient to answer findings by a day; ids are given here.

    Raises :class:`WrongPaper` for a day that is over before it begins, :class:`..persons.sides.NotYours`.
    """
    require_audit_side(at, award)
    ids = free_ids("Q-", asked_ids(at, award))
    for one in wanted:
        if one.due < one.date:
            raise WrongPaper(Text("期限早于要求之日", "due before it is asked"))
        not_before(one.date, charged(at, award, one.subject), WrongPaper)
    stored = [replace(one, id=next(ids), recorded=at.recorded, by=at.by) for one in wanted]
    record(at, award, stored, "acts")
    return stored


def withdraw_requests(
    at: Desk, award: str, ids: Sequence[str], reason: str, day: datetime.date
) -> list[RequestWithdrawn]:
    """Say that requests for papers or answers were wrong: nobody owes them any more.

    Raises :class:`WrongPaper` when there is no such request in force, or no reason; :class:`..persons.sides.NotYours`.
    """
    require_audit_side(at, award)
    if not clean(reason).strip():
        raise WrongPaper(Text("要写明理由", "say why"))
    entries = at.entries(f"awards/{award}/acts.beancount")
    known = {one.id: one for one in asked_in_force(Request, entries)}
    answers = {one.id: one for one in asked_in_force(AnswerRequest, entries)}
    made = []
    for id_ in dict.fromkeys(ids):
        wrong = known.get(id_) or answers.get(id_)
        if wrong is None:
            fix = Text(
                "要求的编号在 earmark request 写下时给出", "earmark request gave its id when it was made"
            )
            raise WrongPaper(
                Text("没有生效的要求 {id}", "no request {id} is in force").format(id=id_), fix=fix
            )
        not_before(day, {id_: wrong.date}, WrongPaper)
        made.append(
            RequestWithdrawn(
                date=day, id=f"{id_}-W", request=id_, subject=wrong.subject, reason=reason,
                recorded=at.recorded, by=at.by,
            )
        )  # fmt: skip
    record(at, award, made, "acts")
    return made


def asked_ids(at: Desk, award: str) -> list[str]:
    """The ids of all that was asked for: papers and answers have one series."""
    path = f"awards/{award}/acts.beancount"
    return [r.id for r in (*at.records(Request, path), *at.records(AnswerRequest, path))]
