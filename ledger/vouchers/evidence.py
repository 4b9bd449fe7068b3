"""Evidence (单据): which papers stand behind a charge, and what is known of each.

``evidence/2025-11.beancount`` of an award holds what was attached in that month, each with the document that Fava shows
beside the voucher:

    2025-11-20 custom "earmark-evidence" "WH2025-007-E0007"
      subject: "WH2025-007-V0012"
      what: "invoice"
      reason: "金额、销售方、日期相符"
      file: "WH2025-007-E0007-数电票.xml"
      sha256: "6f1c…"
      invoice: "25422000000012345678"
      total: 48000.00 CNY
    2025-04-14 document Assets:WH2025-007:1002银行存款 "../documents/WH2025-007-E0007-数电票.xml" ^WH2025-007-V0012

The subject is a voucher, or one charge of it. A paper without a file lies with the recipient (``place`` says where). A kind of
paper is *seen* when a person of the funder or auditor looked at it, *on file* when it is attached, *not supplied* when it was asked
for (:class:`..findings.acts.Request`) and is not there. A wrong attachment is withdrawn, never erased.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from ..base.record import Record, records
from ..base.text import Text
from .charge import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..findings.acts import Request
    from .charge import Charge

PAPERS = {
    "invoice": Text("发票", "invoice"),
    "contract": Text("合同", "contract"),
    "notice": Text("通知", "notice"),
    "sign-in": Text("签到表", "sign-in sheet"),
    "receipt": Text("收据、回单", "receipt"),
    "tax": Text("完税凭证", "tax certificate"),
    "other": Text("其他", "other"),
}
"""The kinds of papers."""

SEEN, ON_FILE, NOT_SUPPLIED = "seen", "on file", "not supplied"
STATES = {
    SEEN: Text("已查看", "seen"),
    ON_FILE: Text("已归档", "on file"),
    NOT_SUPPLIED: Text("未提供", "not supplied"),
}
PARTED = re.compile(r"[、,，;；/\s]+")
UNSIGNED = re.compile(r"[^0-9A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """One paper behind a voucher or charge. Amounts in CNY; ``total`` with tax."""

    kind: ClassVar[str] = "evidence"

    subject: str
    what: str
    reason: str
    file: str | None = None
    sha256: str | None = None
    place: str | None = None
    """Where a paper that is not here lies."""
    invoice: str | None = None
    """The key of an invoice (:func:`invoice_key`), the same in all its forms."""
    total: Decimal | None = None
    claimed: Decimal | None = None
    """The part of the invoice that is claimed here, where a person said so."""
    seller: str | None = None
    issued: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Record):
    """That an attachment counts no more, and why."""

    kind: ClassVar[str] = "evidence-withdrawn"

    evidence: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting(Record):
    """That somebody of the funder or auditor looked at a paper (``acts.beancount``)."""

    kind: ClassVar[str] = "sighting"

    evidence: str
    note: str | None = None


def folder(award: str) -> str:
    """Where the months of an award's evidence are."""
    return f"awards/{award}/evidence"


def in_force(entries: Iterable[Any]) -> list[Evidence]:
    """What is attached and was not withdrawn, in the order of the entries."""
    entries = list(entries)
    withdrawn = {w.evidence for w in records(Withdrawn, entries)}
    return [e for e in records(Evidence, entries) if e.id not in withdrawn]


def papers_by_subject(entries: Iterable[Any]) -> dict[str, tuple[Paper, ...]]:
    """The papers of each voucher and charge that has any, as rules see them. Several awards may be among the entries."""
    entries = list(entries)
    seen = {s.evidence for s in records(Sighting, entries)}
    found: dict[str, list[Paper]] = defaultdict(list)
    for e in in_force(entries):
        found[e.subject].append(Paper(e.id, e.what, e.subject, e.id in seen, e.invoice, e.total, e.claimed))
    return {subject: tuple(papers) for subject, papers in found.items()}


def states(charge: Charge, requests: Iterable[Request]) -> dict[str, str]:
    """The state of each kind of paper that a charge has or was asked for, in the order of ``PAPERS``."""
    asked = {what for request in requests if asks_for(request, charge) for what in request.kinds}
    best = {paper.what: ON_FILE for paper in charge.papers}
    best |= {paper.what: SEEN for paper in charge.papers if paper.seen}
    return {what: best.get(what, NOT_SUPPLIED) for what in PAPERS if what in best or what in asked}


def asks_for(request: Request, charge: Charge) -> bool:
    """Whether a request speaks of a charge."""
    return request.subject in {charge.id, charge.voucher}


def missing(request: Request, charge: Charge) -> tuple[str, ...]:
    """The kinds that a request asks of a charge and that are not there; in the order of the request."""
    there = {paper.what for paper in charge.papers}
    return tuple(what for what in request.kinds if what not in there)


def invoice_key(number: str, code: str = "") -> str:
    """One key for all forms of an invoice: its code, where it has one, and its number; 数电票 have 20 digits and no code."""
    return UNSIGNED.sub("", unicodedata.normalize("NFKC", code + number)).upper()


def invoice_keys(written: str | None) -> tuple[str, ...]:
    """The invoices that a bookkeeper wrote into one cell."""
    parts = PARTED.split(unicodedata.normalize("NFKC", written or ""))
    return tuple(dict.fromkeys(key for key in map(invoice_key, parts) if key))
