"""An expert's fee above the band (专家咨询费超标准): 财科教〔2017〕128号, per person and day, after tax.

Why: the fee of an expert is the easiest way to hand money to somebody; the Ministry of Finance says how much a day may
cost, and a society that pays more must be able to say why.

How it decides, for fees for consulting and reviewing paid to persons (lectures, translations and manuscripts have
prices of their own): the amount, divided by the persons (等5人) and days (2天, 半天) that payee and narration name, is
review when it is above the band: ``expert-senior`` CNY after tax for 高级专业技术职称, ``expert-other`` for the rest, where the
narration says so; ``expert-senior`` where nothing is said; half as much again (``uplift`` percent) for 院士 and the like. What
was paid is taken as before tax: the band is raised by the tax on it (20 % of the fee less 800, of four fifths above
4,000). A fee that names no days is held against one day, and
says so. What staff are paid is judged by ``prohibited``.

Settings: ``expert-senior`` (2400.00), ``expert-other`` (1500.00), ``uplift`` (50 %).
Trips it: 标准评审专家咨询费 6,000.00 to one expert. Near miss: 12,000.00 to 专家E07等5人; 5,600.00 for two days.
What clears it: notice and sign-in sheets that show the days, titles of the experts, tax filing.

    plugin "earmark.plugins.expertfee" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'}"
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL, money
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .language.lexicon import any_of
from .language.words import normal
from .signs.payee import classes, is_person, payees_of
from .signs.sign import Sign
from .signs.verdict import of_charge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("expertfee",)

_FEE = any_of(
    ["咨询费", "评审(?:劳务)?费", "专家(?:劳务)?费", "论证(?:劳务)?费", "评审.{0,4}劳务", "顾问费", "鉴定费",
     r"\b(?:expert|consult(?:ing|ation)|review) fees?"]
)  # fmt: skip
_PRICED = any_of(
    ["讲课", "授课", "讲座", "报告(?:费|人|会|酬)", "翻译", "稿", "主持", "差旅", "交通", "住宿", "代扣", "代缴",
     "个税", r"\blectur", r"\bkeynote"]
)  # fmt: skip
_COUNT = "[0-9]+|[一二两三四五六七八九十]"
_PERSONS = re.compile(rf"({_COUNT})(?:人|名|位)(?!次|民)")
_DAYS = re.compile(rf"(半|(?:{_COUNT})(?:\.5)?)(?:个)?(?:天半?|日(?!常|报|语|本|用)|days?\b)")
_DATES = re.compile(r"[0-9]{1,2}月?[0-9]{1,2}日")
_SENIOR = any_of(["高级", "正高", "副高", "教授", "研究员", "主任医师"])
_OTHER = any_of(
    ["中级", "初级", "讲师", "助教", "助理研究员", "(?<!高级)(?<!高工)工程师", "博士生", "研究生"]
)
_ACADEMICIAN = any_of(["院士", "一级教授", r"\bacademician"])
_WORDS = {word: Decimal(n) for n, word in enumerate("一二三四五六七八九十", start=1)} | {
    "两": Decimal(2),
    "半": Decimal("0.5"),
}
_STAFF = {"staff", "rehired"}
_SMALL, _FLAT, _STEP = Decimal(800), Decimal(4000), Decimal("0.2")
_TEXT = Text(
    "每人每天 {each}，高于标准 {most}（税后 {net}；{persons} 人 {days} 天）",
    "{each} per person and day, above {most} ({net} after tax; {persons} persons, {days} days)",
)
_NO_DAYS = Text("{text}；没有写明天数，按一天算", "{text}; no days are named, taken as one")
_CLEARS = Text(
    "写明天数的通知和签到表、专家职称、个税申报记录",
    "notice and sign-in sheets that show the days, titles of the experts, tax filing",
)
ABOUT = About(
    name=Text("专家咨询费超标准", "an expert's fee above the band"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        "expert-senior": Setting(
            "2400.00",
            Text("高级职称每人每天上限，税后（元）", "most for a senior expert a day, after tax (CNY)"),
        ),
        "expert-other": Setting(
            "1500.00", Text("其他专业人员每人每天上限，税后（元）", "most for others a day, after tax (CNY)")
        ),
        "uplift": Setting("50", Text("院士、全国知名专家上浮百分比", "percent more for academicians")),
    },
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per fee above the band."""
    payees = payees_of(award)
    for charge in charges:
        text = _above(charge, rule) if charge.amount > NIL else None
        if text and not payees.classes(charge) & _STAFF:
            found = of_charge(charge, award, rule, [Sign("", "review", "fact", text, _CLEARS)])
            if found:
                yield found


def _above(charge: Charge, rule: Rule) -> Text | None:
    """By how much a fee is above the band; None when it is not, or is no such fee."""
    said, payee = normal(charge.narration), normal(charge.payee)
    if not _FEE.search(said) or _PRICED.search(said):
        return None
    counted = [*_PERSONS.findall(payee), *_PERSONS.findall(said)]
    if not counted and not (is_person(charge.payee) or "outsider" in classes(charge.payee)):
        return None
    persons = max(_number(counted[0]), Decimal(1)) if counted else Decimal(1)
    named = _DAYS.findall(_DATES.sub("", said))
    days = max(_number(named[0]), Decimal("0.5")) if named else Decimal(1)
    net = _band(said + payee, rule)
    most, each = _before_tax(net), charge.amount / persons / days
    if each <= most:
        return None
    shown = {"each": money(each.quantize(Decimal("0.01"))), "most": money(most), "net": money(net)}
    text = _TEXT.format(persons=persons, days=days, **shown)
    return text if named else _NO_DAYS.format(text=text)


def _band(said: str, rule: Rule) -> Decimal:
    """The most for a day, after tax, for what the words say of the experts."""
    if _ACADEMICIAN.search(said):
        return (
            Decimal(rule.setting("expert-senior", ABOUT))
            * (100 + Decimal(rule.setting("uplift", ABOUT)))
            / 100
        )
    lower = _OTHER.search(said) and not _SENIOR.search(said)
    return Decimal(rule.setting("expert-other" if lower else "expert-senior", ABOUT))


def _before_tax(net: Decimal) -> Decimal:
    """The fee before tax that leaves so much: 800 are free, above 4,000 a fifth is."""
    small = (net - _SMALL * _STEP) / (1 - _STEP)
    most = net if net <= _SMALL else small if small <= _FLAT else net / (1 - _STEP * (1 - _STEP))
    return most.quantize(Decimal("0.01"))


def _number(word: str) -> Decimal:
    return _WORDS[word] if word in _WORDS else Decimal(word.replace("两", "2"))


expertfee = foreign.alone("expertfee", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
