"""The `clause` matcher: asks clause frames for an actor, a predicate and how the two are joined.

All keys that a rule gives have to hold for one clause of the passage; the frame does the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from blamelint.document.model import Block
from blamelint.engine.matchers import phrase
from blamelint.engine.matchers.clause_cues import choices, cues_of
from blamelint.engine.matchers.clause_marks import MARKS, match_of
from blamelint.engine.matchers.clause_words import modifier_of, names_of, things_of
from blamelint.engine.matchers.outcome import bad_outcome
from blamelint.engine.matchers.phrase import PhraseMatcher
from blamelint.engine.matchers.wording import clause_of, is_main
from blamelint.engine.model import Cues, Match
from blamelint.engine.vocabulary import Vocabulary
from blamelint.language.model import (
    ActorKind,
    Clause,
    Modality,
    Mood,
    Needs,
    Passage,
    Polarity,
    Slot,
    Tense,
    Voice,
)
from blamelint.located import Node
from blamelint.structure.model import Context

PERSON = frozenset({"NAMED", "ROLE", "THIRD", "INDEF"})
HUMAN = PERSON | {"FIRST", "GROUP"}
KINDS = frozenset(kind.value for kind in ActorKind)
WE = "WE"
"""FIRST in the plural: a team that speaks of itself, not the writer."""
MYSELF = frozenset({"i", "me", "my", "mine", "myself"})
SHORTHANDS = {"PERSON": PERSON, "HUMAN": HUMAN, "ANY": KINDS, WE: frozenset({WE})}
NO_ACTOR = "NONE"
KEYS = (
    "actor", "subject", "slot", "number", "word", "predicate", "except", "object", "complement", "modifier", "polarity",
    "modality", "modal",
    "perfect", "tense", "voice", "mood", "nominal", "reason", "outcome", "sure", "main", "told_as", "phrase",
)  # fmt: skip
TOLD_WITHIN = 3
"""How many governors up the copula may stand that names what a clause is."""
LABEL_WORD = re.compile(r"[a-z]+")
HISTORIC = "historic"
"""The present of notes: one event told in a timeline entry, or with a bare noun as its subject."""
NUMBERS = ("singular", "plural")

Test = Callable[[Passage, Clause], bool]


@dataclass(frozen=True)
class ClauseMatcher:
    """Sees the clauses for which all tests hold."""

    tests: tuple[Test, ...]
    mark: str
    modifiers: frozenset[str]
    keys: Mapping[str, Node] = field(repr=False)
    """What the rule asks for, as it writes it."""
    vocabulary: Vocabulary = field(repr=False)
    phrases: PhraseMatcher | None = None
    """Words that have to stand in the clause itself, not in one inside it."""
    needs: Needs = Needs.TAGS

    @cached_property
    def cues(self) -> tuple[Cues, ...]:
        """Made on first use: an exception is never asked for its cues."""
        found = cues_of(self.keys, self.vocabulary)
        if self.phrases is None:
            return found
        return tuple((*own, *worded) for own in found for worded in self.phrases.cues)

    def find(self, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:
        """One match for each clause that has all that is asked for."""
        if passage is None:
            return
        if self.phrases is not None:
            yield from self._worded(self.phrases.find(block, context, passage), passage)
            return
        for clause in passage.clauses:
            if self.sees(passage, clause):
                yield self.match(passage, clause)

    def sees(self, passage: Passage, clause: Clause) -> bool:
        """True when all that is asked for holds of `clause`."""
        return all(test(passage, clause) for test in self.tests)

    def match(self, passage: Passage, clause: Clause) -> Match:
        """The match that `clause` gives."""
        return match_of(passage, clause, self.mark, self.modifiers)

    def _worded(self, phrases: Iterator[Match], passage: Passage) -> Iterator[Match]:
        """The phrases whose clause has all that is asked for; they are the marked words unless `mark` says more."""
        for found in phrases:
            clause = clause_of(passage, found.span)
            if clause is not None and all(test(passage, clause) for test in self.tests):
                match = match_of(passage, clause, self.mark, self.modifiers)
                yield replace(match, span=found.span) if self.mark == "match" else match


def build(node: Node, mark: Node | None, vocabulary: Vocabulary) -> ClauseMatcher:
    """The matcher that the mapping `node` asks for.

    Errors: RuleError at the key or value that cannot be.
    """
    keys = node.mapping(KEYS)
    tests: list[Test] = []
    modifiers: frozenset[str] = frozenset()
    if "actor" in keys:
        tests.append(_actor_test(_kinds(keys["actor"]), subject=False))
    if "subject" in keys:
        tests.append(_actor_test(_kinds(keys["subject"]), subject=True))
    if "slot" in keys:
        slots = frozenset(Slot(name) for name in choices(keys["slot"], [slot.value for slot in Slot]))
        tests.append(lambda passage, clause: clause.slot in slots)
    if "number" in keys:
        plural = keys["number"].choice(NUMBERS) == "plural"
        tests.append(lambda passage, clause: clause.actor is not None and clause.actor.plural is plural)
    if "word" in keys:
        tests.append(_word_test(vocabulary.lemmas(keys["word"])))
    if "predicate" in keys:
        predicates = vocabulary.lemmas(keys["predicate"])
        tests.append(lambda passage, clause: not predicates.isdisjoint(clause.variants))
    if "except" in keys:
        others = vocabulary.lemmas(keys["except"])
        tests.append(lambda passage, clause: others.isdisjoint(clause.variants))
    if "object" in keys:
        tests.append(_object_test(vocabulary.lemmas(keys["object"])))
    if "complement" in keys:
        complements = vocabulary.lemmas(keys["complement"])
        tests.append(
            lambda passage, clause: (
                clause.complement is not None and not complements.isdisjoint(names_of(passage, clause.complement))
            )
        )
    if "modifier" in keys:
        modifiers = vocabulary.lemmas(keys["modifier"])
        tests.append(lambda passage, clause: modifier_of(passage, clause, modifiers) is not None)
    tests.extend(_form_tests(keys))
    if "told_as" in keys:
        tests.append(_told_test(vocabulary.lemmas(keys["told_as"])))
    if "outcome" in keys:
        outcome = keys["outcome"].boolean()
        collapse, events = vocabulary.words["collapse_verbs"], vocabulary.words["bad_events"]
        tests.append(lambda passage, clause: bad_outcome(passage, clause, collapse, events) is outcome)
    phrases = phrase.build(keys["phrase"], vocabulary) if "phrase" in keys else None
    chosen = mark.choice(MARKS) if mark is not None else "match" if phrases is not None else "actor-verb"
    return ClauseMatcher(tuple(tests), chosen, modifiers, keys, vocabulary, phrases)


def _form_tests(given: Mapping[str, Node]) -> Iterator[Test]:
    """Tests of the form: polarity, modality, tense, voice, mood and the like."""
    if "polarity" in given:
        polarity = Polarity(given["polarity"].choice([p.value for p in Polarity]))
        yield lambda passage, clause: clause.polarity is polarity
    if "modality" in given:
        modalities = frozenset(Modality(name) for name in choices(given["modality"], [m.value for m in Modality]))
        yield lambda passage, clause: clause.modality in modalities
    if "modal" in given:
        modals = frozenset(given["modal"].strings())
        yield lambda passage, clause: clause.modal in modals
    if "perfect" in given:
        perfect = given["perfect"].boolean()
        yield lambda passage, clause: clause.perfect is perfect
    if "tense" in given:
        names = frozenset(choices(given["tense"], [*(t.value for t in Tense), HISTORIC]))
        yield lambda passage, clause: clause.tense.value in names or (HISTORIC in names and _historic(passage, clause))
    if "voice" in given:
        voice = Voice(given["voice"].choice([v.value for v in Voice]))
        yield lambda passage, clause: clause.voice is voice
    if "mood" in given:
        moods = frozenset(Mood(name) for name in choices(given["mood"], [m.value for m in Mood]))
        yield lambda passage, clause: clause.mood in moods
    if "nominal" in given:
        nominal = given["nominal"].boolean()
        yield lambda passage, clause: clause.nominal is nominal
    if "reason" in given:
        reason = given["reason"].boolean()
        yield lambda passage, clause: clause.reason is reason
    if "main" in given:
        main = given["main"].boolean()
        yield lambda passage, clause: is_main(passage, clause) is main
    if "sure" in given:
        sure = given["sure"].boolean()
        yield lambda passage, clause: clause.actor is None or (clause.actor.confidence.value == "high") is sure


def _historic(passage: Passage, clause: Clause) -> bool:
    """True for `14:02 operator opens the wrong valve`: the present tells one event, not what tends to happen."""
    if clause.tense is not Tense.PRESENT or clause.subject is None or clause.subject.plural:
        return False
    verb = passage.doc[clause.head]
    at = verb
    while at.dep_ in {"conj", "advcl", "xcomp"} and at.head.i != at.i:
        if any(child.lower_ in {"when", "whenever", "if", "where", "until"} for child in at.children):
            return False
        at = at.head
    if at.dep_ not in {"ROOT", "ccomp"}:
        return False
    noun = passage.doc[clause.subject.head]
    bare = not any(child.dep_ in {"det", "poss"} for child in noun.children)
    return passage.context.entry or (bare and clause.subject.kind is not ActorKind.INDEF and noun.tag_ in {"NN", "NNP"})


def _kinds(node: Node) -> frozenset[str]:
    kinds: set[str] = set()
    for name in choices(node, [*sorted(KINDS), *SHORTHANDS, NO_ACTOR]):
        kinds |= SHORTHANDS.get(name, frozenset({name}))
    return frozenset(kinds)


def _actor_test(kinds: frozenset[str], *, subject: bool) -> Test:
    we = WE in kinds

    def test(passage: Passage, clause: Clause) -> bool:
        actor = clause.subject if subject else clause.actor
        if actor is None:
            return NO_ACTOR in kinds
        if actor.kind.value in kinds:
            return True
        return we and actor.kind is ActorKind.FIRST and passage.doc[actor.head].lower_ not in MYSELF

    return test


def _word_test(words: frozenset[str]) -> Test:
    def test(passage: Passage, clause: Clause) -> bool:
        return clause.actor is not None and not words.isdisjoint(names_of(passage, clause.actor.head))

    return test


def _object_test(words: frozenset[str]) -> Test:
    def test(passage: Passage, clause: Clause) -> bool:
        return any(not words.isdisjoint(names_of(passage, index)) for index in things_of(passage, clause))

    return test


def _told_test(words: frozenset[str]) -> Test:
    """The clause is told as one of `words`: `the cause was that …`, `… was the reason`, or after such a label."""

    def test(passage: Passage, clause: Clause) -> bool:
        if clause.sentence == 0 and _label_words(passage) & words:
            return True
        head = passage.doc[clause.head]
        for steps, at in enumerate((head, *head.ancestors)):
            if steps > TOLD_WITHIN:
                break
            if at.lemma_ != "be":
                continue
            names = (
                c for c in at.children if c.dep_ in {"nsubj", "attr"} and not c.is_ancestor(head) and c.i != head.i
            )
            return any(not words.isdisjoint(names_of(passage, name.i)) for name in names)
        return False

    return test


def _label_words(passage: Passage) -> frozenset[str]:
    """The words of the label before the text, or of the row the cell stands in, each and joined."""
    block = passage.block
    label = block.lead.cut(block.text) if block.lead is not None else passage.context.row_label
    words = LABEL_WORD.findall(label.lower())
    return (
        frozenset({*words, *(word.rstrip("s") for word in words), " ".join(words)}) if len(words) <= 4 else frozenset()
    )
