"""银行存款余额调节表 as lines: what terminal, page and workbook show, each in its own form."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from earmark.ledger.banks.two_sides import Item, Sides

    from .value import Reconciled

TITLE = Text("银行存款余额调节表", "Bank reconciliation statement")
BANK, BOOKS = Text("银行对账单", "Bank statement"), Text("账面（银行存款）", "Books (cash at bank)")
PREPARED, APPROVED, BLANK = Text("编制人", "Prepared by"), Text("批准人", "Approved by"), "_" * 16
QUOTA_TITLE = Text("用款额度余额调节表", "Treasury quota reconciliation statement")
QUOTA_BANK = Text("额度对账单", "Quota statement")
QUOTA_BOOKS = Text("账面（零余额账户用款额度）", "Books (treasury quota)")
BALANCE_UNKNOWN = Text(
    "账户余额不知道，看不出自有资金哪天为负：把对账单再导入一次（earmark import）",
    "the account's balance is unknown, and so whether own funds were below zero: import the statement once more",
)
ADJUSTED = Text("调节后余额", "Adjusted balance")
DIFFERENCE = Text("差额", "Difference")
LINES = {
    "statement": Text("对账单余额", "Balance of the statement"),
    "share": Text("本项目在账户中的余额", "The award's part of the account"),
    "books": Text("账面余额", "Balance of the books"),
    "bank_in": Text("加：账上已收、银行未收", "Add: booked in, not in the bank yet"),
    "bank_out": Text("减：账上已付、银行未付", "Less: booked out, not in the bank yet"),
    "set_right": Text("减：对账单本身的差异（已说明）", "Less: faults of the statement, explained"),
    "books_in": Text("加：银行已收、账上未收", "Add: in the bank, not booked yet"),
    "books_out": Text("减：银行已付、账上未付", "Less: out of the bank, not booked yet"),
    "whole": Text("账户对账单余额", "Balance of the whole account"),
    "others": Text("减：其他专项未用的份额", "Less: unspent shares of other awards"),
    "own": Text("减：本单位自有资金", "Less: the recipient's own funds"),
}
CLAIMS = Text("账簿与收回台账的差异", "Books and claims book")
STATES = {
    "settled": Text("下期已对上", "settled after the day"),
    "explained": Text("已说明：{reason}", "explained: {reason}"),
    "open": Text("没有说明", "unexplained"),
}
OLD = Text("满 {days} 天", "{days} days and more")
YOUNG = Text("{days} 天", "{days} days")
SIDES = {
    "bank": Text("银行已记、账上未记", "In the bank, not in the books"),
    "books": Text("账上已记、银行未记", "In the books, not in the bank"),
    "balance": Text("余额本身的差异", "In the balances themselves"),
}


class Entry(NamedTuple):
    """A line of one column: what, and its amount in CNY."""

    name: Text
    amount: Decimal


def title(found: Sides) -> Text:
    """What the statement is called."""
    return QUOTA_TITLE if found.mode == "quota" else TITLE


def heads(found: Sides) -> tuple[Text, Text]:
    """What its two columns are called."""
    return (QUOTA_BANK, QUOTA_BOOKS) if found.mode == "quota" else (BANK, BOOKS)


def columns(found: Sides) -> tuple[list[Entry], list[Entry]]:
    """The bank's column and the books', each down to what comes before the adjusted balance."""
    first = LINES["statement" if found.mode == "dedicated" else "share"]
    bank = [Entry(first, found.bank_balance), *_both("bank", found.of("books"))]
    if found.set_right:
        bank.append(Entry(LINES["set_right"], found.set_right))
    return bank, [Entry(LINES["books"], found.books_balance), *_both("books", found.of("bank"))]


def _both(side: str, items: Iterable[Item]) -> list[Entry]:
    items = list(items)
    into = sum((item.amount for item in items if item.amount > 0), NIL)
    out = sum((item.amount for item in items if item.amount < 0), NIL)
    # "Less" says that it is taken off: the amount itself has no sign.
    return [Entry(LINES[f"{side}_in"], into), Entry(LINES[f"{side}_out"], -out)]


def whole_account(found: Sides) -> list[Entry]:
    """Of an ordinary account or a quota: how the award's part comes out of the statement; none without a stated balance."""
    if found.statement is None or found.own is None:
        return []
    return [
        Entry(LINES["whole"], found.statement),
        Entry(LINES["others"], found.others),
        Entry(LINES["own"], found.own),
    ]


def signatures(made: Reconciled) -> list[tuple[Text, Text | str]]:
    """Who prepared the statement and who approved it, each with the day; a line to sign, where nobody did yet."""
    act, approval = (made.state.made, made.state.approval) if made.state else (None, None)
    return [
        (name, f"{one.by} {one.date}" if one else BLANK)
        for name, one in ((PREPARED, act), (APPROVED, approval))
    ]


def standing(item: Item) -> Text:
    """Whether a difference is settled, explained or open."""
    if item.reason:
        return STATES["explained"].format(reason=item.reason.reason)
    return STATES["settled" if item.explained else "open"]


def age(made: Reconciled, item: Item) -> Text:
    """How old an item is."""
    old = made.age(item)
    return OLD.format(days=old) if old else YOUNG.format(days=made.days(item))
