"""用友 (U8, T3, T6): the journal (序时账) as xls, and U8's voucher text.

    日期        凭证号数  科目编码  科目名称               摘要      方向  数量  外币  金额
    2026.01.31  记-0001   1002     银行存款               收奖补资金 借               500000.00
    2026.01.31  记-0001   440102   政府补助收入-限定性收入  收奖补资金 贷               500000.00

    填制凭证,V800
    2026-01-31,记,1,2,收奖补资金,1002,500000.00,0,0,0,0,制单人

- One 金额 beside 方向, or a column each for 借方 and 贷方 (``profiles/table_journal.toml``).
- 小计, 合计 and 累计 rows, 期初余额 and 承前页 are no lines. What the 合计 of a one-column 金额 adds up is not said: one that
  fits nothing is a note.
- An xls of the old days may not be quite OLE2 (extra ``old-xls``) and its Chinese may come as ``ÈÕÆÚ`` (:mod:`..cells.mojibake`).
- Codes may come as 1002.0; 5101.1 in a numeric cell has lost a zero and is refused.
- The text has no names of accounts: a code finds the award's account with the same digits. Its payees are codes of the
  program's own lists and say nothing here.
- 用友 renumbers vouchers of an open month: see :mod:`..booking.recognise_vouchers`.

As a beangulp importer (see :mod:`.ingest`)::

    ufida.Importer("WH2025-007", chart="npo-2004")
"""

from __future__ import annotations

from typing import ClassVar

from ..ingest import JournalImporter


class Importer(JournalImporter):
    """Journals and voucher texts of 用友."""

    profiles: ClassVar[frozenset[str]] = frozenset({"ufida_journal", "ufida_txt"})
