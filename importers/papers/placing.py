"""Which voucher an invoice or receipt belongs to, and why; never a guess.

    place(invoice, vouchers)    → Placed(voucher or None, reason, candidates)

A paper is placed when one of these names exactly one voucher, in this order:

1. it is attached there already in another form (one key for XML, OFD, PDF)
2. the voucher bears its number
3. a receiver's XBRL says with which voucher, of which day, it was booked
4. seller and payee are one, the amount is the voucher's, the days lie near, and the voucher has no invoice yet

Where more than one voucher fits, or less than that speaks for one, the paper is not placed and the vouchers in question
are named. An invoice made out to somebody else is never placed by its amount.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from earmark.ledger.base.amount import money
from earmark.ledger.base.text import Text
from earmark.ledger.vouchers.evidence import invoice_keys

from ..cells.compare import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from earmark.ledger.vouchers.charge import Charge
    from earmark.ledger.vouchers.voucher import Voucher

    from .invoice import Invoice

BEFORE = datetime.timedelta(days=180)
"""How long before the payment an invoice may be issued."""
AFTER = datetime.timedelta(days=120)
"""How long after the payment an invoice may still come."""
SAME_DAY = datetime.timedelta(days=5)
"""How far a bank's receipt may be from the payment."""
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """A voucher that a paper may belong to. ``amount``: its charges, less what red letters took back; ``moved``: what left the bank.

    The two differ where tax is withheld: an invoice is of the one, a bank's receipt of the other.
    """

    award: str
    recipient: str
    id: str
    paid: datetime.date
    payee: str
    narration: str
    amount: Decimal
    moved: Decimal
    gl: str = ""
    number: str = ""
    written: tuple[str, ...] = ()
    """Keys of invoices that the bookkeeper wrote down."""
    attached: tuple[str, ...] = ()
    """Keys of invoices that are attached."""

    @property
    def words(self) -> Text:
        """The voucher as a person knows it."""
        said = f"{self.id} {self.paid} {self.payee} {money(self.amount)}"
        return Text(said, said)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a paper belongs and why; without a voucher, why not, and which were looked at."""

    spot: Spot | None
    reason: Text
    candidates: tuple[Spot, ...] = ()


def spots(award: str, recipient: str, vouchers: Iterable[Voucher], charges: Sequence[Charge]) -> list[Spot]:
    """The vouchers of an award. A refund, or one that was taken back whole, has no amount left: only its name finds it."""
    taken: dict[str, Decimal] = {}
    for charge in charges:
        if charge.reduces:
            taken[charge.reduces] = taken.get(charge.reduces, Decimal(0)) + charge.amount
    by_voucher: dict[str, list[Charge]] = {}
    for charge in charges:
        if not charge.reduces:
            by_voucher.setdefault(charge.voucher, []).append(charge)
    return [_spot(award, recipient, v, by_voucher.get(v.id, []), taken) for v in vouchers]


def _spot(
    award: str, recipient: str, voucher: Voucher, own: Sequence[Charge], taken: Mapping[str, Decimal]
) -> Spot:
    moved = _moved(voucher)
    # What a draft was for may still have to be said; that money left the bank is known.
    amount = sum((c.amount + taken.get(c.id, Decimal(0)) for c in own), Decimal(0)) if own else moved
    attached = (p.invoice for c in own for p in c.papers if p.invoice)
    return Spot(
        award=award,
        recipient=recipient,
        id=voucher.id,
        paid=voucher.paid or voucher.date,
        payee=voucher.payee,
        narration=voucher.narration,
        amount=amount,
        moved=moved or amount,
        gl=voucher.gl or "",
        number=voucher.number or "",
        written=invoice_keys(voucher.invoice),
        attached=tuple(dict.fromkeys(attached)),
    )


def _moved(voucher: Voucher) -> Decimal:
    """What the voucher's bank rows took from the account; zero where none is known."""
    return -sum((line.amount for line in voucher.lines if line.bank_row), Decimal(0))


def place(invoice: Invoice, all_spots: Sequence[Spot]) -> Placed:
    """The voucher that an invoice belongs to, or why none is known."""
    for reason, found in (
        (OTHER_FORM, [s for s in all_spots if invoice.key in s.attached]),
        (NUMBER, [s for s in all_spots if invoice.key in s.written]),
        (BOOKED, [s for s in all_spots if _booked(invoice, s)]),
    ):
        if len(found) == 1:
            return Placed(found[0], reason.format(key=invoice.key, gl=found[0].gl))
        if found:
            return Placed(None, SEVERAL_NAMED.format(key=invoice.key), tuple(found[:MOST_SHOWN]))
    return _by_amount(invoice, all_spots)


