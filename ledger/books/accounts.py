"""Whether Beancount can load an award's files: all there, each account opened once, each use of one after its opening.

The gate and the parser look at one file at a time; Beancount refuses two files that open one account, and says so of every later
load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from beancount.core.data import Document, Open, Transaction

from ..awards.chart import award_of_account
from ..base.text import Text
from . import tops

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .books import Books

GONE = Text("文件不见了，总账页要用它", "the file is gone that the top file includes")
FOREIGN = Text("科目 {a} 不属于这项奖补资金", "account {a} is not of this award")
TWICE = Text("科目 {a} 开了两次", "account {a} is opened twice")
CLOSED = Text("科目 {a} 在 {day} 还没有开", "account {a} is not open on {day}")
COMMODITY = Text("科目 {a} 不记 {c}", "account {a} does not take {c}")


def faults_of_loading(books: Books, award: str) -> Iterator[tuple[str, Text]]:
    """What keeps Beancount from loading the award, each with its place."""
    entries: list[Any] = []
    for path in tops.award_files(award, books.parts(award)):
        if books.store.read(path) is None:
            yield path, GONE
        entries += books.entries(path)
    opened: dict[str, Open] = {}
    for entry in (e for e in entries if isinstance(e, Open)):
        if award_of_account(entry.account) not in {award, f"Claims-{award}"}:
            yield _place(entry), FOREIGN.format(a=entry.account)
        if entry.account in opened:
            yield _place(entry), TWICE.format(a=entry.account)
        opened.setdefault(entry.account, entry)
    yield from _uses(entries, opened)


def _place(entry: Any) -> str:  # noqa: ANN401 (a directive of any kind)
    return f"{entry.meta['filename']}:{entry.meta['lineno']}"


def _uses(entries: Iterable[Any], opened: dict[str, Open]) -> Iterator[tuple[str, Text]]:
    for entry in entries:
        for account, currency in _used(entry):
            home = opened.get(account)
            if home is None or entry.date < home.date:
                yield _place(entry), CLOSED.format(a=account, day=entry.date)
            elif currency and home.currencies and currency not in home.currencies:
                yield _place(entry), COMMODITY.format(a=account, c=currency)


def _used(entry: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """The accounts that a directive uses, with the commodity of a posting."""
    if isinstance(entry, Transaction):
        return [(p.account, p.units.currency if p.units else "") for p in entry.postings]
    return [(entry.account, "")] if isinstance(entry, Document) else []
