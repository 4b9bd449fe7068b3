"""The formats of 财政部 and of GB/T 24589, by the names of their elements, however they are nested."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from earmark.importers.cells.cells import CannotRead
from earmark.importers.formats.bkrs import is_statement
from earmark.importers.formats.detect import read_bytes
from earmark.importers.formats.gbt24589 import from_json, read
from earmark.importers.tables.rows import Journal, Statement

from .papers import receiver

GOLDEN = Path(__file__).parent / "golden"
LINE = {"记账凭证日期": "20250318", "记账凭证编号": "7", "科目编号": "1002", "科目名称": "银行存款"}


def line(debit: str, credit: str, **more: str) -> dict[str, str]:
    return {**LINE, "借方本币金额": debit, "贷方本币金额": credit, **more}


@pytest.mark.parametrize("year", ["2021-11-30", "2023-12-31", "2030-01-01"])
def test_a_statement_of_any_year(year: str) -> None:
    data = (GOLDEN / "mof_bkrs.xbrl").read_bytes().replace(b"2021-11-30/bkrs", f"{year}/bkrs".encode())
    read_ = read_bytes(data, "x")
    assert isinstance(read_, Statement)
    assert (read_.control.count, read_.control.into, read_.control.out) == (
        4,
        Decimal("500000.00"),
        Decimal("18020.00"),
    )
    assert read_.account == "1202021109900088801"


def test_a_closing_balance_that_does_not_fit_is_refused() -> None:
    data = (
        (GOLDEN / "mof_bkrs.xbrl")
        .read_bytes()
        .replace(b"481980.00</b:AccountBalanceAtThe", b"481980.01</b:AccountBalanceAtThe")
    )
    assert read_bytes(data, "x").problems


def test_a_balance_below_zero() -> None:
    text = (GOLDEN / "mof_bkrs.xbrl").read_text("utf-8")
    text = text.replace("500000.00", "5.00").replace("482000.00", "17995.00").replace("481990.00", "18005.00")
    text = text.replace("481980.00", "18015.00")
    first, *rest = text.split('DebitOrCreditOfBalance contextRef="c1">1<')
    below = 'DebitOrCreditOfBalance contextRef="c1">0<'.join(rest)
    text = f'{first}DebitOrCreditOfBalance contextRef="c1">1<{below}'.replace(
        ">18015.00</b:AccountBalanceAtThe", ">-18015.00</b:AccountBalanceAtThe"
    )
    read_ = read_bytes(text.encode(), "x")
    assert isinstance(read_, Statement)
    assert (read_.problems, [row.balance for row in read_.rows][-1]) == ((), Decimal("-18015.00"))


def test_an_invoice_is_no_statement() -> None:
    assert not is_statement(ET.fromstring(receiver()))  # noqa: S314 (made here)
    with pytest.raises(CannotRead):
        read_bytes(b'<ledger xmlns="x"><a>1</a></ledger>', "x")


def sheet(*lines: dict[str, str]) -> list[list[Any]]:
    return read(from_json(json.dumps(list(lines))))[0][1]


def test_a_void_voucher_leaves_its_row_empty() -> None:
    rows = sheet(line("1.00", "0.00", 作废标志="1"), line("2.00", "0.00", 作废标志="0"))
    assert [len(row) for row in rows[1:]] == [0, len(rows[0])]


def test_json_keeps_the_digits_that_were_written() -> None:
    pair = [
        line("18000.10", "0.00"),
        line("0.00", "18000.10", 科目编号="510101", 科目名称="业务活动成本-会议费"),
    ]
    text = json.dumps({"x": {"y": {"记账凭证": pair}}}, ensure_ascii=False).replace('"18000.10"', "18000.10")
    read_ = read_bytes(text.encode("gb18030"), "x")
    assert isinstance(read_, Journal)
    assert (read_.problems, read_.control.into) == ((), Decimal("18000.10"))


@pytest.mark.parametrize(
    "text", ["{}", '{"a": 1}', '{"记账凭证": []}', '{"记账凭证": [1]}', '[{"x": {"y": 1}}]', '{"a": ' * 5000]
)
def test_json_that_holds_no_vouchers(text: str) -> None:
    with pytest.raises(Exception, match=r"工作簿已损坏|没有表格|不认识|不是表格"):
        read_bytes(text.encode(), "x")
