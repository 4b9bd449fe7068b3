"""Opening: new books (``earmark init``), programmes, people, bank accounts, awards (``earmark award new``).

Everything here writes through the desk: a whole award appears at once, or not at all.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from beancount.core.data import Open, new_metadata

from ..banks.bank import BankAccount
from ..base.errors import EarmarkError
from ..base.reasons import reason
from ..base.record import to_custom
from ..base.text import Text
from ..books import tops
from ..books.books import CONFIG, FORMAT, Books
from ..books.desk import Desk, desk, now
from ..books.log import appended, leaf_of
from ..files.disk import STATE, names
from ..files.emit import cleaned, emit
from ..files.store import Store
from ..persons.people import Person, check_person
from ..persons.rights import refuse_changed, require_same_office
from ..recovery import claims
from .banning import refuse_barred
from .chart import accounts_of, headings, load_chart
from .programme import PolicyAdopted
from .register import MODES, ChartChange, Grant, Milestone, PlanLine

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from ..base.record import Record

AWARD_ID = re.compile(r"[A-Z0-9][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
"""A component of Beancount accounts, a link and a folder name at once, so ASCII; no C-numbers of the claims."""

FILE_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
"""Of a recipient, programme, policy or bank account, each the name of a file."""

TOML = """# Earmark 账簿设置（只管运行，不管账）· settings of these books: operation only
format = {format}
language = "{language}"
by = "{by}"
"""

PARTIES = """# 本单位的名单：在职、返聘、关联方、房东、本单位账户。不进 git、不外传。写法见 docs/parties.md
# The recipient's private list. complete: kinds whose list is whole, such as ["staff", "rehired"].
complete = []
"""


class AlreadyThere(EarmarkError):
    """Something of that id exists."""


class WrongAward(EarmarkError):
    """Facts of an award that do not go together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAward:
    """What ``award new`` asks for: the grant, its plan, its milestones so far."""

    grant: Grant
    plan: Sequence[PlanLine] = ()
    milestones: Sequence[Milestone] = ()
    charts: Sequence[ChartChange] = ()


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """A policy to adopt: its id, its title and the bytes of its file."""

    id: str
    title: str
    data: bytes


def init(root: Path, people: Iterable[Person], *, language: str = "zh") -> Books:
    """New books in an empty or missing folder. Raises :class:`AlreadyThere`, :class:`..persons.people.WrongPerson`."""
    for new in (people := list(people)):
        check_person(new)
    if len({p.id for p in people}) < len(people):
        raise AlreadyThere(Text("同一个人写了两次", "a person is named twice"))
    if _filled(root):
        message = Text("{root} 里已有文件", "{root} is not empty").format(root=root)
        raise AlreadyThere(message, fix=Text("换一个空文件夹", "choose an empty folder"))
    people = [replace(p, recorded=now(), by=p.by or p.id) for p in people]
    _make(root)
    settings = TOML.format(format=FORMAT, language=language, by=people[0].id if people else "")
    with Store(root).writing() as tx:
        tx.write(CONFIG, settings.encode())
        tx.write("people.beancount", emit([to_custom(p) for p in people]).encode())
        tx.write("people.log", _people_log(people))
        tx.write("main.beancount", tops.main_top({}, {"language": language}, two_sets=False).encode())
        tx.write(".gitignore", b"parties/\n.earmark/\n*.picklecache\n")
    # Not opened from the disk: the books are made, and what fails now must not say that they are not.
    return Books(root, Store(root), tomllib.loads(settings))


def _filled(root: Path) -> bool:
    """Whether a folder holds anything but what a cut-off init left. Raises :class:`AlreadyThere`."""
    try:
        return any(name != STATE for name in names(root))
    except OSError as error:
        message = Text("读不了文件夹：{error}", "the folder cannot be read: {error}")
        raise AlreadyThere(message.format(error=reason(error)), file=root) from None


def _people_log(people: Iterable[Person]) -> bytes:
    data = b""
    for person in people:
        event = (person.kind, person.id, leaf_of(cleaned(to_custom(person))))
        data = appended(data, [event], person.recorded, person.by)
    return data


