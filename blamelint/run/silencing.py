"""What a run does with findings that are to stay in the draft, with a directive beside each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from blamelint.document.model import Source
from blamelint.errors import Failure
from blamelint.finding import Severity
from blamelint.run.write import write_back


@dataclass(frozen=True, slots=True)
class Silencing:
    """Which findings a job writes directives for, and where the draft goes."""

    limit: Severity
    """The least severe ones."""
    reason: str
    """What the directives say; see `lint.silence.bad_in`."""
    write: Callable[[Source, Source], Failure | None]
    """Puts the second text into the place of the first."""


def in_file(limit: Severity, reason: str, top: Path) -> Silencing:
    """Directives in the draft's file; links are followed inside of `top`, the absolute folder of the project."""
    return Silencing(limit, reason, lambda before, after: write_back(before, after, top))
