"""整改（收回）通知书: an order as the recipient is told it, or 拟 one, of a finding for which nothing is ordered yet.

    earmark report WH2025-007 --paper notice --order O-0001 --out 通知书.docx
    earmark report WH2025-007 --paper notice --finding F-1a2b3c4d5e --out 通知书（拟）.docx

It says facts, clause and reason of each decision, the basis that the order names, the amount in figures and 大写, route,
day, and the account to pay into. Consequences stand there only as a clause words them: the clauses say nothing of what a day
missed costs, so nor does the notice. A proposed one has no number, no day and no account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.recovery.claims import NO_MONEY, ROUTES

from ..findings_list import about
from .payto import account_rows
from .value import Facts, Letter, Paragraph
from .words import day, fact, in_full, proposed, recovery, scheme, yuan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from earmark.ledger.findings.acts import Decision
    from earmark.ledger.recovery.claims import Order

    from ..accountability.value import Judged, Ordered
    from .case import Case
    from .value import Part, Words

TITLE = Text("{scheme}整改（{recovery}）通知书", "{scheme}: notice of rectification ({recovery})")
REVOCATION = Text("{scheme}撤销资格（{recovery}）通知书", "{scheme}: notice of revocation ({recovery})")
TO = Text("{recipient}：", "To {recipient}:")
FOUND = Text(
    "经认定，你单位承担的{scheme}资金（编号 {award}）在使用中存在以下问题：",
    "The following was upheld on your award of the {scheme} (award {award}):",
)
PROPOSED = Text(
    "你单位承担的{scheme}资金（编号 {award}）在使用中有以下疑点，拟提请认定：",
    "The following is proposed for decision on your award of the {scheme} (award {award}):",
)
FACT = Text("{n}. {what}：{fact}，金额 {amount}。", "{n}. {what}: {fact}, {amount}.")
CLAUSE = Text("所依条款：{document}{number}：“{text}”", "Clause: {document} {number}: “{text}”")
DECIDED = Text(
    "认定金额 {upheld}（{id}，{day}）。理由：{reason}。依据：{basis}。",
    "Upheld: {upheld} ({id}, {day}). Reason: {reason}. Basis: {basis}.",
)
ORDERED = Text(
    "依据{basis}，现责令你单位整改，{recovery} {amount}。具体如下：",
    "On the basis of {basis} you are ordered to put this right: {recovery} of {amount}, as follows:",
)
REVOKED = Text(
    "依据{basis}，决定撤销你单位承担{scheme}的资格，{recovery}已拨付资金 {amount}。具体如下：",
    "On the basis of {basis} your qualification for the {scheme} is revoked: {recovery} of {amount}, as follows:",
)
WOULD = Text(
    "依据{basis}，拟责令你单位整改，拟{recovery} {amount}。",
    "On the basis of {basis} it is proposed: {recovery} of {amount}.",
)
UNDECIDED = Text(
    "本件为拟稿：疑点未经认定以前不是结论，也不是收回资金的依据。",
    "This is a proposal: until somebody decides, a finding is no conclusion and no ground for recovery.",
)
NOT_ORDERED = Text(
    "本件为拟稿：已经认定，尚未下达收回决定。",
    "This is a proposal: the finding is upheld, nothing is ordered yet.",
)
WHY = Text("撤销的事实和理由：{reason}。", "Facts and reason of the revocation: {reason}.")
ABSORBED = Text(
    "{order} 尚未收回的 {amount}并入本决定，不再另行收回。",
    "What was outstanding of {order}, {amount}, goes into this order and is not recovered apart.",
)
BY_CLAUSE = Text("{document}{number}原文：“{text}”", "{document} {number} reads: “{text}”")
BANNED = Text("按上述条款，取消申报资格至 {until}。", "By this clause you may not apply until {until}.")
CLOSE = Text(
    "办理后请将银行回单或记账凭证送我单位，以便对账销号。",
    "Then send us the bank's receipt or the voucher, so that the matter can be struck off.",
)
ASK = Text("联系人：{name}", "Contact: {name}")
SERVED = Text("送达日期：{day}", "Served on: {day}")
HOW = Text("送达方式：{how}", "How: {how}")
RECEIVED = Text("签收人：", "Received by:")
BLANK = Text("＿＿＿＿＿＿", "____________")
STOPS = "。；，. "


class NothingToRecover(EarmarkError):
    """A notice on a finding that was cleared, or that asks for no money."""


def paper(case: Case, order: str = "", finding: str = "") -> Letter:
    """The notice of an order, or the proposed one of a finding.

    Raises :class:`.case.NoSuchOrder`, :class:`.case.NoSuchFinding`, :class:`NothingToRecover`,
    :class:`.payto.NoAccount`.
    """
    return _ordered(case, case.order(order)) if order else _proposed(case, case.finding(finding))


def _title(case: Case, office: str, *, revocation: bool = False) -> Text:
    title = REVOCATION if revocation else TITLE
    return title.format(scheme=scheme(case.report), recovery=recovery(office))


def _ordered(case: Case, ordered: Ordered) -> Letter:
    order, report = ordered.order, case.report
    office = case.office(order.by)
    asked = REVOKED if order.revocation else ORDERED
    said = {"basis": order.basis, "amount": in_full(order.amount), "scheme": scheme(report)}
    problems = tuple(_problems(case, order))
    found = FOUND.format(scheme=scheme(report), award=report.grant.id)
    return Letter(
        title=_title(case, office, revocation=order.revocation),
        number=f"{report.grant.id} {order.id}",
        day=order.date,
        parts=(
            Paragraph(TO.format(recipient=order.recipient), flush=True),
            *((Paragraph(found), *problems) if problems else ()),
            *((Paragraph(WHY.format(reason=order.reason.rstrip(STOPS))),) if order.reason else ()),
            Paragraph(asked.format(**said, recovery=recovery(office))),
            _how(case, order),
            *_absorbed(case, order),
            *_words_of(case, order),
            Paragraph(CLOSE),
            Paragraph(ASK.format(name=_contact(case, order))),
        ),
        sender=office,
        dated=day(order.date),
        foot=_served(case, order),
    )


def _served(case: Case, order: Order) -> tuple[Text, ...]:
    on, how = case.served(order)
    return SERVED.format(day=day(on) if on else BLANK), HOW.format(how=how or BLANK), RECEIVED


def _problems(case: Case, order: Order) -> Iterator[Part]:
    """Fact, clause and decision behind each part of an order, or behind a revocation."""
    named = [id_ for id_, _ in order.parts if id_] or (order.grounds or "").split()
    for n, id_ in enumerate(named, start=1):
        if decided := case.decided(id_):
            judged = case.judged(decided.decision)
            yield from _problem(n, judged, decided.decision)


def _problem(n: int, judged: Judged | None, decision: Decision | None) -> Iterator[Part]:
    if judged:
        finding = judged.finding
        amount = yuan(abs(finding.amount or NIL))
        yield Paragraph(FACT.format(n=n, what=about(finding), fact=fact(judged), amount=amount))
        if finding.clause.text:
            clause = {"document": finding.clause.document, "number": finding.clause.number}
            yield Paragraph(CLAUSE.format(**clause, text=finding.clause.text))
    if decision:
        said = {"id": decision.id, "day": day(decision.date), "reason": decision.reason.rstrip(STOPS)}
        yield Paragraph(DECIDED.format(**said, upheld=yuan(decision.upheld), basis=decision.basis))


def _how(case: Case, order: Order) -> Facts:
    """Amount, route, day, and the account to pay into."""
    rows: list[tuple[Text, Words]] = [
        (Text("金额", "Amount"), in_full(order.amount)),
        (Text("方式", "Route"), ROUTES.get(order.route, order.route)),
        (Text("期限", "Due"), day(order.due)),
    ]
    return Facts((*rows, *(() if order.route in NO_MONEY else account_rows(case, order.route))))


def _absorbed(case: Case, order: Order) -> Iterator[Part]:
    """What a revocation takes in of earlier orders: it is not owed twice."""
    for step in (s.step for s in case.report.settlements):
        if (step.way, step.reference) == ("absorbed", order.id):
            yield Paragraph(ABSORBED.format(order=step.order, amount=yuan(step.amount)))


def _words_of(case: Case, order: Order) -> Iterator[Part]:
    """The clause on recovery in its own words, where the order stands on it; of a revocation the ban that it opened."""
    clause = case.recovery
    if clause and clause.number in order.basis:
        said = {"document": clause.document, "number": clause.number, "text": clause.text}
        yield Paragraph(BY_CLAUSE.format(**said))
    for ban in case.bans:
        if (ban.order, ban.recipient) == (order.id, case.report.grant.recipient):
            yield Paragraph(BANNED.format(until=day(ban.until)))


def _contact(case: Case, order: Order) -> str:
    told = case.accounts.get(order.route) or case.accounts.get("funder")
    return (told.contact if told else "") or case.name(order.by)


def _proposed(case: Case, judged: Judged) -> Letter:
    report = case.report
    decided = case.decided(judged.decision)
    decision = decided.decision if decided else None
    amount = _amount(judged, decision)
    office = case.office(decision.by) if decision else report.grant.funder
    basis = decision.basis if decision else f"{judged.finding.clause.document}{judged.finding.clause.number}"
    found = FOUND if decision else PROPOSED
    return Letter(
        title=proposed(_title(case, office), when=True),
        day=report.as_of,
        parts=(
            Paragraph(NOT_ORDERED if decision else UNDECIDED),
            Paragraph(TO.format(recipient=report.grant.recipient_name), flush=True),
            Paragraph(found.format(scheme=scheme(report), award=report.grant.id)),
            *_problem(1, judged, decision),
            Paragraph(WOULD.format(basis=basis, recovery=recovery(office), amount=in_full(amount))),
        ),
        sender=office,
    )


def _amount(judged: Judged, decision: Decision | None) -> Decimal:
    """What would be ordered. Raises :class:`NothingToRecover`."""
    amount = judged.finding.amount if decision is None else decision.upheld if decision.recovery else NIL
    if not amount:
        message = Text("{id} 没有要收回的金额", "{id} asks for no money back").format(id=judged.finding.id)
        raise NothingToRecover(message)
    return amount
