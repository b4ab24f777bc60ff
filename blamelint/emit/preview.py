"""What edits would change, as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator

from blamelint.emit.cells import disarmed, escaped
from blamelint.emit.outlet import Outlet, Style
from blamelint.run.report import FileReport, Report

AROUND = 3
"""Lines shown before and after a change."""
_NO_LINE_END = "\\ No newline at end of file\n"


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """One part for each draft with edits, as `patch` and `git apply` read it.

    Source: POSIX diff, "Diff -u or -U Output Format"; GNU diffutils, "Incomplete Lines".
    """
    for file in report.files:
        if file.before is not None:
            yield from _part(file, file.before.text, outlet)


def _part(file: FileReport, before: str, outlet: Outlet) -> Iterator[str]:
    path = escaped(file.path)
    yield outlet.paint(f"--- {path}", Style.STRONG) + "\n"
    yield outlet.paint(f"+++ {path}", Style.STRONG) + "\n"
    old, new = before.split("\n"), file.source.text.split("\n")
    # Edits keep the lines of a draft, so that line n of the one is line n of the other.
    changed = [number for number, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    last = len(old) - 1 if old[-1] else len(old) - 2
    for first, end in _hunks(changed, last + 1):
        yield outlet.paint(f"@@ -{first + 1},{end - first} +{first + 1},{end - first} @@", Style.INFO) + "\n"
        for sign, number in _signed(old, new, first, end):
            line = (new if sign == "+" else old)[number]
            shown = _line(sign, line, outlet)
            yield shown + "\n" + (_NO_LINE_END if number == len(old) - 1 else "")


def _hunks(changed: list[int], lines: int) -> Iterator[tuple[int, int]]:
    """Stretches of lines, half open, each with what is around its changes; those that would meet are one."""
    start = end = 0
    for number in changed:
        if end and number - AROUND > end:
            yield start, end
            end = 0
        if not end:
            start = max(0, number - AROUND)
        end = min(lines, number + AROUND + 1)
    if end:
        yield start, end


def _signed(old: list[str], new: list[str], first: int, end: int) -> Iterator[tuple[str, int]]:
    """The lines of a hunk in its order: of neighbouring changes first all old ones, then all new ones."""
    at = first
    while at < end:
        stop = at
        while stop < end and old[stop] != new[stop]:
            stop += 1
        yield from (("-", number) for number in range(at, stop))
        yield from (("+", number) for number in range(at, stop))
        if stop < end:
            yield " ", stop
        at = stop + 1


def _line(sign: str, line: str, outlet: Outlet) -> str:
    """The line as it is for a program, except what a CI server would take for a command; harmless for a terminal."""
    shown = sign + (escaped(line.removesuffix("\r")) if outlet.terminal else disarmed(line))
    style = {"-": Style.OLD, "+": Style.NEW}.get(sign)
    return outlet.paint(shown, style) if style is not None else shown
