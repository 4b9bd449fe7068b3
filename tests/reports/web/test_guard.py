"""The attack list, each against real Fava behind the guard; whatever is tried, the books stay as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from fava.beans.funcs import hash_entry
from flask import Flask
from flask.testing import FlaskClient

from earmark.reports.web.guard import guarded, hosts
from earmark.reports.web.headers import HEADERS

HERE = "/wh2025-007-学会能力提升专项"


class Attack(NamedTuple):
    """What is tried, and the status that answers it. {victim} and {secret} are files outside the documents folder."""

    name: str
    path: str
    status: int
    method: str = "GET"
    headers: dict[str, str] = {}  # noqa: RUF012 (never changed)
    query: dict[str, str] = {}  # noqa: RUF012


def bql(name: str, query: str, status: int = 400) -> Attack:
    return Attack(name, f"{HERE}/api/query", status, query={"query_string": query})


ATTACKS = [
    # Facts 1: a query that writes
    bql("query truncates a file", ".output {victim}"),
    bql("query truncates a file, no dot", "output {victim}"),
    bql("query writes after a SELECT", "SELECT 1\n.output {victim}"),
    bql("query writes behind a comment", "/* SELECT 1 */ .output {victim}"),
    bql("query writes behind a semicolon", "SELECT 1;\n.output {victim}"),
    bql("query hides a command in a comment", "SELECT 1; .output {victim}", 200),
    bql("query runs a stored query", ".run x"),
    bql("query sets the shell", ".set format csv"),
    bql("query reloads", ".reload"),
    bql("query shows history", "history"),
    bql("query prints the parser's mind", ".explain SELECT 1"),
    bql("query reads any file", "CREATE TABLE x USING 'csv:{secret}'"),
    bql("query inserts", "INSERT INTO postings VALUES (1)"),
    bql("query prints entries", "PRINT"),
    bql("query is empty", ""),
    bql("query is half a date", "SELECT 2025-02-30"),
    bql("query is all brackets", "SELECT " + "(" * 3000),
    bql("query divides by nothing", "SELECT 1 / 0", 200),
    bql("query has a broken expression", "SELECT account WHERE account ~ '('"),
    bql("query asks for an unknown column", "SELECT __class__"),
    Attack(
        "download of a query",
        f"{HERE}/download-query/query_result.csv",
        403,
        query={"query_string": ".output {victim}"},
    ),
    # 3: an importer on any path
    Attack(
        "extract runs an importer",
        f"{HERE}/api/extract",
        403,
        query={"filename": "{secret}", "importer": "x"},
    ),
    Attack("list of import folders", f"{HERE}/api/imports", 403),
    # 5: writing through the API
    Attack("add entries", f"{HERE}/api/add_entries", 405, "PUT"),
    Attack("write a source file", f"{HERE}/api/source", 405, "PUT"),
    Attack("write a slice", f"{HERE}/api/source_slice", 405, "PUT"),
    Attack("delete a slice", f"{HERE}/api/source_slice", 405, "DELETE"),
    Attack("upload a document", f"{HERE}/api/add_document", 405, "PUT"),
    Attack("upload a file to import", f"{HERE}/api/upload_import_file", 405, "PUT"),
    Attack("move a document", f"{HERE}/api/move", 405, "PUT"),
    Attack("delete a document", f"{HERE}/api/document", 405, "DELETE", query={"filename": "{secret}"}),
    Attack("post to a page", f"{HERE}/journal/", 405, "POST"),
    Attack("patch a page", f"{HERE}/journal/", 405, "PATCH"),
    Attack("what may be done here", f"{HERE}/api/source", 405, "OPTIONS"),
    Attack(
        "another method in a header", f"{HERE}/api/source", 403, headers={"X-HTTP-Method-Override": "PUT"}
    ),
    # 6, and any path: documents
    Attack("document anywhere", f"{HERE}/document/", 404, query={"filename": "{secret}"}),
    Attack("document of the system", f"{HERE}/document/", 404, query={"filename": "/etc/passwd"}),
    Attack(
        "document up the tree", f"{HERE}/document/", 404, query={"filename": "{documents}/../award.beancount"}
    ),
    Attack(
        "document that a directive names, outside",
        f"{HERE}/document/",
        404,
        query={"filename": "{elsewhere}"},
    ),
    Attack("document that is a link to outside", f"{HERE}/document/", 404, query={"filename": "{link}"}),
    Attack(
        "document that no directive names",
        f"{HERE}/document/",
        404,
        query={"filename": "{documents}/unnamed.pdf"},
    ),
    Attack("document that is gone", f"{HERE}/document/", 404, query={"filename": "{gone}"}),
    Attack("no document at all", f"{HERE}/document/", 404),
    Attack("statement of no entry", f"{HERE}/statement/", 404, query={"entry_hash": "x", "key": "document"}),
    Attack("static file up the tree", "/static/../../application.py", 404),
    Attack("static file up the tree, encoded", "/static/%2e%2e/application.py", 404),
    # 10: what stays readable
    Attack("whole source files", f"{HERE}/api/source", 403, query={"filename": "{secret}"}),
    Attack("options", f"{HERE}/api/options", 403),
    Attack("page of the editor", f"{HERE}/editor/", 403),
    Attack("page of options", f"{HERE}/options/", 403),
    Attack("page of import", f"{HERE}/import/", 403),
    Attack("whole journal to download", f"{HERE}/download-journal/", 403),
    Attack("method of an extension", f"{HERE}/extension/EarmarkFindings/say", 403),
    Attack("another extension", f"{HERE}/extension/PortfolioList/", 403),
    Attack("redirect to anywhere", "/jump", 403, headers={"Referer": "https://evil.example/"}),
    # 11: who asks
    Attack("another host (DNS rebinding)", f"{HERE}/journal/", 400, headers={"Host": "evil.example"}),
    Attack("another host with our port", "/", 400, headers={"Host": "evil.example:5000"}),
    Attack("our host, another port", "/", 400, headers={"Host": "localhost:1"}),
    Attack("our host as a part", "/", 400, headers={"Host": "localhost.evil.example"}),
    Attack("two hosts", "/", 400, headers={"Host": "localhost, evil.example"}),
    Attack(
        "another host, and a page that is not",
        "/no-such-ledger/journal/",
        400,
        headers={"Host": "evil.example"},
    ),
    Attack(
        "host through a proxy's header",
        "/",
        400,
        headers={"Host": "evil.example", "X-Forwarded-Host": "localhost"},
    ),
    Attack(
        "image of another site",
        f"{HERE}/api/query",
        403,
        headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"},
    ),
    Attack(
        "script of another port",
        f"{HERE}/api/ledger_data",
        403,
        headers={"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "empty"},
    ),
    Attack(
        "frame in another site",
        f"{HERE}/journal/",
        403,
        headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"},
    ),
    Attack("no such ledger", "/other/journal/", 404),
    Attack("no such page", f"{HERE}/wp-login/", 403),
    Attack("no such address", "/a/b/c/d", 404),
]


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_attack(attack: Attack, client: FlaskClient, top: Path) -> None:
    secret = top.parents[1] / "elsewhere.txt"
    victim = top
    places = {
        "victim": victim,
        "secret": secret,
        "documents": top.parent / "documents",
        "link": named(client, "link.pdf"),
        "gone": named(client, "gone.pdf"),
        "elsewhere": named(client, "elsewhere.txt"),
    }
    query = {key: value.format(**places) for key, value in attack.query.items()}
    response = client.open(attack.path, method=attack.method, headers=attack.headers, query_string=query)
    assert response.status_code == attack.status
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_a_refusal_is_words_in_chinese_first(client: FlaskClient) -> None:
    response = client.get(f"{HERE}/editor/")
    assert response.mimetype == "text/plain"
    assert response.text.startswith("此处不提供：")


def test_a_refusal_of_the_api_is_json_that_fava_shows(client: FlaskClient) -> None:
    response = client.get(f"{HERE}/api/query", query_string={"query_string": "PRINT"})
    assert json.loads(response.text)["error"].startswith("只能用 SELECT、BALANCES 或 JOURNAL 查询")


def test_a_fault_inside_is_words_without_a_traceback(
    client: FlaskClient, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**_: str) -> str:
        message = "the secret of the house"
        raise RuntimeError(message)

    app.view_functions["account"] = broken
    response = client.get(f"{HERE}/account/Assets/")
    assert response.status_code == 500
    assert response.text.startswith("出错了")
    assert "secret" not in response.text
    assert "the secret of the house" in caplog.text


def test_head_is_get_without_a_body(client: FlaskClient) -> None:
    response = client.head(f"{HERE}/journal/")
    assert (response.status_code, response.data) == (200, b"")


def test_an_address_bar_and_a_link_from_a_letter_open_a_page(client: FlaskClient) -> None:
    typed = client.get(f"{HERE}/journal/", headers={"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"})
    clicked = client.get(
        f"{HERE}/journal/", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
    )
    assert (typed.status_code, clicked.status_code) == (200, 200)


@pytest.mark.parametrize(
    "page",
    [
        "journal/",
        "query/",
        "trial_balance/",
        "errors/",
        "account/Assets:WH2025-007:1002银行存款/",
        "help/",
        "extension/EarmarkFindings/",
        "extension/EarmarkAward/",
        "api/changed",
        "api/errors",
        "api/ledger_data",
        "api/balance_sheet",
        "api/income_statement",
        "api/trial_balance",
        "api/statistics",
        "api/help?page_slug=_index",
        "api/journal_page?page=1&order=asc",
        "api/account_report?a=Assets&r=balances",
    ],
)
def test_what_a_reader_needs_is_open(client: FlaskClient, page: str) -> None:
    assert client.get(f"{HERE}/{page}").status_code == 200


def test_no_page_lists_another_ledger(client: FlaskClient) -> None:
    assert json.loads(client.get(f"{HERE}/api/ledger_data").text)["data"]["other_ledgers"] == []


@pytest.mark.parametrize("name", ["发票.pdf", "invoice.html"])
def test_an_original_is_a_download_whatever_it_is(client: FlaskClient, name: str) -> None:
    with client.get(f"{HERE}/document/", query_string={"filename": named(client, name)}) as response:
        assert response.status_code == 200
        assert response.mimetype == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert quote(name) in response.headers["Content-Disposition"]


def test_an_original_that_an_entry_names_in_its_metadata_is_a_download_too(
    client: FlaskClient, app: Flask
) -> None:
    ledger = app.config["LEDGERS"].ledgers[0]
    entry = next(e for e in ledger.all_entries_by_type.Transaction if e.meta.get("paper"))
    query = {"entry_hash": hash_entry(entry), "key": "paper"}
    with client.get(f"{HERE}/statement/", query_string=query) as response:
        assert response.data == b"%PDF-1.4 invoice"
        assert response.headers["Content-Disposition"].startswith("attachment")


def test_a_hostile_payee_is_text_in_the_journal(client: FlaskClient) -> None:
    journal = json.loads(client.get(f"{HERE}/api/journal_page?page=1&order=asc").text)["data"]["journal"]
    assert "&lt;img src=x onerror=" in journal
    assert "<img" not in journal
    assert "<script" not in journal
    assert "<b onmouseover" not in journal
    assert "<strong class='payee'>江城锦湖会议中心</strong>" in journal


def test_a_hostile_payee_is_text_on_an_account_page(client: FlaskClient) -> None:
    query = {"a": "Assets:WH2025-007:1002银行存款", "r": "journal"}
    journal = json.loads(client.get(f"{HERE}/api/account_report", query_string=query).text)["data"]["journal"]
    assert "&lt;img src=x onerror=" in journal
    assert "<img" not in journal


def test_no_script_may_run_in_a_page(client: FlaskClient) -> None:
    policy = client.get(f"{HERE}/journal/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy


def test_books_stay_in_no_cache(client: FlaskClient) -> None:
    assert client.get(f"{HERE}/journal/").headers["Cache-Control"] == "no-store"
    assert client.get(f"{HERE}/api/errors").headers["Cache-Control"] == "no-store"


def test_links_to_shut_doors_are_out_of_sight(client: FlaskClient) -> None:
    page = client.get(f"{HERE}/journal/").text
    assert 'aside a[href*="/editor/"]' in page
    assert 'aside a[href*="/journal/"]' not in page


def test_a_module_planted_among_the_books_is_not_run(top: Path, tmp_path: Path) -> None:
    """Fava looks for extensions beside the ledger first."""
    planted = top.parent / "earmark" / "reports" / "web"
    planted.mkdir(parents=True)
    mark = tmp_path / "ran"
    (planted / "extension.py").write_text(f"open({str(mark)!r}, 'w')")
    guarded(top, ["localhost"])
    assert not mark.exists()


def test_a_planted_load_cache_is_not_read(top: Path, tmp_path: Path) -> None:
    """A pickle that runs code when it is read; Beancount's own loader would."""
    mark = tmp_path / "ran"
    evil = f"cposix\nsystem\n(S'touch {mark}'\ntR."
    (top.parent / f".{top.name}.picklecache").write_text(evil)
    guarded(top, ["localhost"])
    assert not mark.exists()


def test_hosts_are_this_computers_names_with_the_port() -> None:
    assert hosts(5000) == ["127.0.0.1:5000", "localhost:5000"]
    assert hosts(80) == ["127.0.0.1", "localhost"]


def named(client: FlaskClient, name: str) -> str:
    """The path of a `document` directive, as Fava's pages give it."""
    ledger = client.application.config["LEDGERS"].ledgers[0]
    paths = [str(document.filename) for document in ledger.all_entries_by_type.Document]
    return next(path for path in paths if path.endswith(name))
