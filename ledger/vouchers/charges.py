"""Which postings of an award are charges, told from chart, tags and vouchers (see :mod:`.charge`).

Works on parsed, unbooked or booked entries alike: inside a Beancount plugin, from the audit, in previews.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from beancount.core.data import Document, Transaction

from ..awards.chart import award_of_account, code_of, load_chart, name_of, split_component
from ..awards.settled import with_left
from ..base.amount import NotAnAmount, parse_amount
from ..base.record import BUDGET
from .charge import Charge, Source
from .evidence import papers_by_subject
from .heard import bank_said, heard_in, with_heard
from .voucher import CHART, CLOSE, Line, Voucher, from_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..awards.award import Award
    from ..awards.chart import Chart
    from .charge import Paper

DEPRECIATION = {True: {"1602", "1702"}, False: {"1502", "1602"}}
"""Codes of accumulated depreciation and amortisation, in charts of two sets and of one."""
BOUGHT = {"1301", "1302", "1303", "1601", "1611", "1613", "1701", "1801", "1901"}
"""A government unit's codes of what it buys and holds: goods, works, fixed and intangible assets."""
RESERVED = {"01应退拨款单位", "02应收退回", "09内部应归垫", "09内部垫款", "09退还政府补助", "01利息收入"}
"""Last components that only order bookings, 垫款 and interest use: never a charge."""


def vouchers_of(entries: Iterable[Any], award: str) -> list[Voucher]:
    """The vouchers of one award among the entries of a ledger, by date and id. Claims are not vouchers."""
    return sorted(map(from_entry, booked_in(entries, award)), key=lambda v: (v.date, v.id))


def booked_in(entries: Iterable[Any], award: str) -> list[Transaction]:
    """The transactions that touch an account of an award."""
    transactions = (e for e in entries if isinstance(e, Transaction))
    return [e for e in transactions if any(award_of_account(p.account) == award for p in e.postings)]


def charges_of(entries: Iterable[Any], award: Award) -> list[Charge]:
    """The charges of one award, by date and id. Amounts in the charge's own set (CNY or CNY.B)."""
    entries = list(entries)
    documents, heard = _documents(entries), heard_in(entries)
    vouchers = vouchers_of(entries, award.id)
    if heard:
        vouchers = [with_heard(voucher, heard) for voucher in vouchers]
    papers = papers_by_subject(entries)
    debts = Debts()
    charges = [
        _charge(voucher, line, kind, amount, documents)
        for voucher in vouchers
        for line, kind, amount in _uses(voucher, award, debts)
    ]
    return [_papered(charge, papers) for charge in with_left(_completed(charges, vouchers), vouchers)]


def _papered(charge: Charge, papers: Mapping[str, tuple[Paper, ...]]) -> Charge:
    """The charge with its own papers and those of its whole voucher."""
    own = papers.get(charge.voucher, ()) + papers.get(charge.id, ())
    return replace(charge, papers=own) if own else charge


def _documents(entries: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry, Document):
            for link in entry.links or ():
                found[link].append(entry.filename)
    return {link: tuple(names) for link, names in found.items()}


class Debts:
    """What each liability account still owes: paying a liability that a cost gave rise to is no second use of money."""

    def __init__(self) -> None:
        """Nothing is owed yet."""
        self._owed: dict[str, Decimal] = defaultdict(Decimal)
        self._beyond: dict[str, Decimal] = {}

    def beyond(self, voucher: Voucher, line: Line) -> Decimal:
        """The part of a line that pays more than was owed; negative where a red letter takes such a payment back."""
        before = self._owed[line.account]
        if line.reduces in self._beyond:
            back = self._beyond.pop(line.reduces)
            self._owed[line.account] = before - line.amount - back
            return -back
        self._owed[line.account] = max(before - line.amount, Decimal(0))
        if line.amount <= 0:
            return Decimal(0)
        used = max(line.amount - before, Decimal(0))
        self._beyond[voucher.id + line.letter] = used
        return used


def _uses(voucher: Voucher, award: Award, debts: Debts) -> list[tuple[Line, str, Decimal]]:
    """The lines of a voucher that use money, each with its kind and amount.

    A credit is a charge only where it takes a cost back or a red letter takes any charge back: settling an advance or
    redeeming an investment uses nothing. 归垫 beyond what own funds had laid out is money moved out.
    """
    chart = load_chart(award.chart_on(voucher.date))
    beyond = {
        x.letter: debts.beyond(voucher, x) for x in voucher.lines if x.account.startswith("Liabilities:")
    }
    if voucher.tags & {CLOSE, CHART} or voucher.order or depreciates(voucher, chart):
        return []
    spent_in_budget = _spends_in_budget(voucher)
    own_funds = chart.role("own_funds_lent", award.id)
    found = []
    for line in voucher.lines:
        lent = line.account == own_funds and beyond[line.letter]
        kind = "transfer" if lent else kind_in(voucher, line, chart, award.id)
        if kind and not (chart.two_sets and spent_in_budget and line.currency == "CNY"):
            amount = beyond.get(line.letter, line.amount)
            if amount > 0 or (amount and (kind in {"cost", "asset"} or voucher.reverses)):
                found.append((line, kind, amount))
    return found


