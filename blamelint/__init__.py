"""blamelint: a linter for incident-postmortem drafts that points at wording which blames people."""

__version__ = "0.1.0"
