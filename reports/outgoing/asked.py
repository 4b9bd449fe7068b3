"""A paper as the command line asks for it: whose it is and what it speaks of, refused early where that is not clear."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from .papers import AWARDS, PAPERS, Paper

if TYPE_CHECKING:
    from earmark.plugins.judging.run import Audited

    from ..session import Session
    from .value import Letter, Sheet

WRITTEN = Text("已写出 {file}", "written: {file}")


class WrongPaper(EarmarkError):
    """Options that do not say which paper, or what it speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asked for. ``given``: what it speaks of, by option (``order``, ``finding``, ``until``)."""

    name: str
    award: str | None
    programme: str | None
    day: datetime.date
    given: Mapping[str, object]
    out: Path | None
    form: str
    force: bool
    by: str | None = None

    @property
    def paper(self) -> Paper:
        """Which paper."""
        return PAPERS[self.name]


def answer(session: Session, asked: Asked) -> None:
    """Show or write the paper. Raises :class:`WrongPaper`, and what the paper's own file names."""
    from ..outfile import refuse_name
    from .case import case_of
    from .papers import made

    _whose(asked)
    _fits(asked)
    if asked.out:
        refuse_name(asked.out, asked.paper.kinds, force=asked.force)
    audits = _audits(session, asked)
    cases = [case_of(session.books, one, asked.day) for one in audits]
    session.exit_code = 0 if all(case.report.sound for case in cases) else 1
    paper = made(asked.name, cases if asked.paper.of == AWARDS else cases[0], **asked.given)
    if asked.out:
        _write(session, asked, paper, audits, asked.out)
    else:
        _show(session, paper, asked.form)


def _whose(asked: Asked) -> None:
    """Refuse a paper of which nothing says whose it is."""
    if asked.award and asked.programme:
        raise WrongPaper(Text("资金编号和 --programme 只写一样", "name an award or a programme, not both"))
    if not asked.award and (not asked.programme or asked.paper.of != AWARDS):
        message = Text("{paper}要写明资金编号", "name the award of the {paper}").format(
            paper=asked.paper.name
        )
        raise WrongPaper(message, fix=Text("例子见 earmark report --help", "see earmark report --help"))


def _fits(asked: Asked) -> None:
    """Refuse options that the paper does not have, and a letter of which nobody says what it speaks of."""
    paper = asked.paper
    if strange := sorted(asked.given.keys() - {*paper.of, *paper.also}):
        message = Text("{paper}不用 --{option}", "{paper}: not with --{option}")
        raise WrongPaper(message.format(paper=paper.name, option=strange[0]))
    if paper.of != AWARDS and len([key for key in paper.of if key in asked.given]) != 1:
        wanted = [f"--{key}" for key in paper.of]
        message = Text("{paper}要写明 {options}", "{paper}: name {options}")
        options = Text(" 或 ".join(wanted), " or ".join(wanted))
        raise WrongPaper(message.format(paper=paper.name, options=options))


def _audits(session: Session, asked: Asked) -> list[Audited]:
    """The audits of the awards, as the person who acts may read them."""
    from earmark.plugins.judging.programme_audit import audited_for

    from ..viewer import as_seen

    if asked.award:
        session.books.award(asked.award)
    finding = str(asked.given.get("finding", "")) or None
    audits = audited_for(session.books, asked.award, finding, asked.programme)
    return as_seen(session, audits, asked.by)


def _write(session: Session, asked: Asked, paper: Sheet | Letter, audits: list[Audited], out: Path) -> None:
    from ..handing import hand_out
    from .papers import written

    file = out, written(paper, out, session.lang)
    subject = str(asked.given.get("order") or asked.given.get("finding") or "")
    kinds = asked.paper.kinds
    hand_out(
        session, lambda: audits, asked.name, file, kinds, by=asked.by, subject=subject, force=asked.force
    )
    session.say(WRITTEN, file=out)


def _show(session: Session, paper: Sheet | Letter, form: str) -> None:
    from .as_html import as_html
    from .as_text import as_text

    if form == "json":
        message = Text("文书没有 JSON 形式", "a paper has no JSON form")
        fix = Text("earmark findings --format json 给出数据", "earmark findings --format json gives the data")
        raise WrongPaper(message, fix=fix)
    session.say((as_html if form == "html" else as_text)(paper, session.lang))
