"""A letter as a .docx file in the manner of GB/T 9704 (党政机关公文格式), for people who sign it and may still add a line.

A4; title in 黑体 22 pt in the middle, body in 仿宋 16 pt (三号) on lines of 28 pt, signature and date to the right, page
numbers below. A machine without these fonts takes what its office program puts in their place. The same letter gives the same bytes:
the file is dated with the letter's day, and so is each part of the ZIP file that it is.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

from .as_text import shown
from .value import Box, Facts, Paragraph

if TYPE_CHECKING:
    from earmark.ledger.base.text import Lang

    from .value import Cell, Letter, Part, Table

BODY, HEAD = "仿宋", "黑体"
INSTEAD = {BODY: "FangSong;STFangsong;仿宋_GB2312", HEAD: "SimHei;STHeiti"}
"""What stands in where a machine knows a font by another name only."""
LATIN = "Times New Roman"
SMALL, TIGHT = 12, 20
"""Forms and tables: size of letters and lines, in points."""
EPOCH = (1980, 1, 1, 0, 0, 0)
MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
"""In mm."""
LABEL, WHOLE = 38, 156
"""Widths in mm: of a form's first column, and between the margins."""
SHORT = 8
"""A form of so few lines stays on one page."""
ROOM = 3
"""Empty lines for what a person writes."""


def as_document(letter: Letter, lang: Lang) -> bytes:
    """A .docx file."""
    pen = _Pen(lang)
    pen.letter(letter)
    return _dated(pen.saved(letter))


