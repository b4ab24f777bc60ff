"""What `--output-file` leaves behind, which a command line as data cannot show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blamelint.cli import main
from blamelint.emit import FORMATS
from tests.emit.schemas import CHECKS
from tests.warm import warmed


@pytest.mark.parametrize("form", FORMATS)
def test_file_holds_what_standard_output_would(form: str, tmp_path: Path, monkeypatch, capfd) -> None:
    """The file gets the same report, byte for byte, and it is valid."""
    monkeypatch.chdir(tmp_path)
    warmed(monkeypatch)
    (tmp_path / "é a.md").write_text("🧊 Obviously the disk was full.\r\n", encoding="utf-8", newline="")
    line = ["check", "é a.md", "--isolated", "--select", "BL311", "--output-format", form]
    for more in ([], ["--output-file", "out.txt"]):
        with pytest.raises(SystemExit) as left:
            main([*line, *more])
        assert left.value.code == 0
    shown = capfd.readouterr().out
    text = (tmp_path / "out.txt").read_bytes().decode("utf-8")
    assert text == shown
    CHECKS[form](text)
    assert "BL311" in text


def test_a_failed_run_leaves_no_file(tmp_path: Path, monkeypatch, capfd) -> None:
    """A config that is broken does not empty the report of the run before."""
    monkeypatch.chdir(tmp_path)
    warmed(monkeypatch)
    (tmp_path / "a.md").write_text("x\n")
    (tmp_path / "out.json").write_text("[]")
    with pytest.raises(SystemExit) as left:
        main(["check", "a.md", "--select", "BL999", "--output-format", "gitlab", "--output-file", "out.json"])
    assert left.value.code == 2
    assert json.loads((tmp_path / "out.json").read_text()) == []
