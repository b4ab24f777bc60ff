"""Who a noun phrase is: the order of evidence of the actor model.

The document's own names and the known systems were hinted before parsing (`normalise`); here the head noun decides,
and the verb only where the noun leaves it open. A word of no known class is UNKNOWN, and rules about people stay
silent about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from blamelint.finding import Confidence
from blamelint.language.lexicon import Lexicon
from blamelint.language.model import PEOPLE, Actor, ActorKind, Hint

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FIRST = frozenset({"i", "we", "me", "us", "myself", "ourselves", "my", "our"})
THIRD = frozenset({"he", "she", "him", "her", "his", "himself", "herself", "you", "your"})
PLURAL_THIRD = frozenset({"they", "them", "their", "themselves"})
INDEFINITE = frozenset(
    {"someone", "somebody", "anyone", "anybody", "nobody", "everyone", "everybody", "whoever", "noone", "none"}
)
NEGATIVE_INDEFINITE = frozenset({"nobody", "noone", "none"})
NOBODY = NEGATIVE_INDEFINITE | {"anyone", "anybody", "who", "whom", "whoever", "you", "your"}
"""Words for people that pick out nobody."""
FIGURES = PEOPLE | {ActorKind.VENDOR}
PICKED_OUT = frozenset({"some", "certain", "one", "unnamed", "unknown", "another"})
"""Words that make a person noun vague: `some engineer`, `one of the developers`, `an unnamed colleague`."""
HUMAN_MODIFIERS = frozenset(
    {"human", "senior", "junior", "duty", "experienced", "inexperienced", "tired", "young", "trainee", "night"}
)

LEAN_HUMAN = frozenset(
    {"operator", "manager", "owner", "author", "coordinator", "supervisor", "leader", "editor", "dispatcher"}
)
"""Ambiguous nouns that are people unless something technical stands beside them."""
DEVICES = frozenset(
    "monitor scanner checker scheduler server host router gateway loader crawler builder runner publisher subscriber producer consumer "
    "watcher balancer proxy sensor detector meter recorder printer reader writer parser".split()
)
"""Ambiguous nouns that stay things whatever they are said to do: a monitor that did not notice."""
TEAM_VERBS = frozenset(
    {"miss", "overlook", "catch", "skip", "approve", "react", "let", "deny", "call", "page", "answer", "raise"}
)
"""Verbs that make a bare team name at the start of a sentence the team, beside those that only people do."""
UNITS = frozenset(
    "compliance estates facilities finance hr it legal logistics marketing payroll procurement purchasing treasury".split()
)
"""Departments that lend their name to no program: whatever they do by a bare name, people did."""
TECHNICAL = frozenset(
    "kubernetes k8s crd crds statefulset daemonset reconcile reconciled reconciles reconciliation helm pod pods namespace manifest "
    "replicaset sidecar kernel firmware daemon".split()
)


class Cast:
    """Tells who the noun phrases of one doc are."""

    def __init__(self, doc: Doc, hints: Sequence[Hint | None], lexicon: Lexicon) -> None:
        self._doc = doc
        self._hints = hints
        self._lexicon = lexicon

    def actor(self, head: Token, verb: str) -> Actor:
        """Who the noun phrase of `head` is, as the subject or agent of `verb` (a lemma)."""
        kind, confidence = self._kind(head, verb)
        start, end = self._phrase(head)
        plural = (
            head.tag_ in {"NNS", "NNPS"}
            or head.lower_ in {"we", "they", "us", "them"}
            or any(child.dep_ == "conj" for child in head.children)
        )
        return Actor(kind, (start, end), head.i, confidence, plural)

    def figures(self) -> tuple[Actor, ...]:
        """The people, teams and suppliers that noun phrases name, in any slot, in the order of their heads."""
        return tuple(
            actor
            for head in self._doc
            if self._is_head(head)
            and (actor := self.actor(head, head.head.lemma_ if head.dep_ == "nsubj" else "")).kind in FIGURES
            and actor.confidence is Confidence.HIGH
        )

    def _is_head(self, token: Token) -> bool:
        """True for the noun that a phrase is about: no compound, and no word for nobody in particular."""
        if token.pos_ not in {"NOUN", "PROPN", "PRON"} or token.dep_ in {"compound", "amod", "nmod"}:
            return False
        return token.lower_ not in NOBODY and not any(child.lower_ in {"no", "any"} for child in token.children)

    def _kind(self, head: Token, verb: str) -> tuple[ActorKind, Confidence]:
        word, lemma = head.lower_, head.lemma_.lower()
        lexicon, high = self._lexicon, Confidence.HIGH
        human_verb = verb in lexicon.human_verbs
        hint = self._hints[head.i]
        if hint is Hint.PERSON:
            return ActorKind.NAMED, high
        if hint is Hint.SYSTEM:
            return ActorKind.SYSTEM, high
        if word in FIRST:
            return ActorKind.FIRST, high
        if word in THIRD:
            return ActorKind.THIRD, high
        if word in PLURAL_THIRD:
            return self._they(head, human_verb=human_verb)
        if word == "who" or word in INDEFINITE or (word == "one" and _no_before(head)):
            return self._indefinite(head), high
        if word in {"one", "some", "none", "any", "most", "all", "many", "several", "few", "both", "neither", "either"}:
            return self._part(head, verb)
        if lemma == "member" and self._part(head, verb)[0] in PEOPLE:
            return ActorKind.INDEF, high
        if hint is Hint.TEAM:
            return ActorKind.GROUP, high
        named = head.pos_ == "PROPN" or head.text[:1].isupper()
        if f"{self._before(head)} {lemma}" in lexicon.vendor_nouns:
            return ActorKind.VENDOR, high
        if (
            lemma in lexicon.person_nouns
            or word in lexicon.person_nouns
            or self._is_role(head, lemma, human_verb=human_verb)
        ):
            sure = high if not self._guessed_role(head, lemma) else Confidence.LOW
            return (ActorKind.INDEF if self._vague(head) else ActorKind.ROLE), sure
        if lemma in lexicon.groups or word in lexicon.groups:
            if self._modified_by(head, lexicon.vendor_nouns) or self._modified_by(head, lexicon.vendors):
                return ActorKind.VENDOR, high
            return (ActorKind.INDEF if self._vague(head) else ActorKind.GROUP), high
        if lemma in lexicon.users or word in lexicon.users:
            return ActorKind.UNKNOWN, high
        if named and self._joined(head) in lexicon.vendors:
            return ActorKind.VENDOR, high
        if lemma in lexicon.vendor_nouns:
            return ActorKind.VENDOR, high
        if (word in lexicon.team_names or word in lexicon.groups) and (human_verb or verb in TEAM_VERBS):
            return ActorKind.GROUP, high
        if word in UNITS and named and verb in lexicon.deeds and (word != "it" or head.text == "IT"):
            return ActorKind.GROUP, high
        if lemma in lexicon.artefacts:
            return ActorKind.ARTIFACT, high
        if lemma in lexicon.ambiguous_roles or lemma in lexicon.systems_nouns or word in lexicon.systems:
            return ActorKind.SYSTEM, high
        if named and head.pos_ == "PROPN" and (human_verb or verb in lexicon.act_verbs) and not self._ordinary(head):
            return ActorKind.NAMED, Confidence.LOW
        return ActorKind.UNKNOWN, high

    def _is_role(self, head: Token, lemma: str, *, human_verb: bool) -> bool:
        lexicon = self._lexicon
        if lemma in lexicon.roles or head.lower_ in lexicon.roles:
            return True
        if f"{self._before(head)} {lemma}" in lexicon.roles:
            return True
        if lemma not in lexicon.ambiguous_roles:
            return False
        modifiers = {child.lower_ for child in head.children if child.dep_ in {"compound", "amod"}}
        if modifiers & (HUMAN_MODIFIERS | lexicon.roles | lexicon.groups):
            return True
        if human_verb and lemma not in DEVICES and not self._technical():
            return True
        if modifiers & lexicon.systems_nouns or any(
            child.pos_ == "PROPN" for child in head.children if child.dep_ == "compound"
        ):
            return False
        return lemma in LEAN_HUMAN and not self._technical()

    def _guessed_role(self, head: Token, lemma: str) -> bool:
        """Only the verb says that it is a person: `the driver forgot`."""
        lexicon = self._lexicon
        if lemma in lexicon.roles or lemma in lexicon.person_nouns or lemma not in lexicon.ambiguous_roles:
            return False
        modifiers = {child.lower_ for child in head.children if child.dep_ in {"compound", "amod"}}
        return lemma not in LEAN_HUMAN and not modifiers & (HUMAN_MODIFIERS | lexicon.roles | lexicon.groups)

    def _technical(self) -> bool:
        """The passage talks of the software kind of operators and managers."""
        return any(token.lower_ in TECHNICAL for token in self._doc)

    def _they(self, head: Token, *, human_verb: bool) -> tuple[ActorKind, Confidence]:
        """People or things: the nearest plural noun before it decides; without one, they are people."""
        for token in reversed(list(self._doc[max(0, head.i - 40) : head.i])):
            if token.tag_ not in {"NNS", "NNPS"} and token.lemma_.lower() not in self._lexicon.groups:
                continue
            if token.pos_ not in {"NOUN", "PROPN"}:
                continue
            kind, _ = self._kind(token, "")
            if kind in PEOPLE or kind is ActorKind.VENDOR:
                return ActorKind.THIRD, Confidence.HIGH
            if human_verb:
                continue
            return ActorKind.UNKNOWN, Confidence.HIGH
        return ActorKind.THIRD, Confidence.HIGH

    def _indefinite(self, head: Token) -> ActorKind:
        """`someone who opens the wizard` is any user, not a hinted person."""
        if head.lower_ in {"anyone", "anybody"}:
            return (
                ActorKind.UNKNOWN
                if any(child.dep_ in {"prep", "relcl"} for child in head.children)
                else ActorKind.INDEF
            )
        return ActorKind.INDEF

    def _part(self, head: Token, verb: str) -> tuple[ActorKind, Confidence]:
        """`one of the developers`: what it is one of decides."""
        for child in head.children:
            if child.lower_ == "of":
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        kind, confidence = self._kind(noun, verb)
                        return (ActorKind.INDEF if kind in PEOPLE else kind), confidence
        return ActorKind.UNKNOWN, Confidence.HIGH

    def _vague(self, head: Token) -> bool:
        left = {child.lower_ for child in head.children if child.i < head.i}
        if head.i + 1 < len(self._doc) and head.nbor(1).lower_ == "unknown":
            return True
        return bool(left & PICKED_OUT) and not left & {"the", "this", "that"}

    def _modified_by(self, head: Token, words: frozenset[str]) -> bool:
        return any(
            child.lower_ in words or child.lemma_.lower() in words
            for child in head.children
            if child.dep_ in {"compound", "amod", "poss", "nmod"}
        )

    def _joined(self, head: Token) -> str:
        parts = [child.text for child in head.children if child.dep_ == "compound" and child.i < head.i]
        name = " ".join([*parts, head.text]).lower()
        return name if name in self._lexicon.vendors else head.lower_

    def _before(self, head: Token) -> str:
        return self._doc[head.i - 1].lower_ if head.i else ""

    def _ordinary(self, head: Token) -> bool:
        """True for a capitalised word that is no name: an acronym, a word with digits, the first word of a sentence."""
        word = head.text
        if not word.isalpha() or (word.isupper() and len(word) > 1):
            return True
        if any(c.isupper() for c in word[1:]):
            return True
        return word.lower() in self._lexicon.common_words

    def _phrase(self, head: Token) -> tuple[int, int]:
        """The noun phrase without clauses, appositions and far attachments that hang on it."""
        start = end = head.i
        for child in head.children:
            if child.i < head.i and child.dep_ not in {
                "cc",
                "punct",
                "advcl",
                "prep",
                "mark",
                "ccomp",
                "relcl",
                "advmod",
                "preconj",
                "dep",
                "intj",
            }:
                start = min(start, child.left_edge.i)
        for child in head.children:
            if child.i <= head.i:
                continue
            if child.dep_ in {"case"} or (child.dep_ == "prep" and child.lower_ in {"of"}):
                end = max(end, child.right_edge.i)
            elif child.dep_ in {"cc", "conj"}:
                end = max(end, _coordinate_end(child))
        return start, end + 1


def _coordinate_end(child: Token) -> int:
    if child.dep_ == "cc":
        return child.i
    return max([child.i, *(grand.i for grand in child.children if grand.dep_ in {"compound", "case"})])


def _no_before(head: Token) -> bool:
    return any(child.lower_ in {"no", "not"} for child in head.children) or (
        head.i > 0 and head.nbor(-1).lower_ in {"no", "not"}
    )
