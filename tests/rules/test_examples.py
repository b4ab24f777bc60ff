"""Every example of every shipped rule, and what has to hold of the suggestions it leads to."""

from __future__ import annotations

import re
from functools import cache

import pytest

from blamelint.engine.model import Rule
from blamelint.engine.proof import Lint, ProofResult, coverage, prove
from blamelint.engine.ruleset import load_rules
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.finding import Applicability, Finding
from blamelint.run.proving import prover
from blamelint.structure.model import Names

VOCABULARY = load_vocabulary()
RULES = tuple(load_rules([], VOCABULARY))
SLOT = re.compile(r"<[^<>\n]*>")
WORDING = re.compile(r"BL[1-5]\d\d")


@cache
def linter() -> Lint:
    return prover(VOCABULARY)


@cache
def proof(code: str) -> tuple[ProofResult, ...]:
    """The examples of one rule, run once."""
    return tuple(prove(next(rule for rule in RULES if rule.code == code), linter()))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_the_rule_does_what_its_examples_say(rule: Rule) -> None:
    """Each flag fires exactly at its marks, each pass is silent."""
    assert [result.told() for result in proof(rule.code) if not result.holds] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_rule_is_proved_by_enough_examples(rule: Rule) -> None:
    """At least ten flags and ten passes, no two the same; eight for the rules on directives."""
    least = 8 if rule.group == "directive" else 10
    assert len({example.text for example in rule.flags}) >= least
    assert len({example.text for example in rule.passes}) >= least


def test_no_rule_is_dead() -> None:
    """Every rule fires on at least one of its own flags."""
    unproved = coverage(RULES, [result for rule in RULES for result in proof(rule.code)])
    assert (unproved.without_flag, unproved.without_pass, unproved.never_fired) == ((), (), ())


def findings(rule: Rule) -> list[tuple[str, Finding, Names]]:
    """What the rule finds in its own flags, with the draft and the names it was found in."""
    found = []
    for result in proof(rule.code):
        if result.flag:
            example = result.example
            names = Names(frozenset(example.people), frozenset(example.systems), frozenset(example.teams))
            found.extend((result.text, finding, names) for finding in linter()(result.text, rule, names))
    return found


def edited(text: str, finding: Finding, number: int) -> str:
    """The draft after one suggestion."""
    for edit in sorted(finding.suggestions[number].edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_messages_are_filled(rule: Rule) -> None:
    """No capture is left open, nothing is empty."""
    for text, finding, _ in findings(rule):
        marked = " ".join(finding.span.cut(text).split())
        for words in (finding.message, finding.question or "-", *(s.title for s in finding.suggestions)):
            assert words.strip()
            assert not re.search(r"[{}]", words.replace(marked, ""))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_safe_edit_leaves_no_finding(rule: Rule) -> None:
    """After a safe edit the rule sees nothing more at that place, and other words are as they were."""
    for text, finding, names in findings(rule):
        for number, suggestion in enumerate(finding.suggestions):
            if suggestion.applicability is Applicability.SAFE and suggestion.edits:
                after = edited(text, finding, number)
                left = linter()(after, rule, names)
                assert all(f.span.start != finding.span.start for f in left), after
                assert len(left) < len(linter()(text, rule, names)), after


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_suggestions_with_filled_slots_lint_clean(rule: Rule) -> None:
    """What a suggestion puts in place of the words raises no finding of its rule, slots filled with neutral nouns."""
    for template in rule.offers:
        if template.edit and WORDING.fullmatch(rule.code):
            filled = SLOT.sub("the valve", re.sub(r"\{\w+\}", "the valve", template.edit))
            text = f"# Review\n\n## Summary\n\n{filled[:1].upper()}{filled[1:]}.\n"
            assert list(linter()(text, rule, Names())) == [], filled
