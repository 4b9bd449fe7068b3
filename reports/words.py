"""Names of figures in both languages, as every report, page and table shows them."""

from __future__ import annotations

from earmark.ledger.text import Text

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
