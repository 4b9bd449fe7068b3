"""Rules of scope programme for ledgers that Earmark did not make: several grants of one body, each below an account.

    plugin "earmark.plugins.invoices" "{'policy': 'wuhan-2012', 'awards': ['Expenses:Grants:Wuhan', 'Expenses:Grants:Cast']}"

Charges are told as foreign.py tells them, for each account of ``awards``. Such a ledger has one recipient and no register of
awards, so only the rule makes sense that needs neither.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..policy import shipped_policy
from .config import BadConfig, read_config
from .entries import PluginError, error_of, fault, note_of
from .foreign import NO_RULE, award_of, charges_below
from .programme import Member, Programme
from .running import in_order, run_programme_rule

if TYPE_CHECKING:
    from beancount.core.data import Transaction

    from earmark.ledger.vouchers.charge import Charge

    from ..policy import Policy
    from .foreign import Plugin
    from .running import ProgrammeJudge

_KNOWN = ("policy", "awards", "strict")
_SEVERAL = Text("awards 应为两个以上账户的列表", "awards is a list of two accounts or more")


def together(name: str, judge_all: ProgrammeJudge) -> Plugin:
    """A rule of scope programme as a plugin of its own."""

    def plugin(
        entries: list[Any], options_map: dict[str, Any], config: str | None = None
    ) -> tuple[list[Any], list[PluginError]]:
        filename = options_map["filename"]
        try:
            given = read_config(config, _KNOWN, {"policy", "awards"})
            policy = shipped_policy(given["policy"])
            booked = {prefix: dict(charges_below(entries, prefix)) for prefix in _accounts(given)}
            found = _found(name, judge_all, policy, _members(given, booked, Path(filename).parent))
        except EarmarkError as error:
            return entries, [fault(error.whole, filename=filename)]
        located = {charge.id: (charge, entry) for below in booked.values() for charge, entry in below.items()}
        notes = [note_of(finding, *located[finding.subject]) for finding in found]
        wrong = [f for f in found if f.outcome == "violation" and given.get("strict")]
        return entries + notes, [error_of(f, located[f.subject][1], filename) for f in wrong]

    return plugin


def _accounts(given: dict[str, Any]) -> list[str]:
    accounts = given["awards"]
    if not isinstance(accounts, list | tuple) or len({*map(str, accounts)}) < 2:  # noqa: PLR2004 (two accounts)
        raise BadConfig(_SEVERAL)
    return [str(account) for account in accounts]


def _members(
    given: dict[str, Any], booked: dict[str, dict[Charge, Transaction]], folder: Path
) -> tuple[Member, ...]:
    plain = {"policy": given["policy"]}
    return tuple(
        Member(award_of({**plain, "award": prefix}, folder), in_order(charges))
        for prefix, charges in booked.items()
    )


def _found(name: str, judge_all: ProgrammeJudge, policy: Policy, members: tuple[Member, ...]) -> list[Any]:
    rule = policy.rule(name)
    if rule is None:
        raise BadConfig(NO_RULE.format(policy=policy.id, rule=name))
    ran, found = run_programme_rule(rule, judge_all, Programme(id=policy.id, members=members), policy)
    if ran.message:
        raise EarmarkError(ran.message)
    return [finding for _, finding in found]
