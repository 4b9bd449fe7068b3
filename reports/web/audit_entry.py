"""Where the web finds the audit: the entry that `earmark.plugins.audit` leaves as proof that it ran.

One `custom "earmark-audit"` entry carries the frozen audit in its metadata, under `__audit__`. No entry, no
audit: Beancount turns a plugin that failed into one error and no findings, so None here is never "nothing
found".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from beancount.core.data import Custom

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from decimal import Decimal

    from earmark.ledger.award import Award
    from earmark.ledger.charge import Charge, Source
    from earmark.ledger.text import Text

KIND = "earmark-audit"
KEY = "__audit__"


class Clause(Protocol):
    """The words that a finding rests on."""

    @property
    def document(self) -> str: ...  # noqa: D102
    @property
    def number(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


class Finding(Protocol):
    """What a rule says of a subject: a charge (its id), an invoice or a milestone; `amount` in `currency`."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def rule(self) -> str: ...  # noqa: D102
    @property
    def category(self) -> str: ...  # noqa: D102
    @property
    def outcome(self) -> str: ...  # noqa: D102
    @property
    def subject(self) -> str: ...  # noqa: D102
    @property
    def amount(self) -> Decimal | None: ...  # noqa: D102
    @property
    def currency(self) -> str: ...  # noqa: D102
    @property
    def date(self) -> datetime.date | None: ...  # noqa: D102
    @property
    def voucher(self) -> str | None: ...  # noqa: D102
    @property
    def sources(self) -> Sequence[Source]: ...  # noqa: D102
    @property
    def clause(self) -> Clause: ...  # noqa: D102
    @property
    def evidence(self) -> Sequence[Text]: ...  # noqa: D102
    @property
    def clears(self) -> Text: ...  # noqa: D102
    @property
    def status(self) -> str: ...  # noqa: D102


class Audit(Protocol):
    """One award, its charges, and what the rules say of them."""

    @property
    def award(self) -> Award: ...  # noqa: D102
    @property
    def charges(self) -> Sequence[Charge]: ...  # noqa: D102
    @property
    def findings(self) -> Sequence[Finding]: ...  # noqa: D102


def audit_in(entries: Iterable[object]) -> Audit | None:
    """The audit among the entries of a ledger, or None when it did not run."""
    for entry in entries:
        if isinstance(entry, Custom) and entry.type == KIND:
            audit: Audit | None = entry.meta.get(KEY)
            return audit
    return None
