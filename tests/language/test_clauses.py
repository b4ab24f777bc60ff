"""Clause frames: who does what, told of many kinds of sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blamelint.language.model import Clause, Modality, Mood, Passage, Polarity, Slot, Tense, Voice

Read = Callable[..., Passage]


def frame(passage: Passage, predicate: str) -> Clause:
    """The clause of `passage` that `predicate` names."""
    found = [clause for clause in passage.clauses if predicate in clause.variants]
    assert found, [clause.predicate for clause in passage.clauses]
    return found[0]


def who(passage: Passage, clause: Clause) -> tuple[str, str]:
    """The agent's kind and words."""
    if clause.actor is None:
        return ("NONE", "")
    return clause.actor.kind.value, passage.span(*clause.actor.tokens).cut(passage.block.text)


AGENTS = [
    ("The on-call engineer deleted the index.", "delete", "ROLE", "The on-call engineer"),
    ("The on-call deleted the index.", "delete", "ROLE", "The on-call"),
    ("@mkowal pushed an untested change.", "push", "NAMED", "@mkowal"),
    ("The outage was caused by Dmitri.", "cause", "NAMED", "Dmitri"),
    ("Thảo Nguyễn overwrote the config.", "overwrite", "NAMED", "Thảo Nguyễn"),
    ("The table was dropped by Jean-Luc during the clean-up.", "drop", "NAMED", "Jean-Luc"),
    ("Priya's commit brought the region down.", "bring down", "NAMED", "Priya's"),
    ("A hasty change from the infra team broke DNS.", "break", "GROUP", "the infra team"),
    ("The deploy by the contractor overwrote the settings.", "overwrite", "ROLE", "the contractor"),
    ("It was Marco who deleted the production index.", "delete", "NAMED", "Marco"),
    ("It was the night shift that forgot to restart the exporter.", "forget", "GROUP", "the night shift"),
    ("What Bogdan did was drop the table.", "drop", "NAMED", "Bogdan"),
    ("The engineer who approved the change had gone home.", "approve", "ROLE", "The engineer"),
    ("Nobody tested the restore path.", "test", "INDEF", "Nobody"),
    ("One of our pharmacists entered the wrong dose.", "enter", "INDEF", "One of our pharmacists"),
    ("Some engineer changed the firewall rule.", "change", "INDEF", "Some engineer"),
    ("She skipped step 4 of the checklist.", "skip", "THIRD", "She"),
    ("We failed to escalate for forty minutes.", "fail", "FIRST", "We"),
    ("Staff did not follow the lockout procedure.", "follow", "GROUP", "Staff"),
    ("The vendor pushed a bad image to every router.", "push", "VENDOR", "The vendor"),
    ("Kafka dropped the partition leader.", "drop", "SYSTEM", "Kafka"),
    ("The scheduler evicted the pods.", "evict", "SYSTEM", "The scheduler"),
    ("The operator reconciled the CRD and deleted the pods.", "delete", "SYSTEM", "The operator"),
    ("The operator ignored the banner.", "ignore", "ROLE", "The operator"),
    ("The night nurse ended up giving the wrong dose.", "give", "ROLE", "The night nurse"),
    ("The crew mis-set the relay and tripped the breaker.", "trip", "GROUP", "The crew"),
    ("The change was pushed without review.", "push", "NONE", ""),
    ("Forgot to renew the certificate.", "forget", "NONE", ""),
    ("Restart the exporter after each upgrade.", "restart", "NONE", ""),
]


@pytest.mark.parametrize(("text", "predicate", "kind", "words"), AGENTS)
def test_the_agent_is_found_in_every_construction(read: Read, text: str, predicate: str, kind: str, words: str) -> None:
    """Subjects, by-agents, owners of artefacts, clefts, relatives and coordination lead to the person who acts."""
    passage = read(text)
    assert (kind, words) == who(passage, frame(passage, predicate))


SLOTS = [
    ("The intern dropped the table.", "drop", Slot.SUBJECT),
    ("The table was dropped by the intern.", "drop", Slot.BY),
    ("The intern's script dropped the table.", "drop", Slot.POSSESSOR),
    ("It was the intern who dropped the table.", "drop", Slot.CLEFT),
    ("The table was dropped.", "drop", Slot.NONE),
]


@pytest.mark.parametrize(("text", "predicate", "slot"), SLOTS)
def test_the_slot_tells_how_the_actor_came_in(read: Read, text: str, predicate: str, slot: Slot) -> None:
    """A rule can tell a by-phrase from a subject."""
    assert slot is frame(read(text), predicate).slot


MODALITIES = [
    ("The SRE should've checked the dashboard.", "check", Modality.DUTY, True, Polarity.POSITIVE),
    ("They ought to have asked for help.", "ask", Modality.DUTY, True, Polarity.POSITIVE),
    ("The reviewer was supposed to run the load test.", "run", Modality.DUTY, False, Polarity.POSITIVE),
    ("The engineer needed to have read the guide.", "read", Modality.DUTY, True, Polarity.POSITIVE),
    ("The change should never have been rushed.", "rush", Modality.DUTY, True, Polarity.NEGATIVE),
    ("The on-call could have escalated earlier.", "escalate", Modality.ABILITY, True, Polarity.POSITIVE),
    ("A second look would have shown the gap.", "show", Modality.WOULD, True, Polarity.POSITIVE),
    ("Every action should have a ticket.", "have", Modality.DUTY, False, Polarity.POSITIVE),
    ("The exporter should be restarted after each upgrade.", "restart", Modality.DUTY, False, Polarity.POSITIVE),
    ("Ravi will add a prompt.", "add", Modality.FUTURE, False, Polarity.POSITIVE),
    ("The operator did not check the dashboard.", "check", Modality.NONE, False, Polarity.NEGATIVE),
    ("The change was pushed without testing it.", "test", Modality.NONE, False, Polarity.NEGATIVE),
]


