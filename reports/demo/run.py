"""The demo from end to end, through the same functions as the verbs: files → books → findings → money back.

Every step is a person's: the officers import, complete and post, the funders decide and order, the officers book the order
and send money back, the funders recognise it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.importers.receive import receive
from earmark.ledger.awards.adopting import adopt_policy, answer_question
from earmark.ledger.awards.opening import (
    NewAward,
    NewPolicy,
    add_bank,
    init,
    new_award,
)
from earmark.ledger.awards.programme import FunderAnswer
from earmark.ledger.base.amount import money
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.books.desk import desk
from earmark.ledger.closings.closing import close
from earmark.ledger.findings.acts import Decision
from earmark.ledger.findings.deciding import decide
from earmark.ledger.recovery.claims import Order, Settlement
from earmark.ledger.recovery.mirroring import mirror_order, mirror_return
from earmark.ledger.recovery.ordering import order, to_order
from earmark.ledger.recovery.revoking import Revocation, revoke
from earmark.ledger.recovery.settling import settle
from earmark.ledger.vouchers.drafts import posted_at
from earmark.ledger.vouchers.posting import post
from earmark.plugins.judging.run import audit_award
from earmark.plugins.policy import shipped

from ..listing import listed_of, widest
from . import context
from .cases import read_cases
from .files import write_files

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence
    from decimal import Decimal
    from pathlib import Path

    from earmark.ledger.books.books import Books
    from earmark.plugins.judging.finding import Finding
    from earmark.plugins.judging.run import Audited

    from .files import AwardFiles

OFFICERS = {"WH2025-007": "chen", "CAST2025-017": "liu", "WH2025-009": "sun"}
FUNDERS = {"wuhan-2012": "zhou", "cast-2013": "gao"}
YEAR = 2025
CLOSED = Text(
    "  {award} {first} … {last} 已结账，{count} 个签封", "  {award}: {first} … {last} closed, {count} seals"
)
REVOKED = Text(
    "  {award} 由 {id} 撤销，收回 {amount} 元，至 {until} 不得申报",
    "  {award} is revoked by {id}: {amount} CNY; no application until {until}",
)
ANSWERS = {"interest": "award", "notice-days": "自然日 算一头"}
"""The funders' answers: whose the interest is, how days of notice are counted."""


class DemoFailed(EarmarkError):
    """The demo did not come out as planned."""


def run(root: Path, tell: Callable[[Text], None], language: str = "zh") -> Books:
    """Make the demo's books in an empty folder, telling each step."""
    books = init(root, context.people(), language=language)
    files = write_files(root / "files")
    tell(Text("1 登记两个专项、三项奖补资金", "1 two programmes, three awards"))
    _open(books)
    for award in files.awards:
        tell(Text("2 导入 {a} 的文件", "2 import the files of {a}").format(a=award.award))
        _bring_in(books, award, (*award.statements, *award.journals))
    tell(Text("3 2025 年逐月结账、签封", "3 close and seal the months of 2025"))
    for id_ in books.award_ids():
        _close(books, id_, tell)
    tell(Text("4 认定、责令收回、退回", "4 decide, order, return"))
    _act(books)
    for planned in context.revocations():
        _revoke(books, planned, tell)
    for award in files.awards:
        _bring_in(books, award, award.later)
    return books


def _open(books: Books) -> None:
    for programme in context.programmes():
        policy = NewPolicy(programme.id, programme.title, shipped()[programme.id].read_bytes())
        by = FUNDERS[programme.id]
        adopt_policy(books, programme.id, policy, programme.date, by)
        for question, said in ANSWERS.items():
            answer = FunderAnswer(
                date=programme.date, id=question, answer=said, source=programme.document, recorded="", by=by
            )
            answer_question(books, programme.id, answer, by)
    for award in context.awards():
        by = OFFICERS[award.grant.id]
        add_bank(books, award.account, by)
        new = NewAward(grant=award.grant, plan=award.plan, milestones=award.milestones, charts=award.charts)
        new_award(books, new, by)
        with desk(books, by) as at:
            at.write(f"parties/{award.grant.recipient}.toml", context.parties_file(award.grant.recipient))


def _bring_in(books: Books, award: AwardFiles, paths: Sequence[Path]) -> None:
    by = OFFICERS[award.award]
    for path in paths:
        receive(books, [path], by)
    with desk(books, by) as at:
        post(at, award.award)


