"""How well bank rows and bookings are matched, and what it costs.

    .venv/bin/python bench/reconcile.py [--json] [--wrong] [--seeds 20]

Months of 300 to 600 rows (bench/months.py), seeds 1 to 20, 30 % of the rows hard. Counts, of all months together:

- ``pairs``: true matches, each a row and a booking, a group, or a payment and its return on one side.
- ``pairs_found``: true matches that were accepted or proposed, whole and with nothing else in them. An item is in one
  match at most, so what is proposed is proposed first.
- ``accepted``, ``wrong_accepted``: certain matches, and those that are not true. ``proposed``: the others.
- ``greedy``: the same of a matcher by amount and date alone, each row with the nearest free booking of five days.

Items that say exactly the same count as one another. Time and peak memory of 1,000 to 100,000 rows on each side, twice:
in as many months of 450 rows as they make, and crowded into one year. Each in a process of its own; making the rows is
not counted in the time, but is in the memory. ``per_nlogn``: nanoseconds by n log2 n, which is to stay about the same.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from months import Ids, Month, make

from earmark.importers.matching.matching import Item, Match, match
from earmark.ledger.base.text import Text

SIZES = (1_000, 10_000, 30_000, 100_000)
YEAR = 365
A_MONTH = 450
GREEDY = Text("金额", "amount")
Matcher = Callable[[Sequence[Item], Sequence[Item]], Sequence[Match]]
Told = tuple[tuple[object, ...], tuple[object, ...]]


def greedy(bank: Sequence[Item], book: Sequence[Item]) -> list[Match]:
    """By amount and date, in order of days: the nearest booking that is free."""
    free: dict[Decimal, list[Item]] = defaultdict(list)
    for leg in book:
        free[leg.amount].append(leg)
    found = []
    for row in sorted(bank, key=lambda one: one.date):
        near = [leg for leg in free[row.amount] if abs((leg.date - row.date).days) <= 5]  # noqa: PLR2004
        if near:
            leg = min(near, key=lambda one: abs((one.date - row.date).days))
            free[row.amount].remove(leg)
            found.append(Match((row.id,), (leg.id,), certain=True, reason=GREEDY, strength=50))
    return found


def counts(month: Month, matches: Iterable[Match]) -> dict[str, int]:
    """What a matcher made of a month."""
    true, got = Counter(_told(month, *one) for one in month.truth), list(matches)
    right = true & Counter(_told(month, one.bank, one.book) for one in got)
    sure = Counter(_told(month, one.bank, one.book) for one in got if one.certain)
    return {
        "rows": len(month.bank),
        "pairs": true.total(),
        "pairs_found": right.total(),
        "accepted": sure.total(),
        "wrong_accepted": (sure - true).total(),
        "proposed": len(got) - sure.total(),
    }


def _told(month: Month, rows: Ids, legs: Ids) -> Told:
    """A match by what its items say, so that twins are whichever is whose."""
    if not month.said:
        month.said |= {item.id: item.told for item in (*month.bank, *month.book)}
    said = month.said
    return tuple(sorted(said[id_] for id_ in rows)), tuple(sorted(said[id_] for id_ in legs))


def quality(seeds: int, matcher: Matcher) -> dict[str, int]:
    """The counts of all months together."""
    whole: Counter[str] = Counter()
    for seed in range(1, seeds + 1):
        month = make(seed)
        whole.update(counts(month, matcher(month.bank, month.book)))
    return dict(whole)


def cost(rows: int, days: int) -> dict[str, float]:
    """CPU seconds and peak memory in MB for so many rows in so many days, in a process of its own."""
    said = subprocess.run(  # noqa: S603
        [sys.executable, __file__, "--rows", str(rows), str(days)], check=True, capture_output=True, text=True
    ).stdout.split()
    took = float(said[0])
    return {
        "rows": rows,
        "days": days,
        "seconds": took,
        "per_nlogn": round(took * 1e9 / (rows * math.log2(rows))),
        "mb": int(said[1]),
    }


def costs(sizes: Iterable[int]) -> list[dict[str, float]]:
    """Each size in months, and in a year."""
    return [cost(rows, days) for rows in sizes for days in (max(30, rows // A_MONTH * 30), YEAR)]


def one_cost(rows: int, days: int) -> None:
    """Match so many rows here, and print what it took."""
    made = make(1, rows, days)
    before = time.process_time()
    match(made.bank, made.book)
    took = time.process_time() - before
    print(f"{took:.2f}", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def show_wrong(seeds: int) -> None:
    """What was accepted and is not true, and true matches that were not found."""
    for seed in range(1, seeds + 1):
        month = make(seed)
        item = {one.id: one for one in (*month.bank, *month.book)}
        got = match(month.bank, month.book)
        right = {_told(month, *one) for one in month.truth}
        found = {_told(month, one.bank, one.book) for one in got}
        lists = [("not found", ids) for ids in month.truth if _told(month, *ids) not in found]
        sure = [(one.bank, one.book) for one in got if one.certain]
        lists += [("WRONG", ids) for ids in sure if _told(month, *ids) not in right]
        for what, ids in lists:
            print(seed, what, *(f"\n    {item[id_]}" for side in ids for id_ in side))


def main() -> None:
    """Print the table, or JSON."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--json", action="store_true", help="one object instead of a table")
    options.add_argument("--wrong", action="store_true", help="list what was not found or wrongly accepted")
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    options.add_argument("--rows", type=int, nargs=2, help=argparse.SUPPRESS)
    said = options.parse_args()
    if said.rows:
        one_cost(*said.rows)
    elif said.wrong:
        show_wrong(said.seeds)
    else:
        ours, theirs = quality(said.seeds, match), quality(said.seeds, greedy)
        show(ours, theirs, costs(said.sizes), as_json=said.json)


def show(
    ours: dict[str, int], theirs: dict[str, int], sizes: Sequence[dict[str, float]], *, as_json: bool
) -> None:
    """The figures, for a person or a program."""
    if as_json:
        print(json.dumps({"schema": 1, **ours, "greedy": theirs, "sizes": sizes}, indent=2))
        return
    for name, some in (("matching", ours), ("greedy", theirs)):
        share = some["pairs_found"] / some["pairs"]
        print(f"{name}: {share:.1%} found;", ", ".join(f"{key} {value}" for key, value in some.items()))
    for one in sizes:
        print(
            f"{one['rows']} × {one['rows']} rows in {one['days']} days: {one['seconds']:.2f} s CPU,"
            f" {one['per_nlogn']} ns by n log n, peak {one['mb']} MB"
        )


if __name__ == "__main__":
    main()
