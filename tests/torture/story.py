"""A small set of books through every write path, and the books as they are before and after each step.

`steps()` gives the steps once made: a name, the files before, the files after, and the act between them. The clock stands
still, so that an act done twice on the same files gives the same files, byte for byte.
"""

from __future__ import annotations

import atexit
import datetime
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from earmark.importers.receive import receive
from earmark.ledger import acting, closing, desk, mirroring, opening, posting, reopening, undoing
from earmark.ledger.acts import Decision
from earmark.ledger.books import Books
from earmark.ledger.checking import check_award, check_main, check_people, check_programme
from earmark.ledger.claims import Order, Settlement
from earmark.ledger.completing import Part, fill
from earmark.ledger.drafts import drafts
from earmark.ledger.imports import ImportRecord
from earmark.ledger.opening import NewAward, NewPolicy
from earmark.ledger.people import Person
from earmark.ledger.programme import FunderAnswer
from earmark.ledger.register import Grant, PlanLine
from earmark.ledger.starting import Before, start_award

from .kit import files_of, lay_out, scratch

AWARD = "WH2025-007"
DAY = datetime.date(2025, 3, 1)
TODAY = datetime.date(2025, 6, 30)
NOW = "2025-06-30T09:00:00+08:00"
POLICY = b'id = "test"\n[title]\nzh = "x"\n'
STATEMENT = """\
[HISTORYDETAIL]
凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息
25030500001,1202021109900088801,,2025-03-05 09:05:12,贷,,500000.00,,,奖补资金,武汉市科学技术协会,500000.00,
25031800002,1202021109900088801,,2025-03-18 09:05:12,借,9000.00,,,,会场租金,江城云汀会议中心,491000.00,
25032000003,1202021109900088801,,2025-03-20 09:05:12,借,400.00,,,,审稿费,专家E27,490600.00,
"""

Files = dict[str, bytes]
Act = Callable[[Path], object]


class Step(NamedTuple):
    """One write path on small books."""

    name: str
    before: Files
    after: Files
    act: Act


def person(id_: str, side: str, of: str) -> Person:
    return Person(date=DAY, id=id_, name=id_, side=side, of=of, role="x", recorded="", by="")


def _init(root: Path) -> None:
    opening.init(root, [person("chen", "recipient", "JCSF"), person("zhou", "funder", "武汉市科协")])


def _person(root: Path) -> None:
    opening.add_person(Books.open(root), person("wang", "auditor", "江城审计"), "zhou")


def _policy(root: Path) -> None:
    policy = NewPolicy("wuhan-2012", "办法", POLICY)
    opening.adopt_policy(Books.open(root), "wuhan-2012", policy, DAY, "zhou")


def _answer(root: Path) -> None:
    answer = FunderAnswer(date=DAY, id="interest", answer="award", source="复函", recorded="", by="")
    opening.answer_question(Books.open(root), "wuhan-2012", answer, "zhou")


def _award(root: Path) -> None:
    grant = Grant(
        date=DAY, id=AWARD, recorded="", by="", programme="wuhan-2012", recipient="JCSF", recipient_name="江城示例学会",
        funder="武汉市科协", amount=Decimal("500000.00"), start=DAY, end=datetime.date(2026, 2, 28), chart="npo-2004",
        mode="dedicated", bank="ICBC-8801",
    )  # fmt: skip
    plan = [PlanLine(date=DAY, id="P1", name="学术交流", amount=Decimal(500000), recorded="", by="")]
    start_award(
        Books.open(root), NewAward(grant=grant, plan=plan), account="1202021109900088801", before=Before(),
        by="chen", policy=None,
    )  # fmt: skip


