"""What an emitter knows about the place its text goes to: colour, width, whether to sum up."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TextIO

from blamelint.emit import cells

_NARROWEST, _WIDEST, _PIPED = 40, 120, 100
WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY")
"""Where GitHub, GitLab and Azure say that the repository is."""


class Style(Enum):
    """What a piece of text is, in SGR parameters."""

    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;36"
    STRONG = "1"
    DIM = "2"
    SLOT = "36"
    OLD = "31"
    NEW = "32"


class ColorChoice(Enum):
    """The values of `--color`."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where the text of an emitter goes."""

    color: bool = False
    width: int = _PIPED
    """In cells."""
    terminal: bool = False
    """A person looks on, and what is written may move the cursor."""
    summary: bool = True
    """False for `--quiet`: findings only."""
    workspace: Path | None = None
    """The folder that annotations name files from; None for the current one."""

    def paint(self, text: str, style: Style) -> str:
        """`text` in `style`; the text itself where there is no colour."""
        return f"\x1b[{style.value}m{text}\x1b[0m" if self.color and text else text

    def paragraph(self, text: str, indent: str, first: str | None = None) -> list[str]:
        """`text` wrapped to the width, each line after `indent`, the first one after `first`."""
        lines = cells.wrap(text, max(20, self.width - len(indent)))
        return [(first if first is not None and number == 0 else indent) + line for number, line in enumerate(lines)]


def outlet_for(stream: TextIO, choice: ColorChoice, environment: Mapping[str, str], *, quiet: bool = False) -> Outlet:
    """The outlet that `stream` is.

    Shape: the terminal's width between 40 and 120 cells; 100 for a pipe or a file, so that it is the same everywhere.
    """
    at_terminal = stream.isatty()
    columns = shutil.get_terminal_size((_PIPED, 24)).columns if at_terminal else _PIPED
    workspace = next(filter(None, map(environment.get, WORKSPACES)), None)
    return Outlet(
        color=wants_color(choice, environment, at_terminal=at_terminal),
        width=min(max(columns, _NARROWEST), _WIDEST),
        terminal=at_terminal,
        summary=not quiet,
        workspace=Path(workspace) if workspace else None,
    )


def wants_color(choice: ColorChoice, environment: Mapping[str, str], *, at_terminal: bool) -> bool:
    """Whether to colour: the option, then NO_COLOR, then FORCE_COLOR, then whether a person looks on.

    Source: https://no-color.org (set and not empty); https://force-color.org.
    """
    if choice is not ColorChoice.AUTO:
        return choice is ColorChoice.ALWAYS
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return at_terminal and environment.get("TERM") != "dumb"


def current_outlet(stream: TextIO, choice: ColorChoice, *, quiet: bool = False) -> Outlet:
    """`outlet_for` with this process's environment."""
    return outlet_for(stream, choice, os.environ, quiet=quiet)
