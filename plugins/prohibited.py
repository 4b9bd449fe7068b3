"""Nine prohibited uses (禁止用途): is this money that the award may not pay?

Why: 不得用于人员、日常办公经费，不得用于捐款、赞助、支付罚款、还贷、对外投资、基建等支出，不得用于与本项目无关的其他支出.
Books hide such uses behind harmless accounts, and harmless uses mention them: a lecture on loan fraud is no loan.

How it decides, facts first and words last:
1. who was paid, on that day (people.py): own staff, the rehired, a relative, the office's landlord and his rent, an
   account of one's own, an enforcement body, a broker. Without a complete list of staff a person's fee is unknown
2. account and economic class, in their chart and year (chartcodes.py). Where the object is lawful they are review
3. the object paid for, not the topic (phrase.py, wording.py, lexicon/): 新基建论坛场租 pays for 场租; 装修工程款 is works.
   What is spelled in Latin letters is read first (pinyin.py): gz is 工资. What a payee deals in is a hint, and proves
   nothing against a lawful object. Quantities that the narration itself contradicts are review (quantity.py)
4. where nothing speaks, the account's last name is review; words that show no tie to project work are unknown, unless
   they name an object and the payee's trade agrees with the account (trade.py)

A violation needs a fact or the object. A topic, an account's name or a bare word give review at most, or nothing.
One finding per charge: violation before review before unknown, a named use before unrelated; all signs stand as its
evidence. Negative charges are not judged: the finding stays with the charge that they take back.

Settings: ``kinds``, where a policy prohibits some kinds of a category only (plugins/lexicon); ``bank-charges``, up to
which the fees of a dedicated account's own bank are no sign (bankcharge.py); the policy's questions
(滞纳金, 结构性存款, 会费 ...). Unanswered, such a use is review.

Trips it: 标准评审专家咨询费 to 职工A03. Near miss: 报销标准评审会差旅费 to 职工A03.
What clears it: what shows that the object, the payee or the account is not what it seems; each finding says.

    plugin "earmark.plugins.prohibited" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan', 'strict': True}"
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Charge

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .language.lexicon import kinds_in
from .language.phrase import Phrase, phrase
from .language.words import normal
from .signs import bankcharge, chartcodes, people, quantity, trade, wording
from .signs.otherproject import Projects
from .signs.payee import payees_of
from .signs.sign import Sign
from .signs.verdict import of_charge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award

    from .judging.entries import PluginError
    from .judging.finding import Finding
    from .language.lexicon import Kind
    from .policy import Rule
    from .signs.payee import Payees

__plugins__ = ("prohibited",)

_LAWFUL = Text("付款内容是项目业务：“{words}”", "paid for project work: “{words}”")
_VAGUE = Text("摘要没有说明付的是什么", "the narration does not say what was paid for")
_STRANGE = Text(
    "看不出“{words}”与项目业务的关系", "“{words}” does not show what it has to do with the project"
)
_VAGUE_CLEARS = Text("合同、发票、清单，说明用途", "contract, invoice or list that says what it was")
_HIRED = Text("；{code} 是为项目临时聘用的", "; {code} was hired for the project only")
_SPELLED = Text("“{run}”读作“{word}”", "“{run}” is read as “{word}”")
_ACCOUNT = Text("明细科目“{leaf}”", "booked under “{leaf}”")
ABOUT = About(
    name=Text("禁止用途", "prohibited uses"),
    outcomes=("violation", "review", "unknown"),
    clears=Text(
        "证明付款内容、收款人或科目并非如此的材料；每条疑点写明所需",
        "what shows that object, payee or account is not what it seems; each finding says",
    ),
    who=RECIPIENT,
    settings={
        "kinds": Setting(
            "",
            Text(
                "只禁止某类里的几种用途：类:用途，如 office:vehicle",
                "of a category only these kinds: CATEGORY:KIND, as office:vehicle",
            ),
        ),
        "bank-charges": Setting(
            "50.00",
            Text(
                "专用账户的开户银行对账户的收费，每笔不超过此数（元）的不作疑点；0.00：都要看",
                "charges of a dedicated account's own bank for it, up to this (CNY) each, are no finding; 0.00: all are looked at",
            ),
        ),
    },
)


def prohibited(
    entries: list[Any], options_map: dict[str, Any], config: str | None = None
) -> tuple[list[Any], list[PluginError]]:
    """The rule as a plugin of its own, for ledgers that Earmark did not make."""
    return foreign.run("prohibited", judge, entries, options_map, config)


_TOGETHER = 500
"""So many charges are looked at together: what is known of them stays near the processor, of 100,000 it does not."""


class _Seen(NamedTuple):
    """A charge, its narration taken apart, and the classes of its payee."""

    charge: Charge
    said: Phrase
    payee: frozenset[str]
    own: bool
    """Whether it is what the award's own bank takes for the account."""


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per charge at most. Negative charges are not judged here: they take others back."""
    wording.check_kinds(rule)
    payees, projects = payees_of(award), Projects(award)
    used = [charge for charge in charges if charge.amount > NIL]
    for start in range(0, len(used), _TOGETHER):
        yield from _judge(used[start : start + _TOGETHER], award, payees, projects, rule)


def _judge(
    used: Sequence[Charge], award: Award, payees: Payees, projects: Projects, rule: Rule
) -> Iterator[Finding]:
    """One way of looking goes through all of some charges before the next one does.

    Each way has large tables: with another way's tables between any two charges it takes a third longer.
    """
    seen = _seen(used, award, payees, rule)
    worded = [_worded(one, award, payees, rule) for one in seen]
    paid = [people.signs(one.charge, payees, one.payee, one.said) for one in seen]
    others = [_others(one, award, projects) for one in seen]
    for one, by_words, by_payee, by_others in zip(seen, worded, paid, others, strict=True):
        found = _signs(one, by_words, by_payee, by_others, award, rule)
        finding = of_charge(one.charge, award, rule, found) if found else None
        if finding:
            yield finding


def _seen(used: Sequence[Charge], award: Award, payees: Payees, rule: Rule) -> list[_Seen]:
    said = [phrase(charge.said) for charge in used]
    classes = [payees.classes(charge) for charge in used]
    most = Decimal(rule.setting("bank-charges", ABOUT))
    return [
        _Seen(charge, words, payee, bankcharge.is_own(charge, award, words, payee, most))
        for charge, words, payee in zip(used, said, classes, strict=True)
    ]


def _worded(one: _Seen, award: Award, payees: Payees, rule: Rule) -> list[Sign]:
    """The signs of what was said; the award's own bank may say what it likes."""
    found = [] if one.own else wording.signs(one.said, one.payee, rule, award.settings)
    hired = payees.named_in(one.said.text, "temporary", one.charge.paid) if found else ()
    return [_for_hired(sign, hired[0].code) for sign in found] if hired else found


