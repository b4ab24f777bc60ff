"""Our own inflections cover what a dictionary of English gives."""

from __future__ import annotations

import re

import pytest

from blamelint.engine.inflect import Irregular, Kind, inflections
from blamelint.engine.vocabulary import Vocabulary

TAGS = {Kind.VERB: "VERB", Kind.NOUN: "NOUN", Kind.ADJECTIVE: "ADJ", Kind.ADVERB: "ADV"}
JOINED = re.compile(r"[-\s]")
CASES = [
    ("take down", Kind.VERB, {"take down", "takes down", "took down", "taken down", "taking down"}),
    ("stop", Kind.VERB, {"stop", "stops", "stopped", "stopping"}),
    ("cancel", Kind.VERB, {"cancel", "cancels", "canceled", "cancelled", "canceling", "cancelling"}),
    ("panic", Kind.VERB, {"panic", "panics", "panicked", "panicking", "paniced", "panicing"}),
    ("tie", Kind.VERB, {"tie", "ties", "tied", "tying"}),
    ("override", Kind.VERB, {"override", "overrides", "overrode", "overridden", "overriding", "overrided"}),
    ("set", Kind.VERB, {"set", "sets", "setting", "setted"}),
    ("re-run", Kind.VERB, {"re-run", "re-runs", "re-ran", "re-running", "re-runned"}),
    ("point of failure", Kind.NOUN, {"point of failure", "points of failure"}),
    ("analysis", Kind.NOUN, {"analysis", "analyses", "analysises", "analysisses"}),
    ("policy", Kind.NOUN, {"policy", "policies"}),
    ("person", Kind.NOUN, {"person", "persons", "people"}),
    ("lazy", Kind.ADJECTIVE, {"lazy", "lazier", "laziest"}),
    ("bad", Kind.ADJECTIVE, {"bad", "badder", "baddest", "worse", "worst"}),
    ("Kafka", Kind.NAME, {"kafka"}),
    ("At Fault", None, {"at fault"}),
]


@pytest.mark.parametrize(("term", "kind", "forms"), CASES, ids=[case[0] for case in CASES])
def test_forms(vocabulary: Vocabulary, term: str, kind: Kind | None, forms: set[str]) -> None:
    """A lemma has these forms and no others."""
    assert vocabulary.forms(term, kind) == forms


def test_every_form_of_the_dictionary_is_made(vocabulary: Vocabulary) -> None:
    """No shipped word has a form in lemminflect's dictionary that a phrase or a cue would miss."""
    lemminflect = pytest.importorskip("lemminflect")
    missing: dict[tuple[str, str], set[str]] = {}
    for name in vocabulary.classes:
        entry = vocabulary[name]
        if entry.kind not in TAGS:
            continue
        for term in entry.words:
            words = term.split()
            word = words[0 if entry.kind is Kind.VERB else -1]
            ours = {JOINED.sub("", form) for form in vocabulary.forms(word, entry.kind)}
            theirs = lemminflect.getAllInflections(word, TAGS[entry.kind])
            for form in {form.lower() for forms in theirs.values() for form in forms}:
                if JOINED.sub("", form) not in ours:
                    missing.setdefault((entry.kind, word), set()).add(form)
    assert missing == {}


def test_nothing_inflects_to_nothing() -> None:
    """Odd lemmas from a config do not crash the making of forms."""
    for term in ("", " ", "-", "'", "a", "y", "e", "ie", "re-", "-ish", "of", "ß", "😀", "c++"):
        for kind in (*Kind, None):
            assert all(isinstance(form, str) for form in inflections(term, kind, Irregular()))
