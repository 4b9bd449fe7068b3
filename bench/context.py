"""Books of an award from the facts of a CONTEXT file: register, private list, the funder's answers.

CONTEXT is JSON as beside the labelled expenditures: award, plan_lines, plan_amendments, own_accounts, staff,
rehired_retirees, related_persons, related_parties, temporary_outside, other_projects, limits, office_lease, settings.
Everything goes in through the acts that people have for it: the policy is adopted and its questions are answered by a
person of the funder, the award is entered and amended by one of the recipient.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from earmark.ledger.awards.adopting import adopt_policy, answer_question
from earmark.ledger.awards.amending import amend
from earmark.ledger.awards.opening import (
    NewAward,
    NewPolicy,
    add_bank,
    init,
    new_award,
)
from earmark.ledger.awards.programme import FunderAnswer
from earmark.ledger.awards.register import ChartChange, Grant, Milestone, PlanLine
from earmark.ledger.banks.bank import BankAccount
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.persons.people import Person
from earmark.plugins.policy import Policy, shipped, shipped_policy

OFFICER, FUNDER = "chen", "zhou"
RECIPIENT, FUNDER_NAME, PROGRAMME = "JCSF", "武汉市科学技术协会", "programme"
CHART, LATER_CHART, CHANGED = "npo-2004", "npo-2026", datetime.date(2026, 1, 1)
WRITTEN: dict[str, Any] = {"recorded": "", "by": ""}
NOT_ANSWERED = "not answered"
_CODES = re.compile(r"([A-Z])(\d+)\.\.[A-Z]?(\d+)")
_ASIDE = re.compile(r"[（(].*$")


@dataclass(frozen=True)
class Context:
    """The facts, as they stand in the file."""

    facts: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> Context:
        """The facts of a file."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    @property
    def award(self) -> dict[str, Any]:
        """The award's own facts."""
        return dict(self.facts["award"])

    @property
    def policy(self) -> Policy:
        """The shipped policy whose title holds the programme's name, else Wuhan's."""
        found = [p for p in map(shipped_policy, shipped()) if self.award["programme"] in p.title.zh]
        return (found or [shipped_policy("wuhan-2012")])[0]

    def many(self, key: str) -> list[str]:
        """A list of facts; empty where the file has none."""
        return list(self.facts.get(key, []))


def make_books(root: Path, context: Context, first: datetime.date) -> Books:
    """New books with the award of the context; accounts are open from ``first`` on, if the period starts later."""
    start, _ = _period(context)
    books = init(root, [_person(OFFICER, "recipient", RECIPIENT), _person(FUNDER, "funder", FUNDER_NAME)])
    opened = min(start, first)
    policy = context.policy
    adopted = NewPolicy(policy.id, policy.title.zh, shipped()[policy.id].read_bytes())
    adopt_policy(books, PROGRAMME, adopted, opened, FUNDER)
    for question, answer in answers(context).items():
        said = FunderAnswer(date=opened, id=question, answer=answer, source="CONTEXT", **WRITTEN)
        answer_question(books, PROGRAMME, said, FUNDER)
    add_bank(books, _bank(context, opened), OFFICER)
    with desk(books, OFFICER) as at:
        at.write(f"parties/{RECIPIENT}.toml", parties_toml(context).encode())
    _enter(books, context, opened)
    return books


def answers(context: Context) -> dict[str, str]:
    """What the funder answered, by the id of the policy's question; what nobody answered is left out."""
    named = {question.name.zh: id_ for id_, question in context.policy.questions.items()}
    given = {named.get(key, key): value for key, value in context.facts.get("settings", {}).items()}
    answered = {key: value for key, value in given.items() if value != NOT_ANSWERED}
    return {**answered, **limits(context)}


def limits(context: Context) -> dict[str, str]:
    """The limits that hold for the award, as answers to the questions that ask for them."""
    known = context.facts.get("limits", {})
    plain = {"single-source": "single_source_threshold", "one-signature": "one_signature"}
    return {question: str(known[key]) for question, key in plain.items() if key in known}


def _enter(books: Books, context: Context, opened: datetime.date) -> None:
    start, _ = _period(context)
    plan = [
        _plan_line(named.split(" ", 1), amount, start)
        for named, amount in context.facts["plan_lines"].items()
    ]
    charts = [ChartChange(date=CHANGED, id=LATER_CHART, **WRITTEN)]
    entered = NewAward(
        grant=_grant(context, opened), plan=plan, milestones=_milestones(context), charts=charts
    )
    new_award(books, entered, OFFICER)
    for amendment in context.facts.get("plan_amendments", []):
        added = _amended(plan, amendment)
        amend(books, context.award["id"], added, OFFICER)
        plan += added