def _make(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = Text("建不了文件夹：{error}", "the folder cannot be made: {error}").format(
            error=reason(error)
        )
        raise AlreadyThere(message, file=root) from None


def add_person(books: Books, person: Person, by: str) -> None:
    """A person more. Raises :class:`AlreadyThere`, :class:`..persons.people.WrongPerson`, :class:`..persons.sides.NotYours`."""
    check_person(person)
    with desk(books, by) as at:
        if person.id in books.people():
            raise there(person.id)
        require_same_office(at, person)
        logged(at, "people", replace(person, recorded=at.recorded, by=by))


def put_policy(at: Desk, programme: str, policy: NewPolicy, day: datetime.date) -> None:
    """A policy that a programme is judged by from a day on, its bytes kept, within a session. Raises :class:`WrongAward` for ids that are no names of files."""
    _named(programme, policy.id)
    sha256 = hashlib.sha256(policy.data).hexdigest()
    refuse_changed(at, policy.id, sha256)
    said = {"id": policy.id, "sha256": sha256, "title": policy.title}
    record = PolicyAdopted(date=day, **said, recorded=at.recorded, by=at.by)
    at.write(f"policies/{policy.id}.toml", policy.data)
    logged(at, f"programmes/{programme}", record)


def programmes(at: Desk) -> set[str]:
    """The programmes that the books have, one opened in this session included."""
    return {path.split("/")[-1].removesuffix(".beancount") for path in at.files("programmes")}


def logged(at: Desk, path: str, record: Record) -> None:
    """A record into a file of the books that has a log beside it; ``path`` is that of both, without its ending."""
    at.append(f"{path}.beancount", [to_custom(record)])
    at.log(f"{path}.log", [(record.kind, record.id, to_custom(record))])


def add_bank(books: Books, account: BankAccount, by: str) -> None:
    """A bank account more. Raises :class:`AlreadyThere`, :class:`WrongAward` for an id that is no name of a file."""
    with desk(books, by) as at:
        put_bank(at, account)


def put_bank(at: Desk, account: BankAccount) -> None:
    """As :func:`add_bank`, within a session."""
    _named(account.id)
    if account.id in banks(at):
        raise there(account.id)
    at.append(f"banks/{account.id}.beancount", [to_custom(replace(account, recorded=at.recorded, by=at.by))])


def banks(at: Desk) -> set[str]:
    """The bank accounts that the books have, one added in this session included."""
    return {account.id for path in at.bank_files() for account in at.records(BankAccount, path)}


def new_award(books: Books, new: NewAward, by: str) -> None:
    """An award more: register, accounts from its chart, empty drafts, acts and answers, its claims book, its log.

    Raises :class:`AlreadyThere` for a taken id, :class:`WrongAward` when the facts do not go together.
    """
    with desk(books, by) as at:
        put_award(at, new)


def put_award(at: Desk, new: NewAward) -> None:
    """As :func:`new_award`, within a session."""
    grant = new.grant
    if grant.id in at.award_ids():
        raise there(grant.id)
    _sound(at, new)
    records = [
        replace(r, recorded=at.recorded, by=at.by) for r in (grant, *new.charts, *new.plan, *new.milestones)
    ]
    folder = f"awards/{grant.id}"
    at.append(f"{folder}/register.beancount", [to_custom(r) for r in records])
    at.log(f"{folder}/log", [(r.kind, r.id, to_custom(r)) for r in records])
    at.append(f"{folder}/accounts.beancount", _accounts(new))
    if at.read(f"parties/{grant.recipient}.toml") is None:
        at.write(f"parties/{grant.recipient}.toml", PARTIES.encode())
    for part in ("drafts", "answers", "acts"):
        at.write(f"{folder}/{part}.beancount", f";; {grant.id} {part}\n".encode())
    at.append(f"claims/{grant.id}.beancount", opens(claims.accounts(grant.id), grant))


WRONG_ID = Text("编号只能用大写字母、数字和 -", "an id has capitals, digits and -")


def _accounts(new: NewAward) -> list[Open]:
    """The template's accounts, and from each change of chart on those of the later one."""
    known = accounts_of(load_chart(new.grant.chart), new.grant.id)
    found = opens(known, new.grant)
    for change in sorted(new.charts, key=lambda c: c.date):
        later = accounts_of(load_chart(change.id), new.grant.id)
        fresh = {name: currency for name, currency in later.items() if name not in known}
        headed = set(headings(known))
        found += [o for o in opens(fresh, new.grant, change.date) if o.account not in headed]
        known |= fresh
    return found


def opens(accounts: Mapping[str, str], grant: Grant, day: datetime.date | None = None) -> list[Open]:
    """Open directives, parents first (without a commodity, so that ``balance`` can assert a branch)."""
    day = day or min(grant.start, grant.opening or grant.start)
    parents = [Open(new_metadata("", 0), day, name, [], None) for name in headings(accounts)]
    return parents + [Open(new_metadata("", 0), day, name, [c], None) for name, c in sorted(accounts.items())]


def there(name: str) -> AlreadyThere:
    """Something of that id exists."""
    message = Text("{name} 已经存在", "{name} exists already").format(name=name)
    return AlreadyThere(message, fix=Text("换一个编号", "choose another id"))


def _named(*ids: str) -> None:
    """Refuse an id that is no name of a file. Raises :class:`WrongAward`."""
    for id_ in ids:
        if not FILE_ID.fullmatch(id_):
            message = Text("编号“{id}”只能有字母、数字和 -", "an id has letters, digits and -, not “{id}”")
            raise WrongAward(message.format(id=id_))


def _sound(at: Desk, new: NewAward) -> None:
    grant = new.grant
    planned = sum(line.amount for line in new.plan)
    known = grant.programme in programmes(at)
    faults = (
        (not AWARD_ID.fullmatch(grant.id), WRONG_ID),
        (
            not FILE_ID.fullmatch(grant.recipient),
            Text("获奖单位代码只能有字母、数字和 -", "a recipient's code has letters, digits and -"),
        ),
        (grant.end < grant.start, Text("结束日早于开始日", "the period ends before it starts")),
        (grant.amount <= 0, Text("金额应大于零", "the amount must be above zero")),
        (grant.mode not in MODES, Text("mode 应为 {m}", "mode is one of {m}").format(m=", ".join(MODES))),
        (not known, Text("没有这个专项", "there is no such programme")),
        (grant.bank not in banks(at), Text("没有这个银行账户", "there is no such bank account")),
        (
            len({line.id for line in new.plan}) < len(new.plan),
            Text("用途编号重复", "a plan line's id is used twice"),
        ),
        (planned > grant.amount, Text("计划合计超过奖补金额", "the plan adds up to more than the award")),
    )
    for wrong, message in faults:
        if wrong:
            raise WrongAward(message, file=grant.id)
    refuse_barred(at, grant, new.milestones)
