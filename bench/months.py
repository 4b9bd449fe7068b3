"""Made-up months for bench/reconcile.py: what the bank says, what the books say, and which is which.

Seven of ten payments are plain: one row, one booking, the same day or the next, one name. The others are hard, of each
kind in :data:`HARD` as many. Every month lacks some bookings (of rows that nobody booked) and has some of its own.
The generator knows nothing of how the matcher thinks: no day, bound or word is taken from there.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from earmark.importers.matching.matching import Item

Ids = tuple[str, ...]
PLACES = ("江城", "武昌", "汉口", "汉阳", "青山", "东湖", "珞珈", "光谷", "南湖", "黄陂")
TRADES = (
    "会议中心",
    "印务",
    "酒店",
    "图文广告",
    "科技",
    "出版社",
    "旅行社",
    "设备",
    "物业",
    "软件",
    "文化传播",
    "邮政",
)
FORMS = ("有限公司", "有限责任公司", "", "分公司", "服务部")
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英文斌辉宇鑫波宁健琳"
LIKE = {"江": "汇", "汉": "汗", "湖": "胡", "会": "汇", "印": "卬", "店": "点", "图": "涂", "科": "课", "社": "杜", "明": "名",
        "张": "章", "伟": "玮", "静": "婧", "杰": "洁", "波": "博", "宁": "甯", "黄": "皇", "光": "先"}  # fmt: skip
USES = ("会议费", "印刷费", "差旅费", "设备款", "场租", "论文版面费", "材料费", "交通费", "资料费")


@dataclass
class Month:
    """Both sides, and the true matches: ids of the bank, ids of the books."""

    dice: random.Random
    first: datetime.date
    days: int
    bank: list[Item] = field(default_factory=list)
    book: list[Item] = field(default_factory=list)
    truth: list[tuple[Ids, Ids]] = field(default_factory=list)
    hard: int = 0
    said: dict[str, tuple[object, ...]] = field(default_factory=dict)
    """What each item says, by its id: made when it is first asked for."""

    def row(
        self, date: datetime.date, amount: Decimal, party: str = "", words: str = "", ref: str = ""
    ) -> str:
        """One more row of the bank."""
        self.bank.append(Item(f"R{len(self.bank)}", date, amount, party, words, ref))
        return self.bank[-1].id

    def leg(
        self, date: datetime.date, amount: Decimal, party: str = "", words: str = "", ref: str = ""
    ) -> str:
        """One more booking."""
        self.book.append(Item(f"V{len(self.book)}", date, amount, party, words, ref))
        return self.book[-1].id

    def true(self, rows: Sequence[str], legs: Sequence[str]) -> None:
        """These are one story."""
        self.truth.append((tuple(sorted(rows)), tuple(sorted(legs))))

    def day(self) -> datetime.date:
        """Some day of the month."""
        return self.first + datetime.timedelta(self.dice.randrange(self.days))

    def later(self, date: datetime.date, least: int, most: int) -> datetime.date:
        """Some days after."""
        return date + datetime.timedelta(self.dice.randint(least, most))

    def slip(self, date: datetime.date, most: int) -> datetime.date:
        """Up to so many days before or after, at least one."""
        return date + datetime.timedelta(self.dice.choice((-1, 1)) * self.dice.randint(1, most))

    def unit(self) -> str:
        """A company."""
        dice = self.dice
        return dice.choice(PLACES) + dice.choice(PLACES) + dice.choice(TRADES) + dice.choice(FORMS)

    def person(self) -> str:
        """A person."""
        dice = self.dice
        return dice.choice(FAMILY) + "".join(dice.choice(GIVEN) for _ in range(dice.choice((1, 2, 2))))

    def sum(self) -> Decimal:
        """An amount, every third a round one."""
        dice = self.dice
        if dice.random() < 1 / 3:
            return Decimal(dice.randint(2, 80) * 100)
        return Decimal(int(dice.lognormvariate(12.2, 1.3)) + 100).scaleb(-2)

    def misspelt(self, name: str) -> str:
        """Another sign in it, a sign lost, two exchanged, or its end left out or added."""
        at = self.dice.randrange(len(name))
        forms = [name[:at] + LIKE.get(name[at], "某") + name[at + 1 :]]
        if len(name) > 4:  # noqa: PLR2004
            forms += [name[:at] + name[at + 1 :], name[:at] + name[at : at + 2][::-1] + name[at + 2 :]]
            forms += [name.removesuffix("有限公司"), name + "武汉分公司", name[2:]]
        return self.dice.choice([form for form in forms if form != name])


def plain(month: Month) -> None:
    """One row, one booking."""
    date, amount = month.day(), month.sum()
    amount = amount if month.dice.random() < 0.15 else -amount  # noqa: PLR2004
    party = month.person() if month.dice.random() < 0.4 else month.unit()  # noqa: PLR2004
    use, number = month.dice.choice(USES), f"{month.dice.randrange(10**11):011d}"
    cited = number if month.dice.random() < 0.2 else ""  # noqa: PLR2004
    row = month.row(date, amount, party, use if month.dice.random() < 0.5 else "转账", number)  # noqa: PLR2004
    booked = month.later(date, 0, 1) if month.dice.random() < 0.3 else date  # noqa: PLR2004
    month.true([row], [month.leg(booked, amount, party, "付" + party + use, cited)])


def batch(month: Month) -> None:
    """Fees of many persons at once: one row for many bookings, or many rows for one booking."""
    dice, date = month.dice, month.day()
    parts = [
        (month.person(), -Decimal(dice.choice((300, 400, 500, 800, 1000))))
        for _ in range(dice.randint(4, 20))
    ]
    whole, use = (
        sum((amount for _, amount in parts), Decimal(0)),
        dice.choice(("专家评审费", "劳务费", "稿费")),
    )
    booked = month.slip(date, 2) if dice.random() < 0.3 else date  # noqa: PLR2004
    if dice.random() < 0.7:  # noqa: PLR2004
        rows = [
            month.row(
                date, whole, dice.choice(("", "代发工资过渡户")), dice.choice(("批量代发", "代发" + use))
            )
        ]
        legs = [month.leg(booked, amount, who, use) for who, amount in parts]
    else:
        rows = [month.row(date, amount, who, "代发" + use) for who, amount in parts]
        legs = [month.leg(booked, whole, "", "发放" + use)]
    month.true(rows, legs)


def net_and_tax(month: Month) -> None:
    """A fee is booked whole; the bank pays the person, and days later the tax."""
    date, who, whole = month.day(), month.person(), Decimal(month.dice.randint(10, 60) * 100)
    tax = (whole * Decimal("0.16")).quantize(Decimal("0.01"))
    rows = [month.row(date, tax - whole, who, "劳务费")]
    rows.append(month.row(month.later(date, 1, 5), -tax, "国家税务总局江城税务局", "代扣个人所得税"))
    month.true(rows, [month.leg(date, -whole, who, "专家劳务费")])


def split(month: Month) -> None:
    """A reimbursement is paid at once and booked by use, or paid in parts and booked at once."""
    date, who = month.day(), month.person()
    parts = [-month.sum() for _ in range(month.dice.randint(2, 4))]
    whole = sum(parts, Decimal(0))
    booked = month.later(date, 0, 2)
    if month.dice.random() < 0.7:  # noqa: PLR2004
        rows = [month.row(date, whole, who, "报销")]
        legs = [month.leg(booked, part, who, month.dice.choice(USES)) for part in parts]
    else:
        rows = [month.row(month.later(date, 0, 2), part, who, "报销") for part in parts]
        legs = [month.leg(booked, whole, who, "报销差旅费")]
    month.true(rows, legs)


def equal(month: Month) -> None:
    """Several persons get the same on one day."""
    date, amount = month.day(), -Decimal(month.dice.choice((200, 300, 400, 500, 800, 1000)))
    booked = month.later(date, 0, 2)
    for _ in range(month.dice.randint(2, 6)):
        who = month.person()
        month.true([month.row(date, amount, who, "评审费")], [month.leg(booked, amount, who, "专家评审费")])


def slipped(month: Month) -> None:
    """Booked one to five days before or after."""
    date, amount, party = month.day(), -month.sum(), month.unit()
    use = month.dice.choice(USES)
    month.true([month.row(date, amount, party, use)], [month.leg(month.slip(date, 5), amount, party, use)])


def misspelt(month: Month) -> None:
    """The name is not the same on both sides, and every other time nor is the day."""
    date, amount = month.day(), -month.sum()
    party = month.person() if month.dice.random() < 0.3 else month.unit()  # noqa: PLR2004
    booked = month.slip(date, 5) if month.dice.random() < 0.5 else date  # noqa: PLR2004
    month.true(
        [month.row(date, amount, party, "货款")], [month.leg(booked, amount, month.misspelt(party), "付款")]
    )


def fee(month: Month) -> None:
    """The bank's fee: by itself without a name, or in one row with the payment."""
    date, cost = month.day(), -Decimal(month.dice.choice(("2.00", "5.00", "5.50", "10.00", "15.00")))
    if month.dice.random() < 0.5:  # noqa: PLR2004
        leg = month.leg(month.later(date, 0, 2), cost, month.dice.choice(("", "工商银行")), "银行手续费")
        month.true([month.row(date, cost, "", "手续费")], [leg])
        return
    party, amount = month.unit(), month.sum() + 20
    amount = amount if month.dice.random() < 0.5 else -amount  # noqa: PLR2004
    legs = [month.leg(date, amount, party, "货款"), month.leg(date, cost, "", "汇款手续费")]
    month.true([month.row(date, amount + cost, party, "汇款")], legs)


