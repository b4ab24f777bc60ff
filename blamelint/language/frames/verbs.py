"""What the auxiliaries of one verb say: modality, tense, voice, polarity, and the particle that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blamelint.language.frames.lemmas import past_form
from blamelint.language.frames.syntax import AUXILIARIES, parts_of
from blamelint.language.model import Modality, Tense, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTICLES = frozenset({"down", "out", "off", "up", "over", "through", "away", "back", "in", "on", "apart", "aside"})
MODALS: dict[str, Modality] = {
    "should": Modality.DUTY,
    "shall": Modality.FUTURE,
    "ought": Modality.DUTY,
    "could": Modality.ABILITY,
    "can": Modality.ABILITY,
    "ca": Modality.ABILITY,
    "might": Modality.MAY,
    "may": Modality.MAY,
    "would": Modality.WOULD,
    "'d": Modality.WOULD,
    "must": Modality.MUST,
    "will": Modality.FUTURE,
    "wo": Modality.FUTURE,
    "'ll": Modality.FUTURE,
}
MODAL_LEMMAS = {"ca": "can", "wo": "will", "'ll": "will", "'d": "would"}
HAVING = frozenset({"'ve", "'d", "of"})
"""Spellings of `have` that have another lemma."""
PASTS = frozenset({"was", "were", "did", "had", "'ve", "'d"})
"""Auxiliaries that place an act in the past, whatever the tagger calls them."""
INVARIANT = frozenset(
    "read put set cut hit let shut run come become overrun rerun cost hurt quit shed spread split reset".split()
)
"""Participles that look like the base form and are tagged as one."""
NEGATIONS = frozenset({"not", "n't", "never", "hardly", "nowhere"})


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """What the auxiliaries of a verb say."""

    members: tuple[int, ...]
    """The tokens of auxiliaries, negations and the verb, ascending."""
    modality: Modality
    modal: str
    perfect: bool
    tense: Tense
    voice: Voice
    negative: bool
    particle: int | None
    """The token of a particle, adjacent or not."""
    firm: bool
    """The particle belongs to the verb for sure (not only an adverb of place)."""


def verb_group(verb: Token) -> VerbGroup:
    """What stands around `verb` and belongs to it."""
    parts = parts_of(verb)
    auxiliaries = [part for part in parts if part.dep_ in AUXILIARIES]
    modal = next((part for part in auxiliaries if part.lower_ in MODALS and _is_modal(part, verb)), None)
    negations = [part for part in parts if part.dep_ == "neg" or part.lower_ in NEGATIONS]
    firm = _firm_particle(parts)
    particle = firm if firm is not None else _loose_particle(verb, parts)
    members = {*(part.i for part in auxiliaries), *(part.i for part in negations if part.i < verb.i), verb.i}
    return VerbGroup(
        members=tuple(sorted(members)),
        modality=MODALS[modal.lower_] if modal is not None else Modality.NONE,
        modal=MODAL_LEMMAS.get(modal.lower_, modal.lower_) if modal is not None else "",
        perfect=_is_perfect(verb, auxiliaries, modal),
        tense=_tense(verb, auxiliaries, modal),
        voice=_voice(verb, parts, auxiliaries),
        negative=bool(negations),
        particle=particle.i if particle is not None else None,
        firm=firm is not None,
    )


def _is_modal(auxiliary: Token, verb: Token) -> bool:
    """`'d` is `would` before a base form and `had` before a participle."""
    return auxiliary.lower_ != "'d" or verb.tag_ in {"VB", "VBP"}


def _is_perfect(verb: Token, auxiliaries: Sequence[Token], modal: Token | None) -> bool:
    if verb.tag_ == "VB" and verb.lower_ not in INVARIANT and all(aux.lower_ != "been" for aux in auxiliaries):
        return False
    return any(
        aux is not modal and aux.i < verb.i and (aux.lemma_ == "have" or aux.lower_ in HAVING) for aux in auxiliaries
    )


def _tense(verb: Token, auxiliaries: Sequence[Token], modal: Token | None) -> Tense:
    if modal is not None:
        return Tense.FUTURE if MODALS[modal.lower_] is Modality.FUTURE else Tense.PRESENT
    if any(aux.lower_ == "to" for aux in auxiliaries):
        return Tense.NONE
    finite = next((aux for aux in auxiliaries if aux.tag_ in {"VBD", "VBZ", "VBP"}), None)
    if finite is not None:
        past = finite.tag_ == "VBD" or finite.lemma_ == "have" or finite.lower_ in PASTS
        return Tense.PAST if past else Tense.PRESENT
    if verb.tag_ == "VBD" or (verb.tag_ in {"VB", "VBP"} and past_form(verb)):
        return Tense.PAST
    return Tense.PRESENT if verb.tag_ in {"VBZ", "VBP"} else Tense.NONE


def _voice(verb: Token, parts: Sequence[Token], auxiliaries: Sequence[Token]) -> Voice:
    relations = {part.dep_ for part in parts}
    bare = verb.tag_ == "VBN" and not auxiliaries
    passive = relations & {"nsubjpass", "auxpass", "csubjpass"} or (bare and "agent" in relations)
    return Voice.PASSIVE if passive else Voice.ACTIVE


def _firm_particle(parts: Sequence[Token]) -> Token | None:
    own = next((part for part in parts if part.dep_ == "prt"), None)
    if own is not None:
        return own
    # `took the site down`, where the parser hangs the particle on the site
    things = [part for part in parts if part.dep_ == "dobj"]
    return next((c for thing in things for c in thing.children if c.dep_ == "prt" and c.i > thing.i), None)


def _loose_particle(verb: Token, parts: Sequence[Token]) -> Token | None:
    behind = [part for part in parts if part.i > verb.i]
    for part in behind:
        if part.dep_ == "advmod" and part.lower_ in PARTICLES and part.tag_ in {"RP", "RB", "IN"}:
            return part
    # `locked everyone out of the portal`
    return next((part for part in behind if part.dep_ == "prep" and part.lower_ == "out"), None)
