"""A few rules of which config tests may speak."""

from __future__ import annotations

from dataclasses import dataclass

from blamelint.finding import Severity


@dataclass(frozen=True, slots=True)
class Key:
    """What the config knows of a rule."""

    code: str
    name: str
    group: str
    families: tuple[str, ...]
    severity: Severity = Severity.WARNING
    enabled: bool = True


RULES = (
    Key("BL101", "named-person-harm", "agency", ("F01",), Severity.ERROR),
    Key("BL110", "name-in-narrative", "agency", ("F01",), Severity.INFO, enabled=False),
    Key("BL301", "should-have-person", "hindsight", ("F06",)),
    Key("BL302", "should-have-agentless", "hindsight", ("F06", "F18"), Severity.INFO),
    Key("BL311", "obviousness", "hindsight", ("F08",)),
    Key("BL404", "root-cause-term", "cause", ("F11",), Severity.INFO, enabled=False),
)
BY_CODE = {rule.code: rule for rule in RULES}
CLASSES = ("roles", "systems_nouns")
