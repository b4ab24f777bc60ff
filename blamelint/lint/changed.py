"""Keeps the findings that a change is about: those on its lines, and those on a section or draft that it touches.

Lines here are counted as diffs count them: they end at a line feed only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from blamelint.document.model import Document
from blamelint.engine.model import Rule
from blamelint.engine.ruleset import RuleSet
from blamelint.finding import Finding
from blamelint.text import Span


@dataclass(frozen=True, slots=True)
class Lines:
    """Which lines of a text are new or changed, and between which ones something went away.

    Units: lines count from 0.
    """

    ranges: tuple[tuple[int, int], ...] = ()
    """Half open, ascending, apart from each other."""
    gaps: tuple[int, ...] = ()
    """The line before which lines went away, ascending; the number of lines where they stood at the end."""
    whole: bool = False
    """Every line counts as changed."""

    @classmethod
    def of(cls, lines: Iterable[tuple[int, int]], gaps: Iterable[int]) -> Lines:
        """The ranges put in order and joined where they touch."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted(lines):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return cls(tuple(joined), tuple(sorted(set(gaps))))

    def __bool__(self) -> bool:
        return self.whole or bool(self.ranges or self.gaps)

    @property
    def end(self) -> int:
        """How many lines the text has at least."""
        return max(self.ranges[-1][1] if self.ranges else 0, self.gaps[-1] if self.gaps else 0)

    def touch(self, first: int, last: int) -> bool:
        """True when one of the lines from `first` to `last` changed, or lines between them went away."""
        if self.whole:
            return True
        at = bisect_right(self.ranges, (last, _ENDLESS)) - 1
        return (at >= 0 and self.ranges[at][1] > first) or self._gap(first + 1, last)

    def touch_section(self, first: int, last: int) -> bool:
        """As `touch`; lines that went away after the last one count too, for they stood in the section."""
        return self.touch(first, last) or self._gap(first + 1, last + 1)

    def _gap(self, first: int, last: int) -> bool:
        at = bisect_left(self.gaps, first)
        return at < len(self.gaps) and self.gaps[at] <= last


WHOLE = Lines(whole=True)
"""A text that is new as a whole."""
_ENDLESS = 1 << 62


def on_changed_lines(
    findings: Iterable[Finding], document: Document, lines: Lines, ruleset: RuleSet
) -> tuple[Finding, ...]:
    """The findings that the change is about, in their order.

    Shape: a finding stays when a line of its words changed. One that a rule about the shape of a draft marks at a
    heading stays when the section under it changed, deeper ones included; one about the whole draft when anything did.
    """
    if lines.whole:
        return tuple(findings)
    return tuple(_kept(findings, document, lines, {rule.code: rule for rule in ruleset})) if lines else ()


def count_lines(text: str) -> int:
    """How many lines a diff counts in `text`."""
    return text.count("\n") + (bool(text) and not text.endswith("\n"))


def _kept(findings: Iterable[Finding], document: Document, lines: Lines, rules: dict[str, Rule]) -> Iterator[Finding]:
    ends = [end.start() for end in re.finditer("\n", document.source.text)]
    headings = {section.heading_span: section.span for section in document.sections if section.heading_span}
    for finding in findings:
        rule = rules.get(finding.rule)
        if rule is not None and _is_about_draft(rule):
            yield finding
            continue
        section = headings.get(finding.span) if rule is not None and _is_about_shape(rule) else None
        touch = lines.touch_section if section is not None else lines.touch
        if touch(*_lines_of(section or finding.span, ends)):
            yield finding


def _lines_of(span: Span, ends: list[int]) -> tuple[int, int]:
    """The first and the last line that `span` stands on."""
    return bisect_left(ends, span.start), bisect_left(ends, max(span.end - 1, span.start))


def _is_about_shape(rule: Rule) -> bool:
    return bool(rule.document_matchers or rule.passage_matchers)


def _is_about_draft(rule: Rule) -> bool:
    """True for a rule that looks at all of a draft, wherever its findings stand."""
    return any(matcher.whole for matcher in rule.document_matchers) or any(
        matcher.whole for matcher in rule.passage_matchers
    )
