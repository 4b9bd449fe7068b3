"""Orders that a bank did not carry out, in lists that have them beside those that it did: 交易状态 失败, 已关闭, 撤销.

Such a row moved nothing: like a movement of 0.00 it is held against the balance, if there is one, and not counted.
A word that may mean either (处理中, 退票) is left to the balance; where there is none, the row is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from ..cells.compare import folded
from .rows import Refused
from .values import text

if TYPE_CHECKING:
    from .table_rows import Row

FAILED = re.compile(
    r"(?:交易|支付|付款|转账|处理|指令|订单|银行)?已?(?:失败|关闭|撤销|取消|拒绝|作废|驳回|拒付|未成功)|fail(?:ed|ure)?|cancell?ed|rejected|declined|void"
)
UNSURE = re.compile(r"处理中|进行中|待|退票|部分|未知|可疑|pending|processing")


def failed(row: Row) -> bool:
    """Whether the row is of an order that moved nothing.

    Raises:
        Refused: its status may mean either, and no balance tells.
    """
    said = folded(text(row["status"]))
    if not said:
        return False
    if "balance" not in row.columns and UNSURE.search(said):
        message = Text(
            "状态“{said}”看不出钱动了没有", "the status “{said}” does not tell whether money moved"
        )
        fix = Text("请只导出成功的交易", "export those alone that were carried out")
        raise Refused(message.format(said=said[:20]), fix=fix)
    return bool(FAILED.fullmatch(said))
