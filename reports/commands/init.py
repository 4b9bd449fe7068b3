"""``earmark init``: new books in an empty folder, with the people who may act."""

from __future__ import annotations

from pathlib import Path

import click

from earmark.ledger.base.text import Text

from ..people import person
from ..session import Session  # noqa: TC001 (click passes it)
from ..verb import option, spoken, verb

EXAMPLE = """earmark init books --person chen:recipient:JCSF:finance:陈会计 \\
    --person li:funder:武汉市科协:officer:李主任 --person wang:auditor:江城审计:auditor:王审计"""
PERSON = Text(
    "编号:方面:单位:职责:姓名；方面为 recipient、funder、auditor；可多次", "id:side:of:role:name; repeatable"
)
DONE = Text(
    "已在 {root} 建好账簿。下一步：earmark award new", "books are made in {root}. Next: earmark award new"
)


@verb("init", Text("在空文件夹里新建账簿", "make new books in an empty folder"), example=EXAMPLE)
@click.argument("folder", type=click.Path(path_type=Path))
@option("--person", "people", multiple=True, required=True, metavar="PERSON", said=PERSON)
def command(session: Session, folder: Path, people: tuple[str, ...]) -> None:
    """Make the books."""
    from earmark.ledger.awards.opening import init

    init(folder, [person(text) for text in people], language=spoken())
    session.say(DONE, root=folder)
