"""The gate lets in what Earmark writes and nothing that could surprise Beancount, Fava or a reader."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from beancount.parser import parser
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.ledger.files import gate
from earmark.ledger.files.gate import DIRECTIVES, GateRefused, check_file, check_text

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
; 学会能力提升专项
2025-03-01 custom "earmark-plan-line" "P1" 180000.00 CNY 2025-03-01 TRUE -1.00
  name: "学术交流 \\"年会\\" C:\\\\temp"
2025-03-01 open Assets:WH2025-007:1002银行存款     CNY,CNY.B
  bank-account: "ICBC-8801" ; dedicated
2025-03-18 * "江城锦湖会议中心" "学术年会场地租金预付30%" #chart ^WH2025-007-V0012
  gl: "记-2025-03-0031"
  paid: 2025-03-17
  ; the first part
  Assets:WH2025-007:1141预付账款          18000.00 CNY
    plan: "P1"
  Assets:WH2025-007:1002银行存款         -18000.00 CNY
    plan: "P2"
2025-03-18 ! "草稿"
2025-03-18 document Assets:WH2025-007:1002银行存款 "../documents/3月/发票.pdf" ^WH2025-007-V0012
2025-03-19 note Assets:WH2025-007:1002银行存款 "对账"
2025-04-01 balance Assets:WH2025-007:1002银行存款 482000.00 ~ 0 CNY
2026-03-01 close Assets:WH2025-007:1002银行存款
"""


def refused(text: str, allow: frozenset[str] = DIRECTIVES) -> str:
    with pytest.raises(GateRefused) as caught:
        check_text(text, file="vouchers/2025-03.beancount", allow=allow)
    return caught.value.show("zh")


def below(line: str) -> str:
    return f'2025-03-18 * "租金"\n{line}\n'


def test_what_earmark_writes_comes_in() -> None:
    check_text(GOOD, file="x", allow=DIRECTIVES)
    check_text(GOOD.replace("\n", "\r\n"), file="x", allow=DIRECTIVES)
    check_text("", file="x", allow=frozenset())


@pytest.mark.parametrize("word", ["include", "plugin", "option", "pushtag", "poptag", "pushmeta", "popmeta"])
def test_a_line_that_steers_beancount_is_refused(word: str) -> None:
    assert refused(f'{GOOD}{word} "x" "y"\n') == (
        f"vouchers/2025-03.beancount:19：账簿里不许写 {word}。删去这一行"
    )


NOT_IN_BOOKS = """\
pad Assets:A Equity:B
event "a" "b"
query "a" "b"
price USD 7.1 CNY
commodity CNY
txn "x"
custom "fava-option" "language" "zh"
custom "fava-extension" "os"
custom "budget" Expenses:A "yearly" 1.00 CNY
"""


@pytest.mark.parametrize("rest", NOT_IN_BOOKS.splitlines())
def test_directives_that_books_do_not_hold_are_refused(rest: str) -> None:
    assert "账簿里不许写" in refused(f"2025-03-18 {rest}\n")


@pytest.mark.parametrize("rest", ["1.00 CNY", "1.00 ~ 0.01 CNY", "1.00 ~ -0 CNY"])
def test_a_balance_that_lets_a_fen_pass_is_refused(rest: str) -> None:
    assert "~ 0" in refused(f"2025-03-18 balance Assets:A {rest}\n")


NO_PLAIN_AMOUNTS = """\
1/0 CNY
1/2 CNY
1 + 1 CNY
1 - 1 CNY
2*3 CNY
(1) CNY
1,234.00 CNY
+1 CNY
- 1 CNY
1. CNY
１.00 CNY
1e5 CNY
123456789012345678901234567890 CNY
1.1234567 CNY
1.00 CNY @ 7 USD
1.00 CNY @@ 7 USD
1.00 CNY {7 USD}
1.00 CNY {{7 USD}}
1.00 TRUE
1.00 cny
1.00
CNY

"""


@pytest.mark.parametrize("amount", NO_PLAIN_AMOUNTS.splitlines())
def test_an_amount_that_is_not_plainly_written_is_refused(amount: str) -> None:
    assert refused(below(f"  Assets:A  {amount}")).startswith("vouchers/2025-03.beancount:2：")


ILL_FORMED = """\
备注: "x"
A: "x"
a: "x"
ab:
ab: #tag
ab: CNY
ab: NULL
ab: "x" "y"
ab: "x
ab: "x\\n"
ab: "x\\q"
ab: 1.00 * 2
ab: 2025-13-01
ab: Assets:A①
#tag
^link
! Assets:A 1.00 CNY
Assets:会议费 1.00 CNY
Assets:A会议①费 1.00 CNY
Bank:A 1.00 CNY
"""


@pytest.mark.parametrize("line", ILL_FORMED.splitlines())
def test_what_stands_below_a_voucher_is_held_to_its_form(line: str) -> None:
    assert refused(below(f"  {line}")).startswith("vouchers/2025-03.beancount:2：")


@pytest.mark.parametrize("key", ["filename", "lineno"])
def test_a_voucher_cannot_say_that_it_stands_in_another_file(key: str) -> None:
    assert refused(below(f'  {key}: "/etc/passwd"')).endswith(f"键 {key} 是 Beancount 自用的。删去这一行")


