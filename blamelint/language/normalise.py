"""From a block's text to the words the parser sees: names, handles, code and labels made neutral, offsets kept.

The parser reads `Alex deleted the table` whoever deleted it, so a finding does not depend on where a name comes
from, how it is spelt, or whether it is a handle. Every word keeps the place in the block it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from blamelint.document.model import Block
from blamelint.language.lexicon import Lexicon
from blamelint.language.model import Hint
from blamelint.language.sentences import sentence_spans
from blamelint.structure.model import Names
from blamelint.text import Span

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

NEUTRAL_NAME = "Alex"
NEUTRAL_ROLE = "engineer"
NEUTRAL_ROLE_MODIFIER = "senior"
NEUTRAL_THING = "system"

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

HANDLE = re.compile(
    r"^@[A-Za-z0-9][\w.-]*$|^[A-Za-z][\w.-]*@[.,;:!?]?$"
    r"|^[a-z]\.(?!(?:out|com|org|net|yaml|yml|json|exe|txt|log|conf|html|toml|dll)$)[a-z]{3,}$"
)
"""`@ravi`, `ravi@`, `k.mori`."""
CAPITALISED = re.compile(r"^[^\W\d_][\w'’]*$")
INITIAL = re.compile(r"^[A-Z]\.?$")
INITIALS = re.compile(r"^(?:[^\W\d_]\.-?){1,3}$")
"""`H.`, `K.V.`, `J.-P.`."""
TITLES = frozenset(
    "dr dr. mr mr. mrs mrs. ms ms. mx mx. miss prof prof. professor sgt sgt. capt capt. rev rev.".split()
)
"""Words before a surname that make it one."""
NO_INITIALS = frozenset(
    "u.s. u.k. u.n. e.u. d.c. p.o. p.s. n.b. i.e. e.g. a.m. p.m. c.f. q.v. v.s. u.a.e. i.t. r.a.".split()
)
"""Dotted letters that stand for no person."""
JOINED = frozenset(
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
PARTICLES = frozenset("van von de da di dos al el bin ibn ter den der la le ben abu ould".split())
"""Small words inside surnames: `al-Masri`, `van der Berg`."""
HALVES = frozenset(
    "ji seo min hyun eun ye soo su yu ha jae sung seung dong tae joon jun kyung hye young hee ho woo in chae da bo ga na so mi yoo myung".split()
)
"""First halves of Korean given names as they are written in Latin script: `Ji-woo`, `Seung-min`."""
PREFIXES = ("mis-", "re-", "de-", "un-", "over-", "under-")
"""Prefixes that some write with a hyphen; a participle with one stays one word."""
ROLE_WORDS = frozenset({"on-call", "oncall", "on-caller", "oncaller"})
MONTHS = frozenset("january march april may june august".split())
"""Months that are also names."""
BEFORE_A_MONTH = frozenset(
    "by in on of until till since from to next last this early late mid due before after during".split()
)
AFTER_A_VERB = frozenset(
    "the a an this that these those all any each every everyone everybody people staff our your their its his her my no more both".split()
)
"""What follows a verb at the start of a sentence, and never a name."""
AUXILIARIES = frozenset("had were was is are did do does has have should could would can will".split())
"""What opens a condition or a question: no orders."""
FOLLOWS_A_NAME = re.compile(r"^(?:'s|’s|who|and|or|or|has|had|was|is|did|didn|could|should|would|then|also|[a-z]+ed)$")


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


@dataclass(slots=True)
class _Word:
    """A word while it is being put together."""

    text: str
    span: Span
    space: bool
    hint: Hint | None = None


def normalise(block: Block, names: Names, lexicon: Lexicon, tokenizer: Tokenizer, *, action: bool = False) -> Words:
    """The words of `block`, an `action` item or not, for the parser.

    Shape: label and timestamp at the start are left out; blanks are no words; the result may be empty.
    """
    text = block.text.replace("’", "'").replace("‘", "'")
    begin = _begin(block, text)
    words = _tokens(tokenizer(text[begin:]), begin)
    words = _joined(words, block.code, lexicon)
    words = _named(words, names, lexicon, {span.start for span in sentence_spans(text)} | {begin})
    words = _on_call(words, lexicon)
    words = _should_of(words)
    starts = _starts(words, text)
    words = _orders(words, starts, lexicon if action else None)
    return Words(
        tuple(word.text for word in words),
        tuple(word.space for word in words),
        tuple(word.span for word in words),
        tuple(word.hint for word in words),
        starts,
    )


def _begin(block: Block, text: str) -> int:
    begin = block.lead.end if block.lead is not None and block.lead.end < len(text) else 0
    time = LEADING_TIME.match(text, begin)
    if time is not None:
        begin = time.end()
    while begin < len(text) and (text[begin].isspace() or text[begin] in "-–—:|"):
        begin += 1
    return begin


def _tokens(doc: Doc, begin: int) -> list[_Word]:
    return [
        _Word(token.text, Span(begin + token.idx, begin + token.idx + len(token)), bool(token.whitespace_))
        for token in doc
        if not token.is_space
    ]


def _joined(words: list[_Word], code: Sequence[Span], lexicon: Lexicon) -> list[_Word]:
    """Inline code as one word, hyphenated terms and identifiers as one word."""
    out: list[_Word] = []
    position = 0
    while position < len(words):
        word = words[position]
        cover = next((span for span in code if span.overlaps(word.span)), None)
        end = position + 1
        if cover is not None:
            while end < len(words) and cover.overlaps(words[end].span):
                end += 1
            out.append(_merge(words[position:end], NEUTRAL_THING, Hint.SYSTEM))
        else:
            while end + 1 < len(words) and words[end].text == "-" and _touch(words[end - 1 : end + 2]):
                end += 2
            text = "".join(part.text for part in words[position:end])
            if end > position + 1 and (
                text.lower() in JOINED
                or (text.lower().startswith(PREFIXES) and text.lower().endswith(("ed", "ing")))
                or _identifier(text)
                or _double_name(words[position:end], lexicon)
            ):
                out.append(_merge(words[position:end], text, Hint.SYSTEM if _identifier(text) else None))
            else:
                end = position + 1
                out.append(word)
        position = end
    return out


def _touch(words: Sequence[_Word]) -> bool:
    return all(a.span.end == b.span.start for a, b in pairwise(words))


def _identifier(text: str) -> bool:
    """True for `eu-west-1` or `db-07`: a hyphenated word with a digit in it that is no compound such as `30-day`."""
    return bool(re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*-[a-z]*\d+[a-z]?", text))


def _double_name(words: Sequence[_Word], lexicon: Lexicon) -> bool:
    """True for `Jean-Luc`, and for `Ji-woo` where the lists know it."""
    if all(part.text[:1].isupper() and len(part.text) > 1 for part in words[::2]):
        return True
    if words[0].text.lower() in PARTICLES and words[-1].text[:1].isupper():
        return True
    first, whole = words[0].text, "".join(part.text for part in words).lower()
    return first[:1].isupper() and len(words) == 3 and (whole in lexicon.given_names or first.lower() in HALVES)


def _merge(words: Sequence[_Word], text: str, hint: Hint | None) -> _Word:
    return _Word(text, Span(words[0].span.start, words[-1].span.end), words[-1].space, hint)


def _named(words: list[_Word], names: Names, lexicon: Lexicon, openings: set[int]) -> list[_Word]:
    """People as one neutral name each, systems and teams hinted."""
    out: list[_Word] = []
    position = 0
    while position < len(words):
        end = _person(words, position, names, lexicon, openings)
        if end > position:
            out.append(_merge(words[position:end], NEUTRAL_NAME, Hint.PERSON))
            position = end
            continue
        word = words[position]
        folded = word.text.lower()
        if (word.hint is None and folded in names.systems) or (
            word.hint is None and word.text[:1].isupper() and folded in lexicon.systems and folded not in names.people
        ):
            word.hint = Hint.SYSTEM
        elif word.hint is None and folded in names.teams:
            word.hint = Hint.TEAM
        out.append(word)
        position += 1
    return out


def _person(words: list[_Word], position: int, names: Names, lexicon: Lexicon, openings: set[int]) -> int:
    """One past the last word of the person's name that starts at `position`, or `position` when none does."""
    word = words[position]
    if word.hint is Hint.SYSTEM:
        return position
    if HANDLE.match(word.text):
        return position + 1
    titled = _titled(words, position, names, lexicon, openings)
    if titled > position:
        return titled
    if word.text == "@" and position + 1 < len(words) and _touch(words[position : position + 2]):
        return position + 2
    folded = word.text.lower()
    for length in (4, 3, 2):
        phrase = " ".join(part.text.lower() for part in words[position : position + length])
        if len(words) >= position + length and phrase in names.people:
            return position + length
    if folded in names.people and (word.text[:1].isupper() or "-" in word.text or any(c.isdigit() for c in word.text)):
        return _surname(words, position + 1, names, lexicon)
    if folded in names.people and folded not in lexicon.common_words and folded not in lexicon.ambiguous_names:
        return position + 1
    if not (word.text[:1].isupper() and CAPITALISED.match(word.text.replace("-", ""))):
        return position
    if folded in names.systems or folded in lexicon.systems or folded in names.teams:
        return position
    first = folded.split("-")[0]
    following = words[position + 1] if position + 1 < len(words) else None
    if folded in lexicon.given_names or first in lexicon.given_names or ("-" in folded and first in HALVES):
        if word.text.isupper() and len(word.text) > 1:
            return position
        if _names_a_thing(words, position + 1, lexicon):
            return position
        return _surname(words, position + 1, names, lexicon)
    if folded in MONTHS and _in_a_date(words, position):
        return position
    if folded in lexicon.ambiguous_names and following is not None:
        opening = word.span.start in openings
        if not opening or (
            following.text[:1].isupper() or following.text == "'s" or FOLLOWS_A_NAME.match(following.text)
        ):
            end = _surname(words, position + 1, names, lexicon)
            if not opening or end > position + 1 or FOLLOWS_A_NAME.match(following.text):
                return end
    return position


