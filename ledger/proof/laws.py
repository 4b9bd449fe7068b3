"""Laws of an award's vouchers that need no log: numbers without gap, each month's own file, balance, shares of bank rows.

Each gives what breaks it with its place; :mod:`.checking` asks them all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from ..awards.chart import award_of_account, load_chart
from ..banks.bank import BOOKED, UNBOOKED, Share, StoredRow
from ..base.record import records
from ..base.text import Text
from ..books.load import register_of
from ..vouchers.charges import vouchers_of
from ..vouchers.drafts import drafts, posted
from ..vouchers.voucher import Voucher, imbalance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..books.books import Books


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
    amount that cites none, or, where several rows pay one leg, their shares name it and add up to it.
    """
    bank = load_chart(register_of(books, award).grant.chart).role("bank", award)
    legs = [(v, x) for v in _all(books, award) for x in v.lines if x.account == bank]
    booked = Counter((v.id, x.bank_row, x.amount) for v, x in legs if x.bank_row)
    rows: dict[str, Decimal] = {}
    shares: list[Share] = []
    for path in books.files("banks"):
        entries = books.entries(path)
        rows |= {r.id: r.amount for r in records(StoredRow, entries)}
        shares += [s for s in records(Share, entries) if s.award == award]
    unfit = set()
    parts: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for share in (share for share in shares if share.line):
        parts[share.voucher, share.line or ""] += share.amount
    plain = {(v.id, x.letter): x.amount for v, x in legs if v.posted and not x.bank_row}
    several = {leg for leg, amount in parts.items() if plain.get(leg) == amount}
    free = Counter((leg[0], amount) for leg, amount in plain.items() if leg not in several)
    for share in (share for share in shares if (share.voucher, share.line) not in several):
        wanted = (share.voucher, share.row, share.amount)
        if booked[wanted]:
            booked[wanted] -= 1
        elif free[share.voucher, share.amount]:
            free[share.voucher, share.amount] -= 1
        else:
            unfit.add((share.voucher, share.row))
            yield (share.id, DIFFER.format(v=share.voucher))
    for share in (share for share in shares if share.row not in rows):
        yield (share.id, DIFFER.format(v=share.voucher))
    for (voucher, row, amount), count in booked.items():
        if count and (voucher, row) not in unfit:
            yield (voucher, ALONE.format(r=row, a=amount))


DIFFER = Text("银行流水的份额与凭证 {v} 不符", "share and voucher {v} differ")
ALONE = Text("引用的银行流水 {r}（{a}）没有份额", "cites bank row {r} ({a}) without a share")


def fates(books: Books, _award: str) -> Iterator[tuple[str, Text]]:
    """A bank row that is booked has a share in some award; one that is nobody's has none. Parts + rest = row."""
    for path in books.files("banks"):
        entries = books.entries(path)
        shared: dict[str, Decimal] = defaultdict(Decimal)
        for share in records(Share, entries):
            shared[share.row] += share.amount
        for row in records(StoredRow, entries):
            if row.fate not in (BOOKED if row.id in shared else UNBOOKED):
                yield (f"{path} {row.id}", WRONG_FATE.format(fate=row.fate))
            if not 0 <= shared.get(row.id, 0) * row.amount <= row.amount**2:
                yield (f"{path} {row.id}", TOO_MUCH.format(shared=shared[row.id], row=row.amount))


TOO_MUCH = Text("各份额合计 {shared}，流水为 {row}", "its shares add up to {shared}, the row is {row}")
WRONG_FATE = Text("去向“{fate}”与流水份额不符", "the fate “{fate}” does not fit the row's shares")
