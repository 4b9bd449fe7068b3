"""Law 4: a finding belongs to its charge. Whatever is imported, posted, inserted or reversed, it stays, under its id.

2025-05-10  办公室空调    5,000.00   office: a violation
2025-05-12  支付罚款        600.00   fine: a violation
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.ledger.books.load import load_award
from earmark.reports.web.seen import seen_in

Office = Any
"""The office of conftest, which tests cannot import."""
A = "1202021109900088801"
GRANT = f"1,{A},,2025-03-05 09:00:00,贷,,500000.00,,转账,拨付专项奖补资金,武汉市科学技术协会,,"
VENUE = f"2,{A},,2025-04-14 09:00:00,借,60000.00,,,转账,学术年会场地租金,江城锦湖会议中心,,"
COOLER = f"3,{A},,2025-05-10 09:00:00,借,5000.00,,,转账,办公室空调,江城环宇电器商行,,"
FINE = f"4,{A},,2025-05-12 09:00:00,借,600.00,,,转账,交通违章罚款,江城市公安局交通管理局,,"
FLIGHT = f"5,{A},,2025-06-02 09:00:00,借,900.00,,,转账,参加学术年会机票,江城航空,,"
BOOKED = """
日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途
2025-05-10,记-0001,办公室空调,510101,业务活动成本-会议费,5000.00,,江城环宇电器商行,P1
2025-05-10,记-0001,办公室空调,1002,银行存款,,5000.00,江城环宇电器商行,
"""


@pytest.fixture(scope="module")
def questioned(
    opened: Path, icbc: Callable[..., str], tmp_path_factory: pytest.TempPathFactory, at: type[Office]
) -> Office:
    """Books in which both charges are drafts, and both findings are there."""
    folder = tmp_path_factory.mktemp("questioned")
    shutil.copytree(opened, folder / "books")
    office = at(folder)
    office.file("五月.csv", icbc([COOLER, FINE]))
    office("import 五月.csv --by chen")
    office("draft complete WH2025-007 WH2025-007-V0001 --account 5101-会议费 --plan P1 --by chen")
    office("draft complete WH2025-007 WH2025-007-V0002 --account 5101-差旅费 --plan P1 --by chen")
    office.file("以前.csv", icbc([GRANT, VENUE, COOLER]))
    office.file("以后.csv", icbc([FINE, FLIGHT]))
    office.file("序时账.csv", BOOKED)
    assert len(office.findings()) == 2
    return office


def insert_lines(office: Office) -> None:
    """A person writes remarks at the top of every file that holds vouchers."""
    for path in (office.root / "awards/WH2025-007").rglob("*.beancount"):
        if path.name == "drafts.beancount" or path.parent.name == "vouchers":
            path.write_text(";; 已复核\n;; 已复核\n" + path.read_text("utf-8"), "utf-8")


STEPS: dict[str, Callable[[Office], object]] = {
    "earlier days": lambda office: office("import 以前.csv --by chen"),
    "later days": lambda office: office("import 以后.csv --by chen"),
    "the same again": lambda office: office("import 五月.csv --by chen"),
    "the bookkeeper": lambda office: office("import 序时账.csv --by chen"),
    "posting": lambda office: office("post WH2025-007 --by chen"),
    "remarks": insert_lines,
}


@settings(max_examples=6, deadline=None)
@given(steps=st.permutations(list(STEPS)))
def test_a_finding_stays_whatever_comes(questioned: Office, steps: list[str]) -> None:
    before = questioned.findings()
    with tempfile.TemporaryDirectory() as folder:
        office = replace(questioned, folder=Path(folder))
        shutil.copytree(questioned.folder, folder, dirs_exist_ok=True)
        for step in steps:
            STEPS[step](office)
            found = office.findings()
            assert {id_: found.get(id_) for id_ in before} == before, f"after {step} of {steps}"
        office("check")


@pytest.fixture
def posted(questioned: Office, tmp_path: Path) -> Office:
    """A copy of the books, both charges posted."""
    shutil.copytree(questioned.folder, tmp_path, dirs_exist_ok=True)
    office = replace(questioned, folder=tmp_path)
    office("post WH2025-007 --by chen")
    return office


def test_a_red_letter_does_not_close_a_finding(posted: Office) -> None:
    """Reversed and booked again under a harmless name: the first finding stays, and the books show both."""
    before = posted.findings()
    posted("reverse WH2025-007 WH2025-007-V0001 --reason 科目用错 --date 2025-06-30 --by chen")
    assert set(posted.findings()) >= set(before)
    posted("post WH2025-007 --by chen")
    assert set(posted.findings()) >= set(before)
    posted("check")


def test_money_that_comes_back_does_not_close_a_finding(posted: Office, icbc: Callable[..., str]) -> None:
    """2025-06-20  退货款  5,000.00 comes in, and is booked against the cost that it takes back."""
    before = posted.findings()
    back = f"6,{A},,2025-06-20 09:00:00,贷,,5000.00,,转账,办公室空调退货款,江城环宇电器商行,,"
    posted.file("退货.csv", icbc([back]))
    posted("import 退货.csv --by chen")
    (draft,) = posted.drafts()
    posted(f"draft complete WH2025-007 {draft['id']} --account 5101-会议费 --plan P1 --by chen")
    posted("post WH2025-007 --by chen")
    assert posted.stands()["spent"] == "600.00"
    assert set(posted.findings()) >= set(before)
    posted("check")


def test_a_decided_finding_keeps_its_decision_through_a_red_letter(posted: Office) -> None:
    fine = next(id_ for id_, amount in amounts(posted).items() if amount == "600.00")
    posted(f"decide WH2025-007 {fine} --uphold-all --recover --reason 罚款 --date 2025-06-15 --by zhou")
    posted("reverse WH2025-007 WH2025-007-V0002 --reason 科目用错 --date 2025-06-30 --by chen")
    posted("post WH2025-007 --by chen")
    assert posted.findings()[fine] == "upheld"
    assert posted.stands()["to_order"] == "600.00"


def amounts(office: Office) -> dict[str, str]:
    """Each finding's amount by its id."""
    (one,) = office.json("findings WH2025-007")["awards"]
    return {f["id"]: f["amount"] for f in one["findings"]}


def test_what_a_closing_listed_is_named_when_it_is_found_no_more(own_demo: Office) -> None:
    """The demo's months of 2025 are closed. Somebody empties the list of staff: A07's 1,500.00 is found no more."""
    before = own_demo.findings()
    totals = own_demo.json("findings WH2025-007")["awards"][0]
    (own_demo.root / "parties/JCSF.toml").write_text('complete = ["staff", "rehired"]\n', "utf-8")
    after = own_demo.findings()
    lost = {id_ for id_, status in after.items() if status == "not_found"}
    assert lost
    assert before.keys() <= after.keys()
    assert {before[id_] for id_ in lost} >= {"open"}
    now = own_demo.json("findings WH2025-007")["awards"][0]
    assert now["questioned"] == totals["questioned"]
    why = [e for f in now["findings"] if f["id"] in lost for e in f["evidence"]]
    assert any("此后改过关联方等名单的文件" in e for e in why)
    assert {f["clause"]["number"] for f in now["findings"] if f["id"] in lost} != {""}
    assert all(f["sources"] for f in now["findings"] if f["id"] in lost)
    (page,) = seen_in(load_award(own_demo.books, "WH2025-007").entries)
    assert {f.id for f in page.standing.findings if f.status == "not_found"} == lost, "on the pages, too"
