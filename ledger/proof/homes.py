"""Which kinds of directives a file of the books holds; whatever else stands there was not written by Earmark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from beancount.core.data import Custom, Transaction

from ..base.text import Text
from .comparing import id_of, is_logged, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HOMES = {
    "register": {"award", "plan-line", "milestone", "chart", "project-code"},
    "acts": {
        "decision",
        "waiver",
        "waiver-request",
        "approval",
        "request",
        "request-withdrawn",
        "sighting",
        "answer-request",
        "referral",
        "service",
        "reminder",
        "write-off",
        "report",
    },
    "answers": {
        "answer",
        "report",
        "submission",
        "gl",
        "heard",
        "closing",
        "reopening",
        "mapping",
        "mapping-withdrawn",
        "tied",
        "untied",
        "explained",
        "reconciliation",
        "approval",
        "waiver-request",
    },
    "vouchers": {"voucher"},
    "claims": {"order", "returned", "set_off", "adjusted", "written_off", "absorbed"},
    "imports": {"import", "statement", "mirror"},
    "evidence": {"evidence", "evidence-withdrawn"},
    "banks": {"bank", "bank-row", "share"},
    "programmes": {"policy", "answer-setting", "ban", "waiver", "waiver-request", "pay-into"},
    "people": {"person", "key"},
}
"""By the folder that a file stands in, or by its own name."""
KNOWN = frozenset().union(*HOMES.values())

MOVED = Text("{kind} {id} 被移到别的文件", "{kind} {id} was moved to another file")
STRANGE = Text(
    "{kind} {id} 不是这个文件里该有的：不是由 Earmark 写的",
    "{kind} {id} does not belong into this file: it was not written by Earmark",
)


def strangers(entries: Iterable[Any]) -> Iterator[tuple[str, Text]]:
    """The directives that do not belong where they stand, each with its place."""
    for entry in entries:
        home = home_of(entry)
        if isinstance(entry, Transaction) and home == "drafts" and not is_logged(entry):
            continue
        if isinstance(entry, Custom | Transaction) and kind_of(entry) not in HOMES.get(home, ()):
            moved = is_logged(entry) and kind_of(entry) in KNOWN
            message = (MOVED if moved else STRANGE).format(kind=kind_of(entry), id=id_of(entry))
            yield f"{entry.meta['filename']}:{entry.meta['lineno']}", message


def home_of(entry: Any) -> str:  # noqa: ANN401 (a directive of any kind)
    """Which part of the books a directive stands in."""
    *_, folder, name = str(entry.meta["filename"]).split("/")
    return folder if folder in HOMES else name.removesuffix(".beancount")
