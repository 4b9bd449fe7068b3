"""What no log holds, held by a closing (seals/2025-03.held.json): imports, originals, bank rows, openings of accounts.

    [
    {"date": "2025-03-05", "file": "banks/ICBC-8801.beancount", "id": "ICBC-8801:1", "kind": "bank-row", "leaf": "6f1c…"},
    …
    ]

Each closing lists what no earlier closing in force holds already, by id and leaf hash alone; the hash of the list stands in the
closing, whose line the log has and the seal covers. What is added later is lawful (a corrected statement); what was there
stays as it was, where it was. When a month is reopened, its list holds nothing any more.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING

from ..base.text import Text
from .periods import Closing, closings_in_force
from .unlogged import Held, Shelf, Thing, things

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMES = {
    "import": Text("导入记录", "import"),
    "statement": Text("对账单记录", "statement"),
    "mirror": Text("对应记录", "mirror"),
    "document": Text("原件登记", "document"),
    "original": Text("原件", "original"),
    "bank": Text("银行账户", "bank account"),
    "bank-row": Text("银行流水", "bank row"),
    "share": Text("流水份额", "share of bank row"),
    "open": Text("科目开立", "opening of account"),
    "close": Text("科目关闭", "closing of account"),
}
ALTERED = Text("{closing} 结账后，{kind} {id} 被改动", "{kind} {id} was altered after the closing {closing}")
REMOVED = Text("{closing} 结账后，{kind} {id} 被删除", "{kind} {id} was removed after the closing {closing}")
MOVED = Text(
    "{closing} 结账后，{kind} {id} 被移到 {now}", "{kind} {id} was moved to {now} after the closing {closing}"
)
TWICE = Text("{kind} {id} 有两个", "there are two of {kind} {id}")
LIST_ALTERED = Text(
    "结账时的固定清单被改动或删除", "the list of what the closing holds was altered or removed"
)


def held_path(award: str, closing: str) -> str:
    """Where the list of a closing is."""
    return f"awards/{award}/seals/{closing}.held.json"


def held_listing(shelf: Shelf, award: str, period: str) -> bytes:
    """The list of a closing that is being made: one thing a line."""
    found = {thing.held for thing in things(shelf, award) if f"{thing.since:%Y-%m}" <= period}
    new = sorted(found - held_now(shelf, award).keys())
    rows = [json.dumps(held._asdict(), ensure_ascii=False, sort_keys=True) for held in new]
    return ("[" + ",".join(f"\n{row}" for row in rows) + "\n]\n").encode()


def is_whole(shelf: Shelf, award: str, closing: Closing) -> bool:
    """Whether the list of a closing is as it was written; closings of an older Earmark have none."""
    data = shelf.read(held_path(award, closing.id))
    if closing.held_sha256 is None:
        return data is None
    return hashlib.sha256(data or b"").hexdigest() == closing.held_sha256


def held_now(shelf: Shelf, award: str) -> dict[Held, str]:
    """What the closings in force hold, each with the first closing that does. A list that was altered holds nothing."""
    found: dict[Held, str] = {}
    for closing in closings_in_force(shelf.entries(f"awards/{award}/answers.beancount")):
        if closing.held_sha256 and is_whole(shelf, award, closing):
            for row in json.loads(shelf.read(held_path(award, closing.id)) or b"[]"):
                found.setdefault(Held(**row), closing.id)
    return found


def who_holds(shelf: Shelf, awards: Iterable[str], wanted: set[tuple[str, str]]) -> tuple[str, str] | None:
    """An award and its closing in force that hold one of these things (kind, id); None when none does."""
    for award in awards:
        for held, closing in held_now(shelf, award).items():
            if (held.kind, held.id) in wanted:
                return award, closing
    return None


def faults_of_held(shelf: Shelf, award: str) -> Iterator[tuple[str, Text]]:
    """What is not as the closings in force hold it, each with its place; and what stands twice."""
    for closing in closings_in_force(shelf.entries(f"awards/{award}/answers.beancount")):
        if not is_whole(shelf, award, closing):
            yield held_path(award, closing.id), LIST_ALTERED
    here: dict[tuple[str, str], list[Held]] = defaultdict(list)
    forms: set[Held] = set()
    for thing in things(shelf, award):
        here[thing.held.kind, thing.held.id].append(thing.held)
        forms |= _forms(thing)
    for (kind, id_), found in here.items():
        # Two accounts may have one code; that each is opened once is looked at where Beancount loads them.
        if len(found) > 1 and kind not in {"open", "close"}:
            yield found[-1].file, TWICE.format(kind=NAMES.get(kind, kind), id=id_)
    for held, closing_id in held_now(shelf, award).items():
        if held not in forms:
            yield _fault(held, here[held.kind, held.id], closing_id)


def _forms(thing: Thing) -> set[Held]:
    """A thing as it stands, and as it stood before it was told more."""
    return {thing.held._replace(leaf=leaf) for leaf in (thing.held.leaf, thing.bare) if leaf}


def _fault(held: Held, here: list[Held], closing: str) -> tuple[str, Text]:
    """What became of something that is not as it was held."""
    elsewhere = [one.file for one in here if one.leaf == held.leaf and one.file != held.file]
    message = MOVED if elsewhere else ALTERED if here else REMOVED
    said = {"kind": NAMES.get(held.kind, held.kind), "id": held.id, "closing": closing}
    return held.file, message.format(**said, now=(elsewhere or [held.file])[0])
