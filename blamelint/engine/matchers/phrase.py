"""Fixed phrases with slots, found in a block's text alone.

A phrase is matched word by word: every part takes the places where it may begin to the places where it may end, and
places that meet are one. So the time is linear in the text and in the phrase, whatever either of them holds, and
nothing has to be compiled at start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from blamelint.document.model import Block
from blamelint.engine.matchers.phrase_syntax import (
    APOSTROPHES,
    PIECE,
    Blank,
    Choice,
    Joint,
    Mark,
    Part,
    Sequence_,
    Somebody,
    Words,
    asks_for_somebody,
    cue_sets,
    first_words,
    parse,
)
from blamelint.engine.model import Cues, Match
from blamelint.engine.vocabulary import Vocabulary
from blamelint.language.model import ActorKind, Needs, Passage
from blamelint.language.sentences import sentence_spans
from blamelint.located import Node
from blamelint.structure.model import Context
from blamelint.text import Span

LONGEST = 20_000
"""Code points of one block that are looked at, as many as are parsed; no prose reaches the end."""
CODE = "ꙮ"
"""Stands for each character of inline code while phrases are looked for: a word character that no phrase holds."""
TOKEN = re.compile(r"\w+(?:[-']\w+)*+|[^\w\s]")
BLANKS = re.compile(r"\s*+")
INSIDE = re.compile(r"\w|[-']\w")
"""What follows a place inside of a word."""
ANY_WORD = re.compile(r"@?+\w++(?:[-'./:@]\w++){0,16}+%?+")
"""A word of any kind, such as `eu-west-1.db`, `@ana` or `14:07`; bounded, for it is tried at every word."""


class State(NamedTuple):
    """How far a phrase has come."""

    at: int
    """Where its words so far end, in code points of the text."""
    marked: tuple[int, int] | None = None
    """The marked part, once it is past."""


@dataclass(frozen=True)
class PhraseMatcher:
    """Fires where one of its phrases stands."""

    phrases: tuple[Sequence_, ...]

    @cached_property
    def needs(self) -> Needs:
        """Nothing, for the block's text is enough, unless a phrase asks for somebody."""
        return Needs.TAGS if any(map(asks_for_somebody, self.phrases)) else Needs.NOTHING

    @cached_property
    def cues(self) -> tuple[Cues, ...]:
        """One alternative for each phrase."""
        return tuple(tuple(cue_sets(parts)) for parts in self.phrases)

    def find(self, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:  # noqa: ARG002 (the protocol)
        """The matches in the order of the text, the first and longest where several overlap.

        Shape: inline code counts as a word for `*` and `**` only.
        """
        words = tokens(block.text, block.code)
        if passage is not None and self.needs is not Needs.NOTHING:
            words = replace(words, somebody=somebody_in(passage))
        found = sorted(self._all(words), key=lambda one: (one[0], -one[1].at))
        if not found:
            return
        sentences = sentence_spans(block.text)
        at = past = 0
        for start, end in found:
            if start < past:
                continue
            past = end.at
            marked = Span(*(end.marked or (start, end.at)))
            while at < len(sentences) - 1 and sentences[at].end <= start:
                at += 1
            around = sentences[at]
            yield Match(marked, Span(min(around.start, start), max(around.end, end.at)))

    def _all(self, words: Tokens) -> Iterator[tuple[int, State]]:
        """Every place where a phrase stands, with where it ends; of one phrase in one place the longest way."""
        possible = {n for n, cues in enumerate(self.cues) if not any(map(words.pieces.isdisjoint, cues))}
        for word, numbers in self._starting(words) if possible else ():
            phrases = [self.phrases[number] for number in numbers if number in possible]
            for start in (words.places[word] if word is not None else words.ends) if phrases else ():
                for parts in phrases:
                    ends = [end for end in _after(parts, {State(start)}, words, start) if _whole(words, end.at)]
                    if ends:
                        yield start, max(ends, key=_extent)

    def _starting(self, words: Tokens) -> Iterator[tuple[str | None, Sequence[int]]]:
        """The numbers of the phrases to try at each word of the text; None stands for all words."""
        by_word, anywhere = self._by_first_word
        if anywhere:
            yield None, anywhere
        for word in words.places.keys() & by_word.keys():
            yield word, by_word[word]

    @cached_property
    def _by_first_word(self) -> tuple[Mapping[str, list[int]], list[int]]:
        by_word: dict[str, list[int]] = {}
        anywhere: list[int] = []
        for number, parts in enumerate(self.phrases):
            firsts = first_words(parts)
            if firsts is None:
                anywhere.append(number)
            for word in {pieces_of(term)[0].text for term in firsts or ()}:
                by_word.setdefault(word, []).append(number)
        return by_word, anywhere


def build(node: Node, vocabulary: Vocabulary, *, bare: bool = False) -> PhraseMatcher:
    """The matcher of a list of phrases, or of a lone one; where `bare`, a phrase may do without a fixed word.

    Errors: RuleError at the phrase that cannot be read.
    """
    items = (node,) if isinstance(node.value, str) else node.items()
    if not items:
        raise node.refused("an empty list of phrases")
    return PhraseMatcher(tuple(parse(item, vocabulary, bare=bare) for item in items))


@dataclass(frozen=True, slots=True)
class Tokens:
    """A block's text as words."""

    text: str
    """Folded, so that it can be compared."""
    ends: Mapping[int, int]
    """Where each word and each mark of punctuation ends, by where it begins."""
    places: Mapping[str, list[int]]
    """Where each word begins; `shouldn't` is also `should` and `n't`."""
    pieces: frozenset[str]
    """Every run of word characters, also of a word without its clitic: what cues are looked up in."""
    somebody: Mapping[int, frozenset[tuple[ActorKind, int]]] = field(default_factory=dict)
    """Where each noun phrase for an actor begins, with its kind and where it may end."""


@lru_cache(maxsize=64)
def tokens(text: str, code: tuple[Span, ...] = ()) -> Tokens:
    """The words of `text`, up to `LONGEST` code points of it; all rules ask for the same ones."""
    seen = folded(text[:LONGEST], tuple(span for span in code if span.end <= LONGEST))
    ends: dict[int, int] = {}
    places: dict[str, list[int]] = {}
    for found in TOKEN.finditer(seen):
        word, start = found[0], found.start()
        ends[start] = found.end()
        places.setdefault(word, []).append(start)
        if cut := clitic_at(word):
            places.setdefault(word[:cut], []).append(start)
            places.setdefault(word[cut:], []).append(start + cut)
    return Tokens(seen, ends, places, frozenset(piece for word in places for piece in PIECE.findall(word)))


def somebody_in(passage: Passage) -> Mapping[int, frozenset[tuple[ActorKind, int]]]:
    """The noun phrases for actors, with and without an article and what is coordinated after it, never with `'s`."""
    found: dict[int, frozenset[tuple[ActorKind, int]]] = {}
    for actor in passage.figures:
        first, last = actor.tokens[0], actor.tokens[1] - 1
        article = first < actor.head and passage.doc[first].pos_ in {"DET", "PRON"}
        last -= passage.doc[last].tag_ == "POS"
        ends = {(actor.kind, passage.offsets[at].end) for at in (actor.head, last)}
        for at in (first, first + 1) if article else (first,):
            start = passage.offsets[at].start
            found[start] = found.get(start, frozenset()) | ends
    return found


def folded(text: str, code: tuple[Span, ...] = ()) -> str:
    """`text` as phrases see it: lower case, straight apostrophes, inline code masked.

    Shape: as long as `text`, so that offsets stay true; a letter whose lower case is longer stays as it is.
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    lower = lower.translate(APOSTROPHES)
    pieces: list[str] = []
    at = 0
    for span in code:
        pieces += [lower[at : span.start], CODE * len(span)]
        at = span.end
    return "".join([*pieces, lower[at:]])


def clitic_at(word: str) -> int:
    """Where the clitic of `word` begins: before `n't`, else before the last apostrophe; 0 when it has none."""
    if word.endswith("n't"):
        return len(word) - 3
    return max(word.rfind("'"), 0)


class Piece(NamedTuple):
    """One token of a term."""

    text: str
    glued: bool
    """No white space stands before it."""


@lru_cache(maxsize=16_384)
def pieces_of(term: str) -> tuple[Piece, ...]:
    """The tokens of a term, as the same text would have them."""
    return tuple(
        Piece(found[0], found.start() > 0 and not term[found.start() - 1].isspace()) for found in TOKEN.finditer(term)
    )


@lru_cache(maxsize=4096)
def table(terms: frozenset[str]) -> Mapping[str, tuple[tuple[Piece, ...], ...]]:
    """What may follow each first token of `terms`; nothing follows where the token is a term of its own."""
    rests: dict[str, list[tuple[Piece, ...]]] = {}
    for term in terms:
        first, *rest = pieces_of(term)
        rests.setdefault(first.text, []).append(tuple(rest))
    return {first: tuple(some) for first, some in rests.items()}


def _after(parts: Sequence[Part], states: set[State], words: Tokens, origin: int) -> set[State]:
    """Where a row of parts may end that begins in one of `states`; nothing when it cannot."""
    for part in parts:
        if not states:
            break
        match part:
            case Words():
                states = {State(end, one.marked) for one in states for end in _words(part, one.at, words, origin)}
            case Blank(least, most):
                states = _blanks(least, most, states, words, origin)
            case Somebody(kinds):
                states = {State(end, one.marked) for one in states for end in _somebody(kinds, one.at, words, origin)}
            case Choice(options, optional):
                ends = {end for option in options for end in _after(option, states, words, origin)}
                states = ends | states if optional else ends
            case Mark(inner):
                states = {
                    State(end.at, (BLANKS.match(words.text, one.at).end(), end.at))  # type: ignore[union-attr]
                    for one in states
                    for end in _after(inner, {one}, words, origin)
                }
    return states


def _words(part: Words, at: int, words: Tokens, origin: int) -> Iterator[int]:
    """Where one of the terms of `part` ends that begins at `at`, or after the white space there."""
    text = words.text
    if part.joint is Joint.CLINGS:
        for term in part.terms:
            if at and text.startswith(term, at) and text[at - 1].isalnum():
                yield at + len(term)
        return
    start = _next(at, words, origin, apart=part.joint is Joint.APART)
    if start is None or start not in words.ends:
        return
    word = text[start : words.ends[start]]
    terms = table(part.terms)
    for rest in terms.get(word, ()):
        if (end := _rest(rest, words.ends[start], words)) is not None:
            yield end
    if (cut := clitic_at(word)) and () in terms.get(word[:cut], ()):
        yield start + cut


def _rest(rest: Sequence[Piece], at: int, words: Tokens) -> int | None:
    """Where the remaining pieces of a term end, or None when they do not follow."""
    for piece in rest:
        start = at if piece.glued else _next(at, words, origin=-1, apart=True)
        if start is None or words.text[start : words.ends.get(start, start)] != piece.text:
            return None
        at = words.ends[start]
    return at


def _blanks(least: int, most: int, states: set[State], words: Tokens, origin: int) -> set[State]:
    """Where up to `most` words of any kind end."""
    reached = states if least == 0 else set()
    for count in range(1, most + 1):
        states = {State(end, one.marked) for one in states if (end := _any_word(one.at, words, origin)) is not None}
        if count >= least:
            reached = reached | states
    return reached


def _somebody(kinds: frozenset[ActorKind], at: int, words: Tokens, origin: int) -> Iterator[int]:
    """Where the noun phrases end that begin at `at` and name an actor of one of `kinds`."""
    start = _next(at, words, origin, apart=True)
    if start is not None:
        yield from (end for kind, end in words.somebody.get(start, ()) if kind in kinds)


def _any_word(at: int, words: Tokens, origin: int) -> int | None:
    start = _next(at, words, origin, apart=True)
    found = ANY_WORD.match(words.text, start) if start is not None else None
    return found.end() if found is not None else None


def _next(at: int, words: Tokens, origin: int, *, apart: bool) -> int | None:
    """Where the next word begins: here at the start of a phrase, else after white space, a must where `apart`."""
    if at == origin:
        return at
    found = BLANKS.match(words.text, at)
    assert found is not None
    return None if apart and found.end() == at else found.end()


def _whole(words: Tokens, at: int) -> bool:
    """True when no word goes on at `at`."""
    return INSIDE.match(words.text, at) is None


def _extent(state: State) -> tuple[int, int]:
    return (state.at, state.marked[1] - state.marked[0] if state.marked else 0)
