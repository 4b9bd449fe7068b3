"""What the pages see of a loaded ledger: each award's audit, joined with what people did.

The plugin `earmark.plugins.audit` leaves one `custom "earmark-audit"` entry per award as proof that it ran,
the audit itself in its metadata. No entry, no audit: Beancount turns a plugin that failed into one error
and no findings, so an empty list here is never "nothing found".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from beancount.core.data import Custom, Document

from earmark.ledger.awards.chart import award_of_account
from earmark.ledger.awards.register import Grant
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.books.books import Books
from earmark.ledger.vouchers.charges import vouchers_of
from earmark.ledger.vouchers.voucher import Voucher
from earmark.plugins.audit import ENTRY, RESULT, root_of
from earmark.plugins.judging.finding import Audit
from earmark.plugins.judging.run import kept_in
from earmark.plugins.standing.lost import NOTHING, Kept
from earmark.plugins.standing.standing import Standing, acts_of, standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from earmark.ledger.awards.award import Award


@dataclass(frozen=True, slots=True)
class Seen:
    """One award: its audit, where the findings stand, and its vouchers."""

    audit: Audit
    standing: Standing
    vouchers: Sequence[Voucher]
    imported: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name of an imported file → paths of its copies among the originals."""

    @property
    def award(self) -> Award:
        """The award's register."""
        return self.audit.award


def seen_in(entries: Iterable[Any]) -> list[Seen]:
    """The audited awards among the entries of a ledger, in the order of their ids."""
    entries = list(entries)
    proofs = [entry for entry in entries if isinstance(entry, Custom) and entry.type == ENTRY]
    audits = [proof.meta[RESULT] for proof in proofs if RESULT in proof.meta]
    return [_seen(audit, entries) for audit in sorted(audits, key=lambda audit: audit.award.id)]


def _seen(audit: Audit, entries: list[Any]) -> Seen:
    award = audit.award.id
    joined = standing(audit, acts_of(entries, award), _kept(audit, entries))
    return Seen(audit, joined, vouchers_of(entries, award), _imported(entries, award))


def _kept(audit: Audit, entries: list[Any]) -> Kept:
    """What the books that the award's register stands in keep of earlier lists; nothing where it stands in none."""
    register = (e for e in entries if isinstance(e, Custom) and e.type == f"earmark-{Grant.kind}")
    place = next((e.meta["filename"] for e in register if e.values[0].value == audit.award.id), "")
    try:
        return kept_in(Books.open(root_of(Path(place))), audit.award, entries)
    except EarmarkError:
        return NOTHING


def _imported(entries: Iterable[Any], award: str) -> dict[str, tuple[str, ...]]:
    """A copy is named after its import: ``I-3fa9c1d2-交易明细.xlsx``, under the link ``^I-3fa9c1d2``."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry, Document) and award_of_account(entry.account) == award:
            name = Path(entry.filename).name
            for link in entry.links or ():
                if name.startswith(f"{link}-"):
                    found[name.removeprefix(f"{link}-")].append(entry.filename)
    return {file: tuple(paths) for file, paths in found.items()}
