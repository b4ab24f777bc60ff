"""Directives: instructions to blamelint in comments of a draft.

<!-- blamelint-disable-line BL301, hindsight -- reason -->

Which comments a draft has is for its reader to say; what they tell is the same in every format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from blamelint.document.model import Comment, Document
from blamelint.text import Span

ALL = "ALL"
"""Names every rule, as no name at all does."""


class Form(StrEnum):
    """What a directive does, and how it is written."""

    DISABLE = "disable"
    """Silences from here on."""
    ENABLE = "enable"
    """Ends what `disable` began."""
    LINE = "disable-line"
    """Silences the line it stands in."""
    NEXT_LINE = "disable-next-line"
    """Silences the next line that holds more than comments."""
    FILE = "disable-file"
    """Silences the whole draft, wherever it stands."""


@dataclass(frozen=True, slots=True)
class Name:
    """A rule, group, family or beginning of a code, as a directive writes it."""

    text: str
    span: Span
    """In code points of `Source.text`."""


@dataclass(frozen=True, slots=True)
class Directive:
    """One instruction in a comment."""

    word: str
    """What stands behind `blamelint-`."""
    form: Form | None
    """None when there is no such directive."""
    names: tuple[Name, ...]
    """Empty means every rule."""
    reason: str
    span: Span
    """The comment with its delimiters, in code points of `Source.text`."""
    head: Span
    """Its first words, such as `blamelint-disable-line`; in code points of `Source.text`."""


_FORMS = {form.value: form for form in Form}
_ADDRESS = re.compile(r"\s*(?P<head>blamelint(?P<mark>[-:_ \t]{1,3})(?P<word>[A-Za-z][\w-]{0,60}))", re.IGNORECASE)
_MEANT = re.compile(r"disable|enable|ignore|suppress|skip|off\b", re.IGNORECASE)
"""What somebody writes who means a directive, whatever stands before it."""
_REASON = re.compile(r"(?:^|\s)(?:--+|[-\u2013\u2014:])(?=\s|$)")
"""What stands between names and reason. Dashes and `:`, too: editors make one dash of `--`, and sites that follow an
older CommonMark show an inline comment with `--` in it to their readers."""
_NAME = re.compile(r"[^\s,]+")


def directives(document: Document) -> tuple[Directive, ...]:
    """The directives of a draft, in the order of the text.

    Errors: none; what looks like a directive and is none has no form.
    """
    found = {comment.span: comment for comment in document.comments if "blamelint" in comment.text.lower()}
    read = (_read(found[span], document.source.text) for span in sorted(found))
    return tuple(directive for directive in read if directive is not None)


def _read(comment: Comment, text: str) -> Directive | None:
    address = _ADDRESS.match(comment.text)
    if address is None:
        return None
    known = address["head"] == f"blamelint-{address['word']}"
    if address["mark"] != "-" and not _MEANT.match(address["word"]):
        return None
    start = text.find(comment.text, comment.span.start, comment.span.end)
    body = comment.text[address.end() :]
    reason = _REASON.search(body)
    names = body[: reason.start()] if reason is not None else body
    return Directive(
        word=address["word"],
        form=_FORMS.get(address["word"]) if known else None,
        names=tuple(_names(names, start + address.end() if start >= 0 else None, comment.span)),
        reason=" ".join(body[reason.end() :].split()) if reason is not None else "",
        span=comment.span,
        head=Span(start + address.start("head"), start + address.end("head")) if start >= 0 else comment.span,
    )


def _names(text: str, start: int | None, otherwise: Span) -> Iterator[Name]:
    for word in _NAME.finditer(text):
        yield Name(word[0], otherwise if start is None else Span(start + word.start(), start + word.end()))
