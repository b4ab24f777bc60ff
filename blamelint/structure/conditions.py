"""Tells whether a draft names conditions: what about tools, information, load, design or organisation let it happen.

The test is lexical and generous. It asks of each sentence whether it gives a cause, a lack, a limit or a default, and
whether that is told of something else than a person's act; a purely technical cause is a condition too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from blamelint.document.model import Block
from blamelint.structure.labels import lead_of
from blamelint.structure.model import Context, Names, Outline, SectionKind

CAUSE_SECTIONS = frozenset({SectionKind.CAUSE, SectionKind.CONTRIBUTING})
"""Where whatever is told of a system is a condition, without a connective."""
_SYSTEMIC_SECTIONS = CAUSE_SECTIONS | {SectionKind.POORLY}
_ELSEWHERE = frozenset(
    {
        SectionKind.TIMELINE,
        SectionKind.ACTIONS,
        SectionKind.IMPACT,
        SectionKind.PEOPLE,
        SectionKind.COMMS,
        SectionKind.SUPPORT,
    }
)
_LONGEST_BLOCK = 20_000
_LONGEST_CLAUSE = 300
_FEWEST_WORDS = 4


def conditions(outline: Outline, enough: int = 1_000) -> tuple[int, int]:
    """How many conditions are told: in sections on causes and on what went poorly, and in the rest of the draft.

    Shape: timeline, actions, impact, people, messages and appendices are left out; a sentence that gives a cause in
    so many words (`because`, `due to`) counts twice; counting ends at `enough` of one kind.
    """
    inside = outside = 0
    for block, context in zip(outline.document.blocks, outline.contexts, strict=True):
        if not _counts(block, context):
            continue
        for sentence in _sentences(_prose(block)):
            weight = weigh(sentence, outline.names, in_cause=context.section in CAUSE_SECTIONS)
            if weight and context.section in _SYSTEMIC_SECTIONS:
                inside += weight
            elif context.section is SectionKind.POORLY:
                outside += weigh(sentence, outline.names, in_cause=True)
            else:
                outside += weight
        if inside >= enough or outside >= enough:
            break
    return inside, outside


def weigh(sentence: str, names: Names, *, in_cause: bool = False) -> int:
    """2 when `sentence` gives a cause that is no person, 1 when it tells a lack or an effect of something, else 0.

    Shape: in a cause section every sentence of some length gives 1, unless a person's act or slip is all it tells.
    """
    if len(sentence.split()) < _FEWEST_WORDS or sentence.rstrip().endswith("?") or _UNKNOWN.search(sentence):
        return 0
    caused_by_person = False
    for match in _CONNECTIVE.finditer(sentence):
        clause = sentence[match.end() : match.end() + _LONGEST_CLAUSE]
        if _is_personal(clause, names):
            caused_by_person = True
        elif not _EVENT_START.match(clause):
            return 2 if len(clause.split()) >= _FEWEST_WORDS else 1
    if lacks := sum(1 for _ in _LACK.finditer(sentence)):
        return min(lacks, 2)
    for match in _EFFECT.finditer(sentence):
        before = sentence[: min(match.start(), _LONGEST_CLAUSE)]
        if not _is_personal(before, names) and not _SUFFERER_START.match(before):
            return 1
    if not in_cause or caused_by_person or _SLIP.search(sentence):
        return 0
    return 0 if _is_personal(sentence[:_LONGEST_CLAUSE], names) else 1


def _counts(block: Block, context: Context) -> bool:
    if block.level or context.metadata or context.entry or context.action or context.in_quote:
        return False
    if block.cell is not None and block.cell.row == 0:
        return False
    return context.section not in _ELSEWHERE


def _prose(block: Block) -> str:
    label, value = lead_of(block)
    return (value if label else block.text)[:_LONGEST_BLOCK]


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]


def _is_personal(clause: str, names: Names) -> bool:
    """True when a person's act or slip is what `clause` tells: by its subject, or by a word such as `mistake`."""
    start = _LEADING_STUFF.sub("", clause, count=1)
    words = _WORD.findall(start)[:8]
    if not words:
        return True
    if _SLIP.match(start) or _PERSON_START.match(start):
        return not _LACK.search(clause)
    first = words[0]
    plain = [word.casefold().removesuffix("'s").removesuffix("’s") for word in words]
    heads = {plain[0], " ".join(plain[:2]), " ".join(plain[:3])}
    known = bool(heads & names.people or heads & names.teams)
    if not known and first[:1].isupper() and not heads & names.systems:
        # A name that no field tells: `Ravi deleted …`, `Ravi's change`, `caused by Ravi.`
        known = bool(_NAME_ACTS.match(start))
    if known:
        return not _LACK.search(clause)
    # `the change that Ravi pushed`, `the engineer's decision`: an artefact with its person.
    return bool(_PERSON_BEHIND.match(start)) and not _LACK.search(clause)


