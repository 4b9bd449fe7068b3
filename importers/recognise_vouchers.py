"""Which vouchers of a bookkeeping export the award's books already mirror: known, renumbered, changed or new.

Bookkeeping programs renumber vouchers while a month is open, so the number alone says little and the
content much. Three passes, each voucher used once: number and content; the same content under another
number (renumbered); the same number in the same month with another content (changed). What is left in the
file is new.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from .compare import folded
from .rows import BookVoucher

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def recognise_vouchers(vouchers: Sequence[BookVoucher], known: Sequence[KnownVoucher]) -> list[Found]:
    """Each voucher of an export with its mirror; pure, in the order of ``vouchers``."""
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
            if index not in found and key and places[key]:
                found[index] = Found(voucher, standing, mirrors.pop(places[key].pop(0)))
    return [found.get(index, Found(voucher, "new", None)) for index, voucher in enumerate(vouchers)]
