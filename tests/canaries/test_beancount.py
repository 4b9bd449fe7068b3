"""What Beancount 3.2.3 really does, where the books lean on it: when one of these fails, so may we.

Each is a fact that was tried, not wished for; several are the reason why a rule of the gate exists.
"""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from beancount import loader
from beancount.core import data
from beancount.parser import parser, printer
from beancount.scripts import check

DAY = datetime.date(2025, 3, 18)
Loaded = tuple[list[Any], list[Any], dict[str, Any]]


class Fault(NamedTuple):
    """An error as a plugin reports it, with a field of our own."""

    source: dict[str, Any]
    message: str
    entry: Any
    rule: str


def load(text: str) -> Loaded:
    loaded: Loaded = loader.load_string(text, dedent=True)
    return loaded


def parse(text: str) -> tuple[list[Any], list[Any]]:
    entries, errors, _ = parser.parse_string(text)
    return list(entries), list(errors)


@pytest.fixture
def plugin() -> Iterator[ModuleType]:
    """An empty plugin module, importable as canary_plugin."""
    module = ModuleType("canary_plugin")
    sys.modules[module.__name__] = module
    yield module
    del sys.modules[module.__name__]


def test_a_chinese_account_begins_each_level_with_a_digit_or_capital() -> None:
    _, errors, _ = load("2025-01-01 open Expenses:WH2025-007:5101业务活动成本:01会议费")
    assert not errors
    _, errors, _ = load("2025-01-01 open Expenses:会议费")
    assert [error.message for error in errors] == ["Invalid account name: Expenses:会议费"]


def test_only_the_beginning_of_an_account_is_looked_at() -> None:
    """So `Expenses:Grant:会议费` loads by accident, and half of Beancount's tools do not know it."""
    _, errors, _ = load("2025-01-01 open Expenses:Grant:会议费")
    assert not errors


def test_chinese_root_names_are_an_error() -> None:
    _, errors, _ = load('option "name_assets" "资产"\n2025-01-01 open 资产:X\n')
    assert errors


def test_a_chinese_tag_or_key_drops_the_whole_directive() -> None:
    for text in ('2025-01-01 * "n" #奖补\n', '2025-01-01 * "n"\n  备注: "x"\n'):
        entries, errors = parse(text)
        assert entries == []
        assert errors


def test_options_and_plugins_of_an_included_file_are_ignored(tmp_path: Path) -> None:
    (tmp_path / "part.beancount").write_text('plugin "no.such.plugin"\noption "title" "part"\n')
    (tmp_path / "top.beancount").write_text('option "title" "top"\ninclude "part.beancount"\n')
    _, errors, options = loader.load_file(str(tmp_path / "top.beancount"))
    assert (errors, options["title"], options["plugin"]) == ([], "top", [])


def test_a_plugin_that_crashes_is_one_error_and_loses_what_it_found(plugin: ModuleType) -> None:
    def crash(_entries: object, _options: object) -> None:
        raise ZeroDivisionError

    plugin.__dict__.update(__plugins__=("crash",), crash=crash)
    entries, errors, _ = load('plugin "canary_plugin"\n2025-01-01 open Assets:A\n')
    assert (len(entries), len(errors)) == (1, 1)
    assert "ZeroDivisionError" in errors[0].message


def test_a_module_that_is_no_plugin_is_ignored_silently(plugin: ModuleType) -> None:
    assert not hasattr(plugin, "__plugins__")
    entries, errors, _ = load('plugin "canary_plugin"\n2025-01-01 open Assets:A\n')
    assert (len(entries), errors) == (1, [])


def test_more_fields_on_an_error_survive_the_loading(plugin: ModuleType) -> None:
    def find(entries: list[Any], _options: object) -> tuple[list[Any], list[Fault]]:
        return entries, [Fault(entries[0].meta, "m", None, "segregation")]

    plugin.__dict__.update(__plugins__=("find",), find=find)
    _, errors, _ = load('plugin "canary_plugin"\n2025-01-01 open Assets:A\n')
    assert [error.rule for error in errors] == ["segregation"]


def test_a_custom_directive_without_values_crashes_a_plugin_of_beancounts_own() -> None:
    _, errors, _ = load('2025-01-01 custom "earmark-x"\n')
    assert "beancount.ops.pad" in errors[0].message


