"""The entries of several awards that were loaded together, told apart in one pass.

Looking through all of them for each award would take as often as long as there are awards.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from beancount.core.data import Transaction

from ..awards.chart import award_of_account

if TYPE_CHECKING:
    from collections.abc import Iterable

_HOME = re.compile(r"/(?:awards/([^/]+)/|claims/([^/]+)\.beancount$)")


def by_award(entries: Iterable[Any]) -> dict[str, list[Any]]:
    """The entries of each award, in their order: those in its files, and each transaction that touches its accounts."""
    found: dict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        for award in _awards_of(entry):
            found[award].append(entry)
    return found


def _awards_of(entry: Any) -> set[str]:  # noqa: ANN401 (a directive of any kind)
    home = _HOME.search(str(entry.meta.get("filename")))
    awards = {home[1] or home[2]} if home else set()
    if isinstance(entry, Transaction):
        awards |= {award_of_account(posting.account) for posting in entry.postings}
    return awards
