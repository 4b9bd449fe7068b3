"""OFX and QFX (SGML of version 1, XML of version 2): ``<STMTTRN>`` is a movement.

Read in the child process into a table that ``profiles/ofx.toml`` knows; a movement's row is its place in the
statement plus the header. ``TRNAMT`` is signed, money out is negative; ``FITID`` is the bank's serial. The file
has a closing balance and no opening one, so no sum can be tested: what is damaged in it may not show.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..cells.markup import Grid

NAMES = ["DTPOSTED", "TRNAMT", "CURDEF", "FITID", "NAME", "BANKACCTTO", "TRNTYPE", "MEMO"]
TOKEN = re.compile(r"<(/?)([A-Za-z0-9.]+)[^>]*>([^<]*)")
STATEMENTS = frozenset({"STMTRS", "CCSTMTRS"})
DAY = re.compile(r"(\d{8})(\d{6})?.*")


def read(text: str) -> list[tuple[str, Grid]]:
    """A sheet for each statement."""
    sheets: list[tuple[str, Grid]] = []
    head: dict[str, str] = {}
    move: dict[str, str] | None = None
    inside = ""
    for closing, tag, words in TOKEN.findall(text):
        name, said = tag.upper(), html.unescape(words).strip()
        if not closing and name in STATEMENTS:
            head = {}
            sheets.append(("", [[], list(NAMES)]))
        elif name == "STMTTRN":
            if closing and move is not None and sheets:
                sheets[-1][1].append(_row(move, head))
            move = None if closing else {}
        elif name in {"BANKACCTTO", "CCACCTTO", "BANKACCTFROM", "CCACCTFROM"}:
            inside = "" if closing else name
        elif not closing and said:
            target = head if move is None else move
            key = f"{inside}.{name}" if inside else name
            target.setdefault(key, said)
            _told(sheets, head)
    return sheets


def _told(sheets: list[tuple[str, Grid]], head: dict[str, str]) -> None:
    """The account above the header; it is known before the first movement."""
    account = head.get("BANKACCTFROM.ACCTID") or head.get("CCACCTFROM.ACCTID")
    if sheets and account:
        sheets[-1][1][0] = ["账号:", account]


def _row(move: dict[str, str], head: dict[str, str]) -> list[Any]:
    day = DAY.fullmatch(move.get("DTPOSTED", ""))
    name = move.get("NAME", "")
    return [
        day[1] + (day[2] or "") if day else move.get("DTPOSTED", ""),
        move.get("TRNAMT", "").removeprefix("+"),
        move.get("CURRENCY", head.get("CURDEF", "")),
        move.get("FITID", ""),
        name,
        move.get("BANKACCTTO.ACCTID", ""),
        move.get("TRNTYPE", ""),
        move.get("MEMO", "") if move.get("MEMO") != name else "",
    ]
