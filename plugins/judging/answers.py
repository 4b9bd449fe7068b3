"""What an answer must say for the rule that asks: else it would stand there as given, and change nothing.

A use that the words leave open (滞纳金) is answered with a category or ``allowed``; a limit with an amount; how days are
counted with words that the rule ``notice`` knows; of a few ways one is named (三年怎么算). What nobody reads is free text.
"""

from __future__ import annotations

from earmark.ledger.base.amount import NotAnAmount, parse_amount
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..language.lexicon import kinds
from ..language.words import normal
from ..notice import ENDS, QUESTION, UNITS
from ..repeat import ANSWERS as EXCEPTIONS
from ..repeat import QUESTION as REPEAT
from .finding import CATEGORIES, CATEGORY_NAMES
from .limits import NAMES
from .readings import WAYS

_NOT_SAID = Text("“{answer}”回答不了 {question}", "“{answer}” does not answer {question}")
_USE = Text("写类别或 allowed：{known}", "say a category or allowed: {known}")
_LIMIT = Text("写金额（元），如 50000.00", "say an amount in CNY, as 50000.00")
_DAYS = Text("写单位和首尾怎样算：{known}", "say unit and ends: {known}")
_SAY = Text("写其中之一：{known}", "say one of {known}")
_WORDS = Text("写明答复了什么", "say what was answered")


_GLOSSED = Text(
    "、".join((*(f"{key} {CATEGORY_NAMES[key].zh}" for key in CATEGORIES), "allowed 允许")),
    ", ".join((*CATEGORIES, "allowed")),
)
CHOICES = {REPEAT: EXCEPTIONS, **WAYS}
"""Questions that are answered by naming one way."""


class NoAnswer(EarmarkError):
    """An answer that the rule which asks cannot read."""


def check_answer(question: str, answer: str) -> None:
    """Refuse an answer that the rule which asks cannot read. Raises :class:`NoAnswer`, with what it reads."""
    said = set(normal(answer).split())
    counts = {**UNITS, **ENDS}
    if question in {kind.question for kind in kinds() if kind.question}:
        known = (*CATEGORIES, "allowed")
        right, fix = bool(said & set(known)), _USE.format(known=_GLOSSED)
    elif question in NAMES:
        right, fix = _is_limit(answer), _LIMIT
    elif question == QUESTION:
        right = bool(said & set(counts)) or any(text.zh in normal(answer) for text in counts.values())
        fix = _DAYS.format(known=Text("、".join(t.zh for t in counts.values()), ", ".join(counts)))
    elif question in CHOICES:
        ways = CHOICES[question]
        right = len([way for way, text in ways.items() if way in said or text.zh in normal(answer)]) == 1
        fix = _SAY.format(known=Text("、".join(f"{k} {t.zh}" for k, t in ways.items()), ", ".join(ways)))
    else:
        right, fix = bool(said), _WORDS
    if not right:
        raise NoAnswer(_NOT_SAID.format(answer=answer, question=question), fix=fix)


def _is_limit(answer: str) -> bool:
    try:
        return parse_amount(answer) > 0
    except NotAnAmount:
        return False
