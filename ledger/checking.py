"""``earmark check``: the text against the log, numbering, top files, copies of originals, laws of the claims.

Gives what is wrong as values, one sentence each, with file and what it is about; an empty list is a clean bill. Judging
charges is the audit's work, not done here.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from . import tops
from .accounts import faults_of_loading
from .acting import WrongReturn, outstanding
from .bank import BOOKED, UNBOOKED, Share, StoredRow
from .books import Books
from .charges import vouchers_of
from .chart import award_of_account, load_chart
from .claims import orders, settlements
from .comparing import differences, id_of
from .errors import EarmarkError
from .held import faults_of_held
from .imports import ImportRecord
from .load import ALTERED_TOP, check_top, grant_of, policy_of, register_of
from .log import read_log
from .periods import backdated
from .record import records
from .text import Text
from .voucher import Voucher, imbalance

if TYPE_CHECKING:
    from collections.abc import Iterable


class Fault(NamedTuple):
    """One thing that is wrong: where, and what."""

    place: str
    message: Text


def check_award(books: Books, award: str) -> list[Fault]:
    """Everything that is wrong with one award's books. What cannot be read is the last of the faults."""
    return _run((_log, *BESIDE_THE_LOG), books, award)


def check_laws(books: Books, award: str) -> list[Fault]:
    """As :func:`check_award`, without the log against the text."""
    return _run(BESIDE_THE_LOG, books, award)


def _run(checks: Iterable[Check], books: Books, award: str) -> list[Fault]:
    found: list[Fault] = []
    try:
        for check in checks:
            for fault in check(books, award):
                found.append(fault)  # noqa: PERF402 (what was found stays when the next line cannot be read)
    except EarmarkError as error:
        found.append(Fault(error.place, error.message))
    return list(dict.fromkeys(found))


def check_main(books: Books) -> list[Fault]:
    """Whether ``main.beancount`` is what Earmark would write."""
    try:
        grants = {award: grant_of(books, award) for award in books.award_ids()}
        wanted = tops.main_top(grants, {award: books.parts(award) for award in grants}, books.config)
        if books.store.read("main.beancount") != wanted.encode():
            return [Fault("main.beancount", ALTERED_TOP)]
    except EarmarkError as error:
        return [Fault(error.place, error.message)]
    return []


def check_programme(books: Books, programme: str) -> list[Fault]:
    """The programme's text against its log."""
    path = f"programmes/{programme}"
    try:
        return list(_against_log(books, f"{path}.log", books.entries(f"{path}.beancount")))
    except EarmarkError as error:
        return [Fault(error.place, error.message)]


def check_people(books: Books) -> list[Fault]:
    """The people and their keys against their log."""
    try:
        return list(_against_log(books, "people.log", books.entries("people.beancount")))
    except EarmarkError as error:
        return [Fault(error.place, error.message)]


def _tops(books: Books, award: str) -> Iterator[Fault]:
    try:
        check_top(books, award)
    except EarmarkError as error:
        yield Fault(error.place, error.message)


def _loads(books: Books, award: str) -> Iterator[Fault]:
    """Beancount can load the award: files there, accounts its own and opened once, before they are used."""
    yield from (Fault(*found) for found in faults_of_loading(books, award))


def logged_entries(books: Books, award: str) -> list[Any]:
    """The directives that an award's log speaks of, its claims book's included."""
    folder = books.award(award)
    paths = [f"{folder}/{part}.beancount" for part in ("register", "answers", "acts")]
    paths += [*books.voucher_files(award), f"claims/{award}.beancount"]
    return [e for path in paths for e in books.entries(path)]


def _log(books: Books, award: str) -> Iterator[Fault]:
    yield from _against_log(books, f"{books.award(award)}/log", logged_entries(books, award))
    yield from _against_log(books, f"claims/{award}.log", books.entries(f"claims/{award}.beancount"))


def _against_log(books: Books, path: str, entries: Iterable[Any]) -> Iterator[Fault]:
    """Each logged directive is there unchanged, each directive that must be logged is; back-dating shows in the leaf."""
    for line, entry in differences(read_log(books.store.read(path), path), entries):
        if entry is None and line is not None:
            yield Fault(path, CHANGED.format(kind=line.kind, id=line.id, recorded=line.recorded))
        elif entry is not None and line is not None:
            yield Fault(f"{path}:{line.sequence}", FALSE_LINE.format(id=id_of(entry)))
        elif entry is not None:
            yield Fault(f"{entry.meta['filename']}:{entry.meta['lineno']}", UNLOGGED.format(id=id_of(entry)))


FALSE_LINE = Text("{id} 的日志行被改动", "the log's line on {id} was altered")
CHANGED = Text(
    "{kind} {id}（{recorded} 记下）被改动或删除", "{kind} {id}, recorded {recorded}, was altered or removed"
)
UNLOGGED = Text(
    "{id} 不在日志里：改动过，或不是由 Earmark 写的",
    "{id} is not in the log: altered, or not written by Earmark",
)


def _closed(books: Books, award: str) -> Iterator[Fault]:
    """Nothing is posted into a closed period (law 7)."""
    path = f"{books.award(award)}/log"
    for line, period in backdated(read_log(books.store.read(path), path), _posted(books, award)):
        yield Fault(f"{path}:{line.sequence}", INTO_CLOSED.format(id=line.id, period=period))


INTO_CLOSED = Text(
    "{id} 在 {period} 结账之后记入已结账期间",
    "{id} was posted into a closed period, after {period} was closed",
)


