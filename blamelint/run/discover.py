"""Which files to lint: those given by name, and below given folders those that the config takes.

Paths come out as the user would write them: what was given, with the names below it. `-` is not known here.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from blamelint.config.globs import absolute, names_below
from blamelint.config.model import Config
from blamelint.errors import Failure


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file or folder that is not taken."""

    label: str
    """As the user would write it."""
    path: Path
    """Absolute."""
    config: Config
    top: Path | None = None
    """Patterns are tried on the folders between here and the path, too."""
    folder: bool = False
    included: bool = True
    """False for a file that no `include` pattern names; the others are excluded."""


def discover(
    paths: Iterable[str],
    config_for: Callable[[Path], Config],
    *,
    force_exclude: bool = False,
    left_out: Callable[[LeftOut], None] | None = None,
) -> Iterator[str | Failure]:
    """The files to lint, each once, in the order of `paths`; of a folder first its files, then what is below.

    Shape: `config_for` gives the config of an absolute folder. A file or folder given by name is taken even where
    the config excludes it, except with `force_exclude`. Links to files are followed; links to folders only when
    they are given. `left_out` is told what is not taken, of a folder only the folder.
    Errors: none of the file system's, they come out as failures; those of `config_for` (a broken config) pass.
    """
    seen: set[str] = set()
    tell = left_out or (lambda _: None)
    for given in paths:
        try:
            mode = os.stat(given).st_mode  # noqa: PTH116 (the path stays as it was written)
        except (OSError, ValueError) as cause:
            yield _failure(given, cause)
            continue
        if force_exclude and (excluded := _excluded(given, config_for, folder=stat.S_ISDIR(mode))) is not None:
            tell(excluded)
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(given, config_for, seen, tell)
        elif not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            yield Failure(given, "unreadable", "It is a device or a socket, not a file.")
        elif _is_new(given, seen):
            yield given


def would_take(path: Path, config_for: Callable[[Path], Config]) -> bool:
    """True when the config includes the file at `path` (absolute) and excludes neither it nor a folder above it."""
    return config_for(path.parent).include.matches(path) and _excluded(str(path), config_for, folder=False) is None


def _walk(
    top: str, config_for: Callable[[Path], Config], seen: set[str], tell: Callable[[LeftOut], None]
) -> Iterator[str | Failure]:
    """The files below the folder `top`; a stack instead of recursion, for folders may nest deeper than calls may."""
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            with os.scandir(path) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as cause:
            yield _failure(path, cause)
            continue
        here = absolute(path)
        config = config_for(here)
        folders: list[str] = []
        for entry in entries:
            below, full = _join(path, entry.name), here / entry.name
            folder = _is_folder(entry)
            if not folder and not config.include.matches(full):
                tell(LeftOut(below, full, config, included=False))
            elif config.exclude.matches(full, folder=folder):
                tell(LeftOut(below, full, config, folder=folder))
            elif folder:
                folders.append(below)
            elif _is_file(entry) and _is_new(below, seen):
                yield below
        waiting.extend(reversed(folders))


def _excluded(given: str, config_for: Callable[[Path], Config], *, folder: bool) -> LeftOut | None:
    """What is given, when the config excludes it or a folder between it and the top of the project.

    The top is the folder of the config file or, for want of one, the current folder; above it no pattern looks.
    """
    path = absolute(given)
    config = config_for(path if folder else path.parent)
    tops = [top for top in (config.base, Path.cwd()) if top is not None and names_below(path, top)]
    top = tops[0] if tops else None
    return (
        LeftOut(given, path, config, top, folder) if config.exclude.matches_within(path, top, folder=folder) else None
    )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    """True for a file and for a link to one; a link that leads nowhere or round in a circle is none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_new(path: str, seen: set[str]) -> bool:
    real = os.path.normcase(os.path.realpath(path))
    if real in seen:
        return False
    seen.add(real)
    return True


def _join(folder: str, name: str) -> str:
    if folder == os.curdir:
        return name
    separators = (os.sep, os.altsep) if os.altsep else (os.sep,)
    if folder.endswith(separators):
        return folder + name
    separator = os.altsep if os.altsep and os.altsep in folder and os.sep not in folder else os.sep
    return folder + separator + name


def _failure(path: str, cause: OSError | ValueError) -> Failure:
    if isinstance(cause, FileNotFoundError | NotADirectoryError | ValueError):
        return Failure(path, "missing", "There is no such file or folder.")
    return Failure(path, "unreadable", f"It cannot be read: {cause.strerror or cause}.")
