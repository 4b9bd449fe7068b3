"""What the books propose for a row that waits, and what they leave to a person."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from earmark.importers.booking.suggesting import told
from earmark.importers.proposing.suggest import Asked, Suggester, Suggestion, fits
from earmark.ledger.awards.award import Award, Parties, Party
from earmark.ledger.awards.chart import accounts_of, load_chart
from earmark.ledger.vouchers.remembered import Mapping
from earmark.ledger.vouchers.voucher import Line, Voucher

day = datetime.date.fromisoformat
COST = "Expenses:WH2025-007:5101业务活动成本:"
MEETING, PRINTING, EXPERT = COST + "01会议费", COST + "05印刷出版费", COST + "02专家咨询费"
BANK = "Assets:WH2025-007:1002银行存款"


def paid(
    id_: str, amount: str, payee: str, words: str, *parts: tuple[str, str, str | None], on: str = "2025-04-01"
) -> Voucher:
    """A voucher: the bank's leg, and opposite it account, amount and plan line each."""
    lines = [Line(letter="a", account=BANK, amount=Decimal(amount))]
    lines += [
        Line(letter=letter, account=account, amount=Decimal(some), plan=plan)
        for letter, (account, some, plan) in zip("bcdef", parts, strict=False)
    ]
    return Voucher(id=f"WH2025-007-{id_}", date=day(on), payee=payee, narration=words, lines=tuple(lines))


PAST = (
    paid("V0001", "-9000", "江城云汀会议中心", "学术年会场租", (MEETING, "9000", "P1")),
    paid("V0002", "-4200", "江城印务公司", "会刊第1期印装", (PRINTING, "4200", "P5")),
    paid("V0003", "-100", "江城快递公司", "寄会刊", (PRINTING, "100", "P5")),
    paid("V0004", "-200", "江城快递公司", "寄会议资料", (MEETING, "200", "P1")),
    paid("V0005", "-1500", "江城百货公司", "物资", (MEETING, "1000", "P1"), (PRINTING, "500", "P5")),
    paid("V0006", "-5", "", "3月网银手续费", (COST + "15手续费", "5", "P5")),
)


def asked(amount: str, payee: str, words: str, on: str = "2025-06-18") -> Asked:
    return Asked(day(on), Decimal(amount), payee, words)


def suggester(award: Award, *mappings: Mapping, past: tuple[Voucher, ...] = PAST) -> Suggester:
    opened = set(accounts_of(load_chart(award.grant.chart), award.id))
    opened |= {line.account for voucher in past for line in voucher.lines}
    return Suggester(award, past, opened, mappings)


def parts(found: Suggestion | None) -> list[tuple[str | None, str | None, str | None]]:
    """Account, plan line and amount of each part."""
    return [
        (p.account, p.plan, None if p.amount is None else str(p.amount))
        for p in (found.parts if found else ())
    ]


def test_the_same_payee_as_before(society: Award) -> None:
    found = suggester(society).of(asked("-8000", "江城云汀会议中心", "研讨会场租"))
    assert parts(found) == [(MEETING, "P1", None)]
    assert found is not None
    assert told(found).zh == "建议 5101-会议费 P1（同一收款人：V0001）"


def test_of_several_ways_the_words_decide_or_a_person(society: Award) -> None:
    ask = suggester(society).of
    assert parts(ask(asked("-90", "江城快递公司", "寄会刊"))) == [(PRINTING, "P5", None)]
    unclear = ask(asked("-90", "江城快递公司", "快递"))
    assert parts(unclear) == []
    assert unclear is not None
    assert "几种记法（V0003、V0004）" in unclear.reason.zh


def test_words_that_name_another_account_leave_it_to_a_person(society: Award) -> None:
    found = suggester(society).of(asked("-3000", "江城印务公司", "代订会议费"))
    assert parts(found) == []
    assert found is not None
    assert found.reason.zh == "同一收款人：V0002，用途请选；但摘要里有“会议费”，用途“学术交流”"


def test_a_split_is_repeated_to_the_cent_only(society: Award) -> None:
    ask = suggester(society).of
    assert parts(ask(asked("-1500", "江城百货公司", "物资"))) == [
        (MEETING, "P1", "1000"),
        (PRINTING, "P5", "500"),
    ]
    assert ask(asked("-1500.01", "江城百货公司", "物资")) is None


