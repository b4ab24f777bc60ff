"""The sentences that the spotter is trained on: whole, varied and marked as the recipe expects."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from blamelint.language.gates import FAMILIES

DATA = Path(__file__).resolve().parents[2] / "models" / "spotter" / "data"
SECTIONS = frozenset(
    "summary impact timeline cause why lessons well badly actions background detection response owners none".split()
)
FORMS = frozenset({"text", "bullet", "cell"})
HAND = re.compile(r"[a-z][a-z0-9-]*")
SNIPPET = {"id": str, "hand": str, "group": str, "section": str, "form": str, "text": str, "marks": list}
REVIEW = {"id": str, "hand": str, "group": str, "text": str, "marks": list}
FEWEST_SNIPPETS = 8_000
FEWEST_REVIEWS = 200
UNMARKED = 0.45
FEWEST_HANDS = 5
FEWEST_OF_A_FAMILY = 25


@cache
def lines() -> tuple[tuple[str, Any], ...]:
    """Every line of the data with its place; fails where there are none."""
    paths = sorted(DATA.glob("*.jsonl"))
    if not paths:
        pytest.fail(f"there is no training data in {'/'.join(DATA.parts[-3:])}: nobody can train the spotter anew")
    found = []
    for path in paths:
        # Not `splitlines`, which breaks at letters that a text may hold.
        for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            found.append((f"{path.name}:{number}", json.loads(line)))
    return tuple(found)


def snippets() -> list[tuple[str, Any]]:
    return [(place, item) for place, item in lines() if "section" in item]


def reviews() -> list[tuple[str, Any]]:
    return [(place, item) for place, item in lines() if "section" not in item]


def assert_none(wrong: list[str]) -> None:
    """Nothing wrong; else the first few, for there may be thousands."""
    assert wrong[:5] == [], f"{len(wrong)} of them"


def test_items_are_well_formed() -> None:
    """Each line is a snippet or a review, with the keys of one and no others, and has something to read."""
    for place, item in lines():
        expected = SNIPPET if "section" in item else REVIEW
        assert {key: type(value) for key, value in item.items()} == expected, place
        assert item["text"].strip() == item["text"].removesuffix("\n") != "", place
        assert "\r" not in item["text"], place
        assert item["id"], place
        assert item["group"], place


def test_snippets_stand_in_known_places() -> None:
    """In a section and form that the recipe knows, on one line."""
    assert_none([p for p, item in snippets() if item["section"] not in SECTIONS or item["form"] not in FORMS])
    assert_none([p for p, item in snippets() if "\n" in item["text"]])


def test_ids_are_unique() -> None:
    """Folds and figures are told by them."""
    counted = Counter(item["id"] for _, item in lines())
    assert_none([name for name, count in counted.items() if count > 1])


def test_the_same_text_is_marked_alike() -> None:
    """What two hands wrote word for word, in one kind of place, is of the same families; no hand writes it twice."""
    seen: dict[tuple[str, ...], tuple[str, set[str]]] = {}
    wrong = []
    for place, item in snippets():
        key = (item["text"], item["section"], item["form"])
        families = {family for _, _, family, _ in item["marks"]}
        if key in seen and (item["hand"] == seen[key][0] or families != seen[key][1]):
            wrong.append(place)
        seen.setdefault(key, (item["hand"], families))
    assert_none(wrong)


def test_hands_are_named() -> None:
    """Everybody's items can be left out of a training, and there are many hands; a group has one."""
    assert_none([place for place, item in lines() if not HAND.fullmatch(item["hand"])])
    assert len({item["hand"] for _, item in lines()}) >= FEWEST_HANDS
    hands: dict[str, set[str]] = {}
    for _, item in lines():
        hands.setdefault(item["group"], set()).add(item["hand"])
    assert_none([group for group, some in hands.items() if len(some) > 1])


def test_marks_are_spans_of_known_families() -> None:
    """Each is `[start, end, family, mild]`, in code points of the text, neither empty nor with blanks at its ends."""
    wrong = []
    for place, item in lines():
        for mark in item["marks"]:
            assert [type(part) for part in mark] == [int, int, str, bool], place
            start, end, family, _ = mark
            words = item["text"][start:end]
            if not 0 <= start < end <= len(item["text"]) or words.strip() != words or family not in FAMILIES:
                wrong.append(f"{place}: {mark}")
    assert_none(wrong)


def test_marks_are_apart() -> None:
    """Two marks share no word, unless they are two readings of the very same words, as of different families."""
    wrong = []
    for place, item in lines():
        for one, other in pairwise(sorted(item["marks"], key=lambda mark: mark[:3])):
            twice = one[:2] == other[:2] and one[2] != other[2]
            if one[1] > other[0] and not twice:
                wrong.append(f"{place}: {one} {other}")
    assert_none(wrong)


def test_no_mark_of_the_writers_is_left_in_a_text() -> None:
    """What was written around marks is cut away."""
    assert_none([place for place, item in lines() if re.search(r"\{\{F\d\d|\}\}|«|»", item["text"])])


def test_there_are_enough() -> None:
    """Snippets, reviews, and sentences of each family."""
    assert len(snippets()) >= FEWEST_SNIPPETS
    assert len(reviews()) >= FEWEST_REVIEWS
    families = Counter(family for _, item in lines() for _, _, family, _ in item["marks"])
    assert_none([family for family in sorted(FAMILIES) if families[family] < FEWEST_OF_A_FAMILY])


def test_nearly_half_are_innocent() -> None:
    """Of the snippets; else the spotter would learn that most of what is written blames somebody."""
    innocent = [item for _, item in snippets() if not item["marks"]]
    assert len(innocent) >= UNMARKED * len(snippets())


def test_reviews_are_whole() -> None:
    """Long enough for base rates, with headings of their own, and most of their words innocent."""
    for place, item in reviews():
        words = len(item["text"].split())
        marked = sum(len(item["text"][start:end].split()) for start, end, _, _ in item["marks"])
        assert 150 <= words <= 1_500, place
        assert marked < words / 3, place
    assert sum(not item["marks"] for _, item in reviews()) > 0
