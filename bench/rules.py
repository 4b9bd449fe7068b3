"""What the rules add to loading an award, and how they grow.

    .venv/bin/python bench/rules.py [SIZE ...] [--profile]

For each size (1,000 10,000 100,000 vouchers, if none is given) books are made as an import leaves them (``earmark demo`` shows
some): the lines of a year of an ordinary society, each with its own date, payee, words and account, and beside each voucher the
note of the statutory one that it mirrors; every twentieth voucher is one of somebody who hides something. Half of them were
paired with a row of the bank, which says it in its own words; a third have the number of an invoice. Larger books have more
activities and more payees, about five payments each; nothing else grows.

In one process, in turn, under the same conditions: a plain Beancount load, all rules over its charges, a load with the audit
plugin (charges, rules, law 1, notes); the least CPU time of some rounds counts (100,000 vouchers have one), and what the rules
remember of texts is forgotten before each. ``+rules`` and ``+audit`` are ratios to the plain load (``+rules`` at most 1.50 at 1,000 vouchers),
``n log n`` is growth against the smallest size (at most about 1), ``found`` the share of charges with a finding in percent.
``first``: what the audit adds to the first load of a process, where modules, word lists and patterns are read, too; told
once, for the first size. All three sizes take about three minutes of CPU and 2 GB.
"""

from __future__ import annotations

import argparse
import cProfile
import csv
import datetime
import gc
import itertools
import json
import math
import pstats
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from beancount import loader
from beancount.core.data import Custom
from context import OFFICER, Context, make_books

from earmark.importers.booking.imported import Mirror
from earmark.ledger.banks.imports import path_of
from earmark.ledger.base.record import to_custom
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.books.load import award_of
from earmark.ledger.vouchers.charge import Source
from earmark.ledger.vouchers.charges import charges_of
from earmark.ledger.vouchers.voucher import Line, Voucher, to_entry
from earmark.plugins.judging.engine import judge
from earmark.plugins.policy import shipped_policy
from earmark.plugins.signs.payee import is_person

DATA = Path(__file__).parents[1] / "tests"
SIZES = (1_000, 10_000, 100_000)
LIMIT = 1.5
WHEN = "2025-01-01T00:00:00+08:00"
PLACES = ["汉口", "汉阳", "武昌", "青山", "洪山", "东湖", "江夏", "蔡甸", "黄陂", "新洲", "沌口", "阳逻"]
FIELDS = ["桥梁", "光电", "水利", "船舶", "测绘", "气象", "地质", "冶金", "农学", "医药", "电力", "轨道"]
NAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
AGAIN = 4
"""So many activities have the same payees, each a quarter of a year later."""
HIDDEN, INVOICED = 20, 3
IMPORT = "I-3fa9c1d2"
HEAD = " vouchers  plain s  rules s  audit s   +rules   +audit µs/rules  n log n    found  first s"
ROUNDS = {1_000: 15, 10_000: 3}
PLUGIN = 'plugin "earmark.plugins.audit"'


@dataclass(frozen=True)
class Paid:
    """What a voucher says."""

    day: datetime.date
    payee: str
    words: str
    account: str
    amount: Decimal


def vouchers(award: str, count: int) -> list[Voucher]:
    """Vouchers of a year: ordinary lines, every twentieth one of somebody who hides something."""
    ordinary = _lines("ordinary.csv")
    hidden = _lines("lines.csv")
    paid = [next(ordinary)]
    while len(paid) < count:
        paid.append(next(ordinary) if (len(paid) + 1) % HIDDEN else replace(next(hidden), day=paid[-1].day))
    by_day = sorted(paid, key=lambda one: one.day)
    return [_voucher(award, number, one) for number, one in enumerate(by_day, start=1)]


