"""Reads the value of a person field: a list of names, handles, teams and words that are neither.

A value such as `Amara Okafor (IC), @lwong and the storage team` gives two people and a team. What may be a person or
not is left out: a name that is not found costs one finding, an invented one a false finding in every sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

LONGEST = 2000
"""How much of a value is read, in code points."""


class Who(Enum):
    """What one entry of a list of people is."""

    FULL = "full"
    """Two or more words, or one written with a capital."""
    HANDLE = "handle"
    """Written with an `@`, or the local part of an e-mail address."""
    LOWER = "lower"
    """One word in small letters, which may be a login or may be a common noun."""
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list of people, as written, without titles, roles and addresses."""

    who: Who
    text: str


def entries(value: str) -> Iterator[Entry]:
    """The people and teams of a field's value, in the order of the text."""
    value = _URL.sub(" ", _LINK.sub(r"\1", value[:LONGEST]))
    for match in _ADDRESS.finditer(value):
        if (login := match[1].casefold()) not in _NO_LOGINS and not _is_team(login):
            yield Entry(Who.HANDLE, login)
    value = _ADDRESS.sub(" ", value)
    yield from handles(value)
    value = _HANDLE.sub(" ", _LOGIN.sub(" ", value))
    value = _MARKUP.sub("", _PARENTHESES.sub(" ", value))
    for piece in _LIST.split(value):
        entry = _entry(piece)
        if entry is not None:
            yield entry


def handles(text: str) -> Iterator[Entry]:
    """The `@handles` and `user@` forms of a text, without the sign; those that say `team` are teams."""
    for pattern in (_HANDLE, _LOGIN):
        for match in pattern.finditer(text):
            name = match[1].rstrip(".-_").casefold()
            if len(name) < 2 or name in _NO_LOGINS:
                continue
            yield Entry(Who.TEAM if _is_team(name) else Who.HANDLE, name)


def parts(name: str) -> tuple[str, ...]:
    """The given name and the surname of a full name, each of two letters or more; empty for a single word."""
    words = [word.strip(".,") for word in name.split()]
    if len(words) < 2:
        return ()
    return tuple(word for word in dict.fromkeys((words[0], words[-1])) if sum(c.isalpha() for c in word) > 1)


def team_name(text: str) -> str:
    """The team's name without the word team and without an article."""
    words = [word for word in _WORDS.findall(text) if word.casefold() not in _SMALL]
    named = [word for word in words if word.casefold() not in _TEAM_WORDS]
    return " ".join(named or [word for word in words if word.casefold() in _TEAM_NAMES])


def _entry(piece: str) -> Entry | None:
    piece = _ROLE_BEFORE.sub("", piece.strip(" \t.-–—*_•\"'“”"))
    piece = _AFTER.split(piece, maxsplit=1)[0].strip(" .-–—")
    words = piece.split()
    while words and words[0].casefold().rstrip(".") in _TITLES:
        words = words[1:]
    if not words or len(words) > 6:
        return None
    if _is_team(" ".join(words)):
        name = team_name(" ".join(words))
        return Entry(Who.TEAM, name) if name else None
    words = _without_roles(words)
    if not words or len(words) > 5 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return None
    if any(word.casefold().strip(".") in _NO_NAMES for word in words):
        return None
    name = " ".join(words)
    if len(words) == 1:
        return _single(name)
    if not (_begins_name(words[0]) and _begins_name(words[-1])):
        return None
    if any(not _begins_name(word) and word.casefold() not in _PARTICLES for word in words[1:-1]):
        return None
    return Entry(Who.FULL, name)


def _single(name: str) -> Entry | None:
    if name.isupper() and name.isascii():
        # Two or three capitals are initials more often than not; four or more are a department.
        return Entry(Who.FULL, name) if 2 <= len(name.replace(".", "")) <= 3 else None
    if sum(c.isalpha() for c in name) < 2:
        return None
    return Entry(Who.FULL if _begins_name(name) else Who.LOWER, name)


def _without_roles(words: list[str]) -> list[str]:
    """The words before and after role nouns: `Engineer Tama Ngata`, `Tama Ngata SRE`."""
    while words and words[-1].casefold() in _ROLES:
        words = words[:-1]
    while words and words[0].casefold() in _ROLES:
        words = words[1:]
    return words


def _begins_name(word: str) -> bool:
    """A capital, or a letter of a script without capitals."""
    first = next((c for c in word if c.isalpha()), "")
    return bool(first) and not first.islower()


def _is_team(name: str) -> bool:
    words = [word.casefold() for word in _WORDS.findall(name)]
    pieces = [piece for word in words for piece in re.split(r"[-_.]", word)]
    if any(word in _TEAM_WORDS for word in pieces):
        return True
    return bool(words) and all(word in _TEAM_NAMES or word in _SMALL for word in pieces)


