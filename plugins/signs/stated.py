"""The days that a narration itself names: ``2026年3月``, ``2025-04-11``, ``4-6月``, ``2026年``.

``24年12月`` is 2024年12月. A month without a year is read as the one nearest to the day of payment. A year far from that day (2035年远景) is a
topic and no date.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

_FULL = re.compile(r"(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?(?!\d)")
_MONTH = re.compile(r"(20\d\d)[年./-](\d{1,2})(?:[-~至到](\d{1,2}))?月?(?![\d./-])")
_YEAR = re.compile(r"(20\d\d)(?:年度?|学年)?(?![\d./-])")
_BARE = re.compile(r"(?<![\d年./-])(\d{1,2})(?:[-~至到、](\d{1,2}))?月(?!份?龄)")
_SHORT = re.compile(r"(?<![\d.,/-])(2\d)年(?=\d{1,2}(?:[-~至到、]\d{1,2})?月)")
_FAR = 2


class Span(NamedTuple):
    """First and last day that a narration names. ``exact`` when it names more than a year."""

    first: datetime.date
    last: datetime.date
    exact: bool


def stated(text: str, paid: datetime.date) -> Span | None:
    """All the days named in a normalised text as one span, for money paid on ``paid``; None when it names none."""
    if "20" not in text and "月" not in text:
        return None
    spans: list[Span] = []
    text = _SHORT.sub(r"20\1年", text)
    for pattern, read in ((_FULL, _full), (_MONTH, _month), (_YEAR, _year), (_BARE, _bare)):
        for match in pattern.finditer(text):
            span = read(match, paid)
            if span and abs(span.first.year - paid.year) <= _FAR:
                spans.append(span)
        text = pattern.sub("年 ", text) if pattern is not _YEAR else pattern.sub(" ", text)
    if not spans:
        return None
    exact = [s for s in spans if s.exact]
    # 2026学术年会(6月) is June of 2026, not all of that year.
    spans = [s for s in spans if s.exact or not any(s.first <= e.first and e.last <= s.last for e in exact)]
    return Span(min(s.first for s in spans), max(s.last for s in spans), any(s.exact for s in spans))


def _full(match: re.Match[str], paid: datetime.date) -> Span | None:
    del paid
    try:
        day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return Span(day, day, exact=True)


def _month(match: re.Match[str], paid: datetime.date) -> Span | None:
    del paid
    return _months(int(match[1]), int(match[2]), int(match[3] or match[2]))


def _year(match: re.Match[str], paid: datetime.date) -> Span | None:
    del paid
    year = int(match[1])
    return Span(datetime.date(year, 1, 1), datetime.date(year, 12, 31), exact=False)


def _bare(match: re.Match[str], paid: datetime.date) -> Span | None:
    first, last = int(match[1]), int(match[2] or match[1])
    years = (paid.year - 1, paid.year, paid.year + 1)
    near = [span for year in years if (span := _months(year, first, last))]
    return min(near, key=lambda s: abs((s.first - paid).days), default=None)


def _months(year: int, first: int, last: int) -> Span | None:
    if not 1 <= first <= last <= 12:  # noqa: PLR2004
        return None
    end = calendar.monthrange(year, last)[1]
    return Span(datetime.date(year, first, 1), datetime.date(year, last, end), exact=True)
