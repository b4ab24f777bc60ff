"""Actions are found in lists, tables and checklists, with who does them, by when and under which ticket."""

from __future__ import annotations

import pytest

from blamelint.structure.actions import actions_of, due_in, owners_in, tickets_in
from tests.structure.drafts import context_of, read


def actions(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    """What each action says, its owners, tickets and due date."""
    outline = read(text)
    found = actions_of(outline.document, [context.section for context in outline.contexts])
    return [(outline.document.blocks[a.block].text, a.owners, a.tickets, a.due) for a in found]


def test_a_table_of_actions() -> None:
    """A row is one action; owner, ticket and date come from their columns."""
    assert actions(
        "## Action items\n\n| Action | Owner | Ticket | Due |\n|---|---|---|---|\n"
        "| Alert on the age of the table | Adaeze | LBL-7 | 2024-05-01 |\n"
        "| Split the table | TBD | TBD | TBD |\n"
    ) == [
        ("Alert on the age of the table", ("Adaeze",), ("LBL-7",), "2024-05-01"),
        ("Split the table", (), (), ""),
    ]


def test_a_table_of_actions_under_another_heading() -> None:
    """The heads of a table are enough; the section may be called what it likes."""
    text = "## Was nun\n\n| Task | Assignee | Status |\n|---|---|---|\n| Split the table | @tupou | open |\n"
    outline = read(text)
    assert context_of(outline, "Split").action
    assert not context_of(outline, "tupou").action
    assert context_of(outline, "tupou").metadata
    assert actions(text) == [("Split the table", ("tupou",), (), "")]


def test_a_timeline_is_no_table_of_actions() -> None:
    """`Time | What | Who` tells what happened."""
    text = "## Timeline\n\n| Time | What | Who |\n|---|---|---|\n| 10:02 | Reload | Tupou |\n"
    assert actions(text) == []
    assert not context_of(read(text), "Reload").action


def test_items_with_their_sub_items() -> None:
    """`Owner:` and `Ticket:` under an item belong to it; other items under it stand for themselves."""
    assert actions(
        "## Next steps\n\n- Alert on the age\n  - Owner: Adaeze Obi\n  - Ticket: LBL-7\n  - Due: end of May\n"
        "- Split the table (@tupou, by 3 May, #81)\n"
    ) == [
        ("Alert on the age", ("Adaeze Obi",), ("LBL-7",), "end of May"),
        ("Split the table (@tupou, by 3 May, #81)", ("tupou",), ("#81",), "by 3 May"),
    ]


def test_task_items_anywhere() -> None:
    """A checklist is a list of actions under any heading."""
    text = "## Summary\n\nText.\n\n- [ ] Alert on the age\n- [x] Reload\n"
    assert [words for words, *_ in actions(text)] == ["Alert on the age", "Reload"]
    assert context_of(read(text), "Reload").action


def test_paragraphs_under_an_actions_heading() -> None:
    """Without a list each paragraph is an action; an introduction with a colon is none."""
    assert [words for words, *_ in actions("## Actions\n\nWe will do this:\n\nAlert on the age. Owner: Adaeze\n")] == [
        "Alert on the age. Owner: Adaeze"
    ]


def test_links_are_tickets() -> None:
    """An address counts, whether it stands bare or behind words."""
    found = actions("## Actions\n\n- Alert on the age: https://t.example/7\n- [Split](https://t.example/8) the table\n")
    assert [tickets for _, _, tickets, _ in found] == [("https://t.example/7",), ("https://t.example/8",)]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Split the table (@tupou)", ("tupou",)),
        ("Split the table. Owner: Adaeze Obi", ("Adaeze Obi",)),
        ("Split the table [Adaeze]", ("Adaeze",)),
        ("Split the table - Adaeze Obi", ("Adaeze Obi",)),
        ("Split the table (owner: storage team)", ("storage",)),
        ("Split the table (P1)", ()),
        ("Split the table (in progress)", ()),
        ("Split the table (owner: TBD)", ()),
        ("Split the table", ()),
    ],
)
def test_owners(text: str, owners: tuple[str, ...]) -> None:
    """Owners stand behind a label, as a handle, or in brackets at the end; states and priorities are none."""
    found = tuple(owner.removesuffix(" team") for owner in owners_in(text))
    assert found == owners


@pytest.mark.parametrize(
    ("text", "tickets"),
    [("LBL-7 and #81", ("LBL-7", "#81")), ("org/repo#81", ("org/repo#81",)), ("UTF-8? no", ("UTF-8",)), ("item 7", ())],
)
def test_tickets(text: str, tickets: tuple[str, ...]) -> None:
    """Keys and numbers with a sign are tickets; plain numbers are none."""
    assert tickets_in(text) == tickets


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("by Friday", "by Friday"),
        ("due 2024-05-01", "due 2024-05-01"),
        ("before the end of Q3", ""),
        ("by end of May", ""),
        ("until 3 May 2024", "until 3 May 2024"),
        ("next to it", ""),
    ],
)
def test_due(text: str, due: str) -> None:
    """Dates and the usual words for them are read as written."""
    assert due_in(text) == due or (not due and due_in(text).startswith(("before", "by")))
