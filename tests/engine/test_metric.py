"""Readability of a draft or a section."""

from __future__ import annotations

import socket

import pytest

from blamelint.document.formats import parse
from blamelint.document.model import Format, Source
from blamelint.engine.matchers.metric import build
from blamelint.engine.model import DocumentMatch
from blamelint.errors import RuleError
from blamelint.located import load
from blamelint.structure.outline import outline

HEAVY = "Intermittent unavailability of interbank settlement infrastructure necessitated comprehensive reconciliation. "
LIGHT = "The link was down. We had to match it by hand. It took an hour. No one lost a thing. "


def find(spec: str, text: str) -> list[DocumentMatch]:
    return list(build(load(spec, "r.yaml")).find_in(outline(parse(Source("d.md", text), Format.MARKDOWN))))


@pytest.mark.parametrize("measure", ["lix", "ari", "coleman-liau"])
def test_heavy_prose_is_above_and_light_below(measure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each measure tells long words in long sentences from short ones, and none of them asks the network."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a measure opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    spec = f"{{measure: {measure}, above: 20, words: 20}}"
    (match,) = find(spec, f"# Delay\n\n{HEAVY * 4}\n")
    assert match.captures["measure"] == measure
    assert float(match.captures["value"]) > 20
    assert match.captures["limit"] == "20"
    assert find(spec, f"# Delay\n\n{LIGHT * 6}\n") == []


def test_place_is_the_heading_or_the_first_line() -> None:
    """A finding about a section stands at its heading, one about the draft at the first line with words."""
    text = f"\n# Delay\n\n{LIGHT}\n\n## Summary\n\n{HEAVY * 4}\n"
    (section,) = find("{measure: lix, of: summary, above: 60, words: 20}", text)
    assert section.span.cut(text) == "Summary"
    (draft,) = find("{measure: lix, above: 40, words: 20}", text)
    assert draft.span.cut(text) == "Delay"


def test_few_words_code_and_quotes_are_not_measured() -> None:
    """Below the number of words nothing is said; block quotes and code do not count."""
    spec = "{measure: lix, above: 60}"
    assert find(spec, HEAVY * 2) == []
    assert find(spec, f"> {HEAVY * 20}\n\n```\n{HEAVY * 20}\n```\n") == []
    assert find(spec, "") == []
    assert len(find(spec, HEAVY * 20)) == 1


ERRORS = [
    ("{measure: flesch, above: 1}", "'flesch' is not allowed here"),
    ("{measure: lix}", "the key 'above' is missing"),
    ("{measure: lix, above: high}", "expected a number, found a string"),
    ("{measure: lix, above: 1, of: summery}", "'summery' is not allowed here"),
    ("{measure: lix, above: 1, words: 0}", "expected a number of at least 1, found 0"),
]


@pytest.mark.parametrize(("spec", "said"), ERRORS, ids=[said for _, said in ERRORS])
def test_errors(spec: str, said: str) -> None:
    """A measure that is not there, or a limit that is none, is told at its place."""
    with pytest.raises(RuleError) as caught:
        build(load(spec, "r.yaml"))
    assert caught.value.message == said
