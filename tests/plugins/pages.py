"""Writes the generated part of each page in docs/rules/: ``make pages`` (python -m tests.plugins.pages).

It comes from what the rule says of itself (``ABOUT``) and from the shipped policies, and stands between two marks;
the rest of a page is written by people. test_pages.py fails when a page is not what would be written.
"""

from __future__ import annotations

import re
from hashlib import sha256

from earmark.ledger.base.text import Text
from earmark.plugins.judging import engine
from earmark.plugins.judging.about import About
from earmark.plugins.judging.finding import CATEGORY_NAMES, OUTCOME_NAMES
from earmark.plugins.policy import Policy, Rule, shipped, shipped_policy

from .examples import FOLDER

FIRST = "<!-- 以下由 make pages 写成，不要手改 · written by make pages, do not edit -->"
LAST = "<!-- 到此为止 · end of what is written -->"
_PART = re.compile(re.escape(FIRST) + ".*?" + re.escape(LAST), re.DOTALL)


def generated(rule: str) -> str:
    """The part of a rule's page that is not written by hand, with its marks."""
    about = engine.ABOUTS[rule]
    set_by = [(policy, r) for policy in map(shipped_policy, shipped()) for r in policy.rules if r.id == rule]
    parts = [FIRST, "## 依据与设置 · Basis and settings", *_said(about), *_clauses(set_by)]
    return "\n\n".join([*parts, *_settings(about, set_by), LAST])


def whole(rule: str, page: str) -> str:
    """A page with its generated part as it should be: in its place, else at the end."""
    part = generated(rule)
    return _PART.sub(lambda _: part, page) if _PART.search(page) else f"{page.rstrip()}\n\n{part}\n"


def _said(about: About) -> list[str]:
    outcomes = "、".join(f"{_both(OUTCOME_NAMES[o])}" for o in about.outcomes)
    lines = (
        f"规则 · rule: {_both(about.name)}",
        f"结论 · it may say: {outcomes}",
        f"怎样消除 · what clears it: {_both(about.clears)}",
        f"由谁提供 · who supplies it: {_both(about.who)}",
        *(
            [f"按专项审查，需要 · judged over the programme, needs: {_both(about.needs)}"]
            if about.needs
            else []
        ),
    )
    return ["\n".join(f"- {line}" for line in lines)]


def _clauses(set_by: list[tuple[Policy, Rule]]) -> list[str]:
    head = ("方案 · policy", "条款 · clause", "原文 · words", "SHA-256", "至多 · at most", "用途 · use")
    rows: list[tuple[str, ...]] = []
    for policy, rule in set_by:
        most = "review" if not policy.verified else rule.severity
        uses: dict[tuple[str, str], list[str]] = {}
        for use, clause in (rule.categories or {rule.category: rule.clause}).items():
            uses.setdefault((clause.number, clause.text), []).append(_both(CATEGORY_NAMES[use]))
        for item, clause in rule.clauses.items():
            uses.setdefault((clause.number, clause.text), []).append(f"`{item}`")
        for (number, text), names in uses.items():
            digest = f"`{sha256(text.encode()).hexdigest()}`"
            rows.append(
                (policy.id, number, text, digest, _both(OUTCOME_NAMES[most]), "、".join(filter(None, names)))
            )
    return [_table(head, rows)] if rows else []


def _settings(about: About, set_by: list[tuple[Policy, Rule]]) -> list[str]:
    head = ("设置 · setting", "含义 · means", "默认 · default", *(policy.id for policy, _ in set_by))
    rows = [
        (f"`{key}`", _both(s.means), s.default, *(rule.setting(key, about) for _, rule in set_by))
        for key, s in about.settings.items()
    ]
    return [_table(head, rows)] if rows else []


def _both(text: Text) -> str:
    return f"{text.zh} · {text.en}" if text.zh else ""


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    for name in engine.ABOUTS:
        path = FOLDER / f"{name}.md"
        if path.exists():
            path.write_text(whole(name, path.read_text(encoding="utf-8")), encoding="utf-8")
