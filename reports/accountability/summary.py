"""The report in a few lines for a terminal: figures, plan, totals, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..tables import table
from ..words import totals_of
from .page import Speech, scheme_of
from .texts import FIGURES, GROUP_NAMES, NAMES, RARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from earmark.ledger.base.text import Lang

    from .value import AccountabilityReport


def summary(report: AccountabilityReport, lang: Lang) -> str:
    """The lines, in one language."""
    speech = Speech(lang)
    parts = (
        _head(report, speech),
        _figures(report, speech),
        _plan(report, speech),
        _findings(report, speech),
    )
    return "\n\n".join((*parts, "\n".join(_warnings(report, speech)))).rstrip()


def _head(report: AccountabilityReport, speech: Speech) -> str:
    title = speech.word("title", scheme=scheme_of(report, speech.lang))
    day = f"{speech.word('as_of')} {report.as_of}"
    return f"{title}\n{report.grant.id} {report.grant.recipient_name} · {day} · {speech.word('unit')}"


def _figures(report: AccountabilityReport, speech: Speech) -> str:
    head = [speech.word("item"), speech.word("amount")]
    rows = [[speech.say(NAMES[name]), getattr(report.position, name)] for name in _shown(report)]
    verdicts = [f"{speech.word('ties_not')} {speech.yuan(amount)}" for amount in report.differences]
    lines = [table(head, rows), *(verdicts or [speech.word("ties")])]
    return "\n".join([*lines, speech.bank(report.bank_balance)] if report.bank_balance else lines)


def _shown(report: AccountabilityReport) -> list[str]:
    return [name for name in FIGURES if name not in RARE or getattr(report.position, name)]


def _plan(report: AccountabilityReport, speech: Speech) -> str:
    head = [speech.word(key) for key in ("line", "planned", "spent", "left", "share")]
    rows: list[list[object]] = [
        [
            f"{row.id} {row.name}",
            row.planned,
            row.spent,
            row.left,
            f"{row.share}%" if row.share is not None else "",
        ]
        for row in report.plan.rows
    ]
    if report.plan.outside:
        rows.append([speech.word("outside"), None, report.plan.outside, -report.plan.outside, ""])
    plan = report.plan
    return table(head, [*rows, [speech.word("all"), plan.planned, plan.spent, plan.left, ""]])


def _findings(report: AccountabilityReport, speech: Speech) -> str:
    counts = [f"{speech.say(GROUP_NAMES[name])} {len(found)}" for name, found in report.groups.items()]
    if report.unknown_also:
        counts[-1] += speech.word("also", also=report.unknown_also)
    rows = [[speech.say(name), amount] for name, amount in totals_of(report.totals)]
    said = " · ".join(counts) or speech.word("no_findings")
    return f"{said}\n{table([speech.word('item'), speech.word('amount')], rows)}"


def _warnings(report: AccountabilityReport, speech: Speech) -> Iterator[str]:
    """What a reader must know before he uses the figures."""
    position, examined = report.position, report.examined
    if report.unused:
        yield speech.word("note_subgrants", unused=speech.yuan(report.unused))
    if position.drafts:
        yield speech.word("has_drafts", drafts=position.drafts, posted=position.posted)
    for rule in examined.not_run:
        yield speech.word("rule_not_run", rule=rule.id, why=speech.why(rule))
    if examined.missing_lists:
        yield speech.word("lists_missing", lists=speech.lists(examined.missing_lists))
    if report.bank_balance and not report.bank_balance.holds:
        yield speech.word("bank_wrong", amount=speech.money(report.bank_balance.difference))
    for law in report.broken_laws:
        yield speech.word("law_broken", law=speech.say(law))
    for fault in report.faults:
        yield speech.word("fault") + fault
