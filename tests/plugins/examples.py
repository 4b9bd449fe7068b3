"""The examples in docs/rules/: blocks of lines that the engine judges, each with what it must say.

    ```trips
    2025-04-22 | 江城甲辰印务有限公司 | 论文集印刷 | 9600.00 | P5
    2025-09-30 | 江城甲辰印务有限公司 | 论文集印刷 | 9600.00 | P5 invoice=2543
    => 2: review
    ```

A charge is a line ``day | payee | narration | amount | plan key=value ...``: keys are those of ledger/vouchers/charge.py,
``-`` stands for no plan line, ``reduces=1`` and ``settles=1`` cite the first line. The award is the one of
conftest.py; lines before the charges change it or add to it, again with the keys of the ledger's records:

    award: end=2025-12-31                           fields of the grant, or of the award
    without: milestones parties                     what is not known
    milestone: notice 2025-02-10 result=合格         stage and day
    plan: P8 项目管理 20000.00 date=2025-12-20
    party: A31 staff 职工A31 start=2025-06-01        code, kind, names (with commas)
    request: 1 contract,notice due=2025-06-30       papers asked for behind a line; a charge's own are paper=invoice,contract
    answer: 滞纳金 = fine                            what the funder answered
    difference: V0009b 2025-03-28 -200.00 no_row    with the bank, explained: id, day, amount, cause
    waiver: repeat JCSF 2026-12-01 until=2027-12-31 granted: rule, subject, day
    ban: 2025-05-08 until=2028-05-07 order=O-0003   on the recipient
    other: WH2025-008 recipient=JCKX                another award of the programme: what follows is of it
    setting: least = 500.00                         what the policy sets for this rule
    policy: cast-2013                               else the first shipped one that has the rule, Wuhan's before others

Each ``=> subject: outcome [category]`` is a finding; all findings of the rule must be named, and no other. The subject
is a line's number (they count on through all awards) or what the rule names (plan:P1; of another award WH2025-008/JCKX).
A ``near-miss`` block has none. A block that holds a ``plugin``
line is a ledger for Beancount; there ``; => error`` stands for each error.
"""

from __future__ import annotations

import datetime
import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

from beancount import loader

from earmark.ledger.awards.award import Award, Outstanding, Parties, Party
from earmark.ledger.awards.programme import Ban
from earmark.ledger.awards.register import Grant, Milestone, PlanLine
from earmark.ledger.findings.acts import Request, Waiver
from earmark.ledger.vouchers.charge import Charge, Paper
from earmark.plugins.judging import engine
from earmark.plugins.judging.programme import Member, Programme, in_turn
from earmark.plugins.policy import Policy, shipped, shipped_policy

