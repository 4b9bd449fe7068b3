"""Signs of another project's cost: a project number in the narration or the payee that is not this award's.

Written as 项目 B2024-017 or B2024-017课题. A number of a year before the award is another project's, and the object paid
for is that project: violation. A number of the award's own years may be the funder's number for it: review.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from earmark.ledger.text import Text

from .sign import Sign
from .words import normal

if TYPE_CHECKING:
    from earmark.ledger.award import Award
    from earmark.ledger.charge import Charge

_NUMBER = re.compile(
    r"(?:项目|课题|专项)[^,;。a-z0-9]{0,2}([a-z]{1,6}((?:19|20)\d\d)-\d{2,5})(?![a-z0-9])"
    r"|(?<![a-z0-9])([a-z]{1,6}((?:19|20)\d\d)-\d{2,5})(?![a-z0-9])(?=[^,;。]{0,2}(?:项目|课题|专项))"
)
_TEXT = Text("写明是另一个项目 {other} 的支出", "names another project, {other}")
_CLEARS = Text(
    "证明该支出属于本项目的合同或任务书", "contract or task agreement that shows the cost to be this award's"
)


def signs(charge: Charge, award: Award) -> list[Sign]:
    """One sign when another project is named by its number."""
    text = f"{normal(charge.narration)};{normal(charge.payee)}"
    if "-" not in text:
        return []
    own = {normal(number) for number in (award.id, award.grant.project_code, award.grant.parent) if number}
    for first, year, second, later in _NUMBER.findall(text):
        other = first or second
        if other not in own:
            earlier = int(year or later) < award.grant.start.year
            outcome = "violation" if earlier else "review"
            return [Sign("unrelated", outcome, "object", _TEXT.format(other=other), _CLEARS)]
    return []
