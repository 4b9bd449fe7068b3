"""What people do about the finding of the story, each as one act on the books in a folder: answers, notices, write-off, closure."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from earmark.ledger.books import desk
from earmark.ledger.books.books import Books
from earmark.ledger.findings import answering, asking, handing_out, referring
from earmark.ledger.findings.listing import Listed
from earmark.ledger.findings.on_finding import Answer, AnswerRequest, Referral
from earmark.ledger.recovery import serving, striking, writing_off
from earmark.ledger.recovery.after_order import Reminder, Service, WriteOff
from earmark.ledger.vouchers.attaching import Attachment

AWARD = "WH2025-007"
TODAY = datetime.date(2025, 6, 30)
FOUND: dict[str, Any] = {
    "date": TODAY, "id": "", "recorded": "", "by": "", "finding": "F-1", "rule": "prohibited",
    "subject": f"{AWARD}-V0002b", "found": "violation", "amount": Decimal("9000.00"),
}  # fmt: skip


def ask_answer(root: Path) -> None:
    wanted = AnswerRequest(**FOUND, text="请说明", due=TODAY)
    with desk.desk(Books.open(root), "wang") as at:
        asking.ask_answers(at, AWARD, [wanted])


def withdraw_request(root: Path) -> None:
    with desk.desk(Books.open(root), "wang") as at:
        asking.withdraw_requests(at, AWARD, ["Q-0002"], "要错了凭证", TODAY)


def answer(root: Path) -> None:
    paper = Attachment(
        subject=f"{AWARD}-V0002b", what="other", reason="随答复", name="说明.txt", data=b"\xe8\xaf\xb4"
    )
    with desk.desk(Books.open(root), "chen") as at:
        answering.answer(at, AWARD, Answer(**FOUND, text="会场租金"), [paper])


def refer(root: Path) -> None:
    with desk.desk(Books.open(root), "wang") as at:
        referring.refer(at, AWARD, Referral(**FOUND, to="纪检监察机关", reason="线索"))


def serve(root: Path) -> None:
    made = Service(date=TODAY, id="", order="O-0001", how="邮寄", recorded="", by="")
    with desk.desk(Books.open(root), "zhou") as at:
        serving.serve(at, AWARD, made)


def remind(root: Path) -> None:
    made = Reminder(date=TODAY, id="", order="O-0001", how="电话", due=TODAY, recorded="", by="")
    with desk.desk(Books.open(root), "zhou") as at:
        serving.remind(at, AWARD, made)


def ask_write_off(root: Path) -> None:
    wanted = WriteOff(
        date=TODAY,
        id="",
        order="O-0001",
        amount=Decimal("5000.00"),
        reason="注销",
        document="请示",
        recorded="",
        by="",
    )
    with desk.desk(Books.open(root), "zhou") as at:
        writing_off.ask_write_off(at, AWARD, wanted)


def write_off(root: Path) -> None:
    with desk.desk(Books.open(root), "wang") as at:
        writing_off.approve_write_off(at, AWARD, "W-0001", TODAY)


def strike(root: Path) -> None:
    with desk.desk(Books.open(root), "wang") as at:
        striking.strike(at, AWARD, "O-0001", TODAY)


def hand_out(root: Path) -> None:
    listed = Listed("F-1", "prohibited", f"{AWARD}-V0002b", "violation", "9000.00", "ab" * 32, TODAY)
    with desk.desk(Books.open(root), "wang") as at:
        handing_out.hand_out(at, AWARD, "accountability", "报告.html", b"<p>", [listed])
