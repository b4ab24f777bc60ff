"""Finds what a template left behind: `TODO` as the content, `{{ slots }}`, `<insert …>`, prompts, sample dates.

A sentence that mentions a TODO, or a ticket about placeholders, is prose and stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from blamelint.document.model import Block, BlockKind
from blamelint.structure.labels import lead_of
from blamelint.structure.model import Context, Outline, SectionKind
from blamelint.structure.timeline import begins_with_moment
from blamelint.text import LINE_END, Span

_LONGEST_PROMPT = 400
_LONGEST_SAMPLE = 200


def placeholders(outline: Outline) -> tuple[Span, ...]:
    """Where template text stands, in code points of `Source.text`; in order, without overlaps."""
    source = outline.document.source.text
    spans: list[Span] = list(_slots(outline))
    for block, context in zip(outline.document.blocks, outline.contexts, strict=True):
        found = _in_block(block, context)
        if found is not None:
            spans.append(block.map.source_span(found))
    spans.extend(
        field.span for field in outline.document.fields if _CONTENT.fullmatch(field.value.strip()[:_LONGEST_SAMPLE])
    )
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span and span.cut(source).strip() and not (kept and span.start < kept[-1].end):
            kept.append(span)
    return tuple(kept)


def is_placeholder(block: Block, context: Context) -> bool:
    """True when nothing but template text stands in the block."""
    found = _in_block(block, context)
    return found is not None and len(found) >= len(block.text.strip()) - len(lead_of(block)[0]) - 2


def _in_block(block: Block, context: Context) -> Span | None:
    """The first template text in the block's own words, in code points of `Block.text`."""
    if not block.text.strip():
        return None
    if found := _SAMPLE.search(block.text):
        return Span(*found.span())
    if block.level:
        found = _SAMPLE_DATE.search(block.text)
        return Span(*found.span()) if found else None
    start = _content_start(block)
    content = block.text[start:]
    if block.cell is None and _DASH.fullmatch(content):
        return Span(start, len(block.text))
    if len(content) <= _LONGEST_SAMPLE:
        for pattern in (_CONTENT, _SAMPLE_WORDS if _may_hold_samples(block) else None, _SAMPLE_MOMENT):
            if pattern is not None and (match := pattern.fullmatch(content)):
                return Span(start + match.start(1), start + match.end(1))
    if match := _SAMPLE_ENTRY.match(content):
        return Span(start + match.start(1), start + match.end(1))
    if context.section is SectionKind.ACTIONS or context.action:
        return None
    if match := _MARKED.match(content):
        return Span(start, len(block.text.rstrip()))
    if len(content) <= _LONGEST_PROMPT and (_PROMPT.match(content) or (_is_emphasised(block) and _ASKS.match(content))):
        return Span(start, len(block.text.rstrip()))
    return None


def _content_start(block: Block) -> int:
    """Where the text begins after its label, or after the time of a timeline's entry."""
    label, value = lead_of(block)
    if label and not _MARK_LABEL.match(label):
        return len(block.text.rstrip()) - len(value) if value else 0
    match = _STAMP_BEFORE.match(block.text[:120])
    if match and begins_with_moment(block.text) and match.end() < len(block.text):
        return match.end()
    return 0


def _may_hold_samples(block: Block) -> bool:
    """False where `Step 1` is the label of a row or a heading."""
    return block.kind is not BlockKind.HEADING and not (block.cell is not None and block.cell.column == 0)


def _is_emphasised(block: Block) -> bool:
    """True when the whole text is emphasised, as prompts of templates often are; a row's label is bold by habit."""
    if block.cell is not None and block.cell.column == 0:
        return False
    return any(len(span) >= len(block.text.rstrip(" .?")) for span in block.emphasis)


def _slots(outline: Outline) -> Iterator[Span]:
    """Slots in braces and brackets anywhere in the file but in code and in comments.

    They are read from the file, since a slot such as `<insert owner>` may look like markup to the format's reader.
    """
    document = outline.document
    text = document.source.text
    masked = bytearray(len(text))
    for start, end in _code_ranges(text):
        masked[start:end] = b"\x01" * (end - start)
    for comment in document.comments:
        masked[comment.span.start : comment.span.end] = b"\x01" * len(comment.span)
    for block in document.blocks:
        for code in block.code:
            if code:
                span = block.map.source_span(code)
                masked[span.start : span.end] = b"\x01" * len(span)
    defined = {match[1].casefold() for match in _DEFINITION.finditer(text)}
    for match in _SLOT.finditer(text):
        if masked[match.start()]:
            continue
        inner = match["square"]
        if inner is not None and (inner.casefold() in defined or not _SQUARE_PROMPT.fullmatch(inner.strip())):
            continue
        if (angle := match["angle"]) is not None and not _is_angle_slot(angle, text, match):
            continue
        yield Span(*match.span())


