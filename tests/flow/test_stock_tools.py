"""The demo's books in Beancount's and Fava's own tools, which know nothing of Earmark but the plugin in the top file."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core.data import Custom, Note
from beancount.parser import printer
from fava.application import CLIENT_SIDE_REPORTS, create_app
from fava.beans.funcs import hash_entry
from fava.core import FavaLedger
from flask import Flask

Office = Any
"""The office of conftest, which tests cannot import."""
pytestmark = pytest.mark.xdist_group("demo")

AWARDS = ("WH2025-007", "CAST2025-017")
FINDING = re.compile(r"F-[0-9a-f]{10}")
DATA = (
    "changed", "commodities", "documents", "errors", "events", "imports", "income_statement", "balance_sheet",
    "trial_balance", "journal", "journal_page?page=1&order=desc", "ledger_data", "narrations", "options",
    "statistics", "query?query_string=SELECT%20account%2C%20sum(position)%20GROUP%20BY%20account",
    "query?query_string=SELECT%20*%20FROM%20%23findings",
)  # fmt: skip


def tool(name: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of Beancount's own commands from the environment that the tests run in."""
    command = [Path(sys.executable).with_name(name), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def top(office: Office, award: str) -> Path:
    path: Path = office.root / f"awards/{award}/award.beancount"
    return path


@pytest.fixture(scope="module", params=AWARDS)
def ledger(demo: Office, request: pytest.FixtureRequest) -> tuple[Flask, FavaLedger]:
    """One award in stock Fava, without our guard."""
    app = create_app([str(top(demo, request.param))], load=True)
    app.testing = True
    return app, app.config["LEDGERS"][app.config["LEDGERS"].first_slug()]


# ---------------------------------------------------------------- bean-check


@pytest.mark.parametrize("file", ["main.beancount", *(f"awards/{award}/award.beancount" for award in AWARDS)])
def test_bean_check_has_nothing_to_say(demo: Office, file: str) -> None:
    done = tool("bean-check", demo.root / file)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_strict_bean_check_and_the_audit_agree(own_demo: Office) -> None:
    """With `[audit] strict = true` the errors of bean-check are the open violations of `earmark audit`, id by id."""
    be_strict(own_demo)
    everywhere = set()
    for award in AWARDS:
        (audited,) = own_demo.json(f"audit {award}", code=1)["awards"]
        expected = {
            f["id"] for f in audited["findings"] if (f["outcome"], f["status"]) == ("violation", "open")
        }
        done = tool("bean-check", top(own_demo, award))
        assert done.returncode == 1
        assert set(FINDING.findall(done.stderr)) == expected
        everywhere |= expected
    assert set(FINDING.findall(tool("bean-check", own_demo.root / "main.beancount").stderr)) == everywhere
    own_demo("check")


def test_strict_bean_check_and_the_audit_agree_on_what_was_listed(own_demo: Office) -> None:
    """Two awards in one year, which the programme alone shows: handed out, it is open in the award alone as well."""
    be_strict(own_demo)
    own_demo(
        "award new CAST2025-018 --programme cast-2013 --recipient JCKX --recipient-name 江城省科学技术协会"
        " --funder 中国科学技术协会 --amount 100000 --start 2025-06-01 --end 2026-05-31 --chart gov --mode dedicated"
        " --bank ICBC-9999 --account 1202021109900088899 --project-code P123 --by liu"
    )
    own_demo("audit CAST2025-018")
    own_demo("report --programme cast-2013 --paper problems --out 清单.xlsx --by gao")
    (audited,) = own_demo.json("audit CAST2025-018", code=1)["awards"]
    (open_,) = [f["id"] for f in audited["findings"] if f["outcome"] == "violation"]
    done = tool("bean-check", top(own_demo, "CAST2025-018"))
    assert (done.returncode, FINDING.findall(done.stderr)) == (1, [open_])


def test_strict_bean_check_is_content_when_nothing_is_open(started: Office, icbc: Callable[..., str]) -> None:
    """2025-09-10  空调 5,000.00, a violation until the funder has decided on it."""
    be_strict(started)
    assert tool("bean-check", top(started, "WH2025-007")).returncode == 0
    row = (
        "1,1202021109900088801,,2025-09-10 10:30:00,借,5000.00,,,转账,办公室空调,江城环宇电器商行,495000.00,"
    )
    started.file("流水.csv", icbc([row]))
    started("import 流水.csv --by chen")
    started("draft complete WH2025-007 WH2025-007-V0001 --account 5101-会议费 --plan P1 --by chen")
    (finding,) = started.findings()
    done = tool("bean-check", top(started, "WH2025-007"))
    assert (done.returncode, FINDING.findall(done.stderr)) == (1, [finding])
    started("audit WH2025-007", code=1)

    started(f"decide WH2025-007 {finding} --clear --reason 会场空调租用 --by zhou")
    assert tool("bean-check", top(started, "WH2025-007")).returncode == 0
    started("audit WH2025-007")


def be_strict(office: Office) -> None:
    """What a person does who wants bean-check to fail on open violations."""
    with (office.root / "earmark.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[audit]\nstrict = true\n")
    office("check --repair --by chen")


# ---------------------------------------------------------------- printing and queries


@pytest.mark.parametrize("award", AWARDS)
def test_every_entry_can_be_printed_the_proof_of_the_audit_too(demo: Office, award: str) -> None:
    entries, errors, _ = loader.load_file(str(top(demo, award)))
    assert errors == []
    printed = {id(entry): printer.format_entry(entry) for entry in entries}
    (proof,) = [e for e in entries if isinstance(e, Custom) and e.type == "earmark-audit"]
    assert f'custom "earmark-audit" "{award}"' in printed[id(proof)]
    assert "__audit__" not in printed[id(proof)]
    notes = [e for e in entries if isinstance(e, Note) and "finding" in e.meta]
    assert {e.meta["finding"] for e in notes} == set(demo.findings(award))


@pytest.mark.parametrize("award", AWARDS)
def test_bean_query_gives_the_balance_of_the_award(demo: Office, award: str) -> None:
    query = f"SELECT sum(number) AS balance WHERE account = 'Assets:{award}:1002银行存款'"
    done = tool("bean-query", "--format", "csv", top(demo, award), query)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["balance", demo.stands(award)["bank"]]


# ---------------------------------------------------------------- stock Fava


def test_fava_finds_no_error(ledger: tuple[Flask, FavaLedger]) -> None:
    assert [error.message for error in ledger[1].errors] == []


def test_every_page_of_fava_opens(ledger: tuple[Flask, FavaLedger]) -> None:
    app, loaded = ledger
    extensions = [f"extension/{name}" for name in ("EarmarkFindings", "EarmarkAward")]
    accounts = [f"account/{name}" for name in loaded.attributes.accounts[:3]]
    for page in ("", *CLIENT_SIDE_REPORTS, *extensions, *accounts):
        assert status(app, page + "/" * bool(page)) == 200, page


@pytest.mark.parametrize("data", DATA)
def test_every_pages_data_is_there(ledger: tuple[Flask, FavaLedger], data: str) -> None:
    assert status(ledger[0], f"api/{data}") == 200


def test_every_account_entry_and_document_opens(ledger: tuple[Flask, FavaLedger]) -> None:
    app, loaded = ledger
    for account in loaded.attributes.accounts:
        assert status(app, "api/account_report", a=account) == 200, account
    for entry in loaded.all_entries:
        if entry.meta["lineno"]:
            assert status(app, "api/context", entry_hash=hash_entry(entry)) == 200, entry
    for document in loaded.all_entries_by_type.Document:
        assert status(app, "document/", filename=document.filename) == 200, document


def test_favas_journal_shows_the_findings(demo: Office, ledger: tuple[Flask, FavaLedger]) -> None:
    app, loaded = ledger
    (award,) = [name for name in AWARDS if name in loaded.options["title"]]
    shown = app.test_client().get(f"/{app.config['LEDGERS'].first_slug()}/api/journal").get_data(as_text=True)
    assert set(demo.findings(award)) <= set(FINDING.findall(shown))


def status(app: Flask, page: str, **query: str) -> int:
    address = f"/{app.config['LEDGERS'].first_slug()}/{page}"
    with app.test_client().get(address, query_string=query or None, follow_redirects=True) as answer:
        return answer.status_code
