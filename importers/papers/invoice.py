"""Invoices and receipts (票据) as values, whatever form they came in: 数电票 XML, OFD, PDF, picture, XBRL.

    invoice = read_invoice(data)        → Invoice, or None for a paper that is none

Values are read by element name alone, wherever the element stands: 数电票 XML and OFD of the tax bureau, 财政电子票据, and the
XBRL instances of 财政部's 电子凭证会计数据标准 (issuer's and receiver's; the namespace year varies and is not looked at).
The QR code of a 数电票 (type 31, 32) bears the total with tax, that of an older invoice the amount without: they are kept
apart and never compared. What a PDF's words say is used only where no element and no code says it. Names marked ``memory`` in
``NAMES`` were not seen in a licensed sample.

One key for all forms: the 20-digit number, else code and number (:func:`earmark.ledger.vouchers.evidence.invoice_key`).
"""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from earmark.ledger.base.amount import NotADate, NotAnAmount, parse_amount, parse_date
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.evidence import invoice_key

from ..cells.archive import check_directory
from ..cells.cells import WALL_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMES: dict[str, tuple[str, ...]] = {
    "number": (
        "InvoiceNumber",
        "NumberOfInvoice",
        "InvoiceNo",  # memory
        "发票号码",
        "ElectronicInvoiceRailwayETicketNumber",
        "ElectronicInvoiceAirTransportReceiptNumber",
        "EInvoiceNumber",  # memory
        "EInvoiceID",
        "UniqueCodeOfInvoice",
    ),
    "code": ("CodeOfInvoice", "InvoiceCode", "EInvoiceCode", "发票代码"),  # the last three from memory
    "total": (
        "TotalTax-includedAmount",
        "TaxIncludedAmountInFigures",
        "TaxInclusiveTotalAmount",  # memory
        "价税合计",  # memory
        "TotalAmount",
        "Fare",
    ),
    "net": ("TotalAmWithoutTax", "TotalAmountExcludingTax", "TaxExclusiveTotalAmount", "合计金额"),
    "tax": ("TotalTaxAm", "TotalTaxAmount", "TaxTotalAmount", "合计税额"),
    "issued": ("IssueTime", "RequestTime", "DateOfIssue", "IssueDate", "开票日期"),
    "seller": ("SellerName", "NameOfSeller", "InvoicingPartyName", "IssueParty", "销售方名称"),
    "buyer": ("BuyerName", "NameOfPurchaser", "PayerPartyName", "购买方名称"),
    "goods": ("ItemName", "NameOfTaxableGoodsOrServices", "Item"),
    "gl": ("NumberOfAccountingDocuments",),
    "posted": ("PostingDate",),
    "booked": ("WhetherEinvoiceHasBeenBooked", "WhetherInvoiceHasBeenBooked", "WhetherReceiptHasBeenBooked"),
}
"""The elements that may say a fact, the first one that does."""
RECEIPT = {
    "number": ("NumberOfBankElectronicReceipt", "IdentifyingCode"),
    "total": ("TransactionAmountInFigures",),
    "issued": ("DateOfBookkeeping", "IssueDate"),
    "seller": ("AccountNameOfPayee",),
    "buyer": ("AccountNameOfPayer",),
}
"""The same of a bank's electronic receipt, told by its amount."""
WITH_TAX = frozenset({"31", "32"})
"""Types of 数电票 in a QR code."""
QR = re.compile(r"\d{2},(\d{2}),(\d*),(\d{8,20}),(-?[\d.]*),(\d{8}),")
WORDS = {
    "number": re.compile(r"发票号码[::]?(\d{20}|\d{8})"),
    "code": re.compile(r"发票代码[::]?(\d{10,12})"),
    "issued": re.compile(r"开票日期[::]?(\d{4}年\d{1,2}月\d{1,2}日)"),
    "total": re.compile(r"\(小写\)[¥¥]?(-?[\d,]+\.\d{2})"),
}
PARTIES = re.compile(r"名\s*称\s*[::]\s*(\S+)")


class UnreadablePaper(EarmarkError):
    """A paper that is damaged, locked, or takes more than a paper may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice or receipt. Amounts in CNY; None where the form does not say it."""

    key: str
    form: str
    what: str = "invoice"
    total: Decimal | None = None
    """With tax."""
    net: Decimal | None = None
    issued: datetime.date | None = None
    seller: str = ""
    buyer: str = ""
    goods: str = ""
    booked: tuple[tuple[str, datetime.date | None], ...] = ()
    """Numbers and days of the vouchers that a receiver's XBRL says it was booked with."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a file is: its form (empty for no paper), the invoice in it, and what is missing to read it."""

    form: str
    invoice: Invoice | None = None
    note: Text | None = None


def read_paper(data: bytes) -> Paper:
    """Open a file as a paper, in a child process. Raises :class:`UnreadablePaper`."""
    if data.startswith(b"PK"):
        check_directory(data)
    said = _child(data)
    form = said["form"]
    if said.get("needs"):
        return Paper(form, None, NEEDS)
    if said.get("locked"):
        raise UnreadablePaper(Text("文件有密码", "the file has a password"), fix=WITHOUT_LOCK)
    return Paper(form, as_invoice(said))


