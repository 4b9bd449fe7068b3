"""Answers that the audit side asked for, and what came: in time, late, or not yet. No rule judges it; it is only shown.

The first answer to the finding that was recorded after it was asked counts.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text
from earmark.ledger.findings.listing import moment
from earmark.ledger.findings.on_finding import Answer, AnswerRequest

if TYPE_CHECKING:
    from collections.abc import Iterable

STATES = {
    "answered": Text("已按期答复", "answered in time"),
    "late": Text("逾期答复", "answered late"),
    "missing": Text("逾期未答复", "no answer in time"),
    "waiting": Text("待答复", "waiting for an answer"),
}


@dataclass(frozen=True, slots=True)
class Awaited:
    """One request for an answer, the answer that came, and the days beyond the day that was set."""

    request: AnswerRequest
    answer: Answer | None
    days: int

    @property
    def state(self) -> str:
        """A key of :data:`STATES`."""
        if self.answer:
            return "late" if self.days else "answered"
        return "missing" if self.days else "waiting"


def awaited(
    requests: Iterable[AnswerRequest], answers: Iterable[Answer], day: datetime.date
) -> list[Awaited]:
    """Each request with its answer, as of a day; the latest first."""
    answers = list(answers)
    found = [_awaited(request, answers, day) for request in requests]
    return sorted(found, key=lambda one: (-one.days, one.request.id))


def _awaited(request: AnswerRequest, answers: Iterable[Answer], day: datetime.date) -> Awaited:
    asked = moment(request.recorded)
    came = next((a for a in answers if a.finding == request.finding and moment(a.recorded) >= asked), None)
    until = came.date if came else day
    return Awaited(request, came, max((until - request.due).days, 0))
