"""An opponent with a text editor against books whose first two months are closed and sealed: each attack is named.

2025-03  V0001 grant                                   closed, sealed
2025-04  V0002 venue, V0003 air conditioner            closed, sealed, signed by the officer and the auditor
2025-05  V0004 training; D-0001 on V0003, O-0001, R-0001
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from earmark.ledger.books.desk import desk
from earmark.ledger.books.log import leaf_of, read_log
from earmark.ledger.closings import closing
from earmark.ledger.proof.checkpoint import read_checkpoint
from earmark.ledger.proof.keys import add_key
from earmark.ledger.proof.sealing import add_signatures, checkpoint_of, sign_seal
from earmark.ledger.proof.signing import WrongKey, new_key, public_of, read_key, sign
from earmark.ledger.proof.verifying import Verdict, verify_award

if TYPE_CHECKING:
    import datetime

    from tests.ledger.conftest import Keeping

AWARD = "awards/WH2025-007"
MARCH, APRIL, MAY = (f"{AWARD}/vouchers/2025-{month}.beancount" for month in ("03", "04", "05"))
ACTS, CLAIMS, LOG = f"{AWARD}/acts.beancount", "claims/WH2025-007.beancount", f"{AWARD}/log"
V1, V2, V3, V4 = (f"WH2025-007-V000{n}" for n in (1, 2, 3, 4))
LEDGER = """
2025-03-05 * "武汉市科学技术协会" "收到学会能力提升专项奖补资金"
  gl: "记-0021"
  Assets:A:1002银行存款                             500000.00 CNY
  Income:A:4401政府补助收入:02限定性收入           -500000.00 CNY

2025-04-10 * "江城会议中心" "学术年会场地费"
  gl: "记-0040"
  paid: 2025-04-09
  Expenses:A:5101业务活动成本:01会议费               8000.00 CNY
    plan: "P1"
  Assets:A:1002银行存款                              -8000.00 CNY

2025-04-20 * "江城环宇电器商行" "会务用品"
  gl: "记-0044"
  Expenses:A:5101业务活动成本:01会议费              12000.00 CNY
    plan: "P1"
  Assets:A:1002银行存款                             -12000.00 CNY
"""
LATER = """
2025-05-09 * "江城大学" "继续教育培训费"
  gl: "记-0061"
  Expenses:A:5101业务活动成本:04培训费               3000.00 CNY
    plan: "P4"
  Assets:A:1002银行存款                              -3000.00 CNY
"""


def key_of(name: str) -> Ed25519PrivateKey:
    """The same key at every run."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


def public(name: str) -> str:
    return base64.b64encode(public_of(key_of(name))).decode()


def day(text: str) -> datetime.date:
    import datetime

    return datetime.date.fromisoformat(text)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sealed") / "books"


@pytest.fixture
def sealed(society: Keeping, made: Path) -> Keeping:
    """The books described above; made once, copied afterwards."""
    if made.exists():
        shutil.rmtree(society.books.root)
        shutil.copytree(made, society.books.root)
        return society
    society.enter(LEDGER)
    for name in ("chen", "wang"):
        with desk(society.books, name) as at:
            add_key(at, name, public(name), day("2025-01-01"))
    with desk(society.books, "chen") as at:
        closing.close(at, society.award, ["2025-03", "2025-04"], [])
    for name in ("chen", "wang"):
        with desk(society.books, name) as at:
            sign_seal(at, society.award, "2025-04", key_of(name))
    society.enter(LATER)
    order = society.ordered("会务用品", "12000.00", day("2025-05-20"))
    society.settle(order, "5000.00", day("2025-06-02"))
    shutil.copytree(society.books.root, made)
    return society


def edit(kept: Keeping, path: str, old: str, new: str) -> None:
    """Edit as with a text editor; the pattern must be there."""
    file = kept.books.root / path
    text = file.read_text("utf-8")
    edited = re.sub(old, new, text, count=1, flags=re.MULTILINE)
    assert edited != text, old
    file.write_text(edited, "utf-8")


def verdict(kept: Keeping) -> Verdict:
    return verify_award(kept.books, kept.award)


def told(kept: Keeping) -> list[str]:
    """What verify says, a line each, without the folder."""
    faults = verdict(kept).faults
    return [f"{f.place}：{f.message.zh}".replace(f"{kept.books.root}/", "") for f in faults]


def told_of(kept: Keeping, wanted: str) -> None:
    said = told(kept)
    assert any(re.search(wanted, line) for line in said), "\n".join(said) or "nothing was found"


