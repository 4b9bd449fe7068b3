"""The tree against the Certificate Transparency reference roots and against the RFC's own recursive definition."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.ledger.proof.merkle import EMPTY, consistency, inclusion, is_consistent, is_included, root

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [hashlib.sha256(b"\0" + bytes.fromhex(text)).digest() for text in INPUTS]
"""The well-known eight entries of the Certificate Transparency test suite, and the root of each beginning of them."""


@pytest.mark.parametrize("size", range(9))
def test_the_reference_roots(size: int) -> None:
    assert root(LEAVES[:size]).hex() == ROOTS[size]


def test_reference_proofs() -> None:
    """Audit paths and a consistency proof as the reference suite has them."""
    assert inclusion(LEAVES[:1], 0) == []
    assert [h.hex() for h in inclusion(LEAVES, 0)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [h.hex() for h in consistency(LEAVES, 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


# ---------------------------------------------------------------- RFC 6962, 2.1: the definitions as they stand there


def split(n: int) -> int:
    """The largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(d: list[bytes]) -> bytes:
    if not d:
        return hashlib.sha256(b"").digest()
    if len(d) == 1:
        return d[0]
    k = split(len(d))
    return hashlib.sha256(b"\x01" + mth(d[:k]) + mth(d[k:])).digest()


def path(m: int, d: list[bytes]) -> list[bytes]:
    if len(d) == 1:
        return []
    k = split(len(d))
    return [*path(m, d[:k]), mth(d[k:])] if m < k else [*path(m - k, d[k:]), mth(d[:k])]


def subproof(m: int, d: list[bytes], *, whole: bool) -> list[bytes]:
    if m == len(d):
        return [] if whole else [mth(d)]
    k = split(len(d))
    if m <= k:
        return [*subproof(m, d[:k], whole=whole), mth(d[k:])]
    return [*subproof(m - k, d[k:], whole=False), mth(d[:k])]


def leaves(count: int) -> list[bytes]:
    return [hashlib.sha256(b"\0%d" % n).digest() for n in range(count)]


@pytest.mark.parametrize("size", range(1, 34))
def test_roots_and_proofs_are_those_of_the_definition(size: int) -> None:
    tree = leaves(size)
    assert root(tree) == mth(tree)
    for m in range(size):
        assert inclusion(tree, m) == path(m, tree)
        assert is_included(tree[m], m, size, path(m, tree), mth(tree))
    for m in range(1, size + 1):
        assert consistency(tree, m) == subproof(m, tree, whole=True)
        assert is_consistent(m, size, mth(tree[:m]), mth(tree), subproof(m, tree, whole=True))


def test_the_empty_tree_is_the_beginning_of_all() -> None:
    assert is_consistent(0, 5, EMPTY, root(leaves(5)), consistency(leaves(5), 0))
    assert not is_consistent(0, 5, root(leaves(1)), root(leaves(5)), [])


# ---------------------------------------------------------------- forgery


@settings(max_examples=50, deadline=None)
@given(st.data(), st.integers(2, 200))
def test_no_other_leaf_place_or_path_is_included(data: st.DataObject, size: int) -> None:
    tree = leaves(size)
    m = data.draw(st.integers(0, size - 1))
    good, top = inclusion(tree, m), root(tree)
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != m))
    assert not is_included(tree[other], m, size, good, top)
    assert not is_included(tree[m], other, size, good, top)
    assert not is_included(tree[m], m, size, good[:-1], top)
    assert not is_included(tree[m], m, size, [*good, top], top)
    assert not is_included(tree[m], size, size, good, top)


@settings(max_examples=50, deadline=None)
@given(st.data(), st.integers(2, 200))
def test_an_older_tree_that_was_altered_is_not_consistent(data: st.DataObject, size: int) -> None:
    tree = leaves(size)
    old = data.draw(st.integers(1, size - 1))
    altered = list(tree)
    altered[data.draw(st.integers(0, old - 1))] = b"\0" * 32
    assert is_consistent(old, size, root(tree[:old]), root(tree), consistency(tree, old))
    assert not is_consistent(old, size, root(tree[:old]), root(altered), consistency(altered, old))
    assert not is_consistent(old, size, root(altered[:old]), root(tree), consistency(tree, old))


@pytest.mark.parametrize("index", [-1, 3])
def test_no_proof_of_what_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion(leaves(3), index)


@pytest.mark.parametrize("old", [-1, 4])
def test_no_proof_of_a_tree_that_never_was(old: int) -> None:
    with pytest.raises(IndexError):
        consistency(leaves(3), old)
    assert not is_consistent(4, 3, root(leaves(4)), root(leaves(3)), [])
