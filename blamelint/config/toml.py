"""TOML as the same located tree that YAML becomes.

`tomllib` reads the values but gives no positions, so `_Scanner` goes over the text, which is valid by then, once
more and notes where keys and values begin. Where it meets something it does not know it stops; what it has not
placed gets the place of the table around it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from blamelint.errors import ConfigError, LocatedError, Place
from blamelint.located import MAX_DEPTH, Node, Places

MAX_SIZE = 256_000
"""How long a config may be, in code points."""
MAX_DOTS = 500
"""How many dots a line may hold: `tomllib` takes quadratic time over dotted keys."""


def load(text: str, path: str, error: type[LocatedError] = ConfigError) -> Node:
    """The tree of a TOML text; dates are refused only where an accessor asks for something else.

    Errors: `error` with its place when it is not valid TOML, too long or nested too deeply.
    Source: TOML 1.0.0.
    """
    if len(text) > MAX_SIZE:
        raise error(f"longer than {MAX_SIZE:,} characters", Place(path, 1, 1))
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MAX_DOTS:
            raise error(f"a line with more than {MAX_DOTS} dots in it", Place(path, number, 1))
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise _syntax_error(str(cause), text, path, error) from cause
    except RecursionError as cause:
        raise error("not valid TOML: nested too deeply", Place(path, 1, 1)) from cause
    except ValueError as cause:
        raise error("not valid TOML: a number is too long", Place(path, 1, 1)) from cause
    spot = _Scanner(text).scan()
    return _Tree(Places(text, path), error).node(values, spot)


def _syntax_error(said: str, text: str, path: str, error: type[LocatedError]) -> LocatedError:
    lines = text.split("\n")
    told = re.fullmatch(
        r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", said, re.S
    )
    what = told["what"] if told else said
    line = int(told["line"]) if told and told["line"] else len(lines)
    column = int(told["column"]) if told and told["column"] else len(lines[-1]) + 1
    excerpt = lines[min(line, len(lines)) - 1].removesuffix("\r")
    return error(f"not valid TOML: {what[:1].lower()}{what[1:]}", Place(path, line, column, excerpt))


@dataclass(frozen=True, slots=True)
class _Tree:
    """Turns tomllib's values into nodes."""

    places: Places
    error: type[LocatedError]

    def node(self, value: Any, spot: Spot, depth: int = 0) -> Node:  # noqa: ANN401 (whatever tomllib gives)
        place = self.places.at(spot.offset)
        if depth > MAX_DEPTH:
            raise self.error(f"nested deeper than {MAX_DEPTH} levels", place)
        if isinstance(value, dict):
            keys = {name: self.places.at(spot.keys.get(name, spot.offset)) for name in value}
            below = {name: self.node(item, spot.child(name), depth + 1) for name, item in value.items()}
            return Node(MappingProxyType(below), place, MappingProxyType(keys), self.error)
        if isinstance(value, list):
            items = tuple(self.node(item, spot.child(at), depth + 1) for at, item in enumerate(value))
            return Node(items, place, error=self.error)
        return Node(value, place, error=self.error)


@dataclass(slots=True)
class Spot:
    """Where a value of the text begins, and where the keys and values in it do; offsets in code points."""

    offset: int
    keys: dict[str, int] = field(default_factory=dict)
    inner: dict[str | int, Spot] = field(default_factory=dict)

    def child(self, name: str | int) -> Spot:
        """The spot of a key's value or of a list's item; without one, a spot at the key or else here."""
        return self.inner.get(name) or Spot(self.keys.get(name, self.offset) if isinstance(name, str) else self.offset)


class _Lost(Exception):  # noqa: N818 (never leaves this module)
    """The scanner met something it does not know."""


_SKIP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3,5}'
    r"|'''[^']*(?:'(?!'')[^']*)*'{3,5}"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\n]*'",
    re.S,
)
_OTHER = re.compile(r"[^,\]}#\r\n]+")


class _Scanner:
    """One pass over a valid TOML text that notes where keys and values begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def scan(self) -> Spot:
        root = Spot(0)
        table = root
        try:
            while self._skip() < len(self._text):
                if self._text[self._at] == "[":
                    table = self._header(root)
                else:
                    self._pair(table)
        except (_Lost, RecursionError):
            pass
        return root

    def _header(self, root: Spot) -> Spot:
        start = self._at
        many = self._text.startswith("[[", start)
        self._at += 2 if many else 1
        *path, (name, offset) = self._key()
        self._take("]]" if many else "]")
        table = root
        for step, place in path:
            table = self._step(table, step, place)
        if not many:
            return self._step(table, name, offset, start)
        table.keys.setdefault(name, offset)
        tables = table.inner.setdefault(name, Spot(start))
        return tables.inner.setdefault(len(tables.inner), Spot(start))

    def _step(self, table: Spot, name: str, key: int, start: int | None = None) -> Spot:
        """The table `name` in `table`; of a list of tables the last one."""
        table.keys.setdefault(name, key)
        inner = table.inner.setdefault(name, Spot(key if start is None else start))
        return inner.inner.get(len(inner.inner) - 1, inner)

    def _pair(self, table: Spot) -> None:
        *path, (name, offset) = self._key()
        self._take("=")
        for step, place in path:
            table = self._step(table, step, place)
        self._blank()
        table.keys.setdefault(name, offset)
        table.inner[name] = self._value()

    def _key(self) -> list[tuple[str, int]]:
        names = []
        while True:
            self._blank()
            start = self._at
            if bare := _BARE.match(self._text, start):
                name = bare[0]
                self._at = bare.end()
            else:
                name = tomllib.loads(f"k = {self._string()}")["k"]
            names.append((name, start))
            self._blank()
            if not self._text.startswith(".", self._at):
                return names
            self._at += 1

    def _value(self) -> Spot:
        spot = Spot(self._at)
        opening = self._text[self._at : self._at + 1]
        if opening == "[":
            self._at += 1
            while self._peek() != "]":
                spot.inner[len(spot.inner)] = self._value()
                self._comma("]")
            self._at += 1
        elif opening == "{":
            self._at += 1
            while self._peek() != "}":
                self._pair(spot)
                self._comma("}")
            self._at += 1
        elif opening in ('"', "'"):
            self._string()
        elif other := _OTHER.match(self._text, self._at):
            self._at = other.end()
        else:
            raise _Lost
        return spot

    def _string(self) -> str:
        found = _STRING.match(self._text, self._at)
        if found is None:
            raise _Lost
        self._at = found.end()
        return found[0]

    def _comma(self, closing: str) -> None:
        if self._peek() == ",":
            self._at += 1
        elif self._peek() != closing:
            raise _Lost

    def _peek(self) -> str:
        return self._text[self._skip() : self._at + 1]

    def _take(self, mark: str) -> None:
        self._blank()
        if not self._text.startswith(mark, self._at):
            raise _Lost
        self._at += len(mark)

    def _skip(self) -> int:
        found = _SKIP.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _blank(self) -> None:
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at
