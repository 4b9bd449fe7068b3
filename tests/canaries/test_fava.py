"""What Fava 1.30.16, beanquery 0.2.0 and beangulp 0.2.0 really do, where the service and the importers lean on it."""

from __future__ import annotations

import datetime
import gc
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import beanquery
import pytest
from beancount.core import data
from beancount.core.amount import Amount
from beancount.parser import parser
from beangulp import similar
from beanquery.sources import beancount as source
from fava.application import create_app
from fava.beans.funcs import hash_entry
from fava.core import FavaLedger
from flask import Flask

LEDGER = """\
option "title" "award"
2025-01-01 custom "fava-option" "language" "zh"
2025-01-01 open Assets:A
2025-01-01 open Equity:B
2025-03-18 * "会议中心" "租金" ^V1
  document: "missing.pdf"
  Assets:A   -100.00 CNY
  Equity:B    100.00 CNY
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "award.beancount"
    path.write_text(LEDGER, encoding="utf-8")
    return path


def parsed(text: str) -> list[Any]:
    return list(parser.parse_string(text)[0])


def app_of(ledger: Path) -> Flask:
    return create_app([str(ledger)], load=True, read_only=True)


def test_a_custom_directive_sets_favas_language(ledger: Path) -> None:
    assert FavaLedger(str(ledger)).fava_options.language == "zh"


def test_favas_app_is_a_flask_app_with_replaceable_ledgers(ledger: Path) -> None:
    app = app_of(ledger)
    assert isinstance(app, Flask)
    assert app.config["LEDGERS"].first_slug() == "award"
    assert app.test_client().get("/award/income_statement/").status_code == 200


def test_an_entrys_hash_changes_when_a_line_is_inserted_above() -> None:
    hashes = {hash_entry(parsed(text)[-1]) for text in (LEDGER, LEDGER, "\n" + LEDGER)}
    assert len(hashes) == 2


def test_a_missing_document_in_metadata_is_a_server_error(ledger: Path) -> None:
    entry = FavaLedger(str(ledger)).all_entries_by_type.Transaction[0]
    page = app_of(ledger).test_client().get(f"/award/statement/?entry_hash={hash_entry(entry)}&key=document")
    assert page.status_code == 500


def test_favas_query_page_writes_files_even_when_read_only(ledger: Path, tmp_path: Path) -> None:
    """The reason for the guard in front of it."""
    victim = tmp_path / "victim"
    victim.write_text("precious")
    # Fava's shell never closes what it opened: the warning belongs here, not to whichever test runs at that moment.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        client = app_of(ledger).test_client()
        client.get("/award/api/query", query_string={"query_string": f".output {victim}"})
        # The commands above are the last to hold the shell; another `.output` closes the file before it goes.
        client.get("/award/api/query", query_string={"query_string": ".output"})
        del client
        gc.collect()
    assert victim.read_text() == ""


def test_a_table_of_our_own_can_be_queried() -> None:
    class Findings(source.Table):  # type: ignore[misc]
        name = "canary"
        datatype = data.Custom
        columns = {"day": source.GetAttrColumn("date", datetime.date)}  # noqa: RUF012 - as beanquery has it

    try:
        entries, errors, options = parser.parse_string('2025-03-18 custom "earmark-audit" "x"\n')
        cursor = beanquery.connect("beancount:", entries=entries, errors=errors, options=options)
        rows = cursor.execute("SELECT day FROM #canary").fetchall()
    finally:
        source._TABLES.remove(Findings)  # noqa: SLF001 - there is no other way to take it out again
    assert rows == [(datetime.date(2025, 3, 18),)]


def paid(amount: str) -> Any:  # noqa: ANN401 - Beancount's transaction
    units = Amount(Decimal(amount), "CNY")
    postings = [data.Posting("Assets:A", units, None, None, None, {})]
    return data.Transaction({}, datetime.date(2025, 3, 18), "*", "p", "n", frozenset(), frozenset(), postings)


def test_beangulps_own_test_for_duplicates_takes_1000_for_1030() -> None:
    """The reason why rows are recognised by serial, fingerprint and alignment instead."""
    assert len(similar.find_similar_entries([paid("1000.00")], [paid("1030.00")])) == 1
