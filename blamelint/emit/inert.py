"""Words of a draft for places that read them as Markdown: nothing in them is a tag, a link or a call for somebody.

A backslash keeps Markdown from reading a sign, but services look for `@name`, `#12` and addresses in what Markdown has
made, where the backslash is gone. An invisible non-joiner after the sign keeps those from being read as well.
"""

from __future__ import annotations

import re

_APART = "\u200c"
_CALL = re.compile(r"[@#!~%$&](?=[\w\"])")
_ADDRESS = re.compile(r":(?=//)|\bwww(?=\.)", re.IGNORECASE)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_MARKUP = re.compile(r"[\\`*_\[\]|~$]")
_OPENING = re.compile(r"^(\d*)([-+=#.)])")
"""What opens a heading or a list at the start of a line."""


def plain(text: str) -> str:
    """`text` for a format whose messages are plain text, but which services show as Markdown.

    Shape: looks as before; only invisible signs come in.
    """
    return _TAG.sub("<" + _APART, _quiet(text)).replace("](", f"]{_APART}(")


def markdown(text: str) -> str:
    """One line of `text` as Markdown that shows it letter by letter, in a paragraph, a list item or a table cell."""
    escaped = _OPENING.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", _quiet(text)))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quiet(text: str) -> str:
    """`text` in which services see no name, number or address to link."""
    return _ADDRESS.sub(rf"\g<0>{_APART}", _CALL.sub(rf"\g<0>{_APART}", text))
