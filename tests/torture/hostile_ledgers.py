"""Hostile ledger files: refused before Beancount's parser or Fava sees them, and the process stays up.

Each is laid into an award's books in the place of one of its files, and everything that reads books is called in a process
of its own with a time limit. There the parser is watched: a hostile text that reaches it is a failure.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from beancount import loader
from beancount.parser import parser

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.books import load
from earmark.ledger.books.books import Books
from earmark.ledger.proof.checking import check_award

from .doing import AWARD
from .kit import Result, lay_out, scratch
from .story import standing_clock, steps

SECONDS = 20
PLACES = ("drafts.beancount", "vouchers/2025-03.beancount", "acts.beancount", "accounts.beancount")
FOLDER = f"awards/{AWARD}"

HEAD = '2025-03-18 * "x" ^HOSTILE\n'
LINES = (
    'include "/etc/passwd"', 'include "/dev/zero"', 'include "*.beancount"', 'include "../../main.beancount"',
    'plugin "os"', 'plugin "beancount.plugins.auto_accounts"', 'plugin "earmark.plugins.audit" "{}"',
    'option "title" "x"', 'option "inferred_tolerance_default" "CNY:100"', 'option "tolerance_multiplier" "100"',
    'option "inferred_tolerance_multiplier" "9"', 'option "plugin_processing_mode" "raw"', 'option "insert_pythonpath" "TRUE"',
    'option "documents" "/etc"', 'option "infer_tolerance_from_cost" "TRUE"', 'option "booking_method" "NONE"',
    "pushtag #x", "poptag #x", 'pushmeta plan: "P1"', "popmeta plan:",
    "2025-03-18 pad Assets:A Equity:B", "2025-03-18 price CNY 1/0 CNY", "2025-03-18 commodity CNY",
    '2025-03-18 event "a" "b"', '2025-03-18 query "a" "select 1"', '2025-03-18 txn "x"',
    '2025-03-18 custom "fava-option" "import-config" "/tmp/x.py"', '2025-03-18 custom "fava-extension" "os"',
    '2025-03-18 custom "fava-sidebar-link" "x" "javascript:alert(1)"', '2025-03-18 custom "budget" Expenses:A 1/0 CNY',
    "2025-03-18 balance Assets:A 1/0 CNY", "2025-03-18 balance Assets:A 1.00 ~ 1/0 CNY", "2025-03-18 balance Assets:A 1.00 ~ 0.01 CNY",
    "2025-03-18 balance Assets:A 1.00 CNY", '2025-03-18 document Assets:A "/etc/passwd"',
    '2025-03-18 document Assets:A "documents/../../../x"', "2025-02-30 open Assets:A", "0000-01-01 open Assets:A",
    "2025/03/18 open Assets:A", '2025-03-18 note Assets:A "x\\n2025-01-01 open Assets:B"', "2025-03-18 open Assets:会议",
    '2025-03-18 open Assets:A CNY "NONE"', '2025-03-18 custom "earmark-x" 1 -1', '2025-03-18 custom "earmark-x" (1/0)',
    "* org mode", ":PROPERTIES:", "#!/bin/sh", "<!DOCTYPE html>", "<?xml version='1.0'?>", "%include x", "garbage",
)  # fmt: skip
BELOW = (
    "  Assets:A 1/0 CNY", "  Assets:A 0/0 CNY", "  Assets:A (1+1) CNY", "  Assets:A 1*1 CNY", "  Assets:A 123456789012345678901234567890 CNY",
    "  Assets:A 1.12345678901234567890 CNY", "  Assets:A 1e9 CNY", "  Assets:A 1,0 CNY", "  Assets:A 1 CNY @ 1/0 USD",
    "  Assets:A 1 CNY {1/0 USD}", "  Assets:A 1 CNY {{1 USD}}", "  Assets:A 1 CNY {*}", "  Assets:A", "  Assets:A CNY", "  Assets:A 1",
    "  ! Assets:A 1 CNY", "  备注: 1", '  filename: "/etc/passwd"', "  lineno: 1", "  plan: 1/0", "  plan: NULL", '  plan: "a"\n  plan: "b"',
    '  plan: "unclosed', "  plan: #tag", "  A①: 1 CNY", "  Assets:A①费 1 CNY", "  Assets:A -1 - 1 CNY", "  #tag", "  ^link",
)  # fmt: skip
CACHES = (".award.beancount.picklecache", ".main.beancount.picklecache", "award.beancount.picklecache")

SAID = {0: "refused before the parser, named by check"}


class Ledger(NamedTuple):
    """A hostile file: its name in the table, and how it is laid at its place."""

    name: str
    lay: Callable[[Path], object]


def attack(cases: range) -> list[Result]:
    """These of the hostile files, each in one of the places that an award's books have; first the planted caches."""
    result, planted = Result("hostile ledgers"), Result("planted caches")
    with standing_clock():
        for number, ledger in enumerate(_every()):
            if number in cases:
                one(PLACES[number % len(PLACES)], ledger, result)
        for name in CACHES if not cases.start else ():
            cache(name, planted)
    return [result, planted]


def _every() -> Iterator[Ledger]:
    """The special ones first, then each line alone, in the midst of good ones, and with other line ends."""
    yield from SPECIAL
    texts = [f"{line}\n" for line in LINES] + [f"{HEAD}{line}\n" for line in BELOW]
    for form in ("{}", "; a comment\n\n{}", "{}\r\n2025-03-18 open Assets:A\n", "\t\n{}"):
        for text in texts:
            yield Ledger(text.strip()[:40], _text(form.format(text)))


