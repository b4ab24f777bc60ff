"""The lists of actions of a draft: which are to be done, and whether somebody owns and something tracks each of them.

The reading is generous towards the draft: whatever may be an owner or a date counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from blamelint.document.model import Block
from blamelint.structure.actions import action_tables, due_in, owners_in, tickets_in
from blamelint.structure.labels import Label, label_of, lead_of
from blamelint.structure.model import Context, Names, Outline, SectionKind
from blamelint.structure.placeholders import is_placeholder

FEWEST_WORDS = 3
"""Shorter items are names of work, `Monitoring`, or nothing at all."""


@dataclass(slots=True)
class Listed:
    """One action of a list."""

    blocks: list[int]
    """What says what to do, then the items and paragraphs under it."""
    owned: bool
    tracked: bool
    done: bool
    """Also true for what is nothing to be done, but asks something of people, `Operators need to be careful`."""


@dataclass(slots=True)
class ActionList:
    """The actions that stand together, in one table or under one heading."""

    section: int
    asks_owner: bool = False
    """The table has a column for owners."""
    covered: bool = False
    """A text beside the list says who owns all of it."""
    dated: bool = False
    """A text beside the list says what tracks all of it."""
    actions: list[Listed] = field(default_factory=list)

    @property
    def open(self) -> list[Listed]:
        """What is still to be done."""
        return [action for action in self.actions if not action.done]


def action_lists(outline: Outline) -> tuple[ActionList, ...]:
    """The lists in the order of the text; a list whose items are headings, or are fields of one action, is left out."""
    lists: dict[tuple[str, int], ActionList] = {}
    _read_tables(outline, lists)
    _read_items(outline, lists)
    found = [entry for entry in lists.values() if entry.actions]
    for entry in found:
        heading = outline.document.sections[entry.section].heading
        entry.covered = entry.covered or bool(owners_in(heading))
        entry.dated = entry.dated or bool(due_in(heading) or tickets_in(heading))
    return tuple(sorted(found, key=lambda entry: entry.actions[0].blocks[0]))


def keeps_owners(outline: Outline, lists: Sequence[ActionList]) -> bool:
    """True when the draft says somewhere who owns something, so that an action without an owner is one left out."""
    if any(entry.asks_owner or entry.covered or any(action.owned for action in entry.actions) for entry in lists):
        return True
    if any(_OWNER_LABEL.search(entry.key[:60]) and _FILLED.search(entry.value) for entry in outline.document.fields):
        return True
    return any(
        context.metadata and _OWNER_LABEL.search(lead_of(block)[0])
        for block, context in zip(outline.document.blocks, outline.contexts, strict=True)
    )


def _read_tables(outline: Outline, lists: dict[tuple[str, int], ActionList]) -> None:
    blocks = outline.document.blocks
    tables = action_tables(blocks)
    rows: dict[tuple[int, int], list[int]] = {}
    asking: set[int] = set()
    for index, (block, context) in enumerate(zip(blocks, outline.contexts, strict=True)):
        cell = block.cell
        if cell is None or context.in_quote or not (cell.table in tables or context.section is SectionKind.ACTIONS):
            continue
        if label_of(cell.head) in (Label.PERSON, Label.TEAM):
            asking.add(cell.table)
        if cell.row:
            rows.setdefault((cell.table, cell.row), []).append(index)
    for (table, _), cells in sorted(rows.items()):
        action = _row(outline, cells)
        if action is not None:
            entry = lists.setdefault(("table", table), ActionList(blocks[cells[0]].section, table in asking))
            entry.actions.append(action)


def _row(outline: Outline, cells: Sequence[int]) -> Listed | None:
    blocks = outline.document.blocks
    owned = tracked = done = False
    texts: list[int] = []
    for index in cells:
        block, context = blocks[index], outline.contexts[index]
        kind = label_of(block.cell.head) if block.cell is not None else None
        filled = bool(_FILLED.search(block.text[:400]))
        owned = owned or (kind in (Label.PERSON, Label.TEAM) and filled)
        tracked = tracked or (kind in (Label.TICKET, Label.DUE) and filled) or _is_tracked(outline, block)
        done = done or bool(kind is Label.DATA and _DONE.fullmatch(block.text.strip()[:60]))
        if kind is None and not is_placeholder(block, context):
            owned = owned or _is_owned(block, outline.names)
            done = done or _is_done(block)
            texts.append(index)
    if not texts:
        return None
    texts.sort(key=lambda index: (-len(blocks[index].text), index))
    if len(blocks[texts[0]].text.split()) < FEWEST_WORDS:
        return None
    return Listed(texts, owned, tracked, done)


def _read_items(outline: Outline, lists: dict[tuple[str, int], ActionList]) -> None:
    last: Listed | None = None
    last_depth = 0
    fields: set[int] = set()
    for index, (block, context) in enumerate(zip(outline.document.blocks, outline.contexts, strict=True)):
        if block.level or block.cell is not None or context.in_quote:
            last = None
            continue
        task = block.item is not None and block.item.checked is not None
        if context.section is not SectionKind.ACTIONS and not task:
            last = None if block.item is None else last
            continue
        entry = lists.setdefault(("section", block.section), ActionList(block.section))
        if block.item is None and "list" not in block.ancestors:
            last = None
            entry.covered = entry.covered or bool(_OWNING.search(block.text[:2000]) or owners_in(block.text[:2000]))
            entry.dated = entry.dated or _is_tracked(outline, block)
            continue
        depth = block.item.depth if block.item is not None else last_depth + 1
        if last is not None and depth > last_depth:
            last.blocks.append(index)
            kind = label_of(lead_of(block)[0])
            last.owned = last.owned or _is_owned(block, outline.names) or _says(block, Label.PERSON, Label.TEAM)
            last.tracked = last.tracked or _is_tracked(outline, block) or _says(block, Label.TICKET, Label.DUE)
            last.done = last.done or (kind is Label.DATA and bool(_DONE.search(block.text[-40:])))
            continue
        if context.metadata:
            fields.add(block.section)
            continue
        last = _item(outline, index, block, context)
        last_depth = depth
        if last is not None:
            entry.actions.append(last)
    for section in fields:
        lists.pop(("section", section), None)


def _item(outline: Outline, index: int, block: Block, context: Context) -> Listed | None:
    text = block.text.strip()
    if text.endswith((":", "?")) or len(text.split()) < FEWEST_WORDS or _NOTHING.match(text):
        return None
    if is_placeholder(block, context):
        return None
    return Listed([index], _is_owned(block, outline.names), _is_tracked(outline, block), _is_done(block))


def _is_owned(block: Block, names: Names) -> bool:
    text = block.text[:4000]
    if owners_in(text) or _OWNING.search(text):
        return True
    if (match := _LEADING.match(text)) is not None and _may_own(match["who"], match["does"], names):
        return True
    label = lead_of(block)[0].casefold()
    if label and (label in names.people or label in names.teams or _TEAM_END.search(label)):
        return True
    end = _AT_END.search(text[-80:].rstrip(" ."))
    return end is not None and len((end[1] or end[2]).split()) <= 4 and not _STATE.search(end[1] or end[2])


def _may_own(who: str, does: str, names: Names) -> bool:
    words = who.split()
    folded = who.casefold().removeprefix("the ").lstrip("@")
    if folded in names.people or folded in names.teams or _TEAM_END.search(folded):
        return True
    if words[0].casefold() in _NO_ONE:
        return False
    capitals = all(word[:1].isupper() for word in words if word.casefold() not in {"and", "&"})
    return capitals and (does.casefold() != "to" or words[0].casefold() not in _BEFORE_TO)


def _says(block: Block, *kinds: Label) -> bool:
    label, value = lead_of(block)
    return bool(label) and label_of(label) in kinds and bool(_FILLED.search(value[:400]))


def _is_tracked(outline: Outline, block: Block) -> bool:
    text = block.text[:4000]
    if tickets_in(text) or due_in(text) or _SOON.search(text):
        return True
    source = block.span.cut(outline.document.source.text)[:4000]
    return "](" in source or "://" in source or bool(block.code and _KEY.search(text))


def _is_done(block: Block) -> bool:
    if block.item is not None and block.item.checked:
        return True
    if (match := _ASKS.match(block.text)) is not None and _TEAM_END.search(match[1]):
        return True
    return bool(_PAST.match(block.text) or _DONE.search(block.text[:40]) or _DONE.search(block.text[-40:]))


_OWNER_LABEL = re.compile(
    r"\b(?:owners?|owned by|assignees?|assigned|dri|responsible|accountable|leads?|commander|who)\b", re.IGNORECASE
)
_OWNING = re.compile(
    r"\b(?:owners?|owned by|assignees?|assigned to|dri|responsible(?: is| are|:| for)|(?:is|are) (?:taking|leading)|"
    r"(?:takes?|took|has|have) (?:this|it|these|all of (?:this|these|them)))\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?P<who>@?[^\W\d_][\w.'’&/-]*(?: [\w.'’&/-]+){0,4}?) "
    r"(?P<does>will|to|shall|owns?|takes?|is going to|are going to|is to|are to|has|have)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"([^\W\d_][\w'’-]*(?: [\w'’-]+){0,3}?) (?:needs?|must|should|ha(?:s|ve) to)\b")
_TEAM_END = re.compile(
    r"\b(?:team|teams|squad|crew|group|guild|department|dept|unit|ward|desk|ops|sre|sres|engineering|on-?call|"
    r"manager|lead|engineer|operator|admin|officer|supervisor|nurse|pharmacist|vendor|supplier|provider|"
    r"everyone|everybody|staff|developer|colleague|reviewer|member|people|responder)s?\s*$",
    re.IGNORECASE,
)
_NO_ONE = frozenset(
    "we it this that there they these those i you what which who all each every everyone someone".split()
)
_BEFORE_TO = frozenset(
    "move switch talk migrate upgrade speak write subscribe connect add apply report refer change go get agree plan "
    "try need want decide return revert link listen reach route send extend commit adhere look continue push publish "
    "ability access downgrade convert respond react page alert escalate log point rename".split()
)
_AT_END = re.compile(r"[(\[]([^()\[\]\d]{2,40})[)\]]$|\s[-–—]\s([^-–—()\[\]\d]{2,30})$")
_STATE = re.compile(
    r"(?i)\b(?:p[0-5]|done|closed|open|progress|wip|high|medium|low|critical|optional|stretch|blocked|todo|planned|"
    r"short|long|term|new|ongoing|prevent\w*|mitigat\w*|detect\w*|process|tooling)\b"
)
_FILLED = re.compile(
    r"(?i)^(?!\W*(?:tbd|tba|tbc|todo|none|n/?a|unknown|unassigned|nobody|no one|\?+|-+)\W*$).*\w", re.DOTALL
)
_DONE = re.compile(
    r"(?i)(?:\b(?:done|completed?|closed|finished|fixed|resolved|shipped|merged|deployed|implemented)\b|✅|✔|☑|\[x\])"
)
_PAST = re.compile(
    r"\W*(?:we (?:have )?|have |has |already )?"
    r"(?!need\b|feed\b|embed\b|speed\b|seed\b|shed\b|proceed\b|exceed\b|shred\b|bed\b|red\b)"
    r"(?:[a-z-]{2,20}ed|made|wrote|built|sent|took|ran|gave)\b(?! to\b)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\W*(?:none\b|no (?:further )?(?:actions?|follow-?ups?)\b|nothing\b|not applicable|n/a\b)", re.IGNORECASE
)
_SOON = re.compile(
    r"\b(?:by|before|until|in|due|eta)\s(?:the )?(?:end of |early |mid |late |next |this )*(?:q[1-4]|h[12]|week\s?\d*|"
    r"sprint|month|quarter|year|weeks?|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|spring|summer|autumn|winter|20\d\d)\b|"
    r"\b(?:q[1-4]|h[12])[ /]?20\d\d\b|\bcw\s?\d\d\b",
    re.IGNORECASE,
)
_KEY = re.compile(r"\d")
