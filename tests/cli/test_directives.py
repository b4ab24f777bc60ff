"""Directives on the command line: what they take back is counted, and --add-directives writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Blamelint

RULES = ("--isolated", "--select", "BL201,BL311,BL9")
BLAME = "The vendor is to blame.\n"


def test_json_counts_what_is_suppressed(tmp_path: Path, blamelint: Blamelint) -> None:
    """By file, also where nothing else is found."""
    (tmp_path / "a.md").write_text(f"<!-- blamelint-disable-file BL201 -- a copy -->\n\n{BLAME}\n{BLAME}", "utf-8")
    said = blamelint("check", "a.md", "--output-format", "json", *RULES)
    assert said.status == 0
    assert [file["suppressed"] for file in json.loads(said.out)["files"]] == [2]


def test_directives_are_written_and_the_next_run_is_clean(tmp_path: Path, blamelint: Blamelint) -> None:
    """The bytes beside the comments stay, mark, encoding and line ends included; a second run changes nothing."""
    path = tmp_path / "a.md"
    data = b"\xff\xfe" + f"# Ä\r\n\r\n{BLAME}\r\n- {BLAME}".replace("\n", "\r\n").replace("\r\r", "\r").encode(
        "utf-16-le"
    )
    path.write_bytes(data)
    said = blamelint("check", "a.md", "--add-directives", "quoted  from the mail", *RULES)
    assert (said.status, said.err) == (0, "blamelint: directives written for 2 findings in 1 file\n")
    assert said.out == "No findings in 1 file. 2 suppressed.\n"
    after = path.read_bytes()
    text = after.removeprefix(b"\xff\xfe").decode("utf-16-le")
    assert "<!-- blamelint-disable-next-line BL201 -- quoted from the mail -->\r\nThe vendor" in text
    assert "- The vendor is to blame. <!-- blamelint-disable-line BL201 - quoted from the mail -->\r\n" in text
    assert text.count("\n") == text.count("\r\n")
    assert blamelint("check", "a.md", *RULES).status == 0
    said = blamelint("check", "a.md", "--add-directives", "again", *RULES)
    assert (said.status, said.err) == (0, "blamelint: no directives to write\n")
    assert path.read_bytes() == after


def test_what_does_not_fail_the_run_gets_none(tmp_path: Path, blamelint: Blamelint) -> None:
    """--fail-on says for what; what is below it is told as before."""
    path = tmp_path / "a.md"
    path.write_text(f"Obviously it rained.\n\n{BLAME}", "utf-8")
    assert "BL311" in blamelint("check", "a.md", "--add-directives", "agreed", *RULES).out
    assert "BL311" not in path.read_text("utf-8")
    blamelint("check", "a.md", "--add-directives", "agreed", "--fail-on", "warning", *RULES)
    assert "disable-next-line BL311" in path.read_text("utf-8")
    path.write_text(BLAME, "utf-8")
    blamelint("check", "a.md", "--add-directives", "agreed", "--fail-on", "never", *RULES)
    assert path.read_text("utf-8") == BLAME


def test_what_a_baseline_accepts_gets_none(tmp_path: Path, blamelint: Blamelint) -> None:
    """Only what would be told."""
    (tmp_path / "a.md").write_text(BLAME, "utf-8")
    (tmp_path / "blamelint.toml").write_text('baseline = "b.json"\nselect = ["BL201"]\n', "utf-8")
    blamelint("baseline", "write")
    (tmp_path / "a.md").write_text(f"{BLAME}\nThe crew is to blame.\n", "utf-8")
    assert blamelint("check", "--add-directives", "agreed").status == 0
    text = (tmp_path / "a.md").read_text("utf-8")
    assert text == f"{BLAME}\n<!-- blamelint-disable-next-line BL201 -- agreed -->\nThe crew is to blame.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("a.md", "--add-directives", ""),
        ("a.md", "--add-directives", "a --> b"),
        ("-", "--add-directives", "x"),
        ("a.md", "--add-directives", "x", "--fix"),
        ("a.md", "--add-directives", "x", "--diff", "d.patch"),
    ],
)
def test_what_cannot_be_done_is_refused(tmp_path: Path, blamelint: Blamelint, words: tuple[str, ...]) -> None:
    """Exit 2 before anything is read or written."""
    (tmp_path / "a.md").write_text(BLAME, "utf-8")
    (tmp_path / "d.patch").write_text("", "utf-8")
    said = blamelint("check", *words)
    assert (said.status, said.out) == (2, "")
    assert "--add-directives" in said.err
    assert (tmp_path / "a.md").read_text("utf-8") == BLAME


def test_a_file_that_cannot_be_written_is_a_failure(tmp_path: Path, blamelint: Blamelint, tmp_path_factory) -> None:
    """The findings are told, the failure too, and what the link leads to is untouched."""
    target = tmp_path_factory.mktemp("elsewhere") / "a.md"
    target.write_text(BLAME, "utf-8")
    (tmp_path / "a.md").symlink_to(target)
    said = blamelint("check", "a.md", "--add-directives", "agreed", *RULES)
    assert said.status == 2
    assert "BL201" in said.out
    assert "leads out" in said.err
    assert target.read_text("utf-8") == BLAME


def test_reasons_can_be_asked_for(tmp_path: Path, blamelint: Blamelint) -> None:
    """`require_reasons` makes a directive without one a finding; it silences all the same."""
    (tmp_path / "a.md").write_text(f"<!-- blamelint-disable-next-line BL201 -->\n{BLAME}", "utf-8")
    (tmp_path / "blamelint.toml").write_text('require_reasons = true\nselect = ["BL201", "BL9"]\n', "utf-8")
    said = blamelint("check", "a.md", "--output-format", "concise")
    assert said.out.startswith("a.md:1:6: BL903 'blamelint-disable-next-line' gives no reason.\n")
