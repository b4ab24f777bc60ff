"""Readability of a draft or of one section, measured by textstat; by letters and words only.

Measures that count syllables are left out: textstat takes them from a word list that it fetches on first use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from blamelint.document.model import Block, BlockKind
from blamelint.engine.limits import Limit, read_limit
from blamelint.engine.matchers.section import first_line
from blamelint.engine.model import DocumentMatch
from blamelint.located import Node
from blamelint.structure.model import Outline, SectionKind
from blamelint.text import Span

MEASURES = {"ari": "automated_readability_index", "coleman-liau": "coleman_liau_index", "lix": "lix"}
"""The names of rules, and textstat's."""
DRAFT = "draft"
WORDS = 80
"""Below this many words a measure says little."""
ROOM = 5
"""How far `rough_lix` may be off; what is nearer to a limit textstat settles, whose import takes longer than a lint."""
LONG_WORD = 6
SHORT_SENTENCE = 2
"""Words of a sentence that textstat does not count as one."""
_WORD = re.compile(r"[^\W_][\w'’-]*")
_SENTENCE = re.compile(r"\b[^.!?]+[.!?]*")
LONGEST = 400_000
"""Code points that are measured; the rest of a longer draft does not change the result much."""


@dataclass(frozen=True, slots=True)
class MetricMatcher:
    """Fires where a measure lies above its limit."""

    measure: str
    of: SectionKind | None
    """The kind of section; None is the whole draft."""
    above: Limit
    words: int
    """How many words there have to be."""

    @property
    def whole(self) -> bool:
        """False for the measure of one section."""
        return self.of is None

    def under(self, profile: str) -> MetricMatcher:
        """With the limit of `profile`."""
        return replace(self, above=self.above.under(profile))

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """At most one match, at the section's heading or the draft's first line; code and quotes are not measured."""
        text = _prose(outline, self.of)
        count = len(text.split())
        if count < self.words:
            return
        if self.measure == "lix" and rough_lix(text) < self.above.standard - ROOM:
            return
        value = _measure(self.measure)(text)
        if value > self.above.standard:
            captures = {
                "measure": self.measure,
                "value": f"{value:.0f}",
                "words": str(count),
                "limit": str(self.above),
            }
            yield DocumentMatch(_place(outline, self.of), captures)


CAPTURES = ("measure", "value", "words", "limit")


def build(node: Node) -> MetricMatcher:
    """The matcher of `{measure: lix, of: summary, above: 60, words: 80}`; `of` and `words` may be left out.

    Errors: RuleError for an unknown measure or section kind, or a limit that is no number nor one for each profile.
    """
    keys = node.mapping(("measure", "of", "above", "words"), required=("measure", "above"))
    kinds = tuple(kind.value for kind in SectionKind)
    of = keys["of"].choice((DRAFT, *kinds)) if "of" in keys else DRAFT
    return MetricMatcher(
        measure=keys["measure"].choice(tuple(MEASURES)),
        of=None if of == DRAFT else SectionKind(of),
        above=read_limit(keys["above"]),
        words=keys["words"].integer(least=1) if "words" in keys else WORDS,
    )


def rough_lix(text: str) -> float:
    """The LIX of `text` to within `ROOM`: enough to tell that a draft is far from a limit without loading textstat."""
    sentences = [len(_WORD.findall(sentence)) for sentence in _SENTENCE.findall(text)]
    words = _WORD.findall(text)
    if not words:
        return 0.0
    long_words = sum(len(word) > LONG_WORD for word in words)
    return len(words) / max(1, sum(count > SHORT_SENTENCE for count in sentences)) + 100 * long_words / len(words)


def _measure(name: str) -> Callable[[str], float]:
    import textstat

    measure: Callable[[str], float] = getattr(textstat, MEASURES[name])
    return measure


def _prose(outline: Outline, of: SectionKind | None) -> str:
    """The sentences of the draft or section, one block after the other, each closed by a full stop."""
    pieces: list[str] = []
    size = 0
    for block, context in zip(outline.document.blocks, outline.contexts, strict=True):
        if (of is None or context.section is of) and not context.in_quote and _is_prose(block) and size < LONGEST:
            text = block.text[:LONGEST].strip()
            pieces.append(text if text.endswith((".", "!", "?")) else text + ".")
            size += len(text)
    return "\n".join(pieces)


def _is_prose(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and bool(block.text.strip())


def _place(outline: Outline, of: SectionKind | None) -> Span:
    document = outline.document
    if of is not None:
        for section, kind in zip(document.sections, outline.kinds, strict=True):
            if kind is of and section.heading_span:
                return section.heading_span
    return first_line(outline) or Span(0, 0)
