"""A paper as one HTML page that prints on A4 (tables across) and reads on a phone: no script, nothing from elsewhere.

Escaping is on. What the books say stands in ``<span lang="zh-CN">`` on the English page, wherever in a sentence it is.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .as_text import shown
from .picture import picture
from .value import Box, Facts, Letter, Paragraph, Table

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from earmark.ledger.base.text import Lang

    from .value import Cell, Part, Sheet

CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]+")
KINDS = {Paragraph: "paragraph", Facts: "facts", Box: "box", Table: "table"}


def as_html(paper: Sheet | Letter, lang: Lang) -> str:
    """The page."""
    name = "letter.html" if isinstance(paper, Letter) else "sheet.html"
    template = _templates().get_template(name)
    bars = () if isinstance(paper, Letter) else paper.bars
    return template.render(
        p=paper,
        lang=lang,
        said=lambda cell: _said(cell, lang),
        kind=_kind,
        picture=picture(bars, lang),
    )


def _kind(part: Part) -> str:
    return KINDS[type(part)]


def _said(cell: Cell, lang: Lang) -> Markup:
    """A cell in words; a line break stays one, and a true minus sign stands before an amount."""
    from markupsafe import Markup, escape

    text = shown(cell, lang)
    if not isinstance(cell, str | datetime.date) and text.startswith("-"):
        text = text.replace("-", "−", 1)
    html = str(escape(text))
    if lang == "en":
        html = CHINESE.sub(lambda found: f'<span lang="zh-CN">{found[0]}</span>', html)
    return Markup(html.replace("\n", "<br>"))  # noqa: S704 (escaped above)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    here = Path(__file__).parent
    return Environment(
        loader=FileSystemLoader([here / "templates", here.parent / "accountability" / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
