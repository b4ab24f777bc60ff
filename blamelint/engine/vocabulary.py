"""Word classes: the lists of `rules/vocabulary/` that rules speak of as `$class`, and the inflected forms of words.

Nothing here knows what a class is for; the actor model and the rules name the classes they want.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from blamelint import assets
from blamelint.engine.inflect import Irregular, Kind, inflections
from blamelint.located import Node, load_file

FOLDER = "vocabulary"
CLASS_KEYS = ("about", "kind", "words", "include")
IRREGULAR = "irregular"
"""The name of the file that holds the forms which no rule gives."""
TABLES = frozenset({"sections", "templates"})
"""Files of the folder that are no word classes and have readers of their own."""
IRREGULAR_KINDS = ("verbs", "nouns", "adjectives")


@dataclass(frozen=True, slots=True)
class WordClass:
    """One named list of words."""

    name: str
    about: str
    kind: Kind | None
    """How its words inflect; None for words that stand as they are."""
    words: frozenset[str]
    """Lemmas, lower case except in a class of names; those of included classes are among them."""


class Vocabulary:
    """All word classes, and how words inflect. A shipped class is read when it is first asked for."""

    def __init__(
        self, sources: Mapping[str, tuple[Path, ...]], extra: Mapping[str, Iterable[str]], irregular: Irregular
    ) -> None:
        """From the files of each class, the one that counts last; `load_vocabulary` finds them."""
        self._sources = sources
        self._extra = {name: tuple(words) for name, words in extra.items()}
        self._irregular = irregular
        self._names = tuple(sorted({*sources, *extra}))
        self._read: dict[str, WordClass] = {}
        self._forms: dict[tuple[str, str | None], frozenset[str]] = {}
        self._class_forms: dict[str, frozenset[str]] = {}
        self._first_words: dict[str, frozenset[str]] = {}

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of all classes, in alphabetical order."""
        return self._names

    @property
    def words(self) -> Mapping[str, frozenset[str]]:
        """The words of every class, by its name; each is read when it is looked up."""
        return _Words(self)

    def __getitem__(self, name: str) -> WordClass:
        """The class `name`, without its `$`.

        Errors: KeyError when there is no such class; RuleError for a mistake in its file.
        """
        if name not in self._read:
            if name not in self._names:
                raise KeyError(name)
            self._read[name] = self._resolved(name, len(self._sources.get(name, ())), ())
        return self._read[name]

    def named(self, name: str, node: Node) -> WordClass:
        """The class `name`, without its `$`, that `node` asks for.

        Errors: RuleError at `node` with the nearest name when there is no such class.
        """
        if name not in self._names:
            raise node.refused(f"unknown vocabulary class '${name}'", allowed=self._names, given=name)
        return self[name]

    def lemmas(self, node: Node) -> frozenset[str]:
        """The words that a rule's list stands for, lower case: each entry is a lemma or a `$class`.

        Shape: a lone string stands for a list of one.
        Errors: RuleError where an entry is no string or names an unknown class.
        """
        entries = (node,) if isinstance(node.value, str) else node.items()
        words: set[str] = set()
        for entry in entries:
            text = entry.text().strip()
            if text.startswith("$"):
                named = self.named(text[1:], entry)
                words.update(map(str.lower, named.words) if named.kind is Kind.NAME else named.words)
            else:
                words.add(_spelt(text, None))
        return frozenset(words)

    def forms(self, word: str, kind: Kind | str | None) -> frozenset[str]:
        """The inflected forms of `word`, itself among them, lower case.

        Shape: blanks between words are single; of several words one inflects (`took down`, `points of failure`).
        Errors: ValueError when `kind` is no kind.
        """
        # A Kind equals its string, so both find the same entry.
        found = self._forms.get((word, kind))
        if found is None:
            found = inflections(word, Kind(kind) if kind is not None else None, self._irregular)
            self._forms[word, kind] = found
        return found

    def class_forms(self, name: str) -> frozenset[str]:
        """The inflected forms of all words of the class `name`, lower case.

        Errors: KeyError when there is no such class; `named` gives a located error instead.
        """
        found = self._class_forms.get(name)
        if found is None:
            entry = self[name]
            found = frozenset().union(*(self.forms(word, entry.kind) for word in entry.words))
            self._class_forms[name] = found
        return found

    def first_words(self, word: str) -> frozenset[str]:
        """The first word of every form that `word` takes as a verb, a noun or an adjective: cues for its lemma."""
        found = self._first_words.get(word)
        if found is None:
            forms = (self.forms(word, kind) for kind in (Kind.VERB, Kind.NOUN, Kind.ADJECTIVE))
            found = frozenset(form.split(" ", 1)[0] for some in forms for form in some)
            self._first_words[word] = found
        return found

    def _resolved(self, name: str, depth: int, within: tuple[str, ...]) -> WordClass:
        """The class as its first `depth` files make it, with the words of the config where all of them count."""
        files = self._sources.get(name, ())
        if not depth:
            return WordClass(name, "From the configuration", None, self._added(name, None))
        node = load_file(files[depth - 1])
        keys = node.mapping(CLASS_KEYS, required=("about",))
        if "words" not in keys and "include" not in keys:
            raise node.refused(f"the class {name!r} has no words", allowed=("words", "include"))
        kind = Kind(keys["kind"].choice(tuple(Kind))) if "kind" in keys else None
        words = {_spelt(word, kind) for word in (keys["words"].strings() if "words" in keys else ())}
        for item in keys["include"].items() if "include" in keys else ():
            other = item.text()
            if other == name and depth > 1:
                included = self._resolved(name, depth - 1, within)
                kind = kind or included.kind
            elif other in (name, *within):
                raise item.refused(f"{other!r} includes itself: {' > '.join((*within, name, other))}")
            elif other not in self._names:
                raise item.refused(f"unknown vocabulary class {other!r}", allowed=self._names, given=other)
            else:
                included = self._resolved(other, len(self._sources.get(other, ())), (*within, name))
            words |= included.words
        if depth == len(files):
            words |= self._added(name, kind)
        return WordClass(name, keys["about"].text(), kind, frozenset(words))

    def _added(self, name: str, kind: Kind | None) -> frozenset[str]:
        return frozenset(_spelt(word, kind) for word in self._extra.get(name, ()))


