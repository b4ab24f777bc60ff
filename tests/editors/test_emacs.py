"""Emacs with Eglot and the set-up file that is shipped, against the real server."""

from __future__ import annotations

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
SCRIPT = Path(__file__).with_name("emacs.el")


@pytest.fixture(scope="module")
def emacs() -> str:
    """The editor, if it has Eglot: of itself from version 29 on, from Debian's `elpa-eglot` before."""
    program = needs("emacs")
    asked = subprocess.run(
        [program, "--batch", "--eval", "(princ (if (require 'eglot nil t) 1 0))"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if asked.stdout != "1":
        pytest.skip("this Emacs has no Eglot")
    return program


def run(emacs: str, folder: Path, draft: Path, **told: Any) -> dict[str, Any]:
    command = [emacs, "--batch", "-L", EDITORS / "emacs", "-l", SCRIPT]
    return run_editor(command, folder, {"server": SERVER, "draft": str(draft), "rule": RULE, **told})


@pytest.fixture(scope="module", params=["\n", "\r\n"], ids=["lf", "crlf"])
def session(emacs: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Session:
    """A writer opens the draft, does what the safe suggestion says, and saves."""
    folder = tmp_path_factory.mktemp("emacs")
    draft = saved(folder, request.param)
    return Session(request.param, run(emacs, folder, draft, action=ACTION), draft.read_bytes().decode())


def test_a_finding_is_shown_where_it_is(session: Session) -> None:
    """Behind characters outside the basic plane, whatever ends the lines: the words and the column in characters."""
    (item,) = session.said["before"]
    assert (item["line"], item["text"]) == (LINE, FLAGGED)
    assert item["column"] == BEFORE.index(FLAGGED)
    assert session.said["coding"].endswith({"\n": "unix", "\r\n": "dos"}[session.newline])


def test_a_code_action_leaves_the_right_text(session: Session) -> None:
    """What is chosen is done and nothing else is; the finding is shown in its new place; line ends are kept."""
    assert session.said["text"] == DRAFT.replace(BEFORE, AFTER)
    (item,) = session.said["after"]
    assert (item["line"], item["text"]) == (LINE, FLAGGED)
    assert session.saved == DRAFT.replace(BEFORE, AFTER).replace("\n", session.newline)
