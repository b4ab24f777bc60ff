"""The README shows what blamelint says today; BLAMELINT_WRITE_GOLDEN=1 writes its samples anew."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from blamelint.cli import main
from tests.warm import warmed

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
SAMPLE = re.compile(r"^```console\n\$ (blamelint [^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def samples() -> list[str]:
    """The commands that the README shows with their output."""
    return [match[1] for match in SAMPLE.finditer(README.read_text(encoding="utf-8"))]


def output_of(command: str, capfd: pytest.CaptureFixture[str]) -> str:
    """What the command writes; it may end in `| head -N`."""
    line, _, head = command.partition(" | head -")
    with pytest.raises(SystemExit):
        main(shlex.split(line)[1:])
    said = capfd.readouterr().out.splitlines(keepends=True)
    return "".join(said[: int(head)] if head else said)


@pytest.mark.parametrize("command", samples())
def test_shown_output_is_what_blamelint_says(command: str, monkeypatch, capfd) -> None:
    """A reader who copies a command sees what the README shows."""
    monkeypatch.chdir(ROOT)
    warmed(monkeypatch, spotter=True)
    said = output_of(command, capfd)
    text = README.read_text(encoding="utf-8")
    if os.environ.get("BLAMELINT_WRITE_GOLDEN"):
        text = SAMPLE.sub(
            lambda shown: f"```console\n$ {command}\n{said}```" if shown[1] == command else shown[0], text
        )
        README.write_text(text, encoding="utf-8")
    shown = {match[1]: match[2] for match in SAMPLE.finditer(text)}
    assert shown[command] == said


def test_there_are_samples() -> None:
    """The README shows at least a report, an explanation and a list."""
    assert len(samples()) >= 3


def test_readme_lints_clean(monkeypatch, capfd) -> None:
    """There is nothing to say about how the project's own pages speak."""
    monkeypatch.chdir(ROOT)
    warmed(monkeypatch, spotter=True)
    assert output_of("blamelint check README.md CHANGELOG.md", capfd) == "No findings in 2 files.\n"


def test_readme_tells_every_command_and_exit_status() -> None:
    """What the command line can do is told."""
    text = README.read_text(encoding="utf-8")
    for word in ("check", "baseline", "explain", "rules", "test", "completion"):
        assert f"blamelint {word}" in text
    for status in (0, 1, 2):
        assert f"\n| {status} | " in text