def load_vocabulary(
    folders: Iterable[Path] = (), extra: Mapping[str, Iterable[str]] = MappingProxyType({}), *, shipped: bool = True
) -> Vocabulary:
    """The shipped word classes, those of `folders` (rule folders with a `vocabulary/` in them), and `extra`.

    Shape: a class of a folder replaces the shipped class of its name unless it includes it; `extra`, from the
    config, adds words to a class or makes a new one whose words stand as they are.
    Errors: RuleError for the first mistake in a file of `folders`, for an included class that does not exist or
    goes in a circle.
    """
    sources: dict[str, tuple[Path, ...]] = {}
    irregular = Irregular()
    own: list[str] = []
    home = [assets.folder("rules")] if shipped else []
    for root in (*home, *folders):
        for path in sorted((root / FOLDER).glob("*.yaml")):
            if path.stem == IRREGULAR:
                irregular = _irregular(load_file(path), irregular)
            elif path.stem not in TABLES:
                sources[path.stem] = (*sources.get(path.stem, ()), path)
                own += [path.stem] if root not in home else []
    vocabulary = Vocabulary(sources, extra, irregular)
    # A mistake of the user's is told at once, not when a rule first asks for the class.
    for name in own:
        vocabulary[name]
    return vocabulary


class _Words(Mapping[str, frozenset[str]]):
    """The words of a vocabulary's classes, read one by one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def __getitem__(self, name: str) -> frozenset[str]:
        return self._vocabulary[name].words

    def __iter__(self) -> Iterator[str]:
        return iter(self._vocabulary.classes)

    def __len__(self) -> int:
        return len(self._vocabulary.classes)


def _spelt(word: str, kind: Kind | None) -> str:
    joined = " ".join(word.replace("’", "'").split())
    return joined if kind is Kind.NAME else joined.lower()


def _irregular(node: Node, before: Irregular) -> Irregular:
    """The table `node` over the one `before`."""
    tables = node.mapping(("about", "irregular"), required=("irregular",))["irregular"].mapping(IRREGULAR_KINDS)
    read = {
        kind: {lemma: frozenset(forms.text().split()) for lemma, forms in table.mapping().items()}
        for kind, table in tables.items()
    }
    return Irregular(
        verbs={**before.verbs, **read.get("verbs", {})},
        nouns={**before.nouns, **read.get("nouns", {})},
        adjectives={**before.adjectives, **read.get("adjectives", {})},
    )
