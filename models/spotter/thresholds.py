"""Chooses the three borders of each family from scores that no network gave to sentences of its own training.

low    all but five of a thousand clear sentences of the family score higher: a rule is only overruled where the
       network sees nothing at all
high   the lowest border at which innocent snippets and innocent words of whole reviews are marked no more often than
       `TOLD` allows; a family that is wrong more often than one time in five there has a higher one of its own
sure   the same with `LOUD`
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from examples import FAMILIES

KEPT = 0.995
LOWEST, HIGHEST = 0.002, 0.02
"""What `low` may be, however the figures fall."""
STEPS = tuple(n / 200 for n in range(60, 200))
RIGHT = 0.8
"""Share of a family's marked snippets that have to deserve it."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """How often innocent text may be marked."""

    snippets: float
    """Share of the unmarked snippets."""
    per_1000: float
    """Marks in a thousand words of whole reviews."""


TOLD = Allowed(snippets=0.04, per_1000=0.6)
LOUD = Allowed(snippets=0.015, per_1000=0.2)


@dataclass(frozen=True, slots=True)
class Trial:
    """One sentence as a network that had not seen it scored it."""

    score: float
    family: str
    """The one it would be told as."""
    families: frozenset[str]
    """Those it was marked with, clear or mild."""
    clear: frozenset[str]
    review: bool
    """It stands in a whole review."""
    words: int


def low_of(trials: Sequence[Trial], family: str) -> float:
    """The border below which no rule of the family is believed."""
    scores = sorted(trial.score for trial in trials if family in trial.clear)
    if not scores:
        return LOWEST
    return min(HIGHEST, max(LOWEST, scores[int(len(scores) * (1 - KEPT))]))


def common_border(trials: Sequence[Trial], allowed: Allowed) -> float:
    """The lowest border for all families together that keeps what is allowed."""
    innocent = [trial for trial in trials if not trial.families]
    snippets = [trial for trial in innocent if not trial.review]
    reviews = [trial for trial in innocent if trial.review]
    words = sum(trial.words for trial in trials if trial.review)
    return next(
        (
            step
            for step in STEPS
            if _above(snippets, step) <= allowed.snippets * len(snippets)
            and _above(reviews, step) * 1000 <= allowed.per_1000 * words
        ),
        STEPS[-1],
    )


def border_of(trials: Sequence[Trial], family: str, common: float) -> float:
    """The family's own border: the common one, or the first above it from which the family is right often enough."""
    own = [trial for trial in trials if trial.family == family and not trial.review]
    return next((step for step in STEPS if step >= common and _precision(own, step) >= RIGHT), STEPS[-1])


def _precision(trials: Sequence[Trial], border: float) -> float:
    told = [trial for trial in trials if trial.score >= border]
    # Four right ones and a wrong one are added, so that a handful of sentences decides nothing.
    return (sum(bool(trial.families) for trial in told) + 4) / (len(told) + 5)


def write(trials: Sequence[Trial], path: Path) -> None:
    """Writes the thresholds, with the figures behind each, as TOML."""
    lines = [
        "# Written by train.py. For each family the borders that README.md explains, and behind them, over sentences",
        "# of hands that the scoring network had not seen: the number of clear sentences, the share of those above",
        "# each border, and the share of unmarked snippets above each that were taken for this family.",
    ]
    told, loud = common_border(trials, TOLD), common_border(trials, LOUD)
    for family in FAMILIES:
        low = low_of(trials, family)
        high = border_of(trials, family, told)
        sure = max(high, border_of(trials, family, loud))
        clear = [trial for trial in trials if family in trial.clear]
        innocent = [trial for trial in trials if not trial.families and not trial.review]
        taken = [trial for trial in innocent if trial.family == family]
        above = [_above(clear, border) / max(len(clear), 1) for border in (low, high, sure)]
        wrong = [_above(taken, border) / max(len(innocent), 1) for border in (low, high, sure)]
        lines += [
            "",
            f"[{family}]",
            f"low = {low:.4f}",
            f"high = {high:.4f}",
            f"sure = {sure:.4f}",
            f"sentences = {len(clear)}",
            f"above = {_listed(above)}",
            f"innocent_above = {_listed(wrong)}",
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _above(trials: Sequence[Trial], border: float) -> int:
    return sum(trial.score >= border for trial in trials)


def _listed(shares: Sequence[float]) -> str:
    return "[" + ", ".join(f"{share:.4f}" for share in shares) + "]"
