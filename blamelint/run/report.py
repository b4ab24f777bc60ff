"""What a run gives: for every file its findings, for every file that could not be linted a failure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from blamelint.document.model import Format, Source
from blamelint.errors import Failure
from blamelint.finding import Applicability, Finding, Severity


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule says about itself, for formats that carry it along."""

    code: str
    name: str
    group: str
    severity: Severity
    """The rule's own, before config and clause weigh it."""
    what: str
    why: str
    question: str | None = None
    families: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    """Sentences that it points at, the words between « and »."""
    passes: tuple[str, ...] = ()
    """Sentences that it leaves alone."""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tool:
    """Who made the report."""

    version: str
    model: str | None = None
    """The spaCy model and its version, such as `en_core_web_sm 3.8.0`; None where none was asked for."""
    name: str = "blamelint"
    rules: Mapping[str, RuleText] = field(default_factory=dict)
    """The rules it could choose from, by code."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file that was read, with what was found in it."""

    source: Source
    """Its text, and the line index that emitters turn offsets into lines with."""
    format: Format
    findings: tuple[Finding, ...] = ()
    """Sorted by place, then by rule."""
    suppressed: int = 0
    """How many findings a directive of the draft took back."""
    applied: int = 0
    """How many suggestions were carried out; the findings are those that are left."""
    before: Source | None = None
    """The text as it was read, where suggestions were carried out."""
    silenced: int = 0
    """For how many findings a directive was written; they count as suppressed."""

    @property
    def path(self) -> str:
        """As given on the command line or found below it."""
        return self.source.path


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a report."""

    files: int
    findings: int
    by_severity: dict[Severity, int]
    """Every severity has its entry, loudest first."""
    fixable: int
    """Findings with a safe edit."""
    suppressed: int
    applied: int
    """Suggestions that were carried out."""
    failures: int
    touched: int
    """Files with at least one finding."""


@dataclass(frozen=True, slots=True)
class Report:
    """All files of a run, in stable order, also those without findings."""

    tool: Tool
    files: tuple[FileReport, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def summary(self) -> Summary:
        """The counts, computed anew at each call."""
        findings = [finding for file in self.files for finding in file.findings]
        count = Counter(finding.severity for finding in findings)
        return Summary(
            files=len(self.files),
            findings=len(findings),
            by_severity={severity: count[severity] for severity in sorted(Severity, reverse=True)},
            fixable=sum(map(is_fixable, findings)),
            suppressed=sum(file.suppressed for file in self.files),
            applied=sum(file.applied for file in self.files),
            failures=len(self.failures),
            touched=sum(bool(file.findings) for file in self.files),
        )

    @property
    def worst(self) -> Severity | None:
        """The loudest severity found; None without findings."""
        return max((finding.severity for file in self.files for finding in file.findings), default=None)


def is_fixable(finding: Finding) -> bool:
    """True when the finding offers an edit that keeps the meaning of the sentence."""
    return any(
        suggestion.edits and suggestion.applicability is Applicability.SAFE for suggestion in finding.suggestions
    )
