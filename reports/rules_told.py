"""Which rules ran, in words: a count, and by name those that found something or could not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earmark.ledger.base.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from earmark.plugins.judging.finding import RuleRun

RAN = Text("{count} 条运行，{found}", "{count} ran, {found}")
FOUND = Text("有疑点的：{rules}", "with findings: {rules}")
NOTHING = Text("都没有疑点", "none found anything")
FAILED = Text("；出错、没有结论的：{rules}", "; failed, so nothing is known of: {rules}")
NONE = Text("没有", "none")


def told(runs: Iterable[RuleRun]) -> Text:
    """What ran and what came of it; those that need all awards of a programme and did not run are told elsewhere."""
    ran = [run for run in runs if run.state == "ran"]
    failed = [run for run in runs if run.state == "failed"]
    found = _list(
        Text("{name} {n}", "{name} {n}").format(name=name_of(run.id), n=run.findings)
        for run in ran
        if run.findings
    )
    said = (
        RAN.format(count=len(ran), found=FOUND.format(rules=found) if found.zh else NOTHING) if ran else NONE
    )
    more = FAILED.format(rules=_list(name_of(run.id) for run in failed)) if failed else Text("", "")
    return Text("{said}{more}", "{said}{more}").format(said=said, more=more)


def names(ids: Iterable[str]) -> Text:
    """Names of rules, one after the other."""
    return _list(map(name_of, ids))


def name_of(rule: str) -> Text:
    """What a rule calls itself; its id, where this Earmark does not know it."""
    from earmark.plugins.judging.engine import ABOUTS

    return ABOUTS[rule].name if rule in ABOUTS else Text(rule, rule)


def _list(some: Iterable[Text]) -> Text:
    some = list(some)
    return Text("、".join(one.zh for one in some), ", ".join(one.en for one in some))
