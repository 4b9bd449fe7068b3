"""What importing costs, side by side with the plainest way to do it.

    .venv/bin/python bench/imports.py [--rows 100000]

- XLSX to raw rows, against openpyxl ``read_only``: CPU of this process and of the child that parses; wanted 10 times less.
  Twice: with the texts in the cells, as programs write that stream large files, and with the texts in a table, as Excel
  saves it. ``bare`` is calamine in this very process, without limits, child and transfer: what is under all we do.
- CSV to checked rows (strict amounts and days, running balance, one account), against the csv module with ``Decimal`` for
  the three amounts and nothing else; wanted at most 3 times the CPU. The rows are gone through once more at the end, as
  an import does. Twice: with quotation marks only where they are needed, and around every cell.
- Peak memory of each, of this process and of the child; wanted less than 300 MB for XLSX, and for CSV the same at a
  quarter of the rows.
- Recognition: a month of 500 rows against 1,000 and 100,000 rows of the books, index included; wanted: cost per row of
  file and books together equal within a factor of 2.

The statement is made up, in ICBC's layout of 13 columns: serial, two account numbers, date and time, side, money out or in,
the other bank's number, summary, purpose, payee and balance; the last column is empty. Amounts are numbers in the workbook,
all else is text; 2,000 payees, 400 purposes. The CSV is in GB18030. Each measurement runs in a process of its own, the two
that are compared by turns, three times; what is shown is the median. The import of modules is not counted.

Ten times less for XLSX is not reached. What was tried on 2026-11-26, CPU seconds and peak memory for the same 100,000
rows in one process, without the child and the hand-over, which cost 0.24 s more (median of three; Python 3.11):

    reader                           texts in a table   texts in cells
    openpyxl 3.1.5 read_only         6.3    88 MB       9.6    53 MB
    python-calamine 0.9.1            0.88  118 MB       1.00  129 MB    a third of it is a second look for merged cells
    python-calamine 0.8.2            0.79  118 MB       0.89  129 MB    0.2.3 to 0.6.2: 0.84 to 1.02, 0.70 to 0.96
    fastexcel 0.21, Arrow texts      0.48  113 MB       0.53  128 MB    a number is a text in it; no rows yet
    the same, rows by polars 2.1     0.85  228 MB       0.90  227 MB
    python-calamine-plus 0.2         0.64   28 MB       0.61   13 MB    a fork by one person, some weeks old
    opensheet-core 0.3               0.56  126 MB       0.76  202 MB    alpha, by one person
    openexcel-c 1.0                  0.80  161 MB       0.91  228 MB
    turboxl 0.3.2                    0.88  280 MB       0.84  198 MB
    pystreamxl 6.2                   0.94   89 MB       0.95   88 MB
    veloxlsx 0.1                     1.15   90 MB       1.13   87 MB
    oxlsx 0.2                        7.1  1650 MB       6.0  1650 MB
    a reader of our own in Python    1.0                               by the shape of a row, shared strings alone
    zipfile, to unpack alone         0.13               0.14

With the child none of them gives ten times less for texts in a table: the quickest would give eight.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

NAMES = [
    "凭证号", "本方账号", "对方账号", "交易时间", "借/贷", "借方发生额", "贷方发生额", "对方行号", "摘要", "用途", "对方单位名称",
    "余额", "个性化信息",
]  # fmt: skip
OUT, IN, BALANCE = (NAMES.index(name) for name in ("借方发生额", "贷方发生额", "余额"))
SUMMARIES = ("会议费", "专家咨询费", "印刷费", "差旅费", "汇款", "手续费")
START = datetime.datetime(2020, 1, 1, 9)  # noqa: DTZ001 (a bank writes no zone)


def statement(count: int) -> list[list[str]]:
    """The cells of a statement."""
    dice = random.Random(20120105)  # noqa: S311 (the same rows each time)
    balance = Decimal("500000.00")
    rows = [["[HISTORYDETAIL]"], NAMES]
    for number in range(count):
        amount = Decimal(dice.randint(1, 10**7)).scaleb(-2)
        out = balance > amount and dice.random() < 0.7  # noqa: PLR2004
        balance += -amount if out else amount
        rows.append([
            f"{number:011d}", "1202021109900088801\t", f"32020192002067{dice.randint(10000, 99999)}\t",
            f"{START + datetime.timedelta(minutes=20 * number):%Y-%m-%d %H:%M:%S}", "借" if out else "贷",
            str(amount) if out else "", "" if out else str(amount), f"10252100{dice.randint(1000, 9999)}",
            dice.choice(SUMMARIES), f"学术年会第{dice.randint(1, 400)}分会场场租",
            f"江城会议中心{dice.randint(1, 2000)}有限公司", str(balance), "",
        ])  # fmt: skip
    return rows


def make(folder: Path, count: int) -> None:
    """Write the statement twice as csv and twice as xlsx."""
    rows = statement(count)
    with (folder / "plain.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    with (folder / "quoted.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    workbook(folder / "cells.xlsx", rows, streamed=True)
    workbook(folder / "table.xlsx", rows, streamed=False)


def workbook(path: Path, rows: list[list[str]], *, streamed: bool) -> None:
    """Write rows as xlsx, amounts as numbers; ``streamed``: the texts in the cells and not in a table."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": streamed})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, said in enumerate(row):
            if said and number > 1 and column in {OUT, IN, BALANCE}:
                sheet.write_number(number, column, float(said))
            elif said:
                sheet.write_string(number, column, said)
    book.close()


def by_openpyxl(path: Path) -> Callable[[], int]:
    """Raw rows by openpyxl."""
    import openpyxl

    return lambda: sum(1 for _ in openpyxl.load_workbook(path, read_only=True).worksheets[0].values)


