"""Reads unified diffs: which lines of which files they change. Nothing of their words is kept.

Shape: diffs of git (also combined ones of merges), of `diff -u`, of Mercurial and Subversion, with anything around
them, such as the mail of `git format-patch`.
Source: POSIX "diff", section "Diff -u Output Format"; git "diff-format" (extended headers, combined diffs).
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from blamelint.errors import LocatedError, Place
from blamelint.lint.changed import WHOLE, Lines

LONGEST_LINE = 1 << 16
"""Bytes of a line that are looked at; a header is never that long, and of other lines only the beginning matters."""
MOST_RUNS = 100_000
"""Changes of one file that are told apart; with more of them it counts as changed as a whole."""

_HUNK = re.compile(rb"(@{2,17})((?: -\d{1,10}(?:,\d{1,10})?){1,16}) \+(\d{1,10})(?:,(\d{1,10}))? \1")
_GIT = (b"diff --git ", b"diff --cc ", b"diff --combined ")
_OLD = re.compile(rb"-\d+(?:,(\d+))?")
_ESCAPE = re.compile(rb'\\([0-7]{3}|[abtnvfr"\\])')
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}
_NOWHERE = b"/dev/null"


class DiffError(LocatedError):
    """A mistake in a diff."""


@dataclass(frozen=True, slots=True)
class Patched:
    """A file that is there after the change, and what changed in it."""

    path: str
    """As the diff names it, with the `b/` of git."""
    lines: Lines
    from_git: bool
    """The path starts at the top of a repository."""
    prefixed: bool
    """The first name of the path is surely git's, no folder."""


@dataclass(slots=True)
class _File:
    """A file whose changes are still being read."""

    new: bytes
    from_git: bool = False
    prefixed: bool = False
    gone: bool = False
    whole: bool = False
    begun: bool = False
    """Its hunks have begun, so no header of it comes any more."""
    ranges: list[tuple[int, int]] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)

    def done(self) -> Patched | None:
        """What became of it; None for a file that is no longer there."""
        if self.gone or self.new in (b"", _NOWHERE):
            return None
        many = len(self.ranges) + len(self.gaps) > MOST_RUNS
        lines = WHOLE if self.whole or many else Lines.of(self.ranges, self.gaps)
        return Patched(os.fsdecode(self.new), lines, self.from_git, self.prefixed)


@dataclass(slots=True)
class _Hunk:
    """What is still to come of a hunk."""

    file: _File
    old: list[int]
    """Lines of each earlier version."""
    new: int
    at: int
    """The line of the new version that comes next, counted from 0."""
    added: int = 0
    dropped: int = 0
    """Lines with words that came and went since the last line that stayed."""
    start: int = 0

    @property
    def is_open(self) -> bool:
        return self.new > 0 or any(self.old)


def patched(stream: BinaryIO, label: str) -> Iterator[Patched]:
    """The files that a diff changes, in its order.

    Shape: a file without changed lines (renamed, say) comes too. Lines without words never count as changed.
    Errors: DiffError, located in `label`, at a hunk that cannot be read; everything between hunks is passed over.
    """
    file: _File | None = None
    hunk: _Hunk | None = None
    old: bytes | None = None
    number = 0
    for number, line in enumerate(_lines(stream), 1):
        if hunk is not None and hunk.is_open:
            if not line.startswith(b"\\"):
                _read_line(hunk, line, label, number)
            continue
        if hunk is not None:
            _end_run(hunk)
            hunk = None
        before, old = old, None
        if line.startswith(_GIT):
            yield from _finished(file)
            file = _git_file(line)
        elif line.startswith(b"--- "):
            old = _name(line[4:])
        elif line.startswith(b"+++ ") and before is not None:
            if file is None or not file.from_git or file.begun:
                yield from _finished(file)
                file = _File(b"")
            file.new = _name(line[4:])
            if before != _NOWHERE:
                file.prefixed = _differ_in_prefix(before, file.new)
        elif line.startswith(b"@@"):
            hunk = _hunk(line, _place(label, number, line), file)
        elif file is not None and file.from_git and not file.begun:
            _read_header(file, line)
        elif line.startswith(b"Binary files ") and line.endswith(b" differ"):
            yield from _finished(file)
            file = _File(_name(line.removesuffix(b" differ").rpartition(b" and ")[2]), whole=True)
    if hunk is not None and hunk.is_open:
        raise DiffError("the diff ends in the middle of a hunk", Place(label, number, 1))
    if hunk is not None:
        _end_run(hunk)
    yield from _finished(file)


def holds_diff(beginning: bytes) -> bool:
    """True when `beginning` looks like a diff's, or holds nothing at all."""
    return (
        not beginning.strip()
        or re.search(rb"^(diff -|--- |@@+ -|Index: |Binary files |Only in )", beginning, re.M) is not None
    )


