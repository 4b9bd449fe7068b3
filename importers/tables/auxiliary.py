"""Auxiliary accounting (核算项目, 核算维度, 辅助核算): which project and which payee a line is kept for.

    项目---A01---学会能力提升               金蝶 K/3, KIS
    供应商:V001/江城印务;项目:A01/学会能力提升   金蝶云星空
    核算项目1 编码1 名称1 …                  金蝶 EAS: three columns each

Kinds that speak of neither (部门, 现金流量) are passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from . import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .table_rows import Row

DASHED = re.compile(r"\s*(?P<kind>[^;；:：]+?)---(?P<code>.*?)---(?P<name>[^;；]*)")
COLON = re.compile(r"\s*(?P<kind>[^;；:：]+)[:：](?:(?P<code>[\w.\-]+)[/／])?(?P<name>[^;；]*)")
NAMED_ITEMS = 4
PROJECT = ("项目", "专项", "课题")
PAYEE = ("供应商", "客户", "往来", "职员", "个人", "人员", "员工", "收款")


class Auxiliary(NamedTuple):
    """What the items of one line say; empty where they say nothing."""

    project_code: str = ""
    project_name: str = ""
    payee: str = ""


def auxiliary(row: Row) -> Auxiliary:
    """Project and payee of a line."""
    found = Auxiliary()
    for kind, code, name in _items(row):
        if any(word in kind for word in PAYEE) and not found.payee:
            found = found._replace(payee=name or code)
        elif any(word in kind for word in PROJECT) and not found.project_name:
            found = found._replace(project_code=code, project_name=name)
    return found


def _items(row: Row) -> Iterator[tuple[str, str, str]]:
    said = values.text(row["auxiliary"])
    for match in (DASHED if "---" in said else COLON).finditer(said):
        yield (match["kind"].strip(), (match["code"] or "").strip(), match["name"].strip())
    for n in range(1, NAMED_ITEMS + 1):
        kind = values.text(row[f"aux_kind_{n}"])
        if kind:
            yield (kind, values.text(row[f"aux_code_{n}"]), values.text(row[f"aux_name_{n}"]))
