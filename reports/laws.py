"""Law 3 on the terminal: where the totals of an award do not add up, that is said first and the exit code is 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from earmark.plugins.judging.run import Audited

    from .session import Session

BROKEN = Text("{award}：各项合计不平：{law}", "{award}: totals do not add up: {law}")
EXIT = 2


def tell_broken(session: Session, done: Iterable[Audited]) -> None:
    """Say each broken law on standard error and make the exit code 2."""
    from earmark.plugins.standing.standing import broken_laws

    for audited in done:
        for law in broken_laws(audited.standing):
            session.hint(BROKEN.format(award=audited.award.id, law=law))
            session.exit_code = EXIT
