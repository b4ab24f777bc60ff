"""Names of findings that no two share and that stay when lines move, for services that compare reports."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from blamelint.finding import Finding
from blamelint.run.report import FileReport, Report


def numbered(file: FileReport) -> Iterator[tuple[Finding, str, int]]:
    """Each finding of a file with its fingerprint and which of those with the same one it is, counted from 1."""
    seen: Counter[str] = Counter()
    for finding in file.findings:
        name = finding.fingerprint or finding.rule
        seen[name] += 1
        yield finding, name, seen[name]


def unique(report: Report) -> Iterator[tuple[FileReport, Finding, str]]:
    """Each finding with a name that stands once in the report: 32 hexadecimal digits."""
    paths: Counter[str] = Counter()
    for file in report.files:
        paths[file.path] += 1
        for finding, name, number in numbered(file):
            yield file, finding, digest(file.path, str(paths[file.path]), name, str(number))


def digest(*parts: str) -> str:
    """32 hexadecimal digits that stand for `parts`."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
