"""How one rule, and the table of all rules, look on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from blamelint.emit.cells import clip, visible, width
from blamelint.emit.full import STYLES
from blamelint.emit.outlet import Outlet, Style
from blamelint.emit.words import slots_painted
from blamelint.engine.model import Example, Rule, SuggestionTemplate, Where
from blamelint.finding import Applicability, Severity
from blamelint.run.texts import marked

_INDENT = "  "
_CAPTURE = re.compile(r"\{(\w+)\}")
_PLACES = {Where.ENTRY: "entries of a timeline", Where.LAST_WHY: "the answer that ends a chain of whys"}
_SAFETY = {
    Applicability.DISPLAY: "",
    Applicability.UNSAFE: " (changes what the sentence says; applied on request)",
    Applicability.SAFE: " (keeps the meaning)",
}


def page(rule: Rule, severity: Severity | None, outlet: Outlet) -> Iterator[str]:
    """The lines of `blamelint explain`: what the rule points at, why, what to ask and try, and its proof.

    Shape: `severity` is the one in force here; None when the rule does not run.
    """
    state = outlet.paint(severity.word, STYLES[severity]) if severity is not None else outlet.paint("off", Style.DIM)
    families = f", {' '.join(rule.families)}" if rule.families else ""
    yield f"{outlet.paint(f'{rule.code} {rule.name}', Style.STRONG)}  {state} ({rule.group}{families})"
    yield ""
    yield from outlet.paragraph(rule.what, "")
    yield from _part("Why it matters", outlet, outlet.paragraph(rule.why, _INDENT))
    yield from _part("What blamelint says", outlet, _said(rule, outlet))
    yield from _part("What to try", outlet, _tries(rule.offers, outlet))
    yield from _part("Pointed at", outlet, (line for flag in rule.flags for line in _example(flag, outlet)))
    yield from _part("Left alone", outlet, (line for fine in rule.passes for line in _example(fine, outlet)))
    yield from _part("Where it is silent", outlet, _silences(rule, outlet))
    yield from _part(
        "Sources", outlet, (line for told in rule.references for line in outlet.paragraph(told, "    ", _INDENT))
    )
    yield from _part("To leave it out", outlet, _ways_out(rule))


def table(rules: Iterable[tuple[Rule, Severity | None]], outlet: Outlet) -> Iterator[str]:
    """One line for each rule under its group, with the severity in force."""
    rows = list(rules)
    longest = max((width(rule.name) for rule, _ in rows), default=0)
    room = max(20, outlet.width - longest - 20)
    group = ""
    for rule, severity in rows:
        if rule.group != group:
            if group:
                yield ""
            group = rule.group
            yield outlet.paint(group, Style.STRONG)
        word = severity.word if severity is not None else "off"
        shown = outlet.paint(f"{word:<7}", STYLES[severity] if severity is not None else Style.DIM)
        yield f"  {rule.code}  {shown}  {rule.name:<{longest}}  {_short(rule.what, room)}"


def _short(what: str, room: int) -> str:
    text = visible(what)
    return text if width(text) <= room else clip(text[: room - 1], room - 1).rstrip(" ,;:") + "…"


def _part(title: str, outlet: Outlet, lines: Iterable[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield ""
        yield outlet.paint(title, Style.STRONG)
        yield from body


def _said(rule: Rule, outlet: Outlet) -> Iterator[str]:
    for text in filter(None, (rule.message, rule.question)):
        for line in outlet.paragraph(_with_slots(text), _INDENT):
            yield slots_painted(line, outlet)


def _tries(suggestions: Iterable[SuggestionTemplate], outlet: Outlet) -> Iterator[str]:
    for suggestion in suggestions:
        yield from outlet.paragraph(f"{_with_slots(suggestion.title)}{_SAFETY[suggestion.safety]}", _INDENT)
        if suggestion.edit:
            for line in outlet.paragraph(visible(_with_slots(suggestion.edit)), "    "):
                yield slots_painted(line, outlet)


def _with_slots(template: str) -> str:
    """A message without a draft to fill it from: `{span}` stands for the marked words, `{actor}` for the actor."""
    return _CAPTURE.sub(lambda capture: "<words>" if capture[1] == "span" else f"<{capture[1]}>", template)


def _example(example: Example, outlet: Outlet) -> Iterator[str]:
    setting = ", ".join(filter(None, (example.section and f"section {example.section}", _shape(example))))
    text = visible(marked(example)) + (f"  [{setting}]" if setting else "")
    for line in outlet.paragraph(text, "    ", f"{_INDENT}{'-' if example.spans else '·'} "):
        yield _emphasised(line, outlet)


def _shape(example: Example) -> str:
    return "" if example.shape == "paragraph" else example.shape


def _emphasised(line: str, outlet: Outlet) -> str:
    if not outlet.color:
        return line
    return line.replace("«", f"\x1b[{Style.WARNING.value}m«").replace("»", "»\x1b[0m")


def _silences(rule: Rule, outlet: Outlet) -> Iterator[str]:
    if rule.gates:
        yield from outlet.paragraph("gates: " + ", ".join(sorted(gate.value for gate in rule.gates)), _INDENT)
    if rule.sections:
        yield from outlet.paragraph("looks only in: " + ", ".join(sorted(rule.sections)), _INDENT)
    if rule.where is not None:
        yield from outlet.paragraph(f"looks only at: {_PLACES[rule.where]}", _INDENT)
    if rule.not_sections:
        yield from outlet.paragraph("never looks in: " + ", ".join(sorted(rule.not_sections)), _INDENT)


def _ways_out(rule: Rule) -> Iterator[str]:
    yield f'{_INDENT}ignore = ["{rule.code}"]   in blamelint.toml, or --ignore {rule.code}'
    if rule.group != "directive":
        yield f"{_INDENT}<!-- blamelint-disable-next-line {rule.code} -- reason -->   above one line"
