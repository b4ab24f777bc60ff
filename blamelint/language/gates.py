"""The context gates: where a wording means something else, told by the block and the words around it.

All gates are here and nowhere else, and all are lexical: they read the block's text and its context, never
spaCy, so that a finding does not depend on what was loaded. What depends on the clause (tense, polarity, the
kind of the actor) is asked for by the rule's own matcher.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from blamelint.document.model import Block, BlockKind
from blamelint.language.sentences import sentence_at
from blamelint.structure.model import Context, SectionKind
from blamelint.text import Span


class Gate(Enum):
    """A circumstance that silences the rules of some families."""

    HEADING = "heading"
    """The block is a heading."""
    METADATA = "metadata"
    """A field such as `Owner: X`, or an owner column."""
    QUOTED = "quoted"
    """Inside quotation marks, or in a block quote."""
    NEGATED = "negated"
    """The attribution is denied: `not caused by human error`, `no one is at fault`."""
    META = "meta"
    """The sentence talks about blame, not of it: `blameless`, `we avoid the term …`."""
    QUESTION = "question"
    """The sentence is a question."""
    STATEMENT = "statement"
    """The sentence is no question, with or without its mark."""
    ACTION = "action"
    """An action item, by its section or its form."""
    TIMELINE = "timeline"
    """A timeline entry; silences no family by itself, but a rule may close it."""
    FAVOURABLE = "favourable"
    """A section on what went well or where luck helped."""


FAMILIES = frozenset(f"F{n:02}" for n in range(1, 25))
GATED: dict[Gate, frozenset[str]] = {
    Gate.HEADING: FAMILIES,
    Gate.METADATA: frozenset({"F01", "F02", "F05", "F20", "F21"}),
    Gate.QUOTED: FAMILIES,
    Gate.NEGATED: frozenset({"F03", "F04", "F10", "F11"}),
    Gate.META: frozenset({"F03", "F06", "F07", "F08", "F10", "F11", "F19"}),
    Gate.QUESTION: FAMILIES - {"F23"},
    Gate.STATEMENT: frozenset({"F23"}),
    Gate.ACTION: frozenset({"F01", "F02", "F05", "F06", "F07", "F18"}),
    Gate.TIMELINE: frozenset(),
    Gate.FAVOURABLE: frozenset({"F07"}),
}
"""Which families each circumstance silences."""
UNFAMILIAR = frozenset({Gate.HEADING, Gate.QUOTED})
"""The gates of a rule that belongs to no family, such as a team's own."""


def gates_of(families: tuple[str, ...]) -> frozenset[Gate]:
    """The gates that silence a rule of these families: those that silence all of them."""
    if not families:
        return UNFAMILIAR
    return frozenset(gate for gate, silenced in GATED.items() if silenced.issuperset(families))


def context_gates(block: Block, context: Context) -> frozenset[Gate]:
    """The gates that the place of the block closes for all of its words."""
    closed: set[Gate] = set()
    if block.kind is BlockKind.HEADING:
        closed.add(Gate.HEADING)
    if context.metadata:
        closed.add(Gate.METADATA)
    if context.action:
        closed.add(Gate.ACTION)
    if context.entry:
        closed.add(Gate.TIMELINE)
    if context.section in {SectionKind.WELL, SectionKind.LUCK}:
        closed.add(Gate.FAVOURABLE)
    return frozenset(closed)


def closed_gates(block: Block, context: Context, span: Span) -> frozenset[Gate]:
    """The gates that are closed for the words at `span` of the block's text."""
    closed = set(context_gates(block, context))
    if any(quote.contains(span) for quote in quotes(block.text)):
        closed.add(Gate.QUOTED)
    sentence = sentence_at(block.text, span.start)
    words = sentence.cut(block.text)
    if words.rstrip("\"'”’)] ").endswith("?"):
        closed.add(Gate.QUESTION)
    elif not ASKING.match(words):
        closed.add(Gate.STATEMENT)
    if META.search(words):
        closed.add(Gate.META)
    before = block.text[sentence.start : max(sentence.start, span.start)]
    after = block.text[span.end : max(span.end, sentence.end)]
    if _denied(before, after):
        closed.add(Gate.NEGATED)
    return frozenset(closed)


