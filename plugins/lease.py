"""A twin of the office lease (办公租金换名): the office's rent under another payee or another name.

Why: rent of the office is daily running, so it is paid through somebody else, or called 科普工作站场地费.

How it decides: the office's landlord and his monthly rent stand in the list of parties (kind ``landlord``, ``amount``);
what is paid to him is judged by ``prohibited``. Here it is somebody else, paid for a place (租, 场地, 房, 物业, 使用费,
工位). Review, office, when
- the amount is one, two, three, six or twelve months of the office's rent, and comes at least ``times`` times in months
  that are that far apart: amount and rhythm of the rent
- or the narration says that the place is the office's: 地址同秘书处, 与办公室合用, the landlord's own name
When no landlord is listed and such a place is paid at equal sums ``times`` + 1 months running, nobody can tell whether
it is the office: unknown, once (subject ``fact:office-lease``).

Settings: ``times`` (2).
Trips it: 科普基地场地使用费 9,000.00 in June, July, August, rent 9,000.00 a month. Near miss: one 论坛场租 of 9,000.00.
What clears it: the lease of the other place with its address, notices and sign-in sheets of what happened there.

    plugin "earmark.plugins.lease" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan', 'parties': 'p.toml'}"
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL, money
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .judging.groups import named
from .language.lexicon import any_of
from .language.words import normal
from .signs.payee import payees_of
from .signs.sign import Sign
from .signs.verdict import of_signs, of_subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from earmark.ledger.awards.award import Award, Party
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("lease",)

_PLACE = any_of(
    ["租", "场地", "场所", "用房", "房屋", "物业", "工位", "驻地", "工作站", "基地", r"\brent",
     r"\blease", r"\bpremises"]
)  # fmt: skip
_OTHER = any_of(
    ["租车", "大巴", "车辆", "设备租", "服务器", "展位", "音响", "舞台", "桌椅", "服装", "仪器", "图书", "融资租"]
)  # fmt: skip
_SAME = any_of(
    ["(?:地址|地点|位置|地点?)(?:与|和|同|即|为)+.{0,4}(?:秘书处|办公室|办公用房|办公地|会址|本会)",
     "(?:同|与|和)(?:秘书处|办公室|办公用房|会址).{0,6}(?:同址|合用|共用|一处|地址|相同)",
     "(?:秘书处|办公室)(?:同址|同一地址|合用|共用|内设|所在)", r"\bsame address\b",
     r"\bshared with the (?:office|secretariat)"]
)  # fmt: skip
_MONTHS = (1, 2, 3, 6, 12)
_RHYTHM = Text(
    "金额是办公用房月租 {rent} 的 {months} 个月，按期支付：{group}",
    "{months} months of the office's rent of {rent}, at its rhythm: {group}",
)
_ADDRESS = Text("摘要写明与办公用房是同一处", "the narration says that it is the office's place")
_LANDLORD = Text("摘要提到办公用房的出租方 {code}", "the narration names the office's landlord {code}")
_NOBODY = Text(
    "没有登记办公用房的出租方和月租，不能判断按期支付的场地费是不是办公租金：{group}",
    "no landlord of the office is listed: whether what is paid regularly for a place is its rent cannot be told: {group}",
)
_CLEARS = Text(
    "另一处场地的租约和地址，以及在那里开展活动的通知和签到表",
    "the lease of the other place with its address, notices and sign-in sheets of what happened there",
)
ABOUT = About(
    name=Text("办公租金换名", "a twin of the office lease"),
    outcomes=("review", "unknown"),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={"times": Setting("2", Text("至少按期支付几次", "how many regular payments at least"))},
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per payment that looks like the office's rent."""
    payees = payees_of(award)
    places = [c for c in charges if _is_place(c) and not payees.is_listed(c, "landlord")]
    landlords = [p for p in (award.parties.parties if award.parties else ()) if p.kind == "landlord"]
    rents = {p.amount for p in landlords if p.amount}
    times = int(rule.setting("times", ABOUT))
    rows = [row for row in _regular(places) if len(row) >= times]
    texts = {c.id: text for c in places if (text := _named_so(c, landlords))}
    for row in rows:
        texts |= {c.id: text for c in row if (text := _rhythm(row, rents))} | {
            c.id: texts[c.id] for c in row if c.id in texts
        }
    signs = {id_: Sign("office", "review", "group", text, _CLEARS) for id_, text in texts.items()}
    yield from of_signs(places, signs, award, rule)
    doubtful = next((row for row in rows if len(row) > times), None)
    if not rents and doubtful:
        text = _NOBODY.format(group=named(doubtful))
        yield of_subject(
            "fact:office-lease", Sign("office", "unknown", "missing", text, _CLEARS), award, rule
        )


def _is_place(charge: Charge) -> bool:
    said = normal(charge.narration)
    return charge.amount > NIL and bool(_PLACE.search(said)) and not _OTHER.search(said)


def _named_so(charge: Charge, landlords: Iterable[Party]) -> Text | None:
    """What the narration itself says of the place."""
    said = normal(charge.narration)
    if _SAME.search(said):
        return _ADDRESS
    named_one = next(
        (p for p in landlords for name in p.names if normal(name) and normal(name) in said), None
    )
    return _LANDLORD.format(code=named_one.code) if named_one else None


def _regular(places: Iterable[Charge]) -> Iterator[list[Charge]]:
    """Rows of payments to one payee, of one amount, in months at equal steps."""
    alike: dict[tuple[str, Decimal], list[Charge]] = defaultdict(list)
    for charge in places:
        alike[normal(charge.payee), charge.amount].append(charge)
    for paid in alike.values():
        row: list[Charge] = []
        step = 0
        for charge in paid:
            gap = _month(charge) - _month(row[-1]) if row else 0
            if row and (gap == 0 or (step and gap != step)):
                yield row
                row, step = [charge], 0
            else:
                row.append(charge)
                step = step or gap
        yield row


def _rhythm(row: Sequence[Charge], rents: Iterable[Decimal]) -> Text | None:
    """That a row has the amount and the rhythm of the rent."""
    step = _month(row[1]) - _month(row[0])
    for rent in rents:
        months = row[0].amount / rent
        if months in _MONTHS and step == months:
            return _RHYTHM.format(rent=money(rent), months=int(months), group=named(row))
    return None


def _month(charge: Charge) -> int:
    return charge.paid.year * 12 + charge.paid.month


lease = foreign.alone("lease", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
