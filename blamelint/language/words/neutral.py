"""The words that the parser reads in the place of others, the same for everybody.

The word gate counts them as present in every block, since normalisation may put them anywhere.
"""

from __future__ import annotations

NEUTRAL_NAME = "Alex"
NEUTRAL_ROLE = "engineer"
NEUTRAL_ROLE_MODIFIER = "senior"
NEUTRAL_THING = "system"
