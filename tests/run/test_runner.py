"""The runner: every file gets its report or its failure, in order, whatever the others do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from blamelint.document.model import Document, Format, Source
from blamelint.errors import BlamelintError, Failure, ModelError
from blamelint.finding import Applicability, Edit, Finding, Severity, Suggestion
from blamelint.run.fixing import Fixing
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


def deleting(document: Document) -> Linted:
    """Lint so that each `x` is to be deleted."""
    found = [at for at, character in enumerate(document.source.text) if character == "x"]
    return Linted(
        tuple(
            replace(
                finding(at),
                suggestions=(Suggestion("t", (Edit(Span(at, at + 1), ""),), Applicability.SAFE),),
            )
            for at in found
        )
    )


def growing(document: Document) -> Linted:
    """Lint so that edits never end."""
    edit = Edit(Span(0, 1), "yy")
    return Linted((replace(finding(0), suggestions=(Suggestion("t", (edit,), Applicability.SAFE),)),))


def test_edits_are_handed_over_once_and_the_rest_is_reported() -> None:
    """The writer gets the text before and after all passes; the report has the text after."""
    written: list[tuple[str, str]] = []

    def write(before: Source, after: Source) -> None:
        written.append((before.text, after.text))

    edited = replace(job("a.md", deleting, "a xxb word xb"), fixing=Fixing(Applicability.SAFE, write))
    report = run([edited], lambda: Tool("0"))
    (file,) = report.files
    assert written == [("a xxb word xb", "a b word b")]
    assert (file.source.text, file.before and file.before.text, file.applied, file.findings) == (
        "a b word b",
        "a xxb word xb",
        3,
        (),
    )
    assert report.summary.applied == 3


@pytest.mark.parametrize(
    ("lint", "refusal", "code"),
    [(deleting, Failure("a.md", "changed", "m"), "changed"), (growing, None, "unsettled")],
)
def test_edits_that_are_not_written_leave_the_report_as_it_was(
    lint: Callable[[Document], Linted], refusal: Failure | None, code: str
) -> None:
    """The findings are those of the draft on the disk, beside the failure."""
    edited = replace(job("a.md", lint, "a xxb"), fixing=Fixing(Applicability.SAFE, lambda _before, _after: refusal))
    report = run([edited], lambda: Tool("0"))
    assert [failure.code for failure in report.failures] == [code]
    (file,) = report.files
    assert (file.source.text, file.applied, file.before) == ("a xxb", 0, None)
    assert file.findings
