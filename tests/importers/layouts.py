"""Statements as banks write them, made up: every known layout, in every kind of file that banks give out.

``rows(layout, moves)`` are the cells of a whole sheet, preamble, header and footer included; ``WRITERS`` turn cells into
the bytes of a file. All names, numbers and amounts are invented.
"""

from __future__ import annotations

import csv
import datetime
import html
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

OWN = "1202021109900088801"
AMOUNT = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)\.\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
Cells = list[list[str]]


@dataclass(frozen=True)
class Entry:
    """One movement to be written."""

    at: datetime.datetime
    amount: Decimal
    payee: str = ""
    account: str = ""
    summary: str = ""
    purpose: str = ""
    serial: str = ""


@dataclass(frozen=True)
class Layout:
    """A layout: columns as name=what stands in them, and what is above and below."""

    id: str
    bank: str
    columns: str
    above: Callable[[Decimal, Decimal, int], Cells]
    upper: str = ""
    below: Callable[[Decimal, Decimal, int, int], Cells] = lambda *_: []
    has_account: bool = True
    has_serial: bool = True


def _none(*_: object) -> Cells:
    return []


LAYOUTS = {
    layout.id: layout
    for layout in (
        Layout(
            "icbc_04",
            "ICBC",
            "凭证号=serial 本方账号=own 对方账号=account 交易时间=stamp 借/贷=side 借方发生额=out 贷方发生额=in 对方行号= 摘要=summary "
            "用途=purpose 对方单位名称=payee 余额=balance 个性化信息=",
            lambda *_: [["[HISTORYDETAIL]"]],
        ),
        Layout(
            "icbc_01",
            "ICBC",
            "凭证号=serial 对方账号=account 交易时间=stamp 借贷标志=side 对方单位=payee 对方行号= 用途=purpose 摘要=summary 附言= "
            "回单个性化信息= 余额=balance 转出金额=out 转入金额=in 本方账号=own",
            lambda *_: [["[HISTORYDETAIL]"]],
        ),
        Layout(
            "icbc_03",
            "ICBC",
            "交易时间=stamp 本方账号=own 对方单位=payee 对方账号=account 摘要=summary 附言= 用途=purpose 借贷标志=side 发生额=amount 余额=balance",
            _none,
            has_serial=False,
        ),
        Layout(
            "ccb_01",
            "CCB",
            "记账日期=day8 交易时间=time 凭证种类= 凭证号= 借方=out0 贷方=in0 余额/元=balance 钞汇标志=钞 对方户名=payee 对方账号=account "
            "摘要=summary 备注=purpose 账户明细编号-交易流水号=serial 企业流水号= 本方账号= 本方账户名称= 本方账户开户机构=",
            lambda *_: [
                ["中国建设银行"],
                ["明细查询结果"],
                ["开户机构: 某支行", "币种: 人民币元"],
                [f"账　　号: {OWN}", "利　　率:"],
                ["账户名称: 江城示例学会", "账户状态: 正常"],
                [],
            ],
            upper="记账日期|  交易时间  |凭证种类|凭证号|发生额/元| |余额/元|钞汇标志|对方户名|对方账号|摘要|备注|账户明细编号-交易流水号|"
            "企业流水号|本方账号|本方账户名称|本方账户开户机构",
        ),
        Layout(
            "ccb_02",
            "CCB",
            "账号=own 账户名称=江城示例学会 交易时间=stamp8 借方发生额（支取）=out0 贷方发生额（收入）=in0 余额=balance 币种=人民币元 对方户名=payee "
            "对方账号=account 对方开户机构= 记账日期=day8 摘要=summary 备注=purpose 账户明细编号-交易流水号=serial 企业流水号= 凭证种类= 凭证号= "
            "个性化信息名称1= 个性化信息1=",
            _none,
        ),
        Layout(
            "ccb_03",
            "CCB",
            "交易时间=stamp8 借方发生额/元(支取)=out0 贷方发生额/元(收入)=in0 余额=balance 币种=人民币元 对方户名=payee 对方账号=account "
            "对方开户机构= 记账日期=day8 摘要=summary 备注=purpose 账户明细编号-交易流水号=serial 企业流水号= 凭证种类= 凭证号= 交易介质编号=",
            lambda *_: [
                ["中国建设银行账户明细信息"],
                ["账号：", OWN],
                ["账户名称：", "江城示例学会"],
                ["起始日期：20250101  结束日期：20251231"],
            ],
        ),
        Layout(
            "abc_01",
            "ABC",
            "交易时间=stamp14 收入金额=in 支出金额=out 账户余额=balance 交易行名= 对方省市= 对方账号=account 对方户名=payee 交易用途=purpose "
            "摘要=summary 会计日期=day8",
            lambda *_: [["账户明细"]],
            below=lambda into, out, ins, outs: [[f"{ins} 收 {into:,}"], [f"{outs} 支 {out:,}"]],
            has_account=False,
            has_serial=False,
        ),
        Layout(
            "abc_01b",
            "ABC",
            "交易时间=stamp 收入金额=in 支出金额=out 账户余额=balance 对方账号=account 对方户名=payee 交易用途=purpose 对方开户行= 摘要=summary 交易说明=",
            lambda *_: [[f"账号:{OWN}  户名:江城示例学会  币种:人民币  起止日期:2025-01-01至2025-12-31"]],
            has_serial=False,
        ),
        Layout(
            "boc_01",
            "BOC",
            "交易类型[ Transaction Type ]=way 业务类型[ Business type ]= 付款人账号[ Debit Account No. ]=payer_account "
            "付款人名称[ Payer's Name ]=payer 收款人账号[ Payee's Account Number ]=receiver_account 收款人名称[ Payee's Name ]=receiver "
            "交易日期[ Transaction Date ]=day8 交易时间[ Transaction time ]=time 交易货币[ Trade Currency ]=CNY "
            "交易金额[ Trade Amount ]=signed 交易后余额[ After-transaction balance ]=balance "
            "交易流水号[ Transaction reference number ]=serial 摘要[ Reference ]=summary 用途[ Purpose ]=purpose 交易附言[ Remark ]= 备注[ Remarks ]=",
            lambda into, out, count: [
                ["查询账号[ Inquirer account number ]", OWN],
                ["总笔数", str(count)],
                ["借方发生总额", str(out)],
                ["贷方发生总额", str(into)],
                ["查询时间范围", "20250101-20251231"],
            ],
        ),
        Layout(
            "bcm_01",
            "BCM",
            "交易时间=stamp 摘要=summary 凭证种类= 凭证号码= 企业业务编号= 发生额=amount 币种=CNY 余额=balance 对方账号=account 对方户名=payee "
            "借贷标志=side 卡号=",
            lambda *_: [[f"查询账号: {OWN} 户  名: 江城示例学会"]],
            has_serial=False,
        ),
        Layout(
            "cmb_01",
            "CMB",
            "交易日=day8 交易时间=time 起息日= 交易类型=转账 借方金额=out 贷方金额=in 余额=balance 用途=purpose 流水号=serial 流程实例号= 业务名称= "
            "业务参考号= 业务摘要=summary 其它摘要= 收(付)方分行名= 收(付)方名称=payee 收(付)方账号=account 收(付)方开户行行号= 收(付)方开户行名= "
            "收(付)方开户行地址= 母(子)公司账号分行名= 母(子)公司账号= 母(子)公司名称= 信息标志= 有否附件信息= 冲账标志= 扩展摘要= 交易分析码= "
            "票据号= 商务支付订单号= 内部编号=",
            lambda _into, _out, count: [
                ["标题:", "账务明细"],
                ["公司名称:", "江城示例学会"],
                ["银行码:", "CMB"],
                ["账号:", OWN],
                ["对账单初期余额:", "opening"],
                ["记录条数:", str(count)],
                [],
            ],
        ),
        Layout(
            "cib_01",
            "CIB",
            "银行流水号=serial 账号=own 户名=江城示例学会 凭证代号= 币种=人民币 现/转=转 借方金额(支出)=out 贷方金额(收入)=in 账户余额=balance "
            "摘要=summary 对方账号=account 对方户名=payee 对方银行= 对方行号= 记账日期=day8 交易时间=stamp8 用途=purpose 备注=",
            _none,
        ),
        Layout(
            "spdb_01",
            "SPDB",
            "交易日期=day8 交易时间=clock6 账务日=day8 凭证号= 借方金额=out 贷方金额=in 余额=balance 对方账号=account 对方户名=payee 对方行名= "
            "交易流水号=serial 摘要=summary 备注=purpose",
            lambda *_: [["账号：", OWN]],
            below=lambda into, out, _ins, _outs: [["合计", "", "", "", str(out), str(into)], ["以下空白"]],
        ),
    )
}


