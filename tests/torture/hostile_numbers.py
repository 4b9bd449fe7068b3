"""Hostile amounts and dates: exact or refused, as an oracle of its own says.

The oracle knows nothing of the parser's patterns. Where it made the text itself from fen or a day, the parser must give that
value. Where the text was then damaged, the parser may refuse; if it accepts, the value must be what the oracle reads off
the digits one by one, and the text must have one reading only.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from beancount.core.amount import Amount
from beancount.core.data import Transaction

from earmark.ledger.base.amount import parse_amount, parse_date, plain
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.books.books import parsed
from earmark.ledger.files.emit import emit
from earmark.ledger.vouchers.voucher import Voucher, to_entry

from .hostile_text import filled
from .kit import SEED, Result

DAMAGE = "0123456789.,-+()¥￥元年月日/: TeE_%$①½０９．，－（） \t\u3000\u00a0\n\x00\u202eNaN∞߁"
WIDE = {ord("０") + n: str(n) for n in range(10)} | {
    ord("．"): ".", ord("，"): ",", ord("－"): "-", ord("＋"): "+", ord("（"): "(", ord("）"): ")", ord("￥"): "¥",
}  # fmt: skip
SPACE = " \t\u00a0\u3000"


def attack(cases: range) -> list[Result]:
    """So many amounts, and so many dates."""
    dice = random.Random(f"{SEED} {cases.start}")  # noqa: S311 - repeatable on purpose
    amounts, dates = Result("hostile amounts against the oracle"), Result("hostile dates against the oracle")
    for number in cases:
        _amount(dice, amounts, damaged=number % 2 == 1)
        _date(dice, dates, damaged=number % 2 == 1)
    return [amounts, dates]


def _amount(dice: random.Random, result: Result, *, damaged: bool) -> None:
    fen = dice.choice((0, 1, 99, 100, 10**17 - 1, dice.randrange(10**5), dice.randrange(10**17)))
    text, fen = _written(dice, fen)
    if damaged:
        text = _damaged(dice, text)
    _judge(
        result,
        text,
        read=lambda: _kept(parse_amount(text)),
        wanted=(lambda: _read_off(text)) if damaged else (lambda: Fraction(fen, 100)),
        may_refuse=damaged,
    )


def _written(dice: random.Random, fen: int) -> tuple[str, int]:
    """An amount as people write it, and what it is in fen."""
    yuan, rest = divmod(fen, 100)
    whole = f"{yuan:,}" if dice.random() < 0.5 else str(yuan)
    text = f"{whole}.{rest:02d}" + "0" * dice.choice((0, 0, 2))
    if dice.random() < 0.2:
        text = text.translate({ord(sign): chr(ord(sign) + 0xFEE0) for sign in "0123456789.,"})
        return dice.choice(("", " ", "　")) + text, fen
    form = dice.choice(("{}", "-{}", "({})", "+{}", "¥{}", "-¥{}", "¥-{}", "{}元", " {} ", "　{}"))
    return form.format(text), -fen if "-" in form or "(" in form else fen


def _kept(value: Decimal) -> Fraction:
    """The value, once it was also written to the books and read back."""
    voucher = filled_with(value)
    (entry,) = parsed(Path("drafts.beancount"), emit([voucher]).encode())
    units = entry.postings[0].units
    assert str(units) == f"{plain(value)} CNY", units
    return Fraction(units.number)


def filled_with(value: Decimal) -> Transaction:
    """A voucher with this amount."""
    entry = to_entry(filled(Voucher, "x"))
    return entry._replace(postings=[entry.postings[0]._replace(units=Amount(value, "CNY"))])


def _read_off(text: str) -> Fraction:
    """What the digits say, one by one. Raises `AssertionError` where a person would hesitate."""
    text = text.strip(SPACE).translate(WIDE)
    minus = text.count("-") + ("(" in text)
    assert text.count("(") == text.count(")") <= 1, "brackets"
    assert text.count("+") + minus <= 1, "signs"
    bare = "".join(sign for sign in text if sign not in "()-+¥元 ")
    assert set(bare) <= set("0123456789.,"), "signs that are no digits"
    assert bare.count(".") <= 1, "points"
    whole, _, fraction = bare.partition(".")
    groups = whole.split(",")
    assert len(groups[0]) in range(1, 4 if groups[1:] else 16), "digits before the point"
    assert {len(group) for group in groups[1:]} <= {3}, "groups"
    assert fraction != "" or "." not in bare, "a point and nothing after it"
    assert groups[0] == "0" or groups[0][0] != "0", "a leading zero"
    value = Fraction(0)
    for digit in "".join(groups):
        value = value * 10 + "0123456789".index(digit)
    for place, digit in enumerate(fraction, start=1):
        value += Fraction("0123456789".index(digit), 10**place)
    assert (value * 100).denominator == 1, "less than a fen"
    return -value if minus else value


def _date(dice: random.Random, result: Result, *, damaged: bool) -> None:
    day = datetime.date(1990, 1, 1) + datetime.timedelta(days=dice.randrange(40541))
    clock = dice.choice(("", "", " 14:05", " 14:05:06", " 00:00:00.5"))
    forms = ("{y:04}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m:02}.{d:02}", "{y}{m:02}{d:02}", "{y}年{m}月{d}日")
    text = dice.choice(forms).format(y=day.year, m=day.month, d=day.day) + clock
    if damaged:
        text = _damaged(dice, text)
    _judge(
        result,
        text,
        read=lambda: parse_date(text),
        wanted=(lambda: _day_of(text)) if damaged else (lambda: day),
        may_refuse=damaged,
    )


def _day_of(text: str) -> datetime.date:
    """The day that the digits say: four, then one or two, then one or two, parted the same way."""
    runs, signs = [""], [""]
    for sign in text.strip(SPACE):
        if sign in "0123456789":
            if signs[-1]:
                runs.append("")
                signs.append("")
            runs[-1] += sign
        else:
            signs[-1] += sign
    if len(runs[0]) in (8, 14):
        runs = [runs[0][:4], runs[0][4:6], runs[0][6:8], *runs[1:]]
    else:
        assert (signs[0], signs[1]) in {("-", "-"), ("/", "/"), (".", "."), ("年", "月")}, (
            "parted in two ways"
        )
    assert [len(runs[0]), len(runs[1]) in (1, 2), len(runs[2]) in (1, 2)] == [4, True, True], "digits"
    year, month, day = (sum(int(c) * 10**n for n, c in enumerate(reversed(run))) for run in runs[:3])
    assert 1990 <= year <= 2100, "years"
    return datetime.date(year, month, day)


def _damaged(dice: random.Random, text: str) -> str:
    for _ in range(dice.randint(1, 3)):
        place = dice.randrange(len(text) + 1)
        cut = dice.choice((0, 0, 1))
        text = text[:place] + dice.choice((*DAMAGE, "", text[:2])) + text[place + cut :]
    return text


def _judge(
    result: Result, text: str, *, read: Callable[[], object], wanted: Callable[[], object], may_refuse: bool
) -> None:
    try:
        found = read()
    except EarmarkError as error:
        if may_refuse:
            result.add("refused")
        else:
            result.fail(f"{text!r} refused: {error.show('en')}")
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a promise broken
        result.fail(f"{text!r}: {type(error).__name__} {error}")
        return
    try:
        right = wanted()
    except (AssertionError, ValueError) as error:
        result.fail(f"{text!r} accepted as {found}, though it has no one reading: {error}")
        return
    if found == right:
        result.add("exact")
    else:
        result.fail(f"{text!r} read as {found}, not {right}")
