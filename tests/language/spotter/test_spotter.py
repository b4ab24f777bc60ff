"""The spotter: from scores to sights, and what it says when its files are not what they should be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from blamelint.engine.vocabulary import load_vocabulary
from blamelint.errors import ModelError
from blamelint.language.gates import FAMILIES
from blamelint.language.spotter.model import Sight, Spot, Suspicion
from blamelint.language.spotter.network import TOKENIZER, WEIGHTS, Scored
from blamelint.language.spotter.spotter import ORDER, THRESHOLDS, Spotter, loudest, stretches
from blamelint.language.spotter.thresholds import Threshold
from blamelint.structure.model import Context, Names, SectionKind
from blamelint.text import Span
from tests.language.conftest import block
from tests.language.spotter.conftest import blocks_of
from tests.lint.drafts import BLAMING, CALM, ODD

SUMMARY = Context(SectionKind.SUMMARY, Names())


# ---- stretches of words


@pytest.mark.parametrize(
    ("scores", "runs"),
    [
        ([0.9], [(0, 0)]),
        ([0.9, 0.8, 0.7], [(0, 2)]),
        ([0.1, 0.9, 0.1, 0.1], [(1, 1)]),
        ([0.9, 0.1, 0.9], [(0, 2)]),
        ([0.9, 0.1, 0.1, 0.9], [(0, 0), (3, 3)]),
        ([0.1, 0.1, 0.1], [(0, 2)]),
        ([0.04, 0.04], []),
        ([0.05, 0.01], [(0, 0)]),
        ([0.0], []),
        ([0.9, 0.675], [(0, 1)]),
        ([0.9, 0.6749], [(0, 0)]),
    ],
)
def test_loud_words_make_stretches(scores: list[float], runs: list[tuple[int, int]]) -> None:
    """A word is loud beside its sentence's loudest; one quiet word breaks no stretch, two do."""
    assert stretches(np.array(scores, dtype=np.float32)) == runs


def test_the_last_bits_make_no_stretch() -> None:
    """Scores that agree to four decimals mark the same words."""
    scores = np.array([0.9, 0.675, 0.1, 0.1, 0.675], dtype=np.float32)
    for nudge in (-1e-6, 1e-6):
        assert stretches(scores + np.float32(nudge)) == stretches(scores) == [(0, 1), (4, 4)]


# ---- the family of a stretch


def scored(words: list[dict[str, float]], whole: dict[str, float]) -> Scored:
    """Scores that are 0 but for those given."""

    def row(given: dict[str, float]) -> list[float]:
        return [given.get(family, 0.0) for family in (*ORDER, "any")]

    return Scored(np.array([row(word) for word in words], np.float32), np.array(row(whole), np.float32))


def test_the_loudest_family_speaks() -> None:
    """Its mean over the stretch, and what the sentence says, are added up; words outside count nothing."""
    words = [{"F02": 1.0}, {"F05": 0.6, "F07": 0.5}, {"F05": 0.2, "F07": 0.5}, {"F02": 1.0}]
    assert ORDER[loudest(scored(words, {}), 1, 2)] == "F07"
    assert ORDER[loudest(scored(words, {"F05": 0.3}), 1, 2)] == "F05"
    assert ORDER[loudest(scored(words, {}), 0, 0)] == "F02"


def test_any_is_no_family() -> None:
    """The score of any family decides nothing between them."""
    assert ORDER[loudest(scored([{"F03": 0.1, "any": 1.0}], {"any": 1.0}), 0, 0)] == "F03"


def test_of_equals_the_first_family_speaks() -> None:
    """Also where they differ in bits that do not count."""
    assert ORDER[loudest(scored([{"F09": 0.5, "F04": 0.5}], {}), 0, 0)] == "F04"
    assert ORDER[loudest(scored([{"F09": 0.500001, "F04": 0.5}], {}), 0, 0)] == "F04"


# ---- sights from scores


class Fixed(Spotter):
    """A spotter whose network gives the same scores to every sentence of five words."""

    def __init__(self, given: Scored, **borders: Threshold) -> None:
        super().__init__(load_vocabulary().words)
        usual = Threshold(0.2, 0.5, 0.8)
        self.__dict__["_network"] = SimpleNamespace(score=lambda units: [given for _ in units])
        self.__dict__["_thresholds"] = {family: borders.get(family, usual) for family in ORDER}


def sight(score: float, **borders: Threshold) -> Sight:
    """What is seen in `It was her again .` when the middle words are loud for F01."""
    words = [{"any": 0.1}, {"any": 0.1}, {"F01": 1.0, "any": 0.9}, {"F01": 1.0, "any": 0.9}, {}]
    spotter = Fixed(scored(words, {"any": score}), **borders)
    return spotter.look([(block("It was her again."), SUMMARY)])[0]


def test_below_low_nothing_is_seen() -> None:
    """Neither a suspicion nor a spot."""
    assert sight(0.1999) == Sight()


def test_from_low_on_rules_are_believed() -> None:
    """Those of the families whose border is reached, in that sentence."""
    assert sight(0.2) == Sight((Suspicion(Span(0, 17), FAMILIES),))
    shy = sight(0.3, F05=Threshold(0.4, 0.5, 0.8)).suspicions
    assert shy == (Suspicion(Span(0, 17), FAMILIES - {"F05"}),)