def test_untouched_books_hold(sealed: Keeping) -> None:
    found = verdict(sealed)
    assert found.faults == []
    assert [(s.id, s.holds, sorted(s.sides)) for s in found.seals] == [
        ("2025-03", True, []), ("2025-04", True, ["audit", "recipient"]),
    ]  # fmt: skip


def test_layout_and_comments_do_not_matter(sealed: Keeping) -> None:
    edit(sealed, APRIL, r"\A", ";; 四月\n")
    edit(sealed, APRIL, r" +8000\.00", "   8000.00")
    assert told(sealed) == []


# ---------------------------------------------------------------- one edit


EDITS = [
    ("amounts", APRIL, r"12000\.00([\s\S]*)12000\.00", r"2000.00\g<1>2000.00", f"voucher {V3}.*被改动"),
    ("a trailing zero", APRIL, r" 8000\.00", " 8000.000", f"voucher {V2}.*被改动"),
    ("the day", APRIL, "^2025-04-20", "2025-04-02", f"voucher {V3}.*被改动"),
    ("the month", APRIL, "^2025-04-20", "2025-05-20", f"{V3} 属于 2025-05"),
    ("the day of payment", APRIL, "paid: 2025-04-09", "paid: 2025-04-08", f"voucher {V2}.*被改动"),
    ("the payee", APRIL, "江城环宇电器商行", "江城文具店", f"voucher {V3}.*被改动"),
    ("the summary", APRIL, "会务用品", "会议资料", f"voucher {V3}.*被改动"),
    ("the plan line", APRIL, 'plan: "P1"', 'plan: "P2"', f"voucher {V2}.*被改动"),
    ("the account", APRIL, "01会议费", "04培训费", f"voucher {V2}.*被改动"),
    ("the statutory number", APRIL, "记-0044", "记-0045", f"voucher {V3}.*被改动"),
    ("a key more", APRIL, r"^  gl:", '  note: "x"\n  gl:', f"voucher {V2}.*被改动"),
    ("who posted", APRIL, 'posted-by: "chen"', 'posted-by: "liu"', f"voucher {V2}.*被改动"),
    ("when it was posted", APRIL, r'posted-at: "20', 'posted-at: "19', f"voucher {V2} 的记录时间被改"),
    ("a voucher deleted", MARCH, r"^2025[\s\S]+", "", f"voucher {V1}.*被删除"),
    ("a voucher's id", APRIL, f'id: "{V3}"', 'id: "WH2025-007-V0009"', "V0009 是插入的"),
    ("back to a draft", APRIL, r"^2025-04-20 \*", "2025-04-20 !", "凭证"),
    ("a decision", ACTS, r"upheld: 12000\.00", "upheld: 2000.00", "decision D-0001.*被改动"),
    ("a decision's day", ACTS, r"^2025-04-20", "2025-04-02", "decision D-0001.*被改动"),
    ("a decision back-dated", ACTS, r'recorded: "20', 'recorded: "19', "decision D-0001 的记录时间被改"),
    ("a decision's author", ACTS, 'by: "wang"', 'by: "zhou"', "decision D-0001.*被改动"),
    ("a decision deleted", ACTS, r"^2025[\s\S]+", "", "decision D-0001.*被删除"),
    ("an order's amount", CLAIMS, r" 12000\.00", " 1200.00", "order O-0001.*被改动"),
    ("an order's term", CLAIMS, "due: 2025-06-19", "due: 2026-06-19", "order O-0001.*被改动"),
    ("a return", CLAIMS, r"^2025-06-02[\s\S]+", "", "returned R-0001.*被删除"),
    ("a return back-dated", CLAIMS, "^2025-06-02", "2025-05-02", "returned R-0001.*被改动"),
    ("the register", f"{AWARD}/register.beancount", r"500000\.00", "600000.00", "award WH2025-007.*被改动"),
    ("the plan", f"{AWARD}/register.beancount", "科普活动", "办公经费", "plan-line P2.*被改动"),
    ("a plan line deleted", f"{AWARD}/register.beancount", r"^.*plan-line[^\n]+\n(?:  .*\n)+", "", "plan-line P1.*被删除"),
    ("the policy", "policies/wuhan-2012.toml", "test", "toast", "实施方案与采用时不同"),
    ("its adoption", "programmes/wuhan-2012.beancount", "^2025-01-01", "2024-01-01", "policy wuhan-2012.*被改动"),
    ("a person's side", "people.beancount", 'side: "auditor"', 'side: "funder"', "person wang.*被改动"),
    ("a key's owner", "people.beancount", 'person: "wang"', 'person: "zhou"', "key K-.*被改动"),
    ("a key's day", "people.beancount", r"^2025-01-01(.*earmark-key)", r"2026-01-01\1", "key K-.*被改动"),
    ("a closing", f"{AWARD}/answers.beancount", 'vouchers: "2"', 'vouchers: "3"', "closing 2025-04.*被改动"),
    ("its list of findings", f"{AWARD}/seals/2025-04.findings.json", r"\[", "[ ", "疑点清单被改动"),
    ("a line's kind", LOG, f"voucher {V2}", f"answer {V2}", f"{V2} 的一行被改动"),
    ("a line's id", LOG, f"voucher {V2}", f"voucher {V4}", f"{V2} 的一行被改动"),
    ("a line's author", LOG, rf"({V2} .*)chen", r"\1wang", f"{V2} 的一行被改动"),
    ("a line's time", LOG, rf"({V2} \w+ )20", r"\g<1>19", "日志时间倒退"),
    ("a line's hash", LOG, rf"({V2} )\w{{64}}", rf"\g<1>{'0' * 64}", "2025-04 不符"),
    ("a hash that is none", LOG, rf"({V2} )\w", r"\g<1>z", "日志第 8 行的哈希损坏"),
    ("a seal's root", f"{AWARD}/seals/2025-03", r"^\S{20}", "A" * 20, "seals/2025-03：.*根不对"),
    ("a seal's size", f"{AWARD}/seals/2025-03", r"^(\d+)$", "3", "签封不是结账时的"),
    ("a seal's other logs", f"{AWARD}/seals/2025-03", r"^claims.*\n", "", "没有涵盖应有的日志"),
    ("a log that a seal has twice", f"{AWARD}/seals/2025-03", r"^(claims.*\n)", r"\1\1", "没有涵盖应有的日志"),
    ("a signature that stands twice", f"{AWARD}/seals/2025-04", r"^(— wang.*\n)", r"\1\1", "wang 的签名有两个"),
    ("a seal's origin", f"{AWARD}/seals/2025-03", "WH2025-007$", "WH2025-008", "签封属于 earmark/WH2025-008"),
    ("a signature", f"{AWARD}/seals/2025-04", r"^(— chen \S{20})\S{8}", r"\1AAAAAAAA", "chen 的签名：签名不对"),
    ("whose signature", f"{AWARD}/seals/2025-04", "— chen", "— zhou", "zhou 的签名：没有登记"),
    ("a seal that is none", f"{AWARD}/seals/2025-04", r"[\s\S]+", "x", "格式不对"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "wanted"), [e[1:] for e in EDITS], ids=[e[0] for e in EDITS])
