"""A phrase inside a clause matcher: the same words blame or do not, depending on whose clause they stand in."""

from __future__ import annotations

from pathlib import Path

import pytest

from blamelint.document.model import Block, BlockKind
from blamelint.document.textmap import TextMap
from blamelint.engine.matchers import build
from blamelint.engine.vocabulary import Vocabulary, load_vocabulary
from blamelint.language.reader import Reader
from blamelint.located import load_file
from blamelint.structure.model import Context, Names, SectionKind
from blamelint.text import Span


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="module")
def reader(vocabulary: Vocabulary) -> Reader:
    return Reader(vocabulary.words)


def marked(asked: str, text: str, vocabulary: Vocabulary, reader: Reader, folder: Path) -> list[str]:
    """The words that the clause matcher `asked` marks in `text`."""
    file = folder / "asked.yaml"
    file.write_text(f"clause: {asked}\n", encoding="utf-8")
    node = load_file(file).mapping(("clause",))["clause"]
    matcher = build("clause", node, None, vocabulary).matcher
    span = Span(0, len(text))
    block = Block(BlockKind.PARAGRAPH, text, TextMap.straight(span), span, 0)
    context = Context(SectionKind.SUMMARY, Names())
    (passage,) = reader.read([(block, context)])
    return [match.span.cut(text) for match in matcher.find(block, context, passage)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The reviewer was at fault.", ["at fault"]),
        ("The disk was at fault.", []),
        ("The operator said that the disk was at fault.", []),
        ("The disk failed because the operator was at fault.", ["at fault"]),
    ],
)
def test_a_phrase_counts_only_in_its_own_clause(
    text: str, words: list[str], vocabulary: Vocabulary, reader: Reader, tmp_path: Path
) -> None:
    """The innermost clause around the phrase decides, not one that holds it from farther out."""
    asked = '{subject: [ROLE], phrase: ["at fault"]}'
    assert marked(asked, text, vocabulary, reader, tmp_path) == words


def test_the_marked_part_of_the_phrase_is_what_the_match_marks(
    vocabulary: Vocabulary, reader: Reader, tmp_path: Path
) -> None:
    """Words outside the phrase's marks are asked for and left alone."""
    asked = '{subject: [ROLE], phrase: ["has a «history of *»"]}'
    text = "The operator has a history of delays."
    assert marked(asked, text, vocabulary, reader, tmp_path) == ["history of delays"]
