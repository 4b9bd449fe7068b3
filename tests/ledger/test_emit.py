"""Directives become text that is read back as exactly the same directives, or they are not written at all."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from beancount.core import account, data
from beancount.core.amount import Amount
from beancount.parser import parser
from beancount.parser.grammar import ValueType
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.ledger.base.clean import TooLong
from earmark.ledger.files.emit import CannotEmit, clean, emit

DAY = datetime.date(2025, 3, 18)
BANK = "Assets:WH2025-007:1002银行存款"
NAMED: Any = ValueType(BANK, str)._replace(dtype=account.TYPE)  # type: ignore[arg-type]
PREPAID = "Assets:WH2025-007:1141预付账款"


def meta(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - metadata holds many types
    return {"filename": "x", "lineno": 1, **values}


def cny(number: str) -> Amount:
    return Amount(Decimal(number), "CNY")


def posting(name: str, number: str, **values: Any) -> data.Posting:  # noqa: ANN401
    return data.Posting(name, cny(number), None, None, None, dict(values))


def voucher(**changes: Any) -> Any:  # noqa: ANN401
    """An advance payment of 18,000.00 for the venue."""
    entry = data.Transaction(
        meta(gl="记-2025-03-0031"),
        DAY,
        "*",
        "江城锦湖会议中心",
        "学术年会场地租金预付30%",
        frozenset(),
        frozenset({"WH2025-007-V0012"}),
        [posting(PREPAID, "18000.00", plan="P1"), posting(BANK, "-18000.00")],
    )
    return entry._replace(**changes)


def custom(*values: Any, **keys: Any) -> Any:  # noqa: ANN401
    return data.Custom(meta(**keys), DAY, "earmark-act", [ValueType(value, type(value)) for value in values])


def read(text: str) -> list[Any]:
    entries, errors, options = parser.parse_string(text)
    assert not errors
    assert options["include"] == options["plugin"] == []
    return sorted(entries, key=lambda entry: entry.meta["lineno"])


def test_a_voucher_is_laid_out_for_a_person() -> None:
    assert emit([voucher()]) == (
        '2025-03-18 * "江城锦湖会议中心" "学术年会场地租金预付30%" ^WH2025-007-V0012\n'
        '  gl: "记-2025-03-0031"\n'
        "  Assets:WH2025-007:1141预付账款                                 18000.00 CNY\n"
        '    plan: "P1"\n'
        "  Assets:WH2025-007:1002银行存款                                -18000.00 CNY\n"
    )


def test_each_kind_of_directive_has_its_form() -> None:
    tags, links = frozenset({"chart"}), frozenset({"V2", "V1"})
    entries: list[Any] = [
        data.Open(meta(), DAY, BANK, ["CNY", "CNY.B"], None),
        data.Open(meta(), DAY, "Assets:WH2025-007", [], None),
        data.Close(meta(), DAY, BANK),
        data.Balance(meta(), DAY, BANK, cny("482000.00"), Decimal(0), None),
        data.Note(meta(), DAY, BANK, '说明 "甲"', tags, links),
        data.Document(meta(), DAY, BANK, "../documents/发票 1.pdf", None, links),
        data.Custom(meta(), DAY, "earmark-act", [ValueType("A1", str), NAMED]),
    ]
    assert emit(entries) == (
        "2025-03-18 open Assets:WH2025-007:1002银行存款                           CNY,CNY.B\n"
        "2025-03-18 open Assets:WH2025-007\n"
        "\n"
        "2025-03-18 close Assets:WH2025-007:1002银行存款\n"
        "\n"
        "2025-03-18 balance Assets:WH2025-007:1002银行存款                                482000.00 ~ 0 CNY\n"
        "\n"
        '2025-03-18 note Assets:WH2025-007:1002银行存款 "说明 \\"甲\\"" #chart ^V1 ^V2\n'
        "\n"
        '2025-03-18 document Assets:WH2025-007:1002银行存款 "../documents/发票 1.pdf" ^V1 ^V2\n'
        "\n"
        '2025-03-18 custom "earmark-act" "A1" Assets:WH2025-007:1002银行存款\n'
    )


def test_typed_values_keep_their_type_and_their_digits() -> None:
    values = {
        "text": 'C:\\账 "x"',
        "day": DAY,
        "number": Decimal("80000.00"),
        "large": Decimal("1E+5"),
        "nothing": Decimal("-0.00"),
        "yes": True,
        "no": False,
        "amount": cny("-1.50"),
    }
    (entry,) = read(emit([custom("A1", Decimal("1.10"), values["yes"], DAY, cny("2.00"), **values)]))
    assert [str(value.value) for value in entry.values] == ["A1", "1.10", "True", "2025-03-18", "2.00 CNY"]
    read_back = {key: entry.meta[key] for key in values}
    assert read_back == values
    assert str(read_back["number"]) == "80000.00"
    assert [type(value) for value in read_back.values()] == [type(value) for value in values.values()]


def test_nothing_gives_nothing_and_order_is_the_callers() -> None:
    assert emit([]) == ""
    later = voucher(date=datetime.date(2025, 4, 1), narration="后")
    assert [entry.narration for entry in read(emit([later, voucher()]))] == ["后", "学术年会场地租金预付30%"]


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_so_many_are_read_back_together_and_the_text_is_the_same(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    entries = [voucher(), custom("x"), custom("y"), voucher(payee="另一家"), custom("z")]
    whole = emit(entries)
    monkeypatch.setattr("earmark.ledger.files.emit.AT_ONCE", at_once)
    assert emit(entries) == whole
    with pytest.raises(CannotEmit):
        emit([*entries, voucher(payee="x", links=frozenset({"not a link"}))])


def test_an_empty_payee_and_no_payee_are_two_things() -> None:
    assert [
        entry.payee for entry in read(emit([voucher(payee=""), voucher(payee=None, narration=None)]))
    ] == ["", None]


def test_clean_takes_out_what_is_unseen_and_keeps_the_rest() -> None:
    assert clean('a\nb\tc\r\x00\x1b[2J\u2028\u202e"\\\\ ；①') == 'a b c   [2J  "\\\\ ；①'
    with pytest.raises(TooLong, match="30001"):
        clean("x" * 30001)


NOT_WRITTEN = [
    voucher(tags=frozenset({"奖补"})),
    voucher(tags=frozenset({"a #b"})),
    voucher(links=frozenset({"a\n2025-01-01 open Assets:A"})),
    voucher(links=frozenset({""})),
    voucher(flag="P"),
    voucher(meta=meta(备注="x")),
    voucher(meta=meta(**{"a: 1\n  b": "x"})),
    voucher(meta=meta(plan=None)),
    voucher(meta=meta(plan=1)),
    voucher(meta=meta(plan=1.5)),
    voucher(meta=meta(plan=Decimal("NaN"))),
    voucher(meta=meta(plan=Decimal("1E+20"))),
    voucher(meta=meta(plan=datetime.datetime(2025, 3, 18))),  # noqa: DTZ001
    voucher(postings=[posting("Assets:会议费", "1.00")]),
    voucher(postings=[posting("Assets:A会议①费", "1.00")]),
    voucher(postings=[posting(BANK, "1.00")._replace(units=None)]),
    voucher(postings=[posting(BANK, "1.00")._replace(units=Amount(Decimal(1), "cny"))]),
    voucher(postings=[posting(BANK, "1.00")._replace(price=cny("7.00"))]),
    voucher(postings=[posting(BANK, "1.00")._replace(flag="!")]),
    voucher(postings=[posting(BANK, "0.1234567")]),
    voucher(narration="x" * 30000, payee='"' * 30000),
    data.Balance(meta(), DAY, BANK, cny("1.00"), None, None),
    data.Balance(meta(), DAY, BANK, cny("1.00"), Decimal("0.01"), None),
    data.Open(meta(), DAY, BANK, ["CNY"], data.Booking.NONE),
    data.Document(meta(), DAY, BANK, "/etc/passwd", None, None),
    data.Document(meta(), DAY, BANK, "documents/../../x", None, None),
    data.Document(meta(), DAY, BANK, 'documents/a"b', None, None),
    data.Pad(meta(), DAY, BANK, PREPAID),
    data.Price(meta(), DAY, "USD", cny("7.10")),
    custom(),
    custom(Decimal("1.00"), Decimal("-2.00")),
    custom("A1")._replace(type="fava-option"),
    custom("A1")._replace(type='earmark-x" "y'),
]


@pytest.mark.parametrize("entry", NOT_WRITTEN)
def test_what_cannot_be_written_faithfully_is_refused(entry: Any) -> None:  # noqa: ANN401
    with pytest.raises(CannotEmit):
        emit([voucher(), entry])


def test_a_refusal_names_what_does_not_fit() -> None:
    with pytest.raises(CannotEmit) as caught:
        emit([voucher(tags=frozenset({"奖补"}))])
    assert caught.value.show("zh") == "标签“奖补”不能写进账簿"
    assert caught.value.show("en") == 'tag "奖补" cannot be written to the books'


HOSTILE = st.text(max_size=40) | st.lists(
    st.sampled_from(
        [
            '"',
            "\\",
            "\n",
            "\r\n",
            "\n2025-01-01 open Assets:A\n",
            ";",
            "include",
            "#x",
            "^y",
            "\x00",
            "\u2028",
        ]
    ),
    max_size=8,
).map("".join)


@settings(max_examples=50, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_hostile_words_stay_words(payee: str, narration: str, value: str, comment: str) -> None:
    entries = [
        voucher(
            payee=payee,
            narration=narration,
            postings=[posting(BANK, "1.00", source=value)],
            meta=meta(note=value),
        ),
        data.Note(meta(), DAY, BANK, comment, None, None),
        custom(value, comment, reason=narration),
    ]
    text = emit(entries)
    transaction, note, act = read(text)
    assert (transaction.payee, transaction.narration) == (clean(payee), clean(narration))
    assert transaction.meta["note"] == transaction.postings[0].meta["source"] == clean(value)
    assert note.comment == clean(comment)
    assert [item.value for item in act.values] == [clean(value), clean(comment)]
    assert emit(read(text)) == text


@settings(max_examples=50, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_labels_keys_and_names_are_written_whole_or_refused(label: str, key: str, name: str) -> None:
    entries = [
        voucher(tags=frozenset({label}), links=frozenset({"x" + label}), meta=meta(**{key: "x"})),
        data.Document(meta(), DAY, BANK, f"documents/{name}", None, frozenset({label})),
    ]
    try:
        text = emit(entries)
    except CannotEmit:
        return
    transaction, document = read(text)
    assert (transaction.tags, transaction.links) == ({label}, {"x" + label})
    assert key in {"filename", "lineno"} or key.startswith("__") or transaction.meta[key] == "x"
    assert document.filename.endswith(f"/documents/{name}")
