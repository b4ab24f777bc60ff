"""Baselines know a finding by its draft, rule and sentence, count equal ones, and refuse to guess."""

from __future__ import annotations

import json
import textwrap
import time
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blamelint.engine.ruleset import RuleSet
from blamelint.finding import Finding
from blamelint.language.reader import Reader
from blamelint.lint.baseline import Accepted, Baseline, BaselineError, names_of, read, sift, stale, written
from blamelint.lint.linter import lint_document
from tests.lint.conftest import document
from tests.lint.test_linter import configured

# Rules of phrases, so that nothing here waits for spaCy.
CONFIG = configured(select=["BL201", "BL311", "BL411"])
BLAME = "In the end the vendor is to blame for what the pump did on that long night in the old harbour."
SENTENCES = [
    BLAME,
    "Obviously the disk of the second gateway was full, and had been for the better part of a week.",
    'It was a total disaster, and the insurer\'s "plan" was of no use on the morning after the storm.',
    "The pumps in the northern basin stopped at noon, and the level went up by forty centimetres.",
]


@pytest.fixture(scope="module")
def findings(ruleset: RuleSet, reader: Reader):
    def findings(text: str) -> list[Finding]:
        return lint_document(document(text), ruleset, CONFIG, reader)

    return findings


def prose(*paragraphs: str, width: int = 72, end: str = "\n") -> str:
    """Paragraphs, wrapped."""
    return (end * 2).join(textwrap.fill(words, width).replace("\n", end) for words in paragraphs) + end


def new(findings, before: str, after: str) -> list[str]:
    """The marked words that are told of `after` when all of `before` is accepted."""
    kept, _ = sift(findings(after), "a.md", names_of(findings(before), "a.md"))
    return [finding.span.cut(after) for finding in kept]


def test_there_is_something_to_accept(findings) -> None:
    """The samples hold three findings; without that these tests could not fail."""
    assert len(findings(prose(*SENTENCES))) == 3


@pytest.mark.parametrize(
    "after",
    [
        prose("A new introduction.", *SENTENCES),
        prose(*reversed(SENTENCES)),
        prose(*SENTENCES, width=31),
        prose(*SENTENCES, width=500),
        prose(*SENTENCES, end="\r\n"),
        prose(" ".join(SENTENCES)),
        "".join(f"- {sentence}\n" for sentence in SENTENCES),
        prose(*SENTENCES).replace("total disaster", "**total** disaster").replace("to blame", "*to blame*"),
        prose(*SENTENCES).replace('"plan"', "“plan”").replace("insurer's", "insurer’s"),
        "---\ntitle: x\n---\n\n# Head\n\n" + prose(*SENTENCES),
        prose(*SENTENCES[:2]),
    ],
    ids=["moved", "order", "narrow", "wide", "crlf", "joined", "list", "emphasis", "quotes", "front", "fewer"],
)
def test_what_moves_is_not_new(findings, after: str) -> None:
    """Lines, wrapping, line ends, markup and neighbours do not matter."""
    assert new(findings, prose(*SENTENCES), after) == []


def test_one_more_sentence_is_new(findings) -> None:
    """Exactly the sentence that was added is told."""
    assert new(findings, prose(*SENTENCES), prose(*SENTENCES, "The crew is to blame.")) == ["to blame"]
    assert new(findings, prose(BLAME), prose(BLAME.replace("pump", "crane"))) == ["to blame"]


def test_equal_findings_are_counted(findings) -> None:
    """Of three equal sentences, two of which are accepted, one is told; the later one."""
    after = prose(BLAME, BLAME, BLAME)
    kept, covered = sift(findings(after), "a.md", names_of(findings(prose(BLAME, BLAME)), "a.md"))
    assert covered == 2
    assert [finding.span.start for finding in kept] == [after.rindex("to blame")]


def test_another_draft_is_another_matter(findings) -> None:
    """What is accepted in one draft is told in another, also when it is the same file under a new name."""
    accepted = names_of(findings(prose(*SENTENCES)), "a.md")
    kept, covered = sift(findings(prose(*SENTENCES)), "b.md", accepted)
    assert (len(kept), covered) == (3, 0)


def test_another_rule_is_another_matter(findings) -> None:
    """The same words under another rule are told."""
    (finding,) = findings(prose(BLAME))
    accepted = {Accepted("a.md", "BL999", finding.fingerprint): 1}
    assert sift([finding], "a.md", accepted) == ([finding], 0)


def test_what_is_gone_is_stale(findings) -> None:
    """Entries without a finding are known, with how many are too many."""
    before = names_of(findings(prose(BLAME, BLAME, SENTENCES[1])), "a.md")
    after = names_of(findings(prose(BLAME)), "a.md")
    assert sorted(stale(before, after).values()) == [1, 1]
    assert stale(after, before) == Counter()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.lists(st.sampled_from(SENTENCES), max_size=4), st.data())
