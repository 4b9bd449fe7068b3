"""A policy, and what another one would change, as the JSON that ``earmark policy`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from earmark.plugins.judging.coverage import coverage
from earmark.plugins.judging.engine import ABOUTS
from earmark.plugins.judging.policyfile import words_sha256

from . import findings_json
from .policies import settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from earmark.ledger.awards.programme import FunderAnswer, PolicyAdopted
    from earmark.ledger.base.text import Lang
    from earmark.plugins.judging.coverage import Covered
    from earmark.plugins.judging.replay import Replay
    from earmark.plugins.policy import Policy, Question, Rule


def known(
    shipped: Sequence[Policy], adopted: Mapping[str, Sequence[PolicyAdopted]], lang: Lang
) -> dict[str, Any]:
    """The policies that are shipped, and what each programme of the books adopted."""
    return {
        "shipped": [
            {"id": p.id, "title": p.title.show(lang), "verified": p.verified, "sha256": p.sha256}
            for p in shipped
        ],
        "adopted": [
            {"programme": programme, "id": a.id, "date": a.date.isoformat(), "by": a.by, "sha256": a.sha256}
            for programme, acts in adopted.items()
            for a in acts
        ],
    }


def shown(policy: Policy, answers: Mapping[str, FunderAnswer], lang: Lang) -> dict[str, Any]:
    """A policy as one object."""
    return {
        "policy": {
            "id": policy.id, "sha256": policy.sha256, "title": policy.title.show(lang),
            "document": policy.document, "verified": policy.verified,
        },
        "clauses": [_clause(covered, lang) for covered in coverage(policy)],
        "rules": [_rule(rule, lang) for rule in policy.rules],
        "questions": [_question(q, answers.get(q.id), lang) for q in policy.questions.values()],
        "revocation": policy.revocation and {
            "clause": policy.revocation.clause.number, "scope": policy.revocation.scope,
            "ban_years": policy.revocation.ban_years,
        },
    }  # fmt: skip


def _clause(covered: Covered, lang: Lang) -> dict[str, Any]:
    clause = covered.clause
    return {
        "id": covered.id, "number": clause.number, "text": clause.text, "sha256": words_sha256(clause),
        "rules": list(covered.rules), "unchecked": covered.reason.show(lang) if covered.reason else None,
        "open": covered.open,
    }  # fmt: skip


def _rule(rule: Rule, lang: Lang) -> dict[str, Any]:
    about = ABOUTS.get(rule.id)
    return {
        "id": rule.id, "name": about.name.show(lang) if about else None, "scope": rule.scope,
        "severity": rule.severity, "clause": rule.clause.number, "settings": settings_of(rule),
        "outcomes": list(about.outcomes) if about else [],
        "clears": about.clears.show(lang) if about else None, "who": about.who.show(lang) if about else None,
        "needs": about.needs.show(lang) if about and about.needs else None,
    }  # fmt: skip


def _question(question: Question, answer: FunderAnswer | None, lang: Lang) -> dict[str, Any]:
    answered = answer and {
        "answer": answer.answer, "by": answer.by, "date": answer.date.isoformat(), "source": answer.source,
    }  # fmt: skip
    return {
        "id": question.id,
        "name": question.name.show(lang),
        "asks": question.asks.show(lang),
        "answered": answered,
    }


def replayed(one: Replay, lang: Lang) -> dict[str, Any]:
    """What a policy would change in one award."""
    return {
        "award": one.award,
        "gained": [findings_json.finding(f, lang) for f in one.gained],
        "lost": [findings_json.finding(f, lang) for f in one.lost],
        "changed": [
            {"was": findings_json.finding(c.was, lang), "now": findings_json.finding(c.now, lang)}
            for c in one.changed
        ],
    }
