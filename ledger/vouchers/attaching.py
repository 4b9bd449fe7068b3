"""Papers come into an award's books, attached by the recipient.

    attach(at, "WH2025-007", [Attachment(subject="WH2025-007-V0012", what="invoice", name="票.xml", data=..., reason=...)])
    withdraw(at, "WH2025-007", "WH2025-007-E0007", "是别的项目的发票")

What :mod:`.evidence` says they are. The same file attached twice to one voucher as one thing is attached once.
"""

from __future__ import annotations

import datetime
import hashlib
import os.path
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING

from beancount.core.data import Document, new_metadata

from ..awards.chart import load_chart
from ..base.errors import EarmarkError
from ..base.record import records, to_custom
from ..base.text import Text
from ..books.desk import free_ids
from ..books.load import register_of
from ..files.filename import file_name
from ..persons.sides import require_keeper
from .charge import voucher_of
from .drafts import drafts_at, full_id, posted_at
from .evidence import PAPERS, Evidence, Withdrawn, folder, in_force

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..books.desk import Desk
    from .voucher import Voucher


class NoSuchSubject(EarmarkError):
    """A voucher or charge that the award does not have."""


class WrongPaper(EarmarkError):
    """An attachment, request or sighting that does not say what it must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A paper that somebody wants to attach; with ``data`` it is kept, else ``place`` says where it lies."""

    subject: str
    what: str
    reason: str
    name: str = ""
    data: bytes | None = None
    place: str | None = None
    invoice: str | None = None
    total: Decimal | None = None
    claimed: Decimal | None = None
    seller: str | None = None
    issued: datetime.date | None = None

    @property
    def sha256(self) -> str | None:
        """The hash of the file."""
        return None if self.data is None else hashlib.sha256(self.data).hexdigest()


def evidence_entries(at: Desk, award: str) -> list[Any]:
    """All directives of an award's evidence, as this session sees them."""
    return [entry for path in at.files(folder(award)) for entry in at.entries(path)]


def attach(at: Desk, award: str, wanted: Sequence[Attachment]) -> list[Evidence]:
    """Attach papers; those that are attached already are given as they are.

    Raises :class:`NoSuchSubject`, :class:`WrongPaper`, :class:`..persons.sides.NotYours`.
    """
    require_keeper(at, award)
    entries = evidence_entries(at, award)
    there = in_force(entries)
    ids = free_ids(f"{award}-E", (e.id for e in records(Evidence, entries)))
    vouchers = {v.id: v for v in (*posted_at(at, award), *drafts_at(at, award))}
    done: list[Evidence] = []
    for one in (replace(a, subject=full_id(award, a.subject)) for a in wanted):
        voucher = subject_of(vouchers, one.subject)
        _sound(one)
        known = next((e for e in there if _same(e, one)), None)
        if known is None:
            known = _evidence(at, one, next(ids), there)
            _write(at, award, known, voucher, one.data)
            there.append(known)
        done.append(known)
    return done


def elsewhere(at: Desk, award: str, invoice: str) -> list[str]:
    """Vouchers and charges of other awards that an invoice stands behind: no rule of one award sees them."""
    others = [other for other in at.award_ids() if other != award]
    return [
        e.subject for other in others for e in in_force(evidence_entries(at, other)) if e.invoice == invoice
    ]


def subject_of(vouchers: dict[str, Voucher], subject: str) -> Voucher:
    """The voucher of a subject. Raises :class:`NoSuchSubject`."""
    voucher = vouchers.get(voucher_of(subject))
    letters = {"", *(line.letter for line in voucher.lines)} if voucher else set()
    if voucher is None or subject.removeprefix(voucher.id) not in letters:
        message = Text("没有凭证或列支 {id}", "there is no voucher or charge {id}").format(id=subject)
        raise NoSuchSubject(message, fix=Text("编号如 V0012 或 V0012a", "ids are like V0012 or V0012a"))
    return voucher


def _sound(one: Attachment) -> None:
    if one.what not in PAPERS:
        raise WrongPaper(KINDS.format(what=one.what, known=", ".join(PAPERS)))
    if not one.reason.strip():
        raise WrongPaper(Text("要写明为什么附在这里", "say why it belongs here"))
    if (one.data is None) == (one.place is None):
        raise WrongPaper(
            Text("要么给文件，要么写明纸质件在哪里", "give a file, or say where the paper lies: one of them")
        )
    if one.total is not None and one.claimed is not None and one.claimed > one.total:
        message = Text("列支 {claimed} 超过票面 {total}", "{claimed} claimed of an invoice of {total}")
        raise WrongPaper(message.format(claimed=one.claimed, total=one.total))


