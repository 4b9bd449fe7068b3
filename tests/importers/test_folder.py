"""A folder of mixed files: what each is, where it belongs and why; nothing is guessed."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from earmark.importers.cells.cells import CannotRead
from earmark.importers.papers.folder import Sorted, attach_sorted, sort_folder
from earmark.importers.receive import receive
from earmark.ledger.banks.undoing import StillUsed, undo
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.proof.checking import check_laws
from earmark.ledger.vouchers.attaching import withdraw
from earmark.ledger.vouchers.drafts import drafts
from earmark.ledger.vouchers.evidence import Evidence, folder, in_force

from .papers import KEY, SELLER, bank_receipt, e_invoice, ofd, qr_picture, receiver

AWARD = "WH2025-007"
JOURNAL = """
    2025-03-05,记-2025-03-0001,收到奖补资金,1002,银行存款,500000.00,,武汉市科学技术协会,,
    2025-03-05,记-2025-03-0001,收到奖补资金,4401,政府补助收入-限定性收入,,500000.00,武汉市科学技术协会,,
    2025-03-18,记-2025-03-0022,会场租金,5101,业务活动成本-会议费,9000.00,,江城云汀会议中心,P1,
    2025-03-18,记-2025-03-0022,会场租金,1002,银行存款,,9000.00,江城云汀会议中心,,
    2025-03-20,记-2025-03-0023,审稿费,5101,业务活动成本-劳务费,400.00,,专家E27,P5,
    2025-03-20,记-2025-03-0023,审稿费,1002,银行存款,,400.00,专家E27,,
    2025-04-02,记-2025-04-0003,资料印刷,5101,业务活动成本-印刷费,1200.00,,江城甲辰印务有限公司,P5,25422000000000000099
    2025-04-02,记-2025-04-0003,资料印刷,1002,银行存款,,1200.00,江城甲辰印务有限公司,,
