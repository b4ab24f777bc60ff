"""What changed, asked of real repositories and told by real diffs."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from blamelint.config.resolve import Resolver
from blamelint.document.model import Source
from blamelint.errors import Failure, UsageError
from blamelint.lint.changed import WHOLE, Lines
from blamelint.run import diff as diff_module
from blamelint.run import git as git_module
from blamelint.run.diff import MAX_DIFF_BYTES, Changes, changes_of, changes_since, fitting
from tests.run.repositories import Git

TEN = "".join(f"line {number}\n" for number in range(10))
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


def edited(text: str, *numbers: int) -> str:
    """The text with other words in the lines of these numbers, counted from 0."""
    lines = text.splitlines(keepends=True)
    for number in numbers:
        lines[number] = lines[number].replace("line", "LINE")
    return "".join(lines)


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository with two drafts on `main`, made the current folder, where the branch `topic` begins."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "PRE_COMMIT"))]:
        monkeypatch.delenv(name)
    git = Git.made(tmp_path / "repo")
    git.write(a_md=TEN, docs__b_md=TEN)
    git.commit()
    git("checkout", "--quiet", "-b", "topic")
    monkeypatch.chdir(git.folder)
    return git


def told(changes: Changes) -> dict[str, tuple[tuple[int, int], ...] | str]:
    """The changed ranges by draft, as a walk names them."""
    given: dict[str, tuple[tuple[int, int], ...] | str] = {}
    for draft in changes.drafts(Resolver().for_folder):
        lines = draft if isinstance(draft, Failure) else changes.of(draft)
        if isinstance(lines, Failure):
            given[lines.path.replace(os.sep, "/")] = lines.message
        else:
            given[str(draft).replace(os.sep, "/")] = "whole" if lines.whole else lines.ranges
    return given


def test_commits_staged_and_other_work_all_count(git: Git) -> None:
    """What differs from where the branch began, and not what others did there since."""
    git.put("a.md", edited(TEN, 1))
    git.commit()
    git.put("a.md", edited(TEN, 1, 3))
    git("add", "a.md")
    git.put("a.md", edited(TEN, 1, 3, 5))
    git("checkout", "--quiet", "--force", "main")
    git.put("docs/b.md", edited(TEN, 0))
    git.commit()
    git("checkout", "--quiet", "topic")
    git.put("a.md", edited(TEN, 1, 3, 5))
    git.put("docs/new.md", "x\n")
    assert told(changes_since("main")) == {"a.md": ((1, 2), (3, 4), (5, 6)), "docs/new.md": "whole"}
    assert told(changes_since("HEAD")) == {"a.md": ((3, 4), (5, 6)), "docs/new.md": "whole"}


def test_renames_keep_their_history(git: Git) -> None:
    """A draft that moved and was edited is about its edits only; one that only moved is about nothing."""
    git("mv", "a.md", "moved here.md")
    git("mv", "docs/b.md", "docs/c.md")
    git.put("moved here.md", edited(TEN, 4))
    assert told(changes_since("main")) == {"moved here.md": ((4, 5),)}


def test_deleted_binary_and_foreign_files(git: Git) -> None:
    """What is gone is not linted; what git cannot read by lines changed as a whole; other files are no drafts."""
    git.write(docs__u_md="x")
    git.put("docs/u.md", TEN.encode("utf-16"))
    git.put("code.py", "x = 1\n")
    git.commit()
    git.put("docs/u.md", edited(TEN, 1).encode("utf-16"))
    git.put("code.py", "x = 2\n")
    (git.folder / "a.md").unlink()
    assert told(changes_since("HEAD")) == {"docs/u.md": "whole"}


def test_names_of_all_kinds(git: Git) -> None:
    """Blanks, quotes, letters of other languages, and bytes that are no letters."""
    names = ["two words.md", "übung.md", "ein-b.md", "b/b.md"]
    if os.name != "nt":
        names += ['say "no".md', "tab\there.md", "line\nend.md", "back\\slash.md", os.fsdecode(b"\xff.md")]
    for name in names:
        git.put(name, TEN)
    git.commit()
    for name in names:
        git.put(name, edited(TEN, 2))
    assert told(changes_since("main")) == dict.fromkeys(names, ((0, 10),))
    assert told(changes_since("HEAD")) == dict.fromkeys(names, ((2, 3),))


@pytest.mark.parametrize("where", ["docs", "docs/deep/er", "other"])
def test_paths_are_seen_from_the_current_folder(git: Git, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Wherever the command runs, it tells of all changed drafts, by paths that lead there."""
    git.put("a.md", edited(TEN, 1))
    git.put("docs/n.md", "x\n")
    (git.folder / where).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(git.folder / where)
    drafts = told(changes_since("main"))
    assert {Path(name).resolve() for name in drafts} == {git.folder / "a.md", git.folder / "docs/n.md"}
    assert not any(Path(name).is_absolute() for name in drafts)
    assert changes_since("main").of(str(git.folder / "docs/../a.md")) == Lines(((1, 2),))


