"""A report goes into its file whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from blamelint.errors import UsageError
from blamelint.run.output import write_whole


def broken() -> Iterator[str]:
    """A report that fails half way."""
    yield "half"
    raise RuntimeError


def test_pieces_arrive_in_utf8_as_they_are(tmp_path: Path) -> None:
    """Line ends are not translated, and what UTF-8 cannot say is told as an escape."""
    write_whole(tmp_path / "out.txt", ["ü\n", "🧊\r\n", "\udce9"])
    assert (tmp_path / "out.txt").read_bytes() == "ü\n🧊\r\n\\udce9".encode()


def test_old_report_stays_when_the_new_one_breaks(tmp_path: Path) -> None:
    """Nobody ever finds half a report, nor what was left of one."""
    (tmp_path / "out.txt").write_text("old")
    with pytest.raises(RuntimeError):
        write_whole(tmp_path / "out.txt", broken())
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]
    assert (tmp_path / "out.txt").read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="modes and links differ there")
def test_modes_and_links_stay(tmp_path: Path) -> None:
    """A new file gets the mode that the user's files get, an old one keeps its own, a link stays a link."""
    mask = os.umask(0o027)
    try:
        write_whole(tmp_path / "new.txt", ["x"])
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o640
    (tmp_path / "new.txt").chmod(0o604)
    (tmp_path / "link.txt").symlink_to("new.txt")
    write_whole(tmp_path / "link.txt", ["y"])
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "new.txt").read_text() == "y"
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o604


@pytest.mark.skipif(os.name == "nt", reason="there is no such device there")
def test_a_device_is_written_to_as_it_is() -> None:
    """`--output-file /dev/null` does not put a file in the device's place."""
    write_whole(Path("/dev/null"), ["x"])
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_place_that_takes_no_file_is_told(tmp_path: Path) -> None:
    """The mistake is the user's to mend, so it is told in one line."""
    with pytest.raises(UsageError, match="cannot be written"):
        write_whole(tmp_path / "gone" / "out.txt", ["x"])
