"""The command line: help in two languages, one clear message for whatever is wrong, and the way from a charge to money back.

Each verb runs in this process through `run`, as the command `earmark` does; the books are made by verbs, their vouchers entered
as an import would leave them.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import click
import pytest

from earmark.ledger.base.text import Text
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.files import disk
from earmark.ledger.recovery.claims import orders
from earmark.ledger.vouchers.drafts import drafts_at, numbered, write
from earmark.ledger.vouchers.voucher import Line, Voucher
from earmark.plugins.standing import standing
from earmark.reports.cli import VERBS, cli, run
from earmark.reports.verb import Option

AWARD = "WH2025-007"
PEOPLE = (
    "chen:recipient:JCSF:finance:陈会计",
    "zhou:funder:武汉市科协:officer:周主任",
    "wang:auditor:江城审计:auditor:王审计",
)
NEW_AWARD = (
    "award", "new", AWARD, "--programme", "wuhan-2012", "--recipient", "JCSF", "--recipient-name", "江城示例学会",
    "--funder", "武汉市科学技术协会", "--amount", "500000", "--start", "2025-03-01", "--end", "2026-02-28",
    "--chart", "npo-2004", "--mode", "dedicated", "--bank", "ICBC-8801", "--account", "1202021109900088801",
    "--plan", "P1=学术交流=185000", "--by", "chen",
)  # fmt: skip


class Said:
    """What a run of the command line printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


Earmark = Callable[..., Said]