"""


@pytest.fixture
def kept(books: Books, journal: Callable[..., Path], today: datetime.date) -> Books:
    """Books with a venue, an expert and a printer."""
    receive(books, [journal(JOURNAL)], "chen", award=AWARD, today=today)
    return books


@pytest.fixture
def desk_drawer(tmp_path: Path) -> Callable[..., Path]:
    """Put files into a folder: ``desk_drawer({"a/合同.pdf": b"..."})``."""

    def put(files: dict[str, bytes]) -> Path:
        top = tmp_path / "单据"
        shutil.rmtree(top, ignore_errors=True)
        for name, data in files.items():
            path = top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return top

    return put


def voucher(books: Books, payee: str) -> str:
    (found,) = (v.id for v in drafts(books, AWARD) if v.payee == payee)
    return found


def told(found: list[Sorted]) -> dict[str, tuple[str, str, str | None]]:
    return {
        one.file: (one.fate, one.kind, one.attachment.subject if one.attachment else None) for one in found
    }


def attached(books: Books) -> list[Evidence]:
    return in_force(e for path in books.files(folder(AWARD)) for e in books.entries(path))


def test_each_file_finds_its_place_or_says_why_not(kept: Books, desk_drawer: Callable[..., Path]) -> None:
    venue, printer = voucher(kept, SELLER), voucher(kept, "江城甲辰印务有限公司")
    drawer = desk_drawer(
        {
            "发票/a.xml": e_invoice(),
            "发票/b.ofd": ofd(),
            "记-2025-03-0022/签到表.jpg": b"\xff\xd8\xff scan",
            f"{venue} 合同.pdf": b"%PDF-1.4 scan",
            "印刷发票25422000000000000099.jpg": b"\xff\xd8\xff other",
            "c.xml": e_invoice("777.00", number="25422000000012345670"),
            "d.xml": e_invoice("400.00", number="25422000000012345671", seller="江城图文店"),
            "e.xml": e_invoice("400.00", number="25422000000012345672", buyer="别的单位"),
            "说明.docx": b"PK\x03\x04 broken",
            "照片.png": b"\x89PNG",
            "照片副本.png": b"\x89PNG",
            ".DS_Store": b"x",
        }
    )
    found = sort_folder(kept, drawer, by="chen")
    assert told(found) == {
        "c.xml": ("unplaced", "invoice", None),
        "d.xml": ("unplaced", "invoice", None),
        "e.xml": ("unplaced", "invoice", None),
        f"{venue} 合同.pdf": ("placed", "contract", venue),
        "印刷发票25422000000000000099.jpg": ("placed", "invoice", printer),
        "发票/a.xml": ("placed", "invoice", venue),
        "发票/b.ofd": ("placed", "invoice", venue),
        "照片.png": ("unplaced", "other", None),
        "照片副本.png": ("known", "", None),
        "记-2025-03-0022/签到表.jpg": ("placed", "sign-in", venue),
        "说明.docx": ("unplaced", "other", None),
    }
    reasons = {one.file: one.reason.zh for one in found}
    assert "报销" in reasons["d.xml"]
    assert "别的单位" in reasons["e.xml"]
    assert "9,000.00" in reasons["发票/a.xml"]
    assert "另一种形式" in reasons["发票/b.ofd"]
    assert "没有凭证号" in reasons["照片.png"]


def test_what_was_placed_is_attached_once(kept: Books, desk_drawer: Callable[..., Path]) -> None:
    drawer = desk_drawer({"a.xml": e_invoice(), "回单.xbrl": bank_receipt(), "b.ofd": ofd()})
    done = attach_sorted(kept, sort_folder(kept, drawer, by="chen"), "chen")
    assert [(e.what, e.invoice, e.subject) for e in done] == [
        ("invoice", KEY, voucher(kept, SELLER)),
        ("invoice", KEY, voucher(kept, SELLER)),
        ("receipt", None, voucher(kept, SELLER)),
    ]
    assert [fault.message.zh for fault in check_laws(kept, AWARD) if "单据" in fault.message.zh] == []
    again = sort_folder(kept, drawer, by="chen")
    assert {one.fate for one in again} == {"known"}
    assert attach_sorted(kept, again, "chen") == []
    assert attached(kept) == done


def test_a_statement_among_the_papers_is_a_table(
    kept: Books, desk_drawer: Callable[..., Path], journal: Callable[..., Path]
) -> None:
    drawer = desk_drawer({"x.xml": e_invoice(), "账.bin": journal(JOURNAL).read_bytes()})
    assert [one.fate for one in sort_folder(kept, drawer, by="chen")] == ["placed", "table"]


def test_two_vouchers_that_fit_are_named_and_none_is_chosen(
    books: Books, journal: Callable[..., Path], desk_drawer: Callable[..., Path], today: datetime.date
) -> None:
    twice = f"""{JOURNAL.strip()}
    2025-03-25,记-2025-03-0030,会场租金二,5101,业务活动成本-会议费,9000.00,,江城云汀会议中心,P1,
    2025-03-25,记-2025-03-0030,会场租金二,1002,银行存款,,9000.00,江城云汀会议中心,,
    """
    receive(books, [journal(twice)], "chen", award=AWARD, today=today)
    (one,) = sort_folder(books, desk_drawer({"a.xml": e_invoice()}), by="chen")
    assert (one.fate, len(one.candidates)) == ("unplaced", 2)
    both = {"a.xml": e_invoice(), "r.xbrl": receiver()}
    assert told(sort_folder(books, desk_drawer(both), by="chen"))["r.xbrl"][0] == "placed"


def test_a_second_invoice_of_that_amount_is_not_placed(kept: Books, desk_drawer: Callable[..., Path]) -> None:
    files = {"a.xml": e_invoice(), "b.xml": e_invoice(number="25422000000012345680")}
    found = told(sort_folder(kept, desk_drawer(files), by="chen"))
    assert [fate for fate, _, _ in found.values()] == ["placed", "unplaced"]


def test_a_withdrawn_paper_may_come_again(kept: Books, desk_drawer: Callable[..., Path]) -> None:
    drawer = desk_drawer({"a.xml": e_invoice()})
    (evidence,) = attach_sorted(kept, sort_folder(kept, drawer, by="chen"), "chen")
    with desk(kept, "chen") as at:
        withdraw(at, AWARD, evidence.id, "附错了")
    assert [one.fate for one in sort_folder(kept, drawer, by="chen")] == ["placed"]


def test_a_voucher_that_used_nothing_is_found_by_its_name(
    kept: Books, desk_drawer: Callable[..., Path]
) -> None:
    grant = voucher(kept, "武汉市科学技术协会")
    found = told(
        sort_folder(
            kept, desk_drawer({f"{grant} 拨款通知.pdf": b"%PDF", "V0001/x.jpg": b"\xff\xd8\xff"}), by="chen"
        )
    )
    assert set(found.values()) == {("placed", "notice", grant), ("placed", "other", grant)}


def test_an_import_whose_vouchers_have_papers_is_not_undone(
    kept: Books, desk_drawer: Callable[..., Path]
) -> None:
    drawer = desk_drawer({"a.xml": e_invoice()})
    (evidence,) = attach_sorted(kept, sort_folder(kept, drawer, by="chen"), "chen")
    brought = next(v.import_id for v in drafts(kept, AWARD) if v.import_id)
    with desk(kept, "chen") as at, pytest.raises(StillUsed):
        undo(at, AWARD, brought)
    with desk(kept, "chen") as at:
        withdraw(at, AWARD, evidence.id, "附错了")
    with desk(kept, "chen") as at:
        undo(at, AWARD, brought)
    assert drafts(kept, AWARD) == []


def test_a_picture_with_a_code_is_read(kept: Books, desk_drawer: Callable[..., Path]) -> None:
    """Its code bears no seller: the amount alone does not place it, another form of the invoice does."""
    picture = qr_picture(f"01,32,,{KEY},9000.00,20250316,,A1B2")
    assert told(sort_folder(kept, desk_drawer({"p.png": picture}), by="chen"))["p.png"][0] == "unplaced"
    for name in ("a.xml", "z.xml"):
        both = desk_drawer({name: e_invoice(), "p.png": picture})
        assert told(sort_folder(kept, both, by="chen"))["p.png"][0] == "placed"


def test_a_folder_that_is_none(kept: Books, tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        sort_folder(kept, tmp_path / "nowhere", by="chen")
