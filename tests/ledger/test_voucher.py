"""A voucher's lines have letters, as many as there are lines: a batch of fees has hundreds."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

from earmark.ledger.vouchers.voucher import Line, Voucher, lettered

LINE = Line(letter="", account="Expenses:WH2025-007:5101业务活动成本:01会议费", amount=Decimal("1.00"))


def of(lines: int) -> Voucher:
    day = datetime.date(2025, 4, 14)
    return Voucher(id="WH2025-007-V0012", date=day, payee="", narration="劳务费", lines=(LINE,) * lines)


def test_letters_go_on_after_z_and_zz() -> None:
    letters = [line.letter for line in lettered(of(26 + 26 * 26 + 1)).lines]
    assert letters[:2] == ["a", "b"]
    assert letters[25:28] == ["z", "aa", "ab"]
    assert letters[-2:] == ["zz", "aaa"]
    assert len(set(letters)) == len(letters)


def test_given_letters_stay() -> None:
    """As in a red letter, or a draft that is linked anew at every import."""
    given = lettered(of(400))
    assert lettered(given) == given
    more = lettered(replace(given, lines=(*given.lines, LINE)))
    assert more.lines[:-1] == given.lines
    assert more.lines[-1].letter == "ok"
