"""A log against the directives that it speaks of: each line has its directive, unchanged, and the other way round.

``earmark check`` and ``earmark verify`` stand on the same comparison; each says it in its own words.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from beancount.core.data import Custom, Transaction

from ..base.record import PREFIX
from ..books.log import LogLine, leaf_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOGGED = {
    "award",
    "plan-line",
    "milestone",
    "chart",
    "project-code",
    "decision",
    "waiver",
    "waiver-request",
    "approval",
    "answer",
    "answer-request",
    "request-withdrawn",
    "referral",
    "service",
    "reminder",
    "write-off",
    "report",
    "request",
    "sighting",
    "evidence",
    "evidence-withdrawn",
    "submission",
    "policy",
    "answer-setting",
    "ban",
    "pay-into",
    "gl",
    "heard",
    "mapping",
    "mapping-withdrawn",
    "closing",
    "reopening",
    "tied",
    "untied",
    "explained",
    "reconciliation",
    "person",
    "key",
}
"""Kinds of custom directives that the log holds a line for."""


class Difference(NamedTuple):
    """A line without its directive, a directive without its line, or both where the line says something else."""

    line: LogLine | None
    entry: Transaction | Custom | None


def differences(lines: Iterable[LogLine], entries: Iterable[Any]) -> Iterator[Difference]:
    """How a log and the directives beside it differ; a directive or a line that is there twice counts twice."""
    here: dict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        if is_logged(entry):
            here[leaf_of(entry)].append(entry)
    for line in lines:
        same = here[line.leaf]
        if not same:
            yield Difference(line, None)
        elif (line.kind, line.id, line.recorded, line.by) != said_of(same[0]):
            yield Difference(line, same.pop(0))
        else:
            same.pop(0)
    for left in here.values():
        yield from (Difference(None, entry) for entry in left)


def said_of(entry: Transaction | Custom) -> tuple[str, str, Any, Any]:
    """What a log's line says of a directive: kind, id, when it was recorded (a voucher: posted) and by whom."""
    meta = entry.meta
    recorded, by = meta.get("posted-at", meta.get("recorded")), meta.get("posted-by", meta.get("by"))
    return kind_of(entry), id_of(entry), recorded, by


def is_logged(entry: Any) -> bool:  # noqa: ANN401
    """Whether a directive must have its line: posted vouchers, orders and settlements, acts, register."""
    if isinstance(entry, Transaction):
        # The claims book is read by its acts, whatever the flag says: none may stand there without its line.
        return entry.flag == "*" or "act" in entry.meta
    return isinstance(entry, Custom) and entry.type.removeprefix(PREFIX) in LOGGED


def kind_of(entry: Transaction | Custom) -> str:
    """The word that the log has for a directive."""
    if isinstance(entry, Custom):
        return entry.type.removeprefix(PREFIX)
    act = entry.meta.get("act", "voucher")
    return str(entry.meta.get("way", "?") if act == "settlement" else act)


def id_of(entry: Transaction | Custom) -> str:
    """A directive's own id."""
    if isinstance(entry, Transaction):
        return str(entry.meta.get("id", "?"))
    return str(entry.values[0].value) if entry.values else "?"
