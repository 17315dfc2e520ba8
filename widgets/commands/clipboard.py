"""Cut, copy and paste: cards within and between maps, text, tables and pictures."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence

from model import labels
from model.change import Change, JourneyMap
from model.clips import take, text_of
from model.edits.cards import delete_cards
from model.edits.paste import (
    Pasted,
    Table,
    Target,
    lines_of,
    paste_clip,
    paste_one,
    paste_picture,
    paste_text,
    table_of,
    trimmed,
)
from model.grid import is_placed
from model.records import Card
from widgets import clips
from widgets.commands import here
from widgets.commands.command import Command
from widgets.editor import Editor
from widgets.pictures import Unreadable


def copy(editor: Editor) -> None:
    """Put the selected cards on the clipboard; other programs get what they say."""
    ids = [card.id for card in editor.selection.of(Card)]
    if ids:
        clips.put(take(editor.document.map, ids), text_of(editor.document.map, ids))


def cut(editor: Editor) -> None:
    """Copy the selected cards and delete them; the focus goes to the next one."""
    cards = editor.selection.of(Card)
    copy(editor)
    next_id, cell = here.neighbour(editor, cards), editor.selection.cell
    change = editor.document.edit(
        f"Cut {labels.quoted(*cards)}", delete_cards, *(card.id for card in cards)
    )
    if change:
        editor.selection.set(*filter(None, (next_id,)), cell=None if next_id else cell)


def paste(editor: Editor) -> None:
    """Paste at the focus: cards, a card for each line, a table or a picture.

    Cards come first; text before a picture, as spreadsheets offer a picture of their text.
    A table of several rows is shown before it is pasted, with the question what names it has.
    """
    ids, target = editor.document.ids, _target(editor)
    clip = clips.clip()
    if clip is not None:
        what = labels.quoted(*clip.cards)
        _do(editor, f"Paste {what}", lambda to: paste_clip(to, clip, ids, target))
        return
    text = clips.text()
    rows = trimmed(table_of(text))
    if len(rows) > 1 and len(rows[0]) > 1:
        _ask_about_table(editor, rows, target)
        return
    if lines_of(text):
        _do(editor, "Paste text", lambda to: paste_text(to, text, ids, target))
        return
    try:
        picture = clips.picture()
    except Unreadable as why:
        editor.document.refused.emit(f"The picture was not pasted: {why}.")
        return
    if picture:
        _do(editor, "Paste picture", lambda to: paste_picture(to, picture, ids, target))
        return
    editor.document.refused.emit("There is nothing on the clipboard that a map can hold.")


def paste_as_one(editor: Editor) -> None:
    """Paste the text on the clipboard as a single card."""
    ids, target, text = editor.document.ids, _target(editor), clips.text()
    if lines_of(text):
        _do(editor, "Paste as one card", lambda to: paste_one(to, text, ids, target))
    else:
        editor.document.refused.emit("There is no text on the clipboard.")


def _ask_about_table(editor: Editor, rows: Table, target: Target) -> None:
    from model.edits.paste_grid import paste_grid
    from model.edits.paste_grounds import Names
    from widgets.importing.paste_table import PasteTable

    document = editor.document

    persona = here.find_persona(editor)
    who = persona.id if persona else ""

    def put(names: Names) -> None:
        ids = document.ids
        _do(editor, "Paste table", lambda to: paste_grid(to, rows, ids, target, names, who))

    PasteTable(document.map, rows, target, editor.theme, editor.window, put, who).open()


def _target(editor: Editor) -> Target:
    """After the selected card, or in the focused cell."""
    card = here.anchor(editor, Card)
    if card is not None and is_placed(editor.document.map, card):
        return Target(card.step_id, card.lane_id, card.id)
    return Target(*here.find_cell(editor))


def _do(editor: Editor, label: str, edit: Callable[[JourneyMap], Pasted]) -> None:
    pasted: list[Pasted] = []

    def make(to: JourneyMap) -> Change:
        pasted.append(edit(to))
        return pasted[0].change

    if editor.document.edit(label, make):
        editor.selection.set(*pasted[0].card_ids)
        editor.canvas.reveal(*pasted[0].card_ids)
        if pasted[0].notes:
            editor.canvas.hint.emit(" ".join(pasted[0].notes))


def _can_copy(editor: Editor) -> bool:
    return here.anchor(editor, Card) is not None


def _can_cut(editor: Editor) -> bool:
    return here.can_edit(editor, Card)


COMMANDS: tuple[Command, ...] = (
    Command("edit.cut", "Cu&t", cut, (QKeySequence.StandardKey.Cut,), "scissors",
            enabled=_can_cut),
    Command("edit.copy", "&Copy", copy, (QKeySequence.StandardKey.Copy,), "copy",
            enabled=_can_copy),
    Command("edit.paste", "&Paste", paste, (QKeySequence.StandardKey.Paste,), "clipboard-paste"),
    Command("edit.paste_one", "Paste as &one card", paste_as_one, ("Ctrl+Shift+V",)),
)  # fmt: skip
