"""The write paths of the story, each as one act on the books in a folder.

Keys are made of fixed bytes and files to import are made once, so that an act done twice writes the same.
"""

from __future__ import annotations

import atexit
import base64
import datetime
import shutil
import tempfile
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from earmark.importers.receive import receive
from earmark.ledger.awards import adopting, amending, opening
from earmark.ledger.awards.opening import NewAward, NewPolicy
from earmark.ledger.awards.programme import FunderAnswer
from earmark.ledger.awards.register import Grant, PlanLine, ProjectCode
from earmark.ledger.awards.starting import Before, start_award
from earmark.ledger.banks import undoing
from earmark.ledger.banks.imports import ImportRecord
from earmark.ledger.books import desk
from earmark.ledger.books.books import Books
from earmark.ledger.closings import closing, reopening
from earmark.ledger.findings import asking, deciding
from earmark.ledger.findings.acts import Decision, Request
from earmark.ledger.persons.people import Person
from earmark.ledger.proof import keys, sealing, signing
from earmark.ledger.proof.checkpoint import read_checkpoint
from earmark.ledger.recovery import mirroring, ordering, settling
from earmark.ledger.recovery.claims import Order, Settlement
from earmark.ledger.recovery.payinto import PayInto, set_account
from earmark.ledger.vouchers import attaching, dropping, posting, remembered
from earmark.ledger.vouchers.attaching import Attachment
from earmark.ledger.vouchers.completing import Beside, Part, fill
from earmark.ledger.vouchers.drafts import drafts

AWARD = "WH2025-007"
DAY = datetime.date(2025, 3, 1)
TODAY = datetime.date(2025, 6, 30)
POLICY = b'id = "test"\n[title]\nzh = "x"\n'
STATEMENT = """\
[HISTORYDETAIL]
凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息
25030500001,1202021109900088801,,2025-03-05 09:05:12,贷,,500000.00,,,奖补资金,武汉市科学技术协会,500000.00,
25031800002,1202021109900088801,,2025-03-18 09:05:12,借,9000.00,,,,会场租金,江城云汀会议中心,491000.00,
25032000003,1202021109900088801,,2025-03-20 09:05:12,借,400.00,,,,审稿费,专家E27,490600.00,
"""
JOURNAL = """\
日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方单位,计划用途,发票号码
2025-03-18,记-12,付会场租金,5101,业务活动成本-会议费,9000.00,,江城云汀会议中心,P1,25012345
2025-03-18,记-12,付会场租金,1002,银行存款,,9000.00,,,
"""


def _someone(id_: str, side: str, of: str) -> Person:
    return Person(date=DAY, id=id_, name=id_, side=side, of=of, role="x", recorded="", by="")


def init(root: Path) -> None:
    opening.init(root, [_someone("chen", "recipient", "JCSF"), _someone("zhou", "funder", "武汉市科协")])


def add_person(root: Path) -> None:
    opening.add_person(Books.open(root), _someone("wang", "auditor", "江城审计"), "zhou")


def adopt_policy(root: Path) -> None:
    policy = NewPolicy("wuhan-2012", "办法", POLICY)
    adopting.adopt_policy(Books.open(root), "wuhan-2012", policy, DAY, "zhou")


def answer_question(root: Path) -> None:
    answer = FunderAnswer(date=DAY, id="interest", answer="award", source="复函", recorded="", by="")
    adopting.answer_question(Books.open(root), "wuhan-2012", answer, "zhou")


def tell_account(root: Path) -> None:
    told = PayInto(
        date=DAY,
        id="funder",
        holder="武汉市科协",
        bank="工商银行",
        account="3202019200000017715",
        recorded="",
        by="",
    )
    set_account(Books.open(root), "wuhan-2012", told, "zhou")


def new_award(
    root: Path, award: str = AWARD, mode: str = "dedicated", account: str = "1202021109900088801"
) -> None:
    grant = Grant(
        date=DAY, id=award, recorded="", by="", programme="wuhan-2012", recipient="JCSF", recipient_name="江城示例学会",
        funder="武汉市科协", amount=Decimal("500000.00"), start=DAY, end=datetime.date(2026, 2, 28), chart="npo-2004",
        mode=mode, bank=f"ICBC-{account[-4:]}",
    )  # fmt: skip
    plan = [PlanLine(date=DAY, id="P1", name="学术交流", amount=Decimal(500000), recorded="", by="")]
    start_award(
        Books.open(root), NewAward(grant=grant, plan=plan), account=account, before=Before(), by="chen",
        policy=None,
    )  # fmt: skip


def amend(root: Path) -> None:
    line = PlanLine(
        date=TODAY,
        id="P1",
        name="学术交流",
        amount=Decimal(450000),
        document="函〔2025〕8号",
        recorded="",
        by="",
    )
    code = ProjectCode(date=TODAY, id="420000250000001017", document="预算批复", recorded="", by="")
    amending.amend(Books.open(root), AWARD, [line, code], "chen")


