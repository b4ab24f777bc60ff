"""Runs command lines in this process, in an empty folder."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from blamelint.cli import main
from tests.warm import warmed


class Said(NamedTuple):
    """What a command line leaves behind."""

    status: int
    out: str
    err: str


Blamelint = Callable[..., Said]


@pytest.fixture
def blamelint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Blamelint:
    """Runs `blamelint` with arguments and standard input in the folder of the test."""
    warmed(monkeypatch)
    monkeypatch.chdir(tmp_path)

    def blamelint(*args: str, given: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as left:
            main(args)
        return Said(int(left.value.code or 0), *capfd.readouterr())

    return blamelint
