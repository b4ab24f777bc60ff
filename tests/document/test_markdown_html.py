"""HTML blocks in Markdown."""

from __future__ import annotations

import pytest

from blamelint.document.model import BlockKind
from tests.document.promises import read


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("<p>One <b>two</b><br>three</p><p>four</p>", ["One two three", "four"]),
        ("<ul>\n<li>one\n<li>two\n</ul>", ["one", "two"]),
        ("<div>a &amp; b&nbsp;c</div>", ["a & b c"]),
        ("<div>a <code>x &lt; y</code> b</div>", ["a config b"]),
        ("<pre>not prose</pre>\n\nprose", ["prose"]),
        ("<script>not prose\n</script>\nprose", ["prose"]),
        ("<style>\nnot prose", []),
        ("<div title='not prose'>prose</div>", ["prose"]),
        ("<div>1 < 2 and <unclosed", ["1 < 2 and <unclosed"]),
        ("> <div>\n> a\n> b\n> </div>", ["a b"]),
        ("<div><code>unclosed</div>", ["unclosed"]),
        ("<img src='x'>", ["config"]),
        ("<div>\nsee https://a.b/c.\n</div>", ["see config."]),
    ],
)
def test_prose_in_html(text: str, texts: list[str]) -> None:
    """The words a browser shows are read; scripts, styles and preformatted text are not."""
    assert [block.text for block in read(text).blocks] == texts


def test_folds() -> None:
    """A fold's summary is a heading of its own that ends with the fold."""
    text = "# A\n\n<details>\n<summary>Log <b>of</b> it</summary>\n\ninside\n\n</details>\n\nafter\n"
    document = read(text)
    assert [(b.kind, b.text, b.ancestors, document.sections[b.section].heading) for b in document.blocks] == [
        (BlockKind.HEADING, "A", (), "A"),
        (BlockKind.HEADING, "Log of it", ("details",), "Log of it"),
        (BlockKind.PARAGRAPH, "inside", ("details",), "Log of it"),
        (BlockKind.PARAGRAPH, "after", (), "A"),
    ]


def test_folds_nest_with_quotes_and_lists() -> None:
    """A fold left open ends with the quote or item around it, and a stray end tag ends nothing that Markdown opened."""
    document = read("> <details>\n>\n> a\n\nb\n\n- c\n\n  </details></ul></blockquote>\n\n  d\n\ne\n")
    assert [(b.text, b.ancestors) for b in document.blocks] == [
        ("a", ("quote", "details")),
        ("b", ()),
        ("c", ("list",)),
        ("d", ("list",)),
        ("e", ()),
    ]


def test_html_headings() -> None:
    """`<h2>` opens a section of level two, and its words map exactly."""
    text = "<h2 id='x'>The <i>impact</i></h2>\n\ntext"
    document = read(text)
    assert [(s.heading, s.level) for s in document.sections[1:]] == [("The impact", 2)]
    assert document.sections[1].heading_span.cut(text) == "The <i>impact"
