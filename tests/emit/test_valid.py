"""Every format is what its specification says, for reports of every kind."""

from __future__ import annotations

import json
import re
import time
import xml.etree.ElementTree as ET
from dataclasses import replace
from urllib.parse import unquote_to_bytes

import pytest

from blamelint.emit import FORMATS
from blamelint.emit.outlet import Outlet
from blamelint.finding import Applicability, Edit, Suggestion
from blamelint.text import Encoding, Span
from tests.emit.reports import GONE, REPORTS, report_on
from tests.emit.schemas import CHECKS

MACHINES = [form for form in FORMATS if form not in ("full", "concise", "grouped", "markdown")]


def written(form: str, name: str) -> str:
    """The report called `name` in a format."""
    return "".join(FORMATS[form](REPORTS[name], Outlet()))


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", FORMATS)
def test_report_is_valid(form: str, name: str) -> None:
    """What is written can be read by everything that follows the format's specification."""
    text = written(form, name)
    CHECKS[form](text)
    text.encode("utf-8", "backslashreplace" if form in ("full", "concise", "grouped", "pylint") else "strict")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_its_specification(form: str) -> None:
    """A new format comes with a test of what it allows."""
    assert form in CHECKS


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", FORMATS)
def test_no_finding_and_no_failure_is_lost(form: str, name: str) -> None:
    """Every format tells all findings, and all failures where it is not for people, who read of those beside it."""
    report = REPORTS[name]
    findings = [finding for file in report.files for finding in file.findings]
    text = written(form, name)
    if form == "markdown" and len(findings) > 100:
        return
    assert text.count("BL201") >= sum(finding.rule == "BL201" for finding in findings)
    if form not in ("full", "concise"):
        for failure in report.failures:
            assert (failure.code if form != "pylint" else "[F0001]") in text


@pytest.mark.parametrize("form", MACHINES)
def test_machine_formats_are_never_coloured(form: str) -> None:
    """`--color always` is for people."""
    report = REPORTS["sample"]
    assert "".join(FORMATS[form](report, Outlet(color=True))) == "".join(FORMATS[form](report, Outlet()))


@pytest.mark.parametrize("name", REPORTS)
def test_rdjson_columns_are_bytes(name: str) -> None:
    """Cut out of the file's UTF-8 at the columns given, the words are those of the finding."""
    report = REPORTS[name]
    entries = json.loads(written("rdjson", name))["diagnostics"]
    pairs = [(file, finding) for file in report.files for finding in file.findings]
    for (file, finding), entry in zip(pairs, entries, strict=False):
        shown = entry["location"]["range"]
        start, end = shown["start"], shown.get("end", shown["start"])
        for place, offset in ((start, finding.span.start), (end, finding.span.end)):
            position = file.source.lines.position(offset, Encoding.UTF8)
            assert place == {"line": position.line + 1, "column": position.column + 1}
        if start["line"] == end["line"]:
            line = file.source.lines.line_text(start["line"] - 1).encode("utf-8", "surrogatepass")
            cut = line[start["column"] - 1 : end["column"] - 1].decode()
            assert cut == finding.span.cut(file.source.text).rstrip("\r\n")


@pytest.mark.parametrize("name", REPORTS)
def test_sarif_columns_are_code_points(name: str) -> None:
    """`columnKind` is kept: regions lead back to the span of the finding, and edits to the spans of the edits."""
    report = REPORTS[name]
    (run,) = json.loads(written("sarif", name))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    pairs = [(file, finding) for file in report.files for finding in file.findings]
    for (file, finding), result in zip(pairs, run["results"], strict=True):
        text = file.source.text

        def cut(region: dict[str, int], lines=file.source.lines, text=text) -> str:
            start = lines.line_span(region["startLine"] - 1).start + region["startColumn"] - 1
            return text[start : lines.line_span(region["endLine"] - 1).start + region["endColumn"] - 1]

        assert cut(result["locations"][0]["physicalLocation"]["region"]) == finding.span.cut(text)
        offered = [suggestion for suggestion in finding.suggestions if suggestion.applicability > Applicability.DISPLAY]
        for suggestion, fix in zip(offered, result.get("fixes", ()), strict=True):
            (change,) = fix["artifactChanges"]
            for edit, replacement in zip(suggestion.edits, change["replacements"], strict=True):
                assert cut(replacement["deletedRegion"]) == edit.span.cut(text)
                assert replacement.get("insertedContent", {"text": ""})["text"] == edit.text


