"""Exports of bookkeeping programs, written as these programs write them, with invented data.

``write(folder)`` writes the golden files; the vouchers are the same in all: a grant, a fee, a rent with its advance, the
red letter of a fee, a closing.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import openpyxl
import xlwt


class Entry(NamedTuple):
    """One line: day, number, code, name, words, debit, credit, payee."""

    day: str
    number: int
    code: str
    name: str
    words: str
    debit: str
    credit: str
    payee: str = ""
    project: bool = True


ENTRIES = (
    Entry(
        "2025-03-05",
        1,
        "1002",
        "银行存款",
        "收奖补资金",
        "500000.00",
        "",
        "武汉市科学技术协会",
        project=False,
    ),
    Entry("2025-03-05", 1, "440102", "政府补助收入-限定性收入", "收奖补资金", "", "500000.00"),
    Entry("2025-03-20", 2, "1141", "预付账款", "会场预付款", "9000.00", "", "江城云汀会议中心"),
    Entry("2025-03-20", 2, "1002", "银行存款", "会场预付款", "", "9000.00", project=False),
    Entry("2025-03-31", 3, "510102", "业务活动成本-专家咨询费", "审稿费", "400.00", "", "专家E27"),
    Entry("2025-03-31", 3, "1002", "银行存款", "审稿费", "", "400.00", project=False),
    Entry("2025-03-31", 4, "510102", "业务活动成本-专家咨询费", "冲多付审稿费", "-100.00", "", "专家E27"),
    Entry("2025-03-31", 4, "1002", "银行存款", "冲多付审稿费", "", "-100.00", project=False),
    Entry("2025-03-31", 5, "310102", "非限定性净资产", "结转成本", "300.00", ""),
    Entry("2025-03-31", 5, "510102", "业务活动成本-专家咨询费", "结转成本", "", "300.00"),
)
K3 = (
    "凭证日期,会计年度,会计期间,凭证字,凭证号,科目代码,科目名称,币别代码,币别名称,原币金额,借方,贷方,制单,审核,核准,出纳,经办,"
    "结算方式,结算号,凭证摘要,数量,数量单位,单价,参考信息,业务日期,往来业务编号,附件数,序号,系统模块,业务描述,汇率类型,汇率,"
    "分录序号,核算项目,过账,机制凭证,现金流量"
)
JDY = (
    "日期,凭证字,凭证号,附件数,分录序号,摘要,科目代码,科目名称,借方金额,贷方金额,客户,供应商,职员,项目,部门,存货,是否限定,"
    "自定义辅助核算类别,自定义辅助核算编码,数量,单价,原币金额,币别,汇率"
)
EAS = "公司,记账日期,会计期间,凭证类型,凭证号,分录号,摘要,科目,币种,方向,原币金额,借方金额,贷方金额,核算项目1,编码1,名称1,核算项目2,编码2,名称2"
CLOUD = (
    "账簿,日期,会计年度,期间,凭证字,凭证号,摘要,科目编码,科目全名,核算维度,币别,原币金额,借方金额,贷方金额"
)
Row = list[object]


def number(text: str) -> float | None:
    """An amount as a numeric cell."""
    return float(text) if text else None


def ufida_journal(entries: Sequence[Entry] = ENTRIES) -> list[Row]:
    """日期 with dots, 凭证号数 记-0001, 1002.0, one 金额, 期初余额, 小计 and 合计."""
    rows: list[Row] = [
        ["序时账"],
        ["日期", "凭证号数", "科目编码", "科目名称", "摘要", "方向", "数量", "外币", "金额", "项目"],
        [None, None, "1002.0", "银行存款", "期初余额", "平", None, None, 0.0, None],
    ]
    for one in entries:
        side, amount = ("借", one.debit) if one.debit else ("贷", one.credit)
        code = "1002.0" if one.code == "1002" else one.code
        day = one.day.replace("-", ".")
        rows.append(
            [day, f"记-{one.number:04d}", code, one.name, one.words, side, None, None, number(amount), None]
        )
    total = sum(float(one.debit or 0) for one in entries)
    rows.append([None, None, None, None, "小计", None, None, None, total, None])
    rows.append([None, None, None, None, "合计", None, None, None, total, None])
    return rows


def ufida_txt(entries: Sequence[Entry] = ENTRIES) -> str:
    """填制凭证,V800 and lines by place."""
    lines = ["填制凭证,V800"]
    for one in entries:
        amounts = f"{one.debit or 0},{one.credit or 0}"
        lines.append(f"{one.day},记,{one.number},1,{one.words},{one.code},{amounts},0,0,0,王五,,,,,,,,,,")
    return "\r\n".join(lines) + "\r\n"


def named(header: str, **cells: object) -> Row:
    """A row of a table from its cells by name."""
    return [cells.get(name) for name in header.split(",")]


def kingdee_k3(entries: Sequence[Entry] = ENTRIES) -> list[Row]:
    """凭证号 as a number, 2025/3/5, 核算项目 in one cell."""
    rows: list[Row] = [list(K3.split(","))]
    for one in entries:
        items = ["项目---A01---学会能力提升"] * one.project + [f"供应商---V1---{one.payee}"] * bool(one.payee)
        year, month, day = map(int, one.day.split("-"))
        rows.append(
            named(
                K3, 凭证日期=f"{year}/{month}/{day}", 会计年度=float(year), 会计期间=float(month), 凭证字="记",
                凭证号=float(one.number), 科目代码=one.code, 科目名称=one.name, 币别代码="RMB", 借方=number(one.debit),
                贷方=number(one.credit), 凭证摘要=one.words, 核算项目=";".join(items), 原币金额=number(one.debit or one.credit),
            )
        )  # fmt: skip
    return rows


def kingdee_jdy(entries: Sequence[Entry] = ENTRIES) -> list[Row]:
    """是否限定; payees in 供应商 or 职员."""
    rows: list[Row] = [list(JDY.split(","))]
    for one in entries:
        person = one.payee.startswith("专家")
        rows.append(
            named(
                JDY, 日期=one.day, 凭证字="记", 凭证号=float(one.number), 摘要=one.words, 科目代码=one.code, 科目名称=one.name,
                借方金额=number(one.debit), 贷方金额=number(one.credit), 职员=one.payee if person else None,
                供应商=None if person else one.payee or None, 项目="A01 学会能力提升" if one.project else None, 是否限定="限定",
            )
        )  # fmt: skip
    return rows


def kingdee_eas(entries: Sequence[Entry] = ENTRIES) -> list[Row]:
    """方向 1 or 0, codes with dots and without names."""
    rows: list[Row] = [list(EAS.split(","))]
    for one in entries:
        code = f"{one.code[:4]}.{one.code[4:]}".rstrip(".")
        rows.append(
            named(
                EAS, 公司="江城示例学会", 记账日期=one.day, 凭证类型="记", 凭证号=f"{one.number:04d}", 摘要=one.words, 科目=code,
                币种="BB01", 方向=1.0 if one.debit else 0.0, 原币金额=number(one.debit or one.credit),
                核算项目1="项目" if one.project else None, 编码1="A01" if one.project else None,
                名称1="学会能力提升" if one.project else None, 核算项目2="供应商" if one.payee else None,
                编码2="V1" if one.payee else None, 名称2=one.payee or None,
            )
        )  # fmt: skip
    return rows


def kingdee_cloud(entries: Sequence[Entry] = ENTRIES) -> list[Row]:
    """Thousands as text, 核算维度 with colons."""
    rows: list[Row] = [["凭证列表"], list(CLOUD.split(","))]
    for one in entries:
        items = ["项目:A01/学会能力提升"] * one.project + [f"供应商:V1/{one.payee}"] * bool(one.payee)
        rows.append(
            named(
                CLOUD, 账簿="主账簿", 日期=one.day, 凭证字="记", 凭证号=one.number, 摘要=one.words, 科目编码=one.code,
                科目全名=one.name, 核算维度="；".join(items), 币别="人民币", 借方金额=f"{float(one.debit):,.2f}" if one.debit else None,
                贷方金额=f"{float(one.credit):,.2f}" if one.credit else None,
            )
        )  # fmt: skip
    return rows


def as_xlsx(rows: Sequence[Row], sheet: str = "Sheet1", others: Sequence[str] = ()) -> bytes:
    """A workbook; ``others`` are sheets that hold one row of names."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = sheet
    for row in rows:
        first.append(row)
    for name in others:
        book.create_sheet(name).append(["FType", "FKey", "FFieldName", "FCaption"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls(rows: Sequence[Row], *, lost: bool = False) -> bytes:
    """A BIFF workbook; ``lost``: with its Chinese as GBK bytes where Latin letters belong, as 用友 wrote it."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell is not None:
                said = cell.encode("gbk").decode("latin-1") if lost and isinstance(cell, str) else cell
                sheet.write(y, x, said)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write(folder: Path) -> None:
    """The golden files."""
    files = {
        "ufida_journal.xls": as_xls(ufida_journal(), lost=True),
        "ufida_u8.txt": ufida_txt().encode("gbk"),
        "kingdee_k3.xlsx": as_xlsx(kingdee_k3(), "Page1", ["t_Schema"]),
        "kingdee_jdy.xlsx": as_xlsx(kingdee_jdy()),
        "kingdee_eas.xls": as_xls(kingdee_eas()),
        "kingdee_cloud.xlsx": as_xlsx(kingdee_cloud()),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
