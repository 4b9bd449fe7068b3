"""A policy as it is shown: clauses with what checks them, rules with their settings, questions with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text
from earmark.plugins.judging.coverage import coverage
from earmark.plugins.judging.engine import ABOUTS
from earmark.plugins.judging.finding import CATEGORY_NAMES, OUTCOME_NAMES

from .rules_told import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from earmark.ledger.awards.programme import FunderAnswer, PolicyAdopted
    from earmark.ledger.base.text import Lang
    from earmark.plugins.judging.coverage import Covered
    from earmark.plugins.judging.finding import Finding
    from earmark.plugins.judging.replay import Replay
    from earmark.plugins.policy import Policy, Revocation, Rule

    from .session import Session

OPEN = Text("！！没有规则检查，也没有说明原因", "!! no rule checks it, and nobody says why")
NOT_CHECKED = Text("不由规则检查：{reason}", "not checked by a rule: {reason}")
NOT_ANSWERED = Text("未答复", "not answered")
ANSWERED = Text("{answer}（{by}，{day}，{source}）", "{answer} ({by}, {day}, {source})")
NEEDS = Text(
    "要看全部奖补资金的规则，在 earmark audit 或 earmark audit --programme {programme} 时运行，需要：",
    "rules that need all awards run with earmark audit, or earmark audit --programme {programme}; they need:",
)
NEED = Text("  {rule}：{needs}", "  {rule}: {needs}")
UNVERIFIED = Text(
    "原文未经核对：各规则至多存疑", "the words were not verified: no rule says more than “needs review”"
)
CLAUSE, NOTHING = Text("条款", "clause"), Text("", "")
CLAUSES = (CLAUSE, Text("原文", "words"), Text("由什么检查", "checked by"))
RULES_HEAD = (Text("规则", "rule"), NOTHING, Text("至多", "at most"), CLAUSE)
SETTINGS_HEAD = (Text("规则", "rule"), Text("设置", "setting"), Text("含义", "means"), Text("值", "value"))
QUESTIONS = (Text("问题", "question"), NOTHING, Text("答复", "answer"))
KNOWN = (Text("实施方案", "policy"), Text("名称", "title"), Text("原文", "words"), Text("文件", "document"))
ADOPTED = (Text("专项", "programme"), Text("自", "from"), Text("采用", "policy"), Text("办理人", "by"))
VERIFIED = {True: Text("已核对", "verified"), False: Text("未核对", "not verified")}
TRY_HEAD = (
    NOTHING, Text("疑点", "finding"), Text("规则", "rule"), Text("对象", "subject"), Text("原来", "was"),
    Text("试行", "would be"),
)  # fmt: skip
TRIED = {
    "gained": Text("新增", "gained"),
    "lost": Text("不再有", "lost"),
    "changed": Text("改变", "changed"),
}


# ---------------------------------------------------------------- listed


def show_known(
    session: Session, known: Sequence[Policy], adopted: Mapping[str, Sequence[PolicyAdopted]]
) -> None:
    """Print the policies that are shipped, and what each programme of the books adopted."""
    session.table(KNOWN, [(p.id, p.title, VERIFIED[p.verified], p.document) for p in known])
    if adopted:
        session.say()
        session.table(ADOPTED, [(name, a.date, a.id, a.by) for name, acts in adopted.items() for a in acts])


# ---------------------------------------------------------------- shown


def show(session: Session, policy: Policy, answers: Mapping[str, FunderAnswer]) -> None:
    """Print a policy."""
    session.say(f"{policy.title.show(session.lang)}　{policy.document}　sha256 {policy.sha256[:12]}")
    if not policy.verified:
        session.say(UNVERIFIED)
    clauses = coverage(policy)
    rows = [(c.clause.number, c.clause.text, _checked_by(c)) for c in clauses]
    session.table(CLAUSES, rows)
    session.say()
    session.table(RULES_HEAD, [_rule_row(rule, policy, session.lang) for rule in policy.rules])
    session.say()
    session.table(SETTINGS_HEAD, [row for rule in policy.rules for row in _setting_rows(rule)])
    if policy.revocation:
        session.say()
        session.say(_revocation(policy.revocation))
    session.say()
    questions = [(q.id, q.name, _answer(answers.get(q.id))) for q in policy.questions.values()]
    session.table(QUESTIONS, questions)
    open_clauses = [c for c in clauses if c.open]
    if open_clauses:
        numbers = ", ".join(c.clause.number for c in open_clauses)
        session.hint(Text(f"{OPEN.zh}：{numbers}", f"{OPEN.en}: {numbers}"))


def tell_needs(session: Session, policy: Policy, programme: str) -> None:
    """Say which rules need all awards of the programme, and what each of them must be given."""
    wide = [
        (rule.id, ABOUTS[rule.id].needs)
        for rule in policy.rules
        if rule.scope == "programme" and rule.id in ABOUTS
    ]
    if wide:
        session.say(NEEDS, programme=programme)
        for id_, needs in wide:
            session.say(NEED, rule=name_of(id_), needs=needs)


REVOKED = Text("撤销（{number}）：收回{scope}；{ban}", "revocation ({number}): takes back {scope}; {ban}")
SCOPES = {
    "paid": Text("已拨付的资金", "what was paid so far"),
    "award": Text("奖建资金（以已拨付为限）", "the award money, as far as it was paid"),
}
BARRED = Text("{years} 年内不得申报", "no application for {years} years")
NOT_BARRED = Text("不禁止申报", "nobody is barred")


def _revocation(found: Revocation) -> Text:
    ban = BARRED.format(years=found.ban_years) if found.ban_years else NOT_BARRED
    return REVOKED.format(number=found.clause.number, scope=SCOPES[found.scope], ban=ban)


def _checked_by(covered: Covered) -> Text:
    if covered.rules:
        names = ", ".join(covered.rules)
        return Text(names, names)
    return NOT_CHECKED.format(reason=covered.reason) if covered.reason else OPEN


def _rule_row(rule: Rule, policy: Policy, lang: Lang) -> tuple[object, ...]:
    name = ABOUTS[rule.id].name if rule.id in ABOUTS else Text("？", "?")
    most = rule.severity if policy.verified else "review"
    return rule.id, name.show(lang), OUTCOME_NAMES[most], rule.clause.number


def _setting_rows(rule: Rule) -> list[tuple[object, ...]]:
    known = ABOUTS[rule.id].settings if rule.id in ABOUTS else {}
    return [
        (rule.id, key, known[key].means if key in known else "", value or "—")
        for key, value in settings_of(rule).items()
    ]


def settings_of(rule: Rule) -> dict[str, str]:
    """What a rule works with: the policy's settings over the rule's defaults."""
    about = ABOUTS.get(rule.id)
    known = about.settings if about else {}
    return {key: setting.default for key, setting in known.items()} | dict(rule.settings)


def _answer(answer: FunderAnswer | None) -> Text:
    if answer is None:
        return NOT_ANSWERED
    return ANSWERED.format(answer=answer.answer, by=answer.by, day=answer.date, source=answer.source)


# ---------------------------------------------------------------- tried


def show_replay(session: Session, replays: Sequence[Replay]) -> None:
    """Print what a policy would change, award by award."""
    for one in replays:
        counts = (f"{name.show(session.lang)} {len(getattr(one, key))}" for key, name in TRIED.items())
        session.say("　".join((one.award, *counts)))
        rows = [
            *(_row("gained", None, finding) for finding in one.gained),
            *(_row("lost", finding, None) for finding in one.lost),
            *(_row("changed", change.was, change.now) for change in one.changed),
        ]
        if rows:
            session.table(TRY_HEAD, rows)


def _row(change: str, was: Finding | None, now: Finding | None) -> tuple[object, ...]:
    of = next(f for f in (now, was) if f)
    return TRIED[change], of.id, of.rule, of.subject, _outcome(was), _outcome(now)


def _outcome(finding: Finding | None) -> Text:
    if finding is None:
        return NOTHING
    named, use = OUTCOME_NAMES[finding.outcome], CATEGORY_NAMES[finding.category]
    return Text(f"{named.zh} {use.zh}".strip(), f"{named.en} {use.en}".strip())
