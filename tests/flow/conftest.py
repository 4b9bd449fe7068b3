"""An office with a terminal: what a person types stands in the tests as it is typed, without the word `earmark`.

    office("import 流水.csv --by chen")
    assert office.stands() == {"received": "500000.00", ...}

The folder of the office holds the files that came in; the books lie below it in `books`. Books that several tests begin
with are made once and copied.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import shlex
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from earmark.ledger.books.books import Books
from earmark.reports.cli import run

PEOPLE = """
init books
  --person chen:recipient:JCSF:finance:陈会计 --person liu:recipient:JCKX:finance:刘会计
  --person zhou:funder:武汉市科学技术协会:officer:周主任 --person gao:funder:中国科学技术协会:officer:高处长
"""
REGISTER = """
  --plan 'P1=学术交流=300000;ability=服务创新' --plan 'P2=科普活动=200000;ability=服务社会和政府'
  --milestone '2024-01-31=paper=年检;result=合格;parts=申报前一年年检,年度工作总结,下一年度工作计划'
  --milestone '2023-01-31=paper=年检;result=合格;parts=申报前第二年年检'
  --milestone '2024-10-15=paper=承诺书;parts=财务管理人员,委托项目完成'
  --milestone '2024-10-15=paper=信用报告;result=无;parts=违纪违法,通报批评或处罚'
  --milestone '2024-10-15=approval=常务理事会研究同意;document=纪要' --milestone 2024-10-21=application
  --milestone 2025-01-20=review --milestone 2025-02-05=notice --milestone 2025-02-20=notice-end=无异议
  --milestone 2025-02-24=list --milestone 2025-02-28=payment --milestone '2025-09-12=mid-term=中期检查;document=意见'
  --milestone '2025-02-28=filing=报备;parts=工作思路,发展重点,工作进度安排,年度考核指标,资金使用方向'
