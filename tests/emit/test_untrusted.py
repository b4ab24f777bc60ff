"""Drafts and file names are untrusted: none of their words reaches a terminal or a CI log as a command."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given

from blamelint.document.model import Format, Source
from blamelint.emit import FORMATS
from blamelint.emit.outlet import Outlet
from blamelint.emit.words import bounded
from blamelint.errors import Failure
from blamelint.finding import Edit, Finding, Severity, Suggestion
from blamelint.run.report import FileReport, Report, Tool
from blamelint.text import Span
from tests.emit.reports import NASTY
from tests.emit.schemas import CHECKS
from tests.emit.test_cells import ANY_TEXT


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


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("path", ["draft.md", "na\x1b[31mme\n::error::x ##vso[x]y\u202e.md"])
def test_nothing_of_a_draft_or_a_path_is_acted_on(form: str, path: str) -> None:
    """What is written holds no escape, no bidi mark, no line that the draft began, no command but ours."""
    written = "".join(FORMATS[form](report_of(NASTY, Span(0, len(NASTY)), path), Outlet()))
    assert not set(written) & set("\x00\x1b\x07\x08\r\x9b\u202e\u2066\u2028")
    for line in written.split("\n"):
        assert not line.lstrip().startswith(("::set-output", "::error::"))
        assert not re.search(r"##(vso|teamcity)?\[", line.removeprefix("##vso[task.logissue "))


def test_words_that_cannot_be_seen_leave_no_message_empty() -> None:
    """Some services refuse a report for one message without words."""
    assert bounded(" \n\t ") == "(no words)"


@pytest.mark.parametrize("form", FORMATS)
@given(ANY_TEXT)
def test_no_text_breaks_a_format(form: str, text: str) -> None:
    """Whatever a draft holds, the format stays what its specification says."""
    written = "".join(FORMATS[form](report_of(f"{text}x", Span(0, len(text) + 1)), Outlet()))
    CHECKS[form](written)
    assert not set(written) & set("\x00\x1b\x9b\r\u202e\u2066")


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
