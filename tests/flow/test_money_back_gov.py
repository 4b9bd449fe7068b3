"""A government unit's award: from the vouchers that 预算管理一体化 exports, and a row of the bank, to money back.

The bank account is an ordinary one: the unit's other business runs through it, and none of that may stay here. Amounts in
CNY; the financial set and the budget set (CNY.B) move side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from earmark.reports.demo.sheet import write_xlsx

Office = Any
"""The office of conftest, which tests cannot import."""
AWARD = "CAST2025-017"
OURS, OTHERS = "420000250000001017", "420000250000000001"
NAMES = """
凭证日期 凭证类型 凭证号 会计科目编码 会计科目名称 借方金额 贷方金额 摘要 附件数 结算号 辅助摘要 往来编码 往来名称
预算项目编码 预算项目名称 部门编码 部门名称 支出功能分类编码 支出功能分类名称 收入功能分类（账务）编码
收入功能分类（账务）名称 基建项目编码 基建项目名称 PPP项目编码 PPP项目名称 资金性质编码 资金性质名称 往来时间编码
往来时间名称 投资对象编码 投资对象名称 物品各类编码 物品各类名称 开户银行编码 开户银行名称 费用用途编码 费用用途名称
差异项编码 差异项名称 资金往来对象类别编码 资金往来对象类别名称 收款账户编码 收款账户名称 收款人名称编码
收款人名称名称 项目类别编码 项目类别名称 单位核算自建项目编码 单位核算自建项目名称 部门支出经济分类（账务）编码
部门支出经济分类（账务）名称
"""
SHOWN = """
凭证日期 凭证号 会计科目编码 会计科目名称 借方金额 贷方金额 摘要 收款人名称名称 费用用途名称 预算项目编码
部门支出经济分类（账务）编码 部门支出经济分类（账务）名称
"""
EXPORT = f"""
2025-04-02 0001 100201     银行存款             1000000.00 -          收到奖建资金     中国科学技术协会 -  {OURS}
2025-04-02 0001 4601       非同级财政拨款收入   -          1000000.00 收到奖建资金     中国科学技术协会 -  {OURS}
2025-04-02 0001 800102     货币资金             1000000.00 -          收到奖建资金     中国科学技术协会 -  {OURS}
2025-04-02 0001 660101     专项资金收入         -          1000000.00 收到奖建资金     中国科学技术协会 -  {OURS}
2025-09-10 0002 500102     商品和服务费用       9800.00    -          办公室复印机及学会评估档案盒 江城环宇电器商行 P2 {OURS}
2025-09-10 0002 100201     银行存款             -          9800.00    办公室复印机及学会评估档案盒 江城环宇电器商行 P2 {OURS}
2025-09-10 0002 7101010201 项目支出             9800.00    -          办公室复印机及学会评估档案盒 江城环宇电器商行 P2 {OURS} 30201 办公费
2025-09-10 0002 800102     货币资金             -          9800.00    办公室复印机及学会评估档案盒 江城环宇电器商行 P2 {OURS}
2025-09-12 0003 500102     商品和服务费用       360.00     -          机关电费         江城供电公司     -  {OTHERS}
2025-09-12 0003 4001       财政拨款收入         -          360.00     机关电费         江城供电公司     -  {OTHERS}
2025-09-12 0003 7101010101 基本支出             360.00     -          机关电费         江城供电公司     -  {OTHERS} 30206 电费
2025-09-12 0003 6001       财政拨款预算收入     -          360.00     机关电费         江城供电公司     -  {OTHERS}
"""
A = "1202021109900033301"
GRANT = f"25040200001,{A},3202019200000014086,2025-04-02 09:12:00,贷,,1000000.00,,转账,奖建资金,中国科学技术协会,1250000.00,"
RENT = f"25050600002,{A},3202019200000015555,2025-05-06 10:00:00,贷,,8000.00,,转账,门面租金,江城某某超市,1258000.00,"
BOUGHT = f"25091000003,{A},3202019200000010021,2025-09-10 10:30:00,借,9800.00,,,转账,复印机、档案盒,江城环宇电器商行,1248200.00,"
CAME = f"25121000004,{A},3202019200000010021,2025-12-10 09:00:00,贷,,7200.00,,转账,退货款,江城环宇电器商行,1255400.00,"


@pytest.fixture
def questioned(started: Office, icbc: Callable[..., str]) -> tuple[Office, str]:
    """The export and the bank's rows are in the books and posted; the finding about the copier."""
    rows = [dict(zip(SHOWN.split(), line.split(), strict=False)) for line in EXPORT.strip().splitlines()]
    cells = [[row.get(name, "-").removeprefix("-") for name in NAMES.split()] for row in rows]
    write_xlsx(started.folder / "凭证导出.xlsx", [NAMES.split(), *cells])
    started.file("流水.csv", icbc([GRANT, RENT, BOUGHT]))
    (plan,) = started.json("import 凭证导出.xlsx --by liu --dry-run")["files"]
    assert {k: plan[k] for k in ("format", "rows", "new", "other", "in", "out")} == {
        "format": "yth_voucher", "rows": 12, "new": 8, "other": 4, "in": "1010160.00", "out": "1010160.00",
    }  # fmt: skip
    started("import 凭证导出.xlsx --by liu")
    started("import 流水.csv --by liu")
    assert [d for d in started.drafts(AWARD) if d["waiting"]] == []
    started(f"post {AWARD} --by liu")
    started(f"audit {AWARD}", code=1)
    audited = started.json(f"audit {AWARD}", code=1)["awards"][0]
    (found,) = [f for f in audited["findings"] if f["voucher"]]
    assert (found["rule"], found["category"], found["outcome"]) == ("prohibited", "office", "violation")
    assert (found["amount"], found["currency"]) == ("9800.00", "CNY.B")
    return started, found["id"]


