"""Payments that belong together: to one payee or his related ones, for one thing, within some days.

The thing is told by pairs of characters that two narrations share, without numbers, brackets and part marks
(第二批, 一标段, 补充): 展厅布展材料(一) and 展厅布展材料第二批 are one thing; 第1期培训 and 第2期培训 are two, and so are
the bills of two months. A part of one contract (预付30%, 尾款) says so itself and is no split.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Charge

from ..language.words import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

_NUMBER = "[0-9一二三四五六七八九十百]+"
_SERIES = re.compile(rf"第{_NUMBER}[期次]|第?{_NUMBER}(?:[届场讲卷辑号季年]|月(?!饼))|[上下]半年")
_NOISE = re.compile(
    rf"\([^()]*\)|第?{_NUMBER}(?:[批包笔段期次]|部分|标段|阶段|标)|[a-z](?:包|标段?|区|段)|部分|补充|剩余|[^\w]|[0-9]+[册个份套本台张人元%]?"
)
INSTALMENT = re.compile(r"预付|首付|首款|首期款|定金|订金|进度款|中期款|尾款|余款|质保金|[0-9]%")
_COMPANY = re.compile(r"(?:公司|经营部|商行|工作室|服务部|商店|书店|店|厂|部|中心)$")
_ASIDE = re.compile(r"\([^()]*\)")
_PLACE = re.compile(r"^(?:[一-鿿]{2,3}?[省市区县])+")
_LOOK_BACK = 12
_SHOWN = 4
_ALIKE = 0.5
_ONE = Text("{id}（{date}，{amount}）", "{id} ({date}, {amount})")
_MORE = Text("{named} 等 {n} 笔", "{named} and others, {n} in all")


class Thing(NamedTuple):
    """What a narration pays for, for comparing."""

    pairs: frozenset[str]
    series: frozenset[str]


@lru_cache(maxsize=1 << 16)
def thing(narration: str) -> Thing:
    """The thing that a narration names."""
    text = normal(narration)
    stem = _NOISE.sub("", _SERIES.sub("", text))
    return Thing(frozenset(map("".join, pairwise(stem))), frozenset(_SERIES.findall(text)))


def bare_thing(narration: str) -> frozenset[str]:
    """The thing that a narration names, whatever the month or number."""
    return thing(narration).pairs


def one_thing(one: Charge, other: Charge) -> bool:
    """Whether two charges pay for one thing, as far as their narrations tell."""
    a, b = thing(one.narration), thing(other.narration)
    if a.series != b.series:
        return False
    if not a.pairs or not b.pairs:
        return a.pairs == b.pairs
    return len(a.pairs & b.pairs) >= _ALIKE * min(len(a.pairs), len(b.pairs))


@lru_cache(maxsize=1 << 16)
def house(payee: str) -> str:
    """A payee, or the brand that a company shares with its sisters: 江城云帆文化传播公司, 江城云帆广告部."""
    text = _ASIDE.sub("", normal(payee))
    if not _COMPANY.search(text):
        return text
    brand = _PLACE.sub("", text)
    return f"{brand[:4]}…" if len(brand) > 6 else text  # noqa: PLR2004 (two characters of place, two of brand)


def several(charges: Iterable[Charge], key: Callable[[Charge], Hashable]) -> list[list[Charge]]:
    """Charges in groups of one key, those of two and more, in their order: what stands alone repeats nothing."""
    found: dict[Hashable, list[Charge]] = defaultdict(list)
    for charge in charges:
        found[key(charge)].append(charge)
    return [group for group in found.values() if len(group) > 1]


def together(charges: Iterable[Charge]) -> list[list[Charge]]:
    """Charges of one payee in groups of one thing each; a charge joins the latest group that it is like."""
    groups: list[list[Charge]] = []
    for charge in charges:
        home = next((g for g in reversed(groups[-_LOOK_BACK:]) if one_thing(g[-1], charge)), None)
        if home is None:
            groups.append([charge])
        else:
            home.append(charge)
    return groups


class Run(NamedTuple):
    """Payments within some days: those that no earlier run held, and what the whole run is."""

    new: Sequence[Charge]
    first: Sequence[Charge]
    size: int
    total: Decimal

    @property
    def named(self) -> Text:
        """The run, told by its first members."""
        return named(self.first, self.size)


def runs(pieces: Sequence[Charge], days: int, times: int, least: Decimal) -> Iterator[Run]:
    """The runs of at least so many pieces within some days that come to at least so much. Pieces come by day."""
    start = done = 0
    total = Decimal(0)
    for last, charge in enumerate(pieces, start=1):
        total += charge.amount
        while (charge.paid - pieces[start].paid).days > days:
            total -= pieces[start].amount
            start += 1
        if last - start >= times and total >= least:
            first = pieces[start : min(start + _SHOWN, last)]
            yield Run(pieces[max(start, done) : last], first, last - start, total)
            done = last


def named(group: Sequence[Charge], count: int = 0) -> Text:
    """A group (of ``count``, where not all are given), told by its first members with day and amount."""
    first = [_ONE.format(id=c.id, date=c.paid, amount=money(c.amount)) for c in group[:_SHOWN]]
    text = Text("、".join(t.zh for t in first), ", ".join(t.en for t in first))
    count = count or len(group)
    return text if count <= _SHOWN else _MORE.format(named=text, n=count)
