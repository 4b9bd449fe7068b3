"""A negative entry that cites nothing (红字无依据): what does it take back?

Why: a re-label (红字冲销劳务费，改列学术交流费) makes a questioned charge disappear from its account while the money is
still gone. So a negative entry cites the charge that it reduces (``reduces:``); one that does not is looked at.

How it decides: a negative charge without ``reduces`` is review, unless it is a refund (退回, 退款, 押金 ...) from a payee
who had been paid at least as much before. It is never netted against anything, and the finding of the charge it
takes back stays.

Trips it: 红字冲销：劳务费改列学术交流费, no payee. Near miss: 退回年会场租押金 from the venue that was paid.
What clears it: the number of the voucher that it corrects, or the refund's bank slip.

    plugin "earmark.plugins.negative" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'}"
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About
from .language.lexicon import any_of
from .language.words import normal
from .signs.sign import Sign
from .signs.verdict import of_charge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("negative",)

_REFUND = any_of(
    ["退回", "退还", "退款", "返还", "押金", "退票", "退费", "退货", "多付", "多收", "优惠", r"\brefund"]
)
_TEXT = Text("红字没有写明冲减哪一笔", "a negative entry that does not say which charge it reduces")
_CLEARS = Text(
    "被更正凭证的编号，或退款的银行回单", "the voucher that it corrects, or the refund's bank slip"
)
ABOUT = About(
    name=Text("红字无依据", "a negative entry that cites nothing"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per negative charge that cites nothing. It has no amount: a negative one must not be netted."""
    backs = {normal(c.payee) for c in charges if c.amount < NIL and not c.reduces}
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for charge in charges if backs else ():
        payee = normal(charge.payee)
        if payee not in backs:
            continue
        if charge.amount > NIL:
            paid[payee] = max(paid[payee], charge.amount)
        elif charge.amount < NIL and not charge.reduces and not _is_refund(charge, paid[payee]):
            sign = Sign("", "review", "missing", _TEXT, _CLEARS)
            found = of_charge(charge, award, rule, [sign])
            if found:
                yield replace(found, amount=None, currency=None)


def _is_refund(charge: Charge, paid: Decimal) -> bool:
    return bool(charge.payee and _REFUND.search(normal(charge.narration))) and -charge.amount <= paid


negative = foreign.alone("negative", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
