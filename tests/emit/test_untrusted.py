"""Drafts and file names are untrusted: none of their words reaches a terminal or a CI log as a command."""

from __future__ import annotations

import json
import time

import pytest

from blamelint.document.model import Format, Source
from blamelint.emit import FORMATS
from blamelint.emit.github import STEP_SUMMARY_LIMIT, step_summary
from blamelint.emit.outlet import Outlet
from blamelint.errors import Failure
from blamelint.finding import Edit, Finding, Severity, Suggestion
from blamelint.run.report import FileReport, Report, Tool
from blamelint.text import Span

NASTY = (
    "\x1b]0;owned\x07 \x1b[2J\u202eevil\u2066 \x9b31m ::error::boo\n::set-output name=x::y\r\nback\x08space \u2028end"
)


def report_of(text: str, span: Span, path: str = "draft.md", words: str | None = None) -> Report:
    """A report with one finding that quotes the draft in every field that may quote it."""
    quoted = words if words is not None else span.cut(text)
    finding = Finding(
        "BL201", "blame-predicate", "judgement", Severity.ERROR, span,
        f"'{quoted}' states a verdict of fault.", f"What about {quoted}?",
        (Suggestion(f"Drop {quoted}", (Edit(span, quoted),)),),
    )  # fmt: skip
    return Report(
        Tool("0"),
        (FileReport(Source(path, text), Format.MARKDOWN, (finding,)),),
        (Failure(path, "undecodable", f"holds {quoted}"),),
    )


@pytest.mark.parametrize("form", ["full", "concise", "github"])
@pytest.mark.parametrize("path", ["draft.md", "na\x1b[31mme\n::error::x.md"])
def test_no_control_sign_of_a_draft_or_a_path_is_written(form: str, path: str) -> None:
    """What is written holds no escape, no bidi mark and no line that the draft began."""
    written = "".join(FORMATS[form](report_of(NASTY, Span(0, len(NASTY)), path), Outlet()))
    assert not set(written) & set("\x1b\x07\x08\r\x9b\u202e\u2066\u2028")
    assert not [line for line in written.split("\n") if line.startswith("::set-output")]


def test_github_command_is_one_line_with_escaped_fields() -> None:
    """Percent signs, colons and commas of a path cannot end a property, and a message stays one command."""
    written = "".join(FORMATS["github"](report_of("100% x: ours", Span(0, 12), "a,b:c%.md"), Outlet()))
    lines = written.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("::error file=a%2Cb%3Ac%25.md,") for line in lines)
    assert "'100%25 x: ours' states" in lines[1]


def test_github_names_files_from_the_workspace(tmp_path, monkeypatch) -> None:
    """A step that runs in a subfolder still annotates the right file."""
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    written = "".join(FORMATS["github"](report_of("x", Span(0, 1), "./a.md"), Outlet(workspace=tmp_path)))
    assert "file=docs/a.md," in written


def test_step_summary_is_bounded_and_holds_no_markup_of_the_draft() -> None:
    """The summary page stays under GitHub's limit, and a draft cannot put links or tags on it."""
    text = "<img src=x onerror=1> [click](http://example.invalid) | @team ~~x~~"
    page = step_summary(report_of(text, Span(0, len(text))))
    assert "<img" not in page
    assert "[click]" not in page.replace("\\[click\\]", "")
    many = report_of(text, Span(0, len(text)))
    file = many.files[0]
    huge = Report(many.tool, (FileReport(file.source, file.format, file.findings * 20_000),))
    assert len(step_summary(huge).encode()) <= STEP_SUMMARY_LIMIT


def test_json_carries_everything_as_it_is() -> None:
    """Programs get the exact words, in ASCII."""
    written = "".join(FORMATS["json"](report_of(NASTY, Span(0, len(NASTY))), Outlet()))
    assert written.isascii()
    assert json.loads(written)["files"][0]["findings"][0]["text"] == NASTY


@pytest.mark.parametrize("text", ["x" * 5_000_000, "e" + "\u0301" * 5_000_000, "\t" * 5_000_000])
def test_a_line_of_megabytes_is_shown_at_once(text: str) -> None:
    """Showing a finding looks at its neighbourhood only, however long the line or the finding is."""
    middle = Span(2_500_000, 2_500_010)
    started = time.perf_counter()
    for span in (middle, Span(10, 4_900_000)):
        written = "".join(FORMATS["full"](report_of(text, span, words="words"), Outlet(width=80)))
        assert all(len(line) < 5_000 for line in written.splitlines())
    assert time.perf_counter() - started < 2
