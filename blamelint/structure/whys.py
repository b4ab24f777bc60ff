"""Finds where a chain of whys ends: the answer after which nobody asked on.

Chains come as labels (`Why 2: …`), as questions one after the other, as numbered or nested lists under a heading such
as *Five whys*, as headings and as tables. A chain has two steps at least; branches of a nested one end each for
themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from blamelint.document.model import Block, Document
from blamelint.structure.labels import label_of
from blamelint.structure.model import SectionKind
from blamelint.text import Span

FEWEST = 2
"""A single question and its answer are no chain."""
_NEVER = frozenset({SectionKind.ACTIONS, SectionKind.TIMELINE, SectionKind.PEOPLE})
_LONGEST = 20_000
"""Code points of a block that are looked at."""


def last_answers(document: Document, sections: Sequence[SectionKind]) -> Mapping[int, Span]:
    """The last sentence of each last answer, by the index of its block; `sections` gives each block's kind of section.

    Units: code points of `Block.text`.
    """
    found: dict[int, Span] = {}
    listed: dict[int, list[int]] = defaultdict(list)
    tables: dict[int, list[int]] = defaultdict(list)
    for index, (block, section) in enumerate(zip(document.blocks, sections, strict=True)):
        if section in _NEVER or block.level or "quote" in block.ancestors or not block.text.strip():
            continue
        if block.cell is not None:
            tables[block.cell.table].append(index)
        else:
            listed[block.section].append(index)
    for number, indices in listed.items():
        named = _NAMED.search(document.sections[number].heading) is not None
        found.update(_in_section(document.blocks, indices, named=named))
    for indices in tables.values():
        found.update(_in_table(document.blocks, indices))
    found.update(_under_headings(document, listed))
    return found


@dataclass(frozen=True, slots=True)
class _Step:
    """One why with its answer."""

    block: int
    depth: int
    answer: Span
    """In the block's text; empty when the answer stands in the blocks below."""


def _in_section(blocks: Sequence[Block], indices: Sequence[int], *, named: bool) -> Iterator[tuple[int, Span]]:
    steps = [step for index in indices for step in _steps(blocks[index], index)]
    if len(steps) >= FEWEST:
        asking = frozenset(step.block for step in steps)
        for step in _ends(steps):
            if step.answer:
                yield step.block, _last_sentence(blocks[step.block].text, step.answer)
            elif (below := _only_below(blocks, indices, step, asking)) is not None:
                yield below, _last_sentence(blocks[below].text, Span(0, len(blocks[below].text)))
        return
    items = [index for index in indices if blocks[index].item is not None]
    if not named or len(items) < FEWEST:
        return
    answers = [_Step(index, _depth(blocks[index]), Span(0, len(blocks[index].text))) for index in items]
    for step in _ends(answers):
        text = blocks[step.block].text
        if not text.rstrip().endswith("?"):
            yield step.block, _last_sentence(text, step.answer)


def _steps(block: Block, index: int) -> Iterator[_Step]:
    text = block.text[:_LONGEST]
    if "why" not in text.lower():
        return
    starts = [match for match in _STEP.finditer(text) if match.start() == 0 or _opens(text, match.start())]
    for number, match in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        asked = text.find("?", match.start(), end)
        start = asked + 1 if asked >= 0 else match.end() if match["label"] else end
        said = _SAID.match(text, start, end)
        answer = Span(said.end() if said else start, end)
        yield _Step(index, _depth(block), answer if answer.cut(text).strip() else Span(end, end))


def _opens(text: str, at: int) -> bool:
    """True where a sentence, a label or a bracket begins at `at`."""
    before = text[max(0, at - 3) : at].rstrip()
    return not before or before[-1] in ".?!:;)(–—>→"


def _ends(steps: Sequence[_Step]) -> Iterator[_Step]:
    """The steps after which nothing is asked: the last one, and the last one of each branch."""
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        if after is None or after.depth < step.depth:
            yield step


def _only_below(blocks: Sequence[Block], indices: Sequence[int], step: _Step, asking: frozenset[int]) -> int | None:
    """The one block between this step and the next thing of its rank; None when there are none or several."""
    below: list[int] = []
    for index in islice(indices, bisect_right(indices, step.block), None):
        block = blocks[index]
        if len(below) > 1 or index in asking or (block.item is not None and _depth(block) < step.depth):
            break
        if block.item is not None and _depth(block) == step.depth and blocks[step.block].item is not None:
            break
        below.append(index)
    return below[0] if len(below) == 1 else None


