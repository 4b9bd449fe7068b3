"""The audit of an award's books, as a Beancount plugin: the adopted policy over all charges.

    plugin "earmark.plugins.audit" "{'strict': True}"

Earmark writes this line into the generated top files. The plugin finds the books above the loaded file, and for each
award in them: the policy that its programme adopted (the file must hash to what was adopted), charges, rules. It adds

- ``custom "earmark-audit" "<award>"``: the proof that the audit ran, with policy, hash, rules and counts as metadata
  and the :class:`.judging.finding.Audit` itself under ``__audit__`` (kept out of print; without the private list of parties,
  which must reach neither Fava nor an export)
- a derived note beside each finding's voucher, with its link: findings show in stock Fava

In main.beancount, which loads all awards, the rules of scope programme run, too. Faults of integrity are errors always:
law 1, a rule that failed, a policy that is not the adopted one. With ``strict`` open violations are errors, too; what was
decided (cleared or upheld) is open no more. No proof entry, no audit: Beancount turns a plugin that raised into one error
and no findings.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beancount.core.data import Custom, Transaction, new_metadata
from beancount.parser.grammar import ValueType

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.books.apart import by_award
from earmark.ledger.books.books import CONFIG, Books
from earmark.ledger.books.load import awards_of, policy_of
from earmark.ledger.findings.listing import listed_in
from earmark.ledger.vouchers.charges import booked_in, charges_of

from . import segregation
from .judging.config import read_config
from .judging.engine import judge, judge_together
from .judging.entries import PluginError, error_of, fault, note_of
from .judging.finding import OUTCOMES, RuleRun
from .judging.pause import uncollected
from .policy import DamagedPolicy, load_policy
from .standing.lost import Kept, lost
from .standing.standing import NOT_FOUND, acts_of, standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.awards.award import Award

    from .judging.finding import Audit
    from .policy import Policy

__plugins__ = ("audit",)

ENTRY = "earmark-audit"
RESULT = "__audit__"
SEGREGATION = "segregation"
MAIN = "main.beancount"
"""The one file that loads all awards: rules of scope programme run there, and in no award's own file."""

_NO_BOOKS = Text(
    "{file} 不在账簿里（上面没有 earmark.toml）", "{file} is not in books (no earmark.toml above it)"
)
_NOT_ADOPTED = Text(
    "实施方案 {policy} 与采用时不同：采用的是 {adopted}，现在是 {found}",
    "policy {policy} is not as it was adopted: {adopted} then, {found} now",
)
_FAILED = Text("规则 {rule} 没有完成：{why}", "rule {rule} did not finish: {why}")


class NotAdopted(EarmarkError):
    """The policy file is not the one that the programme adopted."""


def audit(
    entries: list[Any], options_map: dict[str, Any], config: str | None = None
) -> tuple[list[Any], list[PluginError]]:
    """The plugin."""
    with uncollected():
        return _with_findings(entries, options_map["filename"], config)


def _with_findings(
    entries: list[Any], filename: str, config: str | None
) -> tuple[list[Any], list[PluginError]]:
    try:
        strict = bool(read_config(config, {"strict"}).get("strict", False))
        books = Books.open(root_of(Path(filename)))
        awards = awards_of(entries, books.root)
        whole = Path(filename).name == MAIN
        own = by_award(entries) if whole else {award.id: entries for award in awards}
        found = [(award, _audited(award, own[award.id], books)) for award in awards]
        if whole:
            wide = judge_together(found, lambda award: adopted_policy(books, award))
            found = [(award, wide[award.id]) for award, _ in found]
    except EarmarkError as error:
        return entries, [fault(error.whole, filename=filename)]
    apart = segregation.faults(entries)
    errors = list(apart)
    derived: list[Any] = []
    for award, result in found:
        public = replace(result, award=replace(award, parties=None))
        kept = Kept(listed=listed_in(books, award.id, own[award.id]))
        notes, wrong = _shown(_with_law(public, apart), own[award.id], filename, kept, strict=strict)
        derived += notes
        errors += wrong
    return entries + derived, errors


def root_of(file: Path) -> Path:
    """The folder of the books that a ledger file lies in. Raises :class:`EarmarkError` when it lies in none."""
    for folder in file.resolve().parents:
        if (folder / CONFIG).exists():
            return folder
    raise EarmarkError(_NO_BOOKS.format(file=file.name), file=file)


def adopted_policy(books: Books, award: Award) -> Policy:
    """The policy of an award's programme. Raises :class:`NotAdopted` and what reading it raises."""
    adopted = policy_of(books, award)
    path = f"policies/{adopted.id}.toml"
    data = books.store.read(path)
    found = sha256(data).hexdigest() if data else "—"
    if data is None or found != adopted.sha256:
        message = _NOT_ADOPTED.format(policy=adopted.id, adopted=adopted.sha256, found=found)
        raise NotAdopted(message, file=books.root / path)
    return load_policy(data)


def _audited(award: Award, entries: Sequence[Any], books: Books) -> Audit:
    try:
        policy = adopted_policy(books, award)
    except DamagedPolicy as error:
        error.file = books.root / "policies"
        raise
    vouchers = len(booked_in(entries, award.id))
    return judge(award, charges_of(entries, award), policy, vouchers=vouchers)


def _with_law(result: Audit, faults: Sequence[PluginError]) -> Audit:
    """The audit with law 1 among its rules: its faults are those of vouchers that touch the award."""
    found = len(booked_in((fault.entry for fault in faults), result.award.id))
    return replace(result, runs=(RuleRun(SEGREGATION, "award", "ran", found), *result.runs))


def _shown(
    result: Audit, entries: Sequence[Any], filename: str, kept: Kept, *, strict: bool
) -> tuple[list[Any], list[PluginError]]:
    """The derived entries and errors of one award's audit; what was listed and has no rule here has its note as well."""
    vouchers = {e.meta.get("id"): e for e in entries if isinstance(e, Transaction)}
    faults = [fault(_not_run(run), filename=filename) for run in result.failed]
    charges, acts = {c.id: c for c in result.charges}, acts_of(entries, result.award.id)
    every = [*result.findings, *(f for f in lost(result, kept, acts.on_findings) if f.status != NOT_FOUND)]
    located = [(f, charges[f.subject], vouchers[f.voucher]) for f in every if f.voucher in vouchers]
    notes = [note_of(finding, charge, entry) for finding, charge, entry in located]
    open_now = standing(result, acts, kept).open_violations if strict else ()
    errors = [error_of(f, vouchers.get(f.voucher), filename) for f in open_now]
    return [*notes, _proof(result, entries, filename)], faults + errors


def _proof(result: Audit, entries: Sequence[Any], filename: str) -> Custom:
    """The entry that shows that the audit ran: text and numbers in print, the audit itself beneath."""
    counts = {o: Decimal(sum(f.outcome == o for f in result.findings)) for o in OUTCOMES}
    rules = {
        state: " ".join(r.id for r in result.runs if r.state == state)
        for state in ("ran", "not run", "failed")
    }
    shown = {
        "policy": result.policy_id,
        "sha256": result.policy_sha256,
        "vouchers": Decimal(result.vouchers),
        "charges": Decimal(len(result.charges)),
        **{f"rules-{state.replace(' ', '-')}": names for state, names in rules.items() if names},
        **counts,
        RESULT: result,
    }
    day = max(entry.date for entry in entries)
    return Custom(new_metadata(filename, 0, shown), day, ENTRY, [ValueType(result.award.id, str)])


def _not_run(run: RuleRun) -> Text:
    return _FAILED.format(rule=run.id, why=run.message or "")
