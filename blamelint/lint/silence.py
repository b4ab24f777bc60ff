"""Writes directives into a draft for findings that are to stay, without changing what else the draft says.

Shape: a comment above the line where that is a paragraph's or heading's own, else one at its end (of the cell, in a
table); where neither works, a stretch around the lines between two empty ones, and at last the whole file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from blamelint.document.directives import Form
from blamelint.document.formats import parse
from blamelint.document.model import Block, BlockKind, Document, Format
from blamelint.engine.model import Rule
from blamelint.finding import Edit, Finding, Severity
from blamelint.lint.suppress import GROUP, suppress
from blamelint.text import LINE_END, Span

FORBIDDEN = ("--", "<", ">", "|", "`", "\n", "\r")
"""What a reason must not hold, for it would end the comment or the cell that it stands in."""
SINGLY = 200
"""How many comments are tried one by one where all together change the shape of the draft."""
_BARE = re.compile(r"[\s>]*")
_PREFIX = re.compile(r"[ \t>]*")
_COMMENT_LINE = re.compile(r"[ \t]*<!--.*-->[ \t]*")
_HASHES = re.compile(r"[ \t]+#+[ \t]*$")


class Linted(Protocol):
    """What linting a document gives."""

    @property
    def findings(self) -> Sequence[Finding]:
        """In their order."""


L = TypeVar("L", bound=Linted)


@dataclass(frozen=True, slots=True)
class Silenced(Generic[L]):
    """A document after its directives were written, linted."""

    document: Document
    linted: L
    written: int
    """How many findings are told no more."""


@dataclass(frozen=True, slots=True, order=True)
class _Insertion:
    """A piece of text to put somewhere."""

    offset: int
    text: str


def bad_in(reason: str) -> str | None:
    """What makes `reason` unfit for a comment; None when it is fit."""
    if not reason.strip():
        return "it is empty"
    bad = next((sign for sign in FORBIDDEN if sign in reason), None)
    if bad is not None:
        return f"it holds {bad!r}, which a comment in a draft cannot"
    return None if reason.isprintable() else "it holds characters that do not print"


def silence(document: Document, linted: L, lint: Callable[[Document], L], limit: Severity, reason: str) -> Silenced[L]:
    """The document with a directive for every finding of `linted` at or above `limit`.

    Shape: findings about directives get none; a second time nothing is left to write.
    """
    now, said = document, linted
    for written in (_beside, _around, _whole):
        loud = _loud(said.findings, limit)
        if not loud:
            break
        after = _inserted(now, written(now, loud, reason))
        if after is not None:
            now, said = after, lint(after)
    gone = len(_loud(linted.findings, limit)) - len(_loud(said.findings, limit))
    return Silenced(now, said, gone) if gone > 0 else Silenced(document, linted, 0)


def directive_beside(document: Document, finding: Finding, reason: str, rules: Collection[Rule]) -> tuple[Edit, ...]:
    """The edits that write a directive for `finding` beside it, without a lint; none where no place is fit.

    Shape: insertions in order; the blocks of the draft stay as they are, and the finding is told no more.
    """
    for written in (_beside, _around):
        for piece in written(document, [finding], reason):
            if _is_quiet(document, piece, finding, rules):
                return _edits(piece)
    return ()


def directive_for_file(document: Document, finding: Finding, reason: str, rules: Collection[Rule]) -> tuple[Edit, ...]:
    """As `directive_beside`, for the finding's rule in the whole draft."""
    (piece,) = _whole(document, [finding], reason)
    return _edits(piece) if _is_quiet(document, piece, finding, rules) else ()


def _is_quiet(document: Document, piece: Sequence[_Insertion], finding: Finding, rules: Collection[Rule]) -> bool:
    """True when the insertions leave the blocks as they are and silence the finding, wherever it has moved to."""
    after = _with(document, piece)
    if _shape(after) != _shape(document):
        return False
    start = finding.span.start + sum(len(one.text) for one in piece if one.offset <= finding.span.start)
    end = finding.span.end + sum(len(one.text) for one in piece if one.offset < finding.span.end)
    moved = replace(finding, span=Span(start, max(start, end)))
    return not suppress([moved], after, rules, ()).kept


def _edits(piece: Sequence[_Insertion]) -> tuple[Edit, ...]:
    return tuple(Edit(Span(one.offset, one.offset), one.text) for one in sorted(piece))


def _loud(findings: Iterable[Finding], limit: Severity) -> list[Finding]:
    return [finding for finding in findings if finding.severity >= limit and finding.group != GROUP]


def _inserted(document: Document, pieces: Sequence[tuple[_Insertion, ...]]) -> Document | None:
    """The document with as many of `pieces` as leave its blocks as they are; None when that is none of them."""
    if not pieces:
        return None
    every = _with(document, [one for piece in pieces for one in piece])
    if _shape(every) == _shape(document):
        return every
    kept: list[_Insertion] = []
    best = None
    for piece in pieces[:SINGLY]:
        tried = _with(document, [*kept, *piece])
        if _shape(tried) == _shape(document):
            kept.extend(piece)
            best = tried
    return best


def _with(document: Document, pieces: Iterable[_Insertion]) -> Document:
    text = document.source.text
    parts: list[str] = []
    at = 0
    for piece in sorted(pieces):
        parts += [text[at : piece.offset], piece.text]
        at = piece.offset
    return parse(replace(document.source, text="".join([*parts, text[at:]])), document.format)


