from __future__ import annotations

import datetime
import hashlib
import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader

from earmark.importers.booking.plan import Changes, ImportPlan
from earmark.importers.receive import ImportRefused, commit_import, plan_import, receive
from earmark.ledger.banks.bank import Share, StoredRow
from earmark.ledger.banks.imports import ImportRecord
from earmark.ledger.banks.undoing import undo
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.record import to_custom
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.books.load import load_award, register_of
from earmark.ledger.closings.closing import close
from earmark.ledger.closings.periods import StatutoryNumber
from earmark.ledger.findings.acts import Decision
from earmark.ledger.persons.sides import NotYours
from earmark.ledger.proof.checking import check_award
from earmark.ledger.vouchers.charge import Charge
from earmark.ledger.vouchers.charges import charges_of
from earmark.ledger.vouchers.drafts import drafts, posted, write
from earmark.ledger.vouchers.posting import post
from earmark.ledger.vouchers.voucher import Voucher

Write = Callable[..., Path]
Make = Callable[..., object]
SOCIETY, UNIT = "WH2025-007", "CAST2025-017"
POOL = "42050100000000003301"

JOURNAL = """
    2025-03-05,记-0001,收到奖补资金,1002,银行存款,500000.00,,武汉市科学技术协会,,
    2025-03-05,记-0001,收到奖补资金,440102,政府补助收入-限定性收入,,500000.00,武汉市科学技术协会,,
    2025-03-20,记-0002,会场预付款,1141,预付账款,9000.00,,江城云汀会议中心,P1,
    2025-03-20,记-0002,会场预付款,1002,银行存款,,9000.00,江城云汀会议中心,,
    2025-03-31,记-0003,审稿费,510102,业务活动成本-专家咨询费,400.00,,专家E27,P5,
    2025-03-31,记-0003,审稿费,1002,银行存款,,400.00,专家E27,,
    2025-03-31,记-0003,网银手续费,510115,业务活动成本-手续费,2.00,,工商银行,P5,
    2025-03-31,记-0003,网银手续费,1002,银行存款,,2.00,工商银行,,
    2025-03-31,记-0003,网银手续费,510115,业务活动成本-手续费,2.00,,工商银行,P5,
    2025-03-31,记-0003,网银手续费,1002,银行存款,,2.00,工商银行,,
    2025-04-16,记-0001,会场租金结清,510101,业务活动成本-会议费,30000.00,,江城云汀会议中心,P1,
    2025-04-16,记-0001,会场租金结清,1141,预付账款,,9000.00,江城云汀会议中心,,
    2025-04-16,记-0001,会场租金结清,1002,银行存款,,21000.00,江城云汀会议中心,,
"""


@pytest.fixture
def rows(move: Make) -> list[object]:
    """The bank's side of the same spring; the prepayment left two days before it was booked."""
    return [
        move("2025-03-05 09:05:12", "500000.00", "奖补资金", "武汉市科学技术协会", "25030500001"),
        move("2025-03-18 09:05:12", "-9000.00", "会场预付款", "江城云汀会议中心", "25031800002"),
        move("2025-03-31 09:05:12", "-400.00", "审稿费", "专家E27"),
        move("2025-03-31 23:15:08", "-2.00", "网银手续费"),
        move("2025-03-31 23:15:08", "-2.00", "网银手续费"),
        move("2025-04-16 09:05:12", "-21000.00", "会场租金", "江城云汀会议中心", "25041600003"),
    ]


@pytest.fixture
def take(books: Books, today: datetime.date) -> Callable[..., ImportPlan]:
    """Import for good, and prove the books sound: nothing wrong with the text, and Beancount loads it."""

    def run(*paths: Path, by: str = "chen", award: str | None = None) -> ImportPlan:
        plan = commit_import(books, paths, by, award=award, today=today)
        for id_ in books.award_ids():
            assert check_award(books, id_) == []
            folder = books.root / "awards" / id_
            files = [
                folder / "accounts.beancount",
                folder / "drafts.beancount",
                *sorted(folder.glob("vouchers/*")),
            ]
            _, errors, _ = loader.load_string("".join(path.read_text(encoding="utf-8") for path in files))
            assert errors == []
        for one in plan.files:
            assert one.rows == sum(one.counts.values())
        return plan

    return run


Take = Callable[..., ImportPlan]


def counts(plan: ImportPlan) -> dict[str, int]:
    return {fate: count for fate, count in plan.files[0].counts.items() if count}


