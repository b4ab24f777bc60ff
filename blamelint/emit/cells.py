"""How text looks on a terminal: which code points are shown as what, and how many cells they take.

A draft is untrusted. What would move the cursor, change colours, reorder the line or stand there unseen is
shown as a visible sign, and what a CI server would take for a command of ours is broken; the rest is shown as it is.
Nothing here knows about findings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

TAB = "    "
"""What a tab is shown as, wherever it stands, so that carets never depend on tab stops."""

_ELLIPSIS = "…"
_JOINERS = "\u200c\u200d"
"""Zero-width joiner and non-joiner: harmless, and emoji and several scripts need them."""
_EMOJI_STYLE = "\ufe0f"
COMMAND = re.compile(r"##(?:vso|teamcity)?\[", re.IGNORECASE)
"""What opens a command in the log of a CI server, wherever it stands in a line.

Source: microsoft/azure-pipelines-agent `Command.cs`; actions/runner `ActionCommand.cs`.
"""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One code point as a terminal shows it."""

    shown: str
    width: int
    """In cells; 0 for what joins the character before it."""


def glyphs(text: str) -> Iterator[Glyph]:
    """One glyph for each code point of `text`, in order.

    Source: Unicode Standard Annex 11 (East Asian Width); Unicode Technical Standard 51 (emoji sequences).
    """
    previous, joined = 0, False
    for character in text:
        shown = _shown(character)
        if shown != character:
            width = len(shown)
        elif previous == 2 and (joined or "\U0001f3fb" <= character <= "\U0001f3ff"):
            width = 0
        elif character == _EMOJI_STYLE and previous == 1:
            # The variation selector turns the sign before it into an emoji, which takes two cells.
            width = 1
        else:
            width = _width(character)
        joined = character == "\u200d"
        if width:
            previous = 2 if character == _EMOJI_STYLE else width
        yield Glyph(shown, width)


def width(text: str) -> int:
    """How many cells `text` takes when it is shown."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(glyph.width for glyph in glyphs(text))


def visible(text: str) -> str:
    """`text` as one line with nothing in it that a terminal would act on; white space is folded to single blanks."""
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    """`text` with a visible sign for everything in it that a terminal or a CI server would act on."""
    return disarmed(text if text.isprintable() else "".join(map(_shown, text)))


def disarmed(text: str) -> str:
    """`text`, as long as before, with the bracket turned round in all that a CI server would take for a command."""
    return COMMAND.sub(lambda command: command[0][:-1] + "(", text) if "##" in text else text


def clip(text: str, cells: int) -> str:
    """`text`, with its middle left out where it takes more than `cells` cells."""
    if len(text) <= cells and width(text) <= cells:
        return text
    head, tail = cells * 2 // 3, cells - cells * 2 // 3 - 1
    return _take(text[:cells], head).rstrip() + _ELLIPSIS + _take(text[-cells:][::-1], tail)[::-1].lstrip()


def wrap(text: str, cells: int) -> list[str]:
    """The words of `text` in lines of at most `cells` cells; a longer word has a line of its own.

    Shape: at least one line.
    """
    lines, used = [""], 0
    for word in text.split():
        size = width(word)
        if used and used + 1 + size > cells:
            lines.append(word)
            used = size
        else:
            lines[-1] += f" {word}" if used else word
            used += size + bool(used)
    return lines


def _take(text: str, cells: int) -> str:
    kept = []
    for character in text:
        cells -= width(character)
        if cells < 0:
            break
        kept.append(character)
    return "".join(kept)


def _shown(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if character == "\t":
        return TAB
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return f"<U+{code:04X}>"
    return character


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me") or character in _JOINERS or "\u1160" <= character <= "\u11ff":
        return 0
    if unicodedata.east_asian_width(character) in "WF" or "\U0001f300" <= character <= "\U0001faff":
        return 2
    return 1
