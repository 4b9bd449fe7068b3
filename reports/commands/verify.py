"""``earmark verify``: was anything altered, removed, inserted, moved or back-dated, and do the seals hold?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from earmark.ledger.base.text import Text

from ..verb import format_option, option, verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.ledger.proof.checkpoint import Checkpoint
    from earmark.ledger.proof.seals import SealState
    from earmark.ledger.proof.verifying import Verdict

    from ..session import Session

EXAMPLE = (
    "earmark verify\nearmark verify --signed\nearmark verify WH2025-007 --against seal-2025-03\n"
    "earmark verify WH2025-007 --prove WH2025-007-V0012 --out proof.json"
)
WHAT = Text("验证账簿、日志、签封和签名", "verify text, log, seals and signatures")
AGAINST = Text("以前另存的签封（检查点）文件", "an older checkpoint kept elsewhere")
SIGNED = Text("要求每个签封都有双方签名", "demand that each seal is signed by both sides")
PROVE = Text("为一张凭证写包含证明，别人可单独核对", "write a proof that a voucher is under the last seal")
OUT = Text(
    "证明写到哪个文件；与 --against 合用时证明旧签封是现有日志的开头",
    "where the proof goes; with --against: that the older seal's log is the beginning of the latest one's",
)
FINE = Text("{award}：未发现改动；{seals} 个签封", "{award}: nothing altered; {seals} seals")
FAULTY = Text("{award}：发现 {count} 处", "{award}: {count} faults")
SEAL = Text("  签封 {id}（{size} 行）：{holds}，{signed}", "  seal {id} ({size} lines): {holds}, {signed}")
HOLDS = {True: Text("相符", "holds"), False: Text("不符", "does not hold")}
NOT_SIGNED = Text("无签名", "not signed")
BY = Text("{names} 签名", "signed by {names}")
MISSING = {
    "recipient": Text("，缺获奖单位签名", "; the recipient's is missing"),
    "audit": Text("，缺审计或拨款方签名", "; the funder's or auditor's is missing"),
}


@verb("verify", WHAT, example=EXAMPLE)
@click.argument("awards", nargs=-1)
@option("--against", multiple=True, type=click.Path(path_type=Path), said=AGAINST)
@option("--signed", is_flag=True, said=SIGNED)
@option("--prove", "voucher", said=PROVE)
@option("--out", type=click.Path(path_type=Path), said=OUT)
@format_option
def command(
    session: Session,
    awards: tuple[str, ...],
    against: tuple[Path, ...],
    voucher: str | None,
    out: Path | None,
    form: str,
    *,
    signed: bool,
) -> None:
    """Verify, or prove."""
    from earmark.ledger.proof.sealing import origin
    from earmark.ledger.proof.verifying import verify_award

    books = session.books
    books.store.settle()
    ids = awards or tuple(books.award_ids())
    for award in ids:
        books.award(award)
    older = _checkpoints(against, {origin(award) for award in ids})
    if voucher or out:
        _prove(session, ids, voucher or (older[0] if older else None), out)
        return
    verdicts = [verify_award(books, a, [c for c in older if c.origin == origin(a)]) for a in ids]
    if form == "json":
        session.result({"verified": [_json(session, verdict) for verdict in verdicts]})
    else:
        for verdict in verdicts:
            _say(session, verdict)
    lacking = signed and any(seal.missing for verdict in verdicts for seal in verdict.seals)
    session.exit_code = int(lacking or any(verdict.faults for verdict in verdicts))


def _checkpoints(files: Sequence[Path], origins: set[str]) -> list[Checkpoint]:
    from earmark.ledger.proof.checkpoint import DamagedCheckpoint

    from ..sealfile import read_seal

    found = [read_seal(file) for file in files]
    for file, checkpoint in zip(files, found, strict=True):
        if checkpoint.origin not in origins:
            message = Text("它属于 {origin}", "it is of {origin}").format(origin=checkpoint.origin)
            raise DamagedCheckpoint(message, file=file)
    return found


def _say(session: Session, verdict: Verdict) -> None:
    if verdict.faults:
        session.say(FAULTY, award=verdict.award, count=len(verdict.faults))
    else:
        session.say(FINE, award=verdict.award, seals=len(verdict.seals))
    for fault in verdict.faults:
        session.say(f"  {fault.place}：{fault.message.show(session.lang)}")
    for seal in verdict.seals:
        session.say(SEAL, id=seal.id, size=seal.size, holds=HOLDS[seal.holds], signed=_signed(seal))


def _signed(seal: SealState) -> Text:
    """Who signed, and whose signature is missing."""
    names = ", ".join(s.name for s in seal.signatures if not s.fault)
    if not names:
        return NOT_SIGNED
    said = BY.format(names=names)
    missing = [MISSING[side] for side in seal.missing]
    return Text(said.zh + "".join(m.zh for m in missing), said.en + "".join(m.en for m in missing))


def _json(session: Session, verdict: Verdict) -> dict[str, Any]:
    return {
        "award": verdict.award,
        "faults": [{"place": f.place, "message": f.message.show(session.lang)} for f in verdict.faults],
        "seals": [
            {
                "id": seal.id,
                "size": seal.size,
                "holds": seal.holds,
                "signatures": [
                    {"name": s.name, "fault": s.fault.show(session.lang) if s.fault else None}
                    for s in seal.signatures
                ],
                "missing": seal.missing,
            }
            for seal in verdict.seals
        ],
    }


def _prove(session: Session, awards: Sequence[str], what: str | Checkpoint | None, out: Path | None) -> None:
    """Write a proof: of a voucher, or that an older checkpoint's log is the beginning of the latest seal's."""
    from earmark.ledger.proof.proving import NotProven, prove, prove_beginning

    from ..outfile import write_out

    if what is None or len(awards) != 1:
        message = Text(
            "写明一项奖补资金和 --prove 凭证 或 --against 检查点", "name one award, and --prove or --against"
        )
        raise NotProven(message)
    books, award = session.books, awards[0]
    proof = prove(books, award, what) if isinstance(what, str) else prove_beginning(books, award, what)
    if out is None:
        session.say(proof)
    else:
        write_out(out, proof.encode(), (".json",))
