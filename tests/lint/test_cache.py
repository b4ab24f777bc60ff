"""The block cache: only changed blocks are read again, and nobody can tell from the findings."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from blamelint.config.model import Config
from blamelint.config.resolve import Resolver
from blamelint.document.formats import parse
from blamelint.document.model import Block, Format, Source
from blamelint.finding import Finding
from blamelint.lint.cache import BlockCache
from blamelint.lint.linter import Manner
from blamelint.run.session import Session
from blamelint.structure.model import Context
from tests.lint.drafts import BLAMING, CALM, ODD
from tests.warm import warmed

ACTS = "The operator forgot to close the valve. The engineer opened it. The planner signed it. The fitter left early."
PIECES = (
    " quickly", "\n", "\n\n", "# ", "- ", "* ", "| ", "\r\n", "🚒", "é", "**", "`", "> ", "@ravi.k ", "Wanjiru ",
    ". She should have known.", "\n\n## Root cause\n\n", "\n- [ ] Be more careful.\n", "Owner: Tomasz\n",
    "\n<!-- blamelint-disable BL2 -->\n", f" {ACTS} The clerk typed it.",
)  # fmt: skip
"""What the random edits put in: markup that changes blocks, sections and names, and wording that is found."""


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session that shares rules and model with the other tests."""
    warmed(monkeypatch)
    return Session()


@pytest.fixture
def config() -> Config:
    """The defaults."""
    return Resolver(isolated=True).for_file("draft.md")


def lint(session: Session, text: str, config: Config, manner: Manner) -> tuple[Finding, ...]:
    return session.lint(parse(Source("draft.md", text), Format.MARKDOWN), config, manner).findings


def edited(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice((0, 0, 0, 1, 5, 40)))
    return text[:start] + chance.choice((*PIECES, "")) + text[end:]


@pytest.mark.parametrize("draft", [BLAMING, CALM, ODD], ids=["blaming", "calm", "odd"])
def test_findings_are_those_of_a_fresh_lint(session: Session, config: Config, draft: str) -> None:
    """After any row of edits, undone and done again, a lint with the cache says what a lint without one says."""
    chance = random.Random(draft[:20])
    cache = BlockCache()
    texts = [draft]
    for _ in range(60):
        texts.append(chance.choice(texts) if chance.random() < 0.2 else edited(texts[-1], chance))
        manner = Manner(cache=cache, checkpoint=chance.choice((None, lambda: None)))
        assert lint(session, texts[-1], config, manner) == lint(session, texts[-1], config, Manner())
    assert cache.known > cache.asked / 4


def test_one_changed_word_reads_one_block(session: Session, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a draft with one word changed only the block that holds it is read again, wherever the others have moved."""
    cache = BlockCache()
    lint(session, BLAMING, config, Manner(cache=cache))
    reader = session.prepare(config).reader
    read: list[str] = []

    def noted(items: Sequence[tuple[Block, Context]], _read: Any = reader.read) -> Any:
        read.extend(block.text for block, _ in items)
        return _read(items)

    monkeypatch.setattr(reader, "read", noted)
    changed = BLAMING.replace("the wrong tariff file", "the wrong and old tariff file")
    findings = lint(session, changed, config, Manner(cache=cache))
    assert len(read) == 1
    assert read[0].startswith("Wanjiru uploaded the wrong and old")
    assert findings == lint(session, changed, config, Manner())


def test_another_config_is_asked_anew(session: Session, config: Config) -> None:
    """What was seen under one config is not told under another."""
    cache = BlockCache()
    before = lint(session, BLAMING, config, Manner(cache=cache))
    assert "BL401" in {finding.rule for finding in before}
    other = Config(selections=(*config.selections, *_ignoring("BL401")))
    after = lint(session, BLAMING, other, Manner(cache=cache))
    assert after == lint(session, BLAMING, other, Manner())
    assert "BL401" not in {finding.rule for finding in after}


def test_the_cache_is_bounded(session: Session, config: Config) -> None:
    """A cache that is too small forgets, and the findings stay what they are."""
    cache = BlockCache(most_blocks=3, most_read=50)
    for _ in range(3):
        assert lint(session, BLAMING, config, Manner(cache=cache)) == lint(session, BLAMING, config, Manner())
        assert len(cache) <= 3


def test_what_was_seen_before_a_checkpoint_raised_is_kept(session: Session, config: Config) -> None:
    """Work that is broken off is not lost: each attempt gets further, though each is stopped after a few blocks."""
    cache = BlockCache()
    text = "\n\n".join(f"The {n}th operator forgot the valve because of human error." for n in range(60))
    kept = []
    for _ in range(7):
        with pytest.raises(InterruptedError):
            lint(session, text, config, Manner(cache=cache, checkpoint=_Once()))
        kept.append(len(cache))
    assert kept == [8, 16, 24, 32, 40, 48, 56]
    findings = lint(session, text, config, Manner(cache=cache, checkpoint=_Once()))
    assert findings == lint(session, text, config, Manner())


def test_without_parsing_only_words_and_shapes_are_told(
    session: Session, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look loads no model, tells nothing that needs one, and finds no directive unused for that."""
    unwritten = "\n## Impact\n\nTBD\n"
    text = f"{BLAMING}{unwritten}\n<!-- blamelint-disable-file BL101, BL301 -->\n"
    reader = session.prepare(config).reader
    monkeypatch.setattr(reader, "read", None)
    first = lint(session, text, config, Manner(parsed=False))
    assert {finding.rule for finding in first} == {"BL606"}


class _Once:
    """A checkpoint that lets the work go on once."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> None:
        self.asked += 1
        if self.asked > 1:
            raise InterruptedError


def _ignoring(code: str) -> tuple[Any, ...]:
    from blamelint.config.model import Level, Origin, Selection, Selector

    return (Selection(ignore=(Selector(code, Origin(Level.FILE)),)),)