@pytest.mark.parametrize(("score", "sure"), [(0.5, False), (0.7999, False), (0.8, True), (0.79999, True)])
def test_from_high_on_spots_are_told(score: float, *, sure: bool) -> None:
    """The loud words, with the sentence around them and its score; sure from the third border on."""
    assert sight(score).spots == (Spot(Span(7, 16), Span(0, 17), "F01", round(score, 4), sure),)
    assert sight(score, F01=Threshold(0.2, 0.9, 0.9)).spots == ()


def test_sight_answers_by_family_and_place() -> None:
    """Only where the suspicious sentence and the words meet, and only for its families."""
    seen = Sight((Suspicion(Span(10, 20), frozenset({"F01", "F02"})),))
    assert seen.suspects(("F02", "F09"))
    assert not seen.suspects(("F09",))
    assert seen.upholds(("F01",), Span(15, 30))
    assert not seen.upholds(("F01",), Span(20, 30))
    assert not seen.upholds(("F09",), Span(15, 18))
    assert not Sight().suspects(FAMILIES)


def test_the_rest_of_an_endless_block_is_left_to_rules() -> None:
    """What was not read is suspected of everything, and holds no spot."""
    spotter = Fixed(scored([{"any": 0.9}], {"any": 0.0}))
    text = "Stop! " * 5_000
    (seen,) = spotter.look([(block(text), SUMMARY)])
    (suspicion,) = seen.suspicions
    assert suspicion.families == FAMILIES
    assert 0 < suspicion.span.start < suspicion.span.end == len(text)
    assert seen.spots == ()


# ---- with the weights that ship


def test_company_changes_no_sight(spotter: Spotter) -> None:
    """Blocks looked at alone, together and backwards have equal sights."""
    items = [item for draft in (BLAMING, CALM, ODD) for item in blocks_of(draft)]
    alone = [spotter.look([item])[0] for item in items]
    assert spotter.look(items) == alone
    assert spotter.look(items[::-1]) == alone[::-1]
    assert Spotter(load_vocabulary().words).look(items[3:9]) == alone[3:9]


def test_spots_stand_in_their_sentences(spotter: Spotter) -> None:
    """In order, apart, without a blank at either end, inside a sentence that is suspicious."""
    # Borders of nothing: whatever the weights are, every sentence has its spots.
    loud = Spotter(load_vocabulary().words)
    loud.__dict__["_network"] = spotter._network
    loud.__dict__["_thresholds"] = dict.fromkeys(ORDER, Threshold(0, 0, 0))
    count = 0
    for draft in (BLAMING, CALM, ODD):
        items = blocks_of(draft)
        for (stretch, _), seen in zip(items, loud.look(items), strict=True):
            reaches = {suspicion.span for suspicion in seen.suspicions}
            assert all(one.span.end <= other.span.start for one, other in pairwise(seen.spots))
            for spot in seen.spots:
                count += 1
                words = spot.span.cut(stretch.text)
                assert words == words.strip() != ""
                assert spot.reach.contains(spot.span)
                assert spot.reach in reaches
                assert spot.family in FAMILIES
                assert spot.score == round(spot.score, 4)
    assert count > 10


def test_nothing_is_opened_before_it_is_needed(tmp_path: Path) -> None:
    """A spotter that nobody asks does without its files."""
    Spotter({}, tmp_path / "absent")


# ---- broken files


def _without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _with(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


def _half(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes()[:100_000])


def _more_words(folder: Path) -> None:
    """A tokenizer that knows more pieces than the weights do, as one of another training may."""
    described = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))
    pieces = described["model"]["vocab"]
    pieces["blamelintish"] = len(pieces)
    (folder / TOKENIZER).write_text(json.dumps(described), encoding="utf-8")


BROKEN: dict[str, Callable[[Path], Any]] = {
    "no weights": _without(WEIGHTS),
    "no tokenizer": _without(TOKENIZER),
    "no thresholds": _without(THRESHOLDS),
    "empty weights": _with(WEIGHTS, b""),
    "weights that are a note": _with(WEIGHTS, b"version https://example.org/spec/v1\noid sha256:00\n"),
    "half the weights": _half,
    "an empty tokenizer": _with(TOKENIZER, b""),
    "a tokenizer that is no JSON": _with(TOKENIZER, b"{"),
    "a tokenizer that is no text": _with(TOKENIZER, b"\xff\xfe\x00"),
    "a tokenizer of nothing": _with(TOKENIZER, b'{"version": "1.0"}'),
    "a tokenizer of other weights": _more_words,
    "empty thresholds": _with(THRESHOLDS, b""),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_files_are_a_model_error(tmp_path: Path, home: Path, kind: str) -> None:
    """On loading, not in the middle of a draft, and in one line."""
    folder = tmp_path / "spotter"
    folder.mkdir()
    for name in (WEIGHTS, TOKENIZER, THRESHOLDS):
        shutil.copy(home / name, folder / name)
    Spotter({}, folder).load()
    BROKEN[kind](folder)
    with pytest.raises(ModelError) as refused:
        Spotter({}, folder).load()
    assert "spotter" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("kind", ["absent", "file", "empty"])
def test_a_folder_that_is_none_is_a_model_error(tmp_path: Path, kind: str) -> None:
    """An absent folder, a file in its place, a folder with nothing in it; also when a block is shown first."""
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError):
        Spotter({}, tmp_path / kind).load()
    with pytest.raises(ModelError):
        Spotter(load_vocabulary().words, tmp_path / kind).look([(block("It rained."), SUMMARY)])


def test_absent_models_are_a_model_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where blamelint was installed without its data."""
    from blamelint import assets

    monkeypatch.setattr(assets, "PACKAGE", tmp_path / "nowhere")
    with pytest.raises(ModelError, match="models"):
        Spotter({}).load()
