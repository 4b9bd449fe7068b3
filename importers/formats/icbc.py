"""ICBC corporate statement (工商银行企业网银 历史明细): xls, xlsx, or csv in GB18030 that begins with [HISTORYDETAIL].

Three layouts are known, each a profile: icbc_04 (借/贷 beside 借方发生额 and 贷方发生额), icbc_01
(转出金额, 转入金额, a second text 附言), icbc_03 (one 发生额 beside 借贷标志)::

    [HISTORYDETAIL]
    凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息
    25030500001,1202021109900088801,3202019200206717715,2025-03-05 09:05:12,贷,,500000.00,…

- 借 is money out: the bank writes from its own side. Side and column must agree.
- 凭证号 stands on part of the rows; where it does it is taken as the serial, together with date and amount.
- Long numbers carry a tab in csv; amounts have thousands separators in workbooks.
- The own account stands in every row (本方账号), all rows must be of one.
- The running balance must agree, rows oldest or newest first; 合计 below must be the sums of the rows.

As a beangulp importer (see :mod:`.ingest`)::

    icbc.Importer("Assets:WH2025-007:1002银行存款", other="Equity:Unsorted", number="1202021109900088801")
"""

from __future__ import annotations

from typing import ClassVar

from ..ingest import StatementImporter


class Importer(StatementImporter):
    """ICBC corporate statements."""

    profiles: ClassVar[frozenset[str]] = frozenset({"icbc_01", "icbc_03", "icbc_04"})
