"""Clause frames: every predicate of a passage with its agent, object, polarity, modality, tense and mood.

One pass over the parse; rules then ask for `actor: NAMED, predicate: $harm` and never for dependency labels.
Coordinated predicates inherit the subject, participles and infinitives take it from their governor, relative
clauses from their antecedent, clefts from the person they put in front.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from blamelint.language.actors import Cast
from blamelint.language.grammar import (
    CHARGES,
    DUTY_HEADS,
    EXPECTING,
    LYING,
    UNDONE,
    VerbGroup,
    lemma_of,
    parts_of,
    past_form,
    regular_stem,
    verb_group,
)
from blamelint.language.lexicon import Lexicon
from blamelint.language.model import (
    PEOPLE,
    Actor,
    ActorKind,
    Clause,
    Hint,
    Modality,
    Mood,
    Polarity,
    Slot,
    Tense,
    Voice,
)

from blamelint.language.pronouns import NEGATIVE_INDEFINITE

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVES = frozenset({"who", "that", "which", "whom"})
OBJECT_CONTROL = frozenset(
    "allow ask cause enable encourage expect force get have help instruct invite let make order permit prompt push require tell urge want".split()
)
"""Verbs whose object does what the infinitive says."""
REALIZED = frozenset(
    "manage proceed happen begin start continue go come get end dare keep choose decide opt elect stop help fail".split()
)
"""Verbs after which the infinitive or participle tells what was done, so that it takes their tense."""
REASONS = frozenset({"because", "since", "as", "given"})
REASON_PREPOSITIONS = frozenset({"because", "due", "given", "owing"})
NOMINALS = {
    "failure": "fail",
    "refusal": "refuse",
    "omission": "omit",
    "neglect": "neglect",
    "oversight": "overlook",
    "inability": "fail",
    "unwillingness": "refuse",
    "reluctance": "refuse",
    "decision": "decide",
    "choice": "choose",
    "mistake": "mistake",
    "error": "mistake",
    "blunder": "mistake",
    "slip": "mistake",
    "typo": "mistake",
    "misstep": "mistake",
    "lapse": "mistake",
    "deletion": "delete",
    "removal": "remove",
    "misconfiguration": "misconfigure",
    "misreading": "misread",
    "misunderstanding": "misunderstand",
    "mishandling": "mishandle",
    "misuse": "misuse",
    "disregard": "disregard",
}
"""Nouns that stand for a clause when somebody is named as their agent."""
DEEDS = frozenset(
    "action change cleanup clean-up click command commit delete deploy deployment edit entry force-push keystroke merge "
    "migration override push query reboot reconfiguration reload rename restart rollout script shortcut tweak update "
    "upgrade".split()
)
"""Nouns for what somebody did to a system; they stand for a clause where they are given as a cause."""
DEED = "deed"
"""The predicate of such a clause, whatever its noun."""
CAUSAL = frozenset({"because of", "due to", "owing to", "after", "following", "from"})
COUNTERFACTUAL = frozenset({"without", "but for"})
STATES = frozenset({"be", "become", "come", "fall", "go", "run", "turn"})
"""Verbs that make one predicate with the state after them: `go offline`, `be down`, `fall silent`."""
MAX_CHAIN = 12
"""How many governors are followed for a subject; deeper chains do not occur in prose and would cost time in junk."""


class Frames:
    """Builds the clauses of one doc."""

    def __init__(
        self, doc: Doc, hints: Sequence[Hint | None], lexicon: Lexicon, sentences: Sequence[tuple[int, int]]
    ) -> None:
        self._doc = doc
        self._lexicon = lexicon
        self._cast = Cast(doc, hints, lexicon)
        self._hints = hints
        self._groups: dict[int, VerbGroup] = {}
        self._sentence = [n for n, (start, end) in enumerate(sentences) for _ in range(start, end)]
        self._asks = [
            doc[end - 1].text.startswith("?") or "?" in doc[max(start, end - 3) : end].text for start, end in sentences
        ]

    def clauses(self) -> tuple[Clause, ...]:
        """All clauses in the order of their heads."""
        return tuple(clause for token in self._doc for clause in self._of(token))

    def _of(self, token: Token) -> Iterator[Clause]:
        if self._is_predicate(token):
            yield self._verbal(token)
        elif token.lower_ in UNDONE:
            clause = self._undone(token)
            if clause is not None:
                yield clause
        elif token.lemma_.lower() in DEEDS and token.pos_ in {"NOUN", "PROPN"}:
            clause = self._deed(token)
            if clause is not None:
                yield clause
        elif token.lemma_.lower() in NOMINALS and token.pos_ in {"NOUN", "PROPN"}:
            clause = self._nominal(token)
            if clause is not None:
                yield clause

    def _is_predicate(self, token: Token) -> bool:
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"aux", "auxpass", "amod", "compound", "case"}:
            return False
        if token.lower_ in UNDONE:
            return False
        return self._duty_complement(token) is None

    # ---- verbs

    def _verbal(self, verb: Token) -> Clause:
        group = self._group(verb)
        modality, modal, duty = self._modality(verb, group)
        voice = self._voice(verb, group)
        subject = self._subject(verb)
        subject_actor = self._cast.actor(subject, verb.lemma_) if subject is not None else None
        actor, slot = self._agent(verb, voice, subject, subject_actor)
        charge = self._charge(verb)
        if charge is not None:
            actor, slot = self._cast.actor(charge[2], verb.lemma_), Slot.POSSESSOR
        thing, prepositions = self._things(verb, voice, subject)
        complement = self._complement(verb)
        mood = self._mood(verb, subject, group)
        tense = self._tense(verb, group)
        if duty is not None:
            tense = self._group(duty).tense if self._group(duty).tense is not Tense.NONE else Tense.PAST
        predicate, variants = self._names(verb, group, prepositions)
        members = self._members(verb, group, duty)
        negative = group.negative or self._negated(verb, subject) or (duty is not None and self._group(duty).negative)
        if complement is not None and complement.dep_ == "attr":
            negative = negative or any(child.lower_ in {"no", "neither"} for child in complement.children)
        return Clause(
            head=verb.i,
            predicate=predicate,
            variants=variants,
            actor=actor,
            slot=slot,
            subject=subject_actor,
            object=thing.i if thing is not None else None,
            complement=complement.i if complement is not None else None,
            polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
            modality=modality,
            modal=modal,
            perfect=group.perfect,
            tense=tense,
            voice=voice,
            mood=mood,
            nominal=False,
            reason=self._reason(verb),
            group=members,
            tokens=(verb.left_edge.i, verb.right_edge.i + 1),
            sentence=self._sentence[verb.i],
        )

    def _group(self, verb: Token) -> VerbGroup:
        if verb.i not in self._groups:
            self._groups[verb.i] = verb_group(verb)
        return self._groups[verb.i]

    def _duty_complement(self, token: Token) -> Token | None:
        """The verb that a duty head stands for: `was supposed to RUN`, `ought to have ASKED`, `needed to have READ`."""
        lemma = token.lemma_.lower()
        infinitive = next(
            (
                c
                for c in token.children
                if c.dep_ == "xcomp" and any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children)
            ),
            None,
        )
        if infinitive is None:
            return None
        if lemma in EXPECTING and any(c.dep_ == "auxpass" for c in token.children):
            return infinitive
        if lemma in {"ought"} or (lemma in DUTY_HEADS and not any(c.dep_ == "dobj" for c in token.children)):
            return infinitive
        return None

    def _modality(self, verb: Token, group: VerbGroup) -> tuple[Modality, str, Token | None]:
        governor = verb.head
        held = self._duty_complement(governor) if verb.dep_ == "xcomp" and governor.i != verb.i else None
        charge = self._charge(verb)
        if charge is not None:
            return Modality.DUTY, charge[0], charge[1]
        if held is not None and held.i == verb.i:
            lemma = governor.lemma_.lower()
            outer = self._group(governor)
            if outer.modality not in {Modality.NONE}:
                return outer.modality, outer.modal, governor
            return Modality.DUTY, lemma, governor
        if (
            group.modality is Modality.NONE
            and verb.dep_ == "conj"
            and governor.pos_ in {"VERB", "AUX"}
            and not group.auxiliaries[:-1]
        ):
            outer = self._group(governor)
            if verb.tag_ == governor.tag_ and not any(c.dep_ in SUBJECTS for c in verb.children):
                return outer.modality, outer.modal, None
        return group.modality, group.modal, None

    def _charge(self, verb: Token) -> tuple[str, Token, Token] | None:
        """The noun or verb that holds a duty, the verb it hangs on, and whose it is.

        `It was Lukas's JOB to rotate the key`, `checking it was the crew's JOB`, `it FELL to the manager to call`,
        `the key was DUE to be rotated by Ada`.
        """
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        if not infinitive and verb.dep_ not in {"csubj", "nsubj"}:
            return None
        for at in (verb.head, verb.head.head):
            if lemma_of(at) == "fall":
                to = next((c for c in at.children if c.lower_ == "to" and c.dep_ in {"prep", "dative"}), None)
                noun = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
                if noun is not None and self._cast.actor(noun, "").kind in PEOPLE:
                    return "fall", at, noun
            if lemma_of(at) != "be":
                continue
            up = next((c for c in at.children if c.lower_ == "up"), None)
            to = (
                next((c for c in up.children if c.lower_ == "to" and c.dep_ == "prep"), None)
                if up is not None
                else None
            )
            noun = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
            if noun is not None and infinitive and self._cast.actor(noun, "").kind in PEOPLE:
                return "up", at, noun
            job = next((c for c in at.children if c.dep_ == "attr" and c.lemma_.lower() in CHARGES), None)
            owner = next((c for c in job.children if c.dep_ == "poss"), None) if job is not None else None
            if job is not None and owner is not None and self._cast.actor(owner, "").kind in PEOPLE:
                return job.lemma_.lower(), at, owner
            due = next((c for c in at.children if c.dep_ == "acomp" and c.lower_ == "due"), None)
            if due is not None and verb.head.i == due.i and infinitive:
                by = self._by(verb)
                if by is not None and self._cast.actor(by, "").kind in PEOPLE:
                    return "due", at, by
        return None

    def _voice(self, verb: Token, group: VerbGroup) -> Voice:
        if group.voice is Voice.PASSIVE:
            return Voice.PASSIVE
        bare = not any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
        if bare and verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"}:
            return Voice.PASSIVE
        if bare and verb.tag_ == "VBN" and verb.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in verb.children):
            return self._group(verb.head).voice
        if bare and verb.tag_ in {"VBD", "VBN"} and self._in_note(verb):
            return Voice.PASSIVE
        return Voice.ACTIVE

    def _in_note(self, verb: Token) -> bool:
        """A passive that a note leaves without its auxiliary: `Valve 7 left open by Ada`, `untested config pushed`."""
        children = list(verb.children)
        if any(c.dep_ in {"dobj", "ccomp", "dative"} for c in children):
            return False
        subject = next((c for c in children if c.dep_ in SUBJECTS), None)
        if subject is not None and self._cast.actor(subject, "").kind in PEOPLE | {ActorKind.VENDOR}:
            return False
        by = self._by(verb)
        if by is not None:
            return self._cast.actor(by, verb.lemma_).kind in PEOPLE
        if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or verb.dep_ not in {"ROOT", "conj"}:
            return False
        if any(c.dep_ in {"det", "poss"} for c in subject.children):
            return False
        return lemma_of(verb) in self._lexicon.human_verbs | self._lexicon.deeds

    def _subject(self, verb: Token, depth: int = 0) -> Token | None:
        if depth > MAX_CHAIN:
            return None
        own = next((c for c in parts_of(verb) if c.dep_ in SUBJECTS), None)
        if own is not None:
            if own.lower_ in RELATIVES:
                return self._antecedent(verb, own)
            if own.lower_ == "what" and verb.dep_ == "ccomp" and verb.head.lemma_ == "be":
                return next((c for c in verb.head.children if c.dep_ == "nsubj" and c.i < own.i), own)
            return own
        beside = self._name_beside(verb)
        if beside is not None:
            return beside
        clausal = next((c for c in verb.children if c.dep_ in {"csubj", "csubjpass"}), None)
        if clausal is not None:
            return next((c for c in clausal.children if c.dep_ == "nsubj" and c.lower_ in {"whoever", "who"}), None)
        governor = verb.head
        if governor.i == verb.i:
            return None
        if verb.dep_ == "conj" and governor.pos_ in {"VERB", "AUX"}:
            return self._subject(governor, depth + 1)
        told = self._told_by_what(verb)
        if told is not None:
            return told
        if verb.dep_ in {"xcomp", "ccomp"} and governor.pos_ in {"VERB", "AUX", "ADJ"}:
            if verb.dep_ == "ccomp" and verb.tag_ not in {"VB", "VBG"}:
                return None
            if governor.lemma_ in OBJECT_CONTROL:
                controlled = next((c for c in governor.children if c.dep_ in {"dobj", "dative"}), None)
                if controlled is not None:
                    return controlled
            return (
                self._subject(governor, depth + 1)
                if governor.pos_ != "ADJ"
                else self._subject(governor.head, depth + 1)
            )
        if verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VBN", "VB"} and governor.pos_ in {"VERB", "AUX"}:
            return self._doer(governor, depth)
        if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and governor.head.pos_ in {"VERB", "AUX"}:
            return self._doer(governor.head, depth)
        if verb.dep_ == "acl":
            if verb.tag_ in {"VBG", "VBN"} or self._a_sentence(verb):
                return governor
            return self._owner(governor)
        if verb.dep_ == "relcl" and verb.tag_ == "VB":
            return None
        return None

    def _name_beside(self, verb: Token) -> Token | None:
        """The person right before a finite verb, taken for part of it: `Alex pastes last month's table`."""
        if verb.tag_ not in {"VBZ", "VBD", "VBN"} or not verb.i:
            return None
        before = verb.nbor(-1)
        beside = before.head.i == verb.i and before.dep_ in {"compound", "npadvmod", "nmod", "dep", "advmod"}
        return before if beside and self._hints[before.i] is Hint.PERSON else None

    def _a_sentence(self, verb: Token) -> bool:
        """A past with an object after the noun that heads the sentence: `The engineer promoted last week's build`."""
        noun = verb.head
        return (
            noun.dep_ == "ROOT"
            and verb.tag_ == "VBD"
            and verb.i == noun.i + 1
            and any(c.dep_ == "dobj" for c in verb.children)
        )

    def _told_by_what(self, verb: Token) -> Token | None:
        """`What Bob did was drop the table`: the subject of the what-clause does it."""
        if verb.head.lemma_ != "be":
            return None
        does = next((c for c in verb.head.children if c.dep_ == "csubj" and c.lemma_ == "do"), None)
        return next((c for c in does.children if c.dep_ == "nsubj"), None) if does is not None else None

    def _doer(self, governor: Token, depth: int) -> Token | None:
        """Whose participle it is: the by-agent of a passive, else the subject; of an agentless passive nobody's."""
        if self._group(governor).voice is Voice.PASSIVE:
            return self._by(governor)
        return self._subject(governor, depth + 1)

    def _antecedent(self, verb: Token, pronoun: Token) -> Token | None:
        governor = verb.head
        if verb.dep_ in {"relcl", "acl"} and governor.pos_ in {"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"}:
            return governor
        if governor.lemma_ == "be" and verb.dep_ in {"ccomp", "advcl", "relcl", "xcomp"}:
            focus = next((c for c in governor.children if c.dep_ in {"attr", "acomp", "dobj"}), None)
            if focus is not None:
                return focus
        if verb.dep_ == "conj" and governor.pos_ in {"VERB", "AUX"}:
            return self._subject(governor, 1)
        return pronoun if pronoun.lower_ == "who" else None

    def _agent(
        self, verb: Token, voice: Voice, subject: Token | None, actor: Actor | None
    ) -> tuple[Actor | None, Slot]:
        if voice is Voice.PASSIVE:
            by = self._by(verb)
            if by is None:
                return None, Slot.NONE
            return self._through_artefact(self._cast.actor(by, verb.lemma_), Slot.BY, verb.lemma_)
        if subject is None or actor is None:
            return None, Slot.NONE
        if self._in_cleft(verb, subject) or self._told_by_what(verb) is not None:
            return actor, Slot.CLEFT
        focus = self._pseudo_cleft(subject)
        if focus is not None:
            return self._cast.actor(focus, verb.lemma_), Slot.CLEFT
        actor, slot = self._through_artefact(actor, Slot.SUBJECT, verb.lemma_)
        if any(c.lower_ == "what" and c.dep_ == "nsubj" for c in verb.children) and verb.dep_ == "ccomp":
            return actor, Slot.CLEFT
        return actor, slot

    def _by(self, verb: Token) -> Token | None:
        for child in verb.children:
            if child.dep_ == "agent" or (child.lower_ == "by" and child.dep_ == "prep"):
                noun = next((c for c in child.children if c.dep_ == "pobj"), None)
                if noun is not None:
                    return noun
        if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.pos_ == "VERB":
            return None
        return None

    def _in_cleft(self, verb: Token, subject: Token) -> bool:
        """`It was Marco who deleted …`: the subject is the focus of an `it is` clause."""
        own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if own is None or own.lower_ not in RELATIVES:
            return False
        be = subject.head
        return (
            be.lemma_ == "be"
            and subject.dep_ in {"attr", "acomp", "dobj"}
            and any(c.dep_ in SUBJECTS | {"expl"} and c.lower_ in {"it", "that", "this"} for c in be.children)
        )

    def _pseudo_cleft(self, subject: Token) -> Token | None:
        """`The person who broke it was Marco`: the noun is only a frame for the name."""
        if subject.lemma_.lower() not in self._lexicon.person_nouns | {"one", "culprit"} or subject.dep_ != "nsubj":
            return None
        if subject.head.lemma_ != "be":
            return None
        focus = next((c for c in subject.head.children if c.dep_ == "attr"), None)
        if focus is None or self._cast.actor(focus, "").kind not in PEOPLE:
            return None
        return focus

    def _through_artefact(self, actor: Actor, slot: Slot, verb: str) -> tuple[Actor, Slot]:
        """`Priya's commit broke it`: the artefact is the grammatical agent, its owner the one who is pointed at."""
        if actor.kind is not ActorKind.ARTIFACT:
            return actor, slot
        owner = self._owner(self._doc[actor.head])
        if owner is None:
            return actor, slot
        person = self._cast.actor(owner, verb)
        if person.kind in PEOPLE or person.kind is ActorKind.VENDOR:
            return person, Slot.POSSESSOR
        return actor, slot

    def _owner(self, noun: Token) -> Token | None:
        """Whose thing or act a noun is: `X's change`, `a change by X`, `a change from X`, `the change X made`."""
        for child in noun.children:
            if child.dep_ == "poss":
                return child
        for child in noun.children:
            if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
                owner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if owner is not None:
                    return owner
            if child.dep_ == "acl" and child.tag_ == "VBN":
                by = self._by(child)
                if by is not None:
                    return by
            if child.dep_ == "relcl":
                subject = next((c for c in child.children if c.dep_ == "nsubj" and c.lower_ not in RELATIVES), None)
                if subject is not None:
                    return subject
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                owner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if owner is not None and self._cast.actor(owner, "").kind in PEOPLE:
                    return owner
        return None

    def _things(self, verb: Token, voice: Voice, subject: Token | None) -> tuple[Token | None, dict[str, Token]]:
        """What is acted on, and the nouns that hang on a preposition, by preposition."""
        prepositions = {
            child.lower_: noun
            for child in verb.children
            if child.dep_ in {"prep", "dative"}
            for noun in child.children
            if noun.dep_ == "pobj"
        }
        thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if thing is not None and thing.i + 1 < len(self._doc) and self._twin(thing, verb):
            thing = thing.nbor(1)  # `dropped the customers table`, read as two objects
        if thing is not None and thing.lower_ in RELATIVES and verb.dep_ == "relcl":
            thing = verb.head
        if thing is None and voice is Voice.PASSIVE:
            thing = subject
        if thing is None and verb.dep_ == "relcl" and not any(c.lower_ in RELATIVES for c in verb.children):
            thing = verb.head
        if thing is None and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and voice is Voice.PASSIVE:
            thing = self._subject(verb.head)
        return thing, prepositions

    def _twin(self, thing: Token, verb: Token) -> bool:
        following = thing.nbor(1)
        return following.dep_ == "dobj" and following.head.i == verb.i

    def _complement(self, verb: Token) -> Token | None:
        children = list(verb.children)
        for dep in ("acomp", "attr", "xcomp", "oprd"):
            found = next((c for c in children if c.dep_ == dep), None)
            if found is not None:
                return found
        if verb.lemma_ == "be":
            for child in children:
                if child.dep_ == "prep":
                    return next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
        return next((c for c in children if c.dep_ == "ccomp" and c.i > verb.i), None)

    def _names(self, verb: Token, group: VerbGroup, prepositions: dict[str, Token]) -> tuple[str, frozenset[str]]:
        lemma = lemma_of(verb)
        variants = set()
        name = lemma
        if group.particle is not None:
            name = f"{lemma} {self._doc[group.particle].lower_}"
            variants.add(name)
        if not group.firm:
            variants.add(lemma)
        for preposition in prepositions:
            variants.add(f"{lemma} {preposition}")
            variants.add(f"{name} {preposition}")
        if verb.lower_.endswith("ed") and not group.firm:
            stem = regular_stem(verb.lower_)
            variants |= {stem, stem[:-1]} if stem.endswith("ll") else {stem}  # British `mislabelled`
        if lemma in STATES:
            variants |= {f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in {"acomp", "advmod", "oprd", "amod"}}
        return name, frozenset(variants)

    def _members(self, verb: Token, group: VerbGroup, duty: Token | None) -> tuple[int, ...]:
        members = set(group.auxiliaries)
        if duty is not None:
            members |= set(self._group(duty).auxiliaries)
        if group.particle is not None and group.particle == verb.i + 1:
            members.add(group.particle)
        if verb.dep_ == "pcomp" and verb.head.lower_ == "without" and verb.head.i == verb.i - 1:
            members.add(verb.head.i)
        return tuple(sorted(members))

    def _tense(self, verb: Token, group: VerbGroup, depth: int = 0) -> Tense:
        if group.tense is not Tense.NONE or depth > MAX_CHAIN:
            return group.tense
        governor = verb.head
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and governor.head.lower_ == "with":
            governor = governor.head.head  # `it started with Ada pulling the plug`
        if governor.i == verb.i or governor.pos_ not in {"VERB", "AUX", "ADP", "SCONJ"}:
            if verb.dep_ in {"ROOT", "acl"} and verb.tag_ == "VBN":
                return Tense.PAST
            return Tense.NONE
        if verb.dep_ == "pcomp":
            governor = governor.head
            if governor.pos_ not in {"VERB", "AUX"}:
                return Tense.NONE
            return self._tense(governor, self._group(governor), depth + 1)
        if verb.dep_ == "conj" or (verb.dep_ in {"acl", "advcl"} and verb.tag_ in {"VBG", "VBN"}):
            return self._tense(governor, self._group(governor), depth + 1)
        if verb.dep_ == "xcomp" and governor.lemma_ in REALIZED:
            return self._tense(governor, self._group(governor), depth + 1)
        return Tense.NONE

    def _mood(self, verb: Token, subject: Token | None, group: VerbGroup, depth: int = 0) -> Mood:
        own = next((c for c in parts_of(verb) if c.dep_ in SUBJECTS | {"expl"}), None)
        if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "lest"} for c in verb.children) or any(
            c.dep_ == "advmod" and c.lower_ == "if" for c in verb.children
        ):
            return Mood.CONDITION
        asks = self._asks[self._sentence[verb.i]]
        if not asks and own is not None:
            first = next((i for i in group.auxiliaries), verb.i)
            if first < own.i and self._doc[first].lower_ in {"had", "were", "should"} and verb.dep_ != "ROOT":
                return Mood.CONDITION
            if first < own.i and self._doc[first].lower_ in {"had", "were"} and self._opens(first):
                return Mood.CONDITION
        if verb.dep_ == "conj" and own is None and depth < MAX_CHAIN and verb.head.pos_ in {"VERB", "AUX"}:
            return self._mood(verb.head, subject, self._group(verb.head), depth + 1)
        if asks:
            return Mood.QUESTION
        if verb.dep_ == "ROOT" and own is None and subject is None:
            if (
                verb.tag_ in {"VB", "VBP"}
                and group.tense is not Tense.PAST
                and not past_form(verb)
                and not any(c.lower_ == "to" for c in verb.children)
            ):
                return Mood.IMPERATIVE
            return Mood.FRAGMENT
        return Mood.DECLARATIVE

    def _opens(self, index: int) -> bool:
        return index == 0 or bool(self._doc[index].is_sent_start) or self._doc[index - 1].is_punct

    def _negated(self, verb: Token, subject: Token | None) -> bool:
        """Denied from outside the verb group: nobody, no engineer, without checking, instead of asking."""
        if verb.dep_ == "pcomp" and verb.head.lower_ in {"without", "of"}:
            return verb.head.lower_ == "without" or (verb.head.i > 0 and verb.head.nbor(-1).lower_ == "instead")
        if self._at_no_point(verb):
            return True
        if subject is None:
            return False
        if subject.lower_ in NEGATIVE_INDEFINITE:
            return True
        if subject.lower_ in {"one", "single"} and any(c.lower_ == "not" for c in subject.children):
            return True
        return any(c.lower_ in {"no", "neither"} for c in subject.children)

    def _at_no_point(self, verb: Token) -> bool:
        """`At no point did the operator look`: the denial stands in front, with the verb turned round."""
        return any(
            child.dep_ == "prep"
            and child.i < verb.i
            and child.lower_ in {"at", "on"}
            and any(
                noun.lemma_ in {"point", "time", "stage", "occasion"} and any(c.lower_ == "no" for c in noun.children)
                for noun in child.children
            )
            for child in parts_of(verb)
        )

    def _reason(self, verb: Token) -> bool:
        """Second-story credit: a reason, condition or cue hangs on the clause, and its head is no person."""
        at, steps = verb, 0
        while at.dep_ in {"conj", "xcomp", "pcomp", "advcl"} and at.head.i != at.i and steps < MAX_CHAIN:
            if self._own_reason(at):
                return True
            at, steps = at.head, steps + 1
        return self._own_reason(at)

    def _own_reason(self, verb: Token) -> bool:
        for child in verb.children:
            if child.dep_ == "advcl" and any(
                c.lower_ in REASONS and c.dep_ in {"mark", "advmod"} for c in child.children
            ):
                subject = next((c for c in child.children if c.dep_ in SUBJECTS), None)
                if subject is not None and self._cast.actor(subject, child.lemma_).kind not in PEOPLE:
                    return True
                if (
                    subject is not None
                    and any(c.lower_ in {"because", "since"} for c in child.children)
                    and self._knowing(child)
                ):
                    return True
            if child.dep_ == "prep" and child.lower_ in REASON_PREPOSITIONS:
                noun = next((c for c in child.subtree if c.dep_ == "pobj"), None)
                if noun is None:
                    noun = next(
                        (c for c in child.subtree if c.i > child.i and c.pos_ in {"NOUN", "PROPN", "PRON"}), None
                    )
                if noun is not None and self._cast.actor(noun, "").kind not in PEOPLE:
                    return True
        return False

    def _knowing(self, verb: Token) -> bool:
        """What somebody saw, expected or was told is a reason of its own."""
        return verb.lemma_.lower() in {
            "expect",
            "see",
            "believe",
            "show",
            "look",
            "seem",
            "appear",
            "tell",
            "think",
            "know",
            "read",
        }

    # ---- participles that deny an act

    def _undone(self, word: Token) -> Clause | None:
        """`went unanswered by the on-call`, `sat unread in Emeka's inbox`: a passive that is denied."""
        governor = word.head
        holder = governor.head if governor.dep_ in {"dobj", "nsubj"} and governor.i < word.i else governor
        lying = holder if lemma_of(holder) in LYING and holder.i < word.i else None
        hung = list(word.children) + (list(lying.children) if lying is not None else [])
        if lying is None and governor.i < word.i and governor.pos_ in {"NOUN", "PROPN"} and word.dep_ != "amod":
            hung += [c for c in governor.children if c.i > word.i]
        by, place = None, None
        for child in hung:
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            if child.dep_ not in {"prep", "agent"} or noun is None or child.i < word.i:
                continue
            if child.lower_ == "by":
                by = noun
            elif child.lower_ in {"in", "on", "with"} and lying is not None:
                place = next((c for c in noun.children if c.dep_ == "poss"), noun if child.lower_ == "with" else None)
        if by is None and lying is None:
            return None
        verb = UNDONE[word.lower_]
        actor, slot = (self._cast.actor(by, verb), Slot.BY) if by is not None else (None, Slot.NONE)
        if actor is None and place is not None:
            actor, slot = self._cast.actor(place, verb), Slot.POSSESSOR
            if actor.kind not in PEOPLE:
                actor, slot = None, Slot.NONE
        noun = self._subject(lying) if lying is not None else governor
        if lying is not None and lemma_of(lying) == "leave" and self._group(lying).voice is Voice.ACTIVE:
            if noun is not None and actor is None:
                actor, slot = self._cast.actor(noun, "leave"), Slot.SUBJECT
            noun = governor if governor.i != lying.i else None
        group = self._group(lying) if lying is not None else None
        modal = group.modality if group is not None else Modality.NONE
        return Clause(
            head=word.i,
            predicate=verb,
            variants=frozenset({verb, word.lower_}),
            actor=actor,
            slot=slot,
            subject=self._cast.actor(noun, verb) if noun is not None else None,
            object=noun.i if noun is not None else None,
            complement=None,
            polarity=Polarity.NEGATIVE,
            modality=modal,
            modal=group.modal if group is not None else "",
            perfect=group is not None and group.perfect,
            tense=group.tense if group is not None else Tense.PAST,
            voice=Voice.PASSIVE,
            mood=self._mood(lying, noun, group) if lying is not None and group is not None else Mood.FRAGMENT,
            nominal=False,
            reason=self._reason(lying) if lying is not None else False,
            group=self._lying_group(lying, word),
            tokens=(word.left_edge.i, word.right_edge.i + 1),
            sentence=self._sentence[word.i],
        )

    def _lying_group(self, lying: Token | None, word: Token) -> tuple[int, ...]:
        """The participle with the verb right before it: `went unanswered`, `was left unsigned`."""
        if lying is None or word.i - lying.i > 2:
            return (word.i,)
        return (*self._group(lying).auxiliaries, word.i)

    # ---- nouns

    def _deed(self, noun: Token) -> Clause | None:
        """`because of Aroha's change`, `after a restart by the on-call`, `without her override … would have held`."""
        owner = self._owner(noun)
        if owner is None:
            return None
        actor = self._cast.actor(owner, "cause")
        if actor.kind not in PEOPLE:
            return None
        reason, verb = self._given_as(noun)
        lost = reason in COUNTERFACTUAL and verb is not None and self._group(verb).modality is Modality.WOULD
        if reason not in CAUSAL and not lost:
            return None
        return Clause(
            head=noun.i,
            predicate=DEED,
            variants=frozenset({DEED, noun.lemma_.lower()}),
            actor=actor,
            slot=Slot.POSSESSOR if owner.i < noun.i else Slot.BY,
            subject=actor,
            object=None,
            complement=None,
            polarity=Polarity.POSITIVE,
            modality=Modality.NONE,
            modal="",
            perfect=lost and verb is not None and self._group(verb).perfect,
            tense=Tense.PAST,
            voice=Voice.ACTIVE,
            mood=Mood.CONDITION if lost else Mood.DECLARATIVE,
            nominal=True,
            reason=False,
            group=(noun.i,),
            tokens=(noun.left_edge.i, noun.right_edge.i + 1),
            sentence=self._sentence[noun.i],
        )

    def _given_as(self, noun: Token) -> tuple[str, Token | None]:
        """The preposition that makes a noun a cause, and the verb it hangs on."""
        if noun.dep_ == "dobj" and lemma_of(noun.head) == "follow":
            return "following", noun.head
        if noun.dep_ not in {"pobj", "pcomp", "dobj"} or noun.head.i == noun.i:
            return "", None
        before = self._doc[max(0, noun.left_edge.i - 1)]
        word = before.lower_
        if before.i and f"{before.nbor(-1).lower_} {word}" in CAUSAL | COUNTERFACTUAL:
            word = f"{before.nbor(-1).lower_} {word}"
        at = noun.head
        for _ in range(4):
            if at.pos_ in {"VERB", "AUX"} and at.lower_ not in {"following", "owing"}:
                return word, at
            at = at.head
        return word, None

    def _nominal(self, noun: Token) -> Clause | None:
        """`the operator's failure to check`, `a mistake by the on-call`, and the bare `failure to check`."""
        owner = self._owner(noun)
        infinitive = next(
            (
                c
                for c in noun.children
                if c.dep_ in {"acl", "relcl", "xcomp"} and any(g.lower_ == "to" for g in c.children)
            ),
            None,
        )
        if owner is None and infinitive is None:
            return None
        actor = self._cast.actor(owner, NOMINALS[noun.lemma_.lower()]) if owner is not None else None
        slot = Slot.NONE
        if owner is not None:
            slot = Slot.POSSESSOR if owner.i < noun.i else Slot.BY
        predicate = NOMINALS[noun.lemma_.lower()]
        negated = any(c.lower_ in {"no", "any"} for c in noun.children)
        return Clause(
            head=noun.i,
            predicate=predicate,
            variants=frozenset({predicate, noun.lemma_.lower()}),
            actor=actor,
            slot=slot,
            subject=actor,
            object=None,
            complement=infinitive.i if infinitive is not None else None,
            polarity=Polarity.NEGATIVE if negated else Polarity.POSITIVE,
            modality=Modality.NONE,
            modal="",
            perfect=False,
            tense=Tense.NONE,
            voice=Voice.ACTIVE,
            mood=Mood.QUESTION if self._asks[self._sentence[noun.i]] else Mood.DECLARATIVE,
            nominal=True,
            reason=False,
            group=(noun.i,),
            tokens=(noun.left_edge.i, noun.right_edge.i + 1),
            sentence=self._sentence[noun.i],
        )