@cache
def to_import(name: str, text: str) -> Path:
    """A file that is imported, made once: the faults are for the books alone."""
    folder = Path(tempfile.mkdtemp(prefix="torture-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / name
    path.write_bytes(text.encode())
    return path


def import_statement(root: Path) -> None:
    receive(Books.open(root), [to_import("icbc.csv", STATEMENT)], "chen", today=TODAY)


def import_journal(root: Path) -> None:
    receive(Books.open(root), [to_import("账.csv", JOURNAL)], "chen", award=AWARD, today=TODAY)


def undo(root: Path) -> None:
    """The last import is taken back, its original too."""
    books = Books.open(root)
    records = [r for f in books.files(f"awards/{AWARD}/imports") for r in books.records(ImportRecord, f)]
    last = max(records, key=lambda record: record.format)
    with desk.desk(books, "chen") as at:
        undoing.undo(at, AWARD, last.id)


def _fill(root: Path, parts: list[Part], beside: Beside | None = None, *, income: bool) -> None:
    books = Books.open(root)
    (draft,) = [d for d in drafts(books, AWARD) if d.waiting and (d.lines[0].amount > 0) == income]
    fill(books, AWARD, draft.id, parts, "chen", beside)


def complete(root: Path) -> None:
    """What the grant is, remembered for the next one."""
    _fill(root, [Part("4401-02限定性收入")], Beside(remember=True), income=True)


def forget(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        remembered.withdraw(at, AWARD, "K-0001", "只此一次")


def split(root: Path) -> None:
    parts = [("会议费", "300.00"), ("评审费", "100.00")]
    _fill(root, [Part(f"5101-{name}", plan="P1", amount=Decimal(sum_)) for name, sum_ in parts], income=False)


def post(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        posting.post(at, AWARD)


def attach(root: Path) -> None:
    invoice = Attachment(
        subject=f"{AWARD}-V0002", what="invoice", reason="金额、日期相符", name="票.xml", data=b"<x/>"
    )
    contract = replace(invoice, what="contract", data=None, place="档案柜 3")
    with desk.desk(Books.open(root), "chen") as at:
        attaching.attach(at, AWARD, [invoice, contract])


def ask(root: Path) -> None:
    wanted = Request(
        date=TODAY,
        id="",
        subject=f"{AWARD}-V0003",
        kinds=("sign-in",),
        text="请提供",
        due=TODAY,
        recorded="",
        by="",
    )
    with desk.desk(Books.open(root), "wang") as at:
        asking.ask(at, AWARD, [wanted])


def see(root: Path) -> None:
    with desk.desk(Books.open(root), "wang") as at:
        asking.see(at, AWARD, [f"{AWARD}-E0001"], TODAY)


def withdraw(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        attaching.withdraw(at, AWARD, f"{AWARD}-E0001", "是别的项目的发票")


def drop(root: Path) -> None:
    books = Books.open(root)
    (draft,) = drafts(books, AWARD)
    with desk.desk(books, "chen") as at:
        dropping.drop(at, AWARD, draft.id)


def private_key(person_: str) -> Ed25519PrivateKey:
    """A person's key, always the same one; it is never in the books."""
    return Ed25519PrivateKey.from_private_bytes(person_.encode().ljust(32, b"."))


def add_key(root: Path, person_: str) -> None:
    public = base64.b64encode(signing.public_of(private_key(person_))).decode()
    with desk.desk(Books.open(root), person_) as at:
        keys.add_key(at, person_, public, DAY)


def sign(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        sealing.sign_seal(at, AWARD, "2025-03", private_key("chen"))


def countersign(root: Path) -> None:
    """The auditor signs a copy elsewhere, and its signature is taken into the seal."""
    path = sealing.seal_path(AWARD, "2025-03")
    copy = read_checkpoint((root / path).read_bytes(), path)
    with desk.desk(Books.open(root), "chen") as at:
        sealing.add_signatures(at, AWARD, "2025-03", signing.sign(copy, "wang", private_key("wang")))


def reverse(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        posting.reverse(at, AWARD, f"{AWARD}-V0003", datetime.date(2025, 4, 2), "记错")


def correct(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        posting.reverse(at, AWARD, f"{AWARD}-V0003", TODAY, "记错")


def number(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        closing.number(at, AWARD, {f"{AWARD}-V0001": "记-1"}, {})


def close(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        closing.number(at, AWARD, {f"{AWARD}-V{n:04d}": f"记-{n}" for n in (2, 3)}, {})
        closing.close(at, AWARD, ["2025-03"], [])


def approve(root: Path) -> None:
    with desk.desk(Books.open(root), "zhou") as at:
        reopening.approve_reopening(at, AWARD, "2025-03", "补记")


def reopen(root: Path) -> None:
    with desk.desk(Books.open(root), "chen") as at:
        reopening.reopen(at, AWARD, "2025-03", "补记")


def decision() -> Decision:
    """What the funder decides of the rent."""
    return Decision(
        date=TODAY, id="", finding="F-1", rule="prohibited", subject=f"{AWARD}-V0002b", outcome="upheld",
        questioned=Decimal("9000.00"), upheld=Decimal("9000.00"), reason="办公设备", basis="五(三)",
        recovery=True, recorded="", by="",
    )  # fmt: skip


def decide(root: Path) -> None:
    with desk.desk(Books.open(root), "zhou") as at:
        deciding.decide(at, AWARD, decision())


def order(root: Path) -> None:
    wanted = Order(
        id="", award=AWARD, date=TODAY, recipient="江城示例学会", route="restore", basis="五(二)", due=TODAY,
        parts=(("D-0001", Decimal("9000.00")),),
    )  # fmt: skip
    with desk.desk(Books.open(root), "zhou") as at:
        ordering.order(at, wanted)


def settle(root: Path) -> None:
    step = Settlement(
        id="", award=AWARD, order="O-0001", date=TODAY, recipient="江城示例学会", way="returned",
        amount=Decimal("4000.00"), route="restore",
    )  # fmt: skip
    with desk.desk(Books.open(root), "zhou") as at:
        settling.settle(at, step)


def mirror(root: Path) -> None:
    mirroring.mirror_order(Books.open(root), AWARD, "O-0001", "chen")


def pay_back(root: Path) -> None:
    mirroring.mirror_return(Books.open(root), AWARD, "O-0001", Decimal("4000.00"), TODAY, "chen")
