"""Which reader a path gets."""

from __future__ import annotations

import pytest

from blamelint.document.formats import format_of, parse
from blamelint.document.model import Format, Source


@pytest.mark.parametrize(
    ("path", "markup"),
    [
        ("a.md", Format.MARKDOWN),
        ("dir.txt/A.MD", Format.MARKDOWN),
        ("a.markdown", Format.MARKDOWN),
        ("a.mdx", Format.MARKDOWN),
        ("a.mkd", Format.MARKDOWN),
        ("a.mdown", Format.MARKDOWN),
        ("a.txt", Format.PLAIN),
        ("a.text", Format.PLAIN),
        ("dir.md/review", Format.PLAIN),
        ("a.png", None),
        ("a.md.orig", None),
    ],
)
def test_suffixes(path: str, markup: Format | None) -> None:
    """The last suffix decides, in any case of letters; no suffix is plain text, an unknown one has no reader."""
    assert format_of(path) is markup


@pytest.mark.parametrize("markup", list(Format))
def test_every_format_has_a_reader(markup: Format) -> None:
    """Each format reads, and the document says which it is."""
    assert parse(Source("x", "words"), markup).format is markup
