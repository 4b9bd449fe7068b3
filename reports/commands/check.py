"""``earmark check``: are the books whole and unaltered? Judging charges is ``earmark audit``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from earmark.ledger.errors import EarmarkError
from earmark.ledger.text import Text

from ..verb import by_option, format_option, option, verb

if TYPE_CHECKING:
    from ..session import Session

EXAMPLE = "earmark check\nearmark check WH2025-007\nearmark check --repair --by chen"
FINE = Text("{award}：完整，未见改动", "{award}: whole and unaltered")
FAULTY = Text("{award}：", "{award}:")
REPAIRED = Text("已重新生成总账页", "the generated top files are written anew")


@verb(
    "check",
    Text(
        "核对账簿：文字对日志、编号、原件、份额、收回台账",
        "check text against log, numbers, originals, claims",
    ),
    example=EXAMPLE,
)
@click.argument("awards", nargs=-1)
@option(
    "--repair",
    is_flag=True,
    said=Text("重新生成总账页（award.beancount、main.beancount）", "write the generated top files anew"),
)
@format_option
@by_option
def command(session: Session, awards: tuple[str, ...], form: str, by: str | None, *, repair: bool) -> None:
    """Check books."""
    from earmark.ledger.checking import check_award, check_main, check_people, check_programme
    from earmark.ledger.desk import desk

    from ..originals import check_originals

    books = session.books
    for award in awards:
        books.award(award)
    books.store.settle()
    if repair:
        with desk(books, session.by(by)) as at:
            at.write_tops()
        session.hint(REPAIRED)
    found = {
        award: check_award(books, award) + check_originals(books, award)
        for award in awards or books.award_ids()
    }
    found |= {
        p.split("/")[1].removesuffix(".beancount"): check_programme(
            books, p.split("/")[1].removesuffix(".beancount")
        )
        for p in ([] if awards else books.files("programmes"))
    }
    if not awards:
        found["main.beancount"] = check_main(books)
        found["people.beancount"] = check_people(books)
    if form == "json":
        session.result(
            {
                "checked": [
                    {
                        "name": name,
                        "faults": [
                            {"place": f.place, "message": f.message.show(session.lang)} for f in faults
                        ],
                    }
                    for name, faults in found.items()
                ]
            }
        )
    for name, faults in found.items():
        if form == "text":
            session.say(FAULTY if faults else FINE, award=name)
            for fault in faults:
                session.say("  " + EarmarkError(fault.message, file=fault.place).show(session.lang))
    session.exit_code = int(any(found.values()))
