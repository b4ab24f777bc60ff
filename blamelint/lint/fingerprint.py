"""Names for findings that stay when lines move: the rule, the sentence, and which of several equal ones."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from blamelint.document.model import Source
from blamelint.finding import Finding
from blamelint.language.sentences import sentence_at

WINDOW = 600
"""Code points around a finding in which its sentence is looked for."""


def fingerprinted(findings: Sequence[Finding], source: Source) -> list[Finding]:
    """The same findings, each with its fingerprint; equal ones in one file are told apart by their order."""
    seen: Counter[str] = Counter()
    named: list[Finding] = []
    for finding in findings:
        key = f"{finding.rule}\0{_sentence(finding, source.text)}"
        seen[key] += 1
        digest = hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
        named.append(replace(finding, fingerprint=digest[:16]))
    return named


def _sentence(finding: Finding, text: str) -> str:
    """The words of the sentence around the finding, with the finding marked, white space folded."""
    low = max(0, finding.span.start - WINDOW)
    window = text[low : finding.span.end + WINDOW]
    paragraph = window.rfind("\n\n", 0, finding.span.start - low)
    start = paragraph + 2 if paragraph >= 0 else 0
    around = sentence_at(window[start:].replace("\n", " "), finding.span.start - low - start)
    return " ".join([*around.cut(window[start:]).split(), "|", *finding.span.cut(text).split()])