def test_one_edit(sealed: Keeping, path: str, old: str, new: str, wanted: str) -> None:
    edit(sealed, path, old, new)
    told_of(sealed, wanted)


def test_a_voucher_moved_to_another_month(sealed: Keeping) -> None:
    whole = (sealed.books.root / MAY).read_text("utf-8")
    (sealed.books.root / MAY).unlink()
    edit(sealed, APRIL, r"\Z", "\n" + whole)
    with desk(sealed.books, "chen") as at:
        at.write_tops(at.award_ids())
    told_of(sealed, f"{V4} 属于 2025-05，不该在这个月的文件里")


@pytest.mark.parametrize(
    ("home", "said"),
    [
        (ACTS, "transaction 不写在这个文件里"),
        (f"{AWARD}/drafts.beancount", f"voucher {V1} 被移到别的文件"),
        (f"{AWARD}/answers.beancount", "transaction 不写在这个文件里"),
    ],
)
def test_a_voucher_moved_to_another_file(sealed: Keeping, home: str, said: str) -> None:
    whole = (sealed.books.root / MARCH).read_text("utf-8")
    edit(sealed, MARCH, r"[\s\S]+", "")
    edit(sealed, home, r"\Z", "\n" + whole)
    told_of(sealed, f"{home}:.*{said}")


def test_a_decision_moved_to_the_recipients_file(sealed: Keeping) -> None:
    whole = (sealed.books.root / ACTS).read_text("utf-8")
    edit(sealed, ACTS, r"[\s\S]+", "")
    edit(sealed, f"{AWARD}/answers.beancount", r"\Z", "\n" + whole)
    told_of(sealed, "decision D-0001 被移到别的文件")


