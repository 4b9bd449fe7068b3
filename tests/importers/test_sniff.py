from __future__ import annotations

import pytest

from earmark.importers.cells.sniff import NotATable, decoded, kind_of

HAN = "摘要,用途\n会议费,镕䶮𠮷\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "ole2"),
        (b"PK\x03\x04....", "zip"),
        (b"\xef\xbb\xbf  <HTML><table>", "html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "html"),
        (b"<div><TABLE><tr>", "html"),
        (b"<?xml version='1.0'?>", "xml"),
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'>", "xml"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "biff"),
        (b"OFXHEADER:100\r\n", "ofx"),
        (b":20:1\r\n:25:1\r\n:60F:C250301CNY1,00\r\n", "mt940"),
        ("日期\t金额\t摘要 abc def\r\n".encode("utf-16-le"), "text"),
        ("日期,金额".encode("gb18030"), "text"),
        ("日期\t金额".encode("utf-16"), "text"),
    ],
)
def test_bytes_tell_what_a_file_is(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize("data", [b"", b"  \n", b"%PDF-1.7\0\0", b"\x89PNG\r\n\x1a\n\0\0"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(NotATable):
        kind_of(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_comes_back_whole_from_each_encoding(encoding: str) -> None:
    assert decoded(HAN.encode(encoding)) == HAN


def test_an_encoding_that_is_given_is_used() -> None:
    assert decoded("會".encode("big5"), "big5") == "會"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(NotATable):
        decoded(b"\xff\x00\x81")
