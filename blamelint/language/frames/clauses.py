"""The clauses of one parse: every predicate with its agent, object, polarity, modality, tense and mood.

One pass over the tokens; rules then ask for `actor: NAMED, predicate: $harm` and never for dependency labels. What is
said of a clause is read in the modules beside this one; here it is put together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.frames.agents import agent_of
from blamelint.language.frames.denials import is_denied
from blamelint.language.frames.duties import charge_of, force_of, held_by
from blamelint.language.frames.moods import mood_of
from blamelint.language.frames.nominals import noun_clause
from blamelint.language.frames.omissions import UNDONE, omission
from blamelint.language.frames.parse import Parse
from blamelint.language.frames.predicates import complement_of, members_of, names_of, thing_of
from blamelint.language.frames.reasons import has_reason
from blamelint.language.frames.subjects import subject_of
from blamelint.language.frames.syntax import is_verb
from blamelint.language.frames.tenses import tense_of
from blamelint.language.frames.voices import voice_of
from blamelint.language.model import Clause, Polarity, Slot, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

NO_PREDICATES = frozenset({"aux", "auxpass", "amod", "compound", "case"})
"""Relations in which a verb only serves another word."""


def clauses_of(parse: Parse) -> tuple[Clause, ...]:
    """All clauses in the order of their heads."""
    return tuple(clause for token in parse.doc if (clause := _clause(parse, token)) is not None)


def _clause(parse: Parse, token: Token) -> Clause | None:
    if token.lower_ in UNDONE:
        return omission(parse, token)
    if is_verb(token) and token.dep_ not in NO_PREDICATES and held_by(token) is None:
        return _verbal(parse, token)
    return noun_clause(parse, token)


def _verbal(parse: Parse, verb: Token) -> Clause:
    group, voice, charge = parse.group(verb), voice_of(parse, verb), charge_of(parse, verb)
    force = force_of(parse, verb, charge)
    noun = subject_of(parse, verb)
    subject = parse.cast.actor(noun, verb.lemma_) if noun is not None else None
    actor, slot = agent_of(parse, verb, voice, subject)
    if charge is not None:
        actor, slot = parse.cast.actor(charge.owner, verb.lemma_), Slot.POSSESSOR
    negative, tense = group.negative, tense_of(parse, verb)
    if force.holder is not None:
        holder = parse.group(force.holder)
        negative = negative or holder.negative
        tense = holder.tense if holder.tense is not Tense.NONE else Tense.PAST
    thing, complement = thing_of(parse, verb, voice, noun), complement_of(verb)
    predicate, variants = names_of(parse, verb)
    return Clause(
        head=verb.i,
        predicate=predicate,
        variants=variants,
        actor=actor,
        slot=slot,
        subject=subject,
        object=thing.i if thing is not None else None,
        complement=complement.i if complement is not None else None,
        polarity=Polarity.NEGATIVE if negative or is_denied(verb, noun, complement) else Polarity.POSITIVE,
        modality=force.modality,
        modal=force.modal,
        perfect=group.perfect,
        tense=tense,
        voice=voice,
        mood=mood_of(parse, verb, noun),
        nominal=False,
        reason=has_reason(parse, verb),
        group=members_of(parse, verb, force),
        tokens=(verb.left_edge.i, verb.right_edge.i + 1),
        sentence=parse.sentence(verb),
    )
