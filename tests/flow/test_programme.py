"""Two societies of one programme pay one expert for one day: no award shows it alone, both together do. Amounts in CNY."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core.data import Note

from earmark.ledger.books.books import Books
from earmark.plugins.audit import RESULT
from earmark.plugins.judging.programme_audit import audit_awards
from earmark.plugins.judging.run import audit_award
from earmark.plugins.policy import shipped

Office = Any
"""The office of conftest, which tests cannot import."""
MINE, THEIRS = "WH2025-007", "WH2025-012"
A, B = "1202021109900088801", "1202021109900077701"
FEE = "2,{account},,2025-06-20 09:00:00,借,{amount}.00,,,转账,标准评审费(2025-06-18),专家赵一,,"
FINE = "3,{account},,2025-06-21 09:00:00,借,600.00,,,转账,交通违章罚款,江城市公安局交通管理局,,"
SECOND = f"""
award new {THEIRS} --programme wuhan-2012 --recipient JCQT --recipient-name 江城另一学会
  --funder 武汉市科学技术协会 --amount 300000 --start 2025-03-01 --end 2026-02-28 --chart npo-2004
  --mode dedicated --bank ICBC-7701 --account {B} --plan 'P1=学术交流=300000;ability=服务创新' --by sun
"""


@pytest.fixture(scope="module")
def made(
    opened: Path, icbc: Callable[..., str], tmp_path_factory: pytest.TempPathFactory, at: type[Office]
) -> Office:
    """Books in which both societies paid the expert and posted it; the first also paid a fine."""
    office = at(tmp_path_factory.mktemp("programme"))
    shutil.copytree(opened, office.folder / "books")
    office("users add sun:recipient:JCQT:finance:孙会计 --by zhou")
    office("users add lin:auditor:江城中和会计师事务所:auditor:林审计 --by zhou")
    office(SECOND)
    for award, account, by, amount in ((MINE, A, "chen", 2000), (THEIRS, B, "sun", 3000)):
        rows = [FEE.format(account=account, amount=amount)]
        rows += [FINE.format(account=account)] if award == MINE else []
        office.file(f"{award}.csv", icbc(rows))
        office(f"import {award}.csv --by {by}")
        for draft in office.drafts(award):
            office(f"draft complete {award} {draft['id']} --account 5101-劳务费 --plan P1 --by {by}")
        office(f"post {award} --by {by}")
    return office


@pytest.fixture
def office(made: Office, tmp_path: Path, at: type[Office]) -> Office:
    shutil.copytree(made.root, tmp_path / "books")
    return at(tmp_path)


def of(listed: Any, award: str, rule: str) -> list[dict[str, Any]]:  # noqa: ANN401 (JSON is many types)
    (one,) = [a for a in listed["awards"] if a["award"] == award]
    return [f for f in one["findings"] if f["rule"] == rule]


# ---------------------------------------------------------------- law 5


def test_one_award_alone_says_what_did_not_run(made: Office) -> None:
    (one,) = made.json(f"audit {MINE}", code=1)["awards"]
    states = {r["id"]: r["state"] for r in one["rules"] if r["scope"] == "programme"}
    assert states == {"invoices": "not run", "payees": "not run", "subgrant": "not run"}
    assert of({"awards": [one]}, MINE, "payees") == []
    said = made(f"audit {MINE}", code=1).out
    assert "没有运行：一票多报、跨项目收款人、以拨代支" in said
    assert "earmark audit --programme wuhan-2012" in said


@pytest.mark.parametrize(
    "command", ["audit", "audit --programme wuhan-2012", f"audit {MINE} --programme wuhan-2012"]
)
def test_the_programme_shows_it_and_each_award_holds_its_own_amount(made: Office, command: str) -> None:
    listed = made.json(command, code=1)
    ran = {r["id"]: r["state"] for r in listed["awards"][0]["rules"] if r["scope"] == "programme"}
    assert set(ran.values()) == {"ran"}
    assert [f["amount"] for f in of(listed, MINE, "payees")] == ["2000.00"]
    if MINE not in command:
        assert [f["amount"] for f in of(listed, THEIRS, "payees")] == ["3000.00"]


def test_a_programme_that_is_none_and_an_award_that_is_not_of_it(made: Office) -> None:
    assert "wuhan-2012" in made("audit --programme wuhan-2013", code=2).err
    assert "CAST2025-017" in made("audit CAST2025-017 --programme wuhan-2012", code=2).err


# ---------------------------------------------------------------- law 10


def test_rules_of_scope_award_find_the_same_alone_and_with_all_others(made: Office) -> None:
    entries, errors, _ = loader.load_file(str(made.root / "main.beancount"))
    assert errors == []
    in_main = {e.meta[RESULT].award.id: e.meta[RESULT] for e in entries if RESULT in (e.meta or {})}
    for together in audit_awards(Books.open(made.root)):
        alone = audit_award(Books.open(made.root), together.award.id).audit
        wide = {run.id for run in together.audit.runs if run.scope == "programme"}
        assert tuple(f for f in together.audit.findings if f.rule not in wide) == alone.findings
        assert in_main[together.award.id].findings == together.audit.findings
        assert in_main[together.award.id].runs == together.audit.runs


# ---------------------------------------------------------------- law 9


@pytest.mark.parametrize("verb", ["audit", "findings"])
@pytest.mark.parametrize(
    ("by", "named"), [("chen", False), ("", False), ("zhou", True), ("lin", True), ("gao", False)]
)
def test_another_recipients_award_is_named_to_the_audit_side_only(
    made: Office, verb: str, by: str, *, named: bool
) -> None:
    """zhou is of the award's funder, gao of another one."""
    who = f" --by {by}" if by else ""
    listed = made.json(f"{verb}{who}", code=None)
    (found,) = of(listed, MINE, "payees")
    said = " ".join(found["evidence"])
    assert (THEIRS in said) is named
    assert ("另 1 项奖补资金" in said) is not named


