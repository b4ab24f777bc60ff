"""What a run does with the edits that it carries out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from blamelint.document.model import Source
from blamelint.errors import Failure
from blamelint.finding import Applicability
from blamelint.run.write import write_back


@dataclass(frozen=True, slots=True)
class Fixing:
    """Which edits a job applies, and where the edited draft goes."""

    least: Applicability
    """The least safe ones."""
    write: Callable[[Source, Source], Failure | None]
    """Puts the second text into the place of the first."""


def into_file(least: Applicability, top: Path) -> Fixing:
    """Edits that change the draft's file; links are followed inside of `top`, the absolute folder of the project."""
    return Fixing(least, lambda before, after: write_back(before, after, top))


def into_report(least: Applicability) -> Fixing:
    """Edits that change nothing: the edited draft is in the report alone."""
    return Fixing(least, lambda _before, _after: None)