def bare(path: Path) -> Callable[[], int]:
    """Raw rows by calamine in this process."""
    import python_calamine

    def run() -> int:
        with path.open("rb") as file:
            book = python_calamine.CalamineWorkbook.from_filelike(file)
            return sum(1 for _ in book.get_sheet_by_index(0).iter_rows())

    return run


def xlsx_ours(path: Path) -> Callable[[], int]:
    """Raw rows by the child process."""
    from earmark.importers.cells.cells import read_cells
    from earmark.importers.cells.unhurried import unhurried

    def run() -> int:
        with unhurried():
            return len(read_cells(path)[0].rows)

    return run


def csv_plain(path: Path) -> Callable[[], int]:
    """The csv module, and Decimal for amounts."""

    def run() -> int:
        with path.open(encoding="gb18030", newline="") as file:
            rows = list(csv.reader(file))[2:]
        return len([(Decimal(row[OUT] or 0), Decimal(row[IN] or 0), Decimal(row[BALANCE])) for row in rows])

    return run


def checked(path: Path) -> Callable[[], int]:
    """Checked rows of a file of any kind."""
    from earmark.importers.formats.detect import read_file
    from earmark.importers.tables.rows import Statement

    def run() -> int:
        found = read_file(path)
        if not isinstance(found, Statement) or found.problems:
            raise SystemExit(f"{found.problems[:1]}")
        return sum(1 for _ in found.rows)

    return run


def recognition(path: Path) -> Callable[[], int]:
    """500 rows against as many rows of the books as ``path`` says."""
    from earmark.importers.booking.recognise import KnownRow, fingerprint, recognise
    from earmark.importers.tables.rows import BankRow
    from earmark.ledger.vouchers.charge import Source

    known = int(path.name)

    def row(number: int) -> BankRow:
        day = START.date() + datetime.timedelta(days=number // 40)
        return BankRow(Source("s", number), day, Decimal(number).scaleb(-2), payee=f"江城{number}")

    kept = [
        KnownRow(str(n), one.date, one.amount, None, fingerprint(one))
        for n in range(known)
        for one in [row(n)]
    ]
    month = [row(number) for number in range(known - 400, known + 100)]
    return lambda: known + len(recognise(month, kept))


TASKS = {task.__name__: task for task in (by_openpyxl, bare, xlsx_ours, csv_plain, checked, recognition)}


class Took(NamedTuple):
    """What a task took: rows, CPU seconds, peak memory in MB."""

    rows: int
    seconds: float
    peak: int


def measure(name: str, path: Path) -> Took:
    """Run a task in a process of its own."""
    command = [sys.executable, __file__, "--task", name, "--path", str(path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()  # noqa: S603
    return Took(int(said[0]), float(said[1]), int(said[2]))


def made(folder: Path, count: int) -> None:
    """Make the files in a process of its own: its memory would count as that of each process that this one starts."""
    command = [sys.executable, __file__, "--make", "--path", str(folder), "--rows", str(count)]
    subprocess.run(command, check=True)  # noqa: S603


def by_turns(path: Path, *names: str, times: int = 3) -> list[Took]:
    """The median run of each task; they are run by turns, since others may use the machine."""
    runs = [[measure(name, path) for name in names] for _ in range(times)]
    return [sorted(one, key=lambda took: took.seconds)[times // 2] for one in zip(*runs, strict=True)]


def cpu() -> float:
    """CPU seconds of this process and its children."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def one(name: str, path: Path) -> None:
    """Run a task here and print what it took."""
    run = TASKS[name](path)
    before = cpu()
    rows = run()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(rows, cpu() - before, peak // 1024)


def compare(folder: Path, count: int) -> None:
    """Print what the same statement costs each way."""
    made(folder, count)
    for title, name in (("texts in cells", "cells.xlsx"), ("texts in a table", "table.xlsx")):
        plain, floor, ours, rows = by_turns(folder / name, "by_openpyxl", "bare", "xlsx_ours", "checked")
        print(
            f"XLSX of {ours.rows} rows, {title}: openpyxl {plain.seconds:.2f} s, ours {ours.seconds:.2f} s, × {plain.seconds / ours.seconds:.1f} "
            f"less (bare calamine {floor.seconds:.2f} s, × {plain.seconds / floor.seconds:.1f}), peak {ours.peak} MB; "
            f"to checked rows {rows.seconds:.2f} s, {rows.peak} MB"
        )
    whole = {name: by_turns(folder / name, "csv_plain", "checked") for name in ("plain.csv", "quoted.csv")}
    made(folder, count // 4)
    for name, (plain, ours) in whole.items():
        quarter = measure("checked", folder / name)
        print(
            f"{name} of {ours.rows} rows: csv and Decimal {plain.seconds:.2f} s, {plain.peak} MB; ours {ours.seconds:.2f} s, "
            f"× {ours.seconds / plain.seconds:.1f} as much, {ours.peak} MB; of {quarter.rows} rows {quarter.peak} MB"
        )


def main() -> None:
    """All tasks, as a table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--task", choices=TASKS)
    options.add_argument("--path", type=Path)
    options.add_argument("--make", action="store_true")
    said = options.parse_args()
    if said.make:
        make(said.path, said.rows)
        return
    if said.task:
        one(said.task, said.path)
        return
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), said.rows)
    for known in ("1000", "100000"):
        [took] = by_turns(Path(known), "recognition")
        print(
            f"recognition against {known} rows: {took.seconds * 1e6 / took.rows:.2f} µs a row of file and books"
        )


if __name__ == "__main__":
    main()
