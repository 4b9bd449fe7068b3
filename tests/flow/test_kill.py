"""Laws 2 and 8 with real processes: an import that is killed, and two officers who import at the same moment."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Any

Office = Any
"""The office of conftest, which tests cannot import."""
ACCOUNT = "1202021109900088801"
EARMARK = Path(sys.executable).with_name("earmark")
READY_THEN_IMPORT = """
import sys
import earmark.importers.receive, earmark.reports.cli, earmark.reports.commands.import_
print("ready", flush=True)
sys.exit(earmark.reports.cli.run(sys.argv[1:]))
"""
"""The import as a person starts it, with everything loaded before the clock runs: what is killed is the work itself."""
TRIES = 15
ACCOUNT_ID = "ICBC-8801"
LATE = """
日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途
2025-03-24,记-0001,场租,1002,银行存款,,1500.00,,
2025-03-24,记-0001,场租,510101,业务活动成本-会议费,1500.00,,,P1
"""


def rows(first: int, last: int) -> list[str]:
    """The bank's rows from the first to the last payment of a history: 1,500 a day, after 500,000 on 2025-03-01."""
    amounts = [Decimal("500000.00"), *[Decimal("-1500.00")] * 25]
    said = []
    for n, (amount, balance) in enumerate(zip(amounts, accumulate(amounts), strict=True)):
        moved = f"借,{-amount}," if amount < 0 else f"贷,,{amount}"
        payee = "江城云汀会议中心" if amount < 0 else "武汉市科学技术协会"
        said.append(f",{ACCOUNT},,2025-03-{n + 1:02} 10:00:00,{moved},,转账,会场租用,{payee},{balance},")
    return said[first:last]


def start(office: Office, program: Sequence[str | Path], file: str) -> subprocess.Popen[str]:
    """Start the import of a file in a process of its own, in the office."""
    command = [*program, "--books", "books", "import", file, "--by", "chen"]
    return subprocess.Popen(
        command, cwd=office.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def amounts(office: Office) -> list[str]:
    """What the award's own account moved by, draft by draft."""
    bank = "Assets:WH2025-007:1002银行存款"
    return [x["amount"] for d in office.drafts() for x in d["lines"] if x["account"] == bank]


def test_a_killed_import_is_on_disk_whole_or_not_at_all(started: Office, icbc: Callable[..., str]) -> None:
    """Fifteen imports, each of one row more, are killed at any moment of their work; then each is done again."""
    dice = random.Random(20250301)  # noqa: S311 (moments, not secrets)
    taken = 0.3
    for n in range(TRIES):
        before = amounts(started)
        whole = sorted([*before, *(["500000.00"] if n == 0 else ["-1500.00"])])
        name = started.file(f"流水{n}.csv", icbc(rows(0, n + 1)))
        importing = start(started, [sys.executable, "-c", READY_THEN_IMPORT], name)
        taken = killed(importing, dice.uniform(0, 1.2) * taken) or taken

        started("check")
        assert sorted(amounts(started)) in ([whole] if importing.returncode == 0 else [sorted(before), whole])
        started(f"import {name} --by chen")
        assert sorted(amounts(started)) == whole
        started("check")


def killed(importing: subprocess.Popen[str], moment: float) -> float | None:
    """Kill a process so many seconds into its work, unless it was done before: then the seconds that it took."""
    assert importing.stdout is not None
    with importing, importing.stdout as said:
        assert said.readline() == "ready\n"
        began = time.monotonic()
        try:
            importing.wait(moment)
        except subprocess.TimeoutExpired:
            importing.kill()
            return None
        return time.monotonic() - began


def test_two_officers_at_once_are_one_after_the_other(started: Office, icbc: Callable[..., str]) -> None:
    """Both have some of the same days in their files, and both press the key at the same moment; three times."""
    for first in (0, 8, 16):
        files = [
            started.file(f"流水{begin}.csv", icbc(rows(begin, begin + 6))) for begin in (first, first + 3)
        ]
        racing = [start(started, [EARMARK], name) for name in files]
        for one in racing:
            one.communicate()
        assert [one.returncode for one in racing] == [0, 0]
        started("check")
    assert sorted(amounts(started)) == sorted(["500000.00", *["-1500.00"] * 24])


def test_two_officers_who_tie_one_row_at_once_tie_it_once(started: Office, icbc: Callable[..., str]) -> None:
    """The booking came twenty days after the bank's row. One of two commands is told that nothing is left; three times."""
    started.file("流水.csv", icbc(rows(0, 2)))
    started.file("账.csv", LATE)
    started("import 流水.csv --by chen")
    started("import 账.csv --by chen")
    (late,) = [d["id"] for d in started.drafts() if d["narration"] == "场租"]
    end = ["reconcile", "WH2025-007", "--through", "2025-03-31", "--by", "chen", "--reason", "同一笔"]
    for n in range(1, 4):
        command: list[str | Path] = [EARMARK, "--books", "books", *end, "--tie", f"{ACCOUNT_ID}:2={late}a"]
        racing = [subprocess.Popen(command, cwd=started.folder, stderr=subprocess.PIPE) for _ in range(2)]
        said = b"".join(one.communicate()[1] for one in racing).decode()
        assert sorted(one.returncode for one in racing) == [1, 2]
        assert "没有可对的余额" in said
        started("check")
        started(
            f"reconcile WH2025-007 --through 2025-03-31 --undo T-{n:04} --reason 再来 --by chen", code=None
        )
