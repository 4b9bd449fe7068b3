"""预算管理一体化: its voucher export (51 columns), rows of its database, and payment orders; both sets of a unit's books.

    凭证日期    凭证类型 凭证号 会计科目编码 会计科目名称    借方金额  贷方金额  摘要           … 部门支出经济分类编码 名称
    2026-04-30 记账   1     500102     商品和服务费用  48000.00          学术年会会议费
    2026-04-30 记账   1     100201     银行存款                 48000.00 学术年会会议费
    2026-04-30 记账   1     7101010201 项目支出       48000.00          学术年会会议费 … 30215               会议费
    2026-04-30 记账   1     8001       资金结存                 48000.00 学术年会会议费

- Each payment stands twice: financial rows (1 to 5) become CNY, budget rows (6 to 8) CNY.B; never added.
- The export holds all projects of the unit. Rows of the award are those with its 预算项目编码 or 单位核算自建项目; a row
  without either goes with its voucher, and a voucher of several projects is divided.
- 7101 is kept by economic class (7101行政支出:30215会议费). Where code and name of a class disagree the account
  follows the code and the name is kept beside it.
- 费用用途 names the plan line where it bears its id or name. 辅助摘要 may hold the invoice's number.
- 结转 vouchers are told by their lines and tagged ``#close``.
- Rows of the database have one amount beside dr_cr (``profiles/yth_gla_detail.toml``); payment orders have no accounts
  at all (:mod:`.payments`).

As a beangulp importer (see :mod:`.ingest`)::

    yth.Importer("CAST2025-017", chart="gov", project="420000250000001017")
"""

from __future__ import annotations

from typing import ClassVar

from ..ingest import JournalImporter


class Importer(JournalImporter):
    """Vouchers and payment orders of the treasury system."""

    profiles: ClassVar[frozenset[str]] = frozenset(
        {"yth_voucher", "yth_gla_detail", "yth_pay_voucher_bill", "audit_zfpz"}
    )
