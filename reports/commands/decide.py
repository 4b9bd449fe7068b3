"""``earmark decide``: a person of the funder or auditor decides on a finding: uphold, in part, clear, withdraw."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

from ..session import Session, today
from ..verb import Money, award_argument, by_option, done_on_option, option, verb

if TYPE_CHECKING:
    from earmark.ledger.acts import Decision
    from earmark.plugins.run import Audited

EXAMPLE = """earmark decide WH2025-007 F-1a2b3c4d5e --uphold 12000 --recover --reason 办公室空调 --basis 五(三) --by wang
earmark decide WH2025-007 F-1a2b3c4d5e --clear --reason 有会议签到表和发票 --by wang
earmark decide WH2025-007 D-0003 --withdraw --reason 新证据 --by wang"""
DONE = Text(
    "{id}：{outcome}，认定 {upheld} / {questioned} 元", "{id}: {outcome}, {upheld} of {questioned} CNY upheld"
)
NEXT = Text(
    "下达收回：earmark order {award} {id} --route restore --due … --by …",
    "order it back: earmark order {award} {id} --route restore --due … --by …",
)


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
    day: datetime.date


@verb(
    "decide",
    Text("认定一个疑点：认定、部分认定、排除、撤回", "uphold, uphold in part, clear, withdraw"),
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
@option("--reason", required=True, said=Text("理由", "why"))
@option(
    "--basis",
    said=Text("依据的条款，默认为疑点所引条款", "the legal basis; the finding's clause if left out"),
)
@done_on_option
@by_option
def command(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    award: str,
    finding: str,
    amount: Decimal | None,
    reason: str,
    basis: str | None,
    day: datetime.date | None,
    by: str | None,
    *,
    uphold_all: bool,
    clear: bool,
    withdraw: bool,
    recover: bool,
) -> None:
    """Store the decision."""
    from earmark.ledger.amount import money
    from earmark.ledger.deciding import decide
    from earmark.ledger.desk import desk
    from earmark.plugins.programme_audit import audit_for
    from earmark.plugins.standing import STATUS_NAMES

    if (amount is not None) + uphold_all + clear + withdraw != 1:
        raise UnclearDecision(
            Text(
                "--uphold、--uphold-all、--clear、--withdraw 选一个",
                "choose one of --uphold, --uphold-all, --clear, --withdraw",
            )
        )
    day = day or today()
    said = Said(amount, clear, withdraw, recover, reason, basis, day)
    audited = audit_for(session.books, award, None if withdraw else finding)
    wanted = _withdrawal(audited, finding, said) if withdraw else _decision(audited, finding, said)
    with desk(session.books, session.by(by)) as at:
        stored = decide(at, award, wanted)
    outcome = STATUS_NAMES.get(stored.outcome, Text("已撤回", "withdrawn"))
    session.say(
        DONE, id=stored.id, outcome=outcome, upheld=money(stored.upheld), questioned=money(stored.questioned)
    )
    if stored.recovery:
        session.hint(NEXT.format(award=award, id=stored.id))


def _decision(audited: Audited, finding: str, said: Said) -> Decision:
    from earmark.ledger.acts import Decision

    # What was listed and is found no more can still be decided.
    found = next((f for f in audited.standing.findings if f.id == finding), None)
    if found is None:
        message = Text("没有疑点 {id}", "there is no finding {id}").format(id=finding)
        raise UnclearDecision(message, fix=Text("earmark findings 可列出全部", "earmark findings lists them"))
    questioned = found.amount if found.amount is not None else Decimal("0.00")
    upheld = Decimal("0.00") if said.clear else (questioned if said.amount is None else said.amount)
    outcome = "cleared" if said.clear else ("upheld" if upheld == questioned else "part_upheld")
    return Decision(
        date=said.day,
        id="",
        finding=found.id,
        rule=found.rule,
        subject=found.subject,
        outcome=outcome,
        questioned=questioned,
        upheld=upheld,
        reason=said.reason,
        basis=said.basis or f"{found.clause.document} {found.clause.number}",
        recovery=said.recover and not said.clear,
        category=found.category or None,
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
    )
