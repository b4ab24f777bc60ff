"""What is applied to a draft, what stays as it was, and that once is enough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blamelint.config.model import Config
from blamelint.document.formats import parse
from blamelint.document.model import Document, Format, Source
from blamelint.document.source import read_source
from blamelint.engine.model import SuggestionTemplate
from blamelint.engine.proof import document_of
from blamelint.engine.ruleset import RuleSet
from blamelint.engine.suggest import suggestion_for
from blamelint.finding import Applicability, Edit, Finding, Severity, Suggestion
from blamelint.language.reader import Reader
from blamelint.lint import fix as module
from blamelint.lint.fix import Fixed, applied_to, choose, fix
from blamelint.lint.linter import lint_document
from blamelint.run.write import encoded
from blamelint.text import Span
from tests.document.drafts import MARKDOWN, SCRAPPY

ANYWHERE = re.compile(r"(?<![^\W_])(obviously|clearly|of\s+course)(?![^\W_])", re.IGNORECASE)
"""The same words in markup too, where an underscore may stand before them."""
LOADED = re.compile(r"\b(obviously|clearly|of\s+course)\b", re.IGNORECASE)
DELETE = SuggestionTemplate("Delete the word", "", Applicability.SAFE)


@dataclass(frozen=True)
class Said:
    """What a linter of these tests gives."""

    findings: tuple[Finding, ...]


def finding(span: Span, *suggestions: Suggestion, rule: str = "BL311") -> Finding:
    return Finding(rule, "x", "hindsight", Severity.INFO, span, "m", None, suggestions)


def loaded(document: Document) -> Said:
    """A linter that wants loaded words deleted, and knows no grammar."""

    def found() -> Iterator[Finding]:
        for block in document.blocks:
            for match in LOADED.finditer(block.text):
                made = suggestion_for(DELETE, Span(*match.span()), block, {})
                yield finding(block.map.source_span(Span(*match.span())), *([made] if made is not None else []))

    return Said(tuple(found()))


def deleted(text: str, form: Format = Format.MARKDOWN) -> str:
    """The text without its loaded words."""
    document = parse(Source("a.md", text), form)
    return fix(document, loaded(document), loaded, Applicability.SAFE).document.source.text


APPLIED = [
    ("Obviously, the disk was full.\n", "The disk was full.\n"),
    ("Obviously, clearly, of course the disk was full.", "The disk was full."),
    ("It was clearly obviously clearly full.", "It was full."),
    ("Obviously the disk\nwas clearly\r\nfull.\r\n", "The disk\nwas\r\nfull.\r\n"),
    ("| A |\n|---|\n| It was clearly full |\n", "| A |\n|---|\n| It was full |\n"),
]


@pytest.mark.parametrize(("before", "after"), APPLIED, ids=[before for before, _ in APPLIED])
def test_all_that_may_be_applied_is(before: str, after: str) -> None:
    """Also where one edit stands in the way of the next."""
    assert deleted(before) == after


KEPT = [
    "Obviously # of rows was wrong.\n",
    "Obviously - 3 was the limit.\n",
    "Obviously 3. was the limit.\n",
    "Obviously > 3 was wrong.\n",
    "Obviously | A |\n|---|---|\n",
    "Obviously ``` was in the log.\n",
    "Obviously <!-- was in the log.\n\nMore -->\n",
    "Obviously [a]: /b\n\n[a]\n",
]


@pytest.mark.parametrize("text", KEPT)
def test_no_edit_changes_what_the_draft_is(text: str) -> None:
    """A paragraph never becomes a heading, a list, a quotation, a table, code or a comment; others are edited."""
    assert deleted(text) == text
    assert deleted(f"It was clearly full.\n\n{text}\n\nIt was clearly full.") == (
        f"It was full.\n\n{text}\n\nIt was full."
    )


def test_a_field_is_not_made_either() -> None:
    """In plain text the start of a line may name a field."""
    text = "Clearly. Obviously Owner: nobody.\nIt was full.\n\nObviously 10:04 was late.\n"
    before = parse(Source("a.txt", text), Format.PLAIN)
    after = parse(Source("a.txt", deleted(text, Format.PLAIN)), Format.PLAIN)
    assert [block.lead is None for block in after.blocks] == [block.lead is None for block in before.blocks]
    assert len(after.fields) == len(before.fields)


def offer(start: int, end: int, text: str = "", safety: Applicability = Applicability.SAFE) -> Suggestion:
    return Suggestion("t", (Edit(Span(start, end), text),), safety)


def test_the_most_trusted_goes_first_then_the_order_of_the_text() -> None:
    """An unsafe edit gives way to a safe one, a later one to an earlier one, an alternative to the first."""
    text = "one two three four five"
    unsafe = Applicability.UNSAFE
    findings = [
        finding(Span(0, 7), offer(0, 7, "ab", unsafe), offer(0, 3, "x", unsafe)),
        finding(Span(4, 7), offer(4, 8), offer(4, 7, "c")),
        finding(Span(4, 13), offer(4, 13)),
        finding(Span(19, 23), offer(19, 23, "y", unsafe)),
    ]
    assert choose(findings, text, Applicability.SAFE) == [offer(4, 8)]
    # "one" stands beside what is deleted, so it waits for the next pass.
    assert choose(findings, text, unsafe) == [offer(4, 8), offer(19, 23, "y", unsafe)]


def test_what_is_only_shown_is_never_applied() -> None:
    """Nor what changes nothing, nor what changes the lines."""
    text = "one\ntwo three"
    shown = [
        Suggestion("t", (), Applicability.SAFE),
        offer(0, 3, "<what>", Applicability.DISPLAY),
        offer(0, 3, "one"),
        offer(2, 5, " "),
        offer(0, 3, "a\nb"),
    ]
    assert choose([finding(Span(0, 3), *shown)], text, Applicability.DISPLAY) == []


def endless(swap: dict[str, str]) -> Callable[[Document], Said]:
    """A linter whose edits bring up new ones."""

    def lint(document: Document) -> Said:
        text = document.source.text
        return Said(
            tuple(
                finding(Span(*m.span()), offer(*m.span(), swap[m[0]]))
                for m in re.finditer("|".join(map(re.escape, swap)), text)
            )
        )

    return lint


@pytest.mark.parametrize("swap", [{"ab": "ba", "ba": "ab"}, {"ab": "ab ab"}])
def test_edits_without_end_leave_the_draft(swap: dict[str, str]) -> None:
    """Rules that undo each other, or feed themselves, change nothing, and it is told."""
    document = parse(Source("a.md", "It was ab.\n"), Format.MARKDOWN)
    lint = endless(swap)
    said = lint(document)
    assert fix(document, said, lint, Applicability.SAFE) == Fixed(document, said, 0, settled=False)


def test_a_hostile_draft_takes_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many edits would break the draft, it is parsed a bounded number of times."""
    parsed = Counter[str]()

    def counted(source: Source, form: Format) -> Document:
        parsed["times"] += 1
        return parse(source, form)

    monkeypatch.setattr(module, "parse", counted)
    text = "Obviously # x\n\n" * 300 + "It was obviously full.\n"
    assert deleted(text) == text
    assert parsed["times"] <= module.TRIES


