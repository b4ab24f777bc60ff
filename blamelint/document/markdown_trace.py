"""markdown-it that remembers where its tokens come from.

The parser knows every offset while it works and throws it away. The classes here are its two tokenizers with the same
rules and the same loop, which note the offsets in `Token.meta`: `starts` on what holds prose (for every line, where
its words start and end in the text given to the parser), and `at` on inline tokens (offsets in the block's content).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

MAX_NESTING = 100
"""Containers deeper than this are not read; keeps the parser's recursion far from Python's limit."""

MAX_INLINE = 20_000
"""A longer paragraph is no prose; its markup is not read, because emphasis and links can cost more than linear time."""

MAX_BRACKETS = 5_000_000
"""Most opening brackets times code points of a paragraph whose markup is read: what a bracket costs grows with both."""


def parser() -> MarkdownIt:
    """A parser for CommonMark with tables, strikethrough, footnotes and definition lists, every token traced."""
    made = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    made.block = TracedBlock()
    made.inline = TracedInline()
    made.enable(["table", "strikethrough"])
    made.use(deflist_plugin).use(footnote_plugin)
    # The tail rule moves footnotes to the end and drops those that nothing refers to.
    made.core.ruler.disable("footnote_tail")
    # Its inline notes are parsed in a text of their own, where offsets count from somewhere else.
    made.inline.ruler.disable("footnote_inline", ignoreInvalid=True)
    # Joined text has no single offset.
    made.core.ruler.disable("text_join", ignoreInvalid=True)
    made.inline.ruler2.disable("fragments_join", ignoreInvalid=True)
    made.inline.ruler.before("link", "inline_note", _inline_note)
    return made


def _inline_note(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a markdown-it rule
    """Makes `note_open … note_close` of `^[an inline footnote]`."""
    if not state.src.startswith("^[", state.pos):
        return False
    start, limit = state.pos + 2, state.posMax
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        state.pos, state.posMax = start, end
        state.push("note_open", "", 1)
        state.md.inline.tokenize(state)
        state.push("note_close", "", -1)
    state.pos, state.posMax = end + 1, limit
    return True


class _BlockState(StateBlock):
    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.fresh: list[Token] = []

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        if ttype in ("inline", "html_block"):
            self.fresh.append(token)
        return token


class TracedBlock(ParserBlock):
    """The block tokenizer; sets `meta["starts"]` on `inline` and `html_block` tokens."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803
        """Parses `src` into `outTokens`."""
        if not src:
            return None
        state = _BlockState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Tokenizes the lines; the loop is markdown-it's, with a note taken after every rule that matched."""
        rules = self.ruler.getRules("")
        line = startLine
        empty_lines = False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= state.md.options.maxNesting:
                state.line = endLine
                break
            for rule in rules:
                if rule(state, line, endLine, False):  # noqa: FBT003
                    break
            _note_lines(state)
            state.tight = not empty_lines
            line = state.line
            if (line - 1) < endLine and state.isEmpty(line - 1):
                empty_lines = True
            if line < endLine and state.isEmpty(line):
                empty_lines = True
                line += 1
                state.line = line


def _note_lines(state: StateBlock) -> None:
    assert isinstance(state, _BlockState)
    for token in state.fresh:
        first, last = token.map or (0, 0)
        token.meta["starts"] = [
            (state.bMarks[line] + state.tShift[line], state.eMarks[line]) for line in range(first, max(last, first + 1))
        ]
    state.fresh.clear()


class _InlineState(StateInline):
    def __init__(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> None:  # noqa: N803
        super().__init__(src, md, env, outTokens)
        self.pending_at = 0
        self.flushed = True

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        self.flushed = True
        return token

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta["at"] = (self.pending_at, self.pending_at + len(token.content))
        self.flushed = True
        return token


class TracedInline(ParserInline):
    """The inline tokenizer; sets `meta["at"]` on every token it makes."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parses `src` into `tokens`; a text too long or with too many brackets is only split into lines."""
        if len(src) > MAX_INLINE or src.count("[") * len(src) > MAX_BRACKETS:
            tokens.extend(_lines_only(src))
            return tokens
        state = _InlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Tokenizes from `state.pos` on; the loop is markdown-it's, with a note taken after every rule that matched."""
        assert isinstance(state, _InlineState)
        rules = self.ruler.getRules("")
        end = state.posMax
        while state.pos < end:
            start = state.pos
            if state.flushed:
                state.pending_at, state.flushed = start, False
            made = len(state.tokens)
            matched = False
            if state.level < state.md.options["maxNesting"]:
                for rule in rules:
                    matched = rule(state, False)  # noqa: FBT003
                    if matched:
                        break
            if matched:
                _note_offsets(state, made, start)
            else:
                state.pending += state.src[start]
                state.pos += 1
        if state.pending:
            state.pushPending()


def _note_offsets(state: StateInline, made: int, start: int) -> None:
    """Gives the tokens of one rule their offsets; a rule that makes several texts makes them side by side."""
    if len(state.tokens) == made:
        return
    at = start
    for token in state.tokens[made:]:
        if "at" in token.meta:
            continue
        if token.type == "text" and state.src.startswith(token.content, at):
            token.meta["at"] = (at, at + len(token.content))
            at += len(token.content)
        else:
            token.meta["at"] = (start, state.pos)


def _lines_only(src: str) -> Sequence[Token]:
    tokens = []
    at = 0
    for line in src.split("\n"):
        if at:
            tokens.append(Token("softbreak", "br", 0, meta={"at": (at - 1, at)}))
        tokens.append(Token("text", "", 0, content=line, meta={"at": (at, at + len(line))}))
        at += len(line) + 1
    return tokens
