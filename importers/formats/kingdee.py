"""金蝶: vouchers of K/3 and KIS, 精斗云, 云星空 and EAS.

    凭证日期   … 凭证字 凭证号 科目代码 科目名称 … 借方      贷方      … 凭证摘要 … 核算项目
    2026/5/31    记     9     5901     其他费用     20000.00              公益捐款   项目---A01---学会能力提升

- K/3, KIS: rows on sheet Page1, the schema on t_Schema. 核算项目 says project and payee (:mod:`..tables.auxiliary`).
- 精斗云: 供应商, 客户 or 职员 is the payee. 是否限定: what is 非限定 is no award's where no project is named.
- 云星空: 核算维度 says project and payee.
- EAS: 方向 1 is debit; accounts are codes without names; 核算项目1, 编码1, 名称1 … say project and payee.
- Only lines with the award's 项目 (``award new --project-code``) are the award's where the file names projects.
- 结转 vouchers are told by their lines and tagged ``#close``.

As a beangulp importer (see :mod:`.ingest`)::

    kingdee.Importer("WH2025-007", chart="npo-2004", project="A01")
"""

from __future__ import annotations

from typing import ClassVar

from ..ingest import JournalImporter


class Importer(JournalImporter):
    """Vouchers of 金蝶."""

    profiles: ClassVar[frozenset[str]] = frozenset(
        {"kingdee_k3", "kingdee_jdy", "kingdee_cloud", "kingdee_eas"}
    )