def test_the_notes_in_the_ledger_do_not_name_it(made: Office) -> None:
    entries, _, _ = loader.load_file(str(made.root / "main.beancount"))
    mine = [e.comment for e in entries if isinstance(e, Note) and f":{MINE}:" in e.account]
    assert any("另 1 项奖补资金" in note for note in mine)
    assert not any(THEIRS in note for note in mine)


# ---------------------------------------------------------------- decided, ordered, looked at alone


def test_it_is_decided_and_ordered_and_stays_where_its_rule_does_not_run(office: Office) -> None:
    (found,) = of(office.json("findings"), MINE, "payees")
    office(
        f"decide {MINE} {found['id']} --uphold-all --recover --reason 同日在两处评审 --date 2025-11-20 --by zhou"
    )
    office(f"order {MINE} D-0001 --route restore --due 2025-12-25 --date 2025-11-25 --by zhou")
    for command in (f"findings {MINE}", "findings"):
        (stands,) = of(office.json(command), MINE, "payees")
        assert (stands["id"], stands["status"], stands["amount"]) == (found["id"], "upheld", "2000.00")
        (totals,) = [a for a in office.json(command)["awards"] if a["award"] == MINE]
        assert (totals["upheld"], totals["ordered"], totals["outstanding"]) == (
            "2000.00",
            "2000.00",
            "2000.00",
        )
    office("audit", code=1)


def test_one_in_full_is_found_with_its_programme(made: Office) -> None:
    (found,) = of(made.json("findings"), THEIRS, "payees")
    assert "专家赵一" in made(f"findings {THEIRS} {found['id']}").out


# ---------------------------------------------------------------- 原则上可重复获支持1次


AGAIN = """
award new {id} --programme cast-2013 --recipient JCKX --recipient-name 江城省科学技术协会
  --funder 中国科学技术协会 --amount 1000000 --start {year}-04-01 --end {next}-03-31 --chart gov
  --mode pooled --bank ICBC-3301 --plan P1=学会学术交流=1000000 --project-code 4200{year} --by liu
"""


def third(office: Office) -> dict[str, str]:
    """What the rule says of each award of 中国科协."""
    listed = office.json("audit --programme cast-2013 --fail-on never", code=None)
    return {
        a["award"]: f["outcome"] for a in listed["awards"] for f in a["findings"] if f["rule"] == "repeat"
    }


def test_a_third_award_needs_the_funders_word_and_its_waiver(office: Office) -> None:
    """Awards of 2025, 2026 and 2027 to one recipient: review, then a violation, then waived in time by two persons."""
    for id_, year in (("CAST2026-003", 2026), ("CAST2027-004", 2027)):
        office(AGAIN.format(id=id_, year=year, next=year + 1))
    assert third(office) == {"CAST2027-004": "review"}
    refused = office("policy answer cast-2013 repeat-exception 不得突破 --source 函 --by gao", code=2)
    assert "waiver 须豁免" in refused.err
    office(
        "policy answer cast-2013 repeat-exception waiver --source 科协函〔2025〕3号 --date 2025-03-01 --by gao"
    )
    assert third(office) == {"CAST2027-004": "violation"}
    office("users add ma:funder:中国科学技术协会:officer:马处长 --by gao")
    office(
        "waive --programme cast-2013 --rule repeat --recipient JCKX --reason 西部学会帮扶 --until 2027-12-31"
        " --date 2025-11-01 --by gao"
    )
    office("waive --programme cast-2013 --grant X-0001 --date 2025-11-02 --by gao", code=2)
    assert third(office) == {"CAST2027-004": "violation"}
    office("waive --programme cast-2013 --grant X-0001 --date 2025-11-02 --by ma")
    assert third(office) == {}


