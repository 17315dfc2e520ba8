"""Links by command: from card to card, entries and drop-offs."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from model import labels
from model.change import Change, JourneyMap, chain
from model.edits.links import add_drop_off, add_entry, connect, remove_links
from model.ids import Ids
from model.records import Card, Link
from widgets.commands import here
from widgets.commands.command import Command
from widgets.editor import Editor


def connect_cards(editor: Editor) -> None:
    """Link the selected cards, each to the next in the order in which they were selected.

    With fewer than two it takes up the tool that connects by dragging, or lays it down.
    """
    cards = editor.selection.of(Card)
    if len(cards) < 2:
        editor.canvas.set_connecting(not editor.canvas.connecting)
        return
    ids = editor.document.ids
    edits = [
        partial(connect, source_id=one.id, target_id=other.id, ids=ids)
        for one, other in pairwise(cards)
    ]
    label = f"Connect {labels.quoted(*cards)}"
    if len(cards) == 2:
        label = f"Connect {labels.quoted(cards[0])} to {labels.quoted(cards[1])}"
    if not editor.document.edit(label, lambda to: chain(to, *edits)):
        editor.document.refused.emit("They are connected already.")
    editor.canvas.reveal(*(card.id for card in cards))


def add_entries(editor: Editor) -> None:
    """Customers come in at the selected cards; the entry is selected."""
    _add(editor, "entry", "at", add_entry)


def add_drop_offs(editor: Editor) -> None:
    """Customers leave after the selected cards; the drop-off is selected."""
    _add(editor, "drop-off", "after", add_drop_off)


def remove_here(editor: Editor) -> None:
    """Remove the selected links, and those that leave or reach the selected cards."""
    ids = _links(editor)
    if not ids:
        editor.document.refused.emit("No link leaves or reaches what is selected.")
        return
    what = labels.counted(len(ids), "link") if len(ids) > 1 else "a link"
    editor.document.edit(f"Remove {what}", remove_links, *ids)


def _add(
    editor: Editor, what: str, where: str, edit: Callable[[JourneyMap, str, Ids], Change]
) -> None:
    cards = editor.selection.of(Card)
    ids = editor.document.ids

    def every(to: JourneyMap) -> Change:
        return chain(to, *(partial(_to, edit=edit, card_id=card.id, ids=ids) for card in cards))

    change = editor.document.edit(f"Add {what} {where} {labels.quoted(*cards)}", every)
    new_id = here.select_new(editor, change, Link)
    if new_id and len(editor.selection.ids) == 1:
        editor.canvas.details_wanted.emit(new_id)


def _to(
    to: JourneyMap, edit: Callable[[JourneyMap, str, Ids], Change], card_id: str, ids: Ids
) -> Change:
    return edit(to, card_id, ids)


def _links(editor: Editor) -> tuple[str, ...]:
    selected = set(editor.selection.ids)
    found = (
        link.id
        for link in editor.document.map.all(Link)
        if not selected.isdisjoint((link.id, link.source_id, link.target_id))
    )
    return tuple(sorted(found))


def _can(editor: Editor) -> bool:
    return here.can_edit(editor, Card)


COMMANDS: tuple[Command, ...] = (
    Command("link.connect", "Co&nnect", connect_cards, ("Ctrl+L",), "spline",
            checked=lambda editor: editor.canvas.connecting),
    Command("link.entry", "Add &entry", add_entries, icon="log-in", enabled=_can),
    Command("link.drop_off", "Add &drop-off", add_drop_offs, icon="log-out", enabled=_can),
    Command(
        "link.remove", "Remove &links", remove_here, icon="unlink",
        enabled=lambda editor: _can(editor) or here.can_edit(editor, Link),
    ),
)  # fmt: skip