def _others(one: _Seen, award: Award, projects: Projects) -> list[Sign]:
    """The signs of other projects, of quantities, of account and class."""
    return [*projects.signs(one.charge), *quantity.signs(one.said), *_codes(one, award)]


def _signs(
    one: _Seen, worded: list[Sign], paid: list[Sign], others: list[Sign], award: Award, rule: Rule
) -> list[Sign]:
    """All that speaks against a charge, and what speaks for it."""
    found = _judged(_people(paid, worded), worded, others, rule) if paid or worded or others else []
    known = one.own or paid or worded or others or wording.is_left_out(one.said, one.payee, rule)
    if not found and known:
        return []  # known for what it is, and this policy does not prohibit it
    if found and one.said.lawful:
        found.append(Sign("", "lawful", "lawful", _LAWFUL.format(words="、".join(one.said.objects))))
    found = found or _weak(one, rule, award.id)
    if not found:
        return found
    spelled = (_SPELLED.format(run=run, word=word) for run, word in one.said.read)
    return [*found, *(Sign("", "unknown", "missing", text) for text in spelled)]


def _judged(paid: list[Sign], worded: list[Sign], others: list[Sign], rule: Rule) -> list[Sign]:
    """The signs of what the policy prohibits. Of those from wording only such kinds as it takes are made at all."""
    found = [
        *(s for s in paid if rule.takes(s.category)),
        *worded,
        *(s for s in others if rule.takes(s.category)),
    ]
    return [sign for sign in found if rule.judges(sign.category)]


def _people(found: list[Sign], worded: list[Sign]) -> list[Sign]:
    """Money to staff is pay, unless its object is another prohibited use: a loan of staff paid back, a fine."""
    if not found or not worded:
        return found
    other = any(s.outcome == "violation" and s.category != "personnel" for s in worded)
    return [replace(s, outcome="review") if other and s.category == "personnel" else s for s in found]


def _for_hired(sign: Sign, code: str) -> Sign:
    """What is paid because of somebody hired for the project alone is for the funder to say."""
    if sign.category != "personnel" or sign.outcome != "violation":
        return sign
    text = Text(sign.text.zh + _HIRED.zh, sign.text.en + _HIRED.en).format(code=code)
    return replace(sign, outcome="review", text=text)


def _codes(one: _Seen, award: Award) -> list[Sign]:
    """Signs of account and class. Against a lawful object a code alone proves nothing, and a weak one is silent."""
    found = chartcodes.signs(one.charge, award)
    if not found or not (one.said.event or one.said.project):
        return found
    return [replace(sign, outcome="review") for sign in found if sign.outcome == "violation"]


def _weak(one: _Seen, rule: Rule, award: str) -> list[Sign]:
    """When nothing else speaks: a narration that says nothing, the account's last name."""
    charge, said, payee = one.charge, one.said, one.payee
    if said.vague:
        return [Sign("", "review", "missing", _VAGUE, _VAGUE_CLEARS)]
    if said.event or said.project or "winner" in payee or normal(award) in said.text:
        return []
    leaf = normal(charge.account_name).rsplit("-", 1)[-1]
    named = [
        kind
        for kind in kinds_in(leaf)
        if rule.judges(kind.category)
        and rule.takes(kind.category, kind.id)
        and _leads(kind, leaf, said, payee)
    ]
    if named:
        return [Sign(named[0].category, "review", "account", _ACCOUNT.format(leaf=leaf), named[0].clears)]
    if trade.agrees(charge, payee):
        return []
    return [Sign("", "unknown", "missing", _STRANGE.format(words=said.text), _VAGUE_CLEARS)]


def _leads(kind: Kind, leaf: str, said: Phrase, payee: frozenset[str]) -> bool:
    """Whether the account's last name stands for a kind of use that the narration does not explain away."""
    explained = kind.unless.search(said.text) or kind.spared & payee
    return not kind.payee and not explained and bool(kind.words.search(leaf))
