"""Messages, questions and suggestions: a rule's template filled with the words of the draft."""

from __future__ import annotations

import re
from collections.abc import Mapping

CAPTURE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
QUOTED = re.compile(r"(?P<quote>['\"])\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)\}(?P=quote)")
SLOT = re.compile(r"<[^<>]+>")
"""What only the writer can supply: `<condition>`."""
LONGEST = 60
"""Code points of a capture that are shown; the rest becomes `…`."""


def captures_in(template: str) -> tuple[str, ...]:
    """The names that `template` asks for, in order."""
    return tuple(match[1] for match in CAPTURE.finditer(template))


def stray_brace(template: str) -> str | None:
    """The first brace of `template` that belongs to no capture, or None."""
    found = re.search(r"[{}]", CAPTURE.sub("", template))
    return found[0] if found is not None else None


def fill(template: str, captures: Mapping[str, str], *, sentence: bool = True) -> str:
    """`template` with its captures put in: long ones shortened, quotation marks chosen not to clash.

    Shape: one line; a capture that is absent or empty is told by `span`; with `sentence` it begins with a capital.
    """

    def quoted(match: re.Match[str]) -> str:
        words = _words(match["name"], captures)
        quote = match["quote"]
        other = '"' if quote == "'" else "'"
        mark = other if quote in words and other not in words else quote
        return f"{mark}{words}{mark}"

    pieces: list[str] = []
    at = 0
    # One pass from left to right, so that braces in the draft's own words are never taken for captures.
    for match in re.finditer(f"{QUOTED.pattern}|{CAPTURE.pattern}", template):
        pieces.append(template[at : match.start()])
        pieces.append(quoted(match) if match["quote"] else _words(match[3], captures))
        at = match.end()
    filled = " ".join("".join([*pieces, template[at:]]).split())
    return filled[:1].upper() + filled[1:] if sentence else filled


def shortened(words: str, longest: int = LONGEST) -> str:
    """`words` on one line, cut between two words when it is longer than `longest`, with `…` for the rest."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    kept = line[: longest - 1]
    if not line[longest - 1].isspace() and " " in kept[longest // 2 :]:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:.-–—") + "…"


def _words(name: str, captures: Mapping[str, str]) -> str:
    return shortened(captures.get(name, "") or captures.get("span", ""))
