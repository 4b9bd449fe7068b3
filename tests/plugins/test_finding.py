"""A finding's id depends on award, rule and subject alone; an audit knows what failed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.plugins.judging.finding import CATEGORIES, CATEGORY_NAMES, OUTCOME_NAMES, OUTCOMES, finding_id


def test_an_id_is_ten_hexadecimal_digits() -> None:
    assert finding_id("WH2025-007", "prohibited", "WH2025-007-V0012a") == "F-8b2f5824cf"


@given(st.tuples(st.text(), st.text(), st.text()), st.tuples(st.text(), st.text(), st.text()))
@settings(max_examples=50, deadline=None)
def test_two_findings_share_an_id_only_when_all_three_are_equal(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    clean = [tuple(part.replace("\0", "") for part in parts) for parts in (one, other)]
    assert (finding_id(*clean[0]) == finding_id(*clean[1])) == (clean[0] == clean[1])


@pytest.mark.parametrize("category", ["", *CATEGORIES])
def test_each_category_has_a_name(category: str) -> None:
    assert CATEGORY_NAMES[category].zh or not category


def test_each_outcome_has_a_name() -> None:
    assert list(OUTCOME_NAMES) == list(OUTCOMES)
