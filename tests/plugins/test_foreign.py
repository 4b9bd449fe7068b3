"""Rules on ledgers that Earmark did not make, each as a plugin of its own, under real bean-check."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core.data import Note

from earmark.plugins.judging import engine

HEAD = """
2025-01-01 open Assets:Bank
2025-01-01 open Expenses:Grants:Wuhan:Venue
2025-01-01 open Expenses:Grants:Wuhan:Fees
2025-01-01 open Expenses:Own
"""
PROHIBITED = (
    """plugin "earmark.plugins.prohibited" "{'policy': 'wuhan-2012', 'award': 'Expenses:Grants:Wuhan'%s}" """
)


def load(ledger: str | None, plugin: str) -> tuple[list[Any], list[Any]]:
    entries, errors, _ = loader.load_string(f"{plugin}\n{HEAD}\n{textwrap.dedent(ledger or '')}")
    return [e for e in entries if isinstance(e, Note)], errors


def ids(notes: list[Any]) -> list[str]:
    return [str(n.meta["finding"]) for n in notes]


CARDS = """
2025-07-01 * "江城百货" "购物卡30张"
  Expenses:Grants:Wuhan:Fees   15000.00 CNY
  Assets:Bank
2025-07-02 * "江城百货" "购物卡30张"
  Expenses:Own                 15000.00 CNY
  Assets:Bank
"""


def test_findings_are_notes_and_with_strict_errors() -> None:
    notes, errors = load(CARDS, PROHIBITED % "")
    assert [n.account for n in notes] == ["Expenses:Grants:Wuhan:Fees"]
    assert notes[0].comment.startswith("疑点｜涉嫌违规｜与本项目无关的支出｜五(三)｜15,000.00 元")
    assert errors == []
    notes, errors = load(CARDS, PROHIBITED % ", 'strict': True")
    assert [e.finding for e in errors] == ids(notes)


def test_ids_stay_when_lines_are_inserted_above() -> None:
    more = """
2025-06-30 * "江城锦湖会议中心" "学术年会场租"
  Expenses:Grants:Wuhan:Venue   6000.00 CNY
  Assets:Bank
