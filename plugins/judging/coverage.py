"""Which clauses of a policy are checked by what: a rule, a check of the books, or nothing, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .engine import ABOUTS
from .finding import Clause

if TYPE_CHECKING:
    from ..policy import Policy


@dataclass(frozen=True, slots=True)
class Covered:
    """One clause, the rules that check something of it, and why none does where none does."""

    id: str
    clause: Clause
    rules: tuple[str, ...]
    reason: Text | None

    @property
    def open(self) -> bool:
        """Whether nothing checks it and nobody says why."""
        return not self.rules and self.reason is None


def coverage(policy: Policy) -> tuple[Covered, ...]:
    """Every clause of a policy, in its order. A rule that this Earmark does not know covers nothing."""
    known = [rule for rule in policy.rules if rule.id in ABOUTS]
    return tuple(
        Covered(
            id_,
            clause,
            (*filter(None, [policy.checked.get(id_)]), *(rule.id for rule in known if clause in rule.cited)),
            policy.unchecked.get(id_),
        )
        for id_, clause in policy.clauses.items()
    )
