"""A row of an ordinary account, shared by hand: a part into a draft of its own, the rest to a booking that came later."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from earmark.importers.receive import receive
from earmark.ledger.banks import sharing
from earmark.ledger.books import desk
from earmark.ledger.books.books import Books
from earmark.ledger.vouchers.drafts import drafts

from . import doing
from .doing import STATEMENT, TODAY, to_import
from .reconciling import LATE

AWARD, ACCOUNT = "WH2025-008", "1202021109900077702"
ROW = "ICBC-7702:3"
REST = LATE.replace("400.00", "250.00")


def new_award(root: Path) -> None:
    doing.new_award(root, AWARD, "pooled", ACCOUNT)


def import_statement(root: Path) -> None:
    file = to_import("普.csv", STATEMENT.replace("1202021109900088801", ACCOUNT))
    receive(Books.open(root), [file], "chen", award=AWARD, today=TODAY)


def take(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        sharing.take_part(at, AWARD, sharing.Taken(ROW, Decimal("150.00"), "专家E27", "审稿费"))


def book_rest(root: Path) -> None:
    receive(Books.open(root), [to_import("余.csv", REST)], "chen", award=AWARD, today=TODAY)


def give(root: Path) -> None:
    books = Books.open(root)
    booked = next(v.id for v in drafts(books, AWARD) if v.gl)
    with desk.desk(books, "chen") as at:
        sharing.give_part(at, AWARD, ROW, booked)