def test_two_vouchers_swapped_between_months(sealed: Keeping) -> None:
    march, april = ((sealed.books.root / path).read_text("utf-8") for path in (MARCH, APRIL))
    (sealed.books.root / MARCH).write_text(april, "utf-8")
    (sealed.books.root / APRIL).write_text(march, "utf-8")
    told_of(sealed, f"{V1} 属于 2025-03")
    told_of(sealed, f"{V2} 属于 2025-04")


@pytest.mark.parametrize("path", [APRIL, ACTS, CLAIMS])
def test_a_directive_that_stands_twice(sealed: Keeping, path: str) -> None:
    whole = (sealed.books.root / path).read_text("utf-8")
    last = re.findall(r"^2025[^\n]+\n(?:  .*\n)+", whole, flags=re.MULTILINE)[-1]
    edit(sealed, path, r"\Z", "\n" + last)
    told_of(sealed, "是插入的")


def test_a_signature_that_is_gone_is_missing(sealed: Keeping) -> None:
    """No fault: a seal may wait for it. Whoever knows that it was signed demands it with --signed."""
    edit(sealed, f"{AWARD}/seals/2025-04", "^— chen.*\n", "")
    found = verdict(sealed)
    assert found.faults == []
    assert [seal.missing for seal in found.seals] == [["recipient", "audit"], ["recipient"]]


@pytest.mark.parametrize("seal", ["2025-03", "2025-04"])
def test_a_seal_deleted(sealed: Keeping, seal: str) -> None:
    (sealed.folder / "seals" / seal).unlink()
    assert told(sealed) == [f"{AWARD}/seals/{seal}：签封不见了"]


def test_a_seal_of_a_month_that_was_never_closed(sealed: Keeping) -> None:
    shutil.copy(sealed.folder / "seals/2025-04", sealed.folder / "seals/2025-05")
    assert told(sealed) == [f"{AWARD}/seals/2025-05：没有这个签封的结账记录"]


# ---------------------------------------------------------------- text and log together


def relog(kept: Keeping, path: str = LOG) -> None:
    """What a cunning opponent does: give each line of a log the hash of the directive as it stands now."""
    sources = [MARCH, APRIL, MAY, ACTS, CLAIMS, *(f"{AWARD}/{p}.beancount" for p in ("register", "answers"))]
    sources = ["people.beancount"] if path == "people.log" else sources
    now = {}
    for source in sources:
        for e in kept.books.entries(source):
            id_ = e.meta.get("id") or (e.values[0].value if hasattr(e, "values") else None)
            if id_:
                now[id_] = leaf_of(e)
    lines = read_log(kept.books.store.read(path), path)
    text = "".join(f"{line._replace(leaf=now.get(line.id, line.leaf))}\n" for line in lines)
    (kept.books.root / path).write_text(text, "utf-8")


def test_text_and_log_rewritten_together(sealed: Keeping) -> None:
    """The award's line, 4 plan lines, 1 change of chart, 3 vouchers, 2 closings: the seals end at lines 10 and 11."""
    edit(sealed, APRIL, "江城环宇电器商行", "江城文具店")
    relog(sealed)
    assert told(sealed) == [
        f"{LOG}：日志第 1–10 行中有改动，与 {AWARD}/seals/2025-03 不符",
        f"{LOG}：日志第 1–11 行中有改动，与 {AWARD}/seals/2025-04 不符",
    ]


def test_an_older_checkpoint_narrows_down_where(sealed: Keeping) -> None:
    """Only what stands behind the first seal is rewritten: it must be line 11."""
    edit(
        sealed,
        f"{AWARD}/answers.beancount",
        r'(custom "earmark-closing" "2025-04"[\s\S]*?)findings: "0"',
        r'\1findings: "9"',
    )
    relog(sealed)
    told_of(sealed, f"日志第 11–11 行中有改动，与 {AWARD}/seals/2025-04 不符")


def test_people_and_their_log_rewritten_together(sealed: Keeping) -> None:
    """The opponent makes himself the auditor's key; the seals cover the people's log."""
    edit(sealed, "people.beancount", re.escape(public("wang")), public("opponent"))
    relog(sealed, "people.log")
    told_of(sealed, "people.log：日志第 1–7 行中有改动")


def test_a_key_that_is_none_does_not_stop_the_verification(sealed: Keeping) -> None:
    """Whoever cuts the auditor's key short is named; every seal is still looked at."""
    edit(sealed, "people.beancount", re.escape(public("wang")), public("wang")[:8])
    relog(sealed, "people.log")
    told_of(sealed, "people.log：日志第 1–7 行中有改动")
    told_of(sealed, "wang 的签名：没有登记这把公钥")


