"""Staff by their codes, and nobody else."""

from __future__ import annotations

from earmark.ledger.awards.award import Parties, Party
from earmark.reports.accountability.persons import coder

PARTIES = Parties(
    "JCSF",
    (
        Party("A01", "staff", ("王伟", "Wang Wei")),
        Party("A02", "staff", ("王伟国",)),
        Party("A00", "staff", ("秘书处", "秘书处职工")),
        Party("R01", "related-person", ("阿卜杜拉·买买提",)),
        Party("X01", "broker", ("江城证券",)),
        Party("A09", "rehired", ("李",)),
    ),
)


def test_names_become_codes_wherever_they_stand() -> None:
    code = coder(PARTIES)
    assert code("王伟") == "A01"
    assert code("付王 伟、王伟国讲课费") == "付A01、A02讲课费"
    assert code("fee of wang wei, Wang Weiming") == "fee of A01, Wang Weiming"
    assert code("阿卜杜拉·买买提咨询费") == "R01咨询费"


def test_companies_collectives_and_single_letters_stay() -> None:
    code = coder(PARTIES)
    assert code("江城证券秘书处办公用房，李老师") == "江城证券秘书处办公用房，李老师"


def test_without_a_list_nothing_changes() -> None:
    assert coder(None)("王伟") == "王伟"
