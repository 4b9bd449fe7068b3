"""Referral (移送): the audit side hands a matter to another body. It settles nothing: no figure changes by it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..base.clean import clean
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import next_id
from ..books.recording import record
from ..persons.sides import require_audit_side
from .dating import charged, not_before
from .on_finding import Referral

if TYPE_CHECKING:
    from ..books.desk import Desk


class WrongReferral(EarmarkError):
    """A referral that does not say to whom, or why."""


def refer(at: Desk, award: str, wanted: Referral) -> Referral:
    """Store a referral; its id is given here. Raises :class:`WrongReferral`, :class:`..persons.sides.NotYours`."""
    require_audit_side(at, award)
    if not clean(wanted.to).strip() or not clean(wanted.reason).strip():
        raise WrongReferral(Text("移送要写明移送给谁和理由", "a referral says to whom, and why"))
    not_before(wanted.date, charged(at, award, wanted.subject), WrongReferral)
    taken = [r.id for r in at.records(Referral, f"awards/{award}/acts.beancount")]
    stored = replace(wanted, id=next_id("M-", taken), recorded=at.recorded, by=at.by)
    record(at, award, [stored], "acts")
    return stored
