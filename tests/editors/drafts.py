"""Drafts for editors, and what blamelint has to say about them there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
EDITORS = ROOT / "examples" / "editors"
SERVER = [sys.executable, "-m", "blamelint", "lsp"]
PATIENCE = 120.0
"""Seconds until an editor is taken for stuck."""

BEFORE = "🚒👩\u200d🚒 語: the operator obviously should have checked the bridge."
AFTER = "🚒👩\u200d🚒 語: the operator should have checked the bridge."
DRAFT = f"# Tariff upload\n\nThe bridge closed at noon.\n\n{BEFORE}\n\nIt opened at two.\n"
"""One finding, behind characters that are two units of UTF-16, several, or one."""
LINE = 4
"""The line of the finding, from 0."""
RULE = "BL301"
ALSO = "BL311"
"""What is seen in the same clause, and brings the safe suggestion."""
FLAGGED = "should have checked"
ACTION = "Delete the word"
"""The title of a safe suggestion, which leaves the finding and takes a word from it."""


@dataclass(frozen=True, slots=True)
class Session:
    """A writer's session with an editor."""

    newline: str
    """What ends the lines of the draft's file."""
    said: dict[str, Any]
    """What the editor's script noted."""
    saved: str
    """The file afterwards."""


def saved(folder: Path, newline: str, name: str = "draft.md") -> Path:
    """The draft in a file with these line ends, in a project of its own."""
    (folder / "blamelint.toml").write_text(f'select = ["{RULE}", "{ALSO}"]\n', encoding="utf-8")
    path = folder / name
    path.write_bytes(DRAFT.replace("\n", newline).encode())
    return path


def run_editor(command: Sequence[str | Path], folder: Path, told: Mapping[str, Any]) -> dict[str, Any]:
    """What an editor's script writes into the file `answer`, after it was `told` something in the file `task`."""
    task, answer = folder / "task.json", folder / "answer.json"
    task.write_text(json.dumps({"answer": str(answer), **told}), encoding="utf-8")
    home = folder / "home"
    home.mkdir()
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    environment = {**os.environ, **places, "HOME": str(home), "PYTHONPATH": str(ROOT), "TASK": str(task)}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        timeout=PATIENCE + 30,
    )  # fmt: skip
    assert answer.exists(), f"status {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    said: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    assert "error" not in said, f"{said['error']}\n{done.stderr[-4000:]}"
    return said


def needs(program: str) -> str:
    """The path of a program, without which a test is skipped."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed")
    return path
