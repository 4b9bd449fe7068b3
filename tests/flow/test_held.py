"""What no log holds, after a closing: each edit by hand is named, and lawful work goes on without a fault. Amounts in CNY.

March came in with a statement and a journal, is posted and closed. April's first row came with the same statement; it waits.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Office = Any
"""The office of conftest, which tests cannot import."""
Icbc = Callable[[Sequence[str]], str]
AWARD, A = "WH2025-007", "1202021109900088801"
JOURNAL = "日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途"
ROWS = (
    f"25030500001,{A},3202019200206710001,2025-03-05 10:00:00,贷,,500000.00,,转账,拨付专项奖补资金,武汉市科学技术协会,500000.00,",
    f"25031000002,{A},3202019200206710002,2025-03-10 10:00:00,借,8000.00,,,转账,年会会场租用,江城会议中心,492000.00,",
    f",{A},,2025-03-20 10:00:00,借,5.00,,,手续费,,,491995.00,",
    f"25032500003,{A},3202019200206710003,2025-03-31 10:00:00,借,3000.00,,,转账,会议手册印制,江城印务,488995.00,",
    f"25040900004,{A},3202019200206710004,2025-04-09 10:00:00,借,2000.00,,,转账,培训费,江城大学,486995.00,",
)
BOOKED = """\
2025-03-05,记-0001,拨付专项奖补资金,1002,银行存款,500000.00,,武汉市科学技术协会,
2025-03-05,记-0001,拨付专项奖补资金,440102,政府补助收入-限定性收入,,500000.00,武汉市科学技术协会,
2025-03-10,记-0002,年会会场租用,510101,业务活动成本-会议费,8000.00,,江城会议中心,P1
2025-03-10,记-0002,年会会场租用,1002,银行存款,,8000.00,江城会议中心,
2025-03-20,记-0003,手续费,510101,业务活动成本-会议费,5.00,,,P1
2025-03-20,记-0003,手续费,1002,银行存款,,5.00,,
2025-03-31,记-0004,会议手册印制,510101,业务活动成本-会议费,3000.00,,江城印务,P1
2025-03-31,记-0004,会议手册印制,1002,银行存款,,3000.00,江城印务,
"""
BANK, ACCOUNTS = "banks/ICBC-8801.beancount", f"awards/{AWARD}/accounts.beancount"
CLAIMS, SEALS = f"claims/{AWARD}.beancount", f"awards/{AWARD}/seals"


@pytest.fixture
def closed(started: Office, icbc: Icbc, kept: Path) -> Office:
    """The books described above."""
    started.file("流水.csv", icbc(ROWS))
    started.file("序时账.csv", f"{JOURNAL}\n{BOOKED}")

    def make() -> None:
        started("import 流水.csv --by chen")
        started("import 序时账.csv --by chen")
        started(f"post {AWARD} --by chen")
        started(f"close {AWARD} 2025-03 --by chen")

    return started.made_once(kept, make)


def told(office: Office, verb: str = "verify", award: str = AWARD) -> list[str]:
    """What verify or check says is wrong, a line each."""
    said = office.json(f"{verb} {award}", code=None)
    (one,) = said.get("verified") or said["checked"]
    return [f"{fault['place']}：{fault['message']}".replace(f"{office.root}/", "") for fault in one["faults"]]


def edit(office: Office, path: str, old: str, new: str) -> None:
    """Edit as with a text editor; the pattern must be there. ``*``: the first file of a folder."""
    file = min(office.root.glob(path))
    text = file.read_text("utf-8")
    edited = re.sub(old, new, text, count=1, flags=re.MULTILINE)
    assert edited != text, old
    file.write_text(edited, "utf-8")


def fine(office: Office) -> None:
    """Lawful work leaves no fault, in check and verify."""
    assert told(office) == []
    assert told(office, "check") == []


def imports(office: Office) -> dict[str, Path]:
    """The records of imports by the name of their file."""
    found = (office.root / f"awards/{AWARD}/imports").glob("*.beancount")
    return {re.findall(r'file: "(.*)"', path.read_text("utf-8"))[0]: path for path in found}


# ---------------------------------------------------------------- one edit by hand


ENTRY = r"[^\n]*\n(?:  .*\n)+"
EDITS = [
    ("a row's amount", BANK, r"amount: -8000\.00", "amount: -800.00", "银行流水 ICBC-8801:2 被改动"),
    ("a row's day", BANK, "^2025-03-10(.*bank-row)", r"2025-03-11\1", "银行流水 ICBC-8801:2 被改动"),
    ("a row's balance", BANK, r"balance: 492000\.00", "balance: 92000.00", "银行流水 ICBC-8801:2 被改动"),
    ("a row's serial", BANK, '"25031000002"', '"25031000009"', "银行流水 ICBC-8801:2 被改动"),
    ("a row's text", BANK, r'(fingerprint: ")\w', r"\1", "银行流水 ICBC-8801:1 被改动"),
    ("a row's source", BANK, r"流水.csv:4", "流水.csv:5", "银行流水 ICBC-8801:2 被改动"),
    ("a row's import", BANK, 'import-id: "I-', 'import-id: "J-', "银行流水 ICBC-8801:1 被改动"),
    ("a row's author", BANK, r'("ICBC-8801:2"\n(?:  .*\n)*?  by: ")chen', r"\1liu", "银行流水 ICBC-8801:2 被改动"),
    ("a row's text cut off", BANK, r'  serial: "25031000002"\n  fing.*\n', "", "银行流水 ICBC-8801:2 被改动"),
    ("a booked row called nobody's", BANK, '^  fate: "new"', '  fate: "other"', "去向“other”与流水份额不符"),
    ("a fate that there is not", BANK, '^  fate: "new"', '  fate: "done"', "去向“done”与流水份额不符"),
    ("a row deleted", BANK, rf'^.*bank-row" "ICBC-8801:3"{ENTRY}', "", "银行流水 ICBC-8801:3 被删除"),
    ("a row twice", BANK, rf'^(.*bank-row" "ICBC-8801:3"{ENTRY})', r"\1\n\1", "银行流水 ICBC-8801:3 有两个"),
    ("a share's amount", BANK, r"(share[\s\S]*?amount: )500000", r"\g<1>50000", "流水份额 ICBC-8801:1#1 被改动"),
    ("a share deleted", BANK, rf'^.*share" "ICBC-8801:2#1"{ENTRY}', "", "流水份额 ICBC-8801:2#1 被删除"),
    ("the account's number", BANK, f'account: "{A}"', 'account: "6222"', "银行账户 ICBC-8801 被改动"),
    ("how an import went", f"awards/{AWARD}/imports/*", "new=1 ", "new=9 ", "导入记录 I-.* 被改动"),
    ("the days of a statement", f"awards/{AWARD}/imports/*", "last: 2025-04-09", "last: 2025-05-09", "对账单记录 I-.* 被改动"),
    ("a mirror", f"awards/{AWARD}/imports/*", 'gl: "记-2025-03-0002"', 'gl: "记-2025-03-0009"', "对应记录 I-.*:4 被改动"),
    ("a document", f"awards/{AWARD}/imports/*", r"(document .*) \^I-\w+", r"\1", "原件登记 I-.* 被删除"),
    ("an opening's day", ACCOUNTS, "^2025-03-01(.*01会议费)", r"2025-02-01\1", "科目开立 Expenses:WH2025-007:5101:01 被改动"),
    ("an opening's money", ACCOUNTS, "(01会议费 +CNY)$", r"\1,USD", "科目开立 Expenses:WH2025-007:5101:01 被改动"),
    ("an opening deleted", ACCOUNTS, "^.*3101非限定性净资产.*\n", "", "科目开立 Equity:WH2025-007:3101 被删除"),
    ("a claim's opening", CLAIMS, "^.*C5核销.*\n", "", "科目开立 Equity:Claims-WH2025-007:C5 被删除"),
    ("the list", f"{SEALS}/*.held.json", "ICBC-8801:3", "ICBC-8801:4", "固定清单被改动或删除"),
]  # fmt: skip


def with_both(path: str, old: str, office: Office) -> str:
    """Of several files of a folder the one in which the pattern is."""
    for file in sorted(office.root.glob(path)):
        if re.search(old, file.read_text("utf-8"), flags=re.MULTILINE):
            return str(file.relative_to(office.root))
    raise AssertionError(old)


@pytest.mark.parametrize(("path", "old", "new", "wanted"), [e[1:] for e in EDITS], ids=[e[0] for e in EDITS])
def test_one_edit(closed: Office, path: str, old: str, new: str, wanted: str) -> None:
    edit(closed, with_both(path, old, closed), old, new)
    for verb in ("verify", "check"):
        said = told(closed, verb)
        assert any(re.search(wanted, line) for line in said), "\n".join(said) or "nothing was found"


def test_untouched_books_hold(closed: Office) -> None:
    fine(closed)


def test_the_list_holds_ids_and_hashes_alone(closed: Office) -> None:
    """No payee, no amount, no account number, no name of a file that came in."""
    listed = (closed.root / f"{SEALS}/2025-03.held.json").read_text("utf-8")
    kinds = [row["kind"] for row in json.loads(listed)]
    assert {k: kinds.count(k) for k in ("import", "original", "statement", "mirror", "bank-row", "share")} == {
        "import": 2, "original": 2, "statement": 1, "mirror": 4, "bank-row": 4, "share": 4,
    }  # fmt: skip
    assert re.search(r"[一-鿿]", listed) is None
    assert A not in listed


def test_a_record_of_an_import_deleted_with_its_original(closed: Office) -> None:
    """Record, rows' source and copy all gone, the top file written anew: nothing but the list remembers."""
    path = imports(closed)["序时账.csv"]
    next(closed.root.glob(f"awards/{AWARD}/documents/{path.stem}-*")).unlink()
    path.unlink()
    closed("check --repair --by chen", code=1)
    said = "\n".join(told(closed))
    for kind in ("导入记录", "对应记录", "原件登记", "原件"):
        assert re.search(rf"2025-03 结账后，{kind} {path.stem}.*被删除", said), kind


