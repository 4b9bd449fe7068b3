"""Drafts and posting: numbers without gaps, what is posted stays, red letters, completing and splitting, undoing."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core.data import Document, new_metadata
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earmark.ledger.awards.chart import UnknownCode
from earmark.ledger.banks.bank import Share, StoredRow
from earmark.ledger.banks.imports import ImportRecord
from earmark.ledger.banks.undoing import StillUsed, undo
from earmark.ledger.base.record import to_custom
from earmark.ledger.books.desk import desk
from earmark.ledger.proof.checking import check_award
from earmark.ledger.vouchers.completing import NoSuchPlanLine, Part, fill
from earmark.ledger.vouchers.drafts import NoSuchDraft, Unbalanced, WrongChoice, drafts_at, numbered, write
from earmark.ledger.vouchers.dropping import CannotDrop, drop
from earmark.ledger.vouchers.posting import CannotPost, CannotReverse, post, reverse
from earmark.ledger.vouchers.rebooking import reverse_and_rebook
from earmark.ledger.vouchers.voucher import Line, Voucher

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat


def payment(
    when: str, words: str = "会务", cls: str = "记", account: str = "5101业务活动成本:01会议费"
) -> str:
    return f"""
{when} * "某单位" "{words}"
  cls: "{cls}"
  Expenses:A:{account}      100.00 CNY
  Assets:A:1002银行存款    -100.00 CNY
"""


# ---------------------------------------------------------------- numbers


def test_numbers_run_per_month_and_class_in_the_order_of_days(society: Keeping) -> None:
    society.draft(
        payment("2025-05-03", "三") + payment("2025-04-20", "二") + payment("2025-04-01", "一", "转")
    )
    society.draft(payment("2025-04-02", "零"))
    society.post()
    assert {v.narration: v.number for v in society.vouchers} == {
        "零": "2025-04-记-0001", "二": "2025-04-记-0002", "一": "2025-04-转-0001", "三": "2025-05-记-0001",
    }  # fmt: skip


def test_a_number_goes_on_where_the_month_ended(society: Keeping) -> None:
    first, second = society.enter(payment("2025-04-20") + payment("2025-04-21"))
    (third,) = society.enter(payment("2025-04-01"))
    assert [v.number for v in (first, second, third)] == [f"2025-04-记-000{n}" for n in (1, 2, 3)]


def test_each_award_has_numbers_of_its_own(society: Keeping, unit: Keeping) -> None:
    society.enter(payment("2025-04-20"))
    unit.granted()
    assert [v.number for v in unit.vouchers] == ["2025-04-记-0001"]


def test_only_drafts_through_a_day_are_posted(society: Keeping) -> None:
    society.draft(payment("2025-04-20") + payment("2025-05-03"))
    with desk(society.books, "chen") as at:
        done = post(at, society.award, through=day("2025-04-30"))
    assert [v.date for v in done] == [day("2025-04-20")]
    assert [v.posted for v in society.vouchers] == [True, False]


days = st.dates(day("2025-03-01"), day("2025-06-30")).map(str)
batches = st.lists(st.lists(st.tuples(days, st.sampled_from("记转")), min_size=1, max_size=4), max_size=4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=batches)
def test_there_is_never_a_gap_and_never_a_double(
    society: Keeping, batches: list[list[tuple[str, str]]]
) -> None:
    for batch in batches:
        society.enter("".join(payment(when, cls=cls) for when, cls in batch))
    series: dict[str, list[int]] = defaultdict(list)
    for voucher in society.vouchers:
        match = re.fullmatch(r"(\d{4}-\d{2})-(.)-(\d{4})", voucher.number or "")
        assert match
        assert (match[1], match[2]) == (voucher.period, voucher.cls)
        series[match[1] + match[2]].append(int(match[3]))
    assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in series.values())


# ---------------------------------------------------------------- what is not posted


def test_a_draft_that_waits_is_left_and_a_named_one_refused(society: Keeping) -> None:
    waiting, ready = society.draft(
        payment("2025-04-01", account="5101业务活动成本:99待归类") + payment("2025-04-02")
    )
    with pytest.raises(CannotPost, match="待归类"):
        society.post(waiting.id)
    assert [v.id for v in society.post()] == [ready.id]


def test_a_posted_voucher_is_no_draft(society: Keeping) -> None:
    (voucher,) = society.enter(payment("2025-04-01"))
    with pytest.raises(CannotPost, match="没有草稿"):
        society.post(voucher.id)


def test_one_bad_name_posts_nothing(society: Keeping) -> None:
    (voucher,) = society.draft(payment("2025-04-01"))
    with pytest.raises(CannotPost, match="没有草稿"):
        society.post(voucher.id, "WH2025-007-V0099")
    assert [v.posted for v in society.vouchers] == [False]


@pytest.mark.parametrize("currency", ["CNY", "CNY.B"])
def test_each_set_balances_by_itself(unit: Keeping, currency: str) -> None:
    lines = [
        Line(letter="", account=f"Assets:{unit.award}:1002银行存款", amount=Decimal("100.00")),
        Line(
            letter="",
            account=f"Income:{unit.award}:4604利息收入",
            amount=Decimal("-100.00"),
            currency=currency,
        ),
    ]
    lame = Voucher(id="", date=day("2025-04-01"), payee="", narration="缺一分", lines=tuple(lines))
    if currency == "CNY":
        lame = Voucher(id="", date=lame.date, payee="", narration="", lines=(lines[0],))
    with pytest.raises(Unbalanced), desk(unit.books, "liu") as at:
        write(at, unit.award, numbered(at, unit.award, [lame]))


# ---------------------------------------------------------------- posted is never edited


def test_posting_more_leaves_what_is_posted_byte_for_byte(society: Keeping) -> None:
    society.enter(payment("2025-04-20"))
    month, log = society.folder / "vouchers/2025-04.beancount", society.folder / "log"
    before = month.read_bytes(), log.read_bytes()
    society.enter(payment("2025-04-01") + payment("2025-05-01"))
    society.reverse("WH2025-007-V0001", day("2025-04-30"))
    assert month.read_bytes().startswith(before[0])
    assert log.read_bytes().startswith(before[1])


def test_an_id_is_never_used_again(society: Keeping) -> None:
    society.draft(payment("2025-04-01"))
    society.post()
    assert [v.id for v in society.draft(payment("2025-04-02"))] == ["WH2025-007-V0002"]


# ---------------------------------------------------------------- red letters


def test_a_red_letter_has_opposite_signs_and_cites_line_by_line(society: Keeping) -> None:
    (paid,) = society.enter("""
