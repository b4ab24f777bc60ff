"""What Markdown reads as, with exact places."""

from __future__ import annotations

import pytest

from blamelint.document.model import Block, BlockKind, Cell
from blamelint.text import Span
from tests.document.promises import read

PARAGRAPH, ITEM, CELL, HEADING = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL, BlockKind.HEADING


def place(text: str, block: Block, words: str) -> str:
    """What stands in the file where `words` stand in the block."""
    at = block.text.index(words)
    return block.map.source_span(Span(at, at + len(words))).cut(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("The **on-call** was *paged*.", "The on-call was paged."),
        ("___both___ and ~~gone~~", "both and gone"),
        ("was\npushed", "was pushed"),
        ("was  \npushed", "was pushed"),
        ("was\\\npushed", "was pushed"),
        ("was<br>pushed<br/>twice", "was pushed twice"),
        ("was   pushed\ttwice\u00a0more", "was pushed twice more"),
        ("Ran `rm -rf` there", "Ran config there"),
        ("Ran <code>rm <b>x</b></code> there", "Ran config there"),
        ("Press <kbd>Ctrl", "Press Ctrl"),
        ("at `10:42 UTC` by `@mira.q`", "at 10:42 UTC by @mira.q"),
        ("[the run](https://a.b/c 'title') ended", "the run ended"),
        ("[the run][1] ended\n\n[1]: https://a.b", "the run ended"),
        ("[`x`](y) ended", "config ended"),
        ("see <https://a.b/c>.", "see config."),
        ("mail <mira@example.com> now", "mail mira@example.com now"),
        ("see https://a.b/c_d_(e)?f=1&g=2.", "see config."),
        ("(see www.example.com/x)", "(see config)"),
        ("graph: ![the *alt*](a.png)", "graph: config"),
        ("a &amp; b &lt;c&gt; &#8203;d&nbsp;e", "a & b <c> d e"),
        (r"a \* b \_c\_ \\", "a * b _c_ \\"),
        ("a <!-- hidden --> b", "a b"),
        ("noted[^1].\n\n[^1]: x", "noted."),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("a\u2028b\x0cc", "a b c"),
        ("![](x.png)`y`", "configconfig"),
        ("[unclosed **also (unclosed", "[unclosed **also (unclosed"),
        ("cost $5 and $6", "cost $5 and $6"),
    ],
)
def test_inline_markup_leaves_the_words(text: str, clean: str) -> None:
    """Markup vanishes, code and addresses become one word, and blanks fold to one."""
    assert read(text).blocks[0].text == clean


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("The **on-call** pushed", "on-call", "on-call"),
        ("The **on-call** pushed", "The on-call", "The **on-call"),
        ("> - was\n>   pushed *it*", "was pushed", "was\n>   pushed"),
        ("> - was\r\n>   pushed *it*", "pushed it", "pushed *it"),
        ("ran `x y` twice", "config", "`x y`"),
        ("a &amp; b", "&", "&amp;"),
        ("a \\* b", "*", "\\*"),
        ("1. \tthe *late* page", "late page", "late* page"),
        ("see https://a.b.", "config", "https://a.b"),
        ("### *Late* page ###", "Late page", "Late* page"),
        ("the page\nof today\n===", "page of", "page\nof"),
        ("🚒 **fire** 🚒", "fire", "fire"),
        ("it's it's **it's** fine", "it's fine", "it's** fine"),
    ],
)
def test_places_are_exact(text: str, words: str, source: str) -> None:
    """Words map to where they stand, also behind markup, markers, tabs, emoji and line ends."""
    assert place(text, read(text).blocks[0], words) == source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\ntext", [(HEADING, "One", 1, ()), (PARAGRAPH, "text", 0, ())]),
        ("One\n---\ntext", [(HEADING, "One", 2, ()), (PARAGRAPH, "text", 0, ())]),
        ("## One {#one .x}", [(HEADING, "One", 2, ())]),
        ("# Uses {braces}", [(HEADING, "Uses {braces}", 1, ())]),
        ("**What went well**", [(HEADING, "What went well", 7, ())]),
        ("__What went well:__", [(HEADING, "What went well:", 7, ())]),
        ("**What went well**:", [(HEADING, "What went well:", 7, ())]),
        ("What went well:\n\n- x", [(HEADING, "What went well:", 7, ()), (ITEM, "x", 0, ("list",))]),
        ("**Impact**\nUsers saw it.", [(HEADING, "Impact", 7, ()), (PARAGRAPH, "Users saw it.", 0, ())]),
        ("**The crew**\nsaw it.", [(PARAGRAPH, "The crew saw it.", 0, ())]),
        ("**The page was late.**", [(PARAGRAPH, "The page was late.", 0, ())]),
        ("**Bold** and **bold**", [(PARAGRAPH, "Bold and bold", 0, ())]),
        ("We saw this:", [(PARAGRAPH, "We saw this:", 0, ())]),
        ("- **Bold item**", [(ITEM, "Bold item", 0, ("list",))]),
        ("> quoted", [(PARAGRAPH, "quoted", 0, ("quote",))]),
        ("> [!NOTE]\n> not quoted", [(PARAGRAPH, "not quoted", 0, ("alert",))]),
        ("> [!NOTE]\n>\n> not quoted", [(PARAGRAPH, "not quoted", 0, ("alert",))]),
        ("a\n\n```\ncode\n```\n\n    code\n\nb", [(PARAGRAPH, "a", 0, ()), (PARAGRAPH, "b", 0, ())]),
        ("```\nunclosed\n\ntext", []),
        ("$$\nx = y\n$$", []),
        ("[1]: https://a.b\n\n---\n", []),
        ("[^n]: A *note*.", [(PARAGRAPH, "A note.", 0, ("footnote",))]),
        ("It ended.^[A *note*.]", [(PARAGRAPH, "It ended.", 0, ()), (PARAGRAPH, "A note.", 0, ("footnote",))]),
        ("Term\n: said", [(PARAGRAPH, "Term", 0, ("list",)), (PARAGRAPH, "said", 0, ("list",))]),
        (":::note\ninner\n:::", [(PARAGRAPH, "inner", 0, ())]),
        ("{{< note >}}\ninner\n{{% /note %}}", [(PARAGRAPH, "inner", 0, ())]),
        ("import A from './a'\n\ntext", [(PARAGRAPH, "text", 0, ())]),
        ("10:02 a\n10:04 b", [(PARAGRAPH, "10:02 a", 0, ()), (PARAGRAPH, "10:04 b", 0, ())]),
        ("10:02 a\nthen b", [(PARAGRAPH, "10:02 a then b", 0, ())]),
        ("**A:** one\n**B:** two", [(PARAGRAPH, "A: one", 0, ()), (PARAGRAPH, "B: two", 0, ())]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_blocks(text: str, expected: list[tuple[BlockKind, str, int, tuple[str, ...]]]) -> None:
    """Each stretch of prose is one block of the right kind, and what is no prose is none."""
    assert [(b.kind, b.text, b.level, b.ancestors) for b in read(text).blocks] == expected


def test_lists() -> None:
    """Items know their list, depth, number and task state; later paragraphs of an item are no items."""
    blocks = read("- [ ] a\n- [X] b\n\n  more\n  7. c\n     - d\n- e [ ] f\n\n1) g\n").blocks
    assert [(b.text, b.item and (b.item.list, b.item.depth, b.item.number, b.item.checked)) for b in blocks] == [
        ("a", (0, 0, None, False)),
        ("b", (0, 0, None, True)),
        ("more 7. c", None),
        ("d", (1, 1, None, None)),
        ("e [ ] f", (0, 0, None, None)),
        ("g", (2, 0, 1, None)),
    ]
    assert [b.ancestors for b in blocks] == [("list",)] * 3 + [("list", "list")] + [("list",)] * 2


def test_tables() -> None:
    """Cells know their place and their head; escaped pipes are words; empty and surplus cells are none."""
    text = "| When | *What* |\n|--|:-:|\n| 10:02 | a \\| `b\\|c` |\n|  | d | e |\n\nx | y\n--|--\nz |\n"
    blocks = read(text).blocks
    assert [(b.text, b.cell) for b in blocks] == [
        ("When", Cell(0, 0, 0, "When")),
        ("What", Cell(0, 0, 1, "What")),
        ("10:02", Cell(0, 1, 0, "When")),
        ("a | config", Cell(0, 1, 1, "What")),
        ("d", Cell(0, 2, 1, "What")),
        ("x", Cell(1, 0, 0, "x")),
        ("y", Cell(1, 0, 1, "y")),
        ("z", Cell(1, 1, 0, "x")),
    ]
    assert all(b.ancestors == ("table",) for b in blocks)
    assert place(text, blocks[3], "a |") == "a \\|"
    assert place(text, blocks[3], "config") == "`b\\|c`"
    assert not blocks[3].map.editable(Span(0, 3))


def test_marks() -> None:
    """Emphasis, code and labels are told in the block's own text."""
    (block,) = read("**Root cause:** the *late*  `x` and **`y`**").blocks
    assert block.text == "Root cause: the late config and config"
    assert [span.cut(block.text) for span in block.emphasis] == ["Root cause:", "late", "config"]
    assert block.code == (Span(21, 27), Span(32, 38))
    assert block.lead == Span(0, 11)


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("<!-- one -->\n\ntext <!-- two --> text", [" one ", " two "]),
        ("> - <!-- a\n>   b -->\n\ntext", [" a\n>   b "]),
        ("```\n<!-- code -->\n```\n\n`<!-- code -->`", []),
        ("<div><!--x--></div>", ["x"]),
        ("<!-- unclosed\n\ntext", [" unclosed\n\ntext"]),
        ("| a |\n|---|\n| b <!-- cell --> |", [" cell "]),
    ],
)
def test_comments(text: str, comments: list[str]) -> None:
    """HTML comments are kept for directives, wherever they stand, but not those that are code."""
    document = read(text)
    assert [comment.text for comment in document.comments] == comments
    assert all(comment.span.cut(text).startswith("<!--") for comment in document.comments)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_spans_reach_over_whole_blocks(end: str) -> None:
    """A block's span holds its markup and no line end after it, whatever ends a line."""
    text = end.join(["# A", "", "> *b*", "> c", "", "  - [ ] d", "", "E", "===", "**F:** g", "**H:** i", ""])
    assert [block.span.cut(text).replace(end, "\n") for block in read(text).blocks] == [
        "# A",
        "> *b*\n> c",
        "- [ ] d",
        "E\n===",
        "**F:** g",
        "**H:** i",
    ]
