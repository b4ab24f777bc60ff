"""Where in a TOML text the cursor stands, also while the text is no TOML yet.

`config.toml` reads finished files and refuses others; this looks at what stands before the cursor only, never fails,
and takes the most likely thing for the right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from blamelint.text import Span

DEEPEST = 20
"""Tables and lists in one another; what lies deeper is no config."""
_TOKEN = re.compile(
    r"(?P<end>\r\n|\n|\r)"
    r"|(?P<blank>[ \t]+)"
    r"|(?P<comment>#[^\r\n]*)"
    r'|(?P<block>"""(?:[^"\\]|\\.|"(?!""))*(?:"""|\Z)|\'\'\'(?:[^\']|\'(?!\'\'))*(?:\'\'\'|\Z))'
    r'|(?P<text>"(?:[^"\\\r\n]|\\[^\r\n])*(?P<closed>")?|\'[^\'\r\n]*(?P<shut>\')?)'
    r"|(?P<mark>[\[\]{}=,.])"
    r"|(?P<bare>[^\s\[\]{}=,.#\"']+)"
    r"|(?P<other>.)",
    re.S,
)
_FRESH = re.compile(r"[ \t]*(?:[\w-]+[ \t]*=|\[\[?[A-Za-z][\w. -]*\]\]?[ \t]*(?:[\r\n]|\Z))")
"""The beginning of a line that stands in no list, whatever is still open."""
_LINE = re.compile(
    r"^[ \t]*(?:\[\[?(?P<table>[^\[\]\r\n]+)\]\]?|(?P<key>[\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*)[ \t]*=)", re.MULTILINE
)


class Part(Enum):
    """What is being written."""

    HEADER = auto()
    """The name of a table, in its brackets."""
    KEY = auto()
    VALUE = auto()
    NOWHERE = auto()
    """A comment, or where nothing but the end of the line can follow."""


@dataclass(frozen=True, slots=True)
class TomlPlace:
    """The place of the cursor."""

    part: Part
    path: tuple[str, ...]
    """For a value its keys, from the top; for a key those of the table around it; lists count for nothing."""
    span: Span
    """What is written of the word before the cursor, without a quotation mark; in code points of the text."""
    quote: str = ""
    """The quotation mark before the word."""
    said: frozenset[str] = frozenset()
    """For a key, those that the table has already; for a value, what the list around it already holds."""


@dataclass(slots=True)
class _Frame:
    """What is open: the table of the last header, a list or a table between braces."""

    kind: str
    base: tuple[str, ...]
    keys: tuple[str, ...] = ()
    part: Part = Part.KEY
    items: list[str] = field(default_factory=list)
    begun: bool = False
    """Something stands in this line."""


def place_in(text: str, offset: int) -> TomlPlace:
    """The place of `offset` in `text`; takes time in proportion to the text."""
    frames = [_Frame("table", ())]
    last: re.Match[str] | None = None
    for token in _TOKEN.finditer(text, 0, offset):
        if last is not None:
            _take(frames, last, text)
        last = token
    word, quote = Span(offset, offset), ""
    if last is not None:
        if last["bare"] is not None:
            word = Span(last.start(), offset)
        elif last["text"] is not None and last["closed"] is None and last["shut"] is None:
            word, quote = Span(last.start() + 1, offset), text[last.start()]
        elif last["comment"] is not None or last["block"] is not None:
            return TomlPlace(Part.NOWHERE, (), word)
        else:
            _take(frames, last, text)
    frame = frames[-1]
    path = frame.base + frame.keys
    if frame.part is Part.VALUE:
        return TomlPlace(Part.VALUE, path, word, quote, frozenset(frame.items))
    if frame.part is Part.KEY:
        said = frozenset(frame.items) if frame.kind == "inline" else _keys_of(text, path, word)
        return TomlPlace(Part.KEY, path, word, quote, said)
    return TomlPlace(frame.part, frame.keys, word, quote)


def _take(frames: list[_Frame], token: re.Match[str], text: str) -> None:
    """Goes past `token`."""
    frame = frames[-1]
    if token["end"] is not None:
        if frame.kind != "table" and _FRESH.match(text, token.end()):
            del frames[1:]
        if len(frames) == 1:
            top = frames[0]
            top.keys, top.part, top.begun = (), Part.KEY, False
    elif token["mark"] is not None:
        _MARKS[token["mark"]](frames)
        frames[-1].begun = True
    elif token["blank"] is None and token["comment"] is None:
        _word(frame, token)
        frame.begun = True


def _word(frame: _Frame, token: re.Match[str]) -> None:
    said = token[0].strip("\"'")
    if frame.part in (Part.KEY, Part.HEADER):
        frame.keys = (*frame.keys, said)[:DEEPEST]
    elif frame.kind == "list":
        frame.items.append(said)
    else:
        frame.part = Part.NOWHERE


def _opened(frames: list[_Frame]) -> None:
    frame = frames[-1]
    if frame.part is Part.KEY and frame.kind == "table" and not frame.keys:
        frame.part = Part.HEADER
    elif frame.part is Part.VALUE:
        _open(frames, _Frame("list", frame.base + frame.keys, part=Part.VALUE))


def _closed(frames: list[_Frame]) -> None:
    frame = frames[-1]
    if frame.part is Part.HEADER:
        frame.base, frame.keys, frame.part = frame.keys, (), Part.NOWHERE
    elif frame.kind == "list":
        _left(frames)


def _braced(frames: list[_Frame]) -> None:
    frame = frames[-1]
    if frame.part is Part.VALUE:
        _open(frames, _Frame("inline", frame.base + frame.keys))


def _open(frames: list[_Frame], frame: _Frame) -> None:
    if len(frames) < DEEPEST:
        frames.append(frame)


def _unbraced(frames: list[_Frame]) -> None:
    if frames[-1].kind == "inline":
        _left(frames)


def _left(frames: list[_Frame]) -> None:
    frames.pop()
    if frames[-1].kind != "list":
        frames[-1].part = Part.NOWHERE


def _equals(frames: list[_Frame]) -> None:
    frame = frames[-1]
    if frame.part is Part.KEY and frame.keys:
        frame.items.append(frame.keys[0])
        frame.part = Part.VALUE


def _comma(frames: list[_Frame]) -> None:
    if frames[-1].kind == "inline":
        frames[-1].keys, frames[-1].part = (), Part.KEY


_MARKS: Mapping[str, Callable[[list[_Frame]], None]] = {
    "[": _opened,
    "]": _closed,
    "{": _braced,
    "}": _unbraced,
    "=": _equals,
    ",": _comma,
    ".": lambda _: None,
}


def _keys_of(text: str, path: tuple[str, ...], word: Span) -> frozenset[str]:
    """What the table `path`, in which `word` stands, has already: by lines of its own and by headers below it.

    Shape: of several tables with one header, as of `[[overrides]]`, the one around `word`.
    """
    found: set[str] = set()
    lines: set[str] = set()
    table: tuple[str, ...] = ()
    here = False
    for line in _LINE.finditer(text):
        if line["table"] is not None:
            here = here or line.start() > word.start
            if not here:
                lines.clear()
            table = _names(line["table"])
            found.update(_below(table, path))
        elif not here and not line.start() <= word.start <= line.end():
            lines.update(_below(table + _names(line["key"]), path))
    return frozenset(found | lines)


def _below(keys: tuple[str, ...], path: tuple[str, ...]) -> tuple[str, ...]:
    """The next key of `keys` below `path`, if there is one."""
    return keys[len(path) : len(path) + 1] if keys[: len(path)] == path else ()


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
