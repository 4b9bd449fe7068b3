"""What the bank of a dedicated account takes for it (手续费, 网银服务费, 短信费): the price of paying, no use of its own.

A charge is one when the award has an account of its own (``mode = dedicated``), the payee is that account's bank, or
nobody, as in the bank's own rows, and the words say nothing but such a fee. Up to the setting ``bank-charges`` of the
rule ``prohibited`` (50.00 yuan a charge) its words are no sign; who was paid, account and class are judged as ever.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ..language.words import normal

if TYPE_CHECKING:
    from collections.abc import Collection

    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

    from ..language.phrase import Phrase

NAMES = {
    "ICBC": "工商银行", "CCB": "建设银行", "ABC": "农业银行", "BOC": "中国银行", "CMB": "招商银行", "BCM": "交通银行",
    "CIB": "兴业银行", "SPDB": "浦东发展银行|浦发银行", "PSBC": "邮政储蓄|邮储银行", "CEB": "光大银行", "CMBC": "民生银行",
    "CITIC": "中信银行", "HXB": "华夏银行", "PAB": "平安银行", "CGB": "广发银行", "HKB": "汉口银行",
}  # fmt: skip
"""How a bank is called, by the short name in the id of an account; of others any bank will do."""
_TIME = r"[0-9年月季度日至()./~-]"
_FEE = re.compile(
    "(?:(?:手续|工本|汇划|邮电|管理|服务|维护|银行|网银|网上|手机|电子|企业|单位|对公|跨行|行内|同城|异地|转账|汇款|汇兑|电汇|"
    "结算|支付|付款|账户|账号|专户|专用|支票|凭证|回单|对账单|短信|通知|开户|询证|大额|小额|实时|普通|加急|批量|代发|代付|"
    f"收取|扣|收|付|汇|{_TIME})++费{_TIME}*+)+"
)
"""A bank may say it twice in one breath: summary 手续费, purpose 网银服务费."""
_TOLD = re.compile("手续|工本|汇|网银|短信|账户|回单|转账")
"""Words that a fee must have where no payee is named: 管理费 alone may be anybody's."""
_APART = re.compile(r"[;,、 ]+")


def is_own(charge: Charge, award: Award, said: Phrase, payee: Collection[str], most: Decimal) -> bool:
    """Whether a charge is what the award's own bank takes for the account, up to ``most`` (CNY)."""
    if award.grant.mode != "dedicated" or charge.amount > most:
        return False
    parts = [part for part in _APART.split(said.text) if part]
    return bool(parts) and all(map(_FEE.fullmatch, parts)) and _is_bank(charge, award, said, payee)


def _is_bank(charge: Charge, award: Award, said: Phrase, payee: Collection[str]) -> bool:
    if not charge.payee:
        return charge.party is None and bool(_TOLD.search(said.text))
    name = NAMES.get(award.grant.bank.partition("-")[0])
    return "bank" in payee and (name is None or bool(re.search(name, normal(charge.payee))))
