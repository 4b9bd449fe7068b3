"""Closing a month: what it refuses, what it keeps, and that nothing gets into the month afterwards; reopening leaves its trace.

2025-03  V0001 grant, with its number in the statutory books
2025-04  V0002 venue, with its number; V0003 paper, whose number is not known yet
"""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from earmark.ledger.books.desk import desk
from earmark.ledger.closings import closing
from earmark.ledger.closings.may_close import CannotClose
from earmark.ledger.closings.periods import ClosedPeriod, Closing, Reopening, StatutoryNumber, closed_through
from earmark.ledger.closings.reopening import CannotReopen, approve_reopening, reopen
from earmark.ledger.findings.listing import Listed
from earmark.ledger.persons.sides import NotYours
from earmark.ledger.proof.checking import check_award
from earmark.ledger.proof.checkpoint import read_checkpoint
from earmark.ledger.proof.verifying import verify_award
from earmark.ledger.vouchers import posting
from earmark.ledger.vouchers.drafts import posted
from earmark.ledger.vouchers.posting import CannotPost

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

day = datetime.date.fromisoformat

LEDGER = """
2025-03-05 * "武汉市科学技术协会" "收到学会能力提升专项奖补资金"
  gl: "记-0021"
  Assets:A:1002银行存款                             500000.00 CNY
  Income:A:4401政府补助收入:02限定性收入           -500000.00 CNY

2025-04-10 * "江城会议中心" "学术年会场地费"
  gl: "记-0040"
  Expenses:A:5101业务活动成本:01会议费               8000.00 CNY
    plan: "P1"
  Assets:A:1002银行存款                              -8000.00 CNY

2025-04-20 * "江城文具店" "学术年会用纸"
  Expenses:A:5101业务活动成本:01会议费                300.50 CNY
    plan: "P1"
  Assets:A:1002银行存款                               -300.50 CNY
"""
LATE = """
2025-03-28 * "江城印务" "学术年会手册印刷"
  Expenses:A:5101业务活动成本:01会议费               900.00 CNY
    plan: "P1"
  Assets:A:1002银行存款                              -900.00 CNY
"""
V1, V2, V3 = (f"WH2025-007-V000{n}" for n in (1, 2, 3))
FOUND = Listed("F-1", "plan", V2 + "a", "review", "8000.00", "ab" * 32, day("2025-04-10"))


@pytest.fixture
def kept(society: Keeping) -> Keeping:
    society.enter(LEDGER)
    return society


def close(kept: Keeping, *periods: str, by: str = "chen", findings: tuple[Listed, ...] = ()) -> list[Closing]:
    with desk(kept.books, by) as at:
        return closing.close(at, kept.award, periods, findings)


def close_both(kept: Keeping) -> None:
    with desk(kept.books, "chen") as at:
        closing.number(at, kept.award, {V3: "记-0044"}, {})
        closing.close(at, kept.award, ["2025-03", "2025-04"], [FOUND])


def answers(kept: Keeping) -> str:
    return f"awards/{kept.award}/answers.beancount"


# ---------------------------------------------------------------- what a closing keeps


def test_a_closing_says_what_the_month_held(kept: Keeping) -> None:
    close_both(kept)
    march, april = kept.books.records(Closing, answers(kept))
    assert (march.period, march.vouchers, march.debits) == ("2025-03", "1", ("CNY=500000.00",))
    assert (april.period, april.vouchers, april.debits) == ("2025-04", "2", ("CNY=8300.50",))
    assert (march.findings, april.findings) == ("0", "1")
    assert check_award(kept.books, kept.award) == []


def test_what_was_found_is_listed_and_its_hash_stands_in_the_closing(kept: Keeping) -> None:
    close_both(kept)
    data = (kept.folder / "seals/2025-04.findings.json").read_bytes()
    assert json.loads(data) == [
        {"finding": "F-1", "rule": "plan", "subject": V2 + "a", "outcome": "review", "amount": "8000.00",
         "policy_sha256": "ab" * 32, "date": "2025-04-10", "category": "", "document": "", "clause": ""}
    ]  # fmt: skip
    april = kept.books.records(Closing, answers(kept))[1]
    assert april.findings_sha256 == hashlib.sha256(data).hexdigest()


def test_the_seal_ends_with_the_closing_and_covers_the_other_logs(kept: Keeping) -> None:
    close_both(kept)
    seal = read_checkpoint((kept.folder / "seals/2025-04").read_bytes(), "")
    log = (kept.folder / "log").read_text("utf-8").splitlines()
    assert log[seal.size - 1].split()[1:3] == ["closing", "2025-04"]
    assert [(head.kind, head.id, head.size) for head in seal.beside] == [
        ("programme", "wuhan-2012", 1), ("claims", "WH2025-007", 0), ("people", "books", 5),
    ]  # fmt: skip
    assert seal.signatures == ()


