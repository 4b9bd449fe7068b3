"""The ways in which a bank's table may tell money out from money in, those that names promise first.

Amounts stand in two columns; or in one, with a side, a sign, both, or the names of payer and payee. Which way it is
the balance decides (:mod:`.reading`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError

from ..cells.compare import folded
from . import values
from .bank_row import in_side, out_side
from .fitting import fit
from .parties import with_own_party
from .table_rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..cells.cells import Cell
    from .header import Header
    from .profile import Profile

OUTWARD = re.compile("支出|转出|付款|汇出|支取|付出|流出|出账|往账|借记")
INWARD = re.compile("收入|转入|收款|汇入|存入|流入|入账|来账|贷记")
MINUS = re.compile(r"\(-")
"""支出(-元): the name of a column whose amounts have a minus."""
NUMBERS = (({"0", "2"}, {"1"}), ({"1"}, {"0", "2"}))
"""Sides written as numbers: out and in; the first is what 财政部 (0 out, 1 in) and 浙商银行 (1 in, 2 out) write."""


PINYIN = ({"j"}, {"d"})
"""Sides as the first letters of jie and dai: beside a J, D is no debit."""


def amounts(header: Header, cells: Sequence[tuple[int, Sequence[Cell]]]) -> Iterator[Header]:
    """Amounts in two columns; or in one, with a side, a sign or both."""
    columns = header.columns
    if {"out", "in"} & set(columns):
        pair = {key: index for key, index in columns.items() if key != "amount"}
        yield from _pairs(header._replace(columns=pair))
        if not ("amount" in columns and header.profile.general):
            return
    unsided = header._replace(
        columns={key: i for key, i in columns.items() if key not in {"side", "out", "in"}}
    )
    sided = header._replace(columns={key: i for key, i in columns.items() if key not in {"out", "in"}})
    sides, signs = _said(sided, cells)
    worded = _worded(sided, sides)
    if worded:
        yield worded
    if PINYIN[0] <= sides <= PINYIN[0] | PINYIN[1]:
        yield sided._replace(profile=_with_sides(header, *PINYIN))
        return
    if "side" not in columns or not _known(header, sides):
        numbers = [sided._replace(profile=_with_sides(header, *pair)) for pair in NUMBERS] if sides else []
        proven = [one for one in numbers if _known(one, sides)]
        yield from (one for one in proven if fit(one, cells).links)
        party = with_own_party(unsided, cells) if header.profile.general and not signs else None
        if party:
            yield party
        yield unsided if "-" in signs or not proven else sided
        if header.profile.general and not sides | signs:
            yield all_out(unsided)
        return
    yield from (unsided, sided) if _agree(sided, cells) else (sided, unsided)


def all_out(header: Header) -> Header:
    """The header whose one column of amounts is money out: an account that only pays needs no sign."""
    columns = {"out" if key == "amount" else key: index for key, index in header.columns.items()}
    return header._replace(columns=columns)


def _pairs(header: Header) -> Iterator[Header]:
    """Money out and money in apart: as the names promise, with the minus that the name of money out promises first."""
    minus = replace(header.profile, minus_out=True)
    promised = "out" in header.columns and MINUS.search(header.names[header.columns["out"]])
    both = [header._replace(profile=minus), header]
    yield from both if promised else both[::-1]
    if header.profile.general and "side" in header.columns:
        # 借/贷 beside 借方, 贷方 and 余额 is the side of the balance.
        yield header._replace(columns={key: i for key, i in header.columns.items() if key != "side"})


def _said(header: Header, cells: Iterable[tuple[int, Sequence[Cell]]]) -> tuple[set[str], set[str]]:
    """The sides that rows say, and the signs that their amounts have."""
    sides: set[str] = set()
    signs: set[str] = set()
    for number, row in cells:
        one = Row(number, list(row), header.columns)
        sides.add(folded(values.text(one["side"])))
        signs.add(values.text(one["amount"])[:1])
    return sides - {""}, signs & {"-", "+"}


def _known(header: Header, sides: set[str]) -> bool:
    return sides <= out_side(header.profile) | in_side(header.profile)


def _worded(header: Header, sides: set[str]) -> Header | None:
    """Sides as words with more around them: 转账支出, 网银转入. None unless each says one of both."""
    out = {side for side in sides if OUTWARD.search(side)}
    into = {side for side in sides if INWARD.search(side)}
    told = sides and not out & into and out | into == sides and not _known(header, sides)
    return header._replace(profile=_with_sides(header, out, into)) if told else None


def _with_sides(header: Header, out: set[str], into: set[str]) -> Profile:
    return replace(header.profile, out_side=frozenset(out), in_side=frozenset(into))


def _agree(header: Header, cells: Iterable[tuple[int, Sequence[Cell]]]) -> bool:
    """Whether some amounts are negative, and just those that go out."""
    out: set[bool] = set()
    for number, row in cells:
        one = Row(number, list(row), header.columns)
        try:
            amount = values.amount(one["amount"])
        except EarmarkError:
            return False
        if amount:
            out.add(amount < 0)
            if (amount < 0) != (folded(values.text(one["side"])) in out_side(header.profile)):
                return False
    return True in out