def test_a_voucher_and_its_line_removed(sealed: Keeping) -> None:
    edit(sealed, APRIL, r"^2025-04-20[\s\S]+", "")
    edit(sealed, LOG, rf"^.*voucher {V3}.*\n", "")
    told_of(sealed, "日志第 9 行损坏或次序不对")


def renumber(kept: Keeping) -> None:
    file = kept.books.root / LOG
    lines = file.read_text("utf-8").splitlines()
    file.write_text("".join(f"{n:06d}{line[6:]}\n" for n, line in enumerate(lines, start=1)), "utf-8")


def test_a_voucher_and_its_line_removed_and_the_log_numbered_anew(sealed: Keeping) -> None:
    edit(sealed, APRIL, r"^2025-04-20[\s\S]+", "")
    edit(sealed, LOG, rf"^.*voucher {V3}.*\n", "")
    renumber(sealed)
    told_of(sealed, f"与 {AWARD}/seals/2025-04 不符")
    told_of(sealed, r"2025-04 的凭证与结账时不符：张数 2 → 1")


def test_a_voucher_and_its_line_inserted(sealed: Keeping) -> None:
    """A copy of the venue's voucher under a new id and number, with a line for it."""
    text = (sealed.books.root / APRIL).read_text("utf-8")
    copy = text.split("\n2025-04-20")[0].replace(V2, "WH2025-007-V0007").replace("记-0001", "记-0003")
    edit(sealed, APRIL, r"\Z", "\n" + copy)
    (entry,) = (e for e in sealed.books.entries(APRIL) if e.meta.get("id") == "WH2025-007-V0007")
    edit(
        sealed,
        LOG,
        rf"^(.*voucher {V2}.*\n)",
        rf"\g<1>000000 voucher WH2025-007-V0007 {leaf_of(entry)} {entry.meta['posted-at']} chen" + "\n",
    )
    renumber(sealed)
    told_of(sealed, f"与 {AWARD}/seals/2025-04 不符")
    told_of(sealed, r"2025-04 的凭证与结账时不符：张数 2 → 3")


def test_a_voucher_is_appended_to_a_closed_month_log_and_all(sealed: Keeping) -> None:
    text = (sealed.books.root / APRIL).read_text("utf-8")
    copy = text.split("\n2025-04-20")[0].replace(V2, "WH2025-007-V0007").replace("记-0001", "记-0003")
    edit(sealed, APRIL, r"\Z", "\n" + copy)
    (entry,) = (e for e in sealed.books.entries(APRIL) if e.meta.get("id") == "WH2025-007-V0007")
    edit(
        sealed,
        LOG,
        r"\Z",
        f"000000 voucher WH2025-007-V0007 {leaf_of(entry)} {entry.meta['posted-at']} chen\n",
    )
    renumber(sealed)
    told_of(sealed, "V0007 在 2025-04 结账之后记入已结账期间")


def test_a_log_that_was_cut(sealed: Keeping) -> None:
    file = sealed.books.root / LOG
    file.write_text("".join(f"{line}\n" for line in file.read_text("utf-8").splitlines()[:9]), "utf-8")
    told_of(sealed, rf"日志只有 9 行，{AWARD}/seals/2025-04 有 11 行：被截短")


def test_a_log_that_is_gone(sealed: Keeping) -> None:
    (sealed.books.root / LOG).unlink()
    told_of(sealed, "日志只有 0 行")


def test_a_line_of_the_log_that_stands_twice(sealed: Keeping) -> None:
    edit(sealed, LOG, r"^(.*R-0001.*\n)", r"\1\1")
    renumber(sealed)
    told_of(sealed, "returned R-0001.*被删除")


# ---------------------------------------------------------------- text, log and seals together


def reseal(kept: Keeping) -> None:
    """Rewrite text, log and both seals, signatures taken along."""
    edit(kept, APRIL, "江城环宇电器商行", "江城文具店")
    relog(kept)
    log = (kept.books.root / LOG).read_bytes().splitlines(keepends=True)
    for name in ("2025-03", "2025-04"):
        file = kept.folder / "seals" / name
        old = read_checkpoint(file.read_bytes(), name)

        def read(path: str, size: int = old.size) -> bytes | None:
            if path == LOG:
                return b"".join(log[:size])
            return None if path == "claims/WH2025-007.log" else kept.books.store.read(path)

        new = checkpoint_of(read, kept.award, "wuhan-2012")
        for signature in old.signatures:
            new = new.signed(signature)
        file.write_text(str(new), "utf-8")


