"""Small books for the tests of this room: a society's award, a government unit's award, people of all sides.

Ledgers are entered as text, through the product: `keeping.enter` makes drafts of the transactions and posts them,
`keeping.proves` has Beancount assert the `balance` lines on the files that the product wrote. In the tests A is the
award's id wherever it stands between colons: `Assets:A:1002银行存款`, `Assets:Claims-A:C1应收回未收回`.
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from textwrap import dedent
from typing import Any, Self

import pytest
from beancount import loader
from beancount.core.data import Balance, Posting, Transaction
from beancount.parser import parser

from earmark.ledger.awards import adopting, opening
from earmark.ledger.awards.award import Award
from earmark.ledger.awards.chart import load_chart
from earmark.ledger.awards.position import Position, position
from earmark.ledger.awards.register import ChartChange, Grant, PlanLine
from earmark.ledger.banks.bank import BankAccount
from earmark.ledger.books import tops
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import Desk, desk
from earmark.ledger.books.load import register_of
from earmark.ledger.files import disk
from earmark.ledger.findings import deciding
from earmark.ledger.findings.acts import Decision
from earmark.ledger.persons.people import Person
from earmark.ledger.recovery import mirroring, ordering, settling
from earmark.ledger.recovery.claims import Order, Settlement
from earmark.ledger.recovery.revoking import Revocation, Revoked, revoke
from earmark.ledger.vouchers import posting
from earmark.ledger.vouchers.charge import Charge
from earmark.ledger.vouchers.charges import charges_of
from earmark.ledger.vouchers.completing import open_accounts, opened
from earmark.ledger.vouchers.drafts import drafts, drafts_at, numbered, posted, write
from earmark.ledger.vouchers.voucher import Line, Voucher, source_of

SOCIETY, UNIT = "WH2025-007", "CAST2025-017"
DAY = datetime.date(2025, 1, 1)
POLICY = b'id = "test"\n'
SOCIETY_GRANT = """
2025-03-05 * "武汉市科学技术协会" "收到学会能力提升专项奖补资金"
  Assets:A:1002银行存款                             500000.00 CNY
  Income:A:4401政府补助收入:02限定性收入           -500000.00 CNY
"""
UNIT_GRANT = """
2025-04-02 * "中国科学技术协会" "收到引领地方学会能力提升项目奖建资金"
  Assets:A:1002银行存款                                      1000000.00 CNY
  Income:A:4601非同级财政拨款收入                           -1000000.00 CNY
  Assets:A:8001资金结存:02货币资金                           1000000.00 CNY.B
  Income:A:6601非同级财政拨款预算收入:01专项资金收入        -1000000.00 CNY.B
