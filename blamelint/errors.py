"""The errors blamelint raises, and the failures it returns.

An error that comes from a file of the user's (a config, a rule, a vocabulary) is a `LocatedError`: it
names the path, the line, the excerpt, what is allowed there and the nearest allowed name. A draft that
cannot be linted is not an error but a `Failure`, a value in the report beside the other files.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

EXCERPT_LENGTH = 120
"""How much of a line an error shows, in code points."""


class BlamelintError(Exception):
    """Something that ends the run with exit status 2; its text is a message for the user."""


class UsageError(BlamelintError):
    """A command line that cannot be carried out."""


class ModelError(BlamelintError):
    """A model, of spaCy or of the spotter, is absent or does not load."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point in a file of the user's, with the line that stands there."""

    path: str
    """As the user would name the file."""
    line: int
    """1-based."""
    column: int
    """1-based, in code points."""
    excerpt: str = ""
    """The whole line without its line end; empty when it is not known."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class LocatedError(BlamelintError):
    """A mistake in a file of the user's, told with its place, what is allowed and the nearest name.

    Shape: one mistake an error; `str()` gives the message for the terminal, without a final line end.
    """

    def __init__(
        self,
        message: str,
        place: Place,
        *,
        allowed: Iterable[str] = (),
        given: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.allowed = tuple(allowed)
        self.nearest = nearest(given, self.allowed) if given is not None else None

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.message}"]
        if self.place.excerpt:
            gutter = f"{self.place.line} | "
            excerpt, before = _window(self.place.excerpt, self.place.column - 1)
            lines.append(f"  {gutter}{excerpt}")
            lines.append("  " + " " * (len(gutter) + before) + "^")
        if self.nearest is not None:
            lines.append(f"  did you mean {self.nearest!r}?")
        if self.allowed:
            lines.append(f"  allowed here: {', '.join(self.allowed)}")
        return "\n".join(lines)


class ConfigError(LocatedError):
    """A mistake in a configuration file."""


class RuleError(LocatedError):
    """A mistake in a rule or vocabulary file."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be linted, and why; the other files are linted all the same."""

    path: str
    """As given on the command line or found below it."""
    code: str
    """A stable word for programs: `missing`, `unreadable`, `binary`, `undecodable`, `too-large`, `internal`, `diff`;
    where edits were to be written `unwritable`, `changed`, `unsettled`."""
    message: str
    """One sentence for a person, without the path."""


def _window(line: str, before: int) -> tuple[str, int]:
    """A piece of a line for the terminal and how many characters stand before the caret in it.

    A tab becomes a blank; any other character that does not print (an escape sequence, say) becomes U+FFFD.
    """
    start = before - EXCERPT_LENGTH // 2 if len(line) > EXCERPT_LENGTH and before > EXCERPT_LENGTH // 2 else 0
    piece = line[start : start + EXCERPT_LENGTH].replace("\t", " ")
    shown = "".join(character if character.isprintable() else "\ufffd" for character in piece)
    head = "... " if start else ""
    tail = " ..." if start + EXCERPT_LENGTH < len(line) else ""
    return f"{head}{shown}{tail}", len(head) + before - start


def nearest(given: str, allowed: Iterable[str]) -> str | None:
    """The allowed name that `given` was probably meant to be, or None when nothing is close."""
    by_folded = {name.lower(): name for name in allowed}
    close = difflib.get_close_matches(given.lower(), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


def one_line(error: BaseException) -> str:
    """The kind of an unexpected error and the first line of what it says."""
    said = str(error).strip().split("\n")[0][:200]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
