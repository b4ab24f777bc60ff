"""What the labels of metadata stand for: `Owner:`, a column headed `Assignee`, the field `Affected services`."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from blamelint.document.model import Block


class Label(Enum):
    """What the value beside a label is."""

    PERSON = "person"
    TEAM = "team"
    SYSTEM = "system"
    TICKET = "ticket"
    DUE = "due"
    DATA = "data"
    """A date, a state, a number: nothing that a sentence stands in."""


LONGEST = 60
"""A label longer than this, in code points, is a sentence."""

_PERSON = re.compile(
    r"(?:(?:incident|action|service|system|document|review|report|post ?mortem|task|process|risk|change|technical|"
    r"primary|"
    r"secondary|tertiary|lead|main|current|responsible|accountable|engineering|product|on call|duty|shift|ops|"
    r"operations|"
    r"comms|communications?|customer|business|internal|deputy|backup|acting|tech) )*"
    r"(?:authors?|co ?authors?|owners?|owned by|attendees|attended by|participants?|responders?|ic|commanders?|"
    r"scribes?|"
    r"oncall|on call|on caller|on call engineers?|oncall engineers?|on call responders?|dri|dris|reviewers?|"
    r"reviewed by|"
    r"facilitators?|moderators?|assignees?|assigned(?: to)?|written by|prepared by|drafted by|created by|"
    r"reporters?|approvers?|approved by|submitted by|compiled by|edited by|editors?|leads?|leaders?|liaisons?|"
    r"managers?|"
    r"contacts?|coordinators?|supervisors?|engineers?|people(?: involved)?|persons?(?: involved| responsible)?|"
    r"names of people involved|who(?: was involved)?|responsible|responsible (?:person|engineer)|accountable|"
    r"champions?|poc|sme|smes|signed off by|present|apologies|interviewers?|interviewees?|witness(?:es)?|nurses?|"
    r"doctors?|crew)"
)
_TEAM = re.compile(
    r"(?:owning|responsible|involved|affected|responding|impacted|accountable|on call)? ?(?:teams?|squads?|"
    r"departments?|units?|"
    r"groups?)(?: involved| affected| responsible)?|teams? (?:name|owner)"
)
_SYSTEM = re.compile(
    r"(?:affected|impacted|failed|failing|faulty|root|source|target|involved|core)? ?(?:services?|systems?|components?|"
    r"products?|applications?|apps?|hosts?|servers?|clusters?|microservices?|databases?|platforms?|devices?|equipment)"
    r"(?: names?| affected| impacted| involved| ids?)?"
)
_TICKET = re.compile(
    r"(?:(?:tracking|jira|github|gitlab|linear|bug|action|incident|follow up) )?(?:tickets?|issues?|bugs?|links?|"
    r"trackers?|tracking|"
    r"jira|jira keys?|keys?|refs?|references?|pr|prs|ids?|url|urls|work items?|case|cases)(?: (?:links?|numbers?|"
    r"ids?|urls?))?"
)
_DUE = re.compile(
    r"(?:due|due by|due date|date due|deadline|eta|target|target date|completion date|by|by when|when|planned|expected|"
    r"end date|completed|completed on|done by|timeline|timeframe|time frame|delivery)(?: date)?"
)
_DATA = re.compile(
    r"(?:status|state|date|dates|date of (?:incident|the incident|report|outage)|incident date|report date|review date|"
    r"postmortem date|post mortem date|published|updated|last updated|created|start|end|start time|end time|started|"
    r"ended|"
    r"started at|ended at|severity|sev|priority|prio|duration|time to \w+|ttd|ttr|ttm|mttr|mttd|incident id|"
    r"incident number|"
    r"incident|id|number|no|version|title|tags?|labels?|type|category|classification|region|location|channel|"
    r"slack channel|link|links|weight|slug|layout|draft|detected at|resolved at|resolved|detected|reported at|time|"
    r"times|timezone|"
    r"time zone|meeting|meeting date|audience|confidentiality|progress|done|effort|estimate|size)"
)
_ORDER = (
    (_PERSON, Label.PERSON),
    (_TEAM, Label.TEAM),
    (_SYSTEM, Label.SYSTEM),
    (_TICKET, Label.TICKET),
    (_DUE, Label.DUE),
    (_DATA, Label.DATA),
)


@lru_cache(maxsize=4096)
def label_of(label: str) -> Label | None:
    """What the value beside `label` is; None when it may well be prose (`Impact:`, `What`)."""
    if len(label) > LONGEST:
        return None
    plain = _normal(label)
    for pattern, kind in _ORDER:
        if pattern.fullmatch(plain):
            return kind
    parts = [part for part in _AND.split(_normal(label, keep=True)) if part]
    if len(parts) > 1 and any(_PERSON.fullmatch(part) for part in parts):
        return Label.PERSON
    return None


def lead_of(block: Block) -> tuple[str, str]:
    """The label at the start of the block, without its colon, and the text after it; two empty strings without one.

    Shape: the reader's label where it gave one, else a few words before a colon.
    """
    text = block.text
    if block.lead is not None and block.lead.end <= len(text):
        return block.lead.cut(text).strip(" :*_").rstrip(":"), text[block.lead.end :].lstrip(" :").strip()
    match = _LEAD.match(text)
    return (match[1].strip(), text[match.end() :].strip()) if match else ("", "")


_LEAD = re.compile(r"([^\W\d_][\w /()'’&-]{1,59}):(?=\s|$)\s*")
_AND = re.compile(r" (?:and|or) | ?[/&,] ?")
_PLURAL = re.compile(r"\((?:s|es)\)", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([^()]*\)")


def _normal(label: str, *, keep: bool = False) -> str:
    """Lower case, no parentheses, hyphens as blanks; with `keep`, the signs of a list stay."""
    text = _PARENTHESES.sub(" ", _PLURAL.sub("s", label)).casefold()
    signs = "/&," if keep else ""
    return " ".join("".join(c if c.isalnum() or c in signs else " " for c in text).split())
