"""``earmark serve``: one award's books in Fava, on this machine only, read-only."""

from __future__ import annotations

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from ..session import Session  # noqa: TC001 (click passes it)
from ..verb import option, verb

OPEN = Text("打开 {address}　（Ctrl-C 结束）", "open {address}  (Ctrl-C ends it)")
OTHERS = Text("还有：{others}", "there are also: {others}")
EXAMPLE = "earmark serve WH2025-007\nearmark serve WH2025-007 --port 5001"


class NoAwards(EarmarkError):
    """Books without an award have nothing to serve."""


@verb(
    "serve",
    Text(
        "在浏览器里查看一项奖补资金（只读，只限本机）",
        "browse one award in Fava (read-only, this machine only)",
    ),
    example=EXAMPLE,
)
@click.argument("award", required=False)
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=5000,
    said=Text("端口，0 为任意", "the port; 0 takes any"),
)
def command(session: Session, award: str | None, port: int) -> None:
    """Serve an award's books."""
    from earmark.ledger.books.load import check_files

    from ..web.serve import serve

    books = session.books
    ids = books.award_ids()
    if not ids:
        raise NoAwards(
            Text("还没有奖补资金", "there is no award yet"),
            fix=Text("先 earmark award new", "earmark award new first"),
        )
    chosen = award or ids[0]
    if award is None and len(ids) > 1:
        session.hint(OTHERS.format(others=", ".join(f"earmark serve {i}" for i in ids[1:])))
    top = books.root / books.award(chosen) / "award.beancount"
    serve(
        top,
        port=port,
        ready=lambda address: session.say(OPEN, address=address),
        check=lambda: check_files(books, chosen),
    )