def _amended(plan: list[PlanLine], amendment: dict[str, Any]) -> list[PlanLine]:
    """The lines of an amendment. What they cost is taken from the largest line: the award does not grow."""
    day = datetime.date.fromisoformat(amendment["date"])
    numbers = range(len(plan) + 1, len(plan) + 1 + len(amendment["adds"]))
    added = [
        _plan_line((f"P{n}", name), cost, day)
        for n, (name, cost) in zip(numbers, amendment["adds"].items(), strict=True)
    ]
    largest = max(plan, key=lambda line: line.amount)
    rest = largest.amount - sum(line.amount for line in added)
    return [_plan_line((largest.id, largest.name), rest, day), *added]


def _plan_line(named: Sequence[str], amount: object, day: datetime.date) -> PlanLine:
    return PlanLine(date=day, id=named[0], name=named[-1], amount=Decimal(str(amount)), **WRITTEN)


def _grant(context: Context, opened: datetime.date) -> Grant:
    award, (start, end) = context.award, _period(context)
    return Grant(
        date=opened, id=award["id"], programme=PROGRAMME, recipient=RECIPIENT, recipient_name=award["recipient"],
        funder=FUNDER_NAME, amount=Decimal(str(award["amount_cny"])), start=start, end=end, chart=CHART,
        mode="dedicated", bank=_bank_id(context), opening=opened, **WRITTEN,
    )  # fmt: skip


def _milestones(context: Context) -> list[Milestone]:
    award = context.award
    notice = award.get("public_notice", [None, None])
    days = {
        "notice": notice[0],
        "notice-end": notice[1],
        "list": award.get("approved"),
        "payment": award.get("funds_received"),
    }
    known = [(stage, day) for stage, day in days.items() if day]
    return [
        Milestone(date=datetime.date.fromisoformat(day), id=f"M{n:02d}", stage=stage, **WRITTEN)
        for n, (stage, day) in enumerate(known, start=1)
    ]


def _period(context: Context) -> tuple[datetime.date, datetime.date]:
    start, end = map(datetime.date.fromisoformat, context.award["period"])
    return start, end


def _person(id_: str, side: str, of: str) -> Person:
    return Person(
        date=datetime.date(2000, 1, 1), id=id_, name=id_, side=side, of=of, role="officer", **WRITTEN
    )


def _bank_id(context: Context) -> str:
    return f"BANK-{context.award['dedicated_account_tail']}"


def _bank(context: Context, day: datetime.date) -> BankAccount:
    award = context.award
    number = "6" + award["dedicated_account_tail"].rjust(18, "0")
    return BankAccount(
        date=day,
        id=_bank_id(context),
        bank="BANK",
        account=number,
        holder=award["recipient"],
        mode="dedicated",
        **WRITTEN,
    )


def parties_toml(context: Context) -> str:
    """The recipient's private list, in the form of docs/parties.md."""
    rows = [_party("staff", line, "职工") for line in context.many("staff")]
    rows += [_party("rehired", line, "退休返聘") for line in context.many("rehired_retirees")]
    rows += [_party("related-person", code, "") for code in context.facts.get("related_persons", {})]
    rows += [_body(n, line) for n, line in enumerate(context.many("related_parties"), start=1)]
    rows += [_party("temporary", f"{code} {said}", "") for code, said in _outside(context)]
    lease = context.facts.get("office_lease")
    if lease:
        rows.append(
            {
                "code": "L01",
                "kind": "landlord",
                "names": [lease["landlord"]],
                "amount": str(lease["monthly_cny"]),
            }
        )
    tables = [_table("party", row) for row in rows]
    tables += [
        _table("own-account", {"tail": a["tail"], "purpose": a["kind"]})
        for a in context.facts.get("own_accounts", [])
    ]
    tables += [_table("other-project", {"number": number}) for number in context.many("other_projects")]
    return 'complete = ["staff", "rehired"]\n\n' + "\n".join(tables)


def _party(kind: str, line: str, called: str) -> dict[str, Any]:
    code, _, note = line.partition(" ")
    return {"code": code, "kind": kind, "names": [f"{called}{code}"], "note": note}


def _body(number: int, line: str) -> dict[str, Any]:
    return {"code": f"R{number:02d}", "kind": "related-party", "names": [_ASIDE.sub("", line).strip()]}


def _outside(context: Context) -> list[tuple[str, str]]:
    """Codes and what they are: ``S01..S08 学生`` are eight."""
    found = []
    for line in context.many("temporary_outside"):
        code, _, said = line.partition(" ")
        run = _CODES.fullmatch(code)
        width = len(run[2]) if run else 0
        codes = [f"{run[1]}{n:0{width}d}" for n in range(int(run[2]), int(run[3]) + 1)] if run else [code]
        found += [(one, said) for one in codes]
    return found


def _table(name: str, row: dict[str, Any]) -> str:
    """One TOML table; JSON writes text and lists of text as TOML does."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items() if value]
    return "\n".join((f"[[{name}]]", *lines, ""))
