"""Names come from where a draft lists them, and from nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.structure.model import Names
from blamelint.structure.names import Who, entries, handles, parts, team_name
from tests.structure.drafts import read


@pytest.mark.parametrize(
    ("value", "people", "teams"),
    [
        ("Amara Okafor (IC), @lwong and the storage team", ["lwong", "Amara Okafor"], ["storage"]),
        ("Dr. Nguyễn Thị Lan; j.doe@host.example", ["j.doe", "Nguyễn Thị Lan"], []),
        ("Tama Ngata - SRE lead", ["Tama Ngata"], []),
        ("Engineer Tama Ngata", ["Tama Ngata"], []),
        ("Okafor, Amara", ["Okafor", "Amara"], []),
        ("priya@", ["priya"], []),
        ("王伟", ["王伟"], []),
        ("Maria de Souza / Ana-Luíza O'Neil", ["Maria de Souza", "Ana-Luíza O'Neil"], []),
        ("[Aino](https://people.example/aino) & Mehmet", ["Aino", "Mehmet"], []),
        ("Incident commander: Wei Zhang", ["Wei Zhang"], []),
        ("Wei Zhang as scribe", ["Wei Zhang"], []),
        ("JK", ["JK"], []),
        ("Bảo <bao@mail.example>", ["bao", "Bảo"], []),
        ("bola, chidi", ["bola", "chidi"], []),
        ("Checkout squad", [], ["Checkout"]),
        ("Core Platform team (Dana)", [], ["Core Platform"]),
        ("@platform-oncall", [], ["platform-oncall"]),
        ("platform", [], ["platform"]),
        ("SRE", [], ["SRE"]),
        ("A. Okafor", ["A. Okafor"], []),
    ],
)
def test_value_of_a_person_field(value: str, people: list[str], teams: list[str]) -> None:
    """A list is split, roles, titles and addresses are dropped, teams are told from people."""
    found = list(entries(value))
    assert [entry.text for entry in found if entry.who is not Who.TEAM] == people
    assert [team_name(entry.text) for entry in found if entry.who is Who.TEAM] == teams


@pytest.mark.parametrize(
    "value",
    [
        "TBD",
        "tbc",
        "none",
        "None yet",
        "N/A",
        "n/a",
        "-",
        "",
        "?",
        "everyone",
        "all",
        "unassigned",
        "the on-call engineer",
        "in progress",
        "Someone Fromtheteam",
        "see above",
        "on-call",
        "various",
        "Yes",
        "2024-03-04",
        "High",
        "pagerduty",
        "Prometheus alert",
        "customer",
        "https://people.example/list",
        "Q3",
        "automatic rollback of the release",
    ],
)
def test_words_that_are_no_names(value: str) -> None:
    """Stop words, roles, tools and sentences give no person."""
    assert [entry for entry in entries(value) if entry.who is not Who.TEAM] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thanks to @amara-o and (@lwong).", ["amara-o", "lwong"]),
        ("kwame@ restarted it", ["kwame"]),
        ("mail kwame@host.example or use pkg@1.2 and @org/pkg", []),
        ("@here @channel @Override root@", []),
        ("user@[host] and a@b", []),
    ],
)
def test_handles_in_prose(text: str, found: list[str]) -> None:
    """Handles and logins are people wherever they stand; addresses, packages and groups are not."""
    assert [entry.text for entry in handles(text)] == found


def test_parts_of_a_name() -> None:
    """A full name gives given name and surname, initials left out."""
    assert parts("Nguyễn Thị Lan") == ("Nguyễn", "Lan")
    assert parts("A. Okafor") == ("Okafor",)
    assert parts("Aino") == ()


DRAFT = """---
authors: Tama Ngata, Ifeoma Eze
service: label-service
---
# Label service

**Incident commander:** Wei Zhang
**Affected systems:** Depot Router, `label-db`

## Participants

- Aino Virtanen (SRE)
- Scribe: Mehmet
- The Payments team

| Name | Role |
|---|---|
| Leilani Kahale | comms |

## Summary

The `depot-sync` job stopped; kwame@ saw it first and told @lwong. The Core Network team helped.

## Action items

| Action | Owner | Ticket |
|---|---|---|
| Alert on it | Siddharth | LBL-1 |
| Split the table | TBD | LBL-2 |
| Move the job | Storage team | LBL-3 |
"""


def test_names_of_a_draft() -> None:
    """Fields, front matter, owner columns, lists, handles and logins are all read."""
    names = read(DRAFT).names
    assert {
        "tama ngata",
        "tama",
        "ngata",
        "ifeoma eze",
        "wei zhang",
        "zhang",
        "aino virtanen",
        "aino",
        "mehmet",
        "leilani kahale",
        "siddharth",
        "kwame",
        "lwong",
    } <= names.people
    assert names.people.isdisjoint({"tbd", "sre", "comms", "scribe", "label", "service", "storage", "the"})
    assert {"payments", "core network", "storage"} <= names.teams
    assert {"label-service", "depot router", "depot-sync", "label-db"} <= names.systems


def test_a_name_that_is_also_a_common_word_stays_whole() -> None:
    """`Will` and `An` are people only with their surname where the draft uses the word in small letters."""
    names = read("Author: Will Harkness, An Pham\n\n# Kiosks\n\nThe job will retry, an alert follows.\n").names
    assert {"will harkness", "harkness", "an pham", "pham"} <= names.people
    assert names.people.isdisjoint({"will", "an"})


def test_a_common_noun_in_an_owner_column_is_no_person() -> None:
    """A lower-case owner that the prose uses with an article is a thing."""
    draft = (
        "## Actions\n\n| Action | Owner |\n|---|---|\n| a | scheduler |\n| b | bola |\n\n"
        "## Summary\n\nThe scheduler stopped.\n"
    )
    names = read(draft).names
    assert "bola" in names.people
    assert "scheduler" not in names.people


def test_who_in_a_timeline_is_not_read() -> None:
    """The second column of a timeline names monitors and jobs as often as people."""
    names = read("## Timeline\n\n| Time | Who | What |\n|---|---|---|\n| 10:02 | Watchdog | pages |\n").names
    assert names.people == frozenset()


def test_code_is_no_handle() -> None:
    """What stands in code fences and inline code is not read for people."""
    assert read("Run `npm i @scope/x` or `ssh kwame@` now.\n\n```\n@dataclass\n```\n").names.people == frozenset()


def test_config_wins() -> None:
    """Names of the config are added, and a system of the config is no person of the draft."""
    given_names = Names(people=frozenset({"rangi"}), systems=frozenset({"jenkins-bot"}), teams=frozenset({"atlas"}))
    names = read("Owner: Jenkins-Bot, Atlas, Oyelaran\n\nText.\n", given_names).names
    assert {"rangi", "oyelaran"} <= names.people
    assert names.people.isdisjoint({"jenkins-bot", "atlas"})


@given(st.text(max_size=300))
def test_any_value_gives_clean_entries(value: str) -> None:
    """Whatever stands in a field, each entry is a short piece without signs of lists or addresses."""
    for entry in entries(value):
        assert entry.text == entry.text.strip()
        assert entry.text
        assert not set(entry.text) & set(",;|@<>()[]\n")
