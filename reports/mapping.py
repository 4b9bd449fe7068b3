"""``earmark import --map``: a table that is not known is told once, column by column, and remembered in earmark.toml."""

from __future__ import annotations

import re
import sys
import tomllib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from earmark.importers.formats.detect import UnknownFormat, read_file
from earmark.importers.tables.mapping import (
    FIELDS,
    KINDS,
    NEEDED,
    columns_of,
    free_id,
    own_profiles,
    profile_text,
    remember,
)
from earmark.importers.tables.profile import general, profile
from earmark.importers.tables.reading import Undecided
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.books.books import CONFIG, Books

from .interview import ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from earmark.importers.tables.mapping import Column

    from .session import Session

MOST_SAMPLES = 3
WORDS = {
    "date": Text("日期", "date"),
    "time": Text("时间", "time"),
    "out": Text("付出金额", "money out"),
    "in": Text("收入金额", "money in"),
    "amount": Text("金额（一列兼收支、借贷）", "amount, both ways in one column"),
    "side": Text("收支标志（序时账：借贷方向）", "whether out or in (of a journal: debit or credit)"),
    "balance": Text("余额", "balance"),
    "payee": Text("对方名称", "counterparty"),
    "payee_account": Text("对方账号", "counterparty's account"),
    "summary": Text("摘要", "summary"),
    "purpose": Text("用途", "purpose"),
    "serial": Text("流水号", "the bank's serial"),
    "own_account": Text("本方账号", "own account"),
    "currency": Text("币种", "currency"),
    "cls": Text("凭证字", "voucher class"),
    "number": Text("凭证号", "voucher number"),
    "narration": Text("摘要", "narration"),
    "account_code": Text("科目编码", "account code"),
    "account_name": Text("科目名称", "account name"),
    "account_more": Text("明细科目", "sub-account"),
    "debit": Text("借方金额", "debit"),
    "credit": Text("贷方金额", "credit"),
    "plan": Text("计划用途", "plan line"),
    "project_code": Text("项目编码", "project code"),
    "project_name": Text("项目名称", "project name"),
    "invoice": Text("发票号码", "invoice number"),
    "tax": Text("代扣个税", "tax withheld"),
}
KIND = Text(
    "这张表是 bank（银行流水）、journal（序时账）还是 list（支出表）", "is it a bank, journal or list"
)
BANK = Text("银行名称（可空）", "the bank's name (may be empty)")
WHICH = Text("{what} 是第几列（0 表示没有）", "{what}: which column (0: none)")
NEEDS = Text("{what} 是第几列", "{what}: which column")
A_NUMBER = Text("请写 {least} 到 {most} 的数字", "write a number from {least} to {most}")
A_KIND = Text("请写 {kinds} 之一", "write one of {kinds}")
OUT = Text(
    "“{name}”里哪些字样是付出（逗号隔开）：{words}",
    "which words in “{name}” are money out (parted by commas): {words}",
)
CREDIT = Text(
    "“{name}”里哪些字样是贷方（逗号隔开）：{words}",
    "which words in “{name}” are credit (parted by commas): {words}",
)
KEPT = Text("已记在 {file}：{id}", "remembered in {file}: {id}")


class NoTerminal(EarmarkError):
    """Nobody is there to be asked."""


class NotMapped(EarmarkError):
    """What was answered does not read the file."""


def learn(session: Session, files: Sequence[Path], who: str) -> None:
    """Ask for the columns of each file that is not known, and keep them when they read the file.

    Raises:
        EarmarkError: nobody is at a terminal; a file is no table; what was answered does not read it.
    """
    for path in files:
        try:
            read_file(path, own=own_profiles(session.books.config))
        except (UnknownFormat, Undecided):
            _learn(session, path, who)


