"""YAML as a tree that knows where each of its values stands, with accessors that refuse wrong ones.

Scalars are those of the YAML 1.2 core schema, so `no`, `on` and `12:30` are strings. What a rule file does
not need is refused: equal keys, anchors, aliases, tags, keys that are no strings, a second document. Size,
depth and number of values are bounded, so a hostile file costs a clear error and nothing more.

`Node` itself knows nothing of YAML; the config reads TOML into the same tree.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import yaml

from blamelint.errors import LocatedError, Place, RuleError
from blamelint.text import LineIndex

if TYPE_CHECKING:
    from pathlib import Path

MAX_SIZE = 1_000_000
"""How long a file may be, in code points (in bytes where bytes are read)."""
MAX_DEPTH = 40
"""How deep lists and mappings may nest."""
MAX_NODES = 100_000
"""How many values a file may hold."""
MAX_DIGITS = 60
"""How long the notation of a number may be."""

Scalar: TypeAlias = "str | int | float | bool | None"
Value: TypeAlias = "Scalar | tuple[Node, ...] | Mapping[str, Node]"
_Bound = TypeVar("_Bound", int, float)


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a file of the user's, with its place; every accessor gives the value or raises `error`."""

    value: Value
    place: Place
    """Where the value begins."""
    keys: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    """Where each key of a mapping stands; empty for other values."""
    error: type[LocatedError] = RuleError
    """What a mistake in this file is."""

    @property
    def kind(self) -> str:
        """What the value is, in words for a message: `a string`, `a list`, `nothing`."""
        match self.value:
            case None:
                return "nothing"
            case bool():
                return "true" if self.value else "false"
            case int() | float():
                return "a number"
            case str():
                return "a string"
            case tuple():
                return "a list"
            case Mapping():
                return "a mapping"
        return "a date or a time"  # TOML has them

    def refused(
        self, message: str, *, allowed: Collection[str] = (), given: str | None = None, key: str | None = None
    ) -> LocatedError:
        """The error that says `message` here, for the caller to raise; with `key`, it points at that key."""
        place = self.place if key is None else self.keys.get(key, self.place)
        return self.error(message, place, allowed=allowed, given=given)

    def text(self, *, empty: bool = False) -> str:
        """The string.

        Errors: any other value; an empty or blank string, except where `empty` is true.
        """
        if not isinstance(self.value, str):
            raise self._other("a string")
        if not empty and not self.value.strip():
            raise self.refused("expected a string with something in it, found an empty one")
        return self.value

    def boolean(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self._other("true or false")
        return self.value

    def integer(self, *, least: int | None = None, most: int | None = None) -> int:
        """The whole number, when it lies from `least` to `most`, both included."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            if isinstance(self.value, float):
                raise self.refused(f"expected a whole number, found {self.value}")
            raise self._other("a whole number")
        return self._within(self.value, least, most)

    def number(self, *, least: float | None = None, most: float | None = None) -> float:
        """The number, whole or not, when it lies from `least` to `most`, both included."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self._other("a number")
        return self._within(float(self.value), least, most)

    def items(self) -> tuple[Node, ...]:
        """The list's items."""
        if not isinstance(self.value, tuple):
            raise self._other("a list")
        return self.value

    def strings(self) -> tuple[str, ...]:
        """The list's strings; a lone string stands for a list of one."""
        if isinstance(self.value, str):
            return (self.text(),)
        if not isinstance(self.value, tuple):
            raise self._other("a list of strings")
        return tuple(item.text() for item in self.value)

    def mapping(self, allowed: Collection[str] | None = None, required: Collection[str] = ()) -> Mapping[str, Node]:
        """The mapping, in the order of the file.

        Errors: any other value; a key that is not in `allowed` (None allows all); a `required` key that is absent.
        """
        if not isinstance(self.value, Mapping):
            raise self._other("a mapping")
        if allowed is not None:
            for name in self.value:
                if name not in allowed:
                    raise self.refused(f"unknown key {name!r}", allowed=allowed, given=name, key=name)
        absent = [repr(name) for name in required if name not in self.value]
        if absent:
            noun, verb = ("key", "is") if len(absent) == 1 else ("keys", "are")
            raise self.refused(f"the {noun} {', '.join(absent)} {verb} missing")
        return self.value

    def choice(self, allowed: Collection[str]) -> str:
        """The string, when it is one of `allowed`."""
        text = self.text()
        if text not in allowed:
            raise self.refused(f"{text!r} is not allowed here", allowed=allowed, given=text)
        return text

    def choices(self, allowed: Collection[str]) -> tuple[str, ...]:
        """The list's strings (or the lone string), when each is one of `allowed`."""
        if isinstance(self.value, tuple):
            return tuple(item.choice(allowed) for item in self.value)
        return tuple(self.choice(allowed) for _ in self.strings())

    def plain(self) -> Any:  # noqa: ANN401 (spaCy's token patterns are such values)
        """The value without places, in lists and dicts of Python."""
        if isinstance(self.value, tuple):
            return [item.plain() for item in self.value]
        if isinstance(self.value, Mapping):
            return {name: node.plain() for name, node in self.value.items()}
        return self.value

    def _other(self, wanted: str) -> LocatedError:
        hint = ""
        if wanted == "a string" and isinstance(self.value, bool | int | float):
            hint = "; put it in quotes to make it a string"
        return self.refused(f"expected {wanted}, found {self.kind}{hint}")

    def _within(self, value: _Bound, least: float | None, most: float | None) -> _Bound:
        if (least is not None and not value >= least) or (most is not None and not value <= most):
            limits = [
                f"{word} {limit}" for word, limit in (("at least", least), ("at most", most)) if limit is not None
            ]
            raise self.refused(f"expected a number of {' and '.join(limits)}, found {value}")
        return value


def load_file(path: Path, *, name: str | None = None, error: type[LocatedError] = RuleError) -> Node:
    """The tree of the YAML file at `path`, called `name` in messages (default: the path).

    Errors: as `load`; also when the file cannot be read or is not UTF-8.
    """
    return load(read_text(path, name=name, error=error), name or str(path), error=error)


def read_text(
    path: Path, *, name: str | None = None, error: type[LocatedError] = RuleError, limit: int = MAX_SIZE
) -> str:
    """The text of a UTF-8 file of the user's, line ends as they stand there, without a byte order mark.

    Units: `limit` in bytes.
    Errors: `error` at line 1 when the file cannot be read or is too long, at the place when it is not UTF-8.
    """
    called = name or str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as cause:
        raise error(f"cannot be read: {cause.strerror or cause}", Place(called, 1, 1)) from cause
    if len(data) > limit:
        raise error(f"longer than {limit:,} bytes", Place(called, 1, 1))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        before = data[: cause.start].decode("utf-8-sig", "replace")
        place = Places(before, called).at(len(before))
        raise error("not UTF-8", Place(called, place.line, place.column)) from cause


def load(text: str, path: str, error: type[LocatedError] = RuleError) -> Node:
    """The tree of one YAML document; an empty one is a node whose value is None.

    Shape: `path` is only for the places.
    Errors: `error` with its place for whatever is not valid YAML or not allowed here.
    Source: YAML 1.2.2 sections 5.1 (printable characters) and 10.3.2 (core schema).
    """
    text = text.removeprefix("\ufeff")
    places = Places(text, path)
    if len(text) > MAX_SIZE:
        raise error(f"longer than {MAX_SIZE:,} characters", Place(path, 1, 1))
    if unprintable := _UNPRINTABLE.search(text):
        code = f"U+{ord(unprintable[0]):04X}"
        raise error(f"the character {code} is not allowed here", places.at(unprintable.start()))
    try:
        return _Builder(text, places, error).document()
    except yaml.MarkedYAMLError as cause:
        mark = cause.problem_mark or cause.context_mark
        place = places.at(min(mark.index, len(text))) if mark else Place(path, 1, 1)
        said = ", ".join(part for part in (cause.context, cause.problem) if part)
        raise error(f"not valid YAML: {said or 'it does not parse'}", place) from cause
    except yaml.YAMLError as cause:
        raise error(f"not valid YAML: {cause}", Place(path, 1, 1)) from cause


class Places:
    """Offsets of one text to places in it."""

    __slots__ = ("_excerpts", "_index", "_path")

    def __init__(self, text: str, path: str) -> None:
        self._index = LineIndex(text)
        self._path = path
        self._excerpts: dict[int, str] = {}

    def at(self, offset: int) -> Place:
        """Where `offset` stands, in code points; the excerpt is one string shared by all places of its line."""
        line = self._index.line_of(offset)
        return self.on(line, offset - self._index.line_span(line).start)

    def on(self, line: int, column: int) -> Place:
        """The place in a line and column that both count from 0, column in code points."""
        excerpt = self._excerpts.get(line)
        if excerpt is None:
            excerpt = self._excerpts[line] = self._index.line_text(line)
        return Place(self._path, line + 1, column + 1, excerpt)


# Also without U+0085, U+2028 and U+2029: since YAML 1.2 they end no line, but for PyYAML they do.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_WORDS: Mapping[str, bool | None] = MappingProxyType(
    {
        **dict.fromkeys(("", "~", "null", "Null", "NULL")),
        **dict.fromkeys(("true", "True", "TRUE"), True),
        **dict.fromkeys(("false", "False", "FALSE"), False),
    }
)


