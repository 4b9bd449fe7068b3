"""What the view of a whole programme adds to loading its awards.

    .venv/bin/python bench/programme.py [AWARDS] [VOUCHERS] [--profile]

Books of so many awards (200, if none is given) with so many vouchers each (60) are made as bench/rules.py makes them: 120
recipients of one programme, a fifth of the payments to payees that all awards share, of each fourth award one violation
upheld, ordered back and returned in part. Then, in one process and in CPU seconds:

``plain``   Beancount alone loads every award: no gate, no audit
``load``    every award as ``earmark audit`` loads it: gate, Beancount, charges, rules of scope award
``join``    what people did is joined to it: findings with their status, law 3
``rules``   the rules of scope programme over all awards
``view``    totals, recovery by route, ageing

``ratio`` is (join + rules + view) to ``plain``: the whole view over awards that are loaded, to the cheapest load there is.
It must stay below 1; exit code 1 when it does not.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime
import pstats
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from beancount import loader
from context import FUNDER, FUNDER_NAME, OFFICER, PROGRAMME, WRITTEN, Context, make_books
from rules import DATA, PLUGIN, forget, other_payee, vouchers

from earmark.ledger.awards.opening import NewAward, add_bank, new_award
from earmark.ledger.awards.register import Grant, PlanLine
from earmark.ledger.banks.bank import BankAccount
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.findings.acts import Decision
from earmark.ledger.findings.deciding import decide
from earmark.ledger.recovery.claims import Order, Settlement
from earmark.ledger.recovery.ordering import order
from earmark.ledger.recovery.settling import settle
from earmark.ledger.vouchers.voucher import Voucher, to_entry
from earmark.plugins.audit import adopted_policy
from earmark.plugins.judging.engine import judge_together
from earmark.plugins.judging.run import Audited, audit_award, join, judged
from earmark.reports.programme.build import view

T = TypeVar("T")
RECIPIENTS, SHARED, ORDERED = 120, 5, 4
START, END, DAY = datetime.date(2025, 3, 1), datetime.date(2026, 2, 28), datetime.date(2026, 6, 1)


def books_of(root: Path, awards: int, count: int) -> Books:
    """Books of so many awards with so many vouchers each."""
    context = Context.read(DATA / "bench" / "data" / "batches" / "context.json")
    books = make_books(root, context, START)
    lines = vouchers("X", count)
    for number in range(awards - 1):
        _enter(books, number)
    for number, award in enumerate(books.award_ids()):
        _book(books, award, number, lines)
    for award in books.award_ids()[::ORDERED]:
        _order(books, award)
    return books


def _enter(books: Books, number: int) -> None:
    id_, recipient = f"P2025-{number:03d}", f"R{number % RECIPIENTS:03d}"
    account = BankAccount(
        date=START, id=f"B-{number:03d}", bank="BANK", account=f"62{number:017d}", holder=recipient, mode="dedicated",
        **WRITTEN,
    )  # fmt: skip
    add_bank(books, account, FUNDER)
    grant = Grant(
        date=START, id=id_, programme=PROGRAMME, recipient=recipient, recipient_name=f"江城{number % RECIPIENTS}学会",
        funder=FUNDER_NAME, amount=Decimal("900000.00"), start=START, end=END, chart="npo-2004", mode="dedicated",
        bank=account.id, opening=START, **WRITTEN,
    )  # fmt: skip
    plan = PlanLine(date=START, id="P1", name="学术交流", amount=grant.amount, **WRITTEN)
    new_award(books, NewAward(grant=grant, plan=[plan], milestones=[], charts=[]), FUNDER)


def _book(books: Books, award: str, number: int, lines: list[Voucher]) -> None:
    """The vouchers of an award: each fifth payee is everybody's, the others are its own."""
    months: dict[str, list[Voucher]] = defaultdict(list)
    for voucher in lines:
        place = int(voucher.id[-6:])
        payee = voucher.payee if place % SHARED == 0 else other_payee(voucher.payee, number)
        own = tuple(
            replace(x, account=x.account.replace("X", award, 1), bank_row=None) for x in voucher.lines
        )
        invoice = voucher.invoice and f"25422{number * 10_000 + place:015d}"
        made = replace(voucher, id=f"{award}-V{place:06d}", payee=payee, lines=own, invoice=invoice)
        months[f"{voucher.date:%Y-%m}"].append(made)
    with desk(books, OFFICER) as at:
        for month, inside in months.items():
            at.append(f"awards/{award}/vouchers/{month}.beancount", [to_entry(v) for v in inside])