def rows(layout: Layout, entries: Sequence[Entry], opening: Decimal = Decimal("1000.00")) -> Cells:
    """All cells of a statement, oldest first."""
    into = sum((one.amount for one in entries if one.amount > 0), Decimal("0.00"))
    out = -sum((one.amount for one in entries if one.amount < 0), Decimal("0.00"))
    outs = sum(1 for one in entries if one.amount < 0)
    above = layout.above(into, out, len(entries))
    columns = _columns(layout)
    names = [name for name, _ in columns]
    head = (
        [layout.upper.split("|"), [name if name in {"借方", "贷方"} else "" for name in names]]
        if layout.upper
        else [names]
    )
    balance = opening
    data = []
    for one in entries:
        balance += one.amount
        said = _said(one, balance)
        data.append([said.get(what, what) for _, what in columns])
    return [
        *[[str(opening) if cell == "opening" else cell for cell in row] for row in above],
        *head,
        *data,
        *layout.below(into, out, len(entries) - outs, outs),
    ]


def _columns(layout: Layout) -> list[tuple[str, str]]:
    """Name and content of each column; names of one bank have spaces in their brackets."""
    columns: list[tuple[str, str]] = []
    word = ""
    for part in layout.columns.split(" "):
        word = f"{word} {part}".strip()
        if "=" in part:
            name, _, what = word.partition("=")
            columns.append((name, what))
            word = ""
    return columns


