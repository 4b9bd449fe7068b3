"""The demo's files tie out with each other and with the cases that they are made from."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from earmark.ledger.awards.register import STAGES
from earmark.ledger.persons.parties import read_parties
from earmark.ledger.recovery.claims import ROUTES
from earmark.reports.demo import association, context, society, statement, treasury
from earmark.reports.demo.cases import FLOWS, PROHIBITED, Case, read_cases
from earmark.reports.demo.files import DemoFiles, write_files
from earmark.reports.demo.vouchers import ORDINARY, Voucher

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
PROJECT = association.PROJECT
AWARDS = (society.AWARD, association.AWARD)
VOUCHERS = {
    society.AWARD: society.vouchers(),
    association.AWARD: association.vouchers(),
    society.REVOKED: society.vouchers(society.REVOKED),
}
SPENT = {
    society.AWARD: {
        "P1": "163709.40", "P2": "88342.50", "P3": "75191.00", "P4": "57982.00", "P5": "43404.00",
        "P6": "24726.00", "": "18280.00",
    },
    association.AWARD: {
        "P1": "185997.50", "P2": "168600.00", "P3": "133400.00", "P4": "278600.00", "P5": "108118.00",
        "P6": "56516.00", "": "11600.00",
    },
}  # fmt: skip
"""Spent by plan line, in CNY: cost less refunds, in government books the 7xxx set. What the demo's table begins with."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    return write_files(tmp_path_factory.mktemp("inbox"))


