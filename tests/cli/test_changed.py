"""`--diff-base` and `--diff` on the command line: exit status, messages, standard input, hooks."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from blamelint.cli import main
from tests.run.repositories import Git
from tests.warm import warmed

OLD = "# Note\n\nObviously the disk was full.\n\nThe panel was dark.\n"
NEW = OLD.replace("The panel was dark.", "The crew is to blame.")
DIFF = "--- a/a.md\n+++ b/a.md\n@@ -4,2 +4,2 @@\n \n-The panel was dark.\n+The crew is to blame.\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository with an old and a new version of a draft, made the current folder."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "PRE_COMMIT"))]:
        monkeypatch.delenv(name)
    git = Git.made(tmp_path)
    git.write(a_md=OLD)
    git.commit()
    git.write(a_md=NEW)
    monkeypatch.chdir(tmp_path)
    return git


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `blamelint check` and gives its exit status and what it says."""
    warmed(monkeypatch)

    def check(*args: str, given: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        with pytest.raises(SystemExit) as left:
            main(["check", "--select", "BL201,BL311", "--output-format", "concise", "-q", *args])
        return (int(left.value.code or 0), *capfd.readouterr())

    return check


def places(output: str) -> list[str]:
    """The lines that a concise report names."""
    return [":".join(line.split(":")[:2]) for line in output.splitlines()]


@pytest.mark.parametrize(
    "args", [["--diff-base", "HEAD"], ["--diff-base", "HEAD", "."], ["--diff-base", "HEAD", "a.md"]]
)
def test_only_what_changed_is_told_and_decides(git: Git, check: Run, args: list[str]) -> None:
    """Findings elsewhere neither show nor count for the exit status."""
    status, out, err = check(*args, "--fail-on", "info")
    assert (status, places(out), err) == (1, ["a.md:5"], "")
    git.commit()
    assert check(*args, "--fail-on", "info") == (0, "", "")


def test_a_diff_may_come_through_a_pipe(git: Git, check: Run) -> None:
    """And its draft as well may be what an editor holds."""
    assert places(check("--diff", "-", given=DIFF)[1]) == ["a.md:5"]
    assert places(check("--diff", "-", given=git("diff"))[1]) == ["a.md:5"]
    (git.folder / "x.diff").write_text(DIFF)
    assert places(check("a.md", "--diff", "x.diff")[1]) == ["a.md:5"]
    (git.folder / "a.md").unlink()
    status, out, err = check("-", "--stdin-filename", "a.md", "--diff", "x.diff", given=NEW)
    assert (status, places(out), err) == (1, ["a.md:5"], "")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--diff-base", "HEAD", "--diff", "-"], "give one of the two"),
        (["--diff-base", "HEAD", "-"], "give --diff"),
        (["--diff", "-", "-"], "cannot both come from standard input"),
        (["--diff", "x.diff", "-"], "--diff needs --stdin-filename"),
        (["--diff", "gone.diff"], "cannot be read"),
        (["--diff", "a.md"], "a.md is no unified diff"),
        (["--diff-base", "nowhere"], "git knows no commit called 'nowhere' here"),
        (["--diff-base", "nowhere", "--exit-zero"], "git knows no commit called 'nowhere' here"),
        (["--diff-base", "HEAD", "gone.md"], "gone.md: There is no such file or folder."),
    ],
)
def test_what_cannot_be_compared_is_2(git: Git, check: Run, args: list[str], said: str) -> None:
    """Never 0: a hook that could not look has not found nothing."""
    (git.folder / "x.diff").write_text(DIFF)
    status, out, err = check(*args)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_broken_diff_is_told_with_its_place(git: Git, check: Run) -> None:
    """As a config or a rule would be."""
    status, _, err = check("--diff", "-", given=DIFF.replace("+The", "The"))
    assert status == 2
    assert err.startswith("blamelint: the diff on standard input:6:1: ")
    assert "  6 | The crew is to blame." in err


def test_a_diff_of_another_version_is_2(git: Git, check: Run) -> None:
    """The file is named, and the others are linted all the same."""
    git.write(b_md=NEW)
    moved = DIFF.replace("@@ -4,2 +4,2 @@", "@@ -44,2 +44,2 @@")
    status, out, err = check("--diff", "-", given=moved + DIFF.replace("a.md", "b.md"))
    assert (status, places(out)) == (2, ["b.md:5"])
    assert err.startswith("blamelint: a.md: The diff changes line 45 ")


def test_excluded_drafts_stay_out(git: Git, check: Run) -> None:
    """Of what changed, that is linted which a walk would take; a file that is named is taken anyway."""
    git.put("blamelint.toml", 'extend_exclude = ["old/"]\n')
    git.put("old/a.md", NEW)
    git.put("code.py", NEW)
    assert places(check("--diff-base", "HEAD")[1]) == ["a.md:5"]
    assert places(check("--diff-base", "HEAD", "old/a.md")[1]) == ["old/a.md:3", "old/a.md:5"]
    assert places(check("--diff-base", "HEAD", "--force-exclude", "old/a.md", "a.md")[1]) == ["a.md:5"]


def test_edits_stay_on_changed_lines(git: Git, check: Run) -> None:
    """What --fix changes is what the findings are about."""
    git.write(a_md=OLD + "\nObviously the lamp was red.\n")
    assert check("--diff-base", "HEAD", "--fix")[0] == 0
    assert (git.folder / "a.md").read_text() == OLD + "\nThe lamp was red.\n"


def test_under_pre_commit_head_is_what_it_compares_with(git: Git, check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`pre-commit run --from-ref A --to-ref HEAD` has nothing uncommitted to look at."""
    git("branch", "begin")
    git.commit()
    assert check("--diff-base", "HEAD", "a.md") == (0, "", "")
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "begin")
    assert places(check("--diff-base", "HEAD", "a.md")[1]) == ["a.md:5"]
    assert check("--diff-base", "HEAD~0", "a.md") == (0, "", "")
