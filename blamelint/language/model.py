"""The values of understanding: actors, clauses, and the passage that holds them.

A passage counts in tokens; its `offsets` bring every token back to code points of the block's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, Flag, auto
from typing import TYPE_CHECKING

from blamelint.document.model import Block
from blamelint.finding import Confidence
from blamelint.structure.model import Context
from blamelint.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Needs(Flag):
    """What a matcher needs of the reader; the union over the enabled rules decides what is loaded.

    There is no flag for named entities: the tagger is right about 28 % of the subjects it calls persons in real
    reviews, and its recall differs by the origin of the name, so blamelint does without it.
    """

    NOTHING = 0
    TAGS = auto()
    """Lemmas, parts of speech and the dependency tree."""


class Hint(Enum):
    """What a token is known to be before anything is parsed."""

    PERSON = "person"
    """A name, a handle or initials; the token's word is a neutral name."""
    SYSTEM = "system"
    """Inline code, an identifier, a name from the systems list."""
    TEAM = "team"


class ActorKind(Enum):
    """Who stands in the agent slot."""

    NAMED = "NAMED"
    """A person by name, handle or initials."""
    ROLE = "ROLE"
    """A person by role: the on-call, a developer."""
    FIRST = "FIRST"
    """I or we."""
    THIRD = "THIRD"
    """he, she, or they where people are meant; you."""
    INDEF = "INDEF"
    """someone, nobody, whoever, one of the developers."""
    GROUP = "GROUP"
    """A team."""
    VENDOR = "VENDOR"
    """A company outside."""
    SYSTEM = "SYSTEM"
    ARTIFACT = "ARTIFACT"
    """Something people make: a change, a config, an alert."""
    UNKNOWN = "UNKNOWN"
    """A noun of no known class; rules about people stay silent."""


PEOPLE = frozenset(
    {ActorKind.NAMED, ActorKind.ROLE, ActorKind.FIRST, ActorKind.THIRD, ActorKind.INDEF, ActorKind.GROUP}
)
"""The kinds that are people, alone or together."""


class Slot(Enum):
    """How the actor came into the agent slot."""

    SUBJECT = "subject"
    BY = "by"
    """Agent of a passive or of a nominal: `by Dmitri`."""
    POSSESSOR = "possessor"
    """Owner of the artefact that acts: `Priya's commit brought …`; or of a nominal: `Priya's failure to …`."""
    CLEFT = "cleft"
    """`It was Marco who …`, `The person who … was Marco`."""
    NONE = "none"
    """No agent: a fragment, an imperative, an agentless passive."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is in the agent slot and how we know."""

    kind: ActorKind
    tokens: tuple[int, int]
    """First token and one past the last token of the noun phrase, without relative clauses."""
    head: int
    """The head token."""
    confidence: Confidence = Confidence.HIGH
    plural: bool = False


class Polarity(Enum):
    """Whether the act is asserted or denied."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(Enum):
    """The modal force of a predicate."""

    NONE = "none"
    DUTY = "duty"
    """should, ought to, had to, needed to, was supposed / expected / meant to, had a duty to."""
    ABILITY = "ability"
    """could, might, was able to."""
    WOULD = "would"
    MUST = "must"
    MAY = "may"
    FUTURE = "future"
    """will, shall, is going to."""


class Tense(Enum):
    """When the act is placed."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = "none"
    """An infinitive, an imperative, a participle or a fragment."""


class Voice(Enum):
    """Which way the verb faces."""

    ACTIVE = "active"
    PASSIVE = "passive"


class Mood(Enum):
    """What kind of statement the clause makes."""

    DECLARATIVE = "declarative"
    QUESTION = "question"
    IMPERATIVE = "imperative"
    CONDITION = "condition"
    """The if-part: `if X had …`, `had X …`, `if only …`, `were it not for …`."""
    FRAGMENT = "fragment"
    """A predicate without a subject that is no imperative: `Forgot to renew the certificate.`"""


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate with who does it, to what, and how it is said.

    Units: token indices of the passage's doc. Lemmas are lower case; a particle is joined with a blank (`take down`).
    """

    head: int
    """The predicate's token: a verb, or the noun of a nominal clause (`failure to …`, `mistake by …`)."""
    predicate: str
    """Lemma of the predicate with its particle; `be` for a copula."""
    variants: frozenset[str]
    """All the ways to name the predicate: with and without a loose particle, with its prepositions (`lead to`)."""
    actor: Actor | None
    """The agent: never the subject of a passive."""
    slot: Slot
    subject: Actor | None
    """The grammatical subject, also of a passive."""
    object: int | None
    """Head token of the thing acted on: the direct object, or the subject of a passive."""
    complement: int | None
    """Head token of an open complement or of a copula's adjective or noun: `failed to NOTICE`, `was CARELESS`."""
    polarity: Polarity
    modality: Modality
    modal: str
    """Lemma of the word that carries the modality: `should`, `ought`, `suppose`; empty when there is none."""
    perfect: bool
    """`have` + participle: `should have checked`, `had tested`."""
    tense: Tense
    voice: Voice
    mood: Mood
    nominal: bool
    reason: bool
    """The clause carries second-story credit: a reason, condition or cue whose head is no person."""
    group: tuple[int, ...]
    """The tokens of the verb group: auxiliaries, negation, particle and head, ascending."""
    tokens: tuple[int, int]
    """First token and one past the last token of the clause's subtree."""
    sentence: int
    """Index of the sentence in the passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One block's prose, read by spaCy.

    Shape: one offset and one hint for each token; offsets ascend; sentences are in order and disjoint.
    """

    block: Block
    context: Context
    doc: Doc = field(compare=False)
    """Its tokens are normalised: a listed name, a handle or an odd spelling stands as a neutral word."""
    offsets: tuple[Span, ...]
    """For each token, where its words stand in `Block.text`."""
    hints: tuple[Hint | None, ...]
    """For each token, what was known of it before parsing."""
    sentences: tuple[tuple[int, int], ...]
    """First token and one past the last of each sentence."""
    clauses: tuple[Clause, ...]
    """In the order of their heads."""
    figures: tuple[Actor, ...] = ()
    """The people, teams and suppliers that noun phrases name, whatever their slot."""

    def span(self, start: int, end: int) -> Span:
        """Where the tokens `start` to `end` (half open) stand in `Block.text`.

        Errors: ValueError when the range is empty.
        """
        if end <= start:
            raise ValueError(f"no tokens in {start}..{end}")
        return Span(self.offsets[start].start, self.offsets[end - 1].end)
