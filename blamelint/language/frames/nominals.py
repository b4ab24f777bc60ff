"""Nouns that stand for a clause: `the operator's failure to check`, `a mistake by her`, `because of Aroha's change`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blamelint.language.frames.lemmas import lemma_of
from blamelint.language.frames.owners import owner_of
from blamelint.language.frames.parse import Parse
from blamelint.language.frames.syntax import NOUNS, has_word, is_root, is_verb
from blamelint.language.model import PEOPLE, Clause, Modality, Mood, Polarity, Slot, Tense, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    "action change cleanup clean-up click command commit delete deploy deployment edit entry force-push keystroke "
    "merge migration override push query reboot reconfiguration reload rename restart rollout script shortcut tweak "
    "update upgrade".split()
)
"""Nouns for what somebody did to a system; they stand for a clause where they are given as a cause."""
DEED = "deed"
"""The predicate of such a clause, whatever its noun."""
CAUSAL = frozenset({"because of", "due to", "owing to", "after", "following", "from"})
COUNTERFACTUAL = frozenset({"without", "but for"})
NEAR = 4
"""How many governors above a cause its verb is looked for."""


def noun_clause(parse: Parse, noun: Token) -> Clause | None:
    """The clause that `noun` stands for, if it does."""
    if noun.pos_ not in NOUNS:
        return None
    lemma = noun.lemma_.lower()
    if lemma in DEEDS:
        return _deed(parse, noun)
    return _nominal(parse, noun, NOMINALS[lemma]) if lemma in NOMINALS else None


def _nominal(parse: Parse, noun: Token, predicate: str) -> Clause | None:
    """`the operator's failure to check`, `a mistake by the on-call`, and the bare `failure to check`."""
    owner = owner_of(parse.cast, noun)
    infinitive = next(
        (c for c in noun.children if c.dep_ in {"acl", "relcl", "xcomp"} and has_word(c, "to")),
        None,
    )
    if owner is None and infinitive is None:
        return None
    return replace(
        _clause(parse, noun, predicate, owner, predicate),
        complement=infinitive.i if infinitive is not None else None,
        polarity=Polarity.NEGATIVE if has_word(noun, "no", "any") else Polarity.POSITIVE,
        mood=Mood.QUESTION if parse.asks(noun) else Mood.DECLARATIVE,
    )


def _deed(parse: Parse, noun: Token) -> Clause | None:
    """`because of Aroha's change`, `after a restart by the on-call`, `without her override … would have held`."""
    owner = owner_of(parse.cast, noun)
    if owner is None or parse.cast.actor(owner, "cause").kind not in PEOPLE:
        return None
    reason, verb = _given_as(noun)
    group = parse.group(verb) if verb is not None else None
    lost = reason in COUNTERFACTUAL and group is not None and group.modality is Modality.WOULD
    if reason not in CAUSAL and not lost:
        return None
    return replace(
        _clause(parse, noun, DEED, owner, "cause"),
        perfect=lost and group is not None and group.perfect,
        tense=Tense.PAST,
        mood=Mood.CONDITION if lost else Mood.DECLARATIVE,
    )


def _given_as(noun: Token) -> tuple[str, Token | None]:
    """The preposition that makes a noun a cause, and the verb it hangs on."""
    if noun.dep_ == "dobj" and lemma_of(noun.head) == "follow":
        return "following", noun.head
    if noun.dep_ not in {"pobj", "pcomp", "dobj"} or is_root(noun):
        return "", None
    reason = _preposition(noun)
    at = noun.head
    for _ in range(NEAR):
        if is_verb(at) and at.lower_ not in {"following", "owing"}:
            return reason, at
        at = at.head
    return reason, None


def _preposition(noun: Token) -> str:
    """The word before the noun's phrase, with the one before it where both are one: `because of`, `but for`."""
    first = noun.left_edge
    word = first.nbor(-1) if first.i else first
    both = f"{word.nbor(-1).lower_} {word.lower_}" if word.i else ""
    return both if both in CAUSAL | COUNTERFACTUAL else word.lower_


def _clause(parse: Parse, noun: Token, predicate: str, owner: Token | None, verb: str) -> Clause:
    """A plain statement that `owner` did what `noun` says."""
    actor = parse.cast.actor(owner, verb) if owner is not None else None
    slot = Slot.NONE
    if owner is not None:
        slot = Slot.POSSESSOR if owner.i < noun.i else Slot.BY
    return Clause(
        head=noun.i,
        predicate=predicate,
        variants=frozenset({predicate, noun.lemma_.lower()}),
        actor=actor,
        slot=slot,
        subject=actor,
        object=None,
        complement=None,
        polarity=Polarity.POSITIVE,
        modality=Modality.NONE,
        modal="",
        perfect=False,
        tense=Tense.NONE,
        voice=Voice.ACTIVE,
        mood=Mood.DECLARATIVE,
        nominal=True,
        reason=False,
        group=(noun.i,),
        tokens=(noun.left_edge.i, noun.right_edge.i + 1),
        sentence=parse.sentence(noun),
    )
