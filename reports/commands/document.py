"""``earmark document``: attach papers to vouchers, list what stands behind each charge, see, withdraw."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.evidence import PAPERS

from ..session import Session, today
from ..verb import Money, award_argument, by_option, done_on_option, format_option, option, verb, verbs

if TYPE_CHECKING:
    from earmark.ledger.vouchers.attaching import Attachment

command = verbs(
    "document",
    Text("单据：附到凭证、列出、查看、撤下", "papers: attach, list, see, withdraw"),
    example="earmark document list WH2025-007 --missing",
)
ATTACHED = Text("{id}　{what}　{subject}　{file}", "{id}  {what}  {subject}  {file}")
ELSEWHERE = Text(
    "注意：发票 {invoice} 也附在别的奖补资金：{subjects}",
    "mind: invoice {invoice} stands behind charges of another award, too: {subjects}",
)
SEEN = Text("{id} 已查看", "{id} seen")
WITHDRAWN = Text("{id} 已撤下：{reason}", "{id} withdrawn: {reason}")
BY_HAND = Text("{by} 指定", "said by {by}")


@verb(
    "attach",
    Text("把文件（或写明所在的纸质件）附到凭证或列支", "attach files, or a paper and where it lies"),
    example="""earmark document attach WH2025-007 V0012 合同.pdf --kind contract --by chen
earmark document attach WH2025-007 V0012a --kind sign-in --paper 四月凭证第12号附件 --by chen""",
    under=command,
)
@award_argument
@click.argument("subject")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@option(
    "--kind", "what", type=click.Choice(list(PAPERS)), required=True, said=Text("单据种类", "kind of paper")
)
@option("--paper", "place", said=Text("纸质件在哪里", "where the paper lies"))
@option("--reason", said=Text("为什么附在这里", "why it belongs here"))
@option("--invoice", said=Text("发票号码（文件里读不出时）", "its number, where the file does not say it"))
@option(
    "--total", type=Money(), said=Text("价税合计（读不出时）", "its total, where the file does not say it")
)
@option("--claimed", type=Money(), said=Text("从这张发票列支多少", "how much of the invoice is claimed"))
@by_option
def attach_(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    award: str,
    subject: str,
    files: tuple[Path, ...],
    what: str,
    place: str | None,
    reason: str | None,
    invoice: str | None,
    total: Decimal | None,
    claimed: Decimal | None,
    by: str | None,
) -> None:
    """Attach papers."""
    from dataclasses import replace

    from earmark.ledger.books.desk import desk
    from earmark.ledger.vouchers.attaching import Attachment, attach, elsewhere
    from earmark.ledger.vouchers.evidence import invoice_key

    who = session.by(by)
    plain = Attachment(subject=subject, what=what, reason=reason or BY_HAND.format(by=who).zh, place=place)
    key = invoice_key(invoice) if invoice else None
    told: dict[str, Any] = {"invoice": key, "total": total, "claimed": claimed}
    known = {name: value for name, value in told.items() if value is not None}
    items = [_of_file(plain, file) for file in files] or [plain]
    with desk(session.books, who) as at:
        done = attach(at, award, [replace(one, **known) for one in items])
        others = {e.invoice: elsewhere(at, award, e.invoice) for e in done if e.invoice}
    for one in done:
        shown = one.file or one.place or ""
        session.say(ATTACHED, id=one.id, what=PAPERS[one.what], subject=one.subject, file=shown)
    for number, subjects in others.items():
        if subjects:
            session.hint(ELSEWHERE.format(invoice=number, subjects="、".join(subjects)))


def _of_file(base: Attachment, file: Path) -> Attachment:
    """The attachment of one file, with what its content says where it is an invoice."""
    from dataclasses import replace

    from earmark.importers.cells.cells import file_bytes
    from earmark.importers.papers.folder import opened

    data = file_bytes(file)
    kept = replace(base, name=file.name, data=data)
    read = opened(data).invoice if base.what == "invoice" else None
    if read is None:
        return kept
    return replace(kept, invoice=read.key, total=read.total, seller=read.seller or None, issued=read.issued)


@verb(
    "list",
    Text("列支与单据：已查看、已归档、未提供", "charges and their papers: seen, on file, not supplied"),
    example="earmark document list WH2025-007 --missing",
    under=command,
)
@award_argument
@option(
    "--missing", is_flag=True, said=Text("只列要求过而没有提供的", "only those asked for and not supplied")
)
@option("--bare", is_flag=True, said=Text("只列什么单据都没有的", "only those with no papers at all"))
@format_option
def list_(session: Session, award: str, form: str, *, missing: bool, bare: bool) -> None:
    """List charges and papers."""
    from earmark.plugins.judging.run import audit_award

    from ..papers import as_json, requests_json, rows, told

    audited = audit_award(session.books, award)
    found = rows(audited, missing=missing, bare=bare)
    if form == "json":
        charges = [as_json(row) for row in found]
        session.result({"award": award, "charges": charges, "requests": requests_json(audited)})
        return
    head = (
        Text("列支", "charge"),
        Text("日期", "date"),
        Text("金额", "amount"),
        Text("对方", "payee"),
        Text("单据", "papers"),
    )
    session.table(head, [[c.id, c.date, c.amount, c.payee, told((c, s), session.lang)] for c, s in found])


@verb(
    "see",
    Text("登记查看过的单据（拨款或审计方）", "say that papers were looked at (funder or auditor)"),
    example="earmark document see WH2025-007 WH2025-007-E0007 --by wang",
    under=command,
)
@award_argument
@click.argument("papers", nargs=-1, required=True)
@option("--note", default="", said=Text("看到了什么", "what was seen"))
@done_on_option
@by_option
def see_(
    session: Session,
    award: str,
    papers: tuple[str, ...],
    note: str,
    day: datetime.date | None,
    by: str | None,
) -> None:
    """Record that papers were seen."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.findings.asking import see

    with desk(session.books, session.by(by)) as at:
        done = see(at, award, papers, day or today(), note)
    for one in done:
        session.say(SEEN, id=one.evidence)


@verb(
    "withdraw",
    Text("撤下附错的单据（文件和登记都留着）", "withdraw a wrong attachment (file and record stay)"),
    example="earmark document withdraw WH2025-007 WH2025-007-E0007 --reason 是别的项目的发票 --by chen",
    under=command,
)
@award_argument
@click.argument("paper")
@option("--reason", required=True, said=Text("理由", "why"))
@by_option
def withdraw_(session: Session, award: str, paper: str, reason: str, by: str | None) -> None:
    """Withdraw an attachment."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.vouchers.attaching import withdraw

    with desk(session.books, session.by(by)) as at:
        done = withdraw(at, award, paper, reason)
    session.say(WITHDRAWN, id=done.evidence, reason=reason)
