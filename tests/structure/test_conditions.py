"""Conditions are told from people's acts, whatever the words around them."""

from __future__ import annotations

import pytest

from blamelint.structure.conditions import conditions, weigh
from blamelint.structure.model import Names
from tests.structure.drafts import read

NAMES = Names(
    people=frozenset({"bola", "tama ngata", "tama"}), systems=frozenset({"redis"}), teams=frozenset({"storage"})
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The pods restarted because the limit was lower than the heap.",
        "Requests piled up due to a missing index on the orders table.",
        "The alert was routed to a channel that nobody reads, since its owner field is empty.",
        "The outage was caused by a race condition in the lease code.",
        "The dialog did not show the environment.",
        "The console allowed a delete without a confirmation.",
        "The importer defaults to all regions.",
        "We had no alert on the age of the table.",
        "On-call was alone that night, as the second rota had no member.",
        "The retry loop exhausted the connection pool.",
        "Bola was not paged because the schedule had a gap.",
        "The node was out of memory, so it was failed over.",
    ],
)
def test_a_condition(sentence: str) -> None:
    """A cause, a lack, a limit or a default of something else than a person counts under any heading."""
    assert weigh(sentence, NAMES) or weigh(sentence, NAMES, in_cause=True)
    assert weigh(sentence, NAMES, in_cause=True)


@pytest.mark.parametrize(
    "sentence",
    [
        "The outage was caused by Bola.",
        "The outage was caused by Dmitri.",
        "It broke because the engineer did not read the page.",
        "It happened due to human error.",
        "Bola pushed the wrong config.",
        "Ravi deleted the wrong bucket.",
        "The on-call engineer forgot the second step.",
        "Operator error during the maintenance window.",
        "Lack of attention by the night shift.",
        "The change by Tama Ngata broke the login.",
        "Storage forgot to tell the others, because they were careless.",
        "Someone accidentally dropped the table.",
        "We should have been more careful.",
        "The cause is still unknown at this time.",
        "Why did the index go away?",
        "Too short.",
    ],
)
def test_no_condition(sentence: str) -> None:
    """A person's act or slip, an open question and an unknown cause are no conditions, not even as the cause."""
    assert weigh(sentence, NAMES, in_cause=True) == 0


def test_neutral_sentences_count_in_cause_sections_only() -> None:
    """A plain technical statement is a condition where causes are told, and a report elsewhere."""
    sentence = "The certificate of the gateway expired at midnight."
    assert weigh(sentence, NAMES, in_cause=True) == 1
    assert weigh(sentence, NAMES) == 0


def test_customers_who_suffer_tell_no_condition() -> None:
    """What followed from the outage did not lead to it."""
    assert weigh("Because of the outage, customers had to wait.", NAMES) == 0
    assert weigh("Customers could not pay for an hour.", NAMES) == 0


def test_where_conditions_are_counted() -> None:
    """Timeline, actions, impact, headings and quotes tell none."""
    told = "the limit was low because the default is small."
    outline = read(
        f"# Because the limit is low\n\n## Timeline\n\n- 10:02 {told}\n\n## Actions\n\n- Raise it, {told}\n\n"
        f"## Impact\n\n{told}\n\n## Participants\n\n{told}\n\n> {told}\n"
    )
    assert conditions(outline) == (0, 0)
    assert conditions(read(f"## Summary\n\nThen {told}\n\n## Root cause\n\nSo {told}\n")) == (2, 2)