@lru_cache(maxsize=1)
def statement() -> Path:
    """The file that is imported, made once: the faults are for the books alone."""
    folder = Path(tempfile.mkdtemp(prefix="torture-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "icbc.csv"
    path.write_bytes(STATEMENT.encode())
    return path


def _import(root: Path) -> None:
    receive(Books.open(root), [statement()], "chen", today=TODAY)


def _undo(root: Path) -> None:
    books = Books.open(root)
    (record,) = [r for f in books.files(f"awards/{AWARD}/imports") for r in books.records(ImportRecord, f)]
    with desk.desk(books, "chen") as at:
        undoing.undo(at, AWARD, record.id)


def _complete(root: Path) -> None:
    books = Books.open(root)
    for draft in drafts(books, AWARD):
        if draft.waiting:
            income = draft.lines[0].amount > 0
            part = Part("4401-02限定性收入") if income else Part("5101-会议费", plan="P1")
            fill(books, AWARD, draft.id, [part], "chen")
            return


def _post(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        posting.post(at, AWARD)


def _reverse(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        posting.reverse(at, AWARD, f"{AWARD}-V0003", datetime.date(2025, 4, 2), "记错")


def _number(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        closing.number(at, AWARD, {f"{AWARD}-V0001": "记-1"}, {})


def _close(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        closing.number(at, AWARD, {f"{AWARD}-V{n:04d}": f"记-{n}" for n in (2, 3)}, {})
        closing.close(at, AWARD, ["2025-03"], [])


def _approve(root: Path) -> None:
    with desk.desk(Books.open(root), "zhou") as at:
        reopening.approve_reopening(at, AWARD, "2025-03", "补记")


def _reopen(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        reopening.reopen(at, AWARD, "2025-03", "补记")


def decision() -> Decision:
    """What the funder decides of the rent."""
    return Decision(
        date=TODAY, id="", finding="F-1", rule="prohibited", subject=f"{AWARD}-V0002b", outcome="upheld",
        questioned=Decimal("9000.00"), upheld=Decimal("9000.00"), reason="办公设备", basis="五(三)",
        recovery=True, recorded="", by="",
    )  # fmt: skip


def _decide(root: Path) -> None:
    with desk.desk(Books.open(root), "zhou") as at:
        acting.decide(at, AWARD, decision())


def _order(root: Path) -> None:
    wanted = Order(
        id="", award=AWARD, date=TODAY, recipient="江城示例学会", route="restore", basis="五(二)", due=TODAY,
        parts=(("D-0001", Decimal("9000.00")),),
    )  # fmt: skip
    with desk.desk(Books.open(root), "zhou") as at:
        acting.order(at, wanted)


def _settle(root: Path) -> None:
    step = Settlement(
        id="", award=AWARD, order="O-0001", date=TODAY, recipient="江城示例学会", way="returned",
        amount=Decimal("4000.00"), route="restore",
    )  # fmt: skip
    with desk.desk(Books.open(root), "zhou") as at:
        acting.settle(at, step)


def _mirror(root: Path) -> None:
    mirroring.mirror_order(Books.open(root), AWARD, "O-0001", "chen")


def _pay_back(root: Path) -> None:
    mirroring.mirror_return(Books.open(root), AWARD, "O-0001", Decimal("4000.00"), TODAY, "chen")


LINE: tuple[tuple[str, Act], ...] = (
    ("init", _init),
    ("person", _person),
    ("policy", _policy),
    ("policy answer", _answer),
    ("award new", _award),
    ("import", _import),
    ("undo", _undo),
    ("complete", _complete),
    ("complete again", _complete),
    ("complete the last", _complete),
    ("post", _post),
    ("number", _number),
    ("decide", _decide),
    ("order", _order),
    ("settle", _settle),
    ("mirror", _mirror),
    ("pay back", _pay_back),
    ("post again", _post),
    ("close", _close),
    ("approve", _approve),
    ("reopen", _reopen),
    ("reverse", _reverse),
)
BRANCHES = {"undo"}
"""Steps that the next one does not follow on."""


@lru_cache(maxsize=1)
def steps() -> dict[str, Step]:
    """Every step of the line, by name; each is proved sound at both ends."""
    made: dict[str, Step] = {}
    before: Files = {}
    with standing_clock():
        for name, act in LINE:
            with scratch() as folder:
                root = lay_out(folder / "books", before)
                act(root)
                after = files_of(root)
                assert after != before, name
                assert sound(root) == [], name
            made[name] = Step(name, before, after, act)
            before = before if name in BRANCHES else after
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