def test_a_month_without_vouchers_can_be_skipped(kept: Keeping) -> None:
    close_both(kept)
    close(kept, "2025-07")
    assert closed_through(kept.books.entries(answers(kept))) == "2025-07"


# ---------------------------------------------------------------- what it refuses


def test_drafts_are_named(kept: Keeping) -> None:
    kept.draft(LATE)
    with pytest.raises(CannotClose, match="还有未记账的草稿：WH2025-007-V0004"):
        close(kept, "2025-03")


def test_a_draft_of_an_earlier_month_is_one_too(kept: Keeping) -> None:
    close(kept, "2025-03")
    kept.draft(LATE)
    with desk(kept.books, "chen") as at:
        closing.number(at, kept.award, {V3: "记-0044"}, {})
    with pytest.raises(CannotClose, match="草稿"):
        close(kept, "2025-04")


def test_a_later_draft_does_not_matter(kept: Keeping) -> None:
    kept.draft(LATE.replace("2025-03-28", "2025-04-28"))
    assert [c.period for c in close(kept, "2025-03")] == ["2025-03"]


def test_a_gap_in_numbering_is_named(kept: Keeping) -> None:
    file = kept.folder / "vouchers/2025-04.beancount"
    file.write_text(file.read_text("utf-8").replace("2025-04-记-0002", "2025-04-记-0003"), "utf-8")
    with pytest.raises(CannotClose, match="账簿有问题"):
        close(kept, "2025-03")


def test_an_earlier_month_must_be_closed_first(kept: Keeping) -> None:
    with pytest.raises(CannotClose, match="2025-03 有凭证，还没有结账"):
        close(kept, "2025-04")


def test_each_voucher_has_its_number_in_the_statutory_books(kept: Keeping) -> None:
    close(kept, "2025-03")
    with pytest.raises(CannotClose, match=f"没有法定账凭证号：{V3}"):
        close(kept, "2025-04")


def test_or_a_reason_why_not(kept: Keeping) -> None:
    with desk(kept.books, "chen") as at:
        closing.number(at, kept.award, {}, {V3: "并入下月凭证"})
        closing.close(at, kept.award, ["2025-03", "2025-04"], [])
    (stored,) = kept.books.records(StatutoryNumber, answers(kept))
    assert (stored.id, stored.number, stored.reason) == (V3, None, "并入下月凭证")


def test_a_number_for_a_voucher_that_is_not_posted(kept: Keeping) -> None:
    with desk(kept.books, "chen") as at, pytest.raises(CannotClose, match="没有已记账凭证 X"):
        closing.number(at, kept.award, {"X": "记-1"}, {})


def test_a_closed_month_is_not_closed_again(kept: Keeping) -> None:
    close(kept, "2025-03")
    with pytest.raises(CannotClose, match="2025-03 已结账"):
        close(kept, "2025-03")


@pytest.mark.parametrize("period", ["2025-13", "2025", "202503", "2025-3", "二〇二五年三月", "2025-03\n"])
def test_what_is_no_period(kept: Keeping, period: str) -> None:
    with pytest.raises(CannotClose, match="期间写成"):
        close(kept, period)


@pytest.mark.parametrize("by", ["liu", "zhou", "wang"])
def test_only_the_recipient_closes_its_books(kept: Keeping, by: str) -> None:
    with pytest.raises(NotYours):
        close(kept, "2025-03", by=by)


def test_when_one_month_is_refused_none_is_closed(kept: Keeping) -> None:
    with pytest.raises(CannotClose):
        close(kept, "2025-03", "2025-04")
    assert not (kept.folder / "seals").exists()
    assert kept.books.records(Closing, answers(kept)) == []


# ---------------------------------------------------------------- afterwards


def test_nothing_is_posted_into_a_closed_month(kept: Keeping) -> None:
    close(kept, "2025-03")
    (late,) = kept.draft(LATE)
    with pytest.raises(ClosedPeriod, match=f"2025-03 及以前已结账，不能再记入：{late.id}"):
        kept.post()
    assert len(posted(kept.books, kept.award)) == 3


def test_a_late_voucher_gets_a_day_in_an_open_month_and_keeps_the_day_of_payment(kept: Keeping) -> None:
    close(kept, "2025-03")
    (late,) = kept.draft(LATE)
    with desk(kept.books, "chen") as at:
        (done,) = posting.post(at, kept.award, [late.id], day=day("2025-04-30"))
    assert (done.date, done.paid, done.number) == (day("2025-04-30"), day("2025-03-28"), "2025-04-记-0003")
    assert check_award(kept.books, kept.award) == []
    assert verify_award(kept.books, kept.award).faults == []


