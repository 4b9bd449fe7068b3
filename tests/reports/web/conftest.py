"""A small award on disk, real Fava over it, and a stand-in for the audit plugin."""

from __future__ import annotations

import datetime
import hashlib
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from beancount.core.data import Custom, new_metadata
from beancount.parser.grammar import ValueType
from flask import Flask
from flask.testing import FlaskClient

from earmark.ledger.awards.award import Award
from earmark.ledger.awards.register import Grant, PlanLine
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Charge
from earmark.ledger.vouchers.charges import charges_of
from earmark.plugins.audit import ENTRY, RESULT
from earmark.plugins.judging.finding import Audit, Clause, Evidence, Finding, RuleRun
from earmark.reports.web.guard import guarded
from earmark.reports.web.seen import Seen, seen_in

HOST = "localhost"

TOP = """
option "title" "WH2025-007 学会能力提升专项"
option "operating_currency" "CNY"
plugin "earmark_audit_stub"
2000-01-01 custom "fava-option" "language" "zh"
2000-01-01 custom "fava-extension" "earmark.reports.web.extension"
include "accounts.beancount"
include "vouchers/2025.beancount"
include "acts.beancount"
"""

ACCOUNTS = """
2025-03-01 open Assets:WH2025-007:1002银行存款                    CNY
2025-03-01 open Income:WH2025-007:4401政府补助收入:02限定性收入   CNY
2025-03-01 open Expenses:WH2025-007:5101业务活动成本:01会议费     CNY
2025-03-01 open Expenses:WH2025-007:5101业务活动成本:02专家咨询费 CNY
2025-03-01 open Expenses:WH2025-007:5101业务活动成本:03差旅费     CNY
"""

VOUCHERS = """
2025-03-05 * "武汉市科学技术协会" "收到奖补资金" ^WH2025-007-V0001
  id: "WH2025-007-V0001"
  number: "2025-03-记-0001"
  Assets:WH2025-007:1002银行存款                   500000.00 CNY
    line: "a"
  Income:WH2025-007:4401政府补助收入:02限定性收入 -500000.00 CNY
    line: "b"

2025-04-14 * "江城锦湖会议中心" "学术年会场地租金" ^WH2025-007-V0002
  id: "WH2025-007-V0002"
  number: "2025-04-记-0001"
  paper: "发票.pdf"
  Expenses:WH2025-007:5101业务活动成本:01会议费     60000.00 CNY
    line: "a"
    plan: "P1"
    source: "工行8801.xls:12"
  Assets:WH2025-007:1002银行存款                   -60000.00 CNY
    line: "b"

2025-04-14 document Assets:WH2025-007:1002银行存款 "../documents/发票.pdf" ^WH2025-007-V0002
2025-04-14 document Assets:WH2025-007:1002银行存款 "../documents/invoice.html" ^WH2025-007-V0002
2025-04-14 document Assets:WH2025-007:1002银行存款 "../documents/gone.pdf" ^WH2025-007-V0002
2025-04-14 document Assets:WH2025-007:1002银行存款 "../documents/link.pdf" ^WH2025-007-V0002
2025-04-14 document Assets:WH2025-007:1002银行存款 "../../elsewhere.txt" ^WH2025-007-V0002

2025-08-22 * "A03" "标准评审专家咨询费" ^WH2025-007-V0003
  id: "WH2025-007-V0003"
  number: "2025-08-记-0001"
  document: "../documents/nowhere.pdf"
  Expenses:WH2025-007:5101业务活动成本:02专家咨询费  3000.00 CNY
    line: "a"
    plan: "P3"
    source: "工行8801.xls:13"
  Assets:WH2025-007:1002银行存款                    -3000.00 CNY
    line: "b"

2025-09-20 * "<img src=x onerror=document.title='owned'>" "<script>document.title='owned'</script>" ^WH2025-007-V0004
  id: "WH2025-007-V0004"
  number: "2025-09-记-0001"
  memo: "<b onmouseover=alert(1)>x</b>"
  Expenses:WH2025-007:5101业务活动成本:03差旅费      4380.00 CNY
    line: "a"
    plan: "P2"
  Assets:WH2025-007:1002银行存款                    -4380.00 CNY
    line: "b"

2025-10-20 * "江城环宇电器商行" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" ^WH2025-007-V0005
  id: "WH2025-007-V0005"
  number: "2025-10-记-0001"
  Expenses:WH2025-007:5101业务活动成本:01会议费     16000.00 CNY
    line: "a"
  Assets:WH2025-007:1002银行存款                   -16000.00 CNY
    line: "b"
"""

ACTS = """
2025-11-03 custom "earmark-answer" "A-0001"
  recorded: "2025-11-03T10:00:00+08:00"
  by: "chen"
  finding: "F-goods"
  rule: "prohibited"
  subject: "WH2025-007-V0003a"
  text: "会务用品，附签收单"

2025-11-20 custom "earmark-decision" "D-0001"
  recorded: "2025-11-20T10:00:00+08:00"
  by: "li"
  finding: "F-rest"
  rule: "prohibited"
  subject: "WH2025-007-V0002a"
  outcome: "upheld"
  questioned: 60000.00 CNY
  upheld: 60000.00 CNY
  reason: "场地为本会自有"
  basis: "五(三)"
  recovery: TRUE
"""

