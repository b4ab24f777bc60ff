"""Words that can be chosen, and how an editor is told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from lsprotocol import types

from blamelint.document.directives import ALL
from blamelint.engine.model import Rule
from blamelint.lsp.client import Client

SHOWN = 12
"""Rules that are named beside a group or a family."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One word that could stand at the cursor."""

    word: str
    detail: str = ""
    """A few words beside it."""
    about: str = ""
    """What it means, in Markdown that reads well as plain text, too."""
    alias: str = ""
    """Another word by which a writer may look for it."""
    kind: types.CompletionItemKind = types.CompletionItemKind.Value


def naming(rules: Collection[Rule], first: Collection[str] = ()) -> Iterator[Choice]:
    """All words that name rules: codes, those in `first` before the others, then groups, families and `ALL`."""
    kind = types.CompletionItemKind
    for rule in sorted(rules, key=lambda rule: (rule.code not in first, rule.code)):
        state = rule.severity.name.lower() if rule.enabled else "off by default"
        about = f"**{rule.name}** ({rule.group}, {state})\n\n{' '.join(rule.what.split())}"
        yield Choice(rule.code, rule.name, about, rule.name, kind.EnumMember)
    groups: defaultdict[str, list[Rule]] = defaultdict(list)
    families: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        groups[rule.group].append(rule)
        for family in rule.families:
            families[family].append(rule)
    for name, members in groups.items():
        yield Choice(name, f"group of {_rules(len(members))}", _members(members), kind=kind.Enum)
    for name, members in sorted(families.items()):
        yield Choice(name, f"family of {_rules(len(members))}", _members(members), kind=kind.Enum)
    yield Choice(ALL, f"all {_rules(len(rules))}", "Every rule.", kind=kind.Enum)


def item(
    choice: Choice, rank: int, edit: types.TextEdit, client: Client, *, typed: str = "", snippet: str = ""
) -> types.CompletionItem:
    """The choice for an editor that shows the lower `rank` first.

    Shape: `typed` is what the writer has of the word; an editor compares it with the code or, where that is what it
    begins, with the name. `snippet` is used in the place of the edit's text where the editor knows tab stops.
    """
    known_as = choice.alias if choice.alias and typed and choice.alias.startswith(typed.lower()) else choice.word
    if snippet and client.completes_snippets:
        edit = types.TextEdit(edit.range, snippet)
    return types.CompletionItem(
        label=choice.word,
        kind=choice.kind,
        detail=choice.detail or None,
        documentation=_shown(choice.about, client) if choice.about else None,
        sort_text=f"{rank:04}",
        filter_text=known_as,
        insert_text_format=types.InsertTextFormat.Snippet
        if snippet and client.completes_snippets
        else types.InsertTextFormat.PlainText,
        text_edit=edit,
    )


def _shown(about: str, client: Client) -> types.MarkupContent | str:
    if client.completes_markdown:
        return types.MarkupContent(types.MarkupKind.Markdown, about)
    return about.replace("**", "").replace("`", "")


def without(choices: Iterable[Choice], said: Collection[str]) -> Iterator[Choice]:
    """The choices that are not among what is `said` already, by word or alias."""
    return (choice for choice in choices if choice.word not in said and (not choice.alias or choice.alias not in said))


def _members(rules: Collection[Rule]) -> str:
    lines = [f"- `{rule.code}` {rule.name}" for rule in list(rules)[:SHOWN]]
    if len(rules) > SHOWN:
        lines.append(f"- and {len(rules) - SHOWN} more")
    return "\n".join(lines)


def _rules(count: int) -> str:
    return f"{count} rule" if count == 1 else f"{count} rules"