def test_a_day_in_a_closed_month_is_refused_too(kept: Keeping) -> None:
    close(kept, "2025-03")
    (late,) = kept.draft(LATE)
    with desk(kept.books, "chen") as at, pytest.raises(ClosedPeriod):
        posting.post(at, kept.award, [late.id], day=day("2025-03-31"))


def test_a_day_is_for_vouchers_that_are_named(kept: Keeping) -> None:
    with desk(kept.books, "chen") as at, pytest.raises(CannotPost, match="写明凭证"):
        posting.post(at, kept.award, day=day("2025-04-30"))


def test_a_correction_is_a_red_letter_in_an_open_month(kept: Keeping) -> None:
    close_both(kept)
    with pytest.raises(ClosedPeriod):
        kept.reverse(V2, day("2025-04-30"))
    red = kept.reverse(V2, day("2025-05-06"))
    assert (red.reverses, red.period) == (V2, "2025-05")
    assert verify_award(kept.books, kept.award).faults == []


def test_check_names_what_got_into_a_closed_month_all_the_same(
    kept: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(kept, "2025-03")
    monkeypatch.setattr(posting, "require_open", lambda *_: None)
    (late,) = kept.enter(LATE)
    assert [f.message.zh for f in check_award(kept.books, kept.award)] == [
        f"{late.id} 在 2025-03 结账之后记入已结账期间"
    ]


# ---------------------------------------------------------------- reopening


def approve(kept: Keeping, period: str, by: str = "wang") -> str:
    with desk(kept.books, by) as at:
        return approve_reopening(at, kept.award, period, "漏记一笔").id


def open_again(kept: Keeping, period: str, by: str = "chen") -> Reopening:
    with desk(kept.books, by) as at:
        return reopen(at, kept.award, period, "漏记印刷费")


def test_reopening_needs_an_approval_of_the_other_side(kept: Keeping) -> None:
    close(kept, "2025-03")
    with pytest.raises(CannotReopen, match="还没有批准"):
        open_again(kept, "2025-03")
    with pytest.raises(NotYours):
        approve(kept, "2025-03", by="chen")
    approve(kept, "2025-03")
    with pytest.raises(NotYours):
        open_again(kept, "2025-03", by="wang")


def test_reopening_leaves_its_trace(kept: Keeping) -> None:
    """Closed, approved, reopened, a voucher more, closed anew: five lines in the log, two seals, both hold."""
    close(kept, "2025-03")
    first = (kept.folder / "seals/2025-03").read_bytes()
    approve(kept, "2025-03")
    made = open_again(kept, "2025-03")
    assert (made.id, made.approval, made.reason) == ("2025-03", "A-0001", "漏记印刷费")
    (late,) = kept.enter(LATE)
    with desk(kept.books, "chen") as at:
        closing.number(at, kept.award, {late.id: "记-0050"}, {})
    (again,) = close(kept, "2025-03")
    assert (again.id, again.vouchers) == ("2025-03.2", "2")
    log = [line.split()[1:3] for line in (kept.folder / "log").read_text("utf-8").splitlines()]
    assert log[-6:] == [
        ["closing", "2025-03"], ["approval", "A-0001"], ["reopening", "2025-03"], ["voucher", late.id],
        ["gl", late.id], ["closing", "2025-03.2"],
    ]  # fmt: skip
    assert (kept.folder / "seals/2025-03").read_bytes() == first
    verdict = verify_award(kept.books, kept.award)
    assert verdict.faults == []
    assert [(seal.id, seal.holds) for seal in verdict.seals] == [("2025-03", True), ("2025-03.2", True)]


def test_an_approval_serves_once(kept: Keeping) -> None:
    close(kept, "2025-03")
    approve(kept, "2025-03")
    open_again(kept, "2025-03")
    close(kept, "2025-03")
    with pytest.raises(CannotReopen, match="还没有批准"):
        open_again(kept, "2025-03")


def test_months_are_reopened_from_the_last_one_backwards(kept: Keeping) -> None:
    close_both(kept)
    for act in (approve, open_again):
        with pytest.raises(CannotReopen, match="2025-04 在它之后结账"):
            act(kept, "2025-03")
        with pytest.raises(CannotReopen, match="2025-05 没有结账"):
            act(kept, "2025-05")


def test_a_reason_is_needed(kept: Keeping) -> None:
    close(kept, "2025-03")
    with desk(kept.books, "wang") as at, pytest.raises(CannotReopen, match="理由"):
        approve_reopening(at, kept.award, "2025-03", " ")
