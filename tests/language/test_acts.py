"""Acts and omissions told without a plain verb: notes, nouns, participles, duties of office, names by their form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blamelint.language.model import Clause, Modality, Mood, Passage, Polarity, Slot, Tense, Voice
from tests.language.test_clauses import frame, who

Read = Callable[..., Passage]

NAMES = [
    ("H. Mäkinen closed the tank.", "H. Mäkinen"),
    ("Dr Okereke closed the chart.", "Dr Okereke"),
    ("Mrs. T. K. Rao closed the account.", "Mrs. T. K. Rao"),
    ("K.V. closed the panel.", "K.V."),
    ("It was closed by J.-P. Moreau.", "J.-P. Moreau"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_is_told_by_its_form(read: Read, text: str, name: str) -> None:
    """A title or initials make a person of a surname that no list knows."""
    passage = read(text)
    assert who(passage, frame(passage, "close")) == ("NAMED", name)


@pytest.mark.parametrize(
    "text", ["A. Pump failure closed the line.", "B. The change closed the line.", "The U.S. site closed."]
)
def test_letters_that_are_no_initials_name_nobody(read: Read, text: str) -> None:
    """An enumeration's letter and a country make no person."""
    passage = read(text)
    assert who(passage, frame(passage, "close"))[0] != "NAMED"


NOTES = [
    ("Valve 7 left open by Ada", "leave", "NAMED"),
    ("Belt stopped by operator, 40 parcels damaged", "stop", "ROLE"),
    ("untested config pushed to all regions", "push", "NONE"),
]


@pytest.mark.parametrize(("text", "predicate", "kind"), NOTES)
def test_a_note_leaves_the_auxiliary_out(read: Read, text: str, predicate: str, kind: str) -> None:
    """A past without object whose noun is a thing is a passive in a note."""
    passage = read(text)
    clause = frame(passage, predicate)
    assert clause.voice is Voice.PASSIVE
    assert who(passage, clause)[0] == kind


def test_a_sentence_with_a_determiner_is_no_note(read: Read) -> None:
    """What happens by itself stays active."""
    assert frame(read("The pump started at noon."), "start").voice is Voice.ACTIVE


UNDONE = [
    ("The page went unanswered by the on-call.", "answer", "ROLE", Slot.BY),
    ("Handover sheet unsigned by the nurse", "sign", "ROLE", Slot.BY),
    ("The mail sat unread in Emeka's inbox.", "read", "NAMED", Slot.POSSESSOR),
    ("She left the form unsigned.", "sign", "THIRD", Slot.SUBJECT),
    ("The window went unannounced.", "announce", "NONE", Slot.NONE),
]


@pytest.mark.parametrize(("text", "predicate", "kind", "slot"), UNDONE)
def test_a_participle_that_denies_an_act_is_a_clause(
    read: Read, text: str, predicate: str, kind: str, slot: Slot
) -> None:
    """`unanswered` after `go`, `sit` or `leave`, or with its agent, denies the verb in it."""
    passage = read(text)
    clause = frame(passage, predicate)
    assert (clause.polarity, who(passage, clause)[0], clause.slot) == (Polarity.NEGATIVE, kind, slot)


def test_a_plain_attribute_denies_no_act(read: Read) -> None:
    """`Unread messages` tells of no omission."""
    assert [clause.predicate for clause in read("Unread messages stay in the queue.").clauses] == ["stay"]


DUTIES = [
    ("It was Lukas's job to rotate the key.", "rotate", "job", "NAMED"),
    ("Checking the seal was the crew's job.", "check", "job", "GROUP"),
    ("It fell to the shift manager to call the plant.", "call", "fall", "ROLE"),
    ("It was up to the dispatcher to stop the train.", "stop", "up", "ROLE"),
    ("The filter was due to be replaced by the fitter.", "replace", "due", "ROLE"),
]


@pytest.mark.parametrize(("text", "predicate", "modal", "kind"), DUTIES)
def test_an_office_is_a_duty(read: Read, text: str, predicate: str, modal: str, kind: str) -> None:
    """A job, a task that falls to somebody and a date that somebody owes hold a duty."""
    passage = read(text)
    clause = frame(passage, predicate)
    assert (clause.modality, clause.modal, who(passage, clause)[0]) == (Modality.DUTY, modal, kind)
    assert clause.tense is Tense.PAST


@pytest.mark.parametrize("text", ["It was the proxy's job to drop the node.", "The pressure fell to 2 bar."])
def test_things_hold_no_duty(read: Read, text: str) -> None:
    """Only people have a duty."""
    assert all(clause.modality is not Modality.DUTY for clause in read(text).clauses)


def deeds(passage: Passage) -> list[Clause]:
    """The clauses that stand for a noun."""
    return [clause for clause in passage.clauses if clause.predicate == "deed"]


@pytest.mark.parametrize(
    "text",
    ["Because of Ada's change the shops lost their prices.", "Calls were dropped after a restart by Ada."],
)
def test_a_person_s_act_given_as_a_cause_is_a_clause(read: Read, text: str) -> None:
    """The noun stands for the act where it is given as the cause."""
    passage = read(text)
    (clause,) = deeds(passage)
    assert who(passage, clause)[0] == "NAMED"
    assert clause.mood is Mood.DECLARATIVE


def test_an_act_wished_away_is_a_condition(read: Read) -> None:
    """`without her override … would have held` is an if-part."""
    (clause,) = deeds(read("Without the trader's override the limit would have held."))
    assert (clause.mood, clause.perfect) == (Mood.CONDITION, True)


@pytest.mark.parametrize("text", ["We read Ada's change.", "Because of the importer's change the prices were lost."])
def test_other_changes_are_nouns(read: Read, text: str) -> None:
    """A change that is no cause, or no person's, stands for no clause."""
    assert not deeds(read(text))


@pytest.mark.parametrize("text", ["At no point did the engineer look at it.", "Not one of the reviewers looked at it."])
def test_denials_in_front_deny(read: Read, text: str) -> None:
    """The denial counts wherever it stands."""
    assert frame(read(text), "look").polarity is Polarity.NEGATIVE