"""


def person(id_: str, side: str, of: str) -> Person:
    return Person(date=DAY, id=id_, name=id_, side=side, of=of, role="x", recorded="", by="")


PEOPLE = (
    person("chen", "recipient", "JCSF"),
    person("liu", "recipient", "JCKX"),
    person("zhou", "funder", "武汉市科学技术协会"),
    person("gao", "funder", "中国科学技术协会"),
    person("wang", "auditor", "江城审计"),
)


def grant(award: str, **facts: Any) -> Grant:  # noqa: ANN401 (facts of many types)
    society: dict[str, Any] = {
        "programme": "wuhan-2012", "recipient": "JCSF", "recipient_name": "江城示例学会",
        "funder": "武汉市科学技术协会", "amount": Decimal("500000.00"), "start": datetime.date(2025, 3, 1),
        "end": datetime.date(2026, 2, 28), "chart": "npo-2004", "mode": "dedicated", "bank": "ICBC-8801",
    }  # fmt: skip
    return Grant(date=datetime.date(2025, 3, 1), id=award, recorded="", by="", **(society | facts))


def plan(award: Grant) -> list[PlanLine]:
    names = ("学术交流", "科普活动", "标准与咨询", "继续教育")
    return [
        PlanLine(date=award.start, id=f"P{n}", name=name, amount=Decimal(100000), recorded="", by="")
        for n, name in enumerate(names, start=1)
    ]


def open_award(books: Books, award: Grant, by: str, charts: Iterable[ChartChange] = ()) -> None:
    new = opening.NewAward(grant=award, plan=plan(award), charts=tuple(charts))
    opening.new_award(books, new, by)


@dataclass(frozen=True)
class Keeping:
    """One award's books and who keeps them."""

    books: Books
    award: str
    by: str

    @property
    def funder(self) -> str:
        """The funder's person."""
        return "gao" if self.award.startswith(UNIT) else "zhou"

    @property
    def register(self) -> Award:
        return register_of(self.books, self.award)

    @property
    def folder(self) -> Path:
        return self.books.root / "awards" / self.award

    # ---------------------------------------------------------------- vouchers

    def granted(self) -> Self:
        """Enter that the grant came in."""
        self.enter(UNIT_GRANT if self.award == UNIT else SOCIETY_GRANT)
        return self

    def draft(self, ledger: str | None) -> list[Voucher]:
        """Drafts of the transactions of a ledger, in its order; accounts outside the template are opened."""
        proposals = [proposal(e) for e in self._parsed(ledger, Transaction)]
        with desk(self.books, self.by) as at:
            for voucher in proposals:
                self._open(at, voucher)
            made = numbered(at, self.award, proposals)
            write(at, self.award, [*drafts_at(at, self.award), *made])
        return made

    def _open(self, at: Desk, voucher: Voucher) -> None:
        register = self.register
        chart = load_chart(register.chart_on(voucher.date))
        known = open_accounts(at.entries(f"awards/{self.award}/accounts.beancount"))
        for line in voucher.lines:
            if line.account not in known:
                opened(at, register, chart, "-".join(line.account.split(":")[2:]), voucher.date)

    def post(self, *chosen: str) -> list[Voucher]:
        """Post the named drafts, or all."""
        with desk(self.books, self.by) as at:
            return posting.post(at, self.award, chosen)

    def enter(self, ledger: str | None) -> list[Voucher]:
        """Draft and post the transactions of a ledger; the posted vouchers in the ledger's order."""
        made = [v.id for v in self.draft(ledger)]
        done = {v.id: v for v in self.post(*made)}
        return [done[id_] for id_ in made]

    def reverse(self, voucher: str, day: datetime.date) -> Voucher:
        """Take a posted voucher back and post the red letter."""
        with desk(self.books, self.by) as at:
            red = posting.reverse(at, self.award, voucher, day, "记错")
        return self.post(red.id)[0]

    @property
    def vouchers(self) -> list[Voucher]:
        return posted(self.books, self.award) + drafts(self.books, self.award)

    @property
    def charges(self) -> list[Charge]:
        paths = [*self.books.voucher_files(self.award), f"awards/{self.award}/drafts.beancount"]
        return charges_of([e for path in paths for e in self.books.entries(path)], self.register)

    def charge(self, narration: str) -> Charge:
        """The one charge of a narration."""
        (found,) = (c for c in self.charges if c.narration == narration)
        return found

    @property
    def position(self) -> Position:
        return position(self.register, self.vouchers)

    # ---------------------------------------------------------------- acts

    def uphold(self, charge: Charge, amount: str, **facts: Any) -> Decision:  # noqa: ANN401
        """The auditor upholds a finding about a charge, asking for the money back unless told otherwise."""
        upheld = Decimal(amount)
        outcome = "upheld" if upheld == charge.amount else "part_upheld"
        decision = Decision(
            **{
                "date": charge.date, "id": "", "finding": f"F-{charge.id}", "rule": "prohibited",
                "subject": charge.id, "outcome": outcome, "questioned": charge.amount, "upheld": upheld,
                "reason": "办公设备", "basis": "五(三)", "recovery": True, "recorded": "", "by": "", **facts,
            }
        )  # fmt: skip
        with desk(self.books, "wang") as at:
            return deciding.decide(at, self.award, decision)

    def order(self, parts: Iterable[tuple[Decision, str]], day: datetime.date, route: str) -> Order:
        """The funder orders money back."""
        wanted = Order(
            id="", award=self.award, date=day, recipient="江城示例学会", route=route, basis="五(二)",
            due=day + datetime.timedelta(days=30), parts=tuple((d.id, Decimal(a)) for d, a in parts),
        )  # fmt: skip
        with desk(self.books, self.funder) as at:
            return ordering.order(at, wanted)

    def ordered(self, narration: str, amount: str, day: datetime.date, route: str = "restore") -> Order:
        """A charge is upheld and ordered back in one go."""
        return self.order([(self.uphold(self.charge(narration), amount), amount)], day, route)

    def settle(self, order: Order, amount: str, day: datetime.date, way: str = "returned") -> Settlement:
        """The funder recognises what became of an order."""
        step = Settlement(
            id="", award=self.award, order=order.id, date=day, recipient=order.recipient, way=way,
            amount=Decimal(amount), route=order.route,
        )  # fmt: skip
        with desk(self.books, self.funder) as at:
            return settling.settle(at, step)

    def revoke(self, by: str = "", **facts: Any) -> Revoked:  # noqa: ANN401
        """The funder revokes the award, for false reporting on 10 November 2025 unless told otherwise."""
        known: dict[str, Any] = {
            "date": datetime.date(2025, 11, 10), "due": datetime.date(2026, 12, 31), "reason": "虚报业绩",
            "basis": "五(二)", "named": True,
        }  # fmt: skip
        with desk(self.books, by or self.funder) as at:
            return revoke(at, self.award, Revocation(**known | facts))

    def mirror(
        self, order: Order, day: datetime.date | None = None, owed_by: str | None = None
    ) -> list[Voucher]:
        """The recipient books an order and posts it."""
        made = mirroring.mirror_order(self.books, self.award, order.id, self.by, day, owed_by)
        return self.post(*(v.id for v in made))

    def pay_back(self, order: Order, amount: str, day: datetime.date, *, from_award: bool = False) -> Voucher:
        """The recipient books money back and posts it."""
        made = mirroring.mirror_return(
            self.books, self.award, order.id, Decimal(amount), day, self.by, from_award=from_award
        )
        return self.post(made.id)[0]

    # ---------------------------------------------------------------- proof

    def proves(self, ledger: str | None) -> None:
        """Have Beancount load what the product wrote and assert the `balance` lines of a ledger."""
        balances = self._parsed(ledger, Balance)
        assert balances
        text = "".join(
            f"{b.date} balance {b.account} {b.amount.number} ~ 0 {b.amount.currency}\n" for b in balances
        )
        assert self.errors(text) == []
        assert self.off == 0

    @property
    def off(self) -> Decimal:
        """By how much the figures of the award miss its account."""
        p = self.position
        used = p.spent + p.timing + p.advances + p.prepayments + p.elsewhere + p.due_to_award
        came = p.received + p.interest + p.other_income + p.owed
        return came - used - p.returned_to_funder - p.bank

    def errors(self, more: str = "") -> list[str]:
        """What Beancount says of the award's files, without plugins."""
        paths = tops.award_files(self.award, self.books.parts(self.award))
        text = "".join(f'include "{self.books.root / path}"\n' for path in paths)
        options = 'option "operating_currency" "CNY"\n'
        _, errors, _ = loader.load_string(options + text + more)
        return [str(error.message) for error in errors]

    def _parsed(self, ledger: str | None, kind: type) -> list[Any]:
        named = re.sub(r"(?<=:)(Claims-)?A(?=[:\s])", rf"\g<1>{self.award}", dedent(ledger or ""))
        entries, errors, _ = parser.parse_string(named + "\n")
        assert errors == []
        assert entries, "no ledger"
        return sorted((e for e in entries if isinstance(e, kind)), key=lambda e: int(e.meta["lineno"]))


