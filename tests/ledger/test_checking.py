"""`check` names what was changed with a text editor; what cannot be read stops with one clear message.

The books here are whole: two vouchers, a decision, an order, money back, an import with its copy. Each case does one thing to
one file, as a person with an editor would, and says what `check` has to say of it.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earmark.ledger.awards import adopting, opening
from earmark.ledger.awards.opening import AlreadyThere, WrongAward
from earmark.ledger.awards.programme import FunderAnswer
from earmark.ledger.awards.register import PlanLine
from earmark.ledger.awards.starting import Before, start_award
from earmark.ledger.banks.imports import ImportRecord
from earmark.ledger.base.record import DamagedRecord, to_custom
from earmark.ledger.books.books import Books, DamagedFile, NewerBooks, NoBooks
from earmark.ledger.books.desk import desk
from earmark.ledger.books.load import StrangeTop, check_files, register_of
from earmark.ledger.books.log import NoLogId
from earmark.ledger.files import disk
from earmark.ledger.files.gate import GateRefused
from earmark.ledger.files.store import CannotWrite
from earmark.ledger.proof.checking import check_award, check_main, check_people, check_programme
from earmark.ledger.vouchers.posting import post
from earmark.ledger.vouchers.voucher import DamagedVoucher

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat
AWARD = "awards/WH2025-007"
PAID = """
2025-03-18 * "江城锦湖会议中心" "场地"
  Expenses:A:5101业务活动成本:01会议费               60000.00 CNY
    plan: "P1"
  Assets:A:1002银行存款                             -60000.00 CNY
2025-10-20 * "江城环宇电器商行" "会务用品"
  Expenses:A:5101业务活动成本:01会议费               16000.00 CNY
    plan: "P1"
    source: "流水.csv:12"
  Assets:A:1002银行存款                             -16000.00 CNY
