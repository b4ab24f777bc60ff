"""Whether a noun is a person's role, where the same word may also name software or a device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blamelint.language.lexicon import Lexicon
from blamelint.language.phrases import modifiers, word_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HUMAN_MODIFIERS = frozenset(
    {"human", "senior", "junior", "duty", "experienced", "inexperienced", "tired", "young", "trainee", "night"}
)
LEAN_HUMAN = frozenset(
    {"operator", "manager", "owner", "author", "coordinator", "supervisor", "leader", "editor", "dispatcher"}
)
"""Ambiguous nouns that are people unless something technical stands beside them."""
DEVICES = frozenset(
    "monitor scanner checker scheduler server host router gateway loader crawler builder runner publisher subscriber "
    "producer consumer watcher balancer proxy sensor detector meter recorder printer reader writer parser".split()
)
"""Ambiguous nouns that stay things whatever they are said to do: a monitor that did not notice."""
TECHNICAL = frozenset(
    "kubernetes k8s crd crds statefulset daemonset reconcile reconciled reconciles reconciliation helm pod pods "
    "namespace manifest replicaset sidecar kernel firmware daemon".split()
)
"""Words of a passage that talks of the software kind of operators and managers."""


class Roles:
    """Tells the roles among the nouns of one doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self._doc = doc
        self._lexicon = lexicon
        self._human = HUMAN_MODIFIERS | lexicon.roles | lexicon.groups
        self._technical = any(token.lower_ in TECHNICAL for token in doc)

    def is_role(self, head: Token, *, human_verb: bool) -> bool:
        """True for a person by role; `human_verb` says that the verb is one of a person or a group."""
        lexicon, lemma = self._lexicon, head.lemma_.lower()
        names = (lemma, head.lower_, f"{word_at(self._doc, head.i - 1)} {lemma}")
        if any(name in lexicon.roles for name in names):
            return True
        if lemma not in lexicon.ambiguous_roles:
            return False
        beside = modifiers(head)
        if beside & self._human:
            return True
        if self._technical:
            return False
        if human_verb and lemma not in DEVICES:
            return True
        proper = any(child.pos_ == "PROPN" and child.dep_ == "compound" for child in head.children)
        return lemma in LEAN_HUMAN and not proper and not beside & lexicon.systems_nouns

    def is_guessed(self, head: Token) -> bool:
        """True when only the verb says that the role is a person: `the driver forgot`."""
        lexicon, lemma = self._lexicon, head.lemma_.lower()
        if lemma in lexicon.roles or lemma in lexicon.person_nouns or lemma not in lexicon.ambiguous_roles:
            return False
        return lemma not in LEAN_HUMAN and not modifiers(head) & self._human
