"""A new export put beside the mirror of the statutory books: what stays, what is replaced, what went.

    the same voucher           stays; a new number is told to the draft, or added to the posted voucher by an act
    changed                    its drafts are replaced; of a posted one a red letter is drafted, and the new version
    vanished                   its drafts go; of a posted one a red letter is drafted; bank rows wait again
    in a month closed here     named, and nothing is done
    in a file read before      what a later export replaced is not brought back

A list of expenditures tells of some payments only: nothing vanishes by it, and what is posted is not reversed for it.
Another layout of the same voucher is no change once it is posted: day, accounts, amounts and words decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.text import Text

from ..cells.compare import folded
from .booking import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from earmark.ledger.vouchers.voucher import Voucher

    from ..proposing.proposal import Proposal
    from .plan import Changes
    from .recognise_vouchers import Found
    from .state import AwardState, Stamp

MOST = 8
CHANGED = "账务系统里已改动"
VANISHED = "账务系统里已删除"
RED = Text(
    "{gl} {why}，而 {old} 已记账：拟了红字 {red}（earmark post）",
    "{gl} was changed or deleted there, but {old} is posted here: the red letter {red} is drafted (earmark post)",
)
IN_CLOSED = Text(
    "{gl} 在账务系统里已改动或删除，而这里 {month} 已结账：没有动",
    "{gl} was changed or deleted in the statutory books, but {month} is closed here: nothing was done",
)
STALE = Text(
    "{gls}：这个文件以前导入过，后来的导出已改动，没有改回去。真要改回去，请重新导出",
    "{gls}: this file was imported before and a later export changed them; they were not changed back; if they should be, export it anew",
)
LISTED = {
    "changed": Text("改动 {n} 张：{gls}", "{n} changed: {gls}"),
    "vanished": Text("消失 {n} 张：{gls}", "{n} vanished: {gls}"),
    "closed": Text("在已结账的月份 {n} 张：{gls}", "{n} in closed months: {gls}"),
    "renumbered": Text("改号 {n} 张：{gls}", "{n} renumbered: {gls}"),
    "new": Text("新 {n} 张：{gls}", "{n} new: {gls}"),
}


class Red(NamedTuple):
    """A voucher whose posted mirror is taken back."""

    gl: str
    why: str
    old: Sequence[str]
    red: Sequence[str]

    def told(self) -> Text:
        """What a person should know of it."""
        old, red = "、".join(self.old), "、".join(self.red)
        return RED.format(gl=self.gl, why=self.why, old=old, red=red)


def is_stale(one: Found, content: str, state: AwardState, stamp: Stamp) -> bool:
    """Whether a file that was read before says what a later export replaced."""
    if stamp.import_id not in state.imports or one.standing == "known":
        return False
    replaced = {mirror.of for mirror in state.mirrors.values() if mirror.of}
    past = [mirror for id_, mirror in state.mirrors.items() if id_ in replaced]
    if one.standing == "renumbered":
        return any(mirror.gl == one.voucher.gl and mirror.content == content for mirror in past)
    return any(mirror.content == content for mirror in past)


def is_closed(month: str, ids: Iterable[str], state: AwardState) -> bool:
    """Whether a voucher's month is closed here, or that of one of the vouchers that mirror it."""
    periods = [one.period for one in state.standing(ids)]
    return min([month, *periods]) <= state.closed


def says_the_same(posted: Sequence[Voucher], proposals: Sequence[Proposal]) -> bool:
    """Whether what is posted says what the export says, in another layout or not."""
    made = [one.voucher for one in proposals]
    return sorted(map(_what, posted)) == sorted(map(_what, made)) and _payees(posted, made)


def _what(voucher: Voucher) -> tuple[str, str, str]:
    lines = sorted(map(str, said(voucher.lines).items()))
    return (voucher.date.isoformat(), folded(voucher.narration), "|".join(lines))


def _payees(posted: Sequence[Voucher], made: Sequence[Voucher]) -> bool:
    """Whether both name the same payees; a layout without payees names none."""
    one, other = ({folded(v.payee) for v in all_ if v.payee} for all_ in (posted, made))
    return not other or one == other


def listed(changes: Changes, *, first: bool) -> list[Text]:
    """The changes in words; of a ``first`` export all is new, and that is not worth a line."""
    found = []
    for name, message in LISTED.items():
        gls = [gl if isinstance(gl, str) else "→".join(gl) for gl in getattr(changes, name)]
        if gls and not (first and name == "new"):
            shown = "、".join(gls[:MOST]) + ("…" if len(gls) > MOST else "")
            found.append(message.format(n=len(gls), gls=shown))
    return found
