"""A payee's trade and the account's last name that agree say something together, and nothing alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earmark.plugins.signs import trade

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk


@pytest.mark.parametrize(
    ("payee", "leaf"),
    [
        ("江城理化检测中心", "测试费"),
        ("江城译海", "翻译费"),
        ("江城快印坊", "资料费"),
        ("江城悦居酒店", "住宿费"),
    ],
)
def test_the_trade_sells_it(desk: Desk, payee: str, leaf: str) -> None:
    charge = desk.pay("团标比对第二组", payee, account_name=f"业务活动成本-标准制定-{leaf}")
    assert trade.agrees(charge, frozenset())
    assert desk.says(charge) == "allowed"


@pytest.mark.parametrize(
    ("payee", "leaf"),
    [
        ("江城理化检测中心", "宣传费"),
        ("江城商贸有限公司", "测试费"),
        ("", "翻译费"),
        ("江城融资租赁", "租赁费"),
    ],
)
def test_it_does_not(desk: Desk, payee: str, leaf: str) -> None:
    charge = desk.pay("团标比对第二组", payee, account_name=f"业务活动成本-标准制定-{leaf}")
    assert not trade.agrees(charge, frozenset())


def test_what_speaks_against_a_charge_is_not_outweighed(desk: Desk) -> None:
    charge = desk.pay("办公室装修", "江城会议中心", account_name="业务活动成本-学术交流-场租费")
    assert desk.says(charge) == "construction"


def test_a_lecturer_is_paid_for_his_topic(desk: Desk) -> None:
    charge = desk.pay("老年课堂：如何识破套路贷", "专家E24", account_name="业务活动成本-科普活动-讲课费")
    assert desk.says(charge) == "allowed"
