"""Examples as drafts, and what a proof says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from blamelint.document.formats import parse
from blamelint.document.model import Format, Source
from blamelint.engine.model import Example, Rule
from blamelint.engine.proof import FRAMES, HEADINGS, Lint, coverage, document_of, names_of, prove
from blamelint.engine.schema import read_rule
from blamelint.engine.vocabulary import Vocabulary
from blamelint.finding import Finding, Severity
from blamelint.located import load
from blamelint.structure.model import Names, SectionKind
from blamelint.structure.outline import outline
from blamelint.text import Span

RULE = """
code: ACME001
name: verdict
group: judgement
severity: warning
enabled: false
message: "'{span}' is a verdict."
what: x
why: x
match: [{phrase: [to blame]}]
flag: ["Ask not who is «to blame». Ask who was «to blame».", "«Nobody» is to blame."]
pass: [All is well., They are to blame.]
"""


@pytest.fixture
def rule(vocabulary: Vocabulary) -> Rule:
    return read_rule(load(RULE, "ACME001-verdict.yaml"), Path("ACME001-verdict.yaml"), vocabulary)


def test_headings_cover_all_kinds() -> None:
    """Every kind of section has a heading to stand under."""
    assert set(HEADINGS) == {kind.value for kind in SectionKind}


@pytest.mark.parametrize("section", HEADINGS)
@pytest.mark.parametrize("shape", FRAMES)
def test_an_example_stands_where_it_says(section: str, shape: str) -> None:
    """The file made of an example has one block with its words, in a section of that kind, and marks map into it."""
    example = Example("A job | a pipe\nstopped twice.", (Span(2, 5), Span(15, 22)), 1, section=section, shape=shape)
    text, spans = document_of(example)
    assert [span.cut(text) for span in spans] == ["job", "stopped"]
    shaped = outline(parse(Source("d.md", text), Format.MARKDOWN), Names())
    contexts = [
        context
        for block, context in zip(shaped.document.blocks, shaped.contexts, strict=True)
        if " ".join(block.text.split()) == "A job | a pipe stopped twice."
    ]
    assert [context.section.value for context in contexts] == [section]


def test_a_draft_is_taken_as_it_is() -> None:
    """A whole draft gets no heading and no frame."""
    example = Example("# A\n\nb\n", (Span(2, 3),), 1, shape="draft")
    assert document_of(example) == (example.text, example.spans)


def test_names_are_folded() -> None:
    """People, systems and teams are given to the linter as a config would."""
    example = Example("x", (), 1, people=("@Ana",), systems=("DB",), teams=("Ops",))
    assert names_of(example) == Names(frozenset({"ana"}), frozenset({"db"}), frozenset({"ops"}))


def test_prove(rule: Rule, lint: Lint) -> None:
    """A flag fires exactly at its marks, a pass nowhere; a rule that is off is proved all the same."""
    results = prove(rule, lint)
    assert [result.holds for result in results] == [True, False, True, False]
    assert [result.told() for result in results] == [
        "ACME001-verdict.yaml:11: holds",
        "ACME001-verdict.yaml:11: wanted «Nobody» at 22, found «to blame» at 32",
        "ACME001-verdict.yaml:12: holds",
        "ACME001-verdict.yaml:12: wanted nothing, found «to blame» at 31",
    ]


def test_other_rules_do_not_count(rule: Rule) -> None:
    """Findings of other rules on the same words neither help nor hurt a proof."""

    def lint(text: str, rule: Rule, names: Names) -> Sequence[Finding]:
        return [Finding("BL201", "x", "judgement", Severity.INFO, Span(0, 1), "", None)]

    assert [result.holds for result in prove(rule, lint)] == [False, False, True, True]


def test_an_unmarked_draft_holds_when_the_rule_fires(rule: Rule, lint: Lint) -> None:
    """A draft without marks says that the rule fires, not where."""
    drafts = tuple(Example(text, (), 1, shape="draft") for text in ("Who is to blame\n", "# A\n"))
    results = prove(replace(rule, flags=drafts, passes=()), lint)
    assert [result.holds for result in results] == [True, False]
    assert results[1].told() == "ACME001-verdict.yaml:1: wanted a finding, found nothing"


def test_coverage(rule: Rule, lint: Lint) -> None:
    """Rules without examples, and rules that nothing fires, are named."""
    dead = replace(rule, code="ACME002", flags=(Example("x", (Span(0, 1),), 1),))
    bare = replace(rule, code="ACME003", flags=(), passes=())
    rules = [rule, dead, bare]
    gaps = coverage(rules, [result for one in rules for result in prove(one, lint)])
    assert (gaps.without_flag, gaps.without_pass, gaps.never_fired) == (("ACME003",), ("ACME003",), ("ACME002",))
