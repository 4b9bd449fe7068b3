from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from beangulp import testing

from earmark.importers.formats import bank, icbc, kingdee, table, ufida, yth

GOLDEN = Path(__file__).parent / "golden"
BANK = "Assets:WH2025-007:1002银行存款"
OWN = "1202021109900088801"
IMPORTERS: dict[str, Any] = {
    "icbc": icbc.Importer(BANK, other="Equity:Unsorted", number=OWN),
    "bank": bank.Importer(BANK, other="Equity:Unsorted", number=None),
    "yth": yth.Importer("CAST2025-017", chart="gov", project="420000250000001017"),
    "table": table.Importer("WH2025-007", chart="npo-2004"),
    "ufida": ufida.Importer("WH2025-007", chart="npo-2004"),
    "kingdee": kingdee.Importer("WH2025-007", chart="npo-2004", project="A01"),
}
FILES = {
    "icbc_04.csv": "icbc",  # GB18030, tabs behind long numbers, footers
    "icbc_04.xls": "icbc",  # BIFF, newest first, thousands
    "icbc_01.xlsx": "icbc",  # header on the sixth row, 附言, a negative row of 冲正
    "icbc_03.csv": "icbc",  # one 发生额 beside 借贷标志
    "ccb_01.xls": "bank",  # BIFF, a header of two rows, 0 in the other column, account above
    "ccb_02.xlsx": "bank",  # the own account in each row
    "ccb_02_xml.xls": "bank",  # XML Spreadsheet 2003 named .xls
    "ccb_03.xls": "bank",  # HTML named .xls, GB18030, padded cells
    "abc_01.xls": "bank",  # newest first, thousands, 20250305090512, counts and sums below, no serial
    "abc_01b.csv": "bank",  # account, holder, currency and period in one cell
    "boc_01.csv": "bank",  # UTF-8 with mark, bilingual names, signed, both parties, sums above
    "bcm_01.xlsx": "bank",  # one amount beside a side
    "cmb_01.xlsx": "bank",  # 31 columns, opening balance and count above
    "cib_01.csv": "bank",  # half-width brackets
    "spdb_01.xls": "bank",  # tabs named .xls, time of day as 090512, 合计, page and print marks
    "other_bank.xlsx": "bank",  # names that nobody knows, numbers and dates in cells, two sheets, one of one row
    "mt940.sta": "bank",  # ?20 ?31 ?32, opening and closing balance
    "camt_053.xml": "bank",  # GBK, a pending entry that is no movement
    "statement.ofx": "bank",  # SGML
    "yth.xlsx": "yth",  # both sets, another project, a class whose name is wrong, 结转
    "yth_gla_detail.csv": "yth",  # rows of its database: names in English, dr_cr 1 and 2
    "yth_pay_voucher_bill.csv": "yth",  # payment orders: one deleted, one of another project, one that is no cost
    "audit_zfpz.csv": "yth",  # payment orders as an audit office asks for them
    "journal.xlsx": "table",  # dates as dates, 1002.0, number on the first line only, subtotals
    "audit_jzpz.csv": "table",  # vouchers as an audit office asks for them, 0 in the other column
    "journal_text.xls": "table",  # tab-separated text named .xls, 5101.01
    "entries.csv": "table",  # both accounts in one row, sheets of a voucher (2 1/2号), a red letter, 合计
    "ufida_journal.xls": "ufida",  # GBK read as Latin letters, one 金额 and 方向, 1002.0, 期初余额, 小计, 结转
    "ufida_u8.txt": "ufida",  # 填制凭证,V800: by place, codes without names
    "kingdee_k3.xlsx": "kingdee",  # Page1 and t_Schema, 核算项目 in one cell
    "kingdee_jdy.xlsx": "kingdee",  # 是否限定, A01 before the project's name
    "kingdee_eas.xls": "kingdee",  # 方向 1 or 0, codes 5101.02 without names
    "kingdee_cloud.xlsx": "kingdee",  # 核算维度, thousands as text
    "mof_bkrs.xbrl": "bank",  # 财政部's standard: 0 is out, 1 is in; two identical fees of one day
    "gbt24589.xml": "table",  # GB18030, by the names of its elements; a void voucher
    "gbt24589.json": "table",  # the same as JSON, amounts as numbers
    "list.csv": "table",  # expenditures, tax withheld, a refund
}


@pytest.mark.parametrize("name", FILES)
def test_extract_gives_the_ledger_beside_the_file(name: str) -> None:
    importer, path = IMPORTERS[FILES[name]], str(GOLDEN / name)
    assert importer.identify(path)
    assert testing.compare_expected(f"{path}.beancount", *testing.run_importer(importer, path)) == []


@pytest.mark.parametrize("name", FILES)
def test_no_other_importer_takes_the_file(name: str) -> None:
    # A bank's importer of its own is a part of that of all banks.
    banks = {"icbc", "bank"} if FILES[name] == "icbc" else {FILES[name]}
    others = [one for key, one in IMPORTERS.items() if key not in banks]
    assert not any(one.identify(str(GOLDEN / name)) for one in others)


def test_every_golden_file_is_tried() -> None:
    assert {path.name for path in GOLDEN.iterdir() if path.suffix != ".beancount"} == set(FILES)


def test_a_statement_of_another_account_is_not_taken() -> None:
    other = icbc.Importer(BANK, other="Equity:Unsorted", number="1202021109900011203")
    assert not other.identify(str(GOLDEN / "icbc_04.csv"))


def test_a_file_read_again_is_all_duplicates_and_two_identical_fees_are_two() -> None:
    importer, path = IMPORTERS["icbc"], str(GOLDEN / "icbc_04.csv")
    existing = importer.extract(path, [])
    again = importer.extract(path, existing)
    importer.deduplicate(again, existing)
    assert [entry.meta["__duplicate__"] for entry in again] == existing


def test_one_fee_of_two_in_the_ledger_leaves_the_other_new() -> None:
    importer, path = IMPORTERS["icbc"], str(GOLDEN / "icbc_04.csv")
    existing = importer.extract(path, [])[:-1]
    again = importer.extract(path, existing)
    importer.deduplicate(again, existing)
    assert ["__duplicate__" in entry.meta for entry in again] == [True, True, True, True, False]


@pytest.mark.parametrize("name", ["yth.xlsx", "journal.xlsx", "list.csv"])
def test_bookings_read_again_are_all_duplicates(name: str) -> None:
    importer, path = IMPORTERS[FILES[name]], str(GOLDEN / name)
    existing = importer.extract(path, [])
    again = importer.extract(path, existing)
    importer.deduplicate(again, existing)
    assert all("__duplicate__" in entry.meta for entry in again)
