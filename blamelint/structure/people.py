"""Who and what a draft names: people, teams and systems, from its fields, its tables, its lists and its handles.

These are the first witnesses of the actor model; a tagger that guesses names from the shape of a sentence comes last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from blamelint.document.model import Block, Document
from blamelint.structure.labels import Label, label_of, lead_of
from blamelint.structure.model import Names, SectionKind
from blamelint.structure.names import Entry, Who, entries, handles, parts, team_name
from blamelint.structure.timeline import time_tables

LONGEST_VALUE = 300
"""A value longer than this, in code points, is prose (lists of attendees apart)."""


def names_of(document: Document, sections: Sequence[SectionKind]) -> Names:
    """Who and what the draft names; `sections` gives for each block the kind of section it stands in.

    Shape: case-folded. A full name also gives its given name and its surname, where the draft does not use that word
    in small letters as well (`Will`, `An`), for such a word would be taken for a person in every sentence.
    """
    used = _Used(document.blocks)
    people: set[str] = set()
    teams: set[str] = set()
    for entry in _people_entries(document, sections):
        if entry.who is Who.TEAM:
            teams.add(team_name(entry.text).casefold())
        elif entry.who is Who.HANDLE:
            people.add(entry.text.casefold())
        else:
            people.update(_spoken_forms(entry, used))
    teams.update(_teams_in_prose(document.blocks))
    for label, value in _labelled(document):
        if label is Label.TEAM:
            teams.update(team_name(piece).casefold() for piece in _pieces(value))
    systems = _systems(document)
    return Names(frozenset(people) - {""}, frozenset(systems) - people, frozenset(teams) - people - {""})


def _people_entries(document: Document, sections: Sequence[SectionKind]) -> Iterator[Entry]:
    for kind, named in _labelled(document):
        if kind is Label.PERSON:
            yield from entries(named)
    name_columns = _name_columns(document.blocks, sections)
    for block, section in zip(document.blocks, sections, strict=True):
        if "@" in block.text:
            yield from handles(_without_code(block))
        if section is not SectionKind.PEOPLE or block.level:
            continue
        if block.cell is not None:
            if (block.cell.table, block.cell.column) in name_columns:
                yield from entries(block.text)
        elif not _is_sentence(block.text):
            label, value = lead_of(block)
            yield from entries(value if label else block.text)


def _labelled(document: Document) -> Iterator[tuple[Label, str]]:
    """Labels and their values: fields, leads of blocks, columns and two-column rows of tables."""
    for field in document.fields:
        if (kind := label_of(field.key)) is not None:
            yield kind, field.value
    row_label: dict[tuple[int, int], Label | None] = {}
    timelines = time_tables(document.blocks)
    for block in document.blocks:
        if block.level:
            continue
        if block.cell is not None:
            cell = block.cell
            if cell.table in timelines:
                continue  # its "Who" is as often a monitor or a job
            if cell.column == 0:
                row_label[cell.table, cell.row] = label_of(block.text)
            kind = label_of(cell.head) if cell.row else None
            if kind is None and cell.column == 1:
                kind = row_label.get((cell.table, cell.row))
            if kind is not None and len(block.text) <= LONGEST_VALUE:
                yield kind, block.text
            continue
        lead, value = lead_of(block)
        kind = label_of(lead) if lead else None
        if kind is not None and (len(value) <= LONGEST_VALUE or not _is_sentence(value)):
            yield kind, value


def _name_columns(blocks: Iterable[Block], sections: Sequence[SectionKind]) -> frozenset[tuple[int, int]]:
    """In a people section: the columns that hold names, the first one where no head says so."""
    heads: dict[int, dict[int, str]] = {}
    for block, section in zip(blocks, sections, strict=True):
        if section is SectionKind.PEOPLE and block.cell is not None:
            heads.setdefault(block.cell.table, {})[block.cell.column] = block.cell.head
    columns: set[tuple[int, int]] = set()
    for table, by_column in heads.items():
        named = {
            column
            for column, head in by_column.items()
            if label_of(head) is Label.PERSON or head.casefold().strip() in ("name", "names", "full name")
        }
        if not named and not by_column.get(0, "").casefold().startswith("role"):
            named = {0}
        columns.update((table, column) for column in named)
    return frozenset(columns)


class _Used:
    """Which words the draft uses as common words."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.small: set[str] = set()
        self.with_article: set[str] = set()
        for block in blocks:
            if block.level or block.cell is not None:
                continue
            label, value = lead_of(block)
            if label and label_of(label) is Label.PERSON:
                continue
            text = _HANDLE_LIKE.sub(" ", value or block.text)
            self.small.update(word for word in _WORD.findall(text) if word.islower())
            self.with_article.update((match[1] or match[2]).casefold() for match in _ARTICLE.finditer(text))