def _dated(data: bytes) -> bytes:
    """The ZIP file with one date on all its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w") as new:
        for name in given.namelist():
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, given.read(name))
    return made.getvalue()


class _Sizes(NamedTuple):
    """Of title and body, in points; Chinese stands as GB/T 9704 has it, English smaller, its paragraphs apart."""

    title: int
    body: int
    line: int
    after: int
    align: str


SIZES = {"zh": _Sizes(22, 16, 28, 0, "JUSTIFY"), "en": _Sizes(18, 12, 18, 6, "LEFT")}


class _Pen:
    """Writes one document."""

    def __init__(self, lang: Lang) -> None:
        from docx import Document

        self.lang = lang
        self.sizes = SIZES[lang]
        self.doc = Document()
        self._fonts()
        self._page()

    def _fonts(self) -> None:
        """The fonts' other names, and that the text is Chinese."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml.ns import qn

        named = (f'<w:font w:name="{n}"><w:altName w:val="{i}"/></w:font>' for n, i in INSTEAD.items())
        end = b"</w:fonts>"
        fonts = self.doc.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
        fonts._blob = fonts.blob.replace(end, "".join(named).encode() + end)  # noqa: SLF001 (as below)
        for mark in self.doc.styles.element.iter(qn("w:lang")):
            mark.set(qn("w:eastAsia"), "zh-CN")

    def _page(self) -> None:
        from docx.shared import Mm

        page = self.doc.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        for name, wide in MARGINS.items():
            setattr(page, name, Mm(wide))
        page.footer_distance = Mm(28)
        self._font(self.doc.styles["Normal"], BODY, self.sizes.body)
        self._numbered(page.footer.paragraphs[0])

    def _font(self, of: Any, name: str, size: int) -> None:  # noqa: ANN401 (a style or a run)
        from docx.oxml.ns import qn
        from docx.shared import Pt

        of.font.name, of.font.size = LATIN, Pt(size)
        of.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)

    def _numbered(self, paragraph: Any) -> None:  # noqa: ANN401
        """— 1 — in the middle of the foot."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._font(paragraph.add_run("— "), BODY, 14)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)  # noqa: SLF001 (python-docx has no fields)
        self._font(paragraph.add_run(" —"), BODY, 14)

    def saved(self, letter: Letter) -> bytes:
        """The bytes, dated with the letter's day."""
        when = datetime.datetime.combine(letter.day, datetime.time(), datetime.UTC)
        about = self.doc.core_properties
        about.title = shown(letter.title, self.lang)
        about.author = about.last_modified_by = letter.sender
        about.comments, about.created, about.modified = "", when, when
        data = io.BytesIO()
        self.doc.save(data)
        return data.getvalue()

    # ---------------------------------------------------------------- what stands on it

    def letter(self, letter: Letter) -> None:
        """Title, number, parts, signature, foot."""
        self.line(letter.title, align="CENTER", font=HEAD, size=self.sizes.title, line=36)
        if letter.number:
            self.line(letter.number, align="CENTER")
        self.line("", size=SMALL)
        for part in letter.parts:
            self.part(part)
        if letter.sender:
            self.line("")
            self.line(letter.sender, align="RIGHT", right=4)
            self.line(letter.dated, align="RIGHT", right=4)
        for place in letter.foot:
            self.line(place, size=SMALL, line=TIGHT)

    def part(self, part: Part) -> None:
        """One part of the letter."""
        match part:
            case Paragraph():
                self.line(part.text, indent=0 if part.flush else 2)
            case Facts():
                self.form(part)
            case Box():
                self.box(part)
            case _:
                self.table(part)

    def line(
        self,
        text: Cell,
        *,
        align: str = "",
        font: str = BODY,
        size: int = 0,
        line: int = 0,
        indent: int = 0,
        right: int = 0,
    ) -> None:
        """A paragraph; ``indent`` and ``right`` in signs."""
        from docx.shared import Pt

        new, sizes = self.doc.add_paragraph(), self.sizes
        size, line = size or sizes.body, line or sizes.line
        self._fill(new, text, align or sizes.align, font, size, line, indent, right)
        new.paragraph_format.space_after = Pt(sizes.after if size == sizes.body else 0)

    def _fill(
        self,
        paragraph: Any,  # noqa: ANN401
        text: Cell,
        align: str = "LEFT",
        font: str = BODY,
        size: int = SMALL,
        line: int = TIGHT,
        indent: int = 0,
        right: int = 0,
    ) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        form = paragraph.paragraph_format
        form.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
        form.space_before = form.space_after = Pt(0)
        form.line_spacing = Pt(line)
        form.first_line_indent = Pt(size * indent) if self.lang == "zh" else None
        form.right_indent = Pt(size * right)
        self._font(paragraph.add_run(shown(text, self.lang)), font, size)

    # ---------------------------------------------------------------- tables

    def _grid(self, rows: int, widths: list[float]) -> Any:  # noqa: ANN401
        from docx.oxml import OxmlElement
        from docx.shared import Mm

        table = self.doc.add_table(rows, len(widths), style="Table Grid")
        table.autofit = False
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 (nor row settings)
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = Mm(wide)
            for cell in column.cells:
                cell.width = Mm(wide)
        return table

    def _write(self, cell: Any, text: Cell, font: str = BODY, align: str = "LEFT") -> None:  # noqa: ANN401
        self._fill(cell.paragraphs[0], text, align, font)

    def form(self, part: Facts) -> None:
        """Labels and what stands beside them."""
        self.line("", size=SMALL, line=TIGHT // 2)
        table = self._grid(len(part.rows), [LABEL, WHOLE - LABEL])
        for row, (name, said) in zip(table.rows, part.rows, strict=True):
            self._write(row.cells[0], name, HEAD)
            self._write(row.cells[1], said)
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next = len(part.rows) <= SHORT
        self.line("", size=SMALL, line=TIGHT // 2)

    def box(self, part: Box) -> None:
        """A label and an empty place with the lines to sign."""
        (row,) = self._grid(1, [LABEL, WHOLE - LABEL]).rows
        self._write(row.cells[0], part.label, HEAD)
        self._write(row.cells[1], "\n" * ROOM)
        for place in part.signed:
            self._fill(row.cells[1].add_paragraph(), place)
        self.line("", size=SMALL, line=TIGHT // 2)

    def table(self, part: Table) -> None:
        """A table with its name above."""
        self.line(part.name, font=HEAD, size=SMALL, line=TIGHT)
        if not part.rows:
            self.line(part.empty, size=SMALL, line=TIGHT)
            return
        every = sum(column.width for column in part.columns)
        table = self._grid(len(part.rows) + 1, [WHOLE * c.width / every for c in part.columns])
        for cell, column in zip(table.rows[0].cells, part.columns, strict=True):
            self._write(cell, column.name, HEAD)
        for row, cells in zip(table.rows[1:], part.rows, strict=True):
            for place, column, said in zip(row.cells, part.columns, cells, strict=True):
                self._write(place, said, align="RIGHT" if column.kind == "money" else "LEFT")
        self.line("", size=SMALL, line=TIGHT // 2)
