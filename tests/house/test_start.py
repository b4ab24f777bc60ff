"""What starts fast stays fast: no command that only tells something imports spaCy."""

from __future__ import annotations

import subprocess
import sys

import pytest

COMMANDS = [
    ["--help"],
    ["--version"],
    ["rules"],
    ["rules", "--profile", "strict"],
    ["explain", "BL301"],
    ["check", "--help"],
]
PROBE = """
import sys
from blamelint.cli import main
try:
    main({args!r})
except SystemExit as end:
    status = end.code
heavy = sorted(set(sys.modules) & {{"spacy", "thinc", "numpy", "textstat"}})
sys.stderr.write("loaded:" + ",".join(heavy) + "\\n")
sys.exit(status)
"""


@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_telling_commands_do_not_load_spacy(args: list[str]) -> None:
    """Help, the rule list and the explanations come without the model."""
    done = subprocess.run([sys.executable, "-c", PROBE.format(args=args)], capture_output=True, text=True, check=False)
    assert "loaded:\n" in done.stderr, done.stderr
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("option", "loaded"), [("--no-spotter", ""), ("--spotter", "numpy")])
def test_a_document_that_no_rule_can_touch_does_not_load_spacy(tmp_path, option: str, loaded: str) -> None:
    """The word gate keeps the model out where no rule could see anything; the spotter's runtime brings numpy alone."""
    draft = tmp_path / "note.md"
    draft.write_text("# Lunch\n\nSoup.\n", encoding="utf-8")
    probe = PROBE.format(args=["check", "--isolated", option, str(draft)])
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert f"loaded:{loaded}\n" in done.stderr, done.stderr