def test_a_fee_without_a_payee_by_its_words_without_dates(society: Award) -> None:
    assert parts(suggester(society).of(asked("-6", "", "6月网银手续费"))) == [(COST + "15手续费", "P5", None)]


def test_words_alike_of_another_payee(society: Award) -> None:
    """劳务费 was always booked as 专家咨询费 here, though there is an account of that name."""
    labour = paid("V0001", "-400", "专家E01", "劳务费", (EXPERT, "400", "P5"))
    other = paid("V0002", "-9", "某人", "杂", (COST + "08劳务费", "9", "P1"))
    ask = suggester(society, past=(labour, other)).of
    found = ask(asked("-600", "专家E09", "劳务费"))
    assert (parts(found), found and found.reason.zh) == ([(EXPERT, "P5", None)], "摘要相同：V0001")


def test_words_that_every_payment_has_say_nothing(society: Award) -> None:
    plain = paid("V0001", "-400", "江城印务公司", "网银转账", (PRINTING, "400", "P5"))
    assert suggester(society, past=(plain,)).of(asked("-600", "江城宾馆", "网银转账")) is None


def test_of_something_else_the_plan_line_is_left_open(society: Award) -> None:
    found = suggester(society).of(asked("-3000", "江城印务公司", "宣传册"))
    assert parts(found) == [(PRINTING, None, None)]
    assert found is not None
    assert found.reason.zh == "同一收款人：V0002，用途请选"


def test_an_advance_is_not_repeated_for_something_else(society: Award) -> None:
    advance = paid(
        "V0001", "-9000", "江城宾馆", "会场预付款", ("Assets:WH2025-007:1141预付账款", "9000", "P1")
    )
    found = suggester(society, past=(advance,)).of(asked("-3000", "江城宾馆", "餐费结清"))
    assert (parts(found), found and found.reason.zh) == ([], "同一收款人：V0001")


def test_money_back_reduces_the_account_it_was_charged_to(society: Award) -> None:
    ask = suggester(society).of
    found = ask(asked("1000", "江城云汀会议中心", "退回场租"))
    assert parts(found) == [(MEETING, "P1", None)]
    assert ask(asked("1000", "江城云汀会议中心", "赞助费")) is None, "money in is not what money out was"


def test_an_account_named_in_the_words(society: Award) -> None:
    found = suggester(society).of(asked("-600", "江城宾馆", "科普活动会议费"))
    assert parts(found) == [(MEETING, "P2", None)]


def test_the_kind_of_a_listed_payee(society: Award) -> None:
    expert = Parties("JCSF", parties=(Party("E27", "expert", ("专家E27",)),))
    fee = paid("V0001", "-400", "专家E01", "审稿", (EXPERT, "400", "P5"))
    found = suggester(replace(society, parties=expert), past=(fee,)).of(asked("-400", "专家E27", "六月"))
    assert parts(found) == [(EXPERT, "P5", None)]
    assert found is not None
    assert found.parts[0].party == "E27"


def test_red_letters_and_what_they_took_back_teach_nothing(society: Award) -> None:
    red = replace(
        paid("V0009", "9000", "江城云汀会议中心", "红字", (MEETING, "-9000", "P1")),
        reverses="WH2025-007-V0001",
    )
    ask = suggester(society, past=(*PAST, red)).of
    assert ask(asked("-8000", "江城云汀会议中心", "研讨")) is None


TAX = "Liabilities:WH2025-007:2206应交税金:01代扣个人所得税"
FEES = (
    paid("V0001", "-1600", "专家E01", "咨询", (EXPERT, "2000", "P5"), (TAX, "-400", None), on="2025-04-02"),
    paid("V0002", "-800", "专家E02", "咨询", (EXPERT, "900", "P5"), (TAX, "-100", None), on="2025-05-02"),
)


@pytest.mark.parametrize(
    ("amount", "of"), [("-500", "V0001、V0002"), ("-400", "V0001"), ("-100", "V0002"), ("-300", None)]
)
def test_withheld_tax_by_its_amount(society: Award, amount: str, of: str | None) -> None:
    found = suggester(society, past=FEES).of(asked(amount, "江城税务局", "缴款"))
    assert parts(found) == ([(TAX, None, None)] if of else [])
    assert found is None or found.reason.zh == f"{of} 代扣的个税"


