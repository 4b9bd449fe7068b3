"""Whether each attached paper is there as it came, and is shown beside its voucher; nothing else may be shown."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from beancount.core.data import Document

from ..awards.chart import load_chart
from ..base.text import Text
from ..books.load import register_of
from .charge import voucher_of
from .drafts import drafts, posted
from .evidence import Evidence, folder, in_force

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from typing import Any

    from ..books.books import Books


def faults_of_evidence(books: Books, award: str) -> Iterator[tuple[str, Text]]:
    """Each attached file is there as it came, and is shown beside its voucher; nothing else is shown."""
    places = _places(books, award)
    for path in books.files(folder(award)):
        entries = books.entries(path)
        shown = [e for e in entries if isinstance(e, Document)]
        for entry in shown:
            above = entries[entries.index(entry) - 1]
            if isinstance(above, Document) or not _fits(entry, above, places):
                yield f"{path}:{entry.meta['lineno']}", STRAY
    everything = [e for path in books.files(folder(award)) for e in books.entries(path)]
    documents = [e for e in everything if isinstance(e, Document)]
    for evidence in in_force(everything):
        if evidence.file is None:
            continue
        copy = f"{books.award(award)}/documents/{evidence.file}"
        data = books.read(copy)
        if data is None:
            yield copy, GONE
        elif hashlib.sha256(data).hexdigest() != evidence.sha256:
            yield copy, ALTERED
        link = voucher_of(evidence.subject)
        if not any(d.filename.endswith(f"/{evidence.file}") and link in (d.links or ()) for d in documents):
            yield evidence.id, NOT_SHOWN.format(voucher=link)


STRAY = Text("这一行单据没有登记", "this document has no record")
GONE = Text("单据不见了", "the paper is gone")
ALTERED = Text("单据被改动", "the paper was altered")
NOT_SHOWN = Text("没有列在凭证 {voucher} 旁", "is not shown beside voucher {voucher}")


def _places(books: Books, award: str) -> dict[str, set[tuple[datetime.date, str]]]:
    """Where the papers of each voucher may stand: on its day or, before it was posted late, its day of payment; at the bank."""
    known = register_of(books, award)
    return {
        v.id: {(day, load_chart(known.chart_on(day)).role("bank", award)) for day in (v.date, v.paid) if day}
        for v in (*posted(books, award), *drafts(books, award))
    }


def _fits(document: Document, above: Any, places: dict[str, set[tuple[datetime.date, str]]]) -> bool:  # noqa: ANN401
    """Whether the directive above a document is its record, and the document stands beside its voucher."""
    if above.type != f"earmark-{Evidence.kind}":
        return False
    name, subject = above.meta.get("file"), above.meta.get("subject", "")
    voucher = voucher_of(subject)
    beside = (document.date, document.account) in places.get(voucher, ())
    return beside and document.filename.endswith(f"/{name}") and document.links == frozenset({voucher})
