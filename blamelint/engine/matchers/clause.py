"""The `clause` matcher: asks clause frames for an actor, a predicate and how the two are joined.

All keys that a rule gives have to hold for one clause of the passage; the frame does the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from blamelint.document.model import Block
from blamelint.engine.matchers import phrase
from blamelint.engine.matchers.outcome import bad_outcome
from blamelint.engine.matchers.phrase import PhraseMatcher
from blamelint.engine.matchers.wording import clause_of
from blamelint.engine.model import Cues, Match
from blamelint.engine.vocabulary import Vocabulary
from blamelint.finding import FoundActor
from blamelint.language.clauses import NOMINALS
from blamelint.language.model import (
    Actor,
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
from blamelint.text import Span

PERSON = frozenset({"NAMED", "ROLE", "THIRD", "INDEF"})
HUMAN = PERSON | {"FIRST", "GROUP"}
KINDS = frozenset(kind.value for kind in ActorKind)
SHORTHANDS = {"PERSON": PERSON, "HUMAN": HUMAN, "ANY": KINDS}
NO_ACTOR = "NONE"
MARKS = (
    "actor-verb", "verb-group", "predicate", "predicate-object", "complement", "object", "actor", "clause", "modifier", "condition", "match",
)  # fmt: skip
KEYS = (
    "actor", "subject", "slot", "number", "word", "predicate", "object", "complement", "modifier", "polarity", "modality", "modal",
    "perfect", "tense", "voice", "mood", "nominal", "reason", "outcome", "sure", "told_as", "phrase",
)  # fmt: skip
MODAL_WORDS = {
    Modality.DUTY: frozenset(
        "should shouldn't should've shoulda ought oughtn't supposed expected meant required obliged need needs needed had have has".split()
    ),
    Modality.ABILITY: frozenset("could couldn't could've coulda can can't cannot".split()),
    Modality.WOULD: frozenset("would wouldn't would've 'd".split()),
    Modality.MUST: frozenset("must mustn't must've".split()),
    Modality.MAY: frozenset("may might might've".split()),
    Modality.FUTURE: frozenset("will won't 'll shall going".split()),
}
TOLD_WITHIN = 3
"""How many governors up the copula may stand that names what a clause is."""
LABEL_WORD = re.compile(r"[a-z]+")
NUMBERS = ("singular", "plural")

Test = Callable[[Passage, Clause], bool]


@dataclass(frozen=True)
class ClauseMatcher:
    """Sees the clauses for which all tests hold."""

    tests: tuple[Test, ...]
    mark: str
    modifiers: frozenset[str]
    cues: tuple[Cues, ...]
    phrases: PhraseMatcher | None = None
    """Words that have to stand in the clause itself, not in one inside it."""
    needs: Needs = Needs.TAGS

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
        return _match(passage, clause, self.mark, self.modifiers)

    def _worded(self, phrases: Iterator[Match], passage: Passage) -> Iterator[Match]:
        """The phrases whose clause has all that is asked for; they are the marked words unless `mark` says more."""
        for found in phrases:
            clause = clause_of(passage, found.span)
            if clause is not None and all(test(passage, clause) for test in self.tests):
                match = _match(passage, clause, self.mark, self.modifiers)
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
        slots = frozenset(Slot(name) for name in _choices(keys["slot"], [slot.value for slot in Slot]))
        tests.append(lambda passage, clause: clause.slot in slots)
    if "number" in keys:
        plural = keys["number"].choice(NUMBERS) == "plural"
        tests.append(lambda passage, clause: clause.actor is not None and clause.actor.plural is plural)
    if "word" in keys:
        tests.append(_word_test(vocabulary.lemmas(keys["word"])))
    if "predicate" in keys:
        predicates = vocabulary.lemmas(keys["predicate"])
        tests.append(lambda passage, clause: not predicates.isdisjoint(clause.variants))
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
        tests.append(lambda passage, clause: _modifier(passage, clause, modifiers) is not None)
    tests.extend(_form_tests(keys))
    if "told_as" in keys:
        tests.append(_told_test(vocabulary.lemmas(keys["told_as"])))
    if "outcome" in keys:
        outcome = keys["outcome"].boolean()
        collapse, events = vocabulary.words["collapse_verbs"], vocabulary.words["bad_events"]
        tests.append(lambda passage, clause: bad_outcome(passage, clause, collapse, events) is outcome)
    phrases = phrase.build(keys["phrase"], vocabulary) if "phrase" in keys else None
    chosen = mark.choice(MARKS) if mark is not None else "match" if phrases is not None else "actor-verb"
    cues = _cues(keys, vocabulary)
    if phrases is not None:
        cues = tuple((*own, *worded) for own in cues for worded in phrases.cues)
    return ClauseMatcher(tuple(tests), chosen, modifiers, cues, phrases)


def _form_tests(given: Mapping[str, Node]) -> Iterator[Test]:
    """Tests of the form: polarity, modality, tense, voice, mood and the like."""
    if "polarity" in given:
        polarity = Polarity(given["polarity"].choice([p.value for p in Polarity]))
        yield lambda passage, clause: clause.polarity is polarity
    if "modality" in given:
        modalities = frozenset(Modality(name) for name in _choices(given["modality"], [m.value for m in Modality]))
        yield lambda passage, clause: clause.modality in modalities
    if "modal" in given:
        modals = frozenset(given["modal"].strings())
        yield lambda passage, clause: clause.modal in modals
    if "perfect" in given:
        perfect = given["perfect"].boolean()
        yield lambda passage, clause: clause.perfect is perfect
    if "tense" in given:
        tenses = frozenset(Tense(name) for name in _choices(given["tense"], [t.value for t in Tense]))
        yield lambda passage, clause: clause.tense in tenses
    if "voice" in given:
        voice = Voice(given["voice"].choice([v.value for v in Voice]))
        yield lambda passage, clause: clause.voice is voice
    if "mood" in given:
        moods = frozenset(Mood(name) for name in _choices(given["mood"], [m.value for m in Mood]))
        yield lambda passage, clause: clause.mood in moods
    if "nominal" in given:
        nominal = given["nominal"].boolean()
        yield lambda passage, clause: clause.nominal is nominal
    if "reason" in given:
        reason = given["reason"].boolean()
        yield lambda passage, clause: clause.reason is reason
    if "sure" in given:
        sure = given["sure"].boolean()
        yield lambda passage, clause: clause.actor is None or (clause.actor.confidence.value == "high") is sure


def _choices(node: Node, allowed: list[str]) -> tuple[str, ...]:
    return (node.choice(allowed),) if isinstance(node.value, str) else node.choices(allowed)


def _kinds(node: Node) -> frozenset[str]:
    kinds: set[str] = set()
    for name in _choices(node, [*sorted(KINDS), *SHORTHANDS, NO_ACTOR]):
        kinds |= SHORTHANDS.get(name, frozenset({name}))
    return frozenset(kinds)


def _actor_test(kinds: frozenset[str], *, subject: bool) -> Test:
    def test(passage: Passage, clause: Clause) -> bool:
        actor = clause.subject if subject else clause.actor
        return (actor.kind.value if actor is not None else NO_ACTOR) in kinds

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
            names = (c for c in at.children if c.dep_ in {"nsubj", "attr"} and not c.is_ancestor(head) and c.i != head.i)
            return any(not words.isdisjoint(names_of(passage, name.i)) for name in names)
        return False

    return test


def _label_words(passage: Passage) -> frozenset[str]:
    """The words of the label before the text, or of the row the cell stands in, each and joined."""
    block = passage.block
    label = block.lead.cut(block.text) if block.lead is not None else passage.context.row_label
    words = LABEL_WORD.findall(label.lower())
    return frozenset({*words, *(word.rstrip("s") for word in words), " ".join(words)}) if len(words) <= 4 else frozenset()


def things_of(passage: Passage, clause: Clause) -> Iterator[int]:
    """What the clause acts on: its object, nouns coordinated with it, and nouns on the predicate's prepositions."""
    if clause.object is not None:
        yield clause.object
        yield from (token.i for token in passage.doc[clause.object].conjuncts)
    for child in passage.doc[clause.head].children:
        if child.dep_ in {"prep", "dative"}:
            yield from (noun.i for noun in child.children if noun.dep_ == "pobj")


