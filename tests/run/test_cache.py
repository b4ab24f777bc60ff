"""The cache on disk: whole entries or none, for nobody else to read or to write, and never too many."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from blamelint.run import cache as module
from blamelint.run.cache import CACHE_DIR, DAY, FOLDER, NO_CACHE, UNUSED, Cache, cache_in, cache_of
from blamelint.run.runner import Linted
from tests.run.test_entries import FULL, LENGTH

posix = pytest.mark.skipif(os.name != "posix", reason="Windows tells users apart in another way")


def key(number: int) -> str:
    return f"{number:064x}"


def entries(folder: Path) -> set[str]:
    """The entries in the folder, and what is half written."""
    return {path.stem for path in (folder / FOLDER).iterdir() if path.suffix == ".json" or path.name.count(".") == 2}


class Clock:
    """A time that tests turn on."""

    now = 1_000_000_000.0

    def __call__(self) -> float:
        return self.now


def age(folder: Path, number: int, clock: Clock, seconds: float) -> None:
    """Let an entry be unused since then."""
    at = clock() - seconds
    os.utime(folder / FOLDER / f"{key(number)}.json", (at, at))


def test_what_is_kept_is_known(tmp_path: Path) -> None:
    """To this cache and to the next in the same folder; other keys are not."""
    cache = Cache(tmp_path / "new" / "folder")
    assert cache.get(key(1), LENGTH) is None
    cache.keep(key(1), FULL)
    assert cache.get(key(1), LENGTH) == FULL
    assert Cache(tmp_path / "new" / "folder").get(key(1), LENGTH) == FULL
    assert cache.get(key(2), LENGTH) is None
    assert cache.known == 1


def test_asking_makes_nothing(tmp_path: Path) -> None:
    """A run that keeps nothing leaves no folder behind."""
    assert Cache(tmp_path / "new").get(key(1), LENGTH) is None
    assert list(tmp_path.iterdir()) == []


@posix
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    """Folders are 0700 and files 0600, whatever the mask of the process."""
    before = os.umask(0)
    try:
        Cache(tmp_path / "new" / "folder").keep(key(1), FULL)
    finally:
        os.umask(before)
    for path in (tmp_path / "new").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_it_says_what_it_is(tmp_path: Path) -> None:
    """Backups pass it over, and git does too where it stands in a repository."""
    Cache(tmp_path).keep(key(1), FULL)
    assert (tmp_path / FOLDER / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    assert (tmp_path / FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_broken_entries_are_not_there(tmp_path: Path) -> None:
    """Whatever stands in their place; a new one mends it where that can be."""
    cache = Cache(tmp_path)
    path = tmp_path / FOLDER / f"{key(1)}.json"
    for data in (b"", b"{", b"null", b"\xff", b"0" * (module.LARGEST + 1)):
        cache.keep(key(1), FULL)
        path.write_bytes(data)
        assert cache.get(key(1), LENGTH) is None
    cache.keep(key(1), FULL)
    assert cache.get(key(1), LENGTH) == FULL
    path.unlink()
    path.mkdir()
    assert cache.get(key(1), LENGTH) is None
    cache.keep(key(1), FULL)


@posix
def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    """A link to a sound entry is no entry, and nobody waits for a pipe."""
    cache = Cache(tmp_path)
    cache.keep(key(1), FULL)
    path = tmp_path / FOLDER / f"{key(1)}.json"
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert cache.get(key(1), LENGTH) is None
    path.unlink()
    os.mkfifo(path)
    assert cache.get(key(1), LENGTH) is None


@posix
def test_a_folder_that_others_can_write_is_not_trusted(tmp_path: Path) -> None:
    """Findings in it may be anybody's, and so may be the edits that they offer."""
    Cache(tmp_path).keep(key(1), FULL)
    for mode in (0o722, 0o770):
        (tmp_path / FOLDER).chmod(mode)
        cache = Cache(tmp_path)
        assert cache.get(key(1), LENGTH) is None
        cache.keep(key(2), FULL)
        assert entries(tmp_path) == {key(1)}


@posix
def test_somebody_elses_folder_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with `sudo`: nothing is read from it and nothing is left in it."""
    Cache(tmp_path).keep(key(1), FULL)
    monkeypatch.setattr(os, "geteuid", lambda: (tmp_path / FOLDER).stat().st_uid + 1)
    cache = Cache(tmp_path)
    assert cache.get(key(1), LENGTH) is None
    cache.keep(key(2), FULL)
    assert entries(tmp_path) == {key(1)}


@posix
def test_a_link_for_a_folder_is_not_trusted(tmp_path: Path) -> None:
    """It may lead anywhere."""
    (tmp_path / "other").mkdir()
    (tmp_path / FOLDER).symlink_to(tmp_path / "other")
    Cache(tmp_path).keep(key(1), FULL)
    assert list((tmp_path / "other").iterdir()) == []


def test_what_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the place of the folder, a full disk: nothing is raised, and it is tried once."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("x" * 300)):
        cache = Cache(folder)
        cache.keep(key(1), FULL)
        assert cache.get(key(1), LENGTH) is None
    tried: list[object] = []

    def full(*what: object) -> None:
        tried.append(what)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_put", full)
    cache = Cache(tmp_path / "full")
    for number in range(3):
        cache.keep(key(number), FULL)
    assert len(tried) == 1


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half of an entry, under whatever name."""
    cache = Cache(tmp_path)
    cache.keep(key(1), FULL)

    def refused(*_: object) -> None:
        raise OSError("in use")

    monkeypatch.setattr(Path, "replace", refused)
    cache.keep(key(2), FULL)
    assert entries(tmp_path) == {key(1)}


