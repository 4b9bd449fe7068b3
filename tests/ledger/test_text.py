"""Messages are values in two languages, and an error is shown in one line."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

BUSY = Text("{who}正在写账簿", "{who} is writing to the books")


def test_both_languages_are_filled() -> None:
    assert BUSY.format(who="A04") == Text("A04正在写账簿", "A04 is writing to the books")


def test_a_text_within_a_text_keeps_its_language() -> None:
    someone = Text("有人", "somebody")
    assert BUSY.format(who=someone) == Text("有人正在写账簿", "somebody is writing to the books")


def test_foreign_words_with_braces_are_only_words() -> None:
    assert BUSY.format(who="{0.__class__}").zh == "{0.__class__}正在写账簿"


@pytest.mark.parametrize(("lang", "shown"), [("zh", "有"), ("en", "yes"), ("fr", "有")])
def test_chinese_unless_english_is_asked_for(lang: str, shown: str) -> None:
    assert Text("有", "yes").show(lang) == shown


def test_an_error_is_place_message_and_fix_in_one_line() -> None:
    error = EarmarkError(
        Text("金额写法不对", "the amount is not well written"),
        file=Path("vouchers/2025-03.beancount"),
        row=12,
        fix=Text("请写成 1234.50", "Write it as 1234.50"),
    )
    assert error.show("zh") == "vouchers/2025-03.beancount:12：金额写法不对。请写成 1234.50"
    assert (
        error.show("en")
        == "vouchers/2025-03.beancount:12: the amount is not well written. Write it as 1234.50"
    )
    assert str(error) == error.show("zh")


def test_what_to_do_is_a_sentence_of_its_own_unless_it_is_a_command() -> None:
    for fix, said in (("look at both", "a. Look at both"), ("earmark check", "a. earmark check")):
        assert EarmarkError(Text("甲", "a"), fix=Text("乙", fix)).show("en") == said


def test_an_error_without_a_place_is_its_message() -> None:
    assert EarmarkError(Text("没有账簿", "no books")).show("en") == "no books"
    assert EarmarkError(Text("空", "empty"), file="a.csv").show("zh") == "a.csv：空"


def test_an_error_survives_the_way_back_from_another_process() -> None:
    sent = EarmarkError(Text("空", "empty"), file="a.csv", row=3)
    back = pickle.loads(pickle.dumps(sent))  # noqa: S301 - our own bytes, made on this line
    assert back.show("en") == "a.csv:3: empty"
