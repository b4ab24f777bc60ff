"""`--fix`, `--unsafe-fixes` and `--dry-run` on the command line."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from blamelint.cli import main
from tests.cli.conftest import Blamelint
from tests.warm import warmed

LOUD = b"\xef\xbb\xbf# Note\r\n\r\nObviously the disk was full.\r\n\r\nThe vendor is to blame.\r\n"
CALM = b"\xef\xbb\xbf# Note\r\n\r\nThe disk was full.\r\n\r\nThe vendor is to blame.\r\n"
RULES = ("--select", "BL201,BL311", "--isolated")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(LOUD)
    return path


def test_safe_edits_are_written_and_the_rest_is_told(blamelint: Blamelint, draft: Path) -> None:
    """The file changes in its edits only; the report is about what is left, in its new place."""
    said = blamelint("check", "a.md", "--fix", "--output-format", "concise", *RULES)
    assert draft.read_bytes() == CALM
    assert said.status == 1
    assert said.out.startswith("a.md:5:")
    assert said.out.endswith("1 finding in 1 file (1 error). 1 suggestion applied.\n")
    assert said.err == ""


def test_a_second_run_changes_nothing(blamelint: Blamelint, draft: Path) -> None:
    """Neither the bytes nor the file itself."""
    blamelint("check", "a.md", "--fix", *RULES)
    was = draft.stat()
    said = blamelint("check", "a.md", "--fix", *RULES)
    assert draft.read_bytes() == CALM
    assert (draft.stat().st_ino, draft.stat().st_mtime_ns) == (was.st_ino, was.st_mtime_ns)
    assert "applied" not in said.out


def test_only_what_would_fail_counts_after_edits(blamelint: Blamelint, tmp_path: Path) -> None:
    """A run that fixes all there is succeeds."""
    (tmp_path / "a.md").write_text("Obviously the disk was full.\n")
    said = blamelint("check", "a.md", "--fix", "--fail-on", "info", "--select", "BL311")
    assert said == (0, "No findings in 1 file. 1 suggestion applied.\n", "")


def test_unsafe_edits_are_asked_for(blamelint: Blamelint, tmp_path: Path) -> None:
    """Without the option they stay, and are not promised as safe."""
    path = tmp_path / "a.md"
    path.write_text("It was an obviously broken disk.\n")
    rules = ("--select", "BL311", "-q")
    assert blamelint("check", "a.md", "--fix", *rules).out
    assert path.read_text() == "It was an obviously broken disk.\n"
    assert blamelint("check", "a.md", "--fix", "--unsafe-fixes", *rules) == (0, "", "")
    assert path.read_text() == "It was a broken disk.\n"


def test_a_dry_run_shows_the_diff_and_writes_nothing(blamelint: Blamelint, draft: Path) -> None:
    """It exits with 1 when something would change, with 0 on demand."""
    said = blamelint("check", "a.md", "--fix", "--dry-run", *RULES)
    assert draft.read_bytes() == LOUD
    assert said.status == 1
    assert said.out.splitlines()[:3] == ["--- a.md", "+++ a.md", "@@ -1,5 +1,5 @@"]
    assert said.err == "blamelint: 1 suggestion would be applied in 1 file.\n"
    again = blamelint("check", "a.md", "--fix", "--dry-run", "--exit-zero", "-q", *RULES)
    assert again == (0, said.out, "")


def test_a_dry_run_without_edits_is_clean(blamelint: Blamelint, tmp_path: Path) -> None:
    """Findings alone do not make it fail: it is about edits."""
    (tmp_path / "a.md").write_text("The vendor is to blame.\n")
    assert blamelint("check", "a.md", "--fix", "--dry-run", *RULES) == (0, "", "blamelint: No edits to apply.\n")


@pytest.mark.skipif(shutil.which("patch") is None, reason="no patch here")
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_patch_does_what_fix_does(blamelint: Blamelint, tmp_path: Path, end: bytes) -> None:
    """The diff is one, byte for byte."""
    text = b"".join(b"Obviously %d was full.\r\nIt was.\n\n" % number for number in (1, 2, 3)) + b"\n" * 9
    text += b"Clearly, it was clearly\nfull, of course." + end
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_bytes(text)
    blamelint("check", "b.md", "--fix", "--dry-run", "-q", "--output-file", "b.diff", "--select", "BL311")
    blamelint("check", "a.md", "--fix", "--select", "BL311")
    subprocess.run(["patch", "--binary", "-s", "-p0", "-i", "b.diff"], cwd=tmp_path, check=True)
    assert (tmp_path / "b.md").read_bytes() == (tmp_path / "a.md").read_bytes() != text


@pytest.mark.parametrize("name", [[], ["--stdin-filename", "reviews/a.md"]])
def test_standard_input_goes_to_standard_output(blamelint: Blamelint, name: list[str]) -> None:
    """The edited draft comes out, the findings on the other stream."""
    given = b"Obviously the disk was full.\nThe vendor is to blame.\n"
    said = blamelint("check", "-", "--fix", *RULES, *name, given=given)
    assert (said.status, said.out) == (1, "The disk was full.\nThe vendor is to blame.\n")
    assert "is to blame" in said.err
    assert "1 finding in 1 file (1 error). 1 suggestion applied.\n" in said.err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_standard_output_has_the_bytes_of_the_draft(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Encoding, byte order mark and line ends come through a pipe, too."""
    warmed(monkeypatch)
    monkeypatch.chdir(tmp_path)
    given = "Obviously the disk – was full.\r\n".encode(encoding)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    with pytest.raises(SystemExit):
        main(["check", "-", "--fix", *RULES])
    assert capfdbinary.readouterr().out == "The disk – was full.\r\n".encode(encoding)