def _order(books: Books, award: str) -> None:
    """The first violation of an award is upheld, ordered back to the funder, and half of it returned."""
    found = next(f for f in audit_award(books, award).standing.open_violations if f.voucher)
    amount, day = found.amount or Decimal(0), found.date or END
    decision = Decision(
        date=day, id="", finding=found.id, rule=found.rule, subject=found.subject, outcome="upheld", questioned=amount,
        upheld=amount, reason="—", basis="五(三)", recovery=True, **WRITTEN,
    )  # fmt: skip
    facts: dict[str, Any] = {"award": award, "date": day, "recipient": "—"}
    with desk(books, FUNDER) as at:
        stored = decide(at, award, decision)
        asked = Order(id="", route="funder", due=END, basis="五(二)", parts=((stored.id, amount),), **facts)
        issued = order(at, asked)
        half = (amount / 2).quantize(Decimal("0.01"))
        settle(at, Settlement(id="", order=issued.id, way="returned", amount=half, route="funder", **facts))


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The CPU time of a piece of work, and what it gave."""
    before = time.process_time()
    value = work()
    return time.process_time() - before, value


def plain(books: Books) -> None:
    """Load every award without the audit."""
    for award in books.award_ids():
        top = books.root / "awards" / award / "award.beancount"
        lines = top.read_text(encoding="utf-8").splitlines(keepends=True)
        bare = top.with_name("plain.beancount")
        bare.write_text("".join(line for line in lines if not line.startswith(PLUGIN)), encoding="utf-8")
        loader.load_file(str(bare))
        bare.unlink()


def measure(books: Books, *, profiled: bool) -> bool:
    """Print one line; whether the view takes less than the cheapest load."""
    cheapest, _ = timed(lambda: plain(books))
    loading, done = timed(lambda: {award: judged(books, award) for award in books.award_ids()})
    found = [(loaded.award, audit) for loaded, audit in done.values()]
    policy = adopted_policy(books, found[0][0])
    forget()
    with cProfile.Profile() if profiled else nullcontext() as profile:
        ruling, wide = timed(lambda: judge_together(found, lambda _: policy))
    joining, audits = timed(lambda: [join(books, done[award][0], wide[award]) for award in done])
    viewing, value = timed(lambda: view(books, audits, DAY))
    if profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
    ratio = (joining + ruling + viewing) / cheapest
    spanning = sum(run.findings for run in value.rules)
    print(HEAD)
    shown = (cheapest, loading, joining, ruling, viewing, ratio)
    print(
        f"{len(audits):7,}{_charges(audits):9,}" + "".join(f"{one:9.3f}" for one in shown) + f"{spanning:9,}"
    )
    print(
        "  ".join(
            f"{route} {r.ordered} ordered, {r.outstanding} outstanding" for route, r in value.routes.items()
        )
    )
    return ratio < 1


HEAD = " awards  charges    plain     load     join    rules     view    ratio spanning"


def _charges(audits: list[Audited]) -> int:
    return sum(len(audited.audit.charges) for audited in audits)


def main() -> int:
    """Measure; 1 when the view takes longer than loading."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("awards", nargs="?", type=int, default=200)
    parser.add_argument("vouchers", nargs="?", type=int, default=60)
    parser.add_argument("--profile", action="store_true", help="where the programme's rules spend their time")
    given = parser.parse_args()
    loader.initialize(use_cache=False)
    with tempfile.TemporaryDirectory() as folder:
        books = books_of(Path(folder) / "books", given.awards, given.vouchers)
        return int(not measure(books, profiled=given.profile))


if __name__ == "__main__":
    sys.exit(main())
