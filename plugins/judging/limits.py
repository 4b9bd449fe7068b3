"""Limits (限额): what may be bought without a tender, paid on one signature, given to an expert for a day.

A limit is no part of a scheme's words. It comes from the dated answer to a question of the policy (``single-source``,
``one-signature``), else from the policy's setting of that name, else from the rule's default. Where none is known a
rule says so once, as unknown (subject ``limit:single-source``): never on every line, and never by its silence.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NotAnAmount, parse_amount
from earmark.ledger.base.text import Text

from ..language.words import normal
from ..signs.sign import Sign
from ..signs.verdict import of_subject
from .about import Setting

if TYPE_CHECKING:
    from earmark.ledger.awards.award import Award

    from ..policy import Rule
    from .about import About
    from .finding import Finding

SINGLE_SOURCE = "single-source"
ONE_SIGNATURE = "one-signature"
NAMES = {
    SINGLE_SOURCE: Text("单一来源（直接）采购限额", "limit of buying without a tender"),
    ONE_SIGNATURE: Text("一人签批限额", "limit of one signature"),
}
LIMITS = {
    SINGLE_SOURCE: Setting(
        "", Text("单一来源采购限额（元）；空：未知", "buying without a tender: limit (CNY)")
    ),
    ONE_SIGNATURE: Setting("", Text("一人签批限额（元）；空：未知", "one signature: limit (CNY)")),
}
"""The settings of a rule that asks for both."""
_MISSING = Text(
    "不知道{name}，不能判断本项列支是否规避限额",
    "the {name} is not known: whether charges evade it cannot be told",
)
_UNREADABLE = Text("{text}；答复“{said}”不是金额", "{text}; the answer “{said}” is no amount")
_CLEARS = Text("提供单位采购、财务制度写明的限额", "the limit, as the recipient's own rules state it")


def limit(name: str, rule: Rule, about: About, award: Award) -> Decimal | None:
    """A limit in CNY: as answered, as the policy sets it, or the default; None when nobody knows."""
    for said in (*_answers(name, rule, award), rule.setting(name, about)):
        amount = _amount(said)
        if amount:
            return amount
    return None


def _answers(name: str, rule: Rule, award: Award) -> list[str]:
    """What was answered to the question of a limit, the latest first."""
    asked = rule.questions.get(name)
    names = {normal(name), normal(asked.name.zh) if asked else ""} - {""}
    return [value for key, value in reversed(list(award.settings.items())) if normal(key) in names]


def unknown(name: str, rule: Rule, award: Award) -> Finding:
    """That a limit is not known: said once for an award."""
    text = _MISSING.format(name=NAMES[name])
    said = next(iter(_answers(name, rule, award)), "")
    if said:
        text = _UNREADABLE.format(text=text, said=said)
    sign = Sign("", "unknown", "missing", text, _CLEARS)
    return of_subject(f"limit:{name}", sign, award, rule)


def _amount(said: str) -> Decimal | None:
    """An amount that somebody wrote as an answer; words are no limit."""
    try:
        found = parse_amount(said) if said else None
    except NotAnAmount:
        return None
    return found if found and found > 0 else None
