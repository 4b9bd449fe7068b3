"""Which rows of a statement the books already have: by serial, by fingerprint, by aligning days.

Three passes, each row and each known row used once:

1. the bank's serial, with date and amount (a serial may stand on a payment and on its fee);
2. the whole fingerprint: everything the row says but its balance;
3. day by day, what is left of equal amount, as diff does.

No id is made from balance or payee: one fee inserted by a corrected statement would make 177 of 200 rows
new. Two identical fees of one day are two rows, here as in the bank. A row that is left over inside days
which an earlier statement had covered whole was not there before: it is new, and marked as a correction.
First and last day of a statement are never covered whole: it may have been taken at noon.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..cells.compare import folded
from ..tables.rows import BankRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


Key = tuple[str, datetime.date, Decimal] | tuple[datetime.date, Decimal] | str | None


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row of the books; ``fingerprint`` is None where its text was not kept. Amount in CNY, signed."""

    id: str
    date: datetime.date
    amount: Decimal
    serial: str | None = None
    fingerprint: str | None = None


class Period(NamedTuple):
    """First and last day of an earlier statement of the same account."""

    first: datetime.date
    last: datetime.date

    def inside(self, day: datetime.date) -> bool:
        """Whether the statement covered the whole of a day."""
        return self.first < day < self.last


class Recognised(NamedTuple):
    """One row of a file: the id of the same row in the books, or None; whether it came into covered days."""

    row: BankRow
    known: str | None
    corrected: bool


def fingerprint(row: BankRow) -> str:
    """SHA-256 of all that a row says, folded, but its balance: an inserted row changes all later ones."""
    said = (
        row.date.isoformat(),
        row.time.isoformat() if row.time else "",
        str(row.amount),
        row.serial or "",
        *map(folded, (row.payee, row.payee_account, row.summary, row.purpose)),
    )
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def recognise(
    rows: Sequence[BankRow], known: Sequence[KnownRow], covered: Sequence[Period] = ()
) -> list[Recognised]:
    """Each row of a statement with the row of the books that it is; pure, in the order of ``rows``.

    ``covered`` are the periods of earlier statements of the same account.
    """
    pairs: dict[int, KnownRow] = {}
    matching = _Matching(rows, known, pairs)
    matching.match(_serial, _serial)
    matching.match(fingerprint, lambda one: one.fingerprint)
    matching.align()
    return [
        Recognised(row, pairs[index].id, corrected=False)
        if index in pairs
        else Recognised(row, None, any(period.inside(row.date) for period in covered))
        for index, row in enumerate(rows)
    ]


def _serial(row: BankRow | KnownRow) -> Key:
    return (row.serial, row.date, row.amount) if row.serial else None


class _Matching:
    """Pairs rows with known rows, each once; ``pairs`` is what it fills."""

    def __init__(
        self, rows: Sequence[BankRow], known: Sequence[KnownRow], pairs: dict[int, KnownRow]
    ) -> None:
        self.rows = dict(enumerate(rows))
        self.known = dict(enumerate(known))
        self.pairs = pairs

    def pair(self, row: int, one: int) -> None:
        """Take both out."""
        self.pairs[row] = self.known.pop(one)
        del self.rows[row]

    def match(self, key: Callable[[BankRow], Key], known_key: Callable[[KnownRow], Key]) -> None:
        """Pair what has the same key, in order; a key that is empty says nothing."""
        places = _by(known_key, self.known.items())
        for index, row in list(self.rows.items()):
            found = places.get(key(row))
            if found:
                self.pair(index, found.pop(0))

    def align(self) -> None:
        """Pair what is left of one day and one amount.

        Two different serials are two rows. So rows without a serial go first to known rows that have one,
        which nothing else can take.
        """
        days = {row.date for row in self.rows.values()}
        near = ((place, one) for place, one in self.known.items() if one.date in days)
        places = _by(lambda one: (one.date, one.amount), near)
        for index, row in sorted(self.rows.items(), key=lambda item: item[1].serial is not None):
            found = places.get((row.date, row.amount), [])
            fitting = [place for place in found if not (row.serial and self.known[place].serial)]
            if fitting:
                place = max(fitting, key=lambda place: (self.known[place].serial is not None, -place))
                found.remove(place)
                self.pair(index, place)


def _by(key: Callable[[KnownRow], Key], items: Iterable[tuple[int, KnownRow]]) -> dict[Key, list[int]]:
    places: dict[Key, list[int]] = defaultdict(list)
    for index, one in items:
        found = key(one)
        if found:
            places[found].append(index)
    return places


def vanished(recognised: Sequence[Recognised], known: Sequence[KnownRow], period: Period) -> list[KnownRow]:
    """Rows of the books inside a statement's days that the statement does not have: somebody corrected it."""
    kept = {one.known for one in recognised}
    return [one for one in known if period.inside(one.date) and one.id not in kept]
