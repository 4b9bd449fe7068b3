"""Any bank's statement: the layouts of ``profiles/``, and tables of other banks by the names of their columns.

| bank | layouts | what is special |
|---|---|---|
| 工商银行 ICBC | icbc_01, icbc_03, icbc_04 | see :mod:`.icbc` |
| 建设银行 CCB | ccb_01, ccb_02, ccb_03 | a header of two rows; 0 in the column that is not meant; 账户明细编号-交易流水号 is the serial |
| 农业银行 ABC | abc_01, abc_01b | 20250305101530; no serial; counts and sums below the rows |
| 中国银行 BOC | boc_01 | signed amounts, both parties, bilingual names, sums above the rows |
| 招商银行 CMB | cmb_01 | opening balance and count above the rows |
| 交通银行 BCM | bcm_01 | one 发生额 beside 借贷标志; no serial |
| 兴业银行 CIB | cib_01 | brackets of either width |
| 浦发银行 SPDB | spdb_01 | 101530 in a column of its own |
| any other | bank_table | names from a list, the rest decided by the running balance (:mod:`..tables.reading`, :mod:`..tables.guess`) |
| SWIFT, ISO 20022, OFX | mt940, camt_053, ofx | :mod:`.mt940`, :mod:`.camt`, :mod:`.ofx` |

As a beangulp importer (see :mod:`.ingest`)::

    bank.Importer("Assets:WH2025-007:1002银行存款", other="Equity:Unsorted", number="1202021109900088801")
"""

from __future__ import annotations

from typing import ClassVar

from ..ingest import StatementImporter
from ..tables.profile import profiles


class Importer(StatementImporter):
    """Statements of all banks."""

    profiles: ClassVar[frozenset[str]] = frozenset(one.id for one in profiles() if one.kind == "bank")
