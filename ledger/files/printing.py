"""Directives as the text of a ledger, laid out for a person to read.

    2025-03-18 * "江城锦湖会议中心" "学术年会场地租金预付30%" ^WH2025-007-V0012
      gl: "记-2025-03-0031"
      Assets:WH2025-007:1141预付账款                                 18000.00 CNY
        plan: "P1"

Beancount's own printer escapes payee, narration and metadata, but lets notes, document names, custom values,
tags, links and keys through as they are, pads Chinese names by letters instead of columns, and drops an empty
payee. The same entry always gives the same text, whatever stands beside it; numbers keep their zeros.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from beancount.core import account, data
from beancount.core.amount import Amount

from ..base.clean import quoted
from ..base.errors import EarmarkError
from ..base.text import Text, width
from .syntax import CURRENCY, KEY, KIND, LABEL, RESERVED_KEYS, is_account

ACCOUNT_COLUMNS = 56
NUMBER_COLUMNS = 14

FITTING = {
    Text("标签", "tag"): re.compile(LABEL),
    Text("链接", "link"): re.compile(LABEL),
    Text("键", "key"): re.compile(KEY),
    Text("货币", "currency"): re.compile(CURRENCY),
    Text("种类", "kind"): re.compile(KIND),
}
TAG, LINK, METADATA_KEY, COMMODITY, CUSTOM_KIND = FITTING
ACCOUNT = Text("科目", "account")
VALUE = Text("值", "value")
DIRECTIVE = Text("指令", "directive")


class CannotEmit(EarmarkError):
    """A directive that cannot be written so that exactly it is read back."""


def printed(entry: Any) -> str:  # noqa: ANN401 - one of Beancount's directives
    """Give the lines of one directive, each ended. Raises `CannotEmit` naming what does not fit."""
    head = _HEADS.get(type(entry).__name__)
    if head is None:
        raise unfit(DIRECTIVE, type(entry).__name__)
    lines = [f"{entry.date.isoformat()} {head(entry)}", *_metadata(entry.meta, "  ")]
    if isinstance(entry, data.Transaction):
        lines += _postings(entry.postings)
    return "".join(f"{line}\n" for line in lines)


def unfit(what: Text, value: object) -> CannotEmit:
    """Say that `value` is no fitting tag, link, key, account or amount."""
    message = Text("{what}“{value}”不能写进账簿", '{what} "{value}" cannot be written to the books')
    return CannotEmit(message.format(what=what, value=quoted(value)))


def _open(entry: data.Open) -> str:
    currencies = ",".join(_fit(COMMODITY, currency) for currency in entry.currencies or ())
    return f"open {_padded(_account(entry.account))} {currencies}".rstrip()


def _close(entry: data.Close) -> str:
    return f"close {_account(entry.account)}"


def _balance(entry: data.Balance) -> str:
    number, currency = _number(entry.amount.number), _fit(COMMODITY, entry.amount.currency)
    tolerance = "" if entry.tolerance is None else f" ~ {_number(entry.tolerance)}"
    return f"balance {_padded(_account(entry.account))} {number:>{NUMBER_COLUMNS}}{tolerance} {currency}"


def _note(entry: data.Note) -> str:
    return f"note {_account(entry.account)} {_string(entry.comment)}{_labels(entry)}"


def _document(entry: data.Document) -> str:
    return f"document {_account(entry.account)} {_string(entry.filename)}{_labels(entry)}"


def _custom(entry: data.Custom) -> str:
    values = [
        _account(value) if dtype is account.TYPE else _value(value) for value, dtype in entry.values or ()
    ]
    return " ".join([f'custom "{_fit(CUSTOM_KIND, entry.type)}"', *values])


def _transaction(entry: data.Transaction) -> str:
    payee = "" if entry.payee is None else f"{_string(entry.payee)} "
    return f"{entry.flag} {payee}{_string(entry.narration or '')}{_labels(entry)}"


_HEADS: dict[str, Callable[[Any], str]] = {
    "Open": _open,
    "Close": _close,
    "Balance": _balance,
    "Note": _note,
    "Document": _document,
    "Custom": _custom,
    "Transaction": _transaction,
}


def _postings(postings: Iterable[data.Posting]) -> Iterable[str]:
    rows = [(_account(posting.account), *_amount(posting.units), posting.meta) for posting in postings]
    columns = max([ACCOUNT_COLUMNS, *(width(name) for name, *_ in rows)])
    for name, number, currency, meta in rows:
        yield f"  {_padded(name, columns)} {number:>{NUMBER_COLUMNS}} {currency}"
        yield from _metadata(meta, "    ")


def _metadata(meta: Mapping[str, Any] | None, indent: str) -> Iterable[str]:
    for key, value in (meta or {}).items():
        # Beancount keeps the place of an entry, and what it works out, among its metadata.
        if key not in RESERVED_KEYS and not key.startswith("__"):
            yield f"{indent}{_fit(METADATA_KEY, key)}: {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Amount):
        return " ".join(_amount(value))
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    raise unfit(VALUE, value)


def _amount(units: object) -> tuple[str, str]:
    if not isinstance(units, Amount):
        raise unfit(VALUE, units)
    return _number(units.number), _fit(COMMODITY, units.currency)


def _number(number: object) -> str:
    if not isinstance(number, Decimal) or not number.is_finite():
        raise unfit(VALUE, number)
    return numeral(number)


def numeral(number: Decimal) -> str:
    """Write a number with all its digits.

    Never with an exponent, and without a minus before nothing: both would be read back as another number.
    """
    return format(abs(number) if number.is_zero() else number, "f")


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _labels(entry: Any) -> str:  # noqa: ANN401 - a transaction, note or document; its labels may be None
    tags = [f" #{_fit(TAG, tag)}" for tag in sorted(entry.tags or ())]
    return "".join(tags + [f" ^{_fit(LINK, link)}" for link in sorted(entry.links or ())])


def _account(name: str) -> str:
    if not is_account(name):
        raise unfit(ACCOUNT, name)
    return name


def _fit(what: Text, value: object) -> str:
    if not isinstance(value, str) or not FITTING[what].fullmatch(value):
        raise unfit(what, value)
    return value


def _padded(name: str, columns: int = ACCOUNT_COLUMNS) -> str:
    return name + " " * (columns - width(name))
