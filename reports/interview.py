"""What ``award new`` was not told, asked on a terminal: a wrong answer is said and asked again, nothing typed is lost.

金额（元）: 五十万
金额写法不对。请写成 1234.50
金额（元）: 500000
...
用途 编号=名称=金额（空行结束，还剩 500,000.00 元）: P1=学术交流=185000
"""

from __future__ import annotations

import datetime
import sys
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import click

from earmark.ledger.awards.opening import FILE_ID
from earmark.ledger.base.amount import money, parse_amount, parse_date
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from .registering import plan_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .session import Session

T = TypeVar("T")
CHARTS = ("npo-2004", "npo-2026", "gov", "gov-quota")
MODES = ("dedicated", "pooled", "quota")


class MissingFact(EarmarkError):
    """A fact of the award that was not given."""


class WrongAnswer(EarmarkError):
    """An answer that is none: it is asked again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The facts of an award as the command line gives them; None where they must be asked for."""

    programme: str | None
    recipient: str | None
    recipient_name: str | None
    funder: str | None
    amount: Decimal | None
    start: datetime.date | None
    end: datetime.date | None
    chart: str | None
    mode: str | None
    bank: str | None
    account: str | None


QUESTIONS = {
    "programme": Text("专项（实施方案编号，如 wuhan-2012、cast-2013）", "programme (id of its policy)"),
    "recipient": Text("获奖单位代码（大写字母，如 JCSF）", "recipient's code"),
    "recipient_name": Text("获奖单位名称", "recipient's name"),
    "funder": Text("拨款单位名称", "funder's name"),
    "amount": Text("金额（元）", "amount in CNY"),
    "start": Text("开始日", "first day"),
    "end": Text("结束日", "last day"),
    "chart": Text(
        "会计制度（npo-2004、npo-2026、gov，用款额度 gov-quota）",
        "chart of accounts (npo-2004, npo-2026, gov; of a treasury quota gov-quota)",
    ),
    "mode": Text(
        "资金账户（dedicated 专用、pooled 普通、quota 额度）", "award account (dedicated, pooled, quota)"
    ),
    "bank": Text("银行账户编号：银行-尾号，如 ICBC-8801", "bank account's id: BANK-TAIL"),
    "account": Text("银行账号（全部数字）", "bank account number"),
}
PLAN_LINE = Text(
    "用途 编号=名称=金额（空行结束，还剩 {left} 元）",
    "plan line ID=NAME=AMOUNT (empty to end; {left} CNY left)",
)
PROJECT = Text("预算项目编码（还没有就空着）", "budget project code (empty if there is none yet)")
MEND = Text("哪一项要改（{names}；空行放弃）", "which to change ({names}; empty to give up)")
NO_ANSWER = Text("没有回答", "that is no answer")
ONE_OF = Text("应为 {ids} 之一", "one of {ids}")


def complete(session: Session, asked: Asked) -> Asked:
    """Ask a person at a terminal for what is missing. Raises :class:`MissingFact` where there is no terminal."""
    for name in (field.name for field in fields(Asked)):
        if getattr(asked, name) is None:
            answer: Any = _known_account(session, asked, name)
            asked = _with(asked, name, answer or _fact(session, asked, name))
    return asked


def _with(asked: Asked, name: str, answer: Any) -> Asked:  # noqa: ANN401 (facts are of many types)
    return replace(asked, **{name: answer})


def interviewed() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty()


def mended(session: Session, asked: Asked, error: EarmarkError) -> Asked | None:
    """The facts after what was wrong with them as a whole was asked anew; None when the person gives up."""
    session.hint(error.show(session.lang))
    names = ", ".join(field.name for field in fields(Asked))
    known = {field.name for field in fields(Asked)} | {""}
    name = ask(session, MEND.format(names=names), lambda said: _one_of(said, known))
    return _with(asked, name, _fact(session, asked, name)) if name else None