_ADDRESS = re.compile(r"<?(?:mailto:)?\b([A-Za-z][\w.+-]{0,60})@[A-Za-z0-9][\w-]*(?:\.[\w-]+)+>?")
_HANDLE = re.compile(r"(?<![\w.@/+-])@([A-Za-z][A-Za-z0-9]*(?:[._-][A-Za-z0-9]+)*)(?![\w/@(])")
_LOGIN = re.compile(r"(?<![\w.@/:-])([a-z][a-z0-9]{1,30}(?:[._-][a-z0-9]{1,30}){0,3})@(?![\w\[{$%])")
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]{1,15}://|www\.)[^\s<>|]+", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\([^()\s]{0,500}\)")
_PARENTHESES = re.compile(r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]|<[^<>]{0,300}>")
_MARKUP = re.compile(r"[*`~]|(?<!\w)_|_(?!\w)")
_LIST = re.compile(r"[,;&/|+\n•·]|<br\s*/?>|\s(?:and|with|or|then|->|→)\s", re.IGNORECASE)
_AFTER = re.compile(r"\s[-–—:|]+\s|:\s|\s(?:from|of|at|for|in|on|as|via|until|since|who|is|was)\s")
_ROLE_BEFORE = re.compile(r"^[A-Za-z][A-Za-z /-]{1,40}:\s*")
_WORDS = re.compile(r"[^\W_][\w'’.-]*")
_NAME_WORD = re.compile(r"[^\W\d_][^\W_]*\.?(?:[-'’.][^\W\d_]+\.?)*[0-9]{0,3}")

_TITLES = frozenset("dr mr mrs ms mx miss prof professor sir madam sgt capt captain lt".split())
_PARTICLES = frozenset(
    "de da do dos das del della der den di du la le van von bin binti ibn al el y e ter ten zu af av san st".split()
)
_SMALL = frozenset("the a an our their and of".split())
_TEAM_WORDS = frozenset(
    "team teams squad squads guild tribe chapter crew group groups dept department division desk office unit "
    "committee board oncall sre sres devops ops rotation channel".split()
)
_TEAM_NAMES = frozenset(
    "platform platforms infra infrastructure backend frontend data security network networks networking storage "
    "database "
    "databases dba dbas db payments payment billing checkout mobile web qa support it engineering product legal "
    "finance "
    "marketing hr comms communications management leadership dev development developers research analytics identity "
    "search "
    "release observability monitoring cloud compute edge api core growth operations noc soc helpdesk service sysadmin "
    "sysadmins facilities maintenance vendor procurement logistics pharmacy radiology nursing surgery production "
    "quality customer success sales design architecture tooling tools reliability systems application applications "
    "on-call everybody integration integrations delivery shipping orders order fulfilment fulfillment inventory "
    "messaging sre sres ops devops oncall notifications auth authentication accounts account risk fraud compliance "
    "internal external".split()
)
_ROLES = frozenset(
    "engineer engineers developer developers operator operators admin administrator administrators manager managers "
    "director lead leads analyst analysts architect architects intern interns contractor contractors responder "
    "responders "
    "commander scribe owner owners author authors reviewer reviewers facilitator ic sre sres dba cto ceo vp swe tpm "
    "em pm "
    "senior junior staff principal head chief officer deputy primary secondary nurse doctor technician technicians "
    "consultant supervisor coordinator liaison specialist software hardware systems site reliability incident security "
    "tech technical on-call oncall".split()
)
_NO_NAMES = frozenset(
    "tbd tba tbc todo fixme na none nil null unknown unassigned unclear pending various several multiple many all "
    "any anyone "
    "everyone everybody someone somebody nobody no nobody's one each both other others same self me you we us they "
    "them he "
    "she it i see above below open closed done yes not n/a the this that these those who what when where why how is "
    "was "
    "were be been to for from with without by at on in of or if as xxx xx name names person people human humans user "
    "users "
    "customer customers client clients patient patients member members public internal external vendor vendors "
    "supplier "
    "suppliers management leadership company companies employee employees colleague colleagues stakeholders "
    "automatic automatically automated automation alert alerts alerting monitoring monitor system systems service "
    "services "
    "bot robot ci cd cron script pager pagerduty opsgenie slack email mail phone ticket tickets jira github gitlab "
    "grafana "
    "datadog prometheus nagios sentry aws gcp azure google amazon microsoft ibm oracle cloudflare kubernetes docker "
    "jenkins "
    "code error errors high medium low critical major minor new old first last next high-priority week day month "
    "today tomorrow "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december q1 q2 q3 q4 p0 p1 p2 p3 p4 p5 sev1 sev2 sev3 sev progress complete completed draft "
    "final "
    "review reviewed approved incident outage postmortem retrospective action actions item items task tasks "
    "follow-up etc "
    "eg ie re cc ok role roles tbd's placeholder sample example foo bar utc gmt est pst cet noc soc qa hr it ux ui "
    "api db "
    "dba sre ic pm vp cto ceo cio ciso coo cfo cso iam dns cdn sla slo ops dev devops secops infosec it's rca usa eu "
    "uk us "
    "full-time shift night morning evening duty".split()
)
_NO_LOGINS = frozenset(
    "here channel everyone all everybody team root admin administrator git github gitlab user users username name "
    "someone "
    "noreply no-reply postgres mysql support info security sales contact help hello mail email webmaster postmaster "
    "override param return returns returning deprecated todo see since author throws test transactional autowired bean "
    "nullable nonnull inject component service entity example handle media import charset font-face keyframes me you "
    "latest next beta alpha canary main master head types babel angular mention mentions person owner assignee".split()
)