_END = re.compile(r"[.!?;](?:[\"')\]]*)(?:\s+|$)|\s(?:—|–|--)\s")
_WORD = re.compile(r"@?[^\W_][\w'’.-]*")
_LEADING_STUFF = re.compile(
    r"^[\s,:;(\"'“-]*(?:(?:that|of|the fact that|this|it was|was|is|were|by|then|also|only|mainly|partly|simply|"
    r"just)\b[\s,:]*)*",
    re.IGNORECASE,
)

_CONNECTIVE = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|as a (?:result|consequence) of|(?:caused|triggered|explained|"
    r"aggravated|"
    r"compounded|made worse|driven|exacerbated|amplified) by|(?:resulted|results|resulting|stemmed|stems|arose|"
    r"came) from|"
    r"(?:root |main |primary |underlying |direct |proximate )?causes? (?:was|is|were|are|of .{1,60}? (?:was|is|were|"
    r"are))|"
    r"reasons? (?:was|is|for .{1,60}? (?:was|is))|"
    r"since (?!then\b|yesterday|last\b|\d|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|"
    r"march|april|"
    r"may\b|june|july|august|september|october|november|december|v?\d)|"
    r"(?:,|\bexactly|\bjust) as (?=the|there|it|this|these|those|no|our|its|each|every|all|both|most)|given that|"
    r"in that|"
    r"so that|now that|which is why|the (?:bug|issue|problem|fault|defect|error|flaw|weakness|vulnerability) (?:was|"
    r"is|lies|lay))\b",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:(?:which|that|this|it|and|also|then|in turn) )?(?:(?:has|had|have) )?"
    r"(?:caused|causes|causing|led to|leads to|leading to|resulted in|results in|resulting in|triggered|triggering|"
    r"triggers|"
    r"allowed|allows|allowing|enabled|enabling|let (?=the|a|an|it|any|every)|meant|means|meaning|made it (?:possible|"
    r"impossible|"
    r"hard|easy|difficult)|prevented|prevents|preventing|contributed to|contributing to|masked|masking|hid|obscured|"
    r"exhausted|exhausting|overwhelmed|overloaded|exceeded|exceeding|saturated|ran out of|depends? on|depended on|"
    r"relied on|"
    r"relies on|rel(?:y|ying) on|assumed that|expects?|requires?|required|defaults? to|defaulted to|timed out|"
    r"deadlocked|"
    r"accepts?|accepted|(?:could|would|may|might|can) (?:\w+ )?(?:cause|result|lead|allow|prevent|let|create|exhaust|"
    r"block|hang|crash|"
    r"fail|time out|use|mimic|overwrite|be (?:replaced|exploited|triggered|exceeded|reached))|does not|doesn't|"
    r"did not|didn't|do not|don't|cannot|can't|could not|couldn't|had to|"
    r"was not|wasn't|were not|weren't|is not|isn't|are not|aren't|never|no longer|still|had been)\b(?! by\b)",
    re.IGNORECASE,
)
"""What follows from something, and what something lacks; the words before tell who or what it is."""
_LACK = re.compile(
    r"\b(?:(?:had|has|have|with|there (?:was|were|is|are)|is|was|shows?|showed|gave|gives|sent|sends) "
    r"(?:no|neither|little|only one|just one|a single)\b(?! idea| excuse| clue| business| right)|"
    r"without (?:a|an|any)\b(?! (?:doubt|thought|care|thinking|word))|lack(?:s|ed|ing)?(?: of)? (?!of\b)"
    r"(?!attention|care|diligence|discipline|focus|skill|experience|judg|professionalism|common sense|competence|"
    r"ownership)|"
    r"(?:absence|unavailability) of|missing (?:alert|alarm|check|test|metric|index|validation|guard|limit|monitor|"
    r"step|documentation|"
    r"permission|config|retry|timeout)\w*|no (?:alert|alarm|check|test|metric|limit|monitor|guard|timeout|backup|"
    r"fallback|warning|"
    r"documentation|runbook|validation|visibility|automation|review step|confirmation|dry run|staging|canary|"
    r"rate limit)\w*|"
    r"by default|default(?:ed|s)? to|single point of failure|race condition|memory leak|hard[- ]?coded|"
    r"(?:not|never|un) ?(?:monitored|documented|alerted on|covered|shown|displayed|visible|enforced|validated|"
    r"exposed|logged|"
    r"isolated|rate[- ]limited|supported)|understaffed|short[- ]staffed|time pressure|workload|out of date|outdated|"
    r"(?:do|does|did) not have (?:a|an|any|the|enough|sufficient)|(?:does|did|do)n['’]t have (?:a|an|any|the|enough|"
    r"sufficient)|"
    r"bottleneck|under[- ]?provisioned|misleading|ambiguous|confusing|identical|looks? (?:the same|alike|like)|"
    r"similar names?)\b",
    re.IGNORECASE,
)
"""Conditions whoever the sentence is about: `we had no alert`, `nobody was paged, for the page has no owner`."""

