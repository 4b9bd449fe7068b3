"""Papers behind charges: attached once, kept as they came, seen by the audit side, asked for with a term."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from earmark.ledger.books.desk import desk
from earmark.ledger.books.load import load_award
from earmark.ledger.findings import asking
from earmark.ledger.findings.acts import Request
from earmark.ledger.persons import sides
from earmark.ledger.proof.checking import check_award
from earmark.ledger.proof.verifying import verify_award
from earmark.ledger.vouchers import attaching, dropping, shown
from earmark.ledger.vouchers.attaching import Attachment, NoSuchSubject, WrongPaper
from earmark.ledger.vouchers.charges import charges_of
from earmark.ledger.vouchers.evidence import (
    NOT_SUPPLIED,
    ON_FILE,
    SEEN,
    Evidence,
    invoice_key,
    invoice_keys,
    states,
)

if TYPE_CHECKING:
    from earmark.ledger.vouchers.charge import Charge

    from .conftest import Keeping

DAY = datetime.date(2025, 6, 1)
VENUE = """
2025-03-05 * "武汉市科学技术协会" "收到学会能力提升专项奖补资金"
  Assets:A:1002银行存款                             500000.00 CNY
  Income:A:4401政府补助收入:02限定性收入           -500000.00 CNY

2025-04-14 * "江城锦湖会议中心" "学术年会场地租金"
  Expenses:A:5101业务活动成本:01会议费               60000.00 CNY
  Assets:A:1002银行存款                             -60000.00 CNY
