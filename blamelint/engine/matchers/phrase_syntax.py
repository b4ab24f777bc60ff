"""The phrase language: from `"(was|were) «[entirely] avoidable»"` to a tree of words.

A phrase is words with white space between them. `(a|b c)` alternatives, `[x]` or `[x|y]` optional, `~verb` any
form of a verb, `$class` any form of a class's words, `*` one word, `**` up to three words, `«…»` the marked part,
`@people` a noun phrase for somebody.
A word that begins with an apostrophe, and `n't`, clings to the word before it; a comma, colon and the like may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from blamelint.engine.inflect import Kind
from blamelint.engine.vocabulary import Vocabulary
from blamelint.language.model import ActorKind
from blamelint.located import Node

LONGEST = 2_000
"""How long a phrase may be, in code points."""
MOST_DEEP = 8
"""How deep brackets may nest."""
TOKEN = re.compile(r"\s+|[()\[\]|«»]|[^\s()\[\]|«»]+")
PIECE = re.compile(r"\w+")
CLOSING = {"(": ")", "[": "]", "«": "»"}
APOSTROPHES = str.maketrans("’‘＇‐‑", "'''--")
"""Curly apostrophes are straight, the hyphens of Unicode are ASCII; every character maps to one."""


class Joint(Enum):
    """How a word joins the one before it."""

    APART = "apart"
    """White space between them."""
    CLINGS = "clings"
    """Nothing between them: `'s`, `n't`."""
    EITHER = "either"
    """White space or nothing: a comma."""


@dataclass(frozen=True, slots=True)
class Words:
    """One of these terms, lower case; a term may be several words."""

    terms: frozenset[str]
    joint: Joint = Joint.APART


@dataclass(frozen=True, slots=True)
class Blank:
    """Any words: from `least` to `most` of them."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these sequences; none of them where `optional` is true."""

    options: tuple[Sequence_, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The part of the phrase that a finding points at."""

    inner: Sequence_


@dataclass(frozen=True, slots=True)
class Somebody:
    """A noun phrase for an actor of one of these kinds, in any slot of its clause."""

    kinds: frozenset[ActorKind]


PERSON = frozenset({ActorKind.NAMED, ActorKind.ROLE, ActorKind.THIRD, ActorKind.INDEF})
SOMEBODY = {
    "name": frozenset({ActorKind.NAMED}),
    "person": PERSON,
    "people": PERSON | {ActorKind.GROUP},
    "party": PERSON | {ActorKind.GROUP, ActorKind.VENDOR},
}
"""What may stand after `@`; never the writers themselves, whose verdicts are a matter of their own."""

Part: TypeAlias = "Words | Blank | Choice | Mark | Somebody"
Sequence_: TypeAlias = "tuple[Part, ...]"


def parse(node: Node, vocabulary: Vocabulary, *, bare: bool = False) -> Sequence_:
    """The tree of the phrase that `node` holds.

    Errors: RuleError at `node` for brackets that do not pair, an unknown class, a phrase without a fixed word
    unless it is `bare`, or two marks.
    """
    text = node.text().translate(APOSTROPHES)
    if len(text) > LONGEST:
        raise node.refused(f"a phrase of more than {LONGEST} characters")
    parser = _Parser(node, TOKEN.findall(text), vocabulary)
    parts = parser.sequence(end="", depth=0)
    if not bare and not any(True for _ in cue_sets(parts)):
        raise node.refused(f"the phrase {text!r} has no word that always stands in it")
    return parts


def cue_sets(parts: Sequence[Part]) -> Iterator[frozenset[str]]:
    """Sets of word parts of which a match holds at least one each, lower case, word characters only."""
    for part in parts:
        if isinstance(part, Words):
            cues = longest_pieces(part.terms)
            if "" not in cues and part.joint is not Joint.CLINGS:
                yield cues
        elif isinstance(part, Mark):
            yield from cue_sets(part.inner)
        elif isinstance(part, Choice) and not part.optional:
            best = [max(cue_sets(option), key=_telling, default=None) for option in part.options]
            if all(cues is not None for cues in best):
                yield frozenset().union(*(cues for cues in best if cues is not None))


def first_words(parts: Sequence[Part]) -> frozenset[str] | None:
    """The terms of which one begins every match of `parts`; None when a match may begin with any word."""
    terms: set[str] = set()
    for part in parts:
        begins = _begins(part)
        if begins is None:
            return None
        terms |= begins
        if not may_be_empty(part):
            break
    return frozenset(terms)


def _begins(part: Part) -> frozenset[str] | None:
    match part:
        case Words(terms):
            return terms
        case Blank() | Somebody():
            return None
        case Mark(inner):
            return first_words(inner)
        case Choice(options):
            firsts = [first_words(option) for option in options]
            known = [first for first in firsts if first is not None]
            return frozenset().union(*known) if len(known) == len(firsts) else None


def may_be_empty(part: Part) -> bool:
    """True when no word has to stand where `part` stands."""
    match part:
        case Words() | Somebody():
            return False
        case Blank(least):
            return least == 0
        case Mark(inner):
            return all(map(may_be_empty, inner))
        case Choice(options, optional):
            return optional or any(all(map(may_be_empty, option)) for option in options)


@lru_cache(maxsize=16_384)
def literal(word: str) -> Words:
    """The part of a phrase that is one word as it stands."""
    clings = word.startswith("'") or word == "n't"
    return Words(frozenset({word}), Joint.CLINGS if clings else Joint.EITHER if word[0] in ",;:." else Joint.APART)


def longest_piece(term: str) -> str:
    """The longest run of word characters in `term`; empty when there is none."""
    return term if term.isalnum() else max(PIECE.findall(term), key=len, default="")


@lru_cache(maxsize=4096)
def longest_pieces(terms: frozenset[str]) -> frozenset[str]:
    """The longest piece of each term."""
    return frozenset(map(longest_piece, terms))


def asks_for_somebody(parts: Sequence[Part]) -> bool:
    """True when a noun phrase may have to be known before `parts` can be found."""
    return any(
        isinstance(part, Somebody)
        or (isinstance(part, Mark) and asks_for_somebody(part.inner))
        or (isinstance(part, Choice) and any(map(asks_for_somebody, part.options)))
        for part in parts
    )


def _telling(cues: frozenset[str]) -> tuple[int, int]:
    """How much a set of cues narrows: long words first, then few of them."""
    return (min(map(len, cues)), -len(cues))


class _Parser:
    def __init__(self, node: Node, tokens: Sequence[str], vocabulary: Vocabulary) -> None:
        self._node = node
        self._tokens = list(tokens)
        self._at = 0
        self._vocabulary = vocabulary
        self._marked = False

    def sequence(self, end: str, depth: int) -> Sequence_:
        """Parts up to a `|` or `end`, which stay unread; up to the end of the phrase where `end` is empty."""
        if depth > MOST_DEEP:
            raise self._node.refused(f"brackets nest deeper than {MOST_DEEP}")
        parts: list[Part] = []
        while (piece := self._peek()) and piece != end and not (piece == "|" and end in (")", "]")):
            self._at += 1
            if not piece.isspace():
                parts.append(self._part(piece, depth))
        if not parts:
            raise self._node.refused("nothing stands between two brackets or bars" if end else "an empty phrase")
        return tuple(parts)

    def _part(self, piece: str, depth: int) -> Part:
        if piece in "([":
            return self._choice(piece, depth)
        if piece == "«":
            if self._marked or depth:
                raise self._node.refused("one «…» for each phrase, outside of brackets")
            self._marked = True
            inner = self.sequence("»", depth + 1)
            self._close("«")
            if all(map(may_be_empty, inner)):
                raise self._node.refused("nothing has to stand between « and »")
            return Mark(inner)
        if piece in ")]»|":
            hint = "; put alternatives in round brackets" if piece == "|" else ""
            raise self._node.refused(f"{piece!r} without an opening bracket{hint}")
        return self._word(piece)

    def _choice(self, opening: str, depth: int) -> Choice:
        options = [self.sequence(CLOSING[opening], depth + 1)]
        while self._peek() == "|":
            self._at += 1
            options.append(self.sequence(CLOSING[opening], depth + 1))
        self._close(opening)
        return Choice(tuple(options), optional=opening == "[")

    def _word(self, piece: str) -> Part:
        if set(piece) == {"*"}:
            if len(piece) > 2:
                raise self._node.refused(f"{piece!r} is not allowed; `*` is one word and `**` up to three")
            return Blank(1, 1) if piece == "*" else Blank(0, 3)
        if piece.startswith("~"):
            if not piece[1:]:
                raise self._node.refused("`~` stands before a verb")
            return Words(self._vocabulary.forms(piece[1:], Kind.VERB))
        if piece.startswith("$"):
            self._vocabulary.named(piece[1:], self._node)
            return Words(self._vocabulary.class_forms(piece[1:]))
        if piece.startswith("@"):
            kinds = SOMEBODY.get(piece[1:])
            if kinds is None:
                raise self._node.refused(f"{piece!r} is none of {', '.join(f'@{name}' for name in SOMEBODY)}")
            return Somebody(kinds)
        return literal(piece.lower())

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _close(self, opening: str) -> None:
        if self._peek() != CLOSING[opening]:
            raise self._node.refused(f"{opening!r} without {CLOSING[opening]!r}")
        self._at += 1
