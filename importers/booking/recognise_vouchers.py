"""Which vouchers of a bookkeeping export the award's books already mirror: known, renumbered, changed or new.

Bookkeeping programs renumber vouchers while a month is open, so the number alone says little and the
content much. Three passes, each voucher used once: number and content; the same content under another
number (renumbered); the same number in the same month with another content (changed). What is left in the
file is new.

Two fees of one day may say the same in all but their number. So a voucher is renumbered only where the file
shows that the numbers moved: it reaches past the old number in that month and does not have it, or the
number it gives now was another voucher's before. A later part of a month tells nothing of the earlier one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..cells.compare import folded
from ..tables.rows import BookVoucher

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MONTH = len("2025-04")
Standing = Literal["known", "renumbered", "changed", "new"]


@dataclass(frozen=True, slots=True)
class KnownVoucher:
    """A voucher of somebody's books as an earlier import mirrored it: number, content, vouchers here."""

    id: str
    gl: str | None
    content: str
    vouchers: tuple[str, ...]


class Found(NamedTuple):
    """One voucher of a file and what the books have of it."""

    voucher: BookVoucher
    standing: Standing
    known: KnownVoucher | None


class _Print(NamedTuple):
    """What a voucher is known by; ``gl`` and ``content`` as in the books."""

    gl: str | None
    content: str

    def key(self, standing: Standing) -> tuple[str | None, ...] | None:
        """What must be equal for a standing; None when that says nothing."""
        if standing == "known":
            return (self.gl, self.content)
        if standing == "renumbered":
            return (self.content,)
        return (self.gl,) if self.gl else None


def content(voucher: BookVoucher) -> str:
    """SHA-256 of what a voucher says without its number: day, accounts, amounts, texts, line by line."""
    said = [voucher.date.isoformat()]
    for line in voucher.lines:
        said += [line.account_code, str(line.debit), str(line.credit), line.currency, line.role]
        said += map(
            folded, (line.account_name, line.narration, line.more, line.payee, line.plan, line.invoice)
        )
        said += map(folded, (line.class_code, line.class_name, line.project_code, line.project_name))
        said += [] if line.restricted is None else [str(line.restricted)]
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def recognise_vouchers(
    vouchers: Sequence[BookVoucher], known: Sequence[KnownVoucher], others: Sequence[BookVoucher] = ()
) -> list[Found]:
    """Each voucher of an export with its mirror; pure, in the order of ``vouchers``.

    ``others`` are the vouchers of the same file that are not the award's: they show how far its numbers reach.
    """
    numbers = _Numbers((*vouchers, *others), known)
    prints = [_Print(voucher.gl, content(voucher)) for voucher in vouchers]
    mirrors = {one.id: one for one in known}
    found: dict[int, Found] = {}
    standings: tuple[Standing, ...] = ("known", "renumbered", "changed")
    for standing in standings:
        places: dict[tuple[str | None, ...] | None, list[str]] = defaultdict(list)
        for one in mirrors.values():
            places[_Print(one.gl, one.content).key(standing)].append(one.id)
        for index, voucher in enumerate(vouchers):
            key = prints[index].key(standing)
            if index in found or not key:
                continue
            fitting = [
                id_ for id_ in places[key]
                if standing != "renumbered" or numbers.moved(mirrors[id_].gl, voucher.gl)
            ]  # fmt: skip
            if fitting:
                places[key].remove(fitting[0])
                found[index] = Found(voucher, standing, mirrors.pop(fitting[0]))
    return [found.get(index, Found(voucher, "new", None)) for index, voucher in enumerate(vouchers)]


def vanished(
    found: Sequence[Found], known: Iterable[KnownVoucher], others: Sequence[BookVoucher] = ()
) -> list[KnownVoucher]:
    """The known vouchers that an export should hold and does not: taken out of the statutory books since.

    It should hold a voucher whose number lies between those that it has of that month and class, and each one of a month
    that stands between others in it. Behind its last number nothing can be told: the export may be older than the books.
    """
    numbers = _Numbers((*(one.voucher for one in found), *others), ())
    matched = {one.known.id for one in found if one.known}
    return [one for one in known if one.id not in matched and one.gl and numbers.cover(one.gl)]


class _Numbers:
    """How far the numbers of a file reach, class by class and month by month, and which were taken before."""

    def __init__(self, vouchers: Iterable[BookVoucher], known: Iterable[KnownVoucher]) -> None:
        self.taken = {one.gl for one in known}
        self.there: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for voucher in vouchers:
            month, place = _place(voucher.gl or "")
            self.there[month].append(place)

    def moved(self, old: str | None, new: str | None) -> bool:
        """Whether a voucher with the old number can be the one that has the new number in the file."""
        if old is None or new is None:
            return True
        return self._between(old) or new in self.taken

    def cover(self, gl: str) -> bool:
        """Whether the file holds the voucher of this number, if there is one."""
        month = _place(gl)[0][-MONTH:]
        months = {name[-MONTH:] for name, places in self.there.items() if places}
        return self._between(gl) or (month in months and min(months) < month < max(months))

    def _between(self, gl: str) -> bool:
        month, place = _place(gl)
        there = self.there[month]
        return bool(there) and min(there) <= place <= max(there)


def _place(gl: str) -> tuple[str, tuple[int, str]]:
    """记-2025-04 and the place of 0022 among the numbers of that month."""
    month, _, number = gl.rpartition("-")
    return month, (len(number), number)
