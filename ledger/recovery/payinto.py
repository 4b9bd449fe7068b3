"""Where money that is ordered back is paid into (programmes/<id>.beancount): one account a route, told by the funder or auditor.

    2026-04-01 custom "earmark-pay-into" "funder"
      holder: "武汉市科学技术协会"
      bank: "工商银行江城支行"
      account: "3202019200000017715"
      contact: "周主任 027-12345678"

The id is the route (``funder``, ``treasury``). A later one takes the place of an earlier one from its date; both stay, and a
log line holds each: an account number on a notice is what a swindler would change. By the route ``restore`` money goes to
the award's own account, which its register names.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from ..awards.opening import programmes
from ..base.errors import EarmarkError
from ..base.record import Record, to_custom
from ..base.text import Text
from ..books.desk import desk
from ..persons.rights import require_rule_side

if TYPE_CHECKING:
    from ..books.books import Books

ROUTES = ("funder", "treasury")
NUMBER = re.compile(r"[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){4,39}")


class WrongAccount(EarmarkError):
    """An account that money cannot be paid into, or a programme or route that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayInto(Record):
    """The account of one route (``id``): in whose name, at which bank, its number, whom to ask."""

    kind: ClassVar[str] = "pay-into"

    holder: str
    bank: str
    account: str
    contact: str = ""


def set_account(books: Books, programme: str, given: PayInto, by: str) -> PayInto:
    """Store an account. Raises :class:`WrongAccount`, :class:`..persons.sides.NotYours`."""
    if given.id not in ROUTES:
        message = Text(
            "只有退回拨款单位和上缴财政要写明账户，不是 {id}",
            "an account is told for funder and treasury, not {id}",
        )
        raise WrongAccount(message.format(id=given.id))
    if not NUMBER.fullmatch(given.account):
        raise WrongAccount(Text("不是账号：{a}", "no account number: {a}").format(a=given.account))
    if not given.holder.strip() or not given.bank.strip():
        raise WrongAccount(Text("户名和开户银行不能为空", "holder and bank must be told"))
    path = f"programmes/{programme}"
    with desk(books, by) as at:
        require_rule_side(at, programme)
        if programme not in programmes(at):
            raise WrongAccount(Text("没有这个专项", "there is no such programme"), file=programme)
        stored = replace(given, recorded=at.recorded, by=at.by)
        at.append(f"{path}.beancount", [to_custom(stored)])
        at.log(f"{path}.log", [(stored.kind, stored.id, to_custom(stored))])
    return stored


def accounts_on(books: Books, programme: str, day: datetime.date) -> dict[str, PayInto]:
    """The account of each route as it holds on a day: the latest told by then."""
    told = books.records(PayInto, f"programmes/{programme}.beancount")
    return {one.id: one for one in sorted(told, key=lambda one: one.date) if one.date <= day}
