"""What the bank says of a payment, beside what the bookkeeper says: both are kept, and rules judge both.

A bank row that pairs with a draft leaves its words on the leg (``bank-payee``, ``bank-words``). A posted voucher is never
edited, so what is heard of it later is an act of its own, logged::

    2025-05-06 custom "earmark-heard" "WH2025-007-V0012b"
      row: "ICBC-8801:7"
      payee: "江城装饰工程公司"
      words: "装修工程款"

The id is the voucher's and the leg's letter.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from ..base.record import Record, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .voucher import Line, Voucher

HOW = re.compile(
    r"(?:跨行|行内|同城|异地|网银|网上|手机|电子|对公|企业|批量|大额|小额|实时)*(?:转账|转帐|汇款|电汇|付款|支付|汇兑|汇出|转出|支取|代付|支票|网转|贷记|借记)"
)
"""How money went, not what for."""
_ADDS_NOTHING = re.compile(f"(?:{HOW.pattern}|付|款|用途|摘要|附言|备注)*+")
"""What a bank puts around the same words: 转账A, 付A, A款, 附言:A."""
_SHORT = 2
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Record):
    """The bank's words for a leg of a posted voucher."""

    kind: ClassVar[str] = "heard"

    row: str
    payee: str | None = None
    words: str | None = None


def heard_in(entries: Iterable[Any]) -> dict[str, Heard]:
    """What was heard later, by the leg that it speaks of."""
    return {one.id: one for one in records(Heard, entries)}


def with_heard(voucher: Voucher, heard: Mapping[str, Heard]) -> Voucher:
    """The voucher with what was heard of its legs later."""
    lines = tuple(_with(line, heard.get(voucher.id + line.letter)) for line in voucher.lines)
    return voucher if lines == voucher.lines else replace(voucher, lines=lines)


def _with(line: Line, heard: Heard | None) -> Line:
    return replace(line, bank_payee=heard.payee, bank_words=heard.words) if heard else line


def bank_said(voucher: Voucher, line: Line) -> tuple[str, str]:
    """Whom the bank names and what it says of a line: the leg of its amount, else all legs of the voucher.

    What the narration has already, and words for how the money went, are left out.
    """
    legs = [leg for leg in voucher.lines if leg.bank_payee or leg.bank_words]
    legs = [leg for leg in legs if abs(leg.amount) == abs(line.amount)] or legs
    payees = dict.fromkeys(leg.bank_payee for leg in legs if leg.bank_payee)
    words = dict.fromkeys(word for leg in legs for word in (leg.bank_words or "").split())
    said: list[str] = []
    for word in words:
        if _adds(word, voucher.narration, *said):
            said.append(word)
    return "；".join(payees), " ".join(said)


def _adds(word: str, *told: str) -> bool:
    """Whether a word of the bank says more than what was told already, and how the money went."""
    bare = _bare(word)
    there = [_bare(one) for one in told]
    if any(bare in one for one in there):
        return False
    longest = max((one for one in there if len(one) >= _SHORT and one in bare), key=len, default="")
    rest = bare.replace(longest, "", 1) if longest else bare
    return not _ADDS_NOTHING.fullmatch(rest)


def _bare(text: str) -> str:
    """Without signs and blanks, in one width and one case: only for comparing."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()
