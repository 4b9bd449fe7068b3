"""银行存款余额调节表 as one HTML page that prints on A4: no script, nothing from elsewhere, in the report's own style."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from earmark.ledger.banks.two_sides import CAUSES
from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text
from earmark.ledger.recovery.mirrored import CAUSES as CLAIM_CAUSES

from . import table

if TYPE_CHECKING:
    from decimal import Decimal

    from jinja2 import Environment

    from earmark.ledger.base.text import Lang

    from .value import Reconciled

WORDS = {
    "account": Text("账户", "Account"),
    "through": Text("截至", "Through"),
    "unit": Text("单位：人民币元", "in CNY"),
    "open": Text("有 {n} 项差异没有说明", "{n} differences are unexplained"),
    "changed": Text("提交后又有变动", "Changed since it was submitted"),
    "items": Text("未达账项和差异", "Items in transit and differences"),
    "none": Text("没有", "none"),
    "tied": Text("已对上的流水和凭证", "Rows and vouchers that are tied"),
    "date": Text("日期", "Date"),
    "id": Text("编号", "Id"),
    "row": Text("流水", "Row"),
    "booked": Text("记账日", "Booked"),
    "voucher": Text("凭证", "Voucher"),
    "amount": Text("金额", "Amount"),
    "cause": Text("原因", "Cause"),
    "payee": Text("对方", "Payee"),
    "age": Text("已有", "Age"),
    "state": Text("状态", "State"),
    "difference": Text("调节后仍相差", "Still off by"),
}


def page(made: Reconciled, lang: Lang) -> str:
    """The page."""
    bank, books = table.columns(made.sides)
    rows = [(bank[n : n + 1], books[n : n + 1]) for n in range(max(len(bank), len(books)))]
    template = _templates().get_template("reconciliation.html")
    return template.render(
        m=made, f=made.sides, t=table, rows=rows, causes=CAUSES, claim_causes=CLAIM_CAUSES, lang=lang, money=_money,
        say=lambda text: text.show(lang), w=lambda key, **values: WORDS[key].format(**values).show(lang),
    )  # fmt: skip


def _money(amount: Decimal) -> str:
    """With a true minus sign."""
    return money(amount).replace("-", "−")


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    here = Path(__file__).parent
    folders = [here / "templates", here.parent / "accountability" / "templates"]
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
