"""Every emitter writes the sample report exactly as its golden file says; BLAMELINT_WRITE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from blamelint.emit import FORMATS
from blamelint.emit.outlet import Outlet
from blamelint.run.report import FileReport, Report, Tool

GOLDEN = Path(__file__).parent / "golden"

CASES = {
    "full.txt": ("full", Outlet(width=80)),
    "full-narrow.txt": ("full", Outlet(width=40)),
    "full-color.txt": ("full", Outlet(width=80, color=True)),
    "full-quiet.txt": ("full", Outlet(width=80, summary=False)),
    "concise.txt": ("concise", Outlet()),
    "json.json": ("json", Outlet()),
    "github.txt": ("github", Outlet()),
    "grouped.txt": ("grouped", Outlet()),
    "grouped-color.txt": ("grouped", Outlet(color=True)),
    "markdown.md": ("markdown", Outlet()),
    "jsonl.jsonl": ("jsonl", Outlet()),
    "gitlab.json": ("gitlab", Outlet()),
    "azure.txt": ("azure", Outlet()),
    "sarif.sarif": ("sarif", Outlet()),
    "rdjson.json": ("rdjson", Outlet()),
    "rdjsonl.jsonl": ("rdjsonl", Outlet()),
    "checkstyle.xml": ("checkstyle", Outlet()),
    "junit.xml": ("junit", Outlet()),
    "pylint.txt": ("pylint", Outlet()),
}


@pytest.mark.parametrize("name", CASES)
def test_sample_report_is_written_as_agreed(name: str, report: Report) -> None:
    """A change of any format shows up as a change of its golden file."""
    form, outlet = CASES[name]
    written = "".join(FORMATS[form](report, outlet))
    path = GOLDEN / name
    if os.environ.get("BLAMELINT_WRITE_GOLDEN"):
        path.write_bytes(written.encode())
    assert written == path.read_bytes().decode()


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_a_golden_file(form: str) -> None:
    """A new format comes with its golden file."""
    assert form in {form for form, _ in CASES.values()}


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("full", "No findings in 1 file.\n"),
        ("concise", "No findings in 1 file.\n"),
        ("grouped", "No findings in 1 file.\n"),
        ("markdown", "### blamelint\n\nNo findings in 1 file.\n"),
        ("github", ""),
        ("azure", ""),
        ("pylint", ""),
        ("jsonl", ""),
        ("rdjsonl", ""),
        ("gitlab", "[]\n"),
    ],
)
def test_clean_report_is_calm(form: str, said: str, report: Report) -> None:
    """Without findings there is nothing to read but that, or nothing at all."""
    clean = Report(report.tool, (report.files[2],))
    assert "".join(FORMATS[form](clean, Outlet())) == said


def test_nothing_to_lint_is_said() -> None:
    """A run over no files does not pass for a clean one."""
    assert "".join(FORMATS["full"](Report(Tool("0")), Outlet())) == "No files were linted.\n"


def test_json_offsets_name_the_words(report: Report) -> None:
    """`span`, `start`, `end` and `text` of every finding agree with the file's text."""
    data = json.loads("".join(FORMATS["json"](report, Outlet())))
    for file, told in zip(report.files, data["files"], strict=True):
        for finding in told["findings"]:
            span = finding["span"]
            assert file.source.text[span["start"] : span["end"]] == finding["text"]
            for offset, place in ((span["start"], finding["start"]), (span["end"], finding["end"])):
                before = file.source.text[:offset].replace("\r\n", "\n").replace("\r", "\n")
                assert place == {"line": before.count("\n") + 1, "column": len(before) - before.rfind("\n")}


def test_json_summary_counts_what_the_files_hold(report: Report) -> None:
    """The summary never disagrees with the list."""
    data = json.loads("".join(FORMATS["json"](report, Outlet())))
    findings = [finding for file in data["files"] for finding in file["findings"]]
    summary = data["summary"]
    assert summary["files"] == len(data["files"])
    assert summary["findings"] == len(findings) == summary["error"] + summary["warning"] + summary["info"]
    assert summary["fixable"] == 1


def test_json_keys_are_those_of_the_schema(report: Report) -> None:
    """Programs may rely on every key of schema version 1 being there."""
    data = json.loads("".join(FORMATS["json"](report, Outlet())))
    finding = data["files"][0]["findings"][0]
    assert list(data) == ["schema_version", "tool", "files", "failures", "summary"]
    assert list(data["tool"]) == ["name", "version", "model"]
    assert list(data["files"][0]) == ["path", "format", "findings", "suppressed"]
    assert list(finding) == [
        "rule", "name", "group", "severity", "span", "start", "end", "text", "message", "question", "url",
        "actor", "also", "suggestions", "fingerprint",
    ]  # fmt: skip
    assert list(finding["suggestions"][0]) == ["title", "applicability", "edits"]
    assert list(data["summary"]) == ["files", "findings", "error", "warning", "info", "fixable"]


def test_carets_stand_under_the_words_only(report: Report) -> None:
    """In plain output, what stands above the carets of a one-line ASCII finding is the finding's text."""
    file = FileReport(report.files[0].source, report.files[0].format, report.files[0].findings[1:2])
    lines = "".join(FORMATS["full"](Report(report.tool, (file,)), Outlet(width=80))).splitlines()
    at = next(number for number, line in enumerate(lines) if "^" in line)
    assert lines[at - 1][lines[at].index("^") : lines[at].rindex("^") + 1] == "should have checked"
