"""The one function that lints: a document in, findings out. The command line, the hook and the editor all call it.

Nothing here reads files, knows formats or prints. Blocks are gated by their words before anything is parsed, and a
document in which no rule can see anything never loads spaCy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
from blamelint.lint.gate import live, words_of
from blamelint.lint.severity import weighed
from blamelint.lint.sieve import Candidate, Merged, sieve
from blamelint.lint.suppress import suppress
from blamelint.structure.headings import HeadingWords
from blamelint.structure.model import Context, Outline
from blamelint.structure.outline import outline


@dataclass(frozen=True, slots=True)
class Active:
    """The rules that run for one file, and how loud each is."""

    rules: tuple[Rule, ...]
    severities: dict[str, Severity]
    """By code."""
    fixed: frozenset[str]
    """Codes whose severity the config or the profile sets; it is not weighed by the clause."""

    @classmethod
    def of(cls, ruleset: RuleSet, config: Config) -> Active:
        """What `config` leaves of `ruleset`."""
        decisions = {rule.code: config.decide(rule) for rule in ruleset}
        severities = {code: said.severity for code, said in decisions.items() if said.severity is not None}
        fixed = frozenset(code for code, said in decisions.items() if said.levelled is not None)
        return cls(tuple(rule for rule in ruleset if rule.code in severities), severities, fixed)


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
    return judge(document, ruleset, config, reader, headings, gated=gated).findings


def judge(
    document: Document,
    ruleset: RuleSet,
    config: Config,
    reader: Reader,
    headings: HeadingWords | None = None,
    *,
    gated: bool = True,
) -> Judged:
    """As `lint_document`, with what directives took back."""
    active = Active.of(ruleset, config)
    found = _found(document, active, config, reader, headings, gated=gated)
    verdict = suppress(
        found,
        document,
        ruleset.rules,
        active.severities,
        narrowed=_is_narrowed(config),
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


def _found(
    document: Document,
    active: Active,
    config: Config,
    reader: Reader,
    headings: HeadingWords | None,
    *,
    gated: bool,
) -> list[Finding]:
    """All that rules see in the draft, each finding with a fingerprint of its own."""
    shape = outline(document, config.names, headings)
    read: dict[int, Passage] = {}
    findings = [
        *_in_blocks(shape, active, config, reader, read, gated=gated),
        *_in_document(shape, active, config.profile),
        *_over_document(shape, active, config.profile, reader, read, gated=gated),
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
    shape: Outline, active: Active, profile: str, reader: Reader, read: dict[int, Passage], *, gated: bool
) -> Iterator[Finding]:
    """What rules about the whole telling see; blocks that are in `read` are not read again."""
    for rule in active.rules:
        for matcher in rule.passage_matchers:
            wanted = matcher.blocks(shape)
            if not wanted or (gated and not matcher.may_find(shape, wanted)):
                continue
            missing = [index for index in wanted if index not in read]
            pairs = [(shape.document.blocks[index], shape.contexts[index]) for index in missing]
            read.update(zip(missing, reader.read(pairs) if pairs else [], strict=True))
            limited = matcher.under(profile) if isinstance(matcher, Limited) else matcher
            for match in limited.find_over(shape, {index: read[index] for index in wanted}):
                yield lift_document(rule, active.severities[rule.code], match, shape.document.source)


def _in_blocks(
    shape: Outline, active: Active, config: Config, reader: Reader, read: dict[int, Passage], *, gated: bool
) -> Iterator[Finding]:
    """What rules about sentences see; passages read on the way are left in `read`."""
    todo = [
        (index, block, context, rules)
        for index, (block, context) in enumerate(zip(shape.document.blocks, shape.contexts, strict=True))
        if block.text and (config.lint_quotes or not context.in_quote)
        if (rules := _live(block, context, active.rules, gated=gated))
    ]
    parsed = [entry for entry in todo if any(rule.needs is not Needs.NOTHING for rule in entry[3])]
    if parsed:
        passages = reader.read([(block, context) for _, block, context, _ in parsed])
        read.update(zip((index for index, *_ in parsed), passages, strict=True))
    for index, block, context, rules in todo:
        candidates = list(_candidates(block, context, read.get(index), rules, active))
        for merged in sieve(candidates):
            yield _finding(merged, block, context, shape.document.source, active)


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
