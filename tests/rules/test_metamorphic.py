"""Change one thing about a sentence and the finding changes as it has to: names, systems, denial, quotes, reasons."""

from __future__ import annotations

import re

import pytest

from blamelint.engine.model import Example, Rule
from blamelint.engine.ruleset import load_rules
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.finding import Severity
from blamelint.language.gates import Gate
from tests.language.test_fairness import HANDLES, NAMES, THINGS
from tests.lint.conftest import Lint, reader, ruleset  # noqa: F401 (fixtures)
from tests.lint.conftest import lint as lint
from tests.lint.test_linter import configured

RULES = tuple(load_rules([], load_vocabulary()))
EVERYONE = [name for names in NAMES.values() for name in names] + HANDLES

ABOUT_PEOPLE = [
    ("{} deleted the production volume.", "BL101"),
    ("The production volume was deleted by {}.", "BL106"),
    ("It was {} who deleted the production volume.", "BL105"),
    ("{}'s change took the payment gateway down.", "BL102"),
    ("{} should have checked the label first.", "BL301"),
    ("{} could have asked the ward.", "BL304"),
    ("{} failed to read the banner.", "BL307"),
    ("{} was careless with the keys.", "BL203"),
    ("{} is to blame for the outage.", "BL201"),
    ("{} ignored the checklist.", "BL407"),
]
"""Sentences about a person, and a rule that sees each, alone or merged into another."""

ABOUT_THINGS = [
    "{} deleted the expired volumes.",
    "It was {} that deleted the expired volumes.",
    "{}'s change log grew by two pages.",
    "{} should have retried the request.",
    "{} failed to start.",
    "{} ignored the unknown header.",
]

DENIED = [
    ("The outage was caused by human error.", "The outage was not caused by human error."),
    ("The crew is to blame.", "The crew is not to blame."),
    ("The sole cause was the tariff upload.", "There was no sole cause; the tariff upload was one of three."),
    ("The nurse is at fault.", "No one is at fault."),
]

REASONED = [
    ("The intern dropped the users table", "BL103"),
    ("Kwame deleted the production volume", "BL101"),
    ("The contractor misconfigured the firewall", "BL103"),
]


def seen(lint: Lint, text: str, **config: object) -> dict[str, Severity]:
    """The wording rules that see something in `text`, merged ones too, with the severity they are told at."""
    findings = lint(f"# Review\n\n## Summary\n\n{text}\n", configured(**config))
    return {code: f.severity for f in findings for code in (f.rule, *f.also) if f.rule < "BL6"}


@pytest.mark.parametrize(("sentence", "rule"), ABOUT_PEOPLE)
def test_who_is_named_makes_no_difference(lint: Lint, sentence: str, rule: str) -> None:
    """Sixty names, handles and initials: the same rules at the same severity."""
    outcomes = {name: tuple(sorted(seen(lint, sentence.format(name)).items())) for name in EVERYONE}
    assert len(set(outcomes.values())) == 1, {v: k for k, v in outcomes.items()}
    assert rule in seen(lint, sentence.format(EVERYONE[0]))


@pytest.mark.parametrize("sentence", ABOUT_THINGS)
def test_a_system_in_the_same_place_is_silent(lint: Lint, sentence: str) -> None:
    """A hundred products and services in sentences of the same shape raise nothing."""
    loud = {thing: found for thing in THINGS if (found := seen(lint, sentence.format(thing)))}
    assert loud == {}


@pytest.mark.parametrize(("told", "denied"), DENIED)
def test_a_denied_attribution_is_silent(lint: Lint, told: str, denied: str) -> None:
    """Saying that somebody is not to blame blames nobody."""
    assert seen(lint, told)
    assert seen(lint, denied) == {}


@pytest.mark.parametrize(("sentence", "rule"), REASONED)
def test_a_reason_lowers_the_voice(lint: Lint, sentence: str, rule: str) -> None:
    """A condition that is no person takes a step off."""
    plain = seen(lint, f"{sentence}.")[rule]
    reasoned = seen(lint, f"{sentence} because both prompts look alike.").get(rule)
    assert reasoned is None or reasoned < plain


def sentences(rule: Rule) -> list[Example]:
    """The flags of a rule that are one paragraph and hold no quotation marks of their own."""
    return [e for e in rule.flags if e.shape == "paragraph" and not re.search(r"[\"“”«»\n]", e.text)]


QUOTABLE = [rule for rule in RULES if Gate.QUOTED in rule.gates and sentences(rule)]


@pytest.mark.parametrize("rule", QUOTABLE, ids=lambda rule: rule.code)
def test_quoted_speech_is_silent(lint: Lint, rule: Rule) -> None:
    """What somebody else said is theirs."""
    for example in sentences(rule):
        text = f'A customer wrote at noon: "{example.text}"'
        assert rule.code not in seen(lint, text, select=[rule.code], people=list(example.people)), text


@pytest.mark.parametrize("rule", [rule for rule in RULES if sentences(rule)], ids=lambda rule: rule.code)
def test_code_is_silent(lint: Lint, rule: Rule) -> None:
    """Fenced code is not prose, whatever it says."""
    text = "\n".join(example.text for example in sentences(rule))
    assert rule.code not in seen(lint, f"```\n{text}\n```", select=[rule.code])
