"""The seals of an award against its logs: size and root, closing, list of findings, vouchers of the month, signatures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..base.record import records
from ..base.text import Text
from ..books.log import read_log
from ..closings.closing import debits
from ..closings.held import LIST_ALTERED, held_path, is_whole
from ..closings.periods import Closing, closings_in_force
from ..persons.people import PublicKey
from ..vouchers.charges import vouchers_of
from .checking import Fault
from .checkpoint import Checkpoint, DamagedCheckpoint, read_checkpoint
from .roots import Roots
from .sealing import findings_path, seal_path
from .signing import Signed, check_signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..books.books import Books


SIDES = ("recipient", "audit")


@dataclass(frozen=True, slots=True)
class SealState:
    """A seal: its closing's id, the size of the award's log, whether it holds, who signed and for which sides."""

    id: str
    size: int
    holds: bool
    signatures: Sequence[Signed]
    sides: frozenset[str]
    """``recipient``, ``audit``: the sides with a signature that holds."""
    in_force: bool
    """Whether no reopening took the closing back."""

    @property
    def missing(self) -> list[str]:
        """The sides whose signature a seal in force still lacks."""
        return [side for side in SIDES if self.in_force and side not in self.sides]


def check_seals(
    books: Books, award: str, against: Sequence[Checkpoint] = ()
) -> tuple[list[SealState], list[Fault]]:
    """Every seal of an award, oldest first, and what is wrong with them or contradicts an older checkpoint."""
    answers = books.entries(f"{books.award(award)}/answers.beancount")
    closings = sorted(records(Closing, answers), key=lambda c: c.recorded)
    in_force = {c.id for c in closings_in_force(answers)}
    faults = list(_strays(books, award, {c.id for c in closings}))
    stored = {c.id: _stored(books, award, c.id, faults) for c in closings}
    found = {id_: checkpoint for id_, checkpoint in stored.items() if checkpoint}
    roots = Roots(books, award, [*found.values(), *against])
    states = []
    for closing in closings:
        wrong = list(_closing(books, award, closing, in_force=closing.id in in_force))
        checkpoint = stored[closing.id]
        if checkpoint:
            wrong += roots.faults(checkpoint, seal_path(award, closing.id))
            wrong += _place_in_log(books, award, closing, checkpoint)
            states.append(
                _state(books, closing, checkpoint, holds=not wrong, in_force=closing.id in in_force)
            )
            wrong += _signatures(award, states[-1])
        faults += wrong
    for checkpoint in against:
        faults += roots.faults(checkpoint, "--against")
    return states, faults


def _stored(books: Books, award: str, closing: str, faults: list[Fault]) -> Checkpoint | None:
    """The seal of a closing; None, and a fault, when it is gone or cannot be read."""
    path = seal_path(award, closing)
    data = books.store.read(path)
    if data is None:
        faults.append(Fault(path, Text("签封不见了", "the seal is gone")))
        return None
    try:
        return read_checkpoint(data, path)
    except DamagedCheckpoint as error:
        faults.append(Fault(error.place, error.message))
        return None


def _strays(books: Books, award: str, closings: set[str]) -> Iterator[Fault]:
    """Files in seals/ that no closing speaks of."""
    known = {*closings, *(f"{id_}.{what}.json" for id_ in closings for what in ("findings", "held"))}
    folder = f"{books.award(award)}/seals"
    for name in books.store.names(folder):
        if name not in known:
            yield Fault(f"{folder}/{name}", Text("没有这个签封的结账记录", "no closing speaks of this seal"))


def _place_in_log(books: Books, award: str, closing: Closing, checkpoint: Checkpoint) -> Iterator[Fault]:
    """A seal ends with its own closing's line."""
    lines = read_log(books.store.read(f"awards/{award}/log"))
    at = [line.sequence for line in lines if (line.kind, line.id) == (Closing.kind, closing.id)]
    if checkpoint.size not in at:
        message = Text("签封不是结账时的那一个", "the seal is not the one that was made at the closing")
        yield Fault(seal_path(award, closing.id), message)


def _closing(books: Books, award: str, closing: Closing, *, in_force: bool) -> Iterator[Fault]:
    """What the closing says: the list of findings and of what it holds; and, while it is in force, the month's vouchers."""
    path = findings_path(award, closing.id)
    data = books.store.read(path)
    if data is None or hashlib.sha256(data).hexdigest() != closing.findings_sha256:
        message = Text("结账时的疑点清单被改动或删除", "the list of findings was altered or removed")
        yield Fault(path, message)
    if not is_whole(books, award, closing):
        yield Fault(held_path(award, closing.id), LIST_ALTERED)
    month = f"awards/{award}/vouchers/{closing.period}.beancount"
    vouchers = vouchers_of(books.entries(month), award)
    if in_force and (str(len(vouchers)), debits(vouchers)) != (closing.vouchers, closing.debits):
        message = Text(
            "{period} 的凭证与结账时不符：张数 {was} → {now}，借方合计 {debits} → {sums}",
            "the vouchers of {period} are not those of its closing: {was} → {now}, debits {debits} → {sums}",
        )
        said = {"was": closing.vouchers, "now": len(vouchers), "period": closing.period}
        sums = {"debits": " ".join(closing.debits), "sums": " ".join(debits(vouchers))}
        yield Fault(month, message.format(**said, **sums))


def _state(
    books: Books, closing: Closing, checkpoint: Checkpoint, *, holds: bool, in_force: bool
) -> SealState:
    keys = books.records(PublicKey, "people.beancount")
    signatures = [check_signature(checkpoint, s, keys, closing.date) for s in checkpoint.signatures]
    people = books.people()
    good = {s.name for s in signatures if not s.fault} & set(people)
    sides = frozenset("recipient" if people[n].side == "recipient" else "audit" for n in good)
    return SealState(closing.id, checkpoint.size, holds, signatures, sides, in_force)


def _signatures(award: str, state: SealState) -> Iterable[Fault]:
    names = [signed.name for signed in state.signatures]
    for name in sorted({name for name in names if names.count(name) > 1}):
        message = Text("{name} 的签名有两个", "{name} signed twice").format(name=name)
        yield Fault(seal_path(award, state.id), message)
    for signed in state.signatures:
        if signed.fault:
            message = Text("{name} 的签名：{fault}", "the signature of {name}: {fault}")
            said = message.format(name=signed.name, fault=signed.fault)
            yield Fault(seal_path(award, state.id), said)
