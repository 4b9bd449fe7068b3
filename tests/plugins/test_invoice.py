"""What is claimed of one invoice, against its total."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.ledger.vouchers.charge import Charge, Paper

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

KEY, OTHER = "25422000000012345678", "25422000000012345679"


def paper(subject: str, total: str | None = None, key: str = KEY, claimed: str | None = None) -> Paper:
    whole, part = (Decimal(amount) if amount else None for amount in (total, claimed))
    return Paper("E1", "invoice", subject, invoice=key, total=whole, claimed=part)


def pay(
    desk: Desk,
    voucher: str,
    amount: str,
    *papers: Paper,
    line: str = "a",
    **facts: Any,  # noqa: ANN401 (any field of a charge)
) -> Charge:
    day = f"2025-06-{int(voucher[1:]):02d}"
    given: dict[str, Any] = {"id": voucher + line, "voucher": voucher, "papers": papers, "paid": day, **facts}
    return desk.pay("会议费", amount=amount, **given)


def found(desk: Desk, *charges: Charge) -> list[tuple[str, str | None]]:
    return [(f.subject, str(f.amount)) for f in desk.findings(charges, "invoice")]


def test_the_part_beyond_the_total_is_review(desk: Desk) -> None:
    """Trips it: one invoice of 9,600.00 behind two payments of 9,600.00."""
    one, two = pay(desk, "V1", "9600.00", paper("V1", "9600.00")), pay(desk, "V2", "9600.00", paper("V2"))
    assert found(desk, one, two) == [("V2a", "9600.00")]
    three = pay(desk, "V3", "100.00", paper("V3"))
    assert found(desk, pay(desk, "V1", "9550.00", paper("V1", "9600.00")), three) == [("V3a", "50.00")]


def test_an_invoice_in_two_parts_and_one_in_two_forms(desk: Desk) -> None:
    """Near miss: an invoice of 20,000.00 paid in two parts; XML and PDF of one invoice are one claim."""
    one = pay(desk, "V1", "8000.00", paper("V1", "20000.00"), paper("V1", "20000.00"))
    assert found(desk, one, pay(desk, "V2", "12000.00", paper("V2"))) == []


def test_a_red_letter_frees_the_invoice(desk: Desk) -> None:
    one = pay(desk, "V1", "9600.00", paper("V1", "9600.00"))
    red = pay(desk, "V2", "-9600.00", reduces="V1a")
    assert found(desk, one, red, pay(desk, "V3", "9600.00", paper("V3"))) == []


def test_one_voucher_of_several_charges_is_one_claim(desk: Desk) -> None:
    whole = paper("V1", "10000.00")
    one, two = pay(desk, "V1", "6000.00", whole), pay(desk, "V1", "4000.00", whole, line="b")
    assert found(desk, one, two) == []
    assert found(desk, one, two, pay(desk, "V1", "300.00", whole, line="c")) == [("V1c", "300.00")]


def test_other_invoices_of_the_voucher_count(desk: Desk) -> None:
    both = (paper("V1", "6000.00"), paper("V1", "4000.00", OTHER))
    assert found(desk, pay(desk, "V1", "10000.00", *both)) == []
    assert found(desk, pay(desk, "V1", "10000.00", *both), pay(desk, "V2", "10.00", paper("V2"))) == [
        ("V2a", "10.00")
    ]
    unknown = (paper("V1", "6000.00"), paper("V1", None, OTHER))
    assert found(desk, pay(desk, "V1", "10000.00", *unknown)) == []


def test_two_invoices_used_up_before_are_one_finding(desk: Desk) -> None:
    """A charge that cites two invoices, both claimed whole already, is found once, with both reasons."""
    one = pay(desk, "V1", "6000.00", paper("V1", "6000.00"))
    two = pay(desk, "V2", "4000.00", paper("V2", "4000.00", OTHER))
    third = pay(desk, "V3", "10000.00", paper("V3"), paper("V3", key=OTHER))
    found = desk.findings((one, two, third), "invoice")
    assert [f.subject for f in found].count("V3a") == 1
    assert len({f.id for f in found}) == len(found)
    assert sum(len([e for e in f.evidence if e.weight == "group"]) for f in found if f.subject == "V3a") == 2


def test_what_a_person_said_is_claimed(desk: Desk) -> None:
    one = pay(desk, "V1", "9600.00", paper("V1", "9600.00", claimed="100.00"))
    assert found(desk, one, pay(desk, "V2", "9500.00", paper("V2"))) == []


def test_an_unknown_total(desk: Desk) -> None:
    one, two = pay(desk, "V1", "10.00", invoice=KEY), pay(desk, "V2", "20.00", invoice=f"{KEY[:8]} {KEY[8:]}")
    assert found(desk, one) == []
    assert found(desk, one, pay(desk, "V2", "20.00", invoice=KEY)) == [("V2a", "20.00")]
    assert found(desk, one, two) == []


@given(
    st.lists(st.decimals("0.01", "999.99", places=2), min_size=1, max_size=6),
    st.decimals("0.01", "3000", places=2),
)
@settings(max_examples=60, deadline=None)
def test_what_is_found_is_the_sum_beyond_the_total(
    desk: Desk, amounts: list[Decimal], total: Decimal
) -> None:
    charges = [
        pay(desk, f"V{n}", str(amount), paper(f"V{n}", str(total)))
        for n, amount in enumerate(amounts, start=1)
    ]
    beyond = sum((f.amount or Decimal(0) for f in desk.findings(charges, "invoice")), Decimal(0))
    assert beyond == max(sum(amounts) - total, Decimal(0))
