"""A use of the award's money as budget system and books have it: values, and what is told of them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from earmark.ledger.base.amount import money, plain
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.voucher import Voucher

from ..tables.rows import ZERO

if TYPE_CHECKING:
    from earmark.ledger.base.text import Lang

PAID = {"spent", "advance", "prepayment"}
WHOLE = Text("全部计划", "the whole plan")
WHATS = {"granted": Text("指标金额", "granted"), "paid": Text("已支付", "paid")}
SUMMARY = Text(
    "预算指标：{agree} 项相符，{differ} 项不符（不入账）",
    "indicators: {agree} agree, {differ} do not (they book nothing)",
)
DIFFERS = Text(
    "{use} {what}：预算系统 {theirs}，这里 {ours}，差 {off}。{cause}",
    "{use} {what}: {theirs} in the budget system, {ours} here, off by {off}. {cause}",
)


class Use(NamedTuple):
    """A use of the money on both sides, in CNY; what a side does not know is None. ``what``: granted or paid."""

    what: str
    plan: str
    name: str
    rows: tuple[int, ...]
    theirs: Decimal | None
    ours: Decimal | None
    cause: Text | None = None
    vouchers: tuple[str, ...] = ()

    @property
    def off(self) -> Decimal:
        """Theirs less ours."""
        return (self.theirs or ZERO) - (self.ours or ZERO)


class Planned(NamedTuple):
    """What came of it: every use twice, granted and paid; rows of other projects."""

    day: datetime.date | None
    uses: tuple[Use, ...]
    others: tuple[int, ...]

    @property
    def differences(self) -> tuple[Use, ...]:
        """The uses that do not agree."""
        return tuple(one for one in self.uses if one.cause)


class Move(NamedTuple):
    """What a voucher has under a use as one of :data:`PAID`, or ``owed``."""

    voucher: Voucher
    plan: str
    figure: str
    amount: Decimal


def told(found: Planned) -> list[Text]:
    """The result and each difference, in words."""
    differ = len(found.differences)
    head = SUMMARY.format(agree=len(found.uses) - differ, differ=differ)
    return [head, *map(_differs, found.differences)]


def _differs(one: Use) -> Text:
    return DIFFERS.format(
        use=f"{one.plan} {one.name}".strip() or WHOLE, what=WHATS[one.what], theirs=_amount(one.theirs),
        ours=_amount(one.ours), off=money(one.off), cause=one.cause or "",
    )  # fmt: skip


def _amount(amount: Decimal | None) -> str:
    return "—" if amount is None else money(amount)


def to_json(found: Planned, lang: Lang) -> dict[str, Any]:
    """What came of it: amounts as strings, causes in ``lang``."""
    return {
        "day": found.day.isoformat() if found.day else None,
        "agree": len(found.uses) - len(found.differences),
        "differ": len(found.differences),
        "other_rows": list(found.others),
        "uses": [
            {
                "what": one.what, "plan": one.plan, "name": one.name, "rows": list(one.rows),
                "theirs": None if one.theirs is None else plain(one.theirs),
                "ours": None if one.ours is None else plain(one.ours), "difference": plain(one.off),
                "cause": one.cause.show(lang) if one.cause else None, "vouchers": list(one.vouchers),
            }
            for one in found.uses
        ],
    }  # fmt: skip
