"""Findings as the diagnostics of LSP."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from blamelint.finding import Finding, Severity
from blamelint.lsp.analysis import Analysis
from blamelint.lsp.client import Client
from blamelint.structure.model import SectionKind
from blamelint.text import Span

SOURCE = "blamelint"
SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
WHOLE = frozenset({"section", "document"})
"""Groups of rules about the whole draft."""
CAUSES = frozenset({SectionKind.CAUSE, SectionKind.CONTRIBUTING})
FINGERPRINT = "fingerprint"
"""The key in a diagnostic's data under which it names its finding."""


def diagnostics(analysis: Analysis, client: Client) -> list[types.Diagnostic]:
    """The findings of `analysis`, in their order, with as much as `client` can show."""
    return [diagnostic(finding, analysis, client) for finding in analysis.findings]


def diagnostic(finding: Finding, analysis: Analysis, client: Client) -> types.Diagnostic:
    """One finding with as much as `client` can show."""
    page = page_of(finding, analysis) if client.describes else None
    return types.Diagnostic(
        range=analysis.document.positions.range(finding.span),
        message=finding.message if finding.question is None else f"{finding.message}\n{finding.question}",
        severity=SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(page) if page is not None else None,
        source=SOURCE,
        related_information=list(_related(finding, analysis)) or None if client.relates else None,
        data={FINGERPRINT: finding.fingerprint, "name": finding.name} if client.carries_data else None,
    )


def finding_of(diagnostic: types.Diagnostic, analysis: Analysis) -> Finding | None:
    """The finding that a diagnostic, which the client gives back, was made of; None when it is there no more."""
    data = diagnostic.data
    name = data.get(FINGERPRINT) if isinstance(data, dict) else None
    for finding in analysis.findings:
        if finding.fingerprint == name if name is not None else _is_at(diagnostic, finding, analysis):
            return finding
    return None


def _is_at(diagnostic: types.Diagnostic, finding: Finding, analysis: Analysis) -> bool:
    return diagnostic.code == finding.rule and diagnostic.range == analysis.document.positions.range(finding.span)


def page_of(finding: Finding, analysis: Analysis) -> str | None:
    """Where the rule is explained: its page or, for want of one, the file that it is written in."""
    rule = analysis.project.kit.rules.get(finding.rule)
    return finding.url or (rule.path.as_uri() if rule is not None and rule.path.is_absolute() else None)


def _related(finding: Finding, analysis: Analysis) -> Iterator[types.DiagnosticRelatedInformation]:
    """What else was seen in the same words; for a finding about the whole draft, where causes are told."""
    rules = analysis.project.kit.rules
    for code in finding.also:
        rule = rules.get(code)
        if rule is not None:
            yield _at(finding.span, f"also {rule.code} {rule.name}: {rule.what}", analysis)
    if finding.group not in WHOLE:
        return
    for section, kind in zip(analysis.draft.sections, analysis.outline.kinds, strict=True):
        if kind in CAUSES and section.heading_span and section.heading_span != finding.span:
            yield _at(section.heading_span, f"causes are told under {section.heading!r}", analysis)


def _at(span: Span, message: str, analysis: Analysis) -> types.DiagnosticRelatedInformation:
    document = analysis.document
    place = types.Location(document.uri, document.positions.range(span))
    return types.DiagnosticRelatedInformation(place, " ".join(message.split()))
