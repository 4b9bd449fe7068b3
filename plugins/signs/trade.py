"""Whether the payee's trade and the account agree: 江城检测中心 is paid for 测试费, 江城译海 for 翻译费.

Neither proves anything alone: people hide things in accounts, and a printer prints for the office too. Together they come
from two sources, the bank's file and the bookkeeper's, and they stand in for words that no list of project work holds: an
object that is named, that nothing speaks against and that its seller deals in is not "cannot tell". ``lexicon/trades.toml``
lists the trades. A person with a role that nobody on the pay-roll has (专家, 教师) sells lectures, reviews and advice.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..language.lexicon import any_of
from ..language.words import normal

if TYPE_CHECKING:
    from collections.abc import Collection

    from earmark.ledger.vouchers.charge import Charge

    from ..language.lexicon import Words

FILE = Path(__file__).parents[1] / "lexicon" / "trades.toml"
_PERSONAL = any_of(["讲课", "授课", "课酬", "专家", "评审", "审[稿读]", "稿", "翻译", "咨询", "编审", "主持"])


def agrees(charge: Charge, payee: Collection[str]) -> bool:
    """Whether the payee's trade sells what the account's last name says. ``payee``: his classes."""
    leaf = normal(charge.account_name).rsplit("-", 1)[-1]
    if "outsider" in payee and _PERSONAL.search(leaf):
        return True
    name = normal(charge.payee)
    return any(trade.search(name) and sells.search(leaf) for trade, sells in _trades())


@cache
def _trades() -> tuple[tuple[Words, Words], ...]:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple((any_of(row["payee"]), any_of(row["sells"])) for row in data["trades"])
