"""What a heading opens: its normal form, and the kind of section that its words name.

The words are data (`rules/vocabulary/sections.yaml`), and a config may add to them. A heading that is only a
time or a date names no section: it is an entry of a timeline (`structure.timeline`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from blamelint import assets, located
from blamelint.structure.model import SectionKind

if TYPE_CHECKING:
    from blamelint.located import Node

LONGEST = 160
"""A heading longer than this, in code points, is a sentence and names no section."""
KINDS = tuple(kind.value for kind in SectionKind if kind is not SectionKind.OTHER)


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """Which words open which kind of section; all words are in normal form."""

    kinds: Mapping[str, SectionKind]
    """Whole headings."""
    prefixes: Mapping[str, SectionKind]
    """How longer headings may begin."""
    ends: Mapping[str, SectionKind]
    """How longer headings may end."""
    modifiers: frozenset[str]
    """Words before a heading's own that change nothing."""

    def extended(self, more: Mapping[str, Sequence[str]]) -> HeadingWords:
        """These and `more`: headings by the name of their section kind, as a config writes them.

        Shape: a heading given here wins over the same one in the data.
        Errors: ValueError for the name of a kind that does not exist.
        """
        added = {normal(word): SectionKind(kind) for kind, words in more.items() for word in words}
        added.pop("", None)
        return HeadingWords({**self.kinds, **added}, {**self.prefixes, **added}, self.ends, self.modifiers)


def classify(heading: str, words: HeadingWords | None = None) -> SectionKind:
    """The kind of section that `heading` opens: by the whole heading, then by how it begins, then by how it ends."""
    words = words or heading_words()
    if len(heading) > LONGEST:
        return SectionKind.OTHER
    plain, bare = normal(heading), normal(heading, bare=True)
    for form in dict.fromkeys((plain, bare, *_without_modifiers(bare, words.modifiers))):
        kind = words.kinds.get(form) or _by_prefix(form, words.prefixes)
        if kind is not None:
            return kind
    return _by_end(bare, words.ends) or SectionKind.OTHER


def names_whole(label: str, words: HeadingWords | None = None) -> SectionKind:
    """The kind that `label` names with all of its words; OTHER where it only begins or ends so.

    Labels in running text (`Impact: ...`, a table's head) are held to this stricter test.
    """
    words = words or heading_words()
    if len(label) > LONGEST:
        return SectionKind.OTHER
    return words.kinds.get(normal(label)) or words.kinds.get(normal(label, bare=True)) or SectionKind.OTHER


def normal(heading: str, *, bare: bool = False) -> str:
    """The heading in lower case without numbering, emoji, markup, parentheses and punctuation.

    Shape: words with one blank between; apostrophes dropped, hyphens and slashes are blanks. With `bare`, also
    without a leading number that has no point (`3 Impact`).
    """
    text = unicodedata.normalize("NFKC", heading[: 4 * LONGEST])
    text = _SHORTCODE.sub(" ", _APOSTROPHE.sub("", text)).replace("&", " and ")
    text = _PARENTHESES.sub(" ", text)
    text = _NUMBERING.sub("", _EDGE.sub("", text))
    text = " ".join(_WORD.findall(text)).casefold()
    return _BARE_NUMBER.sub("", text) if bare else text


@cache
def heading_words() -> HeadingWords:
    """The headings that blamelint knows from its own data."""
    path = assets.folder("rules") / "vocabulary" / "sections.yaml"
    return read_words(located.load_file(path))


def read_words(node: Node) -> HeadingWords:
    """The headings of a parsed `sections.yaml`.

    Errors: RuleError for unknown keys, unknown kinds, and a heading that stands under two kinds.
    """
    top = node.mapping(("about", "sections", "whole", "ends", "modifiers"), required=("sections",))
    kinds = _by_word(top["sections"])
    whole = {normal(word) for word in top["whole"].strings()} if "whole" in top else set()
    return HeadingWords(
        kinds=kinds,
        prefixes={word: kind for word, kind in kinds.items() if word not in whole},
        ends=_by_word(top["ends"]) if "ends" in top else {},
        modifiers=frozenset(normal(word) for word in top["modifiers"].strings()) if "modifiers" in top else frozenset(),
    )


def _by_word(node: Node) -> dict[str, SectionKind]:
    found: dict[str, SectionKind] = {}
    for name, words in node.mapping(KINDS).items():
        for item in words.items():
            word = normal(item.text())
            if found.setdefault(word, SectionKind(name)) is not SectionKind(name):
                raise item.refused(f"{word!r} already opens a section of kind {found[word].value!r}")
    return found


def _by_prefix(form: str, prefixes: Mapping[str, SectionKind]) -> SectionKind | None:
    end = form.rfind(" ")
    while end > 0:
        if (kind := prefixes.get(form[:end])) is not None:
            return kind
        end = form.rfind(" ", 0, end)
    return None


def _by_end(form: str, ends: Mapping[str, SectionKind]) -> SectionKind | None:
    start = 0
    while True:
        if (kind := ends.get(form[start:])) is not None:
            return kind
        blank = form.find(" ", start)
        if blank < 0:
            return None
        start = blank + 1


def _without_modifiers(form: str, modifiers: frozenset[str]) -> list[str]:
    """The heading with one leading modifier less each time."""
    forms: list[str] = []
    words = form.split(" ")
    while len(words) > 1:
        if words[0] in modifiers:
            words = words[1:]
        elif len(words) > 2 and " ".join(words[:2]) in modifiers:
            words = words[2:]
        else:
            break
        forms.append(" ".join(words))
    return forms


_APOSTROPHE = re.compile("['‘’ʼ`´＇]")
_SHORTCODE = re.compile(r":[a-z0-9_+-]{2,40}:")
_PARENTHESES = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|\{[^{}]{0,200}\}")
_EDGE = re.compile(r"^[^\w]+")
_NUMBERING = re.compile(
    r"^(?:(?:section|part|step|chapter)\s+)?(?:\d{1,3}(?:\.\d{1,3})*[.):]|\d{1,3}(?:\.\d{1,3})+|[ivx]{1,5}[.)]|"
    r"[a-z][.)])\s*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^\d{1,3} (?=\D)")
_WORD = re.compile(r"[^\W_]+")
