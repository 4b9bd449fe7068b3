"""A reconciliation is prepared by one person and approved by another; what changes under it afterwards is named.

Submitting writes down all that the 银行存款余额调节表 stands on: the rows and legs through the day and what ties them
(reconciliations/<id>.json, its hash in the act). It is refused while a difference is unexplained. Who approves is not who
prepared it; a recipient's approval stands among the recipient's acts, an auditor's or funder's among theirs. A later
submission for the day, approved again, replaces the earlier one.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..base.amount import money, plain
from ..base.errors import EarmarkError
from ..base.record import records
from ..base.text import Text
from ..books.desk import next_id
from ..books.recording import record
from ..closings.reopening import approval_ids
from ..findings.acts import Approval
from ..persons.sides import AUDIT_SIDE, NotYours, require_audit_side, require_keeper
from .reconciliation import Reconciliation
from .reconciling import sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..books.desk import Desk
    from ..closings.unlogged import Shelf
    from .two_sides import Sides

WHAT = "reconciliation"
KINDS = {
    "row": Text("银行流水", "row"),
    "leg": Text("凭证分录", "leg"),
    "tie": Text("对应关系", "tie"),
    "balance": Text("对账单余额", "statement balance"),
}


class CannotReconcile(EarmarkError):
    """A reconciliation that cannot be submitted or approved."""


class State(NamedTuple):
    """The latest reconciliation for a day, who approved it, and what changed since it was submitted."""

    made: Reconciliation
    approval: Approval | None
    changes: tuple[Text, ...]


def contents(found: Sides) -> list[list[str]]:
    """All that a reconciliation stands on: kind, id, day, amount; without names or texts."""
    said = [["row", row.id, row.date.isoformat(), plain(part)] for row, part in found.rows]
    said += [["leg", leg.id, leg.voucher.date.isoformat(), plain(leg.line.amount)] for leg in found.legs]
    said += [["tie", f"{t.row.id}={t.leg.id}", t.row.date.isoformat(), plain(t.amount)] for t in found.ties]
    if found.mode == "dedicated" and found.statement is not None:
        said.append(["balance", found.bank, found.through.isoformat(), plain(found.statement)])
    return sorted(said)


def path_of(award: str, id_: str) -> str:
    """Where the contents of a reconciliation are."""
    return f"awards/{award}/reconciliations/{id_}.json"


def submit(at: Desk, award: str, through: datetime.date) -> Reconciliation:
    """Submit the reconciliation of a day. Raises :class:`CannotReconcile`, :class:`..persons.sides.NotYours`."""
    require_keeper(at, award)
    if through > at.today:
        raise CannotReconcile(Text("{day} 还没有到", "{day} has not come yet").format(day=through))
    found = sides(at, award, through)
    if found.stated is None:
        raise CannotReconcile(Text("这一天以前没有银行流水", "there is no row of the bank up to then"))
    if found.unexplained:
        message = Text(
            "还有 {n} 项差异没有说明，第一项 {id}", "{n} differences are unexplained, the first is {id}"
        )
        fix = Text("earmark reconcile 可列出；用 --explain 说明", "earmark reconcile lists them; --explain")
        said = message.format(n=len(found.unexplained), id=found.unexplained[0].id)
        raise CannotReconcile(said, fix=fix)
    answers = f"awards/{award}/answers.beancount"
    earlier = [r for r in at.records(Reconciliation, answers) if r.through == through]
    id_ = f"{through}.{len(earlier) + 1}" if earlier else f"{through}"
    data = _written(contents(found))
    made = Reconciliation(
        date=at.today, id=id_, through=through, bank=found.bank_balance, books=found.books_balance,
        adjusted=found.adjusted_bank, items=str(len(found.items)),
        contents_sha256=hashlib.sha256(data).hexdigest(), recorded=at.recorded, by=at.by,
    )  # fmt: skip
    at.write(path_of(award, id_), data)
    record(at, award, [made])
    return made


def _written(said: list[list[str]]) -> bytes:
    return ("[" + ",".join("\n" + json.dumps(one, ensure_ascii=False) for one in said) + "\n]\n").encode()


def approve(at: Desk, award: str, through: datetime.date, reason: str | None) -> Approval:
    """Approve the latest reconciliation of a day, as somebody else. Raises :class:`CannotReconcile`, NotYours."""
    audit = at.books.person(at.by).side in AUDIT_SIDE
    (require_audit_side if audit else require_keeper)(at, award)
    state = state_of(at, award, through)
    if state is None:
        message = Text("{day} 没有提交过调节表", "no reconciliation was submitted for {day}")
        raise CannotReconcile(
            message.format(day=through), fix=Text("earmark reconcile --submit", "earmark reconcile --submit")
        )
    if state.made.by == at.by:
        message = Text("{by} 自己编制的，要由别人批准", "{by} prepared it; somebody else approves")
        raise NotYours(message.format(by=at.by))
    if state.approval:
        raise CannotReconcile(Text("{id} 已经批准", "{id} is approved already").format(id=state.made.id))
    if state.changes:
        raise CannotReconcile(state.changes[0], fix=Text("重新提交", "submit it anew"))
    made = Approval(
        date=at.today, id=next_id("A-", approval_ids(at, award)), what=WHAT, subject=state.made.id, reason=reason or None,
        recorded=at.recorded, by=at.by,
    )  # fmt: skip
    record(at, award, [made], "acts" if audit else "answers")
    return made


def approvals(shelf: Shelf, award: str) -> dict[str, Approval]:
    """The approvals of reconciliations by what they approve."""
    files = [f"awards/{award}/{name}.beancount" for name in ("acts", "answers")]
    found = [a for path in files for a in records(Approval, shelf.entries(path))]
    return {a.subject: a for a in found if a.what == WHAT}


def state_of(shelf: Shelf, award: str, through: datetime.date) -> State | None:
    """The latest reconciliation for a day; None when there is none."""
    given = records(Reconciliation, shelf.entries(f"awards/{award}/answers.beancount"))
    last = next((one for one in reversed(given) if one.through == through), None)
    if last is None:
        return None
    return State(last, approvals(shelf, award).get(last.id), tuple(changes(shelf, award, last)))


def changes(shelf: Shelf, award: str, made: Reconciliation) -> Iterator[Text]:
    """What stands otherwise than when a reconciliation was submitted."""
    data = shelf.read(path_of(award, made.id)) or b""
    if hashlib.sha256(data).hexdigest() != made.contents_sha256:
        yield LIST_ALTERED.format(id=made.id)
        return
    then = {(kind, id_): (day, amount) for kind, id_, day, amount in json.loads(data)}
    now = {
        (kind, id_): (day, amount) for kind, id_, day, amount in contents(sides(shelf, award, made.through))
    }
    for key in sorted(then.keys() | now.keys()):
        if then.get(key) != now.get(key):
            said = CHANGED if key in then and key in now else ADDED if key in now else GONE
            day, amount = now.get(key) or then[key]
            yield said.format(
                through=made.through, kind=KINDS[key[0]], id=key[1], day=day, amount=money(Decimal(amount))
            )


LIST_ALTERED = Text(
    "调节表 {id} 的清单被改动或删除", "the list under the reconciliation {id} was altered or removed"
)
ADDED = Text(
    "{through} 调节表提交后新增{kind} {id}（{day}，{amount}）",
    "{kind} {id} ({day}, {amount}) came after the reconciliation of {through} was submitted",
)
GONE = Text(
    "{through} 调节表提交后，{kind} {id}（{day}，{amount}）不见了",
    "{kind} {id} ({day}, {amount}) went after the reconciliation of {through} was submitted",
)
CHANGED = Text(
    "{through} 调节表提交后，{kind} {id} 变成 {day}，{amount}",
    "{kind} {id} is now {day}, {amount}: changed after the reconciliation of {through} was submitted",
)


def faults_of_reconciled(shelf: Shelf, award: str) -> Iterator[tuple[str, Text]]:
    """What changed under approved reconciliations, of each day the last one; and approvals by who prepared it."""
    given = records(Reconciliation, shelf.entries(f"awards/{award}/answers.beancount"))
    known = approvals(shelf, award)
    last = {one.through: one for one in given if one.id in known}
    for made in last.values():
        if known[made.id].by == made.by:
            yield known[made.id].id, Text("编制人和批准人是同一人", "prepared and approved by one person")
        for change in changes(shelf, award, made):
            yield path_of(award, made.id), change
