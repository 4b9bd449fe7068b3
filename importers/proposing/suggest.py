"""What the books say of a bank row that waits: which account, which plan line, which split, and why.

Asked in this order; the first that answers is shown:

- **stored mappings** (``ledger/vouchers/remembered.py``): the one that fits decides, two that fit decide nothing;
- **withheld tax**: a payment of exactly the tax that is owed belongs to the fees that it was withheld from;
- **past vouchers** of the same payee, the same way: all alike, or one whose words are clearly the nearest;
  of another payee, or of none, those with the same words (a bank's fee, 劳务费); where words are of something else,
  the plan line is left open, and an advance or prepayment is not repeated;
- **names**: the one account of the award whose name stands in the row's words, or that goes with the kind of
  the payee in the recipient's list; its plan line likewise, or the one it was always booked on.

All but a mapping only propose: the draft waits, and a person accepts (``earmark draft accept``) or says otherwise.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from earmark.ledger.awards.chart import load_chart
from earmark.ledger.base.amount import plain
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.completing import Part

from ..cells.compare import folded, likeness
from ..tables.rows import ZERO
from .naming_accounts import Names
from .past import Use, uses
from .withheld import Owed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.base.text import Lang
    from earmark.ledger.vouchers.remembered import Mapping
    from earmark.ledger.vouchers.voucher import Voucher

NEAR, CLEAR, UNLIKE = 0.6, 0.1, 0.3
"""Words as near as this are of the same thing, clearly nearer than others by so much, and of something else below."""
MOST = 3
RECENT = 50
"""So many of the latest vouchers of a payee are looked at."""
DIGITS = re.compile(r"[\d#*.,:/-]+")
TAX_OFFICE = ("税", "国库", "金库", "待报解")
GENERIC = re.compile(
    "网上|网银|网络|银行|跨行|同城|本行|行内|他行|转账|转帐|汇款|汇兑|汇出|汇入|电汇|支付|付款|支取|支出|往来|款项?"
)
"""What stands in the words of any payment."""
REFUND = ("退", "返还", "冲回")


class Asked(NamedTuple):
    """A row that waits: ``amount`` in CNY, + is into the account."""

    date: datetime.date
    amount: Decimal
    payee: str
    words: str


class Suggestion(NamedTuple):
    """What a row could be booked as; no parts when there is only something to say. ``mapping`` decided it."""

    parts: tuple[Part, ...]
    reason: Text
    mapping: str | None = None
    near: float = 1.0
    """How near the words of the row are to those of what was booked before."""


def asked_of(draft: Voucher, award: Award) -> Asked:
    """What a draft that waits asks: by what the bank says of it."""
    bank = load_chart(award.grant.chart).role("bank", award.id)
    legs = [line for line in draft.lines if line.account == bank]
    payee = next((leg.bank_payee for leg in legs if leg.bank_payee), None) or draft.payee
    words = next((leg.bank_words for leg in legs if leg.bank_words), None) or draft.narration
    return Asked(draft.paid or draft.date, sum((leg.amount for leg in legs), ZERO), payee, words)


def as_json(suggestion: Suggestion, lang: Lang) -> dict[str, Any]:
    """A suggestion as JSON: parts as a person would give them, the reason, the mapping that decided."""
    parts = [
        {
            "account": part.account,
            "budget_account": part.budget_account,
            "plan": part.plan,
            "party": part.party,
            "amount": None if part.amount is None else plain(part.amount),
        }
        for part in suggestion.parts
    ]
    return {"parts": parts, "reason": suggestion.reason.show(lang), "mapping": suggestion.mapping}


class Suggester:
    """What one award's vouchers, plan, parties and mappings say; built once, asked row by row."""

    def __init__(
        self, award: Award, vouchers: Iterable[Voucher], opened: Iterable[str], mappings: Sequence[Mapping]
    ) -> None:
        """``opened``: the accounts that postings may use."""
        self.award = award
        self.vouchers = list(vouchers)
        self.opened = frozenset(opened)
        self.mappings = mappings

    @cached_property
    def _uses(self) -> list[Use]:
        return uses(self.vouchers, self.award, self.opened)

    @cached_property
    def _owed(self) -> Owed:
        return Owed(self.vouchers, self.award)

    @cached_property
    def _by_payee(self) -> dict[str, list[Use]]:
        return _grouped(self._uses, lambda use: use.payees)

    @cached_property
    def _by_words(self) -> dict[str, list[Use]]:
        return _grouped(self._uses, lambda use: {_bare(use.words)})

    @cached_property
    def _names(self) -> Names:
        return Names(self.award, self.opened, self._uses)

    def of(self, row: Asked) -> Suggestion | None:
        """What to propose for a row; None when the books say nothing of it."""
        if said := self._mapped(row) or self._tax(row):
            return said
        past, named = self._past(row), self._named(row)
        if past and named and past.parts and past.near < NEAR and not _alike(past, named):
            return Suggestion(
                (), Text(f"{past.reason.zh}；但{named.reason.zh}", f"{past.reason.en}; but {named.reason.en}")
            )
        return past or named

    # ---------------------------------------------------------------- what a person said

    def _mapped(self, row: Asked) -> Suggestion | None:
        found = [one for one in self.mappings if fits(one, row)]
        if len(found) > 1:
            ids = "、".join(one.id for one in found)
            return Suggestion((), Text("归类规则 {ids} 都合适", "mappings {ids} all fit").format(ids=ids))
        if not found:
            return None
        one = found[0]
        part = Part(one.account, one.budget_account, one.plan, one.party)
        if not self._usable(part, row.date):
            stale = Text(
                "归类规则 {id} 的科目或用途已不可用", "the account or plan line of mapping {id} is gone"
            )
            return Suggestion((), stale.format(id=one.id))
        by = Text("归类规则 {id}（{by}，{day}）", "mapping {id} ({by}, {day})")
        return Suggestion((part,), by.format(id=one.id, by=one.by, day=one.date), one.id)

    def _usable(self, part: Part, day: datetime.date) -> bool:
        """Whether accounts and plan line are still there on a day."""
        accounts = {part.account, part.budget_account} - {None}
        usable = accounts <= self.opened and all(self._names.in_chart(a, day) for a in accounts if a)
        return usable and (part.plan is None or part.plan in self.award.plan_now)

    # ---------------------------------------------------------------- what was booked before

    def _tax(self, row: Asked) -> Suggestion | None:
        to_office = any(word in row.payee + row.words for word in TAX_OFFICE)
        found = self._owed.paid_by(row.date, row.amount) if to_office else None
        return Suggestion(*found) if found else None

    def _past(self, row: Asked) -> Suggestion | None:
        out = row.amount < 0
        same = self._by_payee.get(folded(row.payee), ())
        if not out and any(word in row.words for word in REFUND):
            return _chosen([use for use in same if use.out], row, REFUNDED)
        words = _bare(row.words)
        alike = self._by_words.get(words, ()) if GENERIC.sub("", words) else ()
        found = _chosen([use for use in same if use.out == out], row, SAME_PAYEE)
        return found or _chosen([use for use in alike if use.out == out], row, SAME_WORDS)

    def _named(self, row: Asked) -> Suggestion | None:
        if row.amount >= 0:
            return None
        found = self._names.of(row.date, row.payee, row.words)
        return Suggestion((found[0],), found[1]) if found else None


