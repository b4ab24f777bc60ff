"""One rule set and one reader for all tests of the core."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blamelint.config.model import Config
from blamelint.document.formats import parse
from blamelint.document.model import Document, Format, Source
from blamelint.engine.ruleset import RuleSet, load_rules
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.finding import Finding
from blamelint.language.reader import Reader
from blamelint.lint.linter import lint_document

Lint = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def ruleset() -> RuleSet:
    return load_rules([], load_vocabulary())


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_vocabulary().words)


def document(text: str, form: Format = Format.MARKDOWN) -> Document:
    return parse(Source("draft.md", text), form)


@pytest.fixture(scope="session")
def lint(ruleset: RuleSet, reader: Reader) -> Lint:
    def lint(text: str, config: Config | None = None, form: Format = Format.MARKDOWN, **options: bool) -> list[Finding]:
        return lint_document(document(text, form), ruleset, config or Config(), reader, **options)

    return lint
