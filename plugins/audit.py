"""The audit as a Beancount plugin: the one plugin of an award's books.

    plugin "earmark.plugins.audit" "{'strict': False}"

Finds the books from the ledger's file name, takes each award in them with its adopted policy, judges its charges and appends
one ``custom "earmark-audit" "<award>"`` as proof that it ran; the result itself lies in that entry's metadata under
``__audit__`` (see :mod:`.run`). Beside each finding's voucher it puts a derived note with the voucher's link; nothing that
was booked is rewritten. Integrity faults (segregation, law 3, a failed rule, another policy than the adopted one) are errors;
with ``strict`` so are violations that nobody has decided.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from beancount.core.data import EMPTY_SET, Custom, Note, new_metadata
from beancount.parser.grammar import ValueType

from earmark.ledger.amount import money
from earmark.ledger.books import Books
from earmark.ledger.charges import charges_of, vouchers_of
from earmark.ledger.errors import EarmarkError
from earmark.ledger.load import awards_of, policy_of
from earmark.ledger.text import Text

from . import segregation
from .engine import judge
from .finding import CATEGORY_NAMES, OUTCOME_NAMES
from .policy import load_policy
from .run import ENTRY, RESULT
from .standing import acts_of, broken_laws, standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from earmark.ledger.award import Award

    from .finding import Audit, Finding
    from .policy import Policy

__plugins__ = ["audit"]


class AuditFault(NamedTuple):
    """The books, a rule or the policy are at fault."""

    source: dict[str, Any]
    message: str
    entry: Any


class OpenViolation(NamedTuple):
    """A suspected violation that nobody has decided; an error only with ``strict``."""

    source: dict[str, Any]
    message: str
    entry: Any
    finding: str


def audit(entries: Sequence[Any], options: Mapping[str, Any], config: str = "{}") -> tuple[list[Any], list[Any]]:
    """Judge every award of a ledger; Beancount calls it. Gives entries with notes and proofs added, and errors."""
    root = _root(Path(options["filename"]))
    strict = bool(ast.literal_eval(config or "{}").get("strict", False))
    added: list[Any] = []
    errors: list[Any] = list(segregation.faults(entries))
    for award in awards_of(entries, root):
        more, faults = _one(entries, award, Books.open(root), strict=strict)
        added += more
        errors += faults
    return [*entries, *added], errors


def _root(file: Path) -> Path:
    """The books' folder: awards/<id>/award.beancount is two below it, main.beancount in it."""
    return file.parent if (file.parent / "earmark.toml").exists() else file.parent.parent.parent


def _one(entries: Sequence[Any], award: Award, books: Books, *, strict: bool) -> tuple[list[Any], list[Any]]:
    where = new_metadata(str(books.root / "awards" / award.id / "award.beancount"), 1)
    try:
        policy = _policy(books, award)
    except EarmarkError as error:
        return [], [AuditFault(where, error.show("zh"), None)]
    result = judge(award, charges_of(entries, award), policy, vouchers=len(vouchers_of(entries, award.id)))
    joined = standing(result, acts_of(entries, award.id))
    faults = [f"{run.id}：{run.message.zh}" for run in result.failed] + [m.zh for m in broken_laws(joined)]
    errors: list[Any] = [AuditFault(where, message, None) for message in faults]
    if strict:
        errors += [OpenViolation(where, _said(f), None, f.id) for f in joined.open_violations]
    return [*_notes(entries, result), _proof(result, where, len(joined.open_violations))], errors


def _policy(books: Books, award: Award) -> Policy:
    """The adopted policy. Raises EarmarkError when its file is not the one that was adopted."""
    adopted = policy_of(books, award)
    path = books.root / "policies" / f"{adopted.id}.toml"
    policy = load_policy(path)
    if policy.sha256 != adopted.sha256:
        raise EarmarkError(Text("实施方案与采用时不同", "the policy is not as it was adopted"), file=path)
    return policy


def _proof(result: Audit, where: dict[str, Any], violations: int) -> Custom:
    meta = where | {
        "policy": result.policy_id,
        "sha256": result.policy_sha256,
        "rules": " ".join(f"{run.id}={run.state}" for run in result.runs),
        "open-violations": str(violations),
        RESULT: result,
    }
    return Custom(meta, result.award.grant.end, ENTRY, [ValueType(result.award.id, str)])


def _said(finding: Finding) -> str:
    amount = f" {money(finding.amount)} 元" if finding.amount is not None else ""
    evidence = "；".join(e.text.zh for e in finding.evidence)
    outcome = OUTCOME_NAMES[finding.outcome].zh + CATEGORY_NAMES[finding.category].zh
    return f"{finding.id} {outcome}{amount}，{finding.clause.number}：{evidence}"


def _notes(entries: Sequence[Any], result: Audit) -> list[Note]:
    """A note beside each finding's voucher, on the charge's account, with the voucher's link."""
    charges = {c.id: c for c in result.charges}
    places = {e.meta.get("id"): e.meta for e in entries if "id" in e.meta}
    notes = []
    for finding in result.findings:
        charge = charges.get(finding.subject)
        if charge:
            meta = new_metadata(places[charge.voucher]["filename"], places[charge.voucher]["lineno"])
            links = frozenset({charge.voucher})
            notes.append(Note(meta, charge.date, charge.account, _said(finding), EMPTY_SET, links))
    return notes
