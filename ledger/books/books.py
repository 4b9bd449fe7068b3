"""The books on disk: where each file lives, and how one is read.

``Books.find()`` looks upwards for ``earmark.toml``, as git does for ``.git``. Every ledger file goes through the gate
before Beancount's parser sees it, and any parse error stops the reading: what loads is whole.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from ..banks.bank import BankAccount
from ..base.errors import EarmarkError
from ..base.reasons import why
from ..base.record import Record, records
from ..base.text import Text
from ..files import gate
from ..files.reading import read_regular
from ..files.store import Store
from ..persons.people import Person
from . import tops

FORMAT = 1
CONFIG = "earmark.toml"
MOST_BYTES = 1024 * 1024
"""No settings file comes near this size."""
KINDS = {
    "accounts.beancount": frozenset({"open", "close"}),
    "drafts.beancount": frozenset({"transaction"}),
    "vouchers": frozenset({"transaction"}),
    "imports": frozenset({"custom", "document"}),
    "evidence": frozenset({"custom", "document"}),
    "claims": frozenset({"open", "transaction"}),
}
"""Which kinds of directive a file may hold, by its name or its folder's; every other file holds custom ones only."""

R = TypeVar("R", bound=Record)


class NoBooks(EarmarkError):
    """There are no books here or above."""


class NewerBooks(EarmarkError):
    """The books were written by a newer Earmark."""


class NoSuchAward(EarmarkError):
    """An award id that the books do not hold."""


class NoSuchPerson(EarmarkError):
    """A name that people.beancount does not hold."""


class DamagedFile(EarmarkError):
    """A books file that the gate let through and Beancount cannot parse."""


@dataclass(frozen=True)
class Books:
    """A folder of books. Paths given and returned by its methods are relative to ``root``, with ``/``."""

    root: Path
    store: Store = field(repr=False, compare=False)
    config: dict[str, Any] = field(repr=False, compare=False)
    _read: dict[str, tuple[bytes | None, list[Any]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Path → the bytes last parsed, and what they say: one command asks for a file again and again."""

    @classmethod
    def open(cls, root: Path) -> Books:
        """The books in a folder. Raises :class:`NoBooks`, :class:`NewerBooks`."""
        path = root / CONFIG
        try:
            config = tomllib.loads(read_regular(path, most=MOST_BYTES).decode())
        except FileNotFoundError:
            fix = Text("先运行 earmark init", "run earmark init first")
            message = Text("这里没有账簿：{root}", "there are no books in {root}")
            raise NoBooks(message.format(root=root), fix=fix) from None
        except (OSError, ValueError) as error:
            message = Text("读不懂账簿的设置：{error}", "the books' settings cannot be read: {error}")
            raise NoBooks(message.format(error=why(error)), file=path) from None
        if config.get("format") != FORMAT:
            message = Text(
                "账簿格式是 {found}，本程序只懂 {known}",
                "books of format {found}; this Earmark knows {known}",
            )
            fix = Text("请升级 earmark", "install a newer earmark")
            raise NewerBooks(message.format(found=config.get("format"), known=FORMAT), file=path, fix=fix)
        return cls(root, Store(root), config)

    @classmethod
    def find(cls, start: Path) -> Books:
        """The books in ``start`` or the nearest folder above it; a folder that is not there has none above it."""
        # os.path tells of a folder that may not be entered that there is nothing, where pathlib fails.
        start = Path(os.path.realpath(start))
        above = start.parents if os.path.isdir(start) else ()  # noqa: PTH112
        found = (folder for folder in (start, *above) if os.path.lexists(folder / CONFIG))
        return cls.open(next(found, start))

    # ---------------------------------------------------------------- where things are

    def award_ids(self) -> list[str]:
        """All awards, in order of id."""
        return [name for name in self.store.names("awards") if self._is_award(name)]

    def _is_award(self, name: str) -> bool:
        return "register.beancount" in self.store.names(f"awards/{name}")

    def award(self, award: str) -> str:
        """The award's folder. Raises :class:`NoSuchAward`."""
        # Asked often, for each of many awards: only this one's folder is looked into.
        if award not in self.store.names("awards") or not self._is_award(award):
            message = Text("没有这项奖补资金：{award}", "there is no award {award}").format(award=award)
            ids = ", ".join(self.award_ids()) or "—"
            raise NoSuchAward(message, fix=Text("现有：{ids}", "known: {ids}").format(ids=ids))
        return f"awards/{award}"

    def files(self, folder: str) -> list[str]:
        """The ledger files of a folder, in order: ``awards/WH2025-007/vouchers`` gives its months."""
        return [f"{folder}/{name}" for name in self.store.names(folder) if name.endswith(".beancount")]

    def voucher_files(self, award: str) -> list[str]:
        """The months with posted vouchers, in order."""
        return self.files(f"awards/{award}/vouchers")

    def parts(self, award: str) -> list[str]:
        """What an award's top file includes beyond its fixed parts: its imports, its months, its evidence."""
        return [path for folder in tops.FOLDERS for path in self.files(f"awards/{award}/{folder}")]

    # ---------------------------------------------------------------- reading

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None when it is not there. Raises :class:`..files.store.CannotRead`."""
        return self.store.read(path)

    def entries(self, path: str, data: bytes | None = None) -> list[Any]:
        """The directives of one file (or of ``data`` in its place), in the order of its lines.

        Raises :class:`gate.GateRefused` or :class:`DamagedFile`, naming file and line.
        """
        data = data if data is not None else self.store.read(path)
        if path not in self._read or self._read[path][0] != data:
            self._read[path] = data, parsed(self.root / path, data)
        return list(self._read[path][1])

    def records(self, cls: type[R], path: str) -> list[R]:
        """The records of one kind in one file; none when the file is not there."""
        return records(cls, self.entries(path))

    def people(self) -> dict[str, Person]:
        """Who may act, by id."""
        return {p.id: p for p in self.records(Person, "people.beancount")}

    def person(self, by: str) -> Person:
        """One person. Raises :class:`NoSuchPerson`."""
        people = self.people()
        if by not in people:
            message = Text("人员名单里没有 {by}", "{by} is not among the people").format(by=by or "？")
            fix = Text("用 --by 写明，现有：{ids}", "say who with --by; known: {ids}").format(
                ids=", ".join(people) or "—"
            )
            raise NoSuchPerson(message, file="people.beancount", fix=fix)
        return people[by]

    def banks(self) -> dict[str, BankAccount]:
        """All bank accounts, by id."""
        found: dict[str, BankAccount] = {}
        for path in self.files("banks"):
            found |= {a.id: a for a in self.records(BankAccount, path)}
        return found


def kinds_in(file: Path) -> frozenset[str]:
    """The kinds of directive that a file of the books may hold."""
    return KINDS.get(file.name) or KINDS.get(file.parent.name) or frozenset({"custom"})


def parsed(file: Path, data: bytes | None) -> list[Any]:
    """The directives of a file's bytes, through the gate, in line order; none when there are no bytes."""
    from beancount.parser import parser

    if not data:
        return []
    text = gate.decoded(data, file=str(file))
    gate.check_text(text, file=str(file), allow=kinds_in(file))
    entries, errors, _ = parser.parse_string(text, report_filename=str(file))
    for error in errors:
        message = Text("读不懂：{error}", "cannot be parsed: {error}").format(error=error.message)
        raise DamagedFile(message, file=file, row=error.source.get("lineno"), fix=RESTORE)
    return sorted(entries, key=lambda entry: entry.meta["lineno"])


RESTORE = Text("请从备份或 git 恢复这个文件", "restore this file from a backup or from git")
