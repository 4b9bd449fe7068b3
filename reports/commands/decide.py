"""``earmark decide``: a person of the funder or auditor decides on a finding: uphold, in part, clear, withdraw."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..session import Session, today
from ..verb import Money, award_argument, by_option, done_on_option, option, verb

if TYPE_CHECKING:
    from earmark.ledger.findings.acts import Decision
    from earmark.plugins.judging.run import Audited

EXAMPLE = """earmark decide WH2025-007 F-1a2b3c4d5e --uphold 12000 --recover --reason 办公室空调 --basis 五(三) --by wang
earmark decide WH2025-007 F-1a2b3c4d5e --clear --reason 有会议签到表和发票 --by wang
earmark decide WH2025-007 D-0003 --withdraw --reason 新证据 --by wang
earmark decide WH2025-007 F-1a2b3c4d5e --refer 纪检监察机关 --reason 涉嫌套取资金 --by wang"""
DONE = Text(
    "{id}：{outcome}，认定 {upheld} / {questioned} 元", "{id}: {outcome}, {upheld} of {questioned} CNY upheld"
)
NEXT = Text(
    "下达收回：earmark order {award} {id} --route restore --due … --by …",
    "order it back: earmark order {award} {id} --route restore --due … --by …",
)
WHOLE = Text(
    "{award} 已由 {id} 撤销，款项由它一并收回，不再单独下达",
    "{award} is revoked by {id}, which takes all of it back: no order of its own",
)
ONE = Text(
    "--uphold、--uphold-all、--clear、--withdraw、--refer 选一个",
    "choose one of --uphold, --uphold-all, --clear, --withdraw, --refer",
)
REFERRED = Text("{id}：{finding} 移送{to}", "{id}: {finding} was referred to {to}")


class UnclearDecision(EarmarkError):
    """A decision that does not say what it decides, or speaks of nothing known."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said on the command line."""

    amount: Decimal | None
    clear: bool
    withdraw: bool
    recover: bool
    reason: str
    basis: str | None
    document: str | None
    day: datetime.date


@verb(
    "decide",
    Text(
        "认定一个疑点：认定、部分认定、排除、撤回；或移送",
        "uphold, uphold in part, clear, withdraw a finding; or refer it",
    ),
    example=EXAMPLE,
)
@award_argument
@click.argument("finding")
@option("--uphold", "amount", type=Money(), said=Text("认定的金额（元）", "the amount upheld, in CNY"))
@option("--uphold-all", is_flag=True, said=Text("全额认定", "uphold the whole amount"))
@option("--clear", is_flag=True, said=Text("排除", "clear it"))
@option(
    "--withdraw", is_flag=True, said=Text("撤回一项认定（给出认定编号）", "withdraw a decision (give its id)")
)
@option("--recover", is_flag=True, said=Text("要求收回（否则为管理不规范）", "ask for the money back"))
@option(
    "--refer",
    "to",
    metavar="BODY",
    said=Text(
        "移送给谁（只作标记，不了结任何金额）", "hand the matter to this body; a mark that settles nothing"
    ),
)
@option("--reason", required=True, said=Text("理由", "why"))
@option(
    "--basis",
    said=Text("依据的条款，默认为疑点所引条款", "the legal basis; the finding's clause if left out"),
)
@option("--document", said=Text("文件（会议纪要、审计报告…）", "the paper: minutes, audit report …"))
@done_on_option
@by_option
def command(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    award: str,
    finding: str,
    amount: Decimal | None,
    to: str | None,
    reason: str,
    basis: str | None,
    document: str | None,
    day: datetime.date | None,
    by: str | None,
    *,
    uphold_all: bool,
    clear: bool,
    withdraw: bool,
    recover: bool,
) -> None:
    """Store the decision."""
    from earmark.ledger.base.amount import money
    from earmark.ledger.books.desk import desk
    from earmark.ledger.findings.deciding import decide
    from earmark.ledger.recovery.revoking import revocation_of
    from earmark.plugins.judging.programme_audit import audit_for
    from earmark.plugins.standing.standing import STATUS_NAMES

    if (amount is not None) + uphold_all + clear + withdraw + (to is not None) != 1:
        raise UnclearDecision(ONE)
    said = Said(amount, clear, withdraw, recover, reason, basis, document, day or today())
    audited = audit_for(session.books, award, None if withdraw else _finding_of(session, award, finding))
    if to is not None:
        _refer(session, audited, finding, to, said, session.by(by))
        return
    wanted = _withdrawal(audited, finding, said) if withdraw else _decision(audited, finding, said)
    with desk(session.books, session.by(by)) as at:
        stored = decide(at, award, wanted)
    outcome = STATUS_NAMES.get(stored.outcome, Text("已撤回", "withdrawn"))
    session.say(
        DONE, id=stored.id, outcome=outcome, upheld=money(stored.upheld), questioned=money(stored.questioned)
    )
    if stored.recovery:
        whole = revocation_of(audited.standing.acts.orders)
        hint = WHOLE.format(award=award, id=whole.id) if whole else NEXT.format(award=award, id=stored.id)
        session.hint(hint)


def _finding_of(session: Session, award: str, named: str) -> str:
    """The finding that is named, by itself or by its decision."""
    from earmark.ledger.findings.acts import Decision

    given = session.books.records(Decision, f"{session.books.award(award)}/acts.beancount")
    return next((d.finding for d in given if d.id == named), named)


def _refer(session: Session, audited: Audited, named: str, to: str, said: Said, who: str) -> None:
    from earmark.ledger.books.desk import desk
    from earmark.ledger.findings.on_finding import Referral
    from earmark.ledger.findings.referring import refer

    from ..acting import kept_of

    award = audited.award.id
    finding = _finding_of(session, award, named)
    decision = audited.standing.decision(finding)
    wanted = Referral(
        date=said.day, id="", **kept_of(audited, finding), to=to, reason=said.reason,
        decision=decision.id if decision else None, document=said.document, recorded="", by="",
    )  # fmt: skip
    with desk(session.books, who) as at:
        stored = refer(at, award, wanted)
    session.say(REFERRED, id=stored.id, finding=finding, to=to)


def _decision(audited: Audited, finding: str, said: Said) -> Decision:
    from earmark.ledger.findings.acts import Decision

    from ..acting import kept_of

    kept = kept_of(audited, finding)
    questioned = kept.pop("amount") or Decimal("0.00")
    upheld = Decimal("0.00") if said.clear else (questioned if said.amount is None else said.amount)
    outcome = "cleared" if said.clear else ("upheld" if upheld == questioned else "part_upheld")
    return Decision(
        date=said.day,
        id="",
        **kept,
        outcome=outcome,
        questioned=questioned,
        upheld=upheld,
        reason=said.reason,
        basis=(said.basis or "").strip() or kept["clause"] or "",
        recovery=said.recover and not said.clear,
        document=said.document,
        recorded="",
        by="",
    )


def _withdrawal(audited: Audited, decision: str, said: Said) -> Decision:
    from dataclasses import replace

    old = next((d for d in audited.standing.acts.decisions if d.id == decision), None)
    if old is None:
        raise UnclearDecision(Text("没有认定 {id}", "there is no decision {id}").format(id=decision))
    return replace(
        old,
        date=said.day,
        outcome="withdrawn",
        withdraws=old.id,
        reason=said.reason,
        upheld=Decimal("0.00"),
        recovery=False,
        document=said.document,
    )
