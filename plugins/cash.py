"""Cash without a claim (提现未报销): cash drawn, and nobody has shown what it was spent on.

Why: cash leaves no payee. What it bought shows only when claims are settled against it.

How it decides: cash drawn (account 1001 现金, or 提现, 取现, 现金支票 in the narration)
- booked to the cash account and not used up by costs paid from it, or settled against it, ``days`` later → review. The
  day to judge from is the latest in the books; the award's end is the last day for all
- booked as a cost at once: there is nothing that a claim could be settled against → review
Cash handed to staff as an advance (备用金, 预借) is judged by ``advance``.

Settings: ``days`` (30).
Trips it: 提取现金备用 20,000.00 in June and no claim by September. Near miss: cash of which costs were paid in time.
What clears it: claims with invoices for the whole, or the rest paid back.

    plugin "earmark.plugins.cash" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'}"
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.awards.settled import CASH
from earmark.ledger.base.amount import NIL, money
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .judging.dated import as_of
from .language.lexicon import any_of
from .language.words import normal
from .signs.sign import Sign
from .signs.verdict import of_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("cash",)

_DRAWN = any_of(
    ["提现", "取现", "现金支票", "(?:支取|领取|提取|提)(?:现金|备用金|现钞)", "现金支取", "提款", "库存现金",
     r"\bcash (?:withdrawal|drawn|withdrawn)"]
)  # fmt: skip
_LATE = Text("提现 {amount}，到 {day} 还有 {left} 没有报销", "cash of {amount}: {left} not claimed by {day}")
_COST = Text(
    "提现直接记作支出，没有可以冲抵的报销",
    "cash drawn was booked as a cost: no claim can be settled against it",
)
_CLEARS = Text(
    "全部报销凭证和发票，或余额的交回凭证", "claims with invoices for the whole, or the rest paid back"
)
ABOUT = About(
    name=Text("提现未报销", "cash without a claim"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={"days": Setting("30", Text("多少天内应报销", "within how many days claims are due"))},
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per withdrawal that no claim covers in time."""
    days, today = int(rule.setting("days", ABOUT)), as_of(charges, award)
    settled = claimed(charges)
    signs = {}
    for charge in charges:
        drawn = charge.amount > NIL and (charge.code == CASH or _said_so(charge))
        text = _text(charge, settled, due(charge, days, award), today) if drawn else None
        if text:
            signs[charge.id] = Sign("", "review", "missing", text, _CLEARS)
    yield from of_signs(charges, signs, award, rule)


def due(charge: Charge, days: int, award: Award) -> datetime.date:
    """The day by which what a charge gave out must be settled: so many days later, but no later than the end."""
    return min(charge.paid + datetime.timedelta(days=days), max(award.grant.end, charge.paid))


def claimed(charges: Iterable[Charge]) -> dict[str, Decimal]:
    """What costs say that they settle, by what they settle."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for charge in charges:
        if charge.settles:
            found[charge.settles] += charge.amount
    return found


def left_of(charge: Charge, settled: Mapping[str, Decimal]) -> Decimal:
    """What of a charge is still to be settled: as the books have it, else less what costs settle."""
    return charge.amount - settled.get(charge.id, Decimal(0)) if charge.left is None else charge.left


def _said_so(charge: Charge) -> bool:
    return charge.kind != "advance" and bool(_DRAWN.search(normal(charge.narration)))


def _text(
    charge: Charge, settled: Mapping[str, Decimal], last: datetime.date, today: datetime.date
) -> Text | None:
    left = left_of(charge, settled)
    if left <= 0:
        return None
    if charge.code != CASH and charge.kind == "cost":
        return _COST
    return _LATE.format(amount=money(charge.amount), left=money(left), day=today) if today > last else None


cash = foreign.alone("cash", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
