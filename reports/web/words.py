"""The words of our pages in Chinese and English."""

from __future__ import annotations

from earmark.ledger.base.text import Text

PAGE = {
    "no_audit": Text(
        "没有审计结果：审计没有运行，不等于没有疑点。请看“错误”页。",
        "No audit: it did not run, which is not the same as nothing found. See the page of errors.",
    ),
    "findings_caption": Text(
        "疑点是规则对一笔列支的说法，不是结论；由拨款单位或审计方认定。",
        "A finding is what a rule says of a charge, no verdict: the funder or auditor decides.",
    ),
    "none": Text("没有疑点", "No findings"),
    "count": Text("共 {count} 项，{amount} {currency}", "{count}, {amount} {currency}"),
    "undecided": Text("{count} 项待认定", "{count} undecided"),
    "outcome": Text("结论与类别", "Outcome"),
    "amount": Text("金额", "Amount"),
    "date": Text("日期", "Date"),
    "what": Text("收款方与摘要", "Payee and narration"),
    "why": Text("条款与依据", "Clause and evidence"),
    "status": Text("状态", "Status"),
    "where": Text("凭证与来源", "Voucher and sources"),
    "clears": Text("可排除的材料", "What would clear it"),
    "supplier": Text("由谁提供", "Supplied by"),
    "voucher": Text("凭证 {voucher}", "Voucher {voucher}"),
    "document": Text("原件 {name}", "Document {name}"),
    "source": Text("来源 {source}", "Source {source}"),
    "period": Text("{start} 至 {end}", "{start} to {end}"),
    "totals": Text("总额", "Totals"),
    "granted": Text("核定", "Granted"),
    "plan": Text("资金使用计划执行情况", "The fund-use plan"),
    "line": Text("用途", "Plan line"),
    "planned": Text("计划", "Planned"),
    "spent": Text("支出", "Spent"),
    "left": Text("剩余", "Left"),
    "used": Text("执行", "Used"),
    "outside": Text("不在计划内", "On no plan line"),
    "all": Text("合计", "Total"),
    "course": Text("计划与累计支出", "Plan and spending so far"),
    "life": Text("从申报到结项", "From application to settlement"),
    "missing": Text("缺", "missing"),
    "unsettled": Text("没有处理结果", "not settled"),
    "unit": Text("单位：{currency}", "in {currency}"),
}