"""


@pytest.fixture
def whole(society: Keeping) -> Keeping:
    society.enter(PAID)
    order = society.ordered("会务用品", "12000.00", day("2025-11-25"))
    society.mirror(order)
    society.settle(order, "12000.00", day("2025-12-10"))
    society.pay_back(order, "12000.00", day("2025-12-10"))
    answer = FunderAnswer(
        date=day("2025-04-01"), id="interest", answer="归本项目", source="函", recorded="", by=""
    )
    adopting.answer_question(society.books, "wuhan-2012", answer, "zhou")
    record = ImportRecord(
        date=day("2025-10-21"), id="I-1", file="流水.csv", sha256=hashlib.sha256(b"rows").hexdigest(), format="table",
        fates="new=1", kept=True, recorded="x", by="chen",
    )  # fmt: skip
    with desk(society.books, "chen") as at:
        at.append(f"{AWARD}/imports/I-1.beancount", [to_custom(record)])
        at.write(f"{AWARD}/documents/I-1-流水.csv", b"rows")
    return society


def faults(award: Keeping) -> list[str]:
    """Everything that `earmark check` says."""
    books = Books.open(award.books.root)
    of_all = [*check_programme(books, "wuhan-2012"), *check_main(books), *check_people(books)]
    found = [*check_award(books, award.award), *of_all]
    return [f"{fault.place}：{fault.message.zh}" for fault in found]


def edit(award: Keeping, path: str, old: str, new: str) -> None:
    file = award.books.root / path
    text = file.read_text("utf-8")
    changed = re.sub(old, new, text, count=1, flags=re.MULTILINE)
    assert changed != text, "the edit changes nothing"
    file.write_text(changed, "utf-8")


def test_books_that_nobody_touched_are_whole(whole: Keeping) -> None:
    assert faults(whole) == []
    check_files(whole.books, whole.award)


def test_layout_comments_and_line_ends_do_not_matter(whole: Keeping) -> None:
    file = whole.folder / "vouchers/2025-03.beancount"
    text = file.read_text("utf-8").replace("  Assets", "      Assets")
    file.write_bytes((";; 注\n" + text).replace("\n", "\r\n").encode())
    assert faults(whole) == []


def test_nor_do_those_of_a_bank_account(whole: Keeping) -> None:
    """Its holder is read though a remark stands before it, and line ends are of two kinds."""
    known = register_of(whole.books, whole.award)
    file = whole.books.root / f"banks/{known.grant.bank}.beancount"
    file.write_bytes((";; 注\n\n" + file.read_text("utf-8")).replace("\n", "\r\n").encode() + b"\n\n; end\n")
    assert faults(whole) == []
    assert known.holder is not None
    assert register_of(Books.open(whole.books.root), whole.award).holder == known.holder


V1, V2 = "voucher WH2025-007-V0001", "voucher WH2025-007-V0002"
MARCH, OCTOBER = f"{AWARD}/vouchers/2025-03.beancount", f"{AWARD}/vouchers/2025-10.beancount"
EDITS = [
    ("amounts", OCTOBER, r"16000\.00 CNY([\s\S]*)-16000\.00", r"6000.00 CNY\1-6000.00", f"{V2}.*被改动或删除"),
    ("one amount", OCTOBER, r" 16000\.00", " 16000.01", "V0002：借贷不平"),
    ("a trailing zero", OCTOBER, r" 16000\.00", " 16000.000", f"{V2}.*被改动或删除"),
    ("the day", OCTOBER, "^2025-10-20", "2025-10-19", f"{V2}.*被改动或删除"),
    ("the month", OCTOBER, "^2025-10-20", "2025-09-20", "V0002 属于 2025-09"),
    ("the payee", OCTOBER, "江城环宇电器商行", "江城办公用品店", f"{V2}.*被改动或删除"),
    ("the summary", OCTOBER, "会务用品", "会议资料", f"{V2}.*被改动或删除"),
    ("the account", OCTOBER, "01会议费", "04培训费", f"{V2}.*被改动或删除"),
    ("the plan line", OCTOBER, "P1", "P2", f"{V2}.*被改动或删除"),
    ("the source", OCTOBER, "流水.csv:12", "流水.csv:13", f"{V2}.*被改动或删除"),
    ("a source without a row", OCTOBER, "流水.csv:12", "流水.csv", "来源“流水.csv”不是 文件:行号"),
    ("a key of another type", OCTOBER, 'plan: "P1"', "plan: 5", "“plan”的值类型不对"),
    ("a key more", OCTOBER, '^    plan: "P1"', '    plan: "P1"\n    party: "A03"', f"{V2}.*被改动或删除"),
    ("a link", OCTOBER, r" \^WH2025-007-V0002", "", f"{V2}.*被改动或删除"),
    ("the number", OCTOBER, "2025-10-记-0001", "2025-10-记-0002", "缺号或重号"),
    ("another class", OCTOBER, "2025-10-记-0001", "2025-10-转-0001", "编号 2025-10-转-0001 不合规则"),
    ("back to a draft", OCTOBER, r"^2025-10-20 \*", "2025-10-20 !", "与编号不符"),
    ("a voucher's id", OCTOBER, 'id: "WH2025-007-V0002"', 'id: "WH2025-007-V0009"', f"{V2}.*被改动或删除"),
    ("a line's letter", OCTOBER, 'line: "b"', 'line: "a"', "行号重复"),
    ("deleted", OCTOBER, r"[\s\S]+", "", f"{V2}.*被改动或删除"),
    ("the last line deleted", OCTOBER, r"^  Assets[\s\S]+", "", "V0002：借贷不平"),
    ("who posted", OCTOBER, 'posted-by: "chen"', 'posted-by: "liu"', f"{V2}.*被改动或删除"),
    ("a decision's amount", f"{AWARD}/acts.beancount", r"12000\.00", "2000.00", "decision D-0001.*被改动或删除"),
    ("a decision's reason", f"{AWARD}/acts.beancount", "办公设备", "会务", "decision D-0001.*被改动或删除"),
    ("a decision deleted", f"{AWARD}/acts.beancount", r"^2025[\s\S]+", "", "decision D-0001.*被改动或删除"),
    ("an order's amount", "claims/WH2025-007.beancount", r" 12000\.00", " 1200.00", "order O-0001.*被改动或删除"),
    ("an order's term", "claims/WH2025-007.beancount", "due: 2025-12-25", "due: 2026-12-25", "order O-0001.*被改动"),
    ("a return", "claims/WH2025-007.beancount", r"^2025-12-10[\s\S]+", "", "returned R-0001.*被改动或删除"),
    ("the grant", f"{AWARD}/register.beancount", r"500000\.00", "600000.00", "award WH2025-007.*被改动或删除"),
    ("the period", f"{AWARD}/register.beancount", "end: 2026-02-28", "end: 2027-02-28", "award WH2025-007.*被改动"),
    ("a plan line", f"{AWARD}/register.beancount", "标准与咨询", "办公", "plan-line P3.*被改动或删除"),
    ("the register back-dated", f"{AWARD}/register.beancount", r'recorded: "20', 'recorded: "19', "award WH2025-007.*被改动"),
    ("the policy", "policies/wuhan-2012.toml", "test", "tess", "实施方案与采用时不同"),
    ("the adoption back-dated", "programmes/wuhan-2012.beancount", "^2025-01-01", "2024-01-01", "policy wuhan-2012.*被改动"),
    ("an answer", "programmes/wuhan-2012.beancount", "归本项目", "归拨款单位", "answer-setting interest.*被改动"),
    ("a person's side", "people.beancount", 'side: "auditor"', 'side: "recipient"', "person wang.*被改动或删除"),
    ("the original", f"{AWARD}/documents/I-1-流水.csv", "rows", "rowz", "原件被改动"),
    ("the top file", f"{AWARD}/award.beancount", 'plugin "earmark.*', "", "总账页被改动过"),
    ("the top file of all", "main.beancount", 'plugin "earmark.*', "", "main.beancount：总账页被改动过"),
    ("a log line", f"{AWARD}/log", r"^000006.*\n", "", r"日志第 6 行损坏或次序不对"),
    ("the last log line", f"{AWARD}/log", r"^.*\n\Z", "", "不在日志里"),
    ("a log line's leaf", f"{AWARD}/log", r"(?<=V0001 )\w", "g", "V0001 不在日志里"),
    ("a log line's name", f"{AWARD}/log", "(?<=V0001 )(.*) chen", r"\1 liu", "V0001 的日志行被改动"),
    ("a log line's time", f"{AWARD}/log", "(?<=V0001 )(.*) 20", r"\1 19", "V0001 的日志行被改动"),
    ("an order forged as a draft", "claims/WH2025-007.beancount", r"^2025-11-25 \*", "2025-11-25 !", "O-0001.*不在日志里"),
    ("a note among acts", f"{AWARD}/acts.beancount", r"\Z", '\n2025-12-01 note Assets:X:1002银行存款 "x"\n', "note 不写在这个文件里"),
    ("the claims log", "claims/WH2025-007.log", r"^.*\n\Z", "", "不在日志里"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "path", "old", "new", "said"), EDITS, ids=[e[0] for e in EDITS])
def test_check_names_what_was_changed(
    whole: Keeping, case: str, path: str, old: str, new: str, said: str
) -> None:
    edit(whole, path, old, new)
    found = faults(whole)
    assert any(re.search(said, fault) for fault in found), (case, found)


def test_a_voucher_moved_to_another_months_file(whole: Keeping) -> None:
    march, october = whole.books.root / MARCH, whole.books.root / OCTOBER
    march.write_text(march.read_text("utf-8") + "\n" + october.read_text("utf-8"), "utf-8")
    october.write_text("", "utf-8")
    assert faults(whole) == [f"{MARCH}：WH2025-007-V0002 属于 2025-10，不该在这个月的文件里"]


def test_a_voucher_written_twice(whole: Keeping) -> None:
    file = whole.books.root / MARCH
    file.write_text(file.read_text("utf-8") * 2, "utf-8")
    assert "WH2025-007-V0001：凭证编号重复" in faults(whole)


def test_a_voucher_written_by_hand(whole: Keeping) -> None:
    file = whole.books.root / MARCH
    text = file.read_text("utf-8").replace("V0001", "V0009").replace("2025-03-记-0001", "2025-03-记-0002")
    file.write_text(file.read_text("utf-8") + "\n" + text, "utf-8")
    assert [fault for fault in faults(whole) if "WH2025-007-V0009 不在日志里" in fault]


def test_a_decision_written_by_hand(whole: Keeping) -> None:
    file = whole.folder / "acts.beancount"
    file.write_text(
        file.read_text("utf-8") + "\n" + file.read_text("utf-8").replace("D-0001", "D-0002"), "utf-8"
    )
    assert [fault for fault in faults(whole) if "D-0002 不在日志里" in fault]


@pytest.mark.parametrize(
    "path", [MARCH, f"{AWARD}/documents/I-1-流水.csv", "policies/wuhan-2012.toml", f"{AWARD}/log"]
)
def test_a_file_that_is_gone(whole: Keeping, path: str) -> None:
    (whole.books.root / path).unlink()
    assert faults(whole)


def test_what_was_found_stays_when_the_next_line_cannot_be_read(whole: Keeping) -> None:
    edit(whole, MARCH, "江城锦湖会议中心", "别处")
    edit(whole, OCTOBER, 'plan: "P1"', "plan: 5")
    found = faults(whole)
    assert any("V0001" in fault for fault in found)
    assert any("“plan”的值类型不对" in fault for fault in found)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_digit_or_word_of_a_posted_voucher_changes_unnoticed(whole: Keeping, data: st.DataObject) -> None:
    """Whatever single letter or digit of what was posted becomes another one, check (or the gate) says so."""
    file = whole.books.root / data.draw(st.sampled_from([MARCH, OCTOBER, f"{AWARD}/acts.beancount"]))
    text = file.read_text("utf-8")
    places = [
        n
        for n, letter in enumerate(text)
        if letter.isalnum() and not text[: n + 1].rsplit("\n", 1)[-1].startswith(";")
    ]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from("0123456789aZ会").filter(lambda letter: letter != text[place]))
    try:
        file.write_text(text[:place] + other + text[place + 1 :], "utf-8")
        assert faults(whole)
    finally:
        file.write_text(text, "utf-8")


# ---------------------------------------------------------------- what cannot be read

DAMAGE: list[tuple[str, str, type[Exception], str]] = [
    ('  programme: "wuhan-2012"\n', "", DamagedRecord, "缺少“programme”"),
    ("amount: 500000.00 CNY", "amount: 500000.00 USD", DamagedRecord, "“amount”的值类型不对"),
    ("amount: 500000.00 CNY", "amount: 500000.00 ;CNY", DamagedRecord, "“amount”的值类型不对"),
    ("start: 2025-03-01", 'start: "2025-03-01"', DamagedRecord, "“start”的值类型不对"),
    ('mode: "dedicated"', 'mode: "dedicated"\n  nonsense: "x"', DamagedRecord, "不认识“nonsense”"),
    ('"earmark-award" "WH2025-007"', '"earmark-award" "WH2025-007" "x"', DamagedRecord, "应只有一个编号"),
    ("amount: 500000.00 CNY", "amount: 1/0 CNY", GateRefused, "算式"),
    ('mode: "dedicated"', 'mode: "dedicated', GateRefused, "引号"),
    ("end: 2026-02-28", "end: 2026-02-30", DamagedFile, "读不懂"),
]


@pytest.mark.parametrize(("old", "new", "error", "said"), DAMAGE)
def test_a_damaged_register_line_names_file_and_line(
    whole: Keeping, old: str, new: str, error: type[Exception], said: str
) -> None:
    edit(whole, f"{AWARD}/register.beancount", re.escape(old), new)
    with pytest.raises(error, match=said) as raised:
        register_of(whole.books, whole.award)
    assert re.match(r".*register\.beancount:\d+：", str(raised.value))
    assert any(said in fault for fault in faults(whole))


def test_a_register_without_its_award(whole: Keeping) -> None:
    edit(whole, f"{AWARD}/register.beancount", r"[\s\S]+", "")
    assert any("登记簿里应有一项奖补资金，现有 0 项" in fault for fault in faults(whole))
    with pytest.raises(DamagedRecord), desk(whole.books, "chen") as at:
        at.write(f"{AWARD}/answers.beancount", at.read(f"{AWARD}/answers.beancount") or b"")


def test_another_awards_damage_stops_nobody(whole: Keeping) -> None:
    """A unit's register is torn; the society's officer goes on, and the top file of all keeps both sets of books."""
    before = (whole.books.root / "main.beancount").read_bytes()
    other = next(id_ for id_ in whole.books.award_ids() if id_ != whole.award)
    edit(whole, f"awards/{other}/register.beancount", r"[\s\S]+", "1/0")
    with desk(whole.books, "chen") as at:
        at.write(f"{AWARD}/answers.beancount", at.read(f"{AWARD}/answers.beancount") or b"")
    assert (whole.books.root / "main.beancount").read_bytes() == before


def test_a_damaged_voucher_is_no_traceback(whole: Keeping) -> None:
    edit(whole, OCTOBER, '  id: "WH2025-007-V0002"\n', "")
    with pytest.raises(DamagedVoucher, match="凭证没有编号"):
        _ = whole.vouchers


def test_a_changed_top_file_is_not_loaded(whole: Keeping) -> None:
    edit(whole, f"{AWARD}/award.beancount", "'strict': False", "'strict': True")
    with pytest.raises(StrangeTop, match="总账页被改动过"):
        check_files(whole.books, whole.award)


@pytest.mark.parametrize(
    ("toml", "error", "said"),
    [
        ("format = 2\n", NewerBooks, "账簿格式是 2，本程序只懂 1"),
        ("format = \n", NoBooks, "读不懂账簿的设置"),
        ("", NewerBooks, "账簿格式是 None"),
    ],
)
def test_books_of_another_format_are_not_opened(
    books: Books, toml: str, error: type[Exception], said: str
) -> None:
    (books.root / "earmark.toml").write_text(toml, "utf-8")
    with pytest.raises(error, match=said):
        Books.open(books.root)


# ---------------------------------------------------------------- what is not written


def files(books: Books) -> dict[str, bytes]:
    paths = (path for path in books.root.rglob("*") if path.is_file() and ".earmark" not in path.parts)
    return {str(path): path.read_bytes() for path in paths}


def test_a_read_only_folder_is_one_clear_error(society: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    society.draft(PAID)
    before = files(society.books)

    def refused(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(disk, "write_new", refused)
    with pytest.raises(CannotWrite, match="没有权限，什么都没有写入"):
        society.post()
    assert files(society.books) == before


def test_a_session_that_fails_writes_nothing(society: Keeping) -> None:
    society.draft(PAID)
    before = files(society.books)
    posted = []
    with pytest.raises(ZeroDivisionError), desk(society.books, "chen") as at:
        posted = [len(post(at, society.award)) // 0]
    assert (files(society.books), posted) == (before, [])


# ---------------------------------------------------------------- an award appears whole or not at all

Starting = Callable[..., opening.NewAward]


@pytest.fixture
def asked(society: Keeping) -> Starting:
    """A new award with a bank account and a programme that the books do not have yet."""

    def ask(id_: str = "WH2026-001", **facts: object) -> opening.NewAward:
        from dataclasses import replace

        grant = replace(society.register.grant, id=id_, bank="CMB-1", programme="neu-2026", **facts)  # type: ignore[arg-type]
        return opening.NewAward(grant=grant, plan=society.register.plan)

    return ask


def begin(award: Keeping, new: opening.NewAward, before: Before | None = None) -> None:
    policy = '[title]\nzh = "办法"\n'.encode()
    start_award(award.books, new, account="6223", before=before or Before(), by="chen", policy=policy)


def test_a_new_award_brings_its_bank_its_programme_and_what_came_before(
    society: Keeping, asked: Starting
) -> None:
    spent = (("P1", Decimal("20000.00")),)
    begin(society, asked(opening=day("2025-06-01")), Before(Decimal("300000.00"), spent))
    assert set(society.books.banks()) == {"ICBC-8801", "CCB-3301", "CMB-1"}
    assert check_award(society.books, "WH2026-001") == []
    assert check_main(society.books) == []


BAD = [
    (WrongAward, "没有 P9", {"opening": day("2025-06-01")}, Before(Decimal(300), (("P9", Decimal(1)),))),
    (WrongAward, "大于收到", {"opening": day("2025-06-01")}, Before(Decimal(300), (("P1", Decimal(301)),))),
    (WrongAward, "大于零", {"opening": day("2025-06-01")}, Before(Decimal(300), (("P1", Decimal(-1)),))),
    (WrongAward, "一起给", {}, Before(Decimal(300))),
    (AlreadyThere, "WH2025-007 已经存在", {"id_": "WH2025-007"}, None),
    (WrongAward, "编号只能用", {"id_": "奖补-1"}, None),
    (WrongAward, "编号只能用", {"id_": "../WH"}, None),
    (WrongAward, "获奖单位代码", {"recipient": "../x"}, None),
    (WrongAward, "结束日早于开始日", {"end": day("2024-01-01")}, None),
    (WrongAward, "大于零", {"amount": Decimal(0)}, None),
    (WrongAward, "超过奖补金额", {"amount": Decimal("399999.99")}, None),
    (WrongAward, "mode", {"mode": "cash"}, None),
]


@pytest.mark.parametrize(("error", "said", "facts", "before"), BAD)
def test_a_refused_award_leaves_nothing_behind(
    society: Keeping, asked: Starting, error: type[Exception], said: str, facts: dict[str, object], before: Before | None
) -> None:  # fmt: skip
    there = files(society.books)
    with pytest.raises(error, match=said):
        begin(society, asked(**facts), before)
    assert files(society.books) == there


def test_an_id_that_would_tear_the_log_is_refused(society: Keeping, asked: Starting) -> None:
    there = files(society.books)
    new = asked()
    spaced = PlanLine(date=new.grant.start, id="P 1", name="学术", amount=Decimal(1), recorded="", by="")
    with pytest.raises(NoLogId, match="P 1"):
        begin(society, opening.NewAward(grant=new.grant, plan=[spaced]))
    answer = FunderAnswer(date=day("2025-04-01"), id="利 息", answer="x", source="函", recorded="", by="")
    with pytest.raises(NoLogId):
        adopting.answer_question(society.books, "wuhan-2012", answer, "zhou")
    with pytest.raises(WrongAward, match="没有这个专项"):
        adopting.answer_question(society.books, "nosuch", answer, "zhou")
    assert files(society.books) == there