def _spoken_forms(entry: Entry, used: _Used) -> Iterator[str]:
    """The full name, and those of its parts that can only be this person."""
    name = " ".join(entry.text.split()).casefold()
    single = " " not in name
    if single and (name in used.with_article or name in _FUNCTION):
        return
    if single and entry.who is Who.FULL and name in used.small:
        return
    yield name
    for part in parts(entry.text):
        plain = part.casefold()
        if plain not in used.small and plain not in used.with_article and plain not in _FUNCTION:
            yield plain


def _teams_in_prose(blocks: Iterable[Block]) -> Iterator[str]:
    """Teams by their proper name: `the Payments team`, `Core Network squad`."""
    for block in blocks:
        for match in _TEAM_IN_PROSE.finditer(block.text):
            words = [word for word in match[1].split() if word.casefold() not in _DETERMINERS]
            if words:
                yield " ".join(words).casefold()


def _systems(document: Document) -> set[str]:
    found = {
        piece.casefold()
        for label, value in _labelled(document)
        if label is Label.SYSTEM and len(value) <= LONGEST_VALUE
        for piece in _pieces(value)
        if len(piece.split()) <= 4 and piece.casefold() not in _NO_SYSTEMS
    }
    for block in document.blocks:
        for span in block.code:
            if not span:
                continue
            code = block.map.source_span(span).cut(document.source.text)[:120].strip("`= ")
            if _IDENTIFIER.fullmatch(code):
                found.add(code)
    return found


def _pieces(value: str) -> Iterator[str]:
    for piece in re.split(r"[,;&\n|]|\sand\s|<br\s*/?>", value[:2000]):
        plain = _PARENTHESES.sub(" ", piece).strip(" \t*_`\"'.-–—")
        if plain and any(c.isalpha() for c in plain) and plain.casefold() not in _NO_SYSTEMS:
            yield " ".join(plain.split())


def _without_code(block: Block) -> str:
    """The text with its placeholders blanked out."""
    if not block.code:
        return block.text
    pieces: list[str] = []
    at = 0
    for span in sorted(block.code):
        pieces.append(block.text[at : span.start])
        pieces.append(" ")
        at = max(at, span.end)
    pieces.append(block.text[at:])
    return "".join(pieces)


def _is_sentence(text: str) -> bool:
    """A line of prose in a list of people: `Please add yourself to the list if you took part.`"""
    words = text.split()
    small = sum(1 for word in words if word[:1].islower() and "@" not in word)
    return len(words) > 6 and "," not in text and 2 * small > len(words)


_WORD = re.compile(r"[^\W\d_][\w'’]*")
_HANDLE_LIKE = re.compile(r"[@#][\w.-]+|\b[\w.+-]{1,64}@[\w.-]*")
_ARTICLE = re.compile(
    r"\b(?:(?:[Tt]he|[Oo]ur|[Tt]his|[Ii]ts|[Tt]heir|[Ee]very|[Ee]ach|[Nn]o)\s+([^\W\d_][\w'’]*)|an?\s+([a-z][\w'’]*))"
)
"""`An` before a capital is a given name as well as an article."""
_TEAM_IN_PROSE = re.compile(r"\b([A-Z][\w&-]{1,30}(?: [A-Z][\w&-]{1,30}){0,2}) (?:[Tt]eams?|[Ss]quads?|[Cc]rew)\b")
_DETERMINERS = frozenset(
    "the our this that these those each every another a an any all both no one two three other whole entire some their "
    "your my its his her which what whose when while after before because since if as then and but so in on at by for "
    "from to with".split()
)
_IDENTIFIER = re.compile(r"[a-z]+-[a-z0-9-]{1,80}")
_PARENTHESES = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_NO_SYSTEMS = frozenset("tbd tba tbc todo none n/a na unknown all various several multiple code yes no other".split())
_FUNCTION = frozenset(
    "will may can might must shall do does did an so my no in on to at by of or if as is it be he she we us me you "
    "the and "
    "but not for from then than that this who what when where why how see go get set run one two all any out up off "
    "new "
    "now see page log code".split()
)
