"""The programme-wide view as JSON; amounts are strings."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from earmark.plugins.standing.standing import Totals

from .value import Recovery

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from .value import AwardLine, ProgrammeView


def view(value: ProgrammeView) -> dict[str, Any]:
    """The whole view: what is summed, then each award."""
    return {
        "programme": value.programme,
        "policy": value.policy,
        "as_of": value.as_of.isoformat(),
        "rules": [{"id": r.id, "state": r.state, "findings": r.findings} for r in value.rules],
        "totals": _totals(value.totals),
        "recovery": _recovery(value.recovery),
        "routes": _routes(value.routes),
        "ageing": _amounts(value.ageing),
        "awards": [_line(line) for line in value.awards],
    }


def _line(line: AwardLine) -> dict[str, Any]:
    return {
        "award": line.award,
        "recipient": line.recipient,
        "recipient_name": line.recipient_name,
        "parent": line.parent,
        **{name: str(getattr(line, name)) for name in ("granted", "received", "spent", "balance")},
        "findings": line.findings,
        "undecided": line.undecided,
        "totals": _totals(line.totals),
        "routes": _routes(line.routes),
        "ageing": _amounts(line.ageing),
    }


def _totals(totals: Totals) -> dict[str, str]:
    """Law 3; ``revoked`` is what revocations ordered, apart from ``ordered``."""
    return {f.name: str(getattr(totals, f.name)) for f in fields(Totals)}


def _routes(routes: Mapping[str, Recovery]) -> dict[str, Any]:
    return {route: _recovery(recovery) for route, recovery in routes.items()}


def _recovery(value: Recovery) -> dict[str, Any]:
    amounts = {f.name: str(getattr(value, f.name)) for f in fields(Recovery) if f.name != "orders"}
    return {"orders": value.orders, **amounts}


def _amounts(found: Mapping[str, Decimal]) -> dict[str, str]:
    return {name: str(amount) for name, amount in found.items()}
