"""The words of the accountability report in Chinese and English, in the order in which the page says them.

A finding without a decision is 拟提请认定 or 待核实; the word 违规 is not ours to say. Money comes back by 收回.
"""

from __future__ import annotations

from earmark.ledger.base.text import Text

from ..words import POSITION_NAMES, REVOKED, TOTAL_NAMES

WORDS = {
    # ---------------------------------------------------------------- head
    "title": Text("{scheme}奖补资金使用情况报告", "Report on the use of award funds"),
    "award": Text("资金编号", "Award"),
    "as_of": Text("截止日", "As of"),
    "recorded": Text("账簿记录至", "Books recorded until"),
    "unit": Text("金额单位：元", "amounts in CNY"),
    "warning": Text("本报告暂不能作为依据", "This report cannot be relied on yet"),
    "not_tied": Text(
        "资金账户余额与收支不符，相差 {amount} 元，见第二部分。",
        "The balance does not tie out: {amount} CNY are not explained, see part 2.",
    ),
    "law_broken": Text("{law}：各项合计不平。", "Totals do not add up: {law}."),
    "fault": Text("账簿本身有差错：", "The books themselves are at fault: "),
    "rule_failed": Text("规则“{rule}”运行失败：{why}", "Rule “{rule}” failed: {why}"),
    "no_reason": Text("原因不明", "no reason given"),
    "has_drafts": Text(
        "本报告含尚未记账的凭证草稿 {drafts} 张（已记账 {posted} 张），草稿部分的金额另列。",
        "Vouchers: {drafts} in draft, {posted} posted. The drafts' part of each figure is given apart.",
    ),
    # ---------------------------------------------------------------- 1 facts
    "part_facts": Text("一、基本情况", "1. The award"),
    "facts": Text(
        "{recipient}承担{scheme}，由{funder}拨款，核定金额 {amount} 元（人民币{capital}），"
        "实施期自{start}至{end}。",
        "{recipient} holds an award of {amount} CNY from {funder}; its period is {start} to {end}.",
    ),
    "scheme": Text("专项", "Scheme"),
    "account": Text("资金账户", "Account"),
    "chart": Text("会计制度", "Chart of accounts"),
    "chart_from": Text("；自{day}起：{chart}", "; from {day}: {chart}"),
    "project_code": Text("预算项目编码", "Budget project code"),
    "parent": Text("上级资金", "Sub-grant of"),
    # ---------------------------------------------------------------- 2 figures
    "part_figures": Text("二、资金收支与结余", "2. Money in and out"),
    "figures": Text("资金收支情况", "Figures of the award"),
    "item": Text("项目", "Item"),
    "amount": Text("金额", "Amount"),
    "subgrants": Text("转拨", "Sub-grants"),
    "subgrant": Text("子项", "sub-grant"),
    "passed_on": Text("已转拨", "passed on"),
    "child_received": Text("对方已收", "received there"),
    "child_spent": Text("对方已支出", "spent there"),
    "unused": Text("未使用", "not used"),
    "note_subgrants": Text(
        "转拨已计入支出；其中 {unused} 对方尚未使用（以拨代支），单列，不冲减。",
        "What was passed on counts as spent; {unused} of it is not used yet. It is shown apart, not netted.",
    ),
    "of_drafts": Text("其中草稿", "of which drafts"),
    "tie_out": Text("余额核对", "Tie-out"),
    "expected": Text("应有余额", "explained"),
    "bank": Text("资金账户余额", "balance of the account"),
    "difference": Text("差额", "Difference"),
    "ties": Text("核对相符，分文不差。", "It holds to the cent."),
    "ties_not": Text("核对不符，差额须查明。", "It does not hold; the difference must be explained."),
    "bank_says": Text("银行对账单余额（{day}）", "balance on the bank statement ({day})"),
    "bank_agrees": Text("与账面一致。", "The books say the same."),
    "bank_differs": Text(
        "账面余额 {books} 元，相差 {amount} 元，其中未达账项 {transit} 元。",
        "The books say {books} CNY, a difference of {amount} CNY; {transit} CNY are in no statement yet.",
    ),
    "bank_wrong": Text(
        "银行对账单余额与账面相差 {amount} 元，原因不明，或缺对账单，见第二部分。",
        "Bank statement and books differ by {amount} CNY, unexplained; a statement may be missing. See part 2.",
    ),
    "other_income": Text("其他收入", "other income"),
    "elsewhere": Text("现金、其他账户及投资", "cash, other accounts, investments"),
    "timing": Text("已列费用未列支出", "charged (5xxx) and not yet spent (7xxx)"),
    "budget_income": Text("预算收入", "budget income"),
    "budget_other": Text("缴回及结转调整", "paid back and carried over (8201)"),
    "budget_set": Text("余额核对（预算会计）", "Tie-out of the budget set"),
    "budget_cash": Text("资金结存余额", "balance of 8001"),
    "note_spent": Text(
        "支出按列支计算，已减红字冲销、退款和整改冲回；期末结转、折旧不计。",
        "Spent is what was charged, less reversals, refunds and what orders restored; period-end transfers and "
        "depreciation do not count.",
    ),
    # ---------------------------------------------------------------- 3 plan
    "part_plan": Text("三、资金使用计划执行情况", "3. The fund-use plan"),
    "plan": Text("计划与支出", "Plan and spending"),
    "line": Text("用途", "Plan line"),
    "planned": Text("计划", "Planned"),
    "spent": Text("支出", "Spent"),
    "left": Text("剩余", "Left"),
    "share": Text("执行率", "Share"),
    "amended": Text("已调整：", "amended: "),
    "outside": Text("未对应计划用途", "on no plan line"),
    "all": Text("合计", "Total"),
    "chart_title": Text("各用途计划与支出", "Plan and spending by plan line"),
    "chart_plan": Text("计划 {amount}", "planned {amount}"),
    "chart_spent": Text("支出 {amount}", "spent {amount}"),
    "no_plan": Text("没有登记资金使用计划。", "No fund-use plan is registered."),
    # ---------------------------------------------------------------- 4 basis
    "part_basis": Text("四、审计依据与范围", "4. Basis and scope of the audit"),
    "policy": Text("实施方案", "Policy"),
    "sha256": Text("方案哈希值", "SHA-256"),
    "charges": Text("列支 {charges} 笔，凭证 {vouchers} 张", "{charges} charges in {vouchers} vouchers"),
    "looked_at": Text("审查范围", "Looked at"),
    "rules": Text("规则运行情况", "Rules"),
    "rule": Text("规则", "Rule"),
    "scope": Text("范围", "Scope"),
    "state": Text("状态", "State"),
    "found": Text("疑点", "Findings"),
    "not_checked": Text("未能审查的事项", "What was not checked"),
    "rule_not_run": Text("规则“{rule}”没有运行：{why}", "Rule “{rule}” did not run: {why}"),
    "lists_missing": Text("名单缺失或未声明完整：{lists}", "Lists missing or not declared complete: {lists}"),
    "comma": Text("、", ", "),
    "questions_open": Text("拨款单位尚未答复的问题：", "The funder has not answered: "),
    "and": Text("；", " "),
    "stop": Text("。", ""),
    "all_checked": Text("无。", "Nothing."),
    # ---------------------------------------------------------------- 5 findings
    "part_findings": Text("五、疑点与问题", "5. Findings"),
    "proposal": Text(
        "疑点由规则提出，未经拨款单位或审计方认定以前不是结论，也不是收回资金的依据。",
        "Findings are what rules say. Until the funder or auditor has decided, none is a conclusion or a ground for "
        "recovery.",
    ),
    "no_findings": Text("没有疑点。", "No findings."),
    "group_total": Text("{count} 项", "{count}"),
    "subject": Text("列支", "Charge"),
    "booked": Text("科目", "Account"),
    "voucher": Text("凭证", "Voucher"),
    "draft": Text("草稿", "draft"),
    "gl": Text("总账凭证号", "statutory voucher"),
    "sources": Text("来源", "Source"),
    "clause": Text("条款", "Clause"),
    "evidence": Text("依据", "Evidence"),
    "clears": Text("可排除的材料", "What would clear it"),
    "supplier": Text("由谁提供", "Supplied by"),
    "answer": Text("单位答复", "Answer"),
    "decision": Text("认定", "Decision"),
    # ---------------------------------------------------------------- 6 decisions, orders, returns
    "part_recovery": Text("六、认定与收回", "6. Decisions and recovery"),
    "decisions": Text("认定", "Decisions"),
    "no_decisions": Text("截至报告日没有认定。", "Nothing has been decided."),
    "decided": Text(
        "认定 {upheld} 元（疑点金额 {questioned} 元）", "{upheld} CNY upheld of {questioned} CNY questioned"
    ),
    "cleared_whole": Text(
        "予以排除（疑点金额 {questioned} 元）", "cleared ({questioned} CNY had been questioned)"
    ),
    "recover": Text("应收回", "to be recovered"),
    "no_recovery": Text("不收回", "no recovery"),
    "withdrawn": Text("已撤回", "withdrawn"),
    "reason": Text("理由", "Reason"),
    "basis": Text("依据", "Legal basis"),
    "by": Text("办理人", "By"),
    "recorded_at": Text("记录时间", "Recorded"),
    "orders": Text("整改（收回）决定", "Orders"),
    "no_orders": Text("截至报告日没有收回决定。", "Nothing has been ordered."),
    "revocation": Text("撤销资格，收回资金", "award revoked"),
    "ordered": Text("责令收回 {amount} 元（人民币{capital}）", "{amount} CNY ordered back"),
    "route": Text("收回方式", "Route"),
    "due": Text("限期", "Due"),
    "overdue": Text("逾期 {days} 天", "{days} days overdue"),
    "served": Text("送达", "Served"),
    "not_served": Text("未登记送达", "not recorded"),
    "outstanding": Text("未收回", "Outstanding"),
    "order_parts": Text("所据认定", "For decisions"),
    "settlements": Text("收回明细", "Money back, one by one"),
    "no_settlements": Text("截至报告日没有收回款项。", "Nothing has come back."),
    "number": Text("编号", "Id"),
    "date": Text("日期", "Date"),
    "order": Text("决定", "Order"),
    "channel": Text("渠道", "Channel"),
    "reference": Text("凭据", "Reference"),
    "totals": Text("疑点、认定与收回金额", "Questioned, upheld and recovered"),
    "revoked": REVOKED,
    "capital": Text(
        "责令收回合计 {ordered} 元（人民币{ordered_capital}），已收回 {returned} 元（人民币{returned_capital}），"
        "未收回 {outstanding} 元（人民币{outstanding_capital}）。",
        "Ordered back: {ordered} CNY. Returned: {returned} CNY. Outstanding: {outstanding} CNY.",
    ),
    "no_netting": Text(
        "疑点、认定、责令、收回是不同的金额，互不相抵。",
        "Questioned, upheld, ordered and returned are different figures and are never netted.",
    ),
    # ---------------------------------------------------------------- 7 unknown, foot
    "part_unknown": Text("七、无法判断的事项", "7. What could not be judged"),
    "unknown": Text(
        "因资料不全无法判断的列支 {count} 项，也不视为合规。",
        "Not judged for lack of data: {count}. They have not passed either.",
    ),
    "unknown_also": Text(
        "其中 {also} 笔另有疑点，已计入疑点金额。",
        "{also} of them are questioned for another reason and count there.",
    ),
    "also": Text("（其中 {also} 笔另有疑点，已计入）", " ({also} of them questioned otherwise)"),
    "unknown_apart": Text(
        "另列、未计入疑点金额 {amount} 元。",
        "{amount} CNY are given apart and do not count as questioned.",
    ),
    "no_unknown": Text("没有无法判断的列支。", "There are none."),
    "what": Text("收款方与摘要", "Payee and narration"),
    "missing": Text("所缺资料", "What is missing"),
    "prepared": Text("编制人", "Prepared by"),
    "reviewed": Text("复核人", "Reviewed by"),
    "sealed": Text("单位（盖章）", "Seal"),
    "signed_on": Text("日期", "Date"),
}

