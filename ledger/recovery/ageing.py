"""How long what was ordered back is overdue (账龄): in steps of thirty days past the due day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.text import Text

if TYPE_CHECKING:
    import datetime

AGES = {
    "not_due": Text("未到期", "not due"),
    "to_30": Text("逾期 1–30 天", "1–30 days overdue"),
    "to_60": Text("逾期 31–60 天", "31–60 days overdue"),
    "to_90": Text("逾期 61–90 天", "61–90 days overdue"),
    "over_90": Text("逾期 90 天以上", "more than 90 days overdue"),
}
"""The steps, shortest first."""
_ENDS = {"not_due": 0, "to_30": 30, "to_60": 60, "to_90": 90}


def days_overdue(due: datetime.date, day: datetime.date) -> int:
    """Days past the due day; 0 on the day itself and before."""
    return max((day - due).days, 0)


def age(due: datetime.date, day: datetime.date) -> str:
    """The step of ``AGES`` that something due on one day is in on another."""
    late = days_overdue(due, day)
    return next((name for name, end in _ENDS.items() if late <= end), "over_90")
