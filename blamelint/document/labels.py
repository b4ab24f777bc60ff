"""Lines that say what they are: `Impact: …`, `14:02 …`, a bold line that serves as a heading."""

from __future__ import annotations

import itertools
import re

from blamelint.document.prose import Woven
from blamelint.text import Span

MAX_LABEL = 60
MAX_LABEL_WORDS = 6
MAX_HEADING = 100
MAX_HEADING_WORDS = 12

_LABEL = re.compile(r"[^\W\d_][\w/&'’().#+-]*(?: [\w/&'’().#+-]+){0,4} ?:(?=\s|$)")
_CLAUSE_STARTS = frozenset(
    "i we you he she it they this that these those there if when while because so but and".split()
)
_NOT_A_LABEL = _CLAUSE_STARTS | frozenset("then here what why how a an our my his her their its".split())
_TIME = re.compile(r"[\[(*]{0,2}(?:\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}|T[+-]\d|[+-]\d{1,4} ?(?:m|min|h|s)\b)")


def lead_of(woven: Woven) -> Span | None:
    """The label at the start of the text, with its colon; None when the text starts with its sentence.

    Shape: a bold label may be long; a plain one has up to five words, starts with a capital and not with a word
    that starts a clause.
    """
    bold = woven.strong[0] if woven.strong and woven.strong[0].start == 0 else None
    return _lead(woven.text, bold.end if bold is not None else 0)


def _lead(text: str, bold: int) -> Span | None:
    """The label of a text whose first `bold` code points are bold."""
    if 0 < bold <= MAX_LABEL:
        if text[:bold].rstrip().endswith(":"):
            return Span(0, len(text[:bold].rstrip()))
        if text[bold : bold + 2].lstrip().startswith(":"):
            return Span(0, text.index(":", bold) + 1)
    match = _LABEL.match(text, 0, MAX_LABEL)
    if match is None:
        return None
    label = match.group()
    if label.count("(") != label.count(")") or " - " in label:
        return None
    words = label.rstrip(" :").split()
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
    edges = [-1, *woven.breaks, len(woven.text)]
    lines = [(before + 1, woven.text[before + 1 : after]) for before, after in itertools.pairwise(edges)]
    bold = {span.start: len(span) for span in woven.strong}
    timed = all(starts_with_time(line) for _, line in lines)
    if timed or all(_lead(line, bold.get(start, 0)) is not None for start, line in lines):
        return woven.lines()
    return [woven]


def headed(woven: Woven) -> tuple[Woven | None, Woven | None]:
    """The first line when it serves as a heading, and what follows it.

    Shape: a bold line alone; a label alone; or a bold line over a line that starts a sentence of its own.
    """
    if not woven.breaks:
        return (woven, None) if _is_bold_heading(woven) or is_label_heading(woven.text) else (None, woven)
    cut = woven.breaks[0]
    if cut > MAX_HEADING or not woven.strong or not _is_bold_heading(first := woven.cut(0, cut)):
        return None, woven
    if not first.text.endswith(":") and (woven.text[cut + 1].islower() or not first.text[0].isupper()):
        return None, woven
    return first, woven.cut(cut + 1, len(woven.text))


def _is_bold_heading(woven: Woven) -> bool:
    """True for one short bold line that is no sentence."""
    text = woven.text
    if len(text) > MAX_HEADING or len(woven.strong) != 1 or woven.strong[0].start:
        return False
    if text[woven.strong[0].end :].strip(" :"):
        return False
    return not text.endswith((".", "!", ",", ";")) and len(text.split()) <= MAX_HEADING_WORDS


def is_label_heading(text: str) -> bool:
    """True for a line such as `What went well:`; false for one that starts a clause, `We saw this:`."""
    words = text.rstrip(" :").split()
    if not text.endswith(":") or not words or len(text) > MAX_LABEL or len(words) > MAX_LABEL_WORDS:
        return False
    return text[0].isupper() and words[0].lower() not in _CLAUSE_STARTS
