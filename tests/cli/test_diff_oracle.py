"""`--diff-base` and `--diff` against brute force: lint all drafts, compare both versions, keep what changed."""

from __future__ import annotations

import difflib
import json
import random
from pathlib import Path
from typing import Any

import pytest

from blamelint.cli import main
from tests.run.repositories import Git
from tests.warm import warmed

DRAFTS = 60
SEED = 20240504
SENTENCES = [
    "Obviously the tank {n} was full.",
    "The crew of hall {n} is to blame.",
    "The belt {n} ran until noon.",
    "Of course gate {n} was known to be loose.",
    "The outage of line {n} was caused by human error.",
    "The screen {n} showed the level of the day before.",
    "Pump {n} starts when the level falls.",
    "Tevita should have checked valve {n}.",
    "TODO: tell of sensor {n}.",
    "The crew looked at the panel,\nwhich obviously gave reading {n}.",
]
ACTIONS = ["- Fit a gauge to tank {n}", "- Be more careful with belt {n}", "- Retrain the crew of hall {n}"]
HEADINGS = ["Summary", "Timeline", "Root cause", "Lessons learned", "Notes", "Action items"]
WHOLE_DRAFT = {"BL508", "BL601", "BL602", "BL603", "BL604", "BL701", "BL702", "BL703", "BL704"}
BY_SECTION = {"BL506", "BL507", "BL605", "BL607", "BL608"}

Found = tuple[str, str, int, int]
"""Path, rule, first and last line."""