def test_it_may_be_deleted_at_any_time(tmp_path: Path) -> None:
    """Also under a cache in use, which makes it anew."""
    cache = Cache(tmp_path / "folder")
    for number in range(3):
        cache.keep(key(number), FULL)
        for path in (tmp_path / "folder" / FOLDER).iterdir():
            path.unlink()
        (tmp_path / "folder" / FOLDER).rmdir()
        (tmp_path / "folder").rmdir()
        assert cache.get(key(number), LENGTH) is None
    cache.keep(key(9), FULL)
    assert cache.get(key(9), LENGTH) == FULL


def test_great_entries_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft that is all findings is linted anew."""
    monkeypatch.setattr(module, "LARGEST", 200)
    cache = Cache(tmp_path)
    cache.keep(key(1), FULL)
    assert cache.get(key(1), LENGTH) is None
    cache.keep(key(2), Linted(()))
    assert cache.get(key(2), LENGTH) == Linted(())


def test_many_writers_do_not_meet(tmp_path: Path) -> None:
    """Of several that write and read the same entries at once, each reads whole ones or none."""
    wrong: list[object] = []
    lints = [Linted(FULL.findings * (number + 1), number) for number in range(4)]

    def work() -> None:
        cache = Cache(tmp_path)
        for turn in range(40):
            for number, linted in enumerate(lints):
                cache.keep(key(number), linted)
                found = cache.get(key(number), LENGTH)
                if found != linted:
                    wrong.append((turn, number, found))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert entries(tmp_path) == {key(number) for number in range(4)}


def test_what_is_not_used_goes(tmp_path: Path) -> None:
    """After 30 days, once a day; what was asked for meanwhile stays, and so does what is not the cache's."""
    clock = Clock()
    for number in range(4):
        Cache(tmp_path, clock).keep(key(number), FULL)
        age(tmp_path, number, clock, UNUSED - 60)
    others = [tmp_path / FOLDER / "notes.json", tmp_path / f"{key(1)}.json"]
    for path in others:
        path.write_text("mine", encoding="utf-8")
        os.utime(path, (0, 0))
    assert Cache(tmp_path, clock).get(key(0), LENGTH) == FULL
    clock.now += 120
    Cache(tmp_path, clock).keep(key(9), FULL)
    assert len(entries(tmp_path) & {key(number) for number in range(4)}) == 4, "it was swept today"
    clock.now += DAY
    Cache(tmp_path, clock).keep(key(8), FULL)
    assert entries(tmp_path) >= {key(0), key(8), key(9)}
    assert entries(tmp_path).isdisjoint({key(1), key(2), key(3)})
    assert all(path.exists() for path in others)


def test_what_a_process_left_half_written_goes(tmp_path: Path) -> None:
    """After a day; what is being written now stays."""
    clock = Clock()
    Cache(tmp_path, clock).keep(key(0), FULL)
    old, new = (tmp_path / FOLDER / f".{key(1)}.{token * 16}" for token in "ab")
    for path, seconds in ((old, DAY + 1), (new, 1)):
        path.write_bytes(b"{")
        os.utime(path, (clock.now + 2 * DAY - seconds,) * 2)
    clock.now += 2 * DAY
    Cache(tmp_path, clock).keep(key(2), FULL)
    assert (old.exists(), new.exists()) == (False, True)


def test_there_is_never_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit those go first that were not used for longest, also within a day."""
    clock = Clock()
    monkeypatch.setattr(module, "MOST", 40 * module.LEAST)
    cache = Cache(tmp_path, clock)
    for number in range(120):
        clock.now += 1
        cache.keep(key(number), FULL)
        age(tmp_path, number, clock, 0)
        assert len(entries(tmp_path)) <= 46
    kept = sorted(int(name, 16) for name in entries(tmp_path))
    assert kept == list(range(120 - len(kept), 120))
    assert len(kept) > 20


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("", True), ("0", True), ("False", True), ("no", True), ("1", False), ("true", False), ("perhaps", False)],
)
def test_the_environment_switches_it_off(tmp_path: Path, said: str, wanted: bool) -> None:
    """As the command line does; a word that nobody knows keeps nothing rather than something."""
    assert (cache_of({NO_CACHE: said, CACHE_DIR: str(tmp_path)}) is not None) is wanted


def test_without_a_word_it_is_where_the_system_has_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nowhere where there is no such place."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name, appauthor: tmp_path / name)
    cache = cache_in(None)
    assert cache is not None
    cache.keep(key(1), FULL)
    assert entries(tmp_path / "blamelint") == {key(1)}
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name, appauthor: Path("~") / name)
    assert cache_in(None) is None
