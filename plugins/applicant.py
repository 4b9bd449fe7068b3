"""Who may apply (申报范围): the recipient is of the kind that the scheme names.

Why: a grant to a body outside the scheme's circle is void from the start, however well it is spent.

How it decides, by the recipient's name as registered: it ends with one of ``ends``; what stands before that ends with
one of ``kinds`` (省, 自治区) or is one of ``places`` (cities named one by one). Where neither list is set, the ending
is enough. Another name is a violation. The list of sub-provincial cities is that of 中编发〔1994〕1号.

Settings: ``ends``, ``kinds``, ``places``: words with spaces between them.
Trips it: 江城县科学技术协会. Near miss: 武汉市科学技术协会, a sub-provincial city's.
What clears it: the funder's ruling on who may apply, or the right name in the register.

    plugin "earmark.plugins.applicant" "{'policy': 'cast-2013', 'award': 'Expenses:Grants', 'recipient': '湖北省科学技术协会'}"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import FUNDER, About, Setting
from .judging.dated import about
from .language.words import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("applicant",)

_WRONG = Text("{name} 不属于可以申报的单位", "{name} is not a body that may apply")
_NAMELESS = Text("登记簿没有获奖单位名称", "the register does not name the recipient")
_CLEARS = Text("拨款单位对申报范围的书面解释", "the funder's written ruling on who may apply")
ABOUT = About(
    name=Text("申报范围", "who may apply"),
    outcomes=("violation", "unknown"),
    clears=_CLEARS,
    who=FUNDER,
    settings={
        "ends": Setting("", Text("单位名称的结尾", "how the body's name ends")),
        "kinds": Setting("", Text("结尾之前的层级", "the level that stands before that ending")),
        "places": Setting("", Text("逐个列出的地方", "places named one by one")),
    },
)


def judge(_charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """At most one finding, on the recipient."""
    name = normal(award.grant.recipient_name)
    if not name:
        yield about(award, rule, "recipient", "unknown", [_NAMELESS], _CLEARS)
    elif not _fits(name, rule):
        text = _WRONG.format(name=award.grant.recipient_name)
        yield about(award, rule, "recipient", "violation", [text], _CLEARS)


def _fits(name: str, rule: Rule) -> bool:
    ends, kinds, places = (
        tuple(map(normal, rule.setting(key, ABOUT).split())) for key in ("ends", "kinds", "places")
    )
    fitting = [name.removesuffix(end) for end in ends if name.endswith(end)]
    if not (kinds or places):
        return bool(fitting) or not ends
    return any(place in places or place.endswith(kinds) for place in fitting)


applicant = foreign.alone("applicant", judge)
