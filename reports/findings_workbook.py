"""Findings as a workbook that accountants like to open: typed cells, a filter, a frozen head; text is never a formula.

One row a finding, one sheet an award. Amounts are numbers in CNY, dates are dates; a cell that begins with ``=`` stays
text.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from earmark.plugins.judging.finding import CATEGORY_NAMES, OUTCOME_NAMES
from earmark.plugins.standing.standing import STATUS_NAMES

from .clearing import supplier, weighed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from earmark.ledger.base.text import Lang
    from earmark.ledger.vouchers.charge import Charge
    from earmark.plugins.judging.finding import Finding
    from earmark.plugins.judging.run import Audited

COLUMNS = (
    ("疑点编号", "finding", 14), ("状态", "status", 10), ("判断", "outcome", 10), ("类别", "category", 16),
    ("金额", "amount", 14), ("日期", "date", 12), ("对方", "payee", 24), ("摘要", "narration", 36),
    ("科目", "account", 24), ("计划用途", "plan line", 10), ("列支", "charge", 20), ("凭证", "voucher", 18),
    ("条款", "clause", 12), ("条款原文", "words", 40), ("依据", "evidence", 48), ("可排除的材料", "would clear it", 40),
    ("由谁提供", "supplied by", 20),    ("来源", "sources", 40), ("认定", "decision", 10), ("认定金额", "upheld", 14), ("认定理由", "reason", 36),
)  # fmt: skip
AMOUNTS = {"金额", "认定金额"}


def frame(audited: Audited, shown: Sequence[Finding], lang: Lang) -> pd.DataFrame:
    """One row a finding; amounts Decimal, dates ``datetime.date``, everything else text."""
    import pandas as pd

    charges = {charge.id: charge for charge in audited.audit.charges}
    rows = [_row(audited, finding, charges.get(finding.subject), lang) for finding in shown]
    return pd.DataFrame(rows, columns=[en if lang == "en" else zh for zh, en, _ in COLUMNS], dtype=object)


def _row(audited: Audited, finding: Finding, charge: Charge | None, lang: Lang) -> list[Any]:
    decision = audited.standing.decision(finding.id)
    return [
        finding.id,
        STATUS_NAMES[finding.status].show(lang),
        OUTCOME_NAMES[finding.outcome].show(lang),
        CATEGORY_NAMES[finding.category].show(lang),
        finding.amount,
        finding.date,
        charge.payee if charge else "",
        charge.said if charge else "",
        charge.account_name if charge else "",
        charge.plan if charge else "",
        finding.subject,
        finding.voucher,
        finding.clause.number,
        finding.clause.text,
        "\n".join(weighed(e).show(lang) for e in finding.evidence),
        finding.clears.show(lang),
        supplier(finding).show(lang),
        "\n".join(map(str, finding.sources)),
        decision.id if decision else "",
        decision.upheld if decision else None,
        decision.reason if decision else "",
    ]


def workbook(frames: dict[str, pd.DataFrame]) -> bytes:
    """An .xlsx file with one sheet a frame."""
    import pandas as pd

    data = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(data, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        book: Any = writer.book
        money = book.add_format({"num_format": "#,##0.00", "valign": "top"})
        words = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        for name, table in frames.items():
            table.to_excel(writer, sheet_name=name[:31], index=False)
            sheet: Any = writer.sheets[name[:31]]
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, max(len(table), 1), len(COLUMNS) - 1)
            for column, (zh, en, width) in enumerate(COLUMNS):
                kind = money if zh in AMOUNTS else day if en == "date" else words
                sheet.set_column(column, column, width, kind)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            sheet.set_footer("&C&P / &N")
    return data.getvalue()
