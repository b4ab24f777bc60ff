"""The matcher behind `telling:` in a rule: who does what across the sentences of a draft that tell how it came about.

telling: {people_above: 50}       more per cent of the acts than this are people's (a number, or one for each profile)
telling: {one_actor_above: 50}    one actor does more per cent of the acts than this
telling: {unexplained: true}      people act, and no act of theirs is told with its reason
telling: {human_factors: [phrases]}   each listed factor has a person as its subject, or holds one of the phrases

Acts are the main verbs of sentences in the sections on causes, on what went poorly and on lessons. People are counted
all together; nothing here is told about one of them, and no name leaves this module.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

from blamelint.document.model import Block
from blamelint.engine.limits import Limit, read_limit
from blamelint.engine.matchers import phrase
from blamelint.engine.matchers.phrase import PhraseMatcher
from blamelint.engine.matchers.section import first_line
from blamelint.engine.model import DocumentMatch, PassageMatcher
from blamelint.engine.vocabulary import Vocabulary
from blamelint.finding import Confidence
from blamelint.language.model import Actor, ActorKind, Clause, Mood, Passage, Tense, Voice
from blamelint.language.pronouns import FIRST, INDEFINITE, PLURAL_THIRD, THIRD
from blamelint.language.sentences import sentence_spans
from blamelint.language.words.name_forms import HALVES
from blamelint.language.words.respelling import ROLE_WORDS
from blamelint.located import Node
from blamelint.structure.content import is_review
from blamelint.structure.model import Context, Outline, SectionKind
from blamelint.text import Span

CAPTURES = ("p", "limit", "n")
KEYS = ("people_above", "one_actor_above", "unexplained", "human_factors")
TELLING = frozenset({SectionKind.CAUSE, SectionKind.CONTRIBUTING, SectionKind.POORLY, SectionKind.LESSONS})
FACTORS = frozenset({SectionKind.CAUSE, SectionKind.CONTRIBUTING})
FEWEST_ACTS = 5
"""Below this many a share says nothing."""
FEWEST_OF_ONE = 3
FEWEST_HUMAN = 2
"""Acts of people that a second story is asked for."""
FEWEST_FACTORS = 2
MOST = 200_000
"""Code points that are read; the rest of a longer draft does not change a share much."""
OTHERS = frozenset({ActorKind.NAMED, ActorKind.ROLE, ActorKind.THIRD, ActorKind.INDEF, ActorKind.GROUP})
"""People other than the writers: first-person accounts are welcome."""
PEOPLE = OTHERS | {ActorKind.FIRST}
STATES = frozenset(
    "be have seem appear remain stay need lack exist contain depend consist belong matter mean include require know "
    "own hold last cost differ resemble become deserve".split()
)
"""Verbs that tell how something is, not what somebody did."""


@dataclass(frozen=True, slots=True)
class Act:
    """The main verb of one sentence, with who does it."""

    block: int
    actor: Actor
    clause: Clause


@dataclass(frozen=True)
class Telling:
    """What the four matchers share: which blocks they want read, and the words without which no person acts."""

    whole: ClassVar[bool] = True
    vocabulary: Vocabulary

    def blocks(self, outline: Outline) -> tuple[int, ...]:
        """The sentences on how it came about; none when there are too few of them for this matcher."""
        chosen = _chosen(outline, TELLING)
        sentences = sum(len(sentence_spans(outline.document.blocks[index].text)) for index in chosen)
        return chosen if sentences >= FEWEST_ACTS else ()

    def may_find(self, outline: Outline, blocks: Iterable[int]) -> bool:
        """False when no word in these blocks can stand for a person."""
        listed = {part for name in outline.names.people | outline.names.teams for part in _words(name)}
        return any(self._may_act(outline.document.blocks[index].text, listed) for index in blocks)

    def _may_act(self, text: str, listed: set[str]) -> bool:
        if "@" in text:
            return True
        words = _words(text)
        if not (words.isdisjoint(self._nouns) and words.isdisjoint(listed)):
            return True
        # A name that no field tells is one only where it is written with a capital.
        capitals = _CAPITAL.findall(text)
        return "IT" in capitals or "no one" in text.lower() or not _words(" ".join(capitals)).isdisjoint(self._names)

    @cached_property
    def _nouns(self) -> frozenset[str]:
        classes = ("roles", "ambiguous_roles", "person_nouns", "groups", "team_names")
        heads = {_head(form) for name in classes for form in self.vocabulary.class_forms(name)}
        heads |= {_CUT.split(head)[-1] for head in heads}
        return frozenset(heads | FIRST | THIRD | PLURAL_THIRD | INDEFINITE | ROLE_WORDS | {"who", "no-one"}) - {"it"}

    @cached_property
    def _names(self) -> frozenset[str]:
        known = {name.lower() for kind in ("given_names", "ambiguous_names") for name in self.vocabulary[kind].words}
        return frozenset(known | {part for name in known for part in _words(name)} | HALVES)


@dataclass(frozen=True)
class PeopleAbove(Telling):
    """A match when too large a share of the acts is people's."""

    limit: Limit

    def under(self, profile: str) -> PeopleAbove:
        """With the limit of `profile`."""
        return replace(self, limit=self.limit.under(profile))

    def find_over(self, outline: Outline, passages: Mapping[int, Passage]) -> Iterator[DocumentMatch]:
        """At most one match, at the heading under which the first of them stands."""
        acts = _acts(passages)
        human = [act for act in acts if _is_one_of(OTHERS, passages[act.block], act.actor)]
        share = 100 * len(human) / len(acts) if acts else 0
        if len(acts) >= FEWEST_ACTS and share > self.limit.standard:
            captures = {"p": f"{share:.0f}", "limit": str(self.limit), "n": str(len(acts))}
            yield DocumentMatch(_place(outline, human[0].block), captures)


