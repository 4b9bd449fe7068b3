"""Queries in BQL: SELECT, BALANCES and JOURNAL, each on a connection of its own.

Fava hands a query to a shell that all threads share and that knows commands: `.output FILE` truncates FILE.
Here there is no shell. The query is parsed, the parsed statement is looked at, and that statement is
executed, not the text: neither a comment nor a `;` can hide another command in it. CREATE TABLE (reads any
file), INSERT and PRINT are refused.

beanquery keeps the running `balance` in one cache for all, so one query runs at a time. How long it may
take, the gateway says; how many rows it may give, MOST_ROWS.
"""

from __future__ import annotations

from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING, Any

from beanquery import Cursor, ParseError, connect
from beanquery.parser import ast, parse
from fava.core.query_shell import FavaBQLShell, QueryShell
from fava.json_api import FavaJSONAPIError

from earmark.ledger.base.text import Text

from .findings_table import FindingsTable
from .refusals import both

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fava.beans.abc import Directive
    from fava.core import FavaLedger

READS = (ast.Select, ast.Balances, ast.Journal)
MOST_ROWS = 10_000

ONLY_READS = Text("只能用 SELECT、BALANCES 或 JOURNAL 查询", "only SELECT, BALANCES and JOURNAL can be asked")
NOT_UNDERSTOOD = Text("查询语句读不懂", "the query cannot be parsed")
CANNOT_RUN = Text("查询无法执行：{why}", "the query cannot be run: {why}")
TOO_MANY = Text("结果超过 {most} 行，请加 LIMIT", "more than {most} rows: add a LIMIT")


class QueryRefused(FavaJSONAPIError):
    """A query that is not understood, not allowed, or cannot be answered."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, text: Text) -> None:
        super().__init__(both(text))


def statement(query: str) -> Any:  # noqa: ANN401 (beanquery has no types)
    """The parsed query. Raises `QueryRefused` unless it is one statement that only reads."""
    try:
        parsed = parse(query)
    except (ParseError, ValueError, LookupError, RecursionError):
        # Dates such as 2025-02-30, an empty text and ten thousand brackets are not told apart by beanquery.
        raise QueryRefused(NOT_UNDERSTOOD) from None
    if not isinstance(parsed, READS):
        raise QueryRefused(ONLY_READS)
    return parsed


class OneQuery(FavaBQLShell):
    """What Fava takes for its shell: it keeps nothing and knows no commands."""

    running = Lock()

    def run(self, entries: Sequence[Directive], query: str) -> Cursor:
        """The rows of `query` over `entries`. Raises `QueryRefused`."""
        asked = statement(query)
        ledger = self.ledger
        context = connect("beancount:", entries=entries, errors=ledger.errors, options=ledger.options)
        # A filter of the page leaves the audit's entry out; findings are always all findings.
        context.tables["findings"] = FindingsTable(ledger.all_entries, ledger.options)
        try:
            with self.running:
                cursor = context.execute(asked)
        except Exception as error:  # noqa: BLE001 (whatever beanquery trips over, the asker gets words)
            raise QueryRefused(CANNOT_RUN.format(why=error)) from None
        if cursor.rowcount > MOST_ROWS:
            raise QueryRefused(TOO_MANY.format(most=MOST_ROWS))
        return cursor


class Queries(QueryShell):
    """Fava's query module over `OneQuery`."""

    def __init__(self, ledger: FavaLedger) -> None:
        super().__init__(ledger)
        self.shell = OneQuery(ledger)
