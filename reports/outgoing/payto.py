"""The account that recovered money is paid into: the award's own for 归还原资金渠道, else the one told for the route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from .case import Case
    from .value import Words

HOLDER, BANK, NUMBER = (
    Text("户名", "Account holder"),
    Text("开户银行", "Bank"),
    Text("账号", "Account number"),
)
BANKS = {
    "ICBC": Text("工商银行", "ICBC"),
    "CCB": Text("建设银行", "CCB"),
    "ABC": Text("农业银行", "ABC"),
    "BOC": Text("中国银行", "BOC"),
    "CMB": Text("招商银行", "CMB"),
    "BCM": Text("交通银行", "BCM"),
    "CIB": Text("兴业银行", "CIB"),
    "SPDB": Text("浦发银行", "SPDB"),
}


class NoAccount(EarmarkError):
    """A route of which nobody told where the money goes."""


def account_rows(case: Case, route: str) -> tuple[tuple[Text, Words], ...]:
    """Holder, bank and number. Raises :class:`NoAccount`."""
    own, told = case.own_account, case.accounts.get(route)
    if route == "restore":
        if own is None:
            raise _unknown(case, route)
        return (HOLDER, own.holder), (BANK, BANKS.get(own.bank, own.bank)), (NUMBER, own.account)
    if told is None:
        raise _unknown(case, route)
    return (HOLDER, told.holder), (BANK, told.bank), (NUMBER, told.account)


def _unknown(case: Case, route: str) -> NoAccount:
    grant = case.report.grant
    if route == "restore":
        message = Text("不知道资金账户 {bank} 的账号", "the number of the account {bank} is not known")
        return NoAccount(message.format(bank=grant.bank), file=f"banks/{grant.bank}.beancount")
    day = case.report.as_of
    message = Text("截至 {day} 没有写明款项付到哪个账户", "by {day} nobody told which account to pay into")
    fix = Text(
        "先写明：earmark policy account {p} {route} --holder … --bank … --number … --by …",
        "tell it: earmark policy account {p} {route} --holder … --bank … --number … --by …",
    )
    return NoAccount(message.format(day=day), fix=fix.format(p=grant.programme, route=route))
