"""From a rule's YAML to a `Rule`, or to an error that points at the mistake."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from blamelint.engine import examples, matchers
from blamelint.engine.frames import Frames
from blamelint.engine.matchers.offering import Offering
from blamelint.engine.matchers.spot import SpotMatcher
from blamelint.engine.message import SLOT, captures_in, stray_brace
from blamelint.engine.model import BlockMatcher, DocumentMatcher, PassageMatcher, Rule, SuggestionTemplate, Where
from blamelint.engine.vocabulary import Vocabulary
from blamelint.finding import Applicability, Severity
from blamelint.language.gates import FAMILIES, Gate, gates_of
from blamelint.located import Node
from blamelint.structure.model import SectionKind

GROUPS: Mapping[str, str] = {
    "agency": "BL1",
    "judgement": "BL2",
    "hindsight": "BL3",
    "cause": "BL4",
    "action": "BL5",
    "section": "BL6",
    "document": "BL7",
    "spotter": "BL8",
    "directive": "BL9",
}
"""The groups, and how the codes of shipped rules in them begin."""
SHIPPED = "BL"
CODE = re.compile(r"[A-Z]{2,6}[0-9]{3}")
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
REQUIRED = ("code", "name", "group", "severity", "message", "what", "why", "match", "flag", "pass")
OPTIONAL = (
    "families", "enabled", "question", "unless", "gates", "sections", "where", "veto", "suggest", "references", "since",
)  # fmt: skip
FRAME = "frame"
"""A form that stands for several: the ways of a frame."""
NO_EXCEPTIONS = "exceptions are about sentences; rules about the draft have none"
SEVERITIES = tuple(severity.word for severity in Severity)
SAFETIES = tuple(safety.word for safety in Applicability)
KINDS = tuple(kind.value for kind in SectionKind)


def read_rule(
    node: Node, path: Path, vocabulary: Vocabulary, frames: Frames | None = None, *, shipped: bool = False
) -> Rule:
    """The rule that the file at `path` holds.

    Shape: the codes that begin with BL are those of shipped rules, which also stand in the folder of their group.
    Errors: RuleError for the first mistake, at its place.
    """
    keys = node.mapping((*REQUIRED, *OPTIONAL), required=REQUIRED)
    code, name, group = _identity(keys, path, shipped=shipped)
    frames = frames or Frames()
    # Shipped rules are proved by tests; building what no draft asks for would cost every run more than its reading.
    seen = _Matchers.read(keys["match"], vocabulary, frames, offers=True, late=shipped)
    suggestions = _suggestions(keys.get("suggest"), seen.captures)
    families = _families(keys.get("families"))
    only, never = _sections(keys.get("sections"))
    return Rule(
        code=code,
        name=name,
        group=group,
        families=families,
        severity=Severity[keys["severity"].choice(SEVERITIES).upper()],
        enabled=keys["enabled"].boolean() if "enabled" in keys else True,
        message=_template(keys["message"], seen.captures),
        question=_question(keys["question"], seen.captures) if "question" in keys else None,
        what=_line(keys["what"]),
        why=_line(keys["why"]),
        matchers=seen.blocks,
        document_matchers=seen.documents,
        passage_matchers=seen.passages,
        unless=_unless(keys.get("unless"), seen, vocabulary, frames, late=shipped),
        gates=_gates(keys.get("gates"), families),
        sections=only,
        not_sections=never,
        where=_where(keys.get("where"), seen),
        spots=tuple(matcher.family for matcher in seen.blocks if isinstance(matcher, SpotMatcher)),
        veto=_veto(keys.get("veto"), families, seen),
        suggestions=suggestions,
        offers=tuple(dict.fromkeys((*seen.offers, *suggestions))),
        flags=examples.flags(keys["flag"]),
        passes=examples.passes(keys["pass"]),
        references=keys["references"].strings() if "references" in keys else (),
        since=keys["since"].text() if "since" in keys else "",
        path=path,
    )


def _identity(keys: Mapping[str, Node], path: Path, *, shipped: bool) -> tuple[str, str, str]:
    code, name = keys["code"].text(), keys["name"].text()
    if not CODE.fullmatch(code):
        raise keys["code"].refused(f"{code!r} is no code: two to six capital letters and three digits, such as ACME001")
    if not NAME.fullmatch(name):
        raise keys["name"].refused(f"{name!r} is no name: small letters and digits, joined by hyphens")
    group = keys["group"].choice(tuple(GROUPS))
    if path.name != f"{code}-{name}.yaml":
        raise keys["code"].refused(f"a rule {code} {name} stands in a file '{code}-{name}.yaml', not {path.name!r}")
    if not shipped:
        if code.startswith(SHIPPED) and code[len(SHIPPED)].isdigit():
            raise keys["code"].refused("codes that begin with BL belong to blamelint; take letters of your own")
        return code, name, group
    if not code.startswith(GROUPS[group]):
        raise keys["group"].refused(f"codes of the group {group!r} begin with {GROUPS[group]}, not with {code[:3]}")
    if path.parent.name != group:
        raise keys["group"].refused(f"a rule of the group {group!r} stands in the folder {group!r}")
    return code, name, group


@dataclass(frozen=True, slots=True)
class _Matchers:
    """What a list of forms builds."""

    blocks: tuple[BlockMatcher, ...]
    documents: tuple[DocumentMatcher, ...]
    passages: tuple[PassageMatcher, ...]
    captures: frozenset[str]
    """Every word that one of them can give to a message."""
    exceptions: tuple[BlockMatcher, ...] = ()
    """What the frames among them except."""
    offers: tuple[SuggestionTemplate, ...] = ()
    """The suggestions of single ones among them."""

    @classmethod
    def read(
        cls, node: Node, vocabulary: Vocabulary, frames: Frames | None, *, offers: bool = False, late: bool = False
    ) -> _Matchers:
        """The matchers of a `match` or `unless`; a lone form stands for a list of one.

        Shape: with `offers` each may have suggestions of its own; without `frames` none may be used; `late` they are
        built on first use.
        """
        items = node.items() if isinstance(node.value, tuple) else (node,)
        if not items:
            raise node.refused("an empty list; a rule needs at least one way to match", allowed=tuple(matchers.FORMS))
        blocks: list[BlockMatcher] = []
        documents: list[DocumentMatcher] = []
        passages: list[PassageMatcher] = []
        exceptions: list[BlockMatcher] = []
        captures = {"span"}
        offered: list[SuggestionTemplate] = []
        for way in _ways(items, frames, offers=offers):
            if way.form == FRAME and frames is not None:
                exceptions.extend(
                    frames.exceptions(way.node, lambda unless: _exceptions(unless, vocabulary, late=late).blocks)
                )
                continue
            built = matchers.build(way.form, way.node, way.mark, vocabulary, late=late)
            captures.update(built.captures)
            own = _suggestions(way.suggest, {"span", *built.captures})
            offered.extend(own)
            if way.form in matchers.DOCUMENT_FORMS:
                documents.append(cast("DocumentMatcher", built.matcher))
            elif way.form in matchers.PASSAGE_FORMS:
                passages.append(cast("PassageMatcher", built.matcher))
            else:
                block = cast("BlockMatcher", built.matcher)
                blocks.append(Offering(block, own) if own else block)
            if way.suggest is not None and (documents or passages):
                raise way.suggest.refused("a form about the draft has no edits; put `suggest` beside `match`")
        if blocks and (documents or passages):
            raise node.refused("a rule looks at sentences or at the draft, not at both; make it two rules")
        return cls(
            tuple(blocks), tuple(documents), tuple(passages), frozenset(captures), tuple(exceptions), tuple(offered)
        )

    @property
    def whole(self) -> bool:
        """True when they look at the draft, not at its sentences."""
        return bool(self.documents or self.passages)


@dataclass(frozen=True, slots=True)
class _Way:
    """One entry of a list of forms."""

    form: str
    node: Node
    mark: Node | None
    suggest: Node | None


def _ways(items: Iterable[Node], frames: Frames | None, *, offers: bool) -> Iterator[_Way]:
    """Each entry with what stands beside its form; a frame as its ways, then as itself for its exceptions."""
    allowed = (*matchers.FORMS, FRAME) if frames is not None else tuple(matchers.FORMS)
    beside = ("mark", "suggest") if offers else ("mark",)
    for item in items:
        keys = item.mapping((*allowed, *beside))
        forms = [form for form in keys if form not in beside]
        if len(forms) != 1:
            given = " and ".join(forms) or "none"
            raise item.refused(f"one form for each entry of the list, found {given}", allowed=allowed)
        mark, suggest = keys.get("mark"), keys.get("suggest")
        if forms[0] == FRAME and frames is not None:
            yield from (_Way(way.form, way.node, way.mark, suggest) for way in frames.ways(keys[FRAME], mark))
        yield _Way(forms[0], keys[forms[0]], mark, suggest)


def _unless(
    node: Node | None, seen: _Matchers, vocabulary: Vocabulary, frames: Frames, *, late: bool
) -> tuple[BlockMatcher, ...]:
    if node is None:
        return seen.exceptions
    read = _exceptions(node, vocabulary, frames, late=late)
    if seen.whole:
        raise node.refused(NO_EXCEPTIONS)
    return (*read.blocks, *seen.exceptions)


def _exceptions(node: Node, vocabulary: Vocabulary, frames: Frames | None = None, *, late: bool = False) -> _Matchers:
    """What a rule's or a frame's `unless` builds."""
    read = _Matchers.read(node, vocabulary, frames, late=late)
    if read.whole:
        raise node.refused(NO_EXCEPTIONS)
    if read.exceptions:
        raise node.refused("a frame that has an `unless` is no exception: exceptions have none of their own")
    return read


def _families(node: Node | None) -> tuple[str, ...]:
    return node.choices(tuple(sorted(FAMILIES))) if node is not None else ()


def _gates(node: Node | None, families: tuple[str, ...]) -> frozenset[Gate]:
    gates = gates_of(families)
    if node is None:
        return gates
    names = tuple(gate.value for gate in Gate)
    keys = node.mapping(("open", "close"))
    opened, closed = (
        frozenset(map(Gate, keys[name].choices(names))) if name in keys else frozenset() for name in ("open", "close")
    )
    if both := opened & closed:
        raise node.refused(f"the gate {min(gate.value for gate in both)!r} is both opened and closed")
    return (gates - opened) | closed


def _sections(node: Node | None) -> tuple[frozenset[str], frozenset[str]]:
    if node is None:
        return frozenset(), frozenset()
    keys = node.mapping(("only", "not"))
    if len(keys) != 1:
        raise node.refused("either `only` or `not`", allowed=("only", "not"))
    only, never = (frozenset(keys[name].choices(KINDS)) if name in keys else frozenset() for name in ("only", "not"))
    return only, never


def _where(node: Node | None, seen: _Matchers) -> Where | None:
    if node is None:
        return None
    if seen.whole:
        raise node.refused("a place is for rules about sentences; this rule looks at the draft")
    return Where(node.choice(tuple(place.value for place in Where)))


def _veto(node: Node | None, families: tuple[str, ...], seen: _Matchers) -> bool:
    """Whether the spotter may take findings back: in rules about sentences that have families, unless they refuse."""
    if node is not None and (seen.whole or not families):
        raise node.refused("only a rule about sentences that has `families` is one the spotter has a say in")
    return bool(families) and not seen.whole and (node is None or node.boolean())


def _template(node: Node, captures: Collection[str]) -> str:
    """A text with captures, each of which some matcher of the rule gives."""
    text = _line(node)
    if stray_brace(text) is not None:
        raise node.refused("a brace that encloses no name; captures are written {span}")
    for name in captures_in(text):
        if name not in captures:
            raise node.refused(f"no matcher of this rule gives {{{name}}}", allowed=tuple(sorted(captures)), given=name)
    return text


def _question(node: Node, captures: Collection[str]) -> str:
    text = _template(node, captures)
    if text.count("?") != 1 or not text.endswith("?"):
        raise node.refused("a question is one question, with its mark at the end")
    return text


def _suggestions(node: Node | None, captures: Collection[str]) -> tuple[SuggestionTemplate, ...]:
    return tuple(_suggestion(item, captures) for item in node.items()) if node is not None else ()


def _suggestion(node: Node, captures: Collection[str]) -> SuggestionTemplate:
    keys = node.mapping(("title", "edit", "safety"), required=("title",))
    safety = Applicability[keys["safety"].choice(SAFETIES).upper()] if "safety" in keys else Applicability.DISPLAY
    edit: str | None = None
    if "edit" in keys:
        # An empty edit deletes, so it is a string all the same.
        edit = keys["edit"].text(empty=True)
        if edit.strip():
            _template(keys["edit"], captures)
    if safety is not Applicability.DISPLAY and edit is None:
        raise node.refused(f"a suggestion that is {safety.word} needs an `edit`")
    if safety is not Applicability.DISPLAY and edit is not None and SLOT.search(edit):
        raise keys["edit"].refused(
            f"an edit with <slots> is for the writer to fill: its safety is display, not {safety.word}"
        )
    return SuggestionTemplate(_template(keys["title"], captures), edit, safety)


def _line(node: Node) -> str:
    """The text with its line breaks folded."""
    return " ".join(node.text().split())
