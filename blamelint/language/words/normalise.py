"""From a block's text to the words the parser sees: names, handles, code and labels made neutral, offsets kept.

The parser reads `Alex deleted the table` whoever deleted it, so a finding does not depend on where a name comes
from, how it is spelt, or whether it is a handle. Every word keeps the place in the block it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blamelint.document.model import Block
from blamelint.language.lexicon import Lexicon
from blamelint.language.model import Hint
from blamelint.language.sentences import sentence_spans
from blamelint.language.words.names import Namer
from blamelint.language.words.respelling import respell_on_call, respell_orders, respell_should_of
from blamelint.language.words.tokens import Word, cut, cut_plainly, join
from blamelint.structure.model import Names
from blamelint.text import Span

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer

LEADING_TIME = re.compile(
    r"""\s*[\[(]?\s*
    (?:\d{4}-\d\d-\d\d[T\s,]*)?
    (?:\d{1,2}[:.h]\d\d(?:[:.]\d\d)?)
    (?:\s*(?:a\.?m\.?|p\.?m\.?))?
    (?:\s*(?:UTC|GMT|CET|CEST|BST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|IST|JST|AEST|SGT|Z)\b)?
    (?:\s*(?:-|–|—|to)\s*\d{1,2}[:.]\d\d)?
    \s*[\])]?\s*(?:[-–—:|,]+\s*)?
    (?=\S)""",
    re.VERBOSE | re.IGNORECASE,
)
"""A timestamp at the start of a timeline entry; read as part of the next name, it would spoil the parse."""


@dataclass(frozen=True, slots=True)
class Words:
    """A block's text as words for the parser."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    """Whether a blank follows."""
    offsets: tuple[Span, ...]
    """Where each word stands in `Block.text`."""
    hints: tuple[Hint | None, ...]
    starts: tuple[bool, ...]
    """Whether a sentence begins here."""


READ = 20_000
"""Code points of one block that are read; the rest of a longer block is left unread, which no prose reaches."""


def bounded(block: Block) -> Block:
    """`block` with no more text than is read."""
    return block if len(block.text) <= READ else replace(block, text=block.text[:READ])


def normalise(block: Block, names: Names, lexicon: Lexicon, tokenizer: Tokenizer, *, action: bool = False) -> Words:
    """The words of `block`, an `action` item or not, for the parser.

    Shape: label and timestamp at the start are left out; blanks are no words; the result may be empty.
    """
    text = straight(block.text)
    begin = _begin(block, text)
    sentences = [span.start for span in sentence_spans(text)]
    words = _named(cut(tokenizer(text[begin:]), begin), block, names, lexicon, {*sentences, begin})
    starts = _starts(words, sentences)
    respell_on_call(words, lexicon)
    respell_should_of(words)
    respell_orders(words, starts, lexicon, action=action)
    return _words(words, starts)


def normalise_plainly(block: Block, names: Names, lexicon: Lexicon) -> Words:
    """The words of `block` for a reader that has no parser: cut without spaCy, spelt as the author did.

    Shape: as `normalise`, with the label at the start; names, handles and code are as neutral as there.
    """
    text = straight(block.text)
    time = LEADING_TIME.match(text)
    begin = time.end() if time is not None else 0
    sentences = [span.start for span in sentence_spans(text)]
    words = _named(cut_plainly(text, begin), block, names, lexicon, {*sentences, begin})
    return _words(words, _starts(words, sentences))


def straight(text: str) -> str:
    """`text` with straight apostrophes; every code point keeps its place."""
    return text.replace("’", "'").replace("‘", "'")


def _named(words: Sequence[Word], block: Block, names: Names, lexicon: Lexicon, openings: set[int]) -> list[Word]:
    return Namer(join(words, block.code, lexicon), names, lexicon, openings).named()


def _words(words: Sequence[Word], starts: tuple[bool, ...]) -> Words:
    return Words(
        tuple(word.text for word in words),
        tuple(word.space for word in words),
        tuple(word.span for word in words),
        tuple(word.hint for word in words),
        starts,
    )


def _begin(block: Block, text: str) -> int:
    """Where the prose begins, after the label, the timestamp and the dashes at the start."""
    begin = block.lead.end if block.lead is not None and block.lead.end < len(text) else 0
    time = LEADING_TIME.match(text, begin)
    if time is not None:
        begin = time.end()
    while begin < len(text) and (text[begin].isspace() or text[begin] in "-–—:|"):
        begin += 1
    return begin


def _starts(words: Sequence[Word], sentences: Sequence[int]) -> tuple[bool, ...]:
    """For each word, whether one of the `sentences` begins with it, or began in the words before that were left out."""
    starts: list[bool] = []
    passed = 0
    for position, word in enumerate(words):
        begins = position == 0
        while passed < len(sentences) and sentences[passed] <= word.span.start:
            begins = True
            passed += 1
        starts.append(begins)
    return tuple(starts)
