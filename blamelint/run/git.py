"""Asks the local git what changed. Nothing is written, nothing is fetched, no command of a repository's config runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from blamelint.errors import UsageError

TIMEOUT = 300
"""Seconds for one command of git."""

_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone would fetch what it lacks
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",  # else a look at the changes may write the index
    "GIT_TERMINAL_PROMPT": "0",
}
_NOT_INHERITED = (
    "GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF",
    "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
)  # fmt: skip
_SETTINGS = ("--no-pager", "-c", "core.fsmonitor=false", "-c", "diff.autoRefreshIndex=false")
_DIFF = (
    "diff", "--patch", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--ignore-cr-at-eol",
    "--diff-algorithm=default", "--indent-heuristic", "--src-prefix=a/", "--dst-prefix=b/", "--no-relative",
    "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--submodule=short", "--full-index",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Repository:
    """The work tree that the current folder is in."""

    top: Path
    """Absolute, without links."""
    git: str
    """The program."""

    def base(self, ref: str) -> str:
        """The commit that the current branch left `ref` at, so that what others did there since does not count.

        Shape: for `HEAD` before the first commit, the empty tree.
        Errors: UsageError, with what to do about it.
        """
        if ref == "HEAD" and not self._knows("HEAD"):
            return self._say("hash-object", "-t", "tree", "--stdin")
        if ref.startswith("-") or "\0" in ref or not self._knows(ref):
            raise UsageError(f"--diff-base: git knows no commit called {ref!r} here{self._hint(ref)}.")
        if not self._knows("HEAD"):
            raise UsageError("--diff-base: there is no commit on this branch yet.")
        done = self._run("merge-base", ref, "HEAD")
        base = done.stdout.decode("ascii", "replace").strip()
        if done.returncode or not base:
            raise UsageError(f"--diff-base: {ref!r} and HEAD have no commit in common here{self._hint(ref)}.")
        return base

    @contextmanager
    def diff(self, base: str) -> Iterator[BinaryIO]:
        """The unified diff from `base` to the work tree, without context; what is not committed is part of it."""
        with tempfile.TemporaryFile() as stream:
            done = self._run(*_DIFF, base, "--", output=stream)
            if done.returncode:
                raise _refused(done)
            stream.seek(0)
            yield stream

    def untracked(self) -> list[str]:
        """The files that git does not know and does not ignore, from the top."""
        done = self._run("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/")
        if done.returncode:
            raise _refused(done)
        return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name and not name.endswith(b"/")]

    def ignored(self, paths: Iterable[str]) -> set[str]:
        """Those of `paths`, absolute, that git does not know because it is told to ignore them."""
        given = b"".join(os.fsencode(path) + b"\0" for path in paths)
        done = self._run("check-ignore", "--stdin", "-z", given=given) if given else None
        return {os.fsdecode(path) for path in done.stdout.split(b"\0") if path} if done else set()

    def _knows(self, ref: str) -> bool:
        return not self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").returncode

    def _hint(self, ref: str) -> str:
        if self._say("rev-parse", "--is-shallow-repository") != "true":
            return ""
        how = "git fetch --unshallow, or fetch-depth: 0 where a workflow checks out"
        return f"; this clone is shallow, so fetch {ref!r} and the history behind it first ({how})"

    def _say(self, *arguments: str) -> str:
        return self._run(*arguments).stdout.decode("utf-8", "replace").strip()

    def _run(
        self, *arguments: str, given: bytes = b"", output: IO[bytes] | int = subprocess.PIPE
    ) -> subprocess.CompletedProcess[bytes]:
        return _run(self.git, *arguments, given=given, output=output)


def repository() -> Repository:
    """The repository of the current folder.

    Errors: UsageError when there is no git, no repository, or one that git refuses to look at.
    """
    git = shutil.which("git")
    if git is None:
        raise UsageError(
            "--diff-base needs git, and no program of that name is found here; --diff takes a diff instead."
        )
    done = _run(git, "rev-parse", "--show-toplevel")
    top = os.fsdecode(done.stdout.removesuffix(b"\n"))
    if done.returncode or not top:
        raise _refused(done)
    return Repository(Path(os.path.realpath(top)), git)


def _run(
    git: str, *arguments: str, given: bytes = b"", output: IO[bytes] | int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    inherited = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    try:
        return subprocess.run(  # noqa: S603 (a list of arguments, no shell)
            [git, *_SETTINGS, *arguments],
            input=given,
            stdout=output,
            stderr=subprocess.PIPE,
            env={**inherited, **_ENVIRONMENT},
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as cause:
        raise UsageError(f"--diff-base: git {arguments[0]} took more than {TIMEOUT} seconds.") from cause
    except OSError as cause:
        raise UsageError(f"--diff-base: git cannot be run: {cause.strerror or cause}.") from cause


def _refused(done: subprocess.CompletedProcess[bytes]) -> UsageError:
    """What git said about why not, in its own words."""
    said = [line for line in done.stderr.decode("utf-8", "replace").split("\n") if line.strip()]
    fatal = next((line for line in said if line.startswith("fatal: ")), said[0] if said else "it did not say why")
    return UsageError(f"--diff-base: git cannot tell what changed: {fatal.removeprefix('fatal: ').strip()[:500]}")
