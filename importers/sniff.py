"""What a file really is: told by its bytes, never by its name.

Banks ship HTML and tab-separated text named .xls; a bank's csv is GB18030, a saved one UTF-8. ``kind_of``
tells the four kinds apart, ``decoded`` turns text into characters: byte order marks first, then strict
UTF-8, then GB18030 (GBK fails on rare characters; libraries that guess call short GBK files cp949).
"""

from __future__ import annotations

import codecs
from typing import Literal

from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

Kind = Literal["ole2", "zip", "html", "text"]

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")
MARKED = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class NotATable(EarmarkError):
    """A file that holds no table: a picture, a PDF, damaged or empty bytes."""


def kind_of(data: bytes) -> Kind:
    """What the bytes are.

    Raises:
        NotATable: they are neither a workbook nor text.
    """
    if data.startswith(OLE2):
        return "ole2"
    if data.startswith(ZIP):
        return "zip"
    if data.removeprefix(codecs.BOM_UTF8).lstrip()[:9].lower().startswith(MARKUP):
        return "html"
    if not data.strip():
        raise NotATable(Text("文件是空的", "the file is empty"))
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        fix = Text("请从银行或财务软件重新导出 xls、xlsx 或 csv", "export it again as xls, xlsx or csv")
        raise NotATable(Text("这个文件不是表格", "this file is not a table"), fix=fix)
    return "text"


def decoded(data: bytes, encoding: str | None = None) -> str:
    """The characters of a text file; ``encoding`` is used as given when the source is known.

    Raises:
        NotATable: the bytes are text in none of UTF-8, GB18030 and UTF-16.
    """
    marked = next((name for mark, name in MARKED.items() if data.startswith(mark)), None)
    for name in (encoding,) if encoding else (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    fix = Text("请另存为 UTF-8 或 GB18030 编码的 csv", "save it as csv in UTF-8 or GB18030")
    raise NotATable(Text("认不出文字编码", "the text encoding is not known"), fix=fix)
