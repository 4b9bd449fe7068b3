"""Adopting a policy, and writing down the funder's answers to the questions that it leaves open: by who sets the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..base.text import Text
from ..books.desk import desk
from ..findings.handed_out import ADOPTION
from ..findings.handing_out import hand_out
from ..persons.rights import require_rule_side
from .opening import WrongAward, logged, programmes, put_policy

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from ..books.books import Books
    from ..findings.listing import Listed
    from .opening import NewPolicy
    from .programme import FunderAnswer


def adopt_policy(
    books: Books,
    programme: str,
    policy: NewPolicy,
    day: datetime.date,
    by: str,
    standing: Mapping[str, Sequence[Listed]] | None = None,
) -> None:
    """The programme is judged by this policy from ``day`` on; its bytes are kept as policies/<policy>.toml.

    ``standing``: what the policy before it finds in each award. It is listed first, so that nothing is lost unseen (law 4).
    """
    with desk(books, by) as at:
        require_rule_side(at, programme)
        for award, found in (standing or {}).items():
            hand_out(at, award, ADOPTION, f"{policy.id}.toml", policy.data, found)
        put_policy(at, programme, policy, day)


def answer_question(books: Books, programme: str, answer: FunderAnswer, by: str) -> None:
    """The funder's answer to one of the policy's open questions. Raises :class:`WrongAward`."""
    with desk(books, by) as at:
        require_rule_side(at, programme)
        if programme not in programmes(at):
            raise WrongAward(Text("没有这个专项", "there is no such programme"), file=programme)
        logged(at, f"programmes/{programme}", replace(answer, recorded=at.recorded, by=by))