def _bytes(data: bytes) -> Callable[[Path], object]:
    def lay(place: Path) -> None:
        place.unlink(missing_ok=True)
        place.write_bytes(data)

    return lay


def _text(text: str) -> Callable[[Path], object]:
    return _bytes(text.encode())


def _link(target: str) -> Callable[[Path], object]:
    def lay(place: Path) -> None:
        place.unlink(missing_ok=True)
        place.symlink_to(target)

    return lay


def _pipe(place: Path) -> None:
    place.unlink()
    os.mkfifo(place)


def _folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


def _grown(place: Path) -> None:
    with place.open("wb") as file:
        file.truncate(3 * 1024**3)


def _torn(place: Path) -> None:
    place.write_bytes(place.read_bytes() + HEAD.encode() + b'  note: "torn in the mid')


GOOD = f"{HEAD}  Assets:A 1.00 CNY\n"
SPECIAL = (
    Ledger("link to /dev/zero", _link("/dev/zero")),
    Ledger("link to /etc/passwd", _link("/etc/passwd")),
    Ledger("link to itself", _link("drafts.beancount")),
    Ledger("link to /proc/self/mem", _link("/proc/self/mem")),
    Ledger("FIFO", _pipe),
    Ledger("folder", _folder),
    Ledger("sparse file of 3 GiB", _grown),
    Ledger("byte order mark", _bytes(b"\xef\xbb\xbf" + GOOD.encode())),
    Ledger("UTF-16", _bytes(GOOD.encode("utf-16"))),
    Ledger("GB18030", _bytes('2025-03-18 * "会议费"\n'.encode("gb18030"))),
    Ledger("NUL", _text(GOOD.replace("x", "x\0"))),
    Ledger("NUL bytes only", _bytes(bytes(4096))),
    Ledger("line of 10 MiB", _text("; " + "x" * (10 << 20) + "\n" + GOOD)),
    Ledger("string of 1 MiB", _text(f'2025-03-18 * "{"x" * (1 << 20)}"\n')),
    Ledger("torn in the middle of a string", _torn),
    Ledger("string over two lines", _text('2025-03-18 * "x\n2025-01-01 open Assets:A"\n')),
    Ledger("escape at the end", _text('2025-03-18 * "x\\"\n')),
    Ledger("direction mark", _text(GOOD.replace("x", "x\u202e"))),
    Ledger("line separator", _text(GOOD.replace("x", "x\u2028"))),
    Ledger("form feed", _text(f"\x0c{GOOD}")),
    Ledger("lone carriage returns", _text(GOOD.replace("\n", "\r"))),
    Ledger("invalid UTF-8", _bytes(GOOD.encode() + b"\xff\xfe\n")),
    Ledger("overlong UTF-8", _bytes(GOOD.encode() + b"; \xc0\xaf\n")),
    Ledger(
        "100,000 keys of one voucher, one twice",
        _text(HEAD + "".join(f"  k{n}: 1\n" for n in range(100_000)) + "  k1: 1\n"),
    ),
    Ledger("deep account", _text("2025-03-18 open Assets" + ":a" * 20_000 + "\n")),
)


def one(place: str, ledger: Ledger, result: Result) -> None:
    """One hostile file in the books: refused by all that read them, in time, unseen by the parser."""
    with scratch() as folder:
        root = lay_out(folder / "books", steps()["post"].after)
        target = root / FOLDER / place
        ledger.lay(target)
        ended = in_a_child(lambda: _refused(root))
    if ended in SAID:
        result.add(SAID[ended])
    else:
        wrong = {3: "not refused", 4: "reached the parser", 6: "refused, but not named by check"}.get(
            ended, f"the process ended: {ended}"
        )
        result.fail(f"{ledger.name} as {place}: {wrong}")


def in_a_child(work: Callable[[], int]) -> int:
    """Do some work with a time limit and 1 GiB more memory than now; its answer, or the signal that ended it."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            signal.alarm(SECONDS)
            now = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (now + (1 << 30), now + (1 << 30)))
            os._exit(work())
        os._exit(5)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _refused(root: Path) -> int:
    seen: list[str] = []
    real = parser.parse_string

    def watched(text: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        seen.append(text)
        return real(text, *args, **kwargs)

    def never(*_: object, **__: object) -> None:
        seen.append("HOSTILE")
        raise EarmarkError  # type: ignore[call-arg]

    with mock.patch.object(parser, "parse_string", watched), mock.patch.object(loader, "load_file", never):
        faults = check_award(Books.open(root), AWARD)
        try:
            load.load_award(Books.open(root), AWARD)
        except EarmarkError:
            refused = True
        except BaseException:  # noqa: BLE001 - the loader was reached
            return 4
        else:
            refused = False
    known = {data.decode() for data in steps()["post"].after.values() if b"\0" not in data}
    if any(text not in known for text in seen):
        return 4
    if not refused:
        return 3
    return 0 if faults else 6


def cache(name: str, result: Result) -> None:
    """A planted pickle beside the top file is not run."""
    with scratch() as folder:
        root = lay_out(folder / "books", steps()["post"].after)
        proof = folder / "ran"
        place = root / (FOLDER if "award" in name else "") / name
        place.write_bytes(pickle.dumps(_Planted(str(proof))))
        os.utime(place, (2**31, 2**31))
        ended = in_a_child(lambda: 0 if load.load_award(Books.open(root), AWARD).entries else 3)
        if ended == 0 and not proof.exists():
            result.add("loaded, the cache not run")
        else:
            result.fail(f"{name}: ended {ended}, ran {proof.exists()}")


class _Planted:
    """Whoever unpickles this makes a file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (self.path,)
