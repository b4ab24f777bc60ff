"""The one function that lints: a document in, findings out. The command line, the hook and the editor all call it.

Nothing here reads files, knows formats or prints. Blocks are gated by their words before anything is parsed, and a
document in which no rule can see anything never loads spaCy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from blamelint.config.model import Config, Level
from blamelint.document.model import Block, Document, Source
from blamelint.engine.lift import lift, lift_document, numbered
from blamelint.engine.limits import Limited
from blamelint.engine.matchers.directive import DirectiveMatcher, Flawed
from blamelint.engine.model import Match, Rule
from blamelint.engine.ruleset import RuleSet
from blamelint.finding import Applicability, Finding, Severity
from blamelint.language.gates import closed_gates, context_gates
from blamelint.language.model import Needs, Passage
from blamelint.language.reader import Reader
from blamelint.lint.cache import BlockCache
from blamelint.lint.gate import live, words_of
from blamelint.lint.severity import weighed
from blamelint.lint.sieve import Candidate, Merged, sieve
from blamelint.lint.suppress import suppress
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

    @property
    def unparsed(self) -> Active:
        """Those that look at shapes and words alone."""
        rules = tuple(rule for rule in self.rules if rule.needs is Needs.NOTHING)
        return Active(rules, {rule.code: self.severities[rule.code] for rule in rules}, self.fixed)

    @classmethod
    def of(cls, ruleset: RuleSet, config: Config) -> Active:
        """What `config` leaves of `ruleset`."""
        decisions = {rule.code: config.decide(rule) for rule in ruleset}
        severities = {code: said.severity for code, said in decisions.items() if said.severity is not None}
        fixed = frozenset(code for code, said in decisions.items() if said.levelled is not None)
        return cls(tuple(rule for rule in ruleset if rule.code in severities), severities, fixed)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a document is linted; none of it changes the findings but `parsed`."""

    gated: bool = True
    """Blocks are gated by their words before they are parsed."""
    parsed: bool = True
    """False leaves out the rules that need spaCy: what is there at once, or where there is no model."""
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
    gated: bool = True,
) -> list[Finding]:
    """The findings of one document, sorted by place and rule, without those that its directives take back.

    Shape: deterministic; one finding for each clause, other rules that saw it in `also`.
    Units: spans count code points of `document.source.text`.
    Errors: ModelError when a rule needs spaCy and the model does not load.
    """
    return judge(document, ruleset, config, reader, headings, Manner(gated=gated)).findings


def judge(
    document: Document,
    ruleset: RuleSet,
    config: Config,
    reader: Reader,
    headings: HeadingWords | None = None,
    manner: Manner = PLAINLY,
) -> Judged:
    """As `lint_document`, with what directives took back."""
    active = Active.of(ruleset, config)
    if not manner.parsed:
        active = active.unparsed
    shape = outline(document, config.names, headings)
    if manner.cache is not None:
        scope = (ruleset, config, reader, manner.gated, manner.parsed)
        manner.cache.under(scope, (shape.names,))
    found = _found(shape, active, config, reader, manner)
    verdict = suppress(
        found,
        document,
        ruleset.rules,
        active.severities,
        narrowed=_is_narrowed(config) or not manner.parsed,
        require_reasons=config.require_reasons,
    )
    if not verdict.flawed:
        return Judged(list(verdict.kept), verdict.silenced)
    flawed = sorted(_in_directives(verdict.flawed, active, document.source), key=lambda finding: finding.order)
    told = sorted([*verdict.kept, *_told_apart(flawed)], key=lambda finding: finding.order)
    return Judged(told, verdict.silenced)


def _is_narrowed(config: Config) -> bool:
    """True when the command line chooses the rules, so that what silences one of the others is out of work today."""
    return any(
        layer.origin.level is Level.COMMAND_LINE and not {"select", "ignore"}.isdisjoint(layer.values)
        for layer in config.layers
    )


def _in_directives(flawed: Sequence[Flawed], active: Active, source: Source) -> Iterator[Finding]:
    """What rules about directives see."""
    for rule in active.rules:
        for matcher in rule.document_matchers:
            if isinstance(matcher, DirectiveMatcher):
                for match in matcher.find_among(flawed):
                    yield lift_document(rule, active.severities[rule.code], match, source)


