"""Which documents are drafts, by the language the editor gives them, and what of their text is prose."""

from __future__ import annotations

import re

from blamelint.document.model import Format

LANGUAGES = {
    "markdown": Format.MARKDOWN,
    "gfm": Format.MARKDOWN,
    "mdx": Format.MARKDOWN,
    "plaintext": Format.PLAIN,
    "text": Format.PLAIN,
    "git-commit": Format.PLAIN,
    "gitcommit": Format.PLAIN,
}
"""By the names of VS Code, Vim, Emacs and Helix; what is not here is kept in step and left alone."""
COMMITS = frozenset({"git-commit", "gitcommit"})
_SCISSORS = re.compile(r"^# -+ >8 -+[^\r\n]*", re.MULTILINE)
_COMMENT = re.compile(r"^#(?![ \t]*blamelint-)[^\r\n]*", re.MULTILINE)
_WORDS = re.compile(r"[^\r\n]")


def prose(text: str, language: str) -> str:
    """The text with what is no prose blanked out, as long as before: the comments and the diff of a commit message."""
    if language not in COMMITS:
        return text
    scissors = _SCISSORS.search(text)
    if scissors is not None:
        text = text[: scissors.start()] + _WORDS.sub(" ", text[scissors.start() :])
    return _COMMENT.sub(lambda comment: " " * len(comment[0]), text)
