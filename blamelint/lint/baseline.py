"""Baselines: findings that a team has accepted for now, so that only new ones are told.

What names an accepted finding is its draft, its rule and its fingerprint, which stands for the marked words and their
sentence; never a line. Equal ones are counted, so that one more of them is new. No words of a draft are kept.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from blamelint.engine.lift import shared
from blamelint.errors import LocatedError, Place
from blamelint.finding import Finding
from blamelint.text import LineIndex

SCHEMA_VERSION = 1
MOST = 1_000_000
"""The largest count of an entry that is believed."""
_KEYS = {"schema_version", "entries"}
_ENTRY_KEYS = {"path", "rule", "fingerprint", "count"}
_ENTRIES = re.compile(r'"entries"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


class BaselineError(LocatedError):
    """A baseline that cannot be trusted."""


@dataclass(frozen=True, slots=True, order=True)
class Accepted:
    """What names an accepted finding."""

    path: str
    """From the folder of the baseline, with `/` between the names."""
    rule: str
    fingerprint: str
    """Without the number that tells equal ones apart."""

    @classmethod
    def of(cls, path: str, finding: Finding) -> Accepted:
        """The name of a finding in the draft at `path`."""
        return cls(path, finding.rule, shared(finding.fingerprint))


@dataclass(frozen=True, slots=True)
class Baseline:
    """Accepted findings, each with how often it stands in its draft."""

    counts: Mapping[Accepted, int] = field(default_factory=dict)
    """Every count is at least 1."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The drafts it speaks of, sorted."""
        return tuple(sorted({name.path for name in self.counts}))

    @property
    def total(self) -> int:
        """How many findings it accepts."""
        return sum(self.counts.values())

    def by_path(self) -> dict[str, Counter[Accepted]]:
        """What it accepts in each draft."""
        found: dict[str, Counter[Accepted]] = {}
        for name, count in self.counts.items():
            found.setdefault(name.path, Counter())[name] = count
        return found


def names_of(findings: Iterable[Finding], path: str) -> Counter[Accepted]:
    """How often each finding stands in the draft at `path`."""
    return Counter(Accepted.of(path, finding) for finding in findings)


def sift(findings: Sequence[Finding], path: str, accepted: Mapping[Accepted, int]) -> tuple[list[Finding], int]:
    """The findings that `accepted` does not cover, and how many it does; of equal ones the first are covered."""
    left = dict(accepted)
    kept: list[Finding] = []
    for finding in findings:
        name = Accepted.of(path, finding)
        if left.get(name, 0) > 0:
            left[name] -= 1
        else:
            kept.append(finding)
    return kept, len(findings) - len(kept)


def stale(accepted: Mapping[Accepted, int], present: Mapping[Accepted, int]) -> Counter[Accepted]:
    """What is accepted and not there any more, with how many of each."""
    return Counter({name: gone for name, count in accepted.items() if (gone := count - present.get(name, 0)) > 0})


def written(baseline: Baseline) -> Iterator[str]:
    """The baseline as JSON: sorted, one entry a line, so that two branches that add to it merge."""
    yield f'{{\n  "schema_version": {SCHEMA_VERSION},\n  "entries": ['
    between = "\n"
    for name, count in sorted(baseline.counts.items()):
        entry = {"path": name.path, "rule": name.rule, "fingerprint": name.fingerprint, "count": count}
        yield f"{between}    {_line(entry)}"
        between = ",\n"
    yield "\n  ]\n}\n" if baseline.counts else "]\n}\n"


def read(text: str, name: str) -> Baseline:
    """The baseline that `text` holds; `name` is what messages call its file.

    Errors: BaselineError at the first thing that is not as it is written; what is half understood hides findings.
    """
    return _Reading(text, name).baseline()


def _line(entry: dict[str, Any]) -> str:
    line = json.dumps(entry, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        # A path that is not in the encoding of its file system.
        return json.dumps(entry)
    return line


class _Reading:
    """One baseline file, with how to point at its mistakes."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name

    def baseline(self) -> Baseline:
        """What the file says."""
        try:
            data = json.loads(self._text, object_pairs_hook=_mapping)
        except json.JSONDecodeError as cause:
            merging = re.search(r"^(<{7}|>{7}) ", self._text, re.MULTILINE)
            if merging is not None:
                self._refuse("a merge left both sides here; keep the entries of both", merging.start())
            self._refuse(f"it is not JSON: {cause.msg}", cause.pos)
        except (ValueError, RecursionError) as cause:
            self._refuse(f"it is not JSON as blamelint writes it: {str(cause)[:100]}", 0)
        if not isinstance(data, dict) or "schema_version" not in data:
            self._refuse("it is no baseline: there is no schema_version", 0)
        if data["schema_version"] != SCHEMA_VERSION or data["schema_version"] is True:
            told = (
                f"it has the schema version {str(data['schema_version'])[:20]}; this blamelint knows {SCHEMA_VERSION}"
            )
            self._refuse(told, self._at("schema_version"))
        if set(data) != _KEYS or not isinstance(data["entries"], list):
            self._refuse("it holds schema_version and a list of entries, nothing else", 0)
        counts: dict[Accepted, int] = {}
        for number, entry in enumerate(data["entries"]):
            accepted, count = self._entry(entry, number)
            if accepted in counts:
                self._refuse("this entry stands twice; keep one of them", self._offset(number))
            counts[accepted] = count
        return Baseline(counts)

    def _entry(self, entry: object, number: int) -> tuple[Accepted, int]:
        if not isinstance(entry, dict) or set(entry) != _ENTRY_KEYS:
            self._refuse(f"an entry has {', '.join(sorted(_ENTRY_KEYS))}", self._offset(number))
        path, rule, fingerprint, count = (entry[key] for key in ("path", "rule", "fingerprint", "count"))
        if not all(isinstance(word, str) and word for word in (path, rule, fingerprint)):
            self._refuse("path, rule and fingerprint are strings", self._offset(number))
        if type(count) is not int or not 0 < count <= MOST:
            self._refuse("count is a whole number from 1 on", self._offset(number))
        return Accepted(path, rule, fingerprint), count

    def _refuse(self, message: str, offset: int) -> NoReturn:
        lines = LineIndex(self._text)
        place = lines.position(min(offset, len(self._text)))
        excerpt = lines.line_text(place.line)[:1000]
        raise BaselineError(message, Place(self._name, place.line + 1, place.column + 1, excerpt))

    def _at(self, key: str) -> int:
        return max(0, self._text.find(f'"{key}"'))

    def _offset(self, number: int) -> int:
        """Where the entry stands, found by reading those before it again."""
        begun = _ENTRIES.search(self._text)
        if begun is None:
            return 0
        decoder = json.JSONDecoder()
        at = begun.end()
        for _ in range(number + 1):
            start = _skipped(self._text, at)
            at = decoder.raw_decode(self._text, start)[1]
        return start


def _skipped(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between is not None else at


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found
