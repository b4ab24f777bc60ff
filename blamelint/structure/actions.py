"""What is an action item, and who does it by when under which ticket."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from blamelint.document.model import Block, Document
from blamelint.structure.labels import Label, label_of, lead_of
from blamelint.structure.model import SectionKind
from blamelint.structure.names import Who, entries, handles
from blamelint.structure.timeline import time_tables


@dataclass(frozen=True, slots=True)
class Action:
    """One action item of a draft."""

    block: int
    """Index of the block that says what to do."""
    owners: tuple[str, ...] = ()
    """People and teams as written, without `@`."""
    tickets: tuple[str, ...] = ()
    """Keys, numbers and addresses of what tracks it."""
    due: str = ""
    """The date or the words for it, as written."""


def action_tables(blocks: Iterable[Block]) -> frozenset[int]:
    """The tables whose heads say that each row is an action: what to do, and who, where or by when.

    Shape: indices as in `Cell.table`.
    """
    blocks = tuple(blocks)
    heads: dict[int, set[str]] = {}
    for block in blocks:
        if block.cell is not None:
            heads.setdefault(block.cell.table, set()).add(block.cell.head)
    timelines = time_tables(blocks)
    found: set[int] = set()
    for table, names in heads.items():
        acts = [name for name in names if _ACTION_HEAD.fullmatch(name.strip()[:60])]
        labels = {label_of(name) for name in names if name not in acts}
        strong = any(_SAYS_ACTION.search(name[:60]) for name in acts)
        beside = labels & {Label.PERSON, Label.TICKET, Label.DUE, Label.TEAM}
        if acts and (strong or beside) and (table not in timelines or (strong and beside)):
            found.add(table)
    return frozenset(found)


def actions_of(document: Document, sections: Sequence[SectionKind]) -> tuple[Action, ...]:
    """The action items in the order of the file; `sections` gives for each block the kind of section it stands in.

    Shape: a table row is one item, a list item with the items under it that only say `Owner: ...` is one item; a
    paragraph under an actions heading counts where the section has neither list nor table.
    """
    tables = action_tables(document.blocks)
    rows: dict[tuple[int, int], list[int]] = {}
    found: list[Action] = []
    listed = {
        block.section
        for block, section in zip(document.blocks, sections, strict=True)
        if section is SectionKind.ACTIONS and (block.item is not None or block.cell is not None)
    }
    for index, (block, section) in enumerate(zip(document.blocks, sections, strict=True)):
        if block.level:
            continue
        if block.cell is not None:
            if block.cell.row and (block.cell.table in tables or section is SectionKind.ACTIONS):
                rows.setdefault((block.cell.table, block.cell.row), []).append(index)
        elif block.item is not None:
            if section is SectionKind.ACTIONS or block.item.checked is not None:
                _add_item(found, document, index)
        elif section is SectionKind.ACTIONS and block.section not in listed and not block.text.rstrip().endswith(":"):
            found.append(_read(document, index))
    found.extend(_row(document, cells) for cells in rows.values())
    return tuple(sorted((action for action in found if action.block >= 0), key=lambda action: action.block))


def owners_in(text: str) -> tuple[str, ...]:
    """Who owns the action in `text`: after `Owner:`, by handle, or in brackets at its end; as written, without `@`."""
    owners = [entry.text for match in _OWNER.finditer(text) for entry in entries(match[1])]
    owners += [entry.text for entry in handles(text)]
    for match in _AT_END.finditer(text):
        inner = match[1] or match[2] or match[3]
        owners += [
            entry.text for entry in entries(inner) if entry.who is not Who.LOWER and not _NO_OWNER.fullmatch(inner)
        ]
    return tuple(dict.fromkeys(owners))


def tickets_in(text: str) -> tuple[str, ...]:
    """Keys (`OPS-12`), numbers (`#12`) and addresses in `text`."""
    return tuple(dict.fromkeys(match[0] for match in _TICKET.finditer(text)))


def due_in(text: str) -> str:
    """The date by which something is to be done, as written; empty when none is told."""
    match = _DUE.search(text)
    return match[0].strip() if match else ""


def _add_item(found: list[Action], document: Document, index: int) -> None:
    """Adds the item, or its words to the item above it when it only says who, where or when."""
    block = document.blocks[index]
    label, value = lead_of(block)
    kind = label_of(label) if label else None
    depth = block.item.depth if block.item else 0
    if kind is not None and depth and found:
        found[-1] = _with(found[-1], kind, value)
        return
    found.append(_read(document, index))


def _read(document: Document, index: int) -> Action:
    block = document.blocks[index]
    text = block.text
    links = tuple(
        word
        for span in block.code
        if span and _TICKET.search(word := block.map.source_span(span).cut(document.source.text)[:400])
    )
    source = block.span.cut(document.source.text)[:4000]
    tickets = dict.fromkeys((*tickets_in(text), *links, *(match[1] for match in _LINKED.finditer(source))))
    return Action(index, owners_in(text), tuple(tickets), due_in(text))


def _row(document: Document, cells: Sequence[int]) -> Action:
    """The row as one item; its words stand in the column headed so, else in the longest cell."""
    blocks = [document.blocks[index] for index in cells]
    named = [
        index
        for index, block in zip(cells, blocks, strict=True)
        if block.cell is not None and _ACTION_HEAD.fullmatch(block.cell.head.strip()[:60])
    ]
    free = [i for i, b in zip(cells, blocks, strict=True) if b.cell is not None and label_of(b.cell.head) is None]
    chosen = max(named or free or cells, key=lambda index: len(document.blocks[index].text))
    action = _read(document, chosen)
    for index, block in zip(cells, blocks, strict=True):
        if index == chosen or block.cell is None:
            continue
        kind = label_of(block.cell.head)
        read = _read(document, index)
        if kind is not None:
            action = _with(action, kind, block.text)
        tickets = dict.fromkeys((*action.tickets, *read.tickets))
        action = Action(action.block, action.owners, tuple(tickets), action.due or read.due)
    return action


def _with(action: Action, kind: Label, value: str) -> Action:
    owners, tickets, due = action.owners, action.tickets, action.due
    if kind in (Label.PERSON, Label.TEAM):
        owners = tuple(dict.fromkeys((*owners, *(entry.text for entry in entries(value)))))
    elif kind is Label.TICKET:
        tickets = tuple(dict.fromkeys((*tickets, *(tickets_in(value) or ((value,) if _FILLED.search(value) else ())))))
    elif kind is Label.DUE and _FILLED.search(value):
        due = due or value
    return Action(action.block, owners, tickets, due)


_ACTION_HEAD = re.compile(
    r"\W*(?:#\s*)?(?:(?:corrective|preventive|preventative|remediation|follow[- ]?up|recommended|proposed|planned|"
    r"agreed|next) )?"
    r"(?:actions?|action items?|items?|tasks?|to[- ]?dos?|what|descriptions?|remediations?|follow[- ]?ups?|steps?|"
    r"recommendations?|measures?|improvements?|deliverables?|work)(?: \(.{0,30}\))?(?: (?:items?|required|needed|"
    r"taken))?\W*",
    re.IGNORECASE,
)
_SAYS_ACTION = re.compile(
    r"\b(?:actions?|tasks?|to[- ]?dos?|remediations?|follow[- ]?ups?|recommendations?)\b", re.IGNORECASE
)
_OWNER = re.compile(
    r"\b(?:owners?|owned by|assignees?|assigned to|dri|responsible|lead)\s*[:=]\s*([^;|()\[\].\n]{1,120})",
    re.IGNORECASE,
)
_AT_END = re.compile(r"(?:\(([^()]{2,60})\)|\[([^\[\]]{2,60})\]|\s[-–—]\s([^-–—()\[\]]{2,40}))[\s.]*$")
_NO_OWNER = re.compile(
    r"(?i)(?:p[0-5]|sev ?[0-5]|done|closed|open|in progress|wip|high|medium|low|critical|optional|stretch|blocked|"
    r"q[1-4](?: \d{4})?|short term|long term|.*\d{4}.*)"
)
_TICKET = re.compile(
    r"\b[A-Z][A-Z0-9]{1,9}-\d{1,7}\b|(?<![\w&/])#\d{1,7}\b|https?://[^\s<>()\"`|]{4,300}|"
    r"\b[\w.-]{1,60}/[\w.-]{1,60}#\d{1,7}\b"
)
_LINKED = re.compile(r"\]\(\s*<?(https?://[^\s<>()\"`|]{4,300})")
_FILLED = re.compile(r"(?i)^(?!\W*(?:tbd|tba|tbc|todo|none|n/?a|unknown|\?+|-+)\W*$).*\w")
_DUE = re.compile(
    r"\b(?:(?:due|by|before|until|eta|deadline|target)\b[:\s]{0,3}(?:on |the )?)?"
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? "
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: \d{4})?|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?)\b"
    r"|\b(?:due|by|before|until|eta|deadline|target)\b[:\s]{1,3}(?:on |the |end of |next |this )*"
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|week|month|quarter|sprint|year|eod|eow|"
    r"january|february|march|april|june|july|august|september|october|november|december|q[1-4]|h[12])\b(?: \d{4})?",
    re.IGNORECASE,
)
