"""A programme (专项; programmes/<id>.beancount): policy adopted, the funder's answers to open questions, bans."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..base.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAdopted(Record):
    """From ``date`` on the programme is judged by policies/<id>.toml, whose bytes hash to ``sha256``."""

    kind: ClassVar[str] = "policy"

    sha256: str
    title: str
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FunderAnswer(Record):
    """The funder's answer to a question that the policy leaves open: setting ``id`` → ``answer``."""

    kind: ClassVar[str] = "answer-setting"

    answer: str
    source: str
    """Document or message that holds the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban(Record):
    """A recipient that may not apply from ``date`` until ``until`` (the last day of the ban), because of an order.

    The id is the revoked award's; it reaches as far as the funder does (:mod:`.banning`).
    """

    kind: ClassVar[str] = "ban"

    recipient: str
    until: datetime.date
    order: str
    recipient_name: str | None = None
    funder: str | None = None
    clause: str | None = None
    """Document and number of the clause that the ban rests on."""


def policy_on(day: datetime.date, adopted: Iterable[PolicyAdopted]) -> PolicyAdopted | None:
    """The policy in force on a day: the latest that had begun, else the first that will; of one day, the last written."""
    by_day = sorted(adopted, key=lambda one: one.date)
    begun = [one for one in by_day if one.date <= day]
    return begun[-1] if begun else next(iter(by_day), None)


def answers_on(day: datetime.date, given: Iterable[FunderAnswer]) -> dict[str, FunderAnswer]:
    """The funder's answers that hold on a day, by question: the latest given by then."""
    return {one.id: one for one in sorted(given, key=lambda one: one.date) if one.date <= day}
