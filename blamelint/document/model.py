"""What a draft is after reading: a source, its blocks, the sections they stand in, and its directives."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum

from blamelint.document.textmap import TextMap
from blamelint.text import LineIndex, Span


class Format(StrEnum):
    """A markup that has a reader."""

    MARKDOWN = "markdown"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file, decoded."""

    path: str
    """As given on the command line or found below it; the name given with `--stdin-filename` for `-`."""
    text: str
    """Decoded, byte order mark dropped, line ends as they are."""
    encoding: str = "utf-8"
    """The Python codec that encodes `text` back, without a byte order mark."""
    bom: bytes = b""
    """The byte order mark that stood before the text."""
    lines: LineIndex = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", LineIndex(self.text))


class BlockKind(Enum):
    """What stretch of a draft a block is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    """The first paragraph of a list item; its later ones are `PARAGRAPH`s under a `list` ancestor."""
    CELL = "cell"
    HEADING = "heading"
    """A heading, also one made of a bold lead-in line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table cell stands."""

    table: int
    """Counts the document's tables from 0."""
    row: int
    """0 is the header row where the table has one, else rows count from 1."""
    column: int
    """Counts from 0."""
    head: str
    """The text of the column's header cell; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Item:
    """How a list item stands in its list."""

    list: int
    """Counts the document's lists, nested ones too, from 0."""
    depth: int
    """0 for an outermost list."""
    number: int | None
    """The item's number in an ordered list, else None."""
    checked: bool | None
    """The state of a task item, else None."""


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of prose: the unit of parsing, gating and caching."""

    kind: BlockKind
    text: str
    """Clean words: no markup, line breaks as one blank, inline code as a placeholder (`document.placeholder`)."""
    map: TextMap
    span: Span
    """The whole block with its markup, in code points of `Source.text`."""
    section: int
    """Index into `Document.sections`; 0 for what no heading rules. A heading belongs to the section it opens."""
    ancestors: tuple[str, ...] = ()
    """Containers from the outside in: `quote`, `list`, `table`, `footnote`, `details`, `alert`."""
    level: int = 0
    """1-6 for a heading; 7 for a bold lead-in; 0 for everything else."""
    cell: Cell | None = None
    item: Item | None = None
    code: tuple[Span, ...] = ()
    """Placeholders for inline code, URLs and the like, in code points of `text`: not prose, but named things."""
    emphasis: tuple[Span, ...] = ()
    """Emphasised stretches of `text` (bold, italic)."""
    lead: Span | None = None
    """A label at the start, such as `Root cause:` or `**Impact:**`, with its colon, in code points of `text`."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of the same or a higher level."""

    heading: str
    """The heading's clean text; empty for the preamble."""
    level: int
    """0 for the preamble, 1-6 for headings, 7 for bold lead-ins."""
    span: Span
    """From the heading to the end of the section, deeper sections included; in code points of `Source.text`."""
    heading_span: Span
    """The heading's words; an empty span at 0 for the preamble."""
    parent: int | None
    """Index of the section it is nested in; None for the preamble and for outermost sections."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line of metadata: front matter, `Owner: X` before the first heading's prose, or a row of a two-column table."""

    key: str
    """As written, without its colon."""
    value: str
    span: Span
    """The value, in code points of `Source.text`."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the markup; directives are read from these."""

    text: str
    """Without the comment's delimiters."""
    span: Span
    """With its delimiters, in code points of `Source.text`."""


@dataclass(frozen=True, slots=True)
class Document:
    """A draft, read: what every later step works on."""

    source: Source
    format: Format
    blocks: tuple[Block, ...]
    """In the order of the file."""
    sections: tuple[Section, ...]
    """Section 0 is the preamble; the rest in the order of their headings."""
    fields: tuple[Field, ...] = ()
    comments: tuple[Comment, ...] = ()

    def lineage(self, section: int) -> tuple[int, ...]:
        """The section and those it is nested in, innermost first."""
        chain: list[int] = []
        at: int | None = section
        while at is not None:
            chain.append(at)
            at = self.sections[at].parent
        return tuple(chain)