def _titled(words: list[_Word], position: int, names: Names, lexicon: Lexicon, openings: set[int]) -> int:
    """One past a name that its form tells: `Dr Okafor`, `H. Lindqvist`, `K.V.`; `position` when there is none."""
    word = words[position]
    at = position
    titled = word.text[:1].isupper() and word.text.lower() in TITLES
    if titled:
        at += 1
    initials = at
    while at < len(words) and INITIALS.match(words[at].text) and words[at].text[:1].isupper():
        if words[at].text.lower() in NO_INITIALS:
            return position
        at += 1
    if at == position or at >= len(words):
        return at if _lone(words[initials:at]) else position
    surname = words[at]
    if (
        surname.hint is None
        and CAPITALISED.match(surname.text.replace("-", ""))
        and surname.text[:1].isupper()
        and not (surname.text.isupper() and len(surname.text) > 1)
        and (titled or not _ordinary(surname.text.lower(), lexicon, names))
    ):
        return _surname(words, at, names, lexicon)
    return at if _lone(words[initials:at]) and word.span.start not in openings - {words[0].span.start} else position


def _lone(initials: Sequence[_Word]) -> bool:
    """True for initials that are a person by themselves: at least two letters, as in `K.V.`."""
    return sum(word.text.count(".") for word in initials) > 1


