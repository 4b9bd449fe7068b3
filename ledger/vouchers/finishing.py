"""What else a person says when a draft is completed: the tax that was withheld of a fee, and that the choice holds for later.

A fee of 2,000.00 of which 400.00 is withheld leaves the account as two rows: 1,600.00 to the expert, later 400.00 to the tax
office. It is one charge of 2,000.00; the tax waits on its own account until it is paid. In a government unit's budget set,
which follows the cash, the charge is completed when the tax is paid (``completes``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..awards.chart import in_budget, load_chart
from ..base.record import BUDGET
from ..base.text import Text
from .drafts import WrongChoice, drafts_at, write
from .remembered import Mapping, remember
from .voucher import PENDING, Line, Voucher, lettered

if TYPE_CHECKING:
    from decimal import Decimal

    from ..awards.award import Award
    from ..books.desk import Desk
    from .completing import Beside

ONE_PART = Text("拆成几部分的不能同时扣税或记住", "what is split is neither withheld from nor remembered")
NO_FEE = Text(
    "代扣的税要大于零，且从付出去的劳务报酬里扣", "tax is above zero and withheld from a fee that was paid"
)


def require_waiting(done: Voucher, beside: Beside | None) -> None:
    """Refuse what is said beside the choice for a draft that was completed before. Raises :class:`.drafts.WrongChoice`."""
    if beside and (beside.withheld or beside.remember):
        message = Text(
            "草稿 {id} 已补全：代扣与记住要在补全时说", "{id} is complete: say that when completing it"
        )
        raise WrongChoice(message.format(id=done.id))


def finish(at: Desk, award: Award, waiting: Voucher, done: Voucher, beside: Beside) -> Voucher:
    """Add the withheld tax, store the mapping. Raises :class:`.drafts.WrongChoice`, :class:`.remembered.WrongMapping`."""
    if not (beside.withheld or beside.remember):
        return done
    waited = {line.letter for line in waiting.lines if line.account.endswith(":" + PENDING)}
    lines = [line for line in done.lines if line.letter in waited]
    if len(done.lines) != len(waiting.lines):
        raise WrongChoice(ONE_PART)
    if beside.remember:
        remember(at, award.id, _mapping(waiting, lines, beside.words))
    return done if beside.withheld is None else _withheld(at, award, done, lines, beside.withheld)


def _mapping(waiting: Voucher, lines: list[Line], words: str | None) -> Mapping:
    leg = next((x for x in waiting.lines if x.bank_row), None)
    payee = (leg.bank_payee if leg else None) or waiting.payee or None
    financial = next(x for x in lines if x.currency != BUDGET)
    budget = next((x for x in lines if in_budget(x.account)), None)
    return Mapping(
        date=waiting.date, id="", recorded="", by="", way="out" if financial.amount > 0 else "in", payee=payee,
        words=words, account=financial.account, budget_account=budget.account if budget else None,
        plan=financial.plan or (budget.plan if budget else None), party=financial.party,
    )  # fmt: skip


def _withheld(at: Desk, award: Award, done: Voucher, lines: list[Line], tax: Decimal) -> Voucher:
    fee = next(x for x in lines if x.currency != BUDGET)
    if tax <= 0 or fee.amount <= 0:
        raise WrongChoice(NO_FEE)
    account = load_chart(award.chart_on(done.date)).role("tax", award.id)
    gross = [replace(x, amount=x.amount + tax) if x.letter == fee.letter else x for x in done.lines]
    owed = Line(letter="", account=account, amount=-tax, currency=fee.currency, sources=fee.sources)
    whole = lettered(replace(done, lines=(*gross, owed)))
    write(at, award.id, [whole if v.id == whole.id else v for v in drafts_at(at, award.id)])
    return whole