def test_an_original_exchanged_with_its_record(closed: Office) -> None:
    path = imports(closed)["序时账.csv"]
    copy = next(closed.root.glob(f"awards/{AWARD}/documents/{path.stem}-*"))
    copy.write_bytes(copy.read_bytes() + b"\n")
    assert re.search(f"原件 {path.stem} 被改动", "\n".join(told(closed)))


def test_a_row_moved_to_another_account(closed: Office) -> None:
    other = "banks/ICBC-3301.beancount"
    text = (closed.root / BANK).read_text("utf-8")
    row = re.findall(rf'^.*bank-row" "ICBC-8801:3"{ENTRY}', text, flags=re.MULTILINE)[0]
    edit(closed, BANK, re.escape(row), "")
    edit(closed, other, r"\Z", "\n" + row)
    assert "银行流水 ICBC-8801:3 被删除" in "\n".join(told(closed))


def test_the_list_deleted(closed: Office) -> None:
    (closed.root / f"{SEALS}/2025-03.held.json").unlink()
    assert told(closed) == [f"{SEALS}/2025-03.held.json：结账时的固定清单被改动或删除"]
    assert closed.json(f"verify {AWARD}", code=1)["verified"][0]["seals"][0]["holds"] is False


def test_a_list_that_no_closing_speaks_of(closed: Office) -> None:
    shutil.copy(closed.root / f"{SEALS}/2025-03.held.json", closed.root / f"{SEALS}/2025-04.held.json")
    assert told(closed) == [f"{SEALS}/2025-04.held.json：没有这个签封的结账记录"]


