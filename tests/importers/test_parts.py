from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from earmark.importers.formats.journal import imbalance
from earmark.importers.proposing.parts import parts
from earmark.importers.proposing.projects import Projects
from earmark.importers.tables.rows import BookVoucher
from earmark.ledger.awards.award import Award

Booking = Callable[..., BookVoucher]
MINE, OTHER = "420000250000001017", "420000250000000001"


def sizes(voucher: BookVoucher) -> list[int]:
    found = parts(voucher)
    assert all(not imbalance(part.lines) for part in found)
    assert sorted(str(x.place) for part in found for x in part.lines) == sorted(
        str(x.place) for x in voucher.lines
    )
    return [len(part.lines) for part in found]


def test_cost_and_bank_for_each_expert_are_two_bookings_under_one_number(booking: Booking) -> None:
    voucher = booking(
        "510102|咨询费|400.00||E27\n1002|银行|       |400.00|E27\n510102|咨询费|400.00||E28\n1002|银行||400.00|E28".replace(
            " ", ""
        )
    )
    assert sizes(voucher) == [2, 2]
    assert {part.gl for part in parts(voucher)} == {"记-2025-06-0007"}


@pytest.mark.parametrize(
    "lines",
    [
        "510101|会议费|300.00|\n1141|预付账款||90.00\n1002|银行||210.00",
        "510101|会议费|100.00|\n510102|咨询费|50.00|\n1002|银行||150.00",
        "510101|会议费|90.00|\n2202|应付账款||90.00",
        "510101|会议费|90.00|\n2202|应付账款||90.00\n2202|应付账款|90.00|\n1002|银行||90.00",
    ],
)
def test_what_hangs_together_stays_together(booking: Booking, lines: str) -> None:
    assert len(parts(booking(lines))) == 1


SETS = {
    "set by set for each payee": """500102|费用|2000.00||E1
        1002|银行||1760.00|E1
        2102|个税||240.00|E1
        710101|支出|1760.00||E1
        8001|资金||1760.00|E1
        500102|费用|1500.00||E2
        1002|银行||1360.00|E2
        2102|个税||140.00|E2
        710101|支出|1360.00||E2
        8001|资金||1360.00|E2""",
    "all financial lines, then all budget lines": """500102|费用|2000.00||E1
        1002|银行||2000.00|E1
        500102|费用|1500.00||E2
        1002|银行||1500.00|E2
        710101|支出|2000.00||E1
        8001|资金||2000.00|E1
        710101|支出|1500.00||E2
        8001|资金||1500.00|E2""",
    "an advance, which has no budget lines, beside a cost": """121801|备用金|6000.00||职工04
        1002|银行||6000.00|职工04
        500102|费用|1500.00||E2
        1002|银行||1500.00|E2
        710101|支出|1500.00||E2
        8001|资金||1500.00|E2""",
}


@pytest.mark.parametrize("lines", SETS.values(), ids=SETS)
def test_both_sets_are_parted_alike(booking: Booking, lines: str) -> None:
    found = parts(booking(lines))
    assert len(found) == 2
    assert all(len({line.payee for line in part.lines}) == 1 for part in found)
    sizes(booking(lines))


def test_a_closing_is_never_parted(booking: Booking) -> None:
    voucher = booking("3101|净资产|90.00|\n510101|会议费||90.00\n3101|净资产|5.00|\n1002|x||5.00")
    assert len(parts(replace(voucher, closing=True))) == 1


# ---------------------------------------------------------------- whose line it is


def own(award: Award, voucher: BookVoucher) -> list[tuple[str, Decimal]] | None:
    found = Projects(voucher.lines, award).own(voucher)
    return None if found is None else [(line.account_code or line.role, line.amount) for line in found.lines]


def test_a_file_without_projects_is_all_the_awards(unit: Award, booking: Booking) -> None:
    voucher = booking("510101|会议费|90.00|\n1002|银行||90.00")
    assert Projects(voucher.lines, unit).own(voucher) == voucher


def test_a_bank_line_without_a_mark_goes_with_its_voucher(unit: Award, booking: Booking) -> None:
    voucher = booking(f"500102|费用|90.00|||{MINE}\n1002|银行||90.00")
    assert own(unit, voucher) == [("500102", Decimal("90.00")), ("1002", Decimal("-90.00"))]


def test_another_projects_voucher_stays_out(unit: Award, booking: Booking) -> None:
    assert own(unit, booking(f"500101|工资|90.00|||{OTHER}\n1002|银行||90.00")) is None


def test_of_a_voucher_of_two_projects_the_bank_line_is_divided(unit: Award, booking: Booking) -> None:
    voucher = booking(f"210201|个税|240.00|||{MINE}\n210201|个税|1000.00|||{OTHER}\n1002|银行||1240.00")
    assert own(unit, voucher) == [("210201", Decimal("240.00")), ("1002", Decimal("-240.00"))]


def test_what_cannot_be_divided_waits(unit: Award, booking: Booking) -> None:
    voucher = booking(f"500102|费用|240.00|||{MINE}\n500102|费用|10.00|||{OTHER}\n2302|应付||250.00")
    assert own(unit, voucher) == [("500102", Decimal("240.00")), ("pending_out", Decimal("-240.00"))]


def test_a_name_is_learned_from_a_line_with_the_code(unit: Award, booking: Booking) -> None:
    voucher = booking(f"500102|费用|90.00|\n710101|支出|90.00|||{MINE}\n8001|资金||90.00\n1002|银行||90.00")
    cost, budget, *rest = voucher.lines
    lines = (replace(cost, project_name="提能 项目"), replace(budget, project_name="提能项目"), *rest)
    projects = Projects(lines, unit)
    assert [projects.belongs(line) for line in lines] == [True, True, None, None]