@dataclass(frozen=True)
class OneActorAbove(Telling):
    """A match when one actor does too large a share of the acts, under a name or a role."""

    limit: Limit

    def under(self, profile: str) -> OneActorAbove:
        """With the limit of `profile`."""
        return replace(self, limit=self.limit.under(profile))

    def find_over(self, outline: Outline, passages: Mapping[int, Passage]) -> Iterator[DocumentMatch]:
        """At most one match; the actor is not told."""
        acts = _acts(passages)
        keyed = [(key, act) for act in acts if (key := _key(passages[act.block], act.actor))]
        if len(acts) < FEWEST_ACTS or not keyed:
            return
        key, count = Counter(key for key, _ in keyed).most_common(1)[0]
        if count >= FEWEST_OF_ONE and 100 * count >= self.limit.standard * len(acts):
            first = next(act for other, act in keyed if other == key)
            captures = {"p": f"{100 * count / len(acts):.0f}", "limit": str(self.limit), "n": str(len(acts))}
            yield DocumentMatch(_place(outline, first.block), captures)


@dataclass(frozen=True)
class Unexplained(Telling):
    """A match when people act and no act of theirs comes with a reason, an expectation, a cue or a pressure."""

    def blocks(self, outline: Outline) -> tuple[int, ...]:
        """Nothing to read where a sentence about an act cannot be without its reason: in a draft that is no review."""
        return super().blocks(outline) if is_review(outline) else ()

    def find_over(self, outline: Outline, passages: Mapping[int, Passage]) -> Iterator[DocumentMatch]:
        """At most one match; a reason in an entry of the timeline counts, too."""
        if len(_acts(passages)) < FEWEST_ACTS:
            return
        human = [(index, clause) for index, passage in passages.items() for clause in _human(passage)]
        if len(human) < FEWEST_HUMAN:
            return
        if any(clause.reason or _credited(passages[index], clause) for index, clause in human):
            return
        if any(context.entry and _CREDIT.search(block.text[:4000]) for block, context in _pairs(outline)):
            return
        yield DocumentMatch(_place(outline, human[0][0]), {"p": "", "limit": "", "n": str(len(human))})


