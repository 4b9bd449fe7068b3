"""银行电子对账单 (bkrs) of 财政部's 电子凭证会计数据标准: an XBRL instance, read by local names; the namespace's year varies.

Read in the child process into a table with the elements' own names, which ``profiles/mof_bkrs.toml`` knows; a row is its
place in the statement plus the header. ``IdentificationOfCreditOrDebit`` 0 is money out and 1 money in; a balance that
``DebitOrCreditOfBalance`` calls 0 is below zero. What is tested then is what is tested of every statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..cells.markup import Grid, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ROOT = "xbrl"
MOVEMENT = "InformationOfReconcileDetailsTuple"
NAMES = [
    "DateOfBookkeeping",
    "IdentificationOfCreditOrDebit",
    "TransactionAmount",
    "AccountBalance",
    "BusinessSerialNumber",
    "NameOfCounterparty",
    "AccountOfCounterparty",
    "NotesOfBankElectronicReceipt",
]
BALANCE, SIGN = "AccountBalance", "DebitOrCreditOfBalance"
ACCOUNT, HOLDER = "CustomerSettlementBankAccount", "NameOfCustomerAccount"
CLOSING = "AccountBalanceAtTheEndOfReconciliationCycleAmount"


def is_statement(root: Element) -> bool:
    """Whether an instance is a bank's statement: the standard's other vouchers are papers (:mod:`..papers.invoice`)."""
    return local(root) == ROOT and any(local(part) == MOVEMENT for part in root)


def read(root: Element) -> list[tuple[str, Grid]]:
    """One sheet: what the statement says of itself, the names, the movements."""
    said = {local(part): _words(part) for part in root}
    head: list[Any] = ["账号:", said.get(ACCOUNT, ""), "户名:", said.get(HOLDER, "")]
    if said.get(CLOSING):
        head += ["期末余额:", said[CLOSING]]
    rows = [_row(part) for part in root if local(part) == MOVEMENT]
    return [("", [head, list(NAMES), *rows])]


def _row(movement: Element) -> list[Any]:
    said = {local(part): _words(part) for part in movement}
    if said.get(SIGN) == "0" and said.get(BALANCE, "0").strip("0.") and not said[BALANCE].startswith("-"):
        said[BALANCE] = f"-{said[BALANCE]}"
    return [said.get(name, "") for name in NAMES]


def _words(element: Element) -> str:
    return " ".join((element.text or "").split())
