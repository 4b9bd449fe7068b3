"""Loading one award through Beancount, plugins and all: the one way to its findings and figures.

gate → top file as generated → Beancount (parse, book, plugins, validate) → entries, errors. Beancount's cache of pickles
is off: it is keyed on time and size alone and would serve stale findings, and a pickle that somebody put there runs code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..awards.award import Award
from ..awards.banning import bans_on
from ..awards.programme import Ban, FunderAnswer, PolicyAdopted, answers_on, policy_on
from ..awards.register import ChartChange, Grant, Milestone, PlanLine, ProjectCode, only_grant
from ..banks.bank import BankAccount
from ..banks.reconciliation import Explained
from ..banks.reconciling import outstanding
from ..base import asof
from ..base.errors import EarmarkError
from ..base.record import PREFIX, records
from ..base.text import Text
from ..files import gate
from ..findings.acts import Request, Waiver, asked_in_force
from ..persons.parties import read_parties
from . import tops
from .books import Books, kinds_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class BrokenBooks(EarmarkError):
    """An award whose books Beancount finds at fault."""


class StrangeTop(EarmarkError):
    """A generated top file that is not what Earmark would write."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One award as Beancount loaded it: all entries, derived ones included, and its errors."""

    award: Award
    entries: Sequence[Any]
    errors: Sequence[Any]


def awards_of(entries: Iterable[Any], root: Path) -> list[Award]:
    """The awards whose registers are among the entries, with parties and the funder's answers from ``root``."""
    entries = list(entries)
    by_file: dict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        by_file[entry.meta["filename"]].append(entry)
    asked = asked_in_force(Request, entries)
    explained = {Path(e.meta["filename"]).parent.name for e in entries if getattr(e, "type", "") == EXPLAINED}
    books = Books.open(root)
    bans = bans_of(books)
    return [
        replace(
            _award(grant, register, books, asked, explained),
            waivers=(*_waivers(grant, by_file), *_granted(grant, books)),
            bans=tuple(bans_on(grant, bans)),
        )
        for register in by_file.values()
        for grant in records(Grant, register)
    ]


def bans_of(books: Books) -> list[tuple[str, Ban]]:
    """All bans, each with the programme whose file holds it."""
    return [(Path(path).stem, ban) for path in books.files("programmes") for ban in books.records(Ban, path)]


def _waivers(grant: Grant, by_file: Mapping[str, list[Any]]) -> list[Waiver]:
    """What was waived for an award: several awards' acts may be loaded together."""
    acts = f"awards/{grant.id}/acts.beancount"
    return [
        w for file, entries in by_file.items() if str(file).endswith(acts) for w in records(Waiver, entries)
    ]


def _granted(grant: Grant, books: Books) -> list[Waiver]:
    """What was waived for its recipient in the whole programme."""
    known = books.records(Waiver, f"programmes/{grant.programme}.beancount")
    return [waiver for waiver in known if waiver.subject == grant.recipient]


def award_of(entries: Iterable[Any], root: Path) -> Award:
    """The one award of an award's own books. Raises :class:`BrokenBooks` when there is none."""
    found = awards_of(entries, root)
    if not found:
        raise BrokenBooks(Text("登记簿里没有奖补资金", "the register holds no award"), fix=CHECK)
    return found[0]


CHECK = Text("运行 earmark check 查看", "run earmark check")
EXPLAINED = PREFIX + Explained.kind


def _award(
    grant: Grant, entries: list[Any], books: Books, asked: Iterable[Request], explained: Collection[str]
) -> Award:
    answers = books.records(FunderAnswer, f"programmes/{grant.programme}.beancount")
    return Award(
        grant=grant,
        plan=tuple(records(PlanLine, entries)),
        milestones=tuple(records(Milestone, entries)),
        charts=tuple(records(ChartChange, entries)),
        codes=tuple(records(ProjectCode, entries)),
        parties=read_parties(grant.recipient, books.root / "parties" / f"{grant.recipient}.toml"),
        settings={id_: a.answer for id_, a in answers_on(asof.day(), answers).items()},
        holder=_holder(books, grant),
        requests=tuple(r for r in asked if r.subject.startswith(f"{grant.id}-V")),
        # The account's rows may be many: they are read only where somebody explained something.
        outstanding=outstanding(books, grant.id, asof.day()) if grant.id in explained else (),
        as_of=asof.day(),
    )


def _holder(books: Books, grant: Grant) -> str | None:
    """In whose name the bank account stands: of its book, which may be long, only that directive is read."""
    path = f"banks/{grant.bank}.beancount"
    own = BANK.search(books.store.read(path) or b"")
    found = records(BankAccount, books.entries(path, own[0])) if own else []
    return found[0].holder if found else None


BANK = re.compile(
    rb'^[0-9-]{10}[ \t]+custom[ \t]+"earmark-bank"[^\n]*\n(?:[ \t]+[^\n]*(?:\n|\Z))*', re.MULTILINE
)


def register_of(books: Books, award: str) -> Award:
    """The award without its vouchers: enough for an import or a question."""
    return award_of(books.entries(f"{books.award(award)}/register.beancount"), books.root)


def policy_of(books: Books, award: Award) -> PolicyAdopted:
    """The policy in force for an award's programme. Raises :class:`BrokenBooks` when none was adopted."""
    adopted = books.records(PolicyAdopted, f"programmes/{award.grant.programme}.beancount")
    found = policy_on(asof.day(), adopted)
    if not found:
        message = Text("专项 {programme} 还没有采用实施方案", "programme {programme} has adopted no policy")
        raise BrokenBooks(message.format(programme=award.grant.programme), fix=CHECK)
    return found


def load_award(books: Books, award: str) -> Loaded:
    """Load an award's own top file.

    Raises :class:`..files.gate.GateRefused`, :class:`StrangeTop`.
    """
    from beancount import loader

    check_files(books, award)
    # Its variable in the environment is looked at once, when Beancount is imported; that may have been before us.
    loader.initialize(use_cache=False)
    entries, errors, _ = loader.load_file(str(books.root / books.award(award) / "award.beancount"))
    return Loaded(award_of(entries, books.root), entries, errors)


def check_files(books: Books, award: str) -> None:
    """What must hold before Beancount's parser or Fava sees an award.

    Nothing pending, every file through the gate, the top file as generated. Raises :class:`..files.gate.GateRefused`,
    :class:`StrangeTop`.
    """
    books.store.settle()
    books.award(award)
    for path in tops.award_files(award, books.parts(award)):
        gate.check_file(books.root / path, root=books.root, allow=kinds_in(books.root / path))
    check_top(books, award)


def check_top(books: Books, award: str) -> None:
    """Refuse a top file that somebody changed. Raises :class:`StrangeTop`."""
    path = f"{books.award(award)}/award.beancount"
    wanted = tops.award_top(grant_of(books, award), books.parts(award), books.config)
    if books.store.read(path) != wanted.encode():
        fix = Text("运行 earmark check --repair 重新生成", "earmark check --repair writes it anew")
        raise StrangeTop(ALTERED_TOP, file=books.root / path, fix=fix)


ALTERED_TOP = Text("总账页被改动过", "the generated top file was changed")


def grant_of(books: Books, award: str) -> Grant:
    """The one grant of an award's register. Raises :class:`..base.record.DamagedRecord`."""
    path = f"{books.award(award)}/register.beancount"
    return only_grant(books.records(Grant, path), books.root / path)
