"""Fixed phrases with slots, found in a block's text alone.

All phrases of one matcher are one regular expression. White space and whole words are taken possessively and what
may vary is bounded when a phrase is read, so the time is linear in the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from blamelint.document.model import Block
from blamelint.engine.matchers.phrase_syntax import (
    APOSTROPHES,
    Blank,
    Choice,
    Joint,
    Mark,
    Part,
    Sequence_,
    Words,
    cue_sets,
    parse,
)
from blamelint.engine.model import Cues, Match
from blamelint.engine.vocabulary import Vocabulary
from blamelint.language.model import Needs, Passage
from blamelint.language.sentences import sentence_spans
from blamelint.located import Node
from blamelint.structure.model import Context
from blamelint.text import Span

CODE = "ꙮ"
"""Stands for each character of inline code while phrases are looked for: a word character that no phrase holds."""
START = r"(?<!\w)(?<!\w[-'])"
END = r"(?!\w)(?![-']\w)"
BETWEEN = rf"(?>\s++|{START})"
"""Before a word: white space, or the start of the match."""
BEFORE = {Joint.APART: BETWEEN, Joint.CLINGS: r"(?<=\w)", Joint.EITHER: r"\s*+"}
JOINT = "[-'./:@]"
"""What may stand inside a word of any kind, such as `eu-west-1.db` or `14:07`."""
ANY_WORD = rf"(?>\s++|(?<!\w)(?<!\w{JOINT}))@?\w++(?:{JOINT}\w++)*+%?"
"""A word of any kind with what stands before it; it never starts inside another, or a long row of them were slow."""


@dataclass(frozen=True)
class PhraseMatcher:
    """Fires where one of its phrases stands."""

    phrases: tuple[Sequence_, ...]

    @property
    def needs(self) -> Needs:
        """Nothing: the block's text is enough."""
        return Needs.NOTHING

    @cached_property
    def cues(self) -> tuple[Cues, ...]:
        """One alternative for each phrase."""
        return tuple(tuple(cue_sets(parts)) for parts in self.phrases)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The phrases, long ones first; each has at most one group, its marked part."""
        ordered = sorted(self.phrases, key=_words_at_least, reverse=True)
        return re.compile(rf"(?=\S)(?:{'|'.join(map(_sequence, ordered))}){END}")

    def find(self, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:  # noqa: ARG002 (the protocol)
        """All matches, in the order of the text, none inside another; inline code counts as a word for `*` only."""
        text = folded(block.text, block.code)
        sentences: tuple[Span, ...] | None = None
        at = 0
        for found in self.regex.finditer(text):
            start, end = found.span(found.lastindex or 0)
            while text[start].isspace():
                start += 1
            if sentences is None:
                sentences = sentence_spans(block.text)
            while at < len(sentences) - 1 and sentences[at].end <= start:
                at += 1
            around = sentences[at]
            reach = Span(min(around.start, start), max(around.end, end))
            yield Match(Span(start, end), reach)


def build(node: Node, vocabulary: Vocabulary) -> PhraseMatcher:
    """The matcher of a list of phrases, or of a lone one.

    Errors: RuleError at the phrase that cannot be read.
    """
    items = (node,) if isinstance(node.value, str) else node.items()
    if not items:
        raise node.refused("an empty list of phrases")
    return PhraseMatcher(tuple(parse(item, vocabulary) for item in items))


@lru_cache(maxsize=8)
def folded(text: str, code: tuple[Span, ...] = ()) -> str:
    """`text` as phrases see it: lower case, straight apostrophes, inline code masked.

    Shape: as long as `text`, so that offsets stay true; a letter whose lower case is longer stays as it is.
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    lower = lower.translate(APOSTROPHES)
    if not code:
        return lower
    pieces: list[str] = []
    at = 0
    for span in code:
        pieces += [lower[at : span.start], CODE * len(span)]
        at = span.end
    return "".join([*pieces, lower[at:]])


def any_of(terms: Iterable[str]) -> str:
    """A regular expression for one of `terms`, the longest that fits; branches on one character at a time."""
    by_first: dict[str, list[str]] = {}
    ends = False
    for term in sorted(set(terms)):
        if term:
            by_first.setdefault(term[0], []).append(term[1:])
        else:
            ends = True
    branches = [_character(first) + any_of(rests) for first, rests in by_first.items()]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


def _character(character: str) -> str:
    return r"\s++" if character == " " else re.escape(character)


def _sequence(parts: Sequence[Part]) -> str:
    return "".join(map(_part, parts))


def _part(part: Part) -> str:
    match part:
        case Words(terms, joint):
            return BEFORE[joint] + any_of(terms)
        case Blank(least, most):
            return rf"(?:{ANY_WORD}){{{least},{most}}}"
        case Choice(options, optional):
            return f"(?:{'|'.join(map(_sequence, options))}){'?' if optional else ''}"
        case Mark(inner):
            return f"({_sequence(inner)})"


def _words_at_least(parts: Sequence[Part]) -> int:
    """How many words a match of these parts holds at least."""
    count = 0
    for part in parts:
        match part:
            case Words(terms):
                count += min(term.count(" ") + 1 for term in terms)
            case Blank(least):
                count += least
            case Choice(options, optional):
                count += 0 if optional else min(map(_words_at_least, options))
            case Mark(inner):
                count += _words_at_least(inner)
    return count