def _found(shape: Outline, active: Active, config: Config, reader: Reader, manner: Manner) -> list[Finding]:
    """All that rules see in the draft, each finding with a fingerprint of its own."""
    read: dict[int, Passage] = {}
    findings = [
        *_in_blocks(shape, active, config, reader, read, manner),
        *_in_document(shape, active, config.profile),
        *_over_document(shape, active, config.profile, reader, read, manner),
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
    shape: Outline, active: Active, profile: str, reader: Reader, read: dict[int, Passage], manner: Manner
) -> Iterator[Finding]:
    """What rules about the whole telling see; blocks that are in `read` are not read again."""
    for rule in active.rules:
        for matcher in rule.passage_matchers:
            wanted = matcher.blocks(shape)
            if not wanted or (manner.gated and not matcher.may_find(shape, wanted)):
                continue
            _read_on(shape, wanted, reader, read, manner)
            limited = matcher.under(profile) if isinstance(matcher, Limited) else matcher
            for match in limited.find_over(shape, {index: read[index] for index in wanted}):
                yield lift_document(rule, active.severities[rule.code], match, shape.document.source)


def _read_on(shape: Outline, wanted: Sequence[int], reader: Reader, read: dict[int, Passage], manner: Manner) -> None:
    """Put the passages of the blocks that are `wanted` into `read`, and into the cache for the next time."""
    blocks, contexts, cache = shape.document.blocks, shape.contexts, manner.cache
    if cache is not None:
        kept = ((index, cache.passage(blocks[index], contexts[index])) for index in wanted if index not in read)
        read.update({index: passage for index, passage in kept if passage is not None})
    missing = [index for index in wanted if index not in read]
    for some in _strides(missing, manner):
        read.update(zip(some, reader.read([(blocks[index], contexts[index]) for index in some]), strict=True))
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

    @property
    def parsed(self) -> bool:
        """True when the block has to be read."""
        return any(rule.needs is not Needs.NOTHING for rule in self.rules)


def _in_blocks(
    shape: Outline, active: Active, config: Config, reader: Reader, read: dict[int, Passage], manner: Manner
) -> Iterator[Finding]:
    """What rules about sentences see; passages read on the way are left in `read`."""
    blocks, contexts = shape.document.blocks, shape.contexts
    seen: dict[int, tuple[Merged, ...]] = {}
    todo: list[_Task] = []
    for index, (block, context) in enumerate(zip(blocks, contexts, strict=True)):
        if not block.text or (context.in_quote and not config.lint_quotes):
            continue
        known = manner.cache.seen(block, context) if manner.cache is not None else None
        if known is not None:
            seen[index] = known
        elif rules := _live(block, context, active.rules, gated=manner.gated):
            todo.append(_Task(index, block, context, rules))
        elif manner.cache is not None:
            manner.cache.keep(block, context, ())
    for some in _strides(todo, manner):
        parsed = [task for task in some if task.parsed]
        if parsed:
            passages = reader.read([(task.block, task.context) for task in parsed])
            read.update(zip((task.index for task in parsed), passages, strict=True))
        for task in some:
            candidates = list(_candidates(task.block, task.context, read.get(task.index), task.rules, active))
            seen[task.index] = tuple(sieve(candidates))
            if manner.cache is not None:
                manner.cache.keep(task.block, task.context, seen[task.index])
    for index, merged in sorted(seen.items()):
        for each in merged:
            yield _finding(each, blocks[index], contexts[index], shape.document.source, active)


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
        severity = weighed(severity, chosen.rule, [other.rule for other in merged.others], chosen.match, context)
    finding = lift(chosen.rule, severity, chosen.match, block, source, also=also)
    safe = [
        suggestion
        for other in merged.others
        for suggestion in lift(other.rule, other.severity, other.match, block, source).suggestions
        if suggestion.applicability is Applicability.SAFE
    ]
    return replace(finding, suggestions=(*finding.suggestions, *safe)) if safe else finding


def _live(block: Block, context: Context, rules: Sequence[Rule], *, gated: bool) -> tuple[Rule, ...]:
    shut = context_gates(block, context)
    here = tuple(rule for rule in rules if rule.matchers and not rule.gates & shut and _in_section(rule, context))
    return live(here, words_of(f"{context.row_label} {block.text}")) if gated else here


def _in_section(rule: Rule, context: Context) -> bool:
    if rule.where is not None and not rule.where.covers(context):
        return False
    section = context.section.value
    if rule.sections and section not in rule.sections:
        return "actions" in rule.sections and context.action
    return section not in rule.not_sections


def _candidates(
    block: Block, context: Context, passage: Passage | None, rules: Sequence[Rule], active: Active
) -> Iterator[Candidate]:
    for rule in rules:
        for match in _matches(rule, block, context, passage):
            yield Candidate(rule, active.severities[rule.code], match)


def _matches(rule: Rule, block: Block, context: Context, passage: Passage | None) -> Iterator[Match]:
    """What the rule sees here, each place once, after gates and exceptions."""
    found: list[Match] = []
    for matcher in rule.matchers:
        for match in matcher.find(block, context, passage):
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