def as_utf8(data: bytes) -> bytes:
    """The same text in UTF-8 without a byte order mark: a shell of Windows may have written it in UTF-16."""
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The beginnings of the lines, without their ends."""
    while line := stream.readline(LONGEST_LINE):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE)
        yield line.rstrip(b"\r\n")


def _finished(file: _File | None) -> Iterator[Patched]:
    if file is not None and (done := file.done()) is not None:
        yield done


def _git_file(line: bytes) -> _File:
    """The file of a line such as `diff --git a/x.md b/x.md`; for a rename its names come later."""
    if not line.startswith(_GIT[0]):
        return _File(_name(line.split(b" ", 2)[2]), from_git=True)
    rest = line.removeprefix(_GIT[0])
    if rest.startswith(b'"'):
        end = _end_of_quoted(rest)
        old, new = _name(rest[:end]), _name(rest[end + 1 :])
    elif rest.endswith(b'"') and b' "' in rest:
        old, _, quoted = rest.partition(b' "')
        new = _name(b'"' + quoted)
    else:
        # Blanks may stand in a name: without a rename, both halves end in the same path.
        old, new = rest[: len(rest) // 2], rest[len(rest) // 2 + 1 :]
    return _File(new, from_git=True, prefixed=_differ_in_prefix(old, new))


def _read_header(file: _File, line: bytes) -> None:
    """Take what an extended header of git says."""
    if line.startswith((b"rename to ", b"copy to ")):
        # These stand without the prefix that other names have.
        file.new, file.prefixed = _name(line.split(b" ", 2)[2]), False
    elif line.startswith(b"deleted file mode "):
        file.gone = True
    elif line.startswith((b"new file mode ", b"new mode ", b"index ")):
        file.whole = file.whole or line.endswith(b" 120000")  # a link: what it leads to is another file now
        file.gone = file.gone or line.endswith(b" 160000")  # a submodule
    elif line == b"GIT binary patch" or (line.startswith(b"Binary files ") and line.endswith(b" differ")):
        file.whole = True


def _hunk(line: bytes, place: Place, file: _File | None) -> _Hunk:
    match = _HUNK.match(line)
    olds = _OLD.findall(match[2]) if match else []
    if match is None or len(olds) != len(match[1]) - 1:
        raise DiffError("this is no head of a hunk; expected such as @@ -3,2 +3,4 @@", place)
    if file is None or not file.new:
        raise DiffError("this hunk is of no file; expected lines with --- and +++ above it", place)
    file.begun = True
    count = int(match[4]) if match[4] is not None else 1
    at = int(match[3]) - 1 if count else int(match[3])
    return _Hunk(file, [int(old) if old else 1 for old in olds], count, max(at, 0))


def _read_line(hunk: _Hunk, line: bytes, label: str, number: int) -> None:
    """Take one line of a hunk; in a combined diff it has one sign for each earlier version."""
    width = len(hunk.old)
    # Some mailers take the blank off an empty line.
    signs, words = (line[:width], line[width:]) if line or width > 1 else (b" ", b"")
    if len(signs) != width or signs.strip(b" +-") or (b"+" in signs and b"-" in signs):
        raise DiffError(
            "a line of a hunk starts with a blank, + or -; this hunk is cut off or was edited",
            _place(label, number, line),
        )
    dropped = b"-" in signs
    for parent, sign in enumerate(signs):
        if sign == (ord("-") if dropped else ord(" ")):
            hunk.old[parent] -= 1
    hunk.new -= not dropped
    if hunk.new < 0 or min(hunk.old) < 0:
        raise DiffError("this hunk has more lines than its head says", _place(label, number, line))
    if dropped or b"+" in signs:
        if not hunk.added and not hunk.dropped:
            hunk.start = hunk.at
        said = bool(words.strip())
        hunk.added += said and not dropped
        hunk.dropped += said and dropped
        if said and not dropped and len(hunk.file.ranges) <= MOST_RUNS:
            _grow(hunk.file.ranges, hunk.at)
    else:
        _end_run(hunk)
    hunk.at += not dropped


def _end_run(hunk: _Hunk) -> None:
    """Note where lines went away: where more left than came, for else they were only reworded."""
    if hunk.dropped > hunk.added and len(hunk.file.gaps) <= MOST_RUNS:
        hunk.file.gaps.append(hunk.start)
    hunk.added = hunk.dropped = 0


def _grow(ranges: list[tuple[int, int]], line: int) -> None:
    if ranges and ranges[-1][1] == line:
        ranges[-1] = (ranges[-1][0], line + 1)
    else:
        ranges.append((line, line + 1))


def _name(text: bytes) -> bytes:
    """The path in a header; what follows a tab is a date."""
    if not text.startswith(b'"'):
        return text.partition(b"\t")[0].rstrip(b" ") if b"\t" in text else text
    return _ESCAPE.sub(_unescaped, text[1 : _end_of_quoted(text) - 1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    return bytes([int(said, 8) & 0xFF]) if len(said) == 3 else _ESCAPED.get(said, said)


def _end_of_quoted(text: bytes) -> int:
    match = re.match(rb'"(?:[^"\\]|\\.)*"', text)
    return match.end() if match else len(text) + 1


def _differ_in_prefix(old: bytes, new: bytes) -> bool:
    """True for names such as `a/x` and `b/x`: the first one is no folder that both stand in."""
    return len(old) > 2 and len(new) > 2 and old[1:2] == new[1:2] == b"/" and old[:1] != new[:1]


def _place(label: str, number: int, line: bytes) -> Place:
    return Place(label, number, 1, line[:500].decode("utf-8", "replace"))
