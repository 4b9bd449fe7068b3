"""An invoice in each of its forms: one key, one total, and nothing made up."""

from __future__ import annotations

import contextlib
import datetime
import io
import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.importers.cells.archive import Overblown
from earmark.importers.papers.invoice import (
    NEEDS,
    UnreadablePaper,
    as_invoice,
    of_words,
    read_invoice,
    read_paper,
)
from earmark.importers.parsing.paper_child import read

from .mutate import one
from .papers import BUYER, KEY, SELLER, bank_receipt, e_invoice, ofd, pdf, qr_picture, receiver

DAY = datetime.date(2025, 3, 16)


def test_a_digital_invoice() -> None:
    found = read_invoice(e_invoice())
    assert found is not None
    assert (found.key, found.total, found.net) == (KEY, Decimal("9000.00"), Decimal("8490.57"))
    assert (found.issued, found.seller, found.buyer, found.goods) == (DAY, SELLER, BUYER, "*会展服务*会议费")


def test_one_key_for_all_forms() -> None:
    code = f"01,32,,{KEY},9000.00,20250316,,A1B2"
    forms = (
        e_invoice(),
        ofd(),
        ofd(inside=e_invoice()),
        qr_picture(code),
        qr_picture(code, "PDF"),
        receiver(),
    )
    found = [read_invoice(form) for form in forms]
    assert {(one.key, one.total) for one in found if one} == {(KEY, Decimal("9000.00"))}
    assert [one.form for one in found if one] == ["xml", "ofd", "ofd", "image", "pdf", "xml"]


def test_the_old_code_bears_the_amount_without_tax() -> None:
    found = read_invoice(qr_picture("01,10,042002300111,12345678,8490.57,20250316,77777777777777777777,9C3A"))
    assert found is not None
    assert (found.key, found.total, found.net) == ("04200230011112345678", None, Decimal("8490.57"))


@pytest.mark.parametrize("year", [2021, 2023, 2026])
def test_the_receivers_instance_names_the_voucher(year: int) -> None:
    """The year of the namespace varies."""
    found = read_invoice(receiver(year=year))
    assert found is not None
    assert found.booked == (("22", datetime.date(2025, 3, 31)),)


def test_a_banks_receipt_is_a_receipt() -> None:
    found = read_invoice(bank_receipt())
    assert found is not None
    assert (found.what, found.key, found.total, found.seller) == (
        "receipt",
        "R2503180001",
        Decimal("9000.00"),
        SELLER,
    )


def test_gb18030_and_a_prefix() -> None:
    text = e_invoice().decode().replace('encoding="utf-8"', 'encoding="GBK"').encode("gb18030")
    found = read_invoice(text)
    assert found is not None
    assert found.seller == SELLER


def test_the_words_of_a_pdf() -> None:
    words = f"电子发票（普通发票） 发票号码：{KEY}\n开票日期：2025年03月16日\n购 名称：{BUYER} 销 名称：{SELLER}\n价税合计（大写） 玖仟圆整 （小写）¥9000.00"
    assert of_words(words) == {
        "number": KEY, "issued": "2025年03月16日", "total": "9000.00", "buyer": BUYER, "seller": SELLER,
    }  # fmt: skip
    assert "seller" not in of_words(f"{words} 名称：第三方")


def test_a_pdf_of_words_alone() -> None:
    """Buyer and seller stand side by side, at times in one line."""
    for names in (
        (f"购买方信息 名称：{BUYER}", f"销售方信息 名称：{SELLER}"),
        (f"名称：{BUYER}  名称：{SELLER}",),
    ):
        lines = (
            f"发票号码：{KEY}",
            "开票日期：2025年03月16日",
            *names,
            "价税合计（大写）玖仟圆整（小写）¥9000.00",
        )
        found = read_invoice(pdf("电子发票（普通发票）", *lines))
        assert found is not None
        assert (found.key, found.total, found.issued) == (KEY, Decimal("9000.00"), DAY)
        assert (found.buyer, found.seller) == (BUYER, SELLER)


@pytest.mark.parametrize(
    "data",
    [
        b"<EInvoice><a/></EInvoice>",
        b"<html><body>x</body></html>",
        b"hello",
        b"\x89PNG",
        e_invoice().replace(b"9000.00<", b"9e3<"),
        e_invoice().replace(KEY.encode(), b""),
        ofd().replace(b"OFD.xml", b"XFD.xml"),
    ],
)
def test_what_is_no_invoice(data: bytes) -> None:
    try:
        found = read_invoice(data)
    except (UnreadablePaper, Overblown):
        return
    assert found is None or found.total == Decimal("9000.00")


def test_an_entity_bomb_is_not_unfolded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><EInvoice><InvoiceNumber>&b;</InvoiceNumber></EInvoice>'
    with pytest.raises(UnreadablePaper):
        read_paper(bomb)


def test_without_the_extra_a_pdf_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in ("pypdf", "PIL"):
        monkeypatch.setitem(sys.modules, name, None)
    assert read(b"%PDF-1.7")["needs"] == read(b"\x89PNG...")["needs"] == "papers"
    assert NEEDS.zh.endswith("earmark[papers]")


def test_a_locked_pdf_is_refused() -> None:
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(UnreadablePaper, match="密码"):
        read_paper(out.getvalue())


def test_a_pdf_carries_its_instance() -> None:
    """财政部's standard puts the XBRL into the PDF as an attachment."""
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("einv.xbrl", receiver())
    out = io.BytesIO()
    writer.write(out)
    found = read_invoice(out.getvalue())
    assert found is not None
    assert (found.form, found.key, found.booked[0][0]) == ("pdf", KEY, "22")


@pytest.mark.parametrize(
    "data",
    [
        e_invoice().replace(b">9000.00<", b">9000.01<"),
        e_invoice().replace(b"<InvoiceNumber>254", b"<InvoiceNumber>255"),
        ofd(inside=e_invoice(number="25422000000012345679")),
    ],
)
def test_an_invoice_that_contradicts_itself_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadablePaper):
        read_invoice(data)


@pytest.mark.parametrize("form", [e_invoice(), ofd(inside=e_invoice())], ids=["xml", "ofd"])
def test_a_mutated_invoice_is_the_same_or_refused(form: bytes) -> None:
    """No other number or amount, whatever happens to a byte; its day and names have nothing to be held against."""
    dice, told = random.Random(20120105), set()  # noqa: S311 (the same mutations each time)
    for _ in range(600):
        # Whatever the child dies of: its parent says that the paper is damaged.
        with contextlib.suppress(Exception):
            found = as_invoice(read(one(form, dice)))
            told |= {(found.key, found.total)} if found and found.total is not None else set()
    assert told == {(KEY, Decimal("9000.00"))}


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_invoice_is_the_same_or_refused(data: st.DataObject) -> None:
    """Never silently another number or amount: whatever sign takes the place of one that is no digit."""
    whole = bytearray(e_invoice())
    at = data.draw(st.sampled_from([n for n, sign in enumerate(whole) if not chr(sign).isdigit()]))
    whole[at] = data.draw(st.sampled_from(list(b'<>/" x&-.')))
    try:
        found = as_invoice(read(bytes(whole)))
    except Exception:  # noqa: BLE001 (the child dies of it, and its parent says that the paper is damaged)
        return
    assert found is None or found.key == KEY
    assert found is None or found.total in {None, Decimal("9000.00")}
