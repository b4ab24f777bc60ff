"""Which reader a file gets."""

from __future__ import annotations

from pathlib import PurePath

from blamelint.document.markdown import read_markdown
from blamelint.document.model import Document, Format, Source
from blamelint.document.plain import read_plain

SUFFIXES = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdown": Format.MARKDOWN,
    ".mdx": Format.MARKDOWN,
    ".mkd": Format.MARKDOWN,
    ".mkdn": Format.MARKDOWN,
    ".text": Format.PLAIN,
    ".txt": Format.PLAIN,
    "": Format.PLAIN,
}

_READERS = {Format.MARKDOWN: read_markdown, Format.PLAIN: read_plain}


def format_of(path: str) -> Format | None:
    """The format that the path's suffix stands for, in any case of letters; None when there is no reader for it."""
    return SUFFIXES.get(PurePath(path).suffix.lower())


def parse(source: Source, format: Format) -> Document:  # noqa: A002 - the word of the domain
    """The document that `source` is in `format`.

    Errors: none; what is not well formed reads as text.
    """
    return _READERS[format](source)
