"""A difference with the bank that stays (长期未达账项): explained at a month's end, and nothing has come of it since.

Why: a reason lets a month close; it moves no money. A cheque that nobody cashes and a deposit that never arrives are what a
made-up payment looks like.

How it decides: by the differences that the recipient explained (``earmark reconcile --explain``) and that still stand on the
day of the audit, or the one asked for (``earmark audit --as-of``). One that is ``days`` old, counted from its row's or
voucher's day, is review. One that is not explained is not judged here: no month with it closes (``earmark close``).

Settings: ``days`` (90). A policy without the rule leaves old differences alone.
Trips it: a cheque of 28 March, not cashed on 26 June. Near miss: the same on 25 June.
What clears it: the bank's row of it; the reversal; a letter of the bank or the payee.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.banks.two_sides import CAUSES
from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text

from .judging.about import RECIPIENT, About, Setting
from .judging.dated import about

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

_OLD = Text(
    "{id}（{date}，{amount}）{cause}，到 {day} 已 {days} 天",
    "{id} ({date}, {amount}): {cause}; {days} days on {day}",
)
_SAID = Text("{by} 的说明：{reason}", "explained by {by}: {reason}")
_CLEARS = Text(
    "对应的银行流水、红字冲销，或银行、收款方的证明",
    "the bank's row of it, the reversal, or a letter of the bank or the payee",
)
ABOUT = About(
    name=Text("长期未达账项", "a difference with the bank that stays"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={"days": Setting("90", Text("多少天仍未了结", "after how many days it is old"))},
)


def judge(_charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per difference that is old."""
    today = award.as_of
    if today is None:
        return
    for one in award.outstanding:
        days = (today - one.date).days
        if days >= int(rule.setting("days", ABOUT)):
            said = {"cause": CAUSES[one.cause], "day": today, "days": days}
            old = _OLD.format(id=one.id, date=one.date, amount=money(one.amount), **said)
            why = _SAID.format(by=one.by, reason=one.reason)
            yield about(award, rule, f"bank:{one.id}", "review", [old, why], _CLEARS, day=one.date)
