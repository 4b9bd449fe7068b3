"""A programme (专项; programmes/<id>.beancount): policy adopted, the funder's answers to open questions, bans."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar

from .record import Record


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
    """A recipient that may not apply until ``until`` (the last day of the ban), because of an order."""

    kind: ClassVar[str] = "ban"

    recipient: str
    until: datetime.date
    order: str
