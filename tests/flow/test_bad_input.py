"""What a person may get wrong: one clear message that names file and row, exit code 2, and not a byte of the books changed."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

Office = Any
"""The office of conftest, which tests cannot import."""
A = "1202021109900088801"
GRANT = f"1,{A},,2025-03-05 09:00:00,贷,,500000.00,,转账,拨付专项奖补资金,武汉市科学技术协会,500000.00,"
COOLER = f"2,{A},,2025-05-10 09:00:00,借,5000.00,,,转账,办公室空调,江城环宇电器商行,495000.00,"
BOOKED = "日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,币种,项目编码,项目名称"
LINES = (
    "2025-05-12,记-0001,机票,510103,业务活动成本-差旅费,900.00,,江城航空,,,",
    "2025-05-12,记-0001,机票,1002,银行存款,,900.00,江城航空,,,",
)
ONE_MORE = (
    "award new {id} --programme wuhan-2012 --recipient JCSF --recipient-name 江城示例学会 --funder 武汉市科学技术协会"
    " --amount 100 --start 2025-03-01 --end 2026-02-28 --chart npo-2004 --mode dedicated --bank ICBC-8801"
    " --account 1202021109900088801 --plan P1=学术交流=100 --by chen"
)
NOT_WRITTEN = ("什么都没有写", "nothing was written")
MEND_ROWS = (
    "什么都没有写：请改正上面的行后再导入",
    "nothing was written: mend the rows above and import again",
)

FILES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "unknown format": (
        ("姓名,年龄,备注", "张三,30,无"),
        "坏.csv：不认识这种表格，看到的列名：姓名、年龄、备注。",
        "坏.csv: unknown format; columns seen: ",
    ),
    "unknown account number": (
        ("ICBC", GRANT.replace(A, "1202021109900099999")),
        "坏.csv：账户 1202021109900099999 不在银行账户登记里。",
        "坏.csv: account 1202021109900099999 is not in the register",
    ),
    "two accounts in one file": (
        ("ICBC", GRANT, COOLER.replace(A, "1202021109900099999")),
        f"坏.csv:4：一个文件里有两个本方账号 {A} 和 1202021109900099999",
        "坏.csv:4: two own accounts in one file",
    ),
    "future date": (
        ("ICBC", GRANT, COOLER.replace("2025-05-10", "2099-05-10")),
        "坏.csv:4：日期 2099-05-10 在今天 ",
        "坏.csv:4: the date 2099-05-10 is after today",
    ),
    "one bad row in a good file": (
        ("ICBC", GRANT, COOLER.replace(",5000.00", ",5千")),
        "坏.csv:4：“5千”不是金额。请写成 1234.50",
        '坏.csv:4: "5千" is not an amount. Write it as 1234.50',
    ),
    "a balance that breaks": (
        ("ICBC", GRANT, COOLER.replace("495000.00", "495000.01")),
        "坏.csv:4：余额 495,000.01，应为 495,000.00。",
        "坏.csv:4: the balance is 495,000.01, should be 495,000.00",
    ),
    "foreign currency": (
        (BOOKED, LINES[0].replace(",,,", ",USD,,", 1), LINES[1]),
        "坏.csv:2：币种“USD”不是人民币。",
        "坏.csv:2: the currency “USD” is not the yuan",
    ),
    "a voucher that does not balance": (
        (BOOKED, LINES[0], LINES[1].replace("900.00", "800.00")),
        "坏.csv:2：凭证 记-2025-05-0001（CNY）借贷相差 100.00",
        "坏.csv:2: voucher 记-2025-05-0001 (CNY): debit and credit differ by 100.00",
    ),
    "nothing in it": ((" ",), "坏.csv：文件是空的", "坏.csv: the file is empty"),
}  # fmt: skip

COMMANDS: dict[str, tuple[str, str, str]] = {
    "wrong award for a statement": (
        "import 好.csv --award CAST2025-017 --by chen",
        "好.csv：账户 ICBC-8801 不是 CAST2025-017 的",
        "好.csv: account ICBC-8801 is not that of CAST2025-017",
    ),
    "an award that is not there": (
        "import 好.csv --award WH-1 --by chen",
        "没有这项奖补资金：WH-1。现有：CAST2025-017, WH2025-007",
        "there is no award WH-1",
    ),
    "somebody else's award": (
        "import 好.csv --by liu",
        "liu 属于 JCKX，WH2025-007 不由其记账",
        "liu ",
    ),
    "duplicate award id": (
        ONE_MORE.format(id="WH2025-007"),
        "WH2025-007 已经存在。换一个编号",
        "WH2025-007 exists already. Choose another id",
    ),
    "decision on an unknown finding": (
        "decide WH2025-007 F-0000000000 --uphold-all --reason 空调 --by zhou",
        "没有疑点 F-0000000000。",
        "there is no finding F-0000000000. ",
    ),
    "decision above its amount": (
        "decide WH2025-007 {finding} --uphold 5000.01 --reason 空调 --by zhou",
        "认定金额 5000.01 超出疑点金额 5000.00",
        "5000.01 upheld is not within the 5000.00 questioned",
    ),
}  # fmt: skip

DAMAGE: dict[str, tuple[str, str, str, str, str]] = {
    "damaged register line": (
        "awards/WH2025-007/register.beancount", "amount: 500000.00 CNY", "amount: 5x0000.00 CNY",
        r"/register\.beancount:\d+：.*amount", r"/register\.beancount:\d+: .*amount",
    ),
    "books of a newer format": (
        "earmark.toml", "format = 1", "format = 2",
        r"/earmark\.toml：账簿格式是 2，本程序只懂 1。请升级 earmark", r"/earmark\.toml: books of format 2; .*newer",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def kept(
    opened: Path, icbc: Callable[..., str], tmp_path_factory: pytest.TempPathFactory, at: type[Office]
) -> Office:
    """Books with the grant and the cooler in them, and a good file that would bring more."""
    folder = tmp_path_factory.mktemp("kept")
    shutil.copytree(opened, folder / "books")
    office = at(folder)
    office.file("流水.csv", icbc([GRANT, COOLER]))
    office("import 流水.csv --by chen")
    office("draft complete WH2025-007 WH2025-007-V0002 --account 5101-会议费 --plan P1 --by chen")
    rent = f"3,{A},,2025-05-11 09:00:00,借,900.00,,,转账,场地租金,江城云汀会议中心,494100.00,"
    office.file("好.csv", icbc([rent]))
    return office


def refused(office: Office, command: str) -> str:
    """Run a command that must fail, in both languages; all that stood on standard error. The books stay as they were."""
    before = office.on_disk()
    ran = office(command, code=2)
    assert office.on_disk() == before
    assert not re.search(r"Traceback|程序出错|Earmark failed", ran.out + ran.err)
    assert ran.out == ""
    said: str = ran.err
    return said


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_taken(kept: Office, icbc: Callable[..., str], case: str) -> None:
    """The good file beside it is not taken, either. Rows are spoken of where a row is named."""
    rows, chinese, english = FILES[case]
    notes = MEND_ROWS if re.match(r"坏\.csv:\d", chinese) else NOT_WRITTEN
    kept.file("坏.csv", icbc(rows[1:]) if rows[0] == "ICBC" else "\n".join(rows) + "\n")
    for language, expected, note in (("zh", chinese, notes[0]), ("en", english, notes[1])):
        message, last = refused(kept, f"--lang {language} import 好.csv 坏.csv --by chen").splitlines()
        assert message.startswith(expected)
        assert last == note
    tried = refused(kept, "import 好.csv 坏.csv --dry-run --by chen").splitlines()
    assert tried[2] == "　新 0　已有 0　待补 1　别的资金 0　拒收 0"
    assert tried[-2].startswith(chinese)


def test_the_installed_command_says_the_same(kept: Office) -> None:
    """In a process of its own: the message on standard error, nothing on standard output."""
    kept.file("坏.csv", "姓名,年龄,备注")
    earmark = Path(sys.executable).with_name("earmark")
    command: list[str | Path] = [earmark, "--books", "books", "import", "坏.csv", "--by", "chen"]
    done = subprocess.run(command, cwd=kept.folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == refused(kept, "import 坏.csv --by chen")


@pytest.mark.parametrize("case", COMMANDS)
def test_a_command_that_cannot_be_carried_out(kept: Office, case: str) -> None:
    command, chinese, english = COMMANDS[case]
    (finding,) = kept.findings()
    for language, expected in (("zh", chinese), ("en", english)):
        said = refused(kept, f"--lang {language} {command.format(finding=finding)}")
        assert said.startswith(expected)
        assert said.removesuffix(NOT_WRITTEN[language == "en"] + "\n").count("\n") == 1


@pytest.mark.parametrize("case", DAMAGE)
@pytest.mark.parametrize("command", ["audit", "post WH2025-007 --by chen", "report WH2025-007"])
def test_books_that_cannot_be_read(
    kept: Office, tmp_path: Path, at: type[Office], case: str, command: str
) -> None:
    path, whole, damaged, chinese, english = DAMAGE[case]
    shutil.copytree(kept.folder, tmp_path, dirs_exist_ok=True)
    office = at(tmp_path)
    text = (office.root / path).read_text("utf-8")
    assert whole in text
    (office.root / path).write_text(text.replace(whole, damaged), "utf-8")
    for language, expected in (("zh", chinese), ("en", english)):
        said = refused(office, f"--lang {language} {command}").splitlines()[0]
        assert re.search(expected, said), said


@pytest.mark.parametrize(
    "command",
    [
        "import 好.csv --by chen",
        "post WH2025-007 --by chen",
        "users add sun:auditor:X:auditor:孙 --by zhou",
        ONE_MORE.format(id="WH2025-008"),
    ],
)
def test_a_read_only_folder(kept: Office, at: type[Office], command: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(kept.folder, folder, dirs_exist_ok=True)
        office = at(Path(folder))
        with read_only(office.root):
            chinese, english = refused(office, command), refused(office, f"--lang en {command}")
        assert chinese.splitlines()[0].endswith("没有权限，什么都没有写入。排除后重做刚才的操作")
        assert "permission is missing; nothing was written" in english


@contextmanager
def read_only(root: Path) -> Iterator[None]:
    """Take the right to write from the books' owner; root, who needs no rights, becomes somebody else meanwhile."""
    paths = [root, *root.rglob("*")]
    nobody, me = 65534, os.geteuid()
    for path in paths:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)
        if me == 0:
            os.chown(path, nobody, -1)
    if me == 0:
        root.parent.chmod(0o755)
        os.seteuid(nobody)
    try:
        yield
    finally:
        os.seteuid(me)
        for path in paths:
            path.chmod(stat.S_IMODE(path.lstat().st_mode) | stat.S_IWUSR)
