"""What the directives of a draft take back of its findings, and what is wrong with the directives themselves.

It comes after everything is found: a directive changes nothing in what rules see, only what is told. Findings about
directives are never taken back by a directive; only the config turns them off.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from blamelint.document.directives import ALL, Directive, Form, directives
from blamelint.document.model import Document
from blamelint.engine.matchers.directive import Flaw, Flawed
from blamelint.engine.model import DocumentMatch, Rule
from blamelint.errors import nearest
from blamelint.finding import Finding
from blamelint.text import Span

GROUP = "directive"
"""The group of the rules about directives."""
ANY = "a name that `blamelint rules` lists"
_HINTS = 50
"""Unknown names for which the nearest known one is looked up; a draft with more has other troubles."""
_BARE = re.compile(r"[\s>]*")
"""A line with nothing to read but, in a quote, its marks."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is left of the findings of a draft."""

    kept: tuple[Finding, ...]
    """In their order; a directive for a rule that was merged into one takes it out of `also`."""
    silenced: tuple[Finding, ...] = ()
    flawed: tuple[Flawed, ...] = ()
    """In the order of the text."""


class Naming:
    """Which rules a name in a directive means, and by which names each rule goes."""

    def __init__(self, rules: Collection[Rule]) -> None:
        self._codes: dict[str, set[str]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        for rule in rules:
            beginnings = (rule.code[:length] for length in range(1, len(rule.code)))
            names = dict.fromkeys((rule.code, rule.name, rule.group, *rule.families, *beginnings, ALL))
            self._names[rule.code] = tuple(names)
            for name in names:
                self._codes.setdefault(name, set()).add(rule.code)
        self._spoken = [word for rule in rules for word in (rule.code, rule.name, rule.group, *rule.families)]

    def codes(self, name: str) -> Collection[str]:
        """The codes of the rules that `name` means, as in a config; none when there is no such name."""
        return self._codes.get(name, ())

    def names(self, code: str) -> tuple[str, ...]:
        """The names that mean the rule, the code first."""
        return self._names.get(code, (code, ALL))

    def nearest(self, name: str) -> str | None:
        """The known name that `name` was probably meant to be."""
        return nearest(name[:60], dict.fromkeys(self._spoken))


@dataclass(slots=True)
class _Said:
    """One name of a directive (or none, for all rules), and what became of it."""

    directive: Directive
    text: str
    span: Span
    used: bool = False


@dataclass(slots=True)
class _Orders:
    """What the directives of a draft say, by where it holds."""

    spoken: list[_Said] = field(default_factory=list)
    """Every name that means a rule, in the order of the text."""
    whole: dict[str, _Said] = field(default_factory=dict)
    """By name; of several that say the same the first, so that the others turn out to be unused."""
    lines: dict[tuple[int, str], _Said] = field(default_factory=dict)
    """By line, counted from 0, and name."""
    ranges: list[_Said] = field(default_factory=list)
    """Beginnings and ends, in the order of the text."""


def suppress(
    findings: Sequence[Finding],
    document: Document,
    rules: Collection[Rule],
    active: Collection[str],
    *,
    narrowed: bool = False,
    absent: Collection[str] = (),
    require_reasons: bool = False,
) -> Verdict:
    """What the directives of `document` leave of `findings`, which are in their order.

    Shape: a finding goes when a directive names the rule that speaks for it. `active` are the codes of the rules that
    ran: a name is unused only where its rule could have found something. With `narrowed`, when the run was told to
    leave rules out, nothing is said of unused names that mean several rules. Nor is it of names that mean an `absent`
    rule, one that had nothing to go by today.
    """
    said = directives(document)
    if not said:
        return Verdict(tuple(findings))
    naming = Naming(rules)
    orders = _orders(said, document, naming)
    kept, silenced = _sift(findings, document, orders, naming)
    own = {rule.code for rule in rules if rule.group == GROUP}
    flawed = [*_misspoken(said, naming, require_reasons=require_reasons)]
    flawed.extend(
        Flawed(Flaw.UNUSED, _match(each.span, each.text or ALL, ANY))
        for each in orders.spoken
        if not each.used and _answers(each, naming, active, own, absent, narrowed=narrowed)
    )
    return Verdict(tuple(kept), tuple(silenced), tuple(sorted(flawed, key=lambda each: each.match.span)))


def _orders(said: Sequence[Directive], document: Document, naming: Naming) -> _Orders:
    orders = _Orders()
    below = _Below(document)
    disabled: set[str] = set()
    for directive in said:
        names = [(name.text, name.span) for name in directive.names] or [("", directive.head)]
        for text, span in names if directive.form is not None else ():
            key = text or ALL
            codes = naming.codes(key)
            if not codes:
                continue
            order = _Said(directive, text, span)
            orders.spoken.append(order)
            match directive.form:
                case Form.FILE:
                    orders.whole.setdefault(key, order)
                case Form.LINE:
                    for line in below.lines(directive.span):
                        orders.lines.setdefault((line, key), order)
                case Form.NEXT_LINE:
                    orders.lines.setdefault((below.next(directive.span), key), order)
                case Form.DISABLE:
                    orders.ranges.append(order)
                    disabled.update(codes)
                case Form.ENABLE:
                    orders.ranges.append(order)
                    order.used = not disabled.isdisjoint(codes)
                    disabled.difference_update(codes)
    return orders


class _Below:
    """The lines of a draft that hold more than comments."""

    def __init__(self, document: Document) -> None:
        self._index = document.source.lines
        self._text = document.source.text
        self._comments = sorted(comment.span for comment in document.comments)
        self._next: list[int] | None = None

    def lines(self, span: Span) -> range:
        """The lines on which `span` stands."""
        return range(self._index.line_of(span.start), self._index.line_of(max(span.start, span.end - 1)) + 1)

    def next(self, span: Span) -> int:
        """The first line after `span` with something to read; the number of lines where there is none."""
        if self._next is None:
            self._next = self._followers()
        return self._next[self._index.line_of(max(span.start, span.end - 1))]

    def _followers(self) -> list[int]:
        """For each line the next one that holds more than comments."""
        words = [False] * self._index.count
        at = 0
        for line in range(self._index.count):
            whole = self._index.line_span(line)
            start = whole.start
            while at < len(self._comments) and self._comments[at].start < whole.end:
                comment = self._comments[at]
                words[line] = words[line] or not _BARE.fullmatch(self._text, start, max(start, comment.start))
                start = max(start, min(comment.end, whole.end))
                if comment.end > whole.end:
                    break
                at += 1
            words[line] = words[line] or not _BARE.fullmatch(self._text, start, whole.end)
        followers = [self._index.count] * self._index.count
        for line in range(self._index.count - 2, -1, -1):
            followers[line] = line + 1 if words[line + 1] else followers[line + 1]
        return followers


class _Ranges:
    """What is switched off at a place, given that places are asked for in the order of the text."""

    def __init__(self, orders: Sequence[_Said]) -> None:
        self._waiting = list(reversed(orders))
        self._off: dict[str, tuple[int, _Said]] = {}
        self._on: dict[str, int] = {}
        self._count = 0

    def at(self, offset: int, names: Sequence[str]) -> Iterator[_Said]:
        """The beginnings of ranges that hold at `offset` for a rule of these names."""
        while self._waiting and self._waiting[-1].directive.span.start <= offset:
            order = self._waiting.pop()
            self._count += 1
            if order.directive.form is Form.ENABLE:
                self._on[order.text or ALL] = self._count
            else:
                self._off[order.text or ALL] = (self._count, order)
        last = max((self._on.get(name, 0) for name in names), default=0)
        for name in names:
            number, begun = self._off.get(name, (0, None))
            if begun is not None and number > last:
                yield begun


def _sift(
    findings: Sequence[Finding], document: Document, orders: _Orders, naming: Naming
) -> tuple[list[Finding], list[Finding]]:
    """The findings that stay, and those that go; orders that were followed are marked as used."""
    kept: list[Finding] = []
    silenced: list[Finding] = []
    ranges = _Ranges(orders.ranges)
    index = document.source.lines
    told = sorted({line for line, _ in orders.lines})
    for finding in findings:
        if finding.group == GROUP:
            kept.append(finding)
            continue
        first, last = index.line_of(finding.span.start), index.line_of(max(finding.span.start, finding.span.end - 1))
        lines = [line for line in told if first <= line <= last] if last - first > len(told) else range(first, last + 1)
        quiet: set[str] = set()
        for code in (finding.rule, *finding.also):
            names = naming.names(code)
            found = [orders.whole[name] for name in names if name in orders.whole]
            found += ranges.at(finding.span.start, names)
            found += [orders.lines[line, name] for line in lines for name in names if (line, name) in orders.lines]
            for order in found:
                order.used = True
                quiet.add(code)
        if finding.rule in quiet:
            silenced.append(finding)
        elif quiet:
            kept.append(replace(finding, also=tuple(code for code in finding.also if code not in quiet)))
        else:
            kept.append(finding)
    return kept, silenced


def _answers(
    said: _Said,
    naming: Naming,
    active: Collection[str],
    own: Collection[str],
    absent: Collection[str],
    *,
    narrowed: bool,
) -> bool:
    """True when it can be told from this run that the name silences nothing."""
    codes = naming.codes(said.text or ALL)
    if said.directive.form is Form.ENABLE or all(code in own for code in codes):
        return True
    if any(code in absent for code in codes):
        return False
    return any(code in active for code in codes) and (len(codes) == 1 or not narrowed)


def _misspoken(said: Sequence[Directive], naming: Naming, *, require_reasons: bool) -> Iterator[Flawed]:
    """Directives that are none, that name what is not there, or that give no reason."""
    unknown = 0
    for directive in said:
        if directive.form is None:
            unknown += 1
            close = nearest(directive.word, [form.value for form in Form]) if unknown <= _HINTS else None
            yield Flawed(Flaw.UNKNOWN, _match(directive.head, directive.word, close or Form.LINE.value))
            continue
        for words, span in _unknown(directive, naming):
            unknown += 1
            close = naming.nearest(words) if unknown <= _HINTS else None
            yield Flawed(Flaw.UNKNOWN_RULE, _match(span, words, close or ANY))
        if require_reasons and not directive.reason and directive.form is not Form.ENABLE:
            yield Flawed(Flaw.NO_REASON, _match(directive.head, directive.word, ANY))


def _unknown(directive: Directive, naming: Naming) -> Iterator[tuple[str, Span]]:
    """The names that mean no rule; several in a row, as of a reason that stands where names do, are told as one."""
    row: list[str] = []
    start = end = 0
    for name in directive.names:
        if not naming.codes(name.text):
            start = start if row else name.span.start
            end = name.span.end
            row.append(name.text)
        elif row:
            yield " ".join(islice(row, 20)), Span(start, end)
            row = []
    if row:
        yield " ".join(islice(row, 20)), Span(start, end)


def _match(span: Span, word: str, close: str) -> DocumentMatch:
    return DocumentMatch(span, {"word": word, "nearest": close})
