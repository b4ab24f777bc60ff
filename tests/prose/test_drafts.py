"""Whole drafts by a hand that never saw the rules: calm ones stay silent, mixed ones are seen for what they are."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from blamelint.config.model import Config
from blamelint.document.formats import format_of, parse
from blamelint.document.model import Source
from blamelint.engine.ruleset import RuleSet
from blamelint.finding import Finding, Severity
from blamelint.language.reader import Reader
from blamelint.lint.linter import lint_document
from blamelint.text import Span
from tests.lint.conftest import reader, ruleset  # noqa: F401 (fixtures)

FOLDER = Path(__file__).parent / "drafts"
DRAFTS = sorted(path for path in FOLDER.iterdir() if path.suffix in {".md", ".txt"})
CALM = [path for path in DRAFTS if path.name.startswith("calm-")]
MIXED = [path for path in DRAFTS if path.name.startswith("mixed-")]
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9`@*_])|\n\s*\n|\n(?=\s*(?:[-*+|#>]|\d+[.)]\s))")
FOUND = 0.66
"""The share of clear spots that the shipped rules find, over all mixed drafts; a floor, not a goal."""
FALSE = 1.0
"""False findings on wording a thousand words, at every severity, over all drafts."""


@dataclass(frozen=True)
class Read:
    """One draft with its key and what blamelint says."""

    text: str
    spots: list[Span]
    """The sentences of the clear spots."""
    known: list[Span]
    """The sentences of all spots, the arguable ones too."""
    findings: list[Finding]
    """On wording only."""


def sentence_around(text: str, place: Span) -> Span:
    cuts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    touched = [Span(a, b) for a, b in pairwise(cuts) if a < place.end and place.start < b]
    return Span(touched[0].start, touched[-1].end)


def read(path: Path, rules: RuleSet, model: Reader) -> Read:
    text = path.read_text(encoding="utf-8")
    form = format_of(path.name)
    assert form is not None
    findings = lint_document(parse(Source(path.name, text), form), rules, Config(), model)
    clear, known = [], []
    for line in path.with_name(f"{path.stem}.key.jsonl").read_text(encoding="utf-8").splitlines():
        key = json.loads(line)
        at = -1
        for _ in range(key.get("nth", 0) + 1):
            at = text.index(key["text"], at + 1)
        sentence = sentence_around(text, Span(at, at + len(key["text"])))
        known.append(sentence)
        if key["strength"] == "clear":
            clear.append(sentence)
    return Read(text, clear, known, [f for f in findings if f.rule < "BL506"])


@pytest.mark.parametrize("path", CALM, ids=lambda path: path.stem)
def test_a_calm_draft_is_silent_at_warning(path: Path, ruleset: RuleSet, reader: Reader) -> None:  # noqa: F811
    """Full of the words that word lists trip over, and nothing to say about it."""
    text = path.read_text(encoding="utf-8")
    form = format_of(path.name)
    assert form is not None
    findings = lint_document(parse(Source(path.name, text), form), ruleset, Config(), reader)
    assert [(f.rule, f.span.cut(text)) for f in findings if f.severity >= Severity.WARNING] == []


def test_most_spots_of_the_mixed_drafts_are_found(ruleset: RuleSet, reader: Reader) -> None:  # noqa: F811
    """Two of three, in sentences that no rule was written for."""
    drafts = [read(path, ruleset, reader) for path in MIXED]
    found = sum(any(f.span.overlaps(spot) for f in draft.findings) for draft in drafts for spot in draft.spots)
    assert found / sum(len(draft.spots) for draft in drafts) >= FOUND


def test_false_findings_are_rare(ruleset: RuleSet, reader: Reader) -> None:  # noqa: F811
    """Fewer than one in a thousand words over all drafts."""
    drafts = [read(path, ruleset, reader) for path in DRAFTS]
    false = [f for draft in drafts for f in draft.findings if not any(f.span.overlaps(spot) for spot in draft.known)]
    words = sum(len(draft.text.split()) for draft in drafts)
    assert 1000 * len(false) / words <= FALSE, [f.rule for f in false]
