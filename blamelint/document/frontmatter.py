"""Front matter: YAML between `---` lines or TOML between `+++` lines at the very start of a file.

Only what metadata needs is read, line by line and with its place: top-level scalars and lists of scalars. A real YAML
reader is not used, because the file is anybody's and its values are wanted as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blamelint.document.model import Field
from blamelint.text import LINE_END, Span

MAX_LINES = 1000

_KEY = {
    "---": re.compile(r"""(?P<key>[^\s:#'"\-\[\]{},][^:#\n]{0,80}?)\s{0,10}:(?=\s|$)"""),
    "+++": re.compile(r"""(?P<key>[A-Za-z0-9_-]{1,80})\s{0,10}="""),
}
_CLOSING = {"---": ("---", "..."), "+++": ("+++",)}
_ITEM = re.compile(r"\s{0,20}-\s+")
_PART = re.compile(r"""\s*("[^"\n]*"|'[^'\n]*'|[^,\[\]]+)""")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata block of a file, and the file without it."""

    fields: tuple[Field, ...]
    blanked: str
    """The file's text with the block's characters made blanks, so that offsets stay."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    end: int
    """After the line end."""


def split_front_matter(text: str) -> FrontMatter:
    """The front matter of `text`; without one, no fields and `text` itself."""
    lines = _lines(text)
    first = next(lines, None)
    mark = first.text.rstrip() if first is not None else ""
    if mark not in _KEY:
        return FrontMatter((), text)
    inside: list[_Line] = []
    for line in lines:
        if line.text.rstrip() in _CLOSING[mark]:
            if not _is_metadata(inside, mark):
                break
            blank = re.sub(r"[^\r\n]", " ", text[: line.end])
            return FrontMatter(tuple(_fields(inside, mark)), blank + text[line.end :])
        inside.append(line)
        if len(inside) > MAX_LINES:
            break
    return FrontMatter((), text)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for end in LINE_END.finditer(text):
        yield _Line(start, text[start : end.start()], end.end())
        start = end.end()
    yield _Line(start, text[start:], len(text))


def _is_metadata(lines: list[_Line], mark: str) -> bool:
    """False for prose between two thematic breaks."""
    said = [line.text for line in lines if line.text.strip() and not line.text.lstrip().startswith("#")]
    return not said or any(_KEY[mark].match(line) for line in said[:1]) or said[0].startswith("[")


def _fields(lines: list[_Line], mark: str) -> Iterator[Field]:
    key = ""
    for line in lines:
        match = _KEY[mark].match(line.text)
        if match is not None:
            key = match.group("key").strip()
            yield from _values(key, line.text, match.end(), line.start)
        elif key and mark == "---" and (item := _ITEM.match(line.text)):
            if not _KEY[mark].match(line.text, item.end()):
                yield from _scalar(key, line.text, item.end(), len(line.text), line.start)
        elif key and mark == "+++" and line.text[:1] in (" ", "\t", '"', "'"):
            yield from _values(key, "[" + line.text, 0, line.start - 1)
        elif line.text[:1] not in (" ", "\t", "#", ""):
            key = ""


def _values(key: str, text: str, start: int, base: int) -> Iterator[Field]:
    """One scalar, or one field for each member of `[a, b]`."""
    rest = text[start:].lstrip()
    at = len(text) - len(rest)
    if not rest.startswith("["):
        yield from _scalar(key, text, at, len(text), base)
        return
    at += 1
    while at < len(text) and (part := _PART.match(text, at)):
        yield from _scalar(key, text, part.start(1), part.end(1), base)
        at = part.end()
        while at < len(text) and text[at] in " \t,":
            at += 1


def _scalar(key: str, text: str, start: int, end: int, base: int) -> Iterator[Field]:
    """The value without its quotes and the comment after it; nothing for an empty or nested one."""
    value = text[start:end]
    if value[:1] in ("'", '"'):
        close = value.find(value[0], 1)
        if close > 1:
            yield Field(key, value[1:close], Span(base + start + 1, base + start + close))
        return
    comment = value.find(" #")
    value = value[:comment] if comment >= 0 else value
    value = value.rstrip()
    if value and value[0] not in "{&*|>#":
        yield Field(key, value, Span(base + start, base + start + len(value)))