_UNKNOWN = re.compile(
    r"\b(?:(?:is|was|are|remains?|still) (?:still |currently |as yet )?(?:unknown|not (?:yet )?known|unclear|"
    r"undetermined|"
    r"under investigation|being investigated|to be determined)|tbd|todo)\b",
    re.IGNORECASE,
)
_EVENT_START = re.compile(
    r"\s*(?:of )?(?:the|this|that|our|these|those) (?:\w+ )?(?:outages?|incidents?|downtime|disruptions?|degradation|"
    r"unavailability|"
    r"event|emergency)\b",
    re.IGNORECASE,
)
"""`Because of the outage, …` tells what followed, not what led to it."""
_SUFFERER_START = re.compile(
    r"\s*(?:\S+ ){0,4}?(?:customers?|users?|clients?|patients?|members?|students?|orders?|payments?|passengers?|"
    r"visitors?|it|this|"
    r"that|outages?|incidents?|site|data)\s*$",
    re.IGNORECASE,
)
_SLIP = re.compile(
    r"\b(?:(?:a |an |the |simple |pure |plain |basic |careless |our |his |her |their )*"
    r"(?:human|operator|user|pilot|manual|procedural|driver|nurse|clerical|personal|individual|engineer|"
    r"typing) (?:error|mistake|"
    r"failure|fault)s?|(?:a |an |the |simple |stupid |silly |careless |honest |pure |basic |human )*(?:mistakes?|"
    r"negligence|"
    r"carelessness|sloppiness|incompetence|laziness|complacency|inattention|oversight|fat[- ]finger\w*|lapse|"
    r"inexperience|"
    r"lack of (?:attention|care|diligence|discipline|focus|skill|experience|judg\w+|professionalism|common sense|"
    r"competence|"
    r"ownership|communication|training))|"
    r"(?:poor|bad|weak) (?:judg\w+|communication|decisions?|discipline|attitude|performance|choices?)|"
    r"by (?:mistake|accident)|accidentally|mistakenly|inadvertently|erroneously|carelessly|negligently)\b",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:engineers?|developers?|operators?|admins?|administrators?|sres?|on[- ]?calls?|on[- ]call (?:engineer|"
    r"person)|dbas?|"
    r"responders?|reviewers?|authors?|interns?|contractors?|(?:product|engineering|shift|line|ward|team|incident|"
    r"project) (?:managers?|leads?)|technicians?|nurses?|doctors?|physicians?|"
    r"pharmacists?|analysts?|consultants?|employees?|colleagues?|staff|team|teams|squad|person|people|humans?|guy|"
    r"supervisor|"
    r"shift|crew|teller|clerk|pilot|driver|vendor|supplier|management|dispatcher|teammate|someone|somebody|sysadmin)"
)
_ARTICLE = r"(?:the|a|an|one|our|their|his|her|that|this|each|every|no|some|any|two|both|several)"
_MODIFIERS = r"(?:[\w-]+ ){0,3}?"
_PERSON_START = re.compile(
    rf"(?:(?:i|we|he|she|you|someone|somebody|nobody|no one|everyone|everybody|anyone|whoever|who)\b"
    r"|they (?:forgot|were (?:all )?(?:careless|sloppy|lazy|reckless|in a hurry|rushed|tired|inattentive|"
    r"not (?:careful|paying))"
    r"|did(?:n['’]t| not) (?:check|read|look|think|care|test|bother|pay|follow|notice|ask|tell))"
    rf"|{_ARTICLE} {_MODIFIERS}{_ROLE}\b(?!['’]s? (?:tool|script|laptop|console|dashboard|alert|screen))"
    rf"|{_MODIFIERS}{_ROLE} (?:did|had|was|were|failed|forgot|made|ran|pushed|didn['’]t|never)\b|@\w)",
    re.IGNORECASE,
)
_ACTS = (
    r"(?:forgot|forgets|neglected|pushed|pushes|merged|deployed|deletes?|deleted|dropped|drops|ran|runs|typed|"
    r"ignored|overlooked|"
    r"skipped|approved|misread|misconfigured|mistyped|decided|chose|clicked|restarted|edited|changed|made|wiped|"
    r"broke|breaks|"
    r"committed|entered|applied|did|didn['’]t|did not|failed to|fails to|took|rushed|thought|assumed|believed|copied|"
    r"pasted|"
    r"removed|disabled|silenced|dismissed|rebooted|shipped|rolled|updated|uploaded|released|wrote|was careless|"
    r"was in a hurry|"
    r"should|could have|never|accidentally|mistakenly|carelessly|inadvertently|wrongly|blindly|simply|just|"
    r"again)"
)
_NAME_ACTS = re.compile(rf"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?:['’]s\b| {_ACTS}\b|[a-z]?[\s.,;)]*$)")
_PERSON_BEHIND = re.compile(
    rf"(?:{_ARTICLE} )?(?:[\w-]+ ){{0,3}}(?:(?:change|commit|deploy|decision|failure|mistake|error|choice|command|"
    rf"push|merge|act|action|"
    rf"edit|fix|script|query|typo|lack of \w+|inability|refusal|omission|neglect)\w* )?"
    rf"(?:(?:by|from|of) (?:{_ARTICLE} )?(?:[\w-]+ ){{0,2}}?(?:{_ROLE}|[A-Z][a-z]+)\b(?! ?[-_/])"
    rf"|(?:that|which) (?:[A-Z]\w+|he|she|we|i|the {_ROLE}) )",
)