def _in_table(blocks: Sequence[Block], indices: Sequence[int]) -> Iterator[tuple[int, Span]]:
    """The answer in the last row of a table of whys."""
    rows: dict[int, list[int]] = defaultdict(list)
    heads: dict[int, str] = {}
    for index in indices:
        cell = blocks[index].cell
        if cell is not None and cell.row:
            rows[cell.row].append(index)
            heads[cell.column] = cell.head
    asked = sum(1 for cells in rows.values() if _ASKED.match(blocks[cells[0]].text))
    if len(rows) < FEWEST or not (asked >= FEWEST or any(_WHY_HEAD.search(head[:60]) for head in heads.values())):
        return
    answering = [column for column, head in heads.items() if _ANSWER_HEAD.search(head[:60])]
    plain = [column for column, head in heads.items() if label_of(head) is None and not _PROOF_HEAD.search(head[:60])]
    column = max(answering or plain or heads)
    last = rows[max(rows)]
    for index in last:
        block = blocks[index]
        if block.cell is None or block.cell.column != column:
            continue
        text = block.text[:_LONGEST]
        steps = list(_steps(block, index))
        answer = steps[-1].answer if steps else Span(0, len(text))
        if answer and not text.rstrip().endswith("?"):
            yield index, _last_sentence(text, answer)


def _under_headings(document: Document, listed: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, Span]]:
    """The answers below the last of several headings that ask why; one block that answers, or none is taken."""
    groups: dict[int | None, list[_Step]] = defaultdict(list)
    whys = {n for n, section in enumerate(document.sections) if _ASKED.match(section.heading)}
    for number in sorted(whys):
        above = document.sections[number].parent
        while above in whys:
            above = document.sections[above].parent if above is not None else None
        groups[above].append(_Step(number, document.sections[number].level, Span(0, 0)))
    for steps in groups.values():
        if len(steps) < FEWEST:
            continue
        for step in _ends(steps):
            inside = listed.get(step.block, ())
            divided = any(
                section.parent == step.block for section in document.sections[step.block + 1 : step.block + 2]
            )
            if len(inside) == 1 and not divided:
                text = document.blocks[inside[0]].text
                yield inside[0], _last_sentence(text, Span(0, len(text)))


def _last_sentence(text: str, answer: Span) -> Span:
    """The last sentence of the answer: what it ends with."""
    start, end = answer.start, min(answer.end, answer.start + _LONGEST)
    for match in _BREAK.finditer(text, start, end):
        if text[match.end() : end].strip():
            start = match.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _depth(block: Block) -> int:
    return block.item.depth if block.item is not None else 0


_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh)"
_STEP = re.compile(
    rf"(?:\(?\d{{1,2}}[.)]\s+)?(?:q\d?\s*[:.]\s*)?(?:(?:and|but|so|then)\s+)?"
    rf"(?:(?P<label>why\s*(?:#|no\.?\s*)?\d{{1,2}}\b\s*[:.)–—-]?|{_ORDINAL}\s+why\s*[:.)–—-])|why\b(?=[^.?!]{{0,240}}\?))",
    re.IGNORECASE,
)
_SAID = re.compile(r"[\s\"'”’*_)]*(?:[-–—:>→]+\s*)?(?:(?:a\d?|answer|because)\s*[:.]\s*)?", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:five|5|four|4|three|3|six|6|seven|7|the|ask(?:ing)?)[\s-]+whys?\b|\bwhys\b|\bwhy[\s-]+(?:chain|tree|analysis)\b|\bwhy[\s-]why\b",
    re.IGNORECASE,
)
_ASKED = re.compile(rf"\W*(?:\d{{1,2}}[.)]\s*)?(?:why\b|{_ORDINAL}\s+why\b)", re.IGNORECASE)
_WHY_HEAD = re.compile(r"\bwhys?\b", re.IGNORECASE)
_ANSWER_HEAD = re.compile(r"\b(?:answers?|because|reasons?|explanations?|responses?|findings?)\b", re.IGNORECASE)
_PROOF_HEAD = re.compile(
    r"\b(?:evidence|sources?|proof|notes?|comments?|how (?:do )?we know|confidence)\b", re.IGNORECASE
)
_BREAK = re.compile(r"[.!?][\"')\]”’]*\s+(?=[\"'(“‘`@]?[A-Z0-9@])")
