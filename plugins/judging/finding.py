"""Findings (疑点): what a rule says of a subject, with clause and evidence.

A finding is a value, derived anew at every audit and never stored as such. Its id is a hash of award, rule and
subject alone, so that it stays the same when lines are inserted, a voucher is re-labelled or a policy is reworded.
The subject is a charge's id, or what the rule names: ``plan:P1``.

Outcomes: ``violation`` 涉嫌违规 (a fact or the object paid for says so), ``review`` 存疑 (a person must look),
``unknown`` 无法判断 (data are missing; never a pass).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from earmark.ledger.awards.award import Award
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Charge, Source

CATEGORIES = (
    "personnel", "office", "donation", "sponsorship", "fine", "loan_repayment", "investment", "construction",
    "unrelated",
)  # fmt: skip
"""The nine prohibited uses; the named ones come before the open one."""

CATEGORY_NAMES = {
    "personnel": Text("人员支出", "personnel"),
    "office": Text("日常办公经费", "daily office running"),
    "donation": Text("捐款", "donation"),
    "sponsorship": Text("赞助", "sponsorship"),
    "fine": Text("支付罚款", "fines"),
    "loan_repayment": Text("还贷", "loan repayment"),
    "investment": Text("对外投资", "investment"),
    "construction": Text("基建", "construction"),
    "unrelated": Text("与本项目无关的支出", "unrelated to the project"),
    "": Text("", ""),
}

OUTCOMES = ("violation", "review", "unknown")

OUTCOME_NAMES = {
    "violation": Text("涉嫌违规", "suspected violation"),
    "review": Text("存疑", "needs review"),
    "unknown": Text("无法判断", "cannot tell"),
}

UNDECIDED = frozenset({"open", "answered", "corrected"})
"""Statuses of a finding that nobody of the funder or auditor has decided."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a policy: the document's name, the clause's number, its words as printed."""

    document: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason. ``weight``: fact, object, group, payee, question, account, topic, missing or lawful.

    ``named``: the same with the ids of other recipients' awards, for the funder's and auditor's side alone (law 9).
    """

    text: Text
    weight: str
    named: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule says of a subject. Voucher, amount, currency and date are None where the subject has none."""

    id: str
    rule: str
    category: str
    outcome: str
    subject: str
    amount: Decimal | None
    currency: str | None
    date: datetime.date | None
    voucher: str | None
    sources: tuple[Source, ...]
    clause: Clause
    evidence: tuple[Evidence, ...]
    clears: Text
    status: str = "open"

    @property
    def undecided(self) -> bool:
        """Whether somebody still has to decide."""
        return self.status in UNDECIDED


@dataclass(frozen=True, slots=True)
class RuleRun:
    """That a rule ran, did not run or failed. ``message`` says why it did not."""

    id: str
    scope: str
    state: str
    findings: int = 0
    message: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Audit:
    """The audit of one award under one policy: what was looked at, which rules ran, what they found."""

    award: Award
    policy_id: str
    policy_sha256: str
    vouchers: int
    charges: tuple[Charge, ...]
    runs: tuple[RuleRun, ...]
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        """Short: Fava hashes an entry with all its metadata, and this lies in one."""
        return f"<Audit of {self.award.id} by {self.policy_id}: {len(self.findings)} findings>"

    @property
    def failed(self) -> tuple[RuleRun, ...]:
        """The rules that raised: their part of the audit is missing."""
        return tuple(run for run in self.runs if run.state == "failed")


def finding_id(award: str, rule: str, subject: str) -> str:
    """``F-`` and ten hexadecimal digits, from award, rule and subject alone."""
    return "F-" + sha256(f"{award}\0{rule}\0{subject}".encode()).hexdigest()[:10]