class Writer:
    """Writes drafts in which no line with words stands twice."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0

    def paragraph(self, heading: str) -> str:
        self.count += 1
        shapes = ACTIONS if heading == "Action items" else SENTENCES
        return self.random.choice(shapes).format(n=self.count)

    def section(self, heading: str) -> list[str]:
        """A heading and up to four paragraphs: now and then it stays empty."""
        return [f"## {heading}", *(self.paragraph(heading) for _ in range(self.random.choice([0, 1, 2, 2, 3, 4])))]

    def draft(self, number: int) -> list[str]:
        """The paragraphs of a draft."""
        chosen = self.random.sample(HEADINGS, self.random.randint(2, len(HEADINGS)))
        return [f"# Review {number}", *(piece for heading in chosen for piece in self.section(heading))]

    def edited(self, pieces: list[str]) -> list[str]:
        """The draft after some edits, each with untouched paragraphs around it."""
        result: list[str] = []
        last, heading = 0, ""
        for at, piece in enumerate(pieces):
            heading = piece[3:] if piece.startswith("## ") else heading
            if at < last + 3 or piece.startswith("#") or self.random.random() < 0.6:
                result.append(piece)
                continue
            last = at
            how = self.random.choice(["reword", "drop", "add", "section"])
            if how == "reword":
                result.append(self.paragraph(heading))
            elif how == "add":
                result += [piece, self.paragraph(heading)]
            elif how == "section":
                self.count += 1
                result += [piece, f"## Aside {self.count}", self.paragraph("Notes")]
        return result


def written(pieces: list[str], newline: str) -> str:
    return "\n\n".join(pieces).replace("\n", newline) + newline


def made(git: Git, how: Writer) -> dict[str, str]:
    """Two versions of many drafts, the second one partly committed, staged, or neither; gives old texts by new path."""
    old_texts: dict[str, str] = {}
    new_texts: dict[str, str] = {}
    drafts = {number: how.draft(number) for number in range(DRAFTS)}
    newlines = {number: how.random.choice(["\n", "\n", "\r\n"]) for number in drafts}
    for number, pieces in drafts.items():
        git.put(f"part{number % 4}/draft {number}.md", written(pieces, newlines[number]))
    git.commit("the first version")
    git("checkout", "--quiet", "-b", "topic")
    for number, pieces in drafts.items():
        path = f"part{number % 4}/draft {number}.md"
        old_texts[path], new_texts[path] = written(pieces, newlines[number]), written(pieces, newlines[number])
        what = how.random.choice(["keep", "edit", "edit", "edit", "rename", "delete", "ends"])
        if what in ("edit", "rename"):
            new_texts[path] = written(how.edited(pieces), newlines[number])
        if what == "ends":
            new_texts[path] = written(pieces, "\n" if newlines[number] == "\r\n" else "\r\n")
        if what == "rename":
            moved = f"moved/deep/{number}.md"
            (git.folder / moved).parent.mkdir(parents=True, exist_ok=True)
            git("mv", path, moved)
            similar = difflib.SequenceMatcher(None, old_texts[path], new_texts[path]).ratio() > 0.8
            old_texts[moved] = old_texts.pop(path) if similar else ""
            new_texts[moved] = new_texts.pop(path) if similar else written(how.draft(number + 500), "\n")
            path = moved
        if what == "delete":
            (git.folder / path).unlink()
            del old_texts[path], new_texts[path]
        else:
            git.put(path, new_texts[path])
        if number == 2 * DRAFTS // 3:
            git.commit("some of the second version")
        elif number % 7 == 0:
            git("add", "--all")
    for number in range(1000, 1006):
        path = f"part{number % 4}/new {number}.md"
        old_texts[path], new_texts[path] = "", written(how.draft(number), "\n")
        git.put(path, new_texts[path])
    git.put("notes.rst", "Obviously no draft.\n")
    return old_texts


def words_of(text: str) -> list[tuple[int, str]]:
    """The lines with words and their numbers, counted from 1."""
    return [(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def changed(old: str, new: str) -> tuple[set[int], set[int]]:
    """The lines of `new` that are new, and those after which something went away; 0 is the beginning."""
    before, after = words_of(old), words_of(new)
    lines: set[int] = set()
    gaps: set[int] = set()
    matcher = difflib.SequenceMatcher(None, [line for _, line in before], [line for _, line in after], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            lines |= {number for number, _ in after[start:end]}
            if last - first > end - start:
                gaps.add(after[start - 1][0] if start else 0)
    return lines, gaps


def expected(found: list[Found], old_texts: dict[str, str], git: Git) -> list[Found]:
    """What is left of all findings when both versions are compared."""
    kept = []
    for path, rule, first, last in found:
        new = (git.folder / path).read_bytes().decode()
        lines, gaps = changed(old_texts[path], new)
        if rule in WHOLE_DRAFT:
            stays = bool(lines or gaps)
        elif rule in BY_SECTION and new.split("\n")[first - 1].startswith("#"):
            section = section_at(new.split("\n"), first)
            stays = bool((lines | gaps) & section)
        else:
            stays = bool(lines & set(range(first, last + 1)))
        if stays:
            kept.append((path, rule, first, last))
    return kept


def section_at(lines: list[str], first: int) -> set[int]:
    """The lines under the heading in line `first`, with it."""
    level = lines[first - 1].split(" ")[0]
    end = first + 1
    while end <= len(lines) and not (
        lines[end - 1].startswith("#") and len(lines[end - 1].split(" ")[0]) <= len(level)
    ):
        end += 1
    return set(range(first, end))


def whole(git: Git, path: str) -> str:
    """The path from the top of the repository."""
    return (Path.cwd() / path).resolve().relative_to(git.folder).as_posix()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Any:
    """Runs `blamelint check` in a folder and gives its findings by paths from the repository."""

    def said(git: Git, folder: str, *args: str) -> list[Found]:
        warmed(monkeypatch)
        monkeypatch.chdir(git.folder / folder)
        with pytest.raises(SystemExit) as left:
            main(["check", "--isolated", "--exit-zero", "--profile", "strict", "--output-format", "json", *args])
        out, err = capfd.readouterr()
        assert (left.value.code, err) == (0, "")
        return sorted(
            (whole(git, file["path"]), finding["rule"], finding["start"]["line"], finding["end"]["line"])
            for file in json.loads(out)["files"]
            for finding in file["findings"]
        )

    return said


@pytest.mark.slow
def test_what_changed_is_what_brute_force_finds(tmp_path: Path, said: Any) -> None:
    """Sixty drafts with history: edits, renames, deletions, other line ends, new files, committed or not."""
    git = Git.made(tmp_path / "repo")
    old_texts = made(git, Writer(SEED))
    everything = said(git, ".", "--ignore", "BL110")
    wanted = expected(everything, old_texts, git)
    by_base = said(git, ".", "--ignore", "BL110", "--diff-base", "main")
    assert by_base == wanted
    assert len(everything) > 2 * len(wanted) > 200
    for rules in (WHOLE_DRAFT, BY_SECTION, {"BL311"}):
        assert rules & {rule for _, rule, *_ in wanted}
    assert {path.split("/")[0] for path, *_ in wanted} == {"part0", "part1", "part2", "part3", "moved"}

    inside = said(git, "part1", "--ignore", "BL110", "--diff-base", "main")
    assert inside == wanted
    below = said(git, "part1", "--ignore", "BL110", "--diff-base", "main", ".")
    assert below == [found for found in wanted if found[0].startswith("part1/")]
    git("add", "--all", "--intent-to-add")
    patch = tmp_path / "all.diff"
    patch.write_text(git("diff", "--find-renames", "--ignore-cr-at-eol", "main"))
    assert said(git, "part2", "--ignore", "BL110", "--diff", str(patch)) == wanted