def _ordinary(word: str, lexicon: Lexicon, names: Names) -> bool:
    """True for a word that follows a letter as a heading does: `A. Pump failure`, `B. The change`."""
    return (
        word in AFTER_A_VERB
        or word in names.systems
        or word in names.teams
        or any(
            word in known
            for known in (
                lexicon.systems,
                lexicon.systems_nouns,
                lexicon.artefacts,
                lexicon.groups,
                lexicon.roles,
                lexicon.users,
                lexicon.team_names,
                lexicon.common_words,
            )
        )
    )


def _in_a_date(words: list[_Word], position: int) -> bool:
    """True for `12 June`, `by June`, `June 2024`."""
    around = [words[at].text.lower() for at in (position - 1, position + 1) if 0 <= at < len(words)]
    before = words[position - 1].text.lower() if position else ""
    return any(word[:1].isdigit() for word in around) or before in BEFORE_A_MONTH


def _names_a_thing(words: list[_Word], position: int, lexicon: Lexicon) -> bool:
    """True when what follows the name makes it the name of a service or host: `Ada, the service that …`, `the Ada cluster`."""
    if position >= len(words):
        return False
    following = words[position].text.lower()
    if following in lexicon.systems_nouns and following not in lexicon.artefacts:
        return True
    if following == "," and position + 2 < len(words):
        tail = [word.text.lower() for word in words[position + 1 : position + 5]]
        if tail[0] in {"the", "our", "a", "an", "one"}:
            for word in tail[1:]:
                if word in lexicon.roles or word in lexicon.person_nouns:
                    return False
                if word in lexicon.systems_nouns:
                    return True
    return False


