"""Stored mappings (归类规则): what a person said once of payments that say the same, dated and signed.

    2025-05-02 custom "earmark-mapping" "K-0001"
      payee: "江城云汀会议中心"
      words: "场租"
      way: "out"
      account: "Expenses:WH2025-007:5101业务活动成本:01会议费"
      plan: "P1"
      recorded: "2025-05-02T09:31:07+08:00"
      by: "chen"

A row of the award's bank account that exactly one mapping fits is booked as it says; two that fit decide nothing. Mappings
are acts of the recipient, logged with its answers; one is taken back by ``earmark-mapping-withdrawn``, never changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from ..base.errors import EarmarkError
from ..base.record import Record, records
from ..base.text import Text
from ..books.desk import next_id
from ..books.recording import record
from ..persons.sides import require_keeper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..books.desk import Desk


class WrongMapping(EarmarkError):
    """A mapping that says too little, that is there already, or that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping(Record):
    """Rows of this payee, with these words in them, into (``in``) or out of the account, are of these accounts.

    ``payee`` or ``words`` may be None: then any payee, any words.
    """

    kind: ClassVar[str] = "mapping"

    way: str
    account: str
    payee: str | None = None
    words: str | None = None
    budget_account: str | None = None
    plan: str | None = None
    party: str | None = None

    @property
    def said(self) -> tuple[object, ...]:
        """Which rows it speaks of, and what it says of them."""
        where = (self.account, self.budget_account, self.plan, self.party)
        return (self.way, self.payee, self.words, *where)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingWithdrawn(Record):
    """The mapping of this id holds no more, and why."""

    kind: ClassVar[str] = "mapping-withdrawn"

    reason: str


def answers(award: str) -> str:
    """Where an award's mappings stand."""
    return f"awards/{award}/answers.beancount"


def mappings_in_force(entries: Iterable[Any]) -> list[Mapping]:
    """The mappings of answers.beancount that were not taken back."""
    entries = list(entries)
    gone = {one.id for one in records(MappingWithdrawn, entries)}
    return [one for one in records(Mapping, entries) if one.id not in gone]


def remember(at: Desk, award: str, said: Mapping) -> Mapping:
    """Store a mapping under the next id. Raises :class:`WrongMapping`, :class:`..persons.sides.NotYours`."""
    require_keeper(at, award)
    if not said.payee and not said.words:
        message = Text("对方和摘要都空着，记不住", "without a payee or words there is nothing to remember")
        raise WrongMapping(message, fix=Text("用 --words 写明摘要里的字", "say words of it with --words"))
    entries = at.entries(answers(award))
    same = [one.id for one in mappings_in_force(entries) if one.said == said.said]
    if same:
        raise WrongMapping(Text("归类规则 {id} 已这样写", "mapping {id} says so already").format(id=same[0]))
    id_ = next_id("K-", [one.id for one in records(Mapping, entries)])
    made = replace(said, date=at.today, id=id_, recorded=at.recorded, by=at.by)
    record(at, award, [made])
    return made


def withdraw(at: Desk, award: str, mapping: str, reason: str) -> None:
    """Take a mapping back; what was booked by it stays. Raises :class:`WrongMapping`, :class:`..persons.sides.NotYours`."""
    require_keeper(at, award)
    known = {one.id for one in mappings_in_force(at.entries(answers(award)))}
    if mapping not in known:
        message = Text("没有归类规则 {id}", "there is no mapping {id}").format(id=mapping)
        ids = "、".join(sorted(known)) or "—"
        raise WrongMapping(message, fix=Text("现有：{ids}", "known: {ids}").format(ids=ids))
    gone = MappingWithdrawn(date=at.today, id=mapping, reason=reason, recorded=at.recorded, by=at.by)
    record(at, award, [gone])
