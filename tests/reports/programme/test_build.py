"""What orders asked for by route, and what is outstanding by age: law 3 holds per route and in sum."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from earmark.ledger.base.amount import NIL
from earmark.ledger.recovery.ageing import AGES
from earmark.ledger.recovery.claims import ROUTES, WAYS, Order, Settlement
from earmark.plugins.standing.standing import Acts
from earmark.reports.programme.build import recoveries
from earmark.reports.programme.value import Recovery

TODAY = datetime.date(2026, 4, 1)
WRITTEN: dict[str, Any] = {
    "award": "WH2025-007",
    "recipient": "江城示例学会",
    "date": datetime.date(2025, 11, 25),
}


def order(id_: str, amount: str, route: str, late: int = 0, **facts: Any) -> Order:  # noqa: ANN401 (any field)
    due = TODAY - datetime.timedelta(late)
    return Order(
        id=id_, route=route, due=due, basis="五(二)", parts=(("D-0001", Decimal(amount)),), **WRITTEN, **facts
    )


def step(order_: str, way: str, amount: str) -> Settlement:
    return Settlement(id=f"S-{order_}-{way}", order=order_, way=way, amount=Decimal(amount), **WRITTEN)


def test_each_route_apart_and_nothing_netted() -> None:
    acts = Acts(
        orders=(
            order("O-0001", "12000.00", "restore", 31),
            order("O-0002", "3000.00", "funder", 100),
            order("O-0003", "500000.00", "funder", -10, revocation=True),
            order("O-0004", "800.00", "offset"),
        ),
        settlements=(
            step("O-0001", "returned", "4000.00"),
            step("O-0002", "absorbed", "3000.00"),
            step("O-0003", "returned", "100000.00"),
            step("O-0004", "set_off", "800.00"),
        ),
    )
    routes, ageing = recoveries(acts, TODAY)
    assert routes["restore"] == Recovery(
        orders=1, ordered=Decimal(12000), returned=Decimal(4000), outstanding=Decimal(8000)
    )
    assert routes["funder"] == Recovery(
        orders=2, ordered=Decimal(503000), revoked=Decimal(500000), returned=Decimal(100000), absorbed=Decimal(3000),
        outstanding=Decimal(400000),
    )  # fmt: skip
    assert routes["offset"] == Recovery(orders=1, ordered=Decimal(800), set_off=Decimal(800))
    assert {age: amount for age, amount in ageing.items() if amount} == {
        "to_60": Decimal(8000),
        "not_due": Decimal(400000),
    }


MONEY = st.integers(1, 10**8).map(lambda fen: Decimal(fen) / 100)
ORDERS = st.lists(
    st.tuples(
        MONEY,
        st.sampled_from(list(ROUTES)),
        st.integers(-100, 200),
        st.lists(st.sampled_from(WAYS), max_size=3),
    ),
    max_size=6,
)


@given(ORDERS)
def test_law_3_holds_per_route_and_the_ages_make_what_is_outstanding(
    given_: list[tuple[Decimal, str, int, list[str]]],
) -> None:
    issued, steps = [], []
    for n, (amount, route, late, ways) in enumerate(given_):
        issued.append(order(f"O-{n:04d}", str(amount), route, late))
        steps += [step(f"O-{n:04d}", way, str((amount / 4).quantize(Decimal("0.01")))) for way in ways]
    routes, ageing = recoveries(Acts(orders=tuple(issued), settlements=tuple(steps)), TODAY)
    assert all(recovery.adds_up for recovery in routes.values())
    assert sum(ageing.values()) == sum(recovery.outstanding for recovery in routes.values())
    assert sum(r.ordered for r in routes.values()) == sum((amount for amount, *_ in given_), NIL)
    assert set(ageing) == set(AGES)
