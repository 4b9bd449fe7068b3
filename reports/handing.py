"""Handing a report out: the file is written, and the books keep who took it and which findings it listed (law 4).

Whoever is named (``--by``, EARMARK_BY) hands it out, as somebody who has a part in the award. Nobody named: it is a look, the file
is written and the books stay as they are; earmark.toml names who keeps the books, which is not who reads them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from earmark.ledger.findings.listing import Listed
    from earmark.plugins.judging.run import Audited

    from .session import Session

RECORDED = Text(
    "已登记为交出的报告 {ids}：所列疑点以后不再出现也会列明",
    "recorded as handed out, {ids}: what it lists stays named",
)
AGAIN = Text(
    "账簿里已登记 {ids}，文件没有写出：换一个文件名再出一次",
    "the books record {ids}, the file is not there: hand it out again under another name",
)
A_LOOK = Text(
    "没有写明谁交出（--by），账簿里不登记", "nobody is named (--by): a look, which the books do not record"
)


def hand_out(
    session: Session, audits: Callable[[], Sequence[Audited]], what: str, file: tuple[Path, bytes], kinds: Sequence[str],
    *, by: str | None, subject: str = "", force: bool,
) -> None:  # fmt: skip
    """Write the file and, where somebody is named, the record of each award: ``audits`` are asked for then only.

    Raises :class:`.outfile.WrongFile`, :class:`earmark.ledger.persons.sides.NotYours`, :class:`earmark.ledger.books.books.NoSuchPerson`.
    """
    from earmark.ledger.books.desk import desk
    from earmark.ledger.findings.handing_out import hand_out as keep

    from .outfile import WrongFile, put_out, write_out

    out, data = file
    who = by or os.environ.get("EARMARK_BY")
    if not who:
        write_out(out, data, kinds, force=force)
        session.hint(A_LOOK)
        return
    whole, ids = audits(), ""
    try:
        # The record is committed first; the file, whole on disk by then, takes its name after it.
        with put_out(out, data, kinds, force=force), desk(session.books, who) as at:
            made = [keep(at, a.award.id, what, out.name, data, _listed(a, subject), subject) for a in whole]
            ids = "、".join(
                one.id if len(whole) == 1 else f"{a.award.id} {one.id}"
                for a, one in zip(whole, made, strict=True)
            )
    except WrongFile as error:
        raise WrongFile(error.message, file=out, fix=AGAIN.format(ids=ids) if ids else error.fix) from None
    session.hint(RECORDED.format(ids=ids))


def _listed(audited: Audited, subject: str) -> list[Listed]:
    """The findings that the report lists: all, or those that it speaks of."""
    from .listing import listed_of

    findings = listed_of(audited.audit)
    if not subject:
        return findings
    decided = {d.id: d.finding for d in audited.standing.acts.decisions}
    parts = [d for o in audited.standing.acts.orders if o.id == subject for d, _ in o.parts]
    named = {subject, *(decided.get(part) for part in parts)}
    return [f for f in findings if f.finding in named]
