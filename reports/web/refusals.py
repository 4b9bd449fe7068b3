"""Saying no: every refusal is one short text, Chinese first, and never a traceback.

    此处不提供：/wh2025-007/api/source
    not offered here: /wh2025-007/api/source

Fava's pages ask for JSON and show its `error` in a corner; everything else gets plain text. What went wrong
inside goes to the server's own log.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn

from flask import Response, jsonify, request
from werkzeug.exceptions import HTTPException

from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from flask import Flask

WORDS = {
    HTTPStatus.BAD_REQUEST: Text("请求有误", "bad request"),
    HTTPStatus.NOT_FOUND: Text("没有这一页", "no such page"),
    HTTPStatus.METHOD_NOT_ALLOWED: Text("此处只读", "read-only"),
}
FAULT = Text("出错了，详情见服务日志", "something went wrong; see the server's log")


class Refusal(HTTPException):
    """A status with words."""

    def __init__(self, status: HTTPStatus, text: Text) -> None:
        super().__init__(text.show("en"))
        self.code = status
        self.text = text


def refuse(status: HTTPStatus, text: Text) -> NoReturn:
    """Stop the request here."""
    raise Refusal(status, text)


def both(text: Text) -> str:
    """Both languages, Chinese first, a line each."""
    return f"{text.zh}\n{text.en}"


def answer(status: int, text: Text) -> Response:
    """The refusal as Fava's scripts or a person read it."""
    if request.blueprint == "json_api":
        response = jsonify({"error": both(text)})
    else:
        response = Response(both(text) + "\n", mimetype="text/plain")
    response.status_code = status
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = "GET, HEAD"
    return response


def _refused(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    text = error.text if isinstance(error, Refusal) else WORDS.get(HTTPStatus(status), FAULT)
    return answer(status, text)


def speak(app: Flask) -> None:
    """Let `app` refuse and fail in these words. What nobody caught, Flask logs and makes a 500 of."""
    app.register_error_handler(HTTPException, _refused)
