"""Who and what is named in the words of a block, told before anything is parsed.

The names of the document and the config come first, then the form of the words, then the lists of given names; a
word that may also be a plain one needs a neighbour that makes it a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from blamelint.language.lexicon import Lexicon
from blamelint.language.model import Hint
from blamelint.language.words.name_forms import (
    FOLLOWS_A_NAME,
    HALVES,
    HANDLE,
    INITIAL,
    NO_INITIALS,
    PARTICLES,
    TITLES,
    is_capitalised,
    is_initials,
    is_shouted,
)
from blamelint.language.words.neutral import NEUTRAL_NAME
from blamelint.language.words.respelling import AFTER_A_VERB
from blamelint.language.words.tokens import Word, merge
from blamelint.structure.model import Names

MONTHS = frozenset("january march april may june august".split())
"""Months that are also names."""
BEFORE_A_MONTH = frozenset(
    "by in on of until till since from to next last this early late mid due before after during".split()
)
ARTICLES = frozenset({"the", "our", "a", "an", "one"})
LONGEST_LISTED = 4
"""Words of the longest name that is looked up as a whole."""
MORE_NAMES = 3
"""How many words may go on with a name."""


class Namer:
    """Finds names among the words of one block."""

    def __init__(self, words: Sequence[Word], names: Names, lexicon: Lexicon, openings: set[int]) -> None:
        """`openings` are the offsets at which sentences begin, where any word has a capital."""
        self._words = words
        self._names = names
        self._lexicon = lexicon
        self._openings = openings

    def named(self) -> list[Word]:
        """The words with each person as one neutral name, systems and teams hinted."""
        named: list[Word] = []
        position = 0
        while position < len(self._words):
            end = self._end_of_person(position)
            if end > position:
                named.append(merge(self._words[position:end], NEUTRAL_NAME, Hint.PERSON))
                position = end
            else:
                word = self._words[position]
                word.hint = word.hint or self._hint(word)
                named.append(word)
                position += 1
        return named

    def _hint(self, word: Word) -> Hint | None:
        names = self._names
        known = word.text[:1].isupper() and word.folded in self._lexicon.systems and word.folded not in names.people
        if known or word.folded in names.systems:
            return Hint.SYSTEM
        return Hint.TEAM if word.folded in names.teams else None

    # ---- each of these gives one past the last word of the name that starts at `position`, or `position`

    def _end_of_person(self, position: int) -> int:
        word = self._words[position]
        if word.hint is Hint.SYSTEM:
            return position
        if HANDLE.match(word.text):
            return position + 1
        end = self._end_of_titled(position)
        if end == position:
            end = self._end_of_listed(position)
        if end > position:
            return end
        names, lexicon, folded = self._names, self._lexicon, word.folded
        if not is_capitalised(word.text) or any(
            folded in known for known in (names.systems, lexicon.systems, names.teams)
        ):
            return position
        first = folded.split("-")[0]
        if folded in lexicon.given_names or first in lexicon.given_names or ("-" in folded and first in HALVES):
            if is_shouted(word.text) or self._names_a_thing(position + 1):
                return position
            return self._end_of_surname(position + 1)
        if folded in MONTHS and self._in_a_date(position):
            return position
        return self._end_of_ambiguous(position) if folded in lexicon.ambiguous_names else position

    def _end_of_listed(self, position: int) -> int:
        """A name of the document's or the config's people."""
        words, people, lexicon = self._words, self._names.people, self._lexicon
        for length in range(LONGEST_LISTED, 1, -1):
            phrase = " ".join(part.folded for part in words[position : position + length])
            if len(words) >= position + length and phrase in people:
                return position + length
        word = words[position]
        if word.folded not in people:
            return position
        if word.text[:1].isupper() or "-" in word.text or any(c.isdigit() for c in word.text):
            return self._end_of_surname(position + 1)
        plain = word.folded in lexicon.common_words or word.folded in lexicon.ambiguous_names
        return position if plain else position + 1

    def _end_of_titled(self, position: int) -> int:
        """A name that its form tells: `Dr Okafor`, `H. Lindqvist`, `K.V.`."""
        words = self._words
        titled = words[position].text[:1].isupper() and words[position].folded in TITLES
        at = initials = position + 1 if titled else position
        while at < len(words) and is_initials(words[at].text):
            if words[at].folded in NO_INITIALS:
                return position
            at += 1
        alone = at if _are_a_person(words[initials:at]) else position
        if at == position or at >= len(words):
            return alone
        surname = words[at]
        if (
            surname.hint is None
            and is_capitalised(surname.text)
            and not is_shouted(surname.text)
            and (titled or not self._is_plain(surname.folded))
        ):
            return self._end_of_surname(at)
        opens = words[position].span.start in self._openings - {words[0].span.start}
        return position if opens else alone

    def _end_of_ambiguous(self, position: int) -> int:
        """A given name that is also a plain word; at the start of a sentence its capital says nothing."""
        if position + 1 >= len(self._words):
            return position
        following = self._words[position + 1].text
        end = self._end_of_surname(position + 1)
        if self._words[position].span.start not in self._openings or FOLLOWS_A_NAME.match(following):
            return end
        return end if following[:1].isupper() and end > position + 1 else position

    def _end_of_surname(self, position: int) -> int:
        """What goes on with a name: surnames, initials, a handle in brackets."""
        words = self._words
        end = position
        while end < min(len(words), position + MORE_NAMES) and self._goes_on(end):
            end += 1
        in_brackets = [word.text for word in words[end : end + 3]]
        if len(in_brackets) == 3 and in_brackets[::2] == ["(", ")"] and HANDLE.match(in_brackets[1]):
            end += 3
        return end

    # ---- what the words beside a name say

    def _goes_on(self, position: int) -> bool:
        word, folded = self._words[position], self._words[position].folded
        if folded in PARTICLES and any(after.text[:1].isupper() for after in self._words[position + 1 : position + 2]):
            return True
        if "-" in folded and folded.split("-")[0] in PARTICLES:
            return True
        if folded == "i":
            return False
        if INITIAL.match(word.text):
            return True
        things = (self._lexicon.systems, self._names.systems, self._lexicon.groups)
        return (
            word.hint is None
            and is_capitalised(word.text)
            and not is_shouted(word.text)
            and not any(folded in known for known in things)
        )

    def _is_plain(self, word: str) -> bool:
        """True for a word that follows a letter as a heading does: `A. Pump failure`, `B. The change`."""
        lexicon, names = self._lexicon, self._names
        plain = (
            AFTER_A_VERB,
            names.systems,
            names.teams,
            lexicon.systems,
            lexicon.systems_nouns,
            lexicon.artefacts,
            lexicon.groups,
            lexicon.roles,
            lexicon.users,
            lexicon.team_names,
            lexicon.common_words,
        )
        return any(word in known for known in plain)

    def _in_a_date(self, position: int) -> bool:
        """True for `12 June`, `by June`, `June 2024`."""
        before = self._words[position - 1].folded if position else ""
        after = self._words[position + 1].folded if position + 1 < len(self._words) else ""
        return before[:1].isdigit() or after[:1].isdigit() or before in BEFORE_A_MONTH

    def _names_a_thing(self, position: int) -> bool:
        """True before words that make the name a service's or host's: `Ada, the service that …`, `the Ada cluster`."""
        after = [word.folded for word in self._words[position : position + 5]]
        lexicon = self._lexicon
        if after and after[0] in lexicon.systems_nouns and after[0] not in lexicon.artefacts:
            return True
        if len(after) < 3 or after[0] != "," or after[1] not in ARTICLES:
            return False
        for word in after[2:]:
            if word in lexicon.roles or word in lexicon.person_nouns:
                return False
            if word in lexicon.systems_nouns:
                return True
        return False


def _are_a_person(initials: Sequence[Word]) -> bool:
    """True for initials that are a person by themselves: at least two letters, as in `K.V.`."""
    return sum(word.text.count(".") for word in initials) > 1