def spread(text: str, places: list[int]) -> str:
    """The text with loaded words in it."""
    words = ["obviously ", "Obviously, ", "clearly ", ", of course,", " obviously"]
    for number, place in enumerate(sorted(places, reverse=True)):
        at = place % (len(text) + 1)
        text = text[:at] + words[number % len(words)] + text[at:]
    return text


def bare(text: str) -> str:
    """What no deletion touches: everything but the words, their commas, blanks and capitals."""
    while (less := ANYWHERE.sub(" ", text)) != text:
        text = less
    return re.sub(r"[\s,;:]", "", text).casefold()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(MARKDOWN, SCRAPPY),
    st.lists(st.integers(0, 5000), min_size=1, max_size=8),
    st.sampled_from(Format),
    st.sampled_from(
        [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")]
    ),
)
def test_edits_keep_the_draft(text: str, places: list[int], form: Format, code: tuple[str, bytes]) -> None:
    """In any draft, format and encoding: same lines and blocks, nothing else changed, and a second run does nothing."""
    source = read_source("a", code[1] + spread(text, places).encode(code[0]))
    if not isinstance(source, Source):
        return
    document = parse(source, form)
    fixed = fix(document, loaded(document), loaded, Applicability.SAFE)
    after = fixed.document
    assert fixed.settled
    assert (after.source.path, after.source.encoding, after.source.bom) == (source.path, source.encoding, source.bom)
    assert bare(after.source.text) == bare(source.text)
    assert re.findall(r"[\r\n]+", after.source.text) == re.findall(r"[\r\n]+", source.text)
    assert [(b.kind, b.level, b.ancestors, b.section) for b in after.blocks] == [
        (b.kind, b.level, b.ancestors, b.section) for b in document.blocks
    ]
    again = read_source("a", encoded(after.source))
    assert again == after.source
    assert [b.text for b in parse(after.source, form).blocks] == [b.text for b in after.blocks]
    second = fix(after, fixed.linted, loaded, Applicability.SAFE)
    assert (second.applied, second.document.source.text) == (0, after.source.text)


