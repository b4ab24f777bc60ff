"""Folds for honest figures: what looks alike is never on both sides of a split."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HOME = Path(__file__).resolve().parents[2] / "models" / "spotter"
TEXTS = (
    "The pump stopped at noon because its valve reports open when the cable is cut.",
    "Nobody looked at the second screen while the first one showed a green light.",
    "The release went out with the old key since the vault had not been asked.",
    "A planner in the north office moved the drill to a Sunday without a word.",
    "Three of the mirrors fell behind by an hour and the fourth was never asked.",
)


def loaded(name: str) -> ModuleType:
    """The module of the recipe, under its own name, as its neighbours import it."""
    spec = importlib.util.spec_from_file_location(name, HOME / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def splits() -> Iterator[Any]:
    """`models/spotter/splits.py`; nothing of it stays in `sys.modules`."""
    names = ("examples", "splits")
    before = {name: sys.modules.get(name) for name in names}
    _, module = map(loaded, names)
    yield module
    for name, known in before.items():
        if known is None:
            del sys.modules[name]
        else:
            sys.modules[name] = known


def item(splits: Any, text: str, name: str, hand: str = "a", group: str | None = None) -> Any:
    """A snippet without marks."""
    return splits.Item(name, hand, group or name, text, (), "summary")


@pytest.mark.parametrize("name", ["examples", "splits"])
def test_splitting_needs_no_torch(name: str) -> None:
    """What these modules import is Python's own, blamelint's or each other: figures need no training."""
    tree = ast.parse((HOME / f"{name}.py").read_text(encoding="utf-8"))
    roots = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    roots |= {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert roots - sys.stdlib_module_names <= {"blamelint", "examples"}


def test_unlike_items_have_clusters_of_their_own(splits: Any) -> None:
    """Different sentences are joined by nothing."""
    items = [item(splits, text, f"i{n}") for n, text in enumerate(TEXTS)]
    assert len(set(splits.clusters_of(items).values())) == len(items)


def test_pairs_share_a_cluster(splits: Any) -> None:
    """Items of one group, however different their words are."""
    items = [item(splits, text, f"i{n}", group=f"g{n // 2}") for n, text in enumerate(TEXTS[:4])]
    clusters = splits.clusters_of(items)
    assert clusters["i0"] == clusters["i1"] != clusters["i2"] == clusters["i3"]


@pytest.mark.parametrize(
    "alike",
    [
        TEXTS[0],
        TEXTS[0].upper(),
        TEXTS[0].replace(".", "!!"),
        TEXTS[0].replace("noon", "dawn"),
        TEXTS[0].removeprefix("The pump "),
        f"{TEXTS[0]} Then the night crew went home and slept until the morning came.",
    ],
)
def test_near_duplicates_share_a_cluster(splits: Any, alike: str) -> None:
    """The same but for case, marks, a word, its beginning, or what follows; whoever wrote it."""
    items = [item(splits, text, f"i{n}") for n, text in enumerate((*TEXTS, alike))]
    items[-1] = item(splits, alike, "i5", hand="b")
    clusters = splits.clusters_of(items)
    assert clusters["i5"] == clusters["i0"]
    assert len(set(clusters.values())) == len(TEXTS)


def test_likeness_is_passed_on(splits: Any) -> None:
    """What is like something that is like a third shares a cluster with it, in any order of items."""
    first, second = TEXTS[0], TEXTS[1]
    items = [
        item(splits, first, "i0"),
        item(splits, second, "i1"),
        item(splits, f"{first} {second}", "i2"),
        item(splits, TEXTS[2], "i3"),
    ]
    for order in ((0, 1, 2, 3), (2, 3, 1, 0), (3, 0, 2, 1)):
        clusters = splits.clusters_of([items[n] for n in order])
        assert clusters["i0"] == clusters["i1"] == clusters["i2"] != clusters["i3"]


@pytest.mark.parametrize("count", [2, 3, 5])
def test_clusters_and_hands_share_a_fold(splits: Any, count: int) -> None:
    """A cluster is in one fold, a hand too, but for what it shares with another; each item has a fold."""
    items = [
        item(splits, f"{text} It was the {hand} crew number {hand * 3}.", f"{hand}{n}", hand)
        for hand in "abcdefg"
        for n, text in enumerate((TEXTS[ord(hand) % 5], f"Only {hand} {hand} knew {hand} of {hand} {hand}."))
    ]
    folds, clusters = splits.folds_of(items, count), splits.clusters_of(items)
    assert set(folds) == {each.name for each in items}
    assert set(folds.values()) <= set(range(count))
    assert len(set(folds.values())) > 1
    for one in items:
        for other in items:
            if clusters[one.name] == clusters[other.name]:
                assert folds[one.name] == folds[other.name]
    apart = {each.name for each in items if list(clusters.values()).count(clusters[each.name]) == 1}
    for hand in "abcdefg":
        assert len({folds[each.name] for each in items if each.hand == hand and each.name in apart}) <= 1


def test_folds_do_not_depend_on_the_order_of_hands(splits: Any) -> None:
    """The same items always fall into the same folds."""
    items = [item(splits, text, f"i{n}", "abcab"[n]) for n, text in enumerate(TEXTS)]
    assert splits.folds_of(items, 3) == splits.folds_of(items[::-1], 3)


def test_the_shipped_data_is_split_cleanly(splits: Any) -> None:
    """No group and no text of the data is in two folds, and no fold is empty."""
    items = sys.modules["examples"].read_items()
    if not items:
        pytest.fail("there is no training data in models/spotter/data")
    folds = splits.folds_of(items, 3)
    for key in (lambda each: each.group, lambda each: each.text.casefold()):
        seen: dict[str, int] = {}
        for each in items:
            assert seen.setdefault(key(each), folds[each.name]) == folds[each.name], each.name
    sizes = [list(folds.values()).count(fold) for fold in range(3)]
    assert min(sizes) > len(items) / 10
