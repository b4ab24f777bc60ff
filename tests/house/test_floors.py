"""The house stands on floors: an import goes down, never up."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "blamelint"

FLOORS = {
    "__init__": 0, "errors": 0, "text": 0, "finding": 0, "located": 0, "assets": 0,
    "document": 1,
    "structure": 2, "language": 3,
    "engine": 4, "config": 4,
    "lint": 5,
    "run": 6,
    "emit": 7,
    "lsp": 8,
    "cli": 9, "__main__": 10,
}  # fmt: skip
"""Every part of the package and its floor; `language` stands on `structure`, whose contexts it reads."""
APART = [{"engine", "config"}]
"""Neighbours on one floor that do not know each other."""
HEAVY = {"spacy", "textstat", "lemminflect"}
MAY_LOAD_SPACY = ("language", "engine/matchers")


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """Which part of the house a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.Module, *, top_only: bool) -> Iterator[tuple[str, int]]:
    """The modules that a file imports, with the line; those under `if TYPE_CHECKING` are left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            for inner in ast.walk(node):
                inner.skipped = True  # type: ignore[attr-defined]
    inside = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if getattr(node, "skipped", False) or (top_only and id(node) in inside):
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    """No module imports a floor above it, nor a neighbour it must not know."""
    here = part(path)
    for name, line in imports(ast.parse(path.read_text(encoding="utf-8")), top_only=False):
        if not name.startswith("blamelint.") or name.split(".")[1] not in FLOORS:
            continue
        there = name.split(".")[1]
        assert FLOORS[there] <= FLOORS[here], f"{path.name}:{line} imports {name} from above"
        assert there == here or {there, here} not in APART, f"{path.name}:{line}: {here} does not know {there}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_libraries_are_imported_inside_functions(path: Path) -> None:
    """SpaCy and textstat cost half a second; nobody pays who does not need them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for name, line in imports(tree, top_only=True):
        assert name.split(".")[0] not in HEAVY, f"{path.name}:{line} imports {name} at the top"
    where = path.relative_to(PACKAGE).as_posix()
    for name, line in imports(tree, top_only=False):
        if name.split(".")[0] == "spacy":
            assert where.startswith(MAY_LOAD_SPACY), f"{where}:{line} knows spaCy"


def test_every_part_has_a_floor() -> None:
    """A new folder of the package is put on a floor before it is used."""
    assert {part(path) for path in modules()} <= set(FLOORS)


def test_no_print_in_the_library() -> None:
    """Output is the business of the command line and the emitters, through the streams they are given."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", f"{path}:{node.lineno}"
