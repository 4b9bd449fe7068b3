from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from earmark.reports.web import bql
from earmark.reports.web.bql import QueryRefused, statement

HERE = "/wh2025-007-学会能力提升专项"


def rows(client: FlaskClient, query: str, **filters: str) -> list[list[Any]]:
    response = client.get(f"{HERE}/api/query", query_string={"query_string": query} | filters)
    assert response.status_code == 200, response.text
    found: list[list[Any]] = json.loads(response.text)["data"]["rows"]
    return found


@pytest.mark.parametrize(
    "query", ["SELECT 1", "select account;", "BALANCES", "JOURNAL '1002'", "SELECT * FROM (SELECT 1)"]
)
def test_a_query_that_reads_is_understood(query: str) -> None:
    assert isinstance(statement(query), bql.READS)


@pytest.mark.parametrize("query", ["PRINT", "CREATE TABLE x (a int)", "INSERT INTO x VALUES (1)"])
def test_any_other_statement_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="只能用 SELECT"):
        statement(query)


@pytest.mark.parametrize("query", ["", ".output x", "SELECT", "SELECT 2025-02-30", "SELECT " + "(" * 3000])
def test_what_is_no_statement_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="读不懂"):
        statement(query)


def test_select(client: FlaskClient) -> None:
    query = "SELECT account, sum(position) WHERE account ~ '1002' GROUP BY account"
    assert rows(client, query) == [["Assets:WH2025-007:1002银行存款", {"CNY": 416620.00}]]


def test_balances(client: FlaskClient) -> None:
    assert ["Assets:WH2025-007:1002银行存款", {"CNY": 416620.00}] in rows(client, "BALANCES")


def test_journal_keeps_the_running_balance(client: FlaskClient) -> None:
    balances = [row[-1] for row in rows(client, "JOURNAL '1002'")]
    assert balances == [{"CNY": x} for x in (500000.00, 440000.00, 437000.00, 432620.00, 416620.00)]


def test_the_filters_of_the_page_hold_for_a_query(client: FlaskClient) -> None:
    assert rows(client, "SELECT DISTINCT payee", filter="^WH2025-007-V0003") == [["A03"]]


def test_more_rows_than_a_page_can_show_are_refused_not_cut(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bql, "MOST_ROWS", 9)
    response = client.get(f"{HERE}/api/query", query_string={"query_string": "SELECT account"})
    assert response.status_code == 400
    assert "结果超过 9 行，请加 LIMIT" in json.loads(response.text)["error"]
    assert len(rows(client, "SELECT account LIMIT 9")) == 9


def test_sixty_queries_by_four_threads_get_each_its_own_answer(app: Flask) -> None:
    """Fava's own shell gave 149 of 240 answers to the wrong thread: each asks under a filter of its own."""

    def ask(number: int) -> list[list[Any]]:
        voucher = f"^WH2025-007-V000{number % 5 + 1}"
        return rows(app.test_client(), f"SELECT {number}, payee, position, balance", filter=voucher)

    alone = [ask(number) for number in range(60)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(ask, range(60)))
    assert [pair for pair in zip(alone, together, strict=True) if pair[0] != pair[1]] == []


def test_one_query_runs_at_a_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """beanquery keeps the running balance of all queries in one place."""
    running: list[int] = []
    most: list[int] = []

    def execute(_: object) -> SimpleNamespace:
        running.append(1)
        most.append(len(running))
        sleep(0.01)
        running.pop()
        return SimpleNamespace(rowcount=0)

    monkeypatch.setattr(bql, "connect", lambda *_, **__: SimpleNamespace(tables={}, execute=execute))
    shell = app.config["LEDGERS"].ledgers[0].query_shell.shell
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: shell.run([], "SELECT 1"), range(8)))
    assert most == [1] * 8


def test_findings_is_a_table(client: FlaskClient) -> None:
    query = "SELECT outcome, count(id), sum(amount) FROM #findings GROUP BY outcome"
    assert rows(client, query) == [
        ["violation", 2, 63000.00],
        ["review", 1, 16000.00],
        ["unknown", 2, 4380.00],
    ]


def test_a_finding_tells_clause_evidence_and_source(client: FlaskClient) -> None:
    query = "SELECT date, payee, plan, document, clause, evidence, clears, supplier, source FROM #findings WHERE id = 'F-fee'"
    assert rows(client, query) == [
        [
            "2025-08-22",
            "A03",
            "P3",
            "武科协〔2012〕105号《学会能力提升专项实施方案》",
            "五(三)",
            "A03 是本单位在职人员",
            "证明 A03 付款日不在职",
            "获奖（立项）单位",
            "工行8801.xls:13",
        ]
    ]


def test_a_finding_has_the_status_that_people_gave_it(client: FlaskClient) -> None:
    found = rows(client, "SELECT id, status FROM #findings WHERE outcome != 'unknown'")
    assert found == [["F-fee", "open"], ["F-rest", "not_found"], ["F-goods", "answered"]]


def test_a_finding_without_a_charge_has_no_payee(client: FlaskClient) -> None:
    assert rows(client, "SELECT payee, amount, voucher FROM #findings WHERE subject = 'filing'") == [
        [None, None, None]
    ]


@pytest.mark.parametrize("filters", [{"time": "2024"}, {"account": "Income"}, {"filter": "^none"}])
def test_a_filter_of_the_page_never_hides_findings(client: FlaskClient, filters: dict[str, str]) -> None:
    assert len(rows(client, "SELECT id FROM #findings", **filters)) == 5


def test_without_an_audit_the_table_says_so(app: Flask, client: FlaskClient) -> None:
    """An empty table would look like a clean bill."""
    ledger = app.config["LEDGERS"].ledgers[0]
    ledger.all_entries = [e for e in ledger.all_entries if getattr(e, "type", "") != "earmark-audit"]
    response = client.get(f"{HERE}/api/query", query_string={"query_string": "SELECT id FROM #findings"})
    assert response.status_code == 400
    assert "审计没有运行" in json.loads(response.text)["error"]
