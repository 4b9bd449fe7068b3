"""The life of findings as a machine: people of all sides type what they like, in any order, and the laws hold after each step.

The award has four charges: 空调 16,000 (12,000 upheld, 7,000 of it ordered back), 罚款 600, 罚款 700 (a draft), 会场 3,000. Decisions,
withdrawals, answers, orders by each route, money back booked and recognised, write-offs, striking off, red letters, the same statement
again, drafts posted or taken back, months closed, another policy adopted, waivers, revocation, settlement. After each step:

- law 3: no figure is off, of any charge, of any order, of the award
- law 4: what was listed, decided, answered or asked is still there under its id; a posted charge's finding never goes
- law 6: whoever is of the wrong side is refused, and what is refused leaves every file as it was
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import io
import shlex
import shutil
import tempfile
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from earmark.ledger.books.books import Books
from earmark.ledger.proof.checking import check_award
from earmark.plugins.judging.run import audit_award
from earmark.plugins.standing.standing import broken_laws
from earmark.reports.cli import run

A, AWARD = "1202021109900088801", "WH2025-007"
STATEMENT = f"""[HISTORYDETAIL]
凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息
1,{A},,2025-03-05 09:00:00,贷,,500000.00,,转账,拨付专项奖补资金,武汉市科学技术协会,500000.00,
2,{A},,2025-03-10 09:00:00,借,16000.00,,,转账,办公室空调2台及会务用品,江城环宇电器商行,484000.00,
3,{A},,2025-03-12 09:00:00,借,600.00,,,转账,交通违章罚款,江城市公安局交通管理局,483400.00,
4,{A},,2025-03-14 09:00:00,借,3000.00,,,转账,学术年会场地租金,江城锦湖会议中心,480400.00,
"""
LATER = f"""[HISTORYDETAIL]
凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息
5,{A},,2025-04-12 09:00:00,借,700.00,,,转账,交通违章罚款,江城市公安局交通管理局,479700.00,
"""
OPENED = f"""
init books --person chen:recipient:JCSF:finance:陈会计 --person zhou:funder:武汉市科学技术协会:officer:周主任
users add wang:auditor:江城审计:auditor:王审计 --by zhou
users add gao:funder:中国科学技术协会:officer:高处长 --by zhou
award new {AWARD} --programme wuhan-2012 --recipient JCSF --recipient-name 江城示例学会 --funder 武汉市科学技术协会\
 --amount 500000 --start 2025-03-01 --end 2026-02-28 --chart npo-2004 --mode dedicated --bank ICBC-8801 --account {A}\
 --by chen --plan P1=学术交流=500000 --milestone '2025-03-05=payment=首笔;amount=500000'
