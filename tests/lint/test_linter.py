"""The core: what it promises of every finding, whatever the rules are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blamelint.config.model import Config, Layer, Level, Origin
from blamelint.config.resolve import command_line, resolve
from blamelint.engine.ruleset import RuleSet
from blamelint.finding import Severity
from tests.lint.conftest import Lint, document
from tests.lint.drafts import BLAMING, CALM, DRAFTS

NAMES = sorted(DRAFTS)


def configured(**values: object) -> Config:
    """The config of a command line with these options."""
    return resolve([Layer(Origin(Level.DEFAULT)), command_line(values)])


@pytest.mark.parametrize("name", NAMES)
def test_the_marked_words_are_in_the_file(lint: Lint, name: str) -> None:
    """Every finding's span lies in the file, is not empty and begins and ends with a word or mark of the draft."""
    text = DRAFTS[name]
    for finding in lint(text):
        words = finding.span.cut(text)
        assert words.strip() == words
        assert words


def test_the_marked_words_are_the_blamed_ones(lint: Lint) -> None:
    """Words inside markup, tables and list items are marked exactly."""
    marked = {finding.rule: finding.span.cut(BLAMING) for finding in lint(BLAMING)}
    assert marked["BL301"] == "should have compared"
    assert marked["BL401"] == "human error"
    assert marked["BL307"] == "failed to notice"


@pytest.mark.parametrize("name", NAMES)
def test_findings_come_in_the_order_of_the_text(lint: Lint, name: str) -> None:
    """Sorted by start, end and rule, each fingerprint once."""
    findings = lint(DRAFTS[name])
    assert [finding.order for finding in findings] == sorted(finding.order for finding in findings)
    assert len({finding.fingerprint for finding in findings}) == len(findings)


@pytest.mark.parametrize("name", NAMES)
def test_linting_twice_gives_the_same(lint: Lint, name: str) -> None:
    """Same text, config and versions: same findings."""
    assert lint(DRAFTS[name]) == lint(DRAFTS[name])


@pytest.mark.parametrize("name", NAMES)
def test_the_word_gate_loses_nothing(lint: Lint, name: str) -> None:
    """Findings with and without the gate are equal."""
    assert lint(DRAFTS[name]) == lint(DRAFTS[name], gated=False)


def test_the_word_gate_loses_no_example(lint: Lint, ruleset: RuleSet) -> None:
    """Findings with and without the gate are equal over all examples of all rules, in one draft of one block each."""
    texts = [example.text for rule in ruleset for example in (*rule.flags, *rule.passes) if example.shape != "draft"]
    text = "# Review\n\n" + "\n\n".join(" ".join(text.split()) for text in texts) + "\n"
    everything = configured(select=["ALL"])
    assert lint(text, everything) == lint(text, everything, gated=False)


def test_a_calm_draft_is_silent(lint: Lint) -> None:
    """System subjects, conditions, recovery and owners are no findings at level warning."""
    assert [f for f in lint(CALM) if f.severity >= Severity.WARNING] == []


def test_quotes_are_linted_only_when_asked(lint: Lint) -> None:
    """A block quote holds others' words; the setting `lint_quotes` brings it in."""
    quoted = "# Note\n\n> The operator was negligent.\n"
    assert lint(quoted) == []
    assert "BL203" in {finding.rule for finding in lint(quoted, configured(lint_quotes=True))}


def test_front_matter_code_and_links_are_no_prose(lint: Lint) -> None:
    """What is not prose is not read."""
    text = (
        "---\nnote: human error was the cause\n---\n\n"
        "See [the page](https://example.org/human-error-was-the-cause) and `human error`.\n\n"
        "```\nThe operator was careless. Human error was the cause.\n```\n\n"
        "<!-- Human error was the cause. -->\n"
    )
    assert lint(text) == []


def test_what_stands_beside_a_block_changes_nothing(lint: Lint) -> None:
    """A block has the same findings alone and among others."""
    sentences = ["The intern dropped the users table.", "The cache expired.", "Nobody tested the restore path."]
    together = [(f.rule, f.message) for f in lint("# A\n\n" + "\n\n".join(sentences) + "\n") if f.rule < "BL6"]
    apart = [(f.rule, f.message) for s in sentences for f in lint(f"# A\n\n{s}\n") if f.rule < "BL6"]
    assert together == apart


def test_listed_people_and_systems_win(lint: Lint) -> None:
    """The config tells who is a person and what is a system."""
    text = "# A\n\nZephyrine deleted the production volume.\n"
    assert "BL101" in {f.rule for f in lint(text, configured(people=["Zephyrine"]))}
    assert lint(text, configured(systems=["Zephyrine"])) == []


def test_severity_and_selection_come_from_the_config(lint: Lint) -> None:
    """A rule can be louder, silent, or the only one."""
    text = "# A\n\nHuman error was the cause.\n"
    assert [f.rule for f in lint(text, configured(select=["BL401"]))] == ["BL401"]
    assert "BL401" not in {f.rule for f in lint(text, configured(ignore=["cause"]))}


def test_crlf_and_lf_have_the_same_findings(lint: Lint) -> None:
    """Line ends move offsets and nothing else."""
    lf = [(f.rule, f.span.cut(BLAMING).split()) for f in lint(BLAMING)]
    windows = BLAMING.replace("\n", "\r\n")
    assert lf == [(f.rule, f.span.cut(windows).split()) for f in lint(windows)]


def test_an_empty_document_has_no_findings(lint: Lint) -> None:
    """Nothing in, nothing out."""
    assert lint("") == []
    assert lint("\n\n   \n") == []


def test_a_documents_findings_do_not_depend_on_its_name(lint: Lint, ruleset: RuleSet, reader) -> None:
    """The path is a label only."""
    from blamelint.lint.linter import lint_document

    first = document(BLAMING)
    other = replace(first, source=replace(first.source, path="elsewhere/other.md"))
    assert lint_document(first, ruleset, Config(), reader) == lint_document(other, ruleset, Config(), reader)