KINDS = Text("没有“{what}”这种单据，可用：{known}", "there is no paper “{what}”; known: {known}")


def _same(evidence: Evidence, one: Attachment) -> bool:
    here = (evidence.subject, evidence.what, evidence.sha256, evidence.place)
    return here == (one.subject, one.what, one.sha256, one.place)


def _evidence(at: Desk, one: Attachment, id_: str, there: Sequence[Evidence]) -> Evidence:
    """The record of an attachment; a file that is kept already is kept once."""
    kept = next((e.file for e in there if e.sha256 and e.sha256 == one.sha256), None)
    named = None if one.data is None else kept or f"{id_}-{file_name(PurePath(one.name or 'file'))}"
    return Evidence(
        date=at.today,
        id=id_,
        recorded=at.recorded,
        by=at.by,
        subject=one.subject,
        what=one.what,
        reason=one.reason,
        file=named,
        sha256=one.sha256,
        place=one.place,
        invoice=one.invoice or None,
        total=one.total,
        claimed=one.claimed,
        seller=one.seller or None,
        issued=one.issued,
    )


def _write(at: Desk, award: str, evidence: Evidence, voucher: Voucher, data: bytes | None) -> None:
    path = f"{folder(award)}/{evidence.date:%Y-%m}.beancount"
    entries: list[Any] = [to_custom(evidence)]
    if evidence.file and data is not None:
        at.write(f"awards/{award}/documents/{evidence.file}", data)
        entries.append(_document(at, award, evidence, voucher))
    at.append(path, entries)
    at.log(f"awards/{award}/log", [(Evidence.kind, evidence.id, to_custom(evidence))])


def _document(at: Desk, award: str, evidence: Evidence, voucher: Voucher) -> Document:
    """The document beside the voucher: on its day, under its link."""
    chart = load_chart(register_of(at.books, award).chart_on(voucher.date))
    name = f"../documents/{evidence.file}"
    links = frozenset({voucher.id})
    return Document(new_metadata("", 0), voucher.date, chart.role("bank", award), name, frozenset(), links)


def withdraw(at: Desk, award: str, evidence: str, reason: str) -> Withdrawn:
    """Say that an attachment counts no more. The file stays; it is no longer shown beside the voucher.

    Raises :class:`WrongPaper` when there is no such attachment in force.
    """
    require_keeper(at, award)
    known_paper(at, award, evidence)
    if not reason.strip():
        raise WrongPaper(Text("要写明理由", "say why"))
    number = f"{evidence}-W"
    stored = Withdrawn(
        date=at.today, id=number, recorded=at.recorded, by=at.by, evidence=evidence, reason=reason
    )
    for path in at.files(folder(award)):
        entries = at.entries(path)
        after = [e for e in entries if not _shows(e, entries, evidence)]
        if len(after) < len(entries):
            at.replace(path, [as_written(e) for e in after])
    at.append(f"{folder(award)}/{at.today:%Y-%m}.beancount", [to_custom(stored)])
    at.log(f"awards/{award}/log", [(Withdrawn.kind, number, to_custom(stored))])
    return stored


def known_paper(at: Desk, award: str, evidence: str) -> Evidence:
    """One attachment in force. Raises :class:`WrongPaper`."""
    found = next((e for e in in_force(evidence_entries(at, award)) if e.id == evidence), None)
    if found is None:
        raise WrongPaper(Text("没有单据 {id}", "there is no paper {id}").format(id=evidence))
    return found


def _shows(entry: Any, entries: Sequence[Any], evidence: str) -> bool:  # noqa: ANN401
    """Whether a directive is the document of an attachment: the one that stands below it."""
    if not isinstance(entry, Document):
        return False
    above = entries[entries.index(entry) - 1]
    return not isinstance(above, Document) and above.values[0].value == evidence


def as_written(entry: Any) -> Any:  # noqa: ANN401
    """A directive as ``emit`` takes it: a document's name relative to its file."""
    if not isinstance(entry, Document):
        return entry
    return entry._replace(filename=f"../documents/{os.path.basename(entry.filename)}")  # noqa: PTH119
