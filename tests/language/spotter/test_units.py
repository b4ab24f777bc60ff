"""What the tagger reads: sentences in pieces whose every word is known to stand where it says."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.document.model import Block, Format
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.language.lexicon import Lexicon
from blamelint.language.spotter.units import LONGEST, MOST, Unit, units_of, unread
from blamelint.language.words.neutral import NEUTRAL_NAME, NEUTRAL_THING
from blamelint.language.words.normalise import READ, straight
from blamelint.structure.model import Context, Names, SectionKind
from tests.language.conftest import block
from tests.language.spotter.conftest import blocks_of

LEXICON = Lexicon.of(load_vocabulary().words)
SUMMARY = Context(SectionKind.SUMMARY, Names())
PIECES = (
    "The pump stopped.", "Nobody saw it!", "why", "did", "n't", "isn’t", "Dr.", "H.", "K.V.", "3.5", "10:40",
    "a.b.c", "and/or", "on-call", "mis-typed", "eu-west-1", "Anne-Marie", "@ravi.k", "#ops", "Fatima",
    "Fatima Haddad", "🚒", "👩‍🚒", "e\u0301", "ﬁ", "İ", "ß", "數據庫", "\u00a0", "\u2028", "\u200b", "`x`", "`a b`",
    "**", "_", "'", "’s", "…", "-", "--", "—", "(", ")", "\"", "“", "”", "@", "&amp;", "<b>",
    "[x](https://example.org)", "\r\n", "\n", "\r\n\r\n", "\n\n", "# ", "- ", "| ", "> ", "12:04 UTC",
    "Root cause:", "x" * 300,
)  # fmt: skip
DRAFTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).flatmap(
    lambda pieces: st.sampled_from(("", " ")).map(lambda between: between.join(pieces))
)
NEUTRAL = {NEUTRAL_NAME, NEUTRAL_THING}
TEMPLATES = (
    "{} deleted the wrong volume.",
    "The volume was deleted by {} at noon.",
    "At noon {} deleted it, and nobody asked {} why.",
    "It was {}'s third mistake.",
    "Was it ({}) who left?",
)
KNOWN = ("Fatima", "Youssef", "Oluwaseun", "Agnieszka", "Mehmet", "Priya", "Kenji", "Siobhán", "Yuki", "Fatima Haddad")
LISTED = ("Zephyrine", "Quillon Bardsley", "Ottoline van der Merrow", "Xiu-Lan", "Brannagh O'Tuathail", "k4rl_dev")


def units(text: str, context: Context = SUMMARY) -> list[Unit]:
    return list(units_of(block(text), context, LEXICON))


def assert_placed(stretch: Block, found: list[Unit]) -> None:
    """Each word of the units is the block's text at its offset, or stands for what is there."""
    spans = [span for unit in found for span in unit.offsets]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.end <= len(stretch.text) and len(span) for span in spans)
    for unit in found:
        assert 0 < len(unit.words) == len(unit.offsets) <= LONGEST
        for word, span in zip(unit.words, unit.offsets, strict=True):
            there = span.cut(stretch.text)
            assert there.strip() == there != ""
            assert word == straight(there) or word in NEUTRAL


@given(DRAFTS, st.sampled_from(list(Format)))
def test_every_word_stands_where_it_says(text: str, form: Format) -> None:
    """In drafts of any letters, marks and line ends: ordered, apart, never empty, equal to the text or neutral."""
    for stretch, context in blocks_of(text, form):
        assert_placed(stretch, list(units_of(stretch, context, LEXICON)))


@given(st.text(max_size=80))
def test_nothing_but_blanks_is_left_out(text: str) -> None:
    """Behind a timestamp at the start every mark and letter is in some unit, since any of them may be marked."""
    text = f"So {text}"
    covered = {place for unit in units(text) for span in unit.offsets for place in range(span.start, span.end)}
    assert "".join(text[place] for place in range(len(text)) if place not in covered).strip() == ""


def test_words_are_cut_as_people_cut_them() -> None:
    """Handles, initials, numbers, clipped verbs and the possessor's mark are words; hyphens stand alone."""
    (unit,) = units("It didn't re-read line 3.5 of the night-shift log's copy.")
    assert " ".join(unit.words) == "It didn't re - read line 3.5 of the night - shift log 's copy ."


def test_each_sentence_is_a_unit() -> None:
    """The span of a unit reaches from its first word to its last."""
    text = "The pump stopped. Nobody asked why! It was noon."
    assert [unit.span.cut(text) for unit in units(text)] == ["The pump stopped.", "Nobody asked why!", "It was noon."]


def test_code_is_one_neutral_word() -> None:
    """Whatever stands in backticks, the tagger reads the same."""
    (first,), (second,) = (
        [unit for b, c in blocks_of(f"They ran `{code}` twice.\n") for unit in units_of(b, c, LEXICON)]
        for code in ("rm -rf /tmp/x", "ls")
    )
    assert first.words == second.words == ("They", "ran", NEUTRAL_THING, "twice", ".")


