"""Where the sentences of a block begin and end, told without spaCy.

The gates and the phrase matcher need sentences when nothing is parsed, and the parser is given the same ones,
so that both see the same borders.
"""

from __future__ import annotations

import re
from functools import lru_cache

from blamelint.text import Span

ENDING = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|;(?=\s)|\n")
"""A candidate for the end of a sentence; a semicolon counts, since what follows is a clause of its own."""

OPENING = re.compile(r"\s*[\"'“‘(\[*_-]*(.)")

SHORT = frozenset(
    "e.g i.e etc vs cf approx ca dr mr mrs ms prof sr jr st no nos fig eq inc ltd co corp dept est min max hr hrs sec "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m u.s u.k "
    "al".split()
)
"""Words that end in a full stop of their own."""


@lru_cache(maxsize=2048)
def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, in order, without the blanks around them.

    Shape: disjoint; empty when the text is blank.
    Units: code points of `text`.
    """
    spans: list[Span] = []
    start = 0
    for ending in ENDING.finditer(text):
        if ending.end() < len(text) and not _ends_here(text, ending):
            continue
        spans.extend(_trimmed(text, start, ending.end()))
        start = ending.end()
    spans.extend(_trimmed(text, start, len(text)))
    return tuple(spans)


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that holds `offset`, or the next one, or the whole text when there is none."""
    for span in sentence_spans(text):
        if offset < span.end:
            return span
    return Span(0, len(text))


def _ends_here(text: str, ending: re.Match[str]) -> bool:
    mark = ending.group()
    if mark[0] in ";\n":
        return True
    opening = OPENING.match(text, ending.end())
    if opening is None:
        return True
    if mark[0] in "!?" or len(mark.rstrip("\"'”’)]")) > 1:
        return not opening.group(1).islower()
    before = text[max(0, ending.start() - 12) : ending.start()]
    word = re.split(r"[\s(\[]", before)[-1].lower()
    if word in SHORT or (len(word) == 1 and word.isalpha() and word != "i"):
        return False
    return not opening.group(1).islower()


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return [Span(start, end)] if start < end else []
