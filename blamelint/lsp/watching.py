"""Files whose change makes blamelint say something else: configs, rules of one's own, baselines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from blamelint.config.locate import NAMES
from blamelint.config.model import Config

RULE_FILES = "**/*.yaml"
"""What is read in a folder of rules."""
MOST = 2_000
"""Files that are looked at for an editor that watches none."""
Stamp = tuple[int, int] | None
"""When a file was changed last, in nanoseconds, and its length in bytes; None when it is not there."""


@dataclass(frozen=True, slots=True, order=True)
class Watched:
    """A file, or all rule files below a folder."""

    folder: Path
    """Absolute."""
    pattern: str
    """The name of a file in the folder, or `RULE_FILES`."""

    def holds(self, path: Path) -> bool:
        """True for what is watched, and for the folder itself, with which all in it comes and goes."""
        if self.pattern == RULE_FILES:
            return path == self.folder or (path.suffix == ".yaml" and path.is_relative_to(self.folder))
        return path in (self.folder, self.folder / self.pattern)


def watched_of(config: Config) -> frozenset[Watched]:
    """What `config` is made of, beside config files in the workspace."""
    files = [*(path for path in config.rule_paths if not path.is_dir())]
    if config.baseline is not None:
        files.append(config.baseline)
    if config.base is not None:
        files.extend(config.base / name for name in NAMES)
    folders = (path for path in config.rule_paths if path.is_dir())
    return frozenset(
        {*(Watched(file.parent, file.name) for file in files), *(Watched(at, RULE_FILES) for at in folders)}
    )


def concerns(path: Path, watched: Iterable[Watched]) -> bool:
    """True when a change of `path` is a reason to read everything anew."""
    return path.name in NAMES or any(each.holds(path) for each in watched)


def watchers(watched: Iterable[Watched], folders: Collection[Path], *, relative: bool) -> list[types.FileSystemWatcher]:
    """What the editor is asked to watch, given the workspace's `folders`.

    Shape: config files in the workspace first; without `relative` patterns are written for a whole path.
    """
    patterns: list[types.GlobPattern] = [f"**/{name}" for name in NAMES]
    for each in sorted(watched):
        if each.pattern in NAMES and any(each.folder.is_relative_to(folder) for folder in folders):
            continue
        if relative:
            patterns.append(types.RelativePattern(each.folder.as_uri(), each.pattern))
        else:
            patterns.append(f"{each.folder.as_posix().rstrip('/')}/{each.pattern}")
    return [types.FileSystemWatcher(pattern) for pattern in patterns]


def stamps(watched: Iterable[Watched], drafts: Iterable[Path]) -> Mapping[Path, Stamp]:
    """The state of all that is watched, and of the places where `drafts` could get a config; for want of a watcher."""
    return {path: stamp(path) for path in _places(watched, drafts)}


def stamp(path: Path) -> Stamp:
    """The state of one file or folder."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


def _places(watched: Iterable[Watched], drafts: Iterable[Path]) -> set[Path]:
    places: set[Path] = set()
    for folder in {above for draft in drafts for above in draft.parents}:
        places.update(folder / name for name in NAMES)
    for each in watched:
        if each.pattern != RULE_FILES:
            places.add(each.folder / each.pattern)
            continue
        places.add(each.folder)
        for path in each.folder.rglob("*"):
            # A folder's own stamp tells of files that come and go.
            if path.suffix == ".yaml" or path.is_dir():
                places.add(path)
            if len(places) > MOST:
                break
    return places