def test_the_label_is_read_and_the_time_is_not() -> None:
    """A label says what a sentence answers; the time of an entry says nothing about it."""
    (unit,) = units("10:42 UTC - the job stopped")
    assert unit.words == ("the", "job", "stopped")
    (unit,) = units("Cause: the job stopped")
    assert unit.words[:2] == ("Cause", ":")


@pytest.mark.parametrize("template", TEMPLATES)
def test_known_names_change_no_unit(template: str) -> None:
    """A given name of any origin that blamelint knows is one and the same neutral word."""
    read = {tuple(unit.words for unit in units(template.replace("{}", name))) for name in KNOWN}
    assert len(read) == 1
    assert NEUTRAL_NAME in read.pop()[0]


@pytest.mark.parametrize("template", TEMPLATES)
def test_listed_names_change_no_unit(template: str) -> None:
    """Whoever the draft or the config names is read as a known person is, whatever the name looks like."""
    expected = [unit.words for unit in units(template.replace("{}", "Fatima"))]
    for name in LISTED:
        context = Context(SectionKind.SUMMARY, Names(people=frozenset({name.lower(), name.split()[0].lower()})))
        assert [unit.words for unit in units(template.replace("{}", name), context)] == expected, name


@given(st.text(st.characters(categories=("Lu", "Ll")), min_size=2, max_size=12))
def test_a_listed_name_of_any_letters_changes_no_unit(letters: str) -> None:
    """Also one that no list of names holds, in any script that has capitals."""
    name = letters.capitalize()
    if not name[0].isupper() or not name.isalpha() or name.lower() in {"i", "it"}:
        return
    listed = Context(SectionKind.SUMMARY, Names(people=frozenset({name.lower()})))
    expected = [unit.words for unit in units("Then Fatima deleted the wrong volume.")]
    assert [unit.words for unit in units(f"Then {name} deleted the wrong volume.", listed)] == expected


def test_a_handle_changes_no_unit() -> None:
    """Handles are people too."""
    read = {unit.words for handle in ("@bodhi", "@a.silva", "@x_ray42") for unit in units(f"Then {handle} left it.")}
    assert read == {("Then", NEUTRAL_NAME, "left", "it", ".")}


def test_a_unit_tells_its_place() -> None:
    """The kind of the section, then what the block is in it, then what a table says that the cell is about."""
    text = (
        "# Drill\n\n## Timeline\n\n- 10:00 The pump stopped.\n\n## Action items\n\n- [ ] Be careful.\n\n"
        "## Impact\n\nNone.\n\n- Nothing.\n\n| Part | Note |\n|---|---|\n| The big relief valve | It stuck. |\n"
    )
    places = {unit.span.cut(b.text): unit.place for b, c in blocks_of(text) for unit in units_of(b, c, LEXICON)}
    assert places["The pump stopped."] == ("timeline", "entry")
    assert places["Be careful."] == ("actions", "action")
    assert places["None."] == ("impact", "text")
    assert places["Nothing."] == ("impact", "item")
    assert places["It stuck."] == ("impact", "cell", "the", "big", "relief", "valve")


def test_a_very_long_sentence_is_read_in_pieces() -> None:
    """No unit is longer than the network reads, and no word is lost between two of them."""
    text = " ".join(f"w{n}" for n in range(1000)) + "."
    found = units(text)
    assert [len(unit.words) for unit in found] == [LONGEST] * (1001 // LONGEST) + [1001 % LONGEST]
    assert_placed(block(text), found)


def test_a_block_without_words_has_no_units() -> None:
    """Nothing but blanks is no sentence."""
    assert units("") == units("  \u00a0 ") == []


def test_many_pieces_of_code_are_read_in_time() -> None:
    """What is code is looked up, not searched for anew at each word."""
    ((stretch, context),) = blocks_of("`x` " * 4_000)
    assert len(stretch.code) == 4_000
    started = time.perf_counter()
    assert {word for unit in units_of(stretch, context, LEXICON) for word in unit.words} == {NEUTRAL_THING}
    assert time.perf_counter() - started < 2


def test_what_is_left_unread_is_told() -> None:
    """Of a block that is too long the rest begins where the last unit ends; of any other there is none."""
    short = block("The pump stopped. It rang.")
    assert unread(short, list(units_of(short, SUMMARY, LEXICON))) is None
    for text in ("Stop! " * (MOST + 10), "pump " * READ):
        stretch = block(text)
        found = list(units_of(stretch, SUMMARY, LEXICON))
        rest = unread(stretch, found)
        assert rest is not None
        assert (rest.start, rest.end) == (found[-1].span.end, len(text))
        assert len(found) <= MOST
        assert rest.start <= READ


@pytest.mark.parametrize(
    "piece",
    ["word ", "Stop. ", "a", "a.", "a_", "a-", "'", "@", "J. ", "Dr ", "Fatima Haddad ", "10:40 ", "😀", "(", "x's"],
)
def test_hostile_blocks_end(piece: str) -> None:
    """A megabyte of anything on one line is read in bounded time, and no more of it than prose needs."""
    text = piece * (1_000_000 // len(piece))
    started = time.perf_counter()
    found = units(text)
    assert time.perf_counter() - started < 10
    assert len(found) <= MOST