GRANT = Grant(
    id="WH2025-007",
    date=datetime.date(2025, 3, 1),
    recorded="2025-03-01T09:00:00+08:00",
    by="chen",
    programme="wuhan-2012",
    recipient="JCSF",
    recipient_name="江城示例学会",
    funder="武汉市科学技术协会",
    amount=Decimal("500000.00"),
    start=datetime.date(2025, 3, 1),
    end=datetime.date(2026, 2, 28),
    chart="npo-2004",
    mode="dedicated",
    bank="ICBC-8801",
)

PLAN = tuple(
    PlanLine(id=line, date=GRANT.date, recorded=GRANT.recorded, by="chen", name=name, amount=Decimal(amount))
    for line, name, amount in (
        ("P1", "学术交流", "200000.00"),
        ("P2", "科普活动", "180000.00"),
        ("P3", "标准与评审", "2000.00"),
    )
)

CLAUSE = Clause(
    "武科协〔2012〕105号《学会能力提升专项实施方案》",
    "五(三)",
    "专项资金不得用于人员、日常办公经费支出，不得用于捐款、赞助、支付罚款、还贷、对外投资、基建等支出。",
)


def finding(name: str, of: Charge | None, outcome: str, category: str, why: Text, clears: Text) -> Finding:
    return Finding(
        id=f"F-{name}",
        rule="prohibited",
        category=category,
        outcome=outcome,
        subject=of.id if of else name,
        amount=of.amount if of else None,
        currency=of.currency if of else None,
        date=of.date if of else None,
        voucher=of.voucher if of else None,
        sources=of.sources if of else (),
        clause=CLAUSE,
        evidence=(Evidence(why, "fact"),),
        clears=clears,
    )


def make_audit(entries: list[Any]) -> Audit:
    """A violation by a member of staff, one to review, a hostile payee that cannot be told, and a milestone.

    A fifth was found before and decided (D-0001); no rule finds it any more.
    """
    award = Award(GRANT, plan=PLAN)
    charges = charges_of(entries, award)
    of = {charge.voucher[-1]: charge for charge in charges}
    listed = Text("收款方不在任何名单上", "the payee is on no list")
    outside = Text("不在资金使用计划内", "on no line of the plan")
    staff = Text("A03 是本单位在职人员", "A03 is on the staff")
    undated = Text("没有备案日期", "no date of filing")
    findings = (
        finding("goods", of["5"], "review", "office", outside, Text("签收单", "a receipt")),
        finding("fee", of["3"], "violation", "personnel", staff, Text("证明 A03 付款日不在职", "proof")),
        finding("travel", of["4"], "unknown", "", listed, Text("补全人员名单", "a list of staff")),
        finding("filing", None, "unknown", "", undated, Text("登记备案", "register the filing")),
    )
    return Audit(
        award=award,
        policy_id="wuhan-2012",
        policy_sha256="0" * 64,
        vouchers=5,
        charges=tuple(charges),
        runs=(RuleRun("prohibited", "award", "ran", 4),),
        findings=findings,
    )


def make_plugin() -> ModuleType:
    """A Beancount plugin that leaves an audit as the real one does, without its rules."""

    def run(entries: list[Any], _: object) -> tuple[list[Any], list[Any]]:
        meta = new_metadata("<earmark.plugins.audit>", 0) | {RESULT: make_audit(entries)}
        return [*entries, Custom(meta, datetime.date(2025, 12, 31), ENTRY, [ValueType(GRANT.id, str)])], []

    module = ModuleType("earmark_audit_stub")
    module.__dict__.update(__plugins__=("run",), run=run)
    return module


def make_books(folder: Path) -> Path:
    """The top file of an award's books; beside it a secret that no request may reach."""
    award = folder / "books" / "awards" / "WH2025-007"
    (award / "documents").mkdir(parents=True)
    (award / "vouchers").mkdir()
    (award / "award.beancount").write_text(TOP, "utf-8")
    (award / "accounts.beancount").write_text(ACCOUNTS, "utf-8")
    (award / "vouchers" / "2025.beancount").write_text(VOUCHERS, "utf-8")
    (award / "acts.beancount").write_text(ACTS, "utf-8")
    (award / "documents" / "发票.pdf").write_bytes(b"%PDF-1.4 invoice")
    (award / "documents" / "unnamed.pdf").write_bytes(b"secret that no voucher names")
    (award / "documents" / "invoice.html").write_text("<script>document.title='owned'</script>")
    (award.parent / "elsewhere.txt").write_text("secret of another award")
    (award / "documents" / "link.pdf").symlink_to(award.parent / "elsewhere.txt")
    return award / "award.beancount"


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The top file of an award whose books load with the stand-in for the audit."""
    module = make_plugin()
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return make_books(tmp_path)


@pytest.fixture
def app(top: Path) -> Flask:
    return guarded(top, [HOST])


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def seen(app: Flask) -> Seen:
    """What the pages see of the books."""
    (only,) = seen_in(app.config["LEDGERS"].ledgers[0].all_entries)
    return only


@pytest.fixture
def state(tmp_path: Path) -> Callable[[], dict[str, str]]:
    """What is on disk below the books' folder: path → hash."""

    def look() -> dict[str, str]:
        return {
            str(path.relative_to(tmp_path)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(tmp_path.rglob("*"))
            if path.is_file()
        }

    return look


@pytest.fixture
def untouched(state: Callable[[], dict[str, str]], top: Path) -> Iterator[None]:
    """Fails the test when anything below the books' folder was written, added or removed."""
    assert top.exists()
    before = state()
    yield
    assert state() == before
