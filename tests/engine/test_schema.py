"""From YAML to a rule, or to an error that points at the mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from blamelint.document.model import Source
from blamelint.engine.lift import lift
from blamelint.engine.model import Example, Match, Rule
from blamelint.engine.schema import read_rule
from blamelint.engine.vocabulary import Vocabulary
from blamelint.errors import RuleError
from blamelint.finding import Applicability, Severity
from blamelint.language.gates import UNFAMILIAR, Gate, gates_of
from blamelint.language.model import Needs
from blamelint.located import load
from blamelint.structure.model import Context, Names, SectionKind
from blamelint.text import Span
from tests.engine.conftest import block_of

SOUND: dict[str, Any] = {
    "code": "ACME001",
    "name": "verdict",
    "group": "judgement",
    "severity": "warning",
    "message": "'{span}' is a verdict.",
    "what": "A verdict.",
    "why": "It ends the search.",
    "match": [{"phrase": ["to blame"]}],
    "flag": ["They were «to blame»."],
    "pass": ["They were told."],
}
BROKEN = yaml.safe_load(
    Path(__file__).with_name("broken_rules.yaml").read_text(encoding="utf-8").replace(": no}", ": 'no'}")
)


def matches(rule: Rule, text: str) -> list[Match]:
    """What the rule's phrases see in a paragraph."""
    return [
        match
        for matcher in rule.matchers
        for match in matcher.find(block_of(text), Context(SectionKind.OTHER, Names()), None)
    ]


def read(vocabulary: Vocabulary, file: str = "ACME001-verdict.yaml", *, shipped: bool = False, **changes: Any) -> Rule:
    """The sound rule with some keys changed, one key a line; None removes a key."""
    keys = {name: value for name, value in {**SOUND, **changes}.items() if value is not None}
    lines = (
        f"{name}: {value}"
        if isinstance(value, str) and value.isalnum()
        else f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in keys.items()
    )
    return read_rule(load("\n".join(lines), file), Path(file), vocabulary, shipped=shipped)


@pytest.mark.parametrize("case", BROKEN, ids=[case["said"].splitlines()[0][-60:] for case in BROKEN])
def test_broken_rule(vocabulary: Vocabulary, case: dict[str, Any]) -> None:
    """Each mistake is told with these words, at this place."""
    with pytest.raises(RuleError) as caught:
        read(
            vocabulary,
            case.get("file", "ACME001-verdict.yaml"),
            shipped=case.get("shipped", False),
            **case.get("set", {}),
        )
    said = str(caught.value).splitlines()
    assert "\n".join(said[: len(case["said"].splitlines())]) == case["said"]


def test_defaults(vocabulary: Vocabulary) -> None:
    """What a rule leaves out is: on, of no family, silent in headings and quotations, without a question."""
    rule = read(vocabulary)
    assert (rule.enabled, rule.families, rule.question, rule.suggestions, rule.since) == (True, (), None, (), "")
    assert rule.gates == UNFAMILIAR
    assert rule.severity is Severity.WARNING
    assert rule.needs is Needs.NOTHING
    assert rule.flags == (Example("They were to blame.", (Span(10, 18),), 9),)


def test_gates_and_sections(vocabulary: Vocabulary) -> None:
    """`open` takes a gate of the families away, `close` adds one; sections are named either way."""
    rule = read(
        vocabulary,
        families=["F03"],
        gates={"open": ["question"], "close": ["timeline"]},
        sections={"not": ["luck", "well"]},
    )
    assert rule.gates == (gates_of(("F03",)) - {Gate.QUESTION}) | {Gate.TIMELINE}
    assert (rule.sections, rule.not_sections) == (frozenset(), {"luck", "well"})


def test_texts_are_folded(vocabulary: Vocabulary) -> None:
    """Line breaks of a block of YAML do not get into messages."""
    rule = read(vocabulary, why="One\n  two\n", message="'{span}'\nends.")
    assert (rule.why, rule.message) == ("One two", "'{span}' ends.")


def test_suggestions(vocabulary: Vocabulary) -> None:
    """A title alone is a hint; an empty edit deletes; display is the default."""
    rule = read(
        vocabulary,
        suggest=[{"title": "a"}, {"title": "b", "edit": "", "safety": "safe"}, {"title": "c", "edit": "<x>"}],
    )
    assert [(one.title, one.edit, one.safety) for one in rule.suggestions] == [
        ("a", None, Applicability.DISPLAY),
        ("b", "", Applicability.SAFE),
        ("c", "<x>", Applicability.DISPLAY),
    ]


def test_a_way_to_match_may_offer_more(vocabulary: Vocabulary) -> None:
    """Its suggestions go with its own matches, before those of the rule; all are known by the rule."""
    delete = {"title": "b", "edit": "", "safety": "safe"}
    rule = read(
        vocabulary,
        match=[{"phrase": ["to blame"]}, {"phrase": ["at fault"], "suggest": [delete]}],
        suggest=[{"title": "a"}, delete],
    )
    text = "They were to blame and at fault."
    found = {text[m.span.start : m.span.end]: m for m in matches(rule, text)}
    assert {words: [one.title for one in match.suggestions] for words, match in found.items()} == {
        "to blame": [],
        "at fault": ["b"],
    }
    assert [one.title for one in rule.suggestions] == ["a", "b"]
    assert [one.title for one in rule.offers] == ["b", "a"]
    finding = lift(rule, rule.severity, found["at fault"], block_of(text), Source("a.md", text))
    assert [one.title for one in finding.suggestions] == ["B", "A"]


def test_examples(vocabulary: Vocabulary) -> None:
    """Several marks in one text, and all that an example may say about where it stands."""
    rule = read(
        vocabulary,
        flag=[
            {
                "text": "«a» b «c»",
                "section": "cause",
                "shape": "cell",
                "people": ["Ana"],
                "teams": "ops",
                "systems": ["db"],
            }
        ],
    )
    assert rule.flags == (
        Example(
            "a b c", (Span(0, 1), Span(4, 5)), 9, "cause", "cell", people=("Ana",), systems=("db",), teams=("ops",)
        ),
    )


def test_draft_flag_needs_no_marks(vocabulary: Vocabulary) -> None:
    """A draft that lacks something has no words to mark."""
    assert read(vocabulary, flag=[{"text": "# A\n", "shape": "draft"}]).flags[0].spans == ()


def test_captures_of_any_alternative_may_be_used(vocabulary: Vocabulary) -> None:
    """A message may ask for what only one of its matchers gives; where that is absent, the marked words stand in."""
    rule = read(
        vocabulary, match=[{"phrase": ["to blame"]}, {"clause": {"actor": ["NAMED"]}}], message="{actor} is blamed."
    )
    assert rule.needs is Needs.TAGS


def test_a_lone_form_is_a_list_of_one(vocabulary: Vocabulary) -> None:
    """`match: {phrase: …}` needs no dash."""
    assert len(read(vocabulary, match={"phrase": "to blame"}).matchers) == 1
