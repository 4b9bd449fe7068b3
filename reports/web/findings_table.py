"""The table `#findings` of the query language.

    SELECT outcome, count(id), sum(amount) FROM #findings GROUP BY outcome
    SELECT date, payee, amount, clause FROM #findings WHERE status = 'open'

It is there wherever this module was imported before the query: in Fava through our extension. A ledger
without an audit has no findings to read, and that is said: an empty table would look like a clean bill.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from beanquery import CompilationError
from beanquery.query_compile import EvalColumn
from beanquery.sources.beancount import Table

from ..clearing import supplier
from .page import Row, rows
from .seen import seen_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NO_AUDIT = "没有审计结果：审计没有运行，或被筛选掉了 (no audit here: it did not run, or a filter left it out)"


class Column(EvalColumn):  # type: ignore[misc] # beanquery has no types
    """A column: its type in the query language, and how a row gives it."""

    def __init__(self, dtype: type, value: Callable[[Row], object]) -> None:
        super().__init__(dtype)
        self.value = value

    def __call__(self, row: Row) -> object:
        """The value in a row."""
        return self.value(row)


class FindingsTable(Table):  # type: ignore[misc] # beanquery has no types
    """One row a finding, in the order of the page 疑点; `amount` in `currency`."""

    name = "findings"
    columns = {  # noqa: RUF012 (beanquery's own form)
        "award": Column(str, lambda row: row.award),
        "id": Column(str, lambda row: row.finding.id),
        "rule": Column(str, lambda row: row.finding.rule),
        "outcome": Column(str, lambda row: row.finding.outcome),
        "category": Column(str, lambda row: row.finding.category),
        "status": Column(str, lambda row: row.finding.status),
        "date": Column(datetime.date, lambda row: row.finding.date),
        "amount": Column(Decimal, lambda row: row.finding.amount),
        "currency": Column(str, lambda row: row.finding.currency),
        "payee": Column(str, lambda row: row.charge and row.charge.payee),
        "narration": Column(str, lambda row: row.charge and row.charge.said),
        "plan": Column(str, lambda row: row.charge and row.charge.plan),
        "subject": Column(str, lambda row: row.finding.subject),
        "voucher": Column(str, lambda row: row.finding.voucher),
        "document": Column(str, lambda row: row.finding.clause.document),
        "clause": Column(str, lambda row: row.finding.clause.number),
        "words": Column(str, lambda row: row.finding.clause.text),
        "evidence": Column(str, lambda row: "；".join(e.text.zh for e in row.finding.evidence)),
        "clears": Column(str, lambda row: row.finding.clears.zh),
        "supplier": Column(str, lambda row: supplier(row.finding).zh),
        "source": Column(str, lambda row: "；".join(map(str, row.finding.sources))),
    }

    def __iter__(self) -> Iterator[Row]:
        """All findings; without an audit a `CompilationError`, which Fava shows."""
        awards = seen_in(self.entries)
        if not awards:
            raise CompilationError(NO_AUDIT)
        return (row for award in awards for row in rows(award))
