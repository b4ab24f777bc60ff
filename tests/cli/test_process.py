"""What only a real process shows: pipes, locales, signals, what is imported."""

from __future__ import annotations

import array
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest

DRAFT = "Obviously the café was dark 🧊.\n"


def blamelint(*args: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a user would."""
    command = [sys.executable, "-m", "blamelint", *args]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, **more)  # type: ignore[call-overload]


def test_output_is_utf8_in_the_c_locale() -> None:
    """A container without a locale still gets the draft's own letters."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = blamelint("check", "-", "--select", "BL311", "--isolated", input=DRAFT.encode(), env=environment)
    assert done.returncode == 0, done.stderr
    assert "café was dark 🧊" in done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="pipes end differently there")
def test_broken_pipe_is_quiet(tmp_path: Path) -> None:
    """`blamelint check | head -1` complains about nothing."""
    (tmp_path / "a.md").write_text("Obviously the disk was full.\n\n" * 3_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "blamelint", "check", "a.md", "--select", "BL311", "--isolated"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), said) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
def _unread(pipe: IO[bytes]) -> int:
    """How many bytes of the pipe nobody has read yet; none are left once the command waits for more."""
    fcntl, termios = pytest.importorskip("fcntl"), pytest.importorskip("termios")
    left = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, left)
    return left[0]


def test_interrupt_exits_with_130() -> None:
    """Ctrl-C ends the run without a traceback."""
    process = subprocess.Popen(
        [sys.executable, "-m", "blamelint", "check", "-", "--isolated"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(b"# Draft\n")
    process.stdin.flush()
    until = time.monotonic() + 60
    while _unread(process.stdin) and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in said


@pytest.mark.parametrize(
    "args", [["--help"], ["rules"], ["explain", "BL311"], ["check", "-", "--select", "BL201", "--isolated"]]
)
def test_spacy_is_not_imported_without_need(args: list[str]) -> None:
    """Help, lists and a draft that no rule can touch never wait for spaCy."""
    done = blamelint(*args, input=b"All quiet.\n", env={**os.environ, "PYTHONPROFILEIMPORTTIME": "1"})
    assert done.returncode == 0, done.stderr
    imported = {
        line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines() if line.startswith(b"import time:")
    }
    assert b"click" in imported
    assert b"spacy" not in imported