@given(st.text("ab c", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.text("xy", max_size=2))))
def test_text_outside_of_edits_is_untouched(text: str, pieces: list[tuple[int, str]]) -> None:
    """Whatever the edits, what stands between them is carried over."""
    places = sorted({place for place, _ in pieces if place < len(text)})
    edits = [Edit(Span(place, place + 1), pieces[number][1]) for number, place in enumerate(places)]
    expected = [text[i] for i in range(len(text))]
    for edit in edits:
        expected[edit.span.start] = edit.text
    assert applied_to(text, edits) == "".join(expected)


Lint = Callable[[Document], Said]


@pytest.fixture(scope="module")
def linter(ruleset: RuleSet, reader: Reader) -> list[Lint]:
    """The linter itself, in a list that hypothesis can print."""
    return [lambda document: Said(tuple(lint_document(document, ruleset, Config(), reader)))]


def in_blocks(document: Document, said: Said, numbers: set[int]) -> list[tuple[str, int, str]]:
    """The findings in these blocks, without their places."""
    return [
        (one.rule, number, one.span.cut(document.source.text))
        for number in sorted(numbers)
        for one in said.findings
        if one.rule < "BL6" and document.blocks[number].span.contains(one.span)
    ]


@pytest.mark.parametrize("code", ["BL207", "BL311", "BL313", "BL404"])
@pytest.mark.parametrize("least", [Applicability.SAFE, Applicability.UNSAFE], ids=["safe", "unsafe"])
def test_what_was_fixed_is_gone(code: str, least: Applicability, ruleset: RuleSet, linter: list[Lint]) -> None:
    """Of each sentence that a rule flags: what its edits were for is not found again, and once is enough."""
    (lint,) = linter
    rule = next(rule for rule in ruleset if rule.code == code)
    applied = 0
    for example in rule.flags:
        text, _ = document_of(example)
        document = parse(Source("a.md", text), Format.MARKDOWN)
        said = lint(document)
        fixed = fix(document, said, lint, least)
        applied += fixed.applied
        assert fixed.settled
        assert len(fixed.linted.findings) <= len(said.findings), fixed.document.source.text
        assert choose(fixed.linted.findings, fixed.document.source.text, least) == [], fixed.document.source.text
        if fixed.applied:
            was, now = (Counter(one.rule for one in s.findings) + Counter(a for one in s.findings for a in one.also)
                        for s in (said, fixed.linted))  # fmt: skip
            gone = sum(number for name, number in (was - now).items() if name < "BL6")
            assert gone >= fixed.applied, fixed.document.source.text
    assert applied or code == "BL404"


SENTENCES = st.sampled_from([
    "Obviously, the index was missing.",
    "The reviewer could easily have opened the second file!!",
    "Somebody simply forgot the second key, of course.",
    "The on-call just didn't check the gauge.",
    "The switch was quite obviously wired to the same feeder.",
    "Who thought that a phone tree was a good idea?!",
    "The queue was full for nine minutes.",
    "The operator failed to notice the alarm.",
    "Nobody tested the rollback.",
])  # fmt: skip
SHAPES = st.sampled_from(["{}\n\n", "- {}\n", "> {}\n\n", "{}\n", "### {}\n\n", "10:04 {}\n\n"])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(SENTENCES, SHAPES), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(Format),
    st.sampled_from(Applicability),
)
def test_real_drafts_settle_at_once(
    linter: list[Lint], parts: list[tuple[str, str]], end: str, form: Format, least: Applicability
) -> None:
    """Nothing applicable is left, a second run does nothing, and blocks without an edit keep their findings."""
    (lint,) = linter
    text = "# Review\n\n## Summary\n\n" + "".join(shape.format(words) for words, shape in parts)
    document = parse(Source("a", text.replace("\n", end)), form)
    said = lint(document)
    fixed = fix(document, said, lint, least)
    assert fixed.settled
    assert choose(fixed.linted.findings, fixed.document.source.text, least) == []
    assert lint(fixed.document) == fixed.linted
    same = {
        number
        for number, (one, other) in enumerate(zip(document.blocks, fixed.document.blocks, strict=True))
        if one.text == other.text
    }
    assert in_blocks(document, said, same) == in_blocks(fixed.document, fixed.linted, same)
