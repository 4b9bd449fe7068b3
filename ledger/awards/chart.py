"""Charts of accounts: the templates of an award's accounts and what each chart code is.

``charts/*.toml`` holds one template a chart: 民间非营利组织会计制度 2004 (npo-2004) and 2026 (npo-2026), 政府会计制度
(gov, two sets of books kept apart by commodity: CNY 财务会计, CNY.B 预算会计). ``charts/codes.csv`` holds the codes:
name, root, set, and how a use of money booked there is judged (column ``charge``, see :mod:`..vouchers.charge`). Rows whose
column ``verified`` says memory are not verified against the published text.

Codes are reused between charts (5201 is 管理费用 in 2004 and 税金及附加 in 2026), so a code is always read with its
chart, and code and name are checked together.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from ..base.errors import EarmarkError
from ..base.text import Text

COMPONENT = re.compile(r"[A-Z0-9][^\W_]*(?:-[^\W_]*)*", re.UNICODE)
_NUMBERED = re.compile(r"(\d+)(.*)")


class UnknownChart(EarmarkError):
    """A chart that Earmark has no template for."""


class UnknownCode(EarmarkError):
    """A chart code that the chart does not have, or whose name does not go with it."""


@dataclass(frozen=True, slots=True)
class Code:
    """One first-level code of a chart. ``currency`` is its set (CNY or CNY.B); ``charge`` its kind or empty."""

    code: str
    name: str
    root: str
    currency: str
    charge: str
    verified: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its template: roles (what the product books to) and accounts by set."""

    id: str
    title: str
    roles: Mapping[str, str]
    accounts: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Code]

    @property
    def two_sets(self) -> bool:
        """Whether a budget set is kept beside the financial one."""
        return "CNY.B" in self.accounts

    @property
    def sets(self) -> tuple[tuple[str, str], ...]:
        """The sets that are kept: what the names of a set's roles begin with, and its commodity."""
        financial = ("", "CNY")
        return (financial, ("budget_", "CNY.B")) if self.two_sets else (financial,)

    def role(self, name: str, award: str) -> str:
        """The account of a role in an award's books. Raises KeyError for a role that the chart lacks."""
        return self.roles[name].format(award=award)

    def code(self, code: str) -> Code:
        """The code's row. Raises :class:`UnknownCode`."""
        if code not in self.codes:
            message = Text("{title}没有科目“{code}”", "{title} has no account “{code}”")
            fix = Text("请核对科目编码和所用会计制度", "check the code and the chart in use")
            raise UnknownCode(message.format(title=self.title, code=code), fix=fix)
        return self.codes[code]


def chart_ids() -> tuple[str, ...]:
    """The charts that Earmark ships."""
    return ("gov", "gov-quota", "npo-2004", "npo-2026")


@cache
def load_chart(chart: str) -> Chart:
    """A shipped chart. Raises :class:`UnknownChart`."""
    if chart not in chart_ids():
        message = Text("没有会计制度 {chart}", "there is no chart {chart}").format(chart=chart)
        raise UnknownChart(
            message, fix=Text("可用：{ids}", "use one of {ids}").format(ids=", ".join(chart_ids()))
        )
    folder = resources.files("earmark.ledger") / "charts"
    own = tomllib.loads((folder / f"{chart}.toml").read_text(encoding="utf-8"))
    base = own.get("base", chart)
    text = (folder / f"{base}.toml").read_text(encoding="utf-8")
    for old, new in own.get("instead", {}).items():
        text = text.replace(old, new)
    data = tomllib.loads(text) | own
    rows = csv.DictReader((folder / "codes.csv").read_text(encoding="utf-8").splitlines())
    codes = {
        r["code"]: Code(r["code"], r["name"], r["root"], r["set"], r["charge"], r["verified"])
        for r in rows
        if r["chart"] == base
    }
    accounts = {currency: tuple(names) for currency, names in data["accounts"].items()}
    return Chart(data["id"], data["title"], data["roles"], accounts, codes)


def accounts_of(chart: Chart, award: str) -> dict[str, str]:
    """The template's accounts for an award → commodity."""
    return {
        name.format(award=award): currency for currency, names in chart.accounts.items() for name in names
    }


def headings(accounts: Mapping[str, str]) -> list[str]:
    """Parent accounts (``Expenses:WH2025-007:5101业务活动成本``) to open, so that ``balance`` can assert a branch."""
    parents = {
        ":".join(name.split(":")[:depth]) for name in accounts for depth in range(2, name.count(":") + 1)
    }
    return sorted(parents - set(accounts))


@lru_cache(maxsize=1 << 14)
def split_component(component: str) -> tuple[str, str]:
    """``30215会议费`` as ("30215", "会议费")."""
    match = _NUMBERED.fullmatch(component)
    return (match[1], match[2]) if match else ("", component)


@lru_cache(maxsize=1 << 14)
def code_of(account: str) -> str:
    """The chart code of an award's account: 5101 of ``Expenses:WH2025-007:5101业务活动成本:01会议费``; "" if none."""
    parts = account.split(":")
    return split_component(parts[2])[0] if len(parts) > 2 else ""  # noqa: PLR2004


def in_budget(account: str) -> bool:
    """Whether an account is of the budget set: 6 income, 7 cost, 8 balances."""
    return code_of(account)[:1] in {"6", "7", "8"}


@lru_cache(maxsize=1 << 14)
def award_of_account(account: str) -> str:
    """The award's id in an account's name; "" for a bare root."""
    parts = account.split(":")
    return parts[1] if len(parts) > 1 else ""


@lru_cache(maxsize=1 << 14)
def name_of(account: str) -> str:
    """The names of an account's components: 业务活动成本-会议费."""
    return "-".join(split_component(part)[1] for part in account.split(":")[2:])
