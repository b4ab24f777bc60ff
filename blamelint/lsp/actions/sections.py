"""Offers to write down what a draft lacks: a section's heading with slots under it, or slots where it says too little.

Nothing is told that the draft does not know: what comes is text kind, headings and slots.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from lsprotocol import types

from blamelint.document.model import Block, BlockKind, Document, Format, Section
from blamelint.engine.lift import lift_document
from blamelint.engine.limits import Limited
from blamelint.engine.message import SLOT
from blamelint.engine.model import DocumentMatch, Rule
from blamelint.lsp.actions.additions import (
    ITEM,
    addition,
    as_in,
    is_heading,
    items,
    only_adds,
    section_of,
    under_heading,
)
from blamelint.lsp.actions.edits import Piece
from blamelint.lsp.actions.offers import NO_PLACE, Offer, Refused, Scene, inserted, line_end
from blamelint.structure.content import empty_sections
from blamelint.structure.headings import classify, normal
from blamelint.structure.model import SectionKind
from blamelint.structure.templates import detect
from blamelint.text import Span

HEADING = "## "
"""How the edit of a rule begins that asks for a section."""
ACTION = "<action>"
"""Stands for the words that were found."""
ACTIONS = "action"
"""The group of the rules whose suggestions are actions."""
ORDER = tuple(kind for kind in SectionKind if kind is not SectionKind.OTHER)
"""The order of sections where no template gives another one."""
_COMMENT = re.compile(r"[ \t]*<!--.*-->[ \t]*")
_UNDERLINE = re.compile(r"([=~*_-])\1{2,}")
_LEAD_IN = 7


def offers(scene: Scene) -> Iterator[Offer]:
    """One offer for each suggestion that holds text for the draft and is about more than the words found."""
    rule = scene.analysis.project.kit.rules.get(scene.finding.rule)
    if rule is None or not (rule.document_matchers or rule.passage_matchers):
        return
    for number, (template, suggestion) in enumerate(zip(rule.suggestions, scene.finding.suggestions, strict=False)):
        text = template.edit
        if text is None or suggestion.edits:
            continue
        make = _maker(scene, rule, text)
        if make is not None:
            heading = skeleton_of(scene, rule, text).partition("\n")[0].removeprefix(HEADING)
            shown = f"{suggestion.title}: {heading}" if text.startswith(HEADING) else suggestion.title
            yield Offer(f"section-{number}", shown, make)


def _maker(scene: Scene, rule: Rule, text: str) -> Callable[[], types.WorkspaceEdit] | None:
    """What writes `text` down where it belongs; None for a text that belongs to no single place."""
    section = section_of(scene)
    if text.startswith(HEADING):
        return partial(_section, scene, rule, text)
    if section is None or ("\n" in text and not text.startswith(ITEM)):
        return None
    if text.startswith(ITEM):
        return partial(items, scene, section, text)
    if section in empty_sections(scene.analysis.outline):
        return partial(under_heading, scene, section, text)
    if text.startswith(ACTION):
        return partial(addition, scene, text.removeprefix(ACTION)) if not is_heading(scene) else None
    return partial(items, scene, section, f"{ITEM}{text}") if rule.group == ACTIONS else None


def skeleton_of(scene: Scene, rule: Rule, text: str) -> str:
    """The text with the slots filled that the finding itself names: the heading of the section that is not there."""
    captures = _captures(scene, rule)
    known = {f"<{name}>": words[:1].upper() + words[1:] for name, words in captures.items() if words}
    return SLOT.sub(lambda slot: known.get(slot[0], slot[0]), text)


def _captures(scene: Scene, rule: Rule) -> Mapping[str, str]:
    """What the rule saw, told by looking again for the match that says what the finding says."""
    if "{" not in rule.message:
        return {}
    finding, source = scene.finding, scene.draft.source
    for match in _matches(scene, rule):
        lifted = lift_document(rule, finding.severity, match, source)
        if lifted.span == finding.span and lifted.message == finding.message:
            return match.captures
    return {}


def _matches(scene: Scene, rule: Rule) -> Iterator[DocumentMatch]:
    for matcher in rule.document_matchers:
        limited = matcher.under(scene.analysis.project.config.profile) if isinstance(matcher, Limited) else matcher
        yield from limited.find_in(scene.analysis.outline)


def _section(scene: Scene, rule: Rule, text: str) -> types.WorkspaceEdit:
    """The section with its heading as the draft writes headings, where sections of its kind stand."""
    first, _, rest = skeleton_of(scene, rule, text).partition("\n")
    words = first.removeprefix(HEADING)
    headings = _headings(scene)
    there = _same_section(scene, words)
    if there is not None:
        return items(scene, there, rest.strip("\n"))
    body = as_in(scene.draft, rest.strip("\n"))
    places = dict.fromkeys((_place(scene, classify(words, scene.analysis.project.kit.headings), headings), None))
    for offset in places:
        for style in (_model(scene, headings), None):
            piece = _paragraph_at(scene.draft, _heading_like(scene.draft, style, words), body, offset)
            if _adds_section(scene, piece, words):
                return scene.edit([piece])
    raise Refused(NO_PLACE)


def _same_section(scene: Scene, words: str) -> int | None:
    """The section that has this heading already, and too little under it."""
    sections = scene.draft.sections
    return next((n for n, each in enumerate(sections) if n and normal(each.heading) == normal(words)), None)


def _headings(scene: Scene) -> list[Block]:
    """The draft's headings without its title, those in quotes and lists left out."""
    found = [block for block in scene.draft.blocks if block.kind is BlockKind.HEADING and not block.ancestors]
    if len(found) > 1 and all(other.level > found[0].level for other in found[1:]):
        return found[1:]
    first = scene.draft.blocks[0] if scene.draft.blocks else None
    kinds = scene.analysis.outline.kinds
    alone = len(found) == 1 and found[0] is first and kinds[found[0].section] is SectionKind.OTHER
    return [] if alone else found


