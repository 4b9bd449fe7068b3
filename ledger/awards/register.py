"""The register of an award (register.beancount): what was granted, for what, under which dates.

    2025-03-01 custom "earmark-award" "WH2025-007"
      programme: "wuhan-2012"
      recipient: "JCSF"
      recipient-name: "江城示例学会"
      funder: "武汉市科学技术协会"
      amount: 500000.00 CNY
      start: 2025-03-01
      end: 2026-02-28
      chart: "npo-2004"
      mode: "dedicated"
      bank: "ICBC-8801"

The register is only added to. A later plan line of the same id amends the earlier one from its date; a later
``earmark-chart`` changes the chart of accounts (2004 → 2026 on 2026-01-01).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from ..base.record import DamagedRecord, Record
from ..base.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STAGE_NAMES = {
    "paper": Text("申报材料", "paper for the application"),
    "approval": Text("内部研究同意", "internal approval"),
    "application": Text("申报", "application"),
    "review": Text("专家评审", "review by experts"),
    "notice": Text("公示开始", "notice begins"),
    "notice-end": Text("公示结束", "notice ends"),
    "objection": Text("异议", "objection"),
    "list": Text("公布名单（通报表彰）", "list of awards (commendation)"),
    "agreement": Text("签订任务书", "task agreement signed"),
    "filing": Text("报备", "filing with the funder"),
    "payment": Text("拨款", "payment of the award"),
    "mid-term": Text("中期检查", "mid-term check"),
    "acceptance": Text("评价验收", "acceptance"),
    "summary": Text("总结材料", "summary"),
    "evaluation": Text("考核", "evaluation"),
    "adjustment": Text("调整或终止决定", "decision to adjust or end"),
    "revocation": Text("撤销", "revocation"),
    "settlement": Text("结项", "settlement"),
}
STAGES = tuple(STAGE_NAMES)
MODES = ("dedicated", "pooled", "quota")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant(Record):
    """One award: amount in CNY, first and last day of its period (both inside), chart, account mode."""

    kind: ClassVar[str] = "award"

    programme: str
    recipient: str
    recipient_name: str
    funder: str
    amount: Decimal
    start: datetime.date
    end: datetime.date
    chart: str
    mode: str
    bank: str
    project_code: str | None = None
    """预算项目编码 in a treasury system's exports."""
    opening: datetime.date | None = None
    """First day kept here, where the award was already running before."""
    parent: str | None = None
    """The award that this one is a sub-grant (转拨) of."""
    parent_plan: str | None = None
    """The line of the parent's plan that pays for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine(Record):
    """A line of the fund-use plan (资金使用计划): what may be bought from ``date`` on, and for how much (CNY)."""

    kind: ClassVar[str] = "plan-line"

    name: str
    amount: Decimal
    ability: str | None = None
    """Which of the scheme's four abilities (四个方面能力) the line serves."""
    amendment: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Record):
    """A dated stage of the award (one of ``STAGES``) with the paper that shows it.

    ``parts`` are what the paper holds, in the policy's words (工作思路 发展重点); ``amount`` is in CNY.
    """

    kind: ClassVar[str] = "milestone"

    stage: str
    note: str | None = None
    result: str | None = None
    document: str | None = None
    parts: tuple[str, ...] = ()
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartChange(Record):
    """From ``date`` on the award keeps its accounts by another chart (id: the chart's id)."""

    kind: ClassVar[str] = "chart"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCode(Record):
    """The 预算项目编码 that the finance office gave the award later (id: the code); earlier ones stay its own."""

    kind: ClassVar[str] = "project-code"

    document: str | None = None


def only_grant(found: Sequence[Grant], file: Path | str) -> Grant:
    """The one grant that a register holds. Raises :class:`..base.record.DamagedRecord` when there is none, or several."""
    if len(found) != 1:
        message = Text("登记簿里应有一项奖补资金，现有 {n} 项", "a register holds one award, this one {n}")
        fix = Text("请从备份或 git 恢复登记簿", "restore the register from a backup or from git")
        raise DamagedRecord(message.format(n=len(found)), file=file, fix=fix)
    return found[0]
