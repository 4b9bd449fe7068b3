"""The society's small award as a case: what its papers are made of."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from earmark.ledger.banks.bank import BankAccount
from earmark.ledger.persons.people import Person
from earmark.ledger.recovery.payinto import PayInto
from earmark.ledger.vouchers.evidence import Evidence
from earmark.plugins.judging.run import Audited
from earmark.plugins.policy import shipped_policy
from earmark.reports.accountability.value import AccountabilityReport
from earmark.reports.outgoing.case import Case

DAY = datetime.date(2026, 1, 31)
WRITTEN: dict[str, Any] = {"recorded": "", "by": "zhou"}
OWN = BankAccount(
    date=DAY,
    id="ICBC-8801",
    bank="ICBC",
    account="1202021109900088801",
    holder="江城示例学会",
    mode="dedicated",
    **WRITTEN,
)
FUNDER = PayInto(
    date=DAY, id="funder", holder="武汉市科学技术协会", bank="工商银行江城支行", account="3202019200000017715",
    contact="周主任 027-12345678", **WRITTEN,
)  # fmt: skip
INVOICE = Evidence(
    date=DAY, id="WH2025-007-E0001", subject="WH2025-007-V0007", what="invoice", reason="号码相符", file="发票.xml",
    sha256="6f1c" * 16, **WRITTEN,
)  # fmt: skip
ZHOU = Person(
    date=DAY, id="zhou", name="周主任", side="funder", of="武汉市科学技术协会", role="officer", **WRITTEN
)


def case_on(report: AccountabilityReport) -> Case:
    """The case of a report, with all that its papers name."""
    return Case(
        report=report,
        recovery=shipped_policy("wuhan-2012").clauses["revocation"],
        people={"zhou": ZHOU},
        own_account=OWN,
        accounts={"funder": FUNDER},
        papers=(INVOICE,),
    )


@pytest.fixture
def case(report: AccountabilityReport) -> Case:
    """The award on 2026-01-31: one finding upheld in part, ordered, 5,000 of 12,000 back, overdue."""
    return case_on(report)


@pytest.fixture
def undecided_case(undecided: Audited, reported: Callable[..., AccountabilityReport]) -> Case:
    """The same award before anybody decided."""
    return case_on(reported(undecided))


@pytest.fixture
def rerouted(case: Case) -> Callable[..., Case]:
    """The case with its order changed: another route, another person who ordered, a revocation."""

    def change(**facts: object) -> Case:
        (ordered,) = case.report.orders
        order = replace(ordered.order, **facts)  # type: ignore[arg-type]
        return replace(case, report=replace(case.report, orders=(replace(ordered, order=order),)))

    return change
