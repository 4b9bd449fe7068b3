"""The earliest lawful payment (拨付): after the notice, and after the list of awards was published.

Why: money that comes before the public could object, or before anybody was named, has no decision behind it.

How it decides: no stage of ``after`` is later than the first stage ``payment``, and a notice is over before it; else
violation. Where no payment is registered, the first charge shows that money had come by then. What is missing on
either side → cannot tell.

Settings: ``after``, stages with spaces between them.
Trips it: paid on 18 February, while the notice ran to the 20th. Near miss: paid on the 21st, listed on the 20th.
What clears it: the bank's advice of the payment and the published list, with their dates.

    plugin "earmark.plugins.payment" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan', 'milestones':
        [('2025-02-20', 'notice-end'), ('2025-02-24', 'list'), ('2025-03-05', 'payment')]}"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.awards.register import STAGE_NAMES
from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import FUNDER, About, Setting
from .judging.dated import about, first, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("payment",)

_EARLY = Text("{day} 已拨款，早于{stage}（{after}）", "paid on {day}, before {stage} of {after}")
_SPENT = Text(
    "{day} 已有列支 {charge}，早于{stage}（{after}）",
    "{charge} was spent on {day}, before {stage} of {after}",
)
_MISSING = Text("登记簿没有：{stages}", "the register lacks: {stages}")
_CLEARS = Text("到账凭证和公布名单的日期", "the dates of the bank's advice and of the published list")
ABOUT = About(
    name=Text("拨付时间", "earliest lawful payment"),
    outcomes=("violation", "unknown"),
    clears=_CLEARS,
    who=FUNDER,
    settings={"after": Setting("notice-end list", Text("拨款须在其后的阶段", "stages that must come first"))},
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """At most one finding, on the payment."""
    order = rule.setting("after", ABOUT).split()
    paid = first(award, "payment")
    spent = next((c for c in charges if c.amount > NIL), None)
    day = paid.date if paid else spent.paid if spent else None
    if day is None:
        return
    texts = []
    for before in filter(None, (first(award, stage) for stage in order)):
        if day <= before.date if before.stage == "notice-end" else day < before.date:
            said = _EARLY if paid else _SPENT
            charge = spent.id if spent else ""
            texts.append(
                said.format(day=day, charge=charge, stage=STAGE_NAMES[before.stage], after=before.date)
            )
    if texts:
        yield about(award, rule, "stage:payment", "violation", texts, _CLEARS, day=day)
        return
    missing = [STAGE_NAMES[stage] for stage in ("payment", *order) if not first(award, stage)]
    if missing:
        text = _MISSING.format(stages=listed(missing))
        yield about(award, rule, "stage:payment", "unknown", [text], _CLEARS)


payment = foreign.alone("payment", judge)
