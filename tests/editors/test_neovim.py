"""Neovim with its own client of LSP and the set-up file that is shipped, against the real server."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.editors.drafts import (
    ACTION,
    AFTER,
    BEFORE,
    DRAFT,
    EDITORS,
    FLAGGED,
    LINE,
    RULE,
    SERVER,
    Session,
    needs,
    run_editor,
    saved,
)

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).with_name("neovim.lua")


@pytest.fixture(scope="module")
def neovim() -> str:
    """The editor; from 0.7 on it has all that the script asks for."""
    program = needs("nvim")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.match(r"NVIM v(\d+)\.(\d+)", said)
    if version is None or (int(version[1]), int(version[2])) < (0, 7):
        pytest.skip(f"{said.splitlines()[0]} is too old")
    return program


def run(neovim: str, folder: Path, draft: Path, **told: Any) -> dict[str, Any]:
    command = [neovim, "--headless", "--clean", "-i", "NONE", "-n", "--cmd", f"set runtimepath^={EDITORS / 'neovim'}"]
    return run_editor([*command, "-S", SCRIPT], folder, {"server": SERVER, "draft": str(draft), "rule": RULE, **told})


@pytest.fixture(scope="module", params=["\n", "\r\n"], ids=["lf", "crlf"])
def session(neovim: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Session:
    """A writer opens the draft, does what the safe suggestion says, and saves."""
    folder = tmp_path_factory.mktemp("neovim")
    draft = saved(folder, request.param)
    return Session(request.param, run(neovim, folder, draft, action=ACTION), draft.read_bytes().decode())


def test_a_finding_is_shown_where_it_is(session: Session) -> None:
    """Behind characters outside the basic plane, whatever ends the lines: the words, the rule, the column in bytes."""
    (item,) = session.said["before"]
    assert (item["rule"], item["source"], item["line"], item["text"]) == (RULE, "blamelint", LINE, FLAGGED)
    assert item["column"] == len(BEFORE.partition(FLAGGED)[0].encode())
    assert session.said["fileformat"] == {"\n": "unix", "\r\n": "dos"}[session.newline]


def test_a_code_action_leaves_the_right_text(session: Session) -> None:
    """What is chosen is done and nothing else is; the finding is shown in its new place; line ends are kept."""
    assert session.said["lines"] == DRAFT.replace(BEFORE, AFTER).splitlines()
    (item,) = session.said["after"]
    assert (item["line"], item["text"]) == (LINE, FLAGGED)
    assert session.saved == DRAFT.replace(BEFORE, AFTER).replace("\n", session.newline)


def test_settings_reach_the_server(neovim: str, tmp_path: Path) -> None:
    """What is set in the editor holds where no config of a project says otherwise."""
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT + "\nObviously the lamp was dark.\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    said = run(neovim, tmp_path, draft, settings={"select": ["BL311"]}, rule="BL311")
    assert [item["text"] for item in said["before"]] == ["obviously", "Obviously"]