2025-04-01 * "专家E07" "咨询费"
  invoice: "2542"
  Expenses:A:5101业务活动成本:02专家咨询费      1500.00 CNY
    plan: "P3"
  Assets:A:1002银行存款                        -1360.00 CNY
    bank-row: "ICBC-8801:3"
  Liabilities:A:2206应交税金:01代扣个人所得税   -140.00 CNY
""")
    red = society.reverse(paid.id, day("2025-04-30"))
    assert (red.reverses, red.date, red.number) == (paid.id, day("2025-04-30"), "2025-04-记-0002")
    assert "2025-04-记-0001" in red.narration
    assert [(x.account, x.amount, x.plan, x.reduces, x.bank_row) for x in red.lines] == [
        (x.account, -x.amount, x.plan, paid.id + x.letter, None) for x in paid.lines
    ]
    assert society.errors() == []


def test_only_a_posted_voucher_is_reversed_and_only_once(society: Keeping) -> None:
    (draft,) = society.draft(payment("2025-04-01"))
    with desk(society.books, "chen") as at, pytest.raises(CannotReverse, match="没有已记账凭证"):
        reverse(at, society.award, draft.id, day("2025-04-30"), "错")
    society.post()
    society.reverse(draft.id, day("2025-04-30"))
    with desk(society.books, "chen") as at, pytest.raises(CannotReverse, match="已被红字冲销"):
        reverse(at, society.award, draft.id, day("2025-04-30"), "又错")


def test_a_red_letter_can_itself_be_taken_back(society: Keeping) -> None:
    (paid,) = society.enter(payment("2025-04-01"))
    red = society.reverse(paid.id, day("2025-04-30"))
    society.reverse(red.id, day("2025-05-31"))
    assert society.position.spent == Decimal("100.00")


def test_a_red_letter_is_not_of_an_earlier_day(society: Keeping) -> None:
    society.enter(payment("2025-04-20"))
    with desk(society.books, "chen") as at, pytest.raises(CannotReverse, match="不能早于"):
        reverse(at, society.award, "V0001", day("2025-04-19"), "错")


@pytest.mark.parametrize("name", ["V0001", "2025-04-记-0001"])
def test_a_posted_voucher_is_named_by_its_number_too(society: Keeping, name: str) -> None:
    society.draft(payment("2025-04-20"))
    society.post("V0001")
    with desk(society.books, "chen") as at:
        assert reverse(at, society.award, name, day("2025-04-30"), "错").reverses == "WH2025-007-V0001"


# ---------------------------------------------------------------- a bank row booked anew


def test_a_reversed_bank_row_is_booked_anew_and_its_shares_add_up(imported: Keeping) -> None:
    """Paid 100 on 04-01 by bank row 1: red takes it back, a draft waits for what it really was."""
    imported.post("V0001")
    with desk(imported.books, "chen") as at:
        red, anew = reverse_and_rebook(at, imported.award, "V0001", day("2025-05-06"), "科目错")
    bank = f"Assets:{imported.award}:1002银行存款"
    assert [(x.amount, x.bank_row) for x in red.lines if x.account == bank] == [
        (Decimal("100.00"), "ICBC-8801:1")
    ]
    assert [(x.account.split(":", 2)[2], x.amount, x.bank_row) for x in anew.lines] == [
        ("1002银行存款", Decimal("-100.00"), "ICBC-8801:1"),
        ("5101业务活动成本:99待归类", Decimal("100.00"), None),
    ]
    assert (anew.waiting, anew.paid, red.paid) == (True, day("2025-04-01"), day("2025-04-01"))
    shares = [s for s in imported.books.records(Share, "banks/ICBC-8801.beancount") if s.row == "ICBC-8801:1"]
    assert sum(s.amount for s in shares) == Decimal("-100.00")
    fill(imported.books, imported.award, anew.id, [Part("5101-培训费")], "chen")
    imported.post(red.id, anew.id)
    assert check_award(imported.books, imported.award) == []
    assert imported.errors() == []


def test_red_letter_and_new_booking_are_dropped_together(imported: Keeping) -> None:
    imported.post("V0001")
    before = imported.books.records(Share, "banks/ICBC-8801.beancount")
    with desk(imported.books, "chen") as at:
        red, anew = reverse_and_rebook(at, imported.award, "V0001", day("2025-05-06"), "科目错")
    with desk(imported.books, "chen") as at:
        assert {v.id for v in drop(at, imported.award, anew.id)} == {red.id, anew.id}
    assert imported.books.records(Share, "banks/ICBC-8801.beancount") == before
    assert check_award(imported.books, imported.award) == []


def test_a_new_booking_stays_when_its_red_letter_is_posted(imported: Keeping) -> None:
    imported.post("V0001")
    with desk(imported.books, "chen") as at:
        red, anew = reverse_and_rebook(at, imported.award, "V0001", day("2025-05-06"), "科目错")
    imported.post(red.id)
    with desk(imported.books, "chen") as at, pytest.raises(CannotDrop, match="银行流水"):
        drop(at, imported.award, anew.id)


# ---------------------------------------------------------------- completing and splitting

WAITING = payment("2025-04-01", account="5101业务活动成本:99待归类")
UNIT_WAITING = """
2025-04-01 * "某单位" "货款"
  Expenses:A:5001业务活动费用:99待归类          16000.00 CNY
  Assets:A:1002银行存款                        -16000.00 CNY
  Expenses:A:7101行政支出:99待归类              16000.00 CNY.B
  Assets:A:8001资金结存:02货币资金             -16000.00 CNY.B
