"""Whose a file is: the award of an export, the registered account of a statement; or why that cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..tables.rows import Problem
from .projects import Projects

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from earmark.ledger.awards.award import Award

    from ..tables.rows import BookLine


class UnknownAccount(EarmarkError):
    """A statement of an account that the books do not know, or whose account cannot be told."""


class WrongAward(EarmarkError):
    """A file that is not of the award it was given for, or whose award cannot be told."""


def award_among(awards: Mapping[str, Award], lines: Sequence[BookLine], told: str | None) -> str:
    """The award of an export: as told, the only one there is, or the one whose project it names. Raises :class:`WrongAward`."""
    if told or len(awards) == 1:
        return told or next(iter(awards))
    projects = {id_: Projects(lines, award) for id_, award in awards.items()}
    named = [id_ for id_, one in projects.items() if one.marked and any(map(one.belongs, lines))]
    if len(named) != 1:
        fix = Text("请用 --award 写明，现有：{ids}", "say which with --award; known: {ids}")
        message = Text("看不出是哪一项奖补资金的", "which award it belongs to cannot be told")
        raise WrongAward(message, fix=fix.format(ids="、".join(awards) or "—"))
    return named[0]


def only_account(found: Sequence[str], said: str | None, known: Iterable[str]) -> str:
    """The one account that a statement can be of. Raises :class:`UnknownAccount`."""
    if len(found) == 1:
        return found[0]
    ids = "、".join(known) or "—"
    if not said:
        message = Text(
            "文件里没有账号，看不出是哪个账户的", "the file has no account number to tell whose it is"
        )
        fix = Text("请用 --award 写明；登记的账户：{ids}", "say which with --award; accounts known: {ids}")
        raise UnknownAccount(message, fix=fix.format(ids=ids))
    message = Text(
        "账户 {account} 不在银行账户登记里", "account {account} is not in the register of accounts"
    )
    fix = Text("请核对账号；登记的账户：{ids}", "check the number; accounts known: {ids}")
    raise UnknownAccount(message.format(account=said), fix=fix.format(ids=ids))


def foreign(lines: Sequence[BookLine], award: Award) -> list[Problem]:
    """The problem of an export in which nothing is the award's."""
    projects = Projects(lines, award)
    if not lines or any(map(projects.belongs, lines)):
        return []
    seen = sorted({f"{line.project_code} {line.project_name}".strip() for line in lines} - {""})
    message = Text(
        "没有一行属于 {award}；文件里的项目：{seen}", "no row belongs to {award}; projects seen: {seen}"
    )
    return [Problem(None, message.format(award=award.id, seen="、".join(seen[:8])))]