# ---------------------------------------------------------------- the programme as a whole


def test_the_sum_of_a_programme_is_the_sum_of_its_awards(office: Office) -> None:
    """Law 3 per award and in sum: 2,000.00 of one society ordered back, 500.00 of them returned; the rest is open."""
    (found,) = of(office.json("findings"), MINE, "payees")
    office(
        f"decide {MINE} {found['id']} --uphold-all --recover --reason 同日在两处评审 --date 2025-11-20 --by zhou"
    )
    office(f"order {MINE} D-0001 --route funder --due 2025-12-25 --date 2025-11-25 --by zhou")
    office(f"return {MINE} O-0001 --amount 500 --date 2025-12-10 --reference 收据12号 --by zhou")
    listed = office.json("findings --programme wuhan-2012")
    whole = listed["programme"]
    for figure in ("questioned", "open", "upheld", "ordered", "returned", "outstanding", "unknown"):
        each = [Decimal(award[figure]) for award in listed["awards"]]
        assert Decimal(whole["totals"][figure]) == sum(each)
    assert [line["award"] for line in whole["awards"]] == [MINE, THEIRS]
    assert whole["routes"] == {"funder": whole["recovery"]}
    assert (whole["recovery"]["ordered"], whole["recovery"]["outstanding"]) == ("2000.00", "1500.00")
    assert whole["ageing"]["over_90"] == "1500.00"
    assert [(rule["id"], rule["findings"]) for rule in whole["rules"]] == [
        ("invoices", 0), ("payees", 2), ("subgrant", 0),
    ]  # fmt: skip
    said = office("findings --programme wuhan-2012").out
    assert "退回拨款单位" in said
    assert "逾期 90 天以上" in said


# ---------------------------------------------------------------- adopting


def test_a_policy_that_looks_away_is_seen_to_lose_both(made: Office, tmp_path: Path) -> None:
    text = shipped()["wuhan-2012"].read_text("utf-8").replace('id = "wuhan-2012"', 'id = "wuhan-2013"')
    lax = tmp_path / "lax.toml"
    lax.write_text(text.replace('id = "payees"', 'id = "payees"\nsettings = { least = "5000.00" }'), "utf-8")
    tried = made.json(f"policy try wuhan-2012 {lax}", code=1)
    assert {one["award"]: [f["rule"] for f in one["lost"]] for one in tried["awards"]} == {
        MINE: ["payees"],
        THEIRS: ["payees"],
    }
    (alone,) = made.json(f"policy try wuhan-2012 {lax} --award {MINE}")["awards"]
    assert (alone["lost"], alone["gained"]) == ([], [])


def test_adopting_says_what_rules_over_a_programme_need(made: Office) -> None:
    said = made("policy show wuhan-2012").out
    assert "earmark audit --programme wuhan-2012" in said
    assert "以拨代支：登记为子项的奖补资金" in said


# ---------------------------------------------------------------- law 4


def test_a_closing_lists_what_only_the_programme_shows(office: Office) -> None:
    """Listed by a closing it is named from then on, where its rule does not run too, and is not counted twice where it does."""
    numbers = " ".join(f"--gl {MINE}-V000{n}=记-000{n}" for n in (1, 2))
    assert "没有运行" not in office(f"close {MINE} 2025-06 {numbers} --by chen").err
    (alone,) = of(office.json(f"findings {MINE}"), MINE, "payees")
    assert (alone["amount"], alone["status"]) == ("2000.00", "open")
    assert "规则 payees 这次没有运行，按 2025-06 所列保留" in alone["evidence"]
    whole = office.json("findings --programme wuhan-2012")
    assert len(of(whole, MINE, "payees")) == 1
    assert [a["questioned"] for a in whole["awards"] if a["award"] == MINE] == [
        office.json(f"findings {MINE}")["awards"][0]["questioned"]
    ]
    office("check")
    office("verify")


def test_a_closing_does_not_wait_for_another_recipients_books(office: Office) -> None:
    """They cannot be read: the month closes all the same, and it is said what did not run."""
    vouchers = office.root / f"awards/{THEIRS}/vouchers/2025-06.beancount"
    vouchers.write_text(vouchers.read_text("utf-8") + "\n1/0\n", "utf-8")
    numbers = " ".join(f"--gl {MINE}-V000{n}=记-000{n}" for n in (1, 2))
    ran = office(f"close {MINE} 2025-06 {numbers} --by chen")
    assert "没有运行、也没有列出：一票多报、跨项目收款人、以拨代支" in ran.err
    assert of(office.json(f"findings {MINE}"), MINE, "payees") == []
