"""Fava's templates as we show them: escaping always on, doors that are shut out of sight.

The journal's template switches escaping off (`{% autoescape false %}`), so that a payee `<img src=x
onerror=...>` is markup. Here every template is read with it on; what Fava itself writes as markup stays
markup. Fava also offers what the guard refuses (editor, import, saving an entry): a style in the page's
head hides it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fava.application import CLIENT_SIDE_REPORTS
from jinja2 import BaseLoader

from .endpoints import REPORTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from jinja2 import Environment

OFF = "{% autoescape false %}"
ON = "{% autoescape true %}"

HIDDEN = (
    *(f'aside a[href*="/{report}/"]' for report in CLIENT_SIDE_REPORTS if report not in REPORTS),
    'a[href="#add-transaction"]',
    'a[href="#export"]',
    'span:has(> a[href*="/download-query/"])',
    "dialog form > .flex-row",
)
PLAIN = 'a[href*="/editor/"]'
"""Where an entry stands: words, no link."""
HEAD_ENDS = "</head>"
STYLE = (
    f"<style>{', '.join(HIDDEN)} {{ display: none }}\n"
    f"{PLAIN} {{ pointer-events: none; color: inherit }}</style>"
)


class Rendering(BaseLoader):
    """Reads templates through another loader, with escaping on and the style in the head."""

    def __init__(self, inner: BaseLoader) -> None:
        self.inner = inner

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The template's text, where it is from, and whether that is still so (see Jinja)."""
        source, filename, uptodate = self.inner.get_source(environment, template)
        return source.replace(OFF, ON).replace(HEAD_ENDS, STYLE + HEAD_ENDS), filename, uptodate


def render(app: Flask) -> None:
    """Let `app` read its templates so."""
    if app.jinja_loader is not None:
        app.jinja_loader = Rendering(app.jinja_loader)
