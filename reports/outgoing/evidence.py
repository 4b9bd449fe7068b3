"""审计取证单: one finding with its fact, clause, sources, vouchers and papers, for auditor and audited unit to sign.

    earmark report WH2025-007 --paper evidence --finding F-1a2b3c4d5e --out 取证单.docx

Before a decision it is 拟: the matter is proposed, the unit has its say on it. Papers stand with the SHA-256 of their bytes,
so that what was signed for can be told from what is shown later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.evidence import PAPERS
from earmark.plugins.judging.finding import OUTCOME_NAMES
from earmark.plugins.standing.standing import STATUS_NAMES

from ..clearing import weighed
from ..findings_list import about
from .value import Box, Column, Facts, Letter, Paragraph, Table
from .words import LINES, decided_by, fact, in_full, joined, proposed, scheme

if TYPE_CHECKING:
    from earmark.ledger.vouchers.evidence import Evidence

    from ..accountability.value import Judged
    from .case import Case
    from .value import Words

TITLE = Text("审计取证单", "Audit evidence sheet")
STANDS = Text(
    "本单所列是规则提出的疑点，拟提请认定；认定以前不是结论，也不是收回资金的依据。",
    "This is what a rule says, proposed for decision; until somebody decides it is no conclusion and no ground for recovery.",
)
NOTHING = Text("", "")
PAPER = (
    Column(Text("单据编号", "Paper"), width=18),
    Column(Text("种类", "Kind"), width=10),
    Column(Text("文件", "File"), width=28),
    Column(Text("SHA-256", "SHA-256"), width=34),
)
PAPER_NAME = Text("附件", "Papers")
NO_PAPERS = Text("没有归档的单据。", "No paper is on file.")
ELSEWHERE = Text("原件在{place}", "original kept at {place}")
BOXES = (
    Box(
        Text("审计人员", "Auditors"),
        (Text("审计人员（签名）：", "Auditor (signature):"), Text("编制日期：", "Date:")),
    ),
    Box(
        Text("被审计单位意见", "Opinion of the audited unit"),
        (
            Text("负责人（签名）：", "Person in charge (signature):"),
            Text("单位（盖章）：", "Unit (seal):"),
            Text("日期：", "Date:"),
        ),
    ),
)
MORE_ROOM = Text(
    "意见写不下的，可以另附说明。", "Where the place does not suffice, a statement may be attached."
)


def paper(case: Case, finding: str) -> Letter:
    """The sheet of one finding. Raises :class:`.case.NoSuchFinding`."""
    judged = case.finding(finding)
    undecided = judged.finding.undecided
    stands = (Paragraph(STANDS),) if undecided else ()
    return Letter(
        title=proposed(TITLE, when=undecided),
        number=f"{case.report.grant.id} {finding}",
        day=case.report.as_of,
        parts=(*stands, _facts(case, judged), _papers(case, judged), *BOXES, Paragraph(MORE_ROOM)),
    )


def _facts(case: Case, judged: Judged) -> Facts:
    finding, grant = judged.finding, case.report.grant
    decided = case.decided(judged.decision)
    outcome = STATUS_NAMES[finding.status] if not finding.undecided else OUTCOME_NAMES[finding.outcome]
    evidence = [weighed(e) for e in finding.evidence]
    clause = finding.clause
    rows: list[tuple[Text, Words]] = [
        (Text("被审计单位", "Audited unit"), grant.recipient_name),
        (
            Text("项目", "Project"),
            joined([scheme(case.report), Text(grant.id, grant.id)], Text(" · ", " · ")),
        ),
        (Text("审计事项", "Matter"), joined([about(finding), outcome], Text(" · ", " · "))),
        (Text("事实", "Facts"), fact(judged)),
        (Text("金额", "Amount"), "" if finding.amount is None else in_full(abs(finding.amount))),
        (Text("条款", "Clause"), " ".join(filter(None, (clause.document, clause.number)))),
        (Text("条款原文", "Words of the clause"), clause.text),
        (Text("依据", "Evidence"), joined(evidence, LINES)),
        (Text("数据来源", "Sources"), "\n".join(map(str, finding.sources))),
        (Text("可排除的材料", "What would clear it"), finding.clears if finding.undecided else ""),
        (Text("单位已作答复", "Answers so far"), "\n".join(judged.answers)),
        (Text("认定", "Decision"), decided_by(decided) if decided else ""),
        (Text("其他处理", "Besides"), joined(case.referred(finding.id), LINES)),
        (Text("认定金额", "Upheld"), in_full(decided.decision.upheld) if decided else ""),
    ]
    return Facts(tuple((name, said) for name, said in rows if said and said != NOTHING))


def _papers(case: Case, judged: Judged) -> Table:
    """The papers behind the voucher or the charge."""
    subjects = {judged.finding.subject, judged.finding.voucher}
    rows = tuple(_paper(e) for e in case.papers if e.subject in subjects)
    return Table(name=PAPER_NAME, columns=PAPER, rows=rows, empty=NO_PAPERS)


def _paper(e: Evidence) -> tuple[Words, ...]:
    place = e.file or (ELSEWHERE.format(place=e.place) if e.place else "")
    return (e.id, PAPERS.get(e.what, e.what), place, e.sha256 or "")
