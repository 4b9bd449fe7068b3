"""Which voucher a paper belongs to: one that something names, or none."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from earmark.importers.papers.invoice import Invoice
from earmark.importers.papers.placing import Spot, place, spots
from earmark.ledger.vouchers.voucher import Line, Voucher

DAY = datetime.date(2025, 3, 18)
SPOT = Spot(
    award="A", recipient="江城示例学会", id="A-V0001", paid=DAY, payee="专家E27", narration="审稿费",
    amount=Decimal("1000.00"), moved=Decimal("960.00"), gl="记-2025-03-0022",
)  # fmt: skip
OTHER = replace(SPOT, id="A-V0002", gl="记-2025-04-0022", paid=datetime.date(2025, 4, 18))
PAPER = Invoice(
    key="1", form="xml", total=Decimal("1000.00"), issued=DAY, seller="专家 E27", buyer="江城示例学会"
)


def placed(paper: Invoice, *spots: Spot) -> str | None:
    found = place(paper, spots)
    return found.spot.id if found.spot else None


def test_an_invoice_is_of_the_charge_and_a_receipt_of_what_left_the_bank() -> None:
    """Where tax is withheld the two differ."""
    assert placed(PAPER, SPOT) == SPOT.id
    assert placed(replace(PAPER, what="receipt"), SPOT) is None
    assert placed(replace(PAPER, what="receipt", total=Decimal("960.00")), SPOT) == SPOT.id


def test_a_draft_that_waits_has_the_amount_that_left_the_bank() -> None:
    lines = (
        Line(letter="a", account="Assets:A:1002银行存款", amount=Decimal("-1000.00"), bank_row="ICBC-8801:2"),
        Line(letter="b", account="Equity:A:99待归类", amount=Decimal("1000.00")),
    )
    draft = Voucher(id="A-V0003", date=DAY, payee="专家E27", narration="", lines=lines)
    assert placed(PAPER, *spots("A", "江城示例学会", [draft], [])) == draft.id


def test_the_receivers_record_names_number_and_month() -> None:
    booked = replace(PAPER, seller="", booked=(("22", datetime.date(2025, 4, 30)),))
    assert placed(booked, SPOT, OTHER) == OTHER.id
    assert placed(replace(booked, booked=(("22", None),)), SPOT, OTHER) is None


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (replace(PAPER, total=None), "价税合计"),
        (replace(PAPER, total=Decimal("-1000.00")), "红字"),
        (replace(PAPER, buyer="别的单位"), "别的单位"),
        (replace(PAPER, seller="江城图文店"), "报销"),
        (replace(PAPER, total=Decimal("700.00")), "分次"),
        (replace(PAPER, issued=datetime.date(2023, 3, 18)), "分次"),
        (replace(PAPER, total=Decimal("700.00"), seller="谁"), "没有付给"),
    ],
)
def test_what_is_not_placed_says_why(paper: Invoice, why: str) -> None:
    found = place(paper, [SPOT])
    assert found.spot is None
    assert why in found.reason.zh


def test_two_that_fit_are_both_named() -> None:
    found = place(PAPER, [SPOT, replace(OTHER, paid=DAY)])
    assert (found.spot, [one.id for one in found.candidates]) == (None, [SPOT.id, OTHER.id])


def test_a_voucher_with_another_invoice_takes_no_second_one() -> None:
    assert placed(PAPER, replace(SPOT, attached=("2",))) is None
    assert placed(PAPER, replace(SPOT, attached=("1",)), OTHER) == SPOT.id
    assert placed(PAPER, SPOT, replace(OTHER, written=("1",))) == OTHER.id
