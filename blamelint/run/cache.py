"""Findings kept on disk, so that a draft that has not changed since it was last linted need not be linted again.

A file an entry, named by a digest of all that its findings depend on. Entries come and go at any time, from several
processes at once: each is written whole or not at all, what cannot be read or trusted is as good as not there, and
a folder that cannot be written is done without.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from blamelint.run.entries import decode, encode
from blamelint.run.runner import Linted

NO_CACHE = "BLAMELINT_NO_CACHE"
CACHE_DIR = "BLAMELINT_CACHE_DIR"
FOLDER = "findings"
"""In the folder for caches; whatever else is there stays alone."""
DAY = 86_400.0
"""Seconds."""
UNUSED = 30 * DAY
"""Entries that nobody asked for so long are dropped."""
MOST = 40_000_000
"""Bytes of all entries; those that nobody asked for longest are dropped beyond it."""
LEAST = 4_096
"""Bytes that even a small file takes."""
LARGEST = 2_000_000
"""Bytes of one entry; what is larger is not kept."""
SWEPT = ".swept"
"""Its time says when entries were dropped last."""
TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Findings that blamelint keeps; all of it may be deleted.\n"
"""Source: Cache Directory Tagging Specification (bford.info/cachedir)."""
_OURS = re.compile(r"[0-9a-f]{64}\.json|\.[0-9a-f]{64}\.[0-9a-f]{16}")
_OFF = frozenset({"", "0", "f", "false", "n", "no", "off"})


class Cache:
    """The findings in one folder. Not for two threads at once."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        """Nothing is read or made before it is needed."""
        self._home = folder / FOLDER
        self._clock = clock
        self._trusted: bool | None = None
        self._writable = True
        self._unswept: int | None = None
        self.known = 0
        """How many lints it has saved."""

    def get(self, key: str, length: int) -> Linted | None:
        """What was kept under `key` for a text of `length` code points; None where there is nothing to go by."""
        path = self._path(key)
        try:
            if not self._is_trusted():
                return None
            with open(path, "rb", opener=_no_further) as file:
                state = os.fstat(file.fileno())
                if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST:
                    return None
                data = file.read(LARGEST)
        except OSError:
            return None
        linted = decode(data, key, length)
        if linted is not None:
            self.known += 1
            if abs(self._clock() - state.st_mtime) > DAY:
                with suppress(OSError):
                    os.utime(path, (now := self._clock(), now))
        return linted

    def keep(self, key: str, linted: Linted) -> None:
        """Remember `linted` under `key`, if that can be."""
        data = encode(key, linted)
        if not self._writable or len(data) > LARGEST:
            return
        try:
            self._make()
            if self._is_trusted():
                _put(self._path(key), data)
                self._sweep_at_times(len(data))
            else:
                self._writable = False
        except OSError:
            self._writable = False

    def _path(self, key: str) -> Path:
        return self._home / f"{key}.json"

    def _is_trusted(self) -> bool:
        """True for a folder into which nobody else can put findings; asked anew as long as there is none."""
        if self._trusted is None and os.path.lexists(self._home):
            state = self._home.lstat()
            self._trusted = stat.S_ISDIR(state.st_mode) and _is_own(state)
        return bool(self._trusted)

    def _make(self) -> None:
        if self._home.exists():
            return
        self._trusted = None
        missing = [path for path in (self._home, *self._home.parents) if not path.exists()]
        for path in reversed(missing):
            path.mkdir(mode=0o700, exist_ok=True)
        _put(self._home / "CACHEDIR.TAG", TAG.encode())
        _put(self._home / ".gitignore", b"*\n")

    def _sweep_at_times(self, written: int) -> None:
        """Look through all entries once a day, and where this process alone has written a lot."""
        if self._unswept is None:
            try:
                due = abs(self._clock() - (self._home / SWEPT).stat().st_mtime) > DAY
            except FileNotFoundError:
                due = True
            self._unswept = MOST if due else 0
        self._unswept += max(written, LEAST)
        if self._unswept > MOST // 8:
            self._unswept = 0
            # First the time, so that another process does not set about the same work.
            (self._home / SWEPT).touch(mode=0o600)
            os.utime(self._home / SWEPT, (now := self._clock(), now))
            self._sweep()

    def _sweep(self) -> None:
        """Drop what was not asked for in a long time, then as much as there is too much."""
        now = self._clock()
        entries: list[tuple[float, int, str]] = []
        with os.scandir(self._home) as found:
            for each in found:
                if not _OURS.fullmatch(each.name):
                    continue
                with suppress(OSError):
                    state = each.stat(follow_symlinks=False)
                    # What begins with a dot is being written, or was when its process ended.
                    if now - state.st_mtime > (DAY if each.name.startswith(".") else UNUSED):
                        Path(each.path).unlink()
                    else:
                        entries.append((state.st_mtime, max(state.st_size, LEAST), each.path))
        left = sum(size for _, size, _ in entries)
        if left <= MOST:
            return
        for _, size, path in sorted(entries):
            # A quarter more than need be, so that it is not needed again at once.
            if left <= MOST * 3 // 4:
                return
            left -= size
            with suppress(OSError):
                Path(path).unlink()


def cache_in(folder: Path | None) -> Cache | None:
    """The cache in `folder`, else in the one that the system has for caches; None where it has none."""
    if folder is None:
        # Imported here: who says where to keep things does not wait for it.
        from platformdirs import user_cache_path

        folder = user_cache_path("blamelint", appauthor=False)
        if not folder.is_absolute():
            return None
    return Cache(folder)


def cache_of(environment: Mapping[str, str]) -> Cache | None:
    """The cache that the environment asks for; None where it wants none."""
    if environment.get(NO_CACHE, "").strip().lower() not in _OFF:
        return None
    told = environment.get(CACHE_DIR)
    return cache_in(Path(told) if told else None)


def _is_own(state: os.stat_result) -> bool:
    """True when nobody else can write there; Windows keeps the folders of users apart itself."""
    if sys.platform == "win32":
        return True
    return state.st_uid == os.geteuid() and not state.st_mode & 0o022


def _no_further(path: str, flags: int) -> int:
    """Opens a file, but no link, and does not wait for a pipe."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _put(path: Path, data: bytes) -> None:
    # Beside the target, for a file can be moved at once only within its file system.
    draft = path.with_name(f".{path.stem}.{secrets.token_hex(8)}")
    try:
        with open(draft, "xb", opener=_for_us_alone) as file:
            file.write(data)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
