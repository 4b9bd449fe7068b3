"""``earmark audit``: load the books, judge every charge, print the findings by outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from earmark.ledger.text import Text

from ..session import Session  # noqa: TC001 (click passes it)
from ..verb import format_option, option, verb

if TYPE_CHECKING:
    from earmark.plugins.finding import Finding
    from earmark.plugins.run import Audited

FAIL_ON = ("violation", "review", "unknown", "never")
EXAMPLE = "earmark audit WH2025-007\nearmark audit --format json --fail-on never"
HEAD = Text(
    "{award} {name}：{vouchers} 张凭证，{charges} 笔列支，依据 {policy} {sha}",
    "{award} {name}: {vouchers} vouchers, {charges} charges, judged by {policy} {sha}",
)
GROUP = Text("{outcome}　{count} 条　{amount} 元", "{outcome}: {count}, {amount} CNY")
CLEAN = Text("没有疑点", "nothing found")
RULES = Text("规则：{rules}", "rules: {rules}")
FAULT = Text("账簿有误：{message}", "the books are at fault: {message}")
NEXT = Text(
    "看一条：earmark findings {award} F-…　认定：earmark decide {award} F-… --by …",
    "one finding: earmark findings {award} F-…; decide: earmark decide {award} F-… --by …",
)


@verb(
    "audit",
    Text("审计：每笔列支是否合规；不指明则全部奖补资金", "judge every charge of one award or of all"),
    example=EXAMPLE,
)
@click.argument("awards", nargs=-1)
@option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="violation",
    said=Text("哪种未认定的疑点使退出码为 1", "which undecided findings make the exit code 1"),
)
@format_option
def command(session: Session, awards: tuple[str, ...], fail_on: str, form: str) -> None:
    """Audit awards."""
    from earmark.plugins.run import audit_award

    from .. import findings_json

    books = session.books
    done = [audit_award(books, award) for award in awards or books.award_ids()]
    if form == "json":
        session.result({"awards": [findings_json.audit(a, session.lang) for a in done]})
    else:
        for audited in done:
            _show(session, audited)
    session.exit_code = _exit_code(done, fail_on)


def _exit_code(done: list[Audited], fail_on: str) -> int:
    if any(a.faults or a.audit.failed for a in done):
        return 2
    worst = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    return int(any(f.outcome in worst and f.undecided for a in done for f in a.standing.findings))


def _show(session: Session, audited: Audited) -> None:
    from earmark.plugins.finding import OUTCOME_NAMES

    result = audited.audit
    session.say(
        HEAD,
        award=result.award.id,
        name=result.award.grant.recipient_name,
        vouchers=result.vouchers,
        charges=len(result.charges),
        policy=result.policy_id,
        sha=result.policy_sha256[:12],
    )
    for outcome, name in OUTCOME_NAMES.items():
        group = [f for f in audited.standing.findings if f.outcome == outcome]
        if group:
            _show_group(session, name, group)
    if not audited.standing.findings:
        session.say(CLEAN)
    session.say(RULES, rules=", ".join(f"{r.id} {r.state} {r.findings}" for r in result.runs))
    for fault in audited.faults:
        session.hint(FAULT.format(message=fault.message))
    session.say(NEXT, award=result.award.id)
    session.say()


def _show_group(session: Session, outcome: Text, group: list[Finding]) -> None:
    from decimal import Decimal

    from earmark.ledger.amount import money
    from earmark.plugins.finding import CATEGORY_NAMES
    from earmark.plugins.standing import STATUS_NAMES

    from ..tables import cut

    amounts = {f.subject: f.amount or Decimal("0.00") for f in group}
    session.say()
    session.say(
        GROUP, outcome=outcome, count=len(group), amount=money(sum(amounts.values(), Decimal("0.00")))
    )
    words = (
        Text("编号", "id"),
        Text("日期", "date"),
        Text("金额", "amount"),
        Text("类别", "category"),
        Text("条款", "clause"),
        Text("依据", "evidence"),
        Text("来源", "source"),
        Text("状态", "status"),
    )
    rows = [
        [
            f.id,
            f.date,
            f.amount,
            CATEGORY_NAMES[f.category].show(session.lang) or f.rule,
            f.clause.number,
            cut(f.evidence[0].text.show(session.lang) if f.evidence else "", 44),
            cut(str(f.sources[0]) if f.sources else "", 28),
            STATUS_NAMES[f.status],
        ]
        for f in group
    ]
    session.table(words, rows)