def plan_lines(session: Session, amount: Decimal) -> list[str]:
    """The plan, line by line as it was typed, until an empty answer."""
    lines: dict[str, tuple[str, Decimal]] = {}
    while True:
        left = amount - sum((some for _, some in lines.values()), Decimal(0))
        said = ask(session, PLAN_LINE.format(left=money(left)), lambda text: _line(text, lines, left))  # noqa: B023 (asked at once)
        if said is None:
            return [text for text, _ in lines.values()]
        lines[said[0]] = said[1:]


def project_code(session: Session) -> str | None:
    """The code of the budget project, if it is known yet."""
    return ask(session, PROJECT, str.strip) or None


def ask(session: Session, question: Text, read: Callable[[str], T]) -> T:
    """Ask until the answer can be read."""
    while True:
        try:
            return read(click.prompt(question.show(session.lang), default="", show_default=False).strip())
        except EarmarkError as error:
            session.hint(error.show(session.lang))


def _fact(session: Session, asked: Asked, name: str) -> Any:  # noqa: ANN401 (facts are of many types)
    if not interviewed():
        flag = "--" + name.replace("_", "-")
        fix = Text("用 {flag} 给出", "give it with {flag}").format(flag=flag)
        raise MissingFact(Text("缺少 {what}", "{what} is missing").format(what=QUESTIONS[name]), fix=fix)
    return ask(session, QUESTIONS[name], lambda said: _read(session, asked, name, said))


def _known_account(session: Session, asked: Asked, name: str) -> str | None:
    """The number of an account that is registered already."""
    known = session.books.banks().get(asked.bank or "") if name == "account" else None
    return known.account if known else None


def _read(session: Session, asked: Asked, name: str, said: str) -> Any:  # noqa: ANN401 (facts are of many types)
    """An answer, read and tried as far as it can be alone."""
    if not said:
        raise WrongAnswer(NO_ANSWER)
    reader = READERS.get(name)
    if reader:
        return reader(said, asked)
    return _one_of(said, _programmes(session)) if name == "programme" else said


def _programmes(session: Session) -> set[str]:
    from earmark.plugins.policy import shipped

    opened = session.books.files("programmes")
    return {*shipped(), *(path.rsplit("/", 1)[-1].removesuffix(".beancount") for path in opened)}


def _amount(said: str, _asked: Asked) -> Decimal:
    amount = parse_amount(said)
    if amount <= 0:
        raise WrongAnswer(Text("金额应大于零", "the amount must be above zero"))
    return amount


def _end(said: str, asked: Asked) -> datetime.date:
    day = parse_date(said)
    if asked.start and day < asked.start:
        raise WrongAnswer(Text("结束日早于开始日", "the period ends before it starts"))
    return day


def _id(said: str, _asked: Asked) -> str:
    if not FILE_ID.fullmatch(said):
        raise WrongAnswer(Text("只能有字母、数字和 -", "letters, digits and - only"))
    return said


def _digits(said: str, _asked: Asked) -> str:
    number = "".join(said.split())
    if not (number.isascii() and number.isdigit()):
        raise WrongAnswer(Text("应全部是数字", "digits only"))
    return number


def _one_of(said: str, known: set[str] | tuple[str, ...]) -> str:
    if said not in known:
        raise WrongAnswer(ONE_OF.format(ids=", ".join(sorted(filter(None, known)))))
    return said


READERS: Mapping[str, Callable[[str, Asked], Any]] = {
    "recipient": _id,
    "amount": _amount,
    "start": lambda said, _asked: parse_date(said),
    "end": _end,
    "chart": lambda said, _asked: _one_of(said, CHARTS),
    "mode": lambda said, _asked: _one_of(said, MODES),
    "bank": _id,
    "account": _digits,
}


def _line(text: str, before: Mapping[str, Any], left: Decimal) -> tuple[str, str, Decimal] | None:
    """A plan line's id, its text and amount; None for an empty answer."""
    if not text:
        return None
    line = plan_line(text.replace("＝", "="), datetime.date.min)
    if line.id in before:
        raise WrongAnswer(Text("用途编号重复", "a plan line's id is used twice"))
    if not 0 < line.amount <= left:
        raise WrongAnswer(
            Text("金额应大于零，且不超过余额", "the amount must be above zero and within what is left")
        )
    return line.id, text.replace("＝", "="), line.amount