@needs_links
def test_links_are_seen_through(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository reached by a link, a draft named by a link, and a link that leads elsewhere now."""
    (git.folder / "same.md").symlink_to("a.md")
    (git.folder / "turned.md").symlink_to("a.md")
    git.commit()
    git.put("a.md", edited(TEN, 1))
    (git.folder / "turned.md").unlink()
    (git.folder / "turned.md").symlink_to("docs/b.md")
    (tmp_path / "linked").symlink_to(git.folder)
    monkeypatch.chdir(tmp_path / "linked" / "docs")
    changes = changes_since("HEAD")
    assert changes.of("../a.md") == changes.of("../same.md") == Lines(((1, 2),))
    assert changes.of("../turned.md") == WHOLE
    assert changes.of("b.md") == Lines()


def test_line_ends_alone_are_no_change(git: Git) -> None:
    """A draft saved with other line ends is about the words that changed with them."""
    git.put("a.md", edited(TEN, 6).replace("\n", "\r\n"))
    git.put("docs/b.md", TEN.replace("\n", "\r\n"))
    assert told(changes_since("main")) == {"a.md": ((6, 7),)}


def test_what_git_ignores_counts_when_it_is_named(git: Git) -> None:
    """A draft kept out of git is new to it; nothing is passed in silence because a file is ignored."""
    git.put(".gitignore", "drafts/\n")
    git.put("drafts/mine.md", TEN)
    changes = changes_since("main")
    assert told(changes) == {}
    assert changes.of("drafts/mine.md") == Lines()
    named = changes.with_ignored(["drafts/mine.md", "a.md", "gone.md"])
    assert named.of("drafts/mine.md") == WHOLE
    assert named.of("a.md") == named.of("gone.md") == Lines()


def test_other_repositories_are_outside(git: Git, tmp_path: Path) -> None:
    """Nothing is said about a draft that this repository knows nothing of."""
    Git.made(git.folder / "inner").put("i.md", TEN)
    (tmp_path / "o.md").write_text(TEN)
    changes = changes_since("main").with_ignored(["inner/i.md", "../o.md"])
    for path in ("inner/i.md", "../o.md"):
        outside = changes.of(path)
        assert isinstance(outside, Failure)
        assert "outside the repository" in outside.message


def test_worktrees(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second work tree of the same repository has changes of its own."""
    git("worktree", "add", "--quiet", str(tmp_path / "second"), "-b", "second", "main")
    git.put("a.md", edited(TEN, 1))
    second = Git(tmp_path / "second")
    second.put("docs/b.md", edited(TEN, 2))
    monkeypatch.chdir(second.folder / "docs")
    assert told(changes_since("main")) == {"b.md": ((2, 3),)}


def test_before_the_first_commit_everything_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook works from the first commit on; any other commit is not there yet."""
    git = Git.made(tmp_path)
    git.write(a_md=TEN, b_md=TEN)
    git("add", "a.md")
    monkeypatch.chdir(tmp_path)
    assert told(changes_since("HEAD")) == {"a.md": ((0, 10),), "b.md": "whole"}
    with pytest.raises(UsageError, match="no commit called 'main'"):
        changes_since("main")


def test_a_merge_with_conflicts(git: Git) -> None:
    """A half-done merge is told by what stands in the files."""
    git.put("a.md", edited(TEN, 1))
    git.commit()
    git("checkout", "--quiet", "-b", "other", "main")
    git.put("a.md", TEN.replace("line 1", "other 1"))
    git.commit()
    git("merge", "topic", fails=True)
    assert told(changes_since("main")) == {"a.md": ((1, 6),)}


@pytest.mark.parametrize(
    "setting",
    [
        "diff.noprefix=true", "diff.mnemonicPrefix=true", "diff.external=false", "color.diff=always", "color.ui=always",
        "diff.context=9", "diff.renames=false", "diff.relative=true", "core.quotePath=false", "core.fsmonitor=false",
        "diff.wordRegex=.", "diff.algorithm=patience", "diff.orderFile=gone", "diff.interHunkContext=9",
    ],
)  # fmt: skip
def test_no_setting_of_git_gets_in_the_way(git: Git, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    """Users set git up in many ways."""
    key, _, value = setting.partition("=")
    if key == "diff.orderFile":
        git.put("gone", "*.md\n")
    git("config", key, value)
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=7")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    git("mv", "a.md", "ä.md")
    git.put("ä.md", edited(TEN, 3, 8))
    monkeypatch.chdir(git.folder / "docs")
    assert told(changes_since("main")) == {"../ä.md": ((3, 4), (8, 9))}


def test_nothing_is_written(git: Git) -> None:
    """Looking at changes leaves the repository as it was, the index included."""
    git.put("a.md", edited(TEN, 1))
    os.utime(git.folder / "docs/b.md", (1, 1))

    def state() -> dict[str, bytes]:
        files = (path for path in (git.folder / ".git").rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in files}

    before = state()
    changes_since("main").with_ignored(["a.md"])
    assert state() == before


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "-p", "", "main:a.md", "main..topic", "a b", "\0", "HEAD~5"])
def test_a_commit_that_is_not_there_is_an_error(git: Git, ref: str) -> None:
    """Told by its name; nothing that starts with a hyphen reaches git as an option."""
    with pytest.raises(UsageError, match="git knows no commit called"):
        changes_since(ref)
    assert not (git.folder / "x").exists()


def test_a_shallow_clone_says_what_it_lacks(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Continuous integration clones the last commit only; the message says what to fetch."""
    for number in range(3):
        git.put("a.md", edited(TEN, number))
        git.commit()
    clone = tmp_path / "clone"
    git("clone", "--quiet", "--depth=1", "--branch=topic", git.folder.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    with pytest.raises(UsageError, match=r"'origin/main' here; this clone is shallow.*fetch-depth: 0"):
        changes_since("origin/main")
    Git(clone)("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    with pytest.raises(UsageError, match=r"no commit in common here; this clone is shallow.*unshallow"):
        changes_since("origin/main")
    Git(clone)("fetch", "--quiet", "--unshallow")
    assert told(changes_since("origin/main")) == {"a.md": ((2, 3),)}


def test_histories_without_a_common_commit(git: Git) -> None:
    """Nothing can be compared then."""
    git("checkout", "--quiet", "--orphan", "apart")
    git.put("a.md", "else\n")
    git.commit()
    with pytest.raises(UsageError, match=r"'main' and HEAD have no commit in common here\.$"):
        changes_since("main")


def test_a_partial_clone_fetches_nothing(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git would have to fetch is an error, not a connection."""
    git.write(a_md="else\n", docs__b_md="else\n")
    git.commit()
    git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git("clone", "--quiet", "--filter=blob:none", "--branch=topic", git.folder.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    with pytest.raises(UsageError, match="git cannot tell what changed: "):
        changes_since("origin/main")


def test_no_repository_and_no_git(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are told in one sentence."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "plain").mkdir()
    monkeypatch.chdir(tmp_path / "plain")
    with pytest.raises(UsageError, match="git cannot tell what changed: not a git repository"):
        changes_since("HEAD")
    monkeypatch.chdir(git.folder / ".git")
    with pytest.raises(UsageError, match="must be run in a work tree"):
        changes_since("HEAD")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UsageError, match="needs git"):
        changes_since("HEAD")


def test_a_git_that_does_not_answer(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ends the run with a message, never hangs it; so does one that cannot be started."""

    def late(*args: object, **more: object) -> None:
        raise subprocess.TimeoutExpired("git", git_module.TIMEOUT)

    def broken(*args: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied")

    for stand_in, said in ((late, "more than 300 seconds"), (broken, "cannot be run: Permission denied")):
        monkeypatch.setattr(subprocess, "run", stand_in)
        with pytest.raises(UsageError, match=said):
            changes_since("HEAD")


def patch(folder: Path, text: str) -> str:
    """The diff, in a file beside `folder`."""
    (folder.parent / "x.diff").write_text(text)
    return str(folder.parent / "x.diff")


HUNK = "@@ -1 +1 @@\n-x\n+line 0\n"


def test_a_diff_of_git_starts_at_the_top(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """As git writes it in any folder; with --relative it starts where one is."""
    git.put("docs/docs/b.md", TEN)
    git.put("docs/b.md", edited(TEN, 2))
    git.put("docs/only.md", "x\n")
    git("add", "--intent-to-add", "docs/only.md")
    whole = patch(git.folder, git("diff", "--", "docs/b.md"))
    monkeypatch.chdir(git.folder / "docs")
    assert told(changes_of(whole)) == {"b.md": ((2, 3),)}
    relative = patch(git.folder, Git(git.folder / "docs")("diff", "--relative", "--", "only.md"))
    assert told(changes_of(relative)) == {"only.md": ((0, 1),)}


@pytest.mark.parametrize("options", [["--no-prefix"], ["--src-prefix=i/", "--dst-prefix=w/"], ["--unified=0"], []])
def test_diffs_of_git_with_any_prefix(git: Git, options: list[str]) -> None:
    """The draft is found by the name that leads to a file."""
    git.put("docs/b.md", edited(TEN, 2))
    assert told(changes_of(patch(git.folder, git("diff", *options)))) == {"docs/b.md": ((2, 3),)}


def test_a_diff_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither git nor a repository is needed."""
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "a.md").write_text(TEN)
    (folder / "b").mkdir()
    (folder / "b" / "a.md").write_text(TEN)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert told(changes_of(patch(folder, f"--- old/a.md\n+++ a.md\n{HUNK}"))) == {"a.md": ((0, 1),)}
    assert told(changes_of(patch(folder, f"--- a/a.md\n+++ b/a.md\n{HUNK}"))) == {"a.md": ((0, 1),)}
    assert told(changes_of(patch(folder, f"--- b/a.md\n+++ b/a.md\n{HUNK}"))) == {"b/a.md": ((0, 1),)}
    assert told(changes_of(patch(folder, ""))) == {}


def test_what_a_diff_gets_wrong_is_told(git: Git) -> None:
    """A draft that is not there, one told twice and one elsewhere are failures; other files do not matter."""
    names = ["a.md", "a.md", "gone.md", "gone.py", "docs/b.md", "../out.md"]
    text = "".join(f"diff --git a/{name} b/{name}\n--- a/{name}\n+++ b/{name}\n{HUNK}" for name in names)
    assert told(changes_of(patch(git.folder, text + '--- "\\000"\n+++ "\\000.md"\n' + HUNK))) == {
        "../out.md": "The diff names it, and it lies outside the current folder.",
        "a.md": "The diff changes it twice, so its lines are not sure; one diff of the whole change is needed.",
        "gone.md": "The diff names it, and there is no such file.",
        "docs/b.md": ((0, 1),),
    }


@needs_links
def test_a_diff_leads_nowhere_else(git: Git, tmp_path: Path) -> None:
    """A link in the repository that leads out of it is not followed because a diff says so."""
    (tmp_path / "secret.md").write_text(TEN)
    (git.folder / "out.md").symlink_to(tmp_path / "secret.md")
    (git.folder / "up").symlink_to(tmp_path)
    text = f"--- out.md\n+++ out.md\n{HUNK}--- up/secret.md\n+++ up/secret.md\n{HUNK}"
    assert all("outside" in str(said) for said in told(changes_of(patch(git.folder, text))).values())


def test_a_diff_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not there, a folder, no diff, or too large."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text("<html>502</html>")
    for given, said in [("gone", "cannot be read"), (".", "cannot be read"), ("page.html", "is no unified diff")]:
        with pytest.raises(UsageError, match=said):
            changes_of(given)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"+" * (MAX_DIFF_BYTES + 1))))
    with pytest.raises(UsageError, match="more than 20,971,520 bytes"):
        changes_of("-")


def test_a_diff_of_another_version_is_noticed() -> None:
    """Where it tells of lines that the file does not have."""
    source = Source("a.md", TEN)
    assert fitting(source, Lines(((9, 10),), (10,))) is source
    assert fitting(source, WHOLE) is source
    other = fitting(source, Lines(((10, 11),)))
    assert isinstance(other, Failure)
    assert other.message == "The diff changes line 11 and the file has 10: it is of another version."


def test_stdin_is_what_is_read_for_a_hyphen(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where there is none."""
    git.put("a.md", edited(TEN, 2))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(git("diff").encode())))
    assert told(changes_of("-")) == {"a.md": ((2, 3),)}
    monkeypatch.setattr(diff_module.sys, "stdin", None)
    assert told(changes_of("-")) == {}
