"""Word classes: shipped ones, a team's own, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from blamelint.engine.vocabulary import Vocabulary, load_vocabulary
from blamelint.errors import RuleError
from blamelint.located import load


def folder(root: Path, **files: str) -> Path:
    """A rule folder with these vocabulary files."""
    (root / "vocabulary").mkdir(parents=True)
    for name, text in files.items():
        (root / "vocabulary" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def test_every_shipped_class_can_be_read(vocabulary: Vocabulary) -> None:
    """No shipped class has a mistake that only shows when a rule asks for it."""
    for name in vocabulary.classes:
        assert vocabulary[name].words, name


def test_own_class_replaces_or_extends(tmp_path: Path) -> None:
    """A class of a folder takes the place of the shipped one, unless it includes it."""
    root = folder(
        tmp_path,
        insults="about: Ours\nwords: [muppet]\n",
        groups="about: More\ninclude: [groups, insults]\nwords: [bridge crew]\n",
    )
    mine, shipped = load_vocabulary([root]), load_vocabulary()
    assert mine["insults"].words == {"muppet"}
    assert mine["groups"].words == shipped["groups"].words | {"muppet", "bridge crew"}
    assert mine["groups"].kind is shipped["groups"].kind


def test_config_adds_words_and_classes() -> None:
    """Words of the config join a class in its kind, or make a class whose words stand as they are."""
    vocabulary = load_vocabulary(extra={"roles": ["Shift  Captain"], "ours": ["Wibble"]})
    assert "shift captain" in vocabulary["roles"].words
    assert "shift captains" in vocabulary.class_forms("roles")
    assert vocabulary["ours"].words == vocabulary.class_forms("ours") == {"wibble"}


def test_lemmas_of_a_list(vocabulary: Vocabulary) -> None:
    """A rule's list mixes lemmas and classes; a lone string is a list of one."""
    assert vocabulary.lemmas(load('["Roll  Back", "$miss_verbs"]', "r.yaml")) == (
        {"roll back"} | vocabulary["miss_verbs"].words
    )
    assert vocabulary.lemmas(load("drop", "r.yaml")) == {"drop"}


def test_unknown_class_names_the_nearest(vocabulary: Vocabulary) -> None:
    """A misspelt class is told with its place and the class that was probably meant."""
    with pytest.raises(RuleError) as caught:
        vocabulary.lemmas(load("[fail, $role]", "r.yaml"))
    assert str(caught.value).splitlines()[:4] == [
        "r.yaml:1:8: unknown vocabulary class '$role'",
        "  1 | [fail, $role]",
        "             ^",
        "  did you mean 'roles'?",
    ]


BROKEN = [
    ("words: [a]\n", "one.yaml:1:1: the key 'about' is missing"),
    ("about: x\n", "one.yaml:1:1: the class 'one' has no words"),
    ("about: x\nkind: verbs\nwords: [a]\n", "one.yaml:2:7: 'verbs' is not allowed here"),
    (
        "about: x\nwords: [a, 3]\n",
        "one.yaml:2:12: expected a string, found a number; put it in quotes to make it a string",
    ),
    ("about: x\nwrods: [a]\n", "one.yaml:2:1: unknown key 'wrods'"),
    ("about: x\ninclude: [insult]\n", "one.yaml:2:11: unknown vocabulary class 'insult'"),
    ("about: x\ninclude: [one]\n", "one.yaml:2:11: 'one' includes itself: one > one"),
    ("about: x\ninclude: [two]\n", "two.yaml:2:11: 'one' includes itself: one > two > one"),
]


@pytest.mark.parametrize(("text", "said"), BROKEN, ids=[said.split(": ", 1)[1] for _, said in BROKEN])
def test_broken_class(tmp_path: Path, text: str, said: str) -> None:
    """A mistake in a team's class is told at its place before any draft is read."""
    root = folder(tmp_path, one=text, two="about: y\ninclude: [one]\n")
    with pytest.raises(RuleError) as caught:
        load_vocabulary([root])
    assert str(caught.value).splitlines()[0] == f"{tmp_path / 'vocabulary'}/{said}"


def test_unknown_name_is_a_key_error(vocabulary: Vocabulary) -> None:
    """Code that asks for a class that is not there hears so."""
    with pytest.raises(KeyError):
        vocabulary["no_such_class"]
    assert vocabulary.words.get("no_such_class") is None
