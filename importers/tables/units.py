"""Amounts that are not in yuan: 支出(万元), 余额(USD), 金额单位：千元. Such a file is refused, whatever kind it is.

A row that says its currency is tested by itself (:func:`.values.check_yuan`); here it is what the columns are called
and what stands above them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..cells.compare import folded

if TYPE_CHECKING:
    from .header import Header

OTHER = r"百元|千元|万元|百万元|亿元|美元|美金|港元|港币|澳门元|欧元|英镑|日元|澳元|加元|新加坡元|usd|hkd|eur|gbp|jpy|aud|cad|sgd"
OF_COLUMN = re.compile(rf"(?:\(|/|:|单位){OTHER}|^(?:{OTHER})|(?:{OTHER})\)?$|[(/](?:单位:?)?[分角万千]\)?$")
OF_TABLE = re.compile(rf"单位:?\(?(?:人民币)?(?P<unit>{OTHER}|[分角万千](?![\u4e00-\u9fff]))")


class NotInYuan(EarmarkError):
    """A table whose amounts are in ten thousands, in cents or in another currency."""


def check_units(header: Header) -> None:
    """Let a table pass whose amounts are in yuan. Raises :class:`NotInYuan`."""
    names = [header.names[column] for column in header.columns.values() if column < len(header.names)]
    wrong = next((name for name in names if OF_COLUMN.search(name)), None) or _above(header)
    if wrong:
        message = Text("“{said}”：金额不是以人民币元计", "“{said}”: the amounts are not in yuan")
        fix = Text("请以元为单位导出人民币账户", "export an account in CNY, with amounts in yuan")
        raise NotInYuan(message.format(said=wrong[:40]), fix=fix)


def _above(header: Header) -> str | None:
    """What the lines above the rows say of the unit."""
    for row in header.sheet.rows[: header.row]:
        found = OF_TABLE.search(folded(" ".join(cell for cell in row if isinstance(cell, str))))
        if found:
            return found[0]
    return None
