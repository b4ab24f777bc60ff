"""The matcher behind `section:` in a rule: looks at a whole draft's shape, never at single words, and needs no spaCy.

section: {require: systemic}            conditions are told somewhere (or `learning`: what was learned)
section: {missing: [summary, timeline]} one match for each kind of section that is not there
section: {empty: true}                  headings with nothing under them
section: {placeholder: true}            text left over from a template
section: {single_factor: true}          a cause section that lists one factor
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from blamelint.engine.model import DocumentMatch, DocumentMatcher
from blamelint.located import Node
from blamelint.structure import content
from blamelint.structure.factors import single_factors
from blamelint.structure.model import Outline, SectionKind
from blamelint.structure.placeholders import placeholders
from blamelint.text import Span

CAPTURES = ("kind", "heading", "word", "factor")
"""Words for a rule's message; those that a form does not give are empty."""
REQUIREMENTS = ("systemic", "learning")
KINDS = tuple(kind.value for kind in SectionKind if kind is not SectionKind.OTHER)
_LONGEST_CAPTURE = 80


@dataclass(frozen=True, slots=True)
class Require:
    """One match at the draft's first line when no section and no sentence gives what is asked for."""

    what: str

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """At most one match."""
        if self.what == "systemic":
            fires = content.is_review(outline) and not content.is_systemic(outline)
        else:
            fires = content.is_whole(outline) and not content.has_learning(outline)
        if fires and (line := first_line(outline)) is not None:
            yield DocumentMatch(line, _captures(kind=self.what))


@dataclass(frozen=True, slots=True)
class Missing:
    """A match at the draft's first line for each kind that has neither a section nor its content elsewhere."""

    kinds: tuple[SectionKind, ...]

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """One match a kind, in the order of the rule."""
        line = first_line(outline)
        if line is None or not content.is_whole(outline):
            return
        for kind in self.kinds:
            if not content.has_content_of(outline, kind):
                yield DocumentMatch(line, _captures(kind=kind.value))


@dataclass(frozen=True, slots=True)
class Empty:
    """A match at each heading that has nothing under it."""

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """In the order of the text."""
        for index in content.empty_sections(outline):
            section = outline.document.sections[index]
            captures = _captures(heading=section.heading, kind=outline.kinds[index].value)
            yield DocumentMatch(section.heading_span, captures)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A match at each stretch of template text."""

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """In the order of the text."""
        text = outline.document.source.text
        for span in placeholders(outline):
            yield DocumentMatch(span, _captures(word=span.cut(text)))


@dataclass(frozen=True, slots=True)
class SingleFactor:
    """A match at the heading of a cause section that lists one factor."""

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """At most one match."""
        for factor in single_factors(outline):
            section = outline.document.sections[factor.section]
            captures = _captures(heading=section.heading, factor=factor.block.text)
            yield DocumentMatch(section.heading_span, captures)


def build(node: Node) -> DocumentMatcher:
    """The matcher that the mapping under `section:` describes.

    Errors: RuleError for an unknown key, more than one key, a kind that does not exist, or a switch that is not `true`.
    """
    given = node.mapping(tuple(_BUILDERS))
    if len(given) != 1:
        raise node.refused(f"expected one key, found {len(given)}", allowed=tuple(_BUILDERS))
    ((key, value),) = given.items()
    return _BUILDERS[key](value)


def first_line(outline: Outline) -> Span | None:
    """The first line of the draft's own text: its title, else its first block; None for a draft without words."""
    text = outline.document.source.text
    for block in outline.document.blocks:
        if not block.text.strip():
            continue
        start = block.map.runs[0].source.start
        lines = outline.document.source.lines
        line = lines.line_span(lines.line_of(start))
        end = min(line.end, max(block.map.runs[-1].source.end, start + 1))
        words = text[start:end].rstrip()
        return Span(start, start + len(words)) if words else line
    return None


def _require(node: Node) -> DocumentMatcher:
    return Require(node.choice(REQUIREMENTS))


def _missing(node: Node) -> DocumentMatcher:
    kinds = node.choices(KINDS)
    if not kinds:
        raise node.refused("expected at least one kind of section", allowed=KINDS)
    return Missing(tuple(SectionKind(kind) for kind in kinds))


def _switch(made: Callable[[], DocumentMatcher]) -> Callable[[Node], DocumentMatcher]:
    def read(node: Node) -> DocumentMatcher:
        if not node.boolean():
            raise node.refused("this key can only be true")
        return made()

    return read


_BUILDERS: dict[str, Callable[[Node], DocumentMatcher]] = {
    "require": _require,
    "missing": _missing,
    "empty": _switch(Empty),
    "placeholder": _switch(Placeholder),
    "single_factor": _switch(SingleFactor),
}


def _captures(**given: str) -> dict[str, str]:
    return {name: _short(given.get(name, "")) for name in CAPTURES}


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_CAPTURE else plain[: _LONGEST_CAPTURE - 1].rstrip() + "…"
