"""What the server says beside diagnostics: each thing once, until the settings change."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from blamelint.errors import BlamelintError, LocatedError


def told(error: BlamelintError) -> str:
    """What the writer has to mend, in words; a mistake in a file with its place and the line that stands there."""
    if isinstance(error, LocatedError) and not error.place.excerpt and error.place.path.startswith("editor setting"):
        return str(error).replace(f"{error.place}: ", f"{error.place.path}: ", 1)
    return str(error)


class Once:
    """Passes a text on when it is new."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._said: set[str] = set()

    def __call__(self, text: str) -> None:
        """Say `text`, unless it was said before."""
        if text not in self._said:
            self._said.add(text)
            self._say(text)

    def forget(self, texts: Iterable[str]) -> None:
        """Let these be said again."""
        self._said.difference_update(texts)

    def renewed(self) -> None:
        """Let everything be said again."""
        self._said.clear()
