"""Checkpoints as files: what is read is exactly what was written, anything else is refused."""

from __future__ import annotations

import pytest

from earmark.ledger.proof.checkpoint import Checkpoint, DamagedCheckpoint, Head, Signature, read_checkpoint

TEXT = """earmark/WH2025-007
42
AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
programme wuhan-2012 3 AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
"""
FOUND = Checkpoint(
    origin="earmark/WH2025-007",
    size=42,
    root=bytes(32),
    beside=(Head("programme", "wuhan-2012", 3, b"\1" * 32),),
)


def test_an_unsigned_checkpoint() -> None:
    assert read_checkpoint(TEXT.encode(), "x") == FOUND
    assert str(FOUND) == FOUND.text == TEXT


def test_signatures_stand_below_an_empty_line() -> None:
    signed = FOUND.signed(Signature("chen", b"abcd", b"\2" * 64)).signed(
        Signature("wang", b"efgh", b"\3" * 64)
    )
    assert signed.text == TEXT
    assert str(signed).startswith(TEXT + "\n— chen YWJjZA")
    assert read_checkpoint(str(signed).encode(), "x") == signed


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        TEXT[:-1],
        TEXT + "\n",
        TEXT.replace("42", "042"),
        TEXT.replace("42", "+42"),
        TEXT.replace("42", "四十二"),
        TEXT.replace("AAA=", "AAA"),
        TEXT.replace("AAAA", ""),
        TEXT.replace("programme wuhan-2012 3", "programme 3"),
        TEXT.replace("\n", "\r\n"),
        TEXT + "\n- chen YWJjZA==\n",
        TEXT + "\n— chen ====\n",
    ],
)
def test_what_is_not_exactly_a_checkpoint_is_refused(damaged: str) -> None:
    with pytest.raises(DamagedCheckpoint):
        read_checkpoint(damaged.encode(), "seals/2025-03")