def test_a_signature_stops_who_seals_anew(sealed: Keeping) -> None:
    reseal(sealed)
    assert told(sealed) == [f"{AWARD}/seals/2025-04：{name} 的签名：签名不对" for name in ("chen", "wang")]


def test_a_checkpoint_kept_elsewhere_does_too(sealed: Keeping) -> None:
    kept = read_checkpoint((sealed.folder / "seals/2025-04").read_bytes(), "")
    reseal(sealed)
    faults = verify_award(sealed.books, sealed.award, [kept]).faults
    assert any("--against" in f.message.zh or f.place == "--against" for f in faults)


def test_an_older_checkpoint_of_the_same_log_is_consistent(sealed: Keeping) -> None:
    kept = read_checkpoint((sealed.folder / "seals/2025-03").read_bytes(), "")
    assert verify_award(sealed.books, sealed.award, [kept]).faults == []


# ---------------------------------------------------------------- keys and signatures


def test_a_key_that_was_replaced_before_the_closing_signs_no_more(sealed: Keeping) -> None:
    with desk(sealed.books, "chen") as at:
        add_key(at, "chen", public("chen 2"), day("2025-02-01"))
    told_of(sealed, "chen 的签名：签封时这把公钥已停用")


def test_a_key_that_is_replaced_later_has_signed_well(sealed: Keeping) -> None:
    with desk(sealed.books, "chen") as at:
        add_key(at, "chen", public("chen 2"), day("2099-01-01"))
    assert told(sealed) == []


def test_a_key_that_is_not_registered_does_not_sign_in_the_books(sealed: Keeping) -> None:
    with desk(sealed.books, "chen") as at, pytest.raises(WrongKey, match="没有登记"):
        sign_seal(at, sealed.award, "2025-03", key_of("opponent"))


def test_nobody_signs_twice(sealed: Keeping) -> None:
    with desk(sealed.books, "chen") as at, pytest.raises(WrongKey, match="chen 已签过"):
        sign_seal(at, sealed.award, "2025-04", key_of("chen"))


def test_a_key_is_registered_by_its_own_person_once(sealed: Keeping) -> None:
    with desk(sealed.books, "chen") as at, pytest.raises(WrongKey, match="本人登记"):
        add_key(at, "zhou", public("zhou"), day("2025-01-01"))
    with desk(sealed.books, "chen") as at, pytest.raises(WrongKey, match="已登记"):
        add_key(at, "chen", public("chen"), day("2025-01-01"))
    with desk(sealed.books, "chen") as at, pytest.raises(WrongKey, match="32 字节"):
        add_key(at, "chen", "AAAA", day("2025-01-01"))


def test_a_signature_made_elsewhere_is_taken_in(sealed: Keeping) -> None:
    path = sealed.folder / "seals/2025-04"
    first = read_checkpoint((sealed.folder / "seals/2025-03").read_bytes(), "")
    whole = read_checkpoint(path.read_bytes(), "")
    path.write_text(whole.text, "utf-8")
    with desk(sealed.books, "chen") as at:
        assert add_signatures(at, sealed.award, "2025-04", whole)[1] == whole
    forged = sign(read_checkpoint(whole.text.encode(), ""), "zhou", key_of("opponent"))
    for wrong, why in ((first, "不是 2025-04 的签封"), (forged, "没有登记")):
        with desk(sealed.books, "chen") as at, pytest.raises(WrongKey, match=why):
            add_signatures(at, sealed.award, "2025-04", wrong)


def test_a_private_key_is_kept_outside_the_books(sealed: Keeping, tmp_path: Path) -> None:
    with pytest.raises(WrongKey, match="不能放在账簿文件夹里"):
        new_key(sealed.folder / "chen.pem")
    file = tmp_path / "chen.pem"
    assert base64.b64decode(new_key(file)) == public_of(read_key(file))
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(WrongKey, match="不覆盖"):
        new_key(file)
    inside = sealed.folder / "documents/chen.pem"
    inside.parent.mkdir()
    shutil.copy(file, inside)
    with pytest.raises(WrongKey, match="不能放在账簿文件夹里"):
        read_key(inside)


@pytest.mark.parametrize("content", [b"", b"x", b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key.pem"
    file.write_bytes(content)
    with pytest.raises(WrongKey, match="不是 Ed25519 私钥"):
        read_key(file)
