"""How money of an award was booked before: of each voucher that one movement of the bank explains, the lines opposite it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.awards.chart import load_chart
from earmark.ledger.base.record import BUDGET
from earmark.ledger.vouchers.completing import Part
from earmark.ledger.vouchers.voucher import CHART, CLOSE

from ..cells.compare import folded
from ..tables.rows import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.voucher import Line, Voucher


@dataclass(frozen=True, slots=True)
class Use:
    """One movement and what it was booked as; amounts stand in the parts only where there are several."""

    voucher: str
    payees: frozenset[str]
    words: str
    moved: Decimal
    parts: tuple[Part, ...]
    withheld: Decimal

    @property
    def out(self) -> bool:
        """Whether money left the account."""
        return self.moved < 0

    def fits(self, amount: Decimal) -> bool:
        """Whether a row of that amount could be booked alike: a split only to the cent."""
        return len(self.parts) == 1 or amount == self.moved


def uses(vouchers: Iterable[Voucher], award: Award, opened: frozenset[str]) -> list[Use]:
    """The movements that are explained, oldest first; red letters, orders and closings teach nothing."""
    ordered = sorted(vouchers, key=lambda voucher: (voucher.date, voucher.id))
    reversed_ = {voucher.reverses for voucher in ordered}
    plain = [v for v in ordered if not (v.waiting or v.reverses or v.order or v.tags & {CLOSE, CHART})]
    found = (_use(v, award, opened) for v in plain if v.id not in reversed_)
    return [use for use in found if use]


def _use(voucher: Voucher, award: Award, opened: frozenset[str]) -> Use | None:
    chart = load_chart(award.chart_on(voucher.date))
    bank, tax = chart.role("bank", award.id), chart.role("tax", award.id)
    legs = [line for line in voucher.lines if line.account == bank]
    if len(legs) != 1:
        return None
    budget_bank = chart.role("budget_bank", award.id) if chart.two_sets else None
    others = [line for line in voucher.lines if line.account not in {bank, budget_bank, tax}]
    parts = tuple(_parts(others, opened))
    if not parts or any(line.completes for line in others):
        return None
    leg = legs[0]
    payees = frozenset(map(folded, (*voucher.payee.split("；"), leg.bank_payee or ""))) - {""}
    kept = sum((line.amount for line in voucher.lines if line.account == tax), ZERO)
    words = voucher.narration if not leg.bank_words else leg.bank_words
    return Use(voucher.id, payees, words, leg.amount, parts, -min(kept, ZERO))


def _parts(lines: list[Line], opened: frozenset[str]) -> Iterator[Part]:
    """The lines opposite the bank as parts; nothing where the two sets are parted differently."""
    financial = [line for line in lines if line.currency != BUDGET]
    budget: list[Line | None] = [line for line in lines if line.currency == BUDGET]
    if not all(line.account in opened for line in lines) or len(budget) not in {0, len(financial)}:
        return
    several = len(financial) > 1
    if several and any(a.amount != b.amount for a, b in zip(financial, budget, strict=False) if b):
        return
    for line, other in zip(financial, budget or [None] * len(financial), strict=True):
        plan = line.plan or (other.plan if other else None)
        amount = abs(line.amount) if several else None
        yield Part(line.account, other.account if other else None, plan, line.party, amount)
