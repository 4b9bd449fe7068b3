"""The guard before Fava: what it decides comes before Fava has looked at anything.

1. Host: the request names this address and port; a page from elsewhere, its name pointed here, does not.
2. Site: a browser says that the request comes from our own page or from its address bar, or that it opens
   a page; an `<img>` or a script of another site gets nothing, not even an answer to wait for.
3. Method: GET or HEAD.
4. Endpoint: one that `endpoints` opens.

Fava itself runs read-only, with queries, originals and templates replaced by ours. `guarded` gives an
ordinary Flask application.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from fava.application import create_app
from flask import request

from earmark.ledger.base.text import Text

from .bql import Queries
from .documents import attach
from .endpoints import is_open
from .headers import secured
from .refusals import refuse, speak
from .rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from flask import Flask

LOOPBACK = "127.0.0.1"
HTTP = 80

OTHER_HOST = Text("请从 {host} 打开", "open it as {host}")
OTHER_SITE = Text("不接受其他网站的请求", "requests of other sites are refused")
READ_ONLY = Text("此处只读", "read-only")
NOT_OFFERED = Text("此处不提供：{path}", "not offered here: {path}")


def hosts(port: int) -> list[str]:
    """What a browser on this computer writes into `Host`; it leaves port 80 out."""
    return [name if port == HTTP else f"{name}:{port}" for name in (LOOPBACK, "localhost")]


def guarded(top: Path, allowed: Sequence[str]) -> Flask:
    """Fava on one award's top file, behind the guard. `allowed`: the values of `Host` that it answers to."""
    app = create_app([top], load=True, read_only=True, poll_watcher=True)
    for ledger in app.config["LEDGERS"].ledgers:
        ledger.query_shell = Queries(ledger)
    # Not before_request: Fava's own functions there come first and would reload the books for anybody.
    app.url_value_preprocessors.setdefault(None, []).insert(0, _check(allowed))
    app.after_request(secured)
    attach(app, top.parent / "documents")
    render(app)
    speak(app)
    return app


def _check(allowed: Sequence[str]) -> Callable[[str | None, dict[str, Any] | None], None]:
    def check(endpoint: str | None, values: dict[str, Any] | None) -> None:
        _check_host(allowed)
        _check_site()
        _check_method()
        if endpoint is not None and not is_open(endpoint, values or {}):
            refuse(HTTPStatus.FORBIDDEN, NOT_OFFERED.format(path=request.path))

    return check


def _check_host(allowed: Sequence[str]) -> None:
    if request.environ.get("HTTP_HOST", "").lower() not in allowed:
        refuse(HTTPStatus.BAD_REQUEST, OTHER_HOST.format(host=allowed[0]))


def _check_site() -> None:
    asks = request.headers
    ours = asks.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}
    if not ours and asks.get("Sec-Fetch-Dest") != "document":
        refuse(HTTPStatus.FORBIDDEN, OTHER_SITE)


def _check_method() -> None:
    if request.method not in {"GET", "HEAD"}:
        refuse(HTTPStatus.METHOD_NOT_ALLOWED, READ_ONLY)
    # Fava's own read-only switch refuses HEAD. The environment still says HEAD, and so the body is left out.
    request.method = "GET"
