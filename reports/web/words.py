"""The words of our pages in Chinese and English."""

from __future__ import annotations

from earmark.ledger.text import Text

OUTCOMES = {
    "violation": Text("涉嫌违规", "suspected violation"),
    "review": Text("存疑", "review"),
    "unknown": Text("无法判断", "cannot tell"),
}
CATEGORIES = {
    "personnel": Text("人员经费", "personnel"),
    "office": Text("日常办公经费", "office running costs"),
    "donation": Text("捐款", "donation"),
    "sponsorship": Text("赞助", "sponsorship"),
    "fine": Text("支付罚款", "fine"),
    "loan_repayment": Text("还贷", "loan repayment"),
    "investment": Text("对外投资", "investment"),
    "construction": Text("基建", "construction"),
    "unrelated": Text("与本项目无关", "unrelated to the project"),
}
STATUSES = {
    "open": Text("未处理", "open"),
    "answered": Text("已答复，待认定", "answered"),
    "corrected": Text("已纠正", "corrected"),
    "cleared": Text("已排除", "cleared"),
    "upheld": Text("已认定", "upheld"),
    "part_upheld": Text("部分认定", "upheld in part"),
    "not_found": Text("本次未再发现", "no longer found"),
}

PAGE = {
    "no_audit": Text(
        "没有审计结果：审计没有运行，不等于没有疑点。请看“错误”页。",
        "No audit: it did not run, which is not the same as nothing found. See the page of errors.",
    ),
    "findings": Text("疑点", "Findings"),
    "findings_caption": Text(
        "疑点是规则对一笔列支的说法，不是结论；由拨款单位或审计方认定。",
        "A finding is what a rule says of a charge, no verdict: the funder or auditor decides.",
    ),
    "none": Text("没有疑点", "No findings"),
    "count": Text("共 {count} 项，{amount} {currency}", "{count}, {amount} {currency}"),
    "still_open": Text("{count} 项未处理", "{count} open"),
    "outcome": Text("结论与类别", "Outcome"),
    "amount": Text("金额", "Amount"),
    "date": Text("日期", "Date"),
    "what": Text("收款方与摘要", "Payee and narration"),
    "why": Text("条款与依据", "Clause and evidence"),
    "status": Text("状态", "Status"),
    "where": Text("凭证与来源", "Voucher and sources"),
    "clears": Text("如何排除", "What would clear it"),
    "clause": Text("条款", "Clause"),
    "evidence": Text("依据", "Evidence"),
    "voucher": Text("凭证 {voucher}", "Voucher {voucher}"),
    "document": Text("原件 {name}", "Document {name}"),
    "source": Text("来源 {source}", "Source {source}"),
    "award": Text("资金", "Award"),
    "period": Text("{start} 至 {end}", "{start} to {end}"),
    "totals": Text("总额", "Totals"),
    "granted": Text("核定", "Granted"),
    "received": Text("已收", "Received"),
    "spent": Text("已支出", "Spent"),
    "balance": Text("余额", "Balance"),
    "questioned": Text("存疑金额", "Questioned"),
    "upheld": Text("认定", "Upheld"),
    "ordered": Text("责令收回", "Ordered"),
    "returned": Text("已退回", "Returned"),
    "outstanding": Text("未退回", "Outstanding"),
    "plan": Text("资金使用计划执行情况", "The fund-use plan"),
    "line": Text("用途", "Plan line"),
    "planned": Text("计划", "Planned"),
    "left": Text("剩余", "Left"),
    "used": Text("执行", "Used"),
    "outside": Text("不在计划内", "On no plan line"),
    "all": Text("合计", "Total"),
    "course": Text("计划与累计支出", "Plan and spending so far"),
    "unit": Text("单位：{currency}", "in {currency}"),
}
