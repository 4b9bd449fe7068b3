"""``earmark answer``: the recipient answers a finding: text, papers, or that it put the matter right and what shows it."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..session import Session, today
from ..verb import award_argument, by_option, done_on_option, option, verb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from earmark.ledger.vouchers.attaching import Attachment

EXAMPLE = """earmark answer WH2025-007 F-1a2b3c4d5e --text 会务用品，签收单随附 --document 签收单.pdf --by chen
earmark answer WH2025-007 F-1a2b3c4d5e --text 已退回 --corrected --reference V0021 --by chen"""
DONE = Text("{id}：已答复 {finding}", "{id}: {finding} was answered")
CORRECTED = Text(
    "{id}：{finding} 已自行纠正，凭 {reference}", "{id}: {finding} was corrected, by {reference}"
)
NEXT = Text(
    "答复不等于认定：由拨款或审计方 earmark decide",
    "an answer decides nothing: a person of the funder or auditor does (earmark decide)",
)
PAPER = re.compile(r"(?:.*-)?E[0-9]+")
REASON = Text("随答复提交：{finding}", "handed in with the answer to {finding}")


class NowhereToAttach(EarmarkError):
    """A file for a finding that speaks of no voucher."""


@verb(
    "answer",
    Text("答复一个疑点（获奖单位）", "answer a finding (recipient)"),
    example=EXAMPLE,
)
@award_argument
@click.argument("finding")
@option("--text", required=True, said=Text("答复", "what is answered"))
@option(
    "--document",
    "documents",
    multiple=True,
    metavar="FILE|E-ID",
    said=Text(
        "随附的文件，或已归档单据的编号（可多次）", "a file, or the id of a paper on file; several times"
    ),
)
@option("--corrected", is_flag=True, said=Text("已自行纠正", "the matter was put right"))
@option(
    "--reference",
    said=Text(
        "凭哪张凭证或银行流水（--corrected 必填）", "the voucher or bank row that shows it (with --corrected)"
    ),
)
@done_on_option
@by_option
def command(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    award: str,
    finding: str,
    text: str,
    documents: tuple[str, ...],
    reference: str | None,
    day: datetime.date | None,
    by: str | None,
    *,
    corrected: bool,
) -> None:
    """Store the answer."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.findings.answering import answer
    from earmark.ledger.findings.on_finding import Answer

    from ..acting import kept_in

    kept = kept_in(session.books, award, finding)
    on_file = [f"{award}-{d}" if d[0] == "E" else d for d in documents if _on_file(d)]
    papers = _attached([Path(d) for d in documents if not _on_file(d)], kept["subject"], award, finding)
    wanted = Answer(
        date=day or today(), id="", **kept, text=text, corrected=corrected, reference=reference,
        documents=tuple(on_file), recorded="", by="",
    )  # fmt: skip
    with desk(session.books, session.by(by)) as at:
        stored = answer(at, award, wanted, papers)
    session.say(
        CORRECTED if corrected else DONE, id=stored.id, finding=finding, reference=stored.reference or ""
    )
    session.hint(NEXT)


def _on_file(named: str) -> bool:
    return bool(PAPER.fullmatch(named)) and not Path(named).exists()


def _attached(files: Iterable[Path], subject: str, award: str, finding: str) -> list[Attachment]:
    from earmark.importers.cells.cells import file_bytes
    from earmark.ledger.vouchers.attaching import Attachment

    files = list(files)
    if files and not subject.startswith(f"{award}-V"):
        fix = Text("在 --text 里写明材料在哪里", "say in --text where the paper lies")
        message = Text("{id} 没有对应的凭证，文件附不上", "{id} speaks of no voucher: a file has no place")
        raise NowhereToAttach(message.format(id=finding), fix=fix)
    reason = REASON.format(finding=finding).zh
    return [
        Attachment(subject=subject, what="other", reason=reason, name=file.name, data=file_bytes(file))
        for file in files
    ]
