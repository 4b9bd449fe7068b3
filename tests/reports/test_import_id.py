"""``earmark import`` names the import, or nobody could type ``earmark undo``."""

from __future__ import annotations

from pathlib import Path

import pytest

from earmark.importers import receive
from earmark.importers.booking.plan import FilePlan, ImportPlan, RowFate
from earmark.reports.cli import run


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What a first import, the same again and a dry run print."""
    (tmp_path / "earmark.toml").write_text("format = 1\n", encoding="utf-8")
    monkeypatch.setattr("earmark.ledger.vouchers.drafts.drafts", lambda *_args: [])
    printed = []
    for fate, words in (("new", ()), ("known", ()), ("new", ("--dry-run",))):
        plan = ImportPlan(
            (FilePlan(file="a.csv", format="csv", award="WH2025-007", import_id="I-3fa9c1d2", rows=1, fates=(RowFate(2, fate),)),)
        )  # fmt: skip
        for act in ("plan_import", "commit_import"):
            monkeypatch.setattr(receive, act, lambda *_args, _plan=plan, **_kwargs: _plan)
        assert run([f"--books={tmp_path}", "--lang=zh", "import", "a.csv", "--by", "chen", *words]) == 0
        printed.append(capsys.readouterr().out)
    return printed


def test_an_import_that_wrote_can_be_undone_by_its_id(said: list[str]) -> None:
    first, again, dry = said
    assert "earmark undo WH2025-007 I-3fa9c1d2" in first
    assert "I-3fa9c1d2" not in again + dry