def test_a_later_closing_does_not_whitewash_an_edit(closed: Office) -> None:
    """The books must be whole to be closed; and what March held is held by March for ever."""
    edit(closed, BANK, r"balance: 492000\.00", "balance: 92000.00")
    april(closed)
    assert "被改动" in closed(f"close {AWARD} 2025-04 --explain {AWARD}-V0005=无 --by chen", code=2).err


# ---------------------------------------------------------------- lawful work after a closing


def april(office: Office) -> None:
    """Complete and post what waits in April."""
    office(f"draft complete {AWARD} {AWARD}-V0005 --account 5101-培训费 --plan P1 --by chen")
    office(f"post {AWARD} --by chen")


def test_the_next_month_is_posted_and_closed_and_lists_only_what_is_new(closed: Office) -> None:
    april(closed)
    fine(closed)
    closed(f"close {AWARD} 2025-04 --explain {AWARD}-V0005=并入五月 --by chen")
    fine(closed)
    rows = json.loads((closed.root / f"{SEALS}/2025-04.held.json").read_text("utf-8"))
    assert [(r["kind"], r["id"]) for r in rows] == [
        ("bank-row", "ICBC-8801:5"),
        ("share", "ICBC-8801:5#1"),
    ]


def test_files_once_more_and_a_corrected_statement(closed: Office, icbc: Icbc) -> None:
    """A row of the closed month that the bank put in later is added; it takes a day of an open month."""
    closed("import 流水.csv --by chen")
    fee = f",{A},,2025-03-12 10:00:00,借,2.00,,,手续费,,,491998.00,"
    later = [re.sub(r"(\d+)\.00,$", lambda m: f"{int(m[1]) - 2}.00,", row) for row in ROWS[2:]]
    closed.file("更正.csv", icbc([*ROWS[:2], fee, *later]))
    closed("import 更正.csv --by chen")
    (waiting,) = [d for d in closed.drafts() if d["date"] == "2025-03-12"]
    assert told(closed) == []
    closed(f"draft complete {AWARD} {waiting['id']} --account 5101-会议费 --plan P1 --by chen")
    closed(f"post {AWARD} {waiting['id']} --date 2025-04-01 --by chen")
    assert told(closed) == []


