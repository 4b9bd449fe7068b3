"""Lines that only tell as a group: of somebody who hides money (books a and b), and of an honest society (books h).

Each set of lines is one award's books; what all rules together say of a line must be one of its answers.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from earmark.ledger.awards.award import OtherProject
from earmark.ledger.vouchers.charge import Charge
from earmark.plugins.judging import engine
from earmark.plugins.judging.finding import Finding
from earmark.plugins.judging.groups import house, named, one_thing, runs, thing, together

from .conftest import Desk

DATA = Path(__file__).parent / "data" / "groups.csv"
LINES = list(csv.DictReader(DATA.read_text(encoding="utf-8").splitlines()))
STRENGTH = ("violation", "review", "unknown")


def charge(desk: Desk, row: dict[str, str]) -> Charge:
    code = "1001" if "现金" in row["account_name"] else "5101"
    plan = "P1" if row["kind"] == "cost" else None
    facts = {"kind": row["kind"], "account_name": row["account_name"], "plan": plan, "code": code}
    return desk.pay(row["narration"], row["counterparty"], row["amount"], paid=row["date"], **facts)


def verdict(findings: Sequence[Finding]) -> str:
    """The strongest of several findings: violation before review, a named use before unrelated."""
    first = min(
        findings, key=lambda f: (STRENGTH.index(f.outcome), f.category in {"unrelated", ""}), default=None
    )
    if first is None:
        return "allowed"
    return first.category if first.outcome == "violation" else "review"


@pytest.mark.parametrize("books", ["a", "b", "h"])
def test_a_line_is_told_by_what_stands_beside_it(desk: Desk, books: str) -> None:
    parties = desk.award.parties
    assert parties
    more = replace(parties, other_projects=(OtherProject("B2024-017"),))
    limits = {**desk.award.settings, "single-source": "50000", "one-signature": "5000"}
    rows = [row for row in LINES if row["books"] == books]
    charges = [charge(desk, row) for row in rows]
    audit = engine.judge(desk.with_award(settings=limits, parties=more).award, charges, desk.policy)
    assert not audit.failed
    told = [verdict([f for f in audit.findings if f.subject == c.id]) for c in charges]
    wrong = [
        (row["narration"], said)
        for row, said in zip(rows, told, strict=True)
        if said not in row["accept"].split("|")
    ]
    assert wrong == []


def test_what_one_thing_is(desk: Desk) -> None:
    def alike(one: str, other: str) -> bool:
        return one_thing(desk.pay(one), desk.pay(other))

    assert alike("展厅布展材料(一)", "展厅布展材料第二批")
    assert alike("会员平台开发一期", "会员平台开发二期")
    assert alike("１", "2")
    assert not alike("第1期培训班教室", "第2期培训班教室")
    assert not alike("3月会刊寄送", "4月会刊寄送")
    assert not alike("会刊印刷", "展厅布展")
    assert thing("第3期论坛").series == {"第3期"}


def test_sister_companies_are_one_house() -> None:
    assert house("江城云帆文化传播有限公司") == house("江城市江岸区江城云帆广告部(个体)")
    assert house("江城大学") != house("江城大学出版社有限公司")


def test_runs_mark_each_member_once(desk: Desk) -> None:
    charges = [desk.pay("材料", amount="1000.00", paid=f"2025-06-{n:02d}") for n in range(1, 29)]
    found = list(runs(charges, 3, 2, charges[0].amount * 4))
    assert [c for run in found for c in run.new] == charges
    assert {run.size for run in found} == {4}
    assert "等 28 笔" in named(charges).zh
    assert len(together(charges)) == 1