"""
"""The society's register without a gap."""
SOCIETY = f"""
award new WH2025-007 --programme wuhan-2012 --recipient JCSF --recipient-name 江城示例学会
  --funder 武汉市科学技术协会 --amount 500000 --start 2025-03-01 --end 2026-02-28 --chart npo-2004
  --mode dedicated --bank ICBC-8801 --account 1202021109900088801
  --by chen {REGISTER}
"""
ASSOCIATION = """
award new CAST2025-017 --programme cast-2013 --recipient JCKX --recipient-name 江城省科学技术协会
  --funder 中国科学技术协会 --amount 1000000 --start 2025-04-01 --end 2026-03-31 --chart gov
  --mode pooled --bank ICBC-3301 --account 1202021109900033301 --project-code 420000250000001017
  --plan P1=学会学术交流=600000 --plan P2=学会评估=400000 --by liu
  --milestone '2024-11-01=paper=申报材料;parts=责任人,责任部门,工作团队,实施方案,管理办法,资金使用计划,其他政策支持'
  --milestone '2024-11-01=paper=财政批复;parts=同级财政支持;amount=800000'
  --milestone '2024-11-08=approval=党组研究同意;document=纪要' --milestone 2024-11-15=application
  --milestone 2025-01-20=review --milestone 2025-02-05=notice --milestone 2025-02-20=notice-end=无异议
  --milestone 2025-03-14=list --milestone 2025-04-01=payment
  --milestone '2025-03-28=agreement=任务书;parts=工作思路,发展重点,工作进度安排,年度考核指标,资金使用方向'
"""
ICBC_NAMES = "凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息"


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code, what it printed, what it said on standard error."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Office:
    """A folder with files that came in, and the books in `books` below it."""

    folder: Path

    def __call__(self, command: str, code: int | None = 0) -> Ran:
        """Type a command; it must end with `code`, if that is not None."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            ended = run(["--books", "books", *shlex.split(command)])
        ran = Ran(ended, out.getvalue(), err.getvalue())
        assert code in {None, ended}, f"earmark {command}\n{ran.out}{ran.err}"
        return ran

    def json(self, command: str, code: int | None = 0) -> Any:  # noqa: ANN401 (JSON is many types)
        """The object that a command prints with `--format json`."""
        return json.loads(self(f"{command} --format json", code).out)

    @property
    def root(self) -> Path:
        return self.folder / "books"

    @property
    def books(self) -> Books:
        return Books.open(self.root)

    def file(self, name: str, text: str, encoding: str = "gb18030") -> str:
        """A file comes in; its name."""
        lines = text.strip().splitlines()
        (self.folder / name).write_bytes("\r\n".join([*lines, ""]).encode(encoding))
        return name

    def made_once(self, kept: Path, make: Callable[[], None]) -> Office:
        """This office with the books that `make` makes; made by the first test that asks, copied for the others."""
        if kept.exists():
            shutil.rmtree(self.root)
            shutil.copytree(kept, self.root)
        else:
            make()
            shutil.copytree(self.root, kept)
        return self

    # ---------------------------------------------------------------- what the books say

    def stands(self, award: str = "WH2025-007") -> dict[str, str]:
        """The figures of an award in CNY that are not zero: the report's, then those of law 3."""
        figures = self.json(f"report {award}")["position"]
        (totals,) = self.json(f"findings {award}")["awards"]
        return {
            name: amount
            for name, amount in (figures | totals).items()
            if isinstance(amount, str) and name != "award" and Decimal(amount)
        }

    def spent(self, award: str = "WH2025-007") -> dict[str, str]:
        """What was spent on each line of the plan."""
        by_plan: dict[str, str] = self.json(f"report {award}")["position"]["by_plan"]
        return by_plan

    def findings(self, award: str = "WH2025-007") -> dict[str, str]:
        """Each finding's status by its id; without what is said once of an award that lacks some paper."""
        (one,) = self.json(f"findings {award}")["awards"]
        return {f["id"]: f["status"] for f in one["findings"] if f["voucher"] or f["outcome"] != "unknown"}

    def drafts(self, award: str = "WH2025-007") -> list[Any]:
        """The drafts, waiting ones first."""
        listed: list[Any] = self.json(f"draft list {award}")["drafts"]
        return listed

    def on_disk(self) -> dict[str, str]:
        """The hash of every file of the books; the lock says only who wrote last."""
        return {
            path.relative_to(self.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and path.relative_to(self.root).as_posix() != ".earmark/lock"
        }


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who acts and in which language is what the command says, not what the machine is set to."""
    for name in ("EARMARK_BY", "EARMARK_LANG", "EARMARK_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def at() -> type[Office]:
    """An office in a folder: `at(folder)`."""
    return Office


@pytest.fixture(scope="session")
def register() -> str:
    """The options that give a society's award its plan and all its stages."""
    return REGISTER


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office without books yet."""
    return Office(tmp_path)


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books with a society's award and a government unit's award, nothing booked yet."""
    first = Office(tmp_path_factory.mktemp("opened"))
    for command in (PEOPLE, SOCIETY, ASSOCIATION):
        first(command)
    return first.root


@pytest.fixture
def started(opened: Path, tmp_path: Path) -> Office:
    """An office whose books have both awards, nothing booked yet."""
    shutil.copytree(opened, tmp_path / "books")
    return Office(tmp_path)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a module keeps the books that its tests begin with (:meth:`Office.made_once`)."""
    return tmp_path_factory.mktemp("kept") / "books"


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, str]:
    """An office after `earmark demo books`, and what the command printed."""
    office = Office(tmp_path_factory.mktemp("demo"))
    return office, office("demo books").out


@pytest.fixture(scope="session")
def demo(shown: tuple[Office, str]) -> Office:
    """The demo's books, to be read only."""
    return shown[0]


@pytest.fixture
def own_demo(demo: Office, tmp_path: Path) -> Office:
    """A copy of the demo's books, to be changed."""
    shutil.copytree(demo.root, tmp_path / "books")
    return Office(tmp_path)


@pytest.fixture(scope="session")
def icbc() -> Callable[[Iterable[str]], str]:
    """A statement as the bank's web page exports it, from its rows."""
    return lambda rows: "\n".join(["[HISTORYDETAIL]", ICBC_NAMES, *rows])
