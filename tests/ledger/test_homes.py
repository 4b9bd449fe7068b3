"""A directive that does not belong where it stands was not written by Earmark: check and verify name it.

Such a line counts as nothing, so nothing else would show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earmark.ledger.proof.checking import check_award, check_people, check_programme
from earmark.ledger.proof.verifying import verify_award

if TYPE_CHECKING:
    from tests.ledger.conftest import Keeping

AWARD = "awards/WH2025-007"
STRANGE = """
2025-04-01 custom "earmark-{kind}" "X1"
  text: "x"
  recorded: "2025-04-01T09:00:00+08:00"
  by: "zhou"
"""
HALF = """
2025-04-01 ! "x" "计划中的收回"
  id: "O-0009"
  Assets:Claims-WH2025-007:C1应收回未收回   100.00 CNY
  Equity:Claims-WH2025-007:C0已责令收回    -100.00 CNY
"""


def told(kept: Keeping) -> tuple[list[str], list[str]]:
    """What check and verify say."""
    checked = check_award(kept.books, kept.award) + check_people(kept.books)
    checked += check_programme(kept.books, "wuhan-2012")
    return [str(f) for f in checked], [str(f) for f in verify_award(kept.books, kept.award).faults]


@pytest.mark.parametrize("kind", ["waiving", "bank-row"])
@pytest.mark.parametrize(
    "path",
    [f"{AWARD}/{name}.beancount" for name in ("acts", "answers", "register", "imports/I-1")]
    + ["programmes/wuhan-2012.beancount", "people.beancount", "banks/CCB-3301.beancount"],
)
def test_a_kind_that_nobody_knows(society: Keeping, path: str, kind: str) -> None:
    society.granted()
    assert told(society) == ([], [])
    kind = "decisions" if kind == "bank-row" and path.startswith("banks/") else kind
    file = society.books.root / path
    file.parent.mkdir(exist_ok=True)
    before = file.read_text("utf-8") if file.exists() else ""
    file.write_text(before + STRANGE.format(kind=kind), "utf-8")
    wanted = f"{kind} X1 不是这个文件里该有的：不是由 Earmark 写的"
    for said in told(society):
        assert any(wanted in fault for fault in said), said


def test_a_draft_in_the_claims_book(society: Keeping) -> None:
    """Fava would add it up; the claims book is read by its acts."""
    society.granted()
    file = society.books.root / "claims/WH2025-007.beancount"
    file.write_text(file.read_text("utf-8") + HALF, "utf-8")
    for said in told(society):
        assert any("voucher O-0009 不是这个文件里该有的" in fault for fault in said), said
