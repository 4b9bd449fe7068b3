"""What tying out says in an import and to a person: the fate of each row, and the differences in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from earmark.ledger.base.amount import money, plain
from earmark.ledger.base.text import Text

from ..booking.plan import RowFate

if TYPE_CHECKING:
    from earmark.ledger.base.text import Lang

    from ..formats.trial_balance import TrialBalance
    from .compared import Compared, Tied

SUMMARY = Text(
    "余额表 {first} 至 {last}：{agree} 个科目相符，{differ} 个不符（余额表不入账）",
    "trial balance {first} to {last}: {agree} accounts agree, {differ} do not (it books nothing)",
)
WHOLE = Text(
    "这是全单位的余额表，含别的业务：只看这里多出的",
    "of the whole unit, with other business: only what is more here counts",
)
DIFFERS = Text(
    "{account}：法定账 {theirs}，这里 {ours}，差 {off}。{cause}",
    "{account}: {theirs} there, {ours} here, off by {off}. {cause}",
)


def fates_of(tied: Tied, balance: TrialBalance) -> tuple[list[RowFate], list[Text]]:
    """Each row's fate: known where both agree, waiting where not, other where it is not the award's; sums are known."""
    fates = [RowFate(row, "other") for row in tied.others]
    fates += [RowFate(row, "known") for row in balance.sums]
    for one in tied.accounts:
        fates += [RowFate(row, "waiting" if one.cause else "known", reason=one.cause) for row in one.rows]
    return fates, told(tied)


def to_json(tied: Tied, lang: Lang = "zh") -> dict[str, Any]:
    """What came of it: amounts as strings, causes in ``lang``."""
    return {
        "first_period": tied.first,
        "last_period": tied.last,
        "whole_unit": tied.whole_unit,
        "agree": len(tied.accounts) - len(tied.differences),
        "differ": len(tied.differences),
        "drafts": list(tied.drafts),
        "differences": [
            {
                "account": one.account,
                "rows": list(one.rows),
                **{
                    f"{name}_{which}": plain(getattr(side, which))
                    for name, side in (("theirs", one.theirs), ("ours", one.ours))
                    for which in ("opening", "moved", "closing")
                },
                "difference": plain(one.difference),
                "cause": one.cause.show(lang) if one.cause else None,
                "vouchers": list(one.vouchers),
            }
            for one in tied.differences
        ],
    }


def told(tied: Tied) -> list[Text]:
    """The result and each difference, in words."""
    differ = len(tied.differences)
    agree = len(tied.accounts) - differ
    head = [SUMMARY.format(first=tied.first, last=tied.last, agree=agree, differ=differ)]
    return [*head, *([WHOLE] if tied.whole_unit else []), *map(_differs, tied.differences)]


def _differs(one: Compared) -> Text:
    """One account: closing balances, or what moved where these agree."""
    closing = one.theirs.closing != one.ours.closing
    theirs = one.theirs.closing if closing else one.theirs.moved
    ours = one.ours.closing if closing else one.ours.moved
    cause = one.cause or Text("", "")
    said = {"theirs": money(theirs), "ours": money(ours), "off": money(theirs - ours)}
    account = "-".join(one.account.split(":")[2:])
    return Text(
        DIFFERS.zh.format(account=account, cause=cause.zh, **said),
        DIFFERS.en.format(account=account, cause=cause.en, **said),
    )
