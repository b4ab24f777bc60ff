"""What the cache keeps of one lint: findings as JSON and back, every field of them exactly.

What is read back may have been cut short, be of another version or be somebody's joke; it is taken whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from blamelint.finding import Applicability, Confidence, Edit, Finding, FoundActor, Severity, Suggestion
from blamelint.run.runner import Linted
from blamelint.text import Span

FORMAT = 1
"""Counts up whenever an entry comes to look different."""
ENTRY = frozenset({"format", "key", "suppressed", "findings"})
FINDING = frozenset(
    {
        "rule", "name", "group", "severity", "span", "message", "question", "suggestions", "actor", "also",
        "fingerprint", "url",
    }
)  # fmt: skip
SUGGESTION = frozenset({"title", "edits", "applicability"})
EDIT = frozenset({"span", "text"})
ACTOR = frozenset({"kind", "text", "confidence"})

T = TypeVar("T")


def encode(key: str, linted: Linted) -> bytes:
    """The entry of `linted` under `key`."""
    entry = {
        "format": FORMAT,
        "key": key,
        "suppressed": linted.suppressed,
        "findings": [_of_finding(finding) for finding in linted.findings],
    }
    # Not ASCII: there two halves of a character that stand side by side would come back as one.
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def decode(data: bytes, key: str, length: int) -> Linted | None:
    """What `encode` made `data` of; None where that is anything else than an entry under `key`.

    Shape: all spans lie within a text of `length` code points.
    """
    try:
        entry = _members(json.loads(data.decode("utf-8", "surrogatepass")), ENTRY)
        suppressed = _whole(entry["suppressed"])
        if _whole(entry["format"]) != FORMAT or entry["key"] != key or suppressed < 0:
            return None
        return Linted(_each(entry["findings"], lambda value: _finding(value, length)), suppressed)
    except (ValueError, RecursionError):
        return None


def _of_finding(finding: Finding) -> dict[str, Any]:
    actor = finding.actor
    return {
        "rule": finding.rule,
        "name": finding.name,
        "group": finding.group,
        "severity": finding.severity.value,
        "span": _of_span(finding.span),
        "message": finding.message,
        "question": finding.question,
        "suggestions": [_of_suggestion(suggestion) for suggestion in finding.suggestions],
        "actor": actor and {"kind": actor.kind, "text": actor.text, "confidence": actor.confidence.value},
        "also": finding.also,
        "fingerprint": finding.fingerprint,
        "url": finding.url,
    }


def _of_suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "title": suggestion.title,
        "edits": [{"span": _of_span(edit.span), "text": edit.text} for edit in suggestion.edits],
        "applicability": suggestion.applicability.value,
    }


def _of_span(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _finding(value: object, length: int) -> Finding:
    said = _members(value, FINDING)
    question = said["question"]
    return Finding(
        rule=_text(said["rule"]),
        name=_text(said["name"]),
        group=_text(said["group"]),
        severity=Severity(_whole(said["severity"])),
        span=_span(said["span"], length),
        message=_text(said["message"]),
        question=None if question is None else _text(question),
        suggestions=_each(said["suggestions"], lambda each: _suggestion(each, length)),
        actor=None if said["actor"] is None else _actor(said["actor"]),
        also=_each(said["also"], _text),
        fingerprint=_text(said["fingerprint"]),
        url=_text(said["url"]),
    )


def _suggestion(value: object, length: int) -> Suggestion:
    said = _members(value, SUGGESTION)
    edits = _each(said["edits"], lambda each: _edit(each, length))
    return Suggestion(_text(said["title"]), edits, Applicability(_whole(said["applicability"])))


def _edit(value: object, length: int) -> Edit:
    said = _members(value, EDIT)
    return Edit(_span(said["span"], length), _text(said["text"]))


def _actor(value: object) -> FoundActor:
    said = _members(value, ACTOR)
    return FoundActor(_text(said["kind"]), _text(said["text"]), Confidence(_text(said["confidence"])))


def _span(value: object, length: int) -> Span:
    numbers = _each(value, _whole)
    if len(numbers) != 2 or numbers[1] > length:
        raise ValueError("no span of this text")
    return Span(*numbers)


def _members(value: object, names: Collection[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != names:
        raise ValueError("not these members")
    return value


def _each(value: object, read: Callable[[object], T]) -> tuple[T, ...]:
    if not isinstance(value, list):
        raise ValueError("no list")
    return tuple(map(read, value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise ValueError("no whole number")
    return value
