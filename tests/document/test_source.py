"""From bytes to text, or to a failure that says why."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.document.model import Source
from blamelint.document.source import read_source
from blamelint.errors import Failure

TEXT = "The café queue\r\nfilled 🚒\rup.\n"


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_encodings_are_read(bom: bytes, encoding: str) -> None:
    """UTF-8, UTF-16 and UTF-32 are read with their mark, UTF-16 also without; line ends stay and the mark is kept."""
    read = read_source("draft.md", bom + TEXT.encode(encoding))
    assert read == Source("draft.md", TEXT, encoding, bom)


@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), bom=st.booleans())
def test_what_was_read_can_be_written_back(text: str, *, bom: bool) -> None:
    """The mark and the text in the source's encoding are the bytes of the file."""
    data = (codecs.BOM_UTF8 if bom else b"") + text.encode()
    read = read_source("x", data)
    if isinstance(read, Source):
        assert read.bom + read.text.encode(read.encoding) == data
    else:
        assert read.code == "binary"


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (
            "The café".encode("latin-1"),
            "undecodable",
            ["0xE9", "offset 7", "line 1", "'é'", "convert the file to UTF-8"],
        ),
        ("one\r\ntwo\rthree “four”".encode("cp1252"), "undecodable", ["0x93", "line 3", "'“'"]),
        (b"ok\n\x81", "undecodable", ["0x81", "line 2"]),
        (b"half \xf0\x9f", "undecodable", ["offset 5"]),
        (codecs.BOM_UTF8 + b"a\xff", "undecodable", ["offset 4"]),
        (codecs.BOM_UTF16_LE + b"a\0b", "undecodable", ["UTF-16", "offset 4"]),
        (codecs.BOM_UTF16_BE + b"\xd8\x00\x00a", "undecodable", ["UTF-16"]),
        (b"text\0text\n", "binary", ["line 1"]),
        (b"%PDF-1.7\n%\xe2\xe3", "binary", []),
        (b"\x89PNG\r\n\x1a\n", "binary", []),
        (b"PK\x03\x04 word file", "binary", []),
        (bytes(range(256)) * 4, "binary", []),
        (b"x" * 101, "too-large", ["101", "100"]),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str, says: list[str]) -> None:
    """A failure has a code for programs and one sentence that names the byte, its place and the cure."""
    read = read_source("draft.md", data, limit=100 if code == "too-large" else 10_000)
    assert isinstance(read, Failure)
    assert (read.path, read.code) == ("draft.md", code), read.message
    assert all(word in read.message for word in says), read.message
    assert "\n" not in read.message


@given(data=st.binary(max_size=300))
def test_any_bytes_give_text_or_a_failure(data: bytes) -> None:
    """No bytes raise; what is read holds no NUL."""
    read = read_source("x", data)
    assert isinstance(read, Failure) or "\0" not in read.text


def test_empty_file() -> None:
    """An empty file is an empty text."""
    assert read_source("x", b"") == Source("x", "")
