"""The ordinary lines of an honest society, in the four fields of work of the schemes: how many of them all rules together call in question."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from earmark.plugins.judging import engine

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

    from earmark.ledger.vouchers.charge import Charge
    from earmark.plugins.judging.finding import Audit

LINES = list(
    csv.DictReader((Path(__file__).parent / "data" / "ordinary.csv").read_text(encoding="utf-8").splitlines())
)
REVIEW, VIOLATION = 0.07, 0.02


def charge(desk: Desk, row: dict[str, str]) -> Charge:
    facts = {
        "paid": row["date"],
        "code": "",
        "account": "",
        "account_name": row["account_name"],
        "plan": "P1",
    }
    number = {"id": f"WH2025-007-V{int(row['row']):04d}a", "voucher": f"WH2025-007-V{int(row['row']):04d}"}
    return desk.pay(row["narration"], row["counterparty"], row["amount_cny"], **facts, **number)


@pytest.fixture(scope="module")
def audit(desk: Desk) -> Audit:
    return engine.judge(desk.award, [charge(desk, row) for row in LINES], desk.policy)


def called(audit: Audit, *outcomes: str) -> set[str]:
    """The charges that some rule calls so."""
    charges = {c.id for c in audit.charges}
    return {f.subject for f in audit.findings if f.outcome in outcomes and f.subject in charges}


def test_few_are_called_violation(audit: Audit) -> None:
    assert not audit.failed
    assert len(called(audit, "violation")) <= VIOLATION * len(LINES)


def test_few_are_to_be_looked_at(audit: Audit) -> None:
    """What nobody can tell is to be looked at, too."""
    looked_at = called(audit, "review", "unknown") - called(audit, "violation")
    assert len(looked_at) <= REVIEW * len(LINES)
