"""``earmark check``: are the books whole and unaltered? Judging charges is ``earmark audit``.

With ``--against`` a file of the statutory books, a trial balance or a journal, is held against an award's books, both ways; so
is a table of 预算指标 against the award's plan.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..verb import by_option, format_option, option, verb

if TYPE_CHECKING:
    from ..session import Session

EXAMPLE = "earmark check\nearmark check WH2025-007\nearmark check WH2025-007 --against 科目余额表.xls\nearmark check --repair --by chen"
FINE = Text("{award}：完整，未见改动", "{award}: whole and unaltered")
FAULTY = Text("{award}：", "{award}:")
AGAINST = Text(
    "与法定账核对（科目余额表、项目辅助余额表或序时账），或与预算指标表核对",
    "hold against the statutory books (a trial balance or a journal), or a budget system's indicators",
)
ONE_AWARD = Text("--against 一次只核对一项奖补资金", "--against takes one award at a time")
UNCHANGED = Text("序时账与这里一致", "the journal says what the books say")
DRAFTS = Text("其中草稿未记账：{ids}", "drafts among them, not posted yet: {ids}")
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
@option("--against", "files", multiple=True, type=click.Path(path_type=Path), said=AGAINST)
@format_option
@by_option
def command(
    session: Session,
    awards: tuple[str, ...],
    files: tuple[Path, ...],
    form: str,
    by: str | None,
    *,
    repair: bool,
) -> None:
    """Check books."""
    if files:
        _against(session, awards, files, form)
        return
    from earmark.ledger.books.desk import desk
    from earmark.ledger.proof.checking import check_award, check_main, check_people, check_programme

    from ..originals import check_originals

    books = session.books
    for award in awards:
        books.award(award)
    books.store.settle()
    if repair:
        with desk(books, session.by(by)) as at:
            at.write_tops(at.award_ids())
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


def _against(session: Session, awards: tuple[str, ...], files: tuple[Path, ...], form: str) -> None:
    """Hold files of the statutory books against one award's."""
    from earmark.importers.against import NotToTie, against
    from earmark.importers.tieout import uses
    from earmark.importers.tieout.tied import to_json, told

    if len(awards) > 1:
        raise NotToTie(ONE_AWARD)
    for award in awards:
        session.books.award(award)
    session.books.store.settle()
    found = [against(session.books, path, awards[0] if awards else None) for path in files]
    session.exit_code = int(any(one.differs for one in found))
    if form == "json":
        rows = [
            {"file": one.file, "award": one.award}
            | (to_json(one.tied, session.lang) if one.tied else {})
            | (uses.to_json(one.planned, session.lang) if one.planned else {})
            | ({"vouchers": one.plan.changes.to_json()} if one.plan and one.plan.changes else {})
            for one in found
        ]
        session.result({"against": rows})
        return
    for one in found:
        session.say(f"{one.file} → {one.award}")
        notes = told(one.tied) if one.tied else one.plan.notes if one.plan else []
        notes = uses.told(one.planned) if one.planned else notes
        for note in notes if one.tied or one.planned or one.differs else [UNCHANGED]:
            session.say("  " + note.show(session.lang))
        if one.tied and one.tied.drafts:
            session.say("  " + DRAFTS.format(ids="、".join(one.tied.drafts)).show(session.lang))