SAME_PAYEE = Text("同一收款人：{ids}", "the same payee: {ids}")
SAME_WORDS = Text("摘要相同：{ids}", "the same words: {ids}")
REFUNDED = Text("退款，原列支在 {ids}", "money back of {ids}")
SEVERAL = Text("此前有几种记法（{ids}），请选", "booked in several ways before ({ids}): choose")


def fits(mapping: Mapping, row: Asked) -> bool:
    """Whether a mapping speaks of a row."""
    way = "out" if row.amount < 0 else "in"
    payee = mapping.payee is None or folded(mapping.payee) == folded(row.payee)
    return mapping.way == way and payee and folded(mapping.words or "") in folded(row.words)


def _chosen(found: Sequence[Use], row: Asked, reason: Text) -> Suggestion | None:
    """The one way in which all were booked, or whose words are clearly nearest."""
    ways: dict[tuple[Part, ...], list[Use]] = defaultdict(list)
    for use in found:
        if use.fits(row.amount):
            ways[use.parts].append(use)
    if not ways:
        return None
    likely = sorted(ways, key=lambda way: -_nearness(ways[way], row.words))
    best, *rest = likely
    near = _nearness(ways[best], row.words)
    if rest and (near < NEAR or near - _nearness(ways[rest[0]], row.words) < CLEAR):
        return Suggestion((), SEVERAL.format(ids=_ids(found)))
    told = reason.format(ids=_ids(ways[best]))
    if near < NEAR and any(not (part.account or "").startswith("Expenses:") for part in best):
        return Suggestion((), told)
    if near < UNLIKE:
        best = tuple(replace(part, plan=None) for part in best)
        told = Text(f"{told.zh}，用途请选", f"{told.en}; choose the plan line")
    if any(use.withheld for use in ways[best]):
        told = Text(f"{told.zh}，当时代扣了个税", f"{told.en}; tax was withheld then")
    return Suggestion(best, told, near=near)


def _alike(one: Suggestion, other: Suggestion) -> bool:
    return {(p.account, p.budget_account) for p in one.parts} == {
        (p.account, p.budget_account) for p in other.parts
    }


def _nearness(found: Iterable[Use], words: str) -> float:
    return max(likeness(_bare(use.words), _bare(words)) for use in found)


def _ids(found: Sequence[Use]) -> str:
    ids = list(dict.fromkeys(use.voucher.rsplit("-", 1)[-1] for use in found))
    return "、".join(ids[-MOST:]) + ("…" if len(ids) > MOST else "")


def _bare(words: str) -> str:
    """Words without numbers and dates, which differ from month to month."""
    return DIGITS.sub("", folded(words))


def _grouped(found: Iterable[Use], keys: Callable[[Use], Iterable[str]]) -> dict[str, list[Use]]:
    groups: dict[str, list[Use]] = defaultdict(list)
    for use in found:
        for key in keys(use):
            groups[key].append(use)
    return {key: some[-RECENT:] for key, some in groups.items()}
