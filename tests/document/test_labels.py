"""Labels, times and lead-in lines."""

from __future__ import annotations

import pytest

from blamelint.document.labels import starts_with_time
from blamelint.document.placeholder import addresses, keeps_words
from tests.document.promises import read


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Root cause: the cache", "Root cause:"),
        ("Root cause : the cache", "Root cause :"),
        ("**Root cause:** the cache", "Root cause:"),
        ("**Root cause**: the cache", "Root cause:"),
        ("**why it was slow:** the cache", "why it was slow:"),
        ("Impact/Scope (users): none", "Impact/Scope (users):"),
        ("We learned this: check", None),
        ("root cause: the cache", None),
        ("One two three four five six: x", None),
        ("At 10:42 it ended", None),
        ("See:x", None),
        ("**Bold** start: x", "Bold start:"),
    ],
)
def test_leads(text: str, lead: str | None) -> None:
    """A label at the start is told with its colon; a clause that ends in a colon is none."""
    (block,) = read("- " + text).blocks
    assert (block.lead and block.lead.cut(block.text)) == lead


@pytest.mark.parametrize(
    "text", ["10:42 x", "[10:42] x", "2026-01-02 x", "2026-01-02T10:42Z x", "T+5 x", "+15m x", "9:05: x"]
)
def test_times(text: str) -> None:
    """Times of day, dates and offsets at the start are seen."""
    assert starts_with_time(text)


@pytest.mark.parametrize("text", ["x 10:42", "10 users", "1042", "Tuesday"])
def test_no_times(text: str) -> None:
    """Numbers and words are no times."""
    assert not starts_with_time(text)


@pytest.mark.parametrize("code", ["10:42", "10:42 UTC", "2026-01-02T10:42:00Z", "@mira.q", "10:42 PM"])
def test_code_that_is_read_as_words(code: str) -> None:
    """Times and handles are words also between backticks."""
    assert keeps_words(code)


@pytest.mark.parametrize("code", ["rm -rf", "payments-api", "T", "a1", "x:1", "Mira", ""])
def test_code_that_is_no_prose(code: str) -> None:
    """Commands, names and values between backticks are no prose."""
    assert not keeps_words(code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://a.b/c.", ["https://a.b/c"]),
        ("(https://a.b/c_(d))", ["https://a.b/c_(d)"]),
        ("ftp://a, www.b.c; x", ["ftp://a", "www.b.c"]),
        ("<https://a.b>", ["https://a.b"]),
        ("a://b", []),
        ("www.", []),
        ("no address", []),
    ],
)
def test_addresses(text: str, expected: list[str]) -> None:
    """Bare addresses end before the punctuation of the sentence."""
    assert [text[start:end] for start, end in addresses(text)] == expected
