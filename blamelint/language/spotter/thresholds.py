"""How suspicious a sentence has to be, by family: to let a rule speak, to speak without one, to speak up."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from blamelint.errors import ModelError, one_line
from blamelint.language.gates import FAMILIES

NAMES = ("low", "high", "sure")


@dataclass(frozen=True, slots=True)
class Threshold:
    """The three borders of one family, as scores from 0 to 1."""

    low: float
    """A rule of the family is believed in a sentence of at least this score."""
    high: float
    """From here on a spot is told although no rule explains it."""
    sure: float
    """From here on it is told as loudly as its rule is."""


def read_thresholds(path: Path) -> Mapping[str, Threshold]:
    """The thresholds of every family.

    Errors: ModelError when the file is absent, no TOML, lacks a family or a number, or holds borders out of order.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return {family: _threshold(family, tables[family]) for family in sorted(FAMILIES)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the spotter's thresholds in {path.name} cannot be read ({one_line(error)})") from error


def _threshold(family: str, table: Mapping[str, object]) -> Threshold:
    borders = [table[name] for name in NAMES]
    numbers = [border for border in borders if isinstance(border, int | float) and not isinstance(border, bool)]
    if len(numbers) < len(borders):
        raise ValueError(f"a border of {family} is no number")
    low, high, sure = map(float, numbers)
    # Rules of a family are asked only where its spots may be, so a spot below its family's `low` would go unexplained.
    if not 0 <= low <= high <= sure <= 1:
        raise ValueError(f"the borders of {family} are not in order from 0 to 1")
    return Threshold(low, high, sure)
