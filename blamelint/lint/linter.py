"""The one function that lints: a document in, findings out. The command line, the hook and the editor all call it.

Nothing here reads files, knows formats or prints. Blocks are gated by the spotter and by their words before anything
is parsed, and a document in which no rule could be believed never loads spaCy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from blamelint.config.model import Config, Level
from blamelint.document.model import Block, BlockKind, Document, Source
from blamelint.engine.lift import lift, lift_document, numbered
from blamelint.engine.limits import Limited
from blamelint.engine.matchers.directive import DirectiveMatcher, Flawed
from blamelint.engine.matchers.spot import SpotMatcher
from blamelint.engine.model import Match, Rule
from blamelint.engine.ruleset import RuleSet
from blamelint.finding import Applicability, Finding, Severity
from blamelint.language.gates import closed_gates, context_gates
from blamelint.language.model import Needs, Passage
from blamelint.language.reader import Reader
from blamelint.language.spotter.model import Sight
from blamelint.language.spotter.spotter import Spotter
from blamelint.lint.cache import BlockCache, Seen
from blamelint.lint.gate import live, words_of
from blamelint.lint.severity import weighed
from blamelint.lint.sieve import Candidate, Merged, sieve
from blamelint.lint.suppress import suppress
from blamelint.lint.verdict import is_believed, is_generic, may_speak, reserved, unexplained
from blamelint.structure.headings import HeadingWords
from blamelint.structure.model import Context, Outline
from blamelint.structure.outline import outline

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Active:
    """The rules that run for one file, and how loud each is."""

    rules: tuple[Rule, ...]
    severities: dict[str, Severity]
    """By code."""
    fixed: frozenset[str]
    """Codes whose severity the config or the profile sets; it is not weighed by the clause."""
    off: tuple[Rule, ...] = ()
    """Rules about sentences that are off and belong to a family: the spotter does not speak in their place."""

    @property
    def unparsed(self) -> Active:
        """Those that look at shapes and words alone; not those that speak where others have not, who are not here."""
        return self._those(rule for rule in self.rules if rule.needs is Needs.NOTHING and not is_generic(rule))

    @property
    def unspotted(self) -> Active:
        """Those that the spotter has no say in."""
        return self._those(rule for rule in self.rules if not rule.veto and not is_generic(rule))

    def _those(self, rules: Iterable[Rule]) -> Active:
        kept = tuple(rules)
        return Active(kept, {rule.code: self.severities[rule.code] for rule in kept}, self.fixed)

    @classmethod
    def of(cls, ruleset: RuleSet, config: Config) -> Active:
        """What `config` leaves of `ruleset`."""
        decisions = {rule.code: config.decide(rule) for rule in ruleset}
        severities = {code: said.severity for code, said in decisions.items() if said.severity is not None}
        fixed = frozenset(code for code, said in decisions.items() if said.levelled is not None)
        # A run that is told to look for some rules only has not switched the others off for good.
        silent = () if _is_narrowed(config) else tuple(rule for rule in ruleset if rule.code not in severities)
        off = tuple(rule for rule in silent if rule.veto and not is_generic(rule))
        return cls(tuple(rule for rule in ruleset if rule.code in severities), severities, fixed, off)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a document is linted; none of it changes the findings but `parsed` and `spotted`."""

    gated: bool = True
    """Blocks are gated by their words before they are parsed."""
    parsed: bool = True
    """False leaves out the rules that need spaCy: what is there at once, or where there is no model."""
    spotted: bool = True
    """False leaves out what the spotter says or may take back: what is there at once."""
    cache: BlockCache | None = None
    """Blocks that are in it are not looked at again."""
    checkpoint: Callable[[], None] | None = None
    """Called every few blocks; by raising it ends the work, and what was seen so far stays in the cache."""


PLAINLY = Manner()
STRIDE = 8
"""Blocks between two checkpoints."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What linting one document gives."""

    findings: list[Finding]
    """Sorted by place and rule."""
    silenced: tuple[Finding, ...] = ()
    """What directives of the draft took back, in the same order."""