def _lines(name: str) -> Iterator[Paid]:
    """The lines of a file: all where they have a date, else those that hide something. Then again, of other activities."""
    text = (DATA / "plugins" / "data" / name).read_text(encoding="utf-8")
    rows = [
        row for row in csv.DictReader(text.splitlines()) if "date" in row or "allowed" not in row["accept"]
    ]
    for again in itertools.count():
        where, field = PLACES[again // len(FIELDS) % len(PLACES)], FIELDS[again % len(FIELDS)]
        for row in rows:
            yield Paid(
                day=_quarters_later(datetime.date.fromisoformat(row.get("date", "2025-03-01")), again),
                payee=other_payee(row["counterparty"], again // AGAIN),
                words=where + field + row["narration"],
                account=row["account_name"],
                amount=Decimal(row.get("amount") or row["amount_cny"]) + 7 * again,
            )


def _quarters_later(day: datetime.date, quarters: int) -> datetime.date:
    """A day so much later in the award's year."""
    first = datetime.date(2025, 3, 1)
    return first + datetime.timedelta(days=((day - first).days + 91 * quarters) % 364)


def other_payee(name: str, other: int) -> str:
    """Another payee of the same trade; who is staff stays so, and a person gets another name."""
    if not other or name.startswith("职工"):
        return name
    if is_person(name):
        return NAMES[other % len(NAMES)] + NAMES[other // len(NAMES) % len(NAMES)] + name
    return PLACES[other % len(PLACES)] + FIELDS[other // len(PLACES) % len(FIELDS)] + name


def _voucher(award: str, number: int, paid: Paid) -> Voucher:
    day, amount = paid.day, paid.amount
    source = (Source("序时账.xlsx", number),)
    cost = Line(
        letter="a", account=f"Expenses:{award}:5101业务活动成本:01会议费", amount=amount, currency="CNY", plan="P1",
        account_name=paid.account, sources=source,
    )  # fmt: skip
    bank = Line(
        letter="b", account=f"Assets:{award}:1002银行存款", amount=-amount, currency="CNY", sources=source
    )
    if number % 2:
        both = (*source, Source("ICBC-8801.xlsx", number))
        words = f"转账 {paid.words}"
        bank = replace(
            bank, sources=both, bank_row=f"ICBC-8801:{number}", bank_payee=paid.payee, bank_words=words
        )
    return Voucher(
        id=f"{award}-V{number:06d}", date=day, payee=paid.payee, narration=paid.words,
        lines=(cost, bank), recorded=WHEN, by=OFFICER, number=f"{day:%Y-%m}-记-{number:04d}", gl=f"{day:%Y-%m}-记-{number:04d}",
        import_id=IMPORT, note=f"按 记-{number:04d}（序时账.xlsx:{number}） 入账", posted_at=WHEN, posted_by=OFFICER,
        payee_account=f"{number % 9973:04d}", invoice=None if number % INVOICED else f"25422{number:015d}",
    )  # fmt: skip


def books_of(root: Path, count: int) -> tuple[Path, Path]:
    """Books with so many vouchers: the award's top file, and one beside it that is the same without the audit."""
    context = Context.read(DATA / "bench" / "data" / "batches" / "context.json")
    books = make_books(root, context, datetime.date(2025, 1, 1))
    award = context.award["id"]
    months: dict[str, list[Voucher]] = defaultdict(list)
    mirrors: list[Custom] = []
    for voucher in vouchers(award, count):
        months[f"{voucher.date:%Y-%m}"].append(voucher)
    with desk(books, OFFICER) as at:
        for month, inside in months.items():
            at.append(f"awards/{award}/vouchers/{month}.beancount", [to_entry(v) for v in inside])
            mirrors += [to_custom(_mirror(voucher)) for voucher in inside]
        at.append(path_of(award, IMPORT), mirrors)
    return _tops(books, award)


def _mirror(voucher: Voucher) -> Mirror:
    """What an import notes of each voucher of the recipient's books."""
    content = sha256(voucher.id.encode()).hexdigest()
    return Mirror(
        date=voucher.date, id=f"{IMPORT}:{2 * int(voucher.id[-6:])}", content=content, vouchers=(voucher.id,),
        gl=voucher.gl, recorded=WHEN, by=OFFICER,
    )  # fmt: skip


def _tops(books: Books, award: str) -> tuple[Path, Path]:
    audited = books.root / "awards" / award / "award.beancount"
    plain = audited.with_name("plain.beancount")
    lines = audited.read_text(encoding="utf-8").splitlines(keepends=True)
    plain.write_text("".join(line for line in lines if not line.startswith(PLUGIN)), encoding="utf-8")
    return plain, audited


def seconds(work: Callable[[], object]) -> float:
    """The CPU time of one call."""
    forget()
    gc.collect()
    before = time.process_time()
    work()
    return time.process_time() - before


def load(path: Path) -> None:
    """Load a ledger. Its only errors may be none: else something else would be measured."""
    _, errors, _ = loader.load_file(str(path))
    if errors:
        raise SystemExit(str(errors[0].message))


def forget() -> None:
    """What the rules remember of texts: each load meets them for the first time. Word lists stay read."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("earmark.plugins.", "earmark.ledger.")):
            for remembered in vars(module).values():
                if hasattr(remembered, "cache_parameters") and remembered.cache_parameters()["maxsize"]:
                    remembered.cache_clear()


def measured(paths: tuple[Path, Path], rounds: int) -> tuple[float, float, float, float]:
    """The least time of a plain load, of the rules alone, of a load with the audit; taken in turn. Then what was found.

    The process must have run the rules before: the first time reads modules and word lists.
    """
    plain, audited = paths
    entries, _, _ = loader.load_file(str(plain))
    award = award_of(entries, plain.parents[2])
    charges, policy = charges_of(entries, award), shipped_policy("wuhan-2012")
    works = (lambda: load(plain), lambda: judge(award, charges, policy), lambda: load(audited))
    times = [[seconds(work) for work in works] for _ in range(rounds)]
    least = [min(column) for column in zip(*times, strict=True)]
    found = {finding.subject for finding in judge(award, charges, policy).findings}
    share = sum(charge.id in found for charge in charges) * 100 / len(charges)
    return least[0], least[1], least[2], share


def first_load(path: Path) -> float:
    """The time of the first load of a process that has Beancount already."""
    code = (
        "import json, sys, time; from beancount import loader; loader.initialize(use_cache=False);"
        "t = time.process_time(); loader.load_file(sys.argv[1]); print(json.dumps(time.process_time() - t))"
    )
    done = subprocess.run(  # noqa: S603 (our own ledger)
        [sys.executable, "-c", code, str(path)], capture_output=True, check=True, text=True
    )
    return float(json.loads(done.stdout))


def profile(path: Path) -> None:
    """Where a load with the audit spends its time."""
    load(path)
    forget()
    with cProfile.Profile() as found:
        load(path)
    pstats.Stats(found).sort_stats("tottime").print_stats(60)


def main() -> int:
    """Measure each size and print a line for it; 1 when the rules take more than they may at 1,000."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--profile", action="store_true", help="where the time goes, at the first size")
    given = parser.parse_args()
    loader.initialize(use_cache=False)
    smallest: tuple[int, float] | None = None
    slow = False
    print(HEAD)
    for count in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            paths = books_of(Path(folder) / "books", count)
            if given.profile:
                profile(paths[1])
                return 0
            first = math.nan
            if smallest is None:
                load(paths[1])
                first = first_load(paths[1]) - first_load(paths[0])
            plain, rules, audited, found = measured(paths, ROUNDS.get(count, 1))
        smallest = smallest or (count, rules)
        growth = rules / smallest[1] * smallest[0] / count * math.log(smallest[0]) / math.log(count)
        slow = slow or (count == SIZES[0] and plain + rules > LIMIT * plain)
        shown = (1 + rules / plain, audited / plain, rules / count * 1e6, growth, found, first)
        print(
            f"{count:9,}{plain:9.3f}{rules:9.3f}{audited:9.3f}" + "".join(f"{one:9.2f}" for one in shown),
            flush=True,
        )
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
