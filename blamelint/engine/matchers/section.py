"""The matcher behind `section:` in a rule: looks at a whole draft's shape, never at single words, and needs no spaCy.

section: {require: systemic}            conditions are told somewhere (or `learning`: what was learned)
section: {missing: [summary, timeline]} one match for each kind of section that is not there
section: {expected: [luck]}             the same, but silent where the draft's template does without that section
section: {required: [summary]}          what the draft's template asks for; without one, this list (or one a profile)
section: {empty: true}                  headings with nothing under them
section: {placeholder: true}            text left over from a template
section: {single_factor: true}          a cause section that lists one factor
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from blamelint.engine.limits import STANDARD
from blamelint.engine.model import DocumentMatch, DocumentMatcher
from blamelint.located import Node
from blamelint.structure import content
from blamelint.structure.factors import single_factors
from blamelint.structure.model import Outline, SectionKind
from blamelint.structure.placeholders import placeholders
from blamelint.structure.requirements import STORY, Requirement, leaves_out, unmet
from blamelint.structure.templates import detect
from blamelint.text import Span

CAPTURES = ("kind", "heading", "word", "factor", "origin")
"""Words for a rule's message; those that a form does not give are empty."""
REQUIREMENTS = ("systemic", "learning")
KINDS = tuple(kind.value for kind in SectionKind if kind is not SectionKind.OTHER)
_LONGEST_CAPTURE = 80


@dataclass(frozen=True, slots=True)
class Require:
    """One match at the draft's first line when no section and no sentence gives what is asked for."""

    whole: ClassVar[bool] = True
    what: str

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """At most one match."""
        if self.what == "systemic":
            fires = content.is_review(outline) and not content.is_systemic(outline)
        else:
            fires = content.is_whole(outline) and not content.has_learning(outline) and not _is_for_customers(outline)
        if fires and (line := first_line(outline)) is not None:
            yield DocumentMatch(line, _captures(kind=self.what))


@dataclass(frozen=True, slots=True)
class Missing:
    """A match at the draft's first line for each kind that has neither a section nor its content elsewhere."""

    whole: ClassVar[bool] = True
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
class Expected:
    """As `Missing`, without the kinds for which the draft's template has no place."""

    whole: ClassVar[bool] = True
    kinds: tuple[SectionKind, ...]

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """One match a kind, in the order of the rule."""
        template = detect(outline)
        kinds = tuple(kind for kind in self.kinds if not leaves_out(template, {kind}))
        yield from Missing(kinds).find_in(outline)


@dataclass(frozen=True, slots=True)
class Required:
    """A match at the draft's first line for each section that its template asks for, or else the profile."""

    whole: ClassVar[bool] = True
    by_profile: tuple[tuple[str, tuple[Requirement, ...]], ...]
    profile: str = STANDARD

    def under(self, profile: str) -> Required:
        """With the list of `profile`."""
        return replace(self, profile=profile)

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """One match a section, in the order of the template or of the rule."""
        line, template = first_line(outline), detect(outline)
        if line is None or (template is None and not content.is_whole(outline)):
            return
        if template is not None:
            asked: list[tuple[Requirement, str]] = [(part.kind, part.wordings[0]) for part in template.required]
            origin = template.name
        else:
            lists = dict(self.by_profile)
            wanted = lists.get(self.profile, lists[STANDARD])
            asked = [(part, part if isinstance(part, str) else part.value) for part in wanted]
            origin = f"the profile '{self.profile}'"
        for part, heading in asked:
            if unmet(outline, part):
                kind = part if isinstance(part, str) else part.value
                yield DocumentMatch(line, _captures(kind=kind, heading=heading, origin=origin))


@dataclass(frozen=True, slots=True)
class Empty:
    """A match at each heading that has nothing under it."""

    whole: ClassVar[bool] = False

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """In the order of the text."""
        for index in content.empty_sections(outline):
            section = outline.document.sections[index]
            captures = _captures(heading=section.heading, kind=outline.kinds[index].value)
            yield DocumentMatch(section.heading_span, captures)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A match at each stretch of template text."""

    whole: ClassVar[bool] = False

    def find_in(self, outline: Outline) -> Iterator[DocumentMatch]:
        """In the order of the text."""
        text = outline.document.source.text
        for span in placeholders(outline):
            yield DocumentMatch(span, _captures(word=span.cut(text)))


@dataclass(frozen=True, slots=True)
class SingleFactor:
    """A match at the heading of a cause section that lists one factor."""

    whole: ClassVar[bool] = False

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
    return Missing(_kinds(node))


def _expected(node: Node) -> DocumentMatcher:
    return Expected(_kinds(node))


def _kinds(node: Node) -> tuple[SectionKind, ...]:
    kinds = node.choices(KINDS)
    if not kinds:
        raise node.refused("expected at least one kind of section", allowed=KINDS)
    return tuple(SectionKind(kind) for kind in kinds)


def _required(node: Node) -> DocumentMatcher:
    lists = node.mapping() if isinstance(node.value, Mapping) else {STANDARD: node}
    if STANDARD not in lists:
        raise node.refused("lists for profiles need one for `standard`, which is that of all others")
    return Required(tuple((profile, _requirements(value)) for profile, value in lists.items()))


def _requirements(node: Node) -> tuple[Requirement, ...]:
    allowed = (*KINDS, STORY)
    asked = node.choices(allowed)
    if not asked:
        raise node.refused("expected at least one kind of section", allowed=allowed)
    return tuple(name if name == STORY else SectionKind(name) for name in asked)


def _switch(made: Callable[[], DocumentMatcher]) -> Callable[[Node], DocumentMatcher]:
    def read(node: Node) -> DocumentMatcher:
        if not node.boolean():
            raise node.refused("this key can only be true")
        return made()

    return read


_BUILDERS: dict[str, Callable[[Node], DocumentMatcher]] = {
    "require": _require,
    "missing": _missing,
    "expected": _expected,
    "required": _required,
    "empty": _switch(Empty),
    "placeholder": _switch(Placeholder),
    "single_factor": _switch(SingleFactor),
}


def _is_for_customers(outline: Outline) -> bool:
    template = detect(outline)
    return template is not None and template.for_customers


def _captures(**given: str) -> dict[str, str]:
    return {name: _short(given.get(name, "")) for name in CAPTURES}


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_CAPTURE else plain[: _LONGEST_CAPTURE - 1].rstrip() + "…"
