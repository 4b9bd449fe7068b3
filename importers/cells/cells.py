"""From a file to sheets of cells, whatever the file is called.

``read_cells(path)`` tells the kind by the bytes, reads text with the csv module and all else in a child
process, and gives rows as the file's own program numbers them: row 1 is ``sheet.rows[0]``. Text stays as it
came; a number is an int or a float, an empty cell None or an empty text.
"""

from __future__ import annotations

import csv
import datetime
import errno
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from .archive import check_directory
from .sniff import deciphered, kind_of
from .speech import MOST_CELLS, Unheard, heard, weight
from .text_rows import rows_in, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Cell = str | int | float | datetime.date | datetime.time | None

MOST_BYTES = 64 * 1024 * 1024
WALL_SECONDS = 120
UNREADABLE = {
    errno.ENOENT: Text("没有这个文件", "there is no such file"),
    errno.ENOTDIR: Text("没有这个文件", "there is no such file"),
    errno.EACCES: Text("没有权限读这个文件", "there is no permission to read this file"),
    errno.EPERM: Text("没有权限读这个文件", "there is no permission to read this file"),
    errno.ENAMETOOLONG: Text("文件名太长", "the file's name is too long"),
}
FAULT = Text("系统读不出这个文件", "the system cannot read this file")
EXPORT_AGAIN = Text("请重新导出，或另存为 xlsx 或 csv", "export it again, or save it as xlsx or csv")


class CannotRead(EarmarkError):
    """A workbook that no reader can make sense of, or that takes more than a statement may take."""


class Sheet(NamedTuple):
    """One sheet of a file; a text file is one sheet without a name."""

    name: str
    rows: Sequence[list[Cell]]


def read_cells(path: Path) -> list[Sheet]:
    """The sheets of a file.

    Raises:
        EarmarkError: the file is too large, no table, damaged, or behind a password; it names the file.
    """
    try:
        return _large_text(path) or cells_of(file_bytes(path))
    except EarmarkError as error:
        error.file = error.file or path.name
        raise


def file_bytes(path: Path) -> bytes:
    """The bytes of a file of reasonable size. Raises :class:`CannotRead`."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES and path.is_file() else None
    except OSError as error:
        raise CannotRead(UNREADABLE.get(error.errno or 0, FAULT), file=path.name) from None
    if data is None:
        message = Text("文件过大或不是普通文件", "the file is too large, or not a plain file")
        raise CannotRead(
            message, file=path.name, fix=Text("请按月或按季导出", "export a month or a quarter at a time")
        )
    return data


def cells_of(data: bytes, encoding: str | None = None) -> list[Sheet]:
    """The sheets of a file's bytes."""
    kind = kind_of(data)
    if kind == "text":
        with _well_formed():
            return [Sheet("", rows_of(data, *deciphered(data, encoding)))]
    if kind == "zip":
        check_directory(data)
    return _parsed(data)


def _large_text(path: Path) -> list[Sheet]:
    """The sheet of a large text, which is never in memory as a whole; none of any other file."""
    with _well_formed():
        rows = rows_in(path, MOST_BYTES)
        return [] if rows is None else [Sheet("", rows)]


@contextmanager
def _well_formed() -> Iterator[None]:
    try:
        yield
    except csv.Error as error:
        raise ill_formed(error) from None


def ill_formed(error: csv.Error, file: str | None = None) -> CannotRead:
    """The refusal of a csv that cannot be split."""
    message = Text("csv 写法不对：{error}", "the csv is not well formed: {error}").format(error=error)
    return CannotRead(message, file=file, fix=EXPORT_AGAIN)


def _parsed(data: bytes) -> list[Sheet]:
    """The sheets of a workbook, a web page or XML, read by the child process (:mod:`..parsing.child`)."""
    command = [sys.executable, "-I", "-m", "earmark.importers.parsing.child"]
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as result:
        source.write(data)
        source.seek(0)
        try:
            # The command is our own and fixed; the foreign bytes are its input.
            subprocess.run(  # noqa: S603
                command,
                stdin=source,
                stdout=result,
                stderr=subprocess.DEVNULL,
                timeout=WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _damaged() from None
        result.seek(0)
        return _sheets(heard(result))


def _sheets(said: Iterable[object]) -> list[Sheet]:
    """What the child said. Raises :class:`CannotRead` when it did not come to its end."""
    sheets: list[Sheet] = []
    rows: list[list[Cell]] = []
    total = 0
    try:
        for one in said:
            if isinstance(one, str):
                rows = []
                sheets.append(Sheet(one, rows))
            elif isinstance(one, list):
                rows.extend(one)
                total += weight(one)
                if total > MOST_CELLS:
                    raise _damaged()
            elif one:
                return sheets
            else:
                raise _locked() if one is False else _old() if one is None else _unknown_xml()
    except Unheard:
        # A child that was killed in the middle of it.
        raise _damaged() from None
    raise _damaged()


def _locked() -> CannotRead:
    fix = Text("请去掉密码后另存一份", "save a copy without the password")
    return CannotRead(Text("工作簿有密码", "the workbook has a password"), fix=fix)


def _unknown_xml() -> CannotRead:
    fix = Text(
        "发票等单据用 earmark import --documents 文件夹；账单请重新导出，或另存为 xlsx 或 csv",
        "papers such as invoices go by earmark import --documents FOLDER; export a statement again, or save it as xlsx or csv",
    )
    return CannotRead(Text("这个 XML 里没有表格", "there is no table in this XML"), fix=fix)


def _old() -> CannotRead:
    message = Text("旧式 xls 已损坏或写法不合规范", "the old .xls is damaged, or not written as it should be")
    fix = Text(
        "请另存为 xlsx，或安装可选组件 earmark[old-xls] 再试",
        "save it as xlsx, or install earmark[old-xls] and try again",
    )
    return CannotRead(message, fix=fix)


def _damaged() -> CannotRead:
    return CannotRead(
        Text("工作簿已损坏，或大得不像账单", "the workbook is damaged, or absurdly large"), fix=EXPORT_AGAIN
    )
