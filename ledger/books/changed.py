"""What was changed around an award's charges, each with when: register, the funder's answers, papers, the private list.

Whoever asks why a finding is found no more looks at what was changed after it was listed. The private list is in no log; of it
only the file's own time is known.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from ..awards.programme import FunderAnswer
from ..base.text import Text
from ..vouchers.charge import voucher_of
from ..vouchers.evidence import Evidence, folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..awards.award import Award
    from .books import Books


class Change(NamedTuple):
    """What was changed, and when it was recorded; ``voucher`` where it speaks of one alone."""

    recorded: str
    what: Text
    voucher: str | None = None


def changes(books: Books, award: Award) -> Iterator[Change]:
    """All changes around an award's charges."""
    for kind, lines in (
        (PLAN, award.plan), (MILESTONE, award.milestones), (CHART, award.charts), (CODE, award.codes),
    ):  # fmt: skip
        yield from (Change(line.recorded, kind.format(id=line.id, date=line.date)) for line in lines)
    for answer in books.records(FunderAnswer, f"programmes/{award.grant.programme}.beancount"):
        yield Change(answer.recorded, ANSWER.format(id=answer.id, answer=answer.answer))
    for path in books.files(folder(award.id)):
        for paper in books.records(Evidence, path):
            yield Change(paper.recorded, PAPER.format(id=paper.id), voucher_of(paper.subject))
    parties = books.root / "parties" / f"{award.grant.recipient}.toml"
    if parties.is_file():
        touched = datetime.datetime.fromtimestamp(parties.stat().st_mtime).astimezone()
        yield Change(touched.isoformat(timespec="seconds"), PARTIES)


PLAN = Text("使用计划 {id}（{date}）登记", "plan line {id} ({date}) was registered")
MILESTONE = Text("登记了 {id}（{date}）", "{id} ({date}) was registered")
CHART = Text("换用会计科目 {id}（{date}）", "the chart became {id} ({date})")
CODE = Text("登记了项目代码 {id}（{date}）", "project code {id} ({date}) was registered")
ANSWER = Text("拨款单位答复 {id}：{answer}", "the funder answered {id}: {answer}")
PAPER = Text("附上了单据 {id}", "paper {id} was attached")
PARTIES = Text("改过关联方等名单的文件", "the file of the private list (staff, related parties) was written")
