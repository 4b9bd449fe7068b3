"""One payee in several recipients' awards (跨项目收款人): patterns that no award shows alone.

Why: money that seems to go out to many comes together in one hand; a fee is paid twice for one day; a friend's landlord
hires out the hall.

How it decides: over the awards of different recipients; every charge of a pattern is review, the pattern its evidence.
One person, named alone, with fees (for reviewing, lecturing, advising) of at least two recipients for one day (the day that
the words name, else the day of payment), each of ``least`` CNY. One body with ``share`` percent or more of what at least ``awards`` awards each spent, ``least`` CNY or more in
each. A payee that another recipient of the programme lists as related or as its landlord, on that day, from ``least`` CNY.
Own payees of one recipient with two awards are no pattern. Names that are alike may be two people: nothing here is more
than review. What another recipient's list says is shown to the funder's and auditor's side alone.

Settings: ``least`` (1000.00 CNY), ``share`` (30 percent), ``awards`` (3).
Trips it: 专家赵一 reviewed in two societies on 18 June. Near miss: on the 18th and on the 19th.
What clears it: invitation, timetable and sign-in of each; the comparison of prices; how the price was agreed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.awards.award import Parties, Party
from earmark.ledger.base.text import Text

from .judging.about import RECIPIENT, About, Setting
from .judging.programme import across
from .language.lexicon import any_of
from .language.words import normal
from .signs.payee import Payees, is_person, one_person
from .signs.sign import Sign
from .signs.stated import stated
from .signs.verdict import of_charge

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .judging.programme import Member, Programme
    from .policy import Rule

    Use = tuple[Member, Charge]
    Told = tuple[str, Sign]
    """The id of a charge, and what speaks against it."""

_FEE = any_of(
    ["劳务", "咨询", "讲课", "授课", "讲座", "评审", "评议", "审稿", "稿酬", "稿费", "酬", "顾问", "主持", "鉴定",
     "论证", r"\bfees?\b", r"\blectur", r"\breview"]
)  # fmt: skip
_DAY = Text("{payee} {day} 也从{others}取酬", "{payee} was paid for {day} out of {others}, too")
_SHARE = Text(
    "{payee} 在本项及{others}各占支出的 {share}% 以上",
    "{payee} has {share} percent or more of the spending here and in {others}",
)
_TIED = Text(
    "{payee} 与{others}有牵连，由审计方核对", "{payee} has to do with {others}; the auditor looks into it"
)
_TIED_NAMED = Text(
    "{payee} 在 {others} 获奖单位的名单上是关联方或出租方",
    "{payee} is related to the recipient of {others}, or its landlord",
)
_CLEARS = Text(
    "各场活动的邀请、日程和签到，比价记录，定价依据",
    "invitation, timetable and sign-in of each event, the comparison of prices, how the price was agreed",
)
TIES = frozenset({"related-person", "related-party", "landlord"})
ABOUT = About(
    name=Text("跨项目收款人", "one payee in several awards"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        "least": Setting("1000.00", Text("低于此金额（元）不看", "amounts below this (CNY) are passed over")),
        "share": Setting("30", Text("占各项支出的百分比", "percent of what each award spent")),
        "awards": Setting("3", Text("至少几项资金", "in how many awards at least")),
    },
    needs=Text(
        "本专项全部奖补资金的凭证；各获奖单位的名单（parties/）",
        "vouchers of all awards of the programme; the lists of their recipients (parties/)",
    ),
)


def judge_all(programme: Programme, rule: Rule) -> Iterator[tuple[str, Finding]]:
    """One finding per charge that a pattern holds."""
    least = Decimal(rule.setting("least", ABOUT))
    uses = [(m, c) for m in programme.members for c in m.charges if c.amount >= least and c.payee]
    signs: dict[str, list[Sign]] = defaultdict(list)
    for told in (_same_day(uses), _large(programme, rule, least), _tied(uses, programme)):
        for id_, sign in told:
            signs[id_].append(sign)
    for member, charge in uses if signs else ():
        found = of_charge(charge, member.award, rule, signs.get(charge.id, ()))
        if found:
            yield member.id, found


def _same_day(uses: Iterable[Use]) -> Iterator[Told]:
    """A person whom several recipients pay for one day."""
    met: dict[tuple[str, datetime.date], list[Use]] = defaultdict(list)
    for member, charge in uses:
        name = one_person(charge.payee) if _FEE.search(normal(charge.narration)) else ""
        if name:
            met[name, _day(charge)].append((member, charge))
    for (_, day), group in met.items():
        yield from _spoken(group, _DAY, day=day)


def _day(charge: Charge) -> datetime.date:
    span = stated(normal(charge.narration), charge.paid)
    return span.first if span and span.first == span.last else charge.paid


def _large(programme: Programme, rule: Rule, least: Decimal) -> Iterator[Told]:
    """A body that takes a large share of several awards' spending."""
    share, awards = Decimal(rule.setting("share", ABOUT)), int(rule.setting("awards", ABOUT))
    large: dict[str, list[Use]] = defaultdict(list)
    for member in programme.members:
        spent = sum((c.amount for c in member.charges), Decimal(0))
        for payee, charges in _by_body(member).items():
            got = sum(c.amount for c in charges)
            if got >= least and got * 100 >= spent * share:
                large[payee] += [(member, c) for c in charges if c.amount > 0]
    for group in large.values():
        if len({member.id for member, _ in group}) >= awards:
            yield from _spoken(group, _SHARE, share=share)


def _by_body(member: Member) -> Mapping[str, list[Charge]]:
    found: dict[str, list[Charge]] = defaultdict(list)
    for charge in member.charges:
        if charge.payee and not is_person(charge.payee):
            found[normal(charge.payee)].append(charge)
    return found


def _tied(uses: Iterable[Use], programme: Programme) -> Iterator[Told]:
    """A payee that another recipient lists as related or as its landlord."""
    owners = _listed(programme)
    everybody = Payees(Parties("", tuple(owners)), "")
    for member, charge in uses:
        ties = [party for party in everybody.named(charge.payee) if party.on(charge.paid)]
        others = [other for party in ties for other in owners[party] if other.recipient != member.recipient]
        if others:
            sign = Sign("", "review", "payee", _TIED, _CLEARS, _TIED_NAMED)
            yield charge.id, across(sign, member, others, payee=charge.payee)


def _listed(programme: Programme) -> dict[Party, list[Member]]:
    """Who is on which recipients' lists. Codes are each recipient's own and mean nothing to others."""
    found: dict[Party, list[Member]] = defaultdict(list)
    for member in programme.members:
        for party in member.award.parties.parties if member.award.parties else ():
            if party.kind in TIES:
                found[replace(party, code="")].append(member)
    return found


def _spoken(group: Sequence[Use], text: Text, **facts: object) -> Iterator[Told]:
    """A sign for each charge of a group, where its awards are of several recipients: the same for all of one award."""
    members = {member.id: member for member, _ in group}
    if len({member.recipient for member in members.values()}) < 2:  # noqa: PLR2004 (two recipients)
        return
    signs: dict[str, Sign] = {}
    for member, charge in group:
        if member.id not in signs:
            others = [other for other in members.values() if other.recipient != member.recipient]
            plain = Sign("", "review", "group", text, _CLEARS)
            signs[member.id] = across(plain, member, others, payee=charge.payee, **facts)
        yield charge.id, signs[member.id]
