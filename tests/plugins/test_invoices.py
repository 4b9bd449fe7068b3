"""One invoice in several awards: each holds its own part of what lies beyond the total."""

from __future__ import annotations

import re
import sys
import textwrap
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount import loader
from beancount.core.data import Note
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.ledger.vouchers.charge import Paper
from earmark.plugins.invoices import judge_all
from earmark.plugins.judging.programme import named

from .together import amounts, award, findings

if TYPE_CHECKING:
    from earmark.ledger.vouchers.charge import Charge
    from earmark.plugins.judging.programme import Member

    from .conftest import Desk

KEY, OTHER = "25422000000012345678", "25422000000012345679"


def claim(desk: Desk, amount: str, total: str | None = "9600.00", key: str = KEY, **facts: str) -> Charge:
    whole = Decimal(total) if total else None
    return desk.pay("论文集印刷", amount=amount, invoice=key, invoice_total=whole, **facts)


def two(desk: Desk, first: list[Charge], second: list[Charge]) -> tuple[Member, Member]:
    return award(desk, "WH2025-007", *first), award(desk, "WH2025-012", *second, recipient="JCQT")


def test_each_award_holds_what_it_claims(desk: Desk) -> None:
    """Trips it: one invoice of 9,600.00 behind 9,600.00 in each of two awards."""
    members = two(desk, [claim(desk, "9600.00")], [claim(desk, "9600.00")])
    assert amounts(desk, "invoices", *members) == {"WH2025-007": ["9600.00"], "WH2025-012": ["9600.00"]}


def test_no_more_than_lies_beyond_the_total(desk: Desk) -> None:
    members = two(desk, [claim(desk, "8000.00")], [claim(desk, "2000.00")])
    assert amounts(desk, "invoices", *members) == {"WH2025-007": ["400.00"], "WH2025-012": ["400.00"]}


def test_an_invoice_shared_within_its_total(desk: Desk) -> None:
    """Near miss: 6,000.00 in one, 3,600.00 in the other."""
    assert findings(desk, "invoices", *two(desk, [claim(desk, "6000.00")], [claim(desk, "3600.00")])) == {}


def test_without_a_total_all_that_each_claims(desk: Desk) -> None:
    members = two(desk, [claim(desk, "6000.00", None)], [claim(desk, "3600.00", None)])
    assert amounts(desk, "invoices", *members) == {"WH2025-007": ["6000.00"], "WH2025-012": ["3600.00"]}


def test_one_award_alone_is_the_rule_invoices(desk: Desk) -> None:
    alone = [claim(desk, "9600.00"), claim(desk, "9600.00", paid="2025-06-19")]
    members = two(desk, alone, [claim(desk, "10.00", key=OTHER)])
    assert findings(desk, "invoices", *members) == {}
    assert amounts(desk, "invoice", *members) == {"WH2025-007": ["9600.00"]}


def test_a_red_letter_frees_the_invoice(desk: Desk) -> None:
    first, second = two(desk, [claim(desk, "9600.00")], [claim(desk, "9600.00")])
    back = desk.pay("红字", amount="-9600.00", reduces=first.charges[0].id, id="R", voucher="R")
    freed = type(first)(first.award, (*first.charges, back))
    assert findings(desk, "invoices", freed, second) == {}


def test_two_invoices_behind_one_charge_are_one_finding_of_it(desk: Desk) -> None:
    papers = tuple(Paper("E", "invoice", "V1", invoice=k, total=Decimal("5000.00")) for k in (KEY, OTHER))
    both = desk.pay("会议费", amount="10000.00", id="V1a", voucher="V1", papers=papers)
    first = type(award(desk, "WH2025-007"))(desk.award, (both,))
    second = award(
        desk, "WH2025-012", claim(desk, "5000.00", "5000.00"), claim(desk, "5000.00", "5000.00", OTHER),
        recipient="JCQT",
    )  # fmt: skip
    found = findings(desk, "invoices", first, second)
    assert [(str(f.amount), len(f.evidence)) for f in found["WH2025-007"]] == [("10000.00", 2)]
    assert [str(f.amount) for f in found["WH2025-012"]] == ["5000.00", "5000.00"]


