"""Hypothesis tries the same examples at every run, so that a green tree stays green; `explore` looks for new ones.

`HYPOTHESIS_PROFILE=explore python -m pytest` is for a search by hand.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True)
settings.register_profile("explore")
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
