"""What a file's own name says: which voucher it is of, and what kind of paper.

A scan cannot be read, so its name and its folders are all there is: ``V0012 合同.pdf``, ``记-2025-04-0022/签到表.jpg``. A voucher is
named by its id (whole, or V0012 where only one award is meant), by its number or by that of the statutory books; an
invoice by its 20 digits.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .placing import MOST_SHOWN, Placed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePath

    from .placing import Spot

KINDS = (
    ("tax", re.compile(r"完税|税票|税收缴款|纳税证明|tax certificate", re.IGNORECASE)),
    ("sign-in", re.compile(r"签到|签收|sign-?in", re.IGNORECASE)),
    ("contract", re.compile(r"合同|协议|contract|agreement", re.IGNORECASE)),
    ("notice", re.compile(r"通知|议程|会议方案|邀请函|notice|agenda", re.IGNORECASE)),
    ("receipt", re.compile(r"收据|回单|收条|receipt", re.IGNORECASE)),
    ("invoice", re.compile(r"发票|数电票|普票|专票|invoice", re.IGNORECASE)),
)
DIGITS = re.compile(r"(?<!\d)\d{20}(?!\d)")


def kind_named(path: PurePath) -> str:
    """The kind of paper that a name says: the file's own before its folders'; empty where it says none."""
    for part in reversed(path.parts):
        for what, words in KINDS:
            if words.search(unicodedata.normalize("NFKC", part)):
                return what
    return ""


def place_by_name(path: PurePath, all_spots: Sequence[Spot]) -> Placed:
    """The voucher that a path names, if it is exactly one."""
    said = unicodedata.normalize("NFKC", "/".join(path.parts))
    awards = {spot.award for spot in all_spots}
    found = [spot for spot in all_spots if _named(said, spot, alone=len(awards) == 1)]
    numbers = DIGITS.findall(said)
    found = found or [s for s in all_spots if set(numbers) & {*s.written, *s.attached}]
    if len(found) == 1:
        return Placed(found[0], NAMED)
    if found:
        return Placed(None, SEVERAL, tuple(found[:MOST_SHOWN]))
    return Placed(None, NAMELESS)


NAMED = Text("文件名写明凭证（内容没有读）", "its name says the voucher (what it holds was not read)")
SEVERAL = Text("文件名对得上几张凭证", "its name fits several vouchers")
NAMELESS = Text(
    "内容读不出，文件名里也没有凭证号或发票号",
    "it cannot be read, and its name says no voucher and no invoice",
)


def _named(said: str, spot: Spot, *, alone: bool) -> bool:
    """Whether one of a voucher's names stands in a text, not as part of a longer one."""
    names = [spot.id, spot.number, spot.gl]
    if alone:
        names.append(spot.id.rpartition("-")[2])
    return any(
        re.search(rf"(?<![0-9A-Za-z]){re.escape(unicodedata.normalize('NFKC', name))}(?![0-9])", said)
        for name in names
        if len(name) > 2  # noqa: PLR2004 (a bare number of one or two digits names nothing)
    )