def returned(month: Month) -> None:
    """A payment comes back: booked both times, not at all, a red letter, or paid again and booked once."""
    date, party, amount = month.day(), month.unit(), -month.sum()
    back = month.later(date, 1, 3)
    form = month.dice.randrange(4)
    if form == 0:
        month.true([month.row(date, amount, party, "货款")], [month.leg(date, amount, party, "付货款")])
        month.true([month.row(back, -amount, party, "退汇")], [month.leg(back, -amount, party, "退汇入账")])
    elif form == 1:
        month.true(
            [month.row(date, amount, party, "货款"), month.row(back, -amount, party, "退汇 账号有误")], []
        )
    elif form == 2:  # noqa: PLR2004
        month.true(
            [], [month.leg(date, amount, party, "付货款"), month.leg(back, -amount, party, "冲销前凭证")]
        )
    else:
        rows = [month.row(date, amount, party, "货款"), month.row(back, -amount, party, "退汇")]
        rows.append(month.row(month.later(back, 0, 2), amount, party, "货款"))
        month.true(rows, [month.leg(date, amount, party, "付货款")])


def lonely(month: Month) -> None:
    """A row that nobody booked, or a booking that the bank has not seen."""
    side = month.row if month.dice.random() < 0.5 else month.leg  # noqa: PLR2004
    side(month.day(), -month.sum(), month.unit(), month.dice.choice(USES))


HARD: tuple[Callable[[Month], None], ...] = (
    batch, net_and_tax, split, equal, slipped, misspelt, fee, returned, lonely,
)  # fmt: skip


def make(seed: int, rows: int | None = None, days: int = 30) -> Month:
    """A month of 300 to 600 rows of the bank, or of so many; the order of both sides says nothing."""
    dice = random.Random(seed)  # noqa: S311 (the same months each time)
    month = Month(dice, datetime.date(2025, 5, 1), days)
    wanted = rows or dice.randint(300, 600)
    while len(month.bank) < wanted:
        before = len(month.bank) + len(month.book)
        if month.hard < 0.3 * before:
            dice.choice(HARD)(month)
            month.hard += len(month.bank) + len(month.book) - before
        else:
            plain(month)
    dice.shuffle(month.bank)
    dice.shuffle(month.book)
    return month
