"""Duties and other modal forces: in an auxiliary, in `supposed to` and the like, in somebody's job or office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blamelint.language.frames.lemmas import lemma_of
from blamelint.language.frames.parse import Parse
from blamelint.language.frames.syntax import (
    SUBJECTS,
    after,
    by_agent,
    child,
    is_infinitive,
    is_root,
    is_verb,
)
from blamelint.language.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

EXPECTING = frozenset({"suppose", "expect", "mean", "require", "oblige"})
"""Participles that hold a duty with `be … to`."""
DUTY_HEADS = frozenset({"need", "have"})
"""Verbs that hold a duty with `to` where they have no object: the complement is the predicate."""
CHARGES = frozenset({"job", "task", "duty", "responsibility"})
"""Nouns that hold a duty where somebody owns them: `it was Lukas's job to rotate the key`."""


@dataclass(frozen=True, slots=True)
class Force:
    """The modal force of a predicate."""

    modality: Modality
    modal: str
    """Lemma of the word that carries it; empty when there is none."""
    holder: Token | None = None
    """The verb that carries it in the place of an auxiliary; its tense is the duty's."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A duty that a noun or an idiom holds, and whose it is."""

    modal: str
    holder: Token
    owner: Token


def charge_of(parse: Parse, verb: Token) -> Charge | None:
    """The charge that `verb` is.

    `It was Lukas's JOB to rotate the key`, `checking it was the crew's JOB`, `it FELL to the manager to call`,
    `it was UP to the dispatcher to stop`, `the key was DUE to be rotated by Ada`.
    """
    if not is_infinitive(verb) and verb.dep_ not in {"csubj", "nsubj"}:
        return None
    for holder in (verb.head, verb.head.head):
        for modal, owner in _charges(verb, holder):
            if owner is not None and parse.cast.is_person(owner):
                return Charge(modal, holder, owner)
    return None


def force_of(parse: Parse, verb: Token, charge: Charge | None) -> Force:
    """The modal force of `verb`, its own, its governor's or that of its `charge`."""
    if charge is not None:
        return Force(Modality.DUTY, charge.modal, charge.holder)
    governor, group = verb.head, parse.group(verb)
    held = held_by(governor) if verb.dep_ == "xcomp" and not is_root(verb) else None
    if held is not None and held.i == verb.i:
        outer = parse.group(governor)
        if outer.modality is Modality.NONE:
            return Force(Modality.DUTY, governor.lemma_.lower(), governor)
        return Force(outer.modality, outer.modal, governor)
    if (
        group.modality is Modality.NONE
        and verb.dep_ == "conj"
        and is_verb(governor)
        and verb.tag_ == governor.tag_
        and not group.members[:-1]
        and child(verb, *SUBJECTS) is None
    ):
        group = parse.group(governor)
    return Force(group.modality, group.modal)


def held_by(verb: Token) -> Token | None:
    """The verb that a duty verb stands for: `was supposed to RUN`, `ought to have ASKED`, `needed to have READ`."""
    infinitive = next((c for c in verb.children if c.dep_ == "xcomp" and is_infinitive(c)), None)
    lemma = verb.lemma_.lower()
    expected = lemma in EXPECTING and child(verb, "auxpass") is not None
    needed = lemma in DUTY_HEADS and child(verb, "dobj") is None
    return infinitive if expected or needed or lemma == "ought" else None


def _charges(verb: Token, holder: Token) -> Iterator[tuple[str, Token | None]]:
    """The words at `holder` that may put `verb` in somebody's charge, with whose it would be."""
    if lemma_of(holder) == "fall":
        yield "fall", after(holder, "to")
    if lemma_of(holder) != "be":
        return
    infinitive = is_infinitive(verb)
    up = next((c for c in holder.children if c.lower_ == "up"), None)
    if up is not None and infinitive:
        yield "up", after(up, "to")
    job = next((c for c in holder.children if c.dep_ == "attr" and c.lemma_.lower() in CHARGES), None)
    if job is not None:
        yield job.lemma_.lower(), child(job, "poss")
    due = next((c for c in holder.children if c.dep_ == "acomp" and c.lower_ == "due"), None)
    if due is not None and infinitive and verb.head.i == due.i:
        yield "due", by_agent(verb)
