"""What is an entry of a timeline: stretches that begin with a time, rows of a table of times, headings that are times.

Only forms are read here; which section a block stands in is the outline's matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from blamelint.document.model import Block, BlockKind

_CLOCK = (
    r"(?:[01]?\d|2[0-4])[:h][0-5]\d(?:[:.][0-5]\d(?:[.,]\d{1,6})?)?"
    r"|(?:[01]\d|2[0-4])\.[0-5]\d"
    r"|(?:1[0-2]|0?[1-9])\s?[ap]\.?m\b\.?"
    r"|(?:[01]\d|2[0-3])[0-5]\d\s?(?:h|hrs?|hours|z|utc|gmt)\b"
)
_ZONE = r"(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:z|utc|gmt|[a-z]{2,4}t)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|\s?[+-]\d{2}:?\d{2}\b)?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+)?"
_DATE = (
    r"\d{4}[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\d|3[01])(?!\d)"
    r"|(?:[0-2]?\d|3[01])[-/.](?:[0-2]?\d|3[01])(?:[-/.](?:\d{4}|\d{2}))(?!\d)"
    rf"|(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?(?!\d)"
    rf"|{_MONTH}\s+(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?(?![\d:])"
)
_RELATIVE = (
    r"t\s?(?:[+-]\s?\d{1,4}(?::\d{2})?(?:\s?(?:h|hours?|m|mins?|minutes?|s|secs?|d|days?))?|=?\s?0)\b"
    r"|[+-]\d{1,2}:\d{2}\b"
)
_ABOUT = r"(?:(?:~|≈|≥|≤|<|>|c\.|ca\.?|circa|approx(?:\.|imately)?|around|about|at|by|from)\s*)?"
_STAMP = (
    rf"{_ABOUT}(?:{_DAY}(?:{_DATE})(?:\s?t\s?|[,\s]+(?:at\s+)?)(?:{_CLOCK}){_ZONE}|(?:{_CLOCK}){_ZONE}|{_RELATIVE})"
)
_OPEN = r"[\s\[(*_`\"'|>-]{0,6}"
_CLOSE = r"[\s\])*_`\"']{0,6}"
_TO = r"(?:-|–|—|->|→|to|until|till)"
_LEADING = re.compile(
    rf"{_OPEN}(?P<stamp>{_STAMP}(?:\s*{_TO}\s*(?:{_STAMP}))?){_CLOSE}(?P<sign>[-–—:|,;.=→>]*)", re.IGNORECASE
)
_LEADING_DATE = re.compile(
    rf"{_OPEN}(?P<stamp>{_DAY}(?:{_DATE})(?:\s*{_TO}\s*{_DAY}(?:{_DATE}))?){_CLOSE}(?P<sign>[-–—:|;=→>]*)",
    re.IGNORECASE,
)
_BY_A_WORD = re.compile(rf"{_OPEN}(?:at|by|from|around|about|approx\w*|circa)\b", re.IGNORECASE)
_TIME_HEADS = re.compile(
    r"\W*(?:time ?stamps?|time|times|when|utc|gmt|clock|hour|date ?(?:/|and|&|\+)? ?time|(?:start|event|local) time|"
    r"date)"
    r"(?:\s*\(.{0,40}\))?(?:\s+(?:utc|gmt|[a-z]{2,4}t|\[.{0,20}\]))?\W*",
    re.IGNORECASE,
)
_DUE_HEADS = re.compile(r"\b(?:due|deadline|eta|target)\b", re.IGNORECASE)


def leading_stamp(text: str) -> str:
    """The time with which `text` begins, as written; empty when it begins otherwise or with a date alone.

    Shape: for `**10:02 UTC** - pods restart` it is `10:02 UTC`; a range counts as one.
    """
    match = _LEADING.match(text[:200])
    return match["stamp"] if match and _ends_word(text, match.end("stamp")) else ""


def begins_entry(text: str) -> bool:
    """True when `text` stands in the form of an entry: a time, or a date and a sign, before anything else.

    `At 10:02 the queue was full` is a sentence; `10:02 queue full` and `3 March: queue full` are entries.
    """
    match = _LEADING.match(text[:200])
    if match and _ends_word(text, match.end("stamp")):
        return not _BY_A_WORD.match(text) or bool(match["sign"].strip(",."))
    match = _LEADING_DATE.match(text[:200])
    return bool(match and match["sign"] and _ends_word(text, match.end("stamp")))


def begins_with_moment(text: str) -> bool:
    """True when `text` begins with a time or a date, in whatever form; enough inside a timeline."""
    head = text[:200]
    match = _LEADING.match(head) or _LEADING_DATE.match(head)
    return bool(match and _ends_word(text, match.end("stamp")))


def is_moment(text: str) -> bool:
    """True when `text` is nothing but a time or a date, such as a heading `14:48` or `Monday, 3 March`."""
    head = text.strip()
    if not head or len(head) > 80:
        return False
    for pattern in (_LEADING, _LEADING_DATE):
        match = pattern.match(head)
        if match and not head[match.end() :].strip(" :.-–—*_`)("):
            return True
    return False


def has_clock(text: str) -> bool:
    """True when `text` begins with a time of day."""
    return bool(leading_stamp(text))


def time_tables(blocks: Iterable[Block]) -> frozenset[int]:
    """The tables that are timelines: their first or second column is headed by a time word, or holds times.

    Shape: indices as in `Cell.table`.
    """
    by_head: set[int] = set()
    barred: set[int] = set()
    first: dict[int, list[bool]] = {}
    for block in blocks:
        cell = block.cell
        if block.kind is not BlockKind.CELL or cell is None:
            continue
        if _DUE_HEADS.search(cell.head[:80]):
            barred.add(cell.table)
        if cell.row == 0:
            continue
        if cell.column <= 1 and cell.head and _TIME_HEADS.fullmatch(cell.head[:80]):
            by_head.add(cell.table)
        if cell.column == 0:
            first.setdefault(cell.table, []).append(begins_with_moment(block.text))
    by_cells = {table for table, seen in first.items() if len(seen) > 1 and 2 * sum(seen) > len(seen)}
    return frozenset((by_head | by_cells) - barred)


def _ends_word(text: str, at: int) -> bool:
    """False when a number goes on, as in `10.25%` or `12.50 EUR`; version numbers are no times either."""
    return _NUMBER_GOES_ON.match(text, at) is None


_NUMBER_GOES_ON = re.compile(r"[\d%€$£]|\.\d|\s%|\s?(?:percent|eur|usd|gbp|gb|mb|ms|seconds?)\b", re.IGNORECASE)
