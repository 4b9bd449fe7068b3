"""Small files as banks and bookkeepers write them, and small books to import them into."""

from __future__ import annotations

import csv
import datetime
import io
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from earmark.importers.tables.rows import BankRow, BookLine, BookVoucher
from earmark.ledger.awards.adopting import adopt_policy, answer_question
from earmark.ledger.awards.award import Award, OwnAccount, Parties, Party
from earmark.ledger.awards.opening import (
    NewAward,
    NewPolicy,
    add_bank,
    init,
    new_award,
)
from earmark.ledger.awards.programme import FunderAnswer
from earmark.ledger.awards.register import ChartChange, Grant, PlanLine
from earmark.ledger.banks.bank import BankAccount
from earmark.ledger.books.books import Books
from earmark.ledger.persons.people import Person
from earmark.ledger.vouchers.charge import Source

OWN = "1202021109900088801"
POOL = "42050100000000003301"
TODAY = datetime.date(2026, 6, 30)
START = datetime.date(2025, 3, 1)
ICBC = "凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息"
JOURNAL = "日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途,发票号码"


@dataclass(frozen=True)
class Move:
    """One row of a statement to be written: day (with time), signed amount, words, payee, serial."""

    when: str
    amount: str
    words: str = ""
    payee: str = ""
    serial: str = ""


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def statement_rows(moves: Iterable[Move], opening: str = "0.00", own: str = OWN) -> list[list[str]]:
    balance = Decimal(opening)
    rows = [["[HISTORYDETAIL]"], ICBC.split(",")]
    for move in moves:
        amount = Decimal(move.amount)
        balance += amount
        side = "借" if amount < 0 else "贷"
        out, into = (str(-amount), "") if amount < 0 else ("", str(amount))
        rows.append(
            [
                move.serial,
                own,
                "",
                move.when,
                side,
                out,
                into,
                "",
                "",
                move.words,
                move.payee,
                str(balance),
                "",
            ]
        )
    return rows


@pytest.fixture(autouse=True)
def _no_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an import writes is what counts here; that it survives a power cut is tested with the store."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)


@pytest.fixture
def move() -> type[Move]:
    return Move


@pytest.fixture
def today() -> datetime.date:
    return TODAY


@pytest.fixture
def statement(tmp_path: Path) -> Callable[..., Path]:
    """Write an ICBC statement in GB18030: ``statement(moves, name=, opening=, own=, foot=)``."""

    def write(
        moves: Iterable[Move],
        *,
        name: str = "icbc.csv",
        opening: str = "0.00",
        own: str = OWN,
        foot: Iterable[Sequence[str]] = (),
    ) -> Path:
        path = tmp_path / name
        rows = [*statement_rows(moves, opening, own), *foot]
        path.write_bytes(as_csv(rows).encode("gb18030"))
        return path

    return write


@pytest.fixture
def journal(tmp_path: Path) -> Callable[..., Path]:
    """Write a journal from lines of text, columns parted by commas, below the usual header."""

    def write(text: str, *, name: str = "journal.csv", header: str = JOURNAL) -> Path:
        path = tmp_path / name
        lines = [line.strip() for line in text.strip().splitlines()]
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def bank_row() -> Callable[..., BankRow]:
    """A bank row: ``bank_row("2025-03-18", "-18000.00", payee=..., words=..., row=3)``."""

    def make(
        day: str, amount: str, *, payee: str = "", words: str = "", row: int = 3, serial: str | None = None
    ) -> BankRow:
        return BankRow(
            place=Source("s.csv", row),
            date=datetime.date.fromisoformat(day),
            amount=Decimal(amount),
            payee=payee,
            purpose=words,
            serial=serial,
        )

    return make


@pytest.fixture
def booking() -> Callable[..., BookVoucher]:
    """A voucher from lines ``code|name|debit|credit|payee|project|plan``; missing parts are empty."""

    def make(
        text: str, *, day: str = "2025-06-18", number: str = "7", cls: str = "记", words: str = "报销"
    ) -> BookVoucher:
        lines = [line.strip().split("|") for line in text.strip().splitlines()]
        return BookVoucher(
            date=datetime.date.fromisoformat(day),
            cls=cls,
            number=number,
            lines=tuple(_line(row, parts, words) for row, parts in enumerate(lines, start=2)),
        )

    return make