def test_standard_input_comes_back_unchanged(blamelint: Blamelint, tmp_path: Path) -> None:
    """An editor that replaces its buffer loses nothing: not with nothing to edit, nor where the draft is excluded."""
    calm = "All quiet – so far.\r\n"
    assert blamelint("check", "-", "--fix", "-q", *RULES, given=calm.encode()).out == calm
    (tmp_path / "blamelint.toml").write_text('exclude = ["old/"]\n')
    line = ("check", "-", "--fix", "-q", "--force-exclude", "--stdin-filename", "old/a.md", "--select", "BL311")
    loud = "Obviously the disk was full.\n"
    assert blamelint(*line, given=loud.encode()) == (0, loud, "")


def test_standard_input_can_be_previewed(blamelint: Blamelint) -> None:
    """A dry run shows the diff as for a file."""
    said = blamelint("check", "-", "--fix", "--dry-run", *RULES, given=LOUD)
    assert (said.status, said.out.splitlines()[0]) == (1, "--- -")


@pytest.mark.parametrize("option", ["--unsafe-fixes", "--dry-run"])
def test_options_that_would_do_nothing_are_refused(blamelint: Blamelint, draft: Path, option: str) -> None:
    """Without --fix they say that they belong to it."""
    said = blamelint("check", "a.md", option)
    assert (said.status, said.out) == (2, "")
    assert f"{option} is about the edits of --fix" in said.err


@pytest.mark.parametrize("args", [["--diff", "a.md"], ["--diff", "."], ["--diff", "a.md", "a.md"]])
def test_who_expects_diff_to_preview_is_led_on(blamelint: Blamelint, draft: Path, args: list[str]) -> None:
    """`--fix --diff DRAFT` is the habit of other linters; the message names the option that is meant."""
    said = blamelint("check", "--fix", *args)
    assert (said.status, said.out) == (2, "")
    assert "--fix --dry-run shows what would change" in said.err
    assert draft.read_bytes() == LOUD


def test_what_is_silenced_is_not_edited(blamelint: Blamelint, tmp_path: Path) -> None:
    """A directive protects its words; ignored rules edit nothing."""
    text = "<!-- blamelint-disable-next-line BL311 -- a quotation -->\nObviously the disk was full.\n"
    path = tmp_path / "a.md"
    path.write_text(text)
    blamelint("check", "a.md", "--fix", "--select", "BL311")
    blamelint("check", "a.md", "--fix", "--ignore", "BL311")
    assert path.read_text() == text


def test_a_file_that_cannot_be_written_is_a_failure(blamelint: Blamelint, draft: Path, tmp_path: Path) -> None:
    """Its findings are told as they are, its name and the reason on standard error, and the status is 2."""
    outside = tmp_path / "elsewhere.md"
    draft.rename(outside)
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "a.md").symlink_to(outside)
    (tmp_path / "project" / "blamelint.toml").write_text('select = ["BL201", "BL311"]\n')
    said = blamelint("check", "project", "--fix", "--output-format", "concise")
    assert said.status == 2
    assert "project/a.md:3:1: BL311" in said.out
    assert said.out.endswith("1 file could not be written.\n")
    assert said.err.startswith("blamelint: project/a.md: It is a link that leads out of project")
    assert outside.read_bytes() == LOUD


def test_one_refused_file_does_not_stop_the_others(blamelint: Blamelint, draft: Path, tmp_path: Path) -> None:
    """The others are edited."""
    (tmp_path / "scan.md").write_bytes(b"\x89PNG\r\n")
    said = blamelint("check", "scan.md", "a.md", "--fix", "--exit-zero", *RULES)
    assert said.status == 2
    assert draft.read_bytes() == CALM
