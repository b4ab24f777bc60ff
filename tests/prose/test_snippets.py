"""Labelled snippets by two hands that never saw a rule: what carries over to sentences nobody wrote a rule for.

`seen.jsonl` was read while rules were made general; `held.jsonl` was only scored, and is meant to stay so: no rule,
word class or training sentence comes from it. The floors say what the rules reach today, they are no goals.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blamelint.config.model import Config
from blamelint.document.formats import parse
from blamelint.document.model import Format, Source
from blamelint.engine.ruleset import RuleSet
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.finding import Finding
from blamelint.language.reader import Reader
from blamelint.language.spotter.spotter import Spotter
from blamelint.lint.linter import lint_document
from tests.lint.conftest import Lint, reader, ruleset  # noqa: F401 (fixtures)
from tests.lint.conftest import lint as lint

FOLDER = Path(__file__).parent / "snippets"
HEADINGS = {
    "timeline": "Timeline",
    "actions": "Action items",
    "causes": "Contributing factors",
    "lessons": "Lessons learned",
}
FLOORS = {"seen": (0.45, 0.03), "held": (0.25, 0.03)}
"""Least recall and most false alarms of the rules alone."""
BOTH = {"seen": (0.6, 0.03), "held": (0.48, 0.04)}
"""The same of rules and spotter together."""


def draft(item: dict[str, str]) -> tuple[str, int]:
    """A small draft that holds the snippet in its context, and where the snippet begins."""
    context, text = item["context"], item["text"].strip()
    head = f"# Incident review\n\n## {HEADINGS.get(context, 'Summary')}\n\n"
    if context in {"list", "timeline", "actions"}:
        text = "- " + text.replace("\n", "\n  ")
    elif context == "table":
        text = f"| Item | Notes |\n|---|---|\n| 1 | {' '.join(text.split())} |"
    return f"{head}{text}\n", len(head)


@pytest.mark.parametrize("name", FLOORS)
def test_rules_carry_over(lint: Lint, name: str) -> None:
    """Recall above its floor, false alarms below theirs."""
    recall, alarms = figures(name, lint)
    assert recall >= FLOORS[name][0]
    assert alarms <= FLOORS[name][1]


@pytest.mark.parametrize("name", BOTH)
def test_two_readers_carry_over(ruleset: RuleSet, reader: Reader, name: str) -> None:  # noqa: F811
    """With the spotter recall is higher, and false alarms stay below theirs."""
    spotter = Spotter(load_vocabulary().words)

    def lint(text: str) -> list[Finding]:
        document = parse(Source("draft.md", text), Format.MARKDOWN)
        return lint_document(document, ruleset, Config(), reader, spotter=spotter)

    recall, alarms = figures(name, lint)
    assert recall >= BOTH[name][0]
    assert alarms <= BOTH[name][1]


def figures(name: str, lint: Lint) -> tuple[float, float]:
    """Recall and false alarms."""
    items = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    hits = {"flag": 0, "pass": 0}
    for item in items:
        text, start = draft(item)
        hits[item["label"]] += any(is_wording(f) and f.span.end > start for f in lint(text))
    total = {label: sum(item["label"] == label for item in items) for label in hits}
    return hits["flag"] / total["flag"], hits["pass"] / total["pass"]


def is_wording(finding: Finding) -> bool:
    """True for a finding about words, not about the draft's structure."""
    return finding.rule < "BL506" or "BL8" <= finding.rule < "BL9"