def proposal(entry: Transaction) -> Voucher:
    """The voucher that a transaction of a test's ledger asks for."""
    meta: dict[str, Any] = {k.replace("-", "_"): v for k, v in entry.meta.items()}
    known = {name: value for name, value in meta.items() if name not in {"filename", "lineno"}}
    return Voucher(
        id="", date=entry.date, payee=entry.payee or "", narration=entry.narration or "", tags=entry.tags,
        lines=tuple(line_of(p) for p in entry.postings), **known,
    )  # fmt: skip


def line_of(posting: Posting) -> Line:
    meta: dict[str, Any] = {k.replace("-", "_"): v for k, v in (posting.meta or {}).items()}
    source = meta.pop("source", None)
    known = {name: value for name, value in meta.items() if name not in {"filename", "lineno"}}
    assert posting.units is not None
    assert posting.units.number is not None
    return Line(
        letter="", account=posting.account, amount=posting.units.number, currency=posting.units.currency,
        sources=(source_of(source),) if source else (), **known,
    )  # fmt: skip


# ---------------------------------------------------------------- fixtures


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books with both awards, made once; each test has a copy."""
    root = tmp_path_factory.mktemp("template") / "books"
    books = opening.init(root, PEOPLE)
    for programme in ("wuhan-2012", "cast-2013"):
        adopting.adopt_policy(books, programme, opening.NewPolicy(programme, "办法", POLICY), DAY, "zhou")
    for bank, by in (("ICBC-8801", "chen"), ("CCB-3301", "liu")):
        account = BankAccount(
            date=DAY, id=bank, bank=bank[:4], account="6222", holder="x", mode="dedicated", recorded="", by=""
        )
        opening.add_bank(books, account, by)
    change = ChartChange(date=datetime.date(2026, 1, 1), id="npo-2026", recorded="", by="")
    open_award(books, grant(SOCIETY), "chen", [change])
    unit = grant(
        UNIT, programme="cast-2013", recipient="JCKX", recipient_name="江城省科学技术协会", chart="gov",
        funder="中国科学技术协会", amount=Decimal("1000000.00"), mode="pooled", bank="CCB-3301",
    )  # fmt: skip
    open_award(books, unit, "liu")
    return root


@pytest.fixture
def books(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """Books with a society's award and a government unit's award, nothing booked yet; they need not outlive a power cut."""
    monkeypatch.setattr(disk, "_sync", lambda _handle: None)
    shutil.copytree(template, tmp_path / "books")
    return Books.open(tmp_path / "books")


@pytest.fixture
def start(books: Books) -> Callable[..., Keeping]:
    """Open another award: `start("WH2024-003", start=..., chart=...)`; facts left out are those of the society's."""

    def opened(award: str, by: str = "chen", **facts: Any) -> Keeping:  # noqa: ANN401
        open_award(books, grant(award, **facts), by)
        return Keeping(books, award, by)

    return opened


@pytest.fixture
def society(books: Books) -> Keeping:
    """WH2025-007: 民间非营利组织会计制度 2004, from 2026-01-01 on the chart of 2026."""
    return Keeping(books, SOCIETY, "chen")


@pytest.fixture
def unit(books: Books) -> Keeping:
    """CAST2025-017: 政府会计制度, two sets."""
    return Keeping(books, UNIT, "liu")
