"""Hypothesis tries the same examples at every run, so that a green tree stays green; `explore` looks for new ones.

`HYPOTHESIS_PROFILE=explore python -m pytest` is for a search by hand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from blamelint.run.cache import CACHE_DIR, NO_CACHE

settings.register_profile("steady", derandomize=True)
settings.register_profile("explore")
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session", autouse=True)
def _no_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that a test lints is kept, and what one keeps on purpose is never kept among the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(NO_CACHE, "1")
        patch.setenv(CACHE_DIR, str(tmp_path_factory.mktemp("cache")))
        # For tests that give a process another home and nothing of the above.
        patch.delenv("XDG_CACHE_HOME", raising=False)
        yield