import 三月.csv --by chen
draft complete {AWARD} V0002 --account 5101-会议费 --plan P1 --by chen
draft complete {AWARD} V0003 --account 5101-差旅费 --plan P1 --by chen
draft complete {AWARD} V0004 --account 5101-会议费 --plan P1 --by chen
post {AWARD} --by chen
import 四月.csv --by chen
draft complete {AWARD} V0005 --account 5101-差旅费 --plan P1 --by chen
"""
ORDERED = f"""
decide {AWARD} {{id}} --uphold 12000 --recover --reason 空调 --date 2025-11-20 --by wang
order {AWARD} D-0001 --amount 7000 --route restore --due 2025-12-25 --date 2025-11-25 --by zhou
"""
AUDIT_SIDE, FUNDER, RECIPIENT = {"zhou", "wang"}, {"zhou"}, {"chen"}
ROUTES = ("restore", "funder", "treasury", "offset", "adjust")
amounts = st.sampled_from(("0.01", "500", "600", "1200.50", "4000"))
whole = st.integers(0, 9)
auditors = st.sampled_from(("zhou", "wang", "zhou", "wang", "chen", "gao"))
"""Mostly the right side, now and then the wrong one."""
keepers = st.sampled_from(("chen", "chen", "chen", "chen", "zhou", "gao"))


def said(folder: Path, command: str) -> tuple[int, str]:
    """Type a command; its exit code, and all that it printed."""
    out = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run(["--books", "books", *shlex.split(command)])
    return code, out.getvalue()


def cooler(folder: Path) -> str:
    """The finding about the air conditioners."""
    found = audit_award(Books.open(folder / "books"), AWARD).audit.findings
    return next(f.id for f in found if f.rule == "prohibited" and f.amount == Decimal("16000.00"))


@lru_cache(maxsize=1)
def beginning() -> Path:
    """The books that every run begins with."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "三月.csv").write_text(STATEMENT, "gb18030")
    (folder / "四月.csv").write_text(LATER, "gb18030")
    for line in OPENED.strip().splitlines():
        code, out = said(folder, line)
        assert code == 0, f"{line}\n{out}"
    for line in ORDERED.format(id=cooler(folder)).strip().splitlines():
        code, out = said(folder, line)
        assert code == 0, f"{line}\n{out}"
    adopted = next((folder / "books/policies").glob("*.toml")).read_text("utf-8")
    head, _, tail = adopted.partition('[[rules]]\nid = "prohibited"')
    rest = tail[tail.index("[[rules]]") :]
    other = (head + rest).replace('id = "wuhan-2012"', 'id = "wuhan-other"', 1)
    (folder / "other.toml").write_text(other, "utf-8")
    (folder / "first.toml").write_text(adopted, "utf-8")
    return folder


