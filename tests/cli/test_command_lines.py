"""The command lines of `cases.yaml`, run in one process in an empty folder."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from blamelint.cli import main
from tests.warm import warmed

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
KEYS = {"name", "args", "stdin", "files", "env", "exit"} | {
    f"{stream}{how}" for stream in ("out", "err") for how in ("", "_has", "_lacks")
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_command_line(case: dict[str, Any], tmp_path: Path, monkeypatch, capfd) -> None:
    """The command line ends with the status and says the words of its case."""
    assert set(case) <= KEYS
    for name, text in case.get("files", {}).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    warmed(monkeypatch)
    for name, value in case.get("env", {}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(case.get("stdin", "").encode())))
    with pytest.raises(SystemExit) as left:
        main(case["args"])
    out, err = capfd.readouterr()
    assert (left.value.code, err if left.value.code != case["exit"] else "") == (case["exit"], "")
    for stream, said in (("out", out), ("err", err)):
        if stream in case:
            assert said == case[stream]
        for piece in case.get(f"{stream}_has", ()):
            assert piece in said
        for piece in case.get(f"{stream}_lacks", ()):
            assert piece not in said


def test_case_names_are_unique() -> None:
    """A failing case can be found by its name."""
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))
