"""Mutations of a file's bytes: the same totals, or refused; never silently different.

``one(data, dice)`` changes a copy in one of several ways: a byte, a bit, a cut, bytes lost or said twice, bytes of
chance, a digit for another. ``totals`` are the count and sums of what is read, None of what is refused.

Some changes no reader can see, because nothing in the file says otherwise: the amount of the first row, when the opening
balance is not stated; rows cut off whole at the end. The statements that are mutated state their opening balance and
their count, as banks can; that of OFX, which cannot, is left out.
"""

from __future__ import annotations

import datetime
import random

from earmark.importers.formats.detect import read_bytes
from earmark.ledger.base.errors import EarmarkError

TODAY = datetime.date(2026, 6, 30)
Totals = tuple[object, ...]


def one(data: bytes, dice: random.Random) -> bytes:
    """A changed copy of a file."""
    at = dice.randrange(len(data))
    to = min(len(data), at + dice.choice((1, 2, 8, 64, 300)))
    before, there, after = data[:at], data[at:to], data[to:]
    ways = (
        before + bytes([dice.randrange(256)]) + data[at + 1 :],
        before + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :],
        before + after,
        before + there + there + after,
        before,
        before + bytes(dice.randrange(256) for _ in there) + after,
        _other_digit(data, dice),
        _other_digit(data, dice),
    )
    return dice.choice(ways)


def _other_digit(data: bytes, dice: random.Random) -> bytes:
    place = dice.choice([place for place, byte in enumerate(data) if 48 <= byte <= 57] or [0])
    return data[:place] + str(dice.randrange(10)).encode() + data[place + 1 :]


def totals(data: bytes) -> Totals | None:
    """Format-free totals of what was read; None where it is refused."""
    try:
        found = read_bytes(data, "mutated", TODAY)
    except EarmarkError:
        return None
    control = found.control
    return None if found.problems else (found.data_rows, control.into, control.out)
