"""The one strict reader of amounts and the one strict reader of dates.

`Decimal()` takes NaN, 1e9999, 1_000 and full-width digits, and NFKC turns ① into 1: what comes from a file
goes through here instead. An amount is exact, in yuan with two decimals (`Decimal("1234.50")`), or it is
refused:

    1,234.50   -5,000.00   (1,234.50)   ¥1,234.50   1234.5元   １，２３４．５０

A date is a `datetime.date` between 1990 and 2100; a time of day after it is checked and dropped:

    2025-03-18   2025/3/18   2025.03.18   20250318   2025年3月18日   2025-03-18T14:05:06
    2025-03-18 14:05   2025/3/18 2:05:06 PM   2025/3/18 下午 2:05   2025-03-18-14.05.06.123456   20250318140506   20250318 140506
"""

from __future__ import annotations

import datetime
import re
from decimal import Context, Decimal, Inexact

from .clean import quoted
from .errors import EarmarkError
from .text import Text

CENT = Decimal("0.01")
NIL = Decimal("0.00")
"""Nothing. An amount is compared with it in an eighth of the time that a comparison with 0 takes."""
MOST_DIGITS = 15
YEARS = range(1990, 2101)

PADDING = " \t\u00a0\u3000"
AMOUNT = re.compile(
    r"(?P<open>\()?(?P<sign>[-+]?)¥? ?(?P<inner>[-+]?)"
    r"(?P<whole>0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)"
    r"(?P<fraction>\.[0-9]+)? ?元?(?P<close>\))?"
)
UNITS = re.compile("[¥元年月日]")
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
EXACT = Context(prec=40, traps=[Inexact])

HALF = r"(?:上午|下午|凌晨|早上|中午|晚上|[AaPp][Mm])"
CLOCK = rf"(?:{HALF} ?)?(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{{1,9}})?)?(?: ?[AaPp][Mm])?"
DOTTED_CLOCK = r"-(?:[01][0-9]|2[0-3])\.[0-5][0-9]\.[0-5][0-9](?:\.[0-9]{1,9})?"
CLOSED_CLOCK = r"(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]"
DATE = re.compile(
    rf"([0-9]{{4}})(?P<sep>[-/.])([0-9]{{1,2}})(?P=sep)([0-9]{{1,2}})(?:{DOTTED_CLOCK}|(?:T| +){CLOCK})?"
    rf"|([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})(?:{CLOSED_CLOCK}| +{CLOCK}| +{CLOSED_CLOCK})?"
    rf"|([0-9]{{4}})年([0-9]{{1,2}})月([0-9]{{1,2}})日(?: *{CLOCK})?"
)

COMMA_CENTS = re.compile(r"[-+(]?¥? ?[0-9]{1,3}(?:[. ][0-9]{3})*,[0-9]{1,2}\)?")
"""9.000,00: what is the point there is the comma here, and who swaps them reads 9.000 as nine."""
MINGUO = re.compile(r"(?:民国)? ?(?:0?[89][0-9]|1[0-4][0-9])[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?.*")
WRITE_AMOUNT = Text("请写成 1234.50", "Write it as 1234.50")
WRITE_DATE = Text("请写成 2025-03-18", "Write it as 2025-03-18")


class NotAnAmount(EarmarkError):
    """What stands where an amount belongs is none, or is not exact to the cent."""


class NotADate(EarmarkError):
    """What stands where a date belongs is none, or is not in the calendar."""


def parse_amount(raw: str | float | Decimal) -> Decimal:
    """Read an amount of yuan, exactly, with two decimals; a minus or brackets make it negative.

    Raises `NotAnAmount` for anything that is not one of the forms above, has more than two decimals that
    matter, or more than 15 digits before the point.
    """
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise _no_amount(raw, Text("不是金额", "is not an amount"))
    if isinstance(raw, float):
        return cell_amount(raw)
    return _to_the_cent(_read_amount(raw) if isinstance(raw, str) else Decimal(raw), raw)


def cell_amount(value: float) -> Decimal:
    """Read the number of a spreadsheet cell: what the cell's shortest decimal form says, to the cent.

    A cell that was computed (0.1+0.2) may hold 0.30000000000000004; that is refused, not rounded. So is one
    of more than 15 digits, which is all that a cell can hold exactly. Raises `NotAnAmount`.
    """
    number = Decimal(repr(value))
    amount = _to_the_cent(number, value)
    if len(number.normalize().as_tuple().digits) > MOST_DIGITS:
        raise _too_long(value)
    return amount