def names_of(passage: Passage, index: int) -> frozenset[str]:
    """The ways to look a noun, adjective or verb up: its lemma, its word, and both with the compound before it."""
    token = passage.doc[index]
    names = {token.lemma_.lower(), token.lower_}
    left = [child for child in token.children if child.i < index and child.dep_ in {"compound", "amod", "nmod"}]
    for child in left:
        names |= {f"{child.lower_} {token.lemma_.lower()}", f"{child.lemma_.lower()} {token.lemma_.lower()}"}
    particle = next((child for child in token.children if child.dep_ == "prt"), None)
    if particle is not None:
        names.add(f"{token.lemma_.lower()} {particle.lower_}")
    return frozenset(names)


def _modifier(passage: Passage, clause: Clause, words: frozenset[str]) -> int | None:
    """The token of `words` that modifies the predicate or what it acts on."""
    roots = [clause.head, *things_of(passage, clause)]
    if clause.complement is not None:
        roots.append(clause.complement)
    for root in roots:
        for child in passage.doc[root].children:
            if child.dep_ in {
                "advmod",
                "amod",
                "compound",
                "prep",
                "npadvmod",
                "det",
                "nmod",
                "acomp",
                "oprd",
                "punct",
            } and (child.lemma_.lower() in words or child.lower_ in words):
                return int(child.i)
    return None