def _close(books: Books, award: str, tell: Callable[[Text], None]) -> None:
    """The officer closes each month of the year that is over; all of it is in the statutory books."""
    found = listed_of(widest(books, award).audit)
    with desk(books, OFFICERS[award]) as at:
        months = sorted({v.period for v in posted_at(at, award) if v.date.year == YEAR})
        done = close(at, award, months, found)
    tell(CLOSED.format(award=award, first=done[0].period, last=done[-1].period, count=len(done)))


def _act(books: Books) -> None:
    audited = {award: audit_award(books, award) for award in books.award_ids()}
    for act in context.acts():
        finding = _finding(audited[act.award], act)
        with desk(books, act.by) as at:
            decision = decide(at, act.award, _decision(finding, act))
        if act.order:
            _order(books, act, act.order, decision)


def _finding(audited: Audited, act: context.PlannedAct) -> Finding:
    """The finding about a case: the same narration on the same day; the strongest, where rules agree on it."""
    case = next(c for c in read_cases(act.award) if c.key == act.case)
    charges = {
        c.id for c in audited.audit.charges if c.narration == case.narration and case.date in {c.date, c.paid}
    }
    found = [f for f in audited.standing.findings if f.subject in charges and f.status == "open"]
    if not found:
        message = Text("示例 {case} 没有疑点：{n}", "case {case} has no finding: {n}")
        raise DemoFailed(message.format(case=act.case, n=case.narration))
    strength = {"violation": 0, "review": 1, "unknown": 2}
    return min(found, key=lambda f: (f.category != (act.category or f.category), strength[f.outcome]))


def _decision(finding: Finding, act: context.PlannedAct) -> Decision:
    amount = finding.amount or act.upheld
    return Decision(
        date=act.date,
        id="",
        finding=finding.id,
        rule=finding.rule,
        subject=finding.subject,
        outcome=act.outcome,
        questioned=amount,
        upheld=act.upheld,
        reason=act.reason,
        basis=act.basis,
        recovery=act.order is not None,
        category=act.category,
        recorded="",
        by="",
    )


def _order(books: Books, act: context.PlannedAct, planned: context.PlannedOrder, decision: Decision) -> None:
    recipient = next(a.grant.recipient_name for a in context.awards() if a.grant.id == act.award)
    officer = OFFICERS[act.award]
    with desk(books, act.by) as at:
        wanted = Order(
            id="",
            award=act.award,
            date=planned.date,
            recipient=recipient,
            route=planned.route,
            due=planned.due,
            basis=planned.basis,
            parts=((decision.id, to_order(at, act.award, decision.id)),),
            served=planned.date,
            served_how="直接送达",
        )
        issued = order(at, wanted)
    mirror_order(books, act.award, issued.id, officer, owed_by="own")
    if planned.returned and planned.amount:
        mirror_return(books, act.award, issued.id, planned.amount, planned.returned, officer)
        _recognise(books, act, planned, issued)


def _revoke(books: Books, planned: context.PlannedRevocation, tell: Callable[[Text], None]) -> None:
    """The award is revoked, its officer books that, the award's account pays what it holds, the funder sees it."""
    award, officer = planned.award, OFFICERS[planned.award]
    wanted = Revocation(
        date=planned.date,
        due=planned.due,
        reason=planned.reason,
        basis=planned.basis,
        named=True,
        served=planned.served,
        served_how="直接送达",
        ban_until=planned.ban_until,
        ban_clause=planned.basis,
    )
    with desk(books, planned.by) as at:
        issued = revoke(at, award, wanted).order
    tell(REVOKED.format(award=award, id=issued.id, amount=money(issued.amount), until=planned.ban_until))
    mirror_order(books, award, issued.id, officer)
    mirror_return(books, award, issued.id, planned.amount, planned.returned, officer, from_award=True)
    with desk(books, planned.by) as at:
        settle(at, _step(issued, planned.returned, planned.amount, planned.reference))


def _recognise(books: Books, act: context.PlannedAct, planned: context.PlannedOrder, issued: Order) -> None:
    """The funder's side sees the money and settles the claim."""
    returned, amount = planned.returned or planned.date, planned.amount or issued.amount
    with desk(books, act.by) as at:
        settle(at, _step(issued, returned, amount, planned.reference))


def _step(issued: Order, day: datetime.date, amount: Decimal, reference: str | None) -> Settlement:
    return Settlement(
        id="",
        award=issued.award,
        order=issued.id,
        date=day,
        recipient=issued.recipient,
        way="returned",
        amount=amount,
        route=issued.route,
        reference=reference,
    )
