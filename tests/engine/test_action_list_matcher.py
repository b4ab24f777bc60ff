"""The matcher of action lists reads its keys, holds its examples, and ends on any draft."""

from __future__ import annotations

import time

import pytest

from blamelint.document.formats import parse
from blamelint.document.model import Format, Source
from blamelint.engine.matchers.action_list import CAPTURES, build
from blamelint.engine.model import DocumentMatch
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.errors import RuleError
from blamelint.located import load
from blamelint.structure.outline import outline

VOCABULARY = load_vocabulary()
OWNER, TRACKING = "{lack: owner}", "{lack: tracking}"
WEAK = '{only: ["$weak_actions"], but: ["$strong_actions"]}'
OWNED = "# Review\n\nOwner: Ebele\n\n## Action items\n\n"


def find(spec: str, text: str) -> list[DocumentMatch]:
    """What the matcher of `spec` sees."""
    matcher = build(load(spec, "rule.yaml"), VOCABULARY)
    return list(matcher.find_in(outline(parse(Source("draft.md", text), Format.MARKDOWN))))


@pytest.mark.parametrize(
    "spec",
    ["{}", "{lack: money}", "{lack: owner, only: [a]}", "{only: [a]}", "{but: [a]}", "{only: [], but: [a]}", "lack"],
)
def test_a_broken_form_is_refused(spec: str) -> None:
    """A mistake under `actions:` is told instead of never firing."""
    with pytest.raises(RuleError):
        build(load(spec, "rule.yaml"), VOCABULARY)


@pytest.mark.parametrize(
    "action",
    [
        "Limit the batch (@palesa)",
        "Limit the batch (owner: storage team)",
        "Limit the batch [Hyun-woo]",
        "Limit the batch - Marek",
        "Palesa to limit the batch",
        "Palesa and Marek will limit the batch",
        "The storage team will limit the batch",
        "On-call to limit the batch",
        "Limit the batch, assigned to Marek",
        "Limit the batch\n  - Owner: Marek",
        "Limit the batch\n  - @marek has a draft",
        "Limit the batch, OPS-12",
        "Limited the batch last week",
        "~~Limit the batch~~ done",
    ],
)
def test_ways_to_have_an_owner(action: str) -> None:
    """Each way to name an owner counts, and so does a ticket, which has one, or being done."""
    assert find(OWNER, f"{OWNED}- {action}\n- {action}\n") == []
    bare = f"{OWNED}- Limit the batch\n- Cut the queue in two\n"
    assert [match.span.cut(bare) for match in find(OWNER, bare)] == ["Action items"]


def test_one_finding_for_a_list() -> None:
    """A list without owners is told once, however long; a single gap in a long list at the gap."""
    text = OWNED + "- Limit the batch\n" * 30
    (match,) = find(OWNER, text)
    assert set(match.captures) == set(CAPTURES)
    assert match.captures["n"] == "these 30 actions"
    text = OWNED + "- Limit the batch (@palesa)\n" * 3 + "- Cut the queue in two\n"
    assert [match.span.cut(text) for match in find(OWNER, text)] == ["Cut the queue in two"]


def test_half_a_list_is_left_alone() -> None:
    """Where owners are the exception, their absence is no slip of the writer."""
    assert (
        find(OWNER, OWNED + "- Limit the batch (@palesa)\n- Cut the queue\n- Add a second disk\n- Drop a table\n") == []
    )


def test_weak_actions_need_company() -> None:
    """One action says nothing about a list; one strong or unknown action clears it."""
    head = "# R\n\n## Action items\n\n- Remind the wards\n"
    assert find(WEAK, head) == []
    assert len(find(WEAK, head + "- Train the night crew\n")) == 1
    assert find(WEAK, head + "- Block doses above ten\n") == []
    assert find(WEAK, head + "- Second pump for ward 4\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "## Action items\n\n" + "- Limit it (" * 20_000,
        "## Action items\n\n" + "- a b c\n  - d\n" * 10_000,
        OWNED + "will " * 100_000,
    ],
    ids=["brackets", "nested", "one item"],
)
def test_hostile_drafts_end(text: str) -> None:
    """No draft takes more than time in proportion to its length."""
    read = outline(parse(Source("draft.md", text), Format.MARKDOWN))
    started = time.perf_counter()
    for spec in (OWNER, TRACKING, WEAK):
        list(build(load(spec, "rule.yaml"), VOCABULARY).find_in(read))
    assert time.perf_counter() - started < 10
