"""From a match to a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from blamelint.document.model import Block, BlockKind, Source
from blamelint.document.textmap import Run, TextMap
from blamelint.engine.lift import DIGEST, fingerprint, lift, lift_document
from blamelint.engine.model import DocumentMatch, Match, Rule
from blamelint.engine.schema import read_rule
from blamelint.engine.vocabulary import Vocabulary
from blamelint.finding import Confidence, FoundActor, Severity
from blamelint.located import load
from blamelint.text import Span

RULE = """
code: ACME001
name: verdict
group: judgement
severity: warning
message: "'{span}' is a verdict."
question: "What was there before '{span}'?"
what: x
why: x
match: [{phrase: [to blame]}]
suggest: [{title: "Delete it", edit: "", safety: unsafe}]
flag: ["a «to blame»"]
pass: [a]
"""


@pytest.fixture
def rule(vocabulary: Vocabulary) -> Rule:
    return read_rule(load(RULE, "r.yaml"), Path("ACME001-verdict.yaml"), vocabulary)


def test_span_is_that_of_the_file(rule: Rule) -> None:
    """A finding stands where the words are in the file, markup between them included."""
    source = Source("d.md", "> Ops is to **blame** here.\n")
    pieces = TextMap([Run(Span(0, 10), Span(2, 12)), Run(Span(10, 15), Span(14, 19)), Run(Span(15, 21), Span(21, 27))])
    block = Block(BlockKind.PARAGRAPH, "Ops is to blame here.", pieces, Span(0, 27), 0)
    actor = FoundActor("GROUP", "Ops", Confidence.HIGH)
    match = Match(Span(7, 15), Span(0, 21), {"actor": "Ops"}, actor)
    finding = lift(rule, Severity.ERROR, match, block, source, also=("BL201",))
    assert finding.span.cut(source.text) == "to **blame"
    assert (finding.rule, finding.name, finding.group) == ("ACME001", "verdict", "judgement")
    assert (finding.severity, finding.actor, finding.also) == (Severity.ERROR, actor, ("BL201",))
    assert finding.message == "'to blame' is a verdict."
    assert finding.question == "What was there before 'to blame'?"
    assert finding.suggestions == ()


def test_document_finding(rule: Rule) -> None:
    """A finding about the draft has titles for suggestions, and its place is the match's own."""
    source = Source("d.md", "# Heading\n")
    finding = lift_document(rule, Severity.INFO, DocumentMatch(Span(2, 9), {"kind": "summary"}), source)
    assert finding.span == Span(2, 9)
    assert [(one.title, one.edits) for one in finding.suggestions] == [("Delete it", ())]
    assert finding.message == "'Heading' is a verdict."


def test_another_source_is_refused(rule: Rule) -> None:
    """A block and a source that do not belong together are a mistake of the program's."""
    block = Block(BlockKind.PARAGRAPH, "to blame", TextMap.straight(Span(5, 13)), Span(5, 13), 0)
    with pytest.raises(ValueError, match="outside"):
        lift(rule, Severity.INFO, Match(Span(0, 8), Span(0, 8)), block, Source("d.md", "short"))


def test_fingerprint_moves_with_its_sentence() -> None:
    """White space, case and lines do not change a fingerprint; rule, words and sentence do."""
    one = fingerprint("BL201", "to blame", "Ops is to blame.")
    assert one == fingerprint("BL201", "To\n blame", "Ops  is to blame.")
    others = {fingerprint("BL202", "to blame", "Ops is to blame."), fingerprint("BL201", "Ops", "Ops is to blame.")}
    others.add(fingerprint("BL201", "to blame", "QA is to blame."))
    assert len({one, *others}) == 4
    assert len(one) == DIGEST
    assert fingerprint("X", "\ud800", "\ud800")
