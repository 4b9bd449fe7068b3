"""The headers of every answer: what a browser may do with it.

The journal shows text of strangers (payees, narrations), so no script runs but Fava's own files: none in
the page, none from elsewhere, no handler in an attribute. `wasm-unsafe-eval` is for the parser of the query
editor, and `unsafe-inline` for style alone: Fava's editor and charts set theirs in the page. No page of
ours may stand in a frame, sends on where it was, or stays in a cache on disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Response

POLICY = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)

HEADERS = {
    "Content-Security-Policy": "; ".join(POLICY),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def secured(response: Response) -> Response:
    """Set the headers on an answer of Flask, whatever it already says."""
    response.headers.update(HEADERS)
    if "Cache-Control" not in response.headers or response.mimetype in {"text/html", "application/json"}:
        response.headers["Cache-Control"] = "no-store"
    return response
