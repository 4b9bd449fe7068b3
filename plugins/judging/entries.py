"""Findings among the entries of a ledger: a note beside the voucher, an error for what must not pass.

What was booked is never rewritten: posting metadata is part of an entry's address in Fava. A note has the voucher's
date and link, the charge's account, and the finding in Chinese; an error carries the finding's id, or nothing when
the books themselves are at fault.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from beancount.core.data import Note, Transaction, new_metadata

from earmark.ledger.base.amount import money
from earmark.ledger.base.record import BUDGET, CURRENCY

from .finding import CATEGORY_NAMES, OUTCOME_NAMES

if TYPE_CHECKING:
    from earmark.ledger.base.text import Text
    from earmark.ledger.vouchers.charge import Charge

    from .finding import Finding

_LINK = re.compile(r"[A-Za-z0-9\-_/.]+")


class PluginError(NamedTuple):
    """An error as Beancount shows it. ``finding`` is the id of an open violation, empty for a fault of the books."""

    source: dict[str, Any]
    message: str
    entry: Any
    finding: str = ""


def both(text: Text) -> str:
    """A message in both languages: bean-check does not know the reader's."""
    return f"{text.zh} · {text.en}"


def fault(text: Text, entry: Any = None, filename: str = "") -> PluginError:  # noqa: ANN401 (any directive)
    """An error of the books: at an entry, or at a file where there is none."""
    source = entry.meta if entry is not None else new_metadata(filename or "<earmark>", 0)
    return PluginError(source, both(text), entry)


def told(finding: Finding) -> str:
    """A finding in one Chinese line: outcome, use, clause, amount, evidence, id."""
    unit = finding.currency if finding.currency not in {None, CURRENCY, BUDGET} else "元"
    amount = f"{money(finding.amount)} {unit}" if finding.amount is not None else ""
    parts = (
        OUTCOME_NAMES[finding.outcome].zh,
        CATEGORY_NAMES[finding.category].zh,
        finding.clause.number,
        amount,
        "；".join(e.text.zh for e in finding.evidence),
        finding.id,
    )
    return "疑点｜" + "｜".join(part for part in parts if part)


def note_of(finding: Finding, charge: Charge, entry: Transaction) -> Note:
    """The note beside the voucher of a finding's charge."""
    meta = new_metadata(entry.meta["filename"], entry.meta["lineno"], {"finding": finding.id})
    links = frozenset({charge.voucher} if _LINK.fullmatch(charge.voucher) else ())
    return Note(meta, entry.date, charge.account, told(finding), frozenset(), links)


def error_of(finding: Finding, entry: Transaction | None, filename: str) -> PluginError:
    """The error of an open violation."""
    source = entry.meta if entry is not None else new_metadata(filename, 0)
    return PluginError(source, told(finding), entry, finding.id)
