"""Signs from quantities that the narration itself contradicts: 3000 bags for 180 people, 40 boxes of paper for a meeting.

Where a narration names people and things, more than ``MANY`` things a head ask for a list of who got them. Paper and toner
are counted by the box and the cartridge: an event uses a few. Review, never more: leftovers may serve the next event.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .sign import Sign

if TYPE_CHECKING:
    from ..language.phrase import Phrase

MANY = 5
"""Things a head; two folders, a pen, a badge and a bag are below it."""
_PEOPLE = re.compile(r"([0-9]{1,6})(?:多|余)?(?:人(?!次)|名|位)")
_THINGS = re.compile(r"([0-9]{1,7})(?:套|份|个|册|本|只|件|条|把|盒|支|顶|枚)")
_BULK = re.compile(r"(?:纸|硒鼓|墨盒|碳粉|耗材)[^0-9]{0,4}([0-9]{2,6})(?:箱|支|盒|个|令)")
_TEXT = Text(
    "数量与人数不相称：{things} 件，{people} 人", "{things} things for {people} people: out of proportion"
)
_PAPER = Text("耗材数量大：{things}", "a large quantity of paper or toner: {things}")
_CLEARS = Text(
    "发放清单、签收表，或结余物资的入库单", "a list of who received them, or what is left in store"
)
_LEAST = 10
_COUNTED = re.compile("[0-9][套份个册本只件条把盒支顶枚箱令]")
"""A number with a unit of either kind: most narrations have none."""


def signs(said: Phrase) -> list[Sign]:
    """One sign when the quantities of a narration do not go together."""
    if not _COUNTED.search(said.text):
        return []
    things = list(map(int, _THINGS.findall(said.text)))
    people = list(map(int, _PEOPLE.findall(said.text))) if things else []
    if people and things and max(things) >= MANY * max(people):
        text = _TEXT.format(things=max(things), people=max(people))
        return [Sign("", "review", "object", text, _CLEARS)]
    bulk = list(map(int, _BULK.findall(said.text)))
    if bulk and max(bulk) >= _LEAST:
        return [Sign("", "review", "object", _PAPER.format(things=max(bulk)), _CLEARS)]
    return []
