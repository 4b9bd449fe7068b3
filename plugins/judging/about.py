"""What a rule says of itself: its name, what it may say, its settings, what clears its findings and who has that.

Each rule is one module with a ``judge`` (or ``judge_all``, for a whole programme) and an ``ABOUT``; ``earmark policy show``,
the pages in ``docs/rules/`` and the tests read it. A policy sets a rule's settings by name; what it leaves out has the
default given here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from ..policy import Rule
    from .finding import Finding
    from .programme import Programme


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a rule: what holds where the policy is silent, and what it means (with its unit)."""

    default: str
    means: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A rule in a few words. ``outcomes``: what it may say, strongest first."""

    name: Text
    outcomes: tuple[str, ...]
    clears: Text
    """What an innocent explanation would need."""
    who: Text
    """Who supplies it."""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    needs: Text | None = None
    """What a rule of scope programme must be given to run; None for a rule that judges one award alone."""

    @property
    def scope(self) -> str:
        """``award`` or ``programme``."""
        return "programme" if self.needs else "award"


class RuleModule(Protocol):
    """A rule's module, as the engine sees it."""

    ABOUT: About

    def judge(self, charges: Sequence[Charge], award: Award, rule: Rule, /) -> Iterable[Finding]:
        """Judge all charges of an award, which come in order of payment."""


class ProgrammeRuleModule(Protocol):
    """The module of a rule of scope programme."""

    ABOUT: About

    def judge_all(self, programme: Programme, rule: Rule, /) -> Iterable[tuple[str, Finding]]:
        """Judge all awards of a programme: each finding with the award that holds it."""


RECIPIENT = Text("获奖（立项）单位", "the recipient")
FUNDER = Text("拨款单位", "the funder")
BOTH = Text("获奖（立项）单位，经拨款单位认可", "the recipient, with the funder's consent")
