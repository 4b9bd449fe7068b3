"""Workbooks made to eat memory, time or files: each is refused in a child process with limits, and this process stays small."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest import mock

import xlsxwriter

from earmark.importers.cells.cells import cells_of, read_cells
from earmark.importers.parsing import child
from earmark.ledger.base.errors import EarmarkError

from .kit import Result, scratch

MOST_SECONDS = 90
MOST_GROWTH = 700 * 1024
"""KiB by which this process may grow: the bomb itself is in it, unpacked never."""
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def book(**parts: str) -> bytes:
    """A small workbook in which some parts say something else."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    made.add_worksheet("x").write_string(0, 0, "日期")
    made.close()
    packed = io.BytesIO()
    named = {"sheet": SHEET, "strings": STRINGS}
    other = {named[key]: text for key, text in parts.items()}
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, other.get(name, old.read(name)))
    return packed.getvalue()


def sheet(rows: str, dimension: str = "A1") -> str:
    """The XML of a sheet."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'


def zeros(size: int) -> bytes:
    """A ZIP of zeroes in the place of a sheet."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb,
        bomb.open(SHEET, "w", force_zip64=True) as part,
    ):
        for _ in range(size >> 20):
            part.write(bytes(1 << 20))
    return packed.getvalue()


def nested() -> bytes:
    """A ZIP within a ZIP."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr(SHEET, zeros(64 << 20))
    return packed.getvalue()


def many() -> bytes:
    """More entries than any workbook has."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bomb:
        for number in range(20_000):
            bomb.writestr(str(number), b"")
    return packed.getvalue()


def lying() -> bytes:
    """A directory that says 1 KiB of an entry of 300 MiB."""
    data = bytearray(zeros(300 << 20))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (1024).to_bytes(4, "little")
    return bytes(data)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPE = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">{LAUGHS}]><sst><si><t>&l11;</t></si></sst>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'
CELL = '<c r="{}" t="n"><v>1</v></c>'

BOMBS: dict[str, Callable[[], bytes]] = {
    "directory damaged": lambda: b"PK\x03\x04" + bytes(4096),
    "20,000 entries": many,
    "billion laughs in the strings": lambda: book(strings=DOCTYPE),
    "a cell in the last corner": lambda: book(
        sheet=sheet(
            f'<row r="1">{CELL.format("A1")}</row><row r="1048576">{CELL.format("XFD1048576")}</row>',
            "A1:XFD1048576",
        )
    ),
    "1 GiB in 1 MiB": lambda: zeros(1 << 30),
    "ZIP in a ZIP": nested,
    "a directory that lies": lying,
    "/etc/passwd as an entity": lambda: book(strings=OUTSIDE),
    "XML a million deep": lambda: book(sheet=sheet("<a>" * 1_000_000)),
    "an attribute of 64 MiB": lambda: book(sheet=sheet(f'<row r="{"1" * (64 << 20)}"/>')),
    "OLE2 head and rubbish": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 100_000,
    "a row number beyond all": lambda: book(
        sheet=sheet(f'<row r="4294967295">{CELL.format("A4294967295")}</row>')
    ),
}
HARMLESS = {"/etc/passwd as an entity", "billion laughs in the strings", "XML a million deep"}
"""May also be read, as long as nothing is unfolded or fetched."""


def attack(cases: range) -> list[Result]:
    """Some of the bombs, and of what is no file."""
    result = Result("bombs and DOCTYPEs in workbooks")
    every: list[Callable[[], None]] = [partial(_one, name, make, result) for name, make in BOMBS.items()]
    every += [partial(_read, lay, result) for lay in (_zero, Path.mkdir)]
    with mock.patch.object(child, "SECONDS", 30):
        for attempt in every[cases.start : cases.stop]:
            attempt()
    return [result]


def _zero(place: Path) -> None:
    place.symlink_to("/dev/zero")


def _one(name: str, make: Callable[[], bytes], result: Result) -> None:
    data = make()
    began, size = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        cells = cells_of(data)
    except EarmarkError:
        said = "refused"
    else:
        said = "read, nothing unfolded" if name in HARMLESS and _tame(repr(cells)) else ""
    took, grown = time.monotonic() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - size
    if said and took < MOST_SECONDS and grown < MOST_GROWTH:
        result.add(said)
    else:
        result.fail(f"{name}: {said or 'read'} in {took:.0f} s, {grown >> 10} MiB more")


def _tame(said: str) -> bool:
    return "root:" not in said and "haha" not in said


def _read(lay: Callable[[Path], None], result: Result) -> None:
    with scratch() as folder:
        lay(folder / "x.xlsx")
        try:
            read_cells(folder / "x.xlsx")
        except EarmarkError:
            result.add("refused")
        else:
            result.fail(f"{lay.__name__} was read")
