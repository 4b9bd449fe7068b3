"""A proof for outsiders that a voucher stands under a seal: its typed JSON, the path to the root, and the seal.

    {"schema": 1, "log": "earmark/WH2025-007", "index": 11, "leaf": "{…}", "path": ["…base64…"], "checkpoint": "…"}

The proof that an older seal's log is the beginning of the latest one's has that seal as ``older`` in place of index and leaf.
``reports/standalone/verify_proof.py`` checks it with the standard library alone, and any tool for RFC 6962 logs can: the leaf
hash is SHA-256(0x00, leaf), the path is the audit path, the checkpoint is a C2SP one with its signatures.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from beancount.core.data import Transaction

from ..base.errors import EarmarkError
from ..base.text import Text
from ..books.log import leaf_json, leaf_of, read_log
from ..closings.periods import Closing
from . import merkle
from .checkpoint import Checkpoint, read_checkpoint
from .sealing import leaves, origin, seal_path

if TYPE_CHECKING:
    from ..books.books import Books

SCHEMA = 1


class NotProven(EarmarkError):
    """A voucher that no seal covers, or that is not as it was logged."""


def prove(books: Books, award: str, voucher: str) -> str:
    """The proof of a voucher under the latest seal, as JSON.

    Raises :class:`NotProven` for a voucher that is not posted, not sealed yet, or altered.
    """
    entry = _entry(books, award, voucher)
    path = f"{books.award(award)}/log"
    lines = read_log(books.store.read(path), path)
    index = next((n for n, line in enumerate(lines) if line.leaf == leaf_of(entry)), None)
    if index is None:
        message = Text("{id} 与日志不符", "{id} is not as it was logged").format(id=voucher)
        raise NotProven(message, fix=Text("运行 earmark verify", "run earmark verify"))
    seal = _seal(books, award, index)
    tree = leaves(lines[: seal.size], path)
    steps = merkle.inclusion(tree, index)
    if not merkle.is_included(tree[index], index, seal.size, steps, seal.root):
        raise _contradiction()
    proof = {
        "schema": SCHEMA,
        "log": origin(award),
        "index": index,
        "leaf": leaf_json(entry),
        "path": _base64(steps),
        "checkpoint": str(seal),
    }
    return json.dumps(proof, ensure_ascii=False, indent=2)


def prove_beginning(books: Books, award: str, older: Checkpoint) -> str:
    """The proof that the log of an older checkpoint is the beginning of the latest seal's, as JSON.

    Raises :class:`NotProven` when there is no later seal, or the log was rewritten in between.
    """
    path = f"{books.award(award)}/log"
    lines = read_log(books.store.read(path), path)
    seal = _seal(books, award, older.size - 1)
    tree = leaves(lines[: seal.size], path)
    steps = merkle.consistency(tree, older.size)
    if not merkle.is_consistent(older.size, seal.size, older.root, seal.root, steps):
        raise _contradiction()
    proof = {
        "schema": SCHEMA,
        "log": origin(award),
        "older": str(older),
        "path": _base64(steps),
        "checkpoint": str(seal),
    }
    return json.dumps(proof, ensure_ascii=False, indent=2)


def _base64(steps: list[bytes]) -> list[str]:
    return [base64.b64encode(step).decode() for step in steps]


def _contradiction() -> NotProven:
    message = Text("签封与日志不符", "the seal contradicts the log")
    return NotProven(message, fix=Text("运行 earmark verify", "run earmark verify"))


def _entry(books: Books, award: str, voucher: str) -> Transaction:
    for path in books.voucher_files(award):
        for entry in books.entries(path):
            if isinstance(entry, Transaction) and entry.meta.get("id") == voucher:
                return entry
    raise NotProven(Text("没有已记账凭证 {id}", "there is no posted voucher {id}").format(id=voucher))


def _seal(books: Books, award: str, index: int) -> Checkpoint:
    """The latest seal that covers a place in the log."""
    found = []
    for closing in books.records(Closing, f"awards/{award}/answers.beancount"):
        path = seal_path(award, closing.id)
        found.append(read_checkpoint(books.store.read(path) or b"", path))
    last = max(found, key=lambda seal: seal.size, default=None)
    if last is None or last.size <= index:
        message = Text("还没有签封涵盖它", "no seal covers it yet")
        raise NotProven(message, fix=Text("先 earmark close", "earmark close first"))
    return last
