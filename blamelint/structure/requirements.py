"""Whether a draft meets what its template or a profile asks for."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TypeAlias

from blamelint.structure import content
from blamelint.structure.conditions import CAUSE_SECTIONS
from blamelint.structure.headings import normal
from blamelint.structure.model import Outline, SectionKind
from blamelint.structure.templates import Template

STORY = "what happened"
"""A requirement that is no kind of section: the course of events, as a timeline or told."""
Requirement: TypeAlias = "SectionKind | str"
"""A kind of section, or `STORY`."""
_TOLD_BY_OTHERS = CAUSE_SECTIONS | {SectionKind.LUCK, SectionKind.LESSONS}
"""Their absence has rules of its own, which look at the content: BL601, BL603, BL604."""
_SIDES = frozenset({SectionKind.WELL, SectionKind.POORLY})
_STORIES = ("what happened", "what has happened", "the incident", "the outage", "the story")


def unmet(outline: Outline, requirement: Requirement) -> bool:
    """True when neither a section nor a text elsewhere in the draft is what is asked for.

    Shape: never for causes, luck and lessons, which have rules of their own; of what went well and what went poorly
    only for the one that is absent beside the other, since `Lessons learned` alone may hold both.
    """
    if isinstance(requirement, str):
        return not tells_story(outline)
    if requirement in _TOLD_BY_OTHERS:
        return False
    if requirement in _SIDES and _SIDES.isdisjoint(outline.kinds):
        return False
    return not content.has_content_of(outline, requirement)


def tells_story(outline: Outline) -> bool:
    """True when the draft tells the course of events: a timeline, an account of the response, or `What happened`."""
    if SectionKind.RESPONSE in outline.kinds or content.has_content_of(outline, SectionKind.TIMELINE):
        return True
    return any(normal(section.heading, bare=True).startswith(_STORIES) for section in outline.document.sections[1:])


def leaves_out(template: Template | None, kinds: AbstractSet[SectionKind]) -> bool:
    """True when the template has no section of any of these kinds; False without a template."""
    return template is not None and template.kinds.isdisjoint(kinds)