def _match(passage: Passage, clause: Clause, mark: str, modifiers: frozenset[str]) -> Match:
    start, end = _marked(passage, clause, mark, modifiers)
    actor = clause.actor if clause.actor is not None else clause.subject
    text = passage.block.text
    captures = {
        "actor": passage.span(*actor.tokens).cut(text) if actor is not None else "",
        "verb": passage.span(min(clause.group), max(clause.group) + 1).cut(text),
        "object": _words(passage, clause.object),
        "complement": _words(passage, clause.complement),
        "word": passage.span(clause.head, clause.head + 1).cut(text),
    }
    return Match(
        passage.span(start, end),
        reach_of(passage, clause),
        captures,
        _found(passage, clause.actor),
        clause.reason,
    )


def _found(passage: Passage, actor: Actor | None) -> FoundActor | None:
    if actor is None:
        return None
    return FoundActor(actor.kind.value, passage.span(*actor.tokens).cut(passage.block.text), actor.confidence)


def _words(passage: Passage, index: int | None) -> str:
    if index is None:
        return ""
    token = passage.doc[index]
    start = min(
        [
            index,
            *(c.left_edge.i for c in token.children if c.i < index and c.dep_ in {"det", "compound", "amod", "poss"}),
        ]
    )
    return passage.span(start, index + 1).cut(passage.block.text)


def reach_of(passage: Passage, clause: Clause) -> Span:
    """The clause's own words, from actor to object: what one finding speaks for."""
    tokens = set(clause.group)
    for actor in (clause.actor, clause.subject):
        if actor is not None:
            tokens |= {actor.tokens[0], actor.tokens[1] - 1}
    for index in (clause.object, clause.complement):
        if index is not None:
            tokens.add(index)
    low, high = passage.sentences[clause.sentence]
    inside = [token for token in tokens if low <= token < high]
    return passage.span(min(inside), max(inside) + 1)


def _marked(passage: Passage, clause: Clause, mark: str, modifiers: frozenset[str]) -> tuple[int, int]:
    """The tokens to mark: first, and one past the last."""
    group = clause.group
    verbs = (min(group), max(group) + 1)
    if mark in {"verb-group", "match"}:
        return verbs
    if mark == "predicate":
        return _with_complement(passage, clause, verbs)
    if mark == "predicate-object":
        thing = next((index for index in things_of(passage, clause) if index >= verbs[0]), verbs[1] - 1)
        return verbs[0], max(verbs[1], thing + 1)
    if mark == "complement" and clause.complement is not None:
        return clause.complement, clause.complement + 1
    if mark == "object" and clause.object is not None:
        return clause.object, clause.object + 1
    if mark == "modifier":
        found = _modifier(passage, clause, modifiers)
        if found is not None:
            return found, found + 1
    if mark == "condition":
        return _condition_word(passage, clause, verbs[0]), verbs[1]
    if mark == "clause":
        return clause.tokens
    actor = clause.actor if clause.actor is not None else clause.subject
    if actor is None:
        return verbs
    if mark == "actor":
        return actor.tokens
    return _actor_to_verb(passage, clause, actor, verbs)


