"""Closing, signing, verifying and proving as people type it, on the demo's books, whose months of 2025 are closed."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.flow.conftest import Office

pytestmark = pytest.mark.xdist_group("demo")

SOCIETY, UNIT = "WH2025-007", "CAST2025-017"
SCRIPT = "reports/standalone/verify_proof.py"


def seals(office: Office, award: str) -> list[Any]:
    (verified,) = office.json(f"verify {award}")["verified"]
    assert verified["faults"] == []
    return list(verified["seals"])


def key(office: Office, who: str) -> str:
    """A pair of keys outside the books; the public key is registered. Gives the verifier key for other tools."""
    public = office(f"sign --new-key {who}.pem").out.strip()
    return office(f"users key {who} {public} --from 2025-01-01 --by {who}").out.split("：")[-1].strip()


# ---------------------------------------------------------------- the demo


def test_the_months_of_2025_are_sealed_and_hold(demo: Office) -> None:
    society, unit = seals(demo, SOCIETY), seals(demo, UNIT)
    assert [s["id"] for s in society] == [f"2025-{month:02}" for month in range(3, 13)]
    assert [s["id"] for s in unit] == [f"2025-{month:02}" for month in range(4, 13)]
    assert all(s["holds"] and s["missing"] == ["recipient", "audit"] for s in society + unit)


def test_what_a_seal_lists_is_what_the_audit_finds(demo: Office) -> None:
    """The last seal of the year lists each finding about the year, as the audit gives it today."""
    data = (demo.root / f"awards/{SOCIETY}/seals/2025-12.findings.json").read_text("utf-8")
    listed = {row["finding"]: row["amount"] for row in json.loads(data) if row["date"]}
    (audited,) = demo.json(f"audit {SOCIETY}", code=1)["awards"]
    assert listed == {f["id"]: f["amount"] for f in audited["findings"] if f["date"] and f["date"] < "2026"}


def test_reimporting_changes_nothing(own_demo: Office) -> None:
    before = own_demo.on_disk()
    for name in ("icbc-8801-20250301-20251012.xlsx", "wh-journal-202503-202603.xlsx"):
        own_demo(f"import books/files/{name} --by chen")
    own_demo(f"post {SOCIETY} --by chen")
    assert own_demo.on_disk() == before


def test_later_months_are_closed_once_all_is_in_the_statutory_books(own_demo: Office) -> None:
    own_demo(f"close {SOCIETY} 2026-01 2026-02 2026-03 --by chen")
    refused = own_demo(f"close {SOCIETY} 2026-04 --by chen", code=2)
    assert "没有法定账凭证号" in refused.err
    posted = (own_demo.root / f"awards/{SOCIETY}/vouchers/2026-04.beancount").read_text("utf-8")
    ids = [line.split('"')[1] for line in posted.splitlines() if line.startswith("  id:")]
    numbers = " ".join(f"--gl {id_}=记-{n:04}" for n, id_ in enumerate(ids[1:], start=1))
    own_demo(f"close {SOCIETY} 2026-04 {numbers} --explain {ids[0]}=并入五月凭证 --by chen")
    assert seals(own_demo, SOCIETY)[-1]["id"] == "2026-04"
    own_demo("check")


@pytest.mark.parametrize("pair", ["x", "=记-1", "x=", "x= "])
def test_a_number_without_its_voucher(own_demo: Office, pair: str) -> None:
    assert "凭证=内容" in own_demo(f"close {SOCIETY} 2026-01 --gl '{pair}' --by chen", code=2).err


# ---------------------------------------------------------------- signing


def test_officer_and_auditor_sign(own_demo: Office) -> None:
    """The officer in the books; the auditor a copy of the seal, with no books at hand, taken in afterwards."""
    for who in ("chen", "lin"):
        key(own_demo, who)
    own_demo(f"sign {SOCIETY} 2025-12 --key chen.pem --by chen")
    own_demo(f"verify {SOCIETY} --signed", code=1)
    said = own_demo(f"verify {SOCIETY}").out
    assert re.search(r"签封 2025-12（\d+ 行）：相符，chen 签名，缺审计或拨款方签名", said)
    shutil.copy(own_demo.root / f"awards/{SOCIETY}/seals/2025-12", own_demo.folder / "copy")
    own_demo("sign --seal copy --key lin.pem --name lin")
    own_demo(f"sign {SOCIETY} 2025-12 --seal copy --by chen")
    last = seals(own_demo, SOCIETY)[-1]
    assert ([s["name"] for s in last["signatures"]], last["missing"]) == (["chen", "lin"], [])


def test_an_officer_of_another_recipient_does_not_sign(own_demo: Office) -> None:
    key(own_demo, "liu")
    assert "不由其记账" in own_demo(f"sign {SOCIETY} 2025-12 --key liu.pem --by liu", code=2).err


@pytest.mark.parametrize(
    "command",
    [
        "sign",
        "sign WH2025-007 2025-12",
        "sign --seal x --key y",
        "sign WH2025-007 2025-12 --key no.pem --by chen",
        "sign --seal no --key no.pem --name chen",
        "sign WH2025-007 2026-12 --seal no --by chen",
        "verify --prove WH2025-007-V0001",
        "verify WH2025-007 --prove NO",
        "verify WH2025-007 --against no",
        "verify WH2025-007 --out proof.json",
        "close WH2025-007 --by chen",
        "approve WH2025-007 reopen 2026-01 --reason x --by zhou",
        "reopen WH2025-007 2025-12 --reason x --by chen",
        "users key chen 不是公钥 --by chen",
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(own_demo: Office, command: str) -> None:
    ran = own_demo(command, code=2)
    assert ran.err.strip()
    assert "程序出错" not in ran.err


def test_a_checkpoint_of_another_award_is_refused(own_demo: Office) -> None:
    other = f"books/awards/{UNIT}/seals/2025-12"
    assert "它属于 earmark/CAST2025-017" in own_demo(f"verify {SOCIETY} --against {other}", code=2).err


# ---------------------------------------------------------------- verifying


def test_an_edit_is_named_and_the_exit_code_tells(own_demo: Office) -> None:
    month = own_demo.root / f"awards/{SOCIETY}/vouchers/2025-06.beancount"
    month.write_text(month.read_text("utf-8").replace('plan: "P1"', 'plan: "P2"', 1), "utf-8")
    said = own_demo(f"verify {SOCIETY} {UNIT}", code=1).out
    assert "voucher WH2025-007-V" in said
    assert "CAST2025-017：未发现改动；9 个签封" in said


# ---------------------------------------------------------------- proofs


def script(root: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """The script that an outsider runs: isolated, with the interpreter alone."""
    command = [sys.executable, "-I", "-S", str(root / SCRIPT), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_an_outsider_checks_a_voucher(own_demo: Office, pytestconfig: pytest.Config) -> None:
    root = pytestconfig.rootpath
    chen, zhou = key(own_demo, "chen"), key(own_demo, "zhou")
    own_demo(f"sign {SOCIETY} 2025-12 --key chen.pem --by chen")
    own_demo(f"verify {SOCIETY} --prove WH2025-007-V0012 --out proof.json")
    proof, seal = own_demo.folder / "proof.json", own_demo.root / f"awards/{SOCIETY}/seals/2025-12"
    done = script(root, proof, "--checkpoint", seal, "--key", chen)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2400.00" in done.stdout
    assert "signatures checked: chen" in done.stdout

    whole = json.loads(proof.read_text("utf-8"))
    signature = whole["checkpoint"].rstrip("\n").rsplit(" ", 1)[1]
    data = base64.b64decode(signature)
    forged = base64.b64encode(data[:-8] + bytes([data[-8] ^ 1]) + data[-7:]).decode()
    steps = whole["path"]
    size = whole["checkpoint"].splitlines()[1]
    for change, why in (
        ({"leaf": whole["leaf"].replace("2400.00", "2500.00")}, "not under this seal"),
        ({"index": whole["index"] + 1}, "not under this seal"),
        ({"path": steps[:-1]}, "too short|not under this seal"),
        ({"path": [*steps, steps[0]]}, "too long|not under this seal"),
        (
            {"checkpoint": whole["checkpoint"].replace(f"\n{size}\n", f"\n{int(size) + 1}\n")},
            "not under|another seal|false|too",
        ),
        ({"checkpoint": whole["checkpoint"].replace(signature, forged)}, "signature of chen is false|curve"),
    ):
        proof.write_text(json.dumps(whole | change), "utf-8")
        done = script(root, proof, "--checkpoint", seal, "--key", chen)
        assert done.returncode == 1, change
        assert re.match(f"REFUTED: .*({why})", done.stderr), done.stderr

    proof.write_text(json.dumps(whole), "utf-8")
    assert "no signature of zhou" in script(root, proof, "--key", zhou).stderr
    older = own_demo.root / f"awards/{SOCIETY}/seals/2025-03"
    assert "another seal" in script(root, proof, "--checkpoint", older).stderr


def test_an_outsider_checks_that_an_older_seal_is_the_beginning(
    own_demo: Office, pytestconfig: pytest.Config
) -> None:
    root, proof = pytestconfig.rootpath, own_demo.folder / "proof.json"
    for month in range(3, 13):
        older = f"books/awards/{SOCIETY}/seals/2025-{month:02}"
        own_demo(f"verify {SOCIETY} --against {older} --out proof.json")
        done = script(root, proof)
        assert (done.returncode, done.stderr) == (0, "")
        whole = json.loads(proof.read_text("utf-8"))
        proof.write_text(json.dumps(whole | {"path": whole["path"][:-1] or ["AAAA"]}), "utf-8")
        assert script(root, proof).returncode == 1
        proof.unlink()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"checkpoint": 1}', '{"checkpoint": "a\\nb\\nc"}', "\0"])
def test_what_is_no_proof(tmp_path: Path, pytestconfig: pytest.Config, text: str) -> None:
    (tmp_path / "proof.json").write_text(text, "utf-8")
    done = script(pytestconfig.rootpath, tmp_path / "proof.json")
    assert (done.returncode, done.stderr[:11]) == (2, "not a proof")
