"""Plan lines and stages as people type them for ``earmark award``: what must be there first, more facts behind ``;``.

    P1=学术交流=185000;ability=服务创新
    2025-03-03=filing=报备;document=武科协函3号;parts=工作思路,发展重点

A stage's facts are ``result``, ``document``, ``parts`` (with commas) and ``amount``; a plan line's are ``ability`` and
``document``. Full-width signs (；，＝) are as good.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from earmark.ledger.awards.register import STAGES, Milestone, PlanLine
from earmark.ledger.base.amount import parse_amount, parse_date
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from decimal import Decimal

_NO_LINE = Text("“{t}”不是 编号=名称=金额", "“{t}” is not ID=NAME=AMOUNT")
_NO_STAGE = Text("“{t}”不是 日期=阶段=说明", "“{t}” is not DATE=STAGE=NOTE")
_NO_FACT = Text("不认识“{fact}”，可用：{known}", "“{fact}” is not one of {known}")


class WrongPlan(EarmarkError):
    """A plan line or a stage that is not written as it should be."""


def plan_line(text: str, day: datetime.date) -> PlanLine:
    """ID=NAME=AMOUNT, in force from ``day`` on. Raises :class:`WrongPlan`."""
    said, facts = _facts(text, ("ability", "document"))
    id_, _, rest = said.partition("=")
    name, _, amount = rest.rpartition("=")
    if not (id_ and name and amount):
        raise WrongPlan(_NO_LINE.format(t=text))
    return PlanLine(
        date=day, id=id_, name=name, amount=parse_amount(amount), ability=facts.get("ability"),
        document=facts.get("document"), recorded="", by="",
    )  # fmt: skip


def milestone(number: int, text: str) -> Milestone:
    """DATE=STAGE=NOTE; its id is its number in the register. Raises :class:`WrongPlan`."""
    said, facts = _facts(text, ("result", "document", "parts", "amount"))
    day, _, rest = said.partition("=")
    stage, _, note = rest.partition("=")
    if stage not in STAGES:
        fix = Text("阶段：{s}", "stages: {s}").format(s=", ".join(STAGES))
        raise WrongPlan(_NO_STAGE.format(t=text), fix=fix)
    return Milestone(
        date=parse_date(day), id=f"M{number:02d}", stage=stage, note=note or None, result=facts.get("result"),
        document=facts.get("document"), parts=tuple(re.findall(r"[^\s,，、]+", facts.get("parts", ""))),
        amount=parse_amount(facts["amount"]) if "amount" in facts else None, recorded="", by="",
    )  # fmt: skip


def pair(text: str) -> tuple[str, Decimal]:
    """PLAN=AMOUNT."""
    plan, _, amount = text.partition("=")
    return plan, parse_amount(amount)


def _facts(text: str, known: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """What stands before the first ``;``, and the facts behind it."""
    said, *more = re.split("[;；]", text)
    facts = {}
    for part in more:
        key, _, value = (word.strip() for word in part.replace("＝", "=").partition("="))
        if key not in known or not value:
            raise WrongPlan(_NO_FACT.format(fact=part, known=", ".join(known)))
        facts[key] = value
    return said, facts
