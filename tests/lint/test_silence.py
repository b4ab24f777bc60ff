"""Directives are written so that nothing is told any more and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blamelint.document.model import Document, Format
from blamelint.engine.ruleset import RuleSet
from blamelint.finding import Severity
from blamelint.language.reader import Reader
from blamelint.lint.linter import Judged, judge
from blamelint.lint.silence import bad_in, silence
from tests.lint.conftest import document
from tests.lint.test_linter import configured

BLAME = "The vendor is to blame."
CONFIG = configured(select=["BL201", "BL311", "BL601", "BL9"])


@pytest.fixture(scope="module")
def silenced(ruleset: RuleSet, reader: Reader):
    def lint(read: Document) -> Judged:
        return judge(read, ruleset, CONFIG, reader)

    def silenced(text: str, form: Format = Format.MARKDOWN, limit: Severity = Severity.INFO) -> str:
        before = document(text, form)
        done = silence(before, lint(before), lint, limit, "agreed")
        assert [f for f in done.linted.findings if f.severity >= limit] == []
        assert lint(document(done.document.source.text, form)) == done.linted
        again = silence(done.document, done.linted, lint, limit, "agreed")
        assert (again.document, again.written) == (done.document, 0)
        shape, same = ([(b.kind, b.text) for b in d.blocks] for d in (before, done.document))
        assert shape == same
        return done.document.source.text

    return silenced


NEXT = "<!-- blamelint-disable-next-line BL201 -- agreed -->"
LINE = "<!-- blamelint-disable-line BL201 - agreed -->"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{BLAME}\n", f"{NEXT}\n{BLAME}\n"),
        (BLAME, f"{NEXT}\n{BLAME}"),
        (f"Rain.\n\n{BLAME}\r\n", f"Rain.\n\n{NEXT}\r\n{BLAME}\r\n"),
        (f"It rained.\n{BLAME}  \nStill.\n", f"It rained.\n{BLAME} {LINE}  \nStill.\n"),
        (f"It rained.\n{BLAME}\\\nStill.\n", f"It rained.\n{BLAME} {LINE}\\\nStill.\n"),
        (f"- {BLAME}\n- Rain\n", f"- {BLAME} {LINE}\n- Rain\n"),
        (f"- Rain\n\n  {BLAME}\n", f"- Rain\n\n  {BLAME} {LINE}\n"),
        (f"| a | b |\n|---|---|\n| {BLAME} | x |\n", f"| a | b |\n|---|---|\n| {BLAME} {LINE} | x |\n"),
        (f"a | b\n---|---\nx | {BLAME}\n", f"a | b\n---|---\nx | {BLAME} {LINE}\n"),
        (f"<details>\n<summary>More</summary>\n{BLAME}\n</details>\n",
         f"<details>\n<summary>More</summary>\n{BLAME} {LINE}\n</details>\n"),
        (f"It rained. {BLAME} `see\nthis`\n", f"{NEXT}\nIt rained. {BLAME} `see\nthis`\n"),
        (f"{NEXT.replace('BL201', 'BL601')}\n# The night\n\n{BLAME}\n",
         f"{NEXT.replace('BL201', 'BL601')}\n# The night\n\n{NEXT}\n{BLAME}\n"),
    ],
)  # fmt: skip
def test_where_comments_go(ruleset: RuleSet, reader: Reader, before: str, after: str) -> None:
    """Above a paragraph or heading of its own; else at the end of the line or cell, in the draft's own line ends."""
    config = configured(select=["BL201"])

    def lint(read: Document) -> Judged:
        return judge(read, ruleset, config, reader)

    done = silence(document(before), lint(document(before)), lint, Severity.INFO, "agreed")
    assert done.document.source.text == after
    assert (done.written, done.linted.findings) == (1, [])


def test_a_line_that_takes_no_comment_is_framed(silenced) -> None:
    """Where the end of the line lies in code, the stretch between two empty lines is silenced."""
    after = silenced(f"It rained\nfor long. {BLAME} See `the\nplan` of May.\n\n{BLAME}\n")
    assert "<!-- blamelint-disable BL201 -- agreed -->\nIt rained\n" in after
    assert "of May.\n<!-- blamelint-enable BL201 -->\n" in after


def test_plain_text_has_comments_above(silenced) -> None:
    """Also in the middle of a paragraph, which stays one."""
    after = silenced(f"CRANE STOP\n\nIt rained and the\nvendor rang. {BLAME}\nStill.\n", Format.PLAIN)
    assert f"rained and the\n# blamelint-disable-next-line BL201 -- agreed\nvendor rang. {BLAME}\n" in after


def test_one_comment_for_a_line(silenced) -> None:
    """Several rules on one line share it; what is below the limit gets none."""
    text = f"# Review of the night\n\nObviously {BLAME} {BLAME}\n"
    assert "next-line BL311, BL201 -- agreed" in silenced(text)
    assert "BL311" not in silenced(text, limit=Severity.ERROR)


def test_findings_about_the_draft_are_silenced_too(silenced) -> None:
    """At the line that they point at."""
    text = "---\nowner: us\n---\n# Outage\n\nThe gateway crashed at noon and came back at one.\n"
    assert "blamelint-disable-line BL601" in silenced(text)


def test_what_is_said_of_directives_stays(ruleset: RuleSet, reader: Reader) -> None:
    """No directive is written for a directive."""
    text = "<!-- blamelint-enable -->\n"

    def lint(read: Document) -> Judged:
        return judge(read, ruleset, configured(select=["BL9"]), reader)

    done = silence(document(text), lint(document(text)), lint, Severity.INFO, "agreed")
    assert (done.document.source.text, done.written, len(done.linted.findings)) == (text, 0, 1)


LINES = st.sampled_from(
    [BLAME, "Rain.", "", "", "- " + BLAME, "  " + BLAME, "> " + BLAME, "# Head", "| a |", "| - |", f"| {BLAME} |",
     "```", "`code", "over` lines", "Obviously it rained.", "<div>", "</div>", "***", "1. x\\", "[a", "](b)"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=10), st.sampled_from(["\n", "\r\n"]), st.sampled_from(Format))
def test_any_draft_is_silenced(silenced, lines: list[str], end: str, form: Format) -> None:
    """Whatever stands in a draft: afterwards nothing is told, its blocks are the same, and a second time is idle."""
    before = end.join(lines)
    after = silenced(before, form)
    assert "".join(after.split("\r\n" if end == "\r\n" else "\n")).count("\r") == 0


@pytest.mark.parametrize("reason", ["", " ", "a -- b", "a --> b", "a|b", "`a`", "a\nb", "a\x1bb", "<b>", "\udcff"])
def test_reasons_that_would_break_the_draft_are_refused(reason: str) -> None:
    """What ends a comment or a cell, and what nobody can see, is no reason."""
    assert bad_in(reason)


def test_reasons_are_plain_sentences() -> None:
    """A sentence with a hyphen, commas and letters of any script will do."""
    assert bad_in("Quoted from the customer's mail, as-is: é, 漢字.") is None
