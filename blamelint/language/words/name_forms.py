"""What a person's name looks like, whoever bears it: handles, initials, titles, double names, small words inside.

Only the form of single words is judged here; which words of a block are a name is told in `names`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

HANDLE = re.compile(
    r"^@[A-Za-z0-9][\w.-]*$|^[A-Za-z][\w.-]*@[.,;:!?]?$"
    r"|^[a-z]\.(?!(?:out|com|org|net|yaml|yml|json|exe|txt|log|conf|html|toml|dll)$)[a-z]{3,}$"
)
"""`@ravi`, `ravi@`, `k.mori`."""
INITIAL = re.compile(r"^[A-Z]\.?$")
"""A middle initial: `Ada K. Rao`."""
INITIALS = re.compile(r"^(?:[^\W\d_]\.-?){1,3}$")
"""`H.`, `K.V.`, `J.-P.`."""
NO_INITIALS = frozenset(
    "u.s. u.k. u.n. e.u. d.c. p.o. p.s. n.b. i.e. e.g. a.m. p.m. c.f. q.v. v.s. u.a.e. i.t. r.a.".split()
)
"""Dotted letters that stand for no person."""
TITLES = frozenset(
    "dr dr. mr mr. mrs mrs. ms ms. mx mx. miss prof prof. professor sgt sgt. capt capt. rev rev.".split()
)
"""Words before a surname that make it one."""
PARTICLES = frozenset("van von de da di dos al el bin ibn ter den der la le ben abu ould".split())
"""Small words inside surnames: `al-Masri`, `van der Berg`."""
HALVES = frozenset(
    "ji seo min hyun eun ye soo su yu ha jae sung seung dong tae joon jun kyung hye young hee ho woo in chae da bo "
    "ga na so mi yoo myung".split()
)
"""First halves of Korean given names as they are written in Latin script: `Ji-woo`, `Seung-min`."""
FOLLOWS_A_NAME = re.compile(r"^(?:'s|who|and|or|has|had|was|is|did|didn|could|should|would|then|also|[a-z]+ed)$")
"""What makes a name of a word that may also be a plain one: `Mark restarted it`."""
_CAPITALISED = re.compile(r"^[^\W\d_][\w']*$")


def is_capitalised(word: str) -> bool:
    """True for a word of letters with a capital first, hyphens or not: `Okafor`, `O'Neill`, `Al-Masri`."""
    return word[:1].isupper() and _CAPITALISED.match(word.replace("-", "")) is not None


def is_shouted(word: str) -> bool:
    """True for an acronym or a word in capitals: no name is told by them."""
    return word.isupper() and len(word) > 1


def is_initials(word: str) -> bool:
    """True for capital letters with full stops: `H.`, `K.V.`."""
    return INITIALS.match(word) is not None and word[:1].isupper()


def is_double_name(parts: Sequence[str], given_names: frozenset[str]) -> bool:
    """True for the words around hyphens in `Jean-Luc` and `al-Masri`, and in `Ji-woo` where the lists know it."""
    first, last = parts[0], parts[-1]
    if all(part[:1].isupper() and len(part) > 1 for part in parts[::2]):
        return True
    if first.lower() in PARTICLES and last[:1].isupper():
        return True
    known = "".join(parts).lower() in given_names or first.lower() in HALVES
    return first[:1].isupper() and len(parts) == 3 and known