"""
    notes, _ = load(CARDS, PROHIBITED % "")
    later, _ = load(more + CARDS, PROHIBITED % "")
    assert ids(notes) == ids(later)


def test_equal_postings_are_told_apart() -> None:
    twice, _ = load(CARDS + CARDS, PROHIBITED % "")
    assert len(set(ids(twice))) == 2


def test_a_list_of_parties_is_read_beside_the_ledger(tmp_path: Path) -> None:
    """
    2025-07-01 * "钱某某" "标准评审会评审费"
      Expenses:Grants:Wuhan:Fees   3000.00 CNY
      Assets:Bank
    """
    parties = 'complete = ["staff"]\n[[party]]\ncode = "A03"\nkind = "staff"\nnames = ["钱某某"]\n'
    (tmp_path / "parties.toml").write_text(parties, encoding="utf-8")
    ledger = tmp_path / "grant.beancount"
    entries = textwrap.dedent(test_a_list_of_parties_is_read_beside_the_ledger.__doc__ or "")
    ledger.write_text(PROHIBITED % ", 'parties': 'parties.toml'" + HEAD + entries, encoding="utf-8")
    loaded, errors, _ = loader.load_file(str(ledger))
    (note,) = [e for e in loaded if isinstance(e, Note)]
    assert "人员支出" in note.comment
    assert errors == []


PLUGINS = [
    ("prohibited", "", "购物卡30张", "涉嫌违规"),
    ("plan", ", 'plan': {'P1': '180000.00'}", "学术年会场租", "无法判断"),
    ("period", ", 'period': ('2025-03-01', '2025-06-30')", "学术年会场租", "存疑"),
    ("negative", "", "红字", "存疑"),
    ("duplicate", "", "学术年会场租", "存疑"),
    ("undated", "", "活动经费", "存疑"),
    ("cash", "", "现金支票提现", "存疑"),
    ("nearlimit", ", 'answers': {'single-source': '5100', 'one-signature': '900'}", "展厅布展", "存疑"),
    ("nearlimit", ", 'answers': {'single-source': '9900'}", "展厅布展", "无法判断"),
    ("prepayment", ", 'period': ('2025-03-01', '2025-08-31')", "平台运维服务费(一年)", "存疑"),
    ("rush", ", 'period': ('2025-03-01', '2025-07-08')", "展厅布展", "存疑"),
]


@pytest.mark.parametrize(("name", "settings", "narration", "outcome"), PLUGINS)
def test_each_rule_is_a_plugin_of_its_own(name: str, settings: str, narration: str, outcome: str) -> None:
    amounts = {"negative": ["-5000.00"], "duplicate": ["5000.00", "5000.00"]}.get(name, ["5000.00"])
    ledger = "".join(
        f'2025-07-0{n} * "江城某某中心" "{narration}"\n  Expenses:Grants:Wuhan:Fees  {amount} CNY\n  Assets:Bank\n'
        for n, amount in enumerate(amounts, start=1)
    )
    plugin = (PROHIBITED % settings).replace("plugins.prohibited", f"plugins.{name}")
    notes, errors = load(ledger, plugin)
    assert errors == []
    assert [n.comment.split("｜")[1] for n in notes] == [outcome]


ALONE = sorted(name for name, rule in engine.RULES.items() if hasattr(rule, "__plugins__"))


@pytest.mark.parametrize("module", [*ALONE, "segregation"])
def test_the_manual_of_a_rule_holds_the_line_to_paste(module: str) -> None:
    """A ledger with the line of the manual loads without an error."""
    manual = __import__(f"earmark.plugins.{module}", fromlist=["x"]).__doc__ or ""
    found = re.findall(r'plugin "earmark[^"]*"(?:\s+"[^"]*")?', manual)
    assert found
    for line in found:
        assert load("", line)[1] == []
    for word in ("Trips it", "Near miss", "What clears it", "Why"):
        assert word in manual


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("", "缺少“award”"),
        ("{'policy': 'wuhan-2012'}", "缺少“award”"),
        ("{'policy': 'x', 'award': 'Expenses'}", "没有实施方案 x"),
        ("{'policy': 'wuhan-2012', 'award': 'Expenses', 'stict': 1}", "不认识“stict”"),
        ("{'policy': 'wuhan-2012', 'award': 'Expenses', 'period': 3}", "插件设置有误"),
        ("{'policy': 'wuhan-2012', 'award': 'Expenses', 'plan': {'P1': 'lots'}}", "lots"),
        ("not a literal", "插件设置读不懂"),
    ],
)
def test_a_wrong_setting_is_one_clear_error(config: str, said: str) -> None:
    notes, errors = load(CARDS, f'plugin "earmark.plugins.prohibited" "{config}"')
    assert notes == []
    assert len(errors) == 1
    assert said in errors[0].message
    assert errors[0].source


def test_period_needs_its_days() -> None:
    _, (error,) = load(CARDS, (PROHIBITED % "").replace("prohibited", "period"))
    assert "缺少“period”" in error.message


@pytest.mark.parametrize("strict", [False, True])
def test_bean_check_on_a_foreign_ledger(tmp_path: Path, *, strict: bool) -> None:
    ledger = tmp_path / "grant.beancount"
    ledger.write_text(PROHIBITED % f", 'strict': {strict}" + HEAD + CARDS, encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).with_name("bean-check"), "--no-cache", ledger],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == int(strict)
    assert ("疑点｜涉嫌违规" in done.stderr) is strict


LINE = re.compile(r'^    plugin "earmark\.plugins\.(\w+)" "(\{.*?\})"$', re.MULTILINE | re.DOTALL)


MANUALS = {name: sys.modules[rule.judge.__module__] for name, rule in engine.RULES.items()}
ALONE = [name for name, module in sorted(MANUALS.items()) if hasattr(module, "__plugins__")]


@pytest.mark.parametrize("rule", ALONE)
def test_the_line_in_each_rules_manual_works_in_a_ledger(rule: str) -> None:
    """
    2025-03-01 open Expenses:Grants:Wuhan:5101会议费
    2025-03-01 open Assets:Bank
    2025-03-18 * "江城锦湖会议中心" "学术年会场租"
      Expenses:Grants:Wuhan:5101会议费  8000.00 CNY
      Assets:Bank
    """
    (found,) = LINE.findall(str(MANUALS[rule].__doc__))
    assert found[0] == rule
    config = " ".join(found[1].split())
    ledger = textwrap.dedent(str(test_the_line_in_each_rules_manual_works_in_a_ledger.__doc__))
    _, errors, _ = loader.load_string(f'plugin "earmark.plugins.{rule}" "{config}"\n{ledger}')
    assert [str(e.message) for e in errors] == []


def test_dollars_are_not_called_yuan() -> None:
    ledger = """
        plugin "earmark.plugins.prohibited" "{'policy': 'wuhan-2012', 'award': 'Expenses:Wuhan', 'strict': True}"
        2025-01-01 open Expenses:Wuhan:Meetings
        2025-01-01 open Assets:Bank
        2025-04-01 * "交警大队" "违章罚款"
          Expenses:Wuhan:Meetings   2.00 USD
          Assets:Bank
    """
    (error,) = loader.load_string(ledger, dedent=True)[1]
    assert "2.00 USD" in error.message
    assert "元" not in error.message
