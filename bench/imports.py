"""What importing costs, side by side with the plainest way to do it.

    .venv/bin/python bench/imports.py [--rows 100000]

- XLSX to raw rows, against openpyxl ``read_only``: CPU of this process and of the child that parses; wanted 10 times less.
- CSV to checked rows (strict amounts and days, running balance, one account), against the csv module with ``Decimal`` for
  the three amounts and nothing else; wanted at most 3 times the CPU.
- Peak memory of each, of this process and of the child.
- Recognition: a month of 500 rows against 1,000 and 100,000 rows of the books, index included; wanted: cost per row of
  file and books together equal within a factor of 2.

The statement is made up, in ICBC's layout, GB18030. Each measurement runs in a process of its own; the import of modules is
not counted.
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
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

NAMES = [
    "凭证号", "本方账号", "对方账号", "交易时间", "借/贷", "借方发生额", "贷方发生额", "对方行号", "摘要", "用途", "对方单位名称",
    "余额", "个性化信息",
]  # fmt: skip
OUT, IN, BALANCE = (NAMES.index(name) for name in ("借方发生额", "贷方发生额", "余额"))
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
            str(amount) if out else "", "" if out else str(amount), "", "会议费", "学术年会场租",
            f"江城会议中心{dice.randint(1, 200)}", str(balance), "",
        ])  # fmt: skip
    return rows


def make(folder: Path, count: int) -> None:
    """Write the statement as csv and as xlsx, amounts as numbers there."""
    import xlsxwriter

    rows = statement(count)
    with (folder / "s.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    book = xlsxwriter.Workbook(str(folder / "s.xlsx"))
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, said in enumerate(row):
            if said and number > 1 and column in {OUT, IN, BALANCE}:
                sheet.write_number(number, column, float(said))
            elif said:
                sheet.write_string(number, column, said)
    book.close()


def xlsx_openpyxl(folder: Path, _count: int) -> Callable[[], int]:
    """Raw rows by openpyxl."""
    import openpyxl

    return lambda: sum(
        1 for _ in openpyxl.load_workbook(folder / "s.xlsx", read_only=True).worksheets[0].values
    )


def xlsx_ours(folder: Path, _count: int) -> Callable[[], int]:
    """Raw rows by the child process."""
    from earmark.importers.cells import read_cells
    from earmark.importers.formats import unhurried

    def run() -> int:
        with unhurried():
            return len(read_cells(folder / "s.xlsx")[0].rows)

    return run


def csv_plain(folder: Path, _count: int) -> Callable[[], int]:
    """The csv module, and Decimal for amounts."""

    def run() -> int:
        with (folder / "s.csv").open(encoding="gb18030", newline="") as file:
            rows = list(csv.reader(file))[2:]
        return len([(Decimal(row[OUT] or 0), Decimal(row[IN] or 0), Decimal(row[BALANCE])) for row in rows])

    return run


def csv_ours(folder: Path, _count: int) -> Callable[[], int]:
    """Checked rows."""
    from earmark.importers.formats import read_file
    from earmark.importers.rows import Statement

    def run() -> int:
        found = read_file(folder / "s.csv")
        if not isinstance(found, Statement) or found.problems:
            raise SystemExit(f"{found.problems[:1]}")
        return len(found.rows)

    return run


def recognition(_folder: Path, known: int) -> Callable[[], int]:
    """500 rows against ``known`` rows of the books."""
    from earmark.importers.recognise import KnownRow, fingerprint, recognise
    from earmark.importers.rows import BankRow
    from earmark.ledger.charge import Source

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


TASKS = {task.__name__: task for task in (xlsx_openpyxl, xlsx_ours, csv_plain, csv_ours, recognition)}


def measure(name: str, folder: Path, count: int) -> tuple[int, float, int]:
    """Rows, CPU seconds and peak memory in MB of a task, run in a process of its own."""
    command = [sys.executable, __file__, "--task", name, "--folder", str(folder), "--rows", str(count)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()  # noqa: S603
    return int(said[0]), float(said[1]), int(said[2])


def cpu() -> float:
    """CPU seconds of this process and its children."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def one(name: str, folder: Path, count: int) -> None:
    """Run a task here and print what it took."""
    run = TASKS[name](folder, count)
    before, began = cpu(), time.perf_counter()
    rows = run()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(rows, cpu() - before, peak // 1024, time.perf_counter() - began)


def main() -> None:
    """All tasks, as a table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--task", choices=TASKS)
    options.add_argument("--folder", type=Path)
    said = options.parse_args()
    if said.task:
        one(said.task, said.folder, said.rows)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, said.rows)
        for title, plain, ours in (("XLSX", "xlsx_openpyxl", "xlsx_ours"), ("CSV", "csv_plain", "csv_ours")):
            (_, base, _), (rows, took, peak) = (
                measure(plain, folder, said.rows),
                measure(ours, folder, said.rows),
            )
            ratio = base / took if title == "XLSX" else took / base
            print(
                f"{title}: {rows} rows, {plain} {base:.2f} s, {ours} {took:.2f} s CPU, × {ratio:.1f}, peak {peak} MB"
            )
        costs = {known: measure("recognition", folder, known) for known in (1_000, 100_000)}
        for known, (rows, took, _) in costs.items():
            print(f"recognition against {known} rows: {took * 1e6 / rows:.2f} µs a row of file and books")


if __name__ == "__main__":
    main()
