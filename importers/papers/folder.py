"""A folder of mixed files (``earmark import --documents FOLDER``): what each is, where it belongs, and why.

    sorted_ = sort_folder(books, folder, by)      looks at every file, writes nothing
    attach_sorted(books, sorted_, by)             attaches what was placed, all of it or nothing

Each file has one fate: *table* (a statement or an export: imported as any other), *placed* (attached to one voucher, with the
reason), *known* (attached already), *unplaced* (nothing says where it belongs; a person attaches it), *refused* (the system cannot read it, or it
is too large).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.books.desk import desk
from earmark.ledger.books.load import register_of
from earmark.ledger.vouchers.attaching import Attachment, attach
from earmark.ledger.vouchers.charges import charges_of
from earmark.ledger.vouchers.drafts import drafts, posted
from earmark.ledger.vouchers.evidence import folder as folder_of
from earmark.ledger.vouchers.evidence import in_force

from ..cells.cells import CannotRead, file_bytes
from ..cells.sniff import NotATable
from ..formats.detect import UnknownFormat, read_bytes
from ..tables.mapping import own_profiles
from ..tables.rows import said
from .invoice import Paper, read_paper
from .naming import kind_named, place_by_name
from .placing import Placed, Spot, place, spots

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.base.text import Lang
    from earmark.ledger.books.books import Books
    from earmark.ledger.vouchers.evidence import Evidence

    from ..tables.profile import Profile
    from .invoice import Invoice

FATES = ("table", "placed", "known", "unplaced", "refused")
MOST_FILES = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """One file: ``file`` from the folder on, its fate and the reason for it."""

    file: str
    path: Path
    fate: str
    reason: Text
    kind: str = ""
    award: str | None = None
    attachment: Attachment | None = None
    candidates: tuple[Spot, ...] = ()

    def to_json(self, lang: Lang) -> dict[str, Any]:
        """As ``--format json`` says it."""
        return {
            "file": self.file,
            "kind": self.kind or None,
            "fate": self.fate,
            "award": self.award,
            "subject": self.attachment.subject if self.attachment else None,
            "reason": self.reason.show(lang),
            "candidates": [spot.id for spot in self.candidates],
        }


def sort_folder(books: Books, folder: Path, *, award: str | None = None, by: str = "") -> list[Sorted]:
    """Look at every file of a folder, its sub-folders too. Raises :class:`..cells.cells.CannotRead` for a folder that is none."""
    if not folder.is_dir():
        raise CannotRead(Text("没有这个文件夹", "there is no such folder"), file=folder)
    shelf = _Shelf(books, _awards(books, award, by))
    found = [shelf.sorted(path, folder) for path in _files(folder)]
    # A picture of an invoice may stand before the XML of it, which alone says where it belongs.
    return [shelf.again(one) for one in found]


def attach_sorted(books: Books, found: Sequence[Sorted], by: str) -> list[Evidence]:
    """Attach what was placed, in one commit. Raises what :func:`earmark.ledger.vouchers.attaching.attach` raises."""
    wanted: dict[str, list[Attachment]] = {}
    for one in found:
        if one.fate == "placed" and one.award and one.attachment:
            wanted.setdefault(one.award, []).append(one.attachment)
    if not wanted:
        return []
    with desk(books, by) as at:
        return [done for award, items in wanted.items() for done in attach(at, award, items)]


def _awards(books: Books, award: str | None, by: str) -> list[str]:
    """The awards that a paper may belong to: the one told, else those that the person keeps."""
    if award:
        books.award(award)
        return [award]
    person = books.people().get(by)
    of = person.of if person and person.side == "recipient" else None
    own = [id_ for id_ in books.award_ids() if of in {None, register_of(books, id_).grant.recipient}]
    return own or books.award_ids()


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, in order of name; hidden ones, links and what programs leave behind are left out."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    shown = [
        p for p in found if not any(part.startswith((".", "~$")) for part in p.relative_to(folder).parts)
    ]
    if len(shown) > MOST_FILES:
        message = Text("文件夹里有 {count} 个文件，太多", "there are {count} files in the folder, too many")
        raise CannotRead(message.format(count=len(shown)), file=folder)
    yield from shown


class _Shelf:
    """What is known of the awards while a folder is gone through; what one file took, the next one sees."""

    def __init__(self, books: Books, awards: Sequence[str]) -> None:
        self.own = own_profiles(books.config)
        self.spots: list[Spot] = []
        self.there: dict[str, tuple[str, Evidence]] = {}
        for award in awards:
            entries = [e for path in books.files(folder_of(award)) for e in books.entries(path)]
            self.there |= {e.sha256: (award, e) for e in in_force(entries) if e.sha256}
            for path in (*books.voucher_files(award), f"awards/{award}/drafts.beancount"):
                entries += books.entries(path)
            register = register_of(books, award)
            vouchers = [*posted(books, award), *drafts(books, award)]
            self.spots += spots(award, register.grant.recipient_name, vouchers, charges_of(entries, register))
        self.seen: dict[str, str] = {}
        self.left: dict[str, tuple[bytes, Paper]] = {}

    def again(self, one: Sorted) -> Sorted:
        """An invoice that was not placed, when all files were seen."""
        if one.file not in self.left:
            return one
        return self._placed(replace(one, candidates=()), PurePath(one.file), *self.left[one.file])

    def sorted(self, path: Path, folder: Path) -> Sorted:
        """One file."""
        name = path.relative_to(folder)
        try:
            return self._sorted(path, name, file_bytes(path))
        except EarmarkError as error:
            return Sorted(file=str(name), path=path, fate="refused", reason=said(error))

    def _sorted(self, path: Path, name: PurePath, data: bytes) -> Sorted:
        digest = hashlib.sha256(data).hexdigest()
        base = Sorted(file=str(name), path=path, fate="known", reason=TWICE, kind=kind_named(name))
        if digest in self.there:
            award, evidence = self.there[digest]
            reason = ATTACHED.format(id=evidence.id, subject=evidence.subject)
            return replace(base, reason=reason, award=award, kind=evidence.what)
        if digest in self.seen:
            return replace(base, reason=TWICE.format(file=self.seen[digest]))
        self.seen[digest] = str(name)
        paper = opened(data)
        if paper.invoice is None:
            fault = _fault_of_table(data, path.name, self.own)
            if fault is None:
                return replace(base, fate="table", reason=TABLE, kind="")
            if not paper.form and fault is not NO_TABLE:
                paper = Paper("", None, fault)
        return self._placed(base, name, data, paper)

    def _placed(self, base: Sorted, name: PurePath, data: bytes, paper: Paper) -> Sorted:
        invoice = paper.invoice
        found = place(invoice, self.spots) if invoice else place_by_name(name, self.spots)
        kind = invoice.what if invoice else base.kind or "other"
        if invoice and found.spot is None and not found.candidates:
            by_name = place_by_name(name, self.spots)
            found = by_name if by_name.spot else found
        if found.spot is None:
            reason = _with(found.reason, paper.note)
            if invoice:
                self.left.setdefault(base.file, (data, paper))
            return replace(base, fate="unplaced", reason=reason, kind=kind, candidates=found.candidates)
        self._take(found.spot, invoice)
        attachment = _attachment(found, kind, base.path.name, data, invoice)
        return replace(
            base, fate="placed", reason=found.reason, kind=kind, award=found.spot.award, attachment=attachment
        )

    def _take(self, spot: Spot, invoice: Invoice | None) -> None:
        """The voucher has this invoice from now on."""
        if invoice and invoice.what == "invoice" and invoice.key not in spot.attached:
            at = self.spots.index(spot)
            self.spots[at] = replace(spot, attached=(*spot.attached, invoice.key))


TWICE = Text("与 {file} 是同一个文件", "the same file as {file}")
ATTACHED = Text("已附在 {subject}（{id}）", "attached to {subject} already ({id})")
NO_TABLE = Text("不是账表", "no statement or export")
TABLE = Text("银行流水或账表，照常导入", "a statement or an export, imported as any other")


def opened(data: bytes) -> Paper:
    """The file as a paper. What cannot be opened may still be placed by its name: a person will look at it."""
    try:
        return read_paper(data)
    except EarmarkError as error:
        return Paper("", None, said(error))


def _fault_of_table(data: bytes, name: str, own: Sequence[Profile]) -> Text | None:
    """Why a file is no statement or export that can be read; None for one that is."""
    try:
        read_bytes(data, name, own=own)
    except (UnknownFormat, NotATable):
        return NO_TABLE
    except EarmarkError as error:
        return said(error)
    return None


def _with(reason: Text, note: Text | None) -> Text:
    return Text(f"{reason.zh}；{note.zh}", f"{reason.en}; {note.en}") if note else reason


def _attachment(found: Placed, kind: str, name: str, data: bytes, invoice: Invoice | None) -> Attachment:
    assert found.spot is not None  # noqa: S101 (the caller looked)
    base = Attachment(subject=found.spot.id, what=kind, reason=found.reason.zh, name=name, data=data)
    if invoice is None or invoice.what != "invoice":
        return base
    return replace(
        base, invoice=invoice.key, total=invoice.total, seller=invoice.seller or None, issued=invoice.issued
    )