def _learn(session: Session, path: Path, who: str) -> None:
    if not sys.stdin.isatty():
        fix = Text(
            "请在终端里运行，或照手册写 [[profiles]]",
            "run it on a terminal, or write [[profiles]] as the manual says",
        )
        raise NoTerminal(
            Text("不认识这种表格，也没有人可问", "the table is not known and nobody is there to ask"),
            file=path.name,
            fix=fix,
        )
    columns = columns_of(path)
    for number, column in enumerate(columns, start=1):
        session.say(f"{number:3}  {column.name or '—'}：{'、'.join(column.said[:MOST_SAMPLES])[:60]}")
    id_ = free_id(session.books.config)
    table = _asked(session, id_, columns)
    _try(path, table)
    remember(session.books, who, table)
    session.__dict__["books"] = Books.open(session.books.root)
    session.hint(KEPT.format(file=CONFIG, id=id_))


def _asked(session: Session, id_: str, columns: Sequence[Column]) -> str:
    kind = ask(session, _with_default(KIND, "bank"), _kind)
    bank = click.prompt(BANK.show(session.lang), default="", show_default=False) if kind == "bank" else ""
    chosen: dict[str, str] = {}
    for field in FIELDS[kind]:
        likely = next((n for n, one in enumerate(columns, start=1) if one.suggested == field), 0)
        least = 1 if field in NEEDED[kind] else 0
        question = (NEEDS if least else WHICH).format(what=WORDS[field])
        default = str(likely) if likely >= least else ""
        number = ask(
            session, _with_default(question, default), partial(_number, least, len(columns), default)
        )
        if number:
            chosen[field] = columns[number - 1].name
    return profile_text(id_, kind, bank, chosen, _sides(session, kind, chosen, columns))


def _with_default(question: Text, default: str) -> Text:
    """A question with the answer that an empty line gives."""
    return Text(f"{question.zh} [{default}]", f"{question.en} [{default}]") if default else question


def _kind(said: str) -> str:
    if (said or "bank") not in KINDS:
        raise NotMapped(A_KIND.format(kinds="、".join(KINDS)))
    return said or "bank"


def _number(least: int, most: int, default: str, said: str) -> int:
    said = said or default
    if not (said.isascii() and said.isdecimal() and least <= int(said) <= most):
        raise NotMapped(A_NUMBER.format(least=least, most=most))
    return int(said)


def _words(known: Sequence[str], said: str) -> list[str]:
    """The words that a person typed, each as the file writes it: one written otherwise would turn money round."""
    words = [word.strip() for word in re.split("[,，、]", said) if word.strip()]
    strange = [word for word in words if word not in known]
    if strange:
        message = Text("文件里没有“{word}”", "the file does not say “{word}”")
        raise NotMapped(message.format(word=strange[0]))
    return words


def _sides(
    session: Session, kind: str, chosen: Mapping[str, str], columns: Sequence[Column]
) -> dict[str, list[str]]:
    """The words for money out (of a journal, credit) and in (debit), asked where they are not known."""
    said = next((column.said for column in columns if column.name == chosen.get("side")), ())
    likely = profile("ufida_journal") if kind == "journal" else general()
    if {word.casefold() for word in said} <= likely.out_side | likely.in_side:
        return {
            "out": [w for w in said if w.casefold() in likely.out_side],
            "in": [w for w in said if w.casefold() in likely.in_side],
        }
    question = CREDIT if kind == "journal" else OUT
    asked = question.format(name=chosen["side"], words="、".join(said))
    out = ask(session, asked, partial(_words, said))
    return {"out": out, "in": [word for word in said if word not in out]}


def _try(path: Path, table: str) -> None:
    """Let a profile pass that reads the file without a problem."""
    found = read_file(path, own=own_profiles(tomllib.loads(table)))
    for problem in found.problems[:1]:
        message = Text(
            "照这样读不通，没有记住：{what}", "it cannot be read that way, and is not remembered: {what}"
        )
        raise NotMapped(message.format(what=problem.message), file=path.name, row=problem.row)
