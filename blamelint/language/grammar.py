"""Small readings of one spaCy verb: its auxiliaries, modality, tense, voice, polarity and particle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
EXPECTING = frozenset({"suppose", "expect", "mean", "require", "oblige"})
"""Participles that hold a duty with `be … to`."""
DUTY_HEADS = frozenset({"ought", "need", "have"})
"""Verbs that hold a duty with `to`: the complement is the predicate."""
CHARGES = frozenset({"job", "task", "duty", "responsibility"})
"""Nouns that hold a duty where somebody owns them: `it was Lukas's job to rotate the key`."""
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
INVARIANT = frozenset(
    "read put set cut hit let shut run come become overrun rerun cost hurt quit shed spread split reset".split()
)
"""Participles that look like the base form and are tagged as one."""
NEGATIONS = frozenset({"not", "n't", "never", "hardly", "nowhere"})


PAST_FORMS = {
    "broke": "break",
    "brought": "bring",
    "built": "build",
    "bought": "buy",
    "caught": "catch",
    "chose": "choose",
    "came": "come",
    "did": "do",
    "drove": "drive",
    "fell": "fall",
    "felt": "feel",
    "forgot": "forget",
    "found": "find",
    "froze": "freeze",
    "gave": "give",
    "got": "get",
    "went": "go",
    "held": "hold",
    "kept": "keep",
    "knew": "know",
    "left": "leave",
    "lost": "lose",
    "made": "make",
    "meant": "mean",
    "misread": "misread",
    "mistook": "mistake",
    "misunderstood": "misunderstand",
    "overrode": "override",
    "overran": "overrun",
    "oversaw": "oversee",
    "overslept": "oversleep",
    "overlooked": "overlook",
    "overwrote": "overwrite",
    "ran": "run",
    "reran": "rerun",
    "sent": "send",
    "shook": "shake",
    "slept": "sleep",
    "spent": "spend",
    "stood": "stand",
    "stuck": "stick",
    "took": "take",
    "thought": "think",
    "threw": "throw",
    "told": "tell",
    "tore": "tear",
    "wrote": "write",
    "blew": "blow",
    "let": "let",
    "led": "lead",
    "saw": "see",
    "said": "say",
}
"""Irregular pasts that the small model does not always bring back to their lemma in fragments."""  # fmt: skip


def lemma_of(verb: Token) -> str:
    """The lemma of a verb, lower case, also where the tagger took a past form for a base form."""
    lemma = verb.lemma_.lower()
    if lemma == verb.lower_:
        return PAST_FORMS.get(lemma, regular_stem(lemma) if verb.tag_ in {"VB", "VBP", "NN", "NNP"} else lemma)
    return lemma


def past_form(verb: Token) -> bool:
    """True when the word is a past form, whatever the tagger says."""
    return verb.lower_ in PAST_FORMS or (
        verb.lower_.endswith("ed") and verb.lemma_.lower() == verb.lower_ and len(verb) > 4
    )


def regular_stem(word: str) -> str:
    """`missed` to `miss`, for pasts that the model leaves as they are or gives an `e`: `bricked` to `bricke`."""
    if not word.endswith("ed") or len(word) < 5 or word.endswith("eed"):
        return word
    stem = word[:-2]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return stem


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """What the auxiliaries of a verb say."""

    auxiliaries: tuple[int, ...]
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


def parts_of(verb: Token) -> list[Token]:
    """The children of `verb`, with those that the parser hung on its auxiliary, in the order of the text."""
    own = list(verb.children)
    hung = [grand for child in own if child.dep_ in {"aux", "auxpass"} for grand in child.children]
    return sorted([*own, *hung], key=lambda token: token.i) if hung else own


def verb_group(verb: Token) -> VerbGroup:
    """What stands around `verb` and belongs to it."""
    children = parts_of(verb)
    aux = [child for child in children if child.dep_ in {"aux", "auxpass"}]
    modal = next((child for child in aux if child.lower_ in MODALS and _modal_here(child, verb)), None)
    negation = [child for child in children if child.dep_ == "neg" or child.lower_ in NEGATIONS]
    perfect = any(
        (child.lemma_ == "have" or child.lower_ in {"'ve", "'d", "of"}) and child.i < verb.i and child is not modal
        for child in aux
    ) and (verb.tag_ != "VB" or verb.lower_ in INVARIANT or any(child.lower_ == "been" for child in aux))
    voice = (
        Voice.PASSIVE
        if any(child.dep_ in {"nsubjpass", "auxpass", "csubjpass"} for child in children)
        or (verb.tag_ == "VBN" and not aux and any(child.dep_ == "agent" for child in children))
        else Voice.ACTIVE
    )
    particle = next((c for c in children if c.dep_ == "prt"), None)
    if particle is None:  # `took the site down`, where the parser hangs the particle on the site
        particle = next(
            (g for c in children if c.dep_ == "dobj" for g in c.children if g.dep_ == "prt" and g.i > c.i), None
        )
    firm = particle is not None
    if particle is None:
        particle = next(
            (
                c
                for c in children
                if c.dep_ == "advmod" and c.i > verb.i and c.lower_ in PARTICLES and c.tag_ in {"RP", "RB", "IN"}
            ),
            None,
        )
    if particle is None:  # `locked everyone out of the portal`
        particle = next((c for c in children if c.dep_ == "prep" and c.lower_ == "out" and c.i > verb.i), None)
    members = sorted({*(c.i for c in aux), *(c.i for c in negation if c.i < verb.i), verb.i})
    return VerbGroup(
        tuple(members),
        MODALS[modal.lower_] if modal is not None else Modality.NONE,
        MODAL_LEMMAS.get(modal.lower_, modal.lower_) if modal is not None else "",
        perfect,
        _tense(verb, aux, modal),
        voice,
        bool(negation),
        particle.i if particle is not None else None,
        firm,
    )


def _modal_here(child: Token, verb: Token) -> bool:
    """`'d` is `would` before a base form and `had` before a participle."""
    return child.lower_ != "'d" or verb.tag_ in {"VB", "VBP"}


def _tense(verb: Token, aux: list[Token], modal: Token | None) -> Tense:
    if modal is not None:
        return Tense.FUTURE if MODALS[modal.lower_] is Modality.FUTURE else Tense.PRESENT
    if any(child.lower_ == "to" for child in aux):
        return Tense.NONE
    finite = [child for child in aux if child.tag_ in {"VBD", "VBZ", "VBP"}]
    if finite:
        first = finite[0]
        if first.lemma_ == "have" or first.lower_ in {"'ve", "'d"}:
            return Tense.PAST
        if first.tag_ == "VBD" or first.lower_ in {"was", "were", "did", "had"}:
            return Tense.PAST
        return Tense.PRESENT
    if verb.tag_ == "VBD" or (verb.tag_ in {"VB", "VBP"} and past_form(verb)):
        return Tense.PAST
    if verb.tag_ in {"VBZ", "VBP"}:
        return Tense.PRESENT
    return Tense.NONE
