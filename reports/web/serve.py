"""`serve`: one award's books in a browser, on this computer only.

    serve(Path("books/awards/WH2025-007/award.beancount"), port=5000, ready=print)

prints http://127.0.0.1:5000/ and answers until it is interrupted. There is no login: whoever can use this
computer can look. Nothing can be written.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from cheroot.wsgi import Server

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from .gateway import Gateway, check_readable, nothing
from .guard import LOOPBACK, guarded, hosts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

THREADS = 4
MOST_BYTES = 64 * 1024
"""Of a request's head, and of its body, which nobody reads."""

NO_FILE = Text("没有这个文件", "there is no such file")
PORT_TAKEN = Text("端口 {port} 用不了：{why}", "port {port} cannot be used: {why}")
OTHER_PORT = Text("请换一个端口，0 为任意", "choose another one; 0 takes any")


class NoLedger(EarmarkError):
    """There is no top file to open."""


class PortTaken(EarmarkError):
    """Something else listens on the port, or it is not ours to take."""


def serve(
    top: Path, *, port: int, ready: Callable[[str], object], check: Callable[[], object] = nothing
) -> None:
    """Serve the ledger `top` on 127.0.0.1 until interrupted; `ready` is given the address once it answers.

    `check` looks at the files before each load and raises what is wrong with them. Port 0 takes any free one.
    Raises `NoLedger`, `PortTaken` or `CannotRead` before that.
    """
    server = open_server(top, port=port, check=check)
    try:
        ready(address(server))
        with suppress(KeyboardInterrupt):
            server.serve()
    finally:
        server.stop()


def open_server(top: Path, *, port: int, check: Callable[[], object] = nothing) -> Server:
    """A server that listens, its books loaded; `server.serve()` answers and `server.stop()` ends it."""
    if not top.is_file():
        raise NoLedger(NO_FILE, file=top)
    check_readable(str(top), check=check)
    server = Server((LOOPBACK, port), None, numthreads=THREADS, server_name="earmark")
    server.max_request_header_size = server.max_request_body_size = MOST_BYTES
    try:
        server.prepare()
    except OSError as error:
        raise PortTaken(PORT_TAKEN.format(port=port, why=error), fix=OTHER_PORT) from None
    app = guarded(top, hosts(server.bind_addr[1]))
    server.wsgi_app = Gateway(app, app.config["LEDGERS"].ledgers[0], check=check)
    return server


def address(server: Server) -> str:
    """Where a browser finds the server."""
    return f"http://{LOOPBACK}:{server.bind_addr[1]}/"
