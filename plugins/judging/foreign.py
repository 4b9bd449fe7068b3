"""Rules for ledgers that Earmark did not make: charges told from the accounts below a prefix.

    plugin "earmark.plugins.prohibited" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan', 'strict': True}"

A charge is each posting to ``award`` or below it; payee and narration are the transaction's, ``plan``, ``party``,
``paid``, ``reduces``, ``invoice`` and ``invoice-total`` come from the posting's metadata or the transaction's. Its id is a hash of date,
payee, narration, account, amount and, among equals, ordinal: lines inserted above do not change it.

Settings: ``policy`` (id of a shipped one) and ``award`` are needed; ``strict`` makes violations errors; ``recipient``
is the name of the body itself; ``parties`` a file as Earmark keeps it (ledger/persons/parties.py), by path from the ledger;
``plan`` maps plan lines to amounts in CNY; ``period`` is the first and last day; ``chart`` a chart of accounts, where
accounts bear codes; ``answers`` are the funder's answers to the policy's questions.
"""

from __future__ import annotations

import datetime
from collections import Counter
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beancount.core.data import Transaction

from earmark.ledger.awards.award import Award
from earmark.ledger.awards.chart import split_component
from earmark.ledger.awards.register import STAGES, Grant, Milestone, PlanLine
from earmark.ledger.base.amount import NotAnAmount, parse_amount, parse_date
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text
from earmark.ledger.persons.parties import read_parties
from earmark.ledger.vouchers.charge import Charge
from earmark.ledger.vouchers.voucher import CLOSE

from ..policy import shipped_policy
from .config import BadConfig, read_config
from .entries import PluginError, error_of, fault, note_of
from .running import in_order, run_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .running import Judge

    Plugin = Callable[..., tuple[list[Any], list["PluginError"]]]

_KNOWN = (
    "policy", "award", "strict", "recipient", "parties", "plan", "period", "chart", "answers", "milestones", "holder",
)  # fmt: skip
NO_RULE = Text("实施方案 {policy} 没有规则 {rule}", "policy {policy} has no rule {rule}")
_META = ("plan", "party", "reduces", "invoice")


def alone(name: str, judge: Judge) -> Plugin:
    """A rule as a plugin of its own, where it needs no setting of the award."""

    def plugin(
        entries: list[Any], options_map: dict[str, Any], config: str | None = None
    ) -> tuple[list[Any], list[PluginError]]:
        return run(name, judge, entries, options_map, config)

    return plugin


def run(
    name: str,
    judge: Judge,
    entries: list[Any],
    options_map: dict[str, Any],
    config: str | None,
    needed: tuple[str, ...] = (),
) -> tuple[list[Any], list[PluginError]]:
    """One rule as a plugin: notes beside what it found, and errors where ``strict`` asks for them."""
    filename = options_map["filename"]
    try:
        given = read_config(config, _KNOWN, {"policy", "award", *needed})
        policy = shipped_policy(given["policy"])
        rule = policy.rule(name)
        if rule is None:
            raise BadConfig(NO_RULE.format(policy=policy.id, rule=name))
        award = award_of(given, Path(filename).parent)
    except EarmarkError as error:
        return entries, [fault(error.whole, filename=filename)]
    booked = dict(charges_below(entries, given["award"]))
    ran, found = run_rule(rule, judge, in_order(booked), award, policy)
    if ran.message:
        return entries, [fault(ran.message, filename=filename)]
    located = {charge.id: (charge, entry) for charge, entry in booked.items()}
    elsewhere = next(iter(located.values()), None)
    notes = [note_of(f, *at) for f in found if (at := located.get(f.subject, elsewhere))]
    open_now = [f for f in found if f.outcome == "violation" and given.get("strict")]
    errors = [error_of(f, located.get(f.subject, (None, None))[1], filename) for f in open_now]
    return entries + notes, errors