def _said(one: Entry, balance: Decimal) -> dict[str, str]:
    out = one.amount < 0
    size = str(abs(one.amount))
    ours, theirs = (OWN, "江城示例学会"), (one.account, one.payee)
    payer, receiver = (ours, theirs) if out else (theirs, ours)
    return {
        "": "",
        "own": OWN,
        "stamp": f"{one.at:%Y-%m-%d %H:%M:%S}",
        "stamp8": f"{one.at:%Y%m%d %H:%M:%S}",
        "stamp14": f"{one.at:%Y%m%d%H%M%S}",
        "day8": f"{one.at:%Y%m%d}",
        "time": f"{one.at:%H:%M:%S}",
        "clock6": f"{one.at:%H%M%S}",
        "side": "借" if out else "贷",
        "way": "往账" if out else "来账",
        "amount": size,
        "signed": str(one.amount),
        "out": size if out else "",
        "in": "" if out else size,
        "out0": size if out else "0",
        "in0": "0" if out else size,
        "balance": str(balance),
        "serial": one.serial,
        "payee": one.payee,
        "account": one.account,
        "payer": payer[1],
        "payer_account": payer[0],
        "receiver": receiver[1],
        "receiver_account": receiver[0],
        "summary": one.summary,
        "purpose": one.purpose,
    }


# ---------------------------------------------------------------- files


def text(cells: Iterable[Sequence[str]], encoding: str = "gb18030", sign: str = ",") -> bytes:
    """A text file."""
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\r\n").writerows(cells)
    return out.getvalue().encode(encoding)


def xls(cells: Iterable[Sequence[str]]) -> bytes:
    """A workbook of before 2007."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for number, row in enumerate(cells):
        for column, said in enumerate(row):
            if said:
                sheet.write(number, column, said)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(cells: Iterable[Sequence[str]], *, typed: bool = False) -> bytes:
    """A workbook; ``typed``: amounts as numbers and times as such, not as texts."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"})
    sheet = book.add_worksheet("明细")
    for number, row in enumerate(cells):
        for column, said in enumerate(row):
            if said and typed and AMOUNT.fullmatch(said):
                sheet.write_number(number, column, float(said.replace(",", "")))
            elif said and typed and MOMENT.fullmatch(said):
                sheet.write_datetime(number, column, datetime.datetime.fromisoformat(said))
            elif said:
                sheet.write_string(number, column, said)
    book.close()
    return out.getvalue()


def page(cells: Iterable[Sequence[str]], encoding: str = "gb18030") -> bytes:
    """A web page, as banks name .xls; its cells are never closed."""
    lines = ["".join(f"<td>{html.escape(said) or '&nbsp;'}" for said in row) for row in cells]
    table = "\r\n".join(f"<tr>{line}" for line in lines)
    return f'<html><head><meta charset="gbk"><style>td {{}}</style></head><body><table border=1>{table}</table></body></html>'.encode(
        encoding
    )


def xml(cells: Iterable[Sequence[str]]) -> bytes:
    """An XML Spreadsheet 2003."""
    lines = []
    for row in cells:
        said = "".join(
            f'<Cell ss:Index="{column}"><Data ss:Type="String">{escape(cell)}</Data></Cell>'
            for column, cell in enumerate(row, start=1)
            if cell
        )
        lines.append(f"<Row>{said}</Row>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Sheet1"><Table>{"".join(lines)}</Table></Worksheet></Workbook>'
    ).encode()


WRITERS: dict[str, Callable[[Cells], bytes]] = {
    "csv in GB18030": text,
    "csv in UTF-8": lambda cells: text(cells, "utf-8-sig"),
    "csv in UTF-16": lambda cells: text(cells, "utf-16"),
    "tabs named xls": lambda cells: text(cells, sign="\t"),
    "semicolons": lambda cells: text(cells, "utf-8", ";"),
    "xls": xls,
    "xlsx": xlsx,
    "xlsx of numbers": lambda cells: xlsx(cells, typed=True),
    "HTML in xls": page,
    "XML in xls": xml,
}
