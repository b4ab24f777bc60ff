"""The profiles: sets of severities and opt-ins to start from, one YAML file each in `rules/profiles/`."""

from __future__ import annotations

from functools import cache

from blamelint import assets
from blamelint.config.keys import PROFILE_KEYS, PROFILES, Reading, read_layer
from blamelint.config.model import Layer, Level
from blamelint.located import load_file


@cache
def profile(name: str) -> Layer:
    """What the profile `name` says.

    Errors: KeyError when there is none of that name.
    """
    if name not in PROFILES:
        raise KeyError(name)
    node = load_file(assets.folder("rules") / "profiles" / f"{name}.yaml", name=f"rules/profiles/{name}.yaml")
    node.mapping(("about", *PROFILE_KEYS), required=["about"])
    return read_layer(node, Reading(Level.PROFILE, profile=name), PROFILE_KEYS)


def about(name: str) -> str:
    """One line on what the profile `name` is for."""
    node = load_file(assets.folder("rules") / "profiles" / f"{name}.yaml")
    return node.mapping()["about"].text()