_VALUES = (yaml.ScalarEvent, yaml.CollectionStartEvent)


class _Builder:
    """Turns the events of PyYAML's parser into nodes; libyaml's parser where it is there, for it is far faster."""

    def __init__(self, text: str, places: Places, error: type[LocatedError]) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
        self._places = places
        self._end = len(text)
        self._error = error
        self._count = 0

    def document(self) -> Node:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._refused("a second document is not allowed here", event)
                root = self._node(next(self._events), depth=0)
        return root or Node(None, self._places.at(0), error=self._error)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._count += 1
        if self._count > MAX_NODES:
            raise self._refused(f"more than {MAX_NODES:,} values", event)
        if depth > MAX_DEPTH:
            raise self._refused(f"nested deeper than {MAX_DEPTH} levels", event)
        if not isinstance(event, _VALUES) or event.anchor is not None:
            raise self._refused("anchors and aliases are not allowed here", event)
        if event.tag is not None:
            raise self._refused(f"the tag {event.tag!r} is not allowed here", event)
        if isinstance(event, yaml.ScalarEvent):
            return Node(self._scalar(event), self._place(event), error=self._error)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        return self._sequence(event, depth)

    def _sequence(self, start: yaml.Event, depth: int) -> Node:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Node(tuple(items), self._place(start), error=self._error)

    def _mapping(self, start: yaml.Event, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key.value, str):
                raise key.refused(f"a key has to be a string, found {key.kind}")
            if key.value in values:
                raise key.refused(f"the key {key.value!r} stands here twice, first in line {keys[key.value].line}")
            keys[key.value] = key.place
            values[key.value] = self._node(next(self._events), depth + 1)
        return Node(MappingProxyType(values), self._place(start), MappingProxyType(keys), self._error)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        text: str = event.value
        if not text.isascii() and _SURROGATE.search(text):
            raise self._refused("half of a surrogate pair is not a character", event)
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        number = int if _INTEGER.fullmatch(text) else float if _FLOAT.fullmatch(text) else None
        if number is None:
            return text
        if len(text) > MAX_DIGITS:
            raise self._refused(f"a number of more than {MAX_DIGITS} characters", event)
        if number is float:
            return float(text.replace(".i", "i").replace(".I", "I").replace(".n", "n").replace(".N", "N"))
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        if mark and mark.index < self._end:
            # PyYAML has counted lines already; counting again takes a third of the time that loading takes.
            return self._places.on(mark.line, mark.column)
        return self._places.at(self._end)

    def _refused(self, message: str, event: yaml.Event) -> LocatedError:
        return self._error(message, self._place(event))
