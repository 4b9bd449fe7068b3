"""Laws of an award's vouchers that need no log: numbers without gap, each month's own file, balance, shares of bank rows.

Each gives what breaks it with its place; :mod:`.checking` asks them all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from .bank import BOOKED, UNBOOKED, Share, StoredRow
from .charges import vouchers_of
from .chart import award_of_account, load_chart
from .drafts import drafts, posted
from .load import register_of
from .record import records
from .text import Text
from .voucher import Voucher, imbalance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from .books import Books


def numbers(books: Books, award: str) -> Iterator[tuple[str, Text]]:
    """Voucher numbers run from 1 without gap or double within award, period and class."""
    series: dict[str, list[int]] = defaultdict(list)
    for voucher in posted(books, award):
        match = re.fullmatch(r"(.*-)(\d+)", voucher.number or "")
        if match and match[1] == f"{voucher.period}-{voucher.cls}-":
            series[match[1]].append(int(match[2]))
        else:
            yield (
                voucher.id,
                Text("编号 {n} 不合规则", "{n} is no number of its series").format(n=voucher.number),
            )
    for name, found in series.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            yield (
                award,
                Text("凭证号 {s} 有缺号或重号", "gap or double in voucher numbers {s}").format(s=name),
            )


def months(books: Books, award: str) -> Iterator[tuple[str, Text]]:
    """Each month's file holds its own vouchers."""
    for path in books.voucher_files(award):
        for voucher in vouchers_of(books.entries(path), award):
            if not path.endswith(f"/{voucher.period}.beancount"):
                yield (path, MOVED.format(id=voucher.id, period=voucher.period))


MOVED = Text(
    "{id} 属于 {period}，不该在这个月的文件里",
    "{id} is of {period} and does not belong into this month's file",
)


def _all(books: Books, award: str) -> list[Voucher]:
    return posted(books, award) + drafts(books, award)


def vouchers(books: Books, award: str) -> Iterator[tuple[str, Text]]:
    """Law 1: balanced in each set, one award only; ids and a voucher's line letters are used once."""
    seen: set[str] = set()
    for voucher in _all(books, award):
        if imbalance(voucher):
            yield (voucher.id, Text("借贷不平", "does not balance"))
        if {award_of_account(line.account) for line in voucher.lines} != {award}:
            yield (voucher.id, Text("涉及别的奖补资金", "touches another award"))
        if voucher.id in seen:
            yield (voucher.id, Text("凭证编号重复", "the id is used twice"))
        if len({line.letter for line in voucher.lines}) < len(voucher.lines):
            yield (voucher.id, Text("行号重复", "a line's letter is used twice"))
        seen.add(voucher.id)


def bank(books: Books, award: str) -> Iterator[tuple[str, Text]]:
    """Every share of a bank row is booked once, for its amount; a leg that cites a row has its share.

    A posted voucher is not edited when its bank row comes later: then the share alone ties the row to a leg of that
    amount that cites none.
    """
    bank = load_chart(register_of(books, award).grant.chart).role("bank", award)
    legs = [(v, x) for v in _all(books, award) for x in v.lines if x.account == bank]
    booked = {(v.id, x.bank_row): x.amount for v, x in legs if x.bank_row}
    free = Counter((v.id, x.amount) for v, x in legs if v.posted and not x.bank_row)
    rows: dict[str, Decimal] = {}
    shares: list[Share] = []
    for path in books.files("banks"):
        entries = books.entries(path)
        rows |= {r.id: r.amount for r in records(StoredRow, entries)}
        shares += [s for s in records(Share, entries) if s.award == award]
    for share in shares:
        cited = booked.pop((share.voucher, share.row), None)
        if cited is None and free[share.voucher, share.amount]:
            free[share.voucher, share.amount] -= 1
            cited = share.amount
        if cited != share.amount or share.row not in rows:
            differ = Text("银行流水的份额与凭证 {v} 不符", "share and voucher {v} differ")
            yield (share.id, differ.format(v=share.voucher))
    alone = Text("引用的银行流水 {r}（{a}）没有份额", "cites bank row {r} ({a}) without a share")
    for (voucher, row), amount in booked.items():
        yield (voucher, alone.format(r=row, a=amount))


def fates(books: Books, _award: str) -> Iterator[tuple[str, Text]]:
    """A bank row that is booked has a share in some award; one that is nobody's has none."""
    for path in books.files("banks"):
        entries = books.entries(path)
        shared = {share.row for share in records(Share, entries)}
        for row in records(StoredRow, entries):
            if row.fate not in (BOOKED if row.id in shared else UNBOOKED):
                yield (f"{path} {row.id}", WRONG_FATE.format(fate=row.fate))


WRONG_FATE = Text("去向“{fate}”与流水份额不符", "the fate “{fate}” does not fit the row's shares")
