"""`rdjsonl`: the entries of `rdjson`, each in a line of its own."""

from __future__ import annotations

from collections.abc import Iterator

from blamelint.emit.json import dumped
from blamelint.emit.outlet import Outlet
from blamelint.emit.rdjson import entries
from blamelint.run.report import Report


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """One JSON object a line for each finding and each failure; nothing for a clean report."""
    for entry in entries(report, outlet):
        yield dumped(entry) + "\n"