def test_sarif_tells_rules_and_what_went_wrong() -> None:
    """Rules come with help, failures as notifications, and a run with a failure is no success."""
    (run,) = json.loads(written("sarif", "sample"))["runs"]
    (rule,) = [rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "BL301"]
    assert "«should have checked»" in rule["help"]["text"]
    assert "\\[the guide\\](x)" in rule["help"]["markdown"]
    assert rule["properties"] == {"tags": ["hindsight", "F06"], "problem.severity": "warning"}
    assert run["automationDetails"]["id"].startswith("blamelint/")
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [note["descriptor"]["id"] for note in invocation["toolExecutionNotifications"]] == ["binary"]
    assert json.loads(written("sarif", "one"))["runs"][0]["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize("name", REPORTS)
def test_sarif_uris_lead_back_to_the_files(name: str) -> None:
    """A path with blanks, signs or bytes that are no text is a URI from the root, and comes back as it was."""
    (run,) = json.loads(written("sarif", name))["runs"]
    paths = [file.path for file in REPORTS[name].files for _ in file.findings]
    for path, result in zip(paths, run["results"], strict=True):
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert artifact["uriBaseId"] == "%SRCROOT%"
        assert re.fullmatch(r"[\w.~/%-]+", artifact["uri"], re.ASCII)
        assert unquote_to_bytes(artifact["uri"]) == path.encode("utf-8", "surrogateescape")


def test_sarif_names_what_lies_elsewhere_absolutely(tmp_path) -> None:
    """A draft outside the repository has no name within it."""
    report = report_on("careless", "careless", str(tmp_path / "a b.md"))
    (run,) = json.loads("".join(FORMATS["sarif"](report, Outlet(workspace=tmp_path / "repo"))))["runs"]
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": (tmp_path / "a b.md").as_uri()}


def test_sarif_messages_hold_no_placeholder_and_no_link() -> None:
    """Braces of a draft are doubled, and what reads like a link is taken apart."""
    (run,) = json.loads(written("sarif", "nasty"))["runs"]
    said = run["results"][0]["message"]["text"]
    assert "{{0}}" in said
    assert "](" not in said


@pytest.mark.parametrize("form", ["rdjson", "rdjsonl"])
def test_rdjson_offers_only_what_can_be_applied(form: str) -> None:
    """A suggestion with slots is no text to put in at a click."""
    assert "<role>" not in "".join(FORMATS[form](REPORTS["one"], Outlet()))
    sample = json.loads(written("rdjson", "sample"))["diagnostics"]
    assert [len(entry.get("suggestions", ())) for entry in sample] == [1, 0, 0, 1, 0, 0, 0, 0]


def test_rdjson_joins_edits_to_one() -> None:
    """A suggestion of several edits comes as one text that says the same."""
    report = REPORTS["one"]
    (file,) = report.files
    edits = (Edit(Span(0, 4), ""), Edit(Span(4, 5), "V"), Edit(Span(15, 23), "late"))
    finding = replace(file.findings[0], suggestions=(Suggestion("x", edits, Applicability.SAFE),))
    changed = replace(report, files=(replace(file, findings=(finding,)),))
    (entry,) = json.loads("".join(FORMATS["rdjson"](changed, Outlet())))["diagnostics"]
    (suggestion,) = entry["suggestions"]
    assert suggestion["text"] == "Vendor was late"
    assert suggestion["range"] == {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 24}}


def test_columns_count_code_points_where_nothing_else_is_asked() -> None:
    """Two astral signs before a word move it by two columns in formats that people and editors read."""
    assert ":1:17: BL201" in written("concise", "astral")
    assert 'column="17"' in written("checkstyle", "astral")
    assert "columnnumber=17;" in written("azure", "astral")
    assert json.loads(written("gitlab", "astral"))[0]["location"]["positions"]["begin"] == {"line": 1, "column": 17}


@pytest.mark.parametrize("form", ["gitlab", "sarif"])
def test_names_of_findings_stay_when_lines_move(form: str) -> None:
    """A line put in front changes places, never fingerprints."""

    def names(text: str) -> list[str]:
        data = json.loads("".join(FORMATS[form](report_on(text, "careless"), Outlet())))
        if form == "gitlab":
            return [entry["fingerprint"] for entry in data]
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in data["runs"][0]["results"]]

    text = "A careless vendor.\nA careless guard.\n"
    assert names(f"All quiet.\n\n{text}") == names(text)
    assert len(set(names(text))) == 2


def test_gitlab_tells_two_files_apart() -> None:
    """The same words in two files are two findings."""
    one, other = report_on("careless", "careless", "a.md"), report_on("careless", "careless", "b.md")
    both = replace(one, files=one.files + other.files)
    first, second = json.loads("".join(FORMATS["gitlab"](both, Outlet())))
    assert first["fingerprint"] != second["fingerprint"]


def test_junit_has_a_passing_case_where_nothing_was_found() -> None:
    """A clean file, and a run over no files, are no missing tests."""
    for name in ("clean", "nothing"):
        (case,) = ET.fromstring(written("junit", name)).iter("testcase")
        assert len(case) == 0
    assert [len(case) for case in ET.fromstring(written("junit", "failure only")).iter("testcase")] == [1]


def test_xml_gives_the_path_back() -> None:
    """Signs of XML in a path are text to who reads it."""
    path = REPORTS["path"].files[0].path
    assert [file.attrib["name"] for file in ET.fromstring(written("checkstyle", "path"))] == [path, GONE.path]


def test_paths_start_at_the_workspace(tmp_path, monkeypatch) -> None:
    """A step that runs in a subfolder still names the right file, for every service."""
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    report = report_on("careless", "careless", "./a.md")
    for form in ("github", "azure", "gitlab", "sarif", "rdjson", "rdjsonl"):
        assert "docs/a.md" in "".join(FORMATS[form](report, Outlet(workspace=tmp_path))), form


def test_positions_in_bytes_cost_what_lies_between_them() -> None:
    """A line of megabytes with many findings is measured once."""
    report = report_on("ü" * 2_000_000 + " careless" * 2_000, "careless")
    started = time.perf_counter()
    last = json.loads("".join(FORMATS["rdjsonl"](report, Outlet())).splitlines()[-1])
    assert last["location"]["range"]["start"] == {"line": 1, "column": 4_000_001 + 9 * 1_999 + 1}
    assert time.perf_counter() - started < 3