"""
INCOMING = """
2025-04-01 * "某单位" "来款"
  Assets:A:1002银行存款                          100.00 CNY
  Liabilities:A:2209其他应付款:99待归类         -100.00 CNY
"""


def filled(award: Keeping, *parts: Part) -> list[tuple[str, Decimal, str | None]]:
    done = fill(award.books, award.award, f"{award.award}-V0001", parts, award.by)
    short = ((x.account.split(":", 2)[2], x.amount, x.plan) for x in done.lines)
    return [x for x in short if not x[0].startswith(("1002", "8001"))]


def test_a_new_sub_account_is_opened_with_the_next_number(society: Keeping) -> None:
    society.draft(WAITING)
    assert filled(society, Part("5101-印刷费", plan="P1")) == [
        ("5101业务活动成本:05印刷费", Decimal("100.00"), "P1")
    ]
    society.post()
    assert society.errors() == []


def test_a_unit_completes_both_sets_and_the_plan_stands_in_the_budget_set(unit: Keeping) -> None:
    unit.draft(UNIT_WAITING)
    assert filled(unit, Part("5001-商品和服务费用", "7101-30201办公费", "P1")) == [
        ("5001业务活动费用:02商品和服务费用", Decimal("16000.00"), None),
        ("7101行政支出:30201办公费", Decimal("16000.00"), "P1"),
    ]
    unit.post()
    assert unit.errors() == []


def test_a_unit_splits_both_sets(unit: Keeping) -> None:
    unit.draft(UNIT_WAITING)
    whole = f"Expenses:{unit.award}:7101行政支出:30215会议费"
    done = filled(
        unit,
        Part("5001-商品和服务费用"),
        Part(whole, plan="P1", amount=Decimal("12000.00")),
        Part("7101-30226劳务费", plan="P2", amount=Decimal("4000.00")),
    )
    assert done == [
        ("5001业务活动费用:02商品和服务费用", Decimal("16000.00"), None),
        ("7101行政支出:30215会议费", Decimal("12000.00"), "P1"),
        ("7101行政支出:30226劳务费", Decimal("4000.00"), "P2"),
    ]


def test_one_set_alone_does_not_complete_a_units_draft(unit: Keeping) -> None:
    unit.draft(UNIT_WAITING)
    with pytest.raises(WrongChoice, match="--budget-account"):
        filled(unit, Part("5001-商品和服务费用"))
    assert unit.vouchers[0].waiting


def test_a_part_of_money_that_came_in_is_said_without_a_sign(society: Keeping) -> None:
    society.draft(INCOMING)
    parts = Part("4401-限定性收入", amount=Decimal("60.00")), Part("1122-备用金", amount=Decimal("40.00"))
    assert filled(society, *parts) == [
        ("4401政府补助收入:02限定性收入", Decimal("-60.00"), None),
        ("1122其他应收款:01备用金", Decimal("-40.00"), None),
    ]


def test_an_award_whose_id_begins_with_a_digit(start: Callable[..., Keeping]) -> None:
    award = start("7X-1")
    award.draft(WAITING)
    assert filled(award, Part("5101-会议费")) == [("5101业务活动成本:01会议费", Decimal("100.00"), None)]


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ([Part("5101-会议费", amount=Decimal("60.00"))], Unbalanced),
        ([Part("5101-待归类")], WrongChoice),
        ([Part("5199-会议费")], UnknownCode),
        ([Part("5101-会 议")], UnknownCode),
        ([Part("会议")], UnknownCode),
        ([Part("5101-会议费", plan="P9")], NoSuchPlanLine),
    ],
)
def test_a_choice_that_does_not_fit_changes_nothing(
    society: Keeping, parts: list[Part], error: type[Exception]
) -> None:
    society.draft(WAITING)
    before = (
        (society.folder / "drafts.beancount").read_bytes(),
        (society.folder / "accounts.beancount").read_bytes(),
    )
    with pytest.raises(error):
        fill(society.books, society.award, "WH2025-007-V0001", parts, "chen")
    after = (
        (society.folder / "drafts.beancount").read_bytes(),
        (society.folder / "accounts.beancount").read_bytes(),
    )
    assert after == before


def test_a_draft_that_is_not_there_is_not_completed(society: Keeping) -> None:
    with pytest.raises(NoSuchDraft):
        fill(society.books, society.award, "WH2025-007-V0099", [Part("5101-培训费")], "chen")


# ---------------------------------------------------------------- dropping a draft


def test_a_red_letter_that_was_not_meant_is_dropped(society: Keeping) -> None:
    (paid,) = society.enter(payment("2025-04-01"))
    with desk(society.books, "chen") as at:
        red = reverse(at, society.award, paid.id, day("2025-04-30"), "错")
        assert [v.id for v in drop(at, society.award, red.id)] == [red.id]
    assert [v.id for v in society.vouchers] == [paid.id]
    assert check_award(society.books, society.award) == []


def test_a_draft_that_a_decision_speaks_of_is_not_dropped(society: Keeping) -> None:
    (draft,) = society.draft(payment("2025-04-01"))
    society.uphold(society.charge("会务"), "100.00")
    with desk(society.books, "chen") as at, pytest.raises(CannotDrop, match="认定"):
        drop(at, society.award, draft.id)


def test_what_an_import_brought_is_not_dropped(imported: Keeping) -> None:
    with desk(imported.books, "chen") as at, pytest.raises(CannotDrop, match="导入"):
        drop(at, imported.award, "V0001")


# ---------------------------------------------------------------- undoing an import


@pytest.fixture
def imported(society: Keeping) -> Keeping:
    """One import I-1 of a statement: two rows, two drafts, a copy of the file."""
    ledger = payment("2025-04-01", "一") + payment("2025-04-02", "二")
    ledger = ledger.replace('  cls: "记"', '  cls: "记"\n  import-id: "I-1"')
    for number in (1, 2):
        row = f'-100.00 CNY\n    bank-row: "ICBC-8801:{number}"'
        ledger = re.sub(r"-100\.00 CNY(?!\n    bank-row)", row, ledger, count=1)
    society.draft(ledger)
    record = ImportRecord(
        date=day("2025-04-03"), id="I-1", file="流水.xlsx", sha256=hashlib.sha256(b"rows").hexdigest(), format="icbc", fates="new=2",
        recorded="x", by="chen",
    )  # fmt: skip
    copy = Document(
        new_metadata("", 0), record.date, f"Assets:{society.award}:1002银行存款", "../documents/I-1-流水.xlsx",
        frozenset(), frozenset(),
    )  # fmt: skip
    with desk(society.books, "chen") as at:
        at.append(f"awards/{society.award}/imports/I-1.beancount", [to_custom(record), copy])
        at.write(f"awards/{society.award}/documents/I-1-流水.xlsx", b"rows")
        for number in (1, 2):
            at.append("banks/ICBC-8801.beancount", [to_custom(r) for r in row_and_share(number)])
    return society


def row_and_share(number: int) -> tuple[StoredRow, Share]:
    date, amount = day(f"2025-04-0{number}"), Decimal("-100.00")
    row = StoredRow(
        date=date,
        id=f"ICBC-8801:{number}",
        amount=amount,
        fate="new",
        import_id="I-1",
        recorded="x",
        by="chen",
    )
    share = Share(
        date=date, id=f"{row.id}#1", row=row.id, award="WH2025-007", amount=amount,
        voucher=f"WH2025-007-V000{number}", recorded="x", by="chen",
    )  # fmt: skip
    return row, share


def test_undo_takes_back_drafts_rows_record_and_copy(imported: Keeping) -> None:
    with desk(imported.books, "chen") as at:
        assert undo(at, imported.award, "I-1").drafts == 2
        assert drafts_at(at, imported.award) == []
    assert not (imported.folder / "imports/I-1.beancount").exists()
    assert not (imported.folder / "documents/I-1-流水.xlsx").exists()
    assert imported.books.records(StoredRow, "banks/ICBC-8801.beancount") == []
    assert check_award(imported.books, imported.award) == []


def test_undo_refuses_what_is_posted(imported: Keeping) -> None:
    imported.post("WH2025-007-V0002")
    refused(imported, "已记账")


def test_undo_refuses_what_a_decision_speaks_of(imported: Keeping) -> None:
    imported.uphold(imported.charge("一"), "100.00")
    refused(imported, "认定")


def test_undo_refuses_a_row_behind_a_posted_voucher_of_another_import(imported: Keeping) -> None:
    with desk(imported.books, "chen") as at:
        path = f"awards/{imported.award}/drafts.beancount"
        text = (at.read(path) or b"").decode()
        at.write(path, text.replace('import: "I-1"', 'import: "I-2"').replace("^I-1", "^I-2").encode())
    imported.post()
    refused(imported, "已记账")


def refused(award: Keeping, why: str) -> None:
    with desk(award.books, "chen") as at, pytest.raises(StillUsed, match=why):
        undo(at, award.award, "I-1")
    assert len(award.books.records(StoredRow, "banks/ICBC-8801.beancount")) == 2


def test_undo_of_an_unknown_import(society: Keeping) -> None:
    with desk(society.books, "chen") as at, pytest.raises(NoSuchDraft, match="没有导入 I-9"):
        undo(at, society.award, "I-9")