def test_the_printer_escapes_a_payee_but_not_a_note_or_link() -> None:
    payee = data.Transaction({}, DAY, "*", 'a" "b', "n", frozenset(), frozenset(), [])
    assert parse(printer.format_entry(payee))[0][0].payee == 'a" "b'
    hostile = '"\n2025-03-18 open Assets:B\n2025-03-18 note Assets:A "x'
    note = data.Note({}, DAY, "Assets:A", hostile, frozenset(), frozenset())
    assert len(parse(printer.format_entry(note))[0]) == 3
    linked = payee._replace(links=frozenset({"x\n2025-03-18 open Assets:B"}))
    assert len(parse(printer.format_entry(linked))[0]) == 2


@pytest.mark.parametrize(("tolerance", "passes"), [("", True), ("~ 0 ", False)])
def test_a_balance_without_tolerance_lets_a_fen_pass(tolerance: str, *, passes: bool) -> None:
    _, errors, _ = load(f"""
        2025-01-01 open Assets:A
        2025-01-01 open Equity:B
        2025-01-02 * "a fen too much"
          Assets:A   100.01 CNY
          Equity:B  -100.01 CNY
        2025-01-03 balance Assets:A  100.00 {tolerance}CNY
    """)
    assert (not errors) is passes


def test_metadata_can_replace_where_an_entry_says_it_stands() -> None:
    """The reason why the gate refuses these keys."""
    entries, errors, _ = parser.parse_string(
        '2025-01-01 open Assets:A\n  filename: "/etc/passwd"\n  ab: 1\n  ab: 2\n'
    )
    assert (errors, entries[0].meta["filename"], entries[0].meta["ab"]) == ([], "/etc/passwd", 2)


def test_a_number_and_a_negative_number_are_a_subtraction() -> None:
    entries, _ = parse('2025-01-01 custom "earmark-x" 1.00 -2.00\n')
    assert [str(value.value) for value in entries[0].values] == ["-1.00"]


def test_pushtag_and_pushmeta_mark_what_follows_unseen() -> None:
    text = 'pushtag #close\npushmeta plan: "P1"\n2025-01-01 * "n"\npopmeta plan:\npoptag #close\n'
    entries, errors = parse(text)
    assert (errors, entries[0].tags, entries[0].meta["plan"]) == ([], {"close"}, "P1")


def test_dividing_by_nothing_kills_the_process() -> None:
    parse = (
        "from beancount.parser import parser; parser.parse_string('2025-01-01 balance Assets:A 1/0 CNY\\n')"
    )
    ended = subprocess.run([sys.executable, "-c", parse], check=False, capture_output=True)
    assert ended.returncode == -signal.SIGSEGV


def test_entries_of_one_day_are_sorted_by_line_across_files(tmp_path: Path) -> None:
    (tmp_path / "a.beancount").write_text('\n\n2025-01-01 * "a, line 3"\n')
    (tmp_path / "b.beancount").write_text('2025-01-01 * "b, line 1"\n')
    (tmp_path / "top.beancount").write_text('include "a.beancount"\ninclude "b.beancount"\n')
    entries: list[Any] = loader.load_file(str(tmp_path / "top.beancount"))[0]
    assert [entry.narration for entry in entries] == ["b, line 1", "a, line 3"]


def test_a_missing_document_is_an_error() -> None:
    _, errors, _ = load('2025-01-01 open Assets:A\n2025-01-01 document Assets:A "documents/none.pdf"\n')
    assert len(errors) == 1


def test_beancounts_cache_serves_what_an_older_rule_found(tmp_path: Path) -> None:
    """It looks at the ledger's files alone; so our loader turns it off."""
    ledger = tmp_path / "x.beancount"
    ledger.write_text("2025-01-01 open Assets:A\n")
    found = ["old rule"]
    input_hash: Any = loader.compute_input_hash

    def load_and_judge(name: str) -> tuple[list[str], list[str], dict[str, Any]]:
        return list(found), [], {"include": [name], "input_hash": input_hash([name])}

    cached = loader.pickle_cache_function(lambda name: f"{name}.cache", 0, load_and_judge)
    cached(str(ledger))
    found[:] = ["new rule"]
    assert cached(str(ledger))[0] == ["old rule"]
    assert "BEANCOUNT_DISABLE_LOAD_CACHE" in os.environ


def test_bean_check_ends_with_1_on_any_error(tmp_path: Path) -> None:
    ledger = tmp_path / "x.beancount"
    ledger.write_text("2025-01-01 close Assets:A\n")
    command = [sys.executable, "-m", check.__name__, str(ledger)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1
