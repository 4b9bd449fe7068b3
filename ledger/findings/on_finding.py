"""What people say of a finding beside its decision: an answer asked for, the recipient's answers, a referral (移送).

Each act keeps the finding as it was listed that day, so that one which is found no more can still be named (law 4):

    2025-11-21 custom "earmark-answer" "AN-0001"
      finding: "F-1a2b3c4d5e"
      rule: "prohibited"
      subject: "WH2025-007-V0031a"
      found: "violation"
      category: "office"
      clause: "武科协〔2012〕105号 五(三)"
      policy-sha256: "6f1c…"
      amount: 16000.00 CNY
      text: "会务用品，签收单随附"
      documents: "WH2025-007-E0007"
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from ..base.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class OnFinding(Record):
    """An act on one finding, with what the finding was when the act was written."""

    finding: str
    rule: str
    subject: str
    found: str | None = None
    """What the rule said: violation, review or unknown."""
    category: str | None = None
    clause: str | None = None
    """Document and number of its clause."""
    policy_sha256: str | None = None
    amount: Decimal | None = None
    """In CNY; a decision says it as ``questioned``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(OnFinding):
    """答复: the recipient's answer (``answers.beancount``); several are a history, none decides anything.

    ``corrected`` (自行纠正) needs ``reference``: the voucher or bank row that shows it.
    """

    kind: ClassVar[str] = "answer"

    text: str
    corrected: bool = False
    reference: str | None = None
    documents: tuple[str, ...] = ()
    """Ids of papers (:class:`..vouchers.evidence.Evidence`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRequest(OnFinding):
    """要求答复: the audit side asks the recipient to answer by ``due``. No rule judges it; a late answer is shown."""

    kind: ClassVar[str] = "answer-request"

    text: str
    due: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(OnFinding):
    """移送: the audit side hands the matter to another body. A mark that settles nothing."""

    kind: ClassVar[str] = "referral"

    to: str
    reason: str
    decision: str | None = None
    """The decision in force, where there is one."""
    document: str | None = None
