"""Floor 7: the command line. One module a command; each imports what it needs when it runs."""

from __future__ import annotations

from blamelint.cli.app import main

__all__ = ["main"]
