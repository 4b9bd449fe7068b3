"""What a file really is: told by its bytes, never by its name.

Banks ship HTML and tab-separated text named .xls; a bank's csv is GB18030, a saved one UTF-8. ``kind_of``
tells the kinds apart, ``decoded`` turns text into characters: byte order marks first, then strict UTF-8, then
GB18030 (GBK fails on rare characters; libraries that guess call short GBK files cp949). UTF-16 that lost its
mark shows by the zeros in it.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

Kind = Literal["ole2", "zip", "biff", "html", "xml", "mt940", "ofx", "json", "text"]

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
BIFF = (
    b"\x09\x08\x10\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
"""A workbook of before 1997, or one whose container was lost."""
MARKUP = re.compile(
    rb"<(?:html|!doctype html|table|meta|head|body|style|script|div|span|center|font|tr|p)\b|<!--",
    re.IGNORECASE,
)
XML = re.compile(rb"<\?xml|<[\w.-]+(?::[\w.-]+)?[^<>]*\sxmlns", re.IGNORECASE)
JSON = re.compile(rb'\s*(?:\{\s*"|\[\s*\{)')
PAGE = re.compile(rb"<html\b", re.IGNORECASE)
OFX = re.compile(rb"\s*(?:OFXHEADER\s*:|<\?OFX|<\?xml[^>]*>\s*<\?OFX|<OFX>)", re.IGNORECASE)
MT940 = re.compile(rb"^:20:.*^:60[FM]:[CD]\d", re.MULTILINE | re.DOTALL)
MARKED = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


HEAD = 8192


class NotATable(EarmarkError):
    """A file that holds no table: a picture, a PDF, damaged or empty bytes."""


class UnknownXml(Exception):
    """An XML file whose root nobody here reads."""


def kind_of(data: bytes) -> Kind:
    """What the bytes are.

    Raises:
        NotATable: they are neither a workbook nor text.
    """
    if data.startswith(OLE2):
        return "ole2"
    if data.startswith(ZIP):
        return "zip"
    if data.startswith(BIFF):
        return "biff"
    if not data.strip():
        raise NotATable(Text("文件是空的", "the file is empty"))
    if b"\0" in data and utf16(data) is None:
        fix = Text("请从银行或财务软件重新导出 xls、xlsx 或 csv", "export it again as xls, xlsx or csv")
        raise NotATable(Text("这个文件不是表格", "this file is not a table"), fix=fix)
    return _kind_of_text(
        data[:HEAD].replace(b"\0", b"").removeprefix(codecs.BOM_UTF8).lstrip(b"\xff\xfe \t\r\n")
    )


def _kind_of_text(head: bytes) -> Kind:
    """What a text is, by its beginning."""
    if OFX.match(head):
        return "ofx"
    if MARKUP.match(head):
        return "html"
    if XML.match(head):
        return "html" if PAGE.search(head) else "xml"
    if JSON.match(head):
        return "json"
    return "mt940" if MT940.search(head) else "text"


def utf16(data: bytes) -> str | None:
    """Which UTF-16 the bytes are: by their mark, or by every second byte of the ASCII in them; None if neither."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    # 退, 开 and 一 have a zero of their own on the other side.
    if len(data) % 2 or max(even, odd) * 20 < len(head) or min(even, odd) * 5 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def decoded(data: bytes, encoding: str | None = None) -> str:
    """The characters of a text file. Raises :class:`NotATable`."""
    return deciphered(data, encoding)[0]


def deciphered(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The characters of a text file and their encoding, which is used as given when the source is known.

    Raises:
        NotATable: the bytes are text in none of UTF-8, GB18030 and UTF-16.
    """
    marked = next((name for mark, name in MARKED.items() if data.startswith(mark)), None) or (
        utf16(data) if b"\0" in data else None
    )
    for name in (encoding,) if encoding else (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    fix = Text("请另存为 UTF-8 或 GB18030 编码的 csv", "save it as csv in UTF-8 or GB18030")
    raise NotATable(Text("认不出文字编码", "the text encoding is not known"), fix=fix)