ASKING = re.compile(
    r"\W*(?:but\s+|so\s+|and\s+)?(?:who|whose|why|how\s+(?:could|can|did|come)|what\s+(?:was|were)\s+(?:he|she|they|you))\b",
    re.IGNORECASE,
)
"""How a question begins that was left without its mark."""

QUOTE = re.compile(
    r"“(?P<curly>[^“”]{1,600})”|\"(?P<straight>[^\"]{1,600})\"|«(?P<angle>[^«»]{1,600})»"
    r"|(?<![\w’'])[‘'](?P<single>[^‘’'\n]{2,200}(?:[’'](?=[a-z])[^‘’'\n]{1,200})*)[’'](?!\w)"
)
SPEECH = re.compile(
    r"\b(?:wrote|writes|said|says|told us|replied|posted|reported|asked|commented|reads?|message|ticket|quote|verbatim)"
    r"\s*:\s+(?=[A-Z\"“'‘])"
)
"""What introduces somebody's words without quotation marks; they go on to the end of the block."""

META = re.compile(
    r"""\bblame(?:less|lessly|lessness|-free|-aware)\b
    |\bnot\s+about\s+blam\w+
    |\bjust\s+culture\b
    |\bhindsight\s+bias\b
    |\bthe\s+(?:terms?|words?|phrases?|labels?|expressions?|notions?|concepts?|category)\s+(?:of\s+)?
      (?:["“'‘]|blame|fault|guilt|human|user|operator|culprit|root|careless|negligen|obvious|hindsight|mistake)
    |\b(?:as|is|was)\s+a\s+category\b
    |\b(?:re)?label(?:l?ing|l?ed|s)?\s+(?:this|it|that|them|events?|incidents?)\b
    |\bcall(?:ing|ed)?\s+(?:this|it|that)\s+(?:an?\s+)?(?:[\"“'‘]|human|user|operator)
    |\bwe\s+(?:try\s+to\s+)?(?:avoid|refrain|steer\s+clear|stay\s+away)\b
    |\b(?:do|does)\s*(?:not|n['’]t)\s+(?:assign|apportion|seek|look\s+for|search\s+for|want\s+to\s+find|point\s+fingers)\b
    |\bpurpose\s+of\s+(?:this|the|a)\s+(?:review|document|investigation|report|postmortem)\b""",
    re.VERBOSE | re.IGNORECASE,
)

DENIAL_BEFORE = re.compile(
    r"""(?:\b(?:not|never|no|nobody|none|neither|nor|cannot|without|hardly|rather\s+than|instead\s+of|isn['’]t|wasn['’]t|aren['’]t|weren['’]t
    |doesn['’]t|didn['’]t|don['’]t|won['’]t|can['’]t|rul(?:e|ed|es|ing)\s+out|exclud(?:e|ed|es|ing)|nothing)\b)
    (?P<between>[^,;:]*)$""",
    re.VERBOSE | re.IGNORECASE,
)
BREAKS_DENIAL = re.compile(
    r"\b(?:but|because|that\s+is|and\s+(?:the|this|it|so)|only|just|merely|simply|until|unless)\b", re.IGNORECASE
)
DENIAL_AFTER = re.compile(
    r"""^\W*(?:alone\s+)?(?:
    (?:was|is|were|are|did|does|do|has|have|had|could|can|would|will)\s*(?:n['’]t|not|never|no|neither|nor)\b(?!\s+only)
    |(?:was|is|were|has\s+been|had\s+been|could\s+be)\s+(?:ruled\s+out|excluded|rejected|dismissed)
    |played\s+no\b|(?:would|could|might)\s+(?:hide|mask|obscure|miss)\b|explains?\s+(?:nothing|little)\b)""",
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(maxsize=512)
def quotes(text: str) -> tuple[Span, ...]:
    """The stretches of `text` that are somebody else's words, quotation marks included, in order."""
    found = [Span(match.start(), match.end()) for match in QUOTE.finditer(text)]
    speech = SPEECH.search(text)
    if speech is not None:
        found.append(Span(speech.end(), len(text)))
    return tuple(sorted(found))


def _denied(before: str, after: str) -> bool:
    denial = DENIAL_BEFORE.search(before)
    if denial is not None and len(denial["between"].split()) <= 8 and not BREAKS_DENIAL.search(denial["between"]):
        return True
    return DENIAL_AFTER.match(after) is not None
