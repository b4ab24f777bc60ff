"""HTML blocks inside Markdown: their prose, their comments, and the folds they open and close."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from blamelint.document.markdown_lines import ContentMap, NewLines
from blamelint.document.model import BlockKind, Comment
from blamelint.document.prose import Weaver, Woven
from blamelint.text import Span

_MARK = re.compile(
    r"<!--|<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)[^<>]{0,5000}>|<[!?][^<>]{0,5000}>|&#?[A-Za-z0-9]{1,32};"
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark q s small span strike strong sub sup time "
    "u wbr".split()
)
_CODE = frozenset({"code", "kbd", "samp", "tt", "var"})
_NO_PROSE = frozenset({"pre", "script", "style", "textarea", "svg", "math", "template", "title", "noscript"})
_FOLDS = {"details": "details", "blockquote": "quote", "ul": "list", "ol": "list", "table": "table"}


_NOTHING = Woven("", ())
_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class HtmlPiece:
    """A block of prose, or a container that opens or closes, in the order of the file."""

    woven: Woven = _NOTHING
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    span: Span = _NOWHERE
    opens: str = ""
    closes: str = ""


@dataclass(slots=True)
class Html:
    """What an HTML block held."""

    pieces: list[HtmlPiece] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def read_html(starts: Sequence[tuple[int, int]], body: NewLines, text: str) -> Html:
    """The prose and comments of the lines that `starts` tells.

    Units: `starts` counts in `body.text`; the result in `text`, the file's.
    """
    content = "\n".join(body.text[start:end] for start, end in starts)
    return _Scan(content, ContentMap.of_lines(content, body, starts), text).run()


class _Scan:
    def __init__(self, content: str, places: ContentMap, text: str) -> None:
        self.content = content
        self.places = places
        self.text = text
        self.found = Html()
        self._weaver = Weaver()
        self._from: int | None = None
        self._to = 0
        self._kind = BlockKind.PARAGRAPH
        self._level = 0

    def run(self) -> Html:
        at = 0
        while True:
            mark = _MARK.search(self.content, at)
            self._words(at, mark.start() if mark else len(self.content))
            if mark is None:
                break
            if mark.group() == "<!--":
                at = self._comment(mark.start())
            elif mark.group().startswith("&"):
                self._entity(mark)
                at = mark.end()
            else:
                at = self._tag(mark) if mark.group("name") else mark.end()
        self._end_block()
        return self.found

    def _words(self, start: int, end: int) -> None:
        last: int | None = None
        for piece in self.places.pieces(start, end):
            if last is not None:
                gap = self.places.span(last, piece.start)
                self._weaver.blank(gap.start, gap.end, line_break=True)
            last = piece.end
            words = self.content[piece.start : piece.end]
            if words.strip():
                self._reach(piece.start, piece.end)
            if piece.exact:
                self._weaver.verbatim(words, piece.source.start)
            else:
                self._weaver.whole(words, piece.source.start, piece.source.end)
        if self.content[start:end].endswith("\n"):
            gap = self.places.span(end, end)
            self._weaver.blank(gap.start, gap.end, line_break=True)

    def _reach(self, start: int, end: int) -> None:
        if self._from is None:
            self._from = start
        self._to = end

    def _entity(self, mark: re.Match[str]) -> None:
        source = self.places.span(mark.start(), mark.end())
        self._reach(mark.start(), mark.end())
        self._weaver.whole(html.unescape(mark.group()), source.start, source.end)

    def _comment(self, start: int) -> int:
        close = self.content.find("-->", start + 4)
        end = len(self.content) if close < 0 else close + 3
        span = self.places.span(start, end)
        self.found.comments.append(Comment(span.cut(self.text).removeprefix("<!--").removesuffix("-->"), span))
        return end

    def _tag(self, mark: re.Match[str]) -> int:
        """Takes one tag; gives the place to go on from."""
        name, closing = mark.group("name").lower(), mark.group("end") == "/"
        if name in _INLINE:
            if name in ("b", "strong", "em", "i"):
                if closing:
                    self._weaver.close()
                else:
                    self._weaver.open(strong=name in ("b", "strong"))
            return mark.end()
        if name in _CODE or name in _NO_PROSE or name == "img":
            return self._skip(mark, name, closing=closing)
        if name == "br":
            source = self.places.span(mark.start(), mark.end())
            self._weaver.blank(source.start, source.end, line_break=True)
            return mark.end()
        self._end_block()
        self._container(name, closing=closing)
        return mark.end()

    def _skip(self, mark: re.Match[str], name: str, *, closing: bool) -> int:
        """Passes over what is no prose; inline code leaves a placeholder."""
        if closing:
            return mark.end()
        end = mark.end()
        if name != "img" and not mark.group().endswith("/>"):
            close = re.compile(rf"</{name}\s{{0,20}}>", re.IGNORECASE).search(self.content, end)
            if close is not None:
                end = close.end()
            elif name in _CODE:
                return end
            else:
                end = len(self.content)
        if name in _CODE or name == "img":
            source = self.places.span(mark.start(), end)
            self._reach(mark.start(), end)
            self._weaver.placeholder(source.start, source.end)
        else:
            self._end_block()
        return end

    def _container(self, name: str, *, closing: bool) -> None:
        fold = _FOLDS.get(name)
        if fold is not None:
            self.found.pieces.append(HtmlPiece(closes=fold) if closing else HtmlPiece(opens=fold))
        self._kind, self._level = BlockKind.PARAGRAPH, 0
        if closing:
            return
        if len(name) == 2 and name[0] == "h" and name[1] in "123456":
            self._kind, self._level = BlockKind.HEADING, int(name[1])
        elif name == "summary":
            self._kind, self._level = BlockKind.HEADING, 7

    def _end_block(self) -> None:
        woven = self._weaver.finish()
        if woven.text and self._from is not None:
            span = self.places.span(self._from, self._to)
            self.found.pieces.append(HtmlPiece(woven, self._kind, self._level, span))
        self._weaver = Weaver()
        self._from = None