def _surname(words: list[_Word], position: int, names: Names, lexicon: Lexicon) -> int:
    """One past the words that go on with a name: surnames, initials, a handle in brackets."""
    end = position
    while end < len(words) and end < position + 3:
        word = words[end]
        folded = word.text.lower()
        particle = folded in PARTICLES
        if particle and end + 1 < len(words) and words[end + 1].text[:1].isupper():
            end += 1
            continue
        if "-" in folded and folded.split("-")[0] in PARTICLES:
            end += 1
            continue
        if INITIAL.match(word.text) and word.text != "I":
            end += 1
            continue
        if (
            word.hint is None
            and word.text[:1].isupper()
            and CAPITALISED.match(word.text.replace("-", ""))
            and not (word.text.isupper() and len(word.text) > 1)
            and folded not in lexicon.systems
            and folded not in names.systems
            and folded not in lexicon.groups
            and folded != "i"
        ):
            end += 1
            continue
        break
    if (
        end + 2 < len(words)
        and words[end].text == "("
        and words[end + 2].text == ")"
        and HANDLE.match(words[end + 1].text)
    ):
        end += 3
    return end


def _on_call(words: list[_Word], lexicon: Lexicon) -> list[_Word]:
    """`the on-call` read as `the engineer` where it is the person, and left as a modifier before a noun."""
    for word, following in zip_longest(words, words[1:]):
        if word.text.lower() not in ROLE_WORDS:
            continue
        after = following.text.lower() if following is not None else ""
        modifies = (
            after in lexicon.roles
            or after in lexicon.systems_nouns
            or after in lexicon.groups
            or after in lexicon.person_nouns
        )
        word.text = NEUTRAL_ROLE_MODIFIER if modifies and word.text.lower() in {"on-call", "oncall"} else NEUTRAL_ROLE
    return words


def _should_of(words: list[_Word]) -> list[_Word]:
    """`should of checked` read as `should have checked`."""
    for modal, word in pairwise(words):
        if word.text.lower() == "of" and modal.text.lower() in {
            "should",
            "could",
            "would",
            "must",
            "might",
            "n't",
            "not",
        }:
            word.text = "have"
    return words


def _orders(words: list[_Word], starts: tuple[bool, ...], lexicon: Lexicon | None) -> list[_Word]:
    """`Restart the exporter` with a small letter: the tagger takes a capitalised order for a name.

    In an action item, where `lexicon` is given, a verb that people do is enough; elsewhere a determiner has to follow.
    """
    for word, following, start in zip(words, words[1:], starts, strict=False):
        if not start or word.hint is not None or not word.text.istitle():
            continue
        folded = word.text.lower()
        verb = lexicon is not None and (folded in lexicon.human_verbs or folded in lexicon.act_verbs)
        if verb or following.text.lower() in AFTER_A_VERB:
            word.text = folded
    return words


def _starts(words: list[_Word], text: str) -> tuple[bool, ...]:
    borders = [span.start for span in sentence_spans(text)]
    starts: list[bool] = []
    at = 0
    for position, word in enumerate(words):
        begins = position == 0
        while at < len(borders) and borders[at] <= word.span.start:
            begins = True
            at += 1
        starts.append(begins)
    return tuple(starts)
