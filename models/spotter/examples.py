"""Training examples out of the sentences and reviews in `data/`: what the tagger is given, and what it has to say.

Every text goes through blamelint's own front end (reader, outline, neutral words), so that the tagger is trained on
exactly what it is shown when it works.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from blamelint.document.formats import parse
from blamelint.document.model import BlockKind, Document, Format
from blamelint.document.source import read_source
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.errors import Failure
from blamelint.language.lexicon import Lexicon
from blamelint.language.spotter.units import Unit, units_of
from blamelint.structure.outline import outline
from blamelint.text import Span

DATA = Path(__file__).parent / "data"
FAMILIES = tuple(f"F{n:02}" for n in range(1, 25))
HEADINGS = {
    "summary": "Summary",
    "impact": "Impact",
    "timeline": "Timeline",
    "cause": "Root cause",
    "why": "Five whys",
    "lessons": "Lessons learned",
    "well": "What went well",
    "badly": "What went wrong",
    "actions": "Action items",
    "background": "Background",
    "detection": "Detection",
    "response": "Response",
    "owners": "People involved",
    "none": "",
}
"""The heading that a snippet of each section is put under."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a writer marked."""

    span: Span
    """In code points of `Item.text`."""
    family: str
    mild: bool
    """Defensible either way."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of `data/*.jsonl`: a snippet, or a whole review."""

    name: str
    hand: str
    """Who wrote it, by a letter; several letters never share a sentence."""
    group: str
    """Items of one group are variants of each other and stay on one side of every split."""
    text: str
    marks: tuple[Mark, ...]
    section: str | None
    """Of a snippet; None for a review, which has headings of its own."""
    form: str = "text"


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with its labels."""

    item: Item
    unit: Unit
    raw: tuple[str, ...]
    """The words as they stand in the text, one for each of the unit's."""
    families: tuple[dict[str, float], ...]
    """For each word, how strongly each family holds: 1 for clear, `MILD` for mild."""

    @property
    def whole(self) -> dict[str, float]:
        """How strongly each family holds in the sentence."""
        found: dict[str, float] = {}
        for word in self.families:
            for family, strength in word.items():
                found[family] = max(strength, found.get(family, 0.0))
        return found


MILD = 0.6


def read_items(folder: Path = DATA) -> list[Item]:
    """All items of the folder, in the order of files and lines."""
    return [_item(json.loads(line)) for path in sorted(folder.glob("*.jsonl")) for line in _lines(path)]


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


def _item(given: dict) -> Item:
    marks = tuple(Mark(Span(start, end), family, mild) for start, end, family, mild in given["marks"])
    return Item(
        given["id"],
        given["hand"],
        given["group"],
        given["text"],
        marks,
        given.get("section"),
        given.get("form", "text"),
    )


def examples_of(items: Sequence[Item]) -> Iterator[Example]:
    """The sentences of all items, in order; headings and block quotes are not judged and left out."""
    vocabulary = load_vocabulary([], {})
    lexicon = Lexicon.of(vocabulary.words)
    for item in items:
        yield from _examples(item, lexicon)


def _examples(item: Item, lexicon: Lexicon) -> Iterator[Example]:
    before, document = document_of(item)
    marks = [Mark(mark.span.shift(before), mark.family, mark.mild) for mark in item.marks]
    shape = outline(document)
    for block, context in zip(document.blocks, shape.contexts, strict=True):
        if block.kind is BlockKind.HEADING or context.in_quote or block.span.end <= before:
            continue
        for unit in units_of(block, context, lexicon):
            places = [block.map.source_span(span) for span in unit.offsets]
            raw = tuple(span.cut(block.text) for span in unit.offsets)
            families = tuple(_families(place, marks) for place in places)
            yield Example(item, unit, raw, families)


def _families(place: Span, marks: Sequence[Mark]) -> dict[str, float]:
    return {mark.family: MILD if mark.mild else 1.0 for mark in marks if mark.span.overlaps(place)}


def document_of(item: Item) -> tuple[int, Document]:
    """Where the item's text begins in the draft that is made of it, and that draft."""
    before = ""
    after = ""
    if item.section is not None:
        heading = HEADINGS[item.section]
        before = f"## {heading}\n\n" if heading else ""
        if item.form == "bullet":
            before += "- "
        elif item.form == "cell":
            before, after = before + "| Item | Note |\n| --- | --- |\n| 1 | ", " |"
        elif item.form == "heading":
            before, after = "## ", "\n\nText.\n"
    text = item.text.replace("|", "/") if item.form == "cell" else item.text
    source = read_source("draft.md", (before + text + after + "\n").encode())
    if isinstance(source, Failure):
        raise TypeError(f"{item.name}: {source}")
    return len(before), parse(source, Format.MARKDOWN)
