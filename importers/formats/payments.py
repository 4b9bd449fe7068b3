"""Payment orders of the treasury (国库集中支付凭证): one row, one payment, with its economic class and no accounts.

    支付时间,预算项目编码,支出经济项目分类编码,支出经济项目分类名称,支付金额,供应商名称,摘要
    2025-03-18,420000250000001017,30215,会议费,9000.00,江城云汀会议中心,年会会场

Each becomes a voucher of both sets: in the budget set the class says what the money was used for; in the financial
one it says which costs, and for what is no cost (310 资本性支出) a person does. The day is that of the settlement
(清算时间) where the file tells it. An order that was deleted, or not settled while others were, moved nothing: it is
left out, and a note says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.record import BUDGET
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.charge import Source

from ..cells.compare import folded
from ..tables import values
from ..tables.bank_row import check_day
from ..tables.footer import is_total
from ..tables.rows import ZERO, BookLine, BookVoucher, Journal, Problem, Refused, said
from ..tables.table_rows import Row, body
from .statement import wrong_total

if TYPE_CHECKING:
    import datetime

    from ..tables.header import Header

COSTS = {"301": "工资福利费用", "302": "商品和服务费用", "303": "对个人和家庭的补助费用"}
"""Economic class, first level → sub-account of 5001 业务活动费用 in 政府会计制度."""
GONE = frozenset({"1", "y", "yes", "true", "是", "已删除", "作废"})
THERE = frozenset({"", "0", "2", "n", "no", "false", "否", "未删除", "正常"})
LEFT_OUT = Text(
    "{count} 张支付凭证已删除或还没有清算，没有计入：第 {rows} 行",
    "{count} payment orders are deleted or not settled yet and are left out: rows {rows}",
)


def read_payments(header: Header, file: str, today: datetime.date) -> Journal:
    """The payments below a header, each as a voucher. Problems are values, nothing is raised."""
    rows, footers = body(header)
    settles = any(values.text(row["settled"]) for row in rows)
    vouchers: list[BookVoucher] = []
    problems: list[Problem] = []
    idle: list[int] = []
    for row in rows:
        try:
            if _moved(row, settles=settles):
                vouchers.append(_voucher(row, Source(file, row.number), today))
            else:
                idle.append(row.number)
        except EarmarkError as error:
            problems.append(Problem(row.number, said(error)))
    if not problems and not idle:
        total = sum((voucher.lines[0].amount for voucher in vouchers), ZERO)
        sums = [footer for footer in footers if is_total(footer.cells)]
        problems = [problem for footer in sums for problem in wrong_total(footer, "amount", total)]
    left = LEFT_OUT.format(count=len(idle), rows="、".join(map(str, idle[:12])))
    return Journal(
        format=header.profile.id,
        vouchers=tuple(vouchers),
        data_rows=len(rows) - len(idle),
        problems=tuple(problems),
        notes=(left,) if idle else (),
        whole=False,
    )


def _moved(row: Row, *, settles: bool) -> bool:
    """Whether the order paid anything. Raises :class:`Refused` when that cannot be told."""
    deleted = folded(values.text(row["deleted"]))
    if deleted not in GONE | THERE:
        message = Text("看不出“{said}”是不是已删除", "“{said}” does not tell whether the order is deleted")
        raise Refused(message.format(said=deleted[:20]))
    return deleted not in GONE and bool(not settles or values.text(row["settled"]))


def _voucher(row: Row, place: Source, today: datetime.date) -> BookVoucher:
    """The payment of one row. Raises EarmarkError."""
    date = values.day(row["settled"] or row["date"])
    check_day(date, today)
    paid, settled = values.amount(row["amount"]), values.amount(row["paid"])
    if not paid:
        raise Refused(Text("没有金额", "there is no amount"))
    if settled and settled != paid:
        message = Text(
            "支付金额 {paid} 与实付金额 {settled} 不同", "ordered are {paid}, and paid were {settled}"
        )
        raise Refused(message.format(paid=paid, settled=settled))
    class_code = values.identifier(row["class_code"])
    budget = BookLine(
        place=place,
        account_code="",
        account_name="",
        debit=paid,
        credit=ZERO,
        currency=BUDGET,
        narration=values.text(row["narration"]),
        more=values.text(row["narration_more"]),
        payee=values.text(row["payee"]),
        payee_account=values.identifier(row["payee_account"]),
        class_code=class_code,
        class_name=values.text(row["class_name"]),
        project_code=values.identifier(row["project_code"]),
        project_name=values.text(row["project_name"]),
        role="budget_pending_out",
    )
    group = COSTS.get(class_code[:3], "")
    cost = replace(budget, currency="CNY", role="" if group else "pending_out", class_code="", class_name="")
    named = replace(cost, account_name=f"业务活动费用-{group}" if group else "")
    lines = (named, _credited(cost, "bank"), budget, _credited(budget, "budget_bank"))
    return BookVoucher(date=date, cls="", number="", lines=lines)


def _credited(line: BookLine, role: str) -> BookLine:
    return replace(line, debit=ZERO, credit=line.debit, role=role, class_code="", class_name="")
