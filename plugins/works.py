"""One renovation in several repairs (以修代建): works on a building, paid as small repairs one after the other.

Why: 基建 is prohibited, so a renovation is booked as repairs: paint this month, doors the next, floors after that.

How it decides: payments for works on a building (维修, 更换, 粉刷, 修补, 安装 … of 墙, 门窗, 地面, 吊顶, 线路, 卫生间 …),
at least ``times`` of them within ``days``, to one payee or at one place (办公室, 会议室, 展厅 …), not smaller together
than ``least``: every member is review, construction. Repairs of equipment, exhibits and stands are no works.

Settings: ``times`` (2), ``days`` (180), ``least`` (3000.00 CNY together).
Trips it: 会议室墙面修补 in June, 会议室门窗更换 in July. Near miss: 打印机维修 twice; 科普展品维修 twice.
What clears it: that the damages were separate: reports of damage, photographs, contracts of different times.

    plugin "earmark.plugins.works" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'}"
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import NIL
from earmark.ledger.base.text import Text

from .judging import foreign
from .judging.about import RECIPIENT, About, Setting
from .judging.groups import house, runs
from .language.lexicon import any_of
from .language.phrase import phrase
from .signs.sign import Sign
from .signs.verdict import of_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from .judging.finding import Finding
    from .policy import Rule

__plugins__ = ("works",)

_DOING = any_of(
    ["维修", "修补", "修缮", "修理", "修复", "整修", "翻修", "更换", "粉刷", "刷新", "刷漆", "拆除", "安装",
     "铺设", "铺装", "改造", "装修", "翻新", "加固", "整改", "维护", r"\brepair", r"\breplace",
     r"\bpaint", r"\binstall"]
)  # fmt: skip
_PART = any_of(
    ["墙", "门窗", "[门窗](?!票|户|口|类|店|市)", "地[面板砖坪毯]", "吊顶", "天花", "屋[顶面]", "防水", "隔断",
     "线路", "电路", "水管", "管道", "下水", "卫生间", "厕所", "洗手间", "灯具", "照明", "护栏", "楼[道梯]",
     "走廊", "窗帘盒", "踢脚", "瓷砖", "涂料", "台阶", r"\bwall", r"\bdoor", r"\bwindow",
     r"\bfloor(?!s? plan)", r"\broof", r"\bceiling"]
)  # fmt: skip
_PLACE = any_of(
    ["办公(?:室|楼|区|用房)", "会议室", "秘书处", "活动室", "展厅", "教室", "报告厅", "档案室", "资料室", "库房",
     "仓库", "食堂", "宿舍", "科普(?:馆|站|工作站)", "会所", "大厅", r"\boffice", r"\bmeeting room"]
)  # fmt: skip
_MOVABLE = any_of(
    ["展[品板台位架具项]", "展示牌", "电脑", "打印机", "复印机", "投影", "空调", "设备", "仪器", "软件", "系统",
     "网站", "服务器", "车辆", "汽车", "家具", "桌椅", "背景板", "横幅", "海报", "灯箱", "舞台", "音响", "门户",
     "会场", "活动(?!室)", "竞赛", "大赛"]
)  # fmt: skip
_TEXT = Text(
    "多笔维修、更换像是一项装修：{group}",
    "repairs one after the other that look like one renovation: {group}",
)
_CLEARS = Text(
    "各次损坏互不相干的证据：报修单、照片、不同时间的合同",
    "that the damages were separate: reports, photographs, contracts of different times",
)
ABOUT = About(
    name=Text("以修代建", "one renovation in several repairs"),
    outcomes=("review",),
    clears=_CLEARS,
    who=RECIPIENT,
    settings={
        "times": Setting("2", Text("至少几次", "how many times at least")),
        "days": Setting("180", Text("多少天以内", "within how many days")),
        "least": Setting("3000.00", Text("合计不低于（元）", "together no less than (CNY)")),
    },
)


def judge(charges: Sequence[Charge], award: Award, rule: Rule) -> Iterator[Finding]:
    """One finding per repair that belongs to a row of them."""
    times, days = int(rule.setting("times", ABOUT)), int(rule.setting("days", ABOUT))
    least = Decimal(rule.setting("least", ABOUT))
    signs: dict[str, Sign] = {}
    for group in _groups(charges).values():
        for run in runs(group, days, times, least):
            text = _TEXT.format(group=run.named)
            for charge in run.new:
                signs.setdefault(charge.id, Sign("construction", "review", "group", text, _CLEARS))
    yield from of_signs(charges, signs, award, rule)


def _groups(charges: Iterable[Charge]) -> dict[str, list[Charge]]:
    """Works on a building by payee, and again by each place that they name."""
    groups: dict[str, list[Charge]] = defaultdict(list)
    for charge in charges:
        said = phrase(charge.narration)
        if charge.amount <= NIL or not (said.cut or _DOING.search(said.text)):
            continue
        objects = "；".join(said.objects)
        if not _DOING.search(objects) or _MOVABLE.search(objects):
            continue
        places = set(_PLACE.findall(objects))
        if not places and not _PART.search(objects):
            continue
        keys = {f"place {place}" for place in places} | (
            {f"payee {house(charge.payee)}"} if charge.payee else set()
        )
        for key in keys:
            groups[key].append(charge)
    return groups


works = foreign.alone("works", judge)
"""The rule as a plugin of its own, for ledgers that Earmark did not make."""
