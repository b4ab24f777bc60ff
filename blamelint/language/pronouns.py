"""Pronouns that stand for people, by what they pick out."""

from __future__ import annotations

FIRST = frozenset({"i", "we", "me", "us", "myself", "ourselves", "my", "our"})
THIRD = frozenset({"he", "she", "him", "her", "his", "himself", "herself", "you", "your"})
PLURAL_THIRD = frozenset({"they", "them", "their", "themselves"})
"""Words for people or for things; what stands before decides."""
PLURAL = frozenset({"we", "they", "us", "them"})
NEGATIVE_INDEFINITE = frozenset({"nobody", "noone", "none"})
GENERAL = frozenset({"anyone", "anybody"})
INDEFINITE = NEGATIVE_INDEFINITE | GENERAL | frozenset({"someone", "somebody", "everyone", "everybody", "whoever"})
PARTS = frozenset({"one", "some", "any", "most", "all", "many", "several", "few", "both", "neither", "either"})
"""Words for some of a set; what they are `of` decides."""
NOBODY = NEGATIVE_INDEFINITE | GENERAL | {"who", "whom", "whoever", "you", "your"}
"""Words for people that pick out nobody."""
