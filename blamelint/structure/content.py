"""Whether a draft is a review, and whether its sections hold what a reader looks for there."""

from __future__ import annotations

import re
from bisect import bisect_left

from blamelint.document.model import Block, Section
from blamelint.structure.conditions import CAUSE_SECTIONS, conditions
from blamelint.structure.model import Context, Outline, SectionKind
from blamelint.structure.placeholders import is_placeholder
from blamelint.structure.timeline import has_clock, is_moment
from blamelint.text import LINE_END, Span

SHORT = 80
"""A draft without headings and with fewer words than this is a note, not a review."""
ENOUGH_CONDITIONS = 2
"""Outside cause sections; in one, a single condition is enough."""
LEARNING = frozenset({SectionKind.WELL, SectionKind.POORLY, SectionKind.LUCK, SectionKind.LESSONS, SectionKind.RISKS})
_SPINE = frozenset(
    {
        SectionKind.SUMMARY,
        SectionKind.IMPACT,
        SectionKind.TIMELINE,
        SectionKind.DETECTION,
        SectionKind.TRIGGER,
        SectionKind.CAUSE,
        SectionKind.CONTRIBUTING,
        SectionKind.RESPONSE,
        SectionKind.ACTIONS,
        *LEARNING,
    }
)


def is_review(outline: Outline) -> bool:
    """True when the draft is a review of something that happened, or begins to be one.

    Shape: it has prose, and sections of a review or words such as *incident* in a text that is no short note.
    """
    words = word_count(outline)
    if words < _FEWEST:
        return False
    if any(kind in _SPINE for kind in outline.kinds):
        return True
    headed = len(outline.document.sections) > 1
    return (headed or words >= SHORT) and any(_INCIDENT.search(block.text) for block in outline.document.blocks)


def is_whole(outline: Outline) -> bool:
    """True when the draft is far enough on that a section not yet there is one left out."""
    kinds = {kind for kind in outline.kinds if kind in _SPINE}
    return is_review(outline) and (len(kinds) > 1 or word_count(outline) >= 2 * SHORT)


def word_count(outline: Outline) -> int:
    """How many words of prose the draft has, headings left out."""
    return sum(len(block.text.split()) for block in outline.document.blocks if not block.level)


def is_systemic(outline: Outline) -> bool:
    """True when the draft tells conditions, under whatever heading; see `structure.conditions`.

    Shape: also true where a cause section stands empty or holds template text, which is reported as such.
    """
    inside, outside = conditions(outline, ENOUGH_CONDITIONS)
    if inside or outside >= ENOUGH_CONDITIONS:
        return True
    return any(kind in CAUSE_SECTIONS and is_unwritten(outline, index) for index, kind in enumerate(outline.kinds))


def has_learning(outline: Outline) -> bool:
    """True when the draft says what went well or badly, or what was learned, under whatever heading."""
    if any(kind in LEARNING for kind in outline.kinds):
        return True
    for block, context in zip(outline.document.blocks, outline.contexts, strict=True):
        if block.level or context.metadata or context.in_quote:
            continue
        if context.section in LEARNING or _LEARNED.search(block.text):
            return True
    return False


def has_content_of(outline: Outline, kind: SectionKind) -> bool:
    """True when a section of `kind` is there, or its content stands elsewhere.

    Shape: entries are a timeline, an opening text is a summary, told conditions are causes.
    """
    if kind in outline.kinds or any(context.section is kind for context in outline.contexts):
        return True
    blocks = tuple(zip(outline.document.blocks, outline.contexts, strict=True))
    if kind is SectionKind.TIMELINE:
        return sum(context.entry for block, context in blocks) > 1
    if kind is SectionKind.ACTIONS:
        return any(context.action for block, context in blocks)
    if kind is SectionKind.SUMMARY:
        return _opens_with_text(outline)
    if kind in CAUSE_SECTIONS:
        return is_systemic(outline)
    if kind is SectionKind.PEOPLE:
        return bool(outline.names.people)
    return _has_word_of(outline, kind)


def empty_sections(outline: Outline) -> tuple[int, ...]:
    """The sections with a heading and nothing under it: no text, no picture, no code, no deeper heading.

    Shape: indices into `Document.sections`. The draft's title, headings that are entries of a timeline, and the
    items of an action list written as headings need no text under them.
    """
    sections = outline.document.sections
    inherited = _section_contexts(outline)
    top = min((section.level for section in sections[1:]), default=0)
    comments = _Comments(outline)
    found: list[int] = []
    for index in range(1, len(sections)):
        section, kind = sections[index], outline.kinds[index]
        if is_moment(section.heading) or has_clock(section.heading) or _ANSWERED.search(section.heading):
            continue
        if kind is SectionKind.OTHER:
            is_title = index == 1 and section.level == top
            listed = inherited.get(index) in (SectionKind.TIMELINE, SectionKind.ACTIONS)
            # A bold line of its own may be emphasis as well as a heading.
            if is_title or listed or section.level > 6:
                continue
        if not _SOMETHING.search(below_heading(outline, section, comments)):
            found.append(index)
    return tuple(found)


def is_unwritten(outline: Outline, index: int) -> bool:
    """True when the section `index` is empty or holds template text only."""
    inside = [
        (block, context)
        for block, context in blocks_within(outline, index)
        if not block.level and not (block.cell is not None and not block.cell.row)
    ]
    if not inside:
        return not _SOMETHING.search(below_heading(outline, outline.document.sections[index]))
    return all(is_placeholder(block, context) for block, context in inside)