def test_of_the_units_other_business_only_day_and_amount_stay(questioned: tuple[Office, str]) -> None:
    office, _ = questioned
    bank = (office.root / "banks/ICBC-3301.beancount").read_text("utf-8")
    assert "8000.00 CNY" in bank
    kept = "".join(p.read_text("utf-8") for p in office.root.rglob("*.beancount"))
    for word in ("门面租金", "超市", "15555", "机关电费", "供电"):
        assert word not in kept
    assert list(office.root.rglob("documents/*流水*")) == []


def test_the_payee_pays_back(questioned: tuple[Office, str], icbc: Callable[..., str]) -> None:
    """Route restore, and whoever was paid owes it: the unit's own money may not stand in for it.

    2025-11-25  Dr 1218其他应收款-应收退回  7,200.00   Cr 5001业务活动费用  7,200.00
    2025-12-10  Dr 1002银行存款  7,200.00   Cr 1218其他应收款-应收退回  7,200.00
                Dr 8001资金结存-货币资金  7,200.00 CNY.B   Cr 7101行政支出-办公费  7,200.00 CNY.B
    """
    office, finding = questioned
    before = {"received": "1000000.00", "bank": "990200.00", "questioned": "9800.00"}
    assert office.stands(AWARD) == before | {"spent": "9800.00", "open": "9800.00"}
    office(
        f"decide {AWARD} {finding} --uphold 7200 --recover --reason 复印机属日常办公 --date 2025-11-20 --by gao"
    )
    office(f"order {AWARD} D-0001 --route restore --due 2025-12-25 --date 2025-11-25 --by gao")
    upheld = {"cleared": "2600.00", "upheld": "7200.00", "ordered": "7200.00"}
    assert office.stands(AWARD) == before | upheld | {"spent": "9800.00", "outstanding": "7200.00"}

    office(f"draft mirror {AWARD} O-0001 --by liu")
    office(f"post {AWARD} --by liu")
    # The cost has left the financial set; the budget set follows the cash, which is still out.
    assert office.stands(AWARD) == before | upheld | {
        "spent": "9800.00", "due_to_award": "7200.00", "timing": "-7200.00", "outstanding": "7200.00",
    }  # fmt: skip

    office(f"return {AWARD} O-0001 --amount 7200 --date 2025-12-10 --by liu")
    office.file("后来的流水.csv", icbc([BOUGHT, CAME]))
    office("import 后来的流水.csv --by liu")
    assert [d["waiting"] for d in office.drafts(AWARD)] == [False]
    office(f"post {AWARD} --by liu")
    office(f"return {AWARD} O-0001 --amount 7200 --date 2025-12-10 --reference ICBC-3301:4 --by gao")
    after = before | upheld | {"spent": "2600.00", "bank": "997400.00", "returned": "7200.00"}
    assert office.stands(AWARD) == after
    assert office.spent(AWARD) == {"P2": "2600.00"}
    assert office.findings(AWARD) == {finding: "part_upheld"}
    office("check")
    office("audit")
    assert "核对相符" in office(f"report {AWARD}").out


def test_the_unit_pays_the_funder(questioned: tuple[Office, str]) -> None:
    """Route funder out of the unit's own funds: the award's account does not move, and the award shrinks.

    2025-12-10  Dr 2307其他应付款-应退拨款单位  7,200.00   Cr 1218其他应收款-内部应归垫  7,200.00
                Dr 8201非财政拨款结转-缴回资金  7,200.00 CNY.B   Cr 7101行政支出-办公费  7,200.00 CNY.B
    """
    office, finding = questioned
    office(
        f"decide {AWARD} {finding} --uphold 7200 --recover --reason 复印机属日常办公 --date 2025-11-20 --by gao"
    )
    office(f"order {AWARD} D-0001 --route funder --due 2025-12-25 --date 2025-11-25 --by gao")
    office(f"draft mirror {AWARD} O-0001 --owed-by own --by liu")
    office(f"return {AWARD} O-0001 --amount 7200 --date 2025-12-10 --by liu")
    office(f"post {AWARD} --by liu")
    office(f"return {AWARD} O-0001 --amount 7200 --date 2025-12-10 --reference 付款回单 --by gao")
    assert office.stands(AWARD) == {
        "received": "1000000.00", "spent": "2600.00", "returned_to_funder": "7200.00", "bank": "990200.00",
        "questioned": "9800.00", "cleared": "2600.00", "upheld": "7200.00", "ordered": "7200.00",
        "returned": "7200.00",
    }  # fmt: skip
    office("check")
    office("audit")