"""


@pytest.fixture
def venue(society: Keeping) -> str:
    """The id of a posted payment for a venue."""
    return society.enter(VENUE)[-1].id


def attach(society: Keeping, subject: str, **facts: Any) -> Evidence:  # noqa: ANN401
    given = {"what": "invoice", "reason": "发票号码相同", "name": "票.xml", "data": b"<x/>"} | facts
    with desk(society.books, "chen") as at:
        (done,) = attaching.attach(at, society.award, [Attachment(subject=subject, **given)])
    return done


def ask(society: Keeping, subject: str, *kinds: str, due: datetime.date = DAY) -> Request:
    wanted = Request(
        date=datetime.date(2025, 5, 1),
        id="",
        subject=subject,
        kinds=kinds,
        text="请提供",
        due=due,
        recorded="",
        by="",
    )
    with desk(society.books, "wang") as at:
        return asking.ask(at, society.award, [wanted])[0]


def see(society: Keeping, evidence: str, by: str = "wang") -> None:
    with desk(society.books, by) as at:
        asking.see(at, society.award, [evidence], DAY)


def loaded(society: Keeping) -> tuple[Charge, tuple[Request, ...]]:
    """The one charge as Beancount loads it, and the requests of its award."""
    found = load_award(society.books, society.award)
    (charge,) = charges_of(found.entries, found.award)
    return charge, found.award.requests


def faults(society: Keeping) -> list[str]:
    return [fault.message.zh for fault in check_award(society.books, society.award)]


def test_what_is_attached_is_kept_logged_and_shown_beside_the_voucher(society: Keeping, venue: str) -> None:
    evidence = attach(society, venue, invoice="25422000000012345678", total=Decimal("60000.00"))
    charge, _ = loaded(society)
    assert evidence.file == f"{society.award}-E0001-票.xml"
    assert [(p.what, p.invoice, p.total, p.seen) for p in charge.papers] == [
        ("invoice", "25422000000012345678", Decimal("60000.00"), False)
    ]
    assert [name.rpartition("/")[2] for name in charge.documents] == [evidence.file]
    assert society.books.read(f"awards/{society.award}/documents/{evidence.file}") == b"<x/>"
    assert faults(society) == []
    assert list(verify_award(society.books, society.award).faults) == []


def test_twice_is_once(society: Keeping, venue: str) -> None:
    first = attach(society, venue)
    before = {
        p: p.read_bytes() for p in society.books.root.rglob("*") if p.is_file() and ".earmark" not in p.parts
    }
    assert attach(society, venue) == first
    after = {
        p: p.read_bytes() for p in society.books.root.rglob("*") if p.is_file() and ".earmark" not in p.parts
    }
    assert after == before


def test_one_file_behind_two_vouchers_is_kept_once(society: Keeping, venue: str) -> None:
    first = attach(society, venue)
    second = attach(society, f"{venue}a", what="contract")
    assert (second.id, second.file) == (f"{society.award}-E0002", first.file)
    assert faults(society) == []


def test_states_of_papers(society: Keeping, venue: str) -> None:
    """seen / on file / not supplied, per charge and kind."""
    attach(society, venue)
    notice = attach(society, f"{venue}a", what="notice", data=None, place="凭证附件第3页")
    ask(society, venue, "invoice", "contract")
    see(society, notice.id)
    charge, requests = loaded(society)
    assert states(charge, requests) == {"invoice": ON_FILE, "contract": NOT_SUPPLIED, "notice": SEEN}


def test_a_wrong_attachment_is_withdrawn_and_its_trace_stays(society: Keeping, venue: str) -> None:
    wrong, right = attach(society, venue), attach(society, venue, data=b"<y/>", name="另一张.xml")
    with desk(society.books, "chen") as at:
        attaching.withdraw(at, society.award, wrong.id, "是别的项目的发票")
    charge, _ = loaded(society)
    assert [paper.id for paper in charge.papers] == [right.id]
    assert [name.rpartition("/")[2] for name in charge.documents] == [right.file]
    assert faults(society) == []
    with desk(society.books, "chen") as at, pytest.raises(WrongPaper):
        attaching.withdraw(at, society.award, wrong.id, "再撤一次")


@pytest.mark.parametrize("subject", ["WH2025-007-V0099", "WH2025-007-V0002z", "O-0001", ""])
def test_a_paper_needs_a_voucher(society: Keeping, venue: str, subject: str) -> None:
    with pytest.raises(NoSuchSubject):
        attach(society, subject)
    assert not (society.books.root / f"awards/{society.award}/evidence").exists()
    assert venue


@pytest.mark.parametrize(
    "facts",
    [
        {"what": "photo"},
        {"reason": " "},
        {"place": "附件"},
        {"data": None},
        {"claimed": Decimal("2.00"), "total": Decimal("1.00")},
    ],
)
def test_what_an_attachment_must_say(society: Keeping, venue: str, facts: dict[str, Any]) -> None:
    with pytest.raises(WrongPaper):
        attach(society, venue, **facts)


def test_each_side_does_its_own(society: Keeping, venue: str) -> None:
    evidence = attach(society, venue)
    with pytest.raises(sides.NotYours):
        see(society, evidence.id, by="chen")
    with desk(society.books, "wang") as at, pytest.raises(sides.NotYours):
        attaching.attach(at, society.award, [])


def test_a_file_altered_gone_or_shown_without_a_record_is_named(society: Keeping, venue: str) -> None:
    evidence = attach(society, venue)
    copy = society.books.root / f"awards/{society.award}/documents/{evidence.file}"
    copy.write_bytes(b"<z/>")
    assert faults(society) == [shown.ALTERED.zh]
    copy.unlink()
    assert shown.GONE.zh in faults(society)
    copy.write_bytes(b"<x/>")
    (month,) = (society.books.root / f"awards/{society.award}/evidence").iterdir()
    text = month.read_text("utf-8")
    month.write_text(
        text + '\n2025-04-14 document Assets:WH2025-007:1002银行存款 "../documents/x.pdf"\n', "utf-8"
    )
    assert faults(society)[0] == shown.STRAY.zh
    month.write_text(text.replace("发票号码相同", "金额相同"), "utf-8")
    assert any("被改动" in fault for fault in faults(society))


def test_a_draft_with_papers_is_not_dropped(society: Keeping) -> None:
    draft = society.draft(VENUE.partition("\n\n")[2])[0].id
    attach(society, draft)
    with desk(society.books, "chen") as at, pytest.raises(dropping.CannotDrop):
        dropping.drop(at, society.award, draft)


def test_a_request_says_which_papers_and_until_when(society: Keeping, venue: str) -> None:
    asked = ask(society, venue, "contract")
    assert (asked.id, loaded(society)[1]) == ("Q-0001", (asked,))
    for kinds, due in (((), DAY), (("photo",), DAY), (("contract",), datetime.date(2025, 4, 30))):
        with pytest.raises(WrongPaper):
            ask(society, venue, *kinds, due=due)


def test_one_key_for_an_invoice_however_it_is_written() -> None:
    assert invoice_key("２５４２ 2000-0000 12345678") == "25422000000012345678"
    assert invoice_key("12345678", "042002300111") == "04200230011112345678"
    assert invoice_keys("25422000000012345678、25422000000012345679; A-1") == (
        "25422000000012345678",
        "25422000000012345679",
        "A1",
    )
    assert invoice_keys(None) == ()


def test_a_request_that_was_wrong_is_withdrawn_and_never_erased(society: Keeping, venue: str) -> None:
    asked = [ask(society, venue, kind) for kind in ("contract", "sign-in")]
    with desk(society.books, "wang") as at:
        asking.withdraw_requests(at, society.award, [asked[0].id], "要错了凭证", DAY)
    _, requests = loaded(society)
    assert [one.id for one in requests] == [asked[1].id]
    assert faults(society) == []
    assert ask(society, venue, "notice").id == "Q-0003"


@pytest.mark.parametrize(
    ("by", "id_", "reason", "day", "error"),
    [
        ("chen", "Q-0001", "不想给", DAY, sides.NotYours),
        ("wang", "Q-0002", "要错了", DAY, WrongPaper),
        ("wang", "Q-0001", " ", DAY, WrongPaper),
        ("wang", "Q-0001", "要错了", datetime.date(2025, 4, 30), WrongPaper),
    ],
)
def test_who_may_withdraw_a_request_and_how(
    society: Keeping, venue: str, by: str, id_: str, reason: str, day: datetime.date, error: type[Exception]
) -> None:
    ask(society, venue, "contract")
    with pytest.raises(error), desk(society.books, by) as at:
        asking.withdraw_requests(at, society.award, [id_], reason, day)
