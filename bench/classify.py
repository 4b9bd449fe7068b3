"""How well the rules tell labelled expenditures apart, on the real path.

    .venv/bin/python bench/classify.py LABELLED.csv CONTEXT.json [--json | --wrong]

Without files it reads a small sample of the project's own, tests/bench/data.

Books are made in a temporary folder from CONTEXT (bench/context.py), the lines without their labels are imported as a
table, posted, loaded by Beancount with the audit plugin, and each line gets the strongest finding of any rule: violation
before review before unknown (counted as review), a named category before ``unrelated``, else ``allowed``.

LABELLED has the columns row, date, counterparty, narration, account_name, amount_cny, label, accept, technique. Counts:
exact: what the line got is one of ``accept``. missed: ``accept`` holds only violations, and the line got allowed.
allowed as violation, allowed as review: label allowed, and what it got is not in ``accept``. review found: label review,
and it got review or one of ``accept``. A row that the import refuses, a rule that fails, books with a fault: exit 2.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from context import OFFICER, Context, make_books

from earmark.importers.receive import receive
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.books.desk import desk
from earmark.ledger.vouchers.posting import post
from earmark.plugins.judging.finding import CATEGORIES, OUTCOMES, Audit, Finding
from earmark.plugins.judging.run import Audited, audit_award

OWN = Path(__file__).parents[1] / "tests" / "bench" / "data"
IMPORTED = ("date", "counterparty", "narration", "account_name", "amount_cny")
ALLOWED, REVIEW = "allowed", "review"
Row = Mapping[str, str]


class CannotTell(Exception):
    """Lines that the import did not take, or an audit that is not whole."""


@dataclass(frozen=True)
class Told:
    """A labelled line, what it got, and the findings that say so."""

    row: Row
    got: str
    findings: tuple[Finding, ...]

    @property
    def accept(self) -> frozenset[str]:
        """The right answers."""
        return frozenset(self.row.get("accept", "").replace("|", " ").replace(";", " ").split()) or frozenset(
            {self.label}
        )

    @property
    def label(self) -> str:
        """The first annotator's answer."""
        return self.row.get("label", "")

    @property
    def exact(self) -> bool:
        """Whether it is one of the right answers."""
        return self.got in self.accept

    @property
    def missed(self) -> bool:
        """Whether a violation got nothing."""
        return self.accept <= set(CATEGORIES) and self.got == ALLOWED

    @property
    def as_violation(self) -> bool:
        """Whether an allowed line was called a violation."""
        return self.label == ALLOWED and not self.exact and self.got in CATEGORIES

    @property
    def as_review(self) -> bool:
        """Whether an allowed line was called review."""
        return self.label == ALLOWED and not self.exact and self.got == REVIEW

    @property
    def found(self) -> bool:
        """Whether a line to be reviewed was seen."""
        return self.label == REVIEW and (self.got == REVIEW or self.exact)


COUNTS = {
    "exact": lambda t: t.exact,
    "missed": lambda t: t.missed,
    "allowed_as_violation": lambda t: t.as_violation,
    "allowed_as_review": lambda t: t.as_review,
    "review_found": lambda t: t.found,
}