def test_a_key_stands_once_in_a_voucher_and_once_in_each_posting() -> None:
    assert "plan 写了两次" in refused(below('  plan: "P1"\n  plan: "P2"'))
    check_text(below('  plan: "P1"\n  Assets:A 1.00 CNY\n    plan: "P1"'), file="x", allow=DIRECTIVES)


@pytest.mark.parametrize("gap", ["", "; remark", "  "])
def test_a_line_below_a_gap_belongs_to_nothing(gap: str) -> None:
    assert "不属于任何一笔" in refused(below(f"{gap}\n  Assets:A 1.00 CNY"))


def test_a_posting_stands_below_a_transaction_only() -> None:
    assert refused("2025-03-18 open Assets:A\n  Assets:A 1.00 CNY\n")


NO_DOCUMENTS = """\
/etc/passwd
passwd
documents/../../x
../../documents/x
documents/..
documents/
documents//x
documents/./x
documents\\x
"""


@pytest.mark.parametrize("path", NO_DOCUMENTS.splitlines())
def test_a_document_lies_below_the_awards_own_folder(path: str) -> None:
    assert "documents" in refused(f'2025-03-18 document Assets:A "{path}"\n')


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff", "\x0c", "\r"])
def test_unseen_signs_are_refused_and_named(sign: str) -> None:
    assert f"U+{ord(sign):04X}" in refused(below(f'  ab: "x{sign}y"'))


OTHER_LINES = """\
* a heading
# a heading
hello
2025-02-30 open Assets:A
2025/03/01 open Assets:A
2025-03-01 open Assets:A "NONE"
2025-03-18 P "x"
2025-03-18 *
2025-03-18 * "a" "b" "c"
2025-03-18 * "a" | "b"
2025-03-18 * "a" #备注
2025-03-18 custom "earmark-x"
2025-03-18 custom "earmark-x" 1.00 -2.00
2025-03-18 note Assets:A "ends on the next line
\u3000
"""


@pytest.mark.parametrize("line", OTHER_LINES.splitlines())
def test_other_lines_are_refused(line: str) -> None:
    assert refused(line + "\n")


def test_a_kind_that_this_file_does_not_hold_is_refused() -> None:
    assert refused("2025-03-01 open Assets:A\n", frozenset({"custom"})) == (
        "vouchers/2025-03.beancount:1：open 不写在这个文件里。用 earmark 命令记账，或从备份、git 恢复这一行"
    )


def test_a_line_without_end_is_refused() -> None:
    assert "65536" in refused(f'2025-03-18 * "{"x" * 70000}"\n')


def read(path: Path, root: Path) -> str:
    return check_file(path, root=root, allow=DIRECTIVES)


def why(path: Path, root: Path) -> str:
    with pytest.raises(GateRefused) as caught:
        read(path, root)
    return caught.value.show("en")


def test_a_file_is_named_by_its_place_in_the_books(tmp_path: Path) -> None:
    (tmp_path / "a.beancount").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.beancount").write_text("\ninclude\n", encoding="utf-8")
    (tmp_path / "c.beancount").write_bytes(b"; \xb8\xb6\n")
    assert read(tmp_path / "a.beancount", tmp_path) == GOOD
    assert (
        why(tmp_path / "b.beancount", tmp_path)
        == "b.beancount:2: include is not allowed in books. Delete this line"
    )
    assert (
        why(tmp_path / "c.beancount", tmp_path) == "c.beancount:1: is not UTF-8 text. Save it again as UTF-8"
    )


def test_only_regular_files_inside_the_books_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "books"
    root.mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/x.beancount").touch()
    (root / "link.beancount").symlink_to("/dev/zero")
    (root / "away").symlink_to(tmp_path / "outside")
    os.mkfifo(root / "pipe.beancount")
    assert "cannot be opened" in why(root / "link.beancount", root)
    assert "is not inside the books" in why(root / "away/x.beancount", root)
    assert "is not inside the books" in why(root / "../outside/x.beancount", root)
    assert "is not a regular file" in why(root / "pipe.beancount", root)
    assert "cannot be opened" in why(root / "none.beancount", root)
    monkeypatch.setattr(gate, "MOST_BYTES", 10)
    (root / "large.beancount").write_text("; 0123456789\n")
    assert "is larger than" in why(root / "large.beancount", root)


LINES = st.sampled_from(GOOD.splitlines())
PIECES = st.sampled_from(
    [
        "include",
        '"',
        "\\",
        ";",
        "\n",
        "\n  ",
        " ",
        "1/0",
        "-",
        "#",
        "^",
        "ab:",
        "CNY",
        "{",
        "@",
        "~",
        "①",
        "*",
        "TRUE",
        ",",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(LINES, st.integers(0, 60), PIECES | st.just("")), max_size=8))
def test_beancount_reads_what_came_in_as_the_gate_did(drawn: list[tuple[str, int, str]]) -> None:
    text = "".join(f"{line[:at]}{piece}{line[at:]}\n" for line, at, piece in drawn)
    try:
        check_text(text, file="x", allow=DIRECTIVES)
    except GateRefused:
        return
    entries, errors, options = parser.parse_string(text)
    heads = [line for line in text.split("\n") if line[:1].isdigit()]
    assert not errors
    assert len(entries) == len(heads)
    assert options["include"] == options["plugin"] == []
