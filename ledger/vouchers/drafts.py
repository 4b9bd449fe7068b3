"""Drafts (草稿): added by imports or people, completed, split, taken back; judged like posted vouchers all the while.

A draft whose line still stands on 99待归类 waits for a person: ``complete`` gives it account and plan line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..awards.chart import in_budget
from ..base.errors import EarmarkError
from ..base.record import BUDGET
from ..base.text import Text
from ..books.desk import free_ids
from .charges import vouchers_of
from .voucher import PENDING, Line, Voucher, imbalance, lettered, to_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..books.books import Books
    from ..books.desk import Desk

HEAD = ";; 凭证草稿：可改，未记账 · drafts, not posted yet\n"


class NoSuchDraft(EarmarkError):
    """A draft id that the award does not have."""


class WrongChoice(EarmarkError):
    """A choice for a draft that does not wait, or one that leaves it waiting."""


class Unbalanced(EarmarkError):
    """A voucher whose lines do not add up to zero in each set."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person says of a waiting line: its account, plan line and party."""

    account: str
    plan: str | None = None
    party: str | None = None
    amount: Decimal | None = None
    """Only when splitting: this part of the line, above zero."""


def path_of(award: str) -> str:
    """Where an award's drafts are."""
    return f"awards/{award}/drafts.beancount"


def drafts_at(at: Desk, award: str) -> list[Voucher]:
    """The drafts as this writing session sees them."""
    return vouchers_of(at.entries(path_of(award)), award)


def drafts(books: Books, award: str) -> list[Voucher]:
    """The drafts of an award, by date."""
    books.award(award)
    return vouchers_of(books.entries(path_of(award)), award)


def full_id(award: str, name: str) -> str:
    """A voucher's id, which a person may say without the award: V0003."""
    return f"{award}-{name}" if name[:1] == "V" and name[1:].isdigit() else name


def draft_at(at: Desk, award: str, name: str) -> Voucher:
    """One draft by its id, whole or without the award. Raises :class:`NoSuchDraft`."""
    return _known({v.id: v for v in drafts_at(at, award)}, full_id(award, name))


def posted_at(at: Desk, award: str) -> list[Voucher]:
    """The posted vouchers as this writing session sees them."""
    return [v for path in at.voucher_files(award) for v in vouchers_of(at.entries(path), award)]


def posted(books: Books, award: str) -> list[Voucher]:
    """The posted vouchers of an award, month by month."""
    books.award(award)
    return [v for path in books.voucher_files(award) for v in vouchers_of(books.entries(path), award)]


def write(at: Desk, award: str, vouchers: Iterable[Voucher]) -> None:
    """Write the whole set of drafts anew. Raises :class:`Unbalanced`."""
    ordered = sorted(vouchers, key=lambda v: (v.date, v.id))
    for voucher in ordered:
        sound(voucher)
    at.replace(path_of(award), [to_entry(v) for v in ordered], head=HEAD)


def sound(voucher: Voucher) -> None:
    """Refuse a voucher that does not balance exactly in each set. Raises :class:`Unbalanced`."""
    off = imbalance(voucher)
    if off:
        amounts = "，".join(f"{amount} {currency}" for currency, amount in off.items())
        message = Text("凭证 {id} 借贷不平：{amounts}", "voucher {id} is off by {amounts}")
        raise Unbalanced(message.format(id=voucher.id or voucher.narration, amounts=amounts))


def numbered(at: Desk, award: str, proposals: Sequence[Voucher]) -> list[Voucher]:
    """Proposals with ids, line letters, ``recorded`` and ``by``: drafts that can be written."""
    ids = free_ids(f"{award}-V", (v.id for v in (*drafts_at(at, award), *posted_at(at, award))))
    return [lettered(replace(one, id=next(ids), recorded=at.recorded, by=at.by)) for one in proposals]


def complete(at: Desk, award: str, draft: str, choices: Sequence[Choice]) -> Voucher:
    """Replace the waiting line of a draft by one choice, or by several whose amounts add up to it (split).

    In a government unit's books both sets wait, and each takes the choices for its own accounts.
    Raises :class:`NoSuchDraft`, :class:`WrongChoice`, :class:`Unbalanced`.
    """
    all_drafts = {v.id: v for v in drafts_at(at, award)}
    voucher = _known(all_drafts, draft)
    if not voucher.waiting:
        raise WrongChoice(Text("草稿 {id} 没有待归类的行", "draft {id} does not wait").format(id=draft))
    if not choices:
        raise WrongChoice(
            Text("草稿 {id} 要用 --account 定科目", "draft {id} needs --account").format(id=draft)
        )
    done = replace(filled(voucher, choices), note=None)
    if done.waiting:
        message = Text("草稿 {id} 还有待归类的行", "draft {id} still waits for a person").format(id=draft)
        fix = Text("两套账都要定科目（--budget-account）", "both sets need an account (--budget-account)")
        raise WrongChoice(message, fix=fix)
    all_drafts[draft] = done
    write(at, award, all_drafts.values())
    return done


def filled(voucher: Voucher, choices: Sequence[Choice]) -> Voucher:
    """The voucher with its waiting lines filled as the choices say, each set by those of its own accounts."""
    lines = [new for line in voucher.lines for new in _chosen(line, choices)]
    return lettered(replace(voucher, lines=tuple(lines)))


def _chosen(line: Line, choices: Sequence[Choice]) -> list[Line]:
    fitting = [c for c in choices if in_budget(c.account) == (line.currency == BUDGET)]
    if not line.account.endswith(":" + PENDING) or not fitting:
        return [line]
    letters = [line.letter] + [""] * (len(fitting) - 1)
    return [_filled(line, letter, choice) for letter, choice in zip(letters, fitting, strict=True)]


def _filled(line: Line, letter: str, choice: Choice) -> Line:
    """A part of a line; its amount is said without a sign, whichever side the line is on."""
    amount = line.amount if choice.amount is None else choice.amount.copy_sign(line.amount)
    return replace(
        line, letter=letter, account=choice.account, amount=amount, plan=choice.plan, party=choice.party
    )


def _known(vouchers: Mapping[str, Voucher], draft: str) -> Voucher:
    if draft not in vouchers:
        message = Text("没有草稿 {draft}", "there is no draft {draft}").format(draft=draft)
        raise NoSuchDraft(message, fix=Text("earmark draft list 可列出", "earmark draft list shows them"))
    return vouchers[draft]
