"""One vocabulary and one reader for all tests of the engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blamelint.document.model import Block, BlockKind
from blamelint.document.textmap import Run, TextMap
from blamelint.engine.proof import Lint
from blamelint.engine.vocabulary import Vocabulary, load_vocabulary
from blamelint.language.model import Passage
from blamelint.language.reader import Reader
from blamelint.run.proving import prover
from blamelint.structure.model import Context, Names, SectionKind
from blamelint.text import Span

CONTEXT = Context(SectionKind.SUMMARY, Names())


def block_of(
    text: str, *, code: tuple[Span, ...] = (), whole: tuple[Span, ...] = (), lead: Span | None = None
) -> Block:
    """A block whose text stands in the file as it is, except that the spans in `whole` map as one piece."""
    runs: list[Run] = []
    at = 0
    for span in whole:
        if at < span.start:
            runs.append(Run(Span(at, span.start), Span(at, span.start)))
        runs.append(Run(span, span, whole=True))
        at = span.end
    if at < len(text):
        runs.append(Run(Span(at, len(text)), Span(at, len(text))))
    return Block(BlockKind.PARAGRAPH, text, TextMap(runs), Span(0, len(text)), 0, code=code, lead=lead)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def reader(vocabulary: Vocabulary) -> Reader:
    return Reader(vocabulary.words)


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[[str], Passage]:
    return lambda text: reader.read([(block_of(text), CONTEXT)])[0]


@pytest.fixture(scope="session")
def lint(vocabulary: Vocabulary) -> Lint:
    return prover(vocabulary)
