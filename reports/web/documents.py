"""Originals (documents/) leave as attachments, never as pages.

Fava shows an uploaded HTML file in place, on its own origin, and takes any path that a `document` directive
names. Here a file goes out only when a directive names it *and* it lies below the award's own documents
folder, links followed; the browser is told to save it, whatever it is.
"""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from fava.context import g
from fava.helpers import FavaAPIError
from flask import request, send_file

from earmark.ledger.base.text import Text

from .refusals import refuse

if TYPE_CHECKING:
    from flask import Flask, Response

NOT_THERE = Text("没有这份原始凭证", "no such document")


def attachment(filename: str, folder: Path) -> Response:
    """The file as a download; 404 unless it is an original below `folder`."""
    path = Path(filename).resolve()
    named = any(filename == document.filename for document in g.ledger.all_entries_by_type.Document)
    if not (named and path.is_relative_to(folder.resolve()) and path.is_file()):
        refuse(HTTPStatus.NOT_FOUND, NOT_THERE)
    return send_file(path, mimetype="application/octet-stream", as_attachment=True, download_name=path.name)


def attach(app: Flask, folder: Path) -> None:
    """Put these two in the place of Fava's own."""

    def document() -> Response:
        return attachment(request.args.get("filename", ""), folder)

    def statement() -> Response:
        entry, key = request.args.get("entry_hash", ""), request.args.get("key", "")
        try:
            filename = g.ledger.statement_path(entry, key)
        except FavaAPIError:
            refuse(HTTPStatus.NOT_FOUND, NOT_THERE)
        return attachment(filename, folder)

    app.view_functions |= {"document": document, "statement": statement}
