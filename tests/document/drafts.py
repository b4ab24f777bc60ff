"""Strategies that write drafts: well-formed Markdown with nesting, and text that is full of half markup."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    "the deploy server failed and restarted queue was full again on Tuesday 10:42 a".split()
    + "café naïve 漢字 🚒 👩🏽‍🚒 e\u0301clair".split()
)
PLAIN = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)

ATOMS = st.one_of(
    PLAIN,
    PLAIN.map(lambda words: f"**{words}**"),
    PLAIN.map(lambda words: f"*{words}*"),
    PLAIN.map(lambda words: f"_{words}_"),
    PLAIN.map(lambda words: f"~~{words}~~"),
    PLAIN.map(lambda words: f"***{words}***"),
    PLAIN.map(lambda words: f"[{words}](https://example.com/a_b 'title')"),
    PLAIN.map(lambda words: f"[{words}][ref]"),
    PLAIN.map(lambda words: f"<b>{words}</b>"),
    PLAIN.map(lambda words: f"<!-- {words} -->"),
    PLAIN.map(lambda words: f"{words}&amp;&#39;&nbsp;y"),
    PLAIN.map(lambda words: f"\\*{words}\\_"),
    st.sampled_from(
        ["`code`", "`` a ` b ``", "![alt text](image.png)", "<https://example.com>", "a  b", "a\tb", "1 < 2"]
    ),
)

SENTENCES = st.lists(ATOMS, min_size=1, max_size=5).map(" ".join)
JOINTS = st.sampled_from(["\n", "  \n", "\\\n", "\n  ", " \n"])
PARAGRAPHS = st.lists(st.tuples(SENTENCES, JOINTS), min_size=1, max_size=3).map(
    lambda lines: "".join(words + joint for words, joint in lines[:-1]) + lines[-1][0]
)
CELLS = st.one_of(SENTENCES.map(lambda words: words.replace("|", "\\|")), st.just("a \\| b"), st.just(""))


def _rows(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|---|", *lines[1:]])


TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=3).map(_rows)

LEAVES = st.one_of(
    PARAGRAPHS,
    st.tuples(st.integers(1, 6), SENTENCES).map(lambda pair: "#" * pair[0] + " " + pair[1]),
    PLAIN.map(lambda words: f"{words}\n====="),
    TABLES,
    PLAIN.map(lambda words: f"```\n{words}\n```"),
    PLAIN.map(lambda words: f"**{words}:**"),
    PLAIN.map(lambda words: f"**{words}:** {words}"),
    st.just("---"),
)


def _prefixed(text: str, first: str, other: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(other + line if line else line for line in lines[1:])])


def _quoted(text: str) -> str:
    return "\n".join("> " + line for line in text.split("\n"))


BLOCKS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: _quoted("\n\n".join(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: _prefixed("\n\n".join(parts), "- ", "  ")),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: _prefixed("\n\n".join(parts), "3. ", "   ")),
        inner.map(lambda part: _prefixed(part, "- [x] ", "  ")),
    ),
    max_leaves=6,
)

REFERENCE = "\n\n[ref]: https://example.com 'a title'\n"
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])

MARKDOWN = st.tuples(st.lists(BLOCKS, min_size=1, max_size=5), LINE_ENDS).map(
    lambda pair: ("\n\n".join(pair[0]) + REFERENCE).replace("\n", pair[1])
)

SCRAPS = st.one_of(
    st.sampled_from("*_`[]()<>!#&;:|~-+=\\\"'{}$^@/.\t \n\r"),
    st.sampled_from(
        ["\r\n", "\n\n", "- ", "> ", "1. ", "```", "    ", "<!--", "-->", "<b>", "</b>", "**", "~~", "|---|"]
    ),
    st.sampled_from(
        ["<details>", "</details>", "<summary>", "</summary>", "<code>", "</code>", "<br>", "<p>", "</p>", "<pre>"]
    ),
    st.sampled_from(
        ["[^1]", "[^1]: ", "^[", "&amp;", "https://a.b", "www.a", "---\n", "+++\n", "key: ", "Label: ", "10:42 "]
    ),
    st.sampled_from(["\u200b", "\u00a0", "\u2028", "\u0085", "\f", "\ufeff", "é", "🚒", "word"]),
    st.sampled_from(["\n: ", "[!NOTE]", "[x] ", "{#a}", ":::", "$$"]),
)
SCRAPPY = st.lists(SCRAPS, max_size=60).map("".join)
