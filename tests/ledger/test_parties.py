"""The recipient's private list: read whole, or refused with the entry that is wrong. What is misread lists nobody."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from earmark.ledger.awards.award import OwnAccount, Party
from earmark.ledger.persons.parties import DamagedParties, read_parties

WHOLE = """
complete = ["staff"]

[[party]]
code = "A03"
kind = "staff"
names = ["职工A03", "钱某某"]
start = 2020-01-01

[[party]]
code = "L01"
kind = "landlord"
amount = "9000.00"

[[own-account]]
tail = "1203"
purpose = "基本户"

[[other-project]]
number = "B2024-017"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "JCSF.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_is_read_whole(tmp_path: Path) -> None:
    found = read_parties("JCSF", written(tmp_path, WHOLE))
    assert found is not None
    assert found.parties == (
        Party("A03", "staff", ("职工A03", "钱某某"), start=datetime.date(2020, 1, 1)),
        Party("L01", "landlord", (), amount=Decimal("9000.00")),
    )
    assert found.own_accounts == (OwnAccount("1203", "基本户"),)
    assert found.complete == {"staff"}


def test_no_list_is_not_an_empty_one(tmp_path: Path) -> None:
    assert read_parties("JCSF", tmp_path / "JCSF.toml") is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('names = "钱某某"', "“names”应写成"),
        ('name = ["钱某某"]', "不认识“name”"),
        ('start = "2020-01-01"', "“start”应为日期"),
        ("start = 2020-01-01T08:00:00", "“start”应为日期"),
        ('amount = "九千"', "不是金额"),
        ('amount = "0"', "“amount”应大于零"),
        ("start = 2025-07-01\nend = 2025-06-30", "“end”早于“start”"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, wrong: str, said: str) -> None:
    path = written(tmp_path, f'[[party]]\ncode = "A03"\nkind = "staff"\n{wrong}\n')
    with pytest.raises(DamagedParties, match=f"JCSF.toml：第 1 个 party 有误：.*{said}"):
        read_parties("JCSF", path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[party]]\nkind = "staff"\n', "缺少“code”"),
        ('[[party]]\ncode = "A03"\nkind = "职工"\n', "不认识“职工”"),
        ('[party]\ncode = "A03"\nkind = "staff"\n', r"应写成 \[\[party\]\]"),
        ('[[own-account]]\npurpose = "基本户"\n', "第 1 个 own-account 有误：缺少“tail”"),
        ('complete = "staff"\n', "“complete”应写成"),
        ('complete = ["staffs"]\n', "不认识“staffs”"),
        ("complete = [\n", "读不懂"),
    ],
)
def test_a_file_that_says_something_else_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DamagedParties, match=said):
        read_parties("JCSF", written(tmp_path, text))


def test_a_file_of_notepad_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeff[[party]]\ncode = "A03"\nkind = "staff"\n')
    read = read_parties("JCSF", path)
    assert read is not None
    assert read.parties[0].code == "A03"