def _condition_word(passage: Passage, clause: Clause, verb: int) -> int:
    """The `if` that opens the clause; without one the verb, as in `had the team tested`."""
    marks = (c.i for c in passage.doc[clause.head].children if c.lower_ == "if" and c.dep_ in {"mark", "advmod"})
    return min([verb, *marks])


def _with_complement(passage: Passage, clause: Clause, verbs: tuple[int, int]) -> tuple[int, int]:
    if clause.complement is None:
        return verbs
    start, end = min(verbs[0], clause.complement), max(verbs[1], clause.complement + 1)
    particle = next((c.i for c in passage.doc[clause.complement].children if c.dep_ == "prt" and c.i == end), None)
    return start, (particle + 1 if particle is not None else end)


def _actor_to_verb(passage: Passage, clause: Clause, actor: Actor, verbs: tuple[int, int]) -> tuple[int, int]:
    """From the actor to the verb; of an owner to the artefact; of a cleft from `it`; of a passive from verb to agent."""
    doc = passage.doc
    if clause.slot is Slot.BY:
        return min(clause.head if not clause.nominal else verbs[0], actor.tokens[0]), max(
            actor.tokens[1], clause.head + 1
        )
    if clause.slot is Slot.CLEFT:
        be = doc[actor.head].head
        opening = (
            min([actor.tokens[0], *(c.i for c in be.children if c.dep_ in {"nsubj", "expl"})])
            if be.lemma_ == "be"
            else actor.tokens[0]
        )
        pronoun = next((c.i for c in doc[clause.head].children if c.lower_ in {"who", "that"}), actor.tokens[1] - 1)
        return min(opening, pronoun), max(actor.tokens[1], pronoun + 1)
    if clause.slot is Slot.POSSESSOR:
        artefact = doc[actor.head].head
        if clause.nominal:
            artefact = doc[clause.head]
        elif clause.subject is not None and actor.tokens[0] < clause.subject.head:
            artefact = doc[clause.subject.head]
        elif clause.voice is not Voice.PASSIVE and clause.subject is not None:
            return clause.subject.tokens[0], max(actor.tokens[1], clause.subject.head + 1)
        elif artefact.pos_ == "ADP":
            artefact = artefact.head
        return min(actor.tokens[0], artefact.i), max(actor.tokens[1], artefact.i + 1)
    if actor.tokens[0] < verbs[0] and not _far(passage, actor, clause):
        return actor.tokens[0], verbs[1]
    return verbs


def _far(passage: Passage, actor: Actor, clause: Clause) -> bool:
    """True when other predicates stand between the actor and the verb, so that a mark over all of it would be long."""
    first = min(clause.group)
    between = [other.head for other in passage.clauses if actor.tokens[1] <= other.head < first and not other.nominal]
    return bool(between) or passage.sentences[clause.sentence][0] > actor.tokens[0] or first - actor.tokens[1] > 6


def _cues(given: Mapping[str, Node], vocabulary: Vocabulary) -> tuple[Cues, ...]:
    """The word forms without which the clause cannot match; nothing when no key names words."""
    sets: list[frozenset[str]] = []
    if "predicate" in given:
        sets.append(_forms(vocabulary.lemmas(given["predicate"]), vocabulary))
    if "modality" in given:
        names = _choices(given["modality"], [m.value for m in Modality])
        if Modality.NONE.value not in names:
            sets.append(frozenset(word for name in names for word in MODAL_WORDS[Modality(name)]))
    if "complement" in given:
        sets.append(_forms(vocabulary.lemmas(given["complement"]), vocabulary))
    return (tuple(sets),) if sets else ((),)


def _forms(words: frozenset[str], vocabulary: Vocabulary) -> frozenset[str]:
    """First words of every form a lemma may take, as any part of speech, and the nouns that stand for it."""
    forms: set[str] = set()
    for word in words:
        forms |= vocabulary.first_words(word)
    for noun, verb in NOMINALS.items():
        if verb in words:
            forms |= vocabulary.forms(noun, "noun")
    if "be" in words:
        forms |= {
            "is",
            "was",
            "were",
            "are",
            "been",
            "being",
            "am",
            "'s",
            "'re",
            "'m",
            "isn't",
            "wasn't",
            "weren't",
            "aren't",
        }
    return frozenset(forms)
