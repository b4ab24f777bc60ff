"""Headings that the draft's template has, and directives with the rules that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol import types

from blamelint.document.directives import Form
from blamelint.document.model import Format
from blamelint.lsp.analysis import Analysis
from blamelint.lsp.client import Client
from blamelint.lsp.completion.choices import Choice, item, naming, without
from blamelint.lsp.documents import OpenDocument
from blamelint.lsp.languages import COMMITS, LANGUAGES
from blamelint.structure.model import Outline, SectionKind
from blamelint.structure.templates import Template, TemplateSection, detect, folded, likenesses
from blamelint.text import Span

LONGEST = 2_000
"""Code points before the cursor that are looked at for the beginning of a comment's directive."""
FORMS = {
    Form.DISABLE: "Silences these rules from here on, or all where none is named.",
    Form.ENABLE: "Ends what `blamelint-disable` began.",
    Form.LINE: "Silences these rules in this line.",
    Form.NEXT_LINE: "Silences these rules in the next line that holds more than comments.",
    Form.FILE: "Silences these rules in the whole draft.",
}
_HEADING = re.compile(r" {0,3}(?P<hashes>#{1,6})(?!#)[ \t]*(?P<words>[^\r\n]{0,160})")
_FENCE = re.compile(r"^ {0,3}(?P<sign>`{3,}|~{3,})(?P<rest>[^\r\n]*)", re.MULTILINE)
_LINE_COMMENT = re.compile(r"[ \t]*(?:#|//)[ \t]*(?=b)")
_WORD = re.compile(r"\s*(?P<word>[A-Za-z-]{0,40})")
_DIRECTIVE = re.compile(r"\s*blamelint-(?P<form>[a-z-]{1,40})(?=[\s,])")
_REASON = re.compile(r"(?:^|\s)(?:--+|[-\u2013\u2014:])(?=\s|$)")
_NAME = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading is being written."""

    span: Span
    """The line, from the first `#`."""
    hashes: str


@dataclass(frozen=True, slots=True)
class Word:
    """The first word of a directive is being written."""

    span: Span


@dataclass(frozen=True, slots=True)
class Naming:
    """Rules are being named in a directive."""

    span: Span
    typed: str
    said: frozenset[str]


Wanted = Heading | Word | Naming | None


def wanted_at(document: OpenDocument, position: types.Position) -> Wanted:
    """What the writer could be helped with at `position`; None for prose."""
    text, offset = document.text, document.positions.offset(position)
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    body = _comment(document, start, offset)
    if body is not None:
        return _in_comment(text[body:offset], offset)
    if document.language in COMMITS:
        return None
    heading = _HEADING.fullmatch(text, start, offset)
    if heading is None or (LANGUAGES.get(document.language) is Format.MARKDOWN and _in_code(text, start)):
        return None
    end = re.compile(r"[\r\n]|\Z").search(text, offset)
    assert end is not None
    return Heading(Span(heading.start("hashes"), end.start()), heading["hashes"])


def items(wanted: Wanted, document: OpenDocument, analysis: Analysis, client: Client) -> list[types.CompletionItem]:
    """What could be written there, the likeliest first.

    Shape: `analysis` may be of an earlier version of the document.
    """
    if wanted is None:
        return []
    span = document.positions.range(wanted.span)
    if isinstance(wanted, Word):
        return [
            item(
                Choice(word, about=FORMS[form], kind=types.CompletionItemKind.Keyword),
                rank,
                types.TextEdit(span, f"{word} "),
                client,
            )
            for rank, form in enumerate(Form)
            if (word := f"blamelint-{form.value}")
        ]
    if isinstance(wanted, Naming):
        seen = {finding.rule for finding in analysis.findings}
        choices = without(naming(tuple(analysis.project.kit.rules), seen), wanted.said)
        return [
            item(choice, rank, types.TextEdit(span, choice.word), client, typed=wanted.typed)
            for rank, choice in enumerate(choices)
        ]
    line = span.start.line if analysis.document == document else None
    made = []
    for rank, choice in enumerate(headings(analysis, line)):
        words = f"{wanted.hashes} {choice.word}"
        made.append(
            item(
                Choice(choice.word, choice.detail, choice.about, words, choice.kind),
                rank,
                types.TextEdit(span, words),
                client,
                typed="#",
            )
        )
    return made


def headings(analysis: Analysis, line: int | None = None) -> Iterator[Choice]:
    """The headings of the draft's template that it has not: those of kinds that it lacks first, of these the required.

    Shape: of no template that is known for sure the likeliest. What stands in `line` is still being written.
    """
    outline = analysis.outline
    template = detect(outline) or likenesses(outline)[0].template
    kinds, words = _present(outline, line)
    sections = [each for each in template.sections if words.isdisjoint(folded(wording) for wording in each.wordings)]
    for section in sorted(sections, key=lambda each: (each.kind in kinds, not each.required)):
        yield Choice(
            section.wordings[0], _kind(section), _about(section, template), kind=types.CompletionItemKind.Struct
        )


def _present(outline: Outline, line: int | None) -> tuple[set[SectionKind], set[str]]:
    lines = outline.document.source.lines
    kinds: set[SectionKind] = set()
    words: set[str] = set()
    for section, kind in zip(outline.document.sections[1:], outline.kinds[1:], strict=True):
        if lines.line_of(section.heading_span.start) != line:
            kinds.add(kind)
            words.add(folded(section.heading))
    return kinds - {SectionKind.OTHER}, words


def _kind(section: TemplateSection) -> str:
    return section.kind.value if section.kind is not SectionKind.OTHER else ""


def _about(section: TemplateSection, template: Template) -> str:
    also = ", ".join(section.wordings[1:])
    told = f"{'Required by' if section.required else 'May be left out of'} {template.name}."
    return f"{told} Also: {also}." if also else told


def _comment(document: OpenDocument, start: int, offset: int) -> int | None:
    """Where the body of the comment begins in which `offset` stands; None outside of comments."""
    text = document.text
    if LANGUAGES.get(document.language) is Format.PLAIN:
        sign = _LINE_COMMENT.match(text, start, offset)
        if sign is not None:
            return sign.end()
    opened = text.rfind("<!--", max(0, offset - LONGEST), offset)
    if opened < 0 or text.find("-->", opened, offset) >= 0 or document.language in COMMITS:
        return None
    return opened + len("<!--")


def _in_comment(body: str, offset: int) -> Wanted:
    """What is being written at the end of a comment's `body`, which is at `offset`."""
    word = _WORD.fullmatch(body)
    if word is not None and any(f"blamelint-{form.value}".startswith(word["word"].lower()) for form in Form):
        return Word(Span(offset - len(word["word"]), offset))
    directive = _DIRECTIVE.match(body)
    if directive is None or directive["form"] not in [form.value for form in Form]:
        return None
    names = body[directive.end() :]
    if _REASON.search(names):
        return None
    said = list(_NAME.finditer(names))
    typed = said.pop()[0] if said and said[-1].end() == len(names) else ""
    return Naming(Span(offset - len(typed), offset), typed, frozenset(name[0] for name in said))


def _in_code(text: str, offset: int) -> bool:
    """True between the fences of a code block that is begun before `offset`."""
    sign = ""
    for fence in _FENCE.finditer(text, 0, offset):
        if not sign:
            sign = fence["sign"] if fence["sign"][0] == "~" or "`" not in fence["rest"] else ""
        elif fence["sign"].startswith(sign) and not fence["rest"].strip():
            sign = ""
    return bool(sign)
