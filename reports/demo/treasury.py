"""The association's vouchers as 预算管理一体化 exports them: 51 columns, one row a line, both sets.

The budget project stands on every row, the economic class on the 7101 rows, the plan line in 费用用途, the
payee's account in 收款账户, the invoice's number in 辅助摘要.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .association import AWARD, CODES, PROJECT
from .cases import read_rows
from .vouchers import ORDINARY, Entry, Voucher, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .sheet import Cell

HEADER = (
    "凭证日期", "凭证类型", "凭证号", "会计科目编码", "会计科目名称", "借方金额", "贷方金额", "摘要",
    "附件数", "结算号", "辅助摘要", "往来编码", "往来名称", "预算项目编码", "预算项目名称",
    "部门编码", "部门名称", "支出功能分类编码", "支出功能分类名称",
    "收入功能分类（账务）编码", "收入功能分类（账务）名称",
    "基建项目编码", "基建项目名称", "PPP项目编码", "PPP项目名称", "资金性质编码", "资金性质名称",
    "往来时间编码", "往来时间名称", "投资对象编码", "投资对象名称", "物品各类编码", "物品各类名称",
    "开户银行编码", "开户银行名称", "费用用途编码", "费用用途名称", "差异项编码", "差异项名称",
    "资金往来对象类别编码", "资金往来对象类别名称", "收款账户编码", "收款账户名称", "收款人名称编码",
    "收款人名称名称", "项目类别编码", "项目类别名称", "单位核算自建项目编码", "单位核算自建项目名称",
    "部门支出经济分类（账务）编码", "部门支出经济分类（账务）名称",
)  # fmt: skip
TITLE = "引领地方学会能力提升项目"
CLASSES = {ORDINARY: "记账"}
"""凭证类型 by class; the rest is 转账."""


def rows(vouchers: Sequence[Voucher]) -> list[Sequence[Cell]]:
    """The export of some vouchers with its header row."""
    titles = {row["project"]: row["project_name"] for row in read_rows("cast-other.csv")} | {PROJECT: TITLE}
    return [HEADER, *(_row(v, entry, titles[entry.project]) for v in vouchers for entry in v.entries)]


def _row(voucher: Voucher, entry: Entry, title: str) -> Sequence[Cell]:
    cells = _book(voucher, entry) | _project(entry, title) | _payee(voucher, entry) | _economic(entry)
    return tuple(cells.get(name) for name in HEADER)


def _book(voucher: Voucher, entry: Entry) -> dict[str, Cell]:
    return {
        "凭证日期": voucher.date.isoformat(),
        "凭证类型": CLASSES.get(voucher.cls, "转账"),
        "凭证号": voucher.number,
        "会计科目编码": entry.code,
        "会计科目名称": entry.name,
        "借方金额": entry.debit or None,
        "贷方金额": entry.credit or None,
        "摘要": entry.narration,
        "辅助摘要": f"发票号码{entry.invoice}" if entry.invoice else None,
    }


def _project(entry: Entry, title: str) -> dict[str, Cell]:
    ours = entry.project == PROJECT
    return {
        "预算项目编码": entry.project,
        "预算项目名称": title,
        "部门编码": "0301" if ours else "0101",
        "部门名称": "学会学术部" if ours else "办公室",
        "资金性质编码": "3" if ours else "111",
        "资金性质名称": "单位资金" if ours else "一般公共预算资金",
        "单位核算自建项目编码": AWARD if ours else None,
        "单位核算自建项目名称": TITLE if ours else None,
    }


def _payee(voucher: Voucher, entry: Entry) -> dict[str, Cell]:
    account = f"420501{entry.tail:0>13}" if entry.tail else None
    return {
        "结算号": f"{voucher.date:%Y%m%d}{voucher.number}" if entry.code == CODES.bank else None,
        "往来名称": entry.payee if entry.code.startswith("1218") else None,
        "收款账户编码": account,
        "收款账户名称": account,
        "收款人名称名称": entry.payee or None,
        "费用用途编码": entry.plan or None,
        "费用用途名称": entry.plan or None,
    }


def _economic(entry: Entry) -> dict[str, Cell]:
    if not entry.economic:
        return {}
    return {
        "支出功能分类编码": "2060704",
        "支出功能分类名称": "学术交流活动",
        "部门支出经济分类（账务）编码": entry.economic,
        "部门支出经济分类（账务）名称": name_of("economic", entry.economic),
    }