def charges_below(entries: Iterable[Any], prefix: str) -> Iterable[tuple[Charge, Transaction]]:
    """The charges below an account, each with the transaction that it was booked in."""
    seen: Counter[str] = Counter()
    for entry in entries:
        if not isinstance(entry, Transaction) or CLOSE in entry.tags:
            continue
        for posting in entry.postings:
            if f"{posting.account}:".startswith(f"{prefix}:"):
                key = "\0".join(
                    map(str, (entry.date, entry.payee, entry.narration, posting.account, posting.units))
                )
                seen[key] += 1
                yield _charge(entry, posting, _id(key, seen[key]), prefix), entry


def _id(key: str, ordinal: int) -> str:
    return "X-" + sha256(f"{key};{ordinal}".encode()).hexdigest()[:12]


def _charge(entry: Transaction, posting: Any, charge: str, prefix: str) -> Charge:  # noqa: ANN401
    meta = {**entry.meta, **(posting.meta or {})}
    names = [split_component(part) for part in posting.account.removeprefix(prefix).strip(":").split(":")]
    paid = meta.get("paid")
    return Charge(
        id=charge,
        voucher=min(entry.links, default=charge),
        date=entry.date,
        paid=paid if isinstance(paid, datetime.date) else entry.date,
        amount=posting.units.number,
        currency=posting.units.currency,
        kind="cost",
        account=posting.account,
        code=names[0][0],
        account_name="-".join(name for _, name in names),
        payee=entry.payee or "",
        narration=entry.narration or "",
        invoice_total=_total(meta.get("invoice-total")),
        **{key: meta[key] for key in _META if isinstance(meta.get(key), str)},
    )


def _total(said: object) -> Decimal | None:
    """An invoice's total: a number of the ledger, or its digits as text."""
    try:
        return said if isinstance(said, Decimal) else parse_amount(said) if isinstance(said, str) else None
    except NotAnAmount:
        return None


def award_of(given: dict[str, Any], folder: Path) -> Award:
    """The award that a plugin line describes. Raises :class:`BadConfig` or :class:`EarmarkError`."""
    try:
        start, end = map(parse_date, given.get("period", ("1990-01-01", "2100-12-31")))
        plan = tuple(_line(key, value, start) for key, value in given.get("plan", {}).items())
        milestones = tuple(_milestone(*stage) for stage in given.get("milestones", ()))
        answers = {str(key): str(value) for key, value in given.get("answers", {}).items()}
    except (TypeError, ValueError, AttributeError) as error:
        raise BadConfig(Text("插件设置有误：{why}", "wrong configuration: {why}").format(why=error)) from None
    parties = read_parties("", folder / given["parties"]) if "parties" in given else None
    return Award(
        grant=_grant(given, start, end),
        plan=plan,
        milestones=milestones,
        parties=parties,
        settings=answers,
        holder=given.get("holder"),
    )


def _line(name: Any, amount: Any, start: datetime.date) -> PlanLine:  # noqa: ANN401 (literals of a plugin line)
    return PlanLine(
        date=start, id=str(name), recorded="", by="", name=str(name), amount=parse_amount(str(amount))
    )


def _milestone(day: str, stage: str, facts: dict[str, str] | None = None) -> Milestone:
    facts = facts or {}
    if stage not in STAGES or set(facts) - {"note", "result", "document", "parts", "amount"}:
        message = Text("不认识的阶段：{stage} {facts}", "a stage that is not known: {stage} {facts}")
        raise BadConfig(message.format(stage=stage, facts=" ".join(facts)))
    return Milestone(
        date=parse_date(day), id=f"{stage}@{day}", recorded="", by="", stage=stage, note=facts.get("note"),
        result=facts.get("result"), document=facts.get("document"), parts=tuple(facts.get("parts", "").split()),
        amount=parse_amount(facts["amount"]) if "amount" in facts else None,
    )  # fmt: skip


def _grant(given: dict[str, Any], start: datetime.date, end: datetime.date) -> Grant:
    return Grant(
        date=start,
        id=given["award"],
        recorded="",
        by="",
        programme=given["policy"],
        recipient="",
        recipient_name=str(given.get("recipient", "")),
        funder="",
        amount=Decimal(0),
        start=start,
        end=end,
        chart=str(given.get("chart", "")),
        mode="pooled",
        bank="",
    )
