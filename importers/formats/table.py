"""A table with named columns: csv, xlsx or xls, the columns in any order.

Three shapes. A journal (序时账), one row a line, balanced per voucher and set::

    日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途,发票号码
    2025-03-27,记-0004,会刊第1期印装,510105,业务活动成本-印刷出版费,4200.00,,江城学刊印刷厂,P5,25422000000028595943
    2025-03-27,记-0004,会刊第1期印装,1002,银行存款,,4200.00,江城学刊印刷厂,,

a journal with both accounts in one row, as small books have it::

    日期,凭证号,摘要,借方科目,贷方科目,金额
    2025-03-27,记-0004,会刊第1期印装,业务活动成本-印刷出版费,银行存款,4200.00

and a list of expenditures, one row a payment from the award's account, a positive amount is money used::

    日期,对方,摘要,科目,金额,代扣个税,计划用途
    2025-06-18,专家E07,标准评审专家咨询费,业务活动成本-专家咨询费,1500.00,140.00,P3

- Many names are known for each column: ``profiles/table_journal.toml``, ``table_entries.toml``, ``table_list.toml``.
- Date and number may stand on a voucher's first line only; a number may have its sheet behind it (8 1/2).
- Codes are read as 510101, 5101.01 or 5101-01, and with their names in the chart of the day
  (:mod:`..proposing.accounts`).
- Where the table has a column of projects, only the award's rows are taken.

As a beangulp importer (see :mod:`.ingest`)::

    table.Importer("WH2025-007", chart="npo-2004")
"""

from __future__ import annotations

from typing import ClassVar

from ..ingest import JournalImporter


class Importer(JournalImporter):
    """Journals and lists with named columns."""

    profiles: ClassVar[frozenset[str]] = frozenset(
        {"table_journal", "table_entries", "table_list", "audit_jzpz", "gbt24589"}
    )
