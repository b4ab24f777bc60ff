"""Participles that deny an act of care: `went unanswered by the on-call`, `sat unread in Emeka's inbox`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from blamelint.language.frames.agents import Agent
from blamelint.language.frames.lemmas import lemma_of
from blamelint.language.frames.moods import mood_of
from blamelint.language.frames.parse import Parse
from blamelint.language.frames.reasons import has_reason
from blamelint.language.frames.subjects import subject_of
from blamelint.language.frames.syntax import NOUNS, child
from blamelint.language.frames.verbs import VerbGroup
from blamelint.language.model import PEOPLE, Clause, Modality, Mood, Polarity, Slot, Tense, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

UNDONE = {
    "unacknowledged": "acknowledge",
    "unactioned": "act",
    "unannounced": "announce",
    "unanswered": "answer",
    "unattended": "attend",
    "unchallenged": "challenge",
    "unchecked": "check",
    "unconfirmed": "confirm",
    "undocumented": "document",
    "undone": "finish",
    "unescalated": "escalate",
    "unheeded": "heed",
    "uninspected": "inspect",
    "unopened": "open",
    "unread": "read",
    "unreported": "report",
    "unreviewed": "review",
    "unsecured": "secure",
    "unsigned": "sign",
    "untested": "test",
    "unverified": "verify",
    "unwatched": "watch",
}
"""Participles that deny an act of care, with the verb they deny."""
LYING = frozenset({"go", "leave", "lie", "remain", "sit", "stay", "stand"})
"""Verbs after which such a participle tells an omission: `went unanswered`, `sat unread`, `was left unsigned`."""
NEAR = 2
"""Tokens from such a verb to a participle that is marked with it."""
NOTE = VerbGroup(
    members=(),
    modality=Modality.NONE,
    modal="",
    perfect=False,
    tense=Tense.PAST,
    voice=Voice.PASSIVE,
    negative=False,
    particle=None,
    firm=False,
)
"""What a note says that has no verb before the participle: `Handover sheet unsigned by the nurse`."""


def omission(parse: Parse, word: Token) -> Clause | None:
    """The clause of a participle of `UNDONE`: a passive that is denied; None where it only modifies a noun."""
    verb, lying = UNDONE[word.lower_], _lying(word)
    by, holder = _people_beside(word, lying)
    if by is None and lying is None:
        return None
    group = parse.group(lying) if lying is not None else NOTE
    actor, slot = _agent(parse, verb, by, holder)
    thing: Token | None = word.head
    if lying is not None:
        thing = subject_of(parse, lying)
        if lemma_of(lying) == "leave" and group.voice is Voice.ACTIVE:  # `she left the form unsigned`
            if thing is not None and actor is None:
                actor, slot = parse.cast.actor(thing, "leave"), Slot.SUBJECT
            thing = word.head if word.head.i != lying.i else None
    adjacent = lying is not None and word.i - lying.i <= NEAR
    return Clause(
        head=word.i,
        predicate=verb,
        variants=frozenset({verb, word.lower_}),
        actor=actor,
        slot=slot,
        subject=parse.cast.actor(thing, verb) if thing is not None else None,
        object=thing.i if thing is not None else None,
        complement=None,
        polarity=Polarity.NEGATIVE,
        modality=group.modality,
        modal=group.modal,
        perfect=group.perfect,
        tense=group.tense,
        voice=Voice.PASSIVE,
        mood=mood_of(parse, lying, thing) if lying is not None else Mood.FRAGMENT,
        nominal=False,
        reason=lying is not None and has_reason(parse, lying),
        group=(*group.members, word.i) if adjacent else (word.i,),
        tokens=(word.left_edge.i, word.right_edge.i + 1),
        sentence=parse.sentence(word),
    )


def _lying(word: Token) -> Token | None:
    """The verb before the participle that makes it an omission."""
    governor = word.head
    verb = governor.head if governor.dep_ in {"dobj", "nsubj"} and governor.i < word.i else governor
    return verb if lemma_of(verb) in LYING and verb.i < word.i else None


def _agent(parse: Parse, verb: str, by: Token | None, holder: Token | None) -> Agent:
    """Who left it undone: whom `by` names, else the person in whose place it lay."""
    if by is not None:
        return parse.cast.actor(by, verb), Slot.BY
    if holder is not None and parse.cast.actor(holder, verb).kind in PEOPLE:
        return parse.cast.actor(holder, verb), Slot.POSSESSOR
    return None, Slot.NONE


def _people_beside(word: Token, lying: Token | None) -> tuple[Token | None, Token | None]:
    """The nouns behind the participle that may be people: after `by`, and in whose place the thing lay."""
    by, holder = None, None
    for preposition in _hung(word, lying):
        noun = child(preposition, "pobj")
        if preposition.dep_ not in {"prep", "agent"} or noun is None or preposition.i < word.i:
            continue
        if preposition.lower_ == "by":
            by = noun
        elif preposition.lower_ in {"in", "on", "with"} and lying is not None:
            owner = child(noun, "poss")
            holder = noun if owner is None and preposition.lower_ == "with" else owner
    return by, holder


def _hung(word: Token, lying: Token | None) -> Iterator[Token]:
    """What hangs on the participle, on the verb before it, and in a note on the noun before it."""
    yield from word.children
    governor = word.head
    if lying is not None:
        yield from lying.children
    elif governor.i < word.i and governor.pos_ in NOUNS and word.dep_ != "amod":
        yield from (c for c in governor.children if c.i > word.i)
