"""Custom directives as frozen values: one dataclass per kind is schema, parser, printer and documentation.

    2025-03-01 custom "earmark-plan-line" "P1"
      name: "学术交流"
      amount: 180000.00 CNY

is ``PlanLine(date=2025-03-01, id="P1", name="学术交流", amount=Decimal("180000.00"))``. A key is the field's
name with ``-`` for ``_``. An unknown key, a missing key or a value of another type is an error: a register that
cannot be read whole is not read at all. Amounts are ``Decimal`` in the award's one currency (CNY); a tuple of
ids is written as one string with spaces between them, since Beancount takes a key only once.
"""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, get_args, get_type_hints

from beancount.core.amount import Amount
from beancount.core.data import Custom, new_metadata
from beancount.parser.grammar import ValueType

from .errors import EarmarkError
from .text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

CURRENCY = "CNY"
BUDGET = "CNY.B"
PREFIX = "earmark-"


class DamagedRecord(EarmarkError):
    """A custom directive that does not hold what its kind asks for."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind carries: the day it speaks of, its id, when it was written down and by whom."""

    kind: ClassVar[str]

    date: datetime.date
    id: str
    recorded: str
    by: str


R = TypeVar("R", bound=Record)


_known: dict[str, dict[str, tuple[Any, bool]]] = {}


def _hints_of(cls: type[Record]) -> dict[str, tuple[Any, bool]]:
    """Each written field of a kind: its type, and whether it may be left out; worked out once."""
    if cls.kind not in _known:
        hints = get_type_hints(cls)
        written = [f for f in dataclasses.fields(cls) if f.name not in {"date", "id"}]
        written.sort(key=lambda f: f.name in {"recorded", "by"})
        _known[cls.kind] = {f.name: (hints[f.name], f.default is not dataclasses.MISSING) for f in written}
    return _known[cls.kind]


def _written(value: Any) -> Any:  # noqa: ANN401 (metadata holds values of many types)
    if isinstance(value, tuple):
        return " ".join(value)
    return Amount(value, CURRENCY) if isinstance(value, Decimal) else value


def to_custom(record: Record) -> Custom:
    """The directive of a record, as ``emit`` writes it; fields that are None, empty or False are left out."""
    meta = new_metadata("", 0)
    for name, (_, optional) in _hints_of(type(record)).items():
        value = getattr(record, name)
        if not (optional and value in (None, (), False)):
            meta[name.replace("_", "-")] = _written(value)
    return Custom(meta, record.date, PREFIX + record.kind, [ValueType(record.id, str)])


def _plain(hint: Any) -> Any:  # noqa: ANN401
    """``str | None`` is str, ``tuple[str, ...]`` is tuple."""
    args = [arg for arg in get_args(hint) if arg is not type(None)]
    if hint is tuple or getattr(hint, "__origin__", None) is tuple:
        return tuple
    return args[0] if args else hint


def _read(hint: Any, value: Any) -> Any:  # noqa: ANN401
    kind = _plain(hint)
    if kind is Decimal:
        # A bare number is no amount: of which currency it is, somebody took away.
        if isinstance(value, Amount) and value.currency == CURRENCY:
            return value.number
        raise TypeError
    if kind is tuple and isinstance(value, str):
        return tuple(value.split())
    if type(value) is kind:
        return value
    raise TypeError


def from_custom(cls: type[R], entry: Custom) -> R:
    """The record that a directive holds.

    Raises :class:`DamagedRecord` naming file, line and key.
    """
    given = {k: v for k, v in entry.meta.items() if k not in {"filename", "lineno"}}
    values: dict[str, Any] = {"date": entry.date, "id": _id_of(entry)}
    for name, (hint, optional) in _hints_of(cls).items():
        key = name.replace("_", "-")
        if key in given:
            try:
                values[name] = _read(hint, given.pop(key))
            except TypeError:
                raise _damaged(
                    entry, Text("“{key}”的值类型不对", "“{key}” has a value of the wrong type"), key
                ) from None
        elif not optional:
            raise _damaged(entry, Text("缺少“{key}”", "“{key}” is missing"), key)
    for key in given:
        raise _damaged(entry, Text("不认识“{key}”", "“{key}” is not known here"), key)
    return cls(**values)


def _id_of(entry: Custom) -> str:
    if len(entry.values) != 1 or not isinstance(entry.values[0].value, str):
        raise _damaged(entry, Text("应只有一个编号", "exactly one id is expected"), "id")
    return entry.values[0].value


def _damaged(entry: Custom, message: Text, key: str) -> DamagedRecord:
    kind = Text("登记行 {type} 损坏：", "damaged {type}: ").format(type=entry.type)
    fix = Text("请从备份或 git 恢复这一行", "restore this line from a backup or from git")
    whole = Text(kind.zh + message.zh, kind.en + message.en).format(key=key)
    return DamagedRecord(whole, file=entry.meta["filename"], row=entry.meta["lineno"], fix=fix)


def records(cls: type[R], entries: Iterable[Any]) -> list[R]:
    """All records of one kind among the entries of a loaded ledger, in their order."""
    kind = PREFIX + cls.kind
    return [from_custom(cls, e) for e in entries if isinstance(e, Custom) and e.type == kind]
