"""`jsonl`, for programs that read line by line: the findings of `json`, each in a line of its own with its path."""

from __future__ import annotations

from collections.abc import Iterator

from blamelint.emit.json import dumped, failure_data, finding_data
from blamelint.emit.outlet import Outlet
from blamelint.run.report import Report


def emit(report: Report, _outlet: Outlet) -> Iterator[str]:
    """One object a line: findings with `path` added, then failures, which have a `code` and no `rule`."""
    for file in report.files:
        for finding in file.findings:
            yield dumped({"path": file.path, **finding_data(file, finding)}) + "\n"
    for failure in report.failures:
        yield dumped(failure_data(failure)) + "\n"