def _numbers(books: Books, award: str) -> Iterator[Fault]:
    """Voucher numbers run from 1 without gap or double within award, period and class."""
    series: dict[str, list[int]] = defaultdict(list)
    for voucher in _posted(books, award):
        match = re.fullmatch(r"(.*-)(\d+)", voucher.number or "")
        if match and match[1] == f"{voucher.period}-{voucher.cls}-":
            series[match[1]].append(int(match[2]))
        else:
            yield Fault(
                voucher.id,
                Text("编号 {n} 不合规则", "{n} is no number of its series").format(n=voucher.number),
            )
    for name, numbers in series.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield Fault(
                award, Text("凭证号 {s} 有缺号或重号", "gap or double in voucher numbers {s}").format(s=name)
            )


def _months(books: Books, award: str) -> Iterator[Fault]:
    """Each month's file holds its own vouchers."""
    for path in books.voucher_files(award):
        for voucher in vouchers_of(books.entries(path), award):
            if not path.endswith(f"/{voucher.period}.beancount"):
                yield Fault(path, MOVED.format(id=voucher.id, period=voucher.period))


MOVED = Text(
    "{id} 属于 {period}，不该在这个月的文件里",
    "{id} is of {period} and does not belong into this month's file",
)


def _posted(books: Books, award: str) -> list[Voucher]:
    return [v for path in books.voucher_files(award) for v in vouchers_of(books.entries(path), award)]


def _all(books: Books, award: str) -> list[Voucher]:
    return _posted(books, award) + vouchers_of(books.entries(f"{books.award(award)}/drafts.beancount"), award)


def _vouchers(books: Books, award: str) -> Iterator[Fault]:
    """Law 1: balanced in each set, one award only; ids and a voucher's line letters are used once."""
    seen: set[str] = set()
    for voucher in _all(books, award):
        if imbalance(voucher):
            yield Fault(voucher.id, Text("借贷不平", "does not balance"))
        if {award_of_account(line.account) for line in voucher.lines} != {award}:
            yield Fault(voucher.id, Text("涉及别的奖补资金", "touches another award"))
        if voucher.id in seen:
            yield Fault(voucher.id, Text("凭证编号重复", "the id is used twice"))
        if len({line.letter for line in voucher.lines}) < len(voucher.lines):
            yield Fault(voucher.id, Text("行号重复", "a line's letter is used twice"))
        seen.add(voucher.id)


def _bank(books: Books, award: str) -> Iterator[Fault]:
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
            yield Fault(share.id, differ.format(v=share.voucher))
    alone = Text("引用的银行流水 {r}（{a}）没有份额", "cites bank row {r} ({a}) without a share")
    for (voucher, row), amount in booked.items():
        yield Fault(voucher, alone.format(r=row, a=amount))


def _fates(books: Books, _award: str) -> Iterator[Fault]:
    """A bank row that is booked has a share in some award; one that is nobody's has none."""
    for path in books.files("banks"):
        entries = books.entries(path)
        shared = {share.row for share in records(Share, entries)}
        for row in records(StoredRow, entries):
            if row.fate not in (BOOKED if row.id in shared else UNBOOKED):
                yield Fault(f"{path} {row.id}", WRONG_FATE.format(fate=row.fate))


WRONG_FATE = Text("去向“{fate}”与流水份额不符", "the fate “{fate}” does not fit the row's shares")


def _copies(books: Books, award: str) -> Iterator[Fault]:
    """The originals that were kept: there, with the hash that the import recorded."""
    folder = books.award(award)
    for path in books.files(f"{folder}/imports"):
        for record in books.records(ImportRecord, path):
            copy = f"{folder}/documents/{record.id}-{record.file}"
            data = books.store.read(copy)
            if data is None:
                if record.kept:
                    yield Fault(copy, Text("原件不见了", "the original is gone"))
            elif hashlib.sha256(data).hexdigest() != record.sha256:
                yield Fault(copy, Text("原件被改动", "the original was altered"))


def _held(books: Books, award: str) -> Iterator[Fault]:
    """What no log holds is as the closings in force hold it, and nothing stands twice."""
    yield from (Fault(*found) for found in faults_of_held(books, award))


def _claims(books: Books, award: str) -> Iterator[Fault]:
    """Law 3, per order: never more back than was ordered, and nothing back on an order that is not there."""
    entries = books.entries(f"claims/{award}.beancount")
    issued, steps = orders(entries), settlements(entries)
    for order in {s.order for s in steps}:
        try:
            left = outstanding(issued, steps, order)
        except WrongReturn as error:
            yield Fault(f"claims/{award}.beancount", error.message)
        else:
            if left < 0:
                yield Fault(order, Text("收回超过责令", "more came back than was ordered"))


def _policy(books: Books, award: str) -> Iterator[Fault]:
    adopted = policy_of(books, register_of(books, award))
    data = books.store.read(f"policies/{adopted.id}.toml") or b""
    if hashlib.sha256(data).hexdigest() != adopted.sha256:
        yield Fault(
            f"policies/{adopted.id}.toml", Text("实施方案与采用时不同", "the policy is not as it was adopted")
        )


Check = Callable[[Books, str], Iterator[Fault]]
BESIDE_THE_LOG: tuple[Check, ...] = (
    _tops,
    _loads,
    _numbers,
    _months,
    _vouchers,
    _closed,
    _bank,
    _fates,
    _copies,
    _held,
    _claims,
    _policy,
)
