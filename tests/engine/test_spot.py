"""The matcher behind `spot:`, and matchers that are built when they first have to look."""

from __future__ import annotations

import pytest

from blamelint.engine.matchers import LATE_FORMS, build
from blamelint.engine.matchers.deferred import Deferred
from blamelint.engine.matchers.phrase import PhraseMatcher
from blamelint.engine.matchers.spot import SpotMatcher
from blamelint.engine.model import BlockMatcher, Match
from blamelint.engine.ruleset import load_rules
from blamelint.engine.vocabulary import Vocabulary
from blamelint.errors import RuleError
from blamelint.language.gates import FAMILIES
from blamelint.language.model import Needs
from blamelint.language.spotter.model import Sight, Spot
from blamelint.located import load
from blamelint.text import Span
from tests.engine.conftest import CONTEXT, block_of


def spot_of(yaml: str, vocabulary: Vocabulary) -> SpotMatcher:
    """The matcher of `spot: yaml`."""
    matcher = build("spot", load(yaml, "rule.yaml"), None, vocabulary).matcher
    assert isinstance(matcher, SpotMatcher)
    return matcher


def test_it_takes_the_spots_of_its_family(vocabulary: Vocabulary) -> None:
    """With the sentence around each, and unsure where the spotter is."""
    sight = Sight(
        spots=(
            Spot(Span(0, 4), Span(0, 20), "F05", 0.9, sure=True),
            Spot(Span(6, 9), Span(0, 20), "F06", 0.9, sure=True),
            Spot(Span(30, 34), Span(22, 40), "F05", 0.7, sure=False),
        )
    )
    assert list(spot_of("F05", vocabulary).find_in_sight(sight)) == [
        Match(Span(0, 4), Span(0, 20)),
        Match(Span(30, 34), Span(22, 40), unsure=True),
    ]
    assert list(spot_of("F07", vocabulary).find_in_sight(sight)) == []


def test_it_sees_nothing_by_itself(vocabulary: Vocabulary) -> None:
    """No block tells it anything, and it needs no parser."""
    matcher = spot_of("F05", vocabulary)
    assert matcher.needs is Needs.NOTHING
    assert list(matcher.find(block_of("They forgot."), CONTEXT, None)) == []


@pytest.mark.parametrize("yaml", ["F25", "f05", "omission", "[F05]", "{family: F05}", "5", ""])
def test_what_names_no_family_is_refused(vocabulary: Vocabulary, yaml: str) -> None:
    """One family, as rules write it."""
    with pytest.raises(RuleError):
        spot_of(yaml, vocabulary)


def test_each_family_has_its_generic_rule(vocabulary: Vocabulary) -> None:
    """BL801 speaks for F01 and so on; none of them is loud, and all may be switched on."""
    generic = {rule.code: rule for rule in load_rules((), vocabulary) if rule.group == "spotter"}
    assert set(generic) == {f"BL8{family[1:]}" for family in FAMILIES}
    for code, rule in generic.items():
        family = f"F{code[3:]}"
        assert rule.matchers == (SpotMatcher(family),)
        assert rule.families == (family,)
        assert rule.severity.name in {"INFO", "WARNING"}


# ---- late matchers


def test_late_matchers_are_built_once_and_on_first_use() -> None:
    """Whatever is asked first."""
    built: list[BlockMatcher] = []

    def make() -> BlockMatcher:
        built.append(SpotMatcher("F05"))
        return built[-1]

    late = Deferred(make)
    assert built == []
    assert late.needs is Needs.NOTHING
    assert late.cues == ((),)
    assert list(late.find(block_of("They forgot."), CONTEXT, None)) == []
    assert len(built) == 1
    assert late.matcher is built[0]


YAML = {
    "phrase": "[to blame]",
    "tokens": "[[{LOWER: blame}]]",
    "clause": "{actor: NAMED, predicate: [forget]}",
    "label": "{name: [cause], says: [human error]}",
}


@pytest.mark.parametrize("form", sorted(LATE_FORMS))
def test_late_forms_promise_the_captures_that_they_build(vocabulary: Vocabulary, form: str) -> None:
    """A message of a late matcher is checked against the same words."""
    yaml = YAML[form]
    late = build(form, load(yaml, "rule.yaml"), None, vocabulary, late=True)
    now = build(form, load(yaml, "rule.yaml"), None, vocabulary)
    assert isinstance(late.matcher, Deferred)
    assert set(late.captures) == set(now.captures)
    assert late.matcher.needs == now.matcher.needs  # type: ignore[union-attr]


def test_every_late_matcher_of_the_shipped_rules_builds(vocabulary: Vocabulary) -> None:
    """What a run would find out only in some draft is found out here."""
    late = [
        matcher
        for rule in load_rules((), vocabulary)
        for matcher in (*rule.matchers, *rule.unless)
        if isinstance(matcher, Deferred)
    ]
    assert len(late) > 50
    assert any(isinstance(each.matcher, PhraseMatcher) for each in late)
    for each in late:
        assert each.matcher.cues is not None


def test_a_teams_rules_are_built_at_once(vocabulary: Vocabulary) -> None:
    """A mistake in one of them is told before any draft is read."""
    with pytest.raises(RuleError):
        build("phrase", load("[~]", "rule.yaml"), None, vocabulary)