def _model(scene: Scene, headings: Sequence[Block]) -> Block | None:
    """A heading to write others like: the first of the outermost sections that are of a known kind."""
    kinds = scene.analysis.outline.kinds
    known = [block for block in headings if kinds[block.section] is not SectionKind.OTHER] or headings
    return min(known, key=lambda block: block.level, default=None)


def _place(scene: Scene, kind: SectionKind, headings: Sequence[Block]) -> int | None:
    """Where a section of `kind` goes: after the last one that comes before it, or else before the next one.

    Shape: an offset at a line's start; None for the end of the draft.
    """
    model = _model(scene, headings)
    if model is None:
        return None
    template = detect(scene.analysis.outline)
    order = [part.kind for part in template.sections] if template is not None else []
    ranks = {each: rank for rank, each in reversed(list(enumerate(order if kind in order else ORDER)))}
    sections, kinds = scene.draft.sections, scene.analysis.outline.kinds
    outer = [block for block in headings if block.level <= model.level and kinds[block.section] in ranks]
    if kind not in ranks:
        return None
    before = [block for block in outer if ranks[kinds[block.section]] <= ranks[kind]]
    if before:
        end = sections[max(before, key=lambda block: (ranks[kinds[block.section]], block.section)).section].span.end
        return None if end >= len(scene.draft.source.text) else _before_comments(scene.draft, end)
    return _before_comments(scene.draft, outer[0].span.start) if outer else None


def _before_comments(draft: Document, offset: int) -> int:
    """The start of the line at `offset`, or of the comments that stand right above it and belong to it."""
    lines = draft.source.lines
    line = lines.line_of(offset)
    while line and _COMMENT.fullmatch(lines.line_text(line - 1)):
        line -= 1
    return lines.line_span(line).start


def _heading_like(draft: Document, model: Block | None, words: str) -> str:
    """A heading of `words` that is written as `model` is; without one, as the draft's format has it."""
    if model is None:
        level = 1 + min((block.level for block in draft.blocks[:1] if 0 < block.level < _LEAD_IN), default=1)
        if draft.format is Format.PLAIN and not draft.source.text.lstrip().startswith("#"):
            return f"{words}\n{'-' * max(3, len(words))}"
        return f"{'#' * min(level, 6)} {words}"
    text = draft.source.text
    own = model.map.source_span(Span(0, len(model.text)))
    old = own.cut(text)
    before, after = text[model.span.start : own.start], text[own.end : model.span.end]
    new = words.upper() if old.isupper() else words
    new = f"{new}:" if old.endswith(":") and not after.startswith(":") else new
    underline = _UNDERLINE.search(after)
    if underline is not None:
        after = f"\n{underline[1] * max(3, len(new))}"
    return f"{before}{new}{after.rstrip()}"


def _paragraph_at(draft: Document, heading: str, body: str, offset: int | None) -> Piece:
    """A piece that puts the section at the start of a line, or at the end of the draft, between empty lines."""
    text = draft.source.text
    at = len(text) if offset is None else offset
    end = line_end(draft, at)
    words = f"{heading}\n\n{body}\n" if body else f"{heading}\n"
    above = text[:at].rstrip(" \t")
    gap = "" if not above.strip() else "\n\n"[_line_ends(above) :]
    below = "\n" if offset is not None and text[at:].strip() else ""
    return inserted(at, f"{gap}{words}{below}".replace("\r\n", "\n").replace("\n", end))


def _line_ends(text: str) -> int:
    """How many line ends the text ends in; more than two are two."""
    ends = re.search(r"(?:(?:\r\n|\n|\r)[ \t]*)*$", text[-40:])
    return min(2, len(re.findall(r"\r\n|\n|\r", ends[0]))) if ends is not None else 0


def _adds_section(scene: Scene, piece: Piece, words: str) -> bool:
    """True when after `piece` the draft reads as before, with one section more that has these words."""
    after = scene.after([piece])
    heading = words.rstrip(":").casefold()
    new = [section for section in after.sections if section.heading.rstrip(":").casefold() == heading]
    return only_adds(scene.draft, after, piece) and any(_is_new(section, piece) for section in new)


def _is_new(section: Section, piece: Piece) -> bool:
    return piece.span.start <= section.heading_span.start < piece.span.start + len(piece.text)
