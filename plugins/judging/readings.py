"""How the funder's answers are read where no rule asks: how years of a ban are counted, what becomes of money unspent.

``ban-years``: ``full`` 满年 (until the day before the same day so many years later) or ``calendar`` 自然年度 (to the end of
the last of so many calendar years after the revocation's). Unanswered, the ban ends at the earlier of the two days: who
is barred longer than the words surely say would be barred by Earmark.

``balance``: ``funder`` 退回 or ``keep`` 留用; any other words do not say.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from ..language.words import normal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..policy import Policy

BAN_YEARS, BALANCE = "ban-years", "balance"
WAYS: Mapping[str, Mapping[str, Text]] = {
    BAN_YEARS: {"full": Text("满年", "full years"), "calendar": Text("自然年度", "calendar years")},
    BALANCE: {"funder": Text("退回", "back to the funder"), "keep": Text("留用", "kept")},
}


def answered(policy: Policy, question: str, given: Mapping[str, str]) -> str | None:
    """The one way that the funder's answer names; None where it names none, or both."""
    asked = policy.questions.get(question)
    names = {normal(question), normal(asked.name.zh) if asked else ""}
    said = " ".join(normal(value) for key, value in given.items() if normal(key) in names)
    found = [way for way, text in WAYS[question].items() if way in said.split() or text.zh in said]
    return found[0] if len(found) == 1 else None


def ban_until(policy: Policy, day: datetime.date, given: Mapping[str, str]) -> datetime.date | None:
    """The last day of the ban that a revocation of that day opens; None where the policy bars nobody."""
    years = policy.revocation.ban_years if policy.revocation else 0
    if not years:
        return None
    full = _same_day(day, day.year + years) - datetime.timedelta(1)
    calendar = datetime.date(day.year + years, 12, 31)
    ends = {"full": full, "calendar": calendar}
    return ends[answered(policy, BAN_YEARS, given) or "full"]


def _same_day(day: datetime.date, year: int) -> datetime.date:
    """The same day of another year; 29 February becomes 1 March."""
    try:
        return day.replace(year=year)
    except ValueError:
        return datetime.date(year, 3, 1)
