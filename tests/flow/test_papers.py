"""Papers on the command line: a folder sorted, requests that lapse, an invoice claimed twice, what stock Fava shows."""

from __future__ import annotations

import csv
import datetime
import urllib.parse
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fava.application import create_app
from tests.importers.papers import KEY, e_invoice, ofd

from earmark.ledger.books.desk import desk
from earmark.ledger.vouchers import drafts
from earmark.ledger.vouchers.voucher import Line, Voucher

from .conftest import ICBC_NAMES, Office

AWARD = "WH2025-007"
BANK = (
    ("2025-03-05 09:05:12", "", "500000.00", "奖补资金", "武汉市科学技术协会", "500000.00"),
    ("2025-03-18 09:05:12", "9000.00", "", "会场租金", "江城云汀会议中心", "491000.00"),
)
VENUE = f"{AWARD}-V0002"


@pytest.fixture
def office(started: Office) -> Office:
    """The society's office, with a statement and papers in the folder 单据."""
    drawer = started.folder / "单据"
    drawer.mkdir()
    (drawer / "a.xml").write_bytes(e_invoice(buyer="江城示例学会"))
    (drawer / "b.ofd").write_bytes(ofd())
    (drawer / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    rows = [["[HISTORYDETAIL]"], ICBC_NAMES.split(",")]
    for n, (when, out, into, words, payee, balance) in enumerate(BANK, start=1):
        side = "借" if out else "贷"
        rows.append(
            [
                f"2503{n:07d}",
                "1202021109900088801",
                "",
                when,
                side,
                out,
                into,
                "",
                "",
                words,
                payee,
                balance,
                "",
            ]
        )
    with (drawer / "流水.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return started


def fates(said: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    return {one["file"]: (one["fate"], one["subject"]) for one in said["documents"]}


def test_a_folder_of_mixed_files(office: Office) -> None:
    """Statement, invoice in two forms, a photograph: each finds its place, or it is said that it does not."""
    tried = office.json("import --documents 单据 --award WH2025-007 --by chen --dry-run")
    assert {one["fate"] for one in tried["documents"]} == {"table", "unplaced"}
    assert not list(office.root.glob("awards/*/evidence"))
    done = office.json("import --documents 单据 --award WH2025-007 --by chen")
    assert [one["new"] + one["waiting"] for one in done["files"]] == [2]
    assert fates(done) == {
        "a.xml": ("placed", VENUE),
        "b.ofd": ("placed", VENUE),
        "流水.csv": ("table", None),
        "照片.jpg": ("unplaced", None),
    }
    again = office("import --documents 单据 --award WH2025-007 --by chen")
    assert "已归位 0" in again.out
    assert "已有 2" in again.out
    assert office("check WH2025-007").code == 0


def test_nothing_is_attached_when_a_table_is_refused(office: Office) -> None:
    path = office.folder / "单据" / "流水.csv"
    path.write_text(path.read_text("utf-8").replace("491000.00", "491000.01"), "utf-8")
    ran = office("import --documents 单据 --award WH2025-007 --by chen", 2)
    assert not list(office.root.glob("awards/*/evidence"))
    assert "已归位 0" in ran.out


@pytest.mark.parametrize(
    ("command", "said"),
    [("import --by chen", "没有给出文件"), ("import --documents 别处 --by chen", "没有这个文件夹")],
)
def test_an_import_of_nothing(office: Office, command: str, said: str) -> None:
    assert said in office(command, 2).err


def test_a_request_that_lapses(office: Office) -> None:
    """Unknown until the day has passed, then review; the contract clears it, and the auditor has seen it."""
    office("import --documents 单据 --award WH2025-007 --by chen")
    assert evidence_findings(office, "2099-01-01") == []
    office(
        "request WH2025-007 V0002 --kind contract --kind invoice --due 2098-06-30 --date 2025-11-01 --by zhou"
    )
    assert evidence_findings(office, "2098-06-30") == ["unknown"]
    assert evidence_findings(office, "2098-07-01") == ["review"]
    listed = office.json("document list WH2025-007 --missing")
    assert [one["states"] for one in listed["charges"]] == [
        {"invoice": "on file", "contract": "not supplied"}
    ]
    (office.folder / "合同.pdf").write_bytes(b"%PDF-1.4")
    attached = office("document attach WH2025-007 V0002 合同.pdf --kind contract --by chen").out
    office(f"document see WH2025-007 {attached.split()[0]} --by zhou")
    assert evidence_findings(office, "2098-07-01") == []
    (charge,) = office.json("document list WH2025-007")["charges"]
    assert charge["states"] == {"invoice": "on file", "contract": "seen"}
    assert [paper["invoice"] for paper in charge["papers"]] == [KEY, KEY, None]
    assert office.json("document list WH2025-007 --bare")["charges"] == []
    assert office("check WH2025-007").code == 0


def evidence_findings(office: Office, day: str) -> list[str]:
    said = office.json(f"audit WH2025-007 --as-of {day} --fail-on never", None)
    return [f["outcome"] for a in said["awards"] for f in a["findings"] if f["rule"] == "evidence"]


def test_an_invoice_claimed_twice(office: Office) -> None:
    office("import --documents 单据 --award WH2025-007 --by chen")
    path = office.folder / "四月.csv"
    text = (office.folder / "单据" / "流水.csv").read_text("utf-8").splitlines()
    row = (
        text[-1]
        .replace("2025-03-18", "2025-04-18")
        .replace("25030000002", "25040000009")
        .replace("491000.00", "482000.00")
    )
    path.write_text("\n".join([*text[:2], row]) + "\n", "utf-8")
    office("import 四月.csv --award WH2025-007 --by chen")
    office("document attach WH2025-007 V0003 单据/a.xml --kind invoice --by chen")
    said = office.json("audit WH2025-007 --fail-on never", None)
    found = [f for f in said["awards"][0]["findings"] if f["rule"] == "invoice"]
    assert [(f["subject"], f["amount"], f["outcome"]) for f in found] == [
        (f"{AWARD}-V0003b", "9000.00", "review")
    ]
    office("document withdraw WH2025-007 WH2025-007-E0003 --reason 附错了 --by chen")
    said = office.json("audit WH2025-007 --fail-on never", None)
    assert [f for f in said["awards"][0]["findings"] if f["rule"] == "invoice"] == []


def test_an_invoice_behind_charges_of_two_awards_is_said(office: Office) -> None:
    """Neither award's rules see the other's charges."""
    for number, award, by in (("4", "WH2025-007", "chen"), ("5", "CAST2025-017", "liu")):
        with desk(office.books, by) as at:
            bank = f"Assets:{award}:1002银行存款"
            pending = f"Equity:{award}:99待归类"
            lines = (
                Line(letter="a", account=bank, amount=Decimal(-9)),
                Line(letter="b", account=pending, amount=Decimal(9)),
            )
            day = datetime.date(2025, 5, int(number))
            drafts.write(
                at,
                award,
                drafts.numbered(at, award, [Voucher(id="", date=day, payee="x", narration="y", lines=lines)]),
            )
    assert office("document attach WH2025-007 V0001 单据/a.xml --kind invoice --by chen").err == ""
    said = office("document attach CAST2025-017 V0001 单据/a.xml --kind invoice --by liu").err
    assert KEY in said
    assert f"{AWARD}-V0001" in said


def test_stock_fava_shows_the_papers_beside_the_voucher(office: Office) -> None:
    office("import --documents 单据 --award WH2025-007 --by chen")
    app = create_app([str(office.root / "awards" / AWARD / "award.beancount")], load=True)
    slug = app.config["LEDGERS"].first_slug()
    found = app.config["LEDGERS"][slug].all_entries_by_type.Document
    documents = [d for d in found if VENUE in (d.links or ())]
    assert [Path(d.filename).name for d in documents] == [f"{AWARD}-E0001-a.xml", f"{AWARD}-E0002-b.ofd"]
    assert {d.date for d in documents} == {datetime.date(2025, 3, 18)}
    where = urllib.parse.urlencode({"filename": documents[0].filename})
    with app.test_client().get(f"/{slug}/document/?{where}") as got:
        assert got.data == e_invoice(buyer="江城示例学会")
