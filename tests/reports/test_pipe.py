"""`earmark … | head`: the reader goes away before all is said."""

from __future__ import annotations

import os
import subprocess
import sys


def test_a_reader_who_has_had_enough_is_no_fault_of_the_program() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-c", "from earmark.reports.cli import main; main()", "--help"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode == 2