def classify(rows: Sequence[Row], context: Context) -> list[Told]:
    """What each line gets. Raises :class:`CannotTell`, EarmarkError."""
    days = [datetime.date.fromisoformat(row["date"]) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        books = make_books(Path(folder) / "books", context, min(days))
        table = Path(folder) / "expenditures.csv"
        write_table(table, rows)
        plan = receive(books, [table], OFFICER, award=context.award["id"], today=max(days))
        with desk(books, OFFICER) as at:
            post(at, context.award["id"])
        audited = audit_award(books, context.award["id"])
    places = {fate.row for fate in plan.files[0].fates if fate.fate in {"new", "waiting"}}
    return _told(rows, _sound(audited), places)


def write_table(path: Path, rows: Iterable[Row]) -> None:
    """The lines as a recipient would send them: without number, label and all that a person said of them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, IMPORTED, extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)


def _sound(audited: Audited) -> Audit:
    """The audit, when nothing is wrong with books or rules."""
    failed = [f"rule {run.id}: {run.message.en if run.message else ''}" for run in audited.audit.failed]
    faults = [str(fault.message) for fault in audited.faults]
    if failed or faults:
        raise CannotTell("; ".join(failed + faults))
    return audited.audit


def _told(rows: Sequence[Row], audit: Audit, places: set[int]) -> list[Told]:
    """Row numbers of the table count from 1, and the first is its header."""
    judged = {source.row for charge in audit.charges for source in charge.sources}
    findings: dict[int, list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        for place in {source.row for source in finding.sources}:
            findings[place].append(finding)
    told = []
    for place, row in enumerate(rows, start=2):
        if place not in places:
            raise CannotTell(f"row {row['row']} was not taken as new: {row['date']} {row['narration']}")
        if place not in judged:
            print(f"row {row['row']} is no charge, so no rule looked at it: review", file=sys.stderr)
        got = verdict(findings[place]) if place in judged else REVIEW
        told.append(Told(row, got, tuple(findings[place])))
    return told


def verdict(findings: Iterable[Finding]) -> str:
    """The strongest of several findings, in a word."""
    first = min(findings, key=_strength, default=None)
    if first is None:
        return ALLOWED
    return (first.category or "unrelated") if first.outcome == "violation" else REVIEW


def _strength(finding: Finding) -> tuple[int, bool]:
    return OUTCOMES.index(finding.outcome), finding.category in {"", "unrelated"}


def as_json(told: Sequence[Told]) -> dict[str, object]:
    """The figures and every line's verdict, in the form that is checked from outside."""
    rows = [
        {"row": int(t.row["row"]) if t.row["row"].isdigit() else t.row["row"], "label": t.label, "got": t.got}
        for t in told
    ]
    return {
        "lines": len(told),
        **{name: sum(map(count, told)) for name, count in COUNTS.items()},
        "rows": rows,
    }


def print_figures(told: Sequence[Told]) -> None:
    """The counts with their shares, then a table by technique."""
    labels = [t.label for t in told]
    of = {
        "exact": len(told),
        "missed": sum(label in CATEGORIES for label in labels),
        "review_found": labels.count(REVIEW),
    }
    print(f"{'lines':22}{len(told):5}")
    for name, count in COUNTS.items():
        total = of.get(name, labels.count(ALLOWED))
        n = sum(map(count, told))
        print(f"{name:22}{n:5} of {total:4}  {n / total if total else 0:7.1%}")
    groups: dict[str, list[Told]] = defaultdict(list)
    for t in told:
        groups[t.row.get("technique", "").partition(":")[0]].append(t)
    print(f"\n{'technique':22}{'lines':>6}{'exact':>6}{'missed':>7}{'as violation':>13}{'as review':>10}")
    for name, some in sorted(groups.items()):
        counts = [sum(map(COUNTS[c], some)) for c in list(COUNTS)[:4]]
        print(f"{name:22}{len(some):6}{counts[0]:6}{counts[1]:7}{counts[2]:13}{counts[3]:10}")


def print_wrong(told: Iterable[Told]) -> None:
    """Each line that is not told for what it is, with what was said of it."""
    for t in told:
        if not t.exact:
            row = t.row
            print(
                f"{row['row']} {row['date']} {row['counterparty']} | {row['narration']} | {row['account_name']} | {row['amount_cny']}"
            )
            print(f"    {'/'.join(sorted(t.accept))}, got {t.got}")
            for f in t.findings:
                print(f"    {f.rule} {f.outcome} {f.category}: {'; '.join(e.text.zh for e in f.evidence)}")


def read_rows(path: Path) -> list[Row]:
    """The labelled lines of a file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{"row": str(n), **row} for n, row in enumerate(csv.DictReader(file), start=1)]


def main() -> int:
    """Read, classify, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labelled", type=Path, nargs="?", default=OWN / "labelled.csv")
    parser.add_argument("context", type=Path, nargs="?", default=OWN / "context.json")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="figures and verdicts as JSON")
    how.add_argument("--wrong", action="store_true", help="also each line that got a wrong answer")
    given = parser.parse_args()
    try:
        told = classify(read_rows(given.labelled), Context.read(given.context))
    except (CannotTell, EarmarkError) as error:
        print(f"classify: {error}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(as_json(told), ensure_ascii=False, indent=1))
    else:
        print_figures(told)
    if given.wrong:
        print_wrong(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
