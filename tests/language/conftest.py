"""One reader for all tests of understanding: the model is loaded once a session."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blamelint.document.model import Block, BlockKind
from blamelint.document.textmap import TextMap
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.language.model import Passage
from blamelint.language.reader import Reader
from blamelint.structure.model import Context, Names, SectionKind
from blamelint.text import Span


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    """A block whose text stands in the file as it is."""
    whole = Span(0, len(text))
    return Block(kind, text, TextMap.straight(whole), whole, 0)


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_vocabulary().words)


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., Passage]:
    def read(text: str, **names: frozenset[str]) -> Passage:
        context = Context(SectionKind.SUMMARY, Names(**names))
        return reader.read([(block(text), context)])[0]

    return read
