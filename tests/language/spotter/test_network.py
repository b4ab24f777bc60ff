"""The network: what it says of a sentence depends on that sentence alone."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from blamelint.language.gates import FAMILIES
from blamelint.language.spotter import network as module
from blamelint.language.spotter.network import PIECES, Network, Scored, _batches
from blamelint.language.spotter.units import Unit
from blamelint.text import Span

WORDS = (
    "the operator forgot pump nobody looked at valve , because sensor read zero Alex system careless obviously should "
    "have known 's didn't 10:40 incomprehensibilities é 🚒 x ."
).split()


def unit(words: list[str], place: tuple[str, ...] = ("summary", "text")) -> Unit:
    """A unit of these words; where they stand makes no difference to the network."""
    return Unit(place, tuple(words), tuple(Span(n, n + 1) for n in range(len(words))))


def sentences() -> list[Unit]:
    """Sentences of one to ninety words, several of one length, in several places."""
    chance = random.Random("sentences")
    lengths = [1, 2, 7, 7, 7, 12, 12, 30, 45, 90]
    places = [("summary", "text"), ("timeline", "entry"), ("impact", "cell", "relief", "valve")]
    return [unit(chance.choices(WORDS, k=length), chance.choice(places)) for length in lengths]


def assert_same(one: Scored, other: Scored) -> None:
    """To the last bit."""
    assert one.words.tobytes() == other.words.tobytes()
    assert one.sentence.tobytes() == other.sentence.tobytes()


def test_scores_have_a_row_for_each_word(network: Network) -> None:
    """Rows for words and one for the sentence, each with the families and any of them, from 0 to 1."""
    for given, found in zip(sentences(), network.score(sentences()), strict=True):
        assert found.words.shape == (len(given.words), len(FAMILIES) + 1)
        assert found.sentence.shape == (len(FAMILIES) + 1,)
        for scores in (found.words, found.sentence):
            assert np.isfinite(scores).all()
            assert ((scores >= 0) & (scores <= 1)).all()


def test_different_sentences_have_different_scores(network: Network) -> None:
    """The promises below would hold of a network that always says the same."""
    assert len({found.sentence.tobytes() for found in network.score(sentences())}) == len(sentences())


def test_company_changes_no_score(network: Network) -> None:
    """Alone, with others, in any order and padded to any length: bit for bit the same."""
    alone = [network.score([each])[0] for each in sentences()]
    order = list(range(len(alone)))
    for seed in range(4):
        random.Random(seed).shuffle(order)
        chosen = order[: len(order) - seed]
        together = network.score([sentences()[n] for n in chosen])
        for n, found in zip(chosen, together, strict=True):
            assert_same(alone[n], found)


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_threads_change_no_score(network: Network, home: Path, monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    """However many there are: bit for bit the same."""
    monkeypatch.setattr(module, "THREADS", threads)
    for one, other in zip(network.score(sentences()), Network(home).score(sentences()), strict=True):
        assert_same(one, other)


def test_the_place_is_read(network: Network) -> None:
    """The same words in another section are another question."""
    words = "nobody looked at the valve .".split()
    one, other = network.score([unit(words), unit(words, ("actions", "action"))])
    assert one.sentence.tobytes() != other.sentence.tobytes()


def test_more_pieces_than_the_network_knows_are_cut(network: Network) -> None:
    """A unit of monstrous words is scored; those that are not reached score nothing."""
    words = ["antidisestablishmentarianism" * 3] * 96
    (found,) = network.score([unit(words)])
    assert found.words[0].any()
    assert not found.words[-1].any()


def test_no_units_have_no_scores(network: Network) -> None:
    """Nothing in, nothing out."""
    assert network.score([]) == []


def test_batches_are_bounded_and_lose_nothing() -> None:
    """Every unit is in one batch, and no batch with its padding is larger than memory is meant for."""
    chance = random.Random("lengths")
    lengths = [chance.randrange(3, 251) for _ in range(500)]
    batches = _batches(lengths)
    assert sorted(place for batch in batches for place in batch) == list(range(500))
    assert all(len(batch) * max(lengths[place] for place in batch) <= PIECES for batch in batches)
    assert len(batches) < 60
