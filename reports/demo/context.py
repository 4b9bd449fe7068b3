"""The demo's registers and acts as the ledger's records, from ``context.toml``, ``acts.toml``, ``parties-*``.

Records carry no ``recorded`` and ``by`` yet: who writes them into books fills these in.
"""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from typing import Any, TypeVar

from earmark.ledger.awards.register import ChartChange, Grant, Milestone, PlanLine
from earmark.ledger.banks.bank import BankAccount
from earmark.ledger.base.record import Record
from earmark.ledger.persons.people import Person

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Programme:
    """A scheme whose policy is adopted in the books under its id on ``date``."""

    id: str
    title: str
    document: str
    date: datetime.date


@dataclass(frozen=True, slots=True)
class AwardContext:
    """One award's register and its bank account."""

    grant: Grant
    plan: tuple[PlanLine, ...]
    milestones: tuple[Milestone, ...]
    charts: tuple[ChartChange, ...]
    account: BankAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOrder:
    """What must come back by ``due``; ``returned`` and ``amount`` (CNY) are None while it is outstanding."""

    date: datetime.date
    route: str
    due: datetime.date
    basis: str
    returned: datetime.date | None = None
    amount: Decimal | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAct:
    """A decision on the finding about a case (its key), by a person of the funder. Amounts in CNY."""

    award: str
    case: str
    outcome: str
    upheld: Decimal
    date: datetime.date
    by: str
    reason: str
    basis: str
    category: str | None = None
    order: PlannedOrder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRevocation:
    """An award that is revoked by a person of the funder, and what the award's account pays back of it (CNY)."""

    award: str
    by: str
    date: datetime.date
    due: datetime.date
    reason: str
    basis: str
    ban_until: datetime.date
    served: datetime.date
    returned: datetime.date
    amount: Decimal
    reference: str


def programmes() -> tuple[Programme, ...]:
    """Both schemes."""
    return tuple(Programme(**row) for row in _table("context.toml", "programme"))


def awards() -> tuple[AwardContext, ...]:
    """The awards: the society's, the association's, and one that is revoked."""
    return tuple(_award(row) for row in _table("context.toml", "award"))


def people() -> tuple[Person, ...]:
    """A finance officer of each recipient, one person of each funder, one auditor."""
    return tuple(_record(Person, row) for row in _table("context.toml", "person"))


def acts() -> tuple[PlannedAct, ...]:
    """Of each running award: one cleared, one upheld in part, one that goes back to the funder, one overdue."""
    return tuple(_act(row) for row in _table("acts.toml", "act"))


def revocations() -> tuple[PlannedRevocation, ...]:
    """The award that is revoked for false reporting."""
    return tuple(PlannedRevocation(**_exact(row)) for row in _table("acts.toml", "revocation"))


def parties_file(recipient: str) -> bytes:
    """The recipient's private list, as it lies in ``parties/<recipient>.toml``."""
    return resources.files(__package__).joinpath(f"parties-{recipient.lower()}.toml").read_bytes()


def _table(name: str, key: str) -> list[dict[str, Any]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)[key]
    return rows


def _award(row: dict[str, Any]) -> AwardContext:
    account = {"id": row["bank"], "date": row["date"], "mode": row["mode"], **row.pop("account")}
    plan, milestones, charts = row.pop("plan"), row.pop("milestones"), row.pop("charts")
    return AwardContext(
        grant=_record(Grant, row),
        plan=tuple(_record(PlanLine, line) for line in plan),
        milestones=tuple(_record(Milestone, line) for line in milestones),
        charts=tuple(_record(ChartChange, line) for line in charts),
        account=_record(BankAccount, account),
    )


def _act(row: dict[str, Any]) -> PlannedAct:
    order = row.pop("order", None)
    return PlannedAct(**_exact(row), order=PlannedOrder(**_exact(order)) if order else None)


def _record(kind: type[R], row: dict[str, Any]) -> R:
    return kind(**_exact(row), recorded="", by="")


def _exact(row: dict[str, Any]) -> dict[str, Any]:
    """Amounts stand as text in TOML, which has no decimals; what is a list there is a tuple here."""
    amounts = {key: Decimal(row[key]) for key in ("amount", "upheld") if key in row}
    return row | amounts | {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
