"""What changed: for each draft its changed lines, by git or by a diff that is handed in."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from blamelint.config.globs import absolute
from blamelint.config.model import Config
from blamelint.document.model import Source
from blamelint.errors import Failure, UsageError
from blamelint.lint.changed import WHOLE, Lines, count_lines
from blamelint.run.discover import discover, would_take
from blamelint.run.git import Repository, repository
from blamelint.run.patch import Patched, as_utf8, holds_diff, patched

MAX_DIFF_BYTES = 20 * 1024 * 1024
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed lines of all files that a change is about."""

    lines: Mapping[Path, Lines]
    """By absolute path, links in its folders resolved; files without changed lines are left out."""
    unclear: Mapping[Path, str] = field(default_factory=dict)
    """Why nothing can be said about a file."""
    repository: Repository | None = None
    _inside: dict[Path, bool] = field(default_factory=dict, repr=False)
    """Which folders belong to the repository, found out when asked."""

    @property
    def _top(self) -> Path | None:
        return self.repository.top if self.repository is not None else None

    def of(self, path: str) -> Lines | Failure:
        """The changed lines of the draft at `path`; none for a draft that did not change."""
        key = _key(path)
        target = Path(os.path.realpath(path))
        for name in (key, target):
            if name in self.unclear:
                return Failure(path, "diff", self.unclear[name])
            if name in self.lines:
                return self.lines[name]
        if self.repository is not None and not self._holds(target.parent):
            return Failure(path, "diff", f"It lies outside the repository {str(self._top)!r}.")
        return Lines()

    def drafts(self, config_for: Callable[[Path], Config]) -> Iterator[str | Failure]:
        """The changed files that a walk through their folders would have taken, as seen from the current folder."""
        names = sorted((_from_here(key), key) for key in {*self.lines, *self.unclear})
        taken = [(name, key) for name, key in names if would_take(key, config_for)]
        yield from (Failure(name, "diff", self.unclear[key]) for name, key in taken if key in self.unclear)
        yield from discover([name for name, key in taken if key not in self.unclear], config_for)

    def with_ignored(self, paths: Iterable[str]) -> Changes:
        """These changes; of `paths`, named by the user, those that git ignores are new to it as a whole."""
        if self.repository is None:
            return self
        keys = {_key(path) for path in paths} - self.lines.keys()
        ignored = self.repository.ignored(sorted(str(key) for key in keys if self._holds(key.parent)))
        added = dict.fromkeys(map(Path, ignored), WHOLE)
        return replace(self, lines={**added, **self.lines})

    def _holds(self, folder: Path) -> bool:
        """True for a folder of the repository; one with a `.git` of its own begins another."""
        if folder not in self._inside:
            steps = (folder, *folder.parents)
            ends = (step for step in steps if step == self._top or os.path.lexists(step / ".git"))
            self._inside[folder] = next(ends, None) == self._top
        return self._inside[folder]


def changes_since(ref: str) -> Changes:
    """What changed in the current repository since the branch left `ref`, committed or not.

    Errors: UsageError when git cannot say it.
    """
    here = repository()
    found: dict[Path, Lines] = {}
    with here.diff(here.base(ref)) as stream:
        for file in patched(stream, "git diff"):
            if file.lines:
                # A file that was renamed and is no text is named without the prefix.
                found[here.top / (file.path.removeprefix("b/") if file.prefixed else file.path)] = file.lines
    found.update((here.top / name, WHOLE) for name in here.untracked())
    return Changes(found, repository=here)


def changes_of(diff: str, given: str | None = None) -> Changes:
    """What the unified diff in the file `diff` changes; `-` is standard input.

    Shape: its paths start at the current folder, or at the top of the repository that this lies in. A file called
    `given` need not be there: it comes from elsewhere.
    Errors: UsageError for a file that cannot be read or is no diff; DiffError for a broken one.
    """
    data = as_utf8(_read(diff))
    label = "the diff on standard input" if diff == STDIN else diff
    if not holds_diff(data):
        raise UsageError(f"--diff: {label} is no unified diff.")
    here = Path(os.path.realpath(os.curdir))
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    also = None if given is None else _key(given)
    found: dict[Path, Lines] = {}
    unclear: dict[Path, str] = {}
    for file in patched(io.BytesIO(data), label):
        if not file.lines or "\0" in file.path:
            continue
        places = _places(file, here, top)
        there = [key for key in places if key == also or os.path.lexists(key)]
        key = next(iter(there or places), None)
        if key is None:
            name = file.path[2:] if file.prefixed else file.path
            unclear[_key(name)] = "The diff names it, and it lies outside the current folder."
        elif key in found:
            unclear[key] = (
                "The diff changes it twice, so its lines are not sure; one diff of the whole change is needed."
            )
        elif there:
            found[key] = file.lines
        else:
            unclear[key] = "The diff names it, and there is no such file."
    return Changes(found, unclear)


def fitting(source: Source, lines: Lines) -> Source | Failure:
    """The source, or a failure when it is too short for the diff: then the diff is of another version."""
    count = count_lines(source.text)
    if lines.whole or lines.end <= count:
        return source
    return Failure(
        source.path,
        "diff",
        f"The diff changes line {lines.end:,} and the file has {count:,}: it is of another version.",
    )


def _read(diff: str) -> bytes:
    try:
        if diff == STDIN:
            data = _take(sys.stdin.buffer) if sys.stdin is not None else b""
        else:
            with Path(diff).open("rb") as stream:
                data = _take(stream)
    except (OSError, ValueError) as cause:
        raise UsageError(f"--diff: {diff!r} cannot be read: {getattr(cause, 'strerror', None) or cause}.") from cause
    if len(data) > MAX_DIFF_BYTES:
        raise UsageError(f"--diff: the diff has more than {MAX_DIFF_BYTES:,} bytes.")
    return data


def _take(stream: BinaryIO) -> bytes:
    return stream.read(MAX_DIFF_BYTES + 1)


def _places(file: Patched, here: Path, top: Path) -> list[Path]:
    """Where the file that a diff names may be, likeliest first; none for one outside of where a diff can start."""
    if file.from_git and ".." in file.path.split("/"):
        return []
    stripped = file.path[2:] if file.path[1:2] == "/" else ""
    names = [stripped, file.path] if file.prefixed else [file.path, stripped]
    roots = [top, here] if file.from_git else [here, top]
    return [key for name in names for root in roots if name and _is_below(key := _key(root / name), root)]


def _is_below(key: Path, root: Path) -> bool:
    return key.is_relative_to(root) and Path(os.path.realpath(key)).is_relative_to(root)


def _key(path: str | Path) -> Path:
    """The absolute path with the links in its folders resolved, but not the one that it may be itself."""
    whole = absolute(path)
    return Path(os.path.realpath(whole.parent)) / whole.name


def _from_here(key: Path) -> str:
    """The path as a user in the current folder would write it."""
    try:
        return os.path.relpath(key, os.path.realpath(os.curdir))
    except ValueError:  # another drive
        return str(key)
