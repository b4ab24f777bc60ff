"""Which findings a change is about."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.document.formats import parse
from blamelint.document.model import Format, Source
from blamelint.engine.ruleset import RuleSet
from blamelint.finding import Finding, Severity
from blamelint.lint.changed import WHOLE, Lines, count_lines, on_changed_lines
from blamelint.text import Span

DRAFT = """\
# Pump house, 4 May

## Summary

The pump stopped.
It stood still for an hour.

## Factors

- No alarm on the valve

### Tools

- No screen

## Lessons

Much was learned.
"""
numbers = st.integers(0, 30)
ranges = st.lists(st.tuples(numbers, st.integers(1, 4)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=6)


@given(ranges, st.lists(numbers, max_size=5), numbers, st.integers(0, 6))
def test_lines_touch_as_a_search_one_by_one(given_ranges, gaps, first, length) -> None:
    """What bisection says is what looking at each line and each gap says."""
    last = first + length
    lines = Lines.of(given_ranges, gaps)
    changed = {line for start, end in given_ranges for line in range(start, end)}
    inside = any(first < gap <= last for gap in gaps)
    assert lines.touch(first, last) == (any(first <= line <= last for line in changed) or inside)
    assert lines.touch_section(first, last) == (lines.touch(first, last) or last + 1 in gaps)
    assert bool(lines) == bool(changed or gaps)
    assert lines.end == max([0, *gaps, *(line + 1 for line in changed)])


def found(rule: str, words: str, text: str) -> Finding:
    """A finding of `rule` at the first place where `words` stand."""
    at = text.index(words)
    return Finding(rule, "name", "group", Severity.INFO, Span(at, at + len(words)), "message", None)


def kept(rule: str, words: str, lines: Lines, ruleset: RuleSet, text: str = DRAFT) -> bool:
    """Whether a finding of `rule` at `words` stays."""
    document = parse(Source("draft.md", text), Format.MARKDOWN)
    return bool(on_changed_lines([found(rule, words, text)], document, lines, ruleset))


def line_of(words: str, text: str = DRAFT) -> int:
    return text[: text.index(words)].count("\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_wording_stays_when_one_of_its_lines_changed(ruleset: RuleSet, newline: str) -> None:
    """Also where the words go on in the next line, and where lines between them went away."""
    text = DRAFT.replace("\n", newline)
    words = f"stopped.{newline}It"
    at = line_of(words, text)
    assert kept("BL311", words, Lines.of([(at, at + 1)], []), ruleset, text)
    assert kept("BL311", words, Lines.of([(at + 1, at + 2)], []), ruleset, text)
    assert kept("BL311", words, Lines.of([], [at + 1]), ruleset, text)
    assert not kept("BL311", words, Lines.of([(at - 1, at), (at + 2, at + 3)], [at, at + 2]), ruleset, text)


def test_a_carriage_return_alone_ends_no_line_of_a_diff(ruleset: RuleSet) -> None:
    """A diff counts line feeds only, and so do we here."""
    text = "One\rtwo.\nThree.\n"
    assert kept("BL311", "Three", Lines.of([(1, 2)], []), ruleset, text)
    assert not kept("BL311", "two", Lines.of([(1, 2)], []), ruleset, text)


@pytest.mark.parametrize("rule", ["BL605", "BL607", "BL608", "BL506"])
def test_a_finding_on_a_section_stays_when_something_in_it_changed(ruleset: RuleSet, rule: str) -> None:
    """In the section of the heading that it marks, deeper ones included, and nowhere else."""
    for words, stays in [
        ("The pump", False),
        ("Factors", True),
        ("No alarm", True),
        ("No screen", True),
        ("Much", False),
    ]:
        assert kept(rule, "Factors", Lines.of([(line_of(words), line_of(words) + 1)], []), ruleset) is stays
    after_the_last = line_of("## Lessons")
    assert kept(rule, "Factors", Lines.of([], [after_the_last]), ruleset)
    assert not kept(rule, "Factors", Lines.of([], [line_of("## Factors")]), ruleset)


@pytest.mark.parametrize("rule", ["BL601", "BL602", "BL603", "BL604", "BL508", "BL701", "BL702", "BL703", "BL704"])
@pytest.mark.parametrize("words", ["Pump house", "Summary", "Factors"])
def test_a_finding_on_the_draft_stays_when_anything_changed(ruleset: RuleSet, rule: str, words: str) -> None:
    """Wherever it stands and whatever changed."""
    assert kept(rule, words, Lines.of([(line_of("Much"), line_of("Much") + 1)], []), ruleset)
    assert kept(rule, words, Lines.of([], [0]), ruleset)
    assert not kept(rule, words, Lines(), ruleset)


def test_rules_on_words_are_few_among_those_on_sections_and_drafts(ruleset: RuleSet) -> None:
    """Findings of these groups are told by section or draft; those of a rule of words among them by their lines."""
    assert {rule.code for rule in ruleset if rule.group in ("section", "document") and rule.matchers} == {"BL609"}


def test_placeholders_and_wordings_in_headings_are_told_by_their_lines(ruleset: RuleSet) -> None:
    """Only a finding that marks a whole heading, by a rule that looks at the draft's shape, is about its section."""
    other = Lines.of([(line_of("No alarm"), line_of("No alarm") + 1)], [])
    assert not kept("BL401", "Factors", other, ruleset)
    assert not kept("BL606", "No screen", other, ruleset)
    assert kept("BL606", "No alarm", other, ruleset)
    assert not kept("OUR1", "Factors", other, ruleset)


def test_a_new_draft_keeps_all_and_an_unchanged_one_nothing(ruleset: RuleSet) -> None:
    """Nothing is looked at then."""
    assert kept("BL311", "Much", WHOLE, ruleset)
    assert not kept("BL311", "Much", Lines(), ruleset)


def test_findings_keep_their_order(ruleset: RuleSet) -> None:
    """What is left out leaves the others as they were."""
    document = parse(Source("draft.md", DRAFT), Format.MARKDOWN)
    several = [found("BL311", words, DRAFT) for words in ("The pump", "No alarm", "Much")]
    several[1] = dataclasses.replace(several[1], rule="BL201")
    lines = Lines.of([(0, 8), (17, 18)], [])
    assert on_changed_lines(several, document, lines, ruleset) == (several[0], several[2])


@pytest.mark.parametrize(("text", "count"), [("", 0), ("a", 1), ("a\n", 1), ("a\n\n", 2), ("a\r\nb", 2), ("a\rb\n", 1)])
def test_lines_are_counted_as_diffs_do(text: str, count: int) -> None:
    """A last line without its end is a line."""
    assert count_lines(text) == count
