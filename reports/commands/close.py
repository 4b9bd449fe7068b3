"""``earmark close``: months in their order; after it nothing of them changes, and a seal proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from earmark.ledger.base.text import Text

from ..verb import award_argument, by_option, option, verb

if TYPE_CHECKING:
    from ..session import Session

EXAMPLE = (
    "earmark close WH2025-007 2025-03 --by chen\n"
    "earmark close WH2025-007 2025-04 --gl WH2025-007-V0031=记-0118 --explain WH2025-007-V0032=并入下月凭证"
)
GL = Text("后来知道的法定账凭证号：凭证=号", "a number in the statutory books: VOUCHER=NUMBER")
WHY = Text("为什么没有法定账凭证号：凭证=理由", "why a voucher has none: VOUCHER=REASON")
DONE = Text(
    "{period} 已结账：{vouchers} 张凭证，{findings} 个疑点；签封 {seal}（待签名：earmark sign）",
    "{period} is closed: {vouchers} vouchers, {findings} findings; seal {seal} (to be signed: earmark sign)",
)
ALONE = Text(
    "专项里有别的账簿读不了，没有运行、也没有列出：{rules}。运行 earmark check，再 earmark audit --programme {programme}",
    "another award of the programme cannot be read; these did not run and are not listed: {rules}."
    " Run earmark check, then earmark audit --programme {programme}",
)
PAIR = Text("应写成 凭证=内容：{text}", "write VOUCHER=TEXT, not {text}")


@verb("close", Text("结账，并写签封", "close months and seal them"), example=EXAMPLE)
@award_argument
@click.argument("periods", nargs=-1, required=True)
@option("--gl", "numbers", multiple=True, said=GL)
@option("--explain", "reasons", multiple=True, said=WHY)
@by_option
def command(
    session: Session,
    award: str,
    periods: tuple[str, ...],
    numbers: tuple[str, ...],
    reasons: tuple[str, ...],
    by: str | None,
) -> None:
    """Close months."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.closings.closing import close, number
    from earmark.ledger.proof.sealing import seal_path

    from ..listing import listed_of, widest
    from ..rules_told import names

    books = session.books
    books.award(award)
    books.store.settle()
    audit = widest(books, award).audit
    with desk(books, session.by(by)) as at:
        number(at, award, _pairs(numbers), _pairs(reasons))
        done = close(at, award, periods, listed_of(audit))
    if alone := [run.id for run in audit.runs if run.state == "not run"]:
        session.hint(ALONE.format(rules=names(alone), programme=audit.award.grant.programme))
    for closing in done:
        session.say(
            DONE,
            period=closing.period,
            vouchers=closing.vouchers,
            findings=closing.findings,
            seal=seal_path(award, closing.id),
        )


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    from earmark.ledger.closings.may_close import CannotClose

    found = {}
    for text in given:
        voucher, _, what = text.partition("=")
        if not voucher or not what.strip():
            raise CannotClose(PAIR.format(text=text))
        found[voucher] = what.strip()
    return found