OTHERS = ("other_income", "elsewhere", "timing", "budget_income", "budget_other", "revoked")
NAMES = POSITION_NAMES | TOTAL_NAMES | {name: WORDS[name] for name in OTHERS}

FIGURES = (
    "received",
    "interest",
    "other_income",
    "spent",
    "returned_to_funder",
    "advances",
    "prepayments",
    "due_to_award",
    "owed",
    "elsewhere",
    "timing",
    "bank",
)
RARE = ("other_income", "elsewhere", "timing")
"""Figures that are shown only where they are not zero."""

GROUP_NAMES = {
    "upheld": Text("经认定的问题", "Upheld"),
    "suspected": Text("疑点（拟提请认定）", "Suspected, proposed for decision"),
    "review": Text("疑点（待核实）", "To be looked into"),
    "cleared": Text("已排除的疑点", "Cleared"),
    "not_found": Text("曾列出或认定、本次审计不再出现", "Listed or decided, and found no more"),
    "unknown": Text("无法判断", "Cannot tell"),
}
STATE_NAMES = {
    "ran": Text("已运行", "ran"),
    "not run": Text("未运行", "not run"),
    "failed": Text("失败", "failed"),
}
SCOPE_NAMES = {"award": Text("本资金", "award"), "programme": Text("专项", "programme")}
LIST_NAMES = {
    "staff": Text("在职职工", "staff"),
    "rehired": Text("返聘人员", "rehired people"),
    "temporary": Text("临时人员", "temporary staff"),
    "related-person": Text("职工亲属", "relatives of staff"),
    "related-party": Text("关联单位", "related parties"),
    "landlord": Text("办公用房出租方", "landlords of the office"),
}
MODE_NAMES = {
    "dedicated": Text("专用账户", "dedicated account"),
    "pooled": Text("普通账户中本资金的份额", "the award's share of an ordinary account"),
    "quota": Text("财政授权支付额度", "treasury quota"),
}
CHART_NAMES = {
    "npo-2004": Text("民间非营利组织会计制度（2004）", "non-profit organisations, 2004"),
    "npo-2026": Text("民间非营利组织会计制度（2026）", "non-profit organisations, 2026"),
    "gov": Text("政府会计制度", "government accounting"),
    "gov-quota": Text("政府会计制度（用款额度）", "government accounting, treasury quota"),
}
WAY_NAMES = {
    "returned": Text("收回", "returned"),
    **{way: TOTAL_NAMES[way] for way in ("set_off", "adjusted", "written_off", "absorbed")},
}
