"""GB/T 24589 (会计核算软件数据接口) as XML or JSON: vouchers read by the names of their elements. No conformity is promised.

Neither a schema nor a real export could be found. So nothing is assumed of root and nesting: each element called 记账凭证 that holds
values is a line of a voucher, wherever it stands, and the names of its values are the columns, which ``profiles/gbt24589.toml``
knows. An account's name comes from the list of accounts (会计科目) in the same file. Lines whose 作废标志 says that the
voucher is void are left out. JSON is read as if each key were an element; a bare list is one
of voucher lines.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

from ..cells.markup import Grid, local

LINE = ("记账凭证", "会计凭证", "凭证")
ACCOUNTS = ("会计科目", "科目")
CODE = ("科目编号", "科目编码", "科目代码")
NAME = "科目名称"
VOID = "作废标志"
YES = frozenset({"1", "是", "true", "True", "Y"})


def read(root: ET.Element) -> list[tuple[str, Grid]]:
    """One sheet of voucher lines; none where there are no such elements."""
    records = {tag: list(_records(root, tag)) for tag in (LINE, ACCOUNTS)}
    lines = records[LINE]
    if not lines:
        return []
    names = {_code(account): account[NAME] for account in records[ACCOUNTS] if account.get(NAME)}
    for line in lines:
        if not line.get(NAME) and _code(line) in names:
            line[NAME] = names[_code(line)]
    head = list(dict.fromkeys(name for line in lines for name in line))
    # A line that is left out is an empty row, so that each keeps its place.
    void = [line.get(VOID) in YES for line in lines]
    rows = [
        [] if gone else [line.get(name, "") for name in head] for line, gone in zip(lines, void, strict=True)
    ]
    return [("", [list(head), *rows])]


def _records(root: ET.Element, tags: tuple[str, ...]) -> list[dict[str, str]]:
    """The elements of one kind as records: name → words of each value."""
    found = [e for e in root.iter() if local(e) in tags and any(len(part) == 0 for part in e)]
    return [{local(part): " ".join((part.text or "").split()) for part in e if len(part) == 0} for e in found]


def _code(record: dict[str, str]) -> str:
    return next((record[name] for name in CODE if record.get(name)), "")


def from_json(text: str) -> ET.Element:
    """JSON as elements; numbers keep the digits that were written."""
    root = ET.Element("json")
    whole = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    _add(root, {LINE[0]: whole} if isinstance(whole, list) else whole)
    return root


def _add(parent: ET.Element, value: Any) -> None:  # noqa: ANN401 (JSON)
    """An object's keys become elements; a list repeats the element that it stands in."""
    if not isinstance(value, dict):
        parent.text = "" if value is None else str(value)
        return
    for name, inner in value.items():
        for one in inner if isinstance(inner, list) else [inner]:
            _add(ET.SubElement(parent, str(name)), one)
