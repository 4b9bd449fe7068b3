"""Law 4: what was listed or acted on and is found no more stays, with what it was and why it is gone.

On 20 November a closing listed 办公室空调, 16,000.00, found by the rule `prohibited` under policy aaaa…; each case changes one thing.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from earmark.ledger.awards.award import Award
from earmark.ledger.awards.register import Grant
from earmark.ledger.base.text import Text
from earmark.ledger.books.changed import Change
from earmark.ledger.findings.acts import Decision
from earmark.ledger.findings.listing import Listed, Placed
from earmark.ledger.findings.on_finding import Answer, Referral
from earmark.ledger.vouchers.charge import Charge, Source
from earmark.plugins.judging.finding import Audit, Clause, Finding, RuleRun, finding_id
from earmark.plugins.standing.lost import Kept
from earmark.plugins.standing.standing import Acts, Standing, broken_laws, standing

DAY = datetime.date(2025, 11, 20)
THEN, BEFORE, SINCE = "2025-11-20T09:00:00+08:00", "2025-11-19T09:00:00+08:00", "2025-11-21T09:00:00+08:00"
CHARGE = "WH2025-007-V0001a"
F = finding_id("WH2025-007", "prohibited", CHARGE)
GRANT = Grant(
    date=DAY, id="WH2025-007", programme="p", recipient="R", recipient_name="江城示例学会", funder="武汉市科协",
    amount=Decimal("500000.00"), start=DAY, end=DAY, chart="npo-2004", mode="dedicated", bank="B-1",
    recorded="", by="",
)  # fmt: skip
COOLER = Charge(
    id=CHARGE, voucher="WH2025-007-V0001", date=DAY, paid=DAY, amount=Decimal("16000.00"), currency="CNY", kind="cost",
    account="x", code="5101", account_name="会议费", sources=(Source("流水.csv", 4),),
)  # fmt: skip
LISTED = Listed(
    F, "prohibited", CHARGE, "violation", "16000.00", "aaaa", DAY, "office", "武科协〔2012〕105号", "五(三)"
)
CLOSED = Placed("closing", "2025-11", DAY, THEN, "chen", LISTED)
RAN = (RuleRun("prohibited", "award", "ran"),)
AUDIT = Audit(
    award=Award(GRANT),
    policy_id="p",
    policy_sha256="aaaa",
    vouchers=1,
    charges=(COOLER,),
    runs=RAN,
    findings=(),
)
FOUND = Finding(
    id=F, rule="prohibited", category="office", outcome="violation", subject=CHARGE, amount=Decimal("16000.00"),
    currency="CNY", date=DAY, voucher="WH2025-007-V0001", sources=(), clause=Clause("", "五(三)", ""), evidence=(),
    clears=Text("", ""),
)  # fmt: skip


def stands(audit: Audit, changes: Sequence[Change] = (), acts: Acts | None = None) -> Standing:
    joined = standing(audit, acts or Acts(), Kept(listed=(CLOSED,), changes=lambda: changes))
    assert broken_laws(joined) == []
    return joined


def said(joined: Standing) -> list[str]:
    (one,) = joined.findings
    return [e.text.zh for e in one.evidence]


def test_what_is_found_again_is_the_finding_itself() -> None:
    assert stands(replace(AUDIT, findings=(FOUND,))).findings == (FOUND,)


def test_it_keeps_what_it_was() -> None:
    joined = stands(AUDIT)
    (one,) = joined.findings
    assert (one.id, one.status, one.outcome, one.category) == (F, "not_found", "violation", "office")
    assert (one.amount, one.clause) == (Decimal("16000.00"), Clause("武科协〔2012〕105号", "五(三)", ""))
    assert joined.totals.questioned == joined.totals.open == Decimal("16000.00")
    assert (one.voucher, one.sources) == (COOLER.voucher, COOLER.sources)
    (gone,) = stands(replace(AUDIT, charges=())).findings
    assert (gone.voucher, gone.date) == (None, DAY)


FACTS = [
    (AUDIT, (), ["数据变了"]),
    (replace(AUDIT, charges=()), (), [f"列支 {CHARGE} 已不在账上：草稿被撤销或改动"]),
    (replace(AUDIT, policy_sha256="bbbb"), (), ["实施方案已换：列出时 aaaa，现在 bbbb"]),
    (replace(AUDIT, runs=()), (), ["规则 prohibited 已不在实施方案里"]),
    (
        AUDIT,
        (Change(SINCE, Text("附上了单据 E1", ""), "WH2025-007-V0001"),),
        ["此后附上了单据 E1（2025-11-21）"],
    ),
    (AUDIT, (Change(SINCE, Text("附上了单据 E2", ""), "WH2025-007-V0002"),), ["数据变了"]),
    (AUDIT, (Change(BEFORE, Text("名单", "")),), ["数据变了"]),
    (AUDIT, (Change(SINCE, Text("名单改了", "")),), ["此后名单改了（2025-11-21）"]),
]


@pytest.mark.parametrize(("audit", "changes", "why"), FACTS)
def test_it_says_why(audit: Audit, changes: Sequence[Change], why: list[str]) -> None:
    assert said(stands(audit, changes)) == ["结账 2025-11 列出（2025-11-20），现在不再出现", *why]


@pytest.mark.parametrize("state", ["not run", "failed"])
def test_a_rule_that_did_not_run_here_tells_nothing(state: str) -> None:
    """A finding of a whole programme, decided, is not lost when one award is audited alone."""
    joined = stands(replace(AUDIT, runs=(RuleRun("prohibited", "programme", state),)))
    (one,) = joined.findings
    assert (one.status, said(joined)) == ("open", ["规则 prohibited 这次没有运行，按 2025-11 所列保留"])


def test_a_decision_on_a_rule_that_did_not_run_here_counts_as_decided() -> None:
    decided = Decision(
        date=DAY, id="D-0001", finding=F, rule="prohibited", subject=CHARGE, outcome="upheld",
        questioned=Decimal("16000.00"), upheld=Decimal("16000.00"), reason="x", basis="五(三)", recovery=True,
        recorded=SINCE, by="wang",
    )  # fmt: skip
    alone = replace(AUDIT, runs=(RuleRun("prohibited", "programme", "not run"),))
    joined = stands(alone, acts=Acts(decisions=(decided,)))
    assert [f.status for f in joined.findings] == ["upheld"]
    assert joined.totals.to_order == Decimal("16000.00")


def test_what_was_only_answered_or_referred_is_kept_too() -> None:
    answer = Answer(
        date=DAY, id="AN-0001", finding=F, rule="prohibited", subject=CHARGE, found="review", text="会务用", recorded=THEN,
        amount=Decimal("16000.00"), by="chen",
    )  # fmt: skip
    referral = Referral(
        date=DAY, id="M-0001", finding=F, rule="prohibited", subject=CHARGE, to="纪检监察机关", reason="虚假发票",
        recorded=THEN, by="wang",
    )  # fmt: skip
    for acts in (Acts(answers=(answer,)), Acts(referrals=(referral,))):
        (one,) = standing(AUDIT, acts).findings
        assert (one.id, one.status) == (F, "not_found")
    assert one.amount is None
