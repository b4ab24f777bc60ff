"""What is said about a finding where the writer points at it: why it matters, what to ask, how it could read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blamelint.engine.message import shortened
from blamelint.engine.model import Rule
from blamelint.finding import Confidence, Edit, Finding, FoundActor
from blamelint.language.model import ActorKind
from blamelint.language.sentences import sentence_at
from blamelint.lint.fix import applied_to
from blamelint.lsp.analysis import Analysis
from blamelint.lsp.diagnostics import page_of
from blamelint.text import Span

LONGEST = 400
"""Code points of a sentence that are shown."""
_KINDS = {
    ActorKind.NAMED.name: "a person by name",
    ActorKind.ROLE.name: "a person by role",
    ActorKind.FIRST.name: "the writers themselves",
    ActorKind.THIRD.name: "people, by a pronoun",
    ActorKind.INDEF.name: "somebody who is not named",
    ActorKind.GROUP.name: "a team",
    ActorKind.VENDOR.name: "another company",
    ActorKind.SYSTEM.name: "a system",
    ActorKind.ARTIFACT.name: "something that people made",
}
_SIGNS = re.compile(
    r"[\\`*\[\]<]|~(?=~)|(?<=~)~|&(?=#|\w+;)|(?<!\w)_|_(?!\w)"  # Markup wherever it stands.
    r"|(?:(?<=^)|(?<=\n))(?:>|[-+=#](?=\s|[-+=#]|$))|(?:(?<=^\d)|(?<=^\d\d))[.)](?=\s|$)"  # Markup where a line begins.
    r"|(?<=\bhttp):|(?<=\bhttps):|(?<=\bwww)\.|(?<=\w)@(?=\w)"  # What some make a link of.
)
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)]")
_TICKS = re.compile(r"`+")


def markdown(finding: Finding, analysis: Analysis) -> str:
    """The page about `finding` in Markdown; words of the draft and of rules are text in it, never markup."""
    rule = analysis.project.kit.rules.get(finding.rule)
    parts = [f"**{finding.rule} {escaped(finding.name)}** ({finding.severity.word})", escaped(finding.message)]
    if finding.question:
        parts.append(f"**To ask:** {escaped(finding.question)}")
    if rule is not None:
        parts.append(f"**Why it matters:** {escaped(' '.join(rule.why.split()))}")
    parts += [f"**{label}:** {escaped(words)}" for label, words in _facts(finding, analysis)]
    for title, before, after in _retold(finding, rule, analysis):
        signed = [f"{sign} {line}" for sign, lines in (("-", before), ("+", after)) for line in lines]
        parts.append(f"**{escaped(title)}:**\n\n{_fenced(signed)}")
    links = _links(rule)
    page = page_of(finding, analysis)
    if page is not None:
        links.append(f"[{finding.rule}]({page.replace('(', '%28').replace(')', '%29')})")
    if links:
        parts.append("**To read:**\n\n" + "\n".join(f"- {link}" for link in links))
    return "\n\n".join(parts)


def plain(finding: Finding, analysis: Analysis) -> str:
    """The page about `finding` as text for an editor that shows it as it is."""
    rule = analysis.project.kit.rules.get(finding.rule)
    parts = [f"{finding.rule} {finding.name} ({finding.severity.word})", finding.message]
    if finding.question:
        parts.append(f"To ask: {finding.question}")
    if rule is not None:
        parts.append(f"Why it matters: {' '.join(rule.why.split())}")
    parts += [f"{label}: {words}" for label, words in _facts(finding, analysis)]
    for title, before, after in _retold(finding, rule, analysis):
        signed = [f"{sign} {line}" for sign, lines in (("-", before), ("+", after)) for line in lines]
        parts.append("\n".join([f"{title}:", *signed]))
    read = [*(rule.references if rule is not None else ()), *filter(None, [page_of(finding, analysis)])]
    if read:
        parts.append("\n".join(["To read:", *(f"- {each}" for each in read)]))
    return "\n\n".join(parts)


def escaped(text: str) -> str:
    """`text` so that Markdown shows it as it is, with nothing made a link, a tag or a heading."""
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)


def _facts(finding: Finding, analysis: Analysis) -> Iterator[tuple[str, str]]:
    """What was seen, beside the words."""
    if finding.actor is not None:
        yield "Who acts, as blamelint reads it", _actor(finding.actor)
    rules = analysis.project.kit.rules
    also = [rule for code in finding.also if (rule := rules.get(code)) is not None]
    if also:
        yield "Also seen here", ", ".join(f"{rule.code} {rule.name}" for rule in also)


def _actor(actor: FoundActor) -> str:
    kind = _KINDS.get(actor.kind, "of no known kind")
    guess = ", a guess" if actor.confidence is Confidence.LOW else ""
    return f"'{shortened(actor.text)}' ({kind}{guess})"


def _retold(finding: Finding, rule: Rule | None, analysis: Analysis) -> Iterator[tuple[str, list[str], list[str]]]:
    """The first suggestion with an edit: its title, the sentence as it is, and the sentence after the edit.

    Shape: for a suggestion about the whole draft, nothing before and the lines to add after.
    """
    for suggestion in finding.suggestions:
        if suggestion.edits:
            before, after = _sentence(suggestion.edits, finding.span, analysis)
            yield suggestion.title, [before], [after]
            return
    for template in rule.suggestions if rule is not None and not rule.matchers else ():
        if template.edit:
            yield template.title, [], template.edit.split("\n")
            return


def _sentence(edits: tuple[Edit, ...], span: Span, analysis: Analysis) -> tuple[str, str]:
    """The sentence around the edits, before and after them."""
    text = analysis.document.readable
    around = [block.span for block in analysis.draft.blocks if block.span.start <= span.start < block.span.end]
    block = min(around, key=len, default=Span(0, len(text)))
    first, last = edits[0].span.start, edits[-1].span.end
    words = block.cut(text)
    start = min(first, block.start + sentence_at(words, min(span.start, first) - block.start).start)
    end = max(last, block.start + sentence_at(words, max(0, max(span.end, last) - 1 - block.start)).end)
    start, end = max(start, first - LONGEST // 2), min(end, last + LONGEST // 2)
    moved = [Edit(edit.span.shift(-start), edit.text) for edit in edits]
    before = text[start:end]
    return shortened(before, LONGEST), shortened(applied_to(before, moved), LONGEST)


def _fenced(lines: list[str]) -> str:
    """The lines in a fence that none of them can end, coloured as a change where the editor does so."""
    longest = max((len(ticks) for line in lines for ticks in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}diff", *(line.rstrip() for line in lines), fence])


def _links(rule: Rule | None) -> list[str]:
    """The rule's references, with the addresses in them as links."""
    links: list[str] = []
    for reference in rule.references if rule is not None else ():
        parts: list[str] = []
        at = 0
        for link in _LINK.finditer(reference):
            parts += [escaped(reference[at : link.start()]), f"<{link[0]}>"]
            at = link.end()
        links.append("".join([*parts, escaped(reference[at:])]))
    return links
