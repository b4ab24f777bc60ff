"""A line on standard error that says how far a long run is; only a person at a terminal ever sees it."""

from __future__ import annotations

import sys
import time

import click

from blamelint.cli.door import complain_of_bug
from blamelint.emit.cells import clip, visible
from blamelint.run.runner import Job

_PATIENCE = 1.0
"""Seconds before the first word: a short run stays quiet."""
_PACE = 0.1
"""Seconds between two updates."""
_WIDTH = 60
_CLEAR = "\r\x1b[K"


class Progress:
    """Watches a run."""

    def __init__(self, *, shown: bool, verbose: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._verbose = verbose
        self._next = time.monotonic() + _PATIENCE
        self._drawn = False

    def begins(self, job: Job, number: int, total: int) -> None:
        """The run comes to a draft."""
        self.comes_to(job.label, number, total)

    def comes_to(self, name: str, number: int, total: int) -> None:
        """Draw the line anew, now and then."""
        now = time.monotonic()
        if self._shown and total > 1 and now >= self._next:
            self._next = now + _PACE
            self._drawn = True
            click.echo(f"{_CLEAR}[{number}/{total}] {clip(visible(name), _WIDTH)}", err=True, nl=False, color=True)

    def crashed(self, _job: Job, error: Exception) -> None:
        """Show the traceback where it was asked for; the report tells the rest."""
        if self._verbose:
            self.ends()
            complain_of_bug(error, verbose=True)

    def ends(self) -> None:
        """Take the line away."""
        if self._drawn:
            click.echo(_CLEAR, err=True, nl=False, color=True)
            self._drawn = False
