"""A voucher (凭证): one balanced transaction of one award, as draft or posted.

    2025-04-14 * "江城锦湖会议中心" "学术年会场地租金,凭数电票结清" ^WH2025-007-V0012
      id: "WH2025-007-V0012"
      number: "2025-04-记-0003"
      recorded: "2025-05-02T09:31:07+08:00"
      by: "chen"
      gl: "记-2025-04-0022"
      import: "I-3fa9c1d2"
      Expenses:WH2025-007:5101业务活动成本:01会议费   60000.00 CNY
        line: "a"
        plan: "P1"
        source: "序时账.xlsx:12"
      ...

A draft has flag ``!`` and no number and may be changed; a posted voucher has flag ``*`` and a number without gaps
per award, period and class, and is never edited, only reversed (红字) by another one that cites it. ``id`` and each
line's letter are given with the first draft and stay. Amounts in CNY or, in a government unit's budget set, CNY.B.
"""

from __future__ import annotations

import datetime
import itertools
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from beancount.core.amount import Amount
from beancount.core.data import Posting, Transaction, new_metadata

from ..base.errors import EarmarkError
from ..base.text import Text
from .charge import Source, voucher_of

CLOSE = "close"
"""Tag of period-end transfers (结转): left out of rules and of spent."""
CHART = "chart"
"""Tag of a change of chart (新旧衔接)."""
PENDING = "99待归类"
"""Last component of an account that only a person can replace: its voucher waits and cannot be posted."""


class DamagedVoucher(EarmarkError):
    """A transaction in an award's books that is not a voucher as Earmark writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One posting. ``amount`` in ``currency`` (CNY or CNY.B), debit positive."""

    letter: str
    account: str
    amount: Decimal
    currency: str = "CNY"
    plan: str | None = None
    party: str | None = None
    sources: tuple[Source, ...] = ()
    bank_row: str | None = None
    """Id of the bank row behind the award account's leg: ICBC-8801:7."""
    bank_payee: str | None = None
    bank_words: str | None = None
    """Whom the bank's row names and what it says; the voucher's own payee and narration may be the bookkeeper's."""
    reduces: str | None = None
    settles: str | None = None
    completes: str | None = None
    """Id of the charge whose rest (tax withheld) this budget line pays: no charge of its own."""
    account_name: str | None = None
    """The account as the imported row named it, where it says more than the account here."""
    class_name: str | None = None
    """Economic class's name as the imported row wrote it."""
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """One voucher; ``number`` is None while it is a draft. ``id`` is empty on a proposal."""

    id: str
    date: datetime.date
    payee: str
    narration: str
    lines: tuple[Line, ...]
    cls: str = "记"
    number: str | None = None
    paid: datetime.date | None = None
    gl: str | None = None
    payee_account: str | None = None
    """Last four digits only."""
    invoice: str | None = None
    invoice_total: str | None = None
    order: str | None = None
    """The order (整改) that this voucher books or answers."""
    finding: str | None = None
    reverses: str | None = None
    import_id: str | None = None
    note: str | None = None
    """Why a draft waits, or the reason of a proposal."""
    recorded: str = ""
    by: str = ""
    posted_at: str | None = None
    posted_by: str | None = None
    tags: frozenset[str] = frozenset()

    @property
    def posted(self) -> bool:
        """Whether the voucher has its number."""
        return self.number is not None

    @property
    def waiting(self) -> bool:
        """Whether a person must still say what a line is."""
        return any(line.account.endswith(":" + PENDING) for line in self.lines)

    @property
    def period(self) -> str:
        """Year and month: 2025-04."""
        return f"{self.date:%Y-%m}"


_META = (
    "id",
    "number",
    "cls",
    "paid",
    "gl",
    "payee_account",
    "invoice",
    "invoice_total",
    "order",
    "finding",
    "reverses",
    "import_id",
    "note",
    "recorded",
    "by",
    "posted_at",
    "posted_by",
)
_LINE = (
    "letter",
    "plan",
    "party",
    "bank_row",
    "bank_payee",
    "bank_words",
    "reduces",
    "settles",
    "completes",
    "account_name",
    "class_name",
    "due",
)
_KEYS = {name: name.replace("_", "-") for name in (*_META, *_LINE)} | {
    "cls": "class",
    "import_id": "import",
    "letter": "line",
}
_VOUCHER_FIELDS = {_KEYS[name]: name for name in _META}
_LINE_FIELDS = {_KEYS[name]: name for name in _LINE}


