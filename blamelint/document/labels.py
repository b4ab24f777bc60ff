"""Lines that say what they are: `Impact: …`, `14:02 …`, a bold line that serves as a heading."""

from __future__ import annotations

import re

from blamelint.document.prose import Woven
from blamelint.text import Span

MAX_LABEL = 60
MAX_HEADING = 100

_LABEL = re.compile(r"[^\W\d_][\w/&'’().#+-]*(?: [\w/&'’().#+-]+){0,4} ?:(?=\s|$)")
_NOT_A_LABEL = frozenset(
    "i we you he she it they this that these those there if when while because so but and then here what why how "
    "a an our my his her their its".split()
)
_TIME = re.compile(
    r"[\[(*]{0,2}(?:\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2})?|\d{1,2}:\d{2}(?::\d{2})?|T[+-]\d|[+-]\d{1,4} ?(?:m|min|h|s)\b)"
)


def lead_of(woven: Woven) -> Span | None:
    """The label at the start of the text, with its colon; None when the text starts with its sentence.

    Shape: a bold label may be long; a plain one has up to five words, starts with a capital and not with a word
    that starts a clause.
    """
    text = woven.text
    bold = woven.strong[0] if woven.strong and woven.strong[0].start == 0 else None
    if bold is not None and bold.end <= MAX_LABEL:
        if text[: bold.end].rstrip().endswith(":"):
            return Span(0, len(text[: bold.end].rstrip()))
        colon = text[bold.end : bold.end + 2].lstrip()
        if colon.startswith(":"):
            return Span(0, text.index(":", bold.end) + 1)
    match = _LABEL.match(text, 0, MAX_LABEL)
    if match is None:
        return None
    words = match.group().rstrip(" :").split()
    if not words[0][0].isupper() or words[0].lower() in _NOT_A_LABEL:
        return None
    return Span(0, match.end())


def starts_with_time(text: str) -> bool:
    """True for a line that starts with a time of day, a date or an offset such as `T+5`."""
    return _TIME.match(text) is not None


def own_lines(woven: Woven) -> list[Woven]:
    """The text as it is, or its lines when each of them starts with a label or each with a time."""
    if not woven.breaks:
        return [woven]
    lines = woven.lines()
    if all(starts_with_time(line.text) for line in lines) or all(lead_of(line) is not None for line in lines):
        return lines
    return [woven]


def is_bold_heading(woven: Woven) -> bool:
    """True for a paragraph that is one short bold line and no sentence."""
    text = woven.text
    if not woven.strong or woven.breaks or len(text) > MAX_HEADING or woven.strong[0].start != 0:
        return False
    if text[woven.strong[-1].end :].strip(" :") or len(woven.strong) > 1:
        return False
    return not text.endswith((".", "!", ",", ";")) and len(text.split()) <= 12
