"""Acts: what people decided. Stored, never derived; findings are derived, never stored.

``acts.beancount`` of an award holds what the funder's or auditor's side did, ``answers.beancount`` what the
recipient's side did.

    2025-11-20 custom "earmark-decision" "D-0001"
      finding: "F-1a2b3c4d5e"
      rule: "prohibited"
      subject: "WH2025-007-V0031a"
      outcome: "part_upheld"
      questioned: 16000.00 CNY
      upheld: 12000.00 CNY
      reason: "办公室空调 4 台 12,000 元；会务用品 4,000 元有签收单"
      basis: "武科协〔2012〕105号 五(三)"
      recovery: TRUE
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from ..base.record import Record, records
from .on_finding import AnswerRequest, OnFinding

if TYPE_CHECKING:
    from collections.abc import Iterable

OUTCOMES = ("upheld", "part_upheld", "cleared", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(OnFinding):
    """认定: a dated, reasoned act on one finding. Amounts in CNY.

    questioned = upheld + cleared part. ``recovery`` False means 管理不规范: upheld, nothing to bring back.
    ``withdraws`` names an earlier decision, which counts no more; outcome is then ``withdrawn``.
    """

    kind: ClassVar[str] = "decision"

    outcome: str
    questioned: Decimal
    upheld: Decimal
    reason: str
    basis: str
    recovery: bool = False
    withdraws: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverRequest(OnFinding):
    """申请豁免: of a finding, through the day ``until``; either side asks.

    Where a whole programme is meant (``ban``, ``repeat``), ``finding`` is empty and ``subject`` the recipient's code.
    """

    kind: ClassVar[str] = "waiver-request"

    reason: str
    until: datetime.date
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Record):
    """豁免: asked by one (the request of the same id), granted by another, with a reason and a last day."""

    kind: ClassVar[str] = "waiver"

    rule: str
    subject: str
    reason: str
    asked_by: str
    until: datetime.date
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Record):
    """批准: of a plan amendment, write-off, closure (对账销号), reconciliation or reopening (``what`` and its id)."""

    kind: ClassVar[str] = "approval"

    what: str
    subject: str
    reason: str | None = None
    reference: str | None = None
    """What shows that a decision without recovery was put right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Record):
    """A request for evidence, by the funder's or auditor's side: a finding for missing evidence needs one that has lapsed.

    ``kinds``: of :data:`..vouchers.evidence.PAPERS`. It lapses when the day ``due`` has passed.
    """

    kind: ClassVar[str] = "request"

    subject: str
    kinds: tuple[str, ...]
    text: str
    due: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWithdrawn(Record):
    """That a request for papers or for an answer counts no more, and why: it was wrong, and is never erased."""

    kind: ClassVar[str] = "request-withdrawn"

    request: str
    subject: str
    """That of the request: several awards have a Q-0001 each."""
    reason: str


Asked = TypeVar("Asked", Request, AnswerRequest)


def asked_in_force(kind: type[Asked], entries: Iterable[Any]) -> list[Asked]:
    """The requests of a kind that were not withdrawn, in the order of the entries."""
    entries = list(entries)
    gone = {(one.request, one.subject) for one in records(RequestWithdrawn, entries)}
    return [one for one in records(kind, entries) if (one.id, one.subject) not in gone]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Record):
    """A paper that the recipient handed in (report, summary, inspection result)."""

    kind: ClassVar[str] = "submission"

    what: str
    document: str | None = None
