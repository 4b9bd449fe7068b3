"""MT940 (SWIFT customer statement, .sta, .txt): lines that begin with a tag, ``:61:`` a movement, ``:86:`` its words.

    :20:REF   :25:1202021109900088801   :28C:3/1
    :60F:C250301CNY500000,00
    :61:2503180318D9000,00NTRFNONREF//8327000090031789
    :86:008?00转账?20会场预付款?31320201?32江城云汀会议中心
    :62F:C250331CNY491000,00

Read in the child process into a table that ``profiles/mt940.toml`` knows; a movement's row is the line of its
``:61:``. The balances (``:60F:``, ``:62F:``) must agree with the sum of the movements.

- The day is the booking day where there is one, else the value day; its year is the one nearest to that.
- C is money in, D out; RC takes a credit back (out), RD a debit (in). - Words in ``?20`` to ``?29`` and
``?60`` to ``?63`` are the purpose, ``?32`` and ``?33`` the payee, ``?31`` its account; other words are taken as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..cells.markup import Grid

NAMES = ["date", "mark", "amount", "currency", "reference", "payee", "account", "code", "text"]
TAG = re.compile(r":(\d{2}[A-Z]?):")
BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})([\d,]+)")
MOVE = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4})?(?P<mark>R?[CD]|E[CD])[A-Z]?(?P<amount>[\d,]+)"
    r"(?P<code>[NFS][A-Z0-9]{3})?(?P<own>.*?)(?://(?P<bank>.*))?"
)
PART = re.compile(r"\?(\d{2})")
PURPOSE = frozenset(f"{n}" for n in (*range(20, 30), *range(60, 64)))
HALF_YEAR = 6
FIRST = 3
"""The header is on row 2; a movement on an earlier line cannot be, as tags stand before it."""


def read(text: str) -> list[tuple[str, Grid]]:
    """A sheet for each statement."""
    sheets: list[_Statement] = []
    for number, tag, said in _fields(text):
        if tag == "20" or not sheets:
            sheets.append(_Statement())
        sheets[-1].take(number, tag, said)
    return [(one.reference, one.grid()) for one in sheets]


def _fields(text: str) -> list[tuple[int, str, str]]:
    """Line, tag and text of each field; a field reaches to the next tag, or to a line of a dash or brace."""
    fields: list[tuple[int, str, str]] = []
    ended = True
    for number, line in enumerate(text.splitlines(), start=1):
        match = TAG.match(line)
        if match:
            fields.append((number, match[1], line[match.end() :].rstrip()))
            ended = False
        elif line.strip() in {"-", "-}"} or line.startswith("{"):
            ended = True
        elif not ended:
            begun, tag, said = fields[-1]
            fields[-1] = (begun, tag, f"{said}\n{line.rstrip()}")
    return fields


class _Statement:
    """One statement, field by field."""

    def __init__(self) -> None:
        self.reference = ""
        self.head: list[Any] = []
        self.currency = ""
        self.rows: dict[int, list[Any]] = {}
        self.last = 0

    def take(self, number: int, tag: str, said: str) -> None:
        """One field."""
        if tag == "20":
            self.reference = said.strip()
        elif tag == "25":
            self.head += ["账号:", said.strip().rpartition("/")[2]]
        elif tag[:2] in {"60", "62"}:
            self._balance("期初余额:" if tag[:2] == "60" else "期末余额:", said)
        elif tag == "61":
            self.last = max(number, FIRST)
            self.rows[self.last] = _move(said, self.currency)
        elif tag == "86" and self.last and not self.rows[self.last][8]:
            self.rows[self.last][5:7], self.rows[self.last][8] = _words(said)

    def _balance(self, label: str, said: str) -> None:
        match = BALANCE.match(said)
        if match is None:
            self.head += [label, said]
            return
        side, _, self.currency, amount = match.groups()
        self.head += [label, ("-" if side == "D" else "") + _number(amount), "币种:", self.currency]

    def grid(self) -> Grid:
        """The table: balances, names, and each movement on its line."""
        rows: Grid = [self.head, list(NAMES)]
        for number, row in self.rows.items():
            rows.extend([] for _ in range(number - len(rows) - 1))
            rows.append(row)
        return rows


def _number(amount: str) -> str:
    """SWIFT writes 9000,00 and 9000, for what is 9000.00 here."""
    whole, _, cents = amount.partition(",")
    return f"{whole.lstrip('0') or '0'}.{cents}" if cents else whole.lstrip("0") or "0"


def _move(said: str, currency: str) -> list[Any]:
    line = said.split("\n", maxsplit=1)[0]
    match = MOVE.fullmatch(line)
    if match is None:
        # The strict reader of rows says what is wrong with it.
        return [line, "", "", currency, "", "", "", "", ""]
    bank = (match["bank"] or "").strip()
    own = match["own"].strip()
    reference = bank or (own if any(map(str.isdigit, own)) else "")
    day = _day(match["value"], match["entry"])
    code = match["code"] or ""
    return [
        day,
        match["mark"].removeprefix("E"),
        _number(match["amount"]),
        currency,
        reference,
        "",
        "",
        code,
        "",
    ]


def _day(value: str, entry: str | None) -> str:
    year, month, day = int(value[:2]) + 2000, value[2:4], value[4:]
    if entry:
        apart = int(entry[:2]) - int(month)
        year += (apart < -HALF_YEAR) - (apart > HALF_YEAR)
        month, day = entry[:2], entry[2:]
    return f"{year}-{month}-{day}"


def _words(said: str) -> tuple[list[str], str]:
    """Payee and its account, and the purpose."""
    if not PART.search(said):
        return ["", ""], " ".join(said.split())
    _, *parts = PART.split(said.replace("\n", ""))
    told: dict[str, list[str]] = {}
    for code, words in zip(parts[::2], parts[1::2], strict=True):
        key = "purpose" if code in PURPOSE else "payee" if code in {"32", "33"} else code
        told.setdefault(key, []).append(words.strip())
    return ["".join(told.get("payee", [])), "".join(told.get("31", []))], "".join(told.get("purpose", []))
