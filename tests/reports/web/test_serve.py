"""The real server on a loopback socket: what only shows when threads, processes and sockets are real."""

from __future__ import annotations

import faulthandler
import http.client
import json
import os
import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from cheroot.wsgi import Server

from earmark.reports.web.apart import MEMORY, BrokeOff, TookTooLong, apart
from earmark.reports.web.gateway import CannotRead
from earmark.reports.web.serve import NoLedger, PortTaken, address, open_server, serve

HERE = quote("/wh2025-007-学会能力提升专项")
# Exponential on the narration of the last voucher.
IN_A_QUERY = quote("SELECT narration WHERE narration ~ '(a+)+$'")
IN_A_FILTER = quote("narration:'(a+)+$'")
A_NUMBER = quote("SELECT int(decimal('1E99999999'))")


@pytest.fixture
def server(top: Path) -> Iterator[Server]:
    server = open_server(top, port=0)
    server.wsgi_app.seconds = 3
    thread = Thread(target=server.serve)
    thread.start()
    yield server
    server.stop()
    thread.join()


@pytest.fixture
def crash_quietly() -> Iterator[None]:
    """A crash that is meant needs no account of itself."""
    faulthandler.disable()
    yield
    faulthandler.enable(sys.__stderr__ or sys.stderr)


def ask(server: Server, path: str, *, method: str = "GET", **headers: str) -> tuple[int, str]:
    """Status and text of an answer, over the socket."""
    connection = http.client.HTTPConnection("127.0.0.1", server.bind_addr[1], timeout=30)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def query(server: Server, text: str) -> tuple[int, str]:
    return ask(server, f"{HERE}/api/query?{urlencode({'query_string': text})}")


@pytest.mark.usefixtures("untouched")
def test_pages_and_answers_come_through_and_nothing_is_written(server: Server) -> None:
    assert ask(server, "/")[0] == 302
    assert ask(server, f"{HERE}/extension/EarmarkFindings/")[0] == 200
    assert ask(server, "/static/app.js")[0] == 200
    assert query(server, "SELECT 1")[0] == 200
    assert query(server, ".output x")[0] == 400
    assert ask(server, f"{HERE}/api/source", method="PUT")[0] == 405
    assert ask(server, f"{HERE}/api/source")[0] == 403


def test_it_listens_on_loopback_only(server: Server) -> None:
    assert server.bind_addr[0] == "127.0.0.1"
    assert address(server) == f"http://127.0.0.1:{server.bind_addr[1]}/"


def test_another_host_is_refused(server: Server) -> None:
    status, text = ask(server, "/", Host="evil.example")
    assert status == 400
    assert text.startswith("请从 127.0.0.1:")


def test_a_request_without_a_host_is_refused(server: Server) -> None:
    with socket.create_connection(server.bind_addr, timeout=30) as raw:
        raw.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 400")


def test_a_head_too_long_is_refused(server: Server) -> None:
    assert ask(server, "/", Cookie="x" * 100_000)[0] == 413


@pytest.mark.parametrize(
    "path",
    [
        f"api/query?query_string={IN_A_QUERY}",
        f"api/journal_page?page=1&order=asc&filter={IN_A_FILTER}",
        f"api/query?query_string={A_NUMBER}",
    ],
    ids=["expression in a query", "expression in a filter", "endless number"],
)
def test_a_request_that_does_not_end_is_ended_and_holds_up_nobody(server: Server, path: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(ask, server, f"{HERE}/{path}")
        assert ask(server, f"{HERE}/api/changed")[0] == 200
        assert not endless.done()
        status, text = endless.result()
    assert (status, text.startswith("用时超过 3 秒")) == (503, True)
    assert query(server, "SELECT 1")[0] == 200


def test_sixty_queries_at_once_get_each_its_own_answer(server: Server) -> None:
    def voucher(number: int) -> Any:  # noqa: ANN401 (whatever JSON holds)
        asked = {
            "query_string": f"SELECT DISTINCT {number}, links",
            "filter": f"^WH2025-007-V000{number % 5 + 1}",
        }
        return json.loads(ask(server, f"{HERE}/api/query?{urlencode(asked)}")[1])["data"]["rows"]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(voucher, range(60)))
    assert answers == [[[number, [f"WH2025-007-V000{number % 5 + 1}"]]] for number in range(60)]


def test_a_new_voucher_is_seen_at_once(server: Server, top: Path) -> None:
    before = json.loads(ask(server, f"{HERE}/api/changed")[1])["mtime"]
    month = top.parent / "vouchers" / "2025.beancount"
    month.write_text(month.read_text("utf-8").replace("A03", "A04"), "utf-8")
    after = json.loads(ask(server, f"{HERE}/api/changed")[1])["mtime"]
    assert after > before
    assert "A04" in query(server, "SELECT DISTINCT payee")[1]


@pytest.mark.usefixtures("crash_quietly")
def test_books_that_crash_the_parser_are_refused_and_the_server_lives(server: Server, top: Path) -> None:
    """`1/0` as an amount ends Beancount's parser, and the process that runs it."""
    month = top.parent / "vouchers" / "2025.beancount"
    sound = month.read_text("utf-8")
    month.write_text(sound.replace("3000.00 CNY", "1/0 CNY"), "utf-8")
    for _ in range(2):
        status, text = query(server, "SELECT DISTINCT payee")
        assert (status, "账簿读不出来" in text) == (503, True)
    month.write_text(sound, "utf-8")
    assert query(server, "SELECT DISTINCT payee")[0] == 200


@pytest.mark.usefixtures("crash_quietly")
def test_books_that_crash_the_parser_are_not_served(top: Path) -> None:
    accounts = top.parent / "accounts.beancount"
    accounts.write_text(accounts.read_text("utf-8") + "2025-03-01 price CNY 1/0 USD\n", "utf-8")
    with pytest.raises(CannotRead, match="账簿读不出来"):
        open_server(top, port=0)


def test_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoLedger, match="没有这个文件"):
        open_server(tmp_path / "none.beancount", port=0)


# cheroot drops a socket that it could not bind without closing it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_port_that_is_taken_is_said(server: Server, top: Path) -> None:
    with pytest.raises(PortTaken, match="用不了"):
        open_server(top, port=server.bind_addr[1])


def test_serve_tells_its_address_and_ends_quietly_when_interrupted(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Server) -> None:
        raise KeyboardInterrupt

    told: list[str] = []
    monkeypatch.setattr(Server, "serve", interrupted)
    serve(top, port=0, ready=told.append)
    assert told[0].startswith("http://127.0.0.1:")


def test_work_apart_gives_its_bytes_and_leaves_no_trace() -> None:
    kept: list[int] = []

    def work() -> bytes:
        kept.append(1)
        return b"done"

    assert (apart(work, seconds=5), kept) == (b"done", [])


def test_work_apart_is_ended_in_time() -> None:
    def work() -> bytes:
        while True:
            pass

    with pytest.raises(TookTooLong, match="用时超过 1 秒"):
        apart(work, seconds=1)


def test_work_apart_that_crashes_is_told() -> None:
    with pytest.raises(BrokeOff):
        apart(lambda: os._exit(11), seconds=5)


def test_work_apart_that_asks_for_too_much_memory_is_told() -> None:
    with pytest.raises(BrokeOff):
        apart(lambda: bytes(2 * MEMORY), seconds=5)
