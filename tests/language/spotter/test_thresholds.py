"""The thresholds: read whole, or refused with the name of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from blamelint.errors import ModelError
from blamelint.language.gates import FAMILIES
from blamelint.language.spotter.thresholds import Threshold, read_thresholds

SOUND = "".join(f"[{family}]\nlow = 0.1\nhigh = 0.5\nsure = 0.9\n" for family in sorted(FAMILIES))
BROKEN = {
    "empty": b"",
    "not TOML": b"[F01\nlow = 1",
    "no text": b"\xff\xfe\x00low",
    "no family": SOUND.replace("[F05]", "[F99]").encode(),
    "no number": SOUND.replace("low = 0.1\n", "", 1).encode(),
    "a word": SOUND.replace("0.5", '"0.5"', 1).encode(),
    "a truth": SOUND.replace("0.9", "true", 1).encode(),
    "a list": SOUND.replace("0.5", "[0.5]", 1).encode(),
    "no table": SOUND.replace("[F01]\nlow = 0.1\nhigh = 0.5\nsure = 0.9\n", "F01 = 0.5\n").encode(),
    "a row of tables": SOUND.replace("[F03]", "[[F03]]").encode(),
    "twice": (SOUND + "[F01]\nlow = 0.1\n").encode(),
    "no value": SOUND.replace("0.5", "nan", 1).encode(),
    "without end": SOUND.replace("0.9", "inf", 1).encode(),
    "below nothing": SOUND.replace("0.1", "-0.1", 1).encode(),
    "low above high": SOUND.replace("0.1", "0.6", 1).encode(),
    "high above sure": SOUND.replace("0.9", "0.4", 1).encode(),
}


def test_the_shipped_ones_are_sound(home: Path) -> None:
    """Every family has its three borders, in order."""
    thresholds = read_thresholds(home / "thresholds.toml")
    assert set(thresholds) == FAMILIES
    assert all(0 <= border.low <= border.high <= border.sure <= 1 for border in thresholds.values())


def test_each_family_has_its_own(tmp_path: Path) -> None:
    """Numbers are read as they stand, whole ones too; what else the tables hold is for people."""
    path = tmp_path / "thresholds.toml"
    path.write_text(SOUND.replace("[F07]\nlow = 0.1", "[F07]\nsentences = 12\nlow = 0"), encoding="utf-8")
    thresholds = read_thresholds(path)
    assert thresholds["F07"] == Threshold(0.0, 0.5, 0.9)
    assert thresholds["F08"] == Threshold(0.1, 0.5, 0.9)


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_named(tmp_path: Path, kind: str) -> None:
    """Whatever is wrong with it, the error says in which file, on one line."""
    path = tmp_path / "borders.toml"
    path.write_bytes(BROKEN[kind])
    with pytest.raises(ModelError, match=r"borders\.toml") as refused:
        read_thresholds(path)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["absent.toml", "folder.toml"])
def test_what_is_no_file_is_named(tmp_path: Path, name: str) -> None:
    """An absent file and a folder in its place."""
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(ModelError, match=name):
        read_thresholds(tmp_path / name)
