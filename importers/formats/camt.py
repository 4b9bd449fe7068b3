"""camt.053 (ISO 20022, 银行对账单 XML): any version, with or without a namespace.

Read in the child process into a table with the elements' own names, which ``profiles/camt_053.toml`` knows;
an entry's row is its place in the statement plus the header. What is tested then is what is tested of every
statement, and opening and closing balance (OPBD or PRCD, CLBD) must agree with the sum of the entries.

- Only booked entries (``Sts`` BOOK) are movements. - ``CdtDbtInd`` says where the money went, of a reversal
(``RvslInd``) too. - One ``Ntry`` is one row, as it is one movement on the account; of a batch the names of all
parties are said. - Several ``Stmt`` of one account are read one after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..cells.markup import Grid, local, under

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

ROOT = "Document"
NAMES = ["BookgDt", "CdtDbtInd", "Amt", "Ccy", "AcctSvcrRef", "Nm", "Acct", "AddtlNtryInf", "RmtInf"]
OPENING = ("OPBD", "PRCD")
CLOSING = ("CLBD",)


def read(root: Element) -> list[tuple[str, Grid]]:
    """A sheet for each statement."""
    return [(_say(stmt, "Id"), _sheet(stmt)) for part in root for stmt in under(part, "Stmt")]


def _sheet(stmt: Element) -> Grid:
    head: list[Any] = [
        "账号:",
        _first(stmt, "Acct/Id/IBAN", "Acct/Id/Othr/Id"),
        "户名:",
        _say(stmt, "Acct/Ownr/Nm"),
    ]
    for label, codes in (("期初余额:", OPENING), ("期末余额:", CLOSING)):
        stated = next(filter(None, (_balance(stmt, code) for code in codes)), None)
        if stated:
            head += [label, stated]
    return [head, list(NAMES), *(_row(entry) for entry in under(stmt, "Ntry") if _booked(entry))]


def _row(entry: Element) -> list[Any]:
    amount = next(iter(under(entry, "Amt")), None)
    debtor = _say(entry, "CdtDbtInd") == "CRDT"
    side, account = ("Dbtr", "DbtrAcct") if debtor else ("Cdtr", "CdtrAcct")
    parties = list(_all(entry, f"NtryDtls/TxDtls/RltdPties/{side}/Nm"))
    parties += list(_all(entry, f"NtryDtls/TxDtls/RltdPties/{side}/Pty/Nm"))
    accounts = [
        said
        for path in ("Id/IBAN", "Id/Othr/Id")
        for said in _all(entry, f"NtryDtls/TxDtls/RltdPties/{account}/{path}")
    ]
    return [
        _first(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")[:10],
        _say(entry, "CdtDbtInd"),
        "" if amount is None else "".join(amount.itertext()).strip(),
        "" if amount is None else amount.get("Ccy", ""),
        _say(entry, "AcctSvcrRef"),
        "、".join(dict.fromkeys(parties)),
        accounts[0] if len(accounts) == 1 else "",
        _say(entry, "AddtlNtryInf"),
        " ".join(_all(entry, "NtryDtls/TxDtls/RmtInf/Ustrd")),
    ]


def _booked(entry: Element) -> bool:
    return _first(entry, "Sts/Cd", "Sts") in {"BOOK", ""}


def _balance(stmt: Element, code: str) -> str:
    for balance in under(stmt, "Bal"):
        if _say(balance, "Tp/CdOrPrtry/Cd") == code:
            sign = "-" if _say(balance, "CdtDbtInd") == "DBIT" else ""
            return sign + _say(balance, "Amt")
    return ""


def _all(element: Element, path: str) -> Iterator[str]:
    """What every element at the end of a path says."""
    name, _, rest = path.partition("/")
    for child in element:
        if local(child) != name:
            continue
        if rest:
            yield from _all(child, rest)
        elif not len(child):
            yield " ".join("".join(child.itertext()).split())


def _say(element: Element, path: str) -> str:
    return next(_all(element, path), "")


def _first(element: Element, *paths: str) -> str:
    return next(filter(None, (_say(element, path) for path in paths)), "")
