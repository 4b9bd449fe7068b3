"""Suggestions (:mod:`..proposing.suggest`) put into words, into proposals, and beside the drafts that wait."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.completing import choices_of, said_account
from earmark.ledger.vouchers.drafts import filled

from ..proposing.proposal import Proposal
from ..proposing.suggest import Asked, Suggester, Suggestion, asked_of
from .state import load_award_state

if TYPE_CHECKING:
    from earmark.ledger.awards.chart import Chart
    from earmark.ledger.books.books import Books
    from earmark.ledger.vouchers.completing import Part

    from ..tables.rows import BankRow
    from .state import AwardState

PROPOSED = Text("建议 {parts}（{reason}）", "proposed: {parts} ({reason})")
DECIDED = Text("记 {parts}（{reason}）", "booked as {parts} ({reason})")


def suggester_of(state: AwardState) -> Suggester:
    """What the award's books say, as they stand."""
    return Suggester(state.award, state.vouchers.values(), state.accounts.opened, state.mappings)


def asked(row: BankRow) -> Asked:
    """A row of a statement as a question."""
    return Asked(row.date, row.amount, row.payee, row.words)


def suggestions(books: Books, award: str) -> dict[str, Suggestion]:
    """What is proposed for each draft that waits, by its id."""
    state = load_award_state(books, books, award)
    suggester = suggester_of(state)
    waiting = (one for one in state.drafts.values() if one.waiting and not one.gl)
    found = {one.id: suggester.of(asked_of(one, state.award)) for one in waiting}
    return {id_: one for id_, one in found.items() if one}


def told(suggestion: Suggestion) -> Text:
    """A suggestion in words: what, and why."""
    if not suggestion.parts:
        return suggestion.reason
    said = "＋".join(_said(part) for part in suggestion.parts)
    form = DECIDED if suggestion.mapping else PROPOSED
    reason = suggestion.reason
    return Text(form.zh.format(parts=said, reason=reason.zh), form.en.format(parts=said, reason=reason.en))


def _said(part: Part) -> str:
    accounts = [said_account(account) for account in (part.account, part.budget_account) if account]
    amount = [money(part.amount)] if part.amount is not None else []
    return " ".join(["/".join(accounts), *filter(None, (part.plan, part.party)), *amount])


def with_suggestion(proposal: Proposal, suggestion: Suggestion, chart: Chart) -> Proposal:
    """The proposal with what is suggested: booked so where a mapping decided, else said in its note."""
    said = told(suggestion)
    voucher = proposal.voucher
    if suggestion.mapping:
        (part,) = suggestion.parts
        accounts = [account for account in (part.account, part.budget_account) if account]
        done = filled(voucher, choices_of(part, accounts, chart))
        if not done.waiting:
            return Proposal(replace(done, note=said.zh), said)
    reason = Text(f"{proposal.reason.zh}；{said.zh}", f"{proposal.reason.en}; {said.en}")
    return Proposal(replace(voucher, note=reason.zh), reason)
