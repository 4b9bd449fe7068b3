"""Signs from who was paid: own staff, rehired, related, landlord, an own account, or nobody knows.

Pay to staff is personnel whatever the fee is called; what staff lay out and are repaid for is not, and a repayment
that says nothing is review. A payment to a person is "cannot tell" while the list of staff is missing or incomplete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from ..language.lexicon import any_of, phrases
from .payee import is_person
from .sign import Sign

if TYPE_CHECKING:
    from earmark.ledger.awards.award import Party
    from earmark.ledger.vouchers.charge import Charge

    from ..language.phrase import Phrase
    from .payee import Payees

_FEE = any_of(
    [
        "劳务",
        "咨询",
        "讲课",
        "授课",
        "评审",
        "审稿",
        "稿",
        "酬",
        "补助",
        "补贴",
        "顾问",
        "编辑",
        "策划",
        "加班",
        "fee",
    ]
)
_PRIZE = any_of(["获奖", "竞赛", "大赛", "征文", "优秀论文", "[一二三]等奖"])
_RENT = any_of(["租", "场地", "房", "物业", "使用费", "工作[室站]", r"\b(?:rent|hire|venue)"])
_REPAID = any_of(["归垫", "代垫", "垫付", "垫支", "垫款", "归还.*垫"])
_MOVED = any_of(
    ["调拨", "补充", "周转", "流动资金", "往来", "借", "划转", "归集", "转", "发放", "日常", "弥补"]
)

_RELATIVES = frozenset({"related-person", "related", "related-party"})
_STAFF = frozenset({"staff", "rehired"})
_STAFF_CLEARS = Text(
    "收款人不在职的证明；报销的，附审批单、发票和项目活动通知",
    "proof that the payee was no staff; for claims: approval, invoices and the notice of the project's activity",
)
_OWN_CLEARS = Text(
    "逐笔列明的垫付清单和发票，均在项目期内且未重复列支",
    "a list of what was laid out, with invoices, in period, charged once",
)
_RELATED_CLEARS = Text("实际完成工作的证据、询价或回避记录", "evidence of work done, of quotes or of recusal")
_RENT_CLEARS = Text(
    "与办公租约不同的场地合同、活动通知和签到表",
    "a contract other than the office lease, notice and sign-in sheets",
)
_LIST_CLEARS = Text(
    "由单位提供并声明完整的职工名单", "a list of staff, supplied and declared complete by the recipient"
)


def signs(charge: Charge, payees: Payees, kinds: frozenset[str], said: Phrase) -> list[Sign]:
    """The signs that a charge's payee gives, who is of these classes."""
    if payees.own_account(charge):
        return [_own(said)]
    listed = payees.parties(charge)
    found = [_rent(charge, p, said) for p in listed if p.kind == "landlord"]
    if not kinds.isdisjoint(_RELATIVES):
        found.append(_related())
    elif not kinds.isdisjoint(_STAFF):
        found.append(_staff(charge, said, listed, "rehired" in kinds))
    elif not listed and "staff" not in payees.complete and _anybody(charge, said):
        found.append(_nobody_knows())
    return [sign for sign in found if sign] if found else []


def _staff(charge: Charge, said: Phrase, listed: tuple[Party, ...], rehired: bool) -> Sign | None:  # noqa: FBT001
    weight = "fact" if listed else "payee"
    who = Text("返聘人员", "rehired") if rehired else Text("本单位职工", "own staff")
    if charge.kind in {"advance", "prepayment"} or phrases()["reimbursed"].search(said.text):
        text = Text("付给{who}，摘要没有说明报销什么", "paid to {who}, and nothing says for what").format(
            who=who
        )
        return Sign("personnel", "review", weight, text, _STAFF_CLEARS) if said.vague else None
    prize = _PRIZE.search(said.text) or (said.vague and not _FEE.search(said.text))
    text = Text("收款人是{who}", "the payee is {who}").format(who=who)
    return Sign("personnel", "review" if prize else "violation", weight, text, _STAFF_CLEARS)


def _related() -> Sign:
    text = Text("收款人是职工亲属或关联方", "the payee is related to staff or to the recipient")
    return Sign("", "review", "fact", text, _RELATED_CLEARS)


def _rent(charge: Charge, landlord: Party, said: Phrase) -> Sign | None:
    if not landlord.amount or not _RENT.search(said.text) or charge.amount % landlord.amount:
        return None
    text = Text(
        "收款人是办公用房的出租方，金额是月租 {rent} 的整数倍",
        "paid to the office's landlord, a multiple of the monthly {rent}",
    )
    return Sign("office", "violation", "fact", text.format(rent=landlord.amount), _RENT_CLEARS)


def _own(said: Phrase) -> Sign:
    if not _REPAID.search(said.text) and (said.vague or _MOVED.search(said.text)):
        text = Text(
            "转入本单位自己的账户，没有对应支出", "moved to an account of the recipient's own, for no cost"
        )
        return Sign("unrelated", "violation", "fact", text, _OWN_CLEARS)
    text = Text(
        "付给本单位自己的账户：核对垫付清单",
        "paid to an account of the recipient's own: compare what was laid out",
    )
    return Sign("unrelated", "review", "fact", text, _OWN_CLEARS)


def _anybody(charge: Charge, said: Phrase) -> bool:
    """Whether a person may have been paid for work."""
    if phrases()["reimbursed"].search(said.text):
        return False
    return is_person(charge.payee) or (not charge.payee and bool(_FEE.search(said.text)))


def _nobody_knows() -> Sign:
    text = Text(
        "没有完整的职工名单，不能判断收款人是不是职工",
        "no complete list of staff: the payee may be one of them",
    )
    return Sign("personnel", "unknown", "missing", text, _LIST_CLEARS)
