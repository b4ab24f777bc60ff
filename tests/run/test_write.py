"""An edited draft is written whole, in its own encoding, into its own file, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blamelint.document.model import Source
from blamelint.document.source import read_source
from blamelint.errors import Failure
from blamelint.run import write
from blamelint.run.files import read_file
from blamelint.run.write import encoded, write_back

FORMS = {
    "utf-8": b"The queue was\r\nfull \xe2\x80\x93 again.",
    "mark": b"\xef\xbb\xbfThe queue was full.\r",
    "utf-16-le": b"\xff\xfe" + "The queue 🚒 was\r\nfull.\n".encode("utf-16-le"),
    "utf-16-be": b"\xfe\xff" + "The queue was full.\n".encode("utf-16-be"),
    "utf-16 without a mark": "The queue was full.\r\n".encode("utf-16-le"),
}


def source_of(path: Path) -> Source:
    source = read_file(str(path))
    assert isinstance(source, Source)
    return source


def edited(source: Source) -> Source:
    """The source with one word in capitals."""
    return Source(source.path, source.text.replace("queue", "QUEUE"), source.encoding, source.bom)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(b"The queue was full.\n")
    return path


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS)
def test_encoding_mark_and_line_ends_stay(tmp_path: Path, data: bytes) -> None:
    """Only the edited words differ, byte by byte, and nothing else is left in the folder."""
    path = tmp_path / "a.md"
    path.write_bytes(data)
    source = source_of(path)
    assert write_back(source, edited(source), tmp_path) is None
    wide = data.replace("queue".encode("utf-16-le"), "QUEUE".encode("utf-16-le"))
    wide = wide.replace("queue".encode("utf-16-be"), "QUEUE".encode("utf-16-be"))
    assert path.read_bytes() == wide.replace(b"queue", b"QUEUE") != data
    assert left_over(tmp_path) == ["a.md"]


@given(st.binary(max_size=200) | st.text(max_size=60).map(lambda text: b"\xff\xfe" + text.encode("utf-16-le")))
def test_what_was_read_is_what_would_be_written(data: bytes) -> None:
    """Reading and encoding again gives the same bytes, whatever the file."""
    source = read_source("a.md", data)
    if isinstance(source, Source):
        assert encoded(source) == data


def test_permissions_stay(draft: Path) -> None:
    """A script stays executable, a private draft private."""
    draft.chmod(0o640)
    source = source_of(draft)
    assert write_back(source, edited(source), draft.parent) is None
    assert stat.S_IMODE(draft.stat().st_mode) == 0o640


def test_a_file_that_has_changed_is_left_alone(draft: Path) -> None:
    """What somebody saved since is not overwritten, longer, shorter or equally long."""
    source = source_of(draft)
    for text in ("The queue was full. More.\n", "The\n", "The queue was FULL.\n"):
        draft.write_text(text, encoding="utf-8")
        refused = write_back(source, edited(source), draft.parent)
        assert refused == Failure(str(draft), "changed", "It has changed since it was read; run blamelint again.")
        assert draft.read_text(encoding="utf-8") == text
    assert left_over(draft.parent) == ["a.md"]


def test_a_file_that_is_gone_stays_gone(draft: Path) -> None:
    """It is not made anew."""
    source = source_of(draft)
    draft.unlink()
    refused = write_back(source, edited(source), draft.parent)
    assert refused is not None
    assert refused.code == "unwritable"
    assert left_over(draft.parent) == []


def test_a_link_inside_of_the_tree_is_followed(draft: Path) -> None:
    """It stays a link, and the file it leads to is edited."""
    link = draft.parent / "latest.md"
    link.symlink_to("a.md")
    source = source_of(link)
    assert write_back(source, edited(source), draft.parent) is None
    assert link.is_symlink()
    assert draft.read_text(encoding="utf-8") == "The QUEUE was full.\n"


@pytest.mark.parametrize("how", ["file", "folder", "beside"])
def test_a_link_that_leads_out_is_refused(draft: Path, how: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither a link to a file nor one to a folder above it takes an edit out of the tree."""
    tree = tmp_path_factory.mktemp("tree")
    link = tree / "link.md"
    if how == "folder":
        (tree / "reviews").symlink_to(draft.parent)
        link = tree / "reviews" / "a.md"
    else:
        link.symlink_to(draft)
    source = source_of(link)
    top = tree if how != "beside" else tmp_path_factory.mktemp("elsewhere")
    refused = write_back(source, edited(source), top)
    assert refused is not None
    assert (refused.code, "leads out of" in refused.message) == ("unwritable", True)
    assert draft.read_text(encoding="utf-8") == "The queue was full.\n"


def test_a_file_that_is_named_outside_of_the_project_is_written(draft: Path, tmp_path_factory) -> None:
    """Whoever names a file means it, wherever it is."""
    source = source_of(draft)
    assert write_back(source, edited(source), tmp_path_factory.mktemp("project")) is None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everything")
def test_a_protected_file_is_left_alone(draft: Path) -> None:
    """To replace it would get round its protection."""
    draft.chmod(0o444)
    source = source_of(draft)
    refused = write_back(source, edited(source), draft.parent)
    assert refused == Failure(str(draft), "unwritable", "It is write-protected.")


def test_a_full_disk_leaves_the_draft(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be written whole is not written, and leaves nothing behind."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write.os, "fsync", full)
    source = source_of(draft)
    refused = write_back(source, edited(source), draft.parent)
    assert refused == Failure(str(draft), "unwritable", "It cannot be written: No space left on device.")
    assert draft.read_text(encoding="utf-8") == "The queue was full.\n"
    assert left_over(draft.parent) == ["a.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_a_pipe_is_not_written(tmp_path: Path) -> None:
    """Only an ordinary file is replaced."""
    path = tmp_path / "pipe.md"
    os.mkfifo(path)
    refused = write_back(Source(str(path), "a"), Source(str(path), "b"), tmp_path)
    assert refused == Failure(str(path), "unwritable", "It is no ordinary file.")