def _shape(document: Document) -> list[tuple[BlockKind, str, int, tuple[str, ...]]]:
    return [(block.kind, block.text, block.level, block.ancestors) for block in document.blocks]


def _beside(document: Document, loud: Sequence[Finding], reason: str) -> list[tuple[_Insertion, ...]]:
    """A comment on the line of each finding, or above it."""
    places: dict[tuple[int, Form], list[str]] = {}
    blocks = _Blocks(document)
    for finding in loud:
        place = _place(document, finding, blocks)
        codes = places.setdefault(place, [])
        if finding.rule not in codes:
            codes.append(finding.rule)
    return [(_comment(document, offset, form, codes, reason),) for (offset, form), codes in sorted(places.items())]


class _Blocks:
    """The blocks of a document by where they stand."""

    def __init__(self, document: Document) -> None:
        self._blocks = sorted(document.blocks, key=lambda block: (block.span.start, -block.span.end))
        self._starts = [block.span.start for block in self._blocks]

    def at(self, offset: int) -> Block | None:
        """The last block that begins at or before `offset`, when it reaches that far."""
        number = bisect_right(self._starts, offset) - 1
        block = self._blocks[number] if number >= 0 else None
        return block if block is not None and offset <= block.span.end else None


def _place(document: Document, finding: Finding, blocks: _Blocks) -> tuple[int, Form]:
    """Where the comment for a finding goes: the start of its line for one above it, else the end of its words."""
    lines, text = document.source.lines, document.source.text
    line = lines.line_of(finding.span.start)
    span = lines.line_span(line)
    block = blocks.at(finding.span.start)
    if document.format is Format.PLAIN or (block is not None and _is_own(document, block, line)):
        return span.start, Form.NEXT_LINE
    if block is not None and block.kind is BlockKind.CELL:
        return block.span.start + len(block.span.cut(text).rstrip()), Form.LINE
    words = span.cut(text).rstrip()
    if words.endswith("\\") and not words.endswith("\\\\"):
        words = words[:-1].rstrip()
    elif block is not None and block.kind is BlockKind.HEADING:
        words = _HASHES.sub("", words)
    return span.start + len(words), Form.LINE


def _is_own(document: Document, block: Block, line: int) -> bool:
    """True when the line begins a block that stands in nothing else, with nothing to read just above it."""
    lines = document.source.lines
    if block.ancestors or lines.line_of(block.span.start) != line or block.kind is BlockKind.CELL:
        return False
    above = lines.line_text(line - 1) if line else ""
    return not above.strip() or _COMMENT_LINE.fullmatch(above) is not None


def _comment(document: Document, offset: int, form: Form, codes: Sequence[str], reason: str) -> _Insertion:
    line_end = _line_end(document, offset)
    names = ", ".join(codes)
    if form is Form.LINE:
        # One hyphen: sites that follow an older CommonMark show an inline comment that holds two.
        return _Insertion(offset, f" <!-- blamelint-{form} {names} - {reason} -->")
    prefix = _PREFIX.match(document.source.text, offset)
    indent = prefix[0] if prefix is not None and form is not Form.NEXT_LINE else ""
    said = f"blamelint-{form} {names} -- {reason}" if form is not Form.ENABLE else f"blamelint-{form} {names}"
    marked = f"# {said}" if document.format is Format.PLAIN else f"<!-- {said} -->"
    return _Insertion(offset, f"{indent}{marked}{line_end}")


def _line_end(document: Document, offset: int) -> str:
    """The line end that is used at `offset`, or before it where the text ends there."""
    text = document.source.text
    found = LINE_END.search(text, offset) or LINE_END.search(text)
    return found[0] if found is not None else "\n"


def _around(document: Document, loud: Sequence[Finding], reason: str) -> list[tuple[_Insertion, ...]]:
    """Two comments around the lines in which a finding stands, from one empty line to the next."""
    if document.format is Format.PLAIN:
        return []
    stretches: dict[Span, list[str]] = {}
    for finding in loud:
        codes = stretches.setdefault(_stretch(document, finding), [])
        if finding.rule not in codes:
            codes.append(finding.rule)
    pieces: list[tuple[_Insertion, ...]] = []
    for span, codes in sorted(stretches.items()):
        begin = _comment(document, span.start, Form.DISABLE, codes, reason)
        end = _comment(document, span.start, Form.ENABLE, codes, reason)
        line_end = _line_end(document, span.start)
        pieces.append((begin, _Insertion(span.end, line_end + end.text.removesuffix(line_end))))
    return pieces


def _stretch(document: Document, finding: Finding) -> Span:
    lines = document.source.lines
    first = last = lines.line_of(finding.span.start)
    while first > 0 and not _BARE.fullmatch(lines.line_text(first - 1)):
        first -= 1
    while last + 1 < lines.count and not _BARE.fullmatch(lines.line_text(last + 1)):
        last += 1
    return Span(lines.line_span(first).start, lines.line_span(last).end)


def _whole(document: Document, loud: Sequence[Finding], reason: str) -> list[tuple[_Insertion, ...]]:
    """One comment for the file, before its first words."""
    lines = document.source.lines
    first = min((block.span.start for block in document.blocks), default=0)
    codes = list(dict.fromkeys(finding.rule for finding in loud))
    return [(_comment(document, lines.line_span(lines.line_of(first)).start, Form.FILE, codes, reason),)]
