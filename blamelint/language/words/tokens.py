"""The words of a block as they are put together: cut by the tokenizer, joined where they are one term."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from blamelint.language.lexicon import Lexicon
from blamelint.language.model import Hint
from blamelint.language.words.name_forms import is_double_name
from blamelint.language.words.neutral import NEUTRAL_THING
from blamelint.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

TERMS = frozenset(
    {
        "on-call",
        "on-caller",
        "on-callers",
        "oncall",
        "oncaller",
        "post-mortem",
        "post-mortems",
        "fat-finger",
        "fat-fingered",
        "roll-back",
        "fail-over",
        "hand-over",
        "double-check",
        "double-checked",
        "force-push",
        "force-pushed",
        "cross-check",
        "cross-checked",
        "re-check",
        "so-called",
    }
)
"""Terms with a hyphen that are one word to the parser."""
MOST_PARTS = 20
"""Words on one string of hyphens; a longer one is no term, and is not looked at again from each of its words."""
PREFIXES = ("mis-", "re-", "de-", "un-", "over-", "under-")
"""Prefixes that some write with a hyphen; a participle with one stays one word."""
PARTICIPLE = ("ed", "ing")
IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*-[a-z]*\d+[a-z]?")
"""`eu-west-1`, `db-07`: a hyphenated word with a digit in it that is no compound such as `30-day`."""


@dataclass(slots=True)
class Word:
    """A word while it is being put together."""

    text: str
    span: Span
    """Where it stands in `Block.text`."""
    space: bool
    """Whether a blank follows."""
    hint: Hint | None = None

    @property
    def folded(self) -> str:
        """The word in lower case."""
        return self.text.lower()


def cut(doc: Doc, begin: int) -> list[Word]:
    """The tokens of `doc`, whose text starts at `begin` of the block's; blanks are no words."""
    return [
        Word(token.text, Span(begin + token.idx, begin + token.idx + len(token)), bool(token.whitespace_))
        for token in doc
        if not token.is_space
    ]


TOKEN = re.compile(
    r"""[@\#]\w+(?:[.-]\w+)*              # a handle, a channel
    |(?:[^\W\d_]\.)+(?=[\s,;:)]|$)      # an initial, initials: `H.`, `K.V.`
    |(?:[Dd]r|[Mm]rs?|[Mm]s|[Pp]rof|[Ss]t)\.(?=\s)
    |'s\b                               # the possessor's mark
    |\w+(?:[.,:/_+&]\w+)+               # 3.5, 10:40, a.b.c, and/or
    |\w+(?:'(?!s\b)\w+)?               # a word, `didn't`
    |\S""",
    re.VERBOSE,
)
"""A word for those who do without spaCy; hyphens stand alone, as they do there."""


def cut_plainly(text: str, begin: int) -> list[Word]:
    """The tokens of `text` from `begin` on, told by their form alone."""
    words: list[Word] = []
    for token in TOKEN.finditer(text, begin):
        space = text[token.end() : token.end() + 1].isspace()
        words.append(Word(token.group(), Span(token.start(), token.end()), space))
    return words


def merge(words: Sequence[Word], text: str, hint: Hint | None) -> Word:
    """One word, read as `text`, that stands where `words` stood."""
    return Word(text, Span(words[0].span.start, words[-1].span.end), words[-1].space, hint)


def join(words: Sequence[Word], code: Sequence[Span], lexicon: Lexicon) -> list[Word]:
    """The words with inline code, hyphenated terms, identifiers and double names as one word each."""
    joined: list[Word] = []
    code = sorted(code)
    position = 0
    while position < len(words):
        end = _end_of_code(words, position, code)
        if end > position:
            joined.append(merge(words[position:end], NEUTRAL_THING, Hint.SYSTEM))
            position = end
            continue
        end = _end_of_hyphens(words, position)
        term = words[position:end]
        text = "".join(part.text for part in term)
        if len(term) > 1 and _is_one_word(term, text, lexicon):
            joined.append(merge(term, text, Hint.SYSTEM if IDENTIFIER.fullmatch(text) else None))
            position = end
        else:
            joined.append(words[position])
            position += 1
    return joined


def _end_of_code(words: Sequence[Word], position: int, code: Sequence[Span]) -> int:
    """One past the words of the inline code, in the order of the text, that starts at `position`, or `position`."""
    at = bisect_right(code, words[position].span.start, key=lambda span: span.end)
    if at == len(code) or not code[at].overlaps(words[position].span):
        return position
    cover = code[at]
    end = position + 1
    while end < len(words) and cover.overlaps(words[end].span):
        end += 1
    return end


def _end_of_hyphens(words: Sequence[Word], position: int) -> int:
    """One past the last word that hangs by hyphens on the one at `position`; one past that one where it is no term."""
    end = position + 1
    while end + 1 < len(words) and words[end].text == "-" and _touch(words[end - 1 : end + 2]):
        end += 2
        if end - position > 2 * MOST_PARTS:
            return position + 1
    return end


def _touch(words: Sequence[Word]) -> bool:
    return all(left.span.end == right.span.start for left, right in pairwise(words))


def _is_one_word(parts: Sequence[Word], text: str, lexicon: Lexicon) -> bool:
    folded = text.lower()
    return (
        folded in TERMS
        or (folded.startswith(PREFIXES) and folded.endswith(PARTICIPLE))
        or bool(IDENTIFIER.fullmatch(text))
        or is_double_name([part.text for part in parts], lexicon.given_names)
    )
