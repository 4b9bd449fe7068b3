"""``earmark audit``: load the books, judge every charge, print the findings by outcome."""

from __future__ import annotations

import datetime
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.text import Text

from ..session import Session  # noqa: TC001 (click passes it)
from ..verb import Day, by_option, format_option, option, verb

if TYPE_CHECKING:
    from earmark.plugins.judging.finding import Finding
    from earmark.plugins.judging.run import Audited

FAIL_ON = ("violation", "review", "unknown", "never")
EXAMPLE = """earmark audit WH2025-007
earmark audit --programme wuhan-2012 --by wang
earmark audit --format json --fail-on never"""
HEAD = Text(
    "{award} {name}：{vouchers} 张凭证，{charges} 笔列支，依据 {policy} {sha}",
    "{award} {name}: {vouchers} vouchers, {charges} charges, judged by {policy} {sha}",
)
GROUP = Text("{outcome}　{count} 条　{amount} 元", "{outcome}: {count}, {amount} CNY")
UNKNOWN = Text(
    "{outcome}　{count} 条　另列 {amount} 元（其中 {also} 笔另有疑点，已计入）",
    "{outcome}: {count}, {amount} CNY apart ({also} charges questioned otherwise)",
)
CLEAN = Text("没有疑点", "nothing found")
RULES = Text("规则：{rules}", "rules: {rules}")
NOT_RUN = Text(
    "要看全部奖补资金的规则没有运行：{rules}。运行 earmark audit --programme {programme}",
    "rules that need all awards did not run: {rules}; run earmark audit --programme {programme}",
)
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
    "--programme",
    said=Text(
        "本专项的全部奖补资金，含跨项目的规则",
        "all awards of this programme, with the rules that span awards",
    ),
)
@option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="violation",
    said=Text("哪种未认定的疑点使退出码为 1", "which undecided findings make the exit code 1"),
)
@option(
    "--as-of",
    type=Day(),
    said=Text("截至哪天看单据期限，默认今天", "the day as of which terms for papers are looked at; today"),
)
@by_option
@format_option
def command(
    session: Session,
    awards: tuple[str, ...],
    programme: str | None,
    fail_on: str,
    as_of: datetime.date | None,
    by: str | None,
    form: str,
) -> None:
    """Audit awards."""
    from earmark.ledger.base import asof
    from earmark.plugins.judging.programme_audit import audit_awards

    from .. import findings_json
    from ..laws import tell_broken
    from ..viewer import as_seen

    with asof.as_of(as_of):
        done = as_seen(session, audit_awards(session.books, awards, programme=programme), by)
    if form == "json":
        session.result({"awards": [findings_json.audit(a, session.lang) for a in done]})
    else:
        for audited in done:
            _show(session, audited)
    session.exit_code = _exit_code(done, fail_on)
    tell_broken(session, done)


def _exit_code(done: list[Audited], fail_on: str) -> int:
    if any(a.faults or a.audit.failed for a in done):
        return 2
    worst = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    return int(any(f.outcome in worst and f.undecided for a in done for f in a.standing.findings))


def _show(session: Session, audited: Audited) -> None:
    from earmark.plugins.judging.finding import OUTCOME_NAMES

    from ..rules_told import names, told

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
            session.say()
            session.say(_unknown(audited, group) if outcome == "unknown" else _sum(name, group))
            _show_group(session, group)
    if not audited.standing.findings:
        session.say(CLEAN)
    session.say(RULES, rules=told(result.runs))
    alone = [r.id for r in result.runs if r.state == "not run"]
    if alone:
        session.say(NOT_RUN, rules=names(alone), programme=result.award.grant.programme)
    for fault in audited.faults:
        session.hint(FAULT.format(message=fault.message))
    session.say(NEXT, award=result.award.id)
    session.say()


def _sum(outcome: Text, group: list[Finding]) -> Text:
    """The head of a group with its amount: each charge once."""
    from earmark.ledger.base.amount import NIL, money

    amounts = {f.subject: f.amount or NIL for f in group}
    return GROUP.format(outcome=outcome, count=len(group), amount=money(sum(amounts.values(), NIL)))


def _unknown(audited: Audited, group: list[Finding]) -> Text:
    """The head of what could not be judged: what is counted apart, and how many charges are counted elsewhere."""
    from earmark.ledger.base.amount import money
    from earmark.plugins.judging.finding import OUTCOME_NAMES

    from ..unknown import also_questioned

    stands = audited.standing
    also = also_questioned(stands.findings, stands.decided)
    amount = money(stands.totals.unknown)
    return UNKNOWN.format(outcome=OUTCOME_NAMES["unknown"], count=len(group), amount=amount, also=also)


def _show_group(session: Session, group: list[Finding]) -> None:
    from ..findings_list import findings_list

    session.table(*findings_list(group, session.lang, get_terminal_size((100, 24)).columns))
