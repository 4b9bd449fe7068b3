"""`earmark findings --as-of DAY`: the books as they had been recorded by the end of that day, as an inspector would have seen them.

The clock of these books: 1 November the quarter is imported, 3 November posted, 20 November decided, 5 December a payment of
September is entered late, and the decision ordered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest

from earmark.ledger.awards import opening
from earmark.ledger.books import desk

Office = Any
"""The office of conftest, which tests cannot import."""
A = "1202021109900088801"
GRANT = f"1,{A},,2025-03-05 09:00:00,贷,,500000.00,,转账,拨付专项奖补资金,武汉市科学技术协会,500000.00,"
COOLER = f"2,{A},,2025-09-10 09:00:00,借,16000.00,,,转账,办公室空调2台及会务用品,江城环宇电器商行,484000.00,"
FINE = f"3,{A},,2025-09-12 09:00:00,借,600.00,,,转账,交通违章罚款,江城市公安局交通管理局,483400.00,"


@contextmanager
def recorded(day: str) -> Iterator[None]:
    """Whatever is written is written on that day."""
    moment = f"{day}T10:00:00+08:00"
    with (
        mock.patch.object(desk, "now", return_value=moment),
        mock.patch.object(opening, "now", return_value=moment),
    ):
        yield


@pytest.fixture(scope="module")
def office(
    at: type[Office], icbc: Callable[..., str], register: str, tmp_path_factory: pytest.TempPathFactory
) -> Office:
    office = at(tmp_path_factory.mktemp("as-of"))
    with recorded("2025-11-01"):
        office(
            "init books --person chen:recipient:JCSF:finance:陈会计"
            " --person zhou:funder:武汉市科学技术协会:officer:周主任"
        )
        office(
            "award new WH2025-007 --programme wuhan-2012 --recipient JCSF --recipient-name 江城示例学会"
            " --funder 武汉市科学技术协会 --amount 500000 --start 2025-03-01 --end 2026-02-28 --chart npo-2004"
            f" --mode dedicated --bank ICBC-8801 --account {A} --by chen {register}"
        )
        office.file("一.csv", icbc([GRANT, COOLER]))
        office("import 一.csv --by chen")
        office("draft complete WH2025-007 WH2025-007-V0002 --account 5101-会议费 --plan P1 --by chen")
    with recorded("2025-11-03"):
        office("post WH2025-007 --by chen")
    with recorded("2025-11-20"):
        (id_,) = office.findings()
        office(f"decide WH2025-007 {id_} --uphold 12000 --recover --reason 空调 --date 2025-11-20 --by zhou")
    with recorded("2025-12-05"):
        office.file("二.csv", icbc([GRANT, COOLER, FINE]))
        office("import 二.csv --by chen")
        office("draft complete WH2025-007 WH2025-007-V0003 --account 5101-差旅费 --plan P1 --by chen")
        office("post WH2025-007 --by chen")
        office("order WH2025-007 D-0001 --route restore --due 2025-12-01 --date 2025-11-21 --by zhou")
    return office


def seen(office: Office, day: str) -> tuple[list[str], dict[str, str]]:
    """The status of each finding, and the totals that are not zero, on a day."""
    (award,) = office.json(f"findings WH2025-007 --as-of {day}")["awards"]
    figures = {k: v for k, v in award.items() if isinstance(v, str) and k != "award" and float(v)}
    statuses = [f["status"] for f in award["findings"] if f["voucher"]]
    return statuses, figures


def test_before_anything_was_recorded_there_is_no_award(office: Office) -> None:
    assert "没有这项奖补资金" in office("findings WH2025-007 --as-of 2025-10-31", code=2).err


def test_a_voucher_posted_later_was_a_draft_then(office: Office) -> None:
    for day in ("2025-11-01", "2025-11-03", "2025-11-19"):
        assert seen(office, day) == (["open"], {"questioned": "16000.00", "open": "16000.00"})


def test_a_decision_counts_from_the_day_it_was_recorded(office: Office) -> None:
    assert seen(office, "2025-11-20") == (
        ["part_upheld"],
        {"questioned": "16000.00", "cleared": "4000.00", "upheld": "12000.00", "to_order": "12000.00"},
    )


def test_what_is_entered_late_was_not_there_whatever_day_it_bears(office: Office) -> None:
    """The fine is of 12 September, the order of 21 November; both were recorded on 5 December."""
    assert seen(office, "2025-12-04") == seen(office, "2025-11-20")
    statuses, figures = seen(office, "2025-12-05")
    assert statuses == ["part_upheld", "open"]
    assert (figures["questioned"], figures["outstanding"]) == ("16600.00", "12000.00")
    now = office.json("findings WH2025-007")["awards"][0]
    assert [f["status"] for f in now["findings"] if f["voucher"]] == statuses


def test_it_says_what_it_means_and_leaves_the_books_alone(office: Office) -> None:
    before = office.on_disk()
    assert "2025-11-20 终了时已经记录的账簿" in office("findings WH2025-007 --as-of 2025-11-20").err
    assert office.on_disk() == before


def test_what_is_overdue_is_told_from_what_had_been_recorded(office: Office) -> None:
    assert office.json("findings --overdue --as-of 2025-12-04")["orders"] == []
    (late,) = office.json("findings --overdue --as-of 2025-12-05")["orders"]
    assert (late["days"], late["age"]) == (4, "to_30")
