"""Signatures under a seal: Ed25519 lines of a signed note (C2SP), made where the private key is, never in the books.

A key file is PEM (PKCS #8), mode 0600. Public keys are dated records of people.beancount (:class:`..persons.people.PublicKey`): a
key holds until the same person's next one begins. ``key hash = SHA-256(name, 0x0A, 0x01, public key)[:4]``.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..base.errors import EarmarkError
from ..base.reasons import reason
from ..base.text import Text
from ..books.books import CONFIG
from ..files import disk
from .checkpoint import KEY_HASH, Checkpoint, Signature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from ..persons.people import PublicKey

ED25519 = b"\x01"
LENGTH = 32


class WrongKey(EarmarkError):
    """A key that cannot be used here."""


class Signed(NamedTuple):
    """What became of one signature line: by whom, and whether it holds (``fault`` says why it does not)."""

    name: str
    fault: Text | None
    since: datetime.date | None = None
    """From when the key holds."""


def key_hash(name: str, public: bytes) -> bytes:
    """The first four bytes of a key's hash, which stand before each of its signatures."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:KEY_HASH]


def verifier_key(name: str, public: bytes) -> str:
    """The key as other tools for signed notes take it: ``chen+6f1c9a2b+AW…``."""
    return f"{name}+{key_hash(name, public).hex()}+{base64.b64encode(ED25519 + public).decode()}"


def public_key(text: str) -> bytes:
    """The 32 bytes of a public key in base64. Raises :class:`WrongKey`."""
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError:
        found = b""
    if len(found) != LENGTH:
        message = Text("公钥应是 base64 写的 32 字节", "a public key is 32 bytes in base64")
        raise WrongKey(message, fix=NEW_KEY)
    return found


def keys_of(person: str, keys: Iterable[PublicKey]) -> dict[bytes, PublicKey]:
    """A person's keys by their 32 bytes, oldest first. A record whose key is none holds for nothing."""
    found = {}
    for key in sorted((k for k in keys if k.person == person), key=lambda k: k.date):
        with suppress(WrongKey):
            found[public_key(key.key)] = key
    return found


NEW_KEY = Text("earmark sign --new-key 文件 可生成一对", "earmark sign --new-key FILE makes a pair")


def new_key(file: Path) -> str:
    """Write a new private key, mode 0600, over nothing; its public key in base64. Raises :class:`WrongKey`."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    _outside_books(file)
    private = Ed25519PrivateKey.generate()
    try:
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        disk.write_new(file, pem, private=True)
        disk.sync_folder(file.parent)
    except FileExistsError:
        raise WrongKey(Text("文件已存在，不覆盖", "the file exists and is not replaced"), file=file) from None
    except OSError as error:
        message = Text("写不了：{why}", "cannot be written: {why}").format(why=reason(error))
        raise WrongKey(message, file=file) from None
    return base64.b64encode(public_of(private)).decode()


def read_key(file: Path) -> Ed25519PrivateKey:
    """The private key of a file. Raises :class:`WrongKey`, also when the file lies in books."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    _outside_books(file)
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except OSError as error:
        message = Text("读不了：{why}", "cannot be read: {why}").format(why=reason(error))
        raise WrongKey(message, file=file) from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        message = Text("不是 Ed25519 私钥（PEM）", "not an Ed25519 private key (PEM)")
        raise WrongKey(message, file=file, fix=NEW_KEY)
    return key


def _outside_books(file: Path) -> None:
    """Private keys are never in books: their backups and copies go to people who must not have them."""
    folder = Path(os.path.realpath(file)).parent
    if any((above / CONFIG).exists() for above in (folder, *folder.parents)):
        message = Text("私钥不能放在账簿文件夹里", "a private key does not belong into the books' folder")
        raise WrongKey(message, file=file, fix=Text("放到别处", "keep it elsewhere"))


def public_of(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of the public key."""
    return key.public_key().public_bytes_raw()


def sign(checkpoint: Checkpoint, name: str, key: Ed25519PrivateKey) -> Checkpoint:
    """The checkpoint with one more signature. Raises :class:`WrongKey` for a bad name, or one that signed already."""
    if not name or name.split() != [name] or "+" in name:
        message = Text("签名人的名字不能是空的，也不能有空格或 +", "a name has no spaces and no +")
        raise WrongKey(message)
    if name in {s.name for s in checkpoint.signatures}:
        raise WrongKey(Text("{name} 已签过", "{name} has signed already").format(name=name))
    value = key.sign(checkpoint.text.encode())
    return checkpoint.signed(Signature(name, key_hash(name, public_of(key)), value))


def check_signature(
    checkpoint: Checkpoint, signature: Signature, keys: Iterable[PublicKey], sealed: datetime.date
) -> Signed:
    """Whether a signature holds: by a key of that person, which still held on the day of the seal."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    mine = keys_of(signature.name, keys)
    public = next((p for p in mine if key_hash(signature.name, p) == signature.key_hash), None)
    if public is None:
        return Signed(signature.name, UNKNOWN)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature.value, checkpoint.text.encode())
    except InvalidSignature:
        return Signed(signature.name, FALSE)
    later = list(mine.values())[list(mine).index(public) + 1 :]
    return Signed(signature.name, SPENT if later and later[0].date <= sealed else None, mine[public].date)


UNKNOWN = Text("没有登记这把公钥", "by a key that is not registered")
FALSE = Text("签名不对", "does not hold")
SPENT = Text("签封时这把公钥已停用", "by a key that held no more when the seal was made")
