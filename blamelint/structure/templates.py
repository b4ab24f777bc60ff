"""Which template a draft was made from, told by its headings.

A wording that one template alone has says much, `Timeline` says next to nothing: a heading weighs what it tells apart.
A draft that could come from several templates, or from none, has none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from blamelint import assets, located
from blamelint.structure.headings import LONGEST, normal
from blamelint.structure.labels import lead_of
from blamelint.structure.model import Outline, SectionKind
from blamelint.structure.timeline import has_clock, is_moment

if TYPE_CHECKING:
    from blamelint.located import Node

LEAST_LIKENESS = 0.5
"""0 is nothing in common, 1 is each heading of the template and no other."""
LEAST_EVIDENCE = 5.0
"""What the headings found in the draft weigh together: two wordings of one template only, or many others."""
LEAST_LEAD = 0.08
"""How much more like it the best template is than the next."""
BEGINS = 0.7
"""The share that counts of a heading that only begins with the template's words."""
SAME_KIND = 0.3
"""The share that counts where the template has a section of that kind under other words."""
UNKNOWN = 0.5
"""What a heading weighs in which no template shows."""
MOST = 400
"""Headings and labels that are looked at; a longer draft shows its template before that."""


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """One heading of a template."""

    kind: SectionKind
    wordings: tuple[str, ...]
    """As the template writes it, the usual one first."""
    required: bool
    """The template asks for it in every review."""


@dataclass(frozen=True, slots=True)
class Template:
    """What a template asks for."""

    key: str
    name: str
    """With its article, for a sentence: `the PagerDuty template`."""
    source: str
    sections: tuple[TemplateSection, ...]
    for_customers: bool = False
    """It reports to customers; what was learned is told inside, in another document."""

    @property
    def required(self) -> tuple[TemplateSection, ...]:
        """One section for each kind that the template asks for, in its order."""
        first: dict[SectionKind, TemplateSection] = {}
        for section in self.sections:
            if section.required:
                first.setdefault(section.kind, section)
        return tuple(first.values())

    @property
    def kinds(self) -> frozenset[SectionKind]:
        """The kinds of sections that it has, asked for or not."""
        return frozenset(section.kind for section in self.sections)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far a draft looks like one template."""

    template: Template
    share: float
    """From 0 to 1."""
    evidence: float
    """The weight of the headings that they share word for word."""


def detect(outline: Outline, templates: Sequence[Template] | None = None) -> Template | None:
    """The template whose headings the draft has; None when it shows none, or no single one."""
    best, *others = likenesses(outline, templates)
    if best.evidence < LEAST_EVIDENCE or best.share < LEAST_LIKENESS:
        return None
    if others and best.share - others[0].share < LEAST_LEAD:
        return None
    return best.template


def likenesses(outline: Outline, templates: Sequence[Template] | None = None) -> tuple[Likeness, ...]:
    """How far the draft looks like each template, the likest first; in the order of the data where two are equal."""
    known = tuple(templates) if templates is not None else known_templates()
    weights = _weights(known)
    headings = _headings(outline, frozenset(weights))
    found = [_likeness(template, headings, weights) for template in known]
    return tuple(sorted(found, key=lambda likeness: -likeness.share))


@cache
def known_templates() -> tuple[Template, ...]:
    """The templates of blamelint's own data."""
    path = assets.folder("rules") / "vocabulary" / "templates.yaml"
    return read_templates(located.load_file(path))


def read_templates(node: Node) -> tuple[Template, ...]:
    """The templates of a parsed `templates.yaml`.

    Errors: RuleError for unknown keys and kinds, and for a heading without words.
    """
    top = node.mapping(("about", "templates"), required=("templates",))
    return tuple(_template(key, said) for key, said in top["templates"].mapping().items())


def _template(key: str, node: Node) -> Template:
    said = node.mapping(("name", "source", "for_customers", "required", "optional"), required=("name", "required"))
    sections: list[TemplateSection] = []
    for part in ("required", "optional"):
        if part in said:
            sections += _sections(said[part], required=part == "required")
    return Template(
        key=key,
        name=said["name"].text(),
        source=said["source"].text() if "source" in said else "",
        sections=tuple(sections),
        for_customers="for_customers" in said and said["for_customers"].boolean(),
    )


