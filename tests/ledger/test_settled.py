"""What is left of advances, prepayments and cash, whoever settles them and however."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

ADVANCE = """
2025-04-01 * "职工A04" "预借差旅费"
  Assets:A:1122其他应收款:01备用金   {amount} CNY
  Assets:A:1002银行存款             -{amount} CNY
"""


def left(award: Keeping) -> list[Decimal | None]:
    return [c.left for c in award.charges]


def test_an_advance_is_left_until_somebody_settles_it(society: Keeping) -> None:
    society.draft(ADVANCE.format(amount="5000.00"))
    assert left(society) == [Decimal("5000.00")]


def test_a_cost_and_the_cash_that_comes_back_settle_it(society: Keeping) -> None:
    society.draft(
        ADVANCE.format(amount="5000.00")
        + """
2025-04-20 * "职工A04" "报销差旅费"
  Expenses:A:5101业务活动成本:02差旅费     4380.00 CNY
  Assets:A:1002银行存款                     500.00 CNY
  Assets:A:1122其他应收款:01备用金        -4880.00 CNY
"""
    )
    assert left(society) == [Decimal("120.00"), None]


def test_the_oldest_of_the_same_payee_comes_first(society: Keeping) -> None:
    back = """
2025-05-20 * "{who}" "退回"
  Assets:A:1002银行存款                    {amount} CNY
  Assets:A:1122其他应收款:01备用金        -{amount} CNY
"""
    society.draft(ADVANCE.format(amount="300.00") + ADVANCE.format(amount="200.00"))
    society.draft(back.format(who="职工A05", amount="100.00"))
    assert left(society) == [Decimal("300.00"), Decimal("200.00")]
    society.draft(back.format(who="职工A04", amount="350.00"))
    assert left(society) == [Decimal("0.00"), Decimal("150.00")]


def test_cash_is_settled_by_whatever_is_paid_from_it(society: Keeping) -> None:
    society.draft("""
2025-04-01 * "江城银行" "提取现金"
  Assets:A:1001现金          3000.00 CNY
  Assets:A:1002银行存款     -3000.00 CNY

2025-04-09 * "江城图文店" "评审会资料打印"
  Expenses:A:5101业务活动成本:01会议费   1800.00 CNY
  Assets:A:1001现金                     -1800.00 CNY
""")
    assert left(society) == [Decimal("1200.00"), None]
