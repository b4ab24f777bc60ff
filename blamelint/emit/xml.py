"""XML elements as text, for the formats that are XML. Nothing here knows about findings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, not even as a reference. Source: XML 1.0, production 2 (Char)."""


def opening(name: str, attributes: Mapping[str, str | int]) -> str:
    """A start tag."""
    return f"<{name}{_attributes(attributes)}>"


def element(name: str, attributes: Mapping[str, str | int], content: str = "") -> str:
    """An element with its start and end; `content` is XML already."""
    return f"<{name}{_attributes(attributes)}>{content}</{name}>" if content else f"<{name}{_attributes(attributes)}/>"


def text(words: str) -> str:
    """`words` as the content of an element."""
    return escape(_legal(words))


def _attributes(attributes: Mapping[str, str | int]) -> str:
    return "".join(f" {name}={quoteattr(_legal(str(value)))}" for name, value in attributes.items())


def _legal(words: str) -> str:
    return _NOT_XML.sub("\ufffd", words)
