"""The audit as a plugin, on books that the product made: proof, notes, errors, and nothing that chokes on them."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from beancount import loader
from beancount.core.data import Custom, Note
from beancount.parser import printer

from earmark.ledger.awards import adopting, opening
from earmark.ledger.awards.programme import FunderAnswer
from earmark.ledger.banks.bank import BankAccount
from earmark.ledger.books.books import Books
from earmark.ledger.books.desk import desk
from earmark.ledger.books.load import Loaded, load_award
from earmark.ledger.findings import deciding
from earmark.ledger.findings.acts import Decision
from earmark.ledger.persons.people import Person
from earmark.ledger.vouchers import posting
from earmark.ledger.vouchers.drafts import numbered, write
from earmark.ledger.vouchers.voucher import Line, Voucher
from earmark.plugins.audit import ENTRY, RESULT
from earmark.plugins.judging import engine
from earmark.plugins.judging.run import audit_award
from earmark.plugins.policy import shipped, shipped_policy

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

    from earmark.plugins.judging.finding import Audit, Finding

AWARD = "WH2025-007"
DAY = datetime.date(2025, 3, 1)
BANK, COST = f"Assets:{AWARD}:1002银行存款", f"Expenses:{AWARD}:5101业务活动成本:01会议费"
PARTIES = """complete = ["staff", "rehired"]
[[party]]
code = "A03"
kind = "staff"
names = ["职工A03", "钱某某"]
"""


def voucher(day: str, payee: str, narration: str, amount: str) -> Voucher:
    number = Decimal(amount)
    lines = (
        Line(letter="", account=COST, amount=number, plan="P1"),
        Line(letter="", account=BANK, amount=-number),
    )
    when = datetime.date.fromisoformat(day)
    return Voucher(id="", date=when, payee=payee, narration=narration, lines=lines)


VOUCHERS = (
    voucher("2025-03-18", "江城锦湖会议中心", "学术年会场租", "40000.00"),
    voucher("2025-04-02", "专家E07", "防范非法集资科普讲座讲课费", "1500.00"),
    voucher("2025-06-18", "钱某某", "标准评审专家咨询费", "3000.00"),
    voucher("2025-07-01", "江城百货", "购物卡30张", "15000.00"),
    voucher("2025-08-01", "江城设备租赁公司", "融资租赁租金", "4200.00"),
)


def person(id_: str, side: str, of: str) -> Person:
    return Person(date=DAY, id=id_, name=id_, side=side, of=of, role="x", recorded="", by="")


@pytest.fixture
def books(tmp_path: Path, desk: Desk) -> Books:
    """Books of one award with five posted vouchers."""
    return make_books(tmp_path / "books", desk)


def make_books(root: Path, example: Desk) -> Books:
    people = [person("chen", "recipient", "JCSF"), person("zhou", "funder", "武汉市科学技术协会")]
    made = opening.init(root, people)
    data = shipped()["wuhan-2012"].read_bytes()
    new = opening.NewPolicy("wuhan-2012", "学会能力提升专项实施方案", data)
    adopting.adopt_policy(made, "wuhan-2012", new, DAY, "zhou")
    award = example.award
    account = BankAccount(
        date=DAY,
        id="ICBC-8801",
        bank="ICBC",
        account="8801",
        holder="江城示例学会",
        mode="dedicated",
        recorded="",
        by="",
    )
    opening.add_bank(made, account, "chen")
    opening.new_award(
        made, opening.NewAward(grant=award.grant, plan=award.plan, milestones=award.milestones), "chen"
    )
    (root / "parties" / "JCSF.toml").write_text(PARTIES, encoding="utf-8")
    with desk(made, "chen") as at:
        drafts = numbered(at, AWARD, VOUCHERS)
        write(at, AWARD, drafts)
    with desk(made, "chen") as at:
        posting.post(at, AWARD, [v.id for v in drafts])
    return Books.open(root)


def load(books: Books, *, strict: bool = False) -> Loaded:
    if strict:
        with desk(books, "chen") as at:
            config = at.read("earmark.toml") or b""
            at.write("earmark.toml", config + b"[audit]\nstrict = true\n")
        books = Books.open(books.root)
        rewrite(books)
    return load_award(Books.open(books.root), AWARD)


def rewrite(books: Books) -> None:
    """Have the top files follow the settings."""
    path = books.root / "awards" / AWARD / "award.beancount"
    path.write_text(
        path.read_text(encoding="utf-8").replace("'strict': False", "'strict': True"), encoding="utf-8"
    )


def audit_of(loaded: Loaded) -> Audit:
    (proof,) = [e for e in loaded.entries if isinstance(e, Custom) and e.type == ENTRY]
    result: Audit = proof.meta[RESULT]
    return result


def errors(loaded: Loaded) -> list[str]:
    return [str(e.message) for e in loaded.errors]


# ------------------------------------------------------------------ what it leaves


def test_the_proof_tells_policy_rules_and_counts(books: Books) -> None:
    (proof,) = [e for e in load(books).entries if isinstance(e, Custom) and e.type == ENTRY]
    shown = printer.format_entry(proof)
    assert shown.startswith('2025-09-12 custom "earmark-audit" "WH2025-007"')
    assert 'policy: "wuhan-2012"' in shown
    rules = shipped_policy("wuhan-2012").rules
    alone = " ".join(rule.id for rule in rules if rule.scope == "award")
    assert f'rules-ran: "segregation {alone}"' in shown
    assert 'rules-not-run: "invoices payees subgrant"' in shown
    assert "violation: 2" in shown
    assert "review: 1" in shown
    assert RESULT not in shown


def test_the_audit_itself_is_carried_without_the_private_list(books: Books) -> None:
    result = audit_of(load(books))
    assert [(f.category, f.outcome) for f in result.findings if f.voucher] == [
        ("personnel", "violation"), ("unrelated", "violation"), ("loan_repayment", "review"),
    ]  # fmt: skip
    assert (result.vouchers, len(result.charges)) == (5, 5)
    assert result.award.parties is None


def test_each_finding_has_a_note_beside_its_voucher(books: Books) -> None:
    loaded = load(books)
    notes = [e for e in loaded.entries if isinstance(e, Note)]
    found = [f for f in audit_of(loaded).findings if f.voucher]
    assert [n.date for n in notes] == [f.date for f in found]
    assert [sorted(n.links or ()) for n in notes] == [[f.voucher] for f in found]
    assert notes[0].account == COST
    assert notes[0].comment.startswith("疑点｜涉嫌违规｜人员支出｜五(三)｜3,000.00 元｜收款人是本单位职工")


def test_what_was_booked_is_not_rewritten(books: Books) -> None:
    before = {p: p.read_bytes() for p in sorted(books.root.rglob("*")) if p.is_file()}
    load(books)
    assert {p: p.read_bytes() for p in sorted(books.root.rglob("*")) if p.is_file()} == before


def test_all_awards_at_once_give_the_same_findings(books: Books) -> None:
    alone = audit_of(load(books)).findings
    entries, found, _ = loader.load_file(str(books.root / "main.beancount"))
    assert found == []
    assert audit_of(Loaded(load(books).award, entries, found)).findings == alone


# ------------------------------------------------------------------ errors


def test_violations_are_errors_only_when_strict(books: Books) -> None:
    assert errors(load(books)) == []
    assert [m.split("｜")[1:3] for m in errors(load(books, strict=True))] == [
        ["涉嫌违规", "人员支出"],
        ["涉嫌违规", "与本项目无关的支出"],
    ]


def test_a_decided_violation_is_open_no_more(books: Books) -> None:
    found = audit_of(load(books)).findings[0]
    assert found.amount is not None
    decision = Decision(
        date=datetime.date(2025, 11, 20), id="", finding=found.id, rule=found.rule, subject=found.subject,
        outcome="cleared", questioned=found.amount, upheld=Decimal("0.00"), reason="已离职", basis="五(三)",
        recorded="", by="",
    )  # fmt: skip
    with desk(books, "zhou") as at:
        deciding.decide(at, AWARD, decision)
    left = errors(load(books, strict=True))
    assert len(left) == 1
    assert found.id not in left[0]


def test_a_policy_that_is_not_the_adopted_one_is_no_policy(books: Books) -> None:
    path = books.root / "policies" / "wuhan-2012.toml"
    path.write_bytes(path.read_bytes().replace("不得用于捐款".encode(), "可以用于捐款".encode()))
    loaded = load(books)
    assert any("与采用时不同" in m for m in errors(loaded))
    assert not [e for e in loaded.entries if isinstance(e, Custom) and e.type == ENTRY]


def test_a_rule_that_fails_is_an_error(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(charges: object, award: object, rule: object) -> list[Finding]:
        raise ZeroDivisionError(charges, award, rule)

    monkeypatch.setattr(engine.RULES["plan"], "judge", crash)
    loaded = load(books)
    assert any("规则 plan 没有完成" in m for m in errors(loaded))
    assert [r.id for r in audit_of(loaded).failed] == ["plan"]
    assert len([f for f in audit_of(loaded).findings if f.voucher]) == 3


def test_a_damaged_list_of_parties_is_one_error(books: Books) -> None:
    (books.root / "parties" / "JCSF.toml").write_text("complete = [", encoding="utf-8")
    entries, found = plugin(books)
    assert len(found) == 1
    assert "JCSF.toml" in found[0].message
    assert not [e for e in entries if isinstance(e, Custom) and e.type == ENTRY]


def plugin(books: Books) -> tuple[list[Any], list[Any]]:
    from earmark.plugins.audit import audit

    file = books.root / "awards" / AWARD / "award.beancount"
    entries = books.entries(f"awards/{AWARD}/register.beancount")
    return audit(entries, {"filename": str(file)}, "{'strict': False}")


def test_a_ledger_outside_books_is_one_error(tmp_path: Path) -> None:
    from earmark.plugins.audit import audit

    _, found = audit([], {"filename": str(tmp_path / "x.beancount")})
    assert len(found) == 1
    assert "earmark.toml" in found[0].message


def test_the_funders_answer_decides(books: Books) -> None:
    answer = FunderAnswer(
        date=DAY, id="finance-lease", answer="loan_repayment", source="复函3号", recorded="", by=""
    )
    adopting.answer_question(books, "wuhan-2012", answer, "zhou")
    (found,) = [f for f in audit_of(load(books)).findings if f.category == "loan_repayment"]
    assert found.outcome == "violation"


# ------------------------------------------------------------------ what others make of it


@pytest.mark.parametrize("strict", [False, True])
def test_bean_check_and_the_audit_agree(books: Books, *, strict: bool) -> None:
    load(books, strict=strict)
    top = books.root / "awards" / AWARD / "award.beancount"
    done = subprocess.run(
        [Path(sys.executable).with_name("bean-check"), "--no-cache", top],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == int(strict)
    assert ("涉嫌违规" in done.stderr) is strict
    assert len(audit_award(Books.open(books.root), AWARD).standing.open_violations) == 2


def test_the_entries_print_and_parse_again(books: Books) -> None:
    out = "".join(printer.format_entry(entry) for entry in load(books).entries)
    again, found, _ = loader.load_string(out)
    assert found == []
    assert [type(e) for e in again].count(Note) == 3


def test_fava_shows_the_notes_and_nothing_private(books: Books) -> None:
    """Stock Fava: journal and query hold the findings, and no name of the private list that is no payee's."""
    from fava.application import create_app

    app = create_app([str(books.root / "awards" / AWARD / "award.beancount")], load=True)
    client = app.test_client()
    slug = client.get("/").headers["Location"].strip("/").split("/")[0]
    journal = client.get(f"/{slug}/api/journal")
    assert journal.status_code == 200
    comments = [entry.get("comment", "") for entry in journal.get_json()["data"]]
    assert any(comment.startswith("疑点｜涉嫌违规｜人员支出") for comment in comments)
    assert "职工A03" not in journal.get_data(as_text=True)
    page = client.get(f"/{slug}/api/journal_page?page=1&order=desc")
    assert page.status_code == 200
    query = client.get(
        f"/{slug}/api/query", query_string={"query_string": "SELECT date, type, meta FROM entries"}
    )
    assert query.status_code < 500


def test_a_planted_load_cache_is_not_read(books: Books, tmp_path: Path) -> None:
    """A pickle that runs code when it is read; Beancount reads it, whatever its variable says once it is imported."""
    mark = tmp_path / "ran"
    planted = books.root / "awards" / AWARD / ".award.beancount.picklecache"
    planted.write_text(f"cposix\nsystem\n(S'touch {mark}'\ntR.")
    script = (
        "import beancount, pathlib, sys\n"
        "from earmark.ledger.books.books import Books\n"
        "from earmark.plugins.judging.run import audit_award\n"
        "audit_award(Books.open(pathlib.Path(sys.argv[1])), sys.argv[2])\n"
    )
    bare = {k: v for k, v in os.environ.items() if k != "BEANCOUNT_DISABLE_LOAD_CACHE"}
    subprocess.run([sys.executable, "-c", script, str(books.root), AWARD], env=bare, check=True)
    assert not mark.exists()
