"""Signs from the account and the economic class (经济分类) that a charge is booked under.

``codes/accounts.csv`` and ``codes/economic-classes.csv`` say what a code means and whether money of an award may be
booked there. Codes are reused between charts and years (5201 is 管理费用 in 2004, 税金及附加 in 2026; 30311 was
住房公积金 before 2018), so a code is read in the charge's chart and year. It is a fact only where the row was
verified against a source and the name goes with the code; a row from memory (column ``verified``) or a name that
disagrees gives review at most, and so does a decision ``review``. Money put elsewhere, or paid on a liability that the
award never incurred, is review by its kind.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

from ..language.words import normal
from .sign import Sign

if TYPE_CHECKING:
    from earmark.ledger.awards.award import Award
    from earmark.ledger.vouchers.charge import Charge

FOLDER = Path(__file__).parents[1] / "codes"
_CLEARS = Text(
    "说明记入该科目（分类）的原因，附对应活动的合同和发票",
    "why it is booked there, with contract and invoices of the activity",
)
_ACCOUNT = Text("记在科目 {code}{name}", "booked under account {code}{name}")
_CLASS = Text("经济分类 {code}{name}", "economic class {code}{name}")
_DISAGREES = Text("，但名称写作“{given}”", ", though it is called “{given}”")

_KINDS = {
    "transfer": (
        "unrelated", "review", "account",
        Text("转到别处存放的资金，还没有用在项目上", "money put elsewhere, not yet used for the project"),
    ),
    "liability": (
        "loan_repayment", "review", "account",
        Text("偿还的负债不是本项目支出形成的", "pays a liability that no cost of the award gave rise to"),
    ),
}  # fmt: skip
"""Kinds of charge that speak by themselves, where nothing lawful is named."""


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means: name, the use it stands for (or empty), decision and how far the row was verified."""

    code: str
    name: str
    category: str
    decision: str
    verified: str
    first: int = 0
    last: int = 9999


def signs(charge: Charge, award: Award) -> list[Sign]:
    """The signs of a charge's account and economic class."""
    account = account_of(charge, award.chart_on(charge.date))
    found = [_sign(account, _first_name(charge), _ACCOUNT)] if account else []
    if charge.kind in _KINDS:
        found.append(Sign(*_KINDS[charge.kind], _CLEARS))
    if charge.economic_class and (row := class_of(charge.economic_class, charge.date.year)):
        found.append(_sign(row, charge.economic_class_name or "", _CLASS))
    return [sign for sign in found if sign]


def account_of(charge: Charge, chart: str) -> Code | None:
    """The row of a charge's account, by code with its sub-code, by code, or by name where no code is known."""
    return _account(chart, charge.code, charge.account if charge.code else _first_name(charge))


@lru_cache(maxsize=1 << 12)
def _account(chart: str, code: str, said: str) -> Code | None:
    """``said`` is the account where its code is known, else the account's first name."""
    table = _accounts().get(chart, {})
    if code:
        return table.get(f"{code}.{_second_digits(said)}") or table.get(code)
    return next((row for row in table.values() if normal(row.name) == said), None)


def class_of(code: str, year: int) -> Code | None:
    """The row of an economic class in a year; a longer code than known is read by its first five digits."""
    rows = _classes().get(code) or _classes().get(code[:5]) or ()
    return next((row for row in rows if row.first <= year <= row.last), None)


def _sign(row: Code, given: str, says: Text) -> Sign | None:
    if not row.category or row.decision not in {"prohibited", "review"}:
        return None
    agrees = not given or normal(given) == normal(row.name)
    proven = row.decision == "prohibited" and row.verified == "source" and agrees
    text = says.format(code=row.code, name=row.name)
    if not agrees:
        more = _DISAGREES.format(given=given)
        text = Text(text.zh + more.zh, text.en + more.en)
    weight = "fact" if proven else "account" if agrees else "question"
    return Sign(row.category, "violation" if proven else "review", weight, text, _CLEARS)


def _first_name(charge: Charge) -> str:
    return normal(charge.account_name).split("-")[0]


def _second_digits(account: str) -> str:
    parts = account.split(":")[3:4]
    return "".join(c for c in parts[0] if c.isdigit()) if parts else ""


@cache
def _accounts() -> dict[str, dict[str, Code]]:
    tables: dict[str, dict[str, Code]] = {}
    for row in _rows("accounts"):
        code = Code(row["code"], row["name"], row["category"], row["decision"], row["verified"])
        tables.setdefault(row["chart"], {})[code.code] = code
    return tables


@cache
def _classes() -> dict[str, list[Code]]:
    table: dict[str, list[Code]] = {}
    for row in _rows("economic-classes"):
        years = int(row["from"] or 0), int(row["to"] or 9999)
        code = Code(row["code"], row["name"], row["category"], row["decision"], row["verified"], *years)
        table.setdefault(code.code, []).append(code)
    return table


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
