"""Rules about the whole telling: what they read, what they leave unread, and what they never tell."""

from __future__ import annotations

import time

import pytest

from blamelint.config.model import Config, Layer, Level, Origin
from blamelint.config.resolve import command_line, resolve
from blamelint.engine.ruleset import RuleSet
from blamelint.language.reader import Reader
from tests.lint.conftest import Lint

PEOPLE = "The operator opened the valve. The planner moved the drill. The night team silenced the horn."
SYSTEMS = "The controller raised the flow. The pump pulled air. The alarm reached the desk."
DRAFT = "# Cooling drill\n\n## Causes\n\n{}\n"


def configured(*codes: str, **values: object) -> Config:
    """A config that runs these rules alone."""
    return resolve([Layer(Origin(Level.DEFAULT)), command_line({"select": list(codes), **values})])


def test_shares_need_five_acts(lint: Lint) -> None:
    """Four sentences about people are no share; with a fifth they are."""
    two = "Somebody cut the cable. The nurse changed the bag."
    assert lint(DRAFT.format(PEOPLE), configured("BL701")) == []
    assert [f.rule for f in lint(DRAFT.format(f"{PEOPLE} {two}"), configured("BL701"))] == ["BL701"]


def test_systems_in_place_of_people_are_silent(lint: Lint) -> None:
    """The same number of sentences about things is no finding."""
    text = DRAFT.format(f"{SYSTEMS} The valve stuck. The log ended.")
    assert lint(text, configured("BL701", "BL702", "BL703")) == []


def test_a_profile_has_limits_of_its_own(lint: Lint) -> None:
    """Half the acts are people's: too many for `strict`, not for the default."""
    text = DRAFT.format(f"{PEOPLE} {SYSTEMS}")
    assert lint(text, configured("BL701")) == []
    (finding,) = lint(text, configured("BL701", profile="strict"))
    assert "50%" in finding.message
    assert "limit 25%" in finding.message


@pytest.mark.parametrize("name", ["Chiara", "Mehmet", "Ngozi", "Thandiwe", "@rangi.t", "Kazimierz"])
def test_no_name_is_told(lint: Lint, name: str) -> None:
    """A finding about one actor does not say which, nor how often that one acts."""
    body = f"{name} opened the valve. {name} moved the drill. {name} cut the cable. {SYSTEMS}"
    for finding in lint(DRAFT.format(body), configured("BL701", "BL702", "BL703", profile="strict")):
        told = f"{finding.message} {finding.question} {[s.title for s in finding.suggestions]}"
        assert name.strip("@").lower() not in told.lower()
        assert finding.actor is None


def test_edits_elsewhere_keep_the_fingerprint(lint: Lint) -> None:
    """A share that moves by a sentence is still the same finding."""
    first = lint(DRAFT.format(f"{PEOPLE} {PEOPLE}"), configured("BL701"))
    second = lint(DRAFT.format(f"{PEOPLE} {PEOPLE} {SYSTEMS}"), configured("BL701"))
    assert [f.fingerprint for f in first] == [f.fingerprint for f in second] != []
    assert first[0].message != second[0].message


def test_the_gate_loses_no_example(lint: Lint, ruleset: RuleSet) -> None:
    """Findings with and without the gate are equal over all drafts among the examples."""
    for rule in ruleset:
        for example in (*rule.flags, *rule.passes) if rule.passage_matchers else ():
            config = configured(rule.code)
            assert lint(example.text, config) == lint(example.text, config, gated=False)


def test_a_draft_without_people_is_not_parsed(lint: Lint, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no word can be a person, and where sentences are few, spaCy stays unloaded."""

    def refuse(_: Reader, items: object) -> None:
        raise AssertionError(f"parsed {items}")

    monkeypatch.setattr(Reader, "read", refuse)
    config = configured("BL608", "BL701", "BL702", "BL703")
    assert lint(DRAFT.format("The pump pulled air. The alarm reached the panel. It rang. " * 4), config) == []
    assert lint(DRAFT.format(PEOPLE), config) == []
    assert lint("# Notes\n\n" + PEOPLE * 5, config) == []


def test_hostile_drafts_end(lint: Lint) -> None:
    """A long section costs time in proportion to its length, and no more than is read."""
    started = time.perf_counter()
    lint("# A\n\n## Causes\n\n" + "- The engineer cut it\n" * 3_000, configured("BL608", "BL701", "BL702", "BL703"))
    assert time.perf_counter() - started < 60