def lint_document(
    document: Document,
    ruleset: RuleSet,
    config: Config,
    reader: Reader,
    headings: HeadingWords | None = None,
    *,
    spotter: Spotter | None = None,
    gated: bool = True,
) -> list[Finding]:
    """The findings of one document, sorted by place and rule, without those that its directives take back.

    Shape: deterministic; one finding for each clause, other rules that saw it in `also`.
    Units: spans count code points of `document.source.text`.
    Errors: ModelError when a rule needs spaCy and the model does not load, or the spotter does not.
    """
    return judge(document, ruleset, config, reader, headings, Manner(gated=gated), spotter=spotter).findings


def judge(
    document: Document,
    ruleset: RuleSet,
    config: Config,
    reader: Reader,
    headings: HeadingWords | None = None,
    manner: Manner = PLAINLY,
    *,
    spotter: Spotter | None = None,
) -> Judged:
    """As `lint_document`, with what directives took back."""
    active = Active.of(ruleset, config)
    # In this order: of a rule that is out, nobody has to know what it needs, which takes its matchers to tell.
    if not manner.spotted and config.spotter:
        active = active.unspotted
    if not manner.parsed:
        active = active.unparsed
    shape = outline(document, config.names, headings)
    if manner.cache is not None:
        scope = (ruleset, config, reader, spotter, manner.gated, manner.parsed, manner.spotted)
        manner.cache.under(scope, (shape.names,))
    found = _found(shape, active, config, _Readers(reader, spotter), manner)
    mute = {rule.code for rule in active.rules if is_generic(rule)} if spotter is None else set()
    verdict = suppress(
        found,
        document,
        ruleset.rules,
        active.severities.keys() - mute,
        narrowed=_is_narrowed(config) or not (manner.parsed and manner.spotted),
        absent=mute if config.spotter or _says(config, {"spotter"}) else (),
        require_reasons=config.require_reasons,
    )
    if not verdict.flawed:
        return Judged(list(verdict.kept), verdict.silenced)
    flawed = sorted(_in_directives(verdict.flawed, active, document.source), key=lambda finding: finding.order)
    told = sorted([*verdict.kept, *_told_apart(flawed)], key=lambda finding: finding.order)
    return Judged(told, verdict.silenced)


def _is_narrowed(config: Config) -> bool:
    """True when the command line chooses the rules, so that what silences one of the others is out of work today."""
    return _says(config, {"select", "ignore"})


def _says(config: Config, keys: Collection[str]) -> bool:
    """True when the command line sets one of these."""
    return any(
        layer.origin.level is Level.COMMAND_LINE and any(key in layer.values for key in keys) for layer in config.layers
    )


def _in_directives(flawed: Sequence[Flawed], active: Active, source: Source) -> Iterator[Finding]:
    """What rules about directives see."""
    for rule in active.rules:
        for matcher in rule.document_matchers:
            if isinstance(matcher, DirectiveMatcher):
                for match in matcher.find_among(flawed):
                    yield lift_document(rule, active.severities[rule.code], match, source)


@dataclass(frozen=True, slots=True)
class _Readers:
    """Who reads blocks, and what they have read of this document so far."""

    reader: Reader
    spotter: Spotter | None
    passages: dict[int, Passage] = field(default_factory=dict)
    """By the index of the block."""
    suspected: set[int] = field(default_factory=set)
    """Indices of the blocks in which the spotter suspects something."""

    def look(self, items: Sequence[tuple[Block, Context]]) -> Sequence[Sight | None]:
        """What the spotter sees in each block; None where it is not asked."""
        if self.spotter is None:
            return [None] * len(items)
        prose = [n for n, (block, _) in enumerate(items) if block.kind is not BlockKind.HEADING]
        seen = dict(zip(prose, self.spotter.look([items[n] for n in prose]), strict=True))
        return [seen.get(n) for n in range(len(items))]

    def suspect(self, indices: Iterable[int]) -> bool:
        """True when nobody says that nothing in these blocks is suspicious."""
        return self.spotter is None or not self.suspected.isdisjoint(indices)


def _found(shape: Outline, active: Active, config: Config, readers: _Readers, manner: Manner) -> list[Finding]:
    """All that rules see in the draft, each finding with a fingerprint of its own."""
    findings = [
        *_in_blocks(shape, active, config, readers, manner),
        *_in_document(shape, active, config.profile),
        *_over_document(shape, active, config.profile, readers, manner),
    ]
    return _told_apart(sorted(findings, key=lambda finding: finding.order))