def blocks_within(outline: Outline, index: int) -> list[tuple[Block, Context]]:
    """The blocks of the section `index` and of the sections nested in it, its own heading left out."""
    blocks, section = outline.document.blocks, outline.document.sections[index]
    first = bisect_left(blocks, section.heading_span.end, key=lambda block: block.span.start)
    last = bisect_left(blocks, section.span.end, key=lambda block: block.span.start)
    return list(zip(blocks[first:last], outline.contexts[first:last], strict=True))


def _section_contexts(outline: Outline) -> dict[int, SectionKind]:
    """The kind in which each section's heading stands, its own or an inherited one."""
    return {
        block.section: context.section
        for block, context in zip(outline.document.blocks, outline.contexts, strict=True)
        if block.level
    }


class _Comments:
    """The draft's comments in order, found by place."""

    def __init__(self, outline: Outline) -> None:
        self._spans = sorted(comment.span for comment in outline.document.comments)

    def between(self, start: int, end: int) -> list[Span]:
        """Those that begin in the stretch, and the one before it, which may reach into it."""
        first = bisect_left(self._spans, start, key=lambda span: span.start)
        last = bisect_left(self._spans, end, key=lambda span: span.start)
        return self._spans[max(0, first - 1) : last]


def below_heading(outline: Outline, section: Section, comments: _Comments | None = None) -> str:
    """The file's text from the line after the heading to the section's end, comments left out."""
    text = outline.document.source.text
    ended = LINE_END.search(text, section.heading_span.end, max(section.span.end, section.heading_span.end))
    start = ended.end() if ended else section.span.end
    pieces: list[str] = []
    for comment in (comments or _Comments(outline)).between(start, section.span.end):
        if comment.end > start:
            pieces.append(text[start : max(start, comment.start)])
            start = comment.end
    pieces.append(text[start : max(start, section.span.end)])
    return "".join(pieces)


def _opens_with_text(outline: Outline) -> bool:
    """True when some sentences stand before the first section that has a kind."""
    words = 0
    for block, context in zip(outline.document.blocks, outline.contexts, strict=True):
        if block.level and outline.kinds[block.section] is not SectionKind.OTHER:
            return False
        if not block.level and not context.metadata and not context.entry:
            words += len(block.text.split())
            if words >= 15:
                return True
    return False


def _has_word_of(outline: Outline, kind: SectionKind) -> bool:
    pattern = _TOLD.get(kind)
    return pattern is not None and any(
        pattern.search(block.text) for block, context in _told(outline) if not context.metadata
    )


def _told(outline: Outline) -> list[tuple[Block, Context]]:
    return [
        (block, context)
        for block, context in zip(outline.document.blocks, outline.contexts, strict=True)
        if not block.level
    ]


_FEWEST = 5
_INCIDENT = re.compile(
    r"\b(?:incidents?|outages?|post ?-?mortems?|retrospective|downtime|degraded|degradation|root causes?|disruptions?|"
    r"unavailable|rca|near miss(?:es)?|adverse event|went down|was down|were down|rolled back|recall(?:ed)?|"
    r"failed over|data loss|breach)\b",
    re.IGNORECASE,
)
_LEARNED = re.compile(
    r"\b(?:we(?: have|['’]ve)? (?:also )?(?:learn(?:ed|t)|discovered that our)|lessons?(?: |-)(?:learn(?:ed|t)|from|"
    r"is|was|here)|"
    r"(?:key |main |one |another |the )lessons?\b|take-?aways?|went (?:really |very )?(?:well|badly|poorly|wrong|"
    r"right)|"
    r"work(?:ed|s) (?:really |very )?well|got (?:really |very )?lucky|(?:were|was) (?:lucky|fortunate)|by luck|luckily|"
    r"fortunately|(?:could|can) (?:be|have been|do|have done) better|taught us|for next time|in hindsight|"
    r"in retrospect|"
    r"what (?:helped|hurt|surprised)|helped us (?:to )?(?:find|see|notice|recover|limit)|surprised us)\b",
    re.IGNORECASE,
)
_TOLD = {
    SectionKind.IMPACT: re.compile(
        r"\b(?:\d[\d.,]*\s?(?:%|percent|minutes|hours|users|customers|requests|patients|orders)|affected|unable to|"
        r"impact(?:ed)?|outage|downtime|unavailable|unreachable|inaccessible|interrupted|degraded|could(?: not|n['’]t)|"
        r"(?:was|were|went) (?:down|offline))\b",
        re.IGNORECASE,
    ),
    SectionKind.DETECTION: re.compile(r"\b(?:detected|noticed|alert(?:ed)?|paged|reported)\b", re.IGNORECASE),
    SectionKind.LUCK: re.compile(
        r"\b(?:luck(?:y|ily)?|fortunate(?:ly)?|by chance|could have been (?:much |a lot |far )?worse|near miss|"
        r"close call)\b",
        re.IGNORECASE,
    ),
    SectionKind.LESSONS: _LEARNED,
    SectionKind.WELL: re.compile(r"\b(?:went|worked) (?:\w+ )?well\b|\bwhat helped\b", re.IGNORECASE),
    SectionKind.RESPONSE: re.compile(
        r"\b(?:rolled back|restored|mitigated|resolved|restarted|recovered|failed over|fixed)\b", re.IGNORECASE
    ),
}
_ANSWERED = re.compile(r"\w\s*[:=]\s*\w")
"""A heading that holds its content: `Duration: 58 minutes`."""
_SOMETHING = re.compile(r"[^\s\-=~^\"'#*_+|:.<>/\[\]`\\]")
"""Whatever is not the punctuation of rules, of underlines and of empty lists and tables."""