FOLDER = Path(__file__).parents[2] / "docs" / "rules"
_BLOCK = re.compile(r"^```(trips|near-miss)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_WRITTEN = {"recorded": "", "by": ""}


class WrongExample(Exception):
    """A line of an example that cannot be read."""


@dataclass(frozen=True)
class Example:
    """One block of a rule's page."""

    rule: str
    kind: str
    text: str

    @property
    def is_ledger(self) -> bool:
        return 'plugin "' in self.text

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def expected(self) -> list[str]:
        """What the block says that the rule finds."""
        marks = (line.partition("=>")[2].strip() for line in self.lines if line.lstrip("; ").startswith("=>"))
        return sorted(mark for mark in marks if mark != "nothing")


def examples_of(rule: str) -> list[Example]:
    """The blocks of a rule's page, in their order."""
    page = FOLDER / f"{rule}.md"
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    return [Example(rule, kind, block) for kind, block in _BLOCK.findall(text)]


def found_by(example: Example, award: Award) -> list[str]:
    """What the rule finds, in the words that the block uses for it."""
    if example.is_ledger:
        _, errors, _ = loader.load_string(example.text, dedent=True)
        return ["error" for _ in errors]
    policy, members = _read(example, award)
    audits = {m.id: engine.judge(m.award, m.charges, policy) for m in members}
    audits = engine.judge_programme(Programme(id="", members=in_turn(members)), policy, audits)
    charges = [charge for member in members for charge in member.charges]
    numbers = {charge.id: str(number) for number, charge in enumerate(charges, start=1)}
    named = {line.split(":")[0] for line in example.expected if len(line.split()) > 2}
    found = []
    for id_, audit in audits.items():
        if audit.failed:
            raise WrongExample(audit.failed)
        for f in audit.findings:
            subject = numbers.get(f.subject, f.subject if id_ == award.id else f"{id_}/{f.subject}")
            category = f" {f.category}" if f.category and subject in named else ""
            found += [f"{subject}: {f.outcome}{category}"] if f.rule == example.rule else []
    return sorted(found)


def _read(example: Example, award: Award) -> tuple[Policy, list[Member]]:
    policy = _first_policy(example.rule)
    members = [Member(award, ())]
    for line in example.lines:
        word, _, rest = line.partition(":")
        if line.startswith(("=>", "#")):
            continue
        award, charges = members[-1].award, members[-1].charges
        if "|" in line:
            number = sum(len(m.charges) for m in members) + 1
            members[-1] = Member(award, (*charges, _charge(line, number, award)))
        elif word == "policy":
            policy = shipped_policy(rest.strip())
        elif word == "setting":
            policy = _set(policy, example.rule, rest)
        elif word == "other":
            members.append(Member(_other(members[0].award, rest), ()))
        else:
            members[-1] = Member(_changed(award, word, rest), charges)
    return policy, members


def _other(award: Award, rest: str) -> Award:
    """Another award of the programme, as the first one but for what is said; its list of parties is empty."""
    other = _changed(award, "award", f"id={rest.strip()}")
    return replace(other, parties=Parties(other.grant.recipient), waivers=(), bans=())


def _first_policy(rule: str) -> Policy:
    ids = sorted(shipped(), key=lambda id_: (id_ != "wuhan-2012", id_))
    return next(p for p in map(shipped_policy, ids) if p.rule(rule))


def _set(policy: Policy, rule: str, rest: str) -> Policy:
    key, _, value = (part.strip() for part in rest.partition("="))
    rules = [replace(r, settings={**r.settings, key: value}) if r.id == rule else r for r in policy.rules]
    return replace(policy, rules=tuple(rules))


def _charge(line: str, number: int, award: Award) -> Charge:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 5:
        raise WrongExample(line)
    day, payee, narration, amount, rest = parts
    words, keys = _keys(rest)
    papers = tuple(Paper("", what, _id(award, number)) for what in keys.pop("paper", "").split(",") if what)
    plan = words[0] if words and words[0] != "-" else None
    cited = {k: _id(award, v) for k, v in keys.items() if k in {"reduces", "settles"} and v.isdigit()}
    given = {
        "id": _id(award, number), "voucher": _id(award, number)[:-1], "date": day, "paid": day, "amount": amount,
        "currency": "CNY", "kind": "cost", "account": "Expenses:WH2025-007:5101业务活动成本:01会议费", "code": "5101",
        "account_name": "业务活动成本-学术交流", "payee": payee, "narration": narration,
    }  # fmt: skip
    made: Charge = _made(Charge, {**given, **keys, **cited}, plan=plan)
    return replace(made, papers=papers)


def _id(award: Award, number: int | str) -> str:
    return f"{award.id}-V{int(number):04d}a"


def _changed(award: Award, word: str, rest: str) -> Award:
    """The award with what one line says of it."""
    words, keys = _keys(rest)
    if word == "award":
        grant = {k: v for k, v in keys.items() if k in {f.name for f in fields(Grant)}}
        rest_of_it = {k: _value(Award, k, v) for k, v in keys.items() if k not in grant}
        typed = {k: _value(Grant, k, v) for k, v in grant.items()}
        return replace(award, grant=replace(award.grant, **typed), **rest_of_it)
    if word == "without":
        nothing: dict[str, Any] = {"parties": None, "settings": {}}
        return replace(award, **{name: nothing.get(name, ()) for name in words})
    if word == "milestone":
        keys = {"stage": words[0], "date": words[1], "id": f"E{len(award.milestones)}", **keys}
        return replace(award, milestones=(*award.milestones, _made(Milestone, keys, **_WRITTEN)))
    if word == "plan":
        keys = {"id": words[0], "name": words[1], "amount": words[2], "date": str(award.grant.start), **keys}
        return replace(award, plan=(*award.plan, _made(PlanLine, keys, **_WRITTEN)))
    if word == "party" and award.parties:
        party = _made(Party, {"code": words[0], "kind": words[1], "names": words[2], **keys})
        return replace(award, parties=replace(award.parties, parties=(*award.parties.parties, party)))
    return _asked(award, words, keys) if word == "request" else _answered(award, word, rest)


def _asked(award: Award, words: list[str], keys: dict[str, str]) -> Award:
    keys = {"id": f"Q{len(award.requests)}", "date": str(award.grant.start), "text": "", **keys}
    keys |= {"subject": _id(award, words[0]), "kinds": words[1], "by": "wang", "recorded": ""}
    return replace(award, requests=(*award.requests, _made(Request, keys)))


def _differing(award: Award, words: list[str], keys: dict[str, str]) -> Award:
    told = dict(zip(("id", "date", "amount", "cause"), words, strict=True))
    one = _made(Outstanding, {"reason": "—", "by": "chen", **told, **keys})
    return replace(award, outstanding=(*award.outstanding, one))


def _on_record(award: Award, word: str, words: list[str], keys: dict[str, str]) -> Award:
    """What the programme has on record about the award's recipient."""
    if word == "ban":
        ban = _made(
            Ban, {"date": words[0], "id": award.id, "recipient": award.grant.recipient, **keys}, **_WRITTEN
        )
        return replace(award, bans=(*award.bans, ban))
    told = dict(zip(("rule", "subject", "date"), words, strict=True))
    said = {"id": "X-0001", "reason": "—", "asked_by": "zhou", **told, **keys}
    return replace(award, waivers=(*award.waivers, _made(Waiver, said, recorded="", by="li")))


def _answered(award: Award, word: str, rest: str) -> Award:
    if word == "difference":
        return _differing(award, *_keys(rest))
    if word in {"waiver", "ban"}:
        return _on_record(award, word, *_keys(rest))
    if word != "answer":
        raise WrongExample(f"{word}: {rest}")
    key, _, value = (part.strip() for part in rest.partition("="))
    return replace(award, settings={**award.settings, key: value})


def _keys(text: str) -> tuple[list[str], dict[str, str]]:
    """The plain words of a text, and its ``key=value`` pairs."""
    words = shlex.split(text)
    pairs = [word.split("=", 1) for word in words if re.match(r"[a-z_]+=", word)]
    return [word for word in words if not re.match(r"[a-z_]+=", word)], dict(pairs)


def _made(kind: type[Any], keys: Mapping[str, str], **more: str | None) -> Any:  # noqa: ANN401
    return kind(**{key: _value(kind, key, value) for key, value in keys.items()}, **more)


def _value(kind: type[Any], key: str, value: str) -> Any:  # noqa: ANN401
    """A value as the field has it: a day, an amount, several words, a yes, or the text itself."""
    hint = get_type_hints(kind)[key]
    kinds: Iterable[Any] = get_args(hint) or (hint,)
    if datetime.date in kinds:
        return datetime.date.fromisoformat(value)
    if Decimal in kinds:
        return Decimal(value)
    if bool in kinds:
        return value == "yes"
    several = any(str(k).startswith("tuple") for k in (hint, *kinds))
    return tuple(value.split(",")) if several else value
