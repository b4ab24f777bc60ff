"""Findings become JSON and come back as they were; anything else comes back as nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.finding import Applicability, Confidence, Edit, Finding, FoundActor, Severity, Suggestion
from blamelint.run import entries
from blamelint.run.entries import decode, encode
from blamelint.run.runner import Linted
from blamelint.text import Span

LENGTH = 1_000
KEY = "f" * 64

# Halves of characters are among them: nothing keeps a draft from holding one.
texts = st.text(st.characters(exclude_categories=()), max_size=20) | st.sampled_from(
    ["\ud83d\ude00", "\0\x1b[1m\u2028"]
)
spans = st.builds(lambda ends: Span(min(ends), max(ends)), st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)))
suggestions = st.builds(
    Suggestion,
    texts,
    st.lists(st.builds(Edit, spans, texts), max_size=3).map(tuple),
    st.sampled_from(Applicability),
)
findings = st.builds(
    Finding,
    rule=texts,
    name=texts,
    group=texts,
    severity=st.sampled_from(Severity),
    span=spans,
    message=texts,
    question=st.none() | texts,
    suggestions=st.lists(suggestions, max_size=3).map(tuple),
    actor=st.none() | st.builds(FoundActor, texts, texts, st.sampled_from(Confidence)),
    also=st.lists(texts, max_size=3).map(tuple),
    fingerprint=texts,
    url=texts,
)
lints = st.builds(Linted, st.lists(findings, max_size=4).map(tuple), st.integers(0, 9))
nonsense = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FULL = Linted(
    (
        Finding(
            "BL301", "should-have", "hindsight", Severity.WARNING, Span(3, 9), "It says so.", "Why?",
            (Suggestion("Take it out", (Edit(Span(3, 9), ""),), Applicability.SAFE),),
            FoundActor("ROLE", "the pilot", Confidence.LOW), ("BL302",), "0123456789abcdef", "https://example.org",
        ),
    ),
    2,
)  # fmt: skip


@given(lints)
def test_what_is_kept_comes_back(linted: Linted) -> None:
    """Every field of every finding, of the same type, and the number of those that were silenced."""
    back = decode(encode(KEY, linted), KEY, LENGTH)
    assert back == linted
    assert repr(back) == repr(linted)


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        (Finding, entries.FINDING),
        (Suggestion, entries.SUGGESTION),
        (Edit, entries.EDIT),
        (FoundActor, entries.ACTOR),
        (Linted, entries.ENTRY - {"format", "key"}),
    ],
)
def test_no_field_is_left_out(kind: type, members: frozenset[str]) -> None:
    """A field that a finding gets later has to be kept too."""
    assert {field.name for field in fields(kind)} == members


def test_an_entry_is_for_one_key_and_for_texts_that_are_long_enough() -> None:
    """Under another name, or with a place outside of the text, it is none."""
    data = encode(KEY, FULL)
    assert decode(data, KEY, 9) == FULL
    assert decode(data, KEY, 8) is None
    assert decode(data, "0" * 64, 9) is None


def test_another_format_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older or a newer blamelint has written is left alone."""
    data = encode(KEY, FULL)
    monkeypatch.setattr(entries, "FORMAT", entries.FORMAT + 1)
    assert decode(data, KEY, LENGTH) is None


@given(st.data())
def test_entries_that_are_cut_short_are_none(data: st.DataObject) -> None:
    """However much is missing."""
    whole = encode(KEY, FULL)
    assert decode(whole[: data.draw(st.integers(0, len(whole) - 1))], KEY, LENGTH) is None


@given(st.binary(max_size=60) | nonsense.map(lambda value: json.dumps(value).encode("utf-8", "surrogatepass")))
def test_nonsense_is_none(data: bytes) -> None:
    """No bytes make it fail."""
    assert decode(data, KEY, LENGTH) is None


def test_depth_is_none() -> None:
    """JSON that is nested without end neither."""
    assert decode(b"[" * 1_000_000, KEY, LENGTH) is None


def places(value: Any, change: Callable[[Any, Any], None]) -> list[Callable[[], None]]:
    """What replaces each value within `value`."""
    found: list[Callable[[], None]] = []
    for at, inner in value.items() if isinstance(value, dict) else enumerate(value):
        found.append(lambda at=at: change(value, at))
        if isinstance(inner, dict | list):
            found += places(inner, change)
    return found


@given(st.data(), nonsense)
def test_one_wrong_value_spoils_all(data: st.DataObject, wrong: Any) -> None:
    """Wherever it stands, what comes back is nothing, or findings of the right types."""
    entry = json.loads(encode(KEY, FULL))

    def change(inside: Any, at: Any) -> None:
        inside[at] = wrong

    data.draw(st.sampled_from(places(entry, change)))()
    back = decode(json.dumps(entry).encode(), KEY, LENGTH)
    assert back is None or decode(encode(KEY, back), KEY, LENGTH) == back


@pytest.mark.parametrize(
    "change",
    [
        {"severity": 3}, {"severity": True}, {"severity": 1.0}, {"span": [9, 3]}, {"span": [-1, 3]}, {"span": [3]},
        {"span": [3, 4, 5]}, {"span": [0, 1_001]}, {"span": [0, True]}, {"message": None}, {"question": 1},
        {"also": "BL302"}, {"also": [1]}, {"actor": {}}, {"actor": {"kind": "R", "text": "x", "confidence": "mid"}},
        {"suggestions": [{"title": "x", "edits": []}]}, {"more": 1},
        {"suggestions": [{"title": "x", "edits": [{"span": [0, 1_001], "text": ""}], "applicability": 2}]},
        {"suggestions": [{"title": "x", "edits": [], "applicability": 9}]},
    ],
    ids=str,
)  # fmt: skip
def test_wrong_findings_are_none(change: dict[str, Any]) -> None:
    """Each of these alone."""
    entry = json.loads(encode(KEY, FULL))
    entry["findings"][0] |= change
    assert decode(json.dumps(entry).encode(), KEY, LENGTH) is None