def test_a_red_letter_books_the_row_anew(closed: Office) -> None:
    closed(f"reverse {AWARD} {AWARD}-V0004 --date 2025-04-10 --reason 科目记错 --by chen")
    fine(closed)
    (again,) = [d for d in closed.drafts() if "重新入账" in (d["note"] or "")]
    closed(f"draft complete {AWARD} {again['id']} --account 5101-印刷费 --plan P1 --by chen")
    closed(f"post {AWARD} --by chen")
    fine(closed)


def test_a_red_letter_then_the_new_booking_in_the_journal(closed: Office) -> None:
    """The draft that books the row anew takes the journal's lines; the posted voucher keeps its share of the row."""
    closed(f"reverse {AWARD} {AWARD}-V0004 --date 2025-04-01 --reason 科目记错 --by chen")
    head = "2025-04-01,记-0003,会议手册印制"
    closed.file(
        "四月账.csv",
        f"{JOURNAL}\n{head},510105,业务活动成本-印刷费,3000.00,,江城印务,P1\n{head},1002,银行存款,,3000.00,江城印务,",
    )
    closed("import 四月账.csv --by chen")
    fine(closed)
    shares = re.findall(
        r'share" "(ICBC-8801:4#.)"(?:\n  .*)*?\n  voucher: "(.*)"',
        closed.root.joinpath(BANK).read_text("utf-8"),
    )
    assert shares == [(f"ICBC-8801:4#{n}", f"{AWARD}-V{v:04}") for n, v in ((1, 4), (2, 6), (3, 7))]
    april(closed)
    fine(closed)


