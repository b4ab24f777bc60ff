"""The word classes that the actor model and the clause builder read.

The words are data in `rules/vocabulary/`; this module only says which classes understanding needs and holds them
in the form it looks them up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes, lower case; field names are the names of the vocabulary files."""

    roles: frozenset[str] = frozenset()
    ambiguous_roles: frozenset[str] = frozenset()
    """Role nouns that also name software or devices: operator, agent, controller."""
    person_nouns: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    team_names: frozenset[str] = frozenset()
    """Words that can stand for a team by themselves when the verb is a person's: networking, payments."""
    vendors: frozenset[str] = frozenset()
    vendor_nouns: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()
    systems_nouns: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()
    ambiguous_names: frozenset[str] = frozenset()
    """Given names that are also plain words: Will, Mark, May."""
    artefacts: frozenset[str] = frozenset()
    human_verbs: frozenset[str] = frozenset()
    """Verbs whose subject is a person or a group: forget, refuse, assume, approve."""
    act_verbs: frozenset[str] = frozenset()
    """Verbs that people and programs share: delete, run, merge."""
    deeds: frozenset[str] = frozenset()
    """Verbs that somebody does to a thing, so that a note such as `config pushed` is a passive."""
    common_words: frozenset[str] = frozenset()
    """Words that start sentences with a capital letter and are no names."""

    @classmethod
    def of(cls, classes: Mapping[str, frozenset[str]]) -> Lexicon:
        """The lexicon of a vocabulary; a class that the vocabulary lacks is empty."""
        return cls(**{field.name: frozenset(w.lower() for w in classes.get(field.name, ())) for field in fields(cls)})