@pytest.mark.parametrize(("text", "predicate", "modality", "perfect", "polarity"), MODALITIES)
def test_modality_perfect_and_polarity_are_told_apart(
    read: Read, text: str, predicate: str, modality: Modality, perfect: bool, polarity: Polarity
) -> None:
    """A duty in the perfect is hindsight; lexical have and a present requirement are not."""
    clause = frame(read(text), predicate)
    assert (modality, perfect, polarity) == (clause.modality, clause.perfect, clause.polarity)


MOODS = [
    ("Had the team tested the rollback, it would not have happened.", "test", Mood.CONDITION),
    ("If only the reviewer had read the diff.", "read", Mood.CONDITION),
    ("If the queue fills up, writes stop.", "fill up", Mood.CONDITION),
    ("Who approved this change?", "approve", Mood.QUESTION),
    ("Remind everyone to double-check the hostname.", "remind", Mood.IMPERATIVE),
    ("Forgot to renew the certificate.", "forget", Mood.FRAGMENT),
    ("The cache expired.", "expire", Mood.DECLARATIVE),
]


@pytest.mark.parametrize(("text", "predicate", "mood"), MOODS)
def test_moods_are_told_apart(read: Read, text: str, predicate: str, mood: Mood) -> None:
    """Conditions, questions, orders and fragments are no statements about what somebody did."""
    assert mood is frame(read(text), predicate).mood


TENSES = [
    ("The intern dropped the table.", "drop", Tense.PAST, Voice.ACTIVE),
    ("The intern has dropped the table.", "drop", Tense.PAST, Voice.ACTIVE),
    ("The intern drops the table.", "drop", Tense.PRESENT, Voice.ACTIVE),
    ("The intern ran the script, wiping the volume.", "wipe", Tense.PAST, Voice.ACTIVE),
    ("The intern managed to wipe the volume.", "wipe", Tense.PAST, Voice.ACTIVE),
    ("The intern tried to wipe the volume.", "wipe", Tense.NONE, Voice.ACTIVE),
    ("The table was dropped and recreated.", "recreate", Tense.PAST, Voice.PASSIVE),
]


@pytest.mark.parametrize(("text", "predicate", "tense", "voice"), TENSES)
def test_tense_and_voice_are_inherited(read: Read, text: str, predicate: str, tense: Tense, voice: Voice) -> None:
    """Participles and coordinated verbs take the tense of what they hang on; an attempt takes none."""
    clause = frame(read(text), predicate)
    assert (tense, voice) == (clause.tense, clause.voice)


REASONS = [
    ("Ifeoma ran the script against production because both prompts looked alike.", "run", True),
    ("Ifeoma ran the script against production.", "run", False),
    ("The backup was skipped due to a full disk.", "skip", True),
    ("The page was missed because of Ifeoma.", "miss", False),
    ("The on-call restarted the node, since the panel showed it as a replica.", "restart", True),
]


@pytest.mark.parametrize(("text", "predicate", "reason"), REASONS)
def test_a_reason_that_is_no_person_earns_credit(read: Read, text: str, predicate: str, reason: bool) -> None:
    """A cue or a condition is a second story; a person in its place is not."""
    assert reason is frame(read(text), predicate).reason


def test_nouns_stand_for_clauses_when_somebody_is_named(read: Read) -> None:
    """`X's failure to read` and `a mistake by X` are told as acts of X."""
    passage = read("The operator's failure to read the log was followed by a mistake by the on-call.")
    kinds = {(clause.predicate, who(passage, clause)[0], clause.slot) for clause in passage.clauses if clause.nominal}
    assert {("fail", "ROLE", Slot.POSSESSOR), ("mistake", "ROLE", Slot.BY)} <= kinds


def test_they_are_people_or_things_as_their_antecedent_is(read: Read) -> None:
    """`they` after requests is no person; after developers it is."""
    things = read("The requests piled up and they hit the limit.")
    people = read("The developers went home and they forgot the flag.")
    assert who(things, frame(things, "hit"))[0] == "UNKNOWN"
    assert who(people, frame(people, "forget"))[0] == "THIRD"


def test_names_of_the_draft_come_first(read: Read) -> None:
    """The people list beats the systems list, and the systems list beats the names blamelint knows."""
    person = read("Jenkins deleted the volume.", people=frozenset({"jenkins"}))
    assert who(person, frame(person, "delete"))[0] == "NAMED"
    system = read("Amara deleted the volume.", systems=frozenset({"amara"}))
    assert who(system, frame(system, "delete"))[0] == "SYSTEM"


def test_what_stands_beside_a_block_changes_nothing(reader, read: Read) -> None:
    """A passage is the same alone and in a batch."""
    from tests.language.conftest import block

    texts = [text for text, *_ in AGENTS]
    alone = [read(text).clauses for text in texts]
    context = read("x").context
    batch = [passage.clauses for passage in reader.read([(block(text), context) for text in texts])]
    assert alone == batch
