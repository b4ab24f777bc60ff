"""The example drafts, and what blamelint says about them; BLAMELINT_WRITE_GOLDEN=1 writes that anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from blamelint.cli import main
from tests.warm import warmed

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DRAFTS = sorted(path.name for path in EXAMPLES.glob("*.md"))


@pytest.mark.parametrize("name", DRAFTS)
def test_example_is_linted_as_expected(name: str, monkeypatch, capfd) -> None:
    """A change of any rule that changes what is said about an example is seen in a review."""
    monkeypatch.chdir(EXAMPLES)
    warmed(monkeypatch, spotter=True)
    with pytest.raises(SystemExit):
        main(["check", name, "--isolated", "--output-format", "concise"])
    said = capfd.readouterr().out
    expected = EXAMPLES / "expected" / f"{Path(name).stem}.txt"
    if os.environ.get("BLAMELINT_WRITE_GOLDEN"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


def test_the_blameless_example_is_clean() -> None:
    """The example to follow is one that blamelint has nothing to say about."""
    assert (EXAMPLES / "expected" / "blameless.txt").read_text(encoding="utf-8") == "No findings in 1 file.\n"


def test_every_expectation_has_its_draft() -> None:
    """No expectation is left over from a draft that is gone."""
    assert {path.stem for path in (EXAMPLES / "expected").iterdir()} == {Path(name).stem for name in DRAFTS}
