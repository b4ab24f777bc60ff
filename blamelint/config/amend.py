"""Adds words to a list of a config file, and leaves all else in it as it is: comments, order, blanks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from blamelint.config import toml
from blamelint.errors import ConfigError, Place

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_HEADER = re.compile(r"[ \t]*\[")
_IDLE = re.compile(r"[ \t]*(?:#.*)?")
_COMMENT = re.compile(r"[ \t]*#")
_PLACES = 50
"""Lines that are tried for a new key, nearest to the table's other keys first; none of them fits in a text of one
string that looks like TOML itself."""


def table_in(name: str) -> tuple[str, ...]:
    """The keys that lead to the settings in a config file called `name`."""
    return ("tool", "blamelint") if name == "pyproject.toml" else ()


def amended(text: str, name: str, key: str, words: Sequence[str]) -> str:
    """The config file `name`, of which `text` is the content, with `words` in its list `key`, those that are not there.

    Shape: line ends are line feeds, in `text` and in the result.
    Errors: ConfigError when the text is no TOML, or something else than a list or a string stands there.
    """
    toml.load(text, name)
    before = tomllib.loads(text)
    table = table_in(name)
    said = _at(before, table, name).get(key)
    given = [] if said is None else [said] if isinstance(said, str) else said
    if not isinstance(given, list):
        raise ConfigError(f"{key!r} is no list", Place(name, 1, 1))
    new = [word for word in dict.fromkeys(words) if word not in given]
    if not new:
        return text
    wanted = _with(before, table, key, [*given, *new])
    for after in _tries(text, table, key, said, new):
        try:
            if tomllib.loads(after) == wanted:
                return after
        except (tomllib.TOMLDecodeError, RecursionError, ValueError):
            continue
    raise ConfigError(f"{key!r} cannot be added to", Place(name, 1, 1))


def _at(tree: dict[str, Any], table: tuple[str, ...], name: str) -> dict[str, Any]:
    for step in table:
        tree = tree.get(step, {})
        if not isinstance(tree, dict):
            raise ConfigError(f"{step!r} is no table", Place(name, 1, 1))
    return tree


def _with(tree: dict[str, Any], table: tuple[str, ...], key: str, value: list[str]) -> dict[str, Any]:
    if not table:
        return {**tree, key: value}
    return {**tree, table[0]: _with(tree.get(table[0], {}), table[1:], key, value)}


def _tries(text: str, table: tuple[str, ...], key: str, said: object, new: list[str]) -> Iterator[str]:
    """The text with the words put in, in one way after the other; not all of them may be right."""
    if said is None:
        yield from _as_new_lines(text, table, f"{key} = {_list(new)}")
    yield from _by_tomlkit(text, table, key, said, new)


def _as_new_lines(text: str, table: tuple[str, ...], line: str) -> Iterator[str]:
    """A new line after the table's keys, before what is said of the next table."""
    lines = text.split("\n")
    start = _header_of(lines, table)
    if start is None:
        return
    end = next((n for n in range(start, len(lines)) if _HEADER.match(lines[n])), len(lines))
    places = [n + 1 for n in range(end - 1, start - 1, -1) if not _IDLE.fullmatch(lines[n])]
    if not places:
        places = [_above_comment(lines, end) if not table and end < len(lines) else start]
        if not table and end == len(lines):
            places = [len(lines) - 1 if not lines[-1] else len(lines)]
    for place in places[:_PLACES]:
        follows = lines[place] if place < len(lines) else ""
        gap = [""] if _HEADER.match(follows) or (_COMMENT.match(follows) and not table and place <= end) else []
        yield _ended("\n".join([*lines[:place], line, *gap, *lines[place:]]))


def _header_of(lines: list[str], table: tuple[str, ...]) -> int | None:
    """The line below the table's header."""
    if not table:
        return 0
    header = re.compile(r"[ \t]*\[[ \t]*" + r"[ \t]*\.[ \t]*".join(map(re.escape, table)) + r"[ \t]*\][ \t]*(?:#.*)?")
    return next((n + 1 for n, each in enumerate(lines) if header.fullmatch(each)), None)


def _above_comment(lines: list[str], header: int) -> int:
    """The line where the comment that belongs to a header begins."""
    while header and _COMMENT.match(lines[header - 1]):
        header -= 1
    return header


def _by_tomlkit(text: str, table: tuple[str, ...], key: str, said: object, new: list[str]) -> Iterator[str]:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        _put(document, table, key, said, new)
        yield _ended(tomlkit.dumps(document))
    except (TOMLKitError, AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
        # What it cannot do, it says in many ways.
        return


def _put(document: TOMLDocument, table: tuple[str, ...], key: str, said: object, new: list[str]) -> None:
    import tomlkit

    inner: Any = document
    for step in table:
        if step not in inner:
            inner[step] = tomlkit.table()
        inner = inner[step]
    if key not in inner or isinstance(said, str):
        inner[key] = [*([said] if isinstance(said, str) else []), *new]
    else:
        for word in new:
            inner[key].append(word)


def _list(words: Sequence[str]) -> str:
    import tomlkit

    return "[" + ", ".join(tomlkit.item(word).as_string() for word in words) + "]"


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"
