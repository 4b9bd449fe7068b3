"""Rows below, between and above the data that are no data: totals, page ends, print marks.

A row is one of them when it is one cell of words, or when a cell says so in full (合计, 本页小计：,
以下空白, 第1页, 打印时间…) and every other cell is empty, a number, a date, or says so too. A payee or a
purpose in it makes it a data row again: nothing that might be money is left out for a word in it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..cells.compare import folded
from .values import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..cells.cells import Cell

TOTAL = re.compile(r"(?:总?合计|总计|本次合计|交易合计|人民币合计|total):?")
MARK = re.compile(
    r"(?:本页|本月|本日|本年|本期|当页|当月|当日|当前|每日|每月|日|月|季|年|全部|以上|总|明细|记录|账户|凭证|科目|分类|借方|贷方|收入|支出|转入|转出)?(?:合计|小计|累计|总计)(?:金额|笔数)?:?"
    r"|(?:total|人民币合计|交易合计|本次合计):?"
    r"|[过转接](?:次|下)页|(?:承前|承上|接上|前)页|(?:\(?以下空白\)?)|(?:以下无正文)"
    r"|(?:合计|小计|总计)(?:\(?大写\)?)?:?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]+"
    r"|第\d+页.*|共\d+[页笔条].*|(?:打印|导出|下载|查询|制表)(?:时间|日期|人|柜员|机构|日).*"
    r"|(?:总|借方|贷方|收入|支出|转入|转出)(?:发生)?总?笔数.*|(?:总|借方|贷方|收入|支出)(?:发生)?总?(?:金)?额:.*"
    r"|(?:期初|期末|上期|上页|承前|上月|上年|年初|月初|昨日|上日)(?:余额|结转|结余)"
    r"|本[月日年期](?:发生额|累计|合计)?(?:及|和)余额|本[月日年期]发生额(?:合计)?"
    r"|(?:制表|复核|审核|记账|制单)(?:人)?:.*"
)
HINT = re.compile(
    r"[合小累总]\s*计|页|空白|正文|打印|导出|下载|查询|制表|制单|复核|审核|记账|结转|结余|笔|额\s*[:：]|余额|发生额|\d\s*[收支]|total",
    re.IGNORECASE,
)
"""Some sign that every footer has: most rows are passed over at once."""
SUM = re.compile(r"总?(?:借方|贷方|收入|支出|转入|转出)(?:发生|总)?(?:金额|额|发生额):?")
"""The name of a sum beside a mark: 支出笔数, 5, 支出金额, 21,217.50."""
COUNT = re.compile(r"[^\d:]{0,8}(?:笔数|金额|合计|总额|发生额|余额)")
NUMBER = re.compile(r"-?¥?[\d,]+(?:\.\d+)?[元笔条]?")
WHOLE_DAY = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d")
LABEL = re.compile(
    r"[^\d:]{0,8}(?:账号|账户|户名|卡号|币种|开户|公司名称|单位名称|标题|查询|起止|期间|日期|时间段?|打印|页码?|余额|笔数|条数|总额|合计|"
    r"银行码|对账单|客户)[^\d:]{0,40}:"
)
DAY = re.compile(r"\d{4}[-/.年]?\d|\d{5}")
SMALL = re.compile(r"[\d,.\-:/¥元笔条页共第()年月日至~]*|[借贷平]方?|\d+[收支].*")


def is_footer(cells: Sequence[Cell]) -> bool:
    """Whether the row is a total, a page end or a print mark."""
    if _remark(cells):
        return True
    if not HINT.search("".join(cell for cell in cells if isinstance(cell, str))):
        return False
    said = [folded(text(cell)) for cell in cells]
    marked = [bool(MARK.fullmatch(word)) for word in said]
    if not any(marked):
        return bool(said) and _counted(said)
    return all(
        mark or SMALL.fullmatch(word) or SUM.fullmatch(word) for mark, word in zip(marked, said, strict=True)
    )


@lru_cache(maxsize=10_000)
def is_plain(word: str) -> bool:
    """Whether a row with this word in it is no footer whatever else it says."""
    return bool(word) and not HINT.search(word) and not SMALL.fullmatch(folded(word))


def is_label(cells: Sequence[Cell], day: int) -> bool:
    """Whether the row is one of those above the header, said again above the next page or month: 账号：… 户名：….

    ``day`` is the column of days: a row that has one there is data.
    """
    first = next((cell for cell in cells if cell is not None and text(cell)), None)
    if not isinstance(first, str) or not LABEL.match(folded(first)):
        return False
    return not DAY.match(text(cells[day]) if day < len(cells) else "")


def is_labels(cells: Sequence[Cell]) -> bool:
    """Whether the row has names of counts and sums and nothing else, whose values stand in the next row."""
    said = [word for cell in cells if (word := folded(text(cell)))]
    return len(said) > 1 and all(COUNT.fullmatch(word) for word in said)


def is_counts(cells: Sequence[Cell]) -> bool:
    """Whether the row may be the values below such names: numbers alone."""
    said = [word for cell in cells if (word := folded(text(cell)))]
    return all(NUMBER.fullmatch(word) and not WHOLE_DAY.fullmatch(word) for word in said)


def _counted(said: list[str]) -> bool:
    """``4 支 71,012.50`` alone in its row: a bank's count of what it paid out."""
    words = [word for word in said if word]
    return len(words) == 1 and bool(re.fullmatch(r"\d+[收支][\d,.]+", words[0]))


def _remark(cells: Sequence[Cell]) -> bool:
    """Words alone in their row: without a date and an amount beside them they move no money."""
    said = [cell for cell in cells if cell is not None and text(cell)]
    return len(said) == 1 and isinstance(said[0], str) and not SMALL.fullmatch(folded(said[0]))


def is_total(cells: Sequence[Cell]) -> bool:
    """Whether the row is the grand total, whose sums must agree with the rows above."""
    return any(TOTAL.fullmatch(folded(text(cell))) for cell in cells)
