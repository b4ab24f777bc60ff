"""Which reader a file gets."""

from __future__ import annotations

from pathlib import PurePath

from blamelint.document.model import Document, Format, Source

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


def format_of(path: str) -> Format | None:
    """The format that the path's suffix stands for, in any case of letters; None when there is no reader for it."""
    return SUFFIXES.get(PurePath(path).suffix.lower())


def parse(source: Source, format: Format) -> Document:  # noqa: A002 - the word of the domain
    """The document that `source` is in `format`.

    Errors: none; what is not well formed reads as text.
    """
    # Imported on first use: who knows what is found in a draft without reading it waits for no parser.
    if format is Format.MARKDOWN:
        from blamelint.document.markdown import read_markdown

        return read_markdown(source)
    from blamelint.document.plain import read_plain

    return read_plain(source)
