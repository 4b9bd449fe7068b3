"""docs/awards.md: its commands are typed in the demo's books, in their order; the books say what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

Office = Any
"""The office of conftest, which tests cannot import."""
pytestmark = pytest.mark.xdist_group("demo")

PAGE = (Path(__file__).parents[2] / "docs" / "awards.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]


def test_the_commands_of_the_page(own_demo: Office) -> None:
    said = {line: own_demo(line.removeprefix("earmark ")).out for line in COMMANDS}
    told = "\n".join(said.values())
    assert "O-0004：撤销 WH2025-007" in told
    assert "O-0003 未收回的 18,500.00 元并入 O-0004" in told
    assert "JCSF" not in told
    listed = next(out for line, out in said.items() if line.endswith("--list"))
    assert listed.count("有效") == 2
    assert own_demo.findings()["F-fe68877568"] == "cleared"
    stages = own_demo.json("award show CAST2025-017")["stages"]
    assert [s["result"] for s in stages if s["stage"] == "settlement"] == ["funder"]
    figures = own_demo.stands("CAST2025-017")
    assert "bank" not in figures
    own_demo("check")
    for award in ("WH2025-007", "CAST2025-017"):
        assert own_demo.json(f"report {award}")["tie_out"]["difference"] == "0.00"
