"""The award's account stands in the recipient's own name (独立的银行账号).

Why: money in somebody else's account is out of reach of the body that answers for it.

How it decides: the holder of the award's bank account, as registered with the account, is the recipient; another name →
violation, no name → cannot tell. A treasury quota (``mode: "quota"``) has no account and is left out.

Trips it: an account of 江城示例学会服务中心. Near miss: 江城示例学会 written with full-width or traditional characters.
What clears it: the bank's confirmation of who holds the account.

    plugin "earmark.plugins.holder" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan',
                                      'recipient': '江城示例学会', 'holder': '江城示例学会'}"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About
from .judging.dated import about
from .language.words import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("holder",)

_OTHER = Text(
    "账户 {bank} 的户名是“{holder}”，不是“{name}”", "account {bank} is held by “{holder}”, not “{name}”"
)
_NONE = Text("不知道账户 {bank} 的户名", "who holds account {bank} is not known")
_CLEARS = Text("银行出具的户名证明", "the bank's confirmation of the holder")
ABOUT = About(
    name=Text("账户户名", "holder of the account"),
    outcomes=("violation", "unknown"),
    clears=_CLEARS,
    who=RECIPIENT,
)


def judge(_charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """At most one finding, on the account."""
    grant = award.grant
    if grant.mode == "quota":
        return
    if not award.holder:
        yield about(award, rule, "account", "unknown", [_NONE.format(bank=grant.bank)], _CLEARS)
    elif normal(award.holder) != normal(grant.recipient_name):
        text = _OTHER.format(bank=grant.bank, holder=award.holder, name=grant.recipient_name)
        yield about(award, rule, "account", "violation", [text], _CLEARS)


holder = foreign.alone("holder", judge)
