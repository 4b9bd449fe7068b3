"""A small award on disk, real Fava over it, and a stand-in for the audit plugin."""

from __future__ import annotations

import datetime
import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from beancount.core.data import Custom, Document, new_metadata
from flask import Flask
from flask.testing import FlaskClient

from earmark.ledger.award import Award
from earmark.ledger.charge import Charge, Source
from earmark.ledger.register import Grant, PlanLine
from earmark.ledger.text import Text
from earmark.reports.web.guard import guarded

HOST = "localhost"
SLUG = "wh2025-007-学会能力提升专项"

TOP = """
option "title" "WH2025-007 学会能力提升专项"
option "operating_currency" "CNY"
plugin "earmark_audit_stub"
2000-01-01 custom "fava-option" "language" "zh"
2000-01-01 custom "fava-extension" "earmark.reports.web.extension"
include "accounts.beancount"
include "vouchers/2025.beancount"
"""

ACCOUNTS = """
2025-03-01 open Assets:WH2025-007:1002银行存款              CNY
2025-03-01 open Income:WH2025-007:4401政府补助收入          CNY
2025-03-01 open Expenses:WH2025-007:5101业务活动成本:01会议费 CNY
2025-03-01 open Expenses:WH2025-007:5101业务活动成本:02专家费 CNY
2025-03-01 open Expenses:WH2025-007:5101业务活动成本:03差旅费 CNY
"""

