"""What the rules' tests share: an award, charges in a line each, and what a rule says of them."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from earmark.ledger.awards.award import Award, OwnAccount, Parties, Party
from earmark.ledger.awards.register import ChartChange, Grant, Milestone, PlanLine
from earmark.ledger.vouchers.charge import Charge
from earmark.plugins.judging import engine
from earmark.plugins.judging.finding import Finding
from earmark.plugins.policy import Policy, shipped_policy

WRITTEN: dict[str, Any] = {"recorded": "", "by": ""}
DATA = Path(__file__).parent / "data"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


REGISTER = """
2024-01-31 paper document=年检 parts=申报前一年年检,年度工作总结,下一年度工作计划 result=合格
2023-01-31 paper document=年检 parts=申报前第二年年检 result=合格
2024-10-15 paper document=承诺书 parts=财务管理人员,委托项目完成
2024-10-15 paper document=信用报告 parts=违纪违法,通报批评或处罚 result=无
2024-10-15 approval document=常务理事会纪要
2024-10-21 application document=申报书
2025-01-20 review document=评审意见
2025-02-05 notice document=公示稿
2025-02-20 notice-end result=无异议
2025-02-24 list document=表彰通报
2025-03-01 filing document=资金管理办法 parts=工作思路,发展重点,工作进度安排,年度考核指标,资金使用方向
2025-03-05 payment
2025-09-12 mid-term document=中期检查意见 result=合格
"""
"""The award's register without a gap: a stage a line, then its facts."""


def milestone(date: str, stage: str, *facts: str) -> Milestone:
    """A stage as a line of the register says it."""
    said: dict[str, Any] = dict(fact.split("=") for fact in facts)
    said["parts"] = tuple(filter(None, said.get("parts", "").split(",")))
    return Milestone(date=day(date), id=f"{stage}@{date}", stage=stage, **said, **WRITTEN)


def example_award() -> Award:
    """One award of a society, with a plan, its list of staff and the funder's answers to six questions."""
    grant = Grant(
        date=day("2025-03-01"), id="WH2025-007", programme="wuhan-2012", recipient="JCSF", recipient_name="江城示例学会",
        funder="武汉市科学技术协会", amount=Decimal("500000.00"), start=day("2025-03-01"), end=day("2026-02-28"),
        chart="npo-2004", mode="dedicated", bank="ICBC-8801", **WRITTEN,
    )  # fmt: skip
    names = (
        "学术交流",
        "科普活动",
        "科技评价与标准制定",
        "会员服务与继续教育",
        "期刊与学科史研究",
        "决策咨询",
        "项目管理",
    )
    plan = [
        PlanLine(
            date=grant.start,
            id=f"P{n}",
            name=name,
            amount=Decimal("70000.00"),
            ability="服务创新",
            **WRITTEN,
        )
        for n, name in enumerate(names, start=1)
    ]
    parties = [Party(f"A{n:02d}", "staff", (f"职工A{n:02d}",)) for n in range(1, 9)]
    parties += [Party("A09", "rehired", ("退休返聘A09",)), Party("E99", "related-person", ("E99",))]
    parties += [Party(f"T{n:02d}", "temporary", (f"T{n:02d}",)) for n in range(1, 4)]
    parties += [Party("R01", "related-party", ("江城示科咨询有限公司",))]
    parties += [Party("L01", "landlord", ("江城科苑大厦业主",), amount=Decimal("9000.00"))]
    return Award(
        grant=grant,
        plan=tuple(plan),
        milestones=tuple(milestone(*line.split()) for line in REGISTER.strip().splitlines()),
        charts=(ChartChange(date=day("2026-01-01"), id="npo-2026", **WRITTEN),),
        parties=Parties(
            "JCSF",
            tuple(parties),
            (OwnAccount("1203", "基本户"), OwnAccount("8801", "专户")),
            frozenset({"staff", "rehired"}),
        ),
        settings={
            "滞纳金": "fine", "结构性存款": "investment", "支付平台余额增值": "investment", "loan-cost": "loan_repayment",
            "works-attached": "construction", "staff-benefits": "personnel or unrelated", "融资租赁": "not answered",
        },
        holder="江城示例学会",
    )  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """Where an auditor sits: an award, a policy, and a way to put a line before the rules."""

    award: Award
    policy: Policy

    def with_award(self, **changes: Any) -> Desk:  # noqa: ANN401 (any field of an award)
        return replace(self, award=replace(self.award, **changes))

    def registered(self, *lines: str) -> Desk:
        """The same desk with only these stages in the register, each as a line of REGISTER."""
        return self.with_award(milestones=tuple(milestone(*line.split()) for line in lines))

    def told(self, rule: str, *charges: Charge) -> dict[str, str]:
        """What a rule says of each of its subjects."""
        return {f.subject: f.outcome for f in self.findings(charges, rule)}

    def under(self, policy: str) -> Desk:
        """The same desk under another shipped policy."""
        return replace(self, policy=shipped_policy(policy))

    def pay(
        self,
        narration: str,
        payee: str = "江城锦湖会议中心",
        amount: str = "1000.00",
        **facts: Any,  # noqa: ANN401 (any field of a charge)
    ) -> Charge:
        """A charge of 2025-06-18 under plan line P1."""
        paid = facts.pop("paid", "2025-06-18")
        number = f"V{crc32(repr((narration, payee, amount, paid)).encode()):010d}"
        given: dict[str, Any] = {
            "id": f"{number}a", "voucher": number, "date": day(paid), "paid": day(paid), "amount": Decimal(amount),
            "currency": "CNY", "kind": "cost", "account": "Expenses:WH2025-007:5101业务活动成本:01会议费", "code": "5101",
            "account_name": "业务活动成本-学术交流", "payee": payee, "narration": narration, "plan": "P1",
        }  # fmt: skip
        return Charge(**(given | facts))

    def findings(self, charges: Iterable[Charge], rule: str) -> list[Finding]:
        """What one rule of the policy finds."""
        audit = engine.judge(self.award, list(charges), self.policy)
        assert not audit.failed, audit.failed
        return [f for f in audit.findings if f.rule == rule]

    def says(self, charge: Charge, rule: str = "prohibited") -> str:
        """What a rule says of one charge: ``allowed``, ``review``, ``unknown`` or a category."""
        found = self.findings([charge], rule)
        if not found:
            return "allowed"
        return found[0].category if found[0].outcome == "violation" else found[0].outcome


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk(example_award(), shipped_policy("wuhan-2012"))


@pytest.fixture(scope="session")
def policy() -> Policy:
    return shipped_policy("wuhan-2012")


@pytest.fixture(scope="session")
def lines() -> Sequence[dict[str, str]]:
    """Lines as bookkeepers write them, and as people write them who hide something; ``accept`` holds the right answers."""
    return list(csv.DictReader((DATA / "lines.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="session")
def line(desk: Desk) -> Callable[[dict[str, str]], Charge]:
    """A charge of one of these lines."""

    def made(row: dict[str, str]) -> Charge:
        plan = None if row["account_name"].count("-") < 2 else "P1"
        facts = {"code": "", "account": "", "account_name": row["account_name"], "plan": plan}
        return desk.pay(row["narration"], row["counterparty"], row["amount"], **facts)

    return made
