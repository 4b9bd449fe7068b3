"""An award's life, each as one act on the books in a folder: a waiver, a revocation with its ban, the settlement."""

from __future__ import annotations

import datetime
from pathlib import Path

from earmark.ledger.awards import ending
from earmark.ledger.books import desk
from earmark.ledger.books.books import Books
from earmark.ledger.findings import waiving
from earmark.ledger.findings.acts import WaiverRequest
from earmark.ledger.recovery import revoking

AWARD, PROGRAMME = "WH2025-007", "wuhan-2012"
TODAY = datetime.date(2025, 6, 30)
LATER = datetime.date(2026, 6, 30)


def _wanted(rule: str, subject: str) -> WaiverRequest:
    return WaiverRequest(
        date=TODAY,
        id="",
        finding="",
        rule=rule,
        subject=subject,
        reason="应急",
        until=LATER,
        recorded="",
        by="",
    )


def ask_waiver(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        waiving.ask_waiver(at, AWARD, _wanted("period", f"{AWARD}-V0002b"))


def waive(root: Path) -> None:
    with desk.desk(Books.open(root), "wang") as at:
        waiving.grant_waiver(at, AWARD, "X-0001", TODAY)


def ask_in_programme(root: Path) -> None:
    with desk.desk(Books.open(root), "zhou") as at:
        waiving.ask_programme_waiver(at, PROGRAMME, _wanted("ban", "JCSF"))


def waive_in_programme(root: Path) -> None:
    with desk.desk(Books.open(root), "wang") as at:
        waiving.grant_programme_waiver(at, PROGRAMME, "X-0001", TODAY)


def revoke(root: Path) -> None:
    wanted = revoking.Revocation(
        date=TODAY,
        due=LATER,
        reason="虚报业绩",
        basis="五(二)",
        named=True,
        ban_until=LATER,
        ban_clause="五(二)",
    )
    with desk.desk(Books.open(root), "zhou") as at:
        revoking.revoke(at, AWARD, wanted)


def settle_award(root: Path) -> None:
    wanted = ending.Ending(date=TODAY, unspent="funder", despite="撤销后结项")
    with desk.desk(Books.open(root), "chen") as at:
        ending.end_award(at, AWARD, wanted)
