"""Two readers, one verdict: what the spotter lets rules say, and what it says where they have nothing to say.

Below a family's low threshold no rule of the family is believed, above its high threshold a spot speaks through the
family's own generic rule, and in between the rules decide. Without a sight the rules are alone and always believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blamelint.engine.model import Match, Rule
from blamelint.language.spotter.model import Sight
from blamelint.lint.sieve import Candidate, same_place


def is_generic(rule: Rule) -> bool:
    """True for a rule that speaks for spots."""
    return bool(rule.spots)


def may_speak(rule: Rule, sight: Sight | None) -> bool:
    """False when nothing that the rule sees in the block would be believed."""
    if is_generic(rule):
        others = len(rule.matchers) > len(rule.spots)
        return others or (sight is not None and any(spot.family in rule.spots for spot in sight.spots))
    return sight is None or not rule.veto or sight.suspects(rule.families)


def is_believed(rule: Rule, match: Match, sight: Sight | None) -> bool:
    """True when the spotter does not take the match back."""
    return sight is None or not rule.veto or is_generic(rule) or sight.upholds(rule.families, match.span)


def unexplained(spoken: Iterable[Candidate], by_rules: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those of the generic rules' candidates whose words no rule has spoken for."""
    told = [candidate.match for candidate in by_rules]
    return (each for each in spoken if not any(same_place(match, each.match) for match in told))


def reserved(match: Match, rule: Rule, off: Iterable[tuple[Rule, Match]]) -> bool:
    """True when the words belong to a rule of the same family that is off: then nobody speaks of them."""
    return any(match.span.overlaps(other.span) and not set(rule.families).isdisjoint(by.families) for by, other in off)
