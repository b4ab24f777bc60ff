"""Colour, width and what wins over what."""

from __future__ import annotations

import io

import pytest

from blamelint.emit.outlet import ColorChoice, Style, outlet_for, wants_color

AUTO, ALWAYS, NEVER = ColorChoice.AUTO, ColorChoice.ALWAYS, ColorChoice.NEVER


@pytest.mark.parametrize(
    ("choice", "environment", "at_terminal", "wanted"),
    [
        (AUTO, {}, True, True),
        (AUTO, {}, False, False),
        (AUTO, {"TERM": "dumb"}, True, False),
        (AUTO, {"NO_COLOR": "1"}, True, False),
        (AUTO, {"NO_COLOR": ""}, True, True),
        (AUTO, {"FORCE_COLOR": "1"}, False, True),
        (AUTO, {"FORCE_COLOR": "0"}, False, False),
        (AUTO, {"FORCE_COLOR": ""}, False, False),
        (AUTO, {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        (AUTO, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        (ALWAYS, {"NO_COLOR": "1"}, False, True),
        (NEVER, {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_color_precedence(choice: ColorChoice, environment: dict[str, str], at_terminal: bool, wanted: bool) -> None:
    """The option wins over NO_COLOR, that over FORCE_COLOR, that over the terminal."""
    assert wants_color(choice, environment, at_terminal=at_terminal) is wanted


def test_a_pipe_has_one_width_and_no_color(monkeypatch) -> None:
    """Output into a file is the same on every machine."""
    monkeypatch.setenv("COLUMNS", "7")
    outlet = outlet_for(io.StringIO(), AUTO, {})
    assert (outlet.width, outlet.color, outlet.paint("x", Style.ERROR)) == (100, False, "x")