def _is_angle_slot(angle: str, text: str, match: re.Match[str]) -> bool:
    words = angle.split()
    if not words or "=" in angle or angle.startswith("/"):
        return False
    if len(words) == 1:
        before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 2]
        alone = _ALONE_BEFORE.search(before) is not None and (not after or after[0] in "\r\n|" or after == " |")
        return alone and _ANGLE_WORD.fullmatch(angle) is not None
    return _ANGLE_PROMPT.match(angle) is not None


def _code_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Fenced blocks and inline code, line by line and without going back."""
    at = 0
    fence = ""
    opened = 0
    for line_start, line_end in _lines(text):
        line = text[line_start : min(line_end, line_start + 200)]
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not line[match.end() :].strip():
                yield opened, line_end
                fence = ""
        elif match:
            fence, opened = match[1], line_start
        elif "`" in text[line_start:line_end]:
            for code in _INLINE_CODE.finditer(text, line_start, line_end):
                yield code.span()
        at = line_end
    if fence:
        yield opened, at


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in LINE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


_FENCE = re.compile(r"[ >\t]{0,12}(`{3,}|~{3,})")
_INLINE_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^`]{1,2000}\1(?!`)")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]{1,200})\]:", re.MULTILINE)
_STAMP_BEFORE = re.compile(r"[^A-Za-z]{3,60}(?:\s?(?:[AaPp]\.?[Mm]\.?|UTC|GMT|[A-Z]{2,4}T|Z))?[\s:|)\]*–—-]+(?=\S)")

_MARK = r"(?:TODO|TO DO|T\.B\.D\.?|TBD|TBC|TBA|FIXME|XXX+|WIP)"
_MARK_LABEL = re.compile(rf"{_MARK}(?:\(|$)", re.IGNORECASE)
_CONTENT = re.compile(
    rf"[^\w?.…]*((?:{_MARK}|(?i:todo|tbd|tbc|tba|fixme)|xx+|y{{3,}}|z{{3,}}|YYY+|ZZZ+|\?\?+|…|\.\.\.+"
    r"|(?i:to be (?:determined|defined|decided|confirmed|completed|added|done|filled(?: in| out)?|announced|written"
    r"|provided|updated)|coming soon|placeholder(?: text)?|insert (?:text|content)(?: here)?"
    r"|(?:fill|write) (?:me|this) (?:in|out|up)|your text(?: here)?|text here|add (?:text|content|details) here)))\W*",
)
_DASH = re.compile(r"\s*[-–—]\s*")
_MARKED = re.compile(
    r"\W{0,3}(?:TODO|TO DO|TBD|FIXME|XXX+|WIP)(?:\([\w.@ -]{1,30}\))?(?:\s*[:–—-]\s|\s*[.,;(\[]|\s+(?:once|"
    r"after|when|pending|by|write|"
    r"fill|add|describe)\b)"
)
_SAMPLE = re.compile(
    r"(?i:\blorem ipsum\b|\bsomeone fromtheteam\b)|\b(?:19|20)(?:xx|XX|YY|\?\?)\b(?! (?:status|codes?|responses?|"
    r"errors?))"
)
_SAMPLE_DATE = re.compile(
    r"(?<![\w%{'\"])(?:YYYY[-/. ]?MM[-/. ]?DD|DD[-/. ]MM[-/. ]YY(?:YY)?|MM[-/. ]DD[-/. ]YY(?:YY)?|yyyy-mm-dd|"
    r"dd/mm/yyyy|mm/dd/yyyy)(?![\w%}'\"])"
)
_SAMPLE_MOMENT = re.compile(
    rf"\W*((?:{_SAMPLE_DATE.pattern}|(?:H?H|hh?|XX|xx|\?\?|00):(?:MM|mm|XX|xx|\?\?)(?::(?:SS|ss|XX|xx))?)"
    rf"(?:[ T](?:H?H|hh?|XX|xx):(?:MM|mm|XX|xx)(?::(?:SS|ss))?)?(?: ?(?:UTC|GMT|Z|AM|PM|am/pm|AM/PM|"
    rf"[A-Z]{{2,3}}T))?)\W*"
)
_SAMPLE_ENTRY = re.compile(
    rf"\W{{0,4}}((?:{_SAMPLE_DATE.pattern}[ T,]{{0,3}})?(?:HH|hh|XX|xx|\?\?):(?:MM|mm|XX|xx|\?\?)(?: ?(?:UTC|GMT|Z|"
    rf"AM|PM))?(?=\W|$)"
    rf"|{_SAMPLE_DATE.pattern}(?=\s*[:|–—-]))"
)
_SAMPLE_WORDS = re.compile(
    r"\W*((?:(?i:thing|item|action item|action|task|lesson|factor|contributing factor|cause|point|bullet|event|"
    r"person|name|"
    r"example|entry|step|fact|finding|learning|attendee|participant|responder|follow-up)) "
    r"(?i:one|two|three|four|five|[1-9]|#[1-9]|[a-c]|x|n)|(?i:foo(?: bar)?(?: baz)?|blah(?: blah)*|asdf+|"
    r"(?:first|last) name|firstname lastname|your name|jane doe|john doe|name here|link here|url here))\W*"
)
_VERBS = (
    r"(?:insert|enter|describe|fill(?: in| out)?|explain|list|provide|replace|write|summari[sz]e|specify|add|include|"
    r"put|give|"
    r"state|paste|link to|name|note|document|outline|type|choose|select|delete|remove|attach|identify|tell)"
)
_PROMPT = re.compile(
    r"(?i)\W{0,3}(?:please |briefly |\(optional\)\s*|optional: )*(?:"
    r"(?:insert|enter|type|paste|put) .{1,80} here\b"
    r"|(?:describe|summari[sz]e|write|add|list|explain|provide|include) .{0,80}\b(?:here|below)[.:)\]]*$"
    r"|(?:replace|delete|remove|overwrite|update|fill (?:in|out)) (?:this|these|the) (?:text|section|line|lines|"
    r"paragraph|template|"
    r"placeholder|block|instructions?|comment|sentence|bullet|example|guidance|prompts?)\b"
    r"|this section (?:should|must|is meant to|is intended to|needs to|will) (?:describe|contain|list|include|"
    r"explain|summari[sz]e|be filled)"
    r"|(?:briefly|in (?:one|two|a few|1-2|2-3) (?:sentences?|paragraphs?|lines?),?) (?:describe|explain|summari[sz]e|"
    r"outline|list)\b"
    r"|(?:describe|summari[sz]e|explain) (?:what happened|the (?:incident|outage|impact|root cause|timeline|issue|"
    r"problem|trigger)|"
    r"how (?:the|you|we|it)|why (?:the|it|this)|in (?:a|one|two))\b)"
)
_ASKS = re.compile(rf"(?i)\W{{0,3}}(?:please |briefly |e\.g\.|example:|{_VERBS} )")
_SLOT = re.compile(
    r"\{\{(?P<brace>[^{}\r\n]{1,120})\}\}|<(?P<angle>[A-Za-z][^<>\r\n]{1,120})>"
    r"|(?<![\]!\w\\])\[(?P<square>[^\[\]\r\n]{2,160})\](?![\[(:\w])"
)
_NOUNS = (
    r"(?:names?|dates?|times?|timestamps?|links?|url|title|summary|descriptions?|owners?|authors?|teams?|services?|"
    r"systems?|severity|"
    r"incident|tickets?|numbers?|id|duration|impact|persons?|roles?|status|action|text|placeholder|cause|root cause|"
    r"number of|"
    r"start|end|list|details|your|who|what|when|why|how|where|component|channel|customer|reason|metric|value|event)"
)
_ANGLE_PROMPT = re.compile(
    rf"(?i)(?:{_VERBS}|a|an|the|your|some|one|brief|short|e\.g\.?,?|todo|tbd|{_NOUNS})\s+[\w'’-]+"
)
_ANGLE_WORD = re.compile(
    rf"(?i)(?:insert|tbd|todo|placeholder|{_VERBS}|(?!summary$|title$|link$|time$|details$){_NOUNS}[\w-]*)"
)
_ALONE_BEFORE = re.compile(r"(?:^|[\r\n]|[|:]|[\r\n]\s{0,8}(?:[-*+]|\d{1,3}[.)]))\s{0,8}$")
_SQUARE_PROMPT = re.compile(
    rf"(?i)(?:(?:please |briefly )*{_VERBS}(?: [^\[\]]+)|(?:your|insert)\b.*|(?:name|date|time|number|link|title|"
    rf"summary|description|"
    rf"list|owner|details|amount|duration|id) (?:of|to|for) .+|tbd|todo|tba|tbc|fixme|date|name|time|link|url|owner|"
    rf"author|title|team|"
    rf"(?:incident|ticket|service|team|customer|system|author|owner|start|end|person|project|component|company|"
    rf"channel) "
    rf"(?:name|date|time|id|number|title|link|url|summary|owner|lead)|e\.g\.?,? .+|placeholder|hh:mm.*|yyyy.*|"
    rf"x+ (?:minutes|hours|users|%.*))"
)