def _line(row: int, parts: list[str], words: str) -> BookLine:
    code, name, debit, credit, payee, project, plan = (*parts, *("",) * (7 - len(parts)))
    return BookLine(
        place=Source("j.csv", row),
        account_code=code,
        account_name=name,
        debit=Decimal(debit or "0.00"),
        credit=Decimal(credit or "0.00"),
        currency="CNY.B" if code[:1] in {"6", "7", "8"} else "CNY",
        narration=words,
        payee=payee,
        project_code=project,
        plan=plan,
    )


def society_grant(**changes: object) -> Grant:
    facts: dict[str, object] = {
        "date": START, "id": "WH2025-007", "recorded": "", "by": "", "programme": "wuhan-2012", "recipient": "JCSF",
        "recipient_name": "江城示例学会", "funder": "武汉市科学技术协会", "amount": Decimal("500000.00"),
        "start": START, "end": datetime.date(2026, 2, 28), "chart": "npo-2004", "mode": "dedicated", "bank": "ICBC-8801",
    }  # fmt: skip
    return Grant(**{**facts, **changes})  # type: ignore[arg-type]  # the facts above, or what a test changes in them


def unit_grant(**changes: object) -> Grant:
    facts: dict[str, object] = {
        "id": "CAST2025-017", "programme": "cast-2013", "recipient": "JCKX", "recipient_name": "江城省科学技术协会",
        "funder": "中国科学技术协会", "amount": Decimal("1000000.00"), "chart": "gov", "mode": "pooled",
        "bank": "CCB-3301", "project_code": "420000250000001017",
    }  # fmt: skip
    return society_grant(**{**facts, **changes})


def plan() -> tuple[PlanLine, ...]:
    names = {"P1": "学术交流", "P2": "科普活动", "P3": "科技评价与标准制定", "P5": "期刊与学科发展研究"}
    return tuple(
        PlanLine(date=START, id=id_, recorded="", by="", name=name, amount=Decimal("90000.00"))
        for id_, name in names.items()
    )


@pytest.fixture
def society() -> Award:
    """The society's award with its parties and the change of chart on 2026-01-01."""
    parties = Parties(
        "JCSF",
        parties=(Party("A04", "staff", ("职工A04",)),),
        own_accounts=(OwnAccount("1203", "基本户"), OwnAccount("8801", "专户")),
    )
    change = ChartChange(date=datetime.date(2026, 1, 1), id="npo-2026", recorded="", by="")
    return Award(
        society_grant(), plan=plan(), charts=(change,), parties=parties, settings={"interest": "award"}
    )


@pytest.fixture
def unit() -> Award:
    """The unit's award: two sets, pooled account."""
    return Award(unit_grant(), plan=plan())


@pytest.fixture
def books(opened: Path, tmp_path: Path) -> Books:
    """Books of a test's own, with both awards: a society on a dedicated account, a unit on a pooled one."""
    return Books.open(shutil.copytree(opened, tmp_path / "books"))


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of such books, made once."""
    people = [
        Person(
            date=START,
            id="chen",
            recorded="",
            by="",
            name="陈会计",
            side="recipient",
            of="JCSF",
            role="finance",
        ),
        Person(
            date=START,
            id="liu",
            recorded="",
            by="",
            name="刘会计",
            side="recipient",
            of="JCKX",
            role="finance",
        ),
        Person(
            date=START,
            id="zhou",
            recorded="",
            by="",
            name="周主任",
            side="funder",
            of="武汉市科协",
            role="officer",
        ),
    ]
    made = init(tmp_path_factory.mktemp("opened") / "books", people)
    for programme in ("wuhan-2012", "cast-2013"):
        adopt_policy(made, programme, NewPolicy(programme, programme, b'id = "test"\n'), START, "zhou")
        answer = FunderAnswer(date=START, id="interest", answer="award", source="复函", recorded="", by="")
        answer_question(made, programme, answer, "zhou")
    change = ChartChange(date=datetime.date(2026, 1, 1), id="npo-2026", recorded="", by="")
    for account, grant, charts in (
        (("ICBC-8801", "ICBC", OWN, "dedicated"), society_grant(), (change,)),
        (("CCB-3301", "CCB", POOL, "pooled"), unit_grant(), ()),
    ):
        id_, bank, number, mode = account
        add_bank(
            made,
            BankAccount(
                date=START,
                id=id_,
                recorded="",
                by="",
                bank=bank,
                account=number,
                holder=grant.recipient_name,
                mode=mode,
            ),
            "chen",
        )
        new_award(made, NewAward(grant=grant, plan=plan(), charts=charts), "chen")
    return made.root
