"""Between the web server and Fava: one request, one process.

Fava's threads share a shell, a parser, pages of the journal and a ledger that may be read again under their
feet. So each request is answered in a fork (see `apart`): it shares nothing, ends with its answer, and is
ended when it takes too long. The server's own process only looks whether the books changed, and reads them
again before the next fork; first in a fork as well, for there are ledgers that crash Beancount's parser.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from fava.beans.load import load_uncached
from werkzeug.wrappers import Response

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from .apart import apart
from .headers import HEADERS
from .refusals import both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from fava.core import FavaLedger

SECONDS = 20

CANNOT_READ = Text("账簿读不出来（{why}）", "the books cannot be read ({why})")
CHECK = Text("请运行 earmark check", "run earmark check")


class CannotRead(EarmarkError):
    """The books are in a state that Beancount cannot load at all."""


def nothing() -> None:
    """The check of a ledger that is not Earmark's own."""


def check_readable(top: str, *, check: Callable[[], object] = nothing, seconds: int = SECONDS) -> None:
    """Let `check` look at the files, then load the ledger in a fork and drop it.

    Raises `CannotRead` when loading crashes or does not end, and what `check` raises (the gate, a changed top).
    """
    check()

    def load() -> bytes:  # pragma: no cover (in the fork)
        load_uncached(top, is_encrypted=False)
        return b"read"

    try:
        apart(load, seconds=seconds)
    except EarmarkError as error:
        raise CannotRead(CANNOT_READ.format(why=error.message), file=top, fix=CHECK) from None


class Gateway:
    """A WSGI application that answers each request by `app` in a process of its own."""

    def __init__(
        self,
        app: WSGIApplication,
        ledger: FavaLedger,
        *,
        check: Callable[[], object] = nothing,
        seconds: int = SECONDS,
    ) -> None:
        self.app = app
        self.ledger = ledger
        self.check = check
        self.seconds = seconds

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        try:
            packed = apart(lambda: _packed(self.app, environ), seconds=self.seconds, before=self._refresh)
        except EarmarkError as error:
            return _refused(error)(environ, start_response)
        head, _, body = packed.partition(b"\n")
        status, headers = json.loads(head)
        start_response(status, [(name, value) for name, value in headers])
        return [body]

    def _refresh(self) -> None:
        """Read the books again when they changed; until that succeeds, every request tries, and fails."""
        watcher = self.ledger.watcher
        seen = watcher.last_checked
        if not watcher.check():
            return
        try:
            check_readable(self.ledger.beancount_file_path, check=self.check, seconds=self.seconds)
            self.ledger.load_file()
        except EarmarkError:
            watcher.last_checked = seen
            raise


def _packed(app: WSGIApplication, environ: WSGIEnvironment) -> bytes:
    """The whole answer as bytes: a line of JSON with status and headers, then the body."""
    response = Response.from_app(app, environ)
    head = json.dumps([response.status, list(response.headers)])
    return head.encode() + b"\n" + response.get_data()


def _refused(error: EarmarkError) -> Response:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return Response(both(error.whole) + "\n", status=status, headers=HEADERS, mimetype="text/plain")
