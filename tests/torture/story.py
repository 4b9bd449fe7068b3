"""A small set of books through every write path, and the books as they are before and after each step.

`steps()` gives the steps once made: a name, the files before, the files after, and the act between them. The clock stands
still, so that an act done twice on the same files gives the same files, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from earmark.ledger.awards import opening
from earmark.ledger.books import desk
from earmark.ledger.books.books import Books
from earmark.ledger.proof.checking import check_award, check_main, check_people, check_programme

from . import acting, doing, living, reconciling, sharing_rows
from .kit import Files, files_of, lay_out, scratch

NOW = "2025-06-30T09:00:00+08:00"

Act = Callable[[Path], object]


class Step(NamedTuple):
    """One write path on small books."""

    name: str
    before: Files
    after: Files
    act: Act


LINE: tuple[tuple[str, Act], ...] = (
    ("init", doing.init),
    ("person", doing.add_person),
    ("users key", lambda root: doing.add_key(root, "wang")),
    ("a second key", lambda root: doing.add_key(root, "chen")),
    ("policy", doing.adopt_policy),
    ("policy answer", doing.answer_question),
    ("policy account", doing.tell_account),
    ("award new", doing.new_award),
    ("award amend", doing.amend),
    ("import", doing.import_statement),
    ("import a late booking", reconciling.late_booking),
    ("tie", reconciling.tie),
    ("untie", reconciling.untie),
    ("post the late booking", reconciling.post_late),
    ("tie what is posted", reconciling.tie),
    ("untie what is posted", reconciling.untie),
    ("award on an ordinary account", sharing_rows.new_award),
    ("import its statement", sharing_rows.import_statement),
    ("share a part of its row", sharing_rows.take),
    ("import what the rest paid", sharing_rows.book_rest),
    ("share the rest with it", sharing_rows.give),
    ("undo", doing.undo),
    ("import a journal", doing.import_journal),
    ("undo the journal", doing.undo),
    ("complete", doing.complete),
    ("split", doing.split),
    ("forget", doing.forget),
    ("post", doing.post),
    ("number", doing.number),
    ("attach", doing.attach),
    ("ask", doing.ask),
    ("see", doing.see),
    ("ask for the wrong paper", doing.ask),
    ("withdraw what was asked", acting.withdraw_request),
    ("ask for an answer", acting.ask_answer),
    ("answer", acting.answer),
    ("decide", doing.decide),
    ("refer", acting.refer),
    ("order", doing.order),
    ("serve", acting.serve),
    ("settle", doing.settle),
    ("remind", acting.remind),
    ("ask to write off", acting.ask_write_off),
    ("write off", acting.write_off),
    ("mirror", doing.mirror),
    ("pay back", doing.pay_back),
    ("post again", doing.post),
    ("strike off", acting.strike),
    ("hand out", acting.hand_out),
    ("ask to waive", living.ask_waiver),
    ("waive", living.waive),
    ("ask to waive in the programme", living.ask_in_programme),
    ("waive in the programme", living.waive_in_programme),
    ("revoke", living.revoke),
    ("explain", reconciling.explain),
    ("submit", reconciling.submit),
    ("agree", reconciling.agree),
    ("close", doing.close),
    ("sign", doing.sign),
    ("countersign", doing.countersign),
    ("correct", doing.correct),
    ("withdraw", doing.withdraw),
    ("drop", doing.drop),
    ("approve", doing.approve),
    ("reopen", doing.reopen),
    ("reverse", doing.reverse),
    ("settle the award", living.settle_award),
)
BRANCHES = {"import a late booking", "award on an ordinary account", "undo", "undo the journal"}
"""Steps that the line does not follow on."""
ASIDE = {
    "tie", "untie", "post the late booking", "tie what is posted", "untie what is posted",
    "import its statement", "share a part of its row", "import what the rest paid", "share the rest with it",
}  # fmt: skip
"""Steps that follow on a branch."""
SEALED = "correct"
"""After this step the books are closed and signed by both sides, and a red letter waits in an open month."""


@lru_cache(maxsize=1)
def steps() -> dict[str, Step]:
    """Every step of the line, by name; each is proved sound at both ends."""
    made: dict[str, Step] = {}
    line: Files = {}
    branch: Files = {}
    with standing_clock():
        for name, act in LINE:
            before = branch if name in ASIDE else line
            with scratch() as folder:
                root = lay_out(folder / "books", before)
                act(root)
                after = files_of(root)
                assert after != before, name
                assert sound(root) == [], name
            made[name] = Step(name, before, after, act)
            if name in BRANCHES | ASIDE:
                branch = after
            else:
                line = after
    return made


@contextmanager
def standing_clock() -> Iterator[None]:
    """Every record is written at the same moment."""
    with (
        mock.patch.object(desk, "now", return_value=NOW),
        mock.patch.object(opening, "now", return_value=NOW),
    ):
        yield


def sound(root: Path) -> list[str]:
    """What every check of the books says: nothing."""
    books = Books.open(root)
    found = [*check_people(books), *check_main(books)]
    for award in books.award_ids():
        found += check_award(books, award)
    for path in books.files("programmes"):
        found += check_programme(books, Path(path).stem)
    return [f"{fault.place} {fault.message}" for fault in found]
