"""The runner: every file gets its report or its failure, in order, whatever the others do."""

from __future__ import annotations

import pytest

from blamelint.document.model import Document, Format, Source
from blamelint.errors import BlamelintError, Failure, ModelError
from blamelint.finding import Finding, Severity
from blamelint.run.report import Tool
from blamelint.run.runner import Job, Linted, format_for, run
from blamelint.text import Span


def finding(start: int, rule: str = "BL1") -> Finding:
    """A finding of one code point."""
    return Finding(rule, "name", "group", Severity.INFO, Span(start, start + 1), "message", None)


def job(label: str, lint: object = None, text: str = "some words") -> Job:
    """A draft in memory."""
    return Job(label, lambda: Source(label, text), lint or (lambda _: Linted((finding(3), finding(0)))))  # type: ignore[arg-type]


def broken(_: Document) -> Linted:
    """Lint as badly as can be."""
    raise RuntimeError("first line\nsecond line")


class Watch:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def begins(self, job: Job, number: int, total: int) -> None:
        self.told.append(f"{number}/{total} {job.label}")

    def crashed(self, job: Job, error: Exception) -> None:
        self.told.append(f"{job.label} {type(error).__name__}")


def test_one_broken_file_never_stops_the_others() -> None:
    """A file on which blamelint itself fails becomes a failure with a one-line message."""
    watch = Watch()
    report = run([job("a.md"), job("b.md", broken), job("c.md")], lambda: Tool("0"), watcher=watch)
    assert [file.path for file in report.files] == ["a.md", "c.md"]
    assert report.failures == (Failure("b.md", "internal", "blamelint failed on this file: RuntimeError: first line."),)
    assert watch.told == ["1/3 a.md", "2/3 b.md", "b.md RuntimeError", "3/3 c.md"]


def test_findings_come_in_the_order_of_the_file() -> None:
    """Whatever order the rules ran in."""
    report = run([job("a.md")], lambda: Tool("0"))
    assert [found.span.start for found in report.files[0].findings] == [0, 3]


def test_failures_of_reading_are_kept_beside_those_of_discovery() -> None:
    """A failure is a value, and none is lost."""
    gone, binary = Failure("x", "missing", "m"), Failure("y", "binary", "b")
    report = run([Job("y", lambda: binary, lambda _: Linted(()))], lambda: Tool("0"), [gone])
    assert report.failures == (gone, binary)
    assert report.summary.failures == 2


def test_an_error_of_the_whole_run_ends_it() -> None:
    """A model that does not load would fail every file alike, so it is said once."""

    def no_model(_: Document) -> Linted:
        raise ModelError("no model")

    with pytest.raises(BlamelintError, match="no model"):
        run([job("a.md", no_model)], lambda: Tool("0"))


@pytest.mark.parametrize(
    ("label", "form"),
    [("-", Format.MARKDOWN), ("a.MD", Format.MARKDOWN), ("a.txt", Format.PLAIN), ("a.unheard", Format.PLAIN)],
)
def test_the_suffix_names_the_format(label: str, form: Format) -> None:
    """Standard input is Markdown; what has no reader is read as plain text."""
    assert format_for(label) is form
