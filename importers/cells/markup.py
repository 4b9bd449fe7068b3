"""Web pages and XML workbooks that banks name .xls, read in the child process (:mod:`..parsing.child`).

``web_page(text)``: every table of an HTML page, one below the other in one sheet, as a spreadsheet program
shows them; words outside a table are a row of their own, so that the account number above the table stays
above it. Cells are text: ``00123`` stays ``00123`` (pandas.read_html makes 123 of it).

``xml_workbook(text)``: an XML Spreadsheet 2003 (``<Workbook><Worksheet ss:Name=…>``), one sheet each. A
DOCTYPE is refused before anything is parsed: what it declares could unfold without end.

A cell merged downwards is said on each of its rows when it holds words or a date; an amount is never said twice.
"""

from __future__ import annotations

import html.parser
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

Grid = list[list[Any]]

MOST_SPAN = 1000
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+(?:[eE][-+]?\d+)?")
EXACT = re.compile(r"-?\d{16,}")
HIDDEN = frozenset({"script", "style", "title", "head"})
ENDS_LINE = frozenset({"p", "div", "h1", "h2", "h3", "h4", "li", "body", "table"})


class Doctype(ValueError):
    """An XML file that declares entities, or could."""


class Placed:
    """A grid that cells are put into, those that span rows or columns too."""

    def __init__(self) -> None:
        self.rows: Grid = []
        self.held: dict[tuple[int, int], Any] = {}

    def row(self) -> None:
        """Begin a row."""
        self.rows.append([])

    def put(self, value: Any, across: int = 1, down: int = 1) -> None:  # noqa: ANN401 (a cell)
        """The next cell of the row."""
        number, row = len(self.rows) - 1, self.rows[-1]
        self.fill(number, row)
        said = value if said_again(value) else None
        for below in range(1, min(down, MOST_SPAN)):
            for right in range(min(across, MOST_SPAN)):
                self.held[number + below, len(row) + right] = said if right == 0 else None
        row.append(value)
        row.extend([None] * (min(across, MOST_SPAN) - 1))

    def fill(self, number: int, row: list[Any]) -> None:
        """What the cells above hold of this row, from where it stands."""
        while (number, len(row)) in self.held:
            row.append(self.held.pop((number, len(row))))


def said_again(value: Any) -> bool:  # noqa: ANN401 (a cell)
    """Whether a merged cell may be said on each of its rows: words and days may, what may be an amount not."""
    return (
        value is not None and not isinstance(value, int | float) and not NUMBER.fullmatch(str(value).strip())
    )


class _Page(html.parser.HTMLParser):
    """Collects rows of cells; a page that never closes a cell or a row is read as browsers do."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grid = Placed()
        self.words: list[str] = []
        self.open: list[tuple[int, int] | None] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row, a cell, a line break."""
        if tag in HIDDEN:
            self.hidden += 1
        elif tag == "table":
            self.flush()
            self.open.append(None)
        elif tag == "tr":
            self.flush()
            self.grid.row()
        elif tag in {"td", "th"}:
            self.flush()
            if not self.grid.rows:
                self.grid.row()
            said = dict(attrs)
            span = (_span(said.get("colspan")), _span(said.get("rowspan")))
            self.open[-1:] = [span]
        elif tag == "br":
            self.words.append("\n")
        elif tag in ENDS_LINE and not self.inside:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        """The end of a cell, a row or a table."""
        if tag in HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in {"td", "th", "tr"} or (tag in ENDS_LINE and not self.inside):
            self.flush()
        elif tag == "table":
            self.flush()
            self.open = self.open[:-1]

    def handle_data(self, data: str) -> None:
        """Words, in a cell or outside all tables."""
        if not self.hidden:
            self.words.append(data)

    @property
    def inside(self) -> bool:
        """Whether a cell is open."""
        return bool(self.open) and self.open[-1] is not None

    def flush(self) -> None:
        """Put what was said since the last cell where it belongs."""
        lines = (" ".join(line.split()) for line in "".join(self.words).split("\n"))
        said = "\n".join(line for line in lines if line)
        self.words.clear()
        span = self.open[-1] if self.open else None
        if span:
            self.grid.put(said or None, *span)
            self.open[-1] = None
        elif said:
            self.grid.row()
            self.grid.put(said)
            self.grid.row()


def _span(said: str | None) -> int:
    return max(1, int(said)) if said and said.isdecimal() and len(said) < 6 else 1  # noqa: PLR2004


def web_page(text: str) -> list[tuple[str, Grid]]:
    """The rows of an HTML page."""
    page = _Page()
    page.feed(text)
    page.close()
    page.flush()
    for number, row in enumerate(page.grid.rows):
        page.grid.fill(number, row)
    return [("", [row for row in page.grid.rows if row])]


def parsed(text: str) -> ET.Element:
    """The root of an XML text. Raises :class:`Doctype`, or ParseError."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Doctype
    # The declaration names the encoding of the bytes, which are characters by now.
    return ET.fromstring(DECLARATION.sub("", text.lstrip("\ufeff")))  # noqa: S314 (no DOCTYPE, limits of the child)


def local(element: ET.Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def under(element: ET.Element, name: str) -> list[ET.Element]:
    """The children of a name."""
    return [child for child in element if local(child) == name]


def xml_workbook(root: ET.Element) -> list[tuple[str, Grid]]:
    """The sheets of an XML Spreadsheet 2003."""
    return [
        (
            _said(sheet, "Name") or "",
            _sheet(row for table in under(sheet, "Table") for row in under(table, "Row")),
        )
        for sheet in under(root, "Worksheet")
    ]


def _sheet(rows: Iterator[ET.Element]) -> Grid:
    grid = Placed()
    for row in rows:
        for _ in range(min(_number(row, "Index") - len(grid.rows), 1 << 20) - 1):
            grid.row()
        grid.row()
        for cell in under(row, "Cell"):
            while len(grid.rows[-1]) < min(_number(cell, "Index") - 1, 1 << 14):
                grid.put(None)
            grid.put(_value(cell), _number(cell, "MergeAcross") + 1, _number(cell, "MergeDown") + 1)
    return grid.rows


def _value(cell: ET.Element) -> Any:  # noqa: ANN401 (a cell)
    data = next(iter(under(cell, "Data")), None)
    if data is None:
        return None
    said = "".join(data.itertext())
    if _said(data, "Type") != "Number" or EXACT.fullmatch(said):
        return said or None
    return int(said) if said.isdecimal() else float(said)


def _said(element: ET.Element, name: str) -> str | None:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


def _number(element: ET.Element, name: str) -> int:
    said = _said(element, name) or ""
    return int(said) if said.isdecimal() and len(said) < 8 else 0  # noqa: PLR2004
