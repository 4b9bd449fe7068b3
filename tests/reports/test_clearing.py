"""Each finding says what would clear it and who has that, wherever it is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from earmark.ledger.base.text import Text
from earmark.plugins.judging.engine import ABOUTS
from earmark.plugins.judging.finding import Clause, Evidence, Finding
from earmark.reports.clearing import supplier, weighed

FOUND = Finding(
    id="F-1", rule="notice", category="", outcome="review", subject="stage:notice", amount=None, currency=None,
    date=None, voucher=None, sources=(), clause=Clause("", "", ""), evidence=(), clears=Text("公示稿", "the notice"),
)  # fmt: skip


@pytest.mark.parametrize("rule", ABOUTS)
def test_every_rule_names_who_has_it(rule: str) -> None:
    said = supplier(replace(FOUND, rule=rule))
    assert said.zh
    assert said.en


def test_nobody_is_asked_about_what_is_found_no_more() -> None:
    assert supplier(replace(FOUND, status="not_found")) == Text("", "")
    assert supplier(replace(FOUND, rule="of-another-earmark")) == Text("", "")


def test_a_reason_says_what_kind_it_is_once() -> None:
    staff = Evidence(Text("收款人是本单位职工", "the payee is own staff"), "fact")
    assert weighed(staff) == Text("[事实] 收款人是本单位职工", "[fact] the payee is own staff")
    paid = Evidence(Text("付款内容“空调”：办公设备", "paid for “空调”: equipment"), "object")
    assert weighed(paid) == paid.text
