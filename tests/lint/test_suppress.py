"""What directives take back, and what is said about directives that do nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blamelint.config.model import Config
from blamelint.document.model import Format
from blamelint.engine.ruleset import RuleSet
from blamelint.finding import Finding, Severity
from blamelint.language.reader import Reader
from blamelint.lint.linter import Judged, judge
from blamelint.lint.suppress import suppress
from blamelint.text import Span
from tests.lint.conftest import document
from tests.lint.test_linter import configured

# BL201 and BL311 are rules of phrases, so that few tests here wait for spaCy.
WORDING = ["BL201", "BL311", "BL9"]


@pytest.fixture(scope="module")
def told(ruleset: RuleSet, reader: Reader):
    def told(text: str, form: Format = Format.MARKDOWN, **values: object) -> tuple[list[tuple[str, int]], int]:
        """Rule and line (from 1) of what is told, and how much a directive took back."""
        judged = judging(text, form, **values)
        lines = document(text, form).source.lines
        return [(f.rule, lines.line_of(f.span.start) + 1) for f in judged.findings], len(judged.silenced)

    def judging(text: str, form: Format, **values: object) -> Judged:
        config = configured(**{"select": WORDING, **values})
        return judge(document(text, form), ruleset, config, reader)

    return told


BLAME = "The vendor is to blame."
OBVIOUS = "Obviously the disk was full."
STACKED = "\n".join(
    [*(f"<!-- blamelint-disable-next-line {code} -->" for code in ("BL201", "BL311")), f"{OBVIOUS} {BLAME}\n"]
)


@pytest.mark.parametrize("name", ["BL201", "blame-predicate", "judgement", "BL2", "B", "ALL", ""])
def test_a_rule_goes_by_many_names(told, name: str) -> None:
    """Code, name, group, beginning of a code, ALL, or no name at all."""
    assert told(f"{BLAME} <!-- blamelint-disable-line {name} -- why -->\n") == ([], 1)


@pytest.mark.parametrize(
    ("text", "left", "gone"),
    [
        (f"{BLAME}\n{OBVIOUS} <!-- blamelint-disable-line -->\n", [("BL201", 1)], 1),
        (f"<!-- blamelint-disable-next-line -->\n{BLAME}\n{OBVIOUS}\n", [("BL311", 3)], 1),
        (f"<!-- blamelint-disable-next-line -->\n\n\n{BLAME}\n", [], 1),
        (STACKED, [], 2),
        (f"<!-- blamelint-disable-next-line\n  BL201\n  -- a long reason -->\n{BLAME}\n", [], 1),
        (f"<!-- blamelint-disable-next-line --> {BLAME}\n\n{OBVIOUS}\n", [("BL201", 1)], 1),
        ("The vendor is\nto blame. <!-- blamelint-disable-line -->\n", [], 1),
        (f"{BLAME}\n\n<!-- blamelint-disable-file BL201 -->\n", [], 1),
        (f"{BLAME}\n\n<!-- blamelint-disable BL201 -->\n\n{BLAME}\n\n<!-- blamelint-enable BL201 -->\n\n{BLAME}\n",
         [("BL201", 1), ("BL201", 9)], 1),
        (f"<!-- blamelint-disable -->\n\n{BLAME}\n\n<!-- blamelint-enable BL201 -->\n\n{BLAME} {OBVIOUS}\n",
         [("BL201", 7)], 2),
        (f"<!-- blamelint-disable BL201 -->\n\n{BLAME}\n\n<!-- blamelint-enable -->\n\n{BLAME}\n", [("BL201", 7)], 1),
        (f"<!-- blamelint-disable judgement -->\n\n{BLAME}\n\n{OBVIOUS}\n", [("BL311", 5)], 1),
        (f"{OBVIOUS} <!-- blamelint-disable --> {BLAME} <!-- blamelint-enable --> {OBVIOUS}\n",
         [("BL311", 1), ("BL311", 1)], 1),
        (f"- {BLAME} <!-- blamelint-disable-line -->\n- {BLAME}\n", [("BL201", 2)], 1),
        (f"| a |\n| --- |\n| {BLAME} <!-- blamelint-disable-line --> |\n| {BLAME} |\n", [("BL201", 4)], 1),
        (f"- {BLAME} <!-- blamelint-disable-line -->\r\n\r\n{BLAME}\r\n", [("BL201", 3)], 1),
        (f"\u2028<!-- blamelint-disable-next-line -->\n{BLAME}\n", [], 1),
    ],
)  # fmt: skip
def test_lines_and_ranges(told, text: str, left: list[tuple[str, int]], gone: int) -> None:
    """Each form silences where it says, and nowhere else."""
    assert told(text) == (left, gone)


def test_quotes_have_next_lines_too(told) -> None:
    """The marks of a quote are nothing to read."""
    text = f"> <!-- blamelint-disable-next-line -->\n>\n> {BLAME}\n"
    assert told(text, lint_quotes=True) == ([], 1)


@pytest.mark.parametrize("mark", ["# ", "// "])
def test_plain_text(told, mark: str) -> None:
    """The same in plain text."""
    text = f"{BLAME}\n\n{mark}blamelint-disable-next-line BL201 -- why\n{BLAME}\n{BLAME}\n"
    assert told(text, Format.PLAIN) == ([("BL201", 1), ("BL201", 5)], 1)


def test_findings_about_the_draft_go_by_their_line(told) -> None:
    """What a rule says of the whole draft is silenced on the line it points at, or for the file."""
    text = "# Outage\n\nThe gateway crashed at noon and came back at one.\n"
    assert told(text, select=["BL601"]) == ([("BL601", 1)], 0)
    assert told(f"<!-- blamelint-disable-next-line BL601 -- a stub -->\n{text}", select=["BL601"]) == ([], 1)
    assert told(f"{text}\n<!-- blamelint-disable-file BL601 -- a stub -->\n", select=["BL601"]) == ([], 1)


def test_a_merged_rule_leaves_the_finding(ruleset: RuleSet) -> None:
    """A directive for a rule that another one speaks for takes it out of `also` and has done its work."""
    text = f"{BLAME} <!-- blamelint-disable-line BL311 -- why -->\n"
    finding = Finding("BL201", "x", "judgement", Severity.ERROR, Span(0, 5), "m", None, also=("BL205", "BL311"))
    verdict = suppress([finding], document(text), ruleset.rules, {"BL201", "BL311", "BL901"})
    assert [each.also for each in verdict.kept] == [("BL205",)]
    assert (verdict.silenced, verdict.flawed) == ((), ())


def test_directives_that_do_nothing_are_told(told) -> None:
    """Unused names, unknown names, slips, and, where wanted, missing reasons: each at its words."""
    text = (
        "<!-- blamelint-disable-next-line BL201, BL999 -->\n\nThe disk was full.\n\n<!-- blamelint-off -->\n\n"
        "<!-- blamelint-enable -->\n"
    )
    assert told(text) == ([("BL901", 1), ("BL902", 1), ("BL904", 5), ("BL901", 7)], 0)
    left, _ = told(text, require_reasons=True)
    assert ("BL903", 1) in left
    assert ("BL903", 7) not in left


@pytest.mark.parametrize("rule", ["BL901", "unused-directive", "directive", "BL9", "ALL", ""])
def test_no_directive_silences_what_is_said_of_directives(told, rule: str) -> None:
    """The group is turned off in the config only, never by what it is about."""
    text = f"<!-- blamelint-disable-file {rule} -->\n\n<!-- blamelint-disable-next-line BL201 -->\nThe disk was full.\n"
    left, gone = told(text)
    assert ("BL901", 3) in left
    assert gone == 0
    assert told(text, select=["BL201"]) == ([], 0)
    assert told(text, select=WORDING, ignore=["directive"]) == ([], 0)


def test_rules_that_did_not_run_have_no_unused_names(told) -> None:
    """A rule that is off here may have work elsewhere; so may a group when the command line leaves out some of it."""
    text = "<!-- blamelint-disable-file BL301 -- why -->\n\n<!-- blamelint-disable-file hindsight -- why -->\n\nRust.\n"
    assert told(text, select=["BL311", "BL901"]) == ([], 0)
    assert told(text, select=["BL301", "BL901"]) == ([("BL901", 1)], 0)


def test_without_the_command_line_groups_are_judged(ruleset: RuleSet, reader: Reader) -> None:
    """Under a plain config an idle group in a directive is told."""
    text = "<!-- blamelint-disable-next-line hindsight -- why -->\nRust.\n"
    judged = judge(document(text), ruleset, Config(), reader)
    assert [finding.rule for finding in judged.findings if finding.group == "directive"] == ["BL901"]


def test_severities_of_directive_rules_are_set_like_others(told, ruleset: RuleSet, reader: Reader) -> None:
    """The config makes them loud."""
    text = "<!-- blamelint-enable -->\n"
    config = configured(select=["BL9"], severity={"unused-directive": "error"})
    assert [f.severity for f in judge(document(text), ruleset, config, reader).findings] == [Severity.ERROR]


def test_fingerprints_do_not_move_with_directives(told, ruleset: RuleSet, reader: Reader) -> None:
    """To silence the first of two equal findings leaves the other's fingerprint as it was."""
    texts = (f"- {BLAME}\n- {BLAME}\n", f"- {BLAME} <!-- blamelint-disable-line BL201 -->\n- {BLAME}\n")
    first, second = (judge(document(text), ruleset, configured(select=["BL201"]), reader).findings for text in texts)
    assert [f.fingerprint for f in second] == [f.fingerprint for f in first[1:]]


