"""What the tests of the spotter share: the shipped files, and blocks out of drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from blamelint import assets
from blamelint.document.formats import parse
from blamelint.document.model import Block, Format, Source
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.language.lexicon import Lexicon
from blamelint.language.spotter.network import Network
from blamelint.language.spotter.spotter import FOLDER, Spotter
from blamelint.structure.model import Context
from blamelint.structure.outline import outline


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.of(load_vocabulary().words)


@pytest.fixture(scope="session")
def home() -> Path:
    return assets.folder("models") / FOLDER


@pytest.fixture(scope="session")
def network(home: Path) -> Network:
    return Network(home)


@pytest.fixture(scope="session")
def spotter() -> Spotter:
    return Spotter(load_vocabulary().words)


def blocks_of(text: str, form: Format = Format.MARKDOWN) -> list[tuple[Block, Context]]:
    """The blocks of a draft, each with its context."""
    shape = outline(parse(Source("draft.md", text), form))
    return list(zip(shape.document.blocks, shape.contexts, strict=True))