@dataclass(frozen=True)
class HumanFactors(Telling):
    """A match when each listed factor has a person as its subject."""

    whole: ClassVar[bool] = False
    failings: PhraseMatcher

    def blocks(self, outline: Outline) -> tuple[int, ...]:
        """The factors: all that stands in the sections on causes, when it is a list of two items or more."""
        blocks = outline.document.blocks
        chosen = [index for index in _chosen(outline, FACTORS) if not blocks[index].text.rstrip().endswith(":")]
        items = [index for index in chosen if blocks[index].item is not None]
        asked = any("?" in blocks[index].text for index in chosen)
        return tuple(chosen) if len(items) >= FEWEST_FACTORS and len(items) == len(chosen) and not asked else ()

    def may_find(self, outline: Outline, blocks: Iterable[int]) -> bool:
        """False when no factor can be about a person."""
        chosen = tuple(blocks)
        return super().may_find(outline, chosen) or any(self._failing(outline, index) for index in chosen)

    def find_over(self, outline: Outline, passages: Mapping[int, Passage]) -> Iterator[DocumentMatch]:
        """At most one match, at the heading of the first factor."""
        if all(_is_personal(passage) or self._failing(outline, index) for index, passage in passages.items()):
            yield DocumentMatch(_place(outline, min(passages)), {"p": "", "limit": "", "n": str(len(passages))})

    def _failing(self, outline: Outline, index: int) -> bool:
        block, context = outline.document.blocks[index], outline.contexts[index]
        return len(sentence_spans(block.text)) == 1 and any(True for _ in self.failings.find(block, context, None))


def build(node: Node, vocabulary: Vocabulary) -> PassageMatcher:
    """The matcher that the mapping under `telling:` describes.

    Errors: RuleError for an unknown key, more than one key, or a limit that is no number.
    """
    given = node.mapping(KEYS)
    if len(given) != 1:
        raise node.refused(f"expected one key, found {len(given)}", allowed=KEYS)
    ((key, value),) = given.items()
    if key == "people_above":
        return PeopleAbove(vocabulary, read_limit(value))
    if key == "one_actor_above":
        return OneActorAbove(vocabulary, read_limit(value))
    if key == "human_factors":
        return HumanFactors(vocabulary, phrase.build(value, vocabulary))
    if not value.boolean():
        raise value.refused("this key can only be true")
    return Unexplained(vocabulary)


def _chosen(outline: Outline, kinds: frozenset[SectionKind]) -> tuple[int, ...]:
    """The prose of these sections, as far as it is read."""
    chosen: list[int] = []
    size = 0
    for index, (block, context) in enumerate(_pairs(outline)):
        if context.section in kinds and _is_prose(block, context) and size < MOST:
            chosen.append(index)
            size += len(block.text)
    return tuple(chosen)


def _is_prose(block: Block, context: Context) -> bool:
    if block.level or not block.text.strip() or (block.cell is not None and not block.cell.row):
        return False
    return not (context.in_quote or context.metadata or context.entry or context.action)


def _pairs(outline: Outline) -> Iterator[tuple[Block, Context]]:
    return zip(outline.document.blocks, outline.contexts, strict=True)


def _acts(passages: Mapping[int, Passage]) -> list[Act]:
    """The agentive main verbs, at most one for each sentence, in the order of the text."""
    acts: list[Act] = []
    for index, passage in sorted(passages.items()):
        seen: set[int] = set()
        for clause in passage.clauses:
            actor = clause.actor
            if actor is None or clause.sentence in seen or passage.doc[clause.head].dep_ != "ROOT":
                continue
            if _is_act(clause) and clause.mood in (Mood.DECLARATIVE, Mood.FRAGMENT):
                seen.add(clause.sentence)
                acts.append(Act(index, actor, clause))
    return acts


def _is_act(clause: Clause) -> bool:
    return not clause.nominal and clause.predicate.split(" ")[0] not in STATES


def _human(passage: Passage) -> Iterator[Clause]:
    """What people did: asserted or denied acts of the past, of whose doer the parse is sure."""
    for clause in passage.clauses:
        actor = clause.actor
        if actor is None or not _is_one_of(OTHERS, passage, actor):
            continue
        if _is_act(clause) and clause.voice is Voice.ACTIVE and clause.tense is Tense.PAST:
            yield clause


def _is_one_of(kinds: frozenset[ActorKind], passage: Passage, actor: Actor) -> bool:
    """True when the actor is surely of these kinds; the pronoun `it` is never the department IT."""
    sure = actor.confidence is Confidence.HIGH
    return sure and actor.kind in kinds and passage.doc[actor.head].text not in {"it", "It"}