def letters() -> Iterator[str]:
    """a, b … z, aa, ab … zz, aaa …: the letters of a voucher's lines."""
    for length in itertools.count(1):
        yield from map("".join, itertools.product(string.ascii_lowercase, repeat=length))


def to_entry(voucher: Voucher) -> Transaction:
    """The transaction of a voucher, as ``emit`` writes it."""
    meta = new_metadata("", 0)
    for name in _META:
        value = getattr(voucher, name)
        if value not in (None, ""):
            meta[_KEYS[name]] = value
    flag = "*" if voucher.posted else "!"
    cited = {voucher_of(line.reduces) for line in voucher.lines if line.reduces}
    links = frozenset({voucher.id, *filter(None, (voucher.import_id, voucher.order)), *cited})
    postings = [_posting(line) for line in voucher.lines]
    return Transaction(
        meta, voucher.date, flag, voucher.payee or None, voucher.narration, voucher.tags, links, postings
    )


def _posting(line: Line) -> Posting:
    meta: dict[str, Any] = {
        _KEYS[name]: getattr(line, name) for name in _LINE if getattr(line, name) is not None
    }
    for number, source in enumerate(line.sources, start=1):
        meta["source" if number == 1 else f"source-{number}"] = str(source)
    return Posting(line.account, Amount(line.amount, line.currency), None, None, None, meta)


def from_entry(entry: Transaction) -> Voucher:
    """The voucher that a transaction of an award's books holds.

    Raises :class:`DamagedVoucher` when it lacks an id, a line letter or an amount, when a key has a value of another type,
    or when number and flag disagree.
    """
    given = _given(entry, entry.meta, _VOUCHER_FIELDS)
    if "id" not in given:
        raise _damaged(entry, Text("凭证没有编号 id", "the voucher has no id"))
    if (entry.flag == "*") != ("number" in given):
        raise _damaged(entry, Text("已记账凭证与编号不符", "flag and number of the voucher disagree"))
    lines = tuple(_line(entry, posting) for posting in entry.postings)
    return Voucher(
        date=entry.date,
        payee=entry.payee or "",
        narration=entry.narration or "",
        lines=lines,
        tags=entry.tags,
        **given,
    )


def _line(entry: Transaction, posting: Posting) -> Line:
    meta = posting.meta or {}
    given = _given(entry, meta, _LINE_FIELDS)
    if "letter" not in given or posting.units is None or posting.units.number is None:
        raise _damaged(entry, Text("分录缺少行号或金额", "a line has no letter or no amount"))
    sources = tuple(_source(entry, v) for k, v in meta.items() if k == "source" or k.startswith("source-"))
    number, currency = posting.units.number, posting.units.currency
    return Line(account=posting.account, amount=number, currency=currency, sources=sources, **given)


def _given(entry: Transaction, meta: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """The values of the keys that are there, each of its type: text, and for ``paid`` a day."""
    given = {fields[key]: value for key, value in meta.items() if key in fields and value is not None}
    for name, value in given.items():
        if not isinstance(value, datetime.date if name == "paid" else str):
            message = Text("“{key}”的值类型不对", "“{key}” has a value of the wrong type")
            raise _damaged(entry, message.format(key=_KEYS[name]))
    return given


def _source(entry: Transaction, value: object) -> Source:
    try:
        return source_of(str(value))
    except ValueError:
        message = Text("来源“{value}”不是 文件:行号", "the source “{value}” is not FILE:ROW")
        raise _damaged(entry, message.format(value=value)) from None


def source_of(text: str) -> Source:
    """``file.xls:12`` as a Source."""
    file, _, row = text.rpartition(":")
    return Source(file, int(row))


def _damaged(entry: Transaction, message: Text) -> DamagedVoucher:
    fix = Text("请从备份或 git 恢复这张凭证", "restore this voucher from a backup or from git")
    return DamagedVoucher(message, file=entry.meta.get("filename"), row=entry.meta.get("lineno"), fix=fix)


def imbalance(voucher: Voucher) -> dict[str, Decimal]:
    """What each set (commodity) of the voucher is off by; empty when it balances exactly."""
    totals: dict[str, Decimal] = {}
    for line in voucher.lines:
        totals[line.currency] = totals.get(line.currency, Decimal(0)) + line.amount
    return {currency: total for currency, total in totals.items() if total}


def lettered(voucher: Voucher) -> Voucher:
    """The voucher with letters given to lines that have none yet; given ones stay."""
    taken = {line.letter for line in voucher.lines if line.letter}
    free = (letter for letter in letters() if letter not in taken)
    lines = tuple(line if line.letter else replace(line, letter=next(free)) for line in voucher.lines)
    return replace(voucher, lines=lines)