VOUCHERS = """
2025-03-05 * "武汉市科学技术协会" "收到奖补资金" ^WH2025-007-V0001
  id: "WH2025-007-V0001"
  Assets:WH2025-007:1002银行存款                 500000.00 CNY
  Income:WH2025-007:4401政府补助收入            -500000.00 CNY

2025-04-14 * "江城锦湖会议中心" "学术年会场地租金" ^WH2025-007-V0002
  id: "WH2025-007-V0002"
  paper: "发票.pdf"
  Expenses:WH2025-007:5101业务活动成本:01会议费   60000.00 CNY
  Assets:WH2025-007:1002银行存款                 -60000.00 CNY

2025-04-14 document Assets:WH2025-007:1002银行存款 "../documents/发票.pdf" ^WH2025-007-V0002
2025-04-14 document Assets:WH2025-007:1002银行存款 "../documents/invoice.html" ^WH2025-007-V0002
2025-04-14 document Assets:WH2025-007:1002银行存款 "../documents/gone.pdf" ^WH2025-007-V0002
2025-04-14 document Assets:WH2025-007:1002银行存款 "../documents/link.pdf" ^WH2025-007-V0002
2025-04-14 document Assets:WH2025-007:1002银行存款 "../../elsewhere.txt" ^WH2025-007-V0002

2025-08-22 * "A03" "标准评审专家咨询费" ^WH2025-007-V0003
  id: "WH2025-007-V0003"
  document: "../documents/nowhere.pdf"
  Expenses:WH2025-007:5101业务活动成本:02专家费    3000.00 CNY
  Assets:WH2025-007:1002银行存款                  -3000.00 CNY

2025-09-20 * "<img src=x onerror=document.title='owned'>" "<script>document.title='owned'</script>" ^WH2025-007-V0004
  id: "WH2025-007-V0004"
  memo: "<b onmouseover=alert(1)>x</b>"
  Expenses:WH2025-007:5101业务活动成本:03差旅费    4380.00 CNY
  Assets:WH2025-007:1002银行存款                  -4380.00 CNY

2025-10-20 * "江城环宇电器商行" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" ^WH2025-007-V0005
  id: "WH2025-007-V0005"
  Expenses:WH2025-007:5101业务活动成本:01会议费   16000.00 CNY
  Assets:WH2025-007:1002银行存款                 -16000.00 CNY
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


@dataclass(frozen=True, slots=True)
class Clause:
    document: str
    number: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    id: str
    rule: str = "prohibited"
    category: str = ""
    outcome: str = "violation"
    subject: str
    amount: Decimal | None
    currency: str = "CNY"
    date: datetime.date | None
    voucher: str | None
    sources: tuple[Source, ...] = ()
    clause: Clause
    evidence: tuple[Text, ...]
    clears: Text
    status: str = "open"


@dataclass(frozen=True, slots=True)
class Audit:
    award: Award
    charges: tuple[Charge, ...]
    findings: tuple[Finding, ...]


CLAUSE = Clause(
    "学会能力提升专项实施方案",
    "五(三)",
    "专项资金不得用于人员、日常办公经费支出，不得用于捐款、赞助、支付罚款、还贷、对外投资、基建等支出。",
)


def charge(
    number: int, day: datetime.date, amount: str, plan: str | None, payee: str, narration: str
) -> Charge:
    voucher = f"WH2025-007-V{number:04}"
    return Charge(
        id=f"{voucher}a",
        voucher=voucher,
        date=day,
        paid=day,
        amount=Decimal(amount),
        currency="CNY",
        kind="cost",
        account="Expenses:WH2025-007:5101业务活动成本:01会议费",
        code="5101",
        account_name="业务活动成本-会议费",
        payee=payee,
        narration=narration,
        plan=plan,
        sources=(Source("工行8801.xls", 10 + number),),
    )


def finding(of: Charge, **known: Any) -> Finding:  # noqa: ANN401 (fields of the class above)
    return Finding(
        id=f"F-{of.id}",
        subject=of.id,
        amount=of.amount,
        date=of.date,
        voucher=of.voucher,
        sources=of.sources,
        clause=CLAUSE,
        **known,
    )


def make_audit() -> Audit:
    """A violation by a member of staff, one for review, a hostile payee that cannot be told, one milestone."""
    plan = tuple(
        PlanLine(
            id=line, date=GRANT.date, recorded=GRANT.recorded, by="chen", name=name, amount=Decimal(amount)
        )
        for line, name, amount in (
            ("P1", "学术交流", "200000.00"),
            ("P2", "科普活动", "180000.00"),
            ("P3", "标准与评审", "2000.00"),
        )
    )
    venue = charge(2, datetime.date(2025, 4, 14), "60000.00", "P1", "江城锦湖会议中心", "学术年会场地租金")
    fee = charge(3, datetime.date(2025, 8, 22), "3000.00", "P3", "A03", "标准评审专家咨询费")
    travel = charge(4, datetime.date(2025, 9, 20), "4380.00", "P2", "<img src=x onerror=alert(1)>", "差旅费")
    goods = charge(5, datetime.date(2025, 10, 20), "16000.00", None, "江城环宇电器商行", "会务用品")
    findings = (
        finding(
            goods,
            category="office",
            outcome="review",
            evidence=(
                Text("不在资金使用计划内", "on no line of the plan"),
                Text("电器商行", "a shop for appliances"),
            ),
            clears=Text("会务用品清单与签收单", "a list of the goods with a receipt"),
            status="answered",
        ),
        finding(
            fee,
            category="personnel",
            evidence=(Text("A03 是本单位在职人员", "A03 is on the staff"),),
            clears=Text("证明 A03 付款日不在职", "proof that A03 was not on the staff that day"),
        ),
        finding(
            travel,
            outcome="unknown",
            evidence=(Text("收款方不在任何名单上", "the payee is on no list"),),
            clears=Text("补全人员名单", "a complete list of staff"),
        ),
        Finding(
            id="F-filing",
            rule="filing",
            outcome="unknown",
            subject="filing",
            amount=None,
            date=None,
            voucher=None,
            clause=replace(CLAUSE, number="四(三)", text="制定相应的资金管理办法，报武汉市科协备案。"),
            evidence=(Text("没有备案日期", "no date of filing"),),
            clears=Text("登记备案", "register the filing"),
            status="open",
        ),
    )
    return Audit(Award(GRANT, plan=plan), (venue, fee, travel, goods), findings)


def make_plugin(audit: Audit) -> ModuleType:
    """A Beancount plugin that leaves the audit as the real one does."""

    def run(entries: list[Any], _: object) -> tuple[list[Any], list[Any]]:
        documents = tuple(e.filename for e in entries if isinstance(e, Document))
        charges = tuple(
            replace(c, documents=documents if c.voucher.endswith("2") else ()) for c in audit.charges
        )
        meta = new_metadata("<earmark.plugins.audit>", 0) | {"__audit__": replace(audit, charges=charges)}
        return [*entries, Custom(meta, datetime.date(2025, 12, 31), "earmark-audit", [])], []

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
    (award / "documents" / "发票.pdf").write_bytes(b"%PDF-1.4 invoice")
    (award / "documents" / "invoice.html").write_text("<script>document.title='owned'</script>")
    (award.parent / "elsewhere.txt").write_text("secret of another award")
    (award / "documents" / "link.pdf").symlink_to(award.parent / "elsewhere.txt")
    return award / "award.beancount"


@pytest.fixture(scope="session")
def audit() -> Audit:
    return make_audit()


@pytest.fixture
def top(tmp_path: Path, audit: Audit, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The top file of an award whose books load with the stand-in for the audit."""
    module = make_plugin(audit)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return make_books(tmp_path)


@pytest.fixture
def app(top: Path) -> Flask:
    return guarded(top, [HOST])


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


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