@pytest.fixture
def earmark(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Earmark:
    """Run `earmark` with these words."""
    for name in ("EARMARK_BY", "EARMARK_LANG", "EARMARK_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def say(*words: str | Path) -> Said:
        code = run([str(word) for word in words])
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return say


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books with one award: a fine and a venue posted, a payment that waits."""
    root = tmp_path_factory.mktemp("made") / "books"
    assert run(["init", str(root), *(word for person in PEOPLE for word in ("--person", person))]) == 0
    assert run(["--books", str(root), *NEW_AWARD]) == 0
    with desk(Books.open(root), "chen") as at:
        vouchers = [
            payment("2025-04-14", "江城锦湖会议中心", "学术年会场地租金", "01会议费", "60000.00"),
            payment("2025-10-20", "江城市公安局交通管理局", "支付交通违章罚款", "03差旅费", "600.00"),
            payment("2025-11-03", "某单位", "货款", "99待归类", "1000.00"),
        ]
        write(at, AWARD, [*drafts_at(at, AWARD), *numbered(at, AWARD, vouchers)])
    assert run(["--books", str(root), "post", AWARD, "--by", "chen"]) == 0
    return root


def payment(day: str, payee: str, words: str, account: str, amount: str) -> Voucher:
    paid = Line(
        letter="", account=f"Expenses:{AWARD}:5101业务活动成本:{account}", amount=Decimal(amount), plan="P1"
    )
    bank = Line(letter="", account=f"Assets:{AWARD}:1002银行存款", amount=-Decimal(amount))
    date = datetime.date.fromisoformat(day)
    return Voucher(id="", date=date, payee=payee, narration=words, lines=(paid, bank))


@pytest.fixture
def books(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The made books, and the working folder in them: no verb needs --books."""
    root = tmp_path / "books"
    shutil.copytree(made, root)
    monkeypatch.chdir(root)
    return root


def content(root: Path) -> str:
    """A hash over the whole folder, names and bytes; the lock is no content."""
    paths = sorted(p for p in root.rglob("*") if p.is_file() and p.name != "lock")
    return hashlib.sha256(b"\0".join(str(p).encode() + p.read_bytes() for p in paths)).hexdigest()


# ---------------------------------------------------------------- help


def pages() -> Iterator[tuple[str, ...]]:
    """The words of every verb, and of every verb below one."""
    yield ()
    with click.Context(cli) as ctx:
        for name in VERBS:
            yield (name,)
            command = cli.get_command(ctx, name)
            if isinstance(command, click.Group):
                yield from ((name, below) for below in command.commands)


@pytest.mark.parametrize("words", list(pages()), ids=" ".join)
def test_each_verb_has_a_help_page_in_chinese(earmark: Earmark, words: tuple[str, ...]) -> None:
    said = earmark(*words, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"用法：{' '.join(('earmark', *words))}")
    assert "例如：\n" in said.out
    assert f"earmark {' '.join(words)}".strip() in said.out.partition("例如：")[2]
    assert not re.search(r"\b(Usage|Options|Commands|Show this)\b", said.out)


@pytest.mark.parametrize("words", list(pages()), ids=" ".join)
def test_each_option_is_explained_in_both_languages(words: tuple[str, ...]) -> None:
    command: click.Command = cli
    with click.Context(cli) as ctx:
        for word in words:
            assert isinstance(command, click.Group)
            command = command.get_command(ctx, word) or cli
    options = [param for param in command.params if isinstance(param, click.Option)]
    unsaid = [param.name for param in options if not isinstance(param, Option) or param.said is None]
    assert unsaid == []


@pytest.mark.parametrize("words", list(pages()), ids=" ".join)
def test_each_verb_has_a_help_page_in_english(earmark: Earmark, words: tuple[str, ...]) -> None:
    said = earmark("--lang", "en", *words, "--help")
    assert (said.code, said.err) == (0, "")
    page, _, example = said.out.partition("For example:")
    options = re.sub(r"\d{4}-\w+", "", example.partition("Options")[2])  # an account: 5101-会议费
    assert page.startswith(f"Usage: {' '.join(('earmark', *words))}")
    assert not re.search(r"[\u4e00-\u9fff]", page + options)


def test_the_language_may_come_from_the_environment(
    earmark: Earmark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARMARK_LANG", "en")
    assert earmark("--help").out.startswith("Usage: ")
    assert earmark("--lang", "zh", "--help").out.startswith("用法：")


def test_version(earmark: Earmark) -> None:
    assert re.fullmatch(r"earmark \d+\.\d+\.\d+\n", earmark("--version").out)


# ---------------------------------------------------------------- wrong usage

USAGE = [
    (("nosuch",), "没有动词 nosuch。运行 earmark --help 查看用法"),
    (("policy", "nosuch"), "没有动词 nosuch。运行 earmark policy --help 查看用法"),
    (("--nosuch",), "没有选项 --nosuch。运行 earmark --help 查看用法"),
    (("post", AWARD, "--throug", "2025-01-01"), "没有选项 --throug。运行 earmark post --help 查看用法"),
    (("post",), "缺少 AWARD。运行 earmark post --help 查看用法"),
    (("order", AWARD, "D-0001", "--due", "2026-01-01"), "缺少 --route。运行 earmark order --help 查看用法"),
    (("--lang", "fr"), "--lang 应为 zh、en 之一。运行 earmark --help 查看用法"),
    (("check", "--format", "xml"), "--format 应为 text、json 之一。运行 earmark check --help 查看用法"),
    (("users", "list", "x"), "多出来的：x。运行 earmark users list --help 查看用法"),
    (
        ("policy", "adopt", "p", "nosuch.toml"),
        "没有文件 nosuch.toml。运行 earmark policy adopt --help 查看用法",
    ),
    (("post", AWARD, "--through", "2025-02-30"), "“2025-02-30”在日历上不存在。请写成 2025-03-18"),
    (("return", AWARD, "O-0001", "--amount", "1e5"), "“1e5”不是金额。请写成 1234.50"),
]


@pytest.mark.parametrize(("words", "message"), USAGE, ids=[" ".join(u[0]) for u in USAGE])
def test_wrong_usage_is_said_in_chinese(
    earmark: Earmark, books: Path, words: tuple[str, ...], message: str
) -> None:
    before = content(books)
    said = earmark(*words)
    assert (said.code, said.out, said.err) == (2, "", message + "\n")
    assert content(books) == before


def test_an_option_without_its_value(earmark: Earmark) -> None:
    assert earmark("post", AWARD, "--by").err.startswith("--by 后面缺少值。")


def test_wrong_usage_in_english(earmark: Earmark) -> None:
    said = earmark("--lang", "en", "post")
    assert said.err == "AWARD is missing. earmark post --help shows the usage\n"
    assert (
        "restore, funder"
        in earmark("--lang=en", "order", AWARD, "D", "--route", "x", "--due", "2026-01-01").err
    )


# ---------------------------------------------------------------- bad input: one message, exit 2, nothing half-written

NO_AWARD = "没有这项奖补资金：WH-1。现有：WH2025-007"
CHEN, WANG = ("--by", "chen"), ("--by", "wang")
DECIDE = ("--reason", "罚款", *WANG)
BACK = ("--amount", "1", "--date", "2025-12-01")

BAD: list[tuple[tuple[str, ...], str]] = [
    # an award that is not there
    (("audit", "WH-1"), NO_AWARD),
    (("check", "WH-1"), NO_AWARD),
    (("findings", "WH-1"), NO_AWARD),
    (("draft", "list", "WH-1"), NO_AWARD),
    (("draft", "complete", "WH-1", "V", "--account", "5101", *CHEN), NO_AWARD),
    (("draft", "split", "WH-1", "V", "5101=1", *CHEN), NO_AWARD),
    (("draft", "mirror", "WH-1", "O-0001", *CHEN), NO_AWARD),
    (("post", "WH-1", *CHEN), NO_AWARD),
    (("reverse", "WH-1", "V", "--reason", "错", *CHEN), NO_AWARD),
    (("undo", "WH-1", "I-1", *CHEN), NO_AWARD),
    (("decide", "WH-1", "F-1", "--clear", *DECIDE), NO_AWARD),
    (("order", "WH-1", "D-1", "--route", "restore", "--due", "2026-01-01", *WANG), NO_AWARD),
    (("return", "WH-1", "O-1", *BACK, *WANG), NO_AWARD),
    # somebody who is not there, or may not
    (("post", AWARD, "--by", "sun"), "人员名单里没有 sun。用 --by 写明，现有：chen, zhou, wang"),
    (("post", AWARD, *WANG), "wang 属于审计方，无权做这件事。由获奖单位的人办理（--by）"),
    (("users", "add", "sun:boss:X:y:z", *CHEN), "“sun:boss:X:y:z”不是 编号:方面:单位:职责:姓名"),
    (("users", "add", "chen:auditor:X:y:z", *CHEN), "chen 已经存在"),
    # an award that cannot be
    (NEW_AWARD, "WH2025-007 已经存在"),
    ((*NEW_AWARD[:2], "WH2025-008", *NEW_AWARD[3:], "--bank", "CMB-1", "--end", "2025-01-01"), "结束日早于开始日"),
    ((*NEW_AWARD[:2], "WH2025-008", *NEW_AWARD[3:], "--bank", "CMB-1", "--plan", "P 2=科普=1"), "有空格"),
    ((*NEW_AWARD[:2], "WH2025-008", *NEW_AWARD[3:], "--plan", "P1"), "“P1”不是 编号=名称=金额"),
    ((*NEW_AWARD[:2], "WH2025-008", *NEW_AWARD[3:], "--milestone", "2025-03-01=party"), "不是 日期=阶段=说明"),
    ((*NEW_AWARD[:2], "WH2025-008", *NEW_AWARD[3:], "--programme", "nosuch"), "没有这个专项"),
    (("award", "new", "WH2025-008"), "缺少 专项"),
    (("init", "."), "缺少 --person"),
    (("init", ".", "--person", PEOPLE[0]), "已有文件"),
    # drafts and vouchers
    (("draft", "complete", AWARD, "WH2025-007-V0009", "--account", "5101-会议费", *CHEN), "没有草稿 WH2025-007-V0009"),
    (("draft", "complete", AWARD, "WH2025-007-V0003", "--account", "9999-会议费", *CHEN), "没有科目“9999”"),
    (("draft", "complete", AWARD, "WH2025-007-V0003", "--account", "5101-会议费", "--plan", "P9", *CHEN), "没有 P9"),
    (("draft", "split", AWARD, "WH2025-007-V0003", "5101-会议费=400", *CHEN), "借贷不平"),
    (("draft", "split", AWARD, "WH2025-007-V0003", "5101-会议费", *CHEN), "不是 科目=金额=用途"),
    (("post", AWARD, "WH2025-007-V0003", *CHEN), "还有待归类的行"),
    (("post", AWARD, "WH2025-007-V0001", *CHEN), "没有草稿 WH2025-007-V0001"),
    (("reverse", AWARD, "WH2025-007-V0003", "--reason", "错", *CHEN), "没有已记账凭证 WH2025-007-V0003"),
    (("reverse", AWARD, "WH2025-007-V0001", "--reason", "错", "--date", "2099-01-01", *CHEN), "2099-01-01 还没有到"),
    (("undo", AWARD, "I-1", *CHEN), "没有导入 I-1"),
    # acts
    (("findings", AWARD, "F-1"), "没有疑点 F-1"),
    (("decide", AWARD, "F-1", "--uphold-all", *DECIDE), "没有疑点 F-1。earmark findings 可列出全部"),
    (("decide", AWARD, "FINE", "--uphold", "600.01", *DECIDE), "认定金额 600.01 超出疑点金额 600.00"),
    (("decide", AWARD, "FINE", "--uphold", "-1", *DECIDE), "认定金额 -1.00 超出疑点金额 600.00"),
    (("decide", AWARD, "FINE", "--uphold", "0", *DECIDE), "不符"),
    (("decide", AWARD, "FINE", "--uphold-all", "--reason", " ", *WANG), "理由"),
    (("decide", AWARD, "FINE", "--uphold-all", "--clear", *DECIDE), "选一个"),
    (("decide", AWARD, "FINE", *DECIDE), "选一个"),
    (("decide", AWARD, "FINE", "--clear", "--reason", "罚款", *CHEN), "chen 属于获奖单位，无权做这件事"),
    (("decide", AWARD, "FINE", "--clear", "--date", "2099-01-01", *DECIDE), "2099-01-01 还没有到"),
    (("decide", AWARD, "D-0001", "--withdraw", *DECIDE), "没有认定 D-0001"),
    (("order", AWARD, "D-0001", "--route", "restore", "--due", "2026-01-01", *WANG), "没有要求收回的认定 D-0001"),
    (("return", AWARD, "O-0001", *BACK, *WANG), "没有收回决定 O-0001"),
    (("return", AWARD, "O-0001", *BACK, *CHEN), "没有收回决定 O-0001"),
    (("draft", "mirror", AWARD, "O-0001", *CHEN), "没有收回决定 O-0001"),
    # policies
    (("policy", "show", "nosuch"), "没有实施方案 nosuch"),
    (("policy", "answer", "nosuch", "interest", "x", "--source", "函", "--by", "zhou"), "没有实施方案 nosuch"),
    (("policy", "answer", "wuhan-2012", "weather", "x", "--source", "函", "--by", "zhou"), "没有留下问题 weather"),
]  # fmt: skip


def fine(earmark: Earmark) -> str:
    """The id of the finding about the fine."""
    awards = json.loads(earmark("audit", AWARD, "--format", "json").out)["awards"]
    (found,) = (f for f in awards[0]["findings"] if f["category"] == "fine" and f["outcome"] == "violation")
    return str(found["id"])


@pytest.mark.parametrize(("words", "message"), BAD, ids=[" ".join(b[0])[:60] for b in BAD])
def test_bad_input_is_one_message_and_nothing_written(
    earmark: Earmark, books: Path, words: tuple[str, ...], message: str
) -> None:
    given = [fine(earmark) if word == "FINE" else word for word in words]
    before = content(books)
    said = earmark(*given)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert said.err.count("\n") == 1
    assert not re.search(r"Traceback|程序出错|Error", said.err)
    assert content(books) == before


DAMAGE = [
    ("awards/WH2025-007/register.beancount", "amount: 500000.00 CNY", "amount: 500000.00 USD", "register.beancount:1：.*“amount”的值类型不对"),
    ("awards/WH2025-007/register.beancount", 'mode: "dedicated"', 'mode: "dedicated', "register.beancount:10：.*引号"),
    ("awards/WH2025-007/register.beancount", "  start:", "  begin:", "“(start|begin)”"),
    ("awards/WH2025-007/vouchers/2025-04.beancount", "60000.00 CNY", "1/0 CNY", "2025-04.beancount:.*算式"),
    ("awards/WH2025-007/award.beancount", "'strict': False", "'strict': True", "总账页被改动过"),
    ("earmark.toml", "format = 1", "format = 2", "账簿格式是 2，本程序只懂 1。请升级 earmark"),
    ("earmark.toml", "format = 1", "format = ", "读不懂账簿的设置"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "message"), DAMAGE)
def test_damaged_books_are_one_message(
    earmark: Earmark, books: Path, path: str, old: str, new: str, message: str
) -> None:
    text = (books / path).read_text("utf-8")
    assert old in text
    (books / path).write_text(text.replace(old, new, 1), "utf-8")
    before = content(books)
    said = earmark("audit", AWARD)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert re.search(message, said.err), said.err
    assert not re.search(r"Traceback|程序出错", said.err)
    assert content(books) == before


def test_no_books_here(earmark: Earmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "这里没有账簿" in earmark("check").err
    assert "先运行 earmark init" in earmark("award", "list").err


def test_books_are_found_upwards_but_not_above_a_folder_that_is_not_there(
    earmark: Earmark, books: Path
) -> None:
    assert earmark("--books", books / "awards" / AWARD, "award", "list").code == 0
    said = earmark("--books", books / "nosuch", "award", "list")
    assert (said.code, said.out) == (2, "")


def test_a_read_only_folder_is_one_message(
    earmark: Earmark, books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    before = content(books)
    monkeypatch.setattr(disk, "write_new", refused)
    said = earmark("reverse", AWARD, "WH2025-007-V0001", "--reason", "错", *CHEN)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "没有权限，什么都没有写入" in said.err
    assert content(books) == before


def test_what_nobody_foresaw_is_still_one_message(
    earmark: Earmark, books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(Books, "award_ids", broken)
    said = earmark("check")
    assert (said.code, said.out) == (2, ""), books
    assert said.err == "程序出错：RuntimeError: boom。请报告这条信息；EARMARK_DEBUG=1 显示细节\n"


# ---------------------------------------------------------------- the way from a charge to money back


def test_from_a_charge_to_money_back(earmark: Earmark, books: Path) -> None:
    """Audit, decide, order, mirror, return on both sides, and the totals of law 3 after each step."""
    assert earmark("audit", AWARD).code == 1
    finding = fine(earmark)

    said = earmark("decide", AWARD, finding, "--uphold", "500", "--recover", *DECIDE, "--date", "2025-11-20")
    assert (said.code, said.out) == (0, "D-0001：部分认定，认定 500.00 / 600.00 元\n")
    assert totals(earmark, "questioned", "upheld", "cleared", "to_order") == [
        "600.00",
        "500.00",
        "100.00",
        "500.00",
    ]

    words = ("--route", "restore", "--due", "2025-12-25", "--date", "2025-11-25")
    assert "O-0001：责令归还原资金渠道 500.00 元" in earmark("order", AWARD, "D-0001", *words, *WANG).out
    (issued,) = orders(Books.open(books).entries(f"claims/{AWARD}.beancount"))
    assert "五(三)" in issued.basis
    assert issued.basis.endswith("五(二)"), "the clause on misuse carries no sanction"
    assert "只剩 0.00 元可责令" in earmark("order", AWARD, "D-0001", *words, *WANG).err

    assert "WH2025-007-V0004" in earmark("draft", "mirror", AWARD, "O-0001", *CHEN).out
    back = ("return", AWARD, "O-0001", "--amount", "500", "--date", "2025-12-10")
    assert "草稿 WH2025-007-V0005" in earmark(*back, *CHEN).out
    assert "没有凭据" in earmark(*back, *WANG).err
    shown = (*back, "--reference", "ICBC-8801:152")
    assert "收回 500.00 元，尚余 0.00 元" in earmark(*shown, *WANG).out
    assert "只剩 0.00 元未收回" in earmark(*shown, *WANG).err
    assert totals(earmark, "ordered", "returned", "outstanding") == ["500.00", "500.00", "0.00"]

    complete = ("draft", "complete", AWARD, "WH2025-007-V0003", "--account", "5101-会议费", "--plan", "P1")
    assert earmark(*complete, *CHEN).code == 0
    assert "已记账 3 张" in earmark("post", AWARD, *CHEN).out
    checked = earmark("check")
    assert (checked.code, checked.err) == (0, "")
    assert set(re.findall(r"^(\S+)：完整，未见改动$", checked.out, re.MULTILINE)) >= {AWARD, "wuhan-2012"}
    assert earmark("audit", AWARD).code == 0, books


def totals(earmark: Earmark, *names: str) -> list[str]:
    (award,) = json.loads(earmark("findings", AWARD, "--format", "json").out)["awards"]
    return [award[name] for name in names]


@pytest.mark.parametrize(("route", "ways"), [("offset", "set_off"), ("adjust", "adjusted")])
def test_an_order_without_money_is_settled_as_what_it_is(
    earmark: Earmark, books: Path, route: str, ways: str
) -> None:
    earmark("decide", AWARD, fine(earmark), "--uphold-all", "--recover", *DECIDE, "--date", "2025-11-20")
    earmark("order", AWARD, "D-0001", "--route", route, "--due", "2025-12-25", "--date", "2025-11-25", *WANG)
    assert earmark("return", AWARD, "O-0001", "--amount", "600", "--reference", "函", *WANG).code == 0
    assert totals(earmark, ways, "returned", "outstanding") == ["600.00", "0.00", "0.00"], books


@pytest.mark.parametrize("verb", ["findings", "audit"])
def test_totals_that_do_not_add_up_are_said(
    earmark: Earmark, books: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setattr(standing, "broken_laws", lambda _: [Text("疑点 ≠ 各状态之和", "x")])
    said = earmark(verb, AWARD)
    assert said.code == 2, books
    assert f"{AWARD}：各项合计不平：疑点 ≠ 各状态之和" in said.err


def test_an_unknown_status_is_refused(earmark: Earmark, books: Path) -> None:
    said = earmark("findings", AWARD, "--status", "foo")
    assert said.code == 2, books
    assert "没有状态 foo" in said.err
    assert "open 待认定" in said.err


def test_a_withdrawn_decision_opens_the_finding(earmark: Earmark, books: Path) -> None:
    finding = fine(earmark)
    earmark("decide", AWARD, finding, "--clear", *DECIDE)
    assert earmark("audit", AWARD).code == 0
    said = earmark("decide", AWARD, "D-0001", "--withdraw", *DECIDE)
    assert "已撤回" in said.out, books
    assert earmark("audit", AWARD).code == 1


def test_check_repairs_the_top_files(earmark: Earmark, books: Path) -> None:
    top = books / "awards" / AWARD / "award.beancount"
    whole = top.read_bytes()
    top.write_bytes(b"")
    assert earmark("check").code == 1
    assert earmark("check", "--repair", *CHEN).code == 0
    assert top.read_bytes() == whole


# ---------------------------------------------------------------- forms


def test_the_form_of_audit(earmark: Earmark, books: Path) -> None:
    said = json.loads(earmark("audit", "--format", "json", "--fail-on", "never").out)
    (award,) = said["awards"]
    assert said["schema"] == 1
    assert list(award) == ["award", "policy", "vouchers", "charges", "rules", "findings"]
    assert list(award["policy"]) == ["id", "sha256"]
    assert (award["vouchers"], award["charges"]) == (3, 3)
    assert {tuple(rule) for rule in award["rules"]} == {("id", "scope", "state", "findings")}
    found = next(f for f in award["findings"] if f["category"] == "fine")
    assert list(found) == [
        "id", "rule", "category", "outcome", "subject", "amount", "currency", "date", "voucher", "sources", "clause",
        "evidence", "clears", "status",
    ]  # fmt: skip
    assert (found["subject"], found["amount"], found["currency"]) == ("WH2025-007-V0002a", "600.00", "CNY")
    assert list(found["clause"]) == ["document", "number", "text"], books


def test_the_form_of_findings(earmark: Earmark, books: Path) -> None:
    said = json.loads(earmark("findings", "--format", "json").out)
    assert said["schema"] == 1
    assert list(said["awards"][0]) == [
        "award", "unknown", "questioned", "open", "cleared", "corrected", "upheld", "to_order", "ordered",
        "no_recovery", "returned", "set_off", "adjusted", "written_off", "absorbed", "outstanding", "findings",
    ], books  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("award", "list"),
        ("users", "list"),
        ("draft", "list", AWARD),
        ("check",),
        ("findings", AWARD),
        ("audit", AWARD),
    ],
    ids=" ".join,
)
def test_each_list_is_one_json_object_or_lines_for_people(
    earmark: Earmark, books: Path, words: tuple[str, ...]
) -> None:
    assert json.loads(earmark(*words, "--format", "json").out)["schema"] == 1, books
    assert earmark(*words).out.strip()
    english = earmark("--lang", "en", *words)
    assert english.code in {0, 1}


# ---------------------------------------------------------------- who acts


def test_who_acts_is_said_or_known(earmark: Earmark, books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--by, else EARMARK_BY, else earmark.toml (the first person of init)."""
    reverse = ("reverse", AWARD, "WH2025-007-V0001", "--reason", "错")
    monkeypatch.setenv("EARMARK_BY", "wang")
    assert "wang 属于审计方" in earmark(*reverse).err
    monkeypatch.delenv("EARMARK_BY")
    assert earmark(*reverse).code == 0
    assert 'by: "chen"' in (books / "awards" / AWARD / "drafts.beancount").read_text("utf-8")


# ---------------------------------------------------------------- against the statutory books

BALANCE = """期间：2025.04-2025.04
科目编码,科目名称,期初借方,期初贷方,本期借方,本期贷方,期末借方,期末贷方
1002,银行存款,0,0,0,60000.00,0,60000.00
510101,业务活动成本-会议费,0,0,60000.00,0,60000.00,0
"""


def test_a_trial_balance_is_held_against_the_books(earmark: Earmark, books: Path) -> None:
    (books / "tb.csv").write_text(BALANCE, encoding="utf-8")
    said = earmark("check", AWARD, "--against", "tb.csv")
    assert (said.code, "2 个科目相符，0 个不符" in said.out) == (0, True)
    (books / "tb.csv").write_text(BALANCE.replace("60000.00", "61000.00"), encoding="utf-8")
    before = content(books)
    said = earmark("check", AWARD, "--against", "tb.csv", "--format", "json")
    (one,) = json.loads(said.out)["against"]
    assert (said.code, one["award"], one["differ"], one["differences"][0]["difference"]) == (
        1,
        AWARD,
        2,
        "-1000.00",
    )
    assert content(books) == before


def test_against_takes_one_award_and_a_file_that_can_be_read(earmark: Earmark, books: Path) -> None:
    (books / "tb.csv").write_text(BALANCE.replace("60000.00,0\n", "6000.00,0\n"), encoding="utf-8")
    said = earmark("check", AWARD, "--against", "tb.csv")
    assert (said.code, "tb.csv:4" in said.err) == (2, True)
    assert earmark("check", AWARD, "OTHER", "--against", "tb.csv").code == 2
