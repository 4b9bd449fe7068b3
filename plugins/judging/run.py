"""The audit of an award's books: Beancount loads them, the plugin judges, and what people did is joined to it.

    books → load_award → the entry custom "earmark-audit" (proof that the plugin ran) → Audit → Standing

The one way to findings for the command line, reports and pages; of all awards of a programme: programme_audit.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from beancount.core.data import Custom

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.books.changed import changes
from earmark.ledger.books.load import Loaded, load_award
from earmark.ledger.findings.listing import listed_in
from earmark.ledger.vouchers.charges import vouchers_of
from earmark.ledger.vouchers.voucher import Voucher

from ..audit import ENTRY, RESULT
from ..standing.lost import NOTHING, Kept
from ..standing.standing import Standing, acts_of, standing
from .finding import Audit

if TYPE_CHECKING:
    from earmark.ledger.awards.award import Award
    from earmark.ledger.books.books import Books


class NotAudited(EarmarkError):
    """The books loaded, but the audit left no result."""


@dataclass(frozen=True, slots=True)
class Audited:
    """One award, loaded, judged and joined with what people did."""

    loaded: Loaded
    audit: Audit
    standing: Standing
    vouchers: Sequence[Voucher]
    faults: Sequence[Any]
    """Beancount errors that are not open violations: the books themselves are at fault."""
    kept: Kept = NOTHING
    """What earlier lists keep of its findings."""

    @property
    def award(self) -> Award:
        """The award's register."""
        return self.loaded.award


def audit_award(books: Books, award: str) -> Audited:
    """Load and judge one award. Raises :class:`NotAudited`, and what :func:`load_award` raises."""
    return join(books, *judged(books, award))


def judged(books: Books, award: str) -> tuple[Loaded, Audit]:
    """One award loaded, and what the plugin found. Raises as :func:`audit_award`."""
    loaded = load_award(books, award)
    result = result_of(loaded.entries, award)
    if result is None:
        first = str(loaded.errors[0].message) if loaded.errors else ""
        message = Text("审计没有运行：{first}", "the audit did not run: {first}").format(first=first)
        raise NotAudited(
            message, file=books.root / books.award(award), fix=Text("运行 earmark check", "run earmark check")
        )
    return loaded, result


def join(books: Books, loaded: Loaded, result: Audit) -> Audited:
    """An audit with what people did about its findings."""
    award = loaded.award.id
    kept = kept_in(books, loaded.award, loaded.entries)
    joined = standing(result, acts_of(loaded.entries, award), kept)
    faults = [e for e in loaded.errors if not getattr(e, "finding", None)]
    return Audited(loaded, result, joined, vouchers_of(loaded.entries, award), faults, kept)


def kept_in(books: Books, award: Award, entries: Sequence[Any]) -> Kept:
    """What the books keep of earlier lists of an award's findings."""
    return Kept(listed=listed_in(books, award.id, entries), changes=lambda: changes(books, award))


def result_of(entries: Sequence[Any], award: str) -> Audit | None:
    """The audit that the plugin left among the entries."""
    for entry in reversed(entries):
        if isinstance(entry, Custom) and entry.type == ENTRY and entry.values[0].value == award:
            found: Audit | None = entry.meta.get(RESULT)
            return found
    return None
