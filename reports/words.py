"""Names of figures in both languages, as every report, page and table shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from decimal import Decimal

    from earmark.plugins.standing.standing import Totals

TOTAL_NAMES = {
    "questioned": Text("疑点金额", "questioned"),
    "open": Text("待认定", "open"),
    "cleared": Text("已排除", "cleared"),
    "corrected": Text("自行纠正", "self-corrected"),
    "upheld": Text("认定金额", "upheld"),
    "to_order": Text("待责令收回", "to order"),
    "ordered": Text("责令收回", "ordered"),
    "no_recovery": Text("认定但不收回", "upheld without recovery"),
    "returned": Text("已收回", "returned"),
    "set_off": Text("抵减后续拨款", "set off"),
    "adjusted": Text("调账", "adjusted"),
    "written_off": Text("核销", "written off"),
    "absorbed": Text("并入撤销收回", "absorbed"),
    "outstanding": Text("未收回", "outstanding"),
    "unknown": Text("无法判断（另列）", "cannot tell (apart)"),
}
REVOKED = Text("撤销收回（另列）", "revocation (apart)")
"""Ordered by a revocation: an order of its own, apart from what was upheld; shown where there is one."""

BY_REVOCATION = Text("认定、由撤销一并收回", "upheld, taken back by the revocation")
"""What was upheld and not ordered alone, once the award is revoked: nothing waits for an order any more."""


def totals_of(totals: Totals) -> list[tuple[Text, Decimal]]:
    """The figures of law 3 with their names, a revocation's before what came back."""
    rows = [(name, getattr(totals, key)) for key, name in TOTAL_NAMES.items()]
    if totals.revoked:
        rows[list(TOTAL_NAMES).index("to_order")] = (BY_REVOCATION, totals.to_order)
        rows.insert(list(TOTAL_NAMES).index("returned"), (REVOKED, totals.revoked))
    return rows


RULE_NAMES = {
    "prohibited": Text("禁止用途", "prohibited use"),
    "plan": Text("计划外", "not in the plan"),
    "period": Text("期外", "outside the period"),
    "negative": Text("红字无对应", "red letter without a charge"),
    "duplicate": Text("疑似重复", "possible duplicate"),
    "segregation": Text("单独核算", "separate accounts"),
}
"""What a finding without a category is about, in a word or two; else the rule's own name (``ABOUT``) says it."""
WEIGHT_NAMES = {
    "fact": Text("事实", "fact"),
    "object": Text("付款内容", "object paid for"),
    "group": Text("一组付款", "payments together"),
    "payee": Text("收款方", "payee"),
    "question": Text("待答复问题", "open question"),
    "account": Text("科目", "account"),
    "topic": Text("话题", "topic"),
    "missing": Text("缺资料", "data missing"),
    "lawful": Text("合规用途", "lawful use"),
}
POSITION_NAMES = {
    "received": Text("收到", "received"),
    "spent": Text("支出", "spent"),
    "interest": Text("利息", "interest"),
    "advances": Text("借款（备用金）", "advances"),
    "prepayments": Text("预付", "prepayments"),
    "due_to_award": Text("应归还本项目", "due to the award"),
    "owed": Text("应付及代扣", "owed"),
    "returned_to_funder": Text("退还拨款单位", "returned to the funder"),
    "bank": Text("账户余额", "balance"),
}