def _told_apart(findings: Sequence[Finding]) -> list[Finding]:
    """The findings in their order; of several with one fingerprint, the second and later ones are numbered."""
    seen: Counter[str] = Counter()
    told: list[Finding] = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        told.append(replace(finding, fingerprint=numbered(finding.fingerprint, seen[finding.fingerprint])))
    return told


def _in_document(shape: Outline, active: Active, profile: str) -> Iterator[Finding]:
    for rule in active.rules:
        for matcher in rule.document_matchers:
            limited = matcher.under(profile) if isinstance(matcher, Limited) else matcher
            for match in limited.find_in(shape):
                yield lift_document(rule, active.severities[rule.code], match, shape.document.source)


def _over_document(
    shape: Outline, active: Active, profile: str, readers: _Readers, manner: Manner
) -> Iterator[Finding]:
    """What rules about the whole telling see, where the spotter suspects something; no block is read twice."""
    for rule in active.rules:
        for matcher in rule.passage_matchers:
            wanted = matcher.blocks(shape)
            if not wanted or not readers.suspect(wanted) or (manner.gated and not matcher.may_find(shape, wanted)):
                continue
            _read_on(shape, wanted, readers, manner)
            limited = matcher.under(profile) if isinstance(matcher, Limited) else matcher
            for match in limited.find_over(shape, {index: readers.passages[index] for index in wanted}):
                yield lift_document(rule, active.severities[rule.code], match, shape.document.source)


def _read_on(shape: Outline, wanted: Sequence[int], readers: _Readers, manner: Manner) -> None:
    """Read the blocks that are `wanted`, and keep their passages in the cache for the next time."""
    blocks, contexts, cache, read = shape.document.blocks, shape.contexts, manner.cache, readers.passages
    if cache is not None:
        kept = ((index, cache.passage(blocks[index], contexts[index])) for index in wanted if index not in read)
        read.update({index: passage for index, passage in kept if passage is not None})
    missing = [index for index in wanted if index not in read]
    for some in _strides(missing, manner):
        read.update(zip(some, readers.reader.read([(blocks[index], contexts[index]) for index in some]), strict=True))
    if cache is not None:
        for index in wanted:
            cache.keep_passage(read[index])


@dataclass(frozen=True, slots=True)
class _Task:
    """A block in which some rule could see something."""

    index: int
    block: Block
    context: Context
    rules: tuple[Rule, ...]
    off: tuple[Rule, ...]
    """Rules that are off and may have something to say about the spots of the block."""
    sight: Sight | None

    @property
    def parsed(self) -> bool:
        """True when the block has to be read."""
        return any(rule.needs is not Needs.NOTHING for rule in (*self.rules, *self.off))


def _in_blocks(shape: Outline, active: Active, config: Config, readers: _Readers, manner: Manner) -> Iterator[Finding]:
    """What the two readers see in sentences."""
    blocks, contexts, cache = shape.document.blocks, shape.contexts, manner.cache
    seen: dict[int, Seen] = {}
    new: list[int] = []
    for index, (block, context) in enumerate(zip(blocks, contexts, strict=True)):
        if not block.text or (context.in_quote and not config.lint_quotes):
            continue
        known = cache.seen(block, context) if cache is not None else None
        if known is None:
            new.append(index)
        else:
            seen[index] = known
    for some in _strides(new, manner):
        pairs = [(blocks[index], contexts[index]) for index in some]
        tasks = [
            _task(index, block, context, active, sight, gated=manner.gated)
            for index, (block, context), sight in zip(some, pairs, readers.look(pairs), strict=True)
        ]
        parsed = [task for task in tasks if task.parsed]
        if parsed:
            passages = readers.reader.read([(task.block, task.context) for task in parsed])
            readers.passages.update(zip((task.index for task in parsed), passages, strict=True))
        for task in tasks:
            merged = tuple(sieve(_candidates(task, readers.passages.get(task.index), active)))
            seen[task.index] = Seen(merged, suspicious=task.sight is not None and bool(task.sight.suspicions))
            if cache is not None:
                cache.keep(task.block, task.context, seen[task.index])
    for index, found in sorted(seen.items()):
        if found.suspicious:
            readers.suspected.add(index)
        for each in found.merged:
            yield _finding(each, blocks[index], contexts[index], shape.document.source, active)