def _sections(node: Node, *, required: bool) -> Iterator[TemplateSection]:
    for kind, headings in node.mapping(tuple(kind.value for kind in SectionKind)).items():
        for item in headings.items():
            wordings = tuple(wording.strip() for wording in item.text().split("|"))
            if not all(folded(wording) for wording in wordings):
                raise item.refused("expected the words of a heading")
            yield TemplateSection(SectionKind(kind), wordings, required)


def folded(heading: str) -> str:
    """The heading in normal form, plurals and spellings made equal: `Root Cause(s)` is `Root causes`."""
    words = normal(_FIVE_WHYS.sub("five", heading), bare=True).split(" ")
    return " ".join(_SPELT.get(word, word[:-1] if _is_plural(word) else word) for word in words)


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss")


_SPELT = {"learnt": "learned", "ups": "up"}
_FIVE_WHYS = re.compile(r"\b5(?=[ -]whys\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading of a draft, or a label that stands for one."""

    wording: str
    """The template wording that it is or begins with; empty when no template has it."""
    kind: SectionKind
    whole: bool = False


def _headings(outline: Outline, wordings: frozenset[str]) -> tuple[_Heading, ...]:
    """Each wording once; labels in text and tables only where a template has their words."""
    found: dict[tuple[str, SectionKind], _Heading] = {}
    for text, kind, is_label in _titles(outline):
        heading = _heading(text, kind, wordings)
        if heading.wording and (heading.whole or not is_label):
            known = found.get((heading.wording, SectionKind.OTHER))
            if known is None or not known.whole:
                found[heading.wording, SectionKind.OTHER] = heading
        elif not heading.wording and not is_label and kind is not SectionKind.OTHER:
            found.setdefault(("", kind), heading)
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _titles(outline: Outline) -> Iterator[tuple[str, SectionKind, bool]]:
    """Headings with what they open, then labels of paragraphs and rows outside of timelines and action lists."""
    document = outline.document
    listed = [False]
    for section, kind in zip(document.sections[1:], outline.kinds[1:], strict=True):
        above = section.parent is not None and listed[section.parent]
        listed.append(above or kind in _LISTS)
        if not is_moment(section.heading) and not has_clock(section.heading) and len(section.heading) <= LONGEST:
            yield section.heading, kind, False
    for block, context in zip(document.blocks, outline.contexts, strict=True):
        if block.level or listed[block.section] or context.entry or context.action or context.in_quote:
            continue
        label = lead_of(block)[0] if block.cell is None else block.text if block.cell.column == 0 else ""
        if label and len(label) <= LONGEST:
            yield label, SectionKind.OTHER, True


_LISTS = frozenset({SectionKind.TIMELINE, SectionKind.ACTIONS})


def _heading(text: str, kind: SectionKind, wordings: frozenset[str]) -> _Heading:
    """The heading with the longest wording that it begins with."""
    form = folded(text)
    if form in wordings:
        return _Heading(form, kind, whole=True)
    end = form.rfind(" ")
    while end > 0:
        if form[:end] in wordings:
            return _Heading(form[:end], kind)
        end = form.rfind(" ", 0, end)
    return _Heading("", kind)


def _weights(templates: Sequence[Template]) -> dict[str, float]:
    """What each wording tells apart: the fewer templates have it, the more."""
    having = Counter(wording for template in templates for wording in _wordings(template))
    return {wording: math.log((len(templates) + 1) / count) for wording, count in having.items()}


def _wordings(template: Template) -> set[str]:
    return {folded(wording) for section in template.sections for wording in section.wordings}


def _likeness(template: Template, headings: Sequence[_Heading], weights: dict[str, float]) -> Likeness:
    """Twice what they share over what both have: Dice's coefficient, weighted."""
    at_hand = {heading.wording: heading for heading in headings if heading.wording}
    other_kinds = {heading.kind for heading in headings}
    all_of_draft = sum(weights.get(heading.wording, UNKNOWN) for heading in headings)
    all_of_template = shared = evidence = 0.0
    for section in template.sections:
        words = [folded(wording) for wording in section.wordings]
        weight = max(weights[word] for word in words)
        all_of_template += weight
        present = [at_hand[word] for word in words if word in at_hand]
        if present:
            part = max(weights[heading.wording] * (1 if heading.whole else BEGINS) for heading in present)
            shared += part
            evidence += part
        elif section.kind in other_kinds and section.kind is not SectionKind.OTHER:
            shared += SAME_KIND * min(weight, UNKNOWN)
    both = all_of_draft + all_of_template
    return Likeness(template, min(1.0, 2 * shared / both) if both else 0.0, evidence)
