"""From a rule's suggestion to edits of the draft. Nothing is ever invented: words go, or `<slots>` come."""

from __future__ import annotations

import re
from collections.abc import Mapping

from blamelint.document.model import Block
from blamelint.engine.message import fill
from blamelint.engine.model import SuggestionTemplate
from blamelint.finding import Applicability, Edit, Suggestion
from blamelint.language.sentences import sentence_at
from blamelint.text import Span

BLANKS = " \t\u00a0"
OPENING = "\"'“‘(["
CLOSING = frozenset("\"'”’)]%")
FULL_STOP = "."
CLINGING = re.compile(
    r"\b(?:(?:as|enough|even|fairly|far|how|less|more|most|not|only|pretty|quite|rather|really|so|too|very)"
    r"|\w+ly,? (?:and|but|or|yet))$",
    re.IGNORECASE,
)
"""What cannot stay where the adverb after it goes: a word of degree, or the first half of a pair."""
JOINING = re.compile(r"[ \u00a0](?:and|but|enough|or|yet)\b", re.IGNORECASE)
"""What cannot stay where the adverb before it goes."""
ARTICLE = re.compile(r"(?:^|(?<=[\s(\[\"'“‘]))(an?)[ \u00a0]$", re.IGNORECASE)


def suggestion_for(
    template: SuggestionTemplate, span: Span, block: Block, captures: Mapping[str, str]
) -> Suggestion | None:
    """What `template` offers for the words at `span` of the block's text.

    Shape: no edits when the template has none, or where markup stands between the words; None when nothing of use
    is left: an edit was all there was to it and it cannot be made.
    Units: `span` counts in `Block.text`, the edits in `Source.text`.
    """
    title = fill(template.title, captures)
    if template.edit is None:
        return Suggestion(title, (), template.safety)
    safety = template.safety
    if not template.edit.strip():
        pieces, safety = _deletion(span, block, safety)
    elif template.edit == FULL_STOP and not _may_stop(span, block):
        pieces = []
    else:
        pieces = [(span, _replacement(template.edit, span, block, captures))]
    if not pieces or not all(block.map.editable(piece) for piece, _ in pieces):
        return Suggestion(title) if template.safety is Applicability.DISPLAY else None
    return Suggestion(title, tuple(Edit(block.map.source_span(piece), text) for piece, text in pieces), safety)


def _replacement(edit: str, span: Span, block: Block, captures: Mapping[str, str]) -> str:
    text = fill(edit, captures, sentence=False)
    if _opens_sentence(span, block) and span.cut(block.text)[:1].isupper():
        return text[:1].upper() + text[1:]
    return text


def _deletion(span: Span, block: Block, safety: Applicability) -> tuple[list[tuple[Span, str]], Applicability]:
    """The pieces that take the words out and leave a whole sentence; none when the sentence would be empty.

    Shape: one blank goes with the words; so do commas that held them; the next word takes over a capital, and an
    article before them its new sound, which is a guess and so never safe.
    """
    text = block.text
    sentence = sentence_at(text, span.start)
    start, end = span.start, span.end
    opens, closes = _opens_sentence(span, block), _closes_sentence(span, block)
    before = _before(text, start, BLANKS)
    held = text[max(0, before - 1) : before] == "," and text[end : end + 1] == ","
    glued = held and not text[end + 1 : end + 2].isspace()
    if (opens and closes) or glued or (not held and _is_tied(span, sentence, text)):
        return [], safety
    if opens:
        end = _past(text, _past(text, end, ",;:"), BLANKS)
    elif closes:
        start = _before(text, start, BLANKS)
        if text[start - 1 : start] in (",", "–", "—"):
            start = _before(text, start - 1, BLANKS)
    elif held:
        start, end = before - 1, end + 1
    elif text[end] in BLANKS and block.map.editable(Span(span.start, end + 1)):
        end += 1
    elif text[start - 1] in BLANKS:
        start -= 1
    if Span(start, end) == span or not block.map.editable(Span(start, end)):
        # With no blank to go along, brackets or dashes cling to the words: they would be left without any.
        return [], safety
    pieces = [(Span(start, end), "")]
    if opens and span.cut(text)[:1].isupper() and text[end : end + 1].islower():
        pieces.append((Span(end, end + 1), text[end].upper()))
    elif (article := ARTICLE.search(text, max(0, start - 4), start)) is not None:
        wanted = _article(article[1], text[end : end + 1])
        if wanted != article[1]:
            pieces.insert(0, (Span(*article.span(1)), wanted))
            safety = min(safety, Applicability.UNSAFE)
    return pieces, safety


def _article(given: str, following: str) -> str:
    right = "an" if following.lower() in "aeiou" else "a"
    return right.capitalize() if given[0].isupper() else right


def _opens_sentence(span: Span, block: Block) -> bool:
    """True when only quotation marks or brackets stand before the words, back to a colon or the sentence's start."""
    start = sentence_at(block.text, span.start).start
    if block.lead is not None and start < block.lead.end <= span.start:
        start = block.lead.end
    before = block.text[start : span.start].strip(OPENING + BLANKS)
    return not before or before.endswith((":", ";"))


def _closes_sentence(span: Span, block: Block) -> bool:
    """True when no word of the sentence stands after these."""
    return not re.search(r"\w", block.text[span.end : sentence_at(block.text, span.start).end])


def _may_stop(span: Span, block: Block) -> bool:
    """True when a full stop in the place of these words ends the sentence, and is the only mark that does."""
    before = block.text[max(0, span.start - 1) : span.start]
    return _closes_sentence(span, block) and (before.isalnum() or before in CLOSING)


def _is_tied(span: Span, sentence: Span, text: str) -> bool:
    """True when a neighbour needs these words: `quite obviously`, `clearly and repeatedly`."""
    before = text[sentence.start : _before(text, span.start, BLANKS)]
    return CLINGING.search(before[-24:]) is not None or JOINING.match(text, span.end) is not None


def _past(text: str, at: int, characters: str) -> int:
    while at < len(text) and text[at] in characters:
        at += 1
    return at


def _before(text: str, at: int, characters: str) -> int:
    while at and text[at - 1] in characters:
        at -= 1
    return at