def _task(index: int, block: Block, context: Context, active: Active, sight: Sight | None, *, gated: bool) -> _Task:
    rules = _live(block, context, active.rules, sight, gated=gated)
    generic = any(is_generic(rule) for rule in rules)
    off = _live(block, context, active.off, None, gated=gated) if generic and sight is not None and sight.spots else ()
    return _Task(index, block, context, rules, off, sight)


def _strides(items: Sequence[T], manner: Manner) -> Iterator[Sequence[T]]:
    """The items, a few at a time where somebody wants to be asked in between, else all at once."""
    if manner.checkpoint is None:
        if items:
            yield items
        return
    for start in range(0, len(items), STRIDE):
        manner.checkpoint()
        yield items[start : start + STRIDE]


def _finding(merged: Merged, block: Block, context: Context, source: Source, active: Active) -> Finding:
    """The finding that speaks for a clause, as loud as the clause is, with the safe edits of the others."""
    chosen = merged.candidate
    also = tuple(other.rule.code for other in merged.others)
    severity = chosen.severity
    if chosen.rule.code not in active.fixed:
        others = [other.rule for other in merged.others if not other.match.unsure]
        severity = weighed(severity, chosen.rule, others, chosen.match, context)
    finding = lift(chosen.rule, severity, chosen.match, block, source, also=also)
    safe = [
        suggestion
        for other in merged.others
        for suggestion in lift(other.rule, other.severity, other.match, block, source).suggestions
        if suggestion.applicability is Applicability.SAFE
    ]
    return replace(finding, suggestions=(*finding.suggestions, *safe)) if safe else finding


def _live(
    block: Block, context: Context, rules: Sequence[Rule], sight: Sight | None, *, gated: bool
) -> tuple[Rule, ...]:
    """The rules that could see something here and be believed."""
    shut = context_gates(block, context)
    here = tuple(rule for rule in rules if rule.matchers and not rule.gates & shut and _in_section(rule, context))
    if not gated:
        return here
    believed = tuple(rule for rule in here if may_speak(rule, sight))
    return live(believed, words_of(f"{context.row_label} {block.text}")) if believed else ()


def _in_section(rule: Rule, context: Context) -> bool:
    if rule.where is not None and not rule.where.covers(context):
        return False
    section = context.section.value
    if rule.sections and section not in rule.sections:
        return "actions" in rule.sections and context.action
    return section not in rule.not_sections


def _candidates(task: _Task, passage: Passage | None, active: Active) -> list[Candidate]:
    """What is seen in the block: by rules where the spotter believes them, by the spotter where rules see nothing."""
    generic = [rule for rule in task.rules if is_generic(rule)]
    told = [
        Candidate(rule, active.severities[rule.code], match)
        for rule in task.rules
        if not is_generic(rule)
        for match in _matches(rule, task, passage)
        if is_believed(rule, match, task.sight)
    ]
    if not generic:
        return told
    off = [(rule, match) for rule in task.off for match in _matches(rule, task, passage)]
    spoken = [
        Candidate(rule, active.severities[rule.code], match)
        for rule in generic
        for match in _matches(rule, task, passage)
        if not reserved(match, rule, off)
    ]
    return [*told, *unexplained(spoken, told)]


def _matches(rule: Rule, task: _Task, passage: Passage | None) -> Iterator[Match]:
    """What the rule sees here, each place once, after gates and exceptions."""
    block, context = task.block, task.context
    found: list[Match] = []
    for matcher in rule.matchers:
        if isinstance(matcher, SpotMatcher):
            matches = matcher.find_in_sight(task.sight) if task.sight is not None else iter(())
        else:
            matches = matcher.find(block, context, passage)
        for match in matches:
            if any(match.span.overlaps(earlier.span) for earlier in found):
                continue
            if rule.where is not None and not rule.where.holds(context, match.span):
                continue
            if rule.gates & closed_gates(block, context, match.span):
                continue
            found.append(match)
    if not found:
        return
    exceptions = [match for matcher in rule.unless for match in matcher.find(block, context, passage)]
    for match in sorted(found, key=lambda m: m.span):
        if not any(_excepts(exception, match) for exception in exceptions):
            yield match


def _excepts(exception: Match, match: Match) -> bool:
    """True when the exception stands in the words the match speaks for, or speaks for the same clause."""
    return exception.span.overlaps(match.span) or match.reach.contains(exception.span)