def test_exactly_what_was_added_is_new(findings, old: list[str], more: list[str], data: st.DataObject) -> None:
    """However sentences are shuffled, wrapped and moved: as many are told as were added, and none is stale."""
    shuffled = data.draw(st.permutations([*old, *more]))
    before = prose(*old, width=data.draw(st.integers(20, 200)))
    after = prose(*shuffled, width=data.draw(st.integers(20, 200)), end=data.draw(st.sampled_from(["\n", "\r\n"])))
    accepted = names_of(findings(before), "a.md")
    kept, covered = sift(findings(after), "a.md", accepted)
    assert covered == accepted.total()
    assert Counter(f.rule for f in kept) == Counter(f.rule for f in findings(prose(*more)))
    assert not stale(accepted, names_of(findings(after), "a.md"))


TEXT = st.text(min_size=1, max_size=12)


@given(st.dictionaries(st.builds(Accepted, TEXT, TEXT, TEXT), st.integers(1, 9)))
def test_what_is_written_is_read(counts: dict[Accepted, int]) -> None:
    """Any baseline comes back as it was, from sorted lines of JSON with one entry each."""
    text = "".join(written(Baseline(counts)))
    assert read(text, "b.json") == Baseline(counts)
    assert len(json.loads(text)["entries"]) == len(counts)
    assert text.count("\n") == (len(counts) + 5 if counts else 4)
    assert "".join(written(Baseline(dict(reversed(list(counts.items())))))) == text


def test_paths_of_any_bytes_are_kept() -> None:
    """A path that is no UTF-8 on disk is written as escapes."""
    baseline = Baseline({Accepted("\udcff.md", "BL201", "0" * 16): 1})
    text = "".join(written(baseline))
    text.encode()
    assert read(text, "b.json") == baseline


ENTRY = '{"path": "a.md", "rule": "BL201", "fingerprint": "00", "count": 1}'


def file_of(*entries: str, version: object = 1) -> str:
    """A baseline of these entries."""
    listed = ",\n    ".join(entries)
    return f'{{\n  "schema_version": {json.dumps(version)},\n  "entries": [\n    {listed}\n  ]\n}}\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "b.json:1:1: it is not JSON"),
        ("[]", "b.json:1:1: it is no baseline"),
        ('{"entries": []}', "b.json:1:1: it is no baseline"),
        (file_of(ENTRY, version=2), "b.json:2:3: it has the schema version 2; this blamelint knows 1"),
        (file_of(ENTRY, version="1"), "b.json:2:3: it has the schema version 1"),
        (file_of(ENTRY, version=True), "b.json:2:3: it has the schema version True"),
        ('{"schema_version": 1}', "b.json:1:1: it holds schema_version and a list of entries"),
        ('{"schema_version": 1, "entries": [], "x": 1}', "nothing else"),
        (file_of(ENTRY, ENTRY), "b.json:5:5: this entry stands twice"),
        (file_of(ENTRY, "3"), "b.json:5:5: an entry has count, fingerprint, path, rule"),
        (file_of(ENTRY.replace("count", "line")), "b.json:4:5: an entry has"),
        (file_of(ENTRY.replace(": 1}", ": 0}")), "b.json:4:5: count is a whole number"),
        (file_of(ENTRY.replace(": 1}", ": true}")), "b.json:4:5: count is"),
        (file_of(ENTRY.replace(": 1}", ": 1.0}")), "b.json:4:5: count is"),
        (file_of(ENTRY.replace('"a.md"', "null")), "b.json:4:5: path, rule and fingerprint are strings"),
        (file_of(ENTRY.replace('"a.md"', '""')), "b.json:4:5: path, rule"),
        (file_of(ENTRY)[:-8], "it is not JSON"),
        (file_of(ENTRY, "<<<<<<< ours"), "b.json:5:"),
        ("{\n<<<<<<< ours\n=======\n>>>>>>> theirs\n}", "b.json:2:1: a merge left both sides here"),
        ('{"schema_version": 1, "schema_version": 1, "entries": []}', "a key stands twice"),
        ("[" * 100_000, "b.json:1:1: it is not JSON"),
        ('{"schema_version": ' + "9" * 5_000 + "}", "b.json:1:1: it is not JSON"),
    ],
)
def test_what_is_half_understood_is_refused(text: str, said: str) -> None:
    """Broken files, unknown versions and odd entries are told with their place."""
    with pytest.raises(BaselineError) as caught:
        read(text, "b.json")
    assert said in str(caught.value)


@given(st.text(alphabet='{}[]":,1 \n', max_size=60) | st.binary(max_size=60).map(lambda data: data.decode("latin-1")))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever the file holds, it is a baseline or refused."""
    with suppress(BaselineError):
        assert isinstance(read(text, "b.json"), Baseline)


def test_a_large_baseline_is_quick(findings) -> None:
    """A hundred thousand entries are written, read and asked within seconds."""
    counts = {Accepted(f"{number}.md", "BL201", "00"): 1 for number in range(100_000)}
    begun = time.perf_counter()
    baseline = read("".join(written(Baseline(counts))), "b.json")
    assert len(baseline.by_path()) == 100_000
    assert time.perf_counter() - begun < 10