def snapshot(books: Books) -> dict[str, str]:
    files = (path for path in books.root.rglob("*") if path.is_file() and ".earmark" not in path.parts)
    return {
        str(path.relative_to(books.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def told(books: Books, award: str = SOCIETY) -> list[tuple[object, ...]]:
    """What the drafts say, up to ids, numbers and which of several files a row was read from."""
    found = drafts(books, award)
    names = {v.id + x.letter: (v.gl, v.payee, x.account, x.amount) for v in found for x in v.lines}
    return sorted(
        (
            str(v.date), str(v.paid), str(v.gl), v.payee, v.narration, str(v.payee_account),
            tuple(sorted(
                (x.account, str(x.amount), str(x.plan), len(x.sources), bool(x.bank_row), str(names.get(x.settles or "")))
                for x in v.lines
            )),
        )
        for v in found
    )  # fmt: skip


# ---------------------------------------------------------------- the dry run


def test_a_dry_run_tells_the_fates_in_the_agreed_form_and_writes_nothing(
    books: Books, statement: Write, rows: list[object], today: datetime.date
) -> None:
    before = snapshot(books)
    plan = plan_import(books, [statement(rows)], today=today)
    assert json.loads(json.dumps(plan.to_json())) == {
        "schema": 1,
        "files": [
            {
                "file": "icbc.csv", "format": "icbc_04", "bank": "ICBC", "rows": 6,
                "new": 1, "known": 0, "waiting": 5, "other": 0, "refused": 0,
                "in": "500000.00", "out": "30404.00", "first_date": "2025-03-05", "last_date": "2025-04-16", "problems": [],
            }
        ],
    }  # fmt: skip
    assert snapshot(books) == before


def test_a_dry_run_of_a_journal_has_no_bank(books: Books, journal: Write, today: datetime.date) -> None:
    (found,) = plan_import(books, [journal(JOURNAL)], award=SOCIETY, today=today).to_json()["files"]
    assert (found["format"], found["bank"], found["rows"], found["new"]) == ("table_journal", None, 13, 13)
    assert found["in"] == found["out"] == "539404.00"


def test_a_bad_row_is_named_and_the_others_have_their_fates(
    books: Books, statement: Write, rows: list[object], today: datetime.date
) -> None:
    path = statement(rows)
    path.write_bytes(path.read_bytes().replace(b"9000.00", b"9x00.00", 1))
    plan = plan_import(books, [path], today=today)
    (found,) = plan.to_json()["files"]
    assert (found["new"], found["waiting"], found["refused"]) == (1, 4, 1)
    assert [problem["row"] for problem in found["problems"]] == [4]
    assert "不是金额" in found["problems"][0]["message"]
    (english,) = plan.to_json("en")["files"]
    assert "is not an amount" in english["problems"][0].pop("message")
    found["problems"][0].pop("message")
    assert english == found


# ---------------------------------------------------------------- twice, in any order, overlapping


def test_a_file_twice_leaves_the_books_byte_for_byte(
    books: Books, take: Take, statement: Write, journal: Write, rows: list[object]
) -> None:
    files = [statement(rows), journal(JOURNAL)]
    for path in files:
        take(path)
    before = snapshot(books)
    assert [counts(take(path)) for path in files] == [{"known": 6}, {"known": 13}]
    assert snapshot(books) == before


def test_statement_and_journal_make_one_voucher_a_charge_in_any_order(
    books: Books, take: Take, statement: Write, journal: Write, rows: list[object], tmp_path: Path
) -> None:
    import shutil

    parts = [
        statement(rows[:3], name="a.csv"),
        statement(rows[1:], name="b.csv", opening="500000.00"),
        journal(JOURNAL),
    ]
    results = []
    keep = tmp_path / "keep"
    shutil.copytree(books.root, keep)
    for order in itertools.permutations(parts):
        shutil.rmtree(books.root)
        shutil.copytree(keep, books.root)
        for path in order:
            take(path)
        results.append(told(books))
    assert all(result == results[0] for result in results)
    vouchers = drafts(books, SOCIETY)
    assert len(vouchers) == 6
    assert not any(voucher.waiting for voucher in vouchers)
    prepaid = next(voucher for voucher in vouchers if voucher.gl == "记-2025-03-0002")
    assert (str(prepaid.date), str(prepaid.paid)) == ("2025-03-20", "2025-03-18")
    settled = next(voucher for voucher in vouchers if voucher.gl == "记-2025-04-0001")
    assert settled.lines[0].settles == prepaid.id + "a" or settled.lines[0].settles == prepaid.id + "b"


def test_ids_given_to_a_banks_draft_stay_when_the_booking_comes(
    books: Books, take: Take, statement: Write, journal: Write, rows: list[object]
) -> None:
    take(statement(rows))
    before = {voucher.lines[0].bank_row: voucher for voucher in drafts(books, SOCIETY)}
    take(journal(JOURNAL))
    for voucher in drafts(books, SOCIETY):
        (leg,) = [line for line in voucher.lines if line.bank_row]
        old = before[leg.bank_row]
        assert (voucher.id, leg.letter) == (old.id, "a")
        assert "b" in {line.letter for line in voucher.lines if line.account != leg.account}


def test_overlapping_statements_bring_each_row_once(
    books: Books, take: Take, statement: Write, rows: list[object]
) -> None:
    take(statement(rows[:5], name="march.csv"))
    later = take(statement(rows[2:], name="april.csv", opening="491000.00"))
    assert counts(later) == {"known": 3, "waiting": 1}
    assert len(books.records(StoredRow, "banks/ICBC-8801.beancount")) == 6


def test_a_corrected_statement_is_one_waiting_row_and_names_what_went(
    books: Books, take: Take, statement: Write, rows: list[object], move: Make
) -> None:
    take(statement(rows))
    corrected = [
        *rows[:1],
        move("2025-03-18 09:05:12", "-9900.00", "会场预付款", "江城云汀会议中心"),
        *rows[2:],
    ]
    plan = take(statement(corrected, name="corrected.csv"))
    assert counts(plan) == {"known": 5, "waiting": 1}
    assert "ICBC-8801:2（2025-03-18，-9,000.00）不在这份对账单里" in plan.files[0].notes[0].zh
    (doubt,) = plan.to_json()["files"][0]["problems"]
    assert doubt["row"] == 4
    assert doubt["message"].startswith(
        "对账单更正：2025-03-18 这里是 -9,900.00，此前的对账单是 -9,000.00（ICBC-8801:2）"
    )
    draft = next(v for v in drafts(books, SOCIETY) if "更正" in (v.note or ""))
    assert draft.waiting
    stored = {row.id: row for row in books.records(StoredRow, "banks/ICBC-8801.beancount")}
    assert stored[draft.lines[0].bank_row or ""].corrected


def test_what_is_in_the_opening_balances_is_not_booked_again(
    books: Books, statement: Write, journal: Write, rows: list[object]
) -> None:
    """An award taken over on 2025-03-20 begins with balances; what the bank and the journal say of earlier days is in them."""
    path = books.root / "awards" / SOCIETY / "register.beancount"
    opening = '  mode: "dedicated"\n  opening: 2025-03-20\n'
    path.write_text(
        path.read_text(encoding="utf-8").replace('  mode: "dedicated"\n', opening), encoding="utf-8"
    )
    plans = [commit_import(books, [file], "chen") for file in (statement(rows), journal(JOURNAL))]
    assert [counts(plan) for plan in plans] == [{"waiting": 4, "other": 2}, {"new": 11, "other": 2}]
    assert min(voucher.date for voucher in drafts(books, SOCIETY)) == datetime.date(2025, 3, 20)


def test_a_second_grant_beyond_the_award_waits(take: Take, statement: Write, move: Make) -> None:
    grant = [move(f"2025-03-0{n} 09:00:00", "300000.00", "奖补资金", "武汉市科学技术协会") for n in (5, 6)]
    assert counts(take(statement(grant))) == {"new": 1, "waiting": 1}


# ---------------------------------------------------------------- nothing half-written


def test_one_bad_row_keeps_every_file_out(
    books: Books, statement: Write, journal: Write, rows: list[object], today: datetime.date
) -> None:
    before = snapshot(books)
    bad = journal(JOURNAL.replace("30000.00,,江城", "30001.00,,江城"))
    plan = commit_import(books, [statement(rows), bad], "chen", today=today)
    assert plan.refused
    assert snapshot(books) == before
    with pytest.raises(ImportRefused, match=r"journal\.csv:12：凭证 记-2025-04-0001（CNY）借贷相差 1\.00"):
        receive(books, [statement(rows), bad], "chen", today=today)


@pytest.mark.parametrize(
    "damaged",
    [
        f"awards/{SOCIETY}/register.beancount",
        f"awards/{SOCIETY}/drafts.beancount",
        "banks/ICBC-8801.beancount",
    ],
)
def test_a_damaged_file_of_the_books_is_not_the_fault_of_the_file_that_came(
    books: Books,
    take: Take,
    statement: Write,
    rows: list[object],
    today: datetime.date,
    damaged: str,
) -> None:
    take(statement(rows[:1]))
    path = books.root / damaged
    before, amount, after = path.read_text(encoding="utf-8").partition(" 500000.00 CNY")
    path.write_text(before + amount.replace("500", "5x0") + after, encoding="utf-8")
    for act in (plan_import, commit_import):
        with pytest.raises(EarmarkError) as caught:
            act(books, [statement(rows)], "chen", today=today)
        assert caught.value.place == f"{path}:{before.count(chr(10)) + 1}"


def test_only_the_recipients_own_people_import(
    books: Books, statement: Write, rows: list[object], today: datetime.date
) -> None:
    before = snapshot(books)
    for stranger in ("liu", "zhou"):
        with pytest.raises(NotYours):
            commit_import(books, [statement(rows)], stranger, today=today)
    assert snapshot(books) == before


def test_an_account_that_is_not_registered(
    books: Books, statement: Write, rows: list[object], today: datetime.date
) -> None:
    with pytest.raises(ImportRefused, match="账户 1202021109900099999 不在银行账户登记里"):
        receive(books, [statement(rows, own="1202021109900099999")], "chen", today=today)


def test_a_statement_given_for_another_award(
    books: Books, statement: Write, rows: list[object], today: datetime.date
) -> None:
    with pytest.raises(ImportRefused, match="账户 ICBC-8801 不是 CAST2025-017 的"):
        receive(books, [statement(rows)], "liu", award=UNIT, today=today)


def test_an_export_in_which_nothing_is_the_awards(books: Books, journal: Write, today: datetime.date) -> None:
    text = """
        2025-03-31,记-0003,审稿费,510102,业务活动成本-专家咨询费,400.00,,B2024-01
        2025-03-31,记-0003,审稿费,1002,银行存款,,400.00,B2024-01
    """
    path = journal(text, header="日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,项目编码")
    with pytest.raises(ImportRefused, match="没有一行属于 WH2025-007；文件里的项目：B2024-01"):
        receive(books, [path], "chen", today=today)


def test_an_export_whose_award_cannot_be_told(books: Books, journal: Write, today: datetime.date) -> None:
    plan = plan_import(books, [journal(JOURNAL)], today=today)
    assert "请用 --award 写明，现有：CAST2025-017、WH2025-007" in plan.files[0].problems[0].message.zh


def test_an_unknown_format_is_a_problem_of_its_file(
    books: Books, tmp_path: Path, today: datetime.date
) -> None:
    (tmp_path / "x.csv").write_text("一,二,三\n1,2,3\n", encoding="utf-8")
    (found,) = plan_import(books, [tmp_path / "x.csv"], today=today).to_json()["files"]
    assert (found["format"], found["rows"], found["in"]) == (None, 0, None)
    assert "不认识这种表格" in found["problems"][0]["message"]


# ---------------------------------------------------------------- what is kept


def test_the_original_and_the_record_are_kept(
    books: Books, take: Take, statement: Write, rows: list[object]
) -> None:
    path = statement(rows, name="交易 明细*.csv")
    take(path)
    (file,) = books.files(f"awards/{SOCIETY}/imports")
    (record,) = books.records(ImportRecord, file)
    assert (record.file, record.fates) == ("交易 明细_.csv", "new=1 known=0 waiting=5 other=0 refused=0")
    copy = books.root / "awards" / SOCIETY / "documents" / f"{record.id}-{record.file}"
    assert copy.read_bytes() == path.read_bytes()


def test_an_import_that_was_undone_can_be_had_again(
    books: Books, take: Take, statement: Write, rows: list[object]
) -> None:
    path = statement(rows)
    before = take(path)
    with desk(books, "chen") as at:
        undo(at, SOCIETY, before.files[0].import_id or "")
    assert drafts(books, SOCIETY) == []
    assert counts(take(path)) == counts(before)


# ---------------------------------------------------------------- a pooled account


def test_of_a_pooled_account_other_rows_keep_date_amount_and_id(
    books: Books, take: Take, statement: Write, move: Make
) -> None:
    rows = [
        move("2025-04-02 09:00:00", "1000000.00", "奖建资金", "中国科学技术协会"),
        move("2025-04-10 09:00:00", "-386500.00", "工资", "机关职工"),
    ]
    assert counts(take(statement(rows, own=POOL), by="liu")) == {"new": 1, "other": 1}
    stored = books.records(StoredRow, "banks/CCB-3301.beancount")
    other = stored[1]
    assert (str(other.date), str(other.amount), other.id) == ("2025-04-10", "-386500.00", "CCB-3301:2")
    assert (other.balance, other.serial, other.fingerprint, other.source) == (None, None, None, None)
    everything = "".join(path.read_text(encoding="utf-8") for path in books.root.rglob("*.beancount"))
    assert "机关职工" not in everything
    assert not list((books.root / "awards" / UNIT).glob("documents/*"))


def test_a_booking_explains_a_row_that_was_other(
    books: Books, take: Take, statement: Write, journal: Write, move: Make
) -> None:
    rows = [
        move("2025-05-12 09:00:00", "-80000.00", "场租", "江城国际会议中心"),
        move("2025-05-13 09:00:00", "-9.00"),
    ]
    take(statement(rows, own=POOL, opening="100000.00"), by="liu")
    text = """
        2025-05-12,记-0019,场地租金,500102,商品和服务费用,80000.00,,江城国际会议中心,P1,
        2025-05-12,记-0019,场地租金,100201,银行存款,,80000.00,江城国际会议中心,,
        2025-05-12,记-0019,场地租金,7101,行政支出-会议费,80000.00,,江城国际会议中心,P1,
        2025-05-12,记-0019,场地租金,8001,资金结存,,80000.00,江城国际会议中心,,
    """
    take(journal(text), by="liu")
    (draft,) = drafts(books, UNIT)
    (share,) = books.records(Share, "banks/CCB-3301.beancount")
    assert (share.row, share.voucher, str(share.amount)) == ("CCB-3301:1", draft.id, "-80000.00")
    fates = {row.id: row.fate for row in books.records(StoredRow, "banks/CCB-3301.beancount")}
    assert fates == {"CCB-3301:1": "new", "CCB-3301:2": "other"}


# ---------------------------------------------------------------- an export that changed


def by_gl(books: Books) -> dict[str | None, list[Voucher]]:
    found: dict[str | None, list[Voucher]] = {}
    for voucher in (*posted(books, SOCIETY), *drafts(books, SOCIETY)):
        found.setdefault(voucher.gl, []).append(voucher)
    return found


def test_a_changed_voucher_replaces_its_draft_and_keeps_id_letters_and_bank_row(
    books: Books, take: Take, statement: Write, journal: Write, rows: list[object]
) -> None:
    take(statement(rows))
    take(journal(JOURNAL))
    before = by_gl(books)["记-2025-04-0001"][0]
    changed = JOURNAL.replace("510101,业务活动成本-会议费", "510114,业务活动成本-租赁费")
    assert counts(take(journal(changed, name="again.csv"))) == {"new": 3, "known": 10}
    (after,) = by_gl(books)["记-2025-04-0001"]
    assert after.id == before.id
    assert after.lines[0].account.endswith("租赁费")
    assert [line.letter for line in after.lines if line.bank_row] == [
        line.letter for line in before.lines if line.bank_row
    ]
    assert len(drafts(books, SOCIETY)) == 6


def test_a_bank_row_whose_booking_lost_its_amount_waits_again(
    books: Books, take: Take, statement: Write, journal: Write, rows: list[object]
) -> None:
    take(statement(rows))
    take(journal(JOURNAL))
    changed = JOURNAL.replace("30000.00", "29000.00").replace("21000.00", "20000.00")
    take(journal(changed, name="again.csv"))
    (waiting,) = [voucher for voucher in drafts(books, SOCIETY) if voucher.waiting]
    assert (str(waiting.lines[0].amount), waiting.payee) == ("-21000.00", "江城云汀会议中心")


def test_a_changed_voucher_that_is_posted_is_reversed_in_red_and_booked_anew(
    books: Books, take: Take, statement: Write, journal: Write, rows: list[object]
) -> None:
    take(statement(rows))
    take(journal(JOURNAL))
    with desk(books, "chen") as at:
        post(at, SOCIETY)
    old = by_gl(books)["记-2025-04-0001"][0]
    changed = JOURNAL.replace("510101,业务活动成本-会议费", "510114,业务活动成本-租赁费")
    plan = take(journal(changed, name="again.csv"))
    assert counts(plan) == {"new": 3, "known": 10}
    assert plan.files[0].changes == Changes(changed=("记-2025-04-0001",))
    red, anew = drafts(books, SOCIETY)
    assert (red.reverses, red.date, red.narration) == (
        old.id,
        old.date,
        f"红字冲销 {old.number}：账务系统里已改动",
    )
    assert (anew.gl, anew.lines[0].account) == (
        "记-2025-04-0001",
        f"Expenses:{SOCIETY}:5101业务活动成本:14租赁费",
    )
    assert f"拟了红字 {red.id}" in " ".join(note.zh for note in plan.files[0].notes)
    shares = books.records(Share, "banks/ICBC-8801.beancount")
    assert [(x.voucher, x.amount) for x in shares if x.row == "ICBC-8801:6"] == [
        (old.id, Decimal("-21000.00")), (red.id, Decimal("21000.00")), (anew.id, Decimal("-21000.00")),
    ]  # fmt: skip
    before = snapshot(books)
    assert counts(take(journal(changed, name="again.csv"))) == {"known": 13}
    assert snapshot(books) == before
    with desk(books, "chen") as at:
        post(at, SOCIETY)
    assert counts(take(journal(changed, name="once more.csv"))) == {"known": 13}


def test_red_letters_of_an_export_go_with_it(
    books: Books, take: Take, statement: Write, journal: Write, rows: list[object]
) -> None:
    take(statement(rows))
    take(journal(JOURNAL))
    with desk(books, "chen") as at:
        post(at, SOCIETY)
    before = books.store.read("banks/ICBC-8801.beancount")
    again = take(journal(without("记-0002"), name="again.csv"))
    assert len(drafts(books, SOCIETY)) == 2
    with desk(books, "chen") as at:
        undo(at, SOCIETY, again.files[0].import_id or "")
    assert drafts(books, SOCIETY) == []
    assert check_award(books, SOCIETY) == []
    kept = [line for line in (before or b"").decode().splitlines() if "fate" not in line]
    after = list((books.store.read("banks/ICBC-8801.beancount") or b"").decode().splitlines())
    assert [line for line in after if "fate" not in line] == kept


def without(*numbers: str) -> str:
    """The journal without some vouchers of March."""
    lines = JOURNAL.strip().splitlines()
    return "\n".join(x for x in lines if not any(x.strip().startswith("2025-03") and n in x for n in numbers))


def test_a_voucher_that_vanished_takes_its_draft_with_it_and_its_row_waits(
    books: Books, take: Take, statement: Write, journal: Write, rows: list[object]
) -> None:
    take(statement(rows))
    take(journal(JOURNAL))
    gone = by_gl(books)["记-2025-03-0002"][0]
    plan = take(journal(without("记-0002"), name="again.csv"))
    assert plan.files[0].changes == Changes(vanished=("记-2025-03-0002",))
    assert "消失 1 张：记-2025-03-0002" in [note.zh for note in plan.files[0].notes]
    assert gone.id not in {v.id for v in drafts(books, SOCIETY)}
    (waiting,) = [v for v in drafts(books, SOCIETY) if v.waiting]
    assert (waiting.lines[0].bank_row, waiting.payee, waiting.narration) == (
        "ICBC-8801:2",
        "江城云汀会议中心",
        "会场预付款",
    )
    more = "2025-04-30,记-0002,手续费,510115,业务活动成本-手续费,2.00,,,P5,\n2025-04-30,记-0002,手续费,1002,银行存款,,2.00,,,"
    back = take(journal(JOURNAL + more, name="back.csv"))
    assert back.files[0].changes == Changes(new=("记-2025-03-0002", "记-2025-04-0002"))
    assert not any(v.waiting for v in drafts(books, SOCIETY))


def test_a_posted_voucher_that_vanished_is_reversed_in_red(books: Books, take: Take, journal: Write) -> None:
    take(journal(JOURNAL))
    with desk(books, "chen") as at:
        post(at, SOCIETY)
    plan = take(journal(without("记-0002"), name="again.csv"))
    (red,) = drafts(books, SOCIETY)
    assert red.reverses == by_gl(books)["记-2025-03-0002"][0].id
    assert "已删除，而" in plan.files[0].notes[-1].zh
    assert counts(take(journal(without("记-0002"), name="again.csv"))) == {"known": 11}


def test_an_export_that_ends_earlier_lets_nothing_vanish(books: Books, take: Take, journal: Write) -> None:
    take(journal(JOURNAL))
    march = "\n".join(
        line for line in JOURNAL.splitlines() if "2025-04" not in line and "记-0003" not in line
    )
    plan = take(journal(march, name="older.csv"))
    assert (counts(plan), plan.files[0].changes) == ({"known": 4}, Changes())
    assert len(drafts(books, SOCIETY)) == 6


def test_an_export_read_again_brings_nothing_back(books: Books, take: Take, journal: Write) -> None:
    first = journal(JOURNAL)
    second = journal(
        without("记-0002").replace("30000.00", "29000.00").replace("21000.00", "20000.00"), name="b.csv"
    )
    take(first)
    take(second)
    before = snapshot(books)
    plan = take(first)
    assert counts(plan) == {"known": 13}
    assert "以前导入过" in plan.files[0].notes[-1].zh
    assert snapshot(books) == before


def test_a_new_number_of_a_posted_voucher_is_an_added_act(books: Books, take: Take, journal: Write) -> None:
    take(journal(JOURNAL))
    with desk(books, "chen") as at:
        post(at, SOCIETY)
    plan = take(journal(JOURNAL.replace("记-0003", "记-0004"), name="again.csv"))
    assert plan.files[0].changes == Changes(renumbered=(("记-2025-03-0003", "记-2025-03-0004"),))
    acts = books.records(StatutoryNumber, f"awards/{SOCIETY}/answers.beancount")
    assert {act.number for act in acts} == {"记-2025-03-0004"}
    assert len(acts) == 3


def test_the_number_of_what_was_posted_first_is_an_added_act(
    books: Books, take: Take, statement: Write, journal: Write, rows: list[object]
) -> None:
    take(statement(rows[:1]))
    with desk(books, "chen") as at:
        post(at, SOCIETY)
    take(journal(JOURNAL))
    (act,) = books.records(StatutoryNumber, f"awards/{SOCIETY}/answers.beancount")
    assert (act.id, act.number) == (posted(books, SOCIETY)[0].id, "记-2025-03-0001")


def test_a_closed_month_is_named_and_not_touched(books: Books, take: Take, journal: Write) -> None:
    take(journal(JOURNAL))
    with desk(books, "chen") as at:
        post(at, SOCIETY)
    with desk(books, "chen") as at:
        close(at, SOCIETY, ["2025-03"], [])
    late = "2025-03-31,记-0007,补记,510115,业务活动成本-手续费,2.00,,,P5,\n2025-03-31,记-0007,补记,1002,银行存款,,2.00,,,"
    changed = without("记-0001").replace("400.00", "420.00") + "\n" + late
    before = {
        path: digest for path, digest in snapshot(books).items() if "/vouchers/" in path or "drafts" in path
    }
    plan = take(journal(changed, name="again.csv"))
    assert plan.files[0].changes == Changes(closed=("记-2025-03-0003", "记-2025-03-0007"))
    assert counts(plan) == {"known": 5, "waiting": 8}
    after = {path: digest for path, digest in snapshot(books).items() if path in before}
    assert (after, drafts(books, SOCIETY)) == (before, [])


def test_another_layout_of_posted_vouchers_changes_nothing(books: Books, take: Take, journal: Write) -> None:
    take(journal(JOURNAL))
    with desk(books, "chen") as at:
        post(at, SOCIETY)
    plain = JOURNAL.replace("业务活动成本-", "").replace("江城云汀会议中心", "")
    assert counts(take(journal(plain, name="other.csv"))) == {"known": 13}
    assert drafts(books, SOCIETY) == []


def test_a_renumbered_voucher_keeps_its_draft_and_takes_the_number(
    books: Books, take: Take, journal: Write
) -> None:
    take(journal(JOURNAL))
    before = {v.id for v in drafts(books, SOCIETY)}
    renumbered = JOURNAL.replace("记-0003", "记-0004")
    assert counts(take(journal(renumbered, name="again.csv"))) == {"known": 13}
    assert {v.id for v in drafts(books, SOCIETY)} == before
    assert len(by_gl(books)["记-2025-03-0004"]) == 3


def test_a_booking_of_what_is_posted_already_is_known(
    books: Books, take: Take, statement: Write, journal: Write, rows: list[object]
) -> None:
    take(statement(rows[:1]))
    with desk(books, "chen") as at:
        post(at, SOCIETY)
    assert counts(take(journal(JOURNAL))) == {"new": 11, "known": 2}
    assert counts(take(journal(JOURNAL + " ", name="again.csv"))) == {"known": 13}


def test_a_row_pairs_with_a_posted_voucher_by_its_share(
    books: Books, take: Take, statement: Write, journal: Write, rows: list[object], today: datetime.date
) -> None:
    """A posted voucher is not edited: the share alone tells, and the row is not taken for another voucher later."""
    take(journal(JOURNAL))
    with desk(books, "chen") as at:
        post(at, SOCIETY)
    plan = commit_import(books, [statement(rows)], "chen", today=today)
    assert counts(plan) == {"new": 6}
    assert drafts(books, SOCIETY) == []
    shares = books.records(Share, "banks/ICBC-8801.beancount")
    assert len({share.voucher for share in shares}) == 6


def test_a_return_recorded_after_its_row_came_in_takes_the_row(
    books: Books, take: Take, statement: Write, rows: list[object], move: Make
) -> None:
    """The row made a draft that waits; the officer then recorded the return for its order; the next import joins them."""
    back = move("2025-04-20 09:00:00", "12000.00", "归还原资金渠道", "江城示例学会(基本户)")
    take(statement([*rows, back]))
    waiting = next(v for v in drafts(books, SOCIETY) if v.lines[0].amount == 12000)
    due = f"Assets:{SOCIETY}:1122其他应收款:09内部应归垫"
    other = replace(waiting.lines[1], account=due, sources=())
    recorded = replace(
        waiting, id=f"{SOCIETY}-V0099", payee="江城示例学会", order="O-0001", import_id=None, note=None,
        lines=(replace(waiting.lines[0], bank_row=None, sources=()), other),
    )  # fmt: skip
    with desk(books, "chen") as at:
        write(at, SOCIETY, [*drafts(books, SOCIETY), recorded])
    take(statement([*rows, back, move("2025-04-21 09:00:00", "-2.00", "手续费")], name="next.csv"))
    found = {v.id: v for v in drafts(books, SOCIETY)}
    assert waiting.id not in found
    assert found[recorded.id].lines[0].bank_row == waiting.lines[0].bank_row


def test_a_draft_that_a_decision_speaks_of_is_not_dropped(
    books: Books, take: Take, statement: Write, rows: list[object], move: Make
) -> None:
    take(statement(rows))
    waiting = next(v for v in drafts(books, SOCIETY) if v.waiting and v.payee == "专家E27")
    decided = Decision(
        date=datetime.date(2025, 4, 1), id="D-0001", recorded="", by="zhou", finding="F-1",
        rule="prohibited", subject=waiting.id + "b", outcome="upheld", questioned=Decimal("400.00"),
        upheld=Decimal("400.00"), reason="职工", basis="五(三)",
    )  # fmt: skip
    other = replace(waiting.lines[1], account=f"Expenses:{SOCIETY}:5101业务活动成本:02专家咨询费", sources=())
    own = replace(
        waiting,
        id=f"{SOCIETY}-V0099",
        import_id=None,
        lines=(replace(waiting.lines[0], bank_row=None, sources=()), other),
    )
    with desk(books, "zhou") as at:
        act = to_custom(replace(decided, recorded=at.recorded))
        at.append(f"awards/{SOCIETY}/acts.beancount", [act])
        at.log(f"awards/{SOCIETY}/log", [("decision", decided.id, act)])
    with desk(books, "chen") as at:
        write(at, SOCIETY, [*drafts(books, SOCIETY), own])
    take(statement([*rows, move("2025-04-21 09:00:00", "-2.00", "手续费")], name="next.csv"))
    assert {waiting.id, own.id} <= {v.id for v in drafts(books, SOCIETY)}


def test_what_was_recorded_here_first_gets_the_number(books: Books, take: Take, journal: Write) -> None:
    """An order's voucher, booked here, comes again in the society's journal."""
    take(journal(JOURNAL))
    vouchers = drafts(books, SOCIETY)
    settled = next(voucher for voucher in vouchers if voucher.gl == "记-2025-04-0001")
    due = replace(
        settled.lines[0], account=f"Assets:{SOCIETY}:1122其他应收款:09内部应归垫", sources=(), plan=None
    )
    back = replace(settled.lines[0], letter="b", amount=-settled.lines[0].amount, settles=None, sources=())
    order = replace(
        settled, id=f"{SOCIETY}-V0099", date=datetime.date(2025, 4, 20), gl=None, import_id=None, order="O-0001",
        lines=(replace(due, settles=None), back),
    )  # fmt: skip
    with desk(books, "chen") as at:
        write(at, SOCIETY, [*vouchers, order])
    text = """
        2025-04-21,记-0009,整改,112209,其他应收款-内部应归垫,30000.00,,自有资金,,
        2025-04-21,记-0009,整改,510101,业务活动成本-会议费,,30000.00,自有资金,,
    """
    take(journal(text, name="order.csv"))
    assert len(drafts(books, SOCIETY)) == len(vouchers) + 1
    assert by_gl(books)["记-2025-04-0009"][0].id == order.id


# ---------------------------------------------------------------- two texts of one payment

REPAIR = """
    2025-04-16,记-0001,办公场所维修,510105,业务活动成本-会议费,30000.00,,,P1,
    2025-04-16,记-0001,办公场所维修,1002,银行存款,,30000.00,,,
"""


@pytest.fixture
def fitted_out(move: Make) -> list[object]:
    """What the bank says of the same payment."""
    return [move("2025-04-16 09:05:12", "-30000.00", "装修工程款", "江城装饰公司", "25041600003")]


def the_charge(books: Books) -> Charge:
    (charge,) = charges_of(load_award(books, SOCIETY).entries, register_of(books, SOCIETY))
    return charge


@pytest.mark.parametrize("first", ["bank", "journal", "posted journal"])
def test_the_banks_words_stay_beside_the_bookkeepers(
    books: Books, take: Take, statement: Write, journal: Write, fitted_out: list[object], first: str
) -> None:
    """维修 in the journal, 装修 on the statement, whichever came first; a posted voucher gets them by an act."""
    files = [statement(fitted_out, opening="90000.00"), journal(REPAIR)]
    for path in files if first == "bank" else files[::-1]:
        take(path)
        if first == "posted journal" and path == files[1]:
            with desk(books, "chen") as at:
                post(at, SOCIETY)
    charge = the_charge(books)
    assert (charge.narration, charge.bank_words, charge.payee) == (
        "办公场所维修",
        "装修工程款",
        "江城装饰公司",
    )
    assert charge.said == "办公场所维修；装修工程款"
    before = snapshot(books)
    for path in files:
        take(path)
    assert snapshot(books) == before


def test_words_that_the_narration_has_are_not_said_twice(
    books: Books, take: Take, statement: Write, journal: Write, move: Make
) -> None:
    take(journal(REPAIR))
    take(
        statement(
            [move("2025-04-16 09:05:12", "-30000.00", "跨行转账 办公场所 维修", "江城装饰公司")],
            opening="90000.00",
        )
    )
    assert the_charge(books).said == "办公场所维修"


def test_a_booking_taken_back_leaves_what_the_bank_said(
    books: Books, take: Take, statement: Write, journal: Write, fitted_out: list[object]
) -> None:
    take(statement(fitted_out, opening="90000.00"))
    plan = take(journal(REPAIR))
    with desk(books, "chen") as at:
        undo(at, SOCIETY, plan.files[0].import_id or "")
    (draft,) = drafts(books, SOCIETY)
    assert (draft.waiting, draft.payee, draft.narration) == (True, "江城装饰公司", "装修工程款")


def test_long_work_says_how_far_it_is(
    books: Books, statement: Write, move: Make, today: datetime.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    moves = [
        move("2025-03-05 09:12:33", "500000.00", "拨款"),
        move("2025-03-18 10:01:02", "-9000.00", "会场"),
    ]
    monkeypatch.setattr("earmark.importers.telling.MANY", 2)
    commit_import(books, [statement(moves)], "chen", today=today, tell=lambda said: told.append(said.zh))
    assert told == ["读了 2 行，正在辨认、配对……", "正在写入，写完即不会丢失……"]
