"""``earmark sign``: a person's Ed25519 signature under a seal, in the books or on a seal file alone, elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from earmark.ledger.base.text import Text

from ..verb import by_option, option, verb

if TYPE_CHECKING:
    from ..session import Session

EXAMPLE = (
    "earmark sign --new-key ~/chen.pem\nearmark sign WH2025-007 2025-03 --key ~/chen.pem --by chen\n"
    "earmark sign --seal 2025-03 --key ~/wang.pem --name wang\n"
    "earmark sign WH2025-007 2025-03 --seal 2025-03 --by chen"
)
KEY = Text("私钥文件（不在账簿里）", "the private key's file (not in the books)")
NEW = Text("生成一对密钥，私钥写入这个文件", "make a pair of keys; the private one goes into this file")
SEAL = Text(
    "单独的签封文件，不需要账簿；写明月份时，收回别处签好的签名",
    "a seal file alone, without books; with a period: take in the signatures it was given elsewhere",
)
NAME = Text("用 --seal 时，以谁的名义签", "with --seal: in whose name")
MADE = Text(
    "私钥在 {file}，自己保管，不要交给别人", "the private key is in {file}: keep it, give it to nobody"
)
REGISTER = Text("登记公钥：earmark users key 人员 {key}", "register it: earmark users key PERSON {key}")
DONE = Text("{seal}：{name} 已签名，共 {count} 个签名", "{seal}: signed by {name}; {count} signatures")
HOW = Text(
    "写明 奖补资金 月份 --key，或 --seal 文件 --key --name，或 --new-key 文件",
    "give AWARD PERIOD --key, or --seal FILE --key --name, or --new-key FILE",
)
PATH = click.Path(path_type=Path)


@verb("sign", Text("给签封签名", "sign a seal"), example=EXAMPLE)
@click.argument("award", required=False)
@click.argument("period", required=False)
@option("--key", type=PATH, said=KEY)
@option("--seal", type=PATH, said=SEAL)
@option("--name", said=NAME)
@option("--new-key", type=PATH, said=NEW)
@by_option
def command(
    session: Session,
    award: str | None,
    period: str | None,
    key: Path | None,
    seal: Path | None,
    name: str | None,
    new_key: Path | None,
    by: str | None,
) -> None:
    """Sign, or make a key."""
    from earmark.ledger.proof.signing import WrongKey

    if new_key:
        _new_key(session, new_key)
    elif seal and key and name and not award:
        _alone(session, seal, key, name)
    elif award and period and key and not seal:
        _in_books(session, award, period, key, session.by(by))
    elif award and period and seal and not key:
        _take(session, award, period, seal, session.by(by))
    else:
        raise WrongKey(HOW)


def _new_key(session: Session, file: Path) -> None:
    from earmark.ledger.proof.signing import new_key

    public = new_key(file)
    session.hint(MADE.format(file=file))
    session.hint(REGISTER.format(key=public))
    session.say(public)


def _alone(session: Session, seal: Path, key: Path, name: str) -> None:
    from earmark.ledger.proof.signing import read_key, sign

    from ..sealfile import read_seal, replace_seal

    signed = sign(read_seal(seal), name, read_key(key))
    replace_seal(seal, signed)
    session.say(DONE, seal=seal, name=name, count=len(signed.signatures))


def _in_books(session: Session, award: str, period: str, key: Path, by: str) -> None:
    from earmark.ledger.books.desk import desk
    from earmark.ledger.proof.sealing import sign_seal
    from earmark.ledger.proof.signing import read_key

    private = read_key(key)
    with desk(session.books, by) as at:
        path, signed = sign_seal(at, award, period, private)
    session.say(DONE, seal=path, name=by, count=len(signed.signatures))


def _take(session: Session, award: str, period: str, seal: Path, by: str) -> None:
    """Take the signatures of a copy that was signed elsewhere into the seal of the books."""
    from earmark.ledger.books.desk import desk
    from earmark.ledger.proof.sealing import add_signatures

    from ..sealfile import read_seal

    other = read_seal(seal)
    with desk(session.books, by) as at:
        path, signed = add_signatures(at, award, period, other)
    names = ", ".join(signature.name for signature in signed.signatures)
    session.say(DONE, seal=path, name=names, count=len(signed.signatures))