def test_another_payment_of_the_taxs_amount_is_no_tax(society: Award) -> None:
    assert suggester(society, past=FEES).of(asked("-400", "江城宾馆", "住宿")) is None


def test_tax_that_was_paid_is_owed_no_more(society: Award) -> None:
    done = paid("V0003", "-400", "江城税务局", "缴款", (TAX, "400", None), on="2025-05-20")
    found = suggester(society, past=(*FEES, done)).of(asked("-100", "江城税务局", "缴款"))
    assert found is not None
    assert found.reason.zh == "V0002 代扣的个税"


def test_in_a_units_books_both_sets(unit: Award) -> None:
    financial = "Expenses:CAST2025-017:5001业务活动费用:02商品和服务费用"
    budget = "Expenses:CAST2025-017:7101行政支出:30215会议费"
    lines = (
        Line(letter="a", account="Assets:CAST2025-017:1002银行存款", amount=Decimal(-900)),
        Line(letter="b", account=financial, amount=Decimal(900)),
        Line(letter="c", account="Assets:CAST2025-017:8001资金结存:02货币资金", amount=Decimal(-900), currency="CNY.B"),
        Line(letter="d", account=budget, amount=Decimal(900), currency="CNY.B", plan="P1"),
    )  # fmt: skip
    past = Voucher(
        id="CAST2025-017-V0001", date=day("2025-04-01"), payee="江城宾馆", narration="场租", lines=lines
    )
    ask = suggester(unit, past=(past,)).of
    for row in (asked("-700", "江城宾馆", "场租"), asked("-700", "另一家", "评估会会议费")):
        found = ask(row)
        assert found is not None
        (part,) = found.parts
        assert (part.account, part.budget_account, part.plan) == (financial, budget, "P1")


def mapping(id_: str, **said: str) -> Mapping:
    facts = {"way": "out", "account": MEETING, "plan": "P1", **said}
    return Mapping(date=day("2025-05-02"), id=id_, recorded="", by="chen", **facts)


def test_a_mapping_comes_before_all_else(society: Award) -> None:
    one = mapping("K-0001", payee="江城 印务公司", account=PRINTING, plan="P2")
    found = suggester(society, one).of(asked("-8000", "江城印务公司", "会议费"))
    assert (parts(found), found and found.mapping) == ([(PRINTING, "P2", None)], "K-0001")


@pytest.mark.parametrize(
    ("said", "row", "fitting"),
    [
        ({"payee": "甲"}, asked("-1", "甲", ""), True),
        ({"payee": "甲"}, asked("1", "甲", ""), False),
        ({"payee": "甲"}, asked("-1", "甲公司", ""), False),
        ({"words": "手续费"}, asked("-1", "任何人", "网银手续费"), True),
        ({"payee": "甲", "words": "场租"}, asked("-1", "甲", "装修"), False),
    ],
)
def test_which_rows_a_mapping_speaks_of(said: dict[str, str], row: Asked, fitting: bool) -> None:  # noqa: FBT001
    assert fits(mapping("K-0001", **said), row) is fitting


@pytest.mark.parametrize(
    "gone",
    [mapping("K-0001", payee="甲", plan="P9"), mapping("K-0001", payee="甲", account=COST + "77无此科目")],
    ids=["plan line", "account"],
)
def test_a_mapping_whose_account_or_plan_line_is_gone_decides_nothing(society: Award, gone: Mapping) -> None:
    found = suggester(society, gone).of(asked("-1", "甲", ""))
    assert found is not None
    assert (found.parts, found.mapping) == ((), None)
    assert "已不可用" in found.reason.zh


def test_a_mapping_of_the_old_chart_decides_nothing_after_the_change(society: Award) -> None:
    old = mapping("K-0001", payee="甲", account="Expenses:WH2025-007:5201管理费用:01办公费")
    found = suggester(society, old).of(asked("-1", "甲", "", on="2026-02-01"))
    assert found is not None
    assert found.mapping is None
