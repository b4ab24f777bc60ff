r"""Path patterns as in a `.gitignore`, relative to the folder of the config that holds them.

- Without a `/` (other than a last one) a pattern matches a name at any depth; with one, the whole path from the
  config's folder. A last `/` matches folders only. What lies in a matched folder is matched too.
- `*` and `?` match within a name, `[abc]` and `[!abc]` one character, `**` as a whole name any number of folders;
  `\` takes the next character as it is. `!` in front takes back what an earlier pattern matched; the last match wins.
- `/` separates on all systems; case counts.

Matching takes at most (length of pattern) x (length of path) steps; nothing is compiled to a regular expression.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_LENGTH = 1_000
"""How long a pattern may be, in code points."""


@dataclass(frozen=True, slots=True)
class Glob:
    """One pattern."""

    text: str
    """As written."""
    names: tuple[tuple[str, ...], ...]
    """One for each name of the path: its characters, an escaped one with its `\\`, a set with its brackets."""
    anchored: bool
    """Matches the path from `base`; otherwise the last name of any path."""
    folders_only: bool
    negated: bool
    base: Path | None = None
    """The absolute folder an anchored pattern starts from; without one it matches nothing."""

    def matches(self, path: Path, *, folder: bool) -> bool:
        """True when `path` (absolute) itself is matched, whether or not the pattern is negated."""
        if self.folders_only and not folder:
            return False
        if not self.anchored:
            return _name_matches(self.names[0], path.name)
        below = names_below(path, self.base) if self.base is not None else None
        return bool(below) and _path_matches(self.names, below or ())


@dataclass(frozen=True, slots=True)
class Globs:
    """Several patterns, of which the last that matches decides."""

    globs: tuple[Glob, ...]

    def matches(self, path: Path, *, folder: bool = False) -> bool:
        """True when `path` (absolute) itself is matched; the folders above it are not looked at."""
        for glob in reversed(self.globs):
            if glob.matches(path, folder=folder):
                return not glob.negated
        return False

    def matches_within(self, path: Path, top: Path | None, *, folder: bool = False) -> bool:
        """True when `path` or a folder between it and `top` is matched; without a `top` only `path`."""
        return self.deciding(path, top, folder=folder) is not None

    def deciding(self, path: Path, top: Path | None = None, *, folder: bool = False) -> Glob | None:
        """The pattern by which `path` or a folder between it and `top` is matched, the outermost folder's first."""
        names = (names_below(path, top) if top is not None else None) or (path.name,)
        above = [(step, True) for step in reversed(path.parents[: len(names) - 1])]
        for step, is_folder in (*above, (path, folder)):
            last = next((glob for glob in reversed(self.globs) if glob.matches(step, folder=is_folder)), None)
            if last is not None and not last.negated:
                return last
        return None


def parse(text: str, base: Path | None = None) -> Glob:
    """The pattern that `text` writes.

    Errors: ValueError, with a message for the user, when it is none.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"a path pattern of more than {MAX_LENGTH} characters")
    rest = text.removeprefix("!")
    folders_only = rest.endswith("/") and not rest.endswith("\\/")
    body = rest.removesuffix("/") if folders_only else rest
    anchored = "/" in body
    names = tuple(_characters(name) for name in body.removeprefix("/").split("/"))
    if not all(names):
        raise ValueError(f"the path pattern {text!r} has an empty name in it")
    if any(name in ((".",), (".", ".")) for name in names):
        raise ValueError(f"the path pattern {text!r} has '.' or '..' in it; it starts at the folder of the config")
    if "{" in body and "}" in body:
        raise ValueError(f"braces are not expanded in the path pattern {text!r}; write one pattern for each")
    return Glob(text, names, anchored, folders_only, text.startswith("!"), base)


def names_below(path: Path, top: Path) -> tuple[str, ...] | None:
    """The names that lead from `top` to `path`, both absolute; None when `path` does not lie below `top`."""
    try:
        return path.relative_to(top).parts
    except ValueError:
        return None


def absolute(path: str | Path) -> Path:
    """The path from the root, without `.` and `..`; links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100 (Path.absolute keeps `..`)


def shown(path: Path) -> str:
    """The path as a user in the current folder would write it: relative when it lies below, else absolute."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def _characters(name: str) -> tuple[str, ...]:
    pieces: list[str] = []
    at = 0
    while at < len(name):
        end = at + 1
        if name[at] == "\\" and at + 1 < len(name):
            end = at + 2
        elif name[at] == "[":
            close = name.find("]", at + (3 if name[at + 1 : at + 2] in ("!", "^") else 2))
            if close == -1:
                raise ValueError(f"a '[' in the path pattern is never closed: {name!r}")
            end = close + 1
        pieces.append(name[at:end])
        at = end
    return tuple(pieces)


def _path_matches(names: Sequence[tuple[str, ...]], parts: Sequence[str]) -> bool:
    """True when the names of the pattern match all parts of the path; `**` stands for any number of them."""
    star = ("*", "*")
    reached = {0}
    for at, name in enumerate(names):
        if name == star:
            # A last `**` asks for at least one name: `docs/**` is what lies in docs, not docs itself.
            first = min(reached, default=len(parts) + 1) + (at == len(names) - 1)
            reached = set(range(first, len(parts) + 1))
        else:
            reached = {i + 1 for i in reached if i < len(parts) and _name_matches(name, parts[i])}
    return len(parts) in reached


def _name_matches(pieces: Sequence[str], name: str) -> bool:
    """True when the pieces match the whole name; on a mismatch only the last `*` takes one character more."""
    at = piece = 0
    star: tuple[int, int] | None = None
    while at < len(name):
        if piece < len(pieces) and pieces[piece] == "*":
            piece += 1
            star = (piece, at)
        elif piece < len(pieces) and _piece_matches(pieces[piece], name[at]):
            piece += 1
            at += 1
        elif star is not None:
            piece, at = star[0], star[1] + 1
            star = (piece, at)
        else:
            return False
    return all(rest == "*" for rest in pieces[piece:])


def _piece_matches(piece: str, character: str) -> bool:
    if piece == "?" or piece == character:
        return True
    if piece[0] == "\\" and len(piece) > 1:
        return piece[1] == character
    if piece[0] == "[" and len(piece) > 1:
        inside = piece[1:-1]
        negated = inside[0] in ("!", "^")
        return _in_set(inside[negated:], character) is not negated
    return False


def _in_set(members: str, character: str) -> bool:
    at = 0
    while at < len(members):
        if at + 2 < len(members) and members[at + 1] == "-":
            if members[at] <= character <= members[at + 2]:
                return True
            at += 3
        else:
            if members[at] == character:
                return True
            at += 1
    return False


def parse_all(texts: Iterable[str], base: Path | None = None) -> Globs:
    """The patterns that `texts` write, in their order.

    Errors: as `parse`.
    """
    return Globs(tuple(parse(text, base) for text in texts))