def depreciates(voucher: Voucher, chart: Chart) -> bool:
    """Whether a voucher writes off what was bought before: no money is used."""
    return any(code_of(line.account) in DEPRECIATION[chart.two_sets] for line in voucher.lines)


def _spends_in_budget(voucher: Voucher) -> bool:
    return any(line.currency == BUDGET and code_of(line.account)[:1] == "7" for line in voucher.lines)


def is_unbudgeted(voucher: Voucher, line: Line, chart: Chart, award: str) -> bool:
    """Whether a government unit's 5xxx (or asset) line says what money bought that its budget set does not tell of."""
    bought = line.account.startswith("Expenses:") or code_of(line.account) in BOUGHT
    if not (chart.two_sets and bought and line.currency != BUDGET) or _spends_in_budget(voucher):
        return False
    bank = chart.role("bank", award)
    return any(leg.account == bank for leg in voucher.lines)


def kind_in(voucher: Voucher, line: Line, chart: Chart, award: str) -> str:
    """As :func:`kind_of`, and what was bought where it was paid without the 7xxx line that should have followed."""
    bought = "cost" if line.account.startswith("Expenses:") else "asset"
    return kind_of(line, chart, award) or (bought if is_unbudgeted(voucher, line, chart, award) else "")


def kind_of(line: Line, chart: Chart, award: str) -> str:
    """What using money in a line's account means: cost, asset, advance …; empty when it is no charge."""
    return (
        ""
        if line.completes and line.currency == BUDGET
        else _kind(line.account, line.currency, chart.id, award)
    )


@lru_cache(maxsize=1 << 14)
def _kind(account: str, currency: str, chart_id: str, award: str) -> str:
    chart = load_chart(chart_id)
    own = {chart.roles.get(role, "").format(award=award) for role in ("bank", "tax", "budget_bank")}
    if account in own or account.rsplit(":", 1)[-1] in RESERVED:
        return ""
    code = chart.codes.get(code_of(account))
    kind = code.charge if code else ("cost" if account.startswith("Expenses:") else "")
    return "" if chart.two_sets and kind == "cost" and currency == "CNY" else kind


def _charge(
    voucher: Voucher, line: Line, kind: str, amount: Decimal, documents: dict[str, tuple[str, ...]]
) -> Charge:
    last = split_component(line.account.rsplit(":", 1)[-1])
    economic = last[0] if line.currency == BUDGET and len(last[0]) >= 3 else None  # noqa: PLR2004
    links = [link for link in (voucher.id, voucher.import_id) if link]
    bank_payee, bank_words = bank_said(voucher, line)
    return Charge(
        id=voucher.id + line.letter,
        voucher=voucher.id,
        date=voucher.date,
        paid=voucher.paid or voucher.date,
        amount=amount,
        currency=line.currency,
        kind=kind,
        account=line.account,
        code=code_of(line.account),
        account_name=line.account_name or name_of(line.account),
        economic_class=economic,
        economic_class_name=(line.class_name or last[1]) if economic else None,
        payee=voucher.payee or bank_payee,
        narration=voucher.narration,
        bank_words=bank_words,
        plan=line.plan,
        party=line.party,
        payee_account=voucher.payee_account,
        posted=voucher.posted,
        sources=_sources(voucher, line),
        reduces=line.reduces,
        settles=line.settles,
        documents=tuple(name for link in links for name in documents.get(link, ())),
        invoice=voucher.invoice,
        invoice_total=_total(voucher.invoice_total),
    )


def _total(written: str | None) -> Decimal | None:
    """An invoice's total as a bookkeeper wrote it; None where that is no amount."""
    try:
        return parse_amount(written) if written else None
    except NotAnAmount:
        return None


def _sources(voucher: Voucher, line: Line) -> tuple[Source, ...]:
    """The line's own rows first, then those of the voucher's other lines (its bank leg)."""
    others = (source for other in voucher.lines if other is not line for source in other.sources)
    return tuple(dict.fromkeys((*line.sources, *others)))


def _completed(charges: list[Charge], vouchers: Iterable[Voucher]) -> list[Charge]:
    """Charges with the rest that a later line paid for them (net fee now, withheld tax next month) added."""
    rest: dict[str, Decimal] = defaultdict(Decimal)
    for voucher in vouchers:
        for line in voucher.lines:
            if line.completes and line.currency == BUDGET:
                rest[line.completes] += line.amount
    return [replace(c, amount=c.amount + rest[c.id]) if c.id in rest else c for c in charges]