PIECES = st.sampled_from(
    [BLAME, OBVIOUS, "<!-- blamelint-disable -->",
     "<!-- blamelint-enable BL201 -->", "<!-- blamelint-disable-file F -->",
     "<!-- blamelint-disable-line BL3 -->", "<!-- blamelint-disable-next-line ALL -->", "", "- ", "> x", "\r"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_nothing_is_lost_or_made_up(told, ruleset: RuleSet, reader: Reader, pieces: list[str]) -> None:
    """What is told and what is silenced are together what is found with the directives made ineffective."""
    text = "\n".join(pieces) + "\n"
    config = configured(select=["BL201", "BL311"])
    judged = judge(document(text), ruleset, config, reader)
    blunt = judge(document(text.replace("blamelint-", "blamelynt-")), ruleset, config, reader)
    both = sorted((f.rule, f.span) for f in (*judged.findings, *judged.silenced))
    assert both == sorted((f.rule, f.span) for f in blunt.findings)
    assert not set(judged.findings) & set(judged.silenced)


@pytest.mark.parametrize(
    "text",
    [
        "<!-- blamelint-disable BL201 -->\n\n" * 20_000,
        "<!-- blamelint-disable-next-line -->\n" * 20_000 + BLAME,
        f"{BLAME} " * 3_000 + "<!-- blamelint-disable-line -->" * 3_000,
        "<!-- blamelint-disable " + "nobody " * 100_000 + "-->\n",
        "".join(f"<!-- blamelint-disable-line n{n} -->\n\n" for n in range(20_000)),
        "<!-- blamelint-disable-line BL201 -->\n\n" * 10_000 + f"{BLAME}\n" * 3_000,
    ],
    ids=["ranges", "stack", "line", "names", "unknown", "many"],
)
def test_many_directives_take_no_time(ruleset: RuleSet, text: str) -> None:
    """Time grows with the draft, not with findings times directives."""
    read = document(text)
    findings = [
        Finding("BL201", "x", "judgement", Severity.ERROR, Span(at, at + 5), "m", None)
        for at in range(0, len(text) - 10, 100)
    ]
    findings += [Finding("BL201", "x", "judgement", Severity.ERROR, Span(0, len(text)), "m", None)] * 200
    findings.sort(key=lambda finding: finding.order)
    begun = time.perf_counter()
    suppress(findings, read, ruleset.rules, {"BL201", "BL901"})
    assert time.perf_counter() - begun < 5