def _read_amount(raw: str) -> Decimal:
    text = raw.strip(PADDING)
    if not text:
        raise NotAnAmount(Text("金额是空的", "the amount is empty"), fix=WRITE_AMOUNT)
    match = AMOUNT.fullmatch(_half_width(text))
    if COMMA_CENTS.fullmatch(text):
        what = Text("用逗号作小数点（欧洲写法）", "has a comma for its point, as it is written in Europe")
        raise _no_amount(raw, what)
    if match is None or not _one_sign(match):
        raise _no_amount(raw, Text("不是金额", "is not an amount"))
    number = Decimal(match["whole"].replace(",", "") + (match["fraction"] or ""))
    return -number if match["open"] or "-" in match["sign"] + match["inner"] else number


def _half_width(text: str) -> str:
    """Turn a number or a day written wholly in full-width signs into ASCII; a mixture stays and is refused."""
    text = text.replace("￥", "¥")
    digits = UNITS.sub("", text)
    return text.translate(FULL_WIDTH) if all(ord(char) in FULL_WIDTH for char in digits) else text


def _one_sign(match: re.Match[str]) -> bool:
    signs = match["sign"] + match["inner"]
    brackets = bool(match["open"])
    return brackets == bool(match["close"]) and len(signs) + brackets <= 1


def _to_the_cent(number: Decimal, raw: object) -> Decimal:
    if not number.is_finite():
        raise _no_amount(raw, Text("不是金额", "is not an amount"))
    if number and number.adjusted() >= MOST_DIGITS:
        raise _too_long(raw)
    try:
        exact = number.quantize(CENT, context=EXACT)
    except Inexact:
        raise _no_amount(raw, Text("的小数超过两位", "has more than two decimals")) from None
    # Minus nothing is nothing: -0.00 would be read back as another text than was written.
    return exact or abs(exact)


def parse_date(raw: str | int | datetime.date) -> datetime.date:
    """Read a calendar day; a `datetime` gives its day.

    Raises `NotADate` for another form, a day that is not in the calendar, and years outside 1990 to 2100.
    """
    if isinstance(raw, datetime.date):
        day = raw.date() if isinstance(raw, datetime.datetime) else raw
    else:
        day = _read_date(raw)
    if MINGUO.fullmatch(f"{day.year}-{day.month}-{day.day}"):
        raise _minguo(raw)
    if day.year not in YEARS:
        raise _no_date(raw, Text("不在 1990 至 2100 年之间", "is not between 1990 and 2100"))
    return day


def _read_date(raw: object) -> datetime.date:
    match = DATE.fullmatch("" if isinstance(raw, bool) else _half_width(str(raw).strip(PADDING)))
    if match is None and MINGUO.fullmatch(_half_width(str(raw).strip(PADDING))):
        raise _minguo(raw)
    if match is None:
        raise _no_date(raw, Text("不是日期", "is not a date"))
    year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise _no_date(raw, Text("在日历上不存在", "is not in the calendar")) from None


def plain(amount: Decimal) -> str:
    """Write an amount for a file: `1234.50`, always two decimals, never an exponent.

    Raises `NotAnAmount` when two decimals cannot say it exactly.
    """
    return format(_to_the_cent(amount, amount), "f")


def money(amount: Decimal) -> str:
    """Write an amount for people: `1,234.50`. Raises `NotAnAmount` as `plain` does."""
    return format(_to_the_cent(amount, amount), ",f")


def _no_amount(raw: object, what: Text) -> NotAnAmount:
    return NotAnAmount(_said(raw, what), fix=WRITE_AMOUNT)


def _too_long(raw: object) -> NotAnAmount:
    return _no_amount(raw, Text("超过 15 位数字", "has more than 15 digits"))


def _no_date(raw: object, what: Text) -> NotADate:
    return NotADate(_said(raw, what), fix=WRITE_DATE)


def _minguo(raw: object) -> NotADate:
    return _no_date(
        raw, Text("像民国年份，这里用公历", "looks like a year of the Republic (民国); years here are A.D.")
    )


def _said(raw: object, what: Text) -> Text:
    return Text("“{raw}”{what}", '"{raw}" {what}').format(raw=quoted(raw), what=what)