def _credited(passage: Passage, clause: Clause) -> bool:
    """True when the sentence of the act, or the one beside it, gives a reason, an expectation, a cue or a pressure."""
    first, last = max(0, clause.sentence - 1), min(len(passage.sentences) - 1, clause.sentence + 1)
    words = passage.span(passage.sentences[first][0], passage.sentences[last][1]).cut(passage.block.text)
    return _CREDIT.search(words) is not None


def _is_personal(passage: Passage) -> bool:
    """True when a person is the subject of every sentence, and no sentence tells what the person lacked or why."""
    told = {clause.sentence: clause for clause in reversed(passage.clauses) if passage.doc[clause.head].dep_ == "ROOT"}
    if len(told) < len(passage.sentences) or _LACKED.search(passage.block.text[:4000]):
        return False
    return all(
        clause.actor is not None
        and _is_one_of(PEOPLE, passage, clause.actor)
        and not clause.reason
        and (clause.predicate.split(" ")[0] not in STATES or clause.predicate == "be")
        for clause in told.values()
    )


def _key(passage: Passage, actor: Actor) -> str:
    """What tells one actor from others without looking back: the name, the handle, or the role as it is written."""
    if actor.confidence is not Confidence.HIGH:
        return ""
    if actor.kind is ActorKind.NAMED:
        return passage.offsets[actor.head].cut(passage.block.text).casefold().lstrip("@")
    if actor.kind is ActorKind.GROUP or (actor.kind is ActorKind.ROLE and not actor.plural):
        words = passage.span(*actor.tokens).cut(passage.block.text).casefold().split()
        return " ".join(word for word in words if word not in _ARTICLES)
    return ""


def _place(outline: Outline, index: int) -> Span:
    """The heading of the section that the block tells in; without one the draft's first line."""
    block = outline.document.blocks[index]
    lineage = outline.document.lineage(block.section)
    section = next((number for number in lineage if outline.kinds[number] in TELLING), block.section)
    return outline.document.sections[section].heading_span or first_line(outline) or block.span


def _head(phrase: str) -> str:
    """The word that the others hang on: `engineer` of `network engineer`, `member` of `member of staff`."""
    words = phrase.lower().split()
    return words[words.index("of") - 1] if "of" in words[1:] else words[-1]


def _words(text: str) -> frozenset[str]:
    """The words, lower case, and their parts between hyphens and apostrophes."""
    runs = _RUN.findall(text.lower().replace("’", "'"))
    return frozenset(runs) | {part for run in runs if "-" in run or "'" in run for part in _CUT.split(run)}


_RUN = re.compile(r"[\w'-]+")
_CAPITAL = re.compile(r"(?<!\w)[^\W\d_a-z][\w'’-]*")
_CUT = re.compile(r"['-]")
_ARTICLES = frozenset({"the", "a", "an", "our", "this", "that", "their", "same"})
_CREDIT = re.compile(
    r"\b(?:because|since|given|due to|as (?:the|it|this|that|there|they|no|a)|after|when|while|during|under|so that|"
    r"so as|in order to|to (?:avoid|keep|make|save|restore|free|stop|prevent|meet|finish)|expect\w*|believ\w*|thought|"
    r"assum\w*|"
    r"look(?:s|ed)? (?:like|right|fine|normal|the same|healthy|green)|show(?:s|ed|n)?|reads|seem\w*|appear\w*|"
    r"said|told|learn\w*|usual\w*|normal\w*|always|pressure|deadline|alone|busy|tired|night|instead of|"
    r"knew|know|intend\w*|meant|plan(?:ned|s)?|want\w*|hop(?:ed|ing)|aim\w*|trust\w*|rel(?:y|ied|ying)|"
    r"no (?:way|alert|alarm|warning|access|test|tool|time|sign)|could not|couldn['’]t|unable|without (?:a|an|any))\b",
    re.IGNORECASE,
)
_LACKED = re.compile(
    r"\b(?:no|because|since|due to|without (?:a|an|any)|which (?:has|had|gives|gave|shows|showed)|could not|"
    r"couldn['’]t|cannot|can['’]t|unable|as the|while|when|under|only one|alone)\b",
    re.IGNORECASE,
)