def test_an_import_that_a_closing_holds_is_not_undone(closed: Office) -> None:
    """The journal brought nothing that is not posted; both are held. A later one is not."""
    for name in ("流水.csv", "序时账.csv"):
        said = closed(f"undo {AWARD} {imports(closed)[name].stem} --by chen", code=2).err
        assert "已记账" in said
    closed.file("五月.csv", f"{JOURNAL}\n2025-05-08,记-0009,培训费,510104,业务活动成本-培训费,700.00,,江城大学,P1\n"
                "2025-05-08,记-0009,培训费,1002,银行存款,,700.00,江城大学,\n")  # fmt: skip
    closed("import 五月.csv --by chen")
    fine(closed)
    closed(f"undo {AWARD} {imports(closed)['五月.csv'].stem} --by chen")
    fine(closed)


def test_reopened_a_month_may_be_changed_and_closed_anew(closed: Office) -> None:
    """A journal that only tells of a voucher that is posted: held, free when reopened, held again."""
    april(closed)
    head = "2025-04-09,记-0001,培训费"
    closed.file(
        "四月账.csv",
        f"{JOURNAL}\n{head},510104,业务活动成本-培训费,2000.00,,江城大学,P1\n{head},1002,银行存款,,2000.00,江城大学,",
    )
    closed("import 四月账.csv --by chen")
    closed(f"close {AWARD} 2025-04 --explain {AWARD}-V0005=并入五月 --by chen")
    fine(closed)
    id_ = imports(closed)["四月账.csv"].stem
    assert f"{AWARD} 的 2025-04 结账已把它固定" in closed(f"undo {AWARD} {id_} --by chen", code=2).err
    closed(f"approve {AWARD} reopen 2025-04 --reason 漏记 --by zhou")
    closed(f"reopen {AWARD} 2025-04 --reason 漏记 --by chen")
    fine(closed)
    closed(f"undo {AWARD} {id_} --by chen")
    fine(closed)
    closed("import 四月账.csv --by chen")
    closed(f"close {AWARD} 2025-04 --by chen")
    fine(closed)
    (closed.root / f"{SEALS}/2025-04.held.json").unlink()
    assert told(closed) == [f"{SEALS}/2025-04.held.json：结账时的固定清单被改动或删除"]


def test_an_award_amended_a_person_more_a_draft_split(closed: Office) -> None:
    closed(
        f"award amend {AWARD} --plan P1=学术交流=250000 --plan P3=培训=50000 --date 2025-04-01 --document 函8号 --by chen"
    )
    closed("users add lin:auditor:江城审计:auditor:林审计 --by zhou")
    fine(closed)
    closed(f"draft split {AWARD} {AWARD}-V0005 5101-培训费=1500=P3 5101-会议费=500=P1 --by chen")
    fine(closed)
    closed(f"post {AWARD} --by chen")
    fine(closed)


def test_an_order_booked_and_settled_after_the_closing(closed: Office) -> None:
    """Decided, ordered, mirrored, money back on both sides: nothing of March has changed."""
    (finding, *_) = closed.findings()
    closed(f"decide {AWARD} {finding} --uphold-all --recover --reason 收款人不明 --by zhou")
    closed(f"order {AWARD} D-0001 --route restore --due 2099-12-31 --by zhou")
    fine(closed)
    closed(f"draft mirror {AWARD} O-0001 --by chen")
    closed(f"post {AWARD} --by chen")
    fine(closed)
    day, amount = datetime.datetime.now().astimezone().date(), closed.stands()["ordered"]
    closed(f"return {AWARD} O-0001 --amount {amount} --date {day} --reference 回单 --by zhou")
    closed(f"return {AWARD} O-0001 --amount {amount} --date {day} --by chen")
    closed(f"post {AWARD} --by chen")
    fine(closed)
    assert closed.stands()["returned"] == amount


# ---------------------------------------------------------------- a pooled account


