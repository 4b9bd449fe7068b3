"""The recipient answers a finding: text, papers, or that it put the matter right itself (自行纠正) and what shows it.

    answer(at, "WH2025-007", Answer(finding="F-1a2b3c4d5e", text="会务用品，签收单随附", ...), papers)

An answer decides nothing; several are a history, and the last one counts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..banks.bank import StoredRow
from ..base.clean import clean
from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.desk import next_id
from ..books.recording import record
from ..persons.sides import require_keeper
from ..vouchers.attaching import attach, known_paper
from ..vouchers.charge import voucher_of
from ..vouchers.drafts import full_id, posted_at
from .dating import charged, not_before
from .on_finding import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..books.desk import Desk
    from ..vouchers.attaching import Attachment


class WrongAnswer(EarmarkError):
    """An answer that says nothing, or a correction that nothing shows."""


def answer(at: Desk, award: str, wanted: Answer, papers: Sequence[Attachment] = ()) -> Answer:
    """Store an answer; its id is given here. ``papers`` are attached to the finding's voucher with it.

    Raises :class:`WrongAnswer`, :class:`..persons.sides.NotYours`, and as :func:`..vouchers.attaching.attach`.
    """
    require_keeper(at, award)
    if not clean(wanted.text).strip():
        raise WrongAnswer(Text("答复要写明内容", "an answer needs a text"))
    not_before(wanted.date, charged(at, award, wanted.subject), WrongAnswer)
    for id_ in wanted.documents:
        known_paper(at, award, id_)
    reference = _shown(at, award, wanted)
    attached = [e.id for e in attach(at, award, papers)]
    path = f"awards/{award}/answers.beancount"
    stored = replace(
        wanted, id=next_id("AN-", [a.id for a in at.records(Answer, path)]), reference=reference,
        documents=tuple(dict.fromkeys([*wanted.documents, *attached])), recorded=at.recorded, by=at.by,
    )  # fmt: skip
    record(at, award, [stored])
    return stored


def _shown(at: Desk, award: str, wanted: Answer) -> str | None:
    """The reference of a correction: a posted voucher of the award or a bank row that is here, not older than the charge."""
    if not wanted.corrected:
        return wanted.reference
    named = full_id(award, (wanted.reference or "").strip())
    fix = Text(
        "用 --reference 写明已记账的凭证（V0012）或银行流水（ICBC-8801:152）",
        "--reference names a posted voucher (V0012) or a row of the bank (ICBC-8801:152)",
    )
    if not named:
        raise WrongAnswer(Text("自行纠正要有凭据", "nothing shows the correction"), fix=fix)
    known = {v.id: v.date for v in posted_at(at, award)}
    known |= {row.id: row.date for path in at.bank_files() for row in at.records(StoredRow, path)}
    if named not in known:
        message = Text("没有已记账的凭证或银行流水 {id}", "there is no posted voucher and no bank row {id}")
        raise WrongAnswer(message.format(id=named), fix=fix)
    # The charge's own voucher, and what was booked before it, correct nothing of it.
    if named == voucher_of(wanted.subject):
        own = Text("{id} 就是这笔列支，不能证明已纠正", "{id} is the charge itself and shows no correction")
        raise WrongAnswer(own.format(id=named), fix=fix)
    not_before(known[named], charged(at, award, wanted.subject), WrongAnswer)
    return named
