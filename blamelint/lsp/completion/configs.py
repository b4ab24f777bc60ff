"""Keys of a config file, and what may stand behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lsprotocol import types

from blamelint.config.keys import KEYS, OVERRIDE_KEYS
from blamelint.config.manual import MANUAL, Asks, choices
from blamelint.config.toml import MAX_SIZE
from blamelint.engine.ruleset import RuleSet
from blamelint.lsp.client import Client
from blamelint.lsp.completion.choices import Choice, item, naming, without
from blamelint.lsp.completion.toml_place import Part, TomlPlace, place_in
from blamelint.lsp.documents import OpenDocument
from blamelint.structure.headings import KINDS
from blamelint.text import Span

OVERRIDES = "overrides"
SECTION = ("tool", "blamelint")
"""The table of a `pyproject.toml` that holds the settings."""
HEADERS = ("severity", "headings", "vocabulary", OVERRIDES)
"""Tables that are written with a header."""
_REST = re.compile(r"[\w-]*")
_GIVEN = re.compile(r"[ \t]*=")
_OPENERS = {
    Asks.RULES: '["$0"]',
    Asks.TEXTS: '["$0"]',
    Asks.CHOICE: '"$0"',
    Asks.TEXT: '"$0"',
    Asks.SWITCH: "$0",
    Asks.LEVELS: "{$0}",
    Asks.TEXTS_BY_KIND: "{$0}",
    Asks.TEXTS_BY_CLASS: "{$0}",
}
_LOOSE = types.CompletionItemKind.Property


@dataclass(frozen=True, slots=True)
class Known:
    """What a config file can name."""

    rules: RuleSet
    classes: Sequence[str]
    """The names of word classes."""


def wanted_at(document: OpenDocument, position: types.Position) -> TomlPlace | None:
    """Where in its settings a config file is being written; None outside of them and in comments."""
    if len(document.text) > MAX_SIZE:
        return None
    place = place_in(document.text, document.positions.offset(position))
    if place.part is Part.NOWHERE:
        return None
    if place.part is Part.HEADER or document.path is None or document.path.name != "pyproject.toml":
        return place
    if place.path[: len(SECTION)] != SECTION:
        return None
    return TomlPlace(place.part, place.path[len(SECTION) :], place.span, place.quote, place.said)


def items(place: TomlPlace, document: OpenDocument, known: Known, client: Client) -> list[types.CompletionItem]:
    """What could be written at `place`, the likeliest first."""
    if place.part is Part.HEADER:
        return _headers(place, document, client)
    path = place.path[1:] if place.path[:1] == (OVERRIDES,) else place.path
    if place.part is Part.KEY:
        return _keys(place, path, document, known, client)
    return _values(place, path, document, known, client)


def _headers(place: TomlPlace, document: OpenDocument, client: Client) -> list[types.CompletionItem]:
    """Tables that can be headed; of a `pyproject.toml` with the name of the tool before them."""
    text = document.text
    start = max(text.rfind("[", 0, place.span.end), 0) + 1
    many = text.endswith("[[", 0, start)
    first = ".".join(SECTION) if document.path is not None and document.path.name == "pyproject.toml" else ""
    names = [OVERRIDES] if many else [*(each for each in HEADERS if each != OVERRIDES), f"{OVERRIDES}.severity"]
    whole = [f"{first}.{name}" if first else name for name in names]
    if first and not many:
        whole.insert(0, first)
    closing = "]]" if many else "]"
    span = Span(start, place.span.end)
    after = "" if text.startswith(closing, span.end) else closing
    found = []
    for rank, name in enumerate(whole):
        key = name.rpartition(".")[2]
        about = MANUAL[key].about if key in MANUAL else "The settings of blamelint."
        choice = Choice(name, about=about, kind=types.CompletionItemKind.Module)
        edit = types.TextEdit(document.positions.range(span), f"{name}{after}")
        found.append(item(choice, rank, edit, client))
    return found


def _keys(
    place: TomlPlace, path: tuple[str, ...], document: OpenDocument, known: Known, client: Client
) -> list[types.CompletionItem]:
    span = _word(place, document)
    edit_range = document.positions.range(span)
    given = _GIVEN.match(document.text, span.end) is not None or bool(place.quote)
    typed = Span(place.span.start, place.span.end).cut(document.text)
    found = []
    for rank, choice in enumerate(without(_keys_in(place, path, known), place.said)):
        opener = _opener(path, choice.word)
        word = choice.word
        if word == OVERRIDES and not given:
            edit = types.TextEdit(edit_range, f"[[{OVERRIDES}]]\n")
            found.append(item(choice, rank, edit, client, typed=typed, snippet=f'[[{OVERRIDES}]]\nfiles = ["$0"]'))
            continue
        edit = types.TextEdit(edit_range, word if given else f"{word} = ")
        found.append(item(choice, rank, edit, client, typed=typed, snippet="" if given else f"{word} = {opener}"))
    return found


def _keys_in(place: TomlPlace, path: tuple[str, ...], known: Known) -> Iterator[Choice]:
    """The keys that the table at `path` can have."""
    if not path:
        names = ("files", *OVERRIDE_KEYS) if place.path else (*KEYS, OVERRIDES)
        for name in names:
            yield Choice(name, _default(name), MANUAL[name].about, kind=_LOOSE)
        return
    asks = MANUAL[path[0]].asks if path[0] in MANUAL and len(path) == 1 else None
    if asks is Asks.LEVELS:
        yield from naming(tuple(known.rules))
    elif asks is Asks.TEXTS_BY_KIND:
        yield from (Choice(kind, "kind of section", kind=_LOOSE) for kind in KINDS)
    elif asks is Asks.TEXTS_BY_CLASS:
        yield from (Choice(name, "word class", kind=_LOOSE) for name in known.classes)


def _default(name: str) -> str:
    """A short word on what the key asks for."""
    allowed = list(choices(name))
    if allowed and MANUAL[name].asks is Asks.CHOICE:
        return ", ".join(allowed)
    return _KINDS[MANUAL[name].asks]


_KINDS = {
    Asks.CHOICE: "",
    Asks.SWITCH: "true or false",
    Asks.RULES: "rules, groups, families",
    Asks.LEVELS: "a severity for each rule, group or family",
    Asks.TEXTS: "a list of strings",
    Asks.TEXT: "a string",
    Asks.TEXTS_BY_KIND: "words for each kind of section",
    Asks.TEXTS_BY_CLASS: "words for each class",
    Asks.TABLES: "tables with `files`",
}


def _opener(path: tuple[str, ...], word: str) -> str:
    if not path:
        return _OPENERS.get(MANUAL[word].asks, "$0")
    return '"$0"' if MANUAL[path[0]].asks is Asks.LEVELS else '["$0"]'


def _values(
    place: TomlPlace, path: tuple[str, ...], document: OpenDocument, known: Known, client: Client
) -> list[types.CompletionItem]:
    span = _word(place, document)
    typed = place.span.cut(document.text)
    edit_range = document.positions.range(span)
    found = []
    for rank, choice in enumerate(without(_values_of(path, known), place.said)):
        bare = choice.word in ("true", "false")
        if place.quote:
            if bare:
                continue
            text = choice.word if document.text.startswith(place.quote, span.end) else f"{choice.word}{place.quote}"
        else:
            text = choice.word if bare else f'"{choice.word}"'
        found.append(item(choice, rank, types.TextEdit(edit_range, text), client, typed=typed))
    return found


def _values_of(path: tuple[str, ...], known: Known) -> Iterable[Choice]:
    """What may stand behind the key at `path`."""
    entry = MANUAL.get(path[0]) if path else None
    if entry is None:
        return ()
    if len(path) == 2 and entry.asks is Asks.LEVELS:
        return (Choice(word, about=about) for word, about in entry.choices.items())
    if len(path) > 1:
        return ()
    if entry.asks is Asks.RULES:
        return naming(tuple(known.rules))
    if entry.asks is Asks.CHOICE:
        return (Choice(word, about=about) for word, about in choices(path[0]).items())
    if entry.asks is Asks.SWITCH:
        return (Choice("true"), Choice("false"))
    return ()


def _word(place: TomlPlace, document: OpenDocument) -> Span:
    """The word before the cursor with what of it stands behind."""
    rest = _REST.match(document.text, place.span.end)
    assert rest is not None
    return Span(place.span.start, rest.end())
