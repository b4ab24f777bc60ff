"""How loud a finding is in its place: the rule's own severity, weighed by what else the clause says.

People blame by checking, in order, whether somebody caused the event, broke a norm, meant to, had a duty and could have
prevented it. Each of these ingredients has words of its own; a clause with two of them reads as a verdict, and a clause
that gives a reason which is no person has begun to explain.
Source: Malle, Guglielmo and Monroe, A theory of blame (2014); README, "Severity".
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from blamelint.engine.model import Match, Rule
from blamelint.finding import Confidence, Severity
from blamelint.language.model import ActorKind
from blamelint.structure.model import Context, SectionKind


class Ingredient(Enum):
    """One step on the way to blame."""

    CAUSALITY = "an agent caused it"
    NORM = "a norm was broken"
    INTENT = "it was meant"
    OBLIGATION = "there was a duty"
    CAPACITY = "it could be foreseen or prevented"
    CHARACTER = "it shows what they are like"
    VERDICT = "somebody is the cause"


INGREDIENTS: dict[str, Ingredient] = {
    **dict.fromkeys(("F01", "F02", "F20", "F21"), Ingredient.CAUSALITY),
    **dict.fromkeys(("F14", "F16", "F17"), Ingredient.NORM),
    "F13": Ingredient.INTENT,
    **dict.fromkeys(("F05", "F06"), Ingredient.OBLIGATION),
    **dict.fromkeys(("F07", "F08", "F09"), Ingredient.CAPACITY),
    **dict.fromkeys(("F04", "F15"), Ingredient.CHARACTER),
    **dict.fromkeys(("F03", "F10", "F11"), Ingredient.VERDICT),
}
"""The ingredient that each family of wording adds; families without one say nothing about who is to be blamed."""
TELLING = frozenset({SectionKind.POORLY, SectionKind.LESSONS})
"""Sections whose templates invite looking back: hindsight weighs one step less there."""
AGENCY = frozenset({"F01", "F02", "F20", "F21"})


def weighed(severity: Severity, rule: Rule, also: Collection[Rule], match: Match, context: Context) -> Severity:
    """`severity` one step up, one step down, or as it is.

    Shape: up for two different ingredients in one clause, or a named agent (which rules on names count already);
    down for second-story credit, for hindsight in lessons, and for an agent in a timeline; ups and downs cancel.
    A guessed actor, and what the matcher itself is unsure of, is never above `info`.
    """
    if match.unsure or (match.actor is not None and match.actor.confidence is Confidence.LOW):
        return Severity.INFO
    if severity is Severity.INFO and rule.group not in {"hindsight", "agency"}:
        return severity
    steps = 0
    ingredients = {INGREDIENTS[family] for one in (rule, *also) for family in one.families if family in INGREDIENTS}
    named = match.actor is not None and match.actor.kind == ActorKind.NAMED.value and "F01" not in rule.families
    if len(ingredients) >= 2 or named:
        steps += 1
    if match.credit:
        steps -= 1
    if rule.group == "hindsight" and context.section in TELLING:
        steps -= 1
    if context.entry and AGENCY.issuperset(rule.families):
        steps -= 1
    return Severity(min(Severity.ERROR, max(Severity.INFO, severity + steps)))