class Life(RuleBasedStateMachine):
    """One set of books and the people around it."""

    @initialize()
    def open_books(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(beginning(), self.folder, dirs_exist_ok=True)
        self.named: set[str] = set()
        """Findings that somebody decided, answered, asked about or listed."""
        self.posted: set[str] = set()
        """Findings about posted charges, by the rule `prohibited`."""

        self.now = audit_award(self.books, AWARD)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            assert [str(f.message) for f in check_award(self.books, AWARD)] == []
            shutil.rmtree(self.folder)

    # ---------------------------------------------------------------- the books

    @property
    def books(self) -> Books:
        return Books.open(self.folder / "books")

    def on_disk(self) -> dict[Path, str]:
        files = (p for p in (self.folder / "books").rglob("*") if p.is_file() and p.name != "lock")
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def type(self, command: str, by: str, sides: set[str]) -> bool:
        """Type a command as somebody; whether it was done. Refused, it leaves the books as they were (laws 6, 8)."""
        before = self.on_disk()
        code, out = said(self.folder, f"{command} --by {by}")
        assert "程序出错" not in out, f"{command}\n{out}"
        if code == 2 or by not in sides:
            assert self.on_disk() == before, f"{command} by {by} wrote\n{out}"
        return code == 0

    def finding(self, number: int) -> str:
        """One of the findings that are there now."""
        found = [f for f in self.now.standing.findings if f.amount]
        return found[number % len(found)].id

    def decision(self, number: int) -> str:
        """One of the decisions."""
        made = self.now.standing.acts.decisions
        return made[number % len(made)].id

    def an_order(self, number: int) -> str:
        """One of the orders."""
        made = self.now.standing.acts.orders
        return made[number % len(made)].id

    # ---------------------------------------------------------------- what people do

    @rule(number=whole, by=keepers, corrected=st.booleans())
    def answer(self, number: int, by: str, *, corrected: bool) -> None:
        id_, shown = self.finding(number), "--corrected --reference V0003" if corrected else ""
        if self.type(f"answer {AWARD} {id_} --text 说明 {shown}", by, RECIPIENT):
            self.named.add(id_)

    @rule(number=whole, by=auditors)
    def ask_for_an_answer(self, number: int, by: str) -> None:
        id_ = self.finding(number)
        if self.type(f"request {AWARD} {id_} --answer --due 2026-12-31 --date 2026-01-05", by, AUDIT_SIDE):
            self.named.add(id_)

    @rule(
        number=whole, by=auditors, how=st.sampled_from(("--uphold-all --recover", "--uphold-all", "--clear"))
    )
    def decide(self, number: int, by: str, how: str) -> None:
        id_ = self.finding(number)
        if self.type(f"decide {AWARD} {id_} {how} --reason 理由 --date 2026-01-10", by, AUDIT_SIDE):
            self.named.add(id_)

    @rule(number=whole, by=auditors, amount=amounts)
    def decide_in_part(self, number: int, by: str, amount: str) -> None:
        id_ = self.finding(number)
        if self.type(
            f"decide {AWARD} {id_} --uphold {amount} --recover --reason 理由 --date 2026-01-10",
            by,
            AUDIT_SIDE,
        ):
            self.named.add(id_)

    @rule(number=whole, by=auditors)
    def refer(self, number: int, by: str) -> None:
        before, id_ = self.now.standing.totals, self.finding(number)
        if self.type(f"decide {AWARD} {id_} --refer 纪检监察机关 --reason 线索", by, AUDIT_SIDE):
            self.named.add(id_)
            assert audit_award(self.books, AWARD).standing.totals == before

    @rule(number=whole, by=auditors)
    def withdraw(self, number: int, by: str) -> None:
        command = f"decide {AWARD} {self.decision(number)} --withdraw --reason 新证据 --date 2026-01-11"
        self.type(command, by, AUDIT_SIDE)

    @rule(
        number=whole,
        by=auditors,
        route=st.sampled_from(ROUTES),
        part=st.one_of(st.just(""), amounts.map("--amount {}".format)),
    )
    def order(self, number: int, by: str, route: str, part: str) -> None:
        command = f"order {AWARD} {self.decision(number)} --route {route} {part} --due 2026-03-01"
        self.type(f"{command} --date 2026-01-15", by, AUDIT_SIDE)

    @rule(number=whole, by=keepers)
    def mirror(self, number: int, by: str) -> None:
        self.type(f"draft mirror {AWARD} {self.an_order(number)}", by, RECIPIENT)

    @rule(number=whole, by=st.one_of(auditors, keepers), amount=amounts)
    def money_back(self, number: int, by: str, amount: str) -> None:
        """By the recipient a draft of its own, by the audit side a settlement; each its own file."""
        command = f"return {AWARD} {self.an_order(number)} --amount {amount} --reference 收据{number} --date 2026-02-01"
        self.type(command, by, AUDIT_SIDE | RECIPIENT)

    @rule(number=st.integers(1, 4), by=auditors)
    def take_back(self, number: int, by: str) -> None:
        command = f"return {AWARD} R-000{number} --withdraw 记错 --date 2026-02-05"
        self.type(command, by, AUDIT_SIDE)

    @rule(by=auditors)
    def recognise(self, by: str) -> None:
        self.type(f"return {AWARD} --all-shown", by, AUDIT_SIDE)

    @rule(number=whole, by=auditors, amount=amounts)
    def ask_to_write_off(self, number: int, by: str, amount: str) -> None:
        command = f"writeoff {AWARD} {self.an_order(number)} --amount {amount} --reason 注销 --document 请示"
        self.type(f"{command} --date 2026-02-10", by, AUDIT_SIDE)

    @precondition(lambda self: self.now.standing.acts.write_offs)
    @rule(number=whole, by=auditors)
    def approve_write_off(self, number: int, by: str) -> None:
        asked = self.now.standing.acts.write_offs
        one = asked[number % len(asked)]
        others = AUDIT_SIDE - {one.by}
        self.type(f"approve {AWARD} write-off {one.id} --date 2026-02-11", by, others)

    @rule(number=whole, by=auditors)
    def remind_and_strike_off(self, number: int, by: str) -> None:
        order = self.an_order(number)
        self.type(f"order {AWARD} {order} --remind --served-how 电话 --due 2026-12-31", by, AUDIT_SIDE)
        self.type(f"approve {AWARD} closure {order}", by, AUDIT_SIDE)

    @rule(number=st.integers(2, 9), by=keepers)
    def reverse(self, number: int, by: str) -> None:
        self.type(f"reverse {AWARD} V000{number} --reason 记错 --date 2026-02-20", by, RECIPIENT)

    @rule(by=keepers)
    def post(self, by: str) -> None:
        self.type(f"post {AWARD}", by, RECIPIENT)

    @rule(by=keepers, name=st.sampled_from(("三月", "四月")))
    def import_again(self, by: str, name: str) -> None:
        self.type(f"import {name}.csv", by, RECIPIENT)

    @rule(by=keepers)
    def take_imports_back(self, by: str) -> None:
        for path in sorted((self.folder / f"books/awards/{AWARD}/imports").glob("*.beancount")):
            self.type(f"undo {AWARD} {path.stem}", by, RECIPIENT)

    @rule(by=st.one_of(auditors, keepers))
    def hand_out(self, by: str) -> None:
        reports = self.folder / f"books/awards/{AWARD}/reports"
        before = len(list(reports.glob("*")))
        self.type(f"report {AWARD} --out 报告.html --force", by, AUDIT_SIDE | RECIPIENT)
        if len(list(reports.glob("*"))) > before:
            self.named |= {f.id for f in self.now.audit.findings}

    @rule(by=keepers)
    def close_march(self, by: str) -> None:
        reasons = " ".join(f"--explain {AWARD}-V000{n}=另记" for n in (1, 2, 3, 4))
        if self.type(f"close {AWARD} 2025-03 {reasons}", by, RECIPIENT):
            days = ((f.id, f.date) for f in self.now.audit.findings)
            self.named |= {id_ for id_, day in days if day and f"{day:%Y-%m}" == "2025-03"}

    @rule(by=auditors, file=st.sampled_from(("other", "first")))
    def adopt(self, by: str, file: str) -> None:
        self.type(f"policy adopt wuhan-2012 {file}.toml --date 2025-01-01", by, AUDIT_SIDE)

    @rule(by=auditors, sure=st.integers(0, 3))
    def revoke(self, by: str, sure: int) -> None:
        if not sure:
            command = f"revoke {AWARD} --reason 虚报瞒报 --basis 五(二) --due 2026-06-30 --date 2026-03-15"
            self.type(command, by, FUNDER)

    @rule(number=whole, by=st.one_of(auditors, keepers))
    def ask_for_a_waiver(self, number: int, by: str) -> None:
        id_ = self.finding(number)
        command = f"waive {AWARD} {id_} --reason 顺延 --until 2027-12-31 --date 2026-03-01"
        if self.type(command, by, AUDIT_SIDE | RECIPIENT):
            self.named.add(id_)

    @rule(number=st.integers(1, 3), by=auditors)
    def grant_a_waiver(self, number: int, by: str) -> None:
        self.type(f"waive {AWARD} --grant X-000{number} --date 2026-03-02", by, AUDIT_SIDE)

    @rule(by=keepers, sure=st.integers(0, 3))
    def settle_the_award(self, by: str, sure: int) -> None:
        if not sure:
            command = f"award settle {AWARD} --date 2026-03-20 --unspent funder --despite 试"
            self.type(command, by, RECIPIENT)

    # ---------------------------------------------------------------- the laws

    @invariant()
    def laws_hold(self) -> None:
        if not hasattr(self, "folder"):
            return
        self.now = audit_award(self.books, AWARD)
        assert [law.zh for law in broken_laws(self.now.standing)] == []
        assert self.named <= {f.id for f in self.now.standing.findings}, "a finding was lost"
        if self.now.audit.policy_id == "wuhan-2012":
            posted = {v.id for v in self.now.vouchers if v.posted}
            found = {f.id for f in self.now.audit.findings if f.rule == "prohibited" and f.voucher in posted}
            assert self.posted <= found, "a posted charge's finding went"
            self.posted |= found


Life.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=25,
    deadline=None,
    phases=(
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ),  # each step is an audit: shrinking would take minutes
    suppress_health_check=[HealthCheck.too_slow],
)
test_the_laws_hold_whatever_people_do = Life.TestCase
