"""The proof of a rule: its `flag` and `pass` examples, run.

How a draft is linted is handed in, so that the proof stands below the linter; it is the same for shipped rules and
for a team's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from blamelint.engine.examples import DRAFT
from blamelint.engine.model import Example, Rule
from blamelint.finding import Finding
from blamelint.structure.model import Names
from blamelint.text import Span

Lint = Callable[[str, Rule, Names], Sequence[Finding]]
"""Lints a Markdown text with one rule, with these people, systems and teams known."""

HEADINGS = {
    "summary": "Summary",
    "background": "Background",
    "impact": "Impact",
    "timeline": "Timeline",
    "detection": "Detection",
    "trigger": "Trigger",
    "cause": "Causes",
    "contributing": "Contributing factors",
    "response": "Response",
    "well": "What went well",
    "poorly": "What went poorly",
    "luck": "Where we got lucky",
    "risks": "Risks",
    "lessons": "Lessons learned",
    "actions": "Action items",
    "people": "Participants",
    "comms": "Communication",
    "support": "Supporting information",
    "other": "Odds and ends",
}
"""A heading for each kind of section."""
FRAMES = {
    "paragraph": ("", "\n"),
    "item": ("- ", "\n  "),
    "task": ("- [ ] ", "\n  "),
    "cell": ("| Notes |\n| --- |\n| ", " "),
    "heading": ("### ", " "),
}
"""What stands before an example's text in Markdown, and what a line break in it becomes."""
TIMELINE_CELL = "| Time | Event |\n| --- | --- |\n| 10:04 | "


@dataclass(frozen=True, slots=True)
class ProofResult:
    """One example, run."""

    rule: Rule
    example: Example
    flag: bool
    """Whether the rule is meant to fire."""
    text: str
    """The Markdown that was linted."""
    expected: tuple[Span, ...]
    """In code points of `text`; empty for a `pass`, and for a `flag` that only has to fire somewhere."""
    found: tuple[Span, ...]
    """Where the rule fired, in code points of `text`."""

    @property
    def holds(self) -> bool:
        """True when the rule does what the example says."""
        if self.flag and not self.expected:
            return bool(self.found)
        return self.found == self.expected

    def told(self) -> str:
        """What came out, in one line for a person."""
        place = f"{self.rule.path.name}:{self.example.line}"
        if self.holds:
            return f"{place}: holds"
        wanted = _quoted(self.expected, self.text) if self.flag else "nothing"
        return f"{place}: wanted {wanted or 'a finding'}, found {_quoted(self.found, self.text) or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the examples of a set of rules leave unproved."""

    without_flag: tuple[str, ...]
    """Codes of rules with no `flag`."""
    without_pass: tuple[str, ...]
    """Codes of rules with no `pass`."""
    never_fired: tuple[str, ...]
    """Codes of rules that fired on none of their `flag`s."""


def prove(rule: Rule, lint: Lint) -> list[ProofResult]:
    """Every example of `rule`, run: the `flag`s, then the `pass`es, in the order of the file."""
    return [
        *(_run(rule, example, lint, flag=True) for example in rule.flags),
        *(_run(rule, example, lint, flag=False) for example in rule.passes),
    ]


def coverage(rules: Iterable[Rule], results: Iterable[ProofResult]) -> Coverage:
    """Which of `rules` the `results` prove nothing about."""
    known = list(rules)
    fired = {result.rule.code for result in results if result.flag and result.found}
    return Coverage(
        without_flag=tuple(rule.code for rule in known if not rule.flags),
        without_pass=tuple(rule.code for rule in known if not rule.passes),
        never_fired=tuple(rule.code for rule in known if rule.flags and rule.code not in fired),
    )


def document_of(example: Example) -> tuple[str, tuple[Span, ...]]:
    """The Markdown file that an example stands for, and where its marks stand in it.

    Shape: a heading of the example's section, then the text in its shape; a `draft` is the file itself.
    Units: code points of the file.
    """
    if example.shape == DRAFT:
        return example.text, example.spans
    section = example.section or "summary"
    before, line_break = FRAMES[example.shape]
    if example.shape == "cell" and section == "timeline":
        before = TIMELINE_CELL
    head = f"# Review\n\n## {HEADINGS[section]}\n\n{before}"
    body, offsets = _laid(example.text.rstrip("\n"), line_break, in_cell=example.shape == "cell")
    spans = tuple(
        Span(len(head) + offsets[span.start], len(head) + offsets[span.end - 1] + 1) for span in example.spans
    )
    return f"{head}{body}{' |' if example.shape == 'cell' else ''}\n", spans


def names_of(example: Example) -> Names:
    """Who and what an example names, as a config would list them."""
    return Names(
        people=frozenset(name.removeprefix("@").casefold() for name in example.people),
        systems=frozenset(map(str.casefold, example.systems)),
        teams=frozenset(map(str.casefold, example.teams)),
    )


def _run(rule: Rule, example: Example, lint: Lint, *, flag: bool) -> ProofResult:
    text, expected = document_of(example)
    findings = [finding for finding in lint(text, rule, names_of(example)) if finding.rule == rule.code]
    found = tuple(sorted(finding.span for finding in findings))
    return ProofResult(rule, example, flag, text, tuple(sorted(expected)), found)


def _laid(text: str, line_break: str, *, in_cell: bool) -> tuple[str, list[int]]:
    """The text as it stands in its frame, and for each of its code points where that one went."""
    pieces: list[str] = []
    offsets: list[int] = []
    length = 0
    for character in text:
        piece = line_break if character == "\n" else rf"\{character}" if in_cell and character == "|" else character
        offsets.append(length + len(piece) - 1 if piece.startswith("\\") else length)
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), offsets


def _quoted(spans: Iterable[Span], text: str) -> str:
    return ", ".join(f"«{span.cut(text)}» at {span.start}" for span in spans)
