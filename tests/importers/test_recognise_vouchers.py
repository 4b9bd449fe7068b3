from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from earmark.importers.booking.recognise_vouchers import KnownVoucher, content, recognise_vouchers
from earmark.importers.tables.rows import BookVoucher

Booking = Callable[..., BookVoucher]
FEE = "510102|专家咨询费|400.00||专家E27\n1002|银行存款||400.00|专家E27"
RENT = "510101|会议费|9000.00||江城云汀\n1002|银行存款||9000.00|江城云汀"


def known(*vouchers: BookVoucher) -> list[KnownVoucher]:
    return [KnownVoucher(str(n), one.gl, content(one), (f"V{n}",)) for n, one in enumerate(vouchers)]


def standings(file: list[BookVoucher], there: list[KnownVoucher]) -> list[str]:
    return [one.standing for one in recognise_vouchers(file, there)]


def test_same_number_and_content_is_known(booking: Booking) -> None:
    one = booking(FEE)
    assert standings([one], known(one)) == ["known"]


def test_a_voucher_inserted_before_it_only_changes_its_number(booking: Booking) -> None:
    fee, rent = booking(FEE, number="2"), booking(RENT, number="1")
    file = [booking(RENT, number="1"), booking(FEE, number="2", words="补记"), replace(fee, number="3")]
    assert standings(file, known(rent, fee)) == ["known", "new", "renumbered"]


def test_a_later_part_of_a_month_renumbers_nothing(booking: Booking) -> None:
    """记-0002 and 记-0003 are the same fee twice on one day; the first file ends between them."""
    there = known(booking(RENT, number="1"), booking(FEE, number="2"))
    file = [booking(FEE, number="3"), booking(RENT, number="4", words="补记")]
    assert standings(file, there) == ["new", "new"]
    assert standings([booking(FEE, number="2"), *file], there) == ["known", "new", "new"]


def test_a_voucher_taken_out_before_it_also_changes_its_number(booking: Booking) -> None:
    before = [booking(RENT, number="1"), booking(RENT, number="2", words="补记"), booking(FEE, number="3")]
    after = [replace(before[1], number="1"), replace(before[2], number="2")]
    assert standings(after, known(*before)) == ["renumbered", "renumbered"]


def test_vouchers_of_others_show_how_far_a_file_reaches(booking: Booking) -> None:
    """One of another project was inserted as 记-0002: ours is 记-0003 now."""
    (found,) = recognise_vouchers(
        [booking(FEE, number="3")], known(booking(FEE, number="2")), [booking(RENT, number="2")]
    )
    assert found.standing == "renumbered"


def test_a_number_given_later_is_the_same_voucher(booking: Booking) -> None:
    assert standings([booking(FEE, number="2")], known(booking(FEE, number=""))) == ["renumbered"]


def test_another_content_under_the_same_number_is_changed(booking: Booking) -> None:
    before, after = booking(FEE), booking(FEE.replace("400.00", "420.00"))
    (found,) = recognise_vouchers([after], known(before))
    assert (found.standing, found.known and found.known.vouchers) == ("changed", ("V0",))


def test_the_same_number_of_another_month_is_new(booking: Booking) -> None:
    assert standings([booking(RENT, day="2025-07-01")], known(booking(FEE, day="2025-06-30"))) == ["new"]


def test_two_alike_are_two(booking: Booking) -> None:
    """Rows of a list have no number; two identical payments of one day are two."""
    one = booking(FEE, number="")
    assert one.gl is None
    assert standings([one, one], known(one)) == ["known", "new"]


def test_width_and_spaces_are_no_change(booking: Booking) -> None:
    assert standings(
        [booking(FEE, words="审稿费（第1期）")], known(booking(FEE, words="审稿费 (第１期)"))
    ) == ["known"]
