"""Who a noun phrase is: the order of evidence of the actor model.

The document's own names and the known systems were hinted before parsing (`words`); here the head noun decides,
and the verb only where the noun leaves it open. A word of no known class is UNKNOWN, and rules about people stay
silent about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from blamelint.finding import Confidence
from blamelint.language.lexicon import Lexicon
from blamelint.language.model import PEOPLE, Actor, ActorKind, Hint
from blamelint.language.phrases import HEADLESS, is_denied, phrase, word_at, words_before
from blamelint.language.pronouns import FIRST, GENERAL, INDEFINITE, NOBODY, PARTS, PLURAL, PLURAL_THIRD, THIRD
from blamelint.language.roles import Roles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FIGURES = PEOPLE | {ActorKind.VENDOR}
HINTED = {Hint.PERSON: ActorKind.NAMED, Hint.SYSTEM: ActorKind.SYSTEM}
"""Hints that decide before any word does."""
PICKED_OUT = frozenset({"some", "certain", "one", "unnamed", "unknown", "another"})
"""Words that make a person noun vague: `some engineer`, `one of the developers`, `an unnamed colleague`."""
TEAM_VERBS = frozenset(
    {"miss", "overlook", "catch", "skip", "approve", "react", "let", "deny", "call", "page", "answer", "raise"}
)
"""Verbs that make a bare team name at the start of a sentence the team, beside those that only people do."""
UNITS = frozenset(
    "compliance estates facilities finance hr it legal logistics marketing payroll procurement purchasing "
    "treasury".split()
)
"""Departments that lend their name to no program: whatever they do by a bare name, people did."""
PLURALS = frozenset({"NNS", "NNPS"})
REACH = 40
"""How many tokens back `they` may look for whom it means."""

Judgement = tuple[ActorKind, Confidence]


class Cast:
    """Tells who the noun phrases of one doc are."""

    def __init__(self, doc: Doc, hints: Sequence[Hint | None], lexicon: Lexicon) -> None:
        self._doc = doc
        self._hints = hints
        self._lexicon = lexicon
        self._roles = Roles(doc, lexicon)

    def actor(self, head: Token, verb: str) -> Actor:
        """Who the noun phrase of `head` is, as the subject or agent of `verb` (a lemma)."""
        kind, confidence = self._judge(head, verb)
        plural = head.tag_ in PLURALS or head.lower_ in PLURAL or any(child.dep_ == "conj" for child in head.children)
        return Actor(kind, phrase(head), head.i, confidence, plural)

    def kind(self, head: Token) -> ActorKind:
        """What the noun phrase of `head` is by itself, whatever it does."""
        return self._judge(head, "")[0]

    def is_person(self, head: Token) -> bool:
        """True for people, alone or together, whatever they do."""
        return self.kind(head) in PEOPLE

    def figures(self) -> tuple[Actor, ...]:
        """The people, teams and suppliers that noun phrases name, in any slot, in the order of their heads."""
        return tuple(
            actor
            for head in self._doc
            if _is_head(head)
            and (actor := self.actor(head, head.head.lemma_ if head.dep_ == "nsubj" else "")).kind in FIGURES
            and actor.confidence is Confidence.HIGH
        )

    def _judge(self, head: Token, verb: str) -> Judgement:
        hint = self._hints[head.i]
        if hint in HINTED:
            return HINTED[hint], Confidence.HIGH
        judgement = self._pronoun(head, verb)
        if judgement is not None:
            return judgement
        if head.lemma_.lower() == "member" and self._part(head, verb)[0] in PEOPLE:
            return ActorKind.INDEF, Confidence.HIGH
        if hint is Hint.TEAM:
            return ActorKind.GROUP, Confidence.HIGH
        return self._noun(head, verb)

    # ---- pronouns

    def _pronoun(self, head: Token, verb: str) -> Judgement | None:
        word = head.lower_
        if word in FIRST:
            return ActorKind.FIRST, Confidence.HIGH
        if word in THIRD:
            return ActorKind.THIRD, Confidence.HIGH
        if word in PLURAL_THIRD:
            return self._they(head, human_verb=verb in self._lexicon.human_verbs), Confidence.HIGH
        if word == "who" or word in INDEFINITE or (word == "one" and self._no_one(head)):
            return _indefinite(head), Confidence.HIGH
        return self._part(head, verb) if word in PARTS else None

    def _they(self, head: Token, *, human_verb: bool) -> ActorKind:
        """People or things: the nearest plural noun before it decides; without one, they are people."""
        for token in reversed(list(self._doc[max(0, head.i - REACH) : head.i])):
            if token.pos_ not in {"NOUN", "PROPN"}:
                continue
            if token.tag_ not in PLURALS and token.lemma_.lower() not in self._lexicon.groups:
                continue
            if self.kind(token) in FIGURES:
                return ActorKind.THIRD
            if not human_verb:
                return ActorKind.UNKNOWN
        return ActorKind.THIRD

    def _part(self, head: Token, verb: str) -> Judgement:
        """`one of the developers`: what it is one of decides."""
        for child in head.children:
            noun = next((c for c in child.children if c.dep_ == "pobj"), None) if child.lower_ == "of" else None
            if noun is not None:
                kind, confidence = self._judge(noun, verb)
                return (ActorKind.INDEF if kind in PEOPLE else kind), confidence
        return ActorKind.UNKNOWN, Confidence.HIGH

    def _no_one(self, one: Token) -> bool:
        return is_denied(one, "no", "not") or word_at(self._doc, one.i - 1) in {"no", "not"}

    # ---- nouns

    def _noun(self, head: Token, verb: str) -> Judgement:
        lexicon, word, lemma = self._lexicon, head.lower_, head.lemma_.lower()
        human_verb = verb in lexicon.human_verbs
        if f"{word_at(self._doc, head.i - 1)} {lemma}" in lexicon.vendor_nouns:
            return ActorKind.VENDOR, Confidence.HIGH
        if (
            lemma in lexicon.person_nouns
            or word in lexicon.person_nouns
            or self._roles.is_role(head, human_verb=human_verb)
        ):
            sure = Confidence.LOW if self._roles.is_guessed(head) else Confidence.HIGH
            return (ActorKind.INDEF if self._is_vague(head) else ActorKind.ROLE), sure
        kind = self._known(head, lemma, verb)
        if kind is not None:
            return kind, Confidence.HIGH
        if head.pos_ == "PROPN" and (human_verb or verb in lexicon.act_verbs) and not self._is_plain(head.text):
            return ActorKind.NAMED, Confidence.LOW
        return ActorKind.UNKNOWN, Confidence.HIGH

    def _known(self, head: Token, lemma: str, verb: str) -> ActorKind | None:
        """What the word lists say of a noun that is no single person."""
        lexicon, word = self._lexicon, head.lower_
        named = head.pos_ == "PROPN" or head.text[:1].isupper()
        if lemma in lexicon.groups or word in lexicon.groups:
            if _is_modified_by(head, lexicon.vendor_nouns) or _is_modified_by(head, lexicon.vendors):
                return ActorKind.VENDOR
            return ActorKind.INDEF if self._is_vague(head) else ActorKind.GROUP
        if lemma in lexicon.users or word in lexicon.users:
            return ActorKind.UNKNOWN
        if lemma in lexicon.vendor_nouns or (named and not lexicon.vendors.isdisjoint(_names(head))):
            return ActorKind.VENDOR
        if word in lexicon.team_names and (verb in lexicon.human_verbs or verb in TEAM_VERBS):
            return ActorKind.GROUP
        if word in UNITS and named and verb in lexicon.deeds and (word != "it" or head.text == "IT"):
            return ActorKind.GROUP
        if lemma in lexicon.artefacts:
            return ActorKind.ARTIFACT
        if lemma in lexicon.ambiguous_roles or lemma in lexicon.systems_nouns or word in lexicon.systems:
            return ActorKind.SYSTEM
        return None

    def _is_vague(self, head: Token) -> bool:
        """True for `some engineer`, `an engineer unknown to us`."""
        if word_at(self._doc, head.i + 1) == "unknown":
            return True
        before = words_before(head)
        return bool(before & PICKED_OUT) and not before & {"the", "this", "that"}

    def _is_plain(self, word: str) -> bool:
        """True for a capitalised word that is no name: an acronym, one with digits, the first of a sentence."""
        return not word.isalpha() or any(c.isupper() for c in word[1:]) or word.lower() in self._lexicon.common_words


def _is_head(token: Token) -> bool:
    """True for the noun that a phrase is about: no modifier, and no word for nobody in particular."""
    if token.pos_ not in {"NOUN", "PROPN", "PRON"} or token.dep_ in HEADLESS:
        return False
    return token.lower_ not in NOBODY and not is_denied(token, "no", "any")


def _indefinite(head: Token) -> ActorKind:
    """`anyone who opens the wizard` is any user, not a hinted person."""
    general = head.lower_ in GENERAL and any(child.dep_ in {"prep", "relcl"} for child in head.children)
    return ActorKind.UNKNOWN if general else ActorKind.INDEF


def _is_modified_by(head: Token, words: frozenset[str]) -> bool:
    return any(
        child.lower_ in words or child.lemma_.lower() in words
        for child in head.children
        if child.dep_ in {"compound", "amod", "poss", "nmod"}
    )


def _names(head: Token) -> tuple[str, str]:
    """The noun with the compounds before it, and by itself, lower case: `amazon web services`, `services`."""
    parts = [child.text for child in head.children if child.dep_ == "compound" and child.i < head.i]
    return " ".join([*parts, head.text]).lower(), head.lower_
