"""One finding for one clause: what several rules see in the same words is told once, by the rule that weighs most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from blamelint.engine.model import Match, Rule
from blamelint.finding import Severity

GROUPS = ("judgement", "agency", "cause", "action", "hindsight", "section", "document", "directive", "spotter")
"""Order of precedence between rules of one severity; a team's own groups come after these."""
LIGHT = frozenset({"BL311", "BL313", "BL314", "BL207"})
"""Loaded single words; they speak for a clause only when nothing else does."""

CLOSE = 30
"""Code points between the marked words of one clause; farther apart, each deserves a finding of its own."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match that passed all gates, with the rule that saw it."""

    rule: Rule
    severity: Severity
    match: Match

    @property
    def weight(self) -> tuple[int, bool, int, int, str]:
        """Sorts the candidate that speaks for a clause first."""
        group = GROUPS.index(self.rule.group) if self.rule.group in GROUPS else len(GROUPS)
        light = self.rule.code in LIGHT
        return (-self.severity, light, group, self.match.span.start, self.rule.code)


@dataclass(frozen=True, slots=True)
class Merged:
    """The candidate that speaks for a clause, and those that saw the same."""

    candidate: Candidate
    others: tuple[Candidate, ...]
    """One for each other rule, by code."""


def sieve(candidates: Sequence[Candidate]) -> list[Merged]:
    """One candidate for each clause of a block, in the order of the text."""
    kept: list[tuple[Candidate, dict[str, Candidate]]] = []
    for candidate in sorted(candidates, key=lambda c: c.weight):
        home = next((entry for entry in kept if same_place(entry[0].match, candidate.match)), None)
        if home is None:
            kept.append((candidate, {}))
        elif candidate.rule.code != home[0].rule.code:
            home[1].setdefault(candidate.rule.code, candidate)
    merged = [Merged(candidate, tuple(others[code] for code in sorted(others))) for candidate, others in kept]
    return sorted(
        merged, key=lambda m: (m.candidate.match.span.start, m.candidate.match.span.end, m.candidate.rule.code)
    )


def same_place(one: Match, other: Match) -> bool:
    """True when the marked words overlap, or stand close together and each lies in what the other speaks for."""
    if one.span.overlaps(other.span):
        return True
    gap = max(one.span.start, other.span.start) - min(one.span.end, other.span.end)
    return gap <= CLOSE and one.reach.contains(other.span) and other.reach.contains(one.span)