UNIT, POOL = "CAST2025-017", "1202021109900033301"
PAID = tuple(
    f",{POOL},622200000000000{n},2025-05-12 10:00:00,借,1500.00,,,转账,讲课费,{payee},{998500 - 1500 * n}.00,"
    for n, payee in enumerate(("专家E27", "专家E28", "机关职工"))
)
TAUGHT = """\
2025-05-12,记-00{n},讲课费,500102,商品和服务费用,1500.00,,{payee},P1
2025-05-12,记-00{n},讲课费,100201,银行存款,,1500.00,{payee},
2025-05-12,记-00{n},讲课费,7101,行政支出-劳务费,1500.00,,{payee},P1
2025-05-12,记-00{n},讲课费,8001,资金结存,,1500.00,{payee},
"""


@pytest.fixture
def pooled(started: Office, icbc: Icbc) -> Office:
    """A statement of a pooled account, then a journal that it leaves in doubt, posted, explained and closed in May."""
    started.file("池.csv", icbc(PAID))
    booked = "".join(TAUGHT.format(n=19 + n, payee=p) for n, p in enumerate(("专家E28", "专家E27")))
    started.file("账.csv", f"{JOURNAL}\n{booked}")
    started("import 池.csv --by liu")
    assert "分不清" in started(f"import 账.csv --award {UNIT} --by liu").out
    started(f"post {UNIT} --by liu")
    why = "--explain V0001b=流水分不清 --explain V0002b=流水分不清"
    started(f"reconcile {UNIT} --through 2025-05-31 {why} --by liu")
    started(f"close {UNIT} 2025-05 --by liu")
    return started


def pool(office: Office) -> str:
    file: Path = office.root / "banks/ICBC-3301.beancount"
    return file.read_text("utf-8")


def test_a_row_that_was_nobodys_is_told_after_the_closing(pooled: Office) -> None:
    """Read again, the statement says whose rows they are; day and amount were held, the text is added."""
    assert ("fingerprint" in pool(pooled), "earmark-share" in pool(pooled)) == (False, False)
    pooled("import 池.csv --by liu")
    assert pool(pooled).count("fingerprint") == pool(pooled).count("earmark-share") == 2
    assert told(pooled, award=UNIT) == told(pooled, "check", award=UNIT) == []
    edit(pooled, "banks/ICBC-3301.beancount", r"amount: -1500\.00", "amount: -1500.10")
    assert "银行流水 ICBC-3301:1 被改动" in "\n".join(told(pooled, award=UNIT))


def test_the_rows_of_one_award_are_held_for_the_other(pooled: Office, icbc: Icbc) -> None:
    """A second award in the account brings in a statement; the first one closes; now the rows stay, unless it reopens."""
    pooled(
        "award new CAST2025-018 --programme cast-2013 --recipient JCKX --recipient-name 江城省科学技术协会"
        " --funder 中国科学技术协会 --amount 500000 --start 2025-04-01 --end 2026-03-31 --chart gov --mode pooled"
        f" --bank ICBC-3301 --account {POOL} --plan P1=学会学术交流=500000 --by liu"
    )
    row = f",{POOL},6222000000000009,2025-06-03 10:00:00,借,77.00,,,转账,水费,江城水务,993923.00,"
    pooled.file("六月.csv", icbc([row]))
    pooled("import 六月.csv --award CAST2025-018 --by liu")
    (record,) = (pooled.root / "awards/CAST2025-018/imports").glob("*.beancount")
    pooled(f"close {UNIT} 2025-06 --by liu")
    said = pooled(f"undo CAST2025-018 {record.stem} --by liu", code=2).err
    assert f"{UNIT} 的 2025-06 结账已把它固定" in said
    pooled(f"approve {UNIT} reopen 2025-06 --reason 对账单拿错 --by gao")
    pooled(f"reopen {UNIT} 2025-06 --reason 对账单拿错 --by liu")
    pooled(f"undo CAST2025-018 {record.stem} --by liu")
    assert told(pooled, award=UNIT) == told(pooled, "check", award="CAST2025-018") == []
