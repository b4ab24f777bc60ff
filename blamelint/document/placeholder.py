"""What stands in a block's text for what is not prose: inline code, addresses, images.

One word for all of them, so that `` `payments-api` failed `` and `Dana ran [the job](x)` stay sentences. The word is a
noun that the small spaCy model tags as one more often than any other tried, with and without an article; `Block.code`
tells where it stands for something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PLACEHOLDER = "config"

_ITSELF = re.compile(r"@[\w.-]{1,40}|(?=[^A-Za-z]{0,10}\d)[\d:./TZ+-]{3,40}(?: ?[AP]M)?(?: ?[A-Z]{2,4})?", re.ASCII)

_ADDRESS = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z][A-Za-z0-9+.-]{1,15}://|www\.)[^\s<>\"`|]+")

_TAIL = ".,;:!?'*_~…”’"
"""What ends a sentence rather than an address."""


def keeps_words(code: str) -> bool:
    """True for inline code that is read as prose all the same: a time, a date or a handle."""
    return _ITSELF.fullmatch(code) is not None


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where bare addresses such as `https://…` stand, half open, in order and without the punctuation after them."""
    if "://" not in text and "www." not in text:
        return
    for match in _ADDRESS.finditer(text):
        end = _end(match.group())
        if end > len("www."):
            yield match.start(), match.start() + end


def _end(address: str) -> int:
    """How much of `address` is one: closing brackets belong to it only as far as they were opened in it."""
    end = len(address)
    spare = {")": address.count(")") - address.count("("), "]": address.count("]") - address.count("[")}
    while end:
        last = address[end - 1]
        if spare.get(last, 0) > 0:
            spare[last] -= 1
        elif last not in _TAIL:
            break
        end -= 1
    return end
