"""From a match to a finding: the step from a block's text to the draft, and from captures to sentences.

A finding's fingerprint names its rule, its words and their sentence; which of several equal ones is meant is left to
the linter, which sees them all.
"""

from __future__ import annotations

import hashlib
import re

from blamelint.document.model import Block, Source
from blamelint.engine.message import fill
from blamelint.engine.model import DocumentMatch, Match, Rule
from blamelint.engine.suggest import suggestion_for
from blamelint.finding import Finding, Severity, Suggestion
from blamelint.language.sentences import sentence_at

DIGEST = 16
"""How many hexadecimal digits a fingerprint has, before the number that tells equal ones apart."""
_NUMBER = re.compile(r"[\d.,:%/ ]*")
_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def lift(
    rule: Rule, severity: Severity, match: Match, block: Block, source: Source, *, also: tuple[str, ...] = ()
) -> Finding:
    """The finding that `rule` makes of `match` in a block of `source`, as loud as `severity`.

    Errors: ValueError when the match is empty or lies outside the block, or the block is of another source.
    """
    captures = {**match.captures, "span": match.span.cut(block.text)}
    templates = dict.fromkeys((*match.suggestions, *rule.suggestions))
    made = (suggestion_for(template, match.span, block, captures) for template in templates)
    span = block.map.source_span(match.span)
    if span.end > len(source.text):
        raise ValueError(f"{span} lies outside {source.path}")
    return Finding(
        rule=rule.code,
        name=rule.name,
        group=rule.group,
        severity=severity,
        span=span,
        message=fill(rule.message, captures),
        question=fill(rule.question, captures) if rule.question is not None else None,
        suggestions=tuple(suggestion for suggestion in made if suggestion is not None),
        actor=match.actor,
        also=also,
        fingerprint=fingerprint(rule.code, captures["span"], sentence_at(block.text, match.span.start).cut(block.text)),
    )


def lift_document(rule: Rule, severity: Severity, match: DocumentMatch, source: Source) -> Finding:
    """The finding that `rule` makes of a `match` about the whole draft; its suggestions have titles only."""
    captures = {**match.captures, "span": match.span.cut(source.text)}
    return Finding(
        rule=rule.code,
        name=rule.name,
        group=rule.group,
        severity=severity,
        span=match.span,
        message=fill(rule.message, captures),
        question=fill(rule.question, captures) if rule.question is not None else None,
        suggestions=tuple(
            Suggestion(fill(template.title, captures), (), template.safety) for template in rule.suggestions
        ),
        fingerprint=fingerprint(rule.code, captures["span"], " ".join(filter(_lasts, match.captures.values()))),
    )


def _lasts(capture: str) -> bool:
    """False for a number, which any edit of the draft may change."""
    return _NUMBER.fullmatch(capture) is None


def fingerprint(code: str, words: str, sentence: str) -> str:
    """A name for a finding that moves with its sentence: lines, white space, case and curly quotes do not matter."""
    text = "\n".join([code, *(" ".join(part.casefold().translate(_STRAIGHT).split()) for part in (words, sentence))])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]


def numbered(name: str, number: int) -> str:
    """The fingerprint of the `number`th (from 1) of several findings that share one."""
    return f"{name}-{number}" if number > 1 else name


def shared(name: str) -> str:
    """The fingerprint that a finding has in common with those that differ from it by their place alone."""
    return name.partition("-")[0]