NEEDS = Text(
    "要读 PDF、图片的内容，请安装可选组件 earmark[papers]",
    "to read PDF and pictures, install the extra earmark[papers]",
)
WITHOUT_LOCK = Text("请去掉密码后另存一份", "save a copy without the password")


def read_invoice(data: bytes) -> Invoice | None:
    """The invoice in a file; None where there is none."""
    return read_paper(data).invoice


def _child(data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-I", "-m", "earmark.importers.parsing.paper_child"]
    damaged = UnreadablePaper(
        Text("文件已损坏，或大得不像单据", "the file is damaged, or absurdly large"),
        fix=Text("请重新取得这份单据", "get the paper again"),
    )
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        try:
            # The command is our own and fixed; the foreign bytes are its input.
            ran = subprocess.run(  # noqa: S603
                command, stdin=source, capture_output=True, timeout=WALL_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise damaged from None
    try:
        said: dict[str, Any] = json.loads(ran.stdout)
    except ValueError:
        raise damaged from None
    return said


# ---------------------------------------------------------------- what was said, as an invoice


def as_invoice(said: Mapping[str, Any]) -> Invoice | None:
    """The invoice in what the child said of a paper. Raises :class:`UnreadablePaper` where it contradicts itself."""
    facts: Mapping[str, Sequence[str]] = said["facts"]
    receipt = bool(facts.get(RECEIPT["total"][0]))
    given = {name: _first(facts, names) for name, names in (RECEIPT if receipt else NAMES).items()}
    code, words = _of_code(said["codes"]), of_words(said["text"])
    _agree(facts, given, code, words)
    for more in (code, words):
        given |= {name: value for name, value in more.items() if not given.get(name)}
    key = invoice_key(given["number"], given.get("code") or "") if given.get("number") else ""
    net, tax = _amount(given.get("net")), _amount(given.get("tax"))
    total = _total(_amount(given.get("total")), net, tax)
    if not key or (total is None and net is None and said["root"] not in BY_NUMBER):
        return None
    return Invoice(
        key=key,
        form=said["form"],
        what="receipt" if receipt else "invoice",
        total=total,
        net=net,
        issued=_day(given.get("issued")),
        seller=given.get("seller") or "",
        buyer=given.get("buyer") or "",
        goods=given.get("goods") or "",
        booked=_booked(facts),
    )


def _total(total: Decimal | None, net: Decimal | None, tax: Decimal | None) -> Decimal | None:
    """The total with tax: as said, else what net and tax come to; where all three are said they must agree."""
    if net is None or tax is None:
        return total
    if total not in {None, net + tax}:
        raise UnreadablePaper(SUMS)
    return net + tax


def _agree(facts: Mapping[str, Sequence[str]], *said: Mapping[str, str]) -> None:
    """What an invoice says more than once, in elements, code and words, is the same each time."""
    for name, read in (("number", invoice_key), ("total", _amount)):
        if len({read(one[name]) for one in said if one.get(name)}) > 1:
            raise UnreadablePaper(DIFFERENT)
    twice = {key for name in TWICE for key in facts.get(name, ()) if key}
    if len(twice) > 1:
        raise UnreadablePaper(DIFFERENT)


TWICE = ("EIid", "InvoiceNumber", "发票号码")
"""Elements of a 数电票, and of the OFD around it, that all bear its number."""
SUMS = Text("价税合计不是金额加税额", "the total is not amount and tax together")
DIFFERENT = Text("号码或金额前后不一", "its number or amount is said twice, and not alike")
BY_NUMBER = frozenset({"xbrl"})
"""Roots whose instances may name an invoice without its amount."""


def _first(facts: Mapping[str, Sequence[str]], names: Sequence[str]) -> str:
    return next((facts[name][0] for name in names if facts.get(name)), "")


def _booked(facts: Mapping[str, Sequence[str]]) -> tuple[tuple[str, datetime.date | None], ...]:
    numbers = facts.get(NAMES["gl"][0], ())
    days = [_day(day) for day in facts.get(NAMES["posted"][0], ())]
    return tuple((n, days[i] if i < len(days) else None) for i, n in enumerate(numbers))


def _of_code(codes: Sequence[str]) -> dict[str, str]:
    """What the QR code of an invoice says."""
    for code in codes:
        match = QR.match(unicodedata.normalize("NFKC", code))
        if match:
            type_, number_code, number, amount, day = match.groups()
            return {
                "number": number,
                "code": number_code,
                "issued": day,
                "total" if type_ in WITH_TAX else "net": amount,
            }
    return {}


def of_words(text: str) -> dict[str, str]:
    """What the words of a PDF say; a seller only where exactly two names stand there, the buyer's first."""
    whole = unicodedata.normalize("NFKC", text)
    close = re.sub(r"\s+", "", whole)
    found = {name: m[1] for name, words in WORDS.items() if (m := words.search(close))}
    names = PARTIES.findall(whole)
    if len(names) == 2:  # noqa: PLR2004 (a buyer and a seller)
        found |= {"buyer": names[0], "seller": names[1]}
    return found


def _amount(written: str | None) -> Decimal | None:
    try:
        return parse_amount(written) if written else None
    except NotAnAmount:
        return None


def _day(written: str | None) -> datetime.date | None:
    try:
        return parse_date(written) if written else None
    except NotADate:
        return None