def test_who_else_claims_it_is_for_the_audit_side(desk: Desk) -> None:
    """Law 9: the recipient of WH2025-007 learns that another award claims the invoice, not which."""
    members = two(desk, [claim(desk, "9600.00")], [claim(desk, "9600.00")])
    (found,) = findings(desk, "invoices", *members)["WH2025-007"]
    said = str([e.text for e in found.evidence])
    assert "另 1 项奖补资金" in said
    assert "WH2025-012" not in said
    assert "19,200.00" not in said
    whole = str([e.text for e in named(found).evidence])
    assert "WH2025-012" in whole
    assert "19,200.00" in whole


def test_two_awards_of_one_recipient_are_its_own_to_know(desk: Desk) -> None:
    first = award(desk, "WH2025-007", claim(desk, "9600.00"))
    (found,) = findings(desk, "invoices", first, award(desk, "WH2026-003", claim(desk, "9600.00")))[
        "WH2025-007"
    ]
    assert "WH2026-003" in found.evidence[0].text.zh
    assert "19,200.00" in found.evidence[0].text.zh
    assert found.evidence[0].named is None


@given(
    st.lists(st.decimals("0.01", "999.99", places=2), min_size=2, max_size=5),
    st.decimals("0.01", "3000", places=2),
)
@settings(max_examples=40, deadline=None)
def test_nobody_holds_more_than_he_claims_or_than_lies_beyond(
    desk: Desk, claimed: list[Decimal], total: Decimal
) -> None:
    members = [
        award(desk, f"WH2025-{n:03d}", claim(desk, str(amount), str(total)), recipient=f"R{n}")
        for n, amount in enumerate(claimed)
    ]
    beyond = max(sum(claimed) - total, Decimal(0))
    found = findings(desk, "invoices", *members)
    held = [sum((f.amount or Decimal(0) for f in found.get(m.id, [])), Decimal(0)) for m in members]
    assert held == [min(amount, beyond) for amount in claimed]


LEDGER = """
    2025-01-01 open Expenses:Grants:Wuhan
    2025-01-01 open Expenses:Grants:Cast
    2025-01-01 open Assets:Bank
    2025-06-18 * "江城甲辰印务有限公司" "论文集印刷"
      invoice: "25422000000012345678"
      invoice-total: 9600.00
      Expenses:Grants:Wuhan  9600.00 CNY
      Assets:Bank
    2025-07-02 * "江城甲辰印务有限公司" "会刊印刷"
      invoice: "25422000000012345678"
      Expenses:Grants:Cast  1200.00 CNY
      Assets:Bank
"""


def loaded(line: str) -> tuple[list[str], list[str]]:
    """The notes and the errors of the ledger under a plugin line."""
    entries, errors, _ = loader.load_string(f"{line}\n{textwrap.dedent(LEDGER)}")
    return [e.comment for e in entries if isinstance(e, Note)], [str(e.message) for e in errors]


def test_the_manuals_line_works_in_a_ledger_of_several_grants() -> None:
    (line,) = re.findall(r'plugin "[^"]+" "[^"]+"', str(sys.modules[judge_all.__module__].__doc__))
    notes, errors = loaded(line)
    assert errors == []
    assert [note.split("｜")[3] for note in notes] == ["1,200.00 元", "1,200.00 元"]
    assert "Expenses:Grants:Cast" in notes[0]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("{'policy': 'wuhan-2012'}", "缺少“awards”"),
        ("{'policy': 'wuhan-2012', 'awards': ['Expenses:Grants']}", "两个以上账户"),
        ("{'policy': 'wuhan-2012', 'awards': 'Expenses:Grants'}", "两个以上账户"),
        ("{'policy': 'social-organisations-2015', 'awards': ['A', 'B']}", "没有规则 invoices"),
    ],
)
def test_a_wrong_setting_is_one_clear_error(config: str, said: str) -> None:
    notes, errors = loaded(f'plugin "earmark.plugins.invoices" "{config}"')
    assert notes == []
    assert len(errors) == 1
    assert said in errors[0]