OTHER_FORM = Text("同一张发票 {key} 的另一种形式已附在这里", "another form of invoice {key} is attached here")
NUMBER = Text("凭证上写着发票号码 {key}", "the voucher bears the invoice's number {key}")
BOOKED = Text("电子凭证写明入账凭证 {gl}", "the e-voucher names the voucher {gl} as booked")
SEVERAL_NAMED = Text("不止一张凭证写着 {key}", "more than one voucher bears {key}")


def _booked(invoice: Invoice, spot: Spot) -> bool:
    """Whether a receiver's XBRL names the voucher: its number, in the month of its posting."""
    return any(
        spot.gl and day and _number(spot.gl) == _number(number) and f"{day:%Y-%m}" == f"{spot.paid:%Y-%m}"
        for number, day in invoice.booked
    )


def _number(gl: str) -> str:
    """The running number of a statutory voucher: 22 of 记-2025-04-0022."""
    return "".join(c if c.isdigit() else " " for c in gl).split()[-1].lstrip("0") if gl[-1:].isdigit() else gl


def _by_amount(invoice: Invoice, all_spots: Sequence[Spot]) -> Placed:
    if invoice.total is None:
        return Placed(None, NO_TOTAL.format(key=invoice.key))
    if invoice.total <= 0:
        return Placed(None, RED.format(total=money(invoice.total)))
    facts = {"total": money(invoice.total), "seller": invoice.seller or "？", "buyer": invoice.buyer}
    paid = invoice.what == "receipt"
    equal = [s for s in all_spots if invoice.total == (s.moved if paid else s.amount) and _near(invoice, s)]
    ours = [s for s in equal if _made_out_to(invoice, s)]
    paid_to = [s for s in ours if _is_seller(invoice, s)]
    free = [s for s in paid_to if paid or not (s.attached or s.written)]
    if len(free) == 1:
        reason = FITS.format(issued=invoice.issued or "？", paid=free[0].paid, **facts)
        return Placed(free[0], reason)
    for reason, found in (
        (SEVERAL.format(count=len(free), **facts), free),
        (TAKEN, paid_to),
        (ONLY_AMOUNT.format(**facts), ours),
        (NOT_OURS.format(**facts), equal),
        (OTHER_AMOUNT.format(**facts), [s for s in all_spots if _is_seller(invoice, s)]),
    ):
        if found:
            return Placed(None, reason, tuple(found[:MOST_SHOWN]))
    return Placed(None, NOTHING.format(**facts))


def _is_seller(invoice: Invoice, spot: Spot) -> bool:
    return bool(invoice.seller) and folded(invoice.seller) == folded(spot.payee)


NO_TOTAL = Text("读不出发票 {key} 的价税合计", "the total of invoice {key} cannot be read")
RED = Text("红字发票（{total}），请指明冲的是哪一张", "a red invoice ({total}): say which one it takes back")
NOT_OURS = Text("购买方是 {buyer}，不是本单位", "made out to {buyer}, who is not the recipient")
FITS = Text(
    "金额 {total}、销售方 {seller} 相符，开票 {issued}，付款 {paid}",
    "amount {total} and seller {seller} agree; issued {issued}, paid {paid}",
)
SEVERAL = Text("有 {count} 张凭证金额、收款方都相符", "{count} vouchers have this amount and payee")
TAKEN = Text("金额、收款方相符的凭证已有别的发票", "the voucher of this amount and payee has another invoice")
ONLY_AMOUNT = Text(
    "只有金额 {total} 相符，收款方不是 {seller}（报销？）",
    "only the amount {total} agrees, the payee is not {seller} (a claim by staff?)",
)
OTHER_AMOUNT = Text(
    "付给 {seller} 的款项没有 {total} 的（分次付款？）",
    "no payment to {seller} is of {total} (paid in parts?)",
)
NOTHING = Text("没有付给 {seller} 或金额 {total} 的凭证", "no voucher to {seller} or of {total}")


def _near(invoice: Invoice, spot: Spot) -> bool:
    """Whether the days of paper and payment go together; a paper without a day may be of any."""
    if invoice.issued is None:
        return True
    before, after = (SAME_DAY, SAME_DAY) if invoice.what == "receipt" else (BEFORE, AFTER)
    return spot.paid - before <= invoice.issued <= spot.paid + after


def _made_out_to(invoice: Invoice, spot: Spot) -> bool:
    """Whether the buyer is the award's recipient; a paper that names none says nothing against it."""
    return not invoice.buyer or folded(invoice.buyer) == folded(spot.recipient)
