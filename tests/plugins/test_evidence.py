"""Papers that were asked for: unknown until the day has passed, then review; nothing where nobody asked."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from earmark.ledger.findings.acts import Request
from earmark.ledger.vouchers.charge import Paper

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

DUE = datetime.date(2025, 6, 30)


def asked(subject: str, *kinds: str, id_: str = "Q-0001", due: datetime.date = DUE) -> Request:
    return Request(
        date=datetime.date(2025, 6, 1),
        id=id_,
        subject=subject,
        kinds=kinds,
        text="",
        due=due,
        recorded="",
        by="wang",
    )


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        (datetime.date(2025, 7, 1), "review"),
        (DUE, "unknown"),
        (datetime.date(2025, 6, 2), "unknown"),
        (None, "unknown"),
    ],
)
def test_the_day_decides(desk: Desk, as_of: datetime.date | None, outcome: str) -> None:
    """Trips it: a contract asked for by 30 June, not there on 1 July."""
    charge = desk.pay("年会场租")
    for subject in (charge.id, charge.voucher):
        office = desk.with_award(requests=(asked(subject, "contract"),), as_of=as_of)
        (found,) = office.findings([charge], "evidence")
        assert (found.outcome, found.amount) == (outcome, charge.amount)
        assert "合同" in found.evidence[0].text.zh


def test_what_was_supplied_or_not_asked_for(desk: Desk) -> None:
    """Near miss: it was attached."""
    charge = desk.pay("年会场租", papers=(Paper("E1", "contract", "V"),))
    office = desk.with_award(
        requests=(asked(charge.id, "contract"), asked("V9a", "tax")), as_of=datetime.date.max
    )
    assert office.findings([charge, desk.pay("讲课费")], "evidence") == []


def test_two_requests_are_one_finding(desk: Desk) -> None:
    charge = desk.pay("年会场租")
    later = asked(charge.id, "sign-in", id_="Q-0002", due=datetime.date(2025, 12, 31))
    office = desk.with_award(requests=(later, asked(charge.id, "contract")), as_of=datetime.date(2025, 7, 1))
    (found,) = office.findings([charge], "evidence")
    assert (found.outcome, len(found.evidence)) == ("review", 2)


def test_a_reduction_needs_no_papers(desk: Desk) -> None:
    charge = desk.pay("退款", amount="-10.00")
    office = desk.with_award(requests=(asked(charge.id, "contract"),), as_of=datetime.date.max)
    assert office.findings([charge], "evidence") == []
