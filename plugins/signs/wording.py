"""Signs from the wording: the object paid for, against the topic that is only named.

The object may carry a violation. A word in an aside of an otherwise lawful object (会务费(含伴手礼)) is review: a mixed
bill must be split. A word in the topic, or one that a lawful closing word turns into a description (罚款通知书印刷费),
says nothing. Where the policy leaves a use open, the funder's answer decides; without one it is review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..language.lexicon import kinds, kinds_in
from ..language.phrase import described
from .sign import Sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..language.lexicon import Kind
    from ..language.phrase import Phrase
    from ..policy import Rule

_SAYS = {
    "object": Text("付款内容“{word}”：{kind}", "paid for “{word}”: {kind}"),
    "aside": Text("括号内注明“{word}”：{kind}", "an aside says “{word}”: {kind}"),
    "payee": Text("收款方的类别与付款内容“{word}”：{kind}", "the kind of payee, and “{word}”: {kind}"),
    "topic": Text("摘要提到“{word}”：{kind}", "the narration mentions “{word}”: {kind}"),
}
_STRANGE = Text("没有这些用途：{kinds}", "there are no such kinds of use: {kinds}")
_OPEN = Text("{says}；拨款单位尚未答复：{asks}", "{says}; the funder has not answered: {asks}")
_ANSWERED = Text("{says}；拨款单位已答复", "{says}; the funder has answered")


class UnknownKind(EarmarkError):
    """A policy names a kind of use that the lexicon does not have."""


def signs(said: Phrase, payee: frozenset[str], rule: Rule, answers: Mapping[str, str]) -> list[Sign]:
    """The signs of a narration, for a payee of these classes, under a rule and the funder's answers."""
    likely = kinds_in(said.whole, payee)
    found = [(k, *seen) for k in likely if rule.takes(k.category, k.id) and (seen := _seen(k, said, payee))]
    if not found:
        return []
    found = [one for one in found if not _said_by_another(one, found)]
    replaced = {category for kind, *_ in found for category in kind.replaces}
    made = (_sign(kind, where, word, said, rule, answers) for kind, where, word in found)
    return [sign for sign in made if sign.category not in replaced]


def _said_by_another(one: tuple[Kind, str, str], found: list[tuple[Kind, str, str]]) -> bool:
    """Whether a payee's kind is told twice: another use of that category has the same word, and more of it."""
    kind, where, word = one
    return where == "payee" and any(
        other.category == kind.category and there == where and word in longer and word != longer
        for other, there, longer in found
    )


def is_left_out(said: Phrase, payee: frozenset[str], rule: Rule) -> bool:
    """Whether a narration names a kind of use that the policy's setting ``kinds`` leaves out."""
    return "kinds" in rule.settings and any(_seen(k, said, payee) for k in kinds_in(said.whole, payee))


def check_kinds(rule: Rule) -> None:
    """Refuse a setting ``kinds`` that names what the lexicon does not have. Raises :class:`UnknownKind`."""
    named = set(rule.settings.get("kinds", "").split())
    if missing := named - {f"{kind.category}:{kind.id}" for kind in kinds()}:
        raise UnknownKind(_STRANGE.format(kinds=", ".join(sorted(missing))))


def _seen(kind: Kind, said: Phrase, payee: frozenset[str]) -> tuple[str, str] | None:
    """Where a kind's words stand, and which; None when they do not, or something else explains them."""
    if (kind.payee and kind.payee.isdisjoint(payee)) or not kind.spared.isdisjoint(payee):
        return None
    found = _where(kind, said)
    return None if found and kind.unless.search(said.text) else found


def _where(kind: Kind, said: Phrase) -> tuple[str, str] | None:
    if word := _object_word(kind, said):
        return ("payee" if kind.payee else "object"), word
    if said.asides and (word := _word(kind, said.asides)):
        return "aside", word
    word = _word(kind, (said.text,)) if kind.anywhere else None
    return ("topic", word) if word else None


def _object_word(kind: Kind, said: Phrase) -> str | None:
    """A kind's word in the object, unless lawful words after it make it a mere description."""
    for text in filter(kind.words.search, said.objects):
        for match in kind.words.finditer(text):
            if kind.firm or not described(text[match.end() :]):
                return match[0] or text
    return None


def _word(kind: Kind, texts: Iterable[str]) -> str | None:
    return next((match[0] or text for text in texts if (match := kind.words.search(text))), None)


def _sign(kind: Kind, where: str, word: str, said: Phrase, rule: Rule, answers: Mapping[str, str]) -> Sign:
    # One letter tells a reader nothing: some kinds go by the payee and take any word.
    shown = word if len(word) > 1 else said.text
    says = _SAYS[where].format(word=shown or "—", kind=kind.name)
    mixed = where == "aside" and said.lawful
    # What a payee deals in is a hint: against a lawful object it proves nothing.
    hint = where == "payee" and said.lawful and not kind.firm
    mild = where == "topic" or mixed or hint or _explained(kind, said)
    weight = {"aside": "topic" if mixed else "object"}.get(where, where)
    if kind.question:
        return _by_answer(
            kind, Sign(kind.category, "review" if mild else "violation", weight, says), rule, answers
        )
    return Sign(kind.category, "review" if mild else kind.outcome, weight, says, kind.clears)


def _explained(kind: Kind, said: Phrase) -> bool:
    """Whether the narration names what may explain such a use: plants, cleaning or a shed are bought for an event, too."""
    return (kind.at_events and said.event) or bool(kind.soften.search(said.text))


def _by_answer(kind: Kind, sign: Sign, rule: Rule, answers: Mapping[str, str]) -> Sign:
    """What the funder's answer makes of a use that the policy leaves open."""
    answer = rule.answer(kind.question, answers)
    if answer is None:
        question = rule.questions.get(kind.question)
        text = _OPEN.format(says=sign.text, asks=question.asks if question else kind.name)
        return Sign(kind.category, "review", "question", text, kind.clears)
    text = _ANSWERED.format(says=sign.text)
    if "allowed" in answer:
        return Sign("", "lawful", "lawful", text)
    category = kind.category if kind.category in answer else answer[0]
    return Sign(category, sign.outcome, sign.weight, text, kind.clears)