def sheet(path: Path) -> list[list[str]]:
    """The rows of a workbook's one sheet, every cell as text."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [[str(cell) for cell in row] for row in rows]


def table(path: Path) -> list[list[str]]:
    """The rows of a statement, whichever form it has."""
    if path.suffix == ".xlsx":
        return sheet(path)
    return list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"), newline="")))


def named(rows: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """Rows below a header as dicts; the header is the first row that names 余额, 科目编码 or 会计科目编码."""
    top = next(n for n, row in enumerate(rows) if {"余额", "科目编码", "会计科目编码"} & set(row))
    return [dict(zip(rows[top], row, strict=False)) for row in rows[top + 1 :]]


def bank(path: Path) -> list[dict[str, str]]:
    return [row for row in named(table(path)) if row.get("交易时间")]


def money(text: str) -> Decimal:
    return Decimal(text.replace(",", "") or "0").quantize(CENT)


def moved(row: dict[str, str]) -> Decimal:
    return money(row["贷方发生额"]) - money(row["借方发生额"])


def charges(cases: Iterable[Case]) -> list[Case]:
    return [case for case in cases if case.label]


# ---------------------------------------------------------------- the bank's statements


def test_each_statement_carries_its_balance_from_row_to_row(files: DemoFiles) -> None:
    for path in (*files.society.statements, *files.society.later):
        rows = bank(path)
        for above, row in itertools.pairwise(rows):
            assert money(row["余额"]) == money(above["余额"]) + moved(row), row


def test_each_statement_ends_with_a_total_of_its_rows(files: DemoFiles) -> None:
    for path in (*files.society.statements, *files.society.later):
        [total] = [row for row in named(table(path)) if row["凭证号"] == "合计"]
        assert moved(total) == sum(map(moved, bank(path)))


def test_the_account_is_never_overdrawn_and_ends_where_the_cases_end() -> None:
    rows = statement.bank_rows()
    assert min(row.balance for row in rows) > 0
    assert rows[-1].balance == Decimal("37718.32")
    assert sum(row.amount for row in rows) == rows[-1].balance
    assert len(rows) >= 150


def test_the_statements_overlap_and_leave_nothing_out(files: DemoFiles) -> None:
    first, second, later = (
        {(row["交易时间"], moved(row), money(row["余额"])) for row in bank(path)}
        for path in (*files.society.statements, *files.society.later)
    )
    assert first & second
    assert second & later
    assert len(first | second | later) == len(statement.bank_rows())


def test_fees_of_one_batch_agree_in_everything_but_the_balance(files: DemoFiles) -> None:
    rows = [tuple(v for k, v in row.items() if k != "余额") for row in bank(files.society.statements[1])]
    assert max(Counter(rows).values()) == 4


def test_only_some_rows_have_a_serial_and_no_two_the_same() -> None:
    serials = [row.serial for row in statement.bank_rows() if row.serial]
    assert len(serials) == len(set(serials))
    assert 0.3 < len(serials) / len(statement.bank_rows()) < 0.7


def test_the_csv_is_gb18030_with_a_character_that_gbk_lacks(files: DemoFiles) -> None:
    data = files.society.statements[1].read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    with pytest.raises(UnicodeEncodeError):
        data.decode("gb18030").encode("gbk")


# ---------------------------------------------------------------- the books


def test_the_journal_mirrors_the_account_row_by_row_up_to_a_few_days() -> None:
    """All but the money that came back because of an order: its voucher is born of the order."""
    rows = [row for row in statement.bank_rows() if row.case.flow != "return"]
    booked = [
        (voucher.date, entry)
        for voucher in society.vouchers()
        for entry in voucher.entries
        if entry.code == society.CODES.bank
    ]
    assert sum(entry.amount for _, entry in booked) == sum(row.amount for row in rows)
    of_bank, of_books = defaultdict(list), defaultdict(list)
    for row in rows:
        of_bank[row.amount, row.case.narration, row.case.payee].append(row.date)
    for day, entry in booked:
        of_books[entry.amount, entry.narration, entry.payee].append(day)
    assert of_bank.keys() == of_books.keys()
    slips = [
        abs((theirs - ours).days)
        for key, days in of_bank.items()
        for theirs, ours in zip(sorted(days), sorted(of_books[key]), strict=True)
    ]
    assert max(slips) <= 3
    assert 10 <= sum(1 for slip in slips if slip) <= 30


@pytest.mark.parametrize("vouchers", VOUCHERS.values(), ids=VOUCHERS)
def test_every_voucher_balances_in_each_set(vouchers: list[Voucher]) -> None:
    for voucher in vouchers:
        for codes in ("12345", "678"):
            assert sum((e.amount for e in voucher.entries if e.code[0] in codes), ZERO) == 0, voucher


@pytest.mark.parametrize("vouchers", VOUCHERS.values(), ids=VOUCHERS)
def test_numbers_begin_again_every_month_and_leave_no_gap(vouchers: list[Voucher]) -> None:
    months: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for voucher in vouchers:
        months[f"{voucher.date:%Y-%m}", voucher.cls].append(voucher.number)
    for numbers in months.values():
        assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("vouchers", VOUCHERS.values(), ids=VOUCHERS)
def test_the_year_end_transfers_leave_income_and_cost_at_zero(vouchers: list[Voucher]) -> None:
    sums: Counter[tuple[str, str, str]] = Counter()
    for entry in (e for v in vouchers if v.date.year == 2025 for e in v.entries):
        if entry.code[0] in "4567":
            sums[entry.project, entry.code, entry.economic] += entry.amount  # type: ignore[assignment]
    assert {key: amount for key, amount in sums.items() if amount} == {}


def test_what_is_held_for_the_award_is_what_is_still_there() -> None:
    """2025-12-31: 3102限定性净资产 = bank + advances - owed; 3101非限定性净资产 = 0."""
    sums: Counter[str] = Counter()
    for entry in (e for v in society.vouchers() if v.date.year == 2025 for e in v.entries):
        sums[entry.code] += entry.amount  # type: ignore[assignment]
    assert sums["3101"] == 0
    assert -sums["3102"] == sum(amount for code, amount in sums.items() if code[0] in "12")


def test_tax_withheld_is_paid_out_to_the_cent() -> None:
    entries = [e for v in society.vouchers() for e in v.entries]
    assert sum(e.amount for e in entries if e.code == society.CODES.tax) == 0
    assert sum(e.amount for e in entries if e.code == society.CODES.lent) == 0


def test_the_journal_file_says_what_the_books_say(files: DemoFiles) -> None:
    rows = named(sheet(files.society.journals[0]))
    assert len(rows) == sum(len(voucher.entries) for voucher in society.vouchers())
    assert sum(money(row["借方金额"]) for row in rows) == sum(money(row["贷方金额"]) for row in rows)
    assert rows[0]["日期"] == "2025-03-05"
    assert rows[0]["凭证号"] == "记-0001"


def test_the_treasury_exports_overlap_by_a_month(files: DemoFiles) -> None:
    first, second = (
        {(row["凭证日期"], row["凭证类型"], row["凭证号"]) for row in named(sheet(path))}
        for path in files.association.journals
    )
    assert {day[:7] for day, _, _ in first & second} == {"2025-12"}
    assert len(first | second) == len(association.vouchers())


def test_the_treasury_exports_have_51_columns_and_both_sets(files: DemoFiles) -> None:
    assert len(treasury.HEADER) == len(set(treasury.HEADER)) == 51
    for path in files.association.journals:
        rows = sheet(path)
        assert tuple(rows[0]) == treasury.HEADER
        ours = [row for row in named(rows) if row["预算项目编码"] == PROJECT]
        others = [row for row in named(rows) if row["预算项目编码"] != PROJECT]
        assert len(ours) >= 150
        assert len(others) >= 50
        assert {row["会计科目编码"][0] for row in ours} >= set("1235678")
        assert all(row["部门支出经济分类（账务）编码"] for row in ours if row["会计科目编码"][0] == "7")


def test_one_treasury_voucher_belongs_to_two_projects() -> None:
    shared = [v for v in association.vouchers() if len({entry.project for entry in v.entries}) > 1]
    assert len(shared) == 1


# ---------------------------------------------------------------- the cases


@pytest.mark.parametrize("award", VOUCHERS)
def test_cases_are_well_formed(award: str) -> None:
    for case in read_cases(award):
        assert case.flow in FLOWS
        assert set(case.expected) <= {"allowed", "review", *PROHIBITED}
        assert abs((case.date - case.paid).days) <= 3
        assert bool(case.expected) == (case.flow in {"pay", "fee", "settle"} and case.account[:2] != "22"
                                       and case.account[:4] != "2102"), case  # fmt: skip


@pytest.mark.parametrize("award", AWARDS)
def test_most_charges_are_lawful_and_at_least_seven_prohibited_uses_occur(award: str) -> None:
    first = [case.expected[0] for case in charges(read_cases(award))]
    assert first.count("allowed") / len(first) >= 0.75
    assert len(set(first) & set(PROHIBITED)) >= 7


@pytest.mark.parametrize("award", AWARDS)
def test_spending_by_plan_line(award: str) -> None:
    """What the books spent on each line of the plan, and that no line is overdrawn."""
    vouchers = society.vouchers() if award == society.AWARD else association.vouchers()
    costs = ("51", "5201", "5401") if award == society.AWARD else ("7101",)
    spent: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for entry in (e for v in vouchers if v.cls == ORDINARY for e in v.entries):
        if entry.code.startswith(costs) and entry.code != "540101" and entry.project in {"", PROJECT}:
            spent[entry.plan] += entry.amount
    assert spent == {line: Decimal(amount) for line, amount in SPENT[award].items()}
    [plan] = [a.plan for a in context.awards() if a.grant.id == award]
    assert all(spent[line.id] <= line.amount for line in plan)


@pytest.mark.parametrize("award", VOUCHERS)
def test_who_is_paid_as_staff_stands_on_the_recipients_list(award: str, tmp_path: Path) -> None:
    [grant] = [a.grant for a in context.awards() if a.grant.id == award]
    path = tmp_path / "parties.toml"
    path.write_bytes(context.parties_file(grant.recipient))
    parties = read_parties(grant.recipient, path)
    assert parties is not None
    known = {name for party in parties.parties if party.kind in {"staff", "rehired"} for name in party.names}
    assert {c.payee for c in charges(read_cases(award)) if c.expected[0] == "personnel"} <= known


# ---------------------------------------------------------------- registers and acts


def test_registers_hold_what_the_ledger_asks_for() -> None:
    for award in context.awards():
        assert sum(line.amount for line in award.plan) == award.grant.amount
        assert {milestone.stage for milestone in award.milestones} <= set(STAGES)
        assert award.grant.programme in {programme.id for programme in context.programmes()}
        assert award.account.id == award.grant.bank
    assert next(a.account.account for a in context.awards()) == statement.ACCOUNT
    assert [a.grant.project_code for a in context.awards()] == [None, PROJECT, None]
    assert {person.side for person in context.people()} == {"recipient", "funder", "auditor"}


@pytest.mark.parametrize("award", AWARDS)
def test_the_demo_decides_one_of_each_kind(award: str) -> None:
    acts = [act for act in context.acts() if act.award == award]
    by_key = {case.key: case for case in read_cases(award)}
    assert [act.outcome for act in acts] == ["cleared", "part_upheld", "upheld", "upheld"]
    for act in acts:
        case = by_key[act.case]
        assert case.expected[0] != "allowed"
        assert act.upheld <= case.amount
        assert act.date > case.date
        assert (act.outcome == "cleared") == (act.order is None)
        assert act.category is None or act.category in case.expected
    orders = [act.order for act in acts if act.order]
    assert [order.route for order in orders] == ["restore", "funder", "restore"]
    assert {order.route for order in orders} <= set(ROUTES)
    assert [order.returned is None for order in orders] == [False, False, True]


def test_what_came_back_to_the_account_is_on_the_later_statement(files: DemoFiles) -> None:
    [returned] = [row for row in bank(files.society.later[0]) if row["用途"] == "归还原资金渠道"]
    [order] = [a.order for a in context.acts() if a.award == society.AWARD and a.outcome == "part_upheld"]
    assert order is not None
    assert order.returned == datetime.date.fromisoformat(returned["交易时间"][:10])
    assert order.amount == moved(returned)


def test_what_the_revoked_award_pays_back_is_on_its_later_statement(files: DemoFiles) -> None:
    rows = {row["交易时间"][:10]: moved(row) for row in bank(files.revoked.later[0])}
    (revocation,) = context.revocations()
    [order] = [a.order for a in context.acts() if a.award == society.REVOKED]
    assert order is not None
    assert rows == {str(order.returned): order.amount, str(revocation.returned): -revocation.amount}


def test_the_same_bytes_every_time(files: DemoFiles, tmp_path: Path) -> None:
    again = write_files(tmp_path / "again")
    for one, other in zip(files.awards, again.awards, strict=True):
        for first, second in zip(
            (*one.statements, *one.journals, *one.later),
            (*other.statements, *other.journals, *other.later),
            strict=True,
        ):
            assert first.name == second.name
            assert first.read_bytes() == second.read_bytes()
