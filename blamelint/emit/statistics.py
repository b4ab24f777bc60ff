"""How often each rule had something to say. Counts by rule are all there is: none by file, author or person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from blamelint.emit.outlet import Outlet, Style
from blamelint.emit.words import closing_line
from blamelint.run.report import Report, is_fixable


@dataclass(frozen=True, slots=True)
class Count:
    """One rule with its findings."""

    rule: str
    name: str
    group: str
    number: int
    fixable: int
    """Those with a safe edit."""


def counts(report: Report) -> list[Count]:
    """One for each rule that has findings, the most frequent first, equal ones by code.

    Shape: a finding counts for the rule that speaks, not for those that were merged into it.
    """
    found = [finding for file in report.files for finding in file.findings]
    numbers = Counter(finding.rule for finding in found)
    fixable = Counter(finding.rule for finding in found if is_fixable(finding))
    words = {finding.rule: finding for finding in found}
    rows = [Count(code, words[code].name, words[code].group, numbers[code], fixable[code]) for code in numbers]
    return sorted(rows, key=lambda row: (-row.number, row.rule))


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """One line for each rule, then a line that sums up."""
    rows = counts(report)
    longest = len(str(rows[0].number)) if rows else 0
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        safe = f"{row.fixable} with a safe edit" if row.fixable else ""
        rule = outlet.paint(row.rule, Style.STRONG)
        yield f"{row.number:>{longest}}  {rule}  {row.name:<{width}}  {safe}".rstrip() + "\n"
    if outlet.summary:
        yield closing_line(report) + "\n"


def emit_json(report: Report, _outlet: Outlet) -> Iterator[str]:
    """The same as a JSON list of objects."""
    rows = [
        {"rule": row.rule, "name": row.name, "group": row.group, "count": row.number, "fixable": row.fixable}
        for row in counts(report)
    ]
    yield json.dumps(rows, indent=2) + "\n"
