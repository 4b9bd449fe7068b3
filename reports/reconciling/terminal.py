"""A reconciliation on a terminal: what is tied, what is proposed, the differences by cause, the statement, the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.banks.two_sides import CAUSES
from earmark.ledger.base.amount import NIL, money
from earmark.ledger.base.text import Text
from earmark.ledger.recovery.mirrored import CAUSES as CLAIM_CAUSES

from ..accountability.texts import MODE_NAMES
from ..tables import fitted, room
from ..tables import table as plain_table
from . import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from earmark.importers.matching.tie_proposals import Proposal
    from earmark.ledger.base.text import Lang

    from .value import Reconciled

MOST = 20
"""So many tied rows the terminal lists; workbook, page and JSON have them all."""
HEAD = Text("{award} · {bank}（{mode}）· 截至 {day}", "{award} · {bank} ({mode}) · through {day}")
TIED = Text("已对上 {n} 笔：收 {into}，付 {out}", "{n} tied: {into} in, {out} out")
MORE = Text("（另有 {n} 笔：--out 写成工作簿或网页）", "({n} more: --out writes a workbook or a page)")
BY_HAND = Text("{id} 手工对上：{rows} = {legs}（{reason}）", "{id} tied by hand: {rows} = {legs} ({reason})")
PROPOSED = Text("建议对上 {n} 笔，其中 {certain} 笔确定：", "{n} proposals, {certain} of them certain:")
NO_STATEMENT = Text("还没有导入这一天以前的银行流水", "no rows of the bank up to then were imported")
SUBMITTED = Text("{id} 由 {by} 于 {day} 提交", "{id} was submitted by {by} on {day}")
APPROVED = Text("，{by} 于 {day} 批准", ", approved by {by} on {day}")
PENDING = Text("，待他人批准", ", to be approved by somebody else")
NOT_YET = Text("还没有提交", "not submitted yet")
ROW_HEAD = (
    Text("日期", "date"), Text("流水", "row"), Text("金额", "amount"), Text("凭证", "voucher"),
    Text("记账日", "booked"), Text("对方", "payee"),
)  # fmt: skip
PROPOSAL_HEAD = (
    Text("建议", "proposal"), Text("流水", "rows"), Text("金额", "amount"), Text("凭证分录", "legs"),
    Text("强度", "strength"),
)  # fmt: skip
CAUSE = Text("· {cause}：{n} 项，合计 {total}", "· {cause}: {n}, {total} in all")
ITEM_HEAD = (
    Text("日期", "date"), Text("编号", "id"), Text("金额", "amount"), Text("对方", "payee"),
    Text("已有", "age"), Text("状态", "state"),
)  # fmt: skip
CLAIM_HEAD = (Text("决定", "order"), Text("金额", "amount"), Text("原因", "cause"))
CERTAIN = Text("确定", "certain")


def told(made: Reconciled, lang: Lang, columns: int = 100) -> Iterator[str]:
    """All of it, line by line, in so many columns of the screen as far as ids and amounts allow."""
    found = made.sides
    mode = MODE_NAMES.get(found.mode, Text(found.mode, found.mode))
    yield HEAD.format(award=found.award, bank=found.bank, mode=mode, day=found.through).show(lang)
    if found.stated is None:
        yield NO_STATEMENT.show(lang)
    yield from _tied(made, lang, columns)
    yield from _proposed(made, lang, columns)
    for side, name in table.SIDES.items():
        yield from _differences(made, side, name, lang, columns)
    if made.claims:
        yield ""
        yield table.CLAIMS.show(lang)
        rows = [[order.id, amount, CLAIM_CAUSES[cause].show(lang)] for order, cause, amount in made.claims]
        yield plain_table([word.show(lang) for word in CLAIM_HEAD], rows)
    yield ""
    yield from statement(made, lang, columns)
    yield _state(made, lang)
    for change in made.state.changes if made.state else ():
        yield "  " + change.show(lang)


def _tied(made: Reconciled, lang: Lang, columns: int) -> Iterator[str]:
    ties = made.sides.ties
    into = sum((tie.amount for tie in ties if tie.amount > 0), NIL)
    out = -sum((tie.amount for tie in ties if tie.amount < 0), NIL)
    yield TIED.format(n=len(ties), into=money(into), out=money(out)).show(lang)
    rows = [
        [t.row.date, t.row.id, t.amount, t.leg.voucher.id, t.leg.voucher.date, t.leg.voucher.payee]
        for t in ties[-MOST:]
    ]
    if rows:
        yield _fitting(ROW_HEAD, rows, lang, columns, (5,))
    if len(ties) > MOST:
        yield MORE.format(n=len(ties) - MOST).show(lang)
    for one in made.by_hand:
        said = {"rows": " ".join(one.rows), "legs": " ".join(one.legs), "reason": one.reason}
        yield BY_HAND.format(id=one.id, **said).show(lang)


def _proposed(made: Reconciled, lang: Lang, columns: int) -> Iterator[str]:
    if made.proposals:
        certain = sum(one.match.certain for one in made.proposals)
        yield ""
        yield PROPOSED.format(n=len(made.proposals), certain=certain).show(lang)
        rows = [_proposal(one, lang) for one in made.proposals]
        yield _fitting(PROPOSAL_HEAD, rows, lang, columns, (1, 3))
        # The reason decides whether a person accepts: it is never cut.
        for one in made.proposals:
            yield f"  {one.id} {one.match.reason.show(lang)}"


def _proposal(one: Proposal, lang: Lang) -> list[object]:
    sure = f"{one.match.strength} {CERTAIN.show(lang)}" if one.match.certain else str(one.match.strength)
    rows = " ".join(f"{free.row.id}({free.row.date:%m-%d})" for free in one.rows)
    legs = " ".join(f"{leg.id.rpartition('-')[2]}({leg.voucher.date:%m-%d})" for leg in one.legs)
    amount = sum((free.amount for free in one.rows), NIL) or sum((leg.line.amount for leg in one.legs), NIL)
    return [one.id, rows or "—", amount, legs or "—", sure]


def _differences(made: Reconciled, side: str, name: Text, lang: Lang, columns: int) -> Iterator[str]:
    """What one side has alone, cause by cause."""
    items = made.sides.of(side)
    if items:
        yield ""
        yield name.show(lang)
    for cause in dict.fromkeys(item.cause for item in items):
        some = [item for item in items if item.cause == cause]
        total = money(sum((item.amount for item in some), NIL))
        yield CAUSE.format(cause=CAUSES[cause], n=len(some), total=total).show(lang)
        rows = [
            [
                x.date,
                x.id,
                x.amount,
                x.party or x.words,
                table.age(made, x).show(lang),
                table.standing(x).show(lang),
            ]
            for x in some
        ]
        yield _fitting(ITEM_HEAD, rows, lang, columns, (3, 5))


def statement(made: Reconciled, lang: Lang, columns: int) -> Iterator[str]:
    """银行存款余额调节表."""
    found = made.sides
    yield table.title(found).show(lang)
    whole = [[line.name.show(lang), line.amount] for line in table.whole_account(found)]
    if whole:
        # A table without a head: its first two lines are empty and a rule.
        yield "\n".join(plain_table(["", ""], whole).splitlines()[2:])
        yield ""
    elif found.balance_unknown:
        yield table.BALANCE_UNKNOWN.show(lang)
    bank, books = table.columns(found)
    bank.append(table.Entry(table.ADJUSTED, found.adjusted_bank))
    books.append(table.Entry(table.ADJUSTED, found.adjusted_books))
    # Both columns end with the adjusted balance, on one line.
    sides = [
        [*lines[:-1], *[None] * (most - len(lines)), lines[-1]]
        for lines in (bank, books)
        for most in (max(len(bank), len(books)),)
    ]
    left, right = (name.show(lang) for name in table.heads(found))
    rows = [[*_cells(one, lang), *_cells(other, lang)] for one, other in zip(*sides, strict=True)]
    if room([left, "", right, ""], rows, columns) >= 0:
        yield plain_table([left, "", right, ""], rows)
    else:
        for name, lines in ((left, bank), (right, books)):
            yield plain_table([name, ""], [_cells(line, lang) for line in lines])
    if found.difference:
        yield f"{table.DIFFERENCE.show(lang)} {money(found.difference)}"


def _cells(line: table.Entry | None, lang: Lang) -> list[object]:
    return [line.name.show(lang), line.amount] if line else ["", None]


def _fitting(
    head: Sequence[Text], rows: Sequence[Sequence[object]], lang: Lang, columns: int, giving: Sequence[int]
) -> str:
    """A table whose words give way to the width of the screen."""
    names = [word.show(lang) for word in head]
    return plain_table(names, fitted(names, rows, columns, giving))


def _state(made: Reconciled, lang: Lang) -> str:
    if made.state is None:
        return NOT_YET.show(lang)
    act, approval = made.state.made, made.state.approval
    said = SUBMITTED.format(id=act.id, by=act.by, day=act.date).show(lang)
    more = APPROVED.format(by=approval.by, day=approval.date) if approval else PENDING
    return said + more.show(lang)
